//! A state of an issue that is compared, and the names and lines of its files.

use std::path::Path;

use super::change::SourceLine;
use crate::Compiled;
use crate::diagnostic::{Sources, Span};
use crate::issue::PictureId;
use crate::read::Loaded;

/// An issue that was read and set.
#[derive(Clone, Copy)]
pub struct IssueState<'a> {
    /// As it was read.
    pub loaded: &'a Loaded,
    /// As it was set.
    pub compiled: &'a Compiled,
}

impl<'a> IssueState<'a> {
    /// The issue folder.
    pub(super) fn folder(&self) -> &'a Path {
        let first = self.loaded.sources.iter().next();
        first.and_then(|source| source.path.parent()).unwrap_or(Path::new(""))
    }

    /// A picture's file from the issue folder.
    pub(super) fn picture_name(&self, id: PictureId) -> String {
        let picture = self.loaded.issue.pictures.get(id.0 as usize);
        picture.map(|picture| self.name_of(Path::new(&picture.path))).unwrap_or_default()
    }

    /// A path from the issue folder, with `/` between folders.
    pub(super) fn name_of(&self, path: &Path) -> String {
        let path = path.strip_prefix(self.folder()).unwrap_or(path);
        path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// The line of a file in which a place begins.
pub(super) fn line_of(sources: &Sources, span: &Span) -> SourceLine {
    let (line, column) = sources.line_column(span.file, span.range.start);
    let text = sources.get(span.file).map_or("", |source| &source.text);
    let words = text.lines().nth(line - 1).unwrap_or_default().to_owned();
    SourceLine { path: sources.path(span.file).to_path_buf(), line, column, words }
}
