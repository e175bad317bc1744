//! What makeup is looked at for (`[lint]`): figures that houses disagree on.

use crate::diagnostic::Severity;

use super::schema;
use super::table::Table;

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

/// What one layout file says of it.
#[derive(Clone, Debug, Default)]
pub struct LintPart {
    size_step: Option<u32>,
    text_away: Option<u32>,
    text_under: Option<u32>,
    headline_order: Option<Option<Severity>>,
}

impl LintPart {
    /// Reads `[lint]`.
    pub(super) fn read(table: &Table<'_>) -> LintPart {
        const ORDER: [(&str, Option<Severity>); 3] =
            [("off", None), ("note", Some(Severity::Note)), ("warning", Some(Severity::Warning))];
        let whole = |key| table.whole(key, 0).map(|given| given.value);
        let part = LintPart {
            size_step: whole("size_step"),
            text_away: whole("text_away"),
            text_under: whole("text_under"),
            headline_order: schema::choice(table, "headline_order", &ORDER).map(|given| given.value),
        };
        table.finish();
        part
    }

    /// Lays a later file over this one.
    pub(super) fn overlaid(self, later: LintPart) -> LintPart {
        LintPart {
            size_step: later.size_step.or(self.size_step),
            text_away: later.text_away.or(self.text_away),
            text_under: later.text_under.or(self.text_under),
            headline_order: later.headline_order.or(self.headline_order),
        }
    }

    /// With the usual figures where nothing is said.
    pub(super) fn resolve(&self) -> LintSpec {
        let usual = LintSpec::default();
        LintSpec {
            // A headline may be any number of times as large; figures stay far from overflow.
            size_step: self.size_step.unwrap_or(usual.size_step).min(10_000),
            text_away: self.text_away.unwrap_or(usual.text_away).min(10_000),
            text_under: self.text_under.unwrap_or(usual.text_under).min(10_000),
            headline_order: self.headline_order.unwrap_or(usual.headline_order),
        }
    }
}
