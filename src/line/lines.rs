//! A paragraph set in lines: what justification gives to everything behind it.

use std::ops::Range;

use crate::geometry::Length;
use crate::text::Break;

/// Whether a line kept within the limits of good setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Within the limits.
    Good,
    /// Its gaps had to open by more than [`LOOSE`] thousandths of an em.
    Loose,
    /// Its gaps would have had to open beyond the limit of the setting: it stands short of its room.
    Short,
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
    /// How long it may be: its room without the indent.
    pub room: Length,
    /// Whether it is well set.
    pub fit: Fit,
    /// The kind of break that ends it; [`Break::Yes`] is the best.
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
