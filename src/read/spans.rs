//! Marked words in a manuscript: `[霁川]{.name}`, as Pandoc writes bracketed spans.

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::issue::{Beside, Emphasis, Manner, Rise};
use crate::layout::table::{self, Faults};

/// What a mark does to how words are set apart.
type Change = fn(&mut Manner);

/// The marks and what each does to the words in its brackets.
const MARKS: [(&str, Change); 6] = [
    ("dots", |manner| manner.beside = Beside::Dots),
    ("name", |manner| manner.beside = Beside::NameLine),
    ("title", |manner| manner.beside = Beside::TitleLine),
    ("sup", |manner| manner.rise = Rise::Super),
    ("sub", |manner| manner.rise = Rise::Sub),
    ("lead", |manner| manner.emphasis = Emphasis::Lead),
];

/// A bracketed span of a line, in bytes of it.
pub(super) struct Marked {
    /// The bracket that closes the words.
    pub(super) close: usize,
    /// Behind the brace that closes the marks.
    pub(super) end: usize,
}

/// The span that the bracket at byte `open` of a line opens; `None` when it is a plain bracket.
pub(super) fn find(line: &str, open: usize) -> Option<Marked> {
    let mut depth = 0;
    let mut escaped = false;
    for (at, character) in line[open..].char_indices() {
        let at = open + at;
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    let marks = line[at + 1..].strip_prefix('{')?;
                    if !marks.trim_start().starts_with('.') {
                        return None;
                    }
                    return Some(Marked { close: at, end: at + 2 + marks.find('}')? + 1 });
                }
            }
            _ => {}
        }
    }
    None
}

/// What the marks in braces make of the manner around them. `at` is the byte of the file where the
/// marks start; unknown ones are reported and leave the words as they are.
pub(super) fn apply(marks: &str, at: usize, around: Manner, file: FileId, faults: &Faults) -> Manner {
    let mut manner = around;
    for mark in marks.split_whitespace() {
        let name = mark.trim_start_matches('.');
        match MARKS.iter().find(|(known, _)| *known == name) {
            Some((_, change)) => change(&mut manner),
            None => {
                let start = at + (mark.as_ptr() as usize - marks.as_ptr() as usize);
                let names = MARKS.iter().map(|(known, _)| *known);
                faults.push(
                    Diagnostic::warning(
                        "unknown-mark",
                        format!("there is no mark `{mark}`; the words are set without it"),
                    )
                    .at(Span::new(file, start..start + mark.len()), "")
                    .help(table::suggest(name, names)),
                );
            }
        }
    }
    manner
}
