//! Pinyin in manuscripts (注音): the syllables of a marked span, one for each Han character of it.

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::issue::{Reading, Run};
use crate::keys::Faults;
use crate::message::{counted, msg, word};

use super::copydesk::is_han;

/// Each vowel (and the consonants that can be syllables) with its four tones.
const TONES: [[char; 5]; 9] = [
    ['a', 'ā', 'á', 'ǎ', 'à'],
    ['e', 'ē', 'é', 'ě', 'è'],
    ['i', 'ī', 'í', 'ǐ', 'ì'],
    ['o', 'ō', 'ó', 'ǒ', 'ò'],
    ['u', 'ū', 'ú', 'ǔ', 'ù'],
    ['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'],
    ['n', 'n', 'ń', 'ň', 'ǹ'],
    ['m', 'm', 'ḿ', 'm', 'm'],
    ['ê', 'ê', 'ế', 'ê', 'ề'],
];

/// Tone marks as characters of their own, in the order of the tones.
const COMBINING: [char; 4] = ['\u{304}', '\u{301}', '\u{30C}', '\u{300}'];

/// The longest syllable: zhuang, chuang, shuang.
const LONGEST: usize = 6;

/// Gives the Han characters of `runs`, which were read inside one span, the syllables of `written`,
/// which starts at byte `at` of the file. Where the numbers differ, or something is not a
/// syllable, the words get no pinyin and a finding is reported.
pub(super) fn assign(runs: &mut [Run], written: &str, at: usize, file: FileId, faults: &Faults) {
    let mut characters: Vec<(usize, usize)> = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        let bare = |byte: &usize| run.readings.iter().all(|reading| reading.at != *byte);
        let han = run.text.char_indices().filter(|(_, c)| is_han(*c)).map(|(byte, _)| byte);
        characters.extend(han.filter(bare).map(|byte| (number, byte)));
    }
    let mut syllables = Vec::new();
    let mut whole = true;
    for part in written.split_whitespace() {
        match syllable(part) {
            Some(syllable) => syllables.push(syllable),
            None => {
                whole = false;
                let start = at + (part.as_ptr() as usize - written.as_ptr() as usize);
                let help = match with_tone(part) {
                    Some(marked) => msg!("write `{marked}`", marked),
                    None => msg!("write one syllable of pinyin with its tone mark, as in jì"),
                };
                faults.push(
                    Diagnostic::new(
                        codes::PINYIN_SYLLABLE,
                        msg!("`{part}` is not a syllable of pinyin; the words are set without", part),
                    )
                    .here(Span::new(file, start..start + part.len()))
                    .help(help),
                );
            }
        }
    }
    if !whole {
        return;
    }
    if syllables.len() != characters.len() {
        let help = if characters.is_empty() {
            word("put the brackets around Han characters, as in [霁]{pinyin=jì}")
        } else {
            word("write one syllable for each character, parted by blanks, as in [霁川]{pinyin=\"jì chuān\"}")
        };
        let (has, needs) = (counted(syllables.len(), "syllable"), counted(characters.len(), "Han character"));
        faults.push(
            Diagnostic::new(
                codes::PINYIN_COUNT,
                msg!("{has} of pinyin for {needs}; the words are set without", has, needs),
            )
            .at(Span::new(file, at..at + written.len()), msg!("{has} here", has))
            .help(help),
        );
        return;
    }
    for ((run, at), syllable) in characters.into_iter().zip(syllables) {
        let readings = &mut runs[run].readings;
        let place = readings.partition_point(|reading| reading.at < at);
        readings.insert(place, Reading { at, syllable });
    }
}

/// The syllable with its tone mark in one character, if it is one: some Latin letters of pinyin, at
/// most one of them with a tone.
fn syllable(part: &str) -> Option<String> {
    let mut letters: Vec<char> = Vec::new();
    for c in part.chars() {
        match COMBINING.iter().position(|mark| *mark == c) {
            Some(tone) => {
                let last = letters.last_mut()?;
                *last = toned(*last, tone + 1)?;
            }
            None if c == '\u{308}' => {
                let last = letters.last_mut().filter(|last| **last == 'u')?;
                *last = 'ü';
            }
            None => letters.push(c),
        }
    }
    let plain: Vec<(char, bool)> = letters.iter().map(|c| base(*c)).collect::<Option<_>>()?;
    let tones = plain.iter().filter(|(_, toned)| *toned).count();
    let sounds = plain.iter().any(|(c, _)| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'ü' | 'ê'));
    // 嗯, 呣, 哼 and the r of 儿化 have no vowel.
    let bare: String = plain.iter().map(|(c, _)| *c).collect();
    let silent = matches!(bare.as_str(), "m" | "n" | "ng" | "hm" | "hng" | "r");
    (plain.len() <= LONGEST && tones <= 1 && (sounds || silent)).then(|| letters.into_iter().collect())
}

/// The lower-case letter without its tone, and whether it had one; `None` if it is not a letter of pinyin.
fn base(c: char) -> Option<(char, bool)> {
    let small = c.to_lowercase().next()?;
    if small.is_ascii_lowercase() && small != 'v' {
        return Some((small, false));
    }
    let row = TONES.iter().find(|row| row.contains(&small))?;
    Some((row[0], small != row[0]))
}

/// A vowel with the mark of a tone.
fn toned(c: char, tone: usize) -> Option<char> {
    let small = c.to_lowercase().next()?;
    let with = *TONES.iter().find(|row| row[0] == small)?.get(tone)?;
    if with == small {
        return None;
    }
    if c == small { Some(with) } else { with.to_uppercase().next() }
}

/// What was meant by a syllable with its tone as a figure (`ji4`, `lv4`): the mark stands over a or
/// e, over the o of ou, else over the last vowel.
fn with_tone(part: &str) -> Option<String> {
    let tone = part.chars().next_back()?.to_digit(10).filter(|tone| *tone <= 5)? as usize;
    let mut letters: Vec<char> =
        part[..part.len() - 1].replace('v', "ü").replace("u:", "ü").chars().collect();
    let at = |wanted: &[char]| letters.iter().rposition(|c| wanted.contains(&c.to_ascii_lowercase()));
    let place = at(&['a', 'e'])
        .or_else(|| if letters.ends_with(&['o', 'u']) { at(&['o']) } else { at(&['i', 'o', 'u', 'ü']) })?;
    if (1..=4).contains(&tone) {
        letters[place] = toned(letters[place], tone)?;
    }
    syllable(&letters.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_what_is_none() {
        for part in ["yù", "jì", "chuān", "zhuàng", "lǜ", "ń", "ng", "r", "de", "Běi", "Ā", "ê"] {
            assert_eq!(syllable(part).as_deref(), Some(part));
        }
        for (part, one) in [("chua\u{304}n", "chuān"), ("lu\u{308}\u{300}", "lǜ"), ("A\u{30C}", "Ǎ")] {
            assert_eq!(syllable(part).as_deref(), Some(one));
        }
        for part in
            ["", "ji4", "ㄐㄧ", "霁", "jì,", "zhuangs", "jìchuān", "\u{300}", "lv", "bcd", "yu\u{301}\u{300}"]
        {
            assert_eq!(syllable(part), None, "{part}");
        }
    }

    #[test]
    fn figures_are_turned_into_marks() {
        for (part, one) in [
            ("ji4", "jì"),
            ("chuan1", "chuān"),
            ("lv4", "lǜ"),
            ("gou3", "gǒu"),
            ("gui1", "guī"),
            ("liu2", "liú"),
            ("de5", "de"),
            ("Bei3", "Běi"),
        ] {
            assert_eq!(with_tone(part).as_deref(), Some(one));
        }
        for part in ["ji", "4", "ㄐ4", "jì9"] {
            assert_eq!(with_tone(part), None, "{part}");
        }
    }
}
