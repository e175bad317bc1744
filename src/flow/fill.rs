//! Divides a sequence of lines among frames, in whole rows.
//!
//! In go row pieces (a line, or white between paragraphs) and frames; out comes the range of pieces of each
//! frame. Frames are filled level by level ([`Levels`]), so that all columns end in the same row or the
//! first ones one row later. From the least depth that holds the pieces up to two rows a column more,
//! [`pour`] finds the cheapest division by dynamic programming: the state is the first piece that is not yet
//! placed, the costs are those of column ends. A lone last line at a column's head, a lone first line
//! at its foot (孤行, CLReq 7.1.2), fewer than two rows under a crosshead and a foot that is higher than the depth (齐脚)
//! cost most. A column that would end a row or two too high may have them as white over a crosshead instead.
//! [`uneven`] says whether the feet that came of it are even or stepped once.

use std::ops::Range;

use super::frames::Frame;

/// A piece of a story that is never cut: one line of text, or white.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowPiece {
    /// Rows it takes; at least one.
    pub(super) rows: u32,
    /// What a column costs that ends behind it.
    pub(super) foot: u32,
    /// Whether it is white, which vanishes at a column's head.
    pub(super) white: bool,
    /// Whether more white may stand over it: a crosshead.
    pub(super) opens: bool,
}

/// A column must not end there: behind a crosshead, inside a drop cap.
pub(super) const NEVER: u32 = 1_000_000;

/// A paragraph's last line alone at a column's head.
pub(super) const LONE: u32 = 4_000;

/// Its first line alone at the foot: seen less; columns that differ by two rows are seen more.
pub(super) const LONE_FIRST: u32 = 1_000;

/// One row under a crosshead at a column's foot: worse than two dented columns.
pub(super) const SCANT: u32 = 16_000;

/// A column that ends a row higher than it should; more rows cost their square.
const SHORT: u32 = 300;

/// A column, not the last one, that ends higher than its depth (`14 14 13 14`, `15 14 13 12`): feet are even or stepped
/// once. Worse than a lone line.
const DENTED: u32 = 7_000;

/// The last column where it makes a second step (`16 15 14 13`, `14 14 13 10`).
const STEPPED: u32 = 4_500;

/// Columns that end as badly as this are worth more trials: a lone line, or feet that are stepped twice.
pub(super) const ROUGH: u32 = 1_200;

/// The last column where it ends two rows higher than the others, which are even: better than a lone line.
const LATE: u32 = 2_000;

/// White over a crosshead, for each row.
const OPENED: u32 = 350;

/// White over a crosshead that levels the feet of columns, in rows.
pub(super) const MOST_OVER_CROSSHEAD: u32 = 2;

/// A row more than the text needs, in all columns together.
pub(super) const MORE: u32 = 40;

/// A line that is left over although it would have fitted, in copy that does not fit as a whole: a column
/// that ends badly is worse than some of them.
const LEFT: u32 = 300;

/// How many pieces a column may give back to end better.
const BACK: usize = 4;

/// Row pieces in frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// The pieces of each frame, without white at its head.
    pub(super) frames: Vec<Range<usize>>,
    /// Rows used in each frame.
    pub(super) rows: Vec<u32>,
    /// Those of them that are white over the last crosshead in it.
    pub(super) opened: Vec<u32>,
    /// The first piece that found no room; the number of pieces when all did.
    pub(super) placed: usize,
    /// What the ends of its columns cost.
    pub(super) cost: u32,
}

/// How deep each frame is filled: levels of rows, and in the last level the first frames only.
pub(super) struct Levels<'f> {
    frames: &'f [Frame],
    /// Rows of each frame.
    pub(super) depths: Vec<u32>,
    level: u32,
    next: usize,
    /// The level at which all frames are full.
    foot: u32,
}

impl<'f> Levels<'f> {
    /// Nothing is filled.
    pub(super) fn new(frames: &'f [Frame]) -> Levels<'f> {
        let foot = frames.iter().map(|frame| frame.first + frame.rows).max().unwrap_or(0);
        Levels { frames, depths: vec![0; frames.len()], level: 0, next: 0, foot }
    }

    /// One row more; `false` when all is full.
    pub(super) fn raise(&mut self) -> bool {
        while self.level < self.foot {
            while let Some(frame) = self.frames.get(self.next) {
                let at = self.next;
                self.next += 1;
                if frame.first <= self.level && self.level < frame.first + frame.rows {
                    self.depths[at] += 1;
                    return true;
                }
            }
            self.next = 0;
            self.level += 1;
        }
        false
    }

    /// Rows until the frames hold `rows` or are full.
    pub(super) fn raise_to(&mut self, rows: u32) {
        // All levels that are filled as a whole at once.
        let depth = |frame: &Frame, level: u32| level.saturating_sub(frame.first).min(frame.rows);
        let held = |level: u32| self.frames.iter().map(|frame| depth(frame, level)).sum::<u32>();
        let (mut low, mut high) = (self.level, self.foot);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if held(middle) <= rows {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if low > self.level {
            (self.level, self.next) = (low, 0);
            self.depths.iter_mut().zip(self.frames).for_each(|(rows, frame)| *rows = depth(frame, low));
        }
        let mut held: u32 = self.depths.iter().sum();
        while held < rows && self.raise() {
            held += 1;
        }
    }
}

/// What is known of a sequence of pieces at each place in it.
struct Sequence<'p> {
    pieces: &'p [RowPiece],
    /// Rows before each piece, and of all of them.
    before: Vec<u32>,
    /// One more than the last piece before each over which white may stand; zero where there is none.
    opens: Vec<usize>,
}

impl<'p> Sequence<'p> {
    fn new(pieces: &'p [RowPiece]) -> Sequence<'p> {
        let (mut before, mut opens) = (vec![0; pieces.len() + 1], vec![0; pieces.len() + 1]);
        for (at, piece) in pieces.iter().enumerate() {
            before[at + 1] = before[at] + piece.rows;
            opens[at + 1] = if piece.opens { at + 1 } else { opens[at] };
        }
        Sequence { pieces, before, opens }
    }

    fn rows(&self) -> u32 {
        self.before[self.pieces.len()]
    }
}

/// Fills frames evenly. What does not fit is left over at the end.
pub(super) fn fill(pieces: &[RowPiece], frames: &[Frame]) -> Filled {
    // White at columns' heads may leave more room than was counted, or crossheads less.
    fill_under(pieces, frames, u32::MAX).unwrap_or_else(|| {
        let depths: Vec<u32> = frames.iter().map(|frame| frame.rows).collect();
        let none = vec![0; frames.len()];
        let frames_of = vec![0..0; frames.len()];
        let nothing = Filled { frames: frames_of, rows: none.clone(), opened: none, placed: 0, cost: 0 };
        pour(&Sequence::new(pieces), frames, &depths, u32::MAX).unwrap_or(nothing)
    })
}

/// Fills frames evenly with all pieces, if that costs less than `limit`.
pub(super) fn fill_under(pieces: &[RowPiece], frames: &[Frame], limit: u32) -> Option<Filled> {
    let sequence = Sequence::new(pieces);
    let mut levels = Levels::new(frames);
    // White that comes to stand at columns' heads takes no rows.
    let white = pieces.iter().filter(|piece| piece.white).count().min(frames.len().saturating_sub(1)) as u32;
    levels.raise_to(sequence.rows() - white);
    let (mut best, mut limit) = (None, limit);
    for more in 0..=(white + 2 * frames.len() as u32 + 2) {
        // What is more costs more, and no way costs less than that.
        let over = more.saturating_sub(white) * MORE;
        if over >= limit {
            break;
        }
        let filled = pour(&sequence, frames, &levels.depths, limit - over);
        if let Some(filled) = filled.filter(|filled| filled.placed == pieces.len()) {
            limit = filled.cost + over;
            best = Some(Filled { cost: limit, ..filled });
        }
        if !levels.raise() {
            break;
        }
    }
    best
}

/// What a foot costs that is `short` rows higher than its depth.
pub(super) fn short_cost(short: u32, is_last: bool, may_step: bool, depth: u32) -> u32 {
    let fault = match (is_last, short) {
        (_, 0) => 0,
        (false, _) => DENTED,
        (true, 1) if may_step => 0,
        (true, 2) if may_step => LATE,
        // A column of a row or two may have one less.
        (true, _) if depth <= 2 => 0,
        (true, _) => STEPPED,
    };
    SHORT.saturating_mul(short * short).saturating_add(fault)
}

/// Whether the last of some frames may end a row higher than its depth: no other one does.
pub(super) fn may_step(frames: &[Frame], depths: &[u32]) -> bool {
    fault_of_feet(frames, depths, 0).is_none()
}

/// Whether the feet of columns are neither even nor stepped once: the first of them reach down to one row, the others to the
/// row before it, or the last one alone to two rows before it. A column that ends at its frame's foot above these rows is even
/// with what stands below it.
///
/// Gives the first frame that breaks this and by how many rows it ends too high.
pub(super) fn uneven(frames: &[Frame], rows: &[u32]) -> Option<(usize, u32)> {
    fault_of_feet(frames, rows, 1)
}

/// The first frame whose foot is not level with the others down to `steps` rows, zero or one, and the rows that it lacks.
fn fault_of_feet(frames: &[Frame], rows: &[u32], steps: u32) -> Option<(usize, u32)> {
    let foot = |at: usize| frames[at].first + rows[at];
    let deepest = (0..frames.len()).filter(|at| rows[*at] > 0).map(foot).max().unwrap_or(0);
    let mut stepped: Option<usize> = None;
    for (at, frame) in frames.iter().enumerate() {
        let end = frame.first + frame.rows;
        let short = end.min(deepest).saturating_sub(foot(at));
        let is_last = at + 1 == frames.len();
        let above = end < deepest;
        match (short, stepped) {
            // Up to the right: the one before is too high.
            (0, Some(high)) if !above => return Some((high, 1)),
            (0, _) => {}
            (1, None) if steps == 1 && (!above || is_last) => stepped = Some(at),
            (1, Some(_)) if steps == 1 && !above => {}
            (2, None) if steps == 1 && is_last => {}
            (2.., Some(_)) if is_last => return Some((at, short - 1)),
            _ => return Some((at, short)),
        }
    }
    None
}

/// A way to fill the frames so far.
#[derive(Clone, Copy)]
struct FillState {
    /// The first piece that is not placed.
    next: usize,
    cost: u32,
    /// The first piece in the last frame.
    start: usize,
    rows: u32,
    /// White over a crosshead in it.
    opened: u32,
    /// The state of the frame before.
    from: usize,
}

/// Pours pieces into frames of the given depths, in the cheapest of the ways that place most or, where
/// not all finds room, nearly as much; of ways that cost less than `limit`.
fn pour(sequence: &Sequence<'_>, frames: &[Frame], depths: &[u32], limit: u32) -> Option<Filled> {
    let Sequence { pieces, before: rows_before, opens } = sequence;
    let may_step = may_step(frames, depths);
    let mut layers: Vec<Vec<FillState>> =
        vec![vec![FillState { next: 0, cost: 0, start: 0, rows: 0, opened: 0, from: 0 }]];
    for (at, depth) in depths.iter().enumerate() {
        let before = layers.last()?;
        let is_last = at + 1 == depths.len();
        let mut layer: Vec<FillState> = Vec::with_capacity(before.len() + BACK);
        for (from, state) in before.iter().enumerate() {
            let mut start = state.next;
            while pieces.get(start).is_some_and(|piece| piece.white) {
                start += 1;
            }
            let most = rows_before[start] + depth;
            let mut end = rows_before.partition_point(|rows| *rows <= most).max(start + 1) - 1;
            // White at the foot goes over to the next column, where it vanishes.
            while end > start && pieces[end - 1].white {
                end -= 1;
            }
            let mut rows = rows_before[end] - rows_before[start];
            for back in 0..=BACK {
                let whole = end == pieces.len();
                let foot = if whole || end == start { 0 } else { pieces[end - 1].foot };
                let short = depth - rows;
                let plain = if whole && !is_last {
                    SHORT.saturating_mul(short * short)
                } else {
                    short_cost(short, is_last, may_step, *depth)
                };
                let can_open = opens[end] > start + 1 && (1..=MOST_OVER_CROSSHEAD).contains(&short);
                let (opened, ending) =
                    if can_open && OPENED * short < plain { (short, OPENED * short) } else { (0, plain) };
                let cost = state.cost.saturating_add(foot).saturating_add(ending);
                let next = FillState { next: end, cost, start, rows: rows + opened, opened, from };
                match layer.iter_mut().find(|known| known.next == end) {
                    Some(known) if known.cost > cost => *known = next,
                    Some(_) => {}
                    None if cost < limit => layer.push(next),
                    None => {}
                }
                if end == start || (whole && back == 0) {
                    break;
                }
                end -= 1;
                while end > start && pieces[end - 1].white {
                    end -= 1;
                }
                rows = rows_before[end] - rows_before[start];
            }
        }
        layers.push(layer);
    }
    let last = layers.last()?;
    let most = last.iter().map(|state| state.next).max()?;
    let left = |state: &FillState| LEFT.saturating_mul((most - state.next) as u32).saturating_add(state.cost);
    let best = last.iter().enumerate().min_by_key(|(_, state)| {
        let all = most == pieces.len() && state.next < most;
        (all, left(state), most - state.next)
    });
    let (mut at, end) = best?;
    let (frames, rows, opened) = (Vec::new(), Vec::new(), Vec::new());
    let mut filled = Filled { frames, rows, opened, placed: end.next, cost: end.cost };
    for layer in layers[1..].iter().rev() {
        let state = layer[at];
        filled.frames.push(state.start..state.next);
        filled.rows.push(state.rows);
        filled.opened.push(state.opened);
        at = state.from;
    }
    filled.frames.reverse();
    filled.rows.reverse();
    filled.opened.reverse();
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::frames::testing;

    fn lines(count: usize) -> Vec<RowPiece> {
        vec![RowPiece { rows: 1, foot: 0, white: false, opens: false }; count]
    }

    fn even(columns: usize, rows: u32) -> Vec<Frame> {
        (0..columns).map(|column| testing(column, 0, rows)).collect()
    }

    /// Lines of paragraphs of the given lengths.
    fn paragraphs(lengths: &[usize]) -> Vec<RowPiece> {
        let mut pieces = Vec::new();
        for length in lengths {
            for line in 0..*length {
                let lone = *length > 1 && (line == 0 || line + 2 == *length);
                pieces.push(RowPiece {
                    rows: 1,
                    foot: if lone { LONE } else { 0 },
                    white: false,
                    opens: false,
                });
            }
        }
        pieces
    }

    #[test]
    fn rows_raised_at_once_are_those_of_one_after_the_other() {
        let frames =
            [testing(0, 0, 9), testing(1, 4, 5), testing(2, 2, 3), testing(3, 6, 8), testing(4, 0, 0)];
        for rows in 0..30 {
            let mut one_by_one = Levels::new(&frames);
            let raised = (0..rows).filter(|_| one_by_one.raise()).count();
            let mut at_once = Levels::new(&frames);
            at_once.raise_to(rows / 2);
            at_once.raise_to(rows);
            assert_eq!(at_once.depths, one_by_one.depths, "{rows}");
            assert_eq!(raised, rows.min(25) as usize);
            assert_eq!(
                (at_once.raise(), &at_once.depths),
                (one_by_one.raise(), &one_by_one.depths),
                "{rows}"
            );
        }
    }

    #[test]
    fn columns_are_even_within_a_row_and_the_first_are_longer() {
        assert_eq!(fill(&lines(50), &even(4, 20)).rows, [13, 13, 12, 12]);
        assert_eq!(fill(&lines(48), &even(4, 12)).rows, [12, 12, 12, 12]);
        assert_eq!(fill(&lines(3), &even(4, 12)).rows, [1, 1, 1, 0]);
        assert_eq!(fill(&[], &even(4, 12)).rows, [0, 0, 0, 0]);
    }

    #[test]
    fn feet_are_even_or_stepped_once() {
        // 55 rows in four columns of at most 14: the third would end with a lone line, and one row higher than the fourth.
        let pieces = paragraphs(&[14, 14, 15, 12]);
        let filled = fill(&pieces, &even(4, 20));
        assert_eq!(filled.placed, 55);
        assert!(filled.rows.is_sorted_by(|one, next| one >= next), "{:?}", filled.rows);
    }

    #[test]
    fn what_does_not_fit_is_left_over() {
        let filled = fill(&lines(50), &even(4, 12));
        assert_eq!(filled.rows, [12, 12, 12, 12]);
        assert_eq!(filled.placed, 48);
        assert_eq!(fill(&lines(5), &even(2, 0)).placed, 0);
        assert_eq!(fill(&lines(5), &[]).placed, 0);
    }

    #[test]
    fn a_crosshead_never_ends_a_column_and_has_two_rows_under_it() {
        let mut pieces = lines(20);
        pieces[9] = RowPiece { rows: 2, foot: NEVER, white: false, opens: false };
        pieces[10].foot = SCANT;
        for columns in 1..6 {
            let filled = fill(&pieces, &even(columns, 40));
            assert_eq!(filled.placed, 20);
            let ends = |at: usize| filled.frames.iter().any(|frame| frame.end == at && !frame.is_empty());
            assert!(!ends(10) && !ends(11), "{filled:?}");
            let mut next = 0;
            for frame in &filled.frames {
                assert_eq!(frame.start, next);
                next = frame.end;
            }
        }
    }

    #[test]
    fn columns_neither_begin_nor_end_with_a_lone_line() {
        // Cut evenly, the second column would begin with the last line of the second paragraph.
        let pieces = paragraphs(&[6, 5, 9]);
        let filled = fill(&pieces, &even(2, 20));
        assert_eq!(filled.rows, [11, 9]);
        // Where the rule is off, they are even.
        let plain = lines(20);
        assert_eq!(fill(&plain, &even(2, 20)).rows, [10, 10]);
    }

    #[test]
    fn copy_that_goes_on_elsewhere_is_cut_well_too() {
        // The last of twelve rows would be a crosshead, or the first line of a paragraph.
        let mut pieces = lines(30);
        pieces[11] = RowPiece { rows: 1, foot: NEVER, white: false, opens: false };
        assert_eq!(fill(&pieces, &even(1, 12)).placed, 11);
        let pieces = paragraphs(&[11, 9, 10]);
        assert_eq!(fill(&pieces, &even(1, 12)).placed, 11);
        // A plain line is placed.
        assert_eq!(fill(&lines(30), &even(1, 12)).placed, 12);
    }

    #[test]
    fn white_vanishes_at_a_columns_head() {
        let mut pieces = lines(9);
        pieces[4] = RowPiece { rows: 1, foot: 0, white: true, opens: false };
        let filled = fill(&pieces, &even(2, 4));
        assert_eq!((filled.rows.as_slice(), filled.placed), (&[4, 4][..], 9));
        assert_eq!(filled.frames[1], 5..9);
    }

    #[test]
    fn an_l_shape_ends_on_one_row_and_areas_fill_one_behind_the_other() {
        // The second column begins four rows lower.
        let frames = [testing(0, 0, 12), testing(1, 4, 8)];
        assert_eq!(fill(&lines(12), &frames).rows, [8, 4]);
        // The second area begins where the first one ends.
        let frames = [testing(0, 0, 5), testing(1, 0, 5), testing(2, 5, 6), testing(3, 5, 6)];
        assert_eq!(fill(&lines(14), &frames).rows, [5, 5, 2, 2]);
    }
}
