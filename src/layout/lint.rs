//! What makeup is looked at for (`[lint]`): figures that houses disagree on.

use crate::diagnostic::Severity;

/// How strictly a page is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintSpec {
    /// Percent by which a headline is larger than its neighbour so that the two are told apart.
    pub size_step: u32,
    /// Rows between a headline and the first line of its text, at the most.
    pub text_away: u32,
    /// Rows of text under a headline at the foot of the page, at the least.
    pub text_under: u32,
    /// How bad a headline is that is larger than one over it; `None` when nobody minds.
    pub headline_order: Option<Severity>,
}

impl Default for LintSpec {
    fn default() -> LintSpec {
        LintSpec { size_step: 25, text_away: 2, text_under: 3, headline_order: Some(Severity::Note) }
    }
}
