//! How the lines of a paragraph are to be set: measure, indent, alignment, rooms, limits.

use crate::geometry::Length;
use crate::layout::{Align, MAX_OPENING};

/// The room of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRoom {
    /// What it leaves free at its start, beside the indent.
    pub start: Length,
    /// Its length behind that.
    pub measure: Length,
}

/// How lines are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// All lines of a paragraph together (total fit).
    #[default]
    TotalFit,
    /// One after the other: faster, and what total fit is measured against.
    Greedy,
}

/// How a paragraph's lines are to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting<'r> {
    /// Length of every line (行长) that `rooms` does not name.
    pub measure: Length,
    /// What the first line leaves free at its start.
    pub indent: Length,
    /// How lines stand in their room.
    pub align: Align,
    /// The first lines' own rooms, where something stands beside them (串文, drop caps).
    pub rooms: &'r [LineRoom],
    /// Lines more (or fewer) than would be best, as copyfit asks; followed as far as good setting
    /// allows.
    pub looseness: i32,
    /// How far a gap of a justified line may open beyond its natural width before the line is left
    /// short, in thousandths of an em.
    pub limit: i64,
    /// How lines are chosen.
    pub method: Method,
}

impl Setting<'_> {
    /// Lines of one measure, as many as are best.
    pub fn new(measure: Length, indent: Length, align: Align) -> Setting<'static> {
        Setting {
            measure,
            indent,
            align,
            rooms: &[],
            looseness: 0,
            limit: MAX_OPENING,
            method: Method::TotalFit,
        }
    }

    /// One line of a measure that holds all of it, so that there is nothing to search for.
    pub fn one_line(measure: Length, align: Align) -> Setting<'static> {
        Setting { method: Method::Greedy, ..Setting::new(measure, Length::ZERO, align) }
    }

    /// How long the line of that row may be.
    pub(super) fn room(&self, row: usize) -> i64 {
        let whole = self.rooms.get(row).map_or(self.measure, |room| room.measure);
        if row == 0 { (whole - self.indent).0 } else { whole.0 }
    }

    /// Where the line of that row starts.
    pub(super) fn start(&self, row: usize) -> i64 {
        let start = self.rooms.get(row).map_or(Length::ZERO, |room| room.start);
        if row == 0 { (start + self.indent).0 } else { start.0 }
    }

    /// The shortest room of any row.
    pub(super) fn narrowest(&self) -> i64 {
        let rooms = (0..self.rooms.len()).map(|row| self.room(row));
        rooms.fold(self.measure.0.min(self.room(0)), i64::min)
    }

    /// The longest room of any row.
    pub(super) fn widest(&self) -> i64 {
        self.rooms.iter().map(|room| room.measure.0).fold(self.measure.0, i64::max)
    }
}
