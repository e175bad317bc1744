//! What a foreign document says, in the few terms that all formats share.
//!
//! A reader makes an [`Article`] of paragraphs, tables and pictures in reading order; what they are to the newspaper
//! (headline, byline, crosshead) is decided afterwards, for all formats alike, in [`roles`](super::roles).

use super::account::Account;
use super::left::{Left, Place};
use super::styles::StyleRole;

/// A foreign file as it was read.
#[derive(Debug, Default)]
pub struct Foreign {
    /// The text into which places point. Of a text file, a page of the web or CNML it is the file itself; of a Word file it has
    /// one line for each paragraph, so that the number of a line is that of the paragraph.
    pub listing: String,
    /// The articles in it: one, or several in CNML.
    pub articles: Vec<Article>,
}

/// One article: what becomes a manuscript.
#[derive(Debug, Default)]
pub struct Article {
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
    /// What could not be taken over.
    pub left: Vec<Left>,
    /// Where its characters went so far.
    pub account: Account,
}

/// A piece of an article.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph of any kind.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A paragraph with what is known of how it looks.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// The words.
    pub runs: Vec<Run>,
    /// What the source itself says that it is: by the name of its style, its element or its label.
    pub role: Option<StyleRole>,
    /// Whether it stands in the middle of the line.
    pub centred: bool,
    /// Its type size in half points; 0 where the source does not tell.
    pub size: u32,
    /// Where it stands in the source.
    pub at: Place,
}

/// Words that look alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words; a line break is `\n`.
    pub text: String,
    /// How they look.
    pub look: Look,
}

/// How words look, as far as a manuscript can say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold (黑体、加粗).
    pub bold: bool,
    /// Raised or lowered.
    pub rise: Rise,
    /// Dots beside the words (着重号).
    pub dots: bool,
    /// The first words of a report (电头).
    pub lead: bool,
    /// How the words are read (注音), as the source has it.
    pub reading: Option<String>,
}

/// Raised (上标) and lowered (下标) words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rise {
    /// On the line.
    #[default]
    None,
    /// Raised.
    Super,
    /// Lowered.
    Sub,
}

/// A table: rows of cells.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The words of each cell.
    pub rows: Vec<Vec<String>>,
    /// The first words of the paragraph behind which it stood; empty before the text.
    pub behind: String,
    /// Where it stands in the source.
    pub at: Place,
}

/// A picture in the bytes in which the source has it.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// The file; empty for a picture that is not there.
    pub bytes: Vec<u8>,
    /// The ending of its name, by what it is: `jpg`.
    pub extension: String,
    /// What the source says of it for those who do not see it (替代文字).
    pub description: String,
    /// The words under it, if they are known to be its own.
    pub caption: Vec<Paragraph>,
    /// The first words of the paragraph behind which it stood; empty before the text.
    pub behind: String,
    /// Where it stands in the source.
    pub at: Place,
}

impl Paragraph {
    /// A paragraph of plain words.
    pub fn plain(text: impl Into<String>, at: Place) -> Paragraph {
        let run = Run { text: text.into(), look: Look::default() };
        Paragraph { runs: vec![run], at, ..Paragraph::default() }
    }

    /// The words.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether all its words are bold.
    pub fn is_bold(&self) -> bool {
        let mut words = self.runs.iter().filter(|run| !run.text.trim().is_empty()).peekable();
        words.peek().is_some() && words.all(|run| run.look.bold)
    }

    /// Adds words, to the last run where they look like it.
    pub fn push(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if run.look == *look && look.reading.is_none() => run.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), look: look.clone() }),
        }
    }

    /// Takes the first `count` bytes off, which end at a character.
    pub fn cut_start(&mut self, count: usize) {
        let mut rest = count;
        for run in &mut self.runs {
            let taken = rest.min(run.text.len());
            run.text.drain(..taken);
            rest -= taken;
        }
        self.runs.retain(|run| !run.text.is_empty());
    }

    /// Keeps the first `count` bytes, which end at a character, and gives the rest.
    pub fn split_off(&mut self, count: usize) -> Paragraph {
        let mut rest = Paragraph { runs: Vec::new(), ..self.clone() };
        let mut left = count;
        for run in &mut self.runs {
            let kept = left.min(run.text.len());
            left -= kept;
            let behind = run.text.split_off(kept);
            rest.push(&behind, &run.look);
        }
        self.runs.retain(|run| !run.text.is_empty());
        rest
    }

    /// Its parts between line breaks.
    pub fn lines(mut self) -> Vec<Paragraph> {
        let mut lines = Vec::new();
        while let Some(at) = self.text().find('\n') {
            let mut rest = self.split_off(at);
            rest.cut_start(1);
            lines.push(std::mem::replace(&mut self, rest));
        }
        lines.push(self);
        lines
    }

    /// Takes blanks off its ends and gives how many those were.
    pub fn trim(&mut self) -> usize {
        let text = self.text();
        let behind = text.trim_start_matches(is_blank);
        let start = text.len() - behind.len();
        let kept = behind.trim_end_matches(is_blank);
        let count = text.chars().count() - kept.chars().count();
        drop(self.split_off(start + kept.len()));
        self.cut_start(start);
        count
    }
}

/// Blanks that mean nothing at the ends of a paragraph, line breaks among them.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph() -> Paragraph {
        let bold = Look { bold: true, ..Look::default() };
        let mut paragraph = Paragraph::default();
        paragraph.push("\u{3000}甲乙", &bold);
        paragraph.push("丙\n丁 ", &Look::default());
        paragraph
    }

    #[test]
    fn paragraphs_are_trimmed_and_cut_at_characters() {
        let mut whole = paragraph();
        assert_eq!(whole.trim(), 2);
        assert_eq!(whole.text(), "甲乙丙\n丁");
        let rest = whole.split_off("甲".len());
        assert_eq!((whole.text(), rest.text()), ("甲".into(), "乙丙\n丁".into()));
        assert!(whole.is_bold() && !rest.is_bold() && rest.runs[0].look.bold);
        let lines: Vec<String> = rest.lines().iter().map(Paragraph::text).collect();
        assert_eq!(lines, ["乙丙", "丁"]);
        let mut blank = Paragraph::plain(" \u{3000}", 0..0);
        assert_eq!(blank.trim(), 2);
        assert!(blank.runs.is_empty() && !blank.is_bold());
    }
}
