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

const OPENING: &str = "“‘《〈（【〔「『";
const CLOSING: &str = "”’》〉）】〕」』";

/// Marks of which two do not stand side by side, the stronger ones first.
const PAUSES: [char; 5] = ['。', '；', '：', '，', '、'];

pub(super) fn check(scan: &Scan<'_>, slips: &mut Vec<Slip>) {
    let words = &scan.words;
    if scan.kinds.ascii_mark {
        for Half { range, form, certain } in half_width(words) {
            let mark: String = words[range.clone()].iter().collect();
            let slip = if form == ELLIPSIS {
                Slip::new(range, codes::ELLIPSIS_FORM, msg!("`{mark}` in the place of an ellipsis", mark))
            } else {
                let message = msg!("a half-width `{mark}` among Chinese characters", mark);
                Slip::new(range, codes::HALF_WIDTH_MARK, message)
            };
            slips.push(if certain { slip.surely(form) } else { slip.perhaps(form) });
        }
    }
    let mut at = 0;
    while at < words.len() {
        // Nothing is said of letters.
        if is_han(words[at]) {
            at += 1;
            continue;
        }
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
    if mark.is_ascii_alphanumeric() {
        return None;
    }
    let shown = || -> String { words[range.clone()].iter().collect() };
    let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|c| is_chinese(*c));
    let among_chinese = beside(range.start.checked_sub(1)) || beside(Some(range.end));
    let ellipsis = || {
        let message = msg!("`{mark}` in the place of an ellipsis", mark = shown());
        Some(Slip::new(range.clone(), codes::ELLIPSIS_FORM, message))
    };
    let dash = || {
        let message = msg!("`{mark}` in the place of a dash", mark = shown());
        Some(Slip::new(range.clone(), codes::DASH_FORM, message).surely(DASH))
    };
    match mark {
        '。' if run > 2 => ellipsis().map(|slip| slip.surely(ELLIPSIS)),
        // More of them lead the eye to a page number in a list of contents.
        '·' | '・' if (3..=6).contains(&run) && among_chinese => {
            ellipsis().map(|slip| slip.perhaps(ELLIPSIS))
        }
        '…' if run % 2 == 1 && among_chinese => ellipsis().map(|slip| slip.surely("…".repeat(run + 1))),
        '．' if run == 1 && words[..range.start].last().is_some_and(|c| is_han(*c)) => {
            let message = msg!("a full-width point in the place of a full stop");
            Some(Slip::new(range.clone(), codes::HALF_WIDTH_MARK, message).perhaps("。"))
        }
        '⋯' if among_chinese => ellipsis().map(|slip| slip.surely(ELLIPSIS)),
        // A line of hyphens is a rule of Markdown where nothing else stands.
        '-' if run > 1 && among_chinese => {
            dash().map(|slip| if is_dash(words, range) { slip } else { Slip { certain: false, ..slip } })
        }
        '─' | '―' | '－' if run > 1 => dash(),
        'ー' if run > 1 && words[..range.start].last().is_some_and(|c| is_han(*c)) => dash(),
        '，' | '、' | '；' | '：' if run > 1 => {
            let message = msg!("`{mark}`: the mark stands {run} times", mark = shown(), run);
            Some(Slip::new(range.clone(), codes::DOUBLED_MARK, message).surely(mark))
        }
        '。' if run == 2 => {
            let message = msg!("`{mark}`: the mark stands {run} times", mark = shown(), run);
            let slip = Slip::new(range.clone(), codes::DOUBLED_MARK, message).perhaps(mark);
            Some(slip.help(msg!("write `。`, or `……` if an ellipsis is meant")))
        }
        '？' | '！' if run > 3 => {
            let message = msg!("`{mark}`: the mark stands {run} times", mark = shown(), run);
            let write: String = std::iter::repeat_n(mark, 3).collect();
            Some(Slip::new(range.clone(), codes::DOUBLED_MARK, message).perhaps(write))
        }
        _ => None,
    }
}

/// Two different marks side by side.
fn mixed(words: &[char], at: usize) -> Option<Slip> {
    let (first, second) = (*words.get(at)?, *words.get(at + 1)?);
    if is_han(second) {
        return None;
    }
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

/// Whether hyphens between words are certainly a dash: Chinese on both sides, no range of days (2020年--2025年), no pair
/// of names (京--沪), no option of a program (--help).
fn is_dash(words: &[char], range: &Range<usize>) -> bool {
    let before = &words[..range.start];
    let length = |c: &&char| is_han(**c) || c.is_ascii_alphanumeric();
    let (one, other) = (
        before.iter().rev().take_while(length).count(),
        words[range.end..].iter().take_while(length).count(),
    );
    let are_names = one == 1 || (one == 2 && other <= 2);
    let is_day = before.last().is_some_and(|c| matches!(c, '年' | '月' | '日' | '时' | '号' | '点'));
    let chinese = |c: Option<&char>| c.is_some_and(|c| is_chinese(*c));
    chinese(before.last()) && chinese(words.get(range.end)) && !are_names && !is_day
}

/// A half-width mark that should be full-width.
struct Half {
    range: Range<usize>,
    /// What to write.
    form: String,
    certain: bool,
}

/// Half-width marks that should be full-width, in their order. Brackets are decided in pairs.
fn half_width(words: &[char]) -> Vec<Half> {
    let mut found = Vec::new();
    if !words.iter().any(|c| is_han(*c)) {
        return found;
    }
    brackets(words, &mut found);
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
        let is_bracket = matches!(mark, '(' | ')');
        // Three dots at the end of a sentence are an ellipsis whatever stands before them.
        let ends = dots > 2 && after.is_none();
        let beside = ends || [before, after].into_iter().flatten().any(is_chinese);
        if is_bracket || !beside || is_western(words, &range, mark) {
            continue;
        }
        let ellipsis = dots > 1;
        let latin_before = before.is_some_and(|c| c.is_ascii_alphanumeric());
        let certain = match mark {
            // After a letter or a figure it may be theirs: Inc. of a name, 3. of a list, Yahoo! and Re:.
            // Between two Han characters it may part a date or a name: 九.一八, 小米.华为.
            '.' if !ellipsis => !(latin_before || before.is_some_and(is_han) && after.is_some_and(is_han)),
            '!' | ':' => !before.is_some_and(|c| c.is_ascii_alphabetic()),
            _ => true,
        };
        let form = if ellipsis { ELLIPSIS.to_owned() } else { form.to_string() };
        found.push(Half { range, form, certain });
    }
    found.sort_by_key(|half| half.range.start);
    found
}

/// Half-width brackets: where one of a pair belongs to the Chinese sentence, both do. One without a partner is not
/// certain.
fn brackets(words: &[char], found: &mut Vec<Half>) {
    let mut pairs: Vec<(usize, Option<usize>)> = Vec::new();
    let mut open = Vec::new();
    for (at, c) in words.iter().enumerate() {
        match c {
            '(' => {
                open.push(pairs.len());
                pairs.push((at, None));
            }
            ')' => match open.pop() {
                Some(pair) => pairs[pair].1 = Some(at),
                None => pairs.push((at, None)),
            },
            _ => {}
        }
    }
    for (first, second) in pairs {
        let ends = [Some(first), second];
        let chinese = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|c| is_chinese(*c));
        let beside = |at: usize| chinese(at.checked_sub(1)) || chinese(Some(at + 1));
        if !ends.iter().flatten().any(|at| beside(*at)) || is_western_bracket(words, first, second) {
            continue;
        }
        for at in ends.into_iter().flatten() {
            let form = if words[at] == '(' { "（" } else { "）" };
            found.push(Half { range: at..at + 1, form: form.to_owned(), certain: second.is_some() });
        }
    }
}

/// Whether a bracket belongs to Western text: it follows Western text and holds nothing else, or is the number of an
/// item (序次语): (1), a).
fn is_western_bracket(words: &[char], first: usize, second: Option<usize>) -> bool {
    let before = first.checked_sub(1).map(|at| words[at]);
    let starts =
        before.is_none_or(|c| matches!(c, '。' | '；' | ';' | '：' | '，' | '、' | ' ' | '\u{3000}'));
    let Some(second) = second else {
        // A face of letters, or the number of an item.
        let number = words[..first].iter().rev().take_while(|c| c.is_ascii_alphanumeric()).count();
        return words[first] == ')'
            && ((1..=2).contains(&number) || before.is_some_and(|c| c.is_ascii_punctuation()));
    };
    let inside = &words[first + 1..second];
    let is_number = inside.len() <= 3 && inside.iter().all(char::is_ascii_alphanumeric);
    let follows = before.is_none_or(|c| !is_chinese(c));
    (is_number && starts) || (follows && inside.iter().all(char::is_ascii))
}

/// Whether a mark that has Chinese on one side belongs to Western text on the other.
fn is_western(words: &[char], range: &Range<usize>, mark: char) -> bool {
    let before = &words[..range.start];
    let after = words.get(range.end).copied();
    let word = before.iter().rev().take_while(|c| c.is_ascii_graphic()).count();
    let word = &before[before.len() - word..];
    let letters = word.last().is_some_and(char::is_ascii_alphanumeric);
    // “OK!” and 《Oh, Boy!》 end with marks of their own.
    if letters && after.is_some_and(|c| CLOSING.contains(c)) {
        return true;
    }
    // An address goes on to its last letter; a stop behind it is the sentence's.
    let text: String = word.iter().collect();
    if (text.contains("://") || text.starts_with("www.")) && mark == '?' {
        return true;
    }
    match mark {
        // A face: :) ;)
        ':' | ';' if matches!(after, Some(')' | '(' | '-' | 'D' | 'P')) && !letters => true,
        // Numbers of paragraphs (序次语) have the low dot, and initials of names: 1.总则, J.K.罗琳.
        '.' => {
            // 报名表.docx, 使用.NET, “.中国”.
            let opens = before.last().is_none_or(|c| OPENING.contains(*c));
            let is_name = opens || (after.is_some_and(|c| c.is_ascii_alphabetic()) && !letters);
            let figures = word.iter().rev().take_while(|c| c.is_ascii_digit()).count();
            let ahead = before.len().checked_sub(figures + 1).map(|at| before[at]);
            let starts = ahead.is_none_or(|c| {
                matches!(c, '：' | '；' | '。' | '，' | '、' | ' ' | '\u{3000}' | '图' | '表' | ':' | ';')
                    || OPENING.contains(c)
            });
            let numbered = (1..=2).contains(&figures) && starts
                || word.len() == before.len() && word.iter().all(char::is_ascii_alphanumeric);
            let initial = word.last().is_some_and(char::is_ascii_uppercase)
                && word.iter().nth_back(1).is_none_or(|c| *c == '.');
            is_name || range.len() == 1 && letters && (numbered || initial)
        }
        _ => false,
    }
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
            ("他想了想···走了", "ellipsis-form ···?……"),
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
    fn what_may_be_meant_is_not_certain() {
        for (text, slips) in [
            ("登上Yahoo!宣布", &["half-width-mark !?！"][..]),
            ("邮件Re:从零开始", &["half-width-mark :?："]),
            ("苹果Apple Inc.在加州", &["half-width-mark .?。"]),
            ("世界卫生组织(WHO)2020年", &["half-width-mark (=（", "half-width-mark )=）"]),
            (
                "图(a)(b)所示",
                &[
                    "half-width-mark (=（",
                    "half-width-mark )=）",
                    "half-width-mark (=（",
                    "half-width-mark )=）",
                ],
            ),
            ("少了一半(的括号", &["half-width-mark (?（", "unpaired-mark (?-"]),
            ("京--沪高铁", &["dash-form --?——"]),
            ("2020年--2025年", &["dash-form --?——"]),
            ("使用--help参数", &["dash-form --?——"]),
        ] {
            // A mark that is unpaired is told once, with what to write.
            let told = told(text);
            assert!(told.iter().zip(slips).all(|(one, other)| one == other), "{text}: {told:?}");
        }
        assert_eq!(told("好的:)"), ["unpaired-mark )?-"]);
        assert_eq!(told("纪念九.一八事变"), ["half-width-mark .?。"]);
        assert_eq!(told("二千吨．"), ["half-width-mark ．?。"]);
        assert_eq!(told("晚上10:00..."), ["ellipsis-form ...=……"]);
        for text in [
            "会议强调：1.加强领导；2.落实责任",
            "图1.江边夜景",
            "报名表.docx在这里",
            "使用.NET开发",
            "“.中国”域名",
            "「OK!」他说",
            "(1)甲；(2)乙",
            "目录········3",
        ] {
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
        half_width(&words).into_iter().map(|half| half.form).collect()
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
