//! Proposes sentences to cut from a story that is too long.
//!
//! News is written so that it can be cut from the end. Of all runs of whole sentences of one paragraph that
//! are long enough, the shortest is proposed, and of equal ones the last. The first paragraph is never cut,
//! and the first sentence of another one only with the whole paragraph.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::issue::{Block, Story, Text};
use crate::text::Class;

/// Sentences that may be cut: their place and their characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    pub(super) span: Span,
    pub(super) characters: usize,
}

/// A cut may be so many times as long as it must be, and some characters more.
const MOST: (usize, usize) = (2, 24);

/// The shortest run of sentences of one paragraph that holds at least `characters`; of equal ones
/// the last. The first paragraph is never cut, and of the others the first sentence only with all of them.
pub(super) fn cut(story: &Story, characters: usize) -> Option<Proposal> {
    let mut best: Option<Proposal> = None;
    let paragraphs = story.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        Block::Crosshead(_) => None,
    });
    for text in paragraphs.skip(1) {
        // Three bytes make a character of Chinese: shorter paragraphs hold too little.
        if text.len() < characters {
            continue;
        }
        let words = text.to_plain();
        let sentences = sentences(&words);
        let held: Vec<usize> = sentences.iter().map(|range| bare(&words[range.clone()])).collect();
        for first in 0..sentences.len() {
            let mut together = 0;
            for last in first..sentences.len() {
                together += held[last];
                let whole = last + 1 == sentences.len();
                if together > characters * MOST.0 + MOST.1 {
                    break;
                }
                if first == 0 && !whole {
                    continue; // what follows would hang in the air
                }
                let better = best.as_ref().is_none_or(|best| together <= best.characters);
                if together >= characters && better {
                    best = Some(proposal(text, sentences[first].start..sentences[last].end, together));
                }
            }
        }
    }
    best
}

fn proposal(text: &Text, range: Range<usize>, characters: usize) -> Proposal {
    Proposal { span: text.span(range), characters }
}

fn bare(words: &str) -> usize {
    words.chars().filter(|character| !character.is_whitespace()).count()
}

/// The sentences of a paragraph: each ends with a stop or its like and the marks that close behind it.
fn sentences(words: &str) -> Vec<Range<usize>> {
    let mut list = Vec::new();
    let mut start = 0;
    let mut ends = false;
    for (at, character) in words.char_indices() {
        let class = Class::of(character);
        if ends && class != Class::Close && !is_end(class) {
            list.push(start..at);
            start = at;
        }
        ends = is_end(class) || (ends && class == Class::Close);
    }
    if start < words.len() {
        list.push(start..words.len());
    }
    list
}

fn is_end(class: Class) -> bool {
    matches!(class, Class::Stop | Class::Exclaim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    fn story(paragraphs: &[&str]) -> Story {
        let mut at = 0;
        let blocks = paragraphs.iter().map(|words| {
            let text = Text::plain(FileId(0), *words, at);
            at += words.len();
            Block::Paragraph(text)
        });
        Story {
            name: "s".into(),
            file: FileId(0),
            kicker: None,
            headline: None,
            subhead: None,
            short: None,
            byline: None,
            source: None,
            credit: None,
            revised: None,
            blocks: blocks.collect(),
        }
    }

    fn cut_of(paragraphs: &[&str], characters: usize) -> Option<String> {
        let whole = paragraphs.concat();
        cut(&story(paragraphs), characters).map(|cut| whole[cut.span.range].to_owned())
    }

    #[test]
    fn the_shortest_sentences_that_do_from_the_end() {
        let paragraphs =
            ["导语一句。再一句。", "第一句话。第二句有八字。“第三句！”", "末段的一句话。末尾一句也是。"];
        assert_eq!(cut_of(&paragraphs, 5).as_deref(), Some("“第三句！”"));
        assert_eq!(cut_of(&paragraphs, 7).as_deref(), Some("末尾一句也是。"));
        assert_eq!(cut_of(&paragraphs, 9).as_deref(), Some("第二句有八字。“第三句！”"));
        assert_eq!(cut_of(&paragraphs, 14).as_deref(), Some("末段的一句话。末尾一句也是。"));
        // No paragraph holds as much, and the first is not cut.
        assert_eq!(cut_of(&paragraphs, 60), None);
        assert_eq!(cut_of(&["导语一句。再一句。"], 3), None);
    }
}
