//! Lines: which clusters stand together, and where exactly each one stands.

mod justify;
mod ladder;
mod search;

use std::ops::Range;

use crate::geometry::Length;
use crate::layout::Align;
use crate::text::{Break, Paragraph};

/// The room that a paragraph's lines have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Length of every line (版心行长).
    pub measure: Length,
    /// What the first line leaves free at its start.
    pub indent: Length,
    /// How lines stand in the measure.
    pub align: Align,
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
pub fn set(paragraph: &Paragraph, setting: &Setting) -> Lines {
    if paragraph.is_empty() {
        return Lines::default();
    }
    let sums = ladder::Sums::of(paragraph);
    let ends = search::search(paragraph, setting, &sums);
    justify::justify(paragraph, setting, &sums, &ends)
}

#[cfg(test)]
mod tests;
