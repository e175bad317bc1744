//! The places where a line may end, with running sums up to each of them.
//!
//! The search for lines needs widths and stretch of many candidate lines. With running sums, those of a line
//! are the difference of two entries and no cluster is looked at. This file also says what each kind of
//! gap can give and take (行内调整, CLReq 6.2). It and [`super::paragraph`] are one idea in two files: a
//! paragraph holds its cuts, and cuts are made of a paragraph.

use super::paragraph::{Break, GapKind, Paragraph};

/// Steps in which gaps close, after the mark at the line's end.
pub const GIVE_STEPS: usize = 6;

/// Kinds of gaps that open within limits: word spaces, and those between Han and Western.
pub const TAKE_STEPS: usize = 2;

/// What a word space keeps, in parts of an em: a quarter.
const LEAST_SPACE: i64 = 4;

/// What a word space may become: half an em.
const MOST_SPACE: i64 = 2;

/// What a Han–Western gap gives, in parts of it: from a quarter of an em to an eighth.
pub const HAN_WESTERN_GIVES: i64 = 2;

/// What it takes: from a quarter of an em to a third (CLReq allows a half; more than a third is seen).
pub const HAN_WESTERN_TAKES: i64 = 3;

/// How many times as far the other gaps of a line open.
pub const HAN_WESTERN_SOFT: i64 = 3;

impl Paragraph {
    /// What the gap behind a cluster can give, and in which step.
    pub fn give(&self, at: usize) -> (usize, i64) {
        let gap = self.untracked(at);
        match self.gap_kind[at] {
            GapKind::Unit | GapKind::Plain => (0, 0),
            GapKind::WordSpace => (0, (i64::from(self.width[at]) - self.size.0 / LEAST_SPACE).max(0)),
            GapKind::MiddleDot => (1, gap),
            GapKind::Bracket => (2, gap),
            GapKind::Comma => (3, gap),
            GapKind::HanWestern => (4, gap / HAN_WESTERN_GIVES),
            GapKind::Stop => (5, gap),
        }
    }

    /// The natural gap behind a cluster without the style's tracking, which neither gives nor takes.
    pub fn untracked(&self, at: usize) -> i64 {
        i64::from(self.gap[at]) - i64::from(self.tracking)
    }

    /// What the gap behind a cluster can take within its limit, and of which kind that is.
    pub fn take(&self, at: usize) -> (usize, i64) {
        match self.gap_kind[at] {
            GapKind::WordSpace => (0, (self.size.0 / MOST_SPACE - i64::from(self.width[at])).max(0)),
            GapKind::HanWestern => (1, self.untracked(at) / HAN_WESTERN_TAKES),
            _ => (0, 0),
        }
    }

    /// Whether the gap behind a cluster opens in the last step.
    pub fn opens(&self, at: usize) -> bool {
        self.gap_kind[at].opens()
    }
}

/// Running sums of a paragraph; a line's are the difference of two of them.
///
/// All but the width wrap: differences of lines, far shorter than that, stay right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Widths and natural gaps.
    pub width: i64,
    /// What word spaces, middle dots and brackets give.
    pub brackets: u32,
    /// What commas give.
    pub commas: u32,
    /// What the others give: gaps between Han and Western, and stops.
    pub hard: u32,
    /// What gaps take within their limits.
    pub take: u32,
    /// Gaps that open.
    pub gaps: u16,
    /// Gaps between Han and Western.
    pub han_western: u16,
}

/// A place where a line may end and the next one begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The sums up to the first cluster behind it.
    pub behind: Sums,
    /// The sums up to the end of a line that ends here, which has no gap behind its last cluster;
    /// the width holds the blank half of the mark there and what must be added.
    pub before: Sums,
    /// The blank half at the line's end, which may go; negative for blanks that have vanished.
    pub tail: i32,
    /// What the mark at the line's end may hang outside the measure; negative for what was added
    /// here and is not there where the line goes on.
    pub hang: i32,
    /// The first cluster behind it.
    pub at: u32,
    /// What kind of place it is.
    pub kind: Break,
}

impl Sums {
    /// What the gaps between two places give.
    #[inline]
    pub fn give_since(&self, start: &Sums) -> i64 {
        i64::from(self.brackets.wrapping_sub(start.brackets))
            + i64::from(self.commas.wrapping_sub(start.commas))
            + i64::from(self.hard.wrapping_sub(start.hard))
    }
}

impl Cut {
    /// The paragraph's start.
    const START: Cut = {
        let none = Sums { width: 0, brackets: 0, commas: 0, hard: 0, take: 0, gaps: 0, han_western: 0 };
        Cut { behind: none, before: none, tail: 0, hang: 0, at: 0, kind: Break::Yes }
    };

    /// The natural width of the line from `start` to here.
    #[inline]
    pub fn natural_from(&self, start: &Sums) -> i64 {
        self.before.width - start.width
    }

    /// Whether the line from `start` to here can be as short as `room`.
    pub fn is_within(&self, start: &Sums, room: i64) -> bool {
        let gone = i64::from(self.tail.max(0)) + i64::from(self.hang.max(0));
        self.natural_from(start) - gone - self.before.give_since(start) <= room
    }

    /// Whether no line from `start` to here or to a later place can be as short as `room`.
    #[inline]
    pub fn is_beyond(&self, start: &Sums, room: i64) -> bool {
        let gone = i64::from(self.tail.max(0)) + i64::from(self.hang.abs());
        self.natural_from(start) - gone - self.before.give_since(start) > room
    }
}

/// The paragraph's start and all places at least as good as `least`, in order.
pub fn find_cuts(paragraph: &Paragraph, least: Break, cuts: &mut Vec<Cut>) {
    let count = paragraph.len();
    cuts.clear();
    cuts.reserve(count + 1);
    cuts.push(Cut::START);
    let lengths = paragraph.width[..count].iter().zip(&paragraph.gap[..count]);
    let kinds = paragraph.gap_kind[..count].iter().zip(&paragraph.breaks[..count]);
    let hangs = !paragraph.hang.is_empty();
    // What brackets, commas and the others give, and what gaps take. A row that stays in memory: the
    // sums are more than a processor has registers.
    let mut given = [0u32; 4];
    let (mut sum, mut gaps, mut han_western) = (0i64, 0u16, 0u16);
    let sums = |width, [brackets, commas, hard, take]: [u32; 4], gaps, han_western| Sums {
        width,
        brackets,
        commas,
        hard,
        take,
        gaps,
        han_western,
    };
    for (at, (((width, gap), (kind, found)), tail)) in
        lengths.zip(kinds).zip(&paragraph.tail[..count]).enumerate()
    {
        let end = sum + i64::from(*width);
        let mut before = sums(end, given, gaps, han_western);
        sum = end + i64::from(*gap);
        gaps = gaps.wrapping_add(u16::from(kind.opens()));
        if *kind > GapKind::Plain {
            let (step, amount) = paragraph.give(at);
            let slot = step.saturating_sub(2).min(2);
            given[slot] = given[slot].wrapping_add(amount as u32);
            given[3] = given[3].wrapping_add(paragraph.take(at).1 as u32);
            han_western = han_western.wrapping_add(u16::from(*kind == GapKind::HanWestern));
        }
        if *found < least {
            continue;
        }
        let mut hang = 0;
        if *tail != 0 || hangs {
            hang = paragraph.hang_of(at);
            before.width += i64::from(*tail) + i64::from((-hang).max(0));
            // A blank that vanishes takes the gap before it along.
            if *tail < 0 && at > 0 && paragraph.opens(at - 1) {
                before.gaps = before.gaps.wrapping_sub(1);
            }
        }
        let behind = sums(sum, given, gaps, han_western);
        cuts.push(Cut { behind, before, tail: *tail, hang, at: at as u32 + 1, kind: *found });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::font::Library;
    use crate::geometry::Length;
    use crate::issue::Text;
    use crate::text::{House, Shaper, TextStyle, prepare};

    #[test]
    fn sums_tell_what_a_line_between_two_places_has() {
        let library = Library::embedded();
        let house = House::default();
        let style = TextStyle::new(library.find("song").expect("an embedded face"), Length::pt(9), &house);
        let text = Text::plain(FileId(0), "他说：“今年共有37条河道完成AI (New Era)清淤。”好……", 0);
        let paragraph = prepare(&text, &style, &mut Shaper::new(&library));
        let cuts = &paragraph.cuts;
        assert_eq!((cuts[0].at, cuts[cuts.len() - 1].at as usize), (0, paragraph.len()));
        for (number, stop) in cuts.iter().enumerate() {
            for start in &cuts[..number] {
                let (from, last) = (start.at as usize, stop.at as usize - 1);
                let inner: i64 = (from..last)
                    .map(|at| i64::from(paragraph.width[at]) + i64::from(paragraph.gap[at]))
                    .sum();
                let natural = inner + i64::from(paragraph.width[last]) + i64::from(paragraph.tail[last]);
                assert_eq!(stop.natural_from(&start.behind), natural);
                let give: i64 = (from..last).map(|at| paragraph.give(at).1).sum();
                assert_eq!(stop.before.give_since(&start.behind), give);
            }
        }
        // Places of need are among the others only where they are asked for.
        let mut more = Vec::new();
        find_cuts(&paragraph, Break::LastResort, &mut more);
        assert!(more.len() > cuts.len() && cuts.iter().all(|cut| more.contains(cut)));
        assert!(cuts.iter().all(|cut| cut.kind >= Break::Hyphen));
    }
}
