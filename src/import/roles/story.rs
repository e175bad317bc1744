//! An article as a newspaper sees it, and what the steps that make it share.

use crate::import::account::Account;
use crate::import::left::{Left, Place, What};
use crate::import::model::{Paragraph, Picture, Rise, Table};
use crate::import::styles::StyleRole;
use crate::message::Word;

/// An article as a newspaper sees it.
#[derive(Debug, Default)]
pub struct Story {
    /// 引题.
    pub kicker: Option<Paragraph>,
    /// 主题.
    pub headline: Option<Paragraph>,
    /// 副题.
    pub subhead: Option<Paragraph>,
    /// The line of the author.
    pub byline: Option<Paragraph>,
    /// Where it comes from.
    pub source: Option<Paragraph>,
    /// Who took pictures or edited.
    pub credit: Option<Paragraph>,
    /// Paragraphs and crossheads.
    pub body: Vec<Piece>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its pictures with their captions.
    pub pictures: Vec<Captioned>,
    /// What was decided by place and look alone.
    pub guessed: Vec<(Word, Place)>,
}

/// A piece of the text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The words.
    pub words: Paragraph,
    /// Whether it is a crosshead (插题).
    pub is_crosshead: bool,
}

/// A picture with the words under it.
#[derive(Clone, Debug)]
pub struct Captioned {
    /// The picture.
    pub picture: Picture,
    /// The caption (图片说明); may be empty.
    pub caption: String,
    /// Who made it; may be empty.
    pub credit: String,
}

/// A paragraph on its way to a role.
#[derive(Clone, Debug)]
pub struct Line {
    /// The words.
    pub words: Paragraph,
    /// What is known of it so far.
    pub role: Option<StyleRole>,
    /// Whether a blank line stands before it in the source.
    pub is_after_blank: bool,
}

impl Line {
    /// Its words as plain text.
    pub fn text(&self) -> String {
        self.words.text()
    }
}

/// Two lines of a head as one, with the full-width blank at which it turns.
pub fn joined(mut first: Paragraph, next: Paragraph, account: &mut Account) -> Paragraph {
    let look = first.runs.last().map(|run| run.look.clone()).unwrap_or_default();
    first.push("\u{3000}", &look);
    account.added += 1;
    for run in next.runs {
        first.push(&run.text, &run.look);
    }
    first.at.end = next.at.end.max(first.at.end);
    first
}

/// Puts words into a slot of the head; where it is taken, behind what is there.
pub fn fill(slot: &mut Option<Paragraph>, words: Paragraph, account: &mut Account) {
    *slot = Some(match slot.take() {
        Some(there) => joined(there, words, account),
        None => words,
    });
}

/// The words of a paragraph where no mark can stand, in a table or a caption. How they are read, and which of them were
/// raised, lowered, dotted or bold, is told; not that all of them were bold where `is_head` says that they are set so anyway.
pub fn plain(paragraph: &Paragraph, is_head: bool, account: &mut Account, left: &mut Vec<Left>) -> String {
    let is_even = is_head && paragraph.is_bold();
    let mut last = None;
    for run in &paragraph.runs {
        let look = &run.look;
        let what = match () {
            () if run.text.trim().is_empty() => last,
            () if look.rise != Rise::None || look.dots => Some(What::Levelled),
            () if look.bold && !is_even => Some(What::Thinned),
            () => None,
        };
        match (what, left.last_mut()) {
            // Words that stand together are one passage.
            (Some(what), Some(before)) if last == Some(what) => before.text.push_str(&run.text),
            (Some(what), _) => {
                left.push(Left { what, text: run.text.clone(), at: paragraph.at.clone() });
            }
            (None, _) => {}
        }
        last = what;
    }
    for reading in paragraph.runs.iter().filter_map(|run| run.look.reading.clone()) {
        account.told += reading.chars().count();
        left.push(Left { what: What::Reading, text: reading, at: paragraph.at.clone() });
    }
    paragraph.text()
}
