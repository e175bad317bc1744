//! What the engine has to say about its input: one type, with a code, places and a way out.
//!
//! Stages make diagnostics; only the command line renders them (with carets under the text).

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::codes::{self, Code};
use crate::message::{Language, Message, msg, translate};

pub use crate::codes::Severity;

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
    pub text: Message,
}

/// A rectangle in millimetres from the trimmed page's top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageBox {
    /// From the left edge.
    pub left: f64,
    /// From the top edge.
    pub top: f64,
    /// To the right.
    pub width: f64,
    /// Down.
    pub height: f64,
}

/// A place on a printed page.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePlace {
    /// The number of the page: in an issue its own, in a PDF that was examined counted from 1.
    pub page: u32,
    /// The PDF in which the page is, where a PDF was examined and not an issue.
    pub file: Option<PathBuf>,
    /// Where on the page, where that is known.
    pub area: Option<PageBox>,
}

/// What to write instead at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace; an empty range is a place to write at.
    pub span: Span,
    /// What stands there then; may be empty.
    pub text: String,
    /// Whether it is right in any case, so that it may be written without asking.
    pub certain: bool,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of finding it is; house files switch findings off by its name.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, without a full stop.
    pub message: Message,
    /// The first label is the primary place.
    pub labels: Vec<Label>,
    /// Where on a printed page it is, where it is told of a page and not of text that was read.
    pub on_page: Option<Box<PagePlace>>,
    /// A file the finding is about when there is no text to point into (a picture, a font).
    pub path: Option<PathBuf>,
    /// The way out in this case; see [`Diagnostic::way_out`].
    pub help: Option<Message>,
    /// Whether it is there only because of another fault that is told as well, and goes when that is mended; see
    /// [`crate::gather`].
    pub follows: bool,
    /// What to write instead, where that is known to the letter.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding with no place yet, as bad as its code says.
    pub fn new(code: Code, message: impl Into<Message>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.entry().severity,
            message: message.into(),
            labels: Vec::new(),
            on_page: None,
            path: None,
            help: None,
            follows: false,
            fixes: Vec::new(),
        }
    }

    /// A finding that is told because somebody named a code that does not exist.
    pub fn unknown_code(name: &str) -> Diagnostic {
        let near = codes::search(name, codes::all()).nearest;
        let help = match near.first() {
            Some(near) => msg!("did you mean `{near}`?", near),
            None => msg!("codes stand in brackets where findings are shown, such as page-cut"),
        };
        Diagnostic::new(codes::UNKNOWN_CODE, msg!("no finding has the code `{name}`", name)).help(help)
    }

    /// The same as a note, where it is milder than its code says.
    #[must_use]
    pub fn as_note(self) -> Diagnostic {
        self.of_severity(Severity::Note)
    }

    /// The same as a warning.
    #[must_use]
    pub fn as_warning(self) -> Diagnostic {
        self.of_severity(Severity::Warning)
    }

    /// The same of a severity that its code's entry lists.
    #[must_use]
    pub fn of_severity(mut self, severity: Severity) -> Diagnostic {
        debug_assert!(
            self.code.entry().occurs_as(severity),
            "{}: {severity:?} is not in its entry",
            self.code
        );
        self.severity = severity;
        self
    }

    /// The same as one that is there only because of another fault.
    #[must_use]
    pub fn following(mut self) -> Diagnostic {
        self.follows = true;
        self
    }

    /// The way out: that of this case, else that of the code.
    pub fn way_out(&self, language: Language) -> Cow<'_, str> {
        match &self.help {
            Some(help) => help.in_language(language),
            None => Cow::Borrowed(translate(self.code.entry().help, language)),
        }
    }

    /// Adds a place without words; the first place added is the primary.
    #[must_use]
    pub fn here(self, span: Span) -> Diagnostic {
        self.at(span, Message::default())
    }

    /// Adds a place; the first one added is the primary.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<Message>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Names the place on a printed page.
    #[must_use]
    pub fn on_page(mut self, page: u32, area: Option<PageBox>) -> Diagnostic {
        self.on_page = Some(Box::new(PagePlace { page, file: None, area }));
        self
    }

    /// Names the file the finding is about.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Diagnostic {
        self.path = Some(path.into());
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fixes.push(fix);
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<Message>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }
}

/// A text file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user would write it (relative to where the program runs if it was so given).
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
    /// Places of which line and column are known, once that is asked.
    marks: OnceLock<Arc<[TextMark]>>,
}

/// A place in a text with its line and column, from 1.
#[derive(Clone, Copy, Debug)]
struct TextMark {
    byte: usize,
    line: usize,
    column: usize,
}

/// Characters between two marks in one line, at the most.
const MARK_EVERY: usize = 1_000;

impl Source {
    /// Marks at the start of each line, and within long lines, so that no column is counted from far away.
    fn marks(&self) -> &[TextMark] {
        self.marks.get_or_init(|| {
            let mut last = TextMark { byte: 0, line: 1, column: 1 };
            let mut marks = vec![last];
            let (mut line, mut column) = (1, 1);
            for (byte, character) in self.text.char_indices() {
                if column == last.column + MARK_EVERY {
                    last = TextMark { byte, line, column };
                    marks.push(last);
                }
                column += 1;
                if character == '\n' {
                    (line, column) = (line + 1, 1);
                    last = TextMark { byte: byte + 1, line, column };
                    marks.push(last);
                }
            }
            marks.into()
        })
    }
}

/// Every text file that was read, so that findings can show their lines.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Keeps a file and gives it an id.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(Source { path: path.into(), text: text.into(), marks: OnceLock::new() });
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
        let marks = source.marks();
        let mark = marks[marks.partition_point(|mark| mark.byte <= end) - 1];
        (mark.line, mark.column + source.text[mark.byte..end].chars().count())
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

    #[test]
    fn the_table_of_lines_counts_as_one_does_from_the_start() {
        let long = format!("题\n{}\n{}终", "长a".repeat(1_200), "字".repeat(1_000));
        for text in ["", "一", "\n", "\n\n甲\n", "甲\r\n乙\n\n丙", "a\nb\n", &long] {
            let mut sources = Sources::default();
            let id = sources.add("稿件.md", text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = &text[..at];
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().map_or(0, |own| own.chars().count()) + 1;
                assert_eq!(sources.line_column(id, at), (line, column), "{text:?}, byte {at}");
            }
        }
    }
}
