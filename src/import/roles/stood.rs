//! Where pictures and tables stood in the text (图表位置). A manuscript has no place for them, so the place is told.

use std::collections::BTreeSet;

use super::story::{Line, Story};
use crate::import::left::{Left, Place, What, first_words};

/// Where pictures and tables stood: each by the number of lines before it.
#[derive(Debug, Default)]
pub struct Stood {
    /// Of each picture.
    pub pictures: Vec<usize>,
    /// Of each table.
    pub tables: Vec<usize>,
    /// The lines, before it is decided which of them are the head: start in the source, and words.
    lines: Vec<(usize, String)>,
}

impl Stood {
    /// Keeps the lines, if there is a picture or a table.
    pub fn keep(&mut self, lines: &[Line]) {
        if !self.pictures.is_empty() || !self.tables.is_empty() {
            self.lines = lines.iter().map(|line| (line.words.at.start, line.text())).collect();
        }
    }

    /// Tells behind which paragraph of the text each picture and each table stood; nothing of those before the text.
    pub fn tell(self, story: &mut Story, left: &mut Vec<Left>) {
        let body: BTreeSet<(usize, String)> =
            story.body.iter().map(|piece| (piece.words.at.start, piece.words.text())).collect();
        // The last line of the text before each line: those of the head and the tail are none.
        let mut last = None;
        let mut before = vec![None];
        for line in &self.lines {
            last = body.get(line).or(last);
            before.push(last);
        }
        let mut behind = |count: usize, at: &Place| {
            let Some((_, text)) = before.get(count).copied().flatten() else { return String::new() };
            let text = first_words(text);
            left.push(Left { what: What::Placed, text: text.clone(), at: at.clone() });
            text
        };
        for (table, count) in story.tables.iter_mut().zip(self.tables) {
            table.behind = behind(count, &table.at);
        }
        for (captioned, count) in story.pictures.iter_mut().zip(self.pictures) {
            captioned.picture.behind = behind(count, &captioned.picture.at);
        }
    }
}
