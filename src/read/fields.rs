//! Texts of the issue file: words that stand in it, and words that follow from its values.

use crate::diagnostic::Span;
use crate::issue::{Text, almanac};
use crate::keys::Value;
use crate::layout::PointerForm;

use super::issue_file::IssueFile;

/// Words written in the issue file; `None` for empty ones.
pub fn field(file: &IssueFile, value: &Value<String>) -> Option<Text> {
    if value.value.is_empty() {
        return None;
    }
    // Behind the opening quotes. A text with escapes is not verbatim in the file; its places are
    // then those of the string as a whole.
    let raw = file.text.get(value.span.range.clone()).unwrap_or("");
    let at = value.span.range.start + raw.find(value.value.as_str()).unwrap_or(0);
    Some(Text::plain(file.file, value.value.clone(), at))
}

/// Words that banxin made from a value of the issue file; findings about them point there.
pub fn computed(file: &IssueFile, words: &str, from: &Span) -> Text {
    let mut at = from.range.start.min(file.text.len().saturating_sub(words.len()));
    while !file.text.is_char_boundary(at) {
        at -= 1;
    }
    Text::plain(file.file, words, at)
}

/// A pointer to inside pages: ——详见二、三版, or 2、3版.
pub(super) fn pointer(pages: &[u32], form: PointerForm) -> String {
    let mut pages = pages.to_vec();
    pages.sort_unstable();
    pages.dedup();
    let names = pages.into_iter().map(|page| match form {
        PointerForm::Words => almanac::number(page),
        PointerForm::Number => page.to_string(),
    });
    let names = names.collect::<Vec<_>>().join("、");
    match form {
        PointerForm::Words => format!("——详见{names}版"),
        PointerForm::Number => format!("{names}版"),
    }
}
