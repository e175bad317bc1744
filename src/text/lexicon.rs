//! The dictionary of Chinese words by which headlines are divided into words.
//!
//! It is the dictionary of jieba (src/text/words/README.md) as a finite state transducer: it is read where it lies in the
//! binary, so that nothing is loaded or unpacked, and a program that never looks a word up pays nothing. A
//! value holds how rare the word is, as twice the binary logarithm of one over its share of all words, and its kind.

use std::sync::OnceLock;

use fst::raw::Fst;

/// Words and their values.
static WORDS: &[u8] = include_bytes!("words/words.fst");

/// What a word is in a sentence (词性), as far as turns of lines depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// 名词.
    Noun,
    /// 名动词: a verb that also stands as a noun.
    VerbalNoun,
    /// 动词.
    Verb,
    /// 形容词 and what only stands before nouns (区别词).
    Adjective,
    /// 副词.
    Adverb,
    /// 数词, also with a measure word (一条).
    Numeral,
    /// 量词.
    Measure,
    /// 介词.
    Preposition,
    /// 连词.
    Conjunction,
    /// 助词、语气词、后缀: they belong to what stands before them.
    Particle,
    /// 代词.
    Pronoun,
    /// 方位词.
    Position,
    /// 时间词.
    Time,
    /// Names of people, places and bodies (专名).
    Name,
    /// Idioms and set phrases (成语、习用语).
    Phrase,
    /// Anything else, and characters that are no word of the dictionary.
    Other,
}

/// The kinds in the order of their numbers in the dictionary; tests/it/lexicon.rs writes them.
const KINDS: [WordKind; 16] = [
    WordKind::Noun,
    WordKind::Verb,
    WordKind::Adjective,
    WordKind::Adverb,
    WordKind::Numeral,
    WordKind::Measure,
    WordKind::Preposition,
    WordKind::Conjunction,
    WordKind::Particle,
    WordKind::Pronoun,
    WordKind::Position,
    WordKind::Time,
    WordKind::Name,
    WordKind::Phrase,
    WordKind::Other,
    WordKind::VerbalNoun,
];

/// How rare the rarest words are: what a character costs that is no word.
const RAREST: u32 = 52;

/// A word of the dictionary that a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its length in bytes.
    pub(super) bytes: usize,
    /// How rare it is; smaller is more common.
    pub(super) rarity: u32,
    pub(super) kind: WordKind,
}

fn words() -> Option<&'static Fst<&'static [u8]>> {
    static FST: OnceLock<Option<Fst<&'static [u8]>>> = OnceLock::new();
    FST.get_or_init(|| Fst::new(WORDS).ok()).as_ref()
}

/// The words that a text begins with, the shortest first; its first character at the least.
pub(super) fn prefixes(text: &str) -> impl Iterator<Item = Entry> {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let mut single = Entry { bytes: first, rarity: RAREST, kind: WordKind::Other };
    let mut found = Vec::new();
    if let Some(fst) = words() {
        let mut node = fst.root();
        let mut value = 0;
        for (at, byte) in text.bytes().enumerate() {
            let Some(next) = node.find_input(byte) else { break };
            let transition = node.transition(next);
            value += transition.out.value();
            node = fst.node(transition.addr);
            if node.is_final() {
                let value = value + node.final_output().value();
                let kind = KINDS.get((value % 16) as usize).copied().unwrap_or(WordKind::Other);
                let entry = Entry { bytes: at + 1, rarity: (value / 16) as u32, kind };
                if entry.bytes == first {
                    single = entry;
                } else {
                    found.push(entry);
                }
            }
        }
    }
    std::iter::once(single).filter(move |_| first > 0).chain(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_kinds_are_found() {
        let found =
            |text: &str| prefixes(text).map(|entry| (entry.bytes / 3, entry.kind)).collect::<Vec<_>>();
        assert_eq!(found("产业链")[1..], [(2, WordKind::Noun), (3, WordKind::Noun)]);
        assert_eq!(found("的市民")[0], (1, WordKind::Particle));
        assert_eq!(found("在")[0], (1, WordKind::Preposition));
        assert_eq!(found("一条路").last(), Some(&(2, WordKind::Numeral)));
        // A character of no word stands for itself.
        assert_eq!(found("㐂")[..], [(1, WordKind::Other)]);
        assert_eq!(found("")[..], []);
    }
}
