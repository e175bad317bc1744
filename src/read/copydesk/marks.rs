//! Marks among Chinese characters: half-width ones (半角标点), typed while the input method was off; ellipses and
//! dashes made of other characters; doubled and mixed marks. GB/T 15834-2011 asks for full-width marks, for …… and for
//! ——; it lets exclamation marks stand up to three in a row.

use std::ops::Range;

use crate::codes;
use crate::message::msg;

use super::scan::{Scan, Slip, is_chinese, is_han};

/// Half-width marks and what Chinese text has in their place.
const FORMS: [(char, char); 8] =
    [(',', '，'), ('.', '。'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）')];

/// A line of dots stands for the ellipsis (省略号).
const ELLIPSIS: &str = "……";
const DASH: &str = "——";

/// Marks of which two do not stand side by side, the stronger ones first.
const PAUSES: [char; 5] = ['。', '；', '：', '，', '、'];

pub(super) fn check(scan: &Scan<'_>, slips: &mut Vec<Slip>) {
    let words = &scan.words;
    if scan.kinds.ascii_mark {
        for (range, form) in half_width(words) {
            let mark: String = words[range.clone()].iter().collect();
            slips.push(if form == ELLIPSIS {
                Slip::new(range, codes::ELLIPSIS_FORM, msg!("`{mark}` in the place of an ellipsis", mark))
                    .surely(form)
            } else {
                let message = msg!("a half-width `{mark}` among Chinese characters", mark);
                Slip::new(range, codes::HALF_WIDTH_MARK, message).surely(form)
            });
        }
    }
    let mut at = 0;
    while at < words.len() {
        let run = words[at..].iter().take_while(|c| **c == words[at]).count();
        let range = at..at + run;
        slips.extend(of_run(words, &range));
        if run == 1 {
            slips.extend(mixed(words, at));
        }
        at = range.end;
    }
}

/// What is wrong with a run of one mark.
fn of_run(words: &[char], range: &Range<usize>) -> Option<Slip> {
    let (mark, run) = (words[range.start], range.len());
    let shown: String = words[range.clone()].iter().collect();
    let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|c| is_chinese(*c));
    let among_chinese = beside(range.start.checked_sub(1)) || beside(Some(range.end));
    let ellipsis = || {
        let message = msg!("`{mark}` in the place of an ellipsis", mark = shown);
        Some(Slip::new(range.clone(), codes::ELLIPSIS_FORM, message))
    };
    let dash = || {
        let message = msg!("`{mark}` in the place of a dash", mark = shown);
        Some(Slip::new(range.clone(), codes::DASH_FORM, message).surely(DASH))
    };
    match mark {
        '。' if run > 2 => ellipsis().map(|slip| slip.surely(ELLIPSIS)),
        '·' | '・' if run > 2 && among_chinese => ellipsis().map(|slip| slip.surely(ELLIPSIS)),
        '…' if run % 2 == 1 && among_chinese => ellipsis().map(|slip| slip.surely("…".repeat(run + 1))),
        '⋯' if among_chinese => ellipsis().map(|slip| slip.surely(ELLIPSIS)),
        // A line of hyphens is a rule of Markdown where nothing else stands.
        '-' if run > 1 && among_chinese => dash(),
        '─' | '―' | '－' if run > 1 => dash(),
        'ー' if run > 1 && words[..range.start].last().is_some_and(|c| is_han(*c)) => dash(),
        '，' | '、' | '；' | '：' if run > 1 => {
            let message = msg!("`{mark}`: the mark stands {run} times", mark = shown, run);
            Some(Slip::new(range.clone(), codes::DOUBLED_MARK, message).surely(mark))
        }
        '。' if run == 2 => {
            let message = msg!("`{mark}`: the mark stands {run} times", mark = shown, run);
            let slip = Slip::new(range.clone(), codes::DOUBLED_MARK, message).perhaps(mark);
            Some(slip.help(msg!("write `。`, or `……` if an ellipsis is meant")))
        }
        '？' | '！' if run > 3 => {
            let message = msg!("`{mark}`: the mark stands {run} times", mark = shown, run);
            let write: String = std::iter::repeat_n(mark, 3).collect();
            Some(Slip::new(range.clone(), codes::DOUBLED_MARK, message).perhaps(write))
        }
        _ => None,
    }
}

/// Two different marks side by side.
fn mixed(words: &[char], at: usize) -> Option<Slip> {
    let (first, second) = (*words.get(at)?, *words.get(at + 1)?);
    let strength = |mark: char| PAUSES.iter().position(|pause| *pause == mark);
    let write = match (strength(first), strength(second)) {
        (Some(one), Some(other)) if one != other => PAUSES[one.min(other)],
        (None, Some(_)) if matches!(first, '？' | '！') => first,
        (Some(_), None) if matches!(second, '？' | '！') => second,
        _ => return None,
    };
    let message = msg!("two marks side by side: `{first}{second}`", first, second);
    Some(Slip::new(at..at + 2, codes::DOUBLED_MARK, message).perhaps(write))
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

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::told;

    #[test]
    fn ellipses_and_dashes_of_other_characters_are_found() {
        for (text, slips) in [
            ("他想了想。。。走了", "ellipsis-form 。。。=……"),
            ("他想了想...走了", "ellipsis-form ...=……"),
            ("他想了想…走了", "ellipsis-form …=……"),
            ("他想了想···走了", "ellipsis-form ···=……"),
            ("大家--都来看", "dash-form --=——"),
            ("大家──都来看", "dash-form ──=——"),
            ("大家－－都来看", "dash-form －－=——"),
        ] {
            assert_eq!(told(text), [slips], "{text}");
        }
        for text in
            ["他想了想……走了", "大家——都来看", "北京—上海", "陈·李·王", "コーヒー", "---", "2020--2025 AD"]
        {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn doubled_and_mixed_marks_are_found() {
        for (text, slips) in [
            ("两个，，逗号", "doubled-mark ，，=，"),
            ("句号。。完", "doubled-mark 。。?。"),
            ("混用、，了", "doubled-mark 、，?，"),
            ("混用，。", "doubled-mark ，。?。"),
            ("好啊！！！！", "doubled-mark ！！！！?！！！"),
            ("是吗？。", "doubled-mark ？。?？"),
        ] {
            assert_eq!(told(text), [slips], "{text}");
        }
        for text in ["好啊！！！", "真的？！", "他说：“走。”，", "……。"] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

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
