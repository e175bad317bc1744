//! Blanks in manuscripts: what editors type between Han and Western text is the engine's work,
//! so it is taken out; what separates Western words stays.

use crate::issue::{Emphasis, Text};

use super::class::Class;

/// A character with where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) character: char,
    pub(super) class: Class,
    /// Byte in the joined words of the text.
    pub(super) at: u32,
    pub(super) emphasis: Emphasis,
}

/// The letters to set. Blanks at the ends go, blanks that touch Chinese text go, and of several
/// blanks between Western words one stays. The ideographic blank (　) is text and stays inside.
pub(super) fn clean(text: &Text) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len() / 2);
    let mut base = 0u32;
    let mut pending: Option<Letter> = None;
    for run in &text.runs {
        for (offset, character) in run.text.char_indices() {
            let class = match Class::of(character) {
                _ if character.is_control() => Class::Space,
                class => class,
            };
            let at = base + offset as u32;
            let letter = Letter { character, class, at, emphasis: run.emphasis };
            if class == Class::Space {
                pending = pending.or(Some(Letter { character: ' ', ..letter }));
                continue;
            }
            if let Some(space) = pending.take()
                && letters.last().is_some_and(|last| last.class.is_western())
                && class.is_western()
            {
                letters.push(space);
            }
            letters.push(letter);
        }
        base += run.text.len() as u32;
    }
    let blank = |letter: &Letter| letter.class == Class::Blank;
    let end = letters.iter().rposition(|letter| !blank(letter)).map_or(0, |last| last + 1);
    letters.truncate(end);
    let start = letters.iter().position(|letter| !blank(letter)).unwrap_or(0);
    letters.drain(..start);
    quotes_in_western_words(&mut letters);
    letters
}

/// An apostrophe inside a Western word (don’t) is no closing quote.
fn quotes_in_western_words(letters: &mut [Letter]) {
    for at in 1..letters.len().saturating_sub(1) {
        let inside = letters[at - 1].class == Class::Latin && letters[at + 1].class == Class::Latin;
        if letters[at].character == '’' && inside {
            letters[at].class = Class::Sign;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    fn cleaned(text: &str) -> String {
        clean(&Text::plain(FileId(0), text, 0)).iter().map(|letter| letter.character).collect()
    }

    #[test]
    fn blanks_beside_chinese_go_and_word_spaces_stay() {
        assert_eq!(cleaned(" 达 1400 余家 "), "达1400余家");
        assert_eq!(cleaned("社区CSDN  (Chinese\tSoftware) 的"), "社区CSDN (Chinese Software)的");
        assert_eq!(cleaned("　　新年　好　"), "新年　好");
        assert_eq!(cleaned("他说 ，好"), "他说，好");
        assert_eq!(cleaned(""), "");
        assert_eq!(cleaned("　　"), "");
    }

    #[test]
    fn letters_know_their_bytes() {
        let letters = clean(&Text::plain(FileId(0), "达 14", 0));
        assert_eq!(letters.iter().map(|letter| letter.at).collect::<Vec<_>>(), [0, 4, 5]);
    }

    #[test]
    fn an_apostrophe_is_not_a_quote() {
        let letters = clean(&Text::plain(FileId(0), "don’t说’", 0));
        assert_eq!(letters[3].class, Class::Sign);
        assert_eq!(letters[6].class, Class::Close);
    }
}
