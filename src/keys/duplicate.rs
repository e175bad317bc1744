//! A table or a key that stands twice in a TOML file (重复的表、重复的键): where it stands first, and the way out.
//!
//! The parser tells that something stands twice and where the second one is. The first is found by the words of the line:
//! a heading in all lines before, a key in the lines before up to the heading of its table.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::message::msg;

/// Something that stands twice.
pub(super) struct Duplicate {
    /// The heading with its brackets, or the key.
    words: String,
    is_table: bool,
    first: Range<usize>,
    second: Range<usize>,
    /// The second one down to the next heading, for a table; empty for a key.
    pub(super) body: Range<usize>,
}

/// What stands twice at a place; `None` where the first one is not found.
pub(super) fn find(text: &str, at: usize) -> Option<Duplicate> {
    let mut offset = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            offset += line.len();
            (offset - line.len(), line)
        })
        .collect();
    let own = lines.iter().rposition(|(start, _)| *start <= at)?;
    let words = words_of(lines[own].1)?;
    let is_table = words.starts_with('[');
    let before = lines[..own].iter().rev();
    let mut before = before.take_while(|(_, line)| is_table || !line.trim_start().starts_with('['));
    let first = before.find(|(_, line)| words_of(line) == Some(words))?;
    let place = |(start, line): &(usize, &str)| {
        let from = start + line.find(words).unwrap_or(0);
        from..from + words.len()
    };
    let next = lines[own + 1..].iter().find(|(_, line)| line.trim_start().starts_with('['));
    let end = if is_table { next.map_or(text.len(), |(start, _)| *start) } else { lines[own].0 };
    Some(Duplicate {
        words: words.to_owned(),
        is_table,
        first: place(first),
        second: place(&lines[own]),
        body: lines[own].0..end,
    })
}

/// The heading of a line, or the key before its `=`.
fn words_of(line: &str) -> Option<&str> {
    let line = line.trim();
    if line.starts_with('[') {
        return line.find(']').map(|end| &line[..=end]);
    }
    line.split_once('=').map(|(key, _)| key.trim()).filter(|key| !key.is_empty() && !key.starts_with('#'))
}

impl Duplicate {
    /// The finding with both places.
    pub(super) fn finding(&self, file: FileId) -> Diagnostic {
        let words = &self.words;
        let help = if self.is_table {
            msg!("write its keys under the first {words}, or give this one another name", words)
        } else {
            msg!("delete one of the two lines")
        };
        Diagnostic::new(codes::TOML_SYNTAX, msg!("`{words}` stands twice", words))
            .at(Span::new(file, self.second.clone()), msg!("again here"))
            .at(Span::new(file, self.first.clone()), msg!("first here"))
            .help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Faults, read_document};

    fn told(text: &str) -> Vec<(String, Vec<usize>)> {
        let faults = Faults::default();
        assert!(read_document(FileId(0), text, &faults, |_| ()).is_none());
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let lines =
            |finding: &Diagnostic| finding.labels.iter().map(|label| line(label.span.range.start)).collect();
        faults.take().iter().map(|finding| (finding.message.to_string(), lines(finding))).collect()
    }

    #[test]
    fn both_places_are_told_once() {
        let table = "[areas.lead]   # 头条\nrow = 1\n[areas.b]\nrow = 2\n[areas.lead]\nrow = 3\nrows = 4\n";
        assert_eq!(told(table), [("`[areas.lead]` stands twice".to_owned(), vec![5, 1])]);
        let key = "[areas.a]\nrow = 1\n[areas.b]\nrow = 2\nrows = 9\nrow = 3\n";
        assert_eq!(told(key), [("`row` stands twice".to_owned(), vec![6, 4])]);
        // A file of nothing but slips is told in part, with the number of the others.
        let doubled = told(&"[a]\nb = 1\n".repeat(50_000));
        assert_eq!(doubled.len(), 101, "{:?}", doubled.last());
        // A fault behind the doubled table is told too.
        let more = format!("{table}[areas.c]\nrow = \n");
        assert_eq!(told(&more).len(), 2);
    }
}
