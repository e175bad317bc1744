//! How strictly makeup is checked (`[lint]`): figures that houses disagree on.

use crate::diagnostic::Severity;
use crate::keys::kinds::{whole, word};
use crate::keys::part;

use super::vocabulary::HeadlineOrder;

part! {
    /// How strictly the makeup is looked at; see What is reported.
    pub struct LintPart {
        /// Percent by which neighbouring headlines must differ in size to be told apart.
        size_step: u32 = whole(0..=10_000), default 25;
        /// Rows between a headline and the first line of its text, at the most.
        text_away: u32 = whole(0..=10_000), default 2;
        /// Rows of text under a headline at the foot of the page, at the least.
        text_under: u32 = whole(0..=10_000), default 3;
        /// Basic columns of a white hole, at the least; one of just so many columns and `white_rows` rows is not told.
        white_columns: u32 = whole(1..=10_000), default 2;
        /// Rows of a white hole, at the least.
        white_rows: u32 = whole(1..=10_000), default 4;
        /// Rows at the foot of a story that may stay empty in all its columns without a finding.
        short_rows: u32 = whole(0..=10_000), default 0;
        /// A headline that is larger than one over it (标题倒挂).
        headline_order: HeadlineOrder = word(), default HeadlineOrder::default();
    }
}

/// How strictly a page is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintSpec {
    /// Percent by which a headline is larger than its neighbour so that the two are told apart.
    pub size_step: u32,
    /// Rows between a headline and the first line of its text, at the most.
    pub text_away: u32,
    /// Rows of text under a headline at the foot of the page, at the least.
    pub text_under: u32,
    /// Basic columns of a white hole, at the least.
    pub white_columns: u32,
    /// Rows of a white hole, at the least.
    pub white_rows: u32,
    /// Rows at the foot of a story that may stay empty.
    pub short_rows: u32,
    /// The severity of a headline that is larger than one above it; `None` if it is not reported.
    pub headline_order: Option<Severity>,
}

impl LintPart {
    /// The usual figures stand in for keys that are left out.
    pub(super) fn resolve(&self) -> LintSpec {
        LintSpec {
            size_step: self.size_step(),
            text_away: self.text_away(),
            text_under: self.text_under(),
            white_columns: self.white_columns(),
            white_rows: self.white_rows(),
            short_rows: self.short_rows(),
            headline_order: self.headline_order().severity(),
        }
    }
}

impl Default for LintSpec {
    fn default() -> LintSpec {
        LintPart::default().resolve()
    }
}
