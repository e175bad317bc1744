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

/// What was made of one article.
#[derive(Debug, Default)]
pub struct Made {
    /// A name for its files: the headline, shortened.
    pub name: String,
    /// The manuscript, where there are words.
    pub manuscript: Option<String>,
    /// Tables as CSV.
    pub tables: Vec<String>,
    /// Pictures with their captions.
    pub pictures: Vec<Captioned>,
    /// What was not taken over.
    pub left: Vec<Left>,
    /// Where its characters went.
    pub account: Account,
}
