//! Keep-lists (社用词表): words that stay whole on the line, one to a row of a plain text file.
//!
//! Names of people with their titles, names of places and bodies. A row that begins with `#` is a
//! note; blank rows mean nothing.

use std::path::{Path, PathBuf};

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::keys::Value;
use crate::layout::Layout;
use crate::message::{self, Message, Word, msg};

use super::paths::tidy;
use super::reader::Reader;

/// Words longer than this leave a column of newspaper width too few places for breaks.
const LONGEST: usize = 12;

/// Reads the lists that layouts name, into [`Layout::keep`].
pub fn house_lists(layouts: &mut [Layout], reader: &mut Reader) {
    for layout in layouts {
        for at in 0..layout.keep_files.len() {
            let file = &layout.keep_files[at];
            let beside = tidy(&file.folder.join(&file.written));
            let issue = tidy(&reader.dir.join(&file.written));
            let path = if !reader.has(&beside) && reader.has(&issue) { issue } else { beside };
            let said = file.span.clone();
            layout.keep.extend(words(&path, &said, reader));
        }
    }
}

/// Reads the list that an issue names.
pub fn issue_list(path: Option<&Value<String>>, reader: &mut Reader) -> Vec<String> {
    let Some(path) = path else { return Vec::new() };
    let place = tidy(&reader.dir.join(PathBuf::from(&path.value)));
    words(&place, &path.span, reader)
}

fn words(path: &Path, said: &Span, reader: &mut Reader) -> Vec<String> {
    match reader.text(path, said) {
        Some((file, text)) => parse(file, &text, reader),
        None => Vec::new(),
    }
}

fn parse(file: FileId, text: &str, reader: &Reader) -> Vec<String> {
    let mut words: Vec<(String, Span)> = Vec::new();
    let mut at = 0;
    for row in text.split_inclusive('\n') {
        let word = row.trim();
        let start = at + (row.len() - row.trim_start().len());
        at += row.len();
        if word.is_empty() || word.starts_with('#') {
            continue;
        }
        let span = Span::new(file, start..start + word.len());
        let report = |code, message: Message, help: Word| {
            reader.report(Diagnostic::new(code, message).here(span.clone()).help(help));
        };
        let length = word.chars().count();
        if let Some((_, first)) = words.iter().find(|(known, _)| known == word) {
            reader.report(
                Diagnostic::new(codes::KEEP_TWICE, msg!("`{word}` is in the list twice", word))
                    .at(span.clone(), msg!("again here"))
                    .at(first.clone(), msg!("first here"))
                    .help(msg!("take one of them out")),
            );
            continue;
        }
        if word.contains(|c: char| c.is_whitespace()) && !word.is_ascii() {
            report(
                codes::KEEP_BLANK,
                msg!(
                    "`{word}` has a blank, and stands in no text: blanks beside Chinese are taken out",
                    word
                ),
                message::word("write it without the blank, or each word on a row of its own"),
            );
        } else if length == 1 {
            report(
                codes::KEEP_SHORT,
                msg!("`{word}` is one character: nothing divides it", word),
                message::word("take it out"),
            );
        } else if length > LONGEST {
            report(
                codes::KEEP_LONG,
                msg!("`{word}` has {length} characters: a narrow column cannot turn beside it", word, length),
                message::word("list its parts instead, each of up to 12 characters"),
            );
        }
        words.push((word.to_owned(), span));
    }
    words.into_iter().map(|(word, _)| word).collect()
}
