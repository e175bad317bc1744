//! The lines of files that a finding points at, cut into what stands before, in and behind the marked place: the page
//! underlines the middle, which stands right whatever the widths of the characters are.

use std::path::Path;

use banxin::diagnostic::{Diagnostic, Sources, floor_char_boundary};
use banxin::message::Language;
use serde::Serialize;

/// Characters that are shown before a marked place, and behind its first.
const BEFORE: usize = 60;
const BEHIND: usize = 120;

/// A line with a marked place.
#[derive(Serialize)]
pub struct Excerpt {
    /// The path as findings name it.
    name: String,
    line: usize,
    column: usize,
    before: String,
    /// Empty where the place is between characters or behind the last.
    marked: String,
    behind: String,
    /// What is said of the place; may be empty.
    words: String,
}

/// One for each place of a finding; `name` shortens paths.
pub fn of(
    finding: &Diagnostic,
    sources: &Sources,
    language: Language,
    name: impl Fn(&Path) -> String,
) -> Vec<Excerpt> {
    let excerpt = |label: &banxin::diagnostic::Label| {
        let source = sources.get(label.span.file)?;
        let text = &source.text;
        let start = floor_char_boundary(text, label.span.range.start);
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let rest = &text[start..];
        let line = rest.split('\n').next().unwrap_or(rest);
        let line_end = start + line.strip_suffix('\r').unwrap_or(line).len();
        // A mark that runs on into further lines ends with its first.
        let end = floor_char_boundary(text, label.span.range.end).clamp(start, line_end);
        let (line, column) = sources.line_column(label.span.file, start);
        let marked: String = text[start..end].chars().take(BEHIND).collect();
        let is_cut = marked.len() < end - start;
        Some(Excerpt {
            name: name(&source.path),
            line,
            column,
            before: tail(&text[from..start]),
            behind: if is_cut { "…".to_owned() } else { head(&text[end..line_end]) },
            marked,
            words: label.text.in_language(language).into_owned(),
        })
    };
    finding.labels.iter().filter_map(excerpt).collect()
}

/// The last characters, behind an ellipsis where others are left out.
fn tail(text: &str) -> String {
    match text.char_indices().rev().nth(BEFORE) {
        Some((at, character)) => format!("…{}", &text[at + character.len_utf8()..]),
        None => text.to_owned(),
    }
}

/// The first characters, before an ellipsis where others are left out.
fn head(text: &str) -> String {
    match text.char_indices().nth(BEHIND) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::codes;
    use banxin::diagnostic::Span;
    use banxin::message::Message;

    /// Before, marked and behind of a place in a text.
    fn cut(text: &str, range: std::ops::Range<usize>) -> [String; 3] {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let finding = Diagnostic::new(codes::WATCH_FILES, Message::verbatim("a fault".to_owned()))
            .here(Span::new(file, range));
        let mut found = of(&finding, &sources, Language::English, |path| path.display().to_string());
        let one = found.pop().expect("one place");
        [one.before, one.marked, one.behind]
    }

    #[test]
    fn a_place_is_cut_from_its_line() {
        assert_eq!(cut("一\n大桥通车。\n三", 10..16), ["大桥", "通车", "。"]);
        assert_eq!(cut("大桥\r\n通车", 3..20), ["大", "桥", ""], "a mark ends with its line");
        assert_eq!(cut("大桥", 6..6), ["大桥", "", ""]);
        assert_eq!(cut("大桥", 90..99), ["大桥", "", ""], "a place of another state of the file");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = "长".repeat(500);
        let [before, marked, behind] = cut(&text, 750..753);
        assert_eq!(before, format!("…{}", "长".repeat(BEFORE)));
        assert_eq!(marked, "长");
        assert_eq!(behind, format!("{}…", "长".repeat(BEHIND)));
        let [_, marked, behind] = cut(&text, 0..1500);
        assert_eq!((marked.chars().count(), behind.as_str()), (BEHIND, "…"));
    }
}
