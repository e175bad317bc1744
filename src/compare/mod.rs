//! Two states of an issue compared (版面比对): what is new, gone, moved, rewritten, laid out anew.
//!
//! Pages are compared as they print, stories as their manuscripts read; places in files say where.

mod furniture;
mod pictures;
mod print;
mod stories;

use std::path::{Path, PathBuf};

use crate::Compiled;
use crate::diagnostic::{Sources, Span};
use crate::issue::PictureId;
use crate::read::Loaded;

use print::PrintedIssue;

/// An issue that was read and set.
#[derive(Clone, Copy)]
pub struct IssueState<'a> {
    /// As it was read.
    pub loaded: &'a Loaded,
    /// As it was set.
    pub compiled: &'a Compiled,
}

/// Everything in which two states differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Pages that do not print the same, by number.
    pub pages: Vec<PageChange>,
    /// ChangeKind changed: stories in the order of the new issue, then pictures, then furniture.
    pub changes: Vec<Change>,
}

impl Differences {
    /// Whether the two are the same.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.changes.is_empty()
    }
}

/// A page that does not print the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageChange {
    /// Its number (版次).
    pub number: u32,
    /// ChangeKind happened to it.
    pub how: PageChangeKind,
}

/// ChangeKind happened to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageChangeKind {
    /// Only the new issue has it.
    Added,
    /// Only the old issue has it.
    Removed,
    /// It prints otherwise.
    Changed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// ChangeKind it is about.
    pub subject: Subject,
    /// The pages on which it is seen: those of the new issue, or of the old one for what is gone.
    pub pages: Vec<u32>,
    /// ChangeKind happened.
    pub kind: ChangeKind,
}

/// ChangeKind a difference is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A story, by its manuscript from the issue folder.
    Story(String),
    /// A picture, by its file from the issue folder.
    Picture(String),
    /// Masthead, guides, rules: everything else.
    Furniture(&'static str),
}

/// ChangeKind happened to a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added(Vec<PageArea>),
    /// It is gone.
    Removed(Vec<PageArea>),
    /// It stands elsewhere (换版、移位).
    Moved {
        /// Where it stood.
        from: Vec<PageArea>,
        /// Where it stands.
        to: Vec<PageArea>,
    },
    /// Its file has another name and the same words.
    Renamed(String),
    /// Its words changed (改稿): the first line that did.
    Text {
        /// As it was; `None` where nothing stood.
        old: Option<SourceLine>,
        /// As it is; `None` where nothing stands.
        new: Option<SourceLine>,
    },
    /// The same words in other lines.
    Relaid,
    /// The same lines in another place, size, face or ink.
    Redrawn,
    /// Other pixels or shapes (换图).
    Content,
    /// The same picture in another window or crop.
    Cropped,
}

/// An area of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageArea {
    /// The page's number.
    pub page: u32,
    /// The area's name.
    pub area: String,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The character in it that is the first to differ, from 1.
    pub column: usize,
    /// The whole line.
    pub words: String,
}

/// Compares two states.
pub fn compare(old: IssueState<'_>, new: IssueState<'_>) -> Differences {
    let (old_prints, new_prints) = PrintedIssue::of_both(old, new);
    let mut found = Differences::default();
    let numbers =
        |state: IssueState<'_>| -> Vec<u32> { state.compiled.pages.iter().map(|page| page.number).collect() };
    let (before, after) = (numbers(old), numbers(new));
    let mut all: Vec<u32> = before.iter().chain(&after).copied().collect();
    all.sort_unstable();
    all.dedup();
    for number in all {
        let how = match (old_prints.page(number), new_prints.page(number)) {
            (None, _) => PageChangeKind::Added,
            (_, None) => PageChangeKind::Removed,
            (Some(one), Some(other)) if !one.same(other) => PageChangeKind::Changed,
            _ => continue,
        };
        found.pages.push(PageChange { number, how });
    }
    stories::compare(old, new, &old_prints, &new_prints, &mut found.changes);
    pictures::compare(old, new, &old_prints, &new_prints, &mut found.changes);
    furniture::compare(&old_prints, &new_prints, &mut found.changes);
    // Nothing differs without a word: what is left is the order in which things are drawn.
    for page in found.pages.iter().filter(|page| page.how == PageChangeKind::Changed) {
        if !found.changes.iter().any(|change| change.touches(page.number)) {
            let subject = Subject::Furniture("order of drawing");
            found.changes.push(Change { subject, pages: vec![page.number], kind: ChangeKind::Redrawn });
        }
    }
    found
}

impl Change {
    /// Whether it is seen on a page, or was.
    pub fn touches(&self, page: u32) -> bool {
        let there = |places: &[PageArea]| places.iter().any(|place| place.page == page);
        self.pages.contains(&page)
            || match &self.kind {
                ChangeKind::Moved { from, to } => there(from) || there(to),
                ChangeKind::Added(places) | ChangeKind::Removed(places) => there(places),
                _ => false,
            }
    }
}

impl<'a> IssueState<'a> {
    /// The issue folder.
    fn folder(&self) -> &'a Path {
        let first = self.loaded.sources.iter().next();
        first.and_then(|source| source.path.parent()).unwrap_or(Path::new(""))
    }

    /// A picture's file from the issue folder.
    fn picture_name(&self, id: PictureId) -> String {
        let picture = self.loaded.issue.pictures.get(id.0 as usize);
        picture.map(|picture| self.name_of(Path::new(&picture.path))).unwrap_or_default()
    }

    /// A path from the issue folder, with `/` between folders.
    fn name_of(&self, path: &Path) -> String {
        let path = path.strip_prefix(self.folder()).unwrap_or(path);
        path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// The line of a file in which a place begins.
fn line_of(sources: &Sources, span: &Span) -> SourceLine {
    let (line, column) = sources.line_column(span.file, span.range.start);
    let text = sources.get(span.file).map_or("", |source| &source.text);
    let words = text.lines().nth(line - 1).unwrap_or_default().to_owned();
    SourceLine { path: sources.path(span.file).to_path_buf(), line, column, words }
}
