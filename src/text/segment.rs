//! Divides Chinese text into words (分词).
//!
//! Of all ways to read a stretch of ideographs as words of the dictionary ([`super::lexicon`]) the most
//! probable one is taken: the way whose words are least rare in sum, found from the end of the text to its
//! beginning. A character that begins no word is a word by itself. What is no ideograph is not divided here: each
//! stretch of it is one word of the kind [`WordKind::Other`].

use std::ops::Range;

use super::class::Class;
use super::lexicon::{Entry, WordKind, prefixes};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is in a sentence.
    pub kind: WordKind,
}

/// The words of a text, in order; together they are the whole text.
pub fn segment(text: &str) -> Vec<Word> {
    let is_han = |character: char| Class::of(character) == Class::Han;
    let mut words = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let han = is_han(first);
        let length = text[start..].find(|next| is_han(next) != han).unwrap_or(text.len() - start);
        let end = start + length;
        if han {
            divide(text, start..end, &mut words);
        } else {
            words.push(Word { range: start..end, kind: WordKind::Other });
        }
        start = end;
    }
    words
}

/// Divides a stretch of ideographs.
fn divide(text: &str, stretch: Range<usize>, words: &mut Vec<Word>) {
    // By byte from the start of the stretch: the least sum to its end, and the word that begins there.
    let length = stretch.len();
    let mut best: Vec<Option<(u32, Entry)>> = vec![None; length + 1];
    for (at, _) in text[stretch.clone()].char_indices().rev() {
        let rest = &text[stretch.start + at..stretch.end];
        for entry in prefixes(rest) {
            let after = best[at + entry.bytes].map_or(0, |(sum, _)| sum);
            let sum = after + entry.rarity;
            if best[at].is_none_or(|(least, _)| sum < least) {
                best[at] = Some((sum, entry));
            }
        }
    }
    let mut at = 0;
    while let Some((_, entry)) = best[at] {
        let from = stretch.start + at;
        words.push(Word { range: from..from + entry.bytes, kind: entry.kind });
        at += entry.bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::segment;

    fn words(text: &str) -> String {
        segment(text).into_iter().map(|word| &text[word.range]).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_most_probable_words_are_taken() {
        for divided in [
            "旧|码头|老|厂区|化作|市民|的|会客厅",
            "一条|产业链",
            "研究|生命|起源",
            "有轨电车|2|号|线|全线|轨|通",
            "本报讯|（|记者|）AI+|传感",
        ] {
            assert_eq!(words(&divided.replace('|', "")), divided);
        }
        assert_eq!(words(""), "");
    }
}
