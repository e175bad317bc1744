//! Cleans the blanks of manuscripts. Those that editors type between Han and Western text are removed,
//! because the gap there is added by the engine; those between Western words stay.
//!
//! Every blank is read as what it means. No-break blanks (U+00A0, U+2007, U+202F) between Western words
//! become U+00A0, which every face has and no line ends at; other blanks a word space; an em of white
//! between Han the ideographic blank. Characters that show nothing and only say where a line may end
//! are taken out of the words, which are shaped whole, and kept as controls.

use crate::issue::{Manner, Text};

use super::class::{
    BlankKind, BreakControl, Class, blank_kind, break_control, curly, is_chinese, reaches_far, straight,
};
use super::letter::Letter;
use super::quotes;

/// What was found while letters were cleaned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    /// Characters were left out or changed.
    pub(super) changed: bool,
    /// Something beside ideographs is of their class: full-width figures, perhaps.
    pub(super) odd: bool,
    /// Something changes what is far from it.
    pub(super) far: bool,
}

/// A character that showed nothing: what it said, and its byte in the joined words.
pub(super) type BreakControls = Vec<(u32, BreakControl)>;

/// The letters to set, and the controls between them. Blanks at the ends go, blanks that touch Chinese text go, and of several
/// blanks between Western words one stays. The ideographic blank (　) is text and stays inside.
pub(super) fn clean(text: &Text, letters: &mut Vec<Letter>, controls: &mut BreakControls) -> Found {
    letters.clear();
    controls.clear();
    let mut found = Found::default();
    let mut base = 0u32;
    let (mut blanks, mut quotes, mut straights, mut western) = (false, false, false, false);
    for run in &text.runs {
        letters.reserve(run.text.len() / 3);
        let manner = run.manner;
        let mut at = 0;
        loop {
            at = ideographs(&run.text, at, base, manner, letters);
            let Some(character) = run.text[at..].chars().next() else { break };
            let letter = Letter { character, class: Class::of(character), at: base + at as u32, manner };
            at += character.len_utf8();
            found.odd |= letter.class == Class::Han;
            found.far |= reaches_far(character);
            if letter.class != Class::Han {
                if letter.class == Class::Mark
                    && let Some(control) = break_control(character)
                {
                    found.changed = true;
                    controls.push((letter.at, control));
                    continue;
                }
                if letter.class == Class::Space || character.is_control() {
                    found.changed = true;
                    blanks |= push_blank(letter, letters);
                    continue;
                }
                quotes |= curly(character).is_some();
                straights |= straight(character).is_some();
                western |= letter.class == Class::Latin || letter.class == Class::Digit;
            }
            letters.push(letter);
        }
        base += run.text.len() as u32;
    }
    if quotes && western {
        quotes::decide(letters);
    }
    if straights {
        quotes::decide_straight(letters);
    }
    if blanks {
        drop_blanks(letters);
    }
    let blank = |letter: &Letter| letter.class == Class::Blank;
    while letters.last().is_some_and(blank) {
        letters.pop();
        found.changed = true;
    }
    let start = letters.iter().position(|letter| !blank(letter)).unwrap_or(0);
    if start > 0 {
        letters.drain(..start);
        found.changed = true;
    }
    found
}

/// Appends a blank as the character that it is set as. Of several in a row one stays: the widest, and a
/// no-break blank only where all of them are; ems of white all stay until their neighbours are known.
fn push_blank(mut letter: Letter, letters: &mut Vec<Letter>) -> bool {
    let kind = blank_kind(letter.character);
    letter.class = Class::Space;
    letter.character = match kind {
        BlankKind::Word => WORD,
        BlankKind::Hold => HOLD,
        BlankKind::Em => EM,
    };
    match letters.last_mut() {
        // The paragraph does not begin with a blank.
        None => return false,
        Some(last) if last.class == Class::Space && (kind != BlankKind::Em || last.character != EM) => {
            if kind == BlankKind::Em || kind == BlankKind::Word && last.character == HOLD {
                last.character = letter.character;
            }
        }
        _ => letters.push(letter),
    }
    true
}

/// The word space, the no-break blank, and the blank of an em.
const WORD: char = ' ';
const HOLD: char = '\u{A0}';
const EM: char = '\u{2003}';

/// Takes the ideographs from byte `at` on, the most by far of a Chinese text, straight through;
/// returns what follows them.
#[inline]
fn ideographs(text: &str, mut at: usize, base: u32, manner: Manner, letters: &mut Vec<Letter>) -> usize {
    let (three, _) = text.as_bytes()[at..].as_chunks::<3>();
    // From U+4E00 to U+9FFF, which is E4 B8 80 to E9 BF BF.
    let is_ideograph =
        |[one, two, _]: &[u8; 3]| (*one >= 0xE5 || *one == 0xE4 && *two >= 0xB8) && *one <= 0xE9;
    let count = three.iter().take_while(|bytes| is_ideograph(bytes)).count();
    let start = base + at as u32;
    letters.extend(three[..count].iter().zip(0u32..).map(|([one, two, three], number)| {
        let code = u32::from(one & 0x0F) << 12 | u32::from(two & 0x3F) << 6 | u32::from(three & 0x3F);
        let character = char::from_u32(code).unwrap_or_default();
        Letter { character, class: Class::Han, at: start + number * 3, manner }
    }));
    at += count * 3;
    at
}

/// Takes out the blanks that stand beside Chinese text or at an end.
fn drop_blanks(letters: &mut Vec<Letter>) {
    let chinese = |letter: &Letter| is_chinese(letter.character, letter.class);
    let mut kept = 0;
    // Whether what stands before, marks aside, is Chinese; so is the paragraph's start.
    let mut before = true;
    for at in 0..letters.len() {
        let mut letter = letters[at];
        if letter.class == Class::Space && letter.character == EM {
            let after = letters[at + 1..].iter().find(|letter| letter.character != EM);
            if before && after.is_none_or(chinese) {
                (letter.character, letter.class) = ('\u{3000}', Class::Blank);
            } else {
                letter.character = WORD;
                if letters.get(at + 1).is_some_and(|next| next.class == Class::Space) {
                    continue;
                }
            }
        }
        if letter.class == Class::Space && (before || letters.get(at + 1).is_none_or(chinese)) {
            continue;
        }
        if letter.class != Class::Mark {
            before = chinese(&letter);
        }
        letters[kept] = letter;
        kept += 1;
    }
    letters.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    fn letters(text: &str) -> Vec<Letter> {
        let mut letters = Vec::new();
        clean(&Text::plain(FileId(0), text, 0), &mut letters, &mut BreakControls::new());
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
    fn blanks_of_copy_are_what_they_mean() {
        for (text, expected) in [
            // No-break blanks hold Western words; beside Han they are artefacts.
            ("5\u{A0}km, 5\u{202F}km, 1\u{2007}000", "5\u{A0}km, 5\u{A0}km, 1\u{A0}000"),
            ("跑5\u{A0}公里，\u{A0}约\u{202F}8\u{A0}℃", "跑5公里，约8℃"),
            ("a\u{A0} b\u{A0}\u{A0}c", "a b\u{A0}c"),
            // Other blanks are word spaces.
            ("a\u{2002}b\u{2009}c\u{200A}d\u{205F}e\u{1680}f\tg\u{2029}h", "a b c d e f g h"),
            ("甲\u{2002}乙\u{2009}丙\u{85}丁", "甲乙丙丁"),
            // An em of white between Han is the ideographic blank.
            ("李\u{2003}强、王\u{2003}\u{2001}明", "李\u{3000}强、王\u{3000}\u{3000}明"),
            ("a\u{2003}b\u{2003}\u{2003}c 甲\u{2003}d", "a b c甲d"),
            ("\u{2003}\u{2003}甲 \u{2003}乙\u{2003}", "甲\u{3000}乙"),
            // What shows nothing is no letter.
            ("甲\u{200B}乙\u{2060}丙\u{FEFF}丁soft\u{AD}ware", "甲乙丙丁software"),
        ] {
            assert_eq!(cleaned(text), expected, "{text}");
        }
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
