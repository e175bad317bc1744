//! Lines: which clusters stand together, and where exactly each one stands.

mod justify;
mod ladder;
mod search;

use std::ops::Range;

use crate::geometry::Length;
use crate::layout::Align;
use crate::text::{Break, Paragraph};

/// The room of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
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
    pub rooms: &'r [Room],
    /// Lines more (or fewer) than would be best, as copyfit asks; followed as far as good setting
    /// allows.
    pub looseness: i32,
    /// How lines are chosen.
    pub method: Method,
}

impl Setting<'_> {
    /// Lines of one measure, as many as are best.
    pub fn new(measure: Length, indent: Length, align: Align) -> Setting<'static> {
        Setting { measure, indent, align, rooms: &[], looseness: 0, method: Method::TotalFit }
    }
}

/// Whether a line kept within the limits of good setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Within the limits.
    Good,
    /// Its gaps had to open by more than [`LOOSE`] thousandths of an em.
    Loose,
    /// Something on it is longer than the measure.
    Overfull,
}

/// Gaps opened by more than this, in thousandths of an em, make a line loose.
pub const LOOSE: i64 = 330;

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its clusters.
    pub clusters: Range<usize>,
    /// Where its first cluster starts, from the start of the measure.
    pub start: Length,
    /// Where its last cluster ends, from the start of the measure.
    pub end: Length,
    /// Whether it is well set.
    pub fit: Fit,
    /// What kind of break ends it; better than [`Break::Yes`] there is none.
    pub cut: Break,
}

/// A paragraph set in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The lines in order; together they hold every cluster once.
    pub lines: Vec<Line>,
    /// Where each cluster starts on its line, from the start of the measure.
    pub along: Vec<Length>,
}

/// Breaks a paragraph into lines and places its clusters.
///
/// Lines are chosen together so that their gaps open and close least (total fit). Every line of
/// justified text but the last is exactly as long as the measure. Never fails: a line that
/// cannot be kept in the measure is marked [`Fit::Overfull`].
pub fn set(paragraph: &Paragraph, setting: &Setting<'_>) -> Lines {
    if paragraph.is_empty() {
        return Lines::default();
    }
    let sums = ladder::Sums::of(paragraph);
    let ends = search::search(paragraph, setting, &sums);
    justify::justify(paragraph, setting, &sums, &ends)
}

#[cfg(test)]
mod tests;
