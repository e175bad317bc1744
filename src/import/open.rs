//! A paragraph of a Word file or of OpenDocument that is being read: its words so far, and what is remarked on in it.

use super::account::{Account, Clean, cleaned};
use super::format::Format;
use super::left::{Left, Place, What};
use super::model::{Block, Look, Paragraph, Picture, Run};
use super::roles::plain;

/// A paragraph that is being read.
pub struct Open {
    /// The paragraph so far.
    pub paragraph: Paragraph,
    /// How its words look unless they say otherwise.
    pub format: Format,
    /// Pictures in it, each with the number of bytes of words before it.
    pub pictures: Vec<(usize, Picture)>,
    /// What is remarked on in it; places are the whole paragraph.
    pub remarks: Vec<(What, String)>,
    /// Looks of the words before, each with its remark.
    looks: Vec<(What, usize)>,
}

impl Open {
    /// A paragraph without words, and how its words look unless they say otherwise.
    pub fn new(paragraph: Paragraph, format: Format) -> Open {
        Open { paragraph, format, pictures: Vec::new(), remarks: Vec::new(), looks: Vec::new() }
    }

    /// Adds words of the source, or tells them where they are hidden. `own` is what is said of their look beside the
    /// paragraph's style.
    pub fn add(&mut self, text: &str, own: &Format, account: &mut Account) {
        let whole = own.over(&self.format);
        if whole.hidden == Some(true) {
            return self.tell(What::Hidden, text.to_owned(), account);
        }
        account.read(text);
        let text = cleaned(text, account);
        // The looks of a style belong to what the style means; those by hand are the author's.
        let looks = [
            (What::Italic, own.lost.italic),
            (What::Underlined, own.lost.underlined),
            (What::Struck, whole.lost.struck),
            (What::Coloured, own.lost.coloured),
        ];
        if !text.trim().is_empty() {
            // Words are often cut into many runs that look alike.
            let before = std::mem::take(&mut self.looks);
            for (what, _) in looks.into_iter().filter(|(_, on)| *on == Some(true)) {
                let known = before.iter().find(|(known, _)| *known == what).map(|(_, at)| *at);
                let at = known.unwrap_or(self.remarks.len());
                match self.remarks.get_mut(at) {
                    Some((_, words)) => words.push_str(&text),
                    None => self.remarks.push((what, text.clone())),
                }
                self.looks.push((what, at));
            }
            self.paragraph.size = self.paragraph.size.max(whole.size.unwrap_or(0));
        }
        let look = Look {
            bold: whole.bold == Some(true),
            rise: whole.rise.unwrap_or_default(),
            dots: whole.dots == Some(true),
            ..Look::default()
        };
        self.paragraph.push(&text, &look);
    }

    /// Tells words of the source that are not taken over.
    pub fn tell(&mut self, what: What, text: String, account: &mut Account) {
        if text.is_empty() {
            return;
        }
        account.read(&text);
        account.told += text.chars().count();
        match self.remarks.last_mut() {
            Some((last, words)) if *last == what => words.push_str(&text),
            _ => self.remarks.push((what, text)),
        }
    }
}

/// Puts the number of an item before its words, which are banxin's then.
pub fn number(paragraph: &mut Paragraph, number: &str, account: &mut Account) {
    account.added += number.chars().count();
    let first = paragraph.runs.first().map(|run| run.look.clone()).unwrap_or_default();
    paragraph.runs.insert(0, Run { text: number.to_owned(), look: first });
}

/// Ends a paragraph's line of the listing.
pub fn end_line(listing: &mut String, words: &str) {
    listing.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
    listing.push('\n');
}

/// Gives remarks on a paragraph their places: the words themselves where they stand in its line, else the line.
pub fn place_remarks(remarks: Vec<(What, String)>, listing: &str, line: &Place, left: &mut Vec<Left>) {
    for (what, text) in remarks {
        let at = match listing[line.clone()].find(text.as_str()) {
            Some(at) if !text.is_empty() => line.start + at..line.start + at + text.len(),
            _ => line.clone(),
        };
        left.push(Left { what, text, at });
    }
}

/// Puts pictures before and behind the words among which they stand.
pub fn with_pictures(
    paragraph: Paragraph,
    pictures: Vec<(usize, Picture)>,
    at: &Place,
    blocks: &mut Vec<Block>,
    account: &mut Account,
) {
    let (before, behind): (Vec<_>, Vec<_>) = pictures.into_iter().partition(|(words, _)| *words == 0);
    let block = |(_, picture): (usize, Picture)| Block::Picture(Picture { at: at.clone(), ..picture });
    let has_pictures = !before.is_empty() || !behind.is_empty();
    blocks.extend(before.into_iter().map(block));
    if !paragraph.text().trim().is_empty() || !has_pictures {
        blocks.push(Block::Paragraph(paragraph));
    } else {
        account.clean(Clean::Indent, paragraph.text().chars().count());
    }
    blocks.extend(behind.into_iter().map(block));
}

/// Parts the blocks of a cell: its words, and what cannot stand in a cell. The first row is the head of the table, which is
/// bold anyway.
pub fn cell(
    blocks: Vec<Block>,
    is_head: bool,
    account: &mut Account,
    left: &mut Vec<Left>,
) -> (String, Vec<Block>) {
    let mut words: Vec<String> = Vec::new();
    let mut others = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(mut paragraph) => {
                account.clean(Clean::Indent, paragraph.trim());
                account.clean(Clean::LineEnd, paragraph.text().matches('\n').count());
                words.push(plain(&paragraph, is_head, account, left));
            }
            Block::Table(inner) => words.extend(inner.rows.into_iter().flatten()),
            Block::Picture(picture) => others.push(Block::Picture(picture)),
        }
    }
    words.retain(|text| !text.is_empty());
    (words.join("\n"), others)
}
