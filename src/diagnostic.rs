//! What the engine has to say about its input: one type, with a code, places and a way out.
//!
//! Stages make diagnostics; only the command line renders them (with carets under the text).

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::codes::Code;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; does not change the exit code.
    Note,
    /// The page was made, but an editor should look at it.
    Warning,
    /// The page is wrong, or could not be made.
    Error,
}

/// A file that was read; an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// Which file.
    pub file: FileId,
    /// Bytes from the start of the file; both ends lie on character boundaries.
    pub range: Range<usize>,
}

impl Span {
    /// A span over `range` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        Span { file, range }
    }
}

/// A marked place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What to underline.
    pub span: Span,
    /// What stands beside the caret; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name such as `unknown-key`; house files switch checks off by it.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, without a full stop.
    pub message: String,
    /// The first label is the primary place.
    pub labels: Vec<Label>,
    /// A file the finding is about when there is no text to point into (a picture, a font).
    pub path: Option<PathBuf>,
    /// The way out.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding of the given severity with no place yet.
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity, message: message.into(), labels: Vec::new(), path: None, help: None }
    }

    /// An error with no place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    /// A warning with no place yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    /// A note with no place yet.
    pub fn note(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message)
    }

    /// Adds a place; the first one added is the primary.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Names the file the finding is about.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Diagnostic {
        self.path = Some(path.into());
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }
}

/// “1 row”, “2 rows”: a figure with its noun, for messages.
pub fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

/// A text file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user would write it (relative to where the program runs if it was so given).
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
}

/// Every text file that was read, so that findings can show their lines.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Keeps a file and gives it an id.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(Source { path: path.into(), text: text.into() });
        FileId(self.files.len() as u32 - 1)
    }

    /// Every file, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The file behind an id that this store gave out.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The path behind an id; empty for an id of another store.
    pub fn path(&self, id: FileId) -> &Path {
        self.get(id).map_or(Path::new(""), |source| &source.path)
    }

    /// The 1-based line and column (in characters) of a byte offset.
    pub fn line_column(&self, id: FileId, offset: usize) -> (usize, usize) {
        let Some(source) = self.get(id) else {
            return (1, 1);
        };
        let end = floor_char_boundary(&source.text, offset);
        let before = &source.text[..end];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// The offset, or the start of the character that it lies in.
pub fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let mut sources = Sources::default();
        let id = sources.add("稿件.md", "第一行\n第二行，完");
        assert_eq!(sources.line_column(id, 0), (1, 1));
        assert_eq!(sources.line_column(id, "第一行\n第二".len()), (2, 3));
        // An offset inside a character counts as that character.
        assert_eq!(sources.line_column(id, "第一行\n第二".len() + 1), (2, 3));
        assert_eq!(sources.line_column(id, 10_000), (2, 6));
    }
}
