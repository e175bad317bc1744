//! Pours copy into frames: decides in which frame and row each line stands.
//!
//! If all rows of all frames are of one length, the copy is broken into lines once and [`fill`] divides the
//! lines among the frames. Otherwise the lines of a paragraph depend on where it begins, so paragraphs are
//! set one after the other, each to the lengths of the rows that it meets ([`pour_to`]). The least depth
//! that holds the whole copy is found by bisection, because the columns are to end evenly. Where they end badly there, some
//! more rows are tried ([`try_more`]).

use crate::geometry::Length;
use crate::line::LineRoom;

use super::Desk;
use super::copy::{CopyItem, foot_cost, pieces};
use super::fill::{Levels, MORE, MOST_OVER_CROSSHEAD, ROUGH, fill, fill_under, may_step, short_cost};
use super::frames::Frame;

/// A line in its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineSlot {
    pub(super) item: usize,
    pub(super) line: usize,
    pub(super) frame: usize,
    /// The first of its rows in the frame.
    pub(super) row: u32,
    pub(super) rows: u32,
}

/// Copy in its frames.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Poured {
    pub(super) slots: Vec<LineSlot>,
    /// Rows used of each frame.
    pub(super) rows: Vec<u32>,
    /// Rows that all the copy needs.
    pub(super) needed: u32,
    /// The first line that found no room.
    pub(super) unplaced: Option<(usize, usize)>,
    /// What the ends of its columns cost ([`super::fill`]).
    pub(super) cost: u32,
}

impl Poured {
    /// Rows that found no room.
    pub(super) fn over(&self, items: &[CopyItem<'_>]) -> u32 {
        let Some((first, line)) = self.unplaced else { return 0 };
        let rows =
            |item: &CopyItem<'_>, from| (from..item.count()).map(|line| item.rows_of(line)).sum::<u32>();
        let rest = items[first..].iter().enumerate();
        rest.map(|(number, item)| rows(item, if number == 0 { line } else { 0 })).sum()
    }
}

/// Whether all rows of all frames are alike.
pub(super) fn even(frames: &[Frame]) -> bool {
    frames.iter().all(|frame| frame.rooms.is_empty() && frame.measure == frames[0].measure)
}

/// Pours copy into frames, evenly. What does not fit `goes_on` elsewhere or is over.
pub(super) fn pour(
    desk: &mut Desk<'_>,
    items: &mut [CopyItem<'_>],
    frames: &[Frame],
    goes_on: bool,
) -> Poured {
    if frames.is_empty() || even(frames) {
        let measure = frames.first().map_or(desk.grid.column, |frame| frame.measure);
        items.iter_mut().for_each(|item| item.set(desk, measure, &[]));
        return pour_even(items, frames);
    }
    let all: u32 = frames.iter().map(|frame| frame.rows).sum();
    let mut attempt = |rows: u32, well: bool| {
        let mut levels = Levels::new(frames);
        levels.raise_to(rows);
        let mut poured = pour_to(desk, items, frames, levels.depths.clone(), well);
        end_columns(items, frames, &levels.depths, &mut poured);
        poured
    };
    let mut best = attempt(all, true);
    if best.unplaced.is_some() && !goes_on {
        // Rather a lone line than copy that does not fit.
        let whole = attempt(all, false);
        best = if whole.unplaced.is_none() { whole } else { attempt(all, true) };
    } else if best.unplaced.is_none() {
        // The least depth that holds everything; more room never holds less.
        let (mut low, mut high) = (0, all);
        while low < high {
            let middle = low + (high - low) / 2;
            if attempt(middle, true).unplaced.is_none() {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        best = attempt(high, true);
        if best.unplaced.is_some() {
            best = attempt(all, true);
        } else if best.cost >= ROUGH {
            best = try_more(high, all, frames.len() as u32 + 2, best, attempt);
        }
    }
    best
}

/// What the ends of columns cost when copy is poured into frames, if all of it finds room and they cost less than `limit`.
pub(super) fn cost_under(
    desk: &mut Desk<'_>,
    items: &mut [CopyItem<'_>],
    frames: &[Frame],
    goes_on: bool,
    limit: u32,
) -> Option<u32> {
    if frames.is_empty() || !even(frames) {
        let poured = pour(desk, items, frames, goes_on);
        return Some(poured.cost).filter(|cost| poured.unplaced.is_none() && *cost < limit);
    }
    items.iter_mut().for_each(|item| item.set(desk, frames[0].measure, &[]));
    fill_under(&pieces(items).1, frames, limit).map(|filled| filled.cost)
}

/// Where columns end badly at the least depth, tries some rows more, with and without cutting columns shorter, and takes the
/// way whose ends cost least.
fn try_more(
    least: u32,
    all: u32,
    most: u32,
    first: Poured,
    mut attempt: impl FnMut(u32, bool) -> Poured,
) -> Poured {
    let (mut best, mut cost) = ((least, true), first.cost);
    let mut last = (first, best);
    let tries = (0..=most).flat_map(|more| [(more, true), (more, false)]).skip(1);
    for (more, well) in tries.filter(|(more, _)| least + more <= all) {
        let next = attempt(least + more, well);
        let next_cost = next.cost.saturating_add(more * MORE);
        if next.unplaced.is_none() && next_cost < cost {
            (best, cost) = ((least + more, well), next_cost);
        }
        last = (next, (least + more, well));
        if cost < ROUGH {
            break;
        }
    }
    // The lines of the copy are those of the last attempt.
    if last.1 == best { last.0 } else { attempt(best.0, best.1) }
}

/// Lets columns that end too high reach down with white over their last crosshead, where no row of them is shorter than
/// others, and adds up what the ends of columns cost.
fn end_columns(items: &[CopyItem<'_>], frames: &[Frame], depths: &[u32], poured: &mut Poured) {
    let may_step = may_step(frames, depths);
    let ends = |at: usize| poured.slots.iter().rposition(|slot| slot.frame == at);
    let ends: Vec<Option<usize>> = (0..frames.len()).map(ends).collect();
    let mut cost = 0_u32;
    for (at, frame) in frames.iter().enumerate() {
        let is_last = at + 1 == frames.len();
        let short = depths[at].saturating_sub(poured.rows[at]);
        let is_end = ends[at].is_none_or(|end| end + 1 == poured.slots.len());
        let plain = if is_end && !is_last { 0 } else { short_cost(short, is_last, may_step, depths[at]) };
        let is_fault = plain >= ROUGH && short <= MOST_OVER_CROSSHEAD && frame.rooms.is_empty();
        let crosshead = poured.slots.iter().rposition(|slot| {
            is_fault && slot.frame == at && slot.row > 0 && slot.line == 0 && items[slot.item].crosshead
        });
        match crosshead {
            Some(first) => {
                let below = poured.slots[first..].iter_mut().filter(|slot| slot.frame == at);
                below.for_each(|slot| slot.row += short);
                poured.rows[at] += short;
            }
            None => cost = cost.saturating_add(plain),
        }
        if let Some(slot) = ends[at].filter(|_| !is_end).map(|end| poured.slots[end]) {
            cost = cost.saturating_add(foot_cost(items, slot.item, slot.line));
        }
    }
    poured.cost = cost;
}

fn pour_even(items: &[CopyItem<'_>], frames: &[Frame]) -> Poured {
    let (copy_pieces, row_pieces) = pieces(items);
    let filled = fill(&row_pieces, frames);
    let mut poured = Poured { rows: filled.rows, cost: filled.cost, ..Poured::default() };
    for (frame, range) in filled.frames.iter().enumerate() {
        let opens = row_pieces[range.clone()].iter().rposition(|piece| piece.opens);
        let mut row = 0;
        for (at, piece) in copy_pieces[range.clone()].iter().enumerate() {
            if Some(at) == opens {
                row += filled.opened[frame];
            }
            let rows = piece.rows;
            if let Some(line) = piece.line {
                poured.slots.push(LineSlot { item: piece.item, line, frame, row, rows });
            }
            row += rows;
        }
    }
    poured.needed = row_pieces.iter().map(|piece| piece.rows).sum();
    let rest = &copy_pieces[filled.placed..];
    poured.unplaced = rest.iter().find_map(|piece| Some((piece.item, piece.line?)));
    poured
}

/// A place in frames of some depths.
#[derive(Clone, Copy)]
struct Cursor {
    frame: usize,
    row: u32,
}

impl Cursor {
    /// The place of a line of so many rows from here on; `None` where there is no room.
    fn find(mut self, frames: &[Frame], depths: &[u32], rows: u32) -> Option<Cursor> {
        while self.frame < frames.len() {
            if self.row + rows <= depths[self.frame] {
                return Some(self);
            }
            self = Cursor { frame: self.frame + 1, row: 0 };
        }
        None
    }
}

/// How often a paragraph is set again to end or begin a column better.
const TRIES: usize = 4;

/// Pours to these depths; where columns are to end `well`, they are cut shorter so that no lone line
/// begins or ends them.
fn pour_to(
    desk: &mut Desk<'_>,
    items: &mut [CopyItem<'_>],
    frames: &[Frame],
    mut depths: Vec<u32>,
    well: bool,
) -> Poured {
    let mut poured = Poured { rows: vec![0; frames.len()], ..Poured::default() };
    let mut at = Cursor { frame: 0, row: 0 };
    for number in 0..items.len() {
        let (before, done) = items.split_at_mut(number);
        let under_crosshead = before.last().is_some_and(|item| item.crosshead);
        let last = done.len() == 1;
        let item = &mut done[0];
        let white = if at.row > 0 { item.white } else { 0 };
        let mut start = Cursor { row: at.row + white, ..at };
        let mut slots: Vec<LineSlot> = Vec::new();
        for attempt in 0..TRIES {
            set(desk, item, start, frames, &depths);
            slots.clear();
            let mut cursor = Some(start);
            for line in 0..item.count() {
                let rows = item.rows_of(line);
                cursor = cursor.and_then(|cursor| cursor.find(frames, &depths, rows));
                let Some(place) = cursor else { break };
                slots.push(LineSlot { item: number, line, frame: place.frame, row: place.row, rows });
                cursor = Some(Cursor { row: place.row + rows, ..place });
            }
            let shorter = (well && attempt + 1 < TRIES)
                .then(|| lone(item, &slots, &depths, under_crosshead, last))
                .flatten();
            let Some((frame, depth)) = shorter.filter(|(_, depth)| *depth > 0) else { break };
            depths[frame] = depth;
            start = start.find(frames, &depths, 1).unwrap_or(start);
        }
        poured.needed += (0..item.count()).map(|line| item.rows_of(line)).sum::<u32>() + white;
        for slot in &slots {
            poured.rows[slot.frame] = slot.row + slot.rows;
        }
        if slots.len() < item.count() && poured.unplaced.is_none() {
            poured.unplaced = Some((number, slots.len()));
        }
        if let Some(last) = slots.last() {
            at = Cursor { frame: last.frame, row: last.row + last.rows };
        }
        poured.slots.append(&mut slots);
        if poured.unplaced.is_some() {
            // What comes behind finds no room either.
            at = Cursor { frame: frames.len(), row: 0 };
        }
    }
    poured
}

/// Sets an item to the rooms of the rows that it will stand in. Lines with pinyin take more rows,
/// which is known only when they are set, and shifts the rooms of the lines behind them.
fn set(desk: &mut Desk<'_>, item: &mut CopyItem<'_>, start: Cursor, frames: &[Frame], depths: &[u32]) {
    const ROUNDS: usize = 3;
    let measure = frames.last().map_or(Length::ZERO, |frame| frame.measure);
    for _ in 0..ROUNDS {
        let rooms = rooms(item, start, frames, depths);
        if item.set_at().is_some_and(|at| at.measure == measure && at.rooms == rooms) {
            item.set(desk, measure, &rooms);
            return;
        }
        item.set(desk, measure, &rooms);
        if item.set.paragraph.syllables.is_empty() {
            return;
        }
    }
}

/// The rooms of an item's lines from a place on, as many as it may need.
fn rooms(item: &CopyItem<'_>, start: Cursor, frames: &[Frame], depths: &[u32]) -> Vec<LineRoom> {
    let least = frames.iter().map(|frame| frame.measure).fold(item.style.size * 4, Length::min);
    let count = item.set.paragraph.natural_width().div_ceil(least) + 4;
    let mut rooms = Vec::with_capacity(count as usize);
    let mut cursor = start;
    for line in 0..count as usize {
        let rows = item.rows_of(line);
        let Some(place) = cursor.find(frames, depths, rows) else { break };
        let frame = &frames[place.frame];
        // Over several rows the narrowest counts.
        let room = (0..rows).map(|row| frame.room(place.row + row)).min_by_key(|room| room.measure);
        rooms.extend(room);
        cursor = Cursor { row: place.row + rows, ..place };
    }
    // Rows behind the last odd one are as long as the measure says, which is quicker to set.
    let measure = frames.last().map_or(Length::ZERO, |frame| frame.measure);
    while rooms.pop_if(|room| *room == LineRoom { start: Length::ZERO, measure }).is_some() {}
    rooms
}

/// The frame that should be cut short, and how short, so that no lone line begins or ends a column.
fn lone(
    item: &CopyItem<'_>,
    slots: &[LineSlot],
    depths: &[u32],
    under_crosshead: bool,
    is_last: bool,
) -> Option<(usize, u32)> {
    let first = slots.first()?;
    if item.leads_on() && !is_last {
        // Two rows under it, or it goes over with what follows.
        let last = slots.last()?;
        return (last.row + last.rows + 2 > depths[last.frame] && first.row > 0)
            .then_some((first.frame, first.row));
    }
    let cap = item.cap().map_or(0, |cap| cap.rows as usize);
    for pair in slots.windows(2) {
        if pair[0].frame == pair[1].frame {
            continue;
        }
        if pair[0].line + 1 < cap.max(2) && first.row > 0 && !under_crosshead {
            return Some((first.frame, first.row));
        }
        if pair[1].line + 1 == item.count() && pair[0].line > 0 {
            return Some((pair[0].frame, pair[0].row));
        }
    }
    None
}
