//! Half-width punctuation among Chinese characters (半角标点), typed while the input method was off. GB/T 15834
//! asks for full-width marks there.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::issue::{Block, Story};
use crate::keys::Faults;
use crate::message::msg;

/// Half-width marks and what Chinese text has in their place.
const FORMS: [(char, char); 8] =
    [(',', '，'), ('.', '。'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）')];

/// A line of dots stands for the ellipsis (省略号).
const ELLIPSIS: &str = "……";

/// Findings for one file; the rest are counted.
const SHOWN: usize = 5;

/// Warns of half-width marks in a story, in the order of its file.
pub fn check(story: &Story, faults: &Faults) {
    let parts = [&story.kicker, &story.headline, &story.subhead, &story.byline, &story.source, &story.credit];
    let texts = parts.into_iter().flatten().chain(story.blocks.iter().map(Block::text));
    let mut found: Vec<(Span, String, String)> = Vec::new();
    for text in texts {
        let words: Vec<char> = text.to_plain().chars().collect();
        let mut place = 0;
        let places: Vec<usize> = words
            .iter()
            .map(|c| {
                place += c.len_utf8();
                place - c.len_utf8()
            })
            .collect();
        for (range, form) in half_width(&words) {
            let last = range.end - 1;
            let span = text.span(places[range.start]..places[last] + words[last].len_utf8());
            found.push((span, words[range].iter().collect(), form));
        }
    }
    found.sort_by_key(|(span, ..)| span.range.start);
    for (span, mark, form) in found.iter().take(SHOWN) {
        faults.push(
            Diagnostic::new(
                codes::HALF_WIDTH_MARK,
                msg!("a half-width `{mark}` among Chinese characters", mark),
            )
            .here(span.clone())
            .help(msg!("write `{form}`", form)),
        );
    }
    if let Some((span, _, form)) = found.get(SHOWN) {
        let more = found.len() - SHOWN;
        faults.push(
            Diagnostic::new(
                codes::HALF_WIDTH_MARK,
                match more {
                    1 => msg!("1 more half-width mark stands among Chinese characters in this story"),
                    _ => msg!(
                        "{more} more half-width marks stand among Chinese characters in this story",
                        more
                    ),
                },
            )
            .at(span.clone(), msg!("the next one"))
            .help(msg!("write `{form}` here, and look through the rest of the story", form)),
        );
    }
}

/// Places of half-width marks that should be full-width, with what to write.
fn half_width(words: &[char]) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    if !words.iter().any(|c| is_han(*c)) {
        return found;
    }
    let mut at = 0;
    while at < words.len() {
        let Some((mark, form)) = FORMS.iter().find(|(mark, _)| *mark == words[at]).copied() else {
            at += 1;
            continue;
        };
        let dots = words[at..].iter().take_while(|c| mark == '.' && **c == '.').count().max(1);
        let range = at..at + dots;
        at = range.end;
        let before = range.start.checked_sub(1).map(|at| words[at]);
        let after = words.get(range.end).copied();
        if ![before, after].into_iter().flatten().any(is_chinese) || is_western(words, &range, mark) {
            continue;
        }
        found.push((range, if dots > 1 { ELLIPSIS.to_owned() } else { form.to_string() }));
    }
    found
}

/// Whether a mark that has Chinese on one side belongs to Western text on the other.
fn is_western(words: &[char], range: &Range<usize>, mark: char) -> bool {
    let before = &words[..range.start];
    let after = words.get(range.end).copied();
    let word = before.iter().rev().take_while(|c| c.is_ascii_graphic()).count();
    let word = &before[before.len() - word..];
    let letters = word.last().is_some_and(char::is_ascii_alphanumeric);
    // “OK!” and 《Oh, Boy!》 end with marks of their own.
    if letters && after.is_some_and(|c| matches!(c, '”' | '’' | '》' | '）')) && mark != '(' {
        return true;
    }
    // An address goes on to its last letter; a stop behind it is the sentence's.
    let text: String = word.iter().collect();
    if (text.contains("://") || text.starts_with("www.")) && matches!(mark, '?' | '(' | ')') {
        return true;
    }
    match mark {
        // Numbers of paragraphs (序次语) have the low dot, and initials of names: 1.总则, J.K.罗琳.
        '.' => {
            let numbered = word.len() == before.len() && word.iter().all(char::is_ascii_alphanumeric);
            let initial = word.last().is_some_and(char::is_ascii_uppercase)
                && word.iter().nth_back(1).is_none_or(|c| *c == '.');
            letters && (numbered || initial)
        }
        '(' => bracketed(words, range.start, range.end..words.len()),
        ')' => before
            .iter()
            .rposition(|c| *c == '(')
            .is_some_and(|open| bracketed(words, open, open + 1..range.end)),
        _ => false,
    }
}

/// Whether the bracket at `open` holds Western text and follows Western text: CSDN (Chinese
/// Software). A bracket that opens right behind a Han character is the Chinese sentence's.
fn bracketed(words: &[char], open: usize, rest: Range<usize>) -> bool {
    let inside = words[rest].iter().take_while(|c| **c != ')');
    let follows = open.checked_sub(1).map(|at| words[at]).is_none_or(|c| !is_chinese(c));
    follows && inside.clone().all(char::is_ascii)
}

/// Ideographs.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Han characters and marks of Chinese text; blanks are neither.
fn is_chinese(c: char) -> bool {
    let quotes = ['\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2014}', '\u{2026}'];
    is_han(c) || quotes.contains(&c) || matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> String {
        let words: Vec<char> = text.chars().collect();
        half_width(&words).into_iter().map(|(_, form)| form).collect()
    }

    #[test]
    fn marks_beside_han_characters_are_found() {
        for (text, forms) in [
            ("你好,世界.", "，。"),
            ("真的吗?当然!走;来:", "？！；："),
            ("发布AI,引发关注", "，"),
            ("增长5%,达到", "，"),
            ("他说:“走.”", "：。"),
            ("实验室(JMSL)成立", "（）"),
            ("步道(一期)", "（）"),
            ("他想了想...走了", "……"),
            ("登录https://www.example.com,即可", "，"),
            ("10:30到达,", "，"),
        ] {
            assert_eq!(marks(text), forms, "{text}");
        }
    }

    #[test]
    fn western_text_and_numbers_keep_theirs() {
        for text in [
            "长3.5米，共1,200人，10:30开始，比分3:2。",
            "他在CSDN (Chinese Software)工作",
            "CSDN (Chinese Software)",
            "见https://www.example.com/a?b=1，或www.example.com/?，",
            "1.总则",
            "(1)总则",
            "J.K.罗琳和J.罗琳",
            "他说“OK!”，读《Oh, Boy!》。",
            "函数f(x)的值",
            "“Yes,” he said. (“No.”)",
            "你好 , 世界",
        ] {
            assert_eq!(marks(text), "", "{text}");
        }
    }
}
