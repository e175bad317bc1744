//! What comes of a file.

use super::account::Account;
use super::left::Left;
use super::roles::Captioned;
use crate::diagnostic::Diagnostic;
use crate::message::Word;

/// What came of one file.
#[derive(Debug)]
pub struct Imported {
    /// What the file is.
    pub kind: Word,
    /// The encoding of its text, where it is text.
    pub encoding: Option<&'static str>,
    /// What was made of it, one for each article.
    pub made: Vec<Made>,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The text into which the places of what was left point.
    pub listing: String,
}

impl Imported {
    /// The lines, from 1, at which what was left of an article stands in the source: those of a Word file are its paragraphs.
    pub fn lines_of<'m>(&self, made: &'m Made) -> impl Iterator<Item = (&'m Left, usize)> {
        let ends: Vec<usize> = self.listing.match_indices('\n').map(|(at, _)| at).collect();
        made.left.iter().map(move |left| (left, ends.partition_point(|end| *end < left.at.start) + 1))
    }
}

/// A table as a file.
#[derive(Debug, Default)]
pub struct Csv {
    /// The file.
    pub text: String,
    /// The first words of the paragraph behind which it stood; empty before the text.
    pub behind: String,
}

/// What was made of one article.
#[derive(Debug, Default)]
pub struct Made {
    /// A name for its files: the headline, shortened.
    pub name: String,
    /// The manuscript, where there are words.
    pub manuscript: Option<String>,
    /// Its tables.
    pub tables: Vec<Csv>,
    /// Pictures with their captions.
    pub pictures: Vec<Captioned>,
    /// What was not taken over.
    pub left: Vec<Left>,
    /// Where its characters went.
    pub account: Account,
}

/// The names of the files that were made, relative to the folder, with slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The manuscript.
    pub story: Option<String>,
    /// The tables.
    pub tables: Vec<String>,
    /// The pictures.
    pub pictures: Vec<String>,
}

impl Names {
    /// All of them, in their order.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.story.iter().chain(&self.tables).chain(&self.pictures).map(String::as_str)
    }
}
