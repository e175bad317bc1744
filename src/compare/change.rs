//! What two states of an issue differ in: pages, and the changes that are seen on them.

use std::path::PathBuf;

use crate::message::Word;

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
    Furniture(Word),
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
        /// Another story that stood there.
        instead_of: Option<String>,
    },
    /// It is new and stands where another story stood, which is gone (换稿).
    Replaced {
        /// The story that is gone.
        old: String,
        /// The place of both.
        at: Vec<PageArea>,
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

impl Change {
    /// Whether it is seen on a page, or was.
    pub fn touches(&self, page: u32) -> bool {
        let there = |places: &[PageArea]| places.iter().any(|place| place.page == page);
        self.pages.contains(&page)
            || match &self.kind {
                ChangeKind::Moved { from, to, .. } => there(from) || there(to),
                ChangeKind::Added(places)
                | ChangeKind::Removed(places)
                | ChangeKind::Replaced { at: places, .. } => there(places),
                _ => false,
            }
    }
}
