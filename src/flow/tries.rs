//! Lines of one paragraph at several settings, kept while a story is fitted into its columns.
//!
//! Fitting tries paragraphs a line shorter and longer, and columns of other depths, again and again; the lines of a paragraph
//! at one setting are the same each time. The last [`MOST`] that are not in use are kept.

use crate::geometry::Length;
use crate::line::{LineRoom, Lines};

/// Settings that are kept.
const MOST: usize = 6;

/// What decides the lines of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SetAt {
    /// Lines more or fewer than are best.
    pub(super) looseness: i32,
    pub(super) measure: Length,
    pub(super) rooms: Vec<LineRoom>,
}

impl SetAt {
    pub(super) fn is(&self, looseness: i32, measure: Length, rooms: &[LineRoom]) -> bool {
        self.looseness == looseness && self.measure == measure && self.rooms == rooms
    }
}

/// Lines at settings, the oldest first; `None` where there are no good ones.
#[derive(Debug, Default)]
pub(super) struct Tries {
    kept: Vec<(SetAt, Option<Lines>)>,
}

impl Tries {
    /// Takes the lines at a setting out; `None` where they are not known.
    pub(super) fn take(&mut self, at: &SetAt) -> Option<Option<Lines>> {
        let found = self.kept.iter().position(|(kept, _)| kept == at)?;
        Some(self.kept.remove(found).1)
    }

    /// Keeps lines, and lets the oldest go.
    pub(super) fn keep(&mut self, at: SetAt, lines: Option<Lines>) -> Option<&Lines> {
        if self.kept.len() == MOST {
            self.kept.remove(0);
        }
        self.kept.push((at, lines));
        self.kept.last().and_then(|(_, lines)| lines.as_ref())
    }
}
