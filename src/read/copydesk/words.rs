//! Words twice in a row, paragraphs twice in a story, bylines that are none.

use std::collections::BTreeMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::issue::{Block, Story};
use crate::keys::Faults;
use crate::message::msg;

use super::super::names::names_nobody;
use super::scan::{Role, Scan, Slip, is_han};

/// Characters that hardly stand twice in a row, each with the characters before and behind it that make a word of the
/// two: 目的的, 的的确确.
const DOUBLED: [(char, &str, &str); 12] = [
    ('的', "目标端鹄中有似打", "确士"),
    ('在', "自存内现实潜正好所旨健何", "线场校职乎意座建世押逃"),
    ('是', "只但可就还总于要若", "否非"),
    ('和', "平谐温缓共饱", "美气睦平谐解缓蔼善服弦声约好"),
    ('了', "不没为明知除", "之解结不断却然"),
    ('被', "棉植", "告动子害褥捕单"),
    ('与', "参给赠", "会否其此众时"),
    ('而', "然", "且"),
    ('也', "", "许门"),
    ('从', "服随听跟自遵", "事来前此业而容属军头小"),
    ('为', "行作成认因以称更颇", "民此何主难了止期人伍"),
    ('于', "对关由等在至过", "是"),
];

/// A clause is told from this many characters on: shorter ones are repeated for effect.
const CLAUSE: usize = 5;
/// A paragraph is told from this many bytes on.
const PARAGRAPH: usize = 60;
/// A byline has no more characters.
const BYLINE: usize = 120;

/// What stands in templates where a name belongs.
const PLACEHOLDERS: [&str; 9] = ["作者", "署名", "记者", "本报记者", "姓名", "名字", "XXX", "xxx", "待定"];

pub(super) fn check(scan: &Scan<'_>, slips: &mut Vec<Slip>) {
    if scan.kinds.doubled {
        doubled(&scan.words, slips);
    }
    if matches!(scan.role, Role::Paragraph { .. }) {
        clauses(&scan.words, slips);
    }
    if scan.role == Role::Byline {
        slips.extend(byline(&scan.words));
    }
}

fn doubled(words: &[char], slips: &mut Vec<Slip>) {
    for at in 1..words.len() {
        let c = words[at];
        if words[at - 1] != c || words.get(at + 1) == Some(&c) {
            continue;
        }
        let Some((_, before, behind)) = DOUBLED.iter().find(|(word, ..)| *word == c) else { continue };
        let stands = |list: &str, at: Option<usize>| {
            at.and_then(|at| words.get(at)).is_some_and(|c| list.contains(*c))
        };
        if stands(before, at.checked_sub(2)) || stands(behind, Some(at + 1)) {
            continue;
        }
        let message = msg!("`{c}{c}`: the word stands twice", c);
        slips.push(Slip::new(at - 1..at + 1, codes::DOUBLED_WORD, message).perhaps(c));
    }
}

/// Clauses that stand twice with the same mark behind them.
fn clauses(words: &[char], slips: &mut Vec<Slip>) {
    let ends = |c: &char| matches!(c, '，' | '。' | '；' | '？' | '！' | '：');
    let mut start = 0;
    let mut before: Option<std::ops::Range<usize>> = None;
    for at in (0..words.len()).filter(|at| ends(&words[*at])) {
        let clause = start..at + 1;
        if let Some(before) = before
            && clause.len() > CLAUSE
            && words[before.clone()] == words[clause.clone()]
        {
            let shown: String = words[clause.start..clause.end - 1].iter().collect();
            let message = msg!("“{words}” stands twice", words = shown);
            slips.push(Slip::new(clause.clone(), codes::DOUBLED_WORD, message).perhaps(""));
        }
        start = at + 1;
        before = Some(clause);
    }
}

fn byline(words: &[char]) -> Option<Slip> {
    let written: String = words.iter().collect();
    let plain = written.trim();
    let message = if words.iter().any(|c| matches!(c, '。' | '！' | '？')) || words.len() > BYLINE {
        msg!("the byline is a sentence")
    } else if PLACEHOLDERS.contains(&plain)
        || names_nobody(plain)
        || plain.chars().all(|c| matches!(c, '×' | 'X' | 'x' | '□' | '○'))
    {
        msg!("the byline names nobody: `{written}`", written)
    } else if !plain.chars().any(|c| is_han(c) || c.is_alphabetic()) {
        msg!("the byline has no name in it: `{written}`", written)
    } else {
        return None;
    };
    let help = msg!("write the role and the name: 本报记者　何志远; text belongs under the front matter");
    Some(Slip::new(0..words.len(), codes::BYLINE_FORM, message).help(help))
}

/// Paragraphs that a story has twice.
pub(super) fn repeated(story: &Story, faults: &Faults) {
    let mut seen: BTreeMap<String, &Block> = BTreeMap::new();
    for block in story.blocks.iter().filter(|block| block.text().len() >= PARAGRAPH) {
        let words = block.text().to_plain();
        match seen.get(&words) {
            Some(first) => faults.push(
                Diagnostic::new(
                    codes::REPEATED_PARAGRAPH,
                    msg!("this paragraph stands twice in “{name}”", name = story.name),
                )
                .at(block.text().whole(), msg!("again here"))
                .at(first.text().whole(), msg!("first here"))
                .help(msg!("take one of them out")),
            ),
            None => {
                seen.insert(words, block);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::byline;

    #[test]
    fn words_that_stand_twice_are_found() {
        for (text, slips) in [
            ("红色的的桥", "doubled-word 的的?的"),
            ("他在在江边", "doubled-word 在在?在"),
            ("昨天下午通车，昨天下午通车，人很多", "doubled-word 昨天下午通车，?"),
        ] {
            assert_eq!(told(text), [slips], "{text}");
        }
        for text in [
            "以盈利为目的的公司",
            "的的确确",
            "实实在在",
            "参与与会",
            "与与会代表",
            "被被告人",
            "发展和和平",
            "关键是是否",
            "除了了解",
            "的的士",
            "在在线教育",
            "为为民服务",
            "是是非非",
            "不了了之",
            "和和美美",
            "走啊走，走啊走，走到江边",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn bylines_that_are_none_are_found() {
        let is_told = |text: &str| byline(&text.chars().collect::<Vec<_>>()).is_some();
        for text in ["本报讯今天通车了。", "作者", "XXX", "2026-11-23", "×××", "记者手记"] {
            assert!(is_told(text), "{text}");
        }
        for text in ["本报记者　何志远", "通讯员 林秀 文/图", "Anna Li", "□ 阿湄", "文：张三；图：李四"]
        {
            assert!(!is_told(text), "{text}");
        }
    }
}
