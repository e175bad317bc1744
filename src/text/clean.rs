//! Blanks in manuscripts: what editors type between Han and Western text is the engine's work,
//! so it is taken out; what separates Western words stays.

use crate::issue::{Manner, Text};

use super::class::{Class, is_chinese, is_curly_quote};

/// A character with where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) character: char,
    pub(super) class: Class,
    /// Byte in the joined words of the text.
    pub(super) at: u32,
    pub(super) manner: Manner,
}

/// The letters to set. Blanks at the ends go, blanks that touch Chinese text go, and of several
/// blanks between Western words one stays. The ideographic blank (　) is text and stays inside.
pub(super) fn clean(text: &Text, letters: &mut Vec<Letter>) {
    letters.clear();
    let mut base = 0u32;
    for run in &text.runs {
        for (offset, character) in run.text.char_indices() {
            if character == '\u{FEFF}' {
                continue; // a byte order mark that a copy left behind
            }
            let control = character.is_control();
            let class = if control { Class::Space } else { Class::of(character) };
            let character = if class == Class::Space { ' ' } else { character };
            // Of several blanks the first one stays.
            if class == Class::Space && letters.last().is_none_or(|last| last.class == Class::Space) {
                continue;
            }
            letters.push(Letter { character, class, at: base + offset as u32, manner: run.manner });
        }
        base += run.text.len() as u32;
    }
    western_quotes(letters);
    let chinese =
        |letter: Option<&Letter>| letter.is_none_or(|letter| is_chinese(letter.character, letter.class));
    let kept: Vec<Letter> = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| {
            let beside = || {
                let before = letters[..*at].iter().rfind(|before| before.class != Class::Mark);
                chinese(before) || chinese(letters.get(at + 1))
            };
            letter.class != Class::Space || !beside()
        })
        .map(|(_, letter)| *letter)
        .collect();
    let end = kept.iter().rposition(|letter| letter.class != Class::Blank).map_or(0, |last| last + 1);
    let start = kept.iter().position(|letter| letter.class != Class::Blank).unwrap_or(0);
    letters.clear();
    letters.extend_from_slice(&kept[start.min(end)..end]);
}

/// A curly quote between Western letters, blanks aside, is a Western one (don’t, students’ books);
/// every other one is Chinese.
fn western_quotes(letters: &mut [Letter]) {
    let western = |letter: Option<&Letter>| letter.is_some_and(|letter| letter.class.is_western());
    for at in 0..letters.len() {
        if !is_curly_quote(letters[at].character) {
            continue;
        }
        let blank = |letter: &&Letter| letter.class != Class::Space;
        let before = letters[..at].iter().rfind(blank);
        let after = letters[at + 1..].iter().find(blank);
        if western(before) && western(after) {
            letters[at].class = Class::Sign;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    fn letters(text: &str) -> Vec<Letter> {
        let mut letters = Vec::new();
        clean(&Text::plain(FileId(0), text, 0), &mut letters);
        letters
    }

    fn cleaned(text: &str) -> String {
        letters(text).iter().map(|letter| letter.character).collect()
    }

    #[test]
    fn blanks_beside_chinese_go_and_word_spaces_stay() {
        assert_eq!(cleaned(" 达 1400 余家 "), "达1400余家");
        assert_eq!(cleaned("社区CSDN  (Chinese\tSoftware) 的"), "社区CSDN (Chinese Software)的");
        assert_eq!(cleaned("　　新年　好　"), "新年　好");
        assert_eq!(cleaned("他说 ，好"), "他说，好");
        assert_eq!(cleaned(""), "");
        assert_eq!(cleaned("　　"), "");
        assert_eq!(cleaned("rose 5% in May"), "rose 5% in May");
        assert_eq!(cleaned("paid $5 said “yes” to A – B"), "paid $5 said “yes” to A – B");
        assert_eq!(cleaned("达 5% 的 students’ books"), "达5%的students’ books");
        assert_eq!(cleaned("\u{FEFF}甲\u{FEFF}乙\u{2028}丙"), "甲乙丙");
    }

    #[test]
    fn letters_know_their_bytes() {
        let letters = letters("达 14");
        assert_eq!(letters.iter().map(|letter| letter.at).collect::<Vec<_>>(), [0, 4, 5]);
    }

    #[test]
    fn an_apostrophe_is_not_a_quote() {
        let letters = letters("don’t说’");
        assert_eq!(letters[3].class, Class::Sign);
        assert_eq!(letters[6].class, Class::Close);
    }
}
