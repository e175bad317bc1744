//! Pictures and the words under them (图片说明).

use std::ops::Range;

use super::story::{Captioned, plain};
use crate::import::account::{Account, Clean};
use crate::import::left::{Left, Place, What};
use crate::import::manuscript::widen;
use crate::import::model::{Article, Block, Paragraph, Picture};
use crate::import::styles::StyleRole;
use crate::message::{Word, word};
use crate::read::are_persons;

/// Characters of the longest caption that is known by its words.
const LONGEST: usize = 160;
/// Characters of the longest credit.
const CREDIT: usize = 28;

/// Gives captions to their pictures: a paragraph in a style for captions behind or before a picture, or one behind a
/// picture that begins or ends as captions do.
///
/// What is known by its words alone goes into `guessed`.
pub fn give(blocks: Vec<Block>, account: &mut Account, guessed: &mut Vec<(Word, Place)>) -> Vec<Block> {
    let mut given: Vec<Block> = Vec::new();
    let mut waiting: Vec<Paragraph> = Vec::new();
    // The picture behind which nothing but blank paragraphs came.
    let mut last: Option<usize> = None;
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        match block {
            Block::Paragraph(mut paragraph) => {
                let is_styled = paragraph.role == Some(StyleRole::Caption);
                let picture = last.and_then(|at| match given.get_mut(at) {
                    Some(Block::Picture(picture)) => Some(picture),
                    _ => None,
                });
                match picture {
                    Some(picture)
                        if is_styled || (picture.caption.is_empty() && is_caption(&paragraph.text())) =>
                    {
                        if !is_styled {
                            guessed.push((word("caption"), paragraph.at.clone()));
                        }
                        account.clean(Clean::Indent, paragraph.trim());
                        picture.caption.push(paragraph);
                    }
                    _ if is_styled && matches!(blocks.peek(), Some(Block::Picture(_))) => {
                        account.clean(Clean::Indent, paragraph.trim());
                        waiting.push(paragraph);
                    }
                    _ => {
                        last = last.filter(|_| paragraph.text().trim().is_empty());
                        given.push(Block::Paragraph(paragraph));
                    }
                }
            }
            Block::Picture(mut picture) => {
                for paragraph in std::mem::take(&mut waiting).into_iter().rev() {
                    picture.caption.insert(0, paragraph);
                }
                last = Some(given.len());
                given.push(Block::Picture(picture));
            }
            table => {
                last = None;
                given.push(table);
            }
        }
    }
    given
}

/// Whether a paragraph behind a picture is its caption by its words.
fn is_caption(text: &str) -> bool {
    let text = text.trim();
    let starts = [
        "图为",
        "图：",
        "图:",
        "图说",
        "图片：",
        "图片说明",
        "上图",
        "下图",
        "左图",
        "右图",
        "题图",
        "资料图",
        "▲",
        "△",
        "▼",
        "▽",
        "↑",
        "↓",
        "图①",
        "图一",
        "图1",
        "图2",
        "图3",
        "图二",
        "图三",
        "（图",
        "(图",
    ];
    !text.is_empty()
        && text.chars().count() <= LONGEST
        && (starts.iter().any(|start| text.starts_with(start)) || credit_of(text).is_some())
}

/// How credits of pictures end.
const ENDS: [&str; 6] = ["摄影报道", "摄影", "供图", "制图", "资料图", "摄"];

/// What stands before the name in a credit.
const BEFORE: [&str; 9] =
    ["本报记者", "新华社记者", "特约记者", "见习记者", "实习记者", "本报通讯员", "记者", "通讯员", "摄影"];

/// The bytes of the credit at the end of a caption, with its brackets. It stands in brackets and ends with 摄 or the like
/// （丁叙白摄）, or it is one name and 摄 behind a blank or a full stop: 丁叙白　摄, 。本报记者丁叙白摄. Words that merely end so
/// (他爱上了摄影) are none.
fn credit_of(text: &str) -> Option<Range<usize>> {
    let is_gap = |c: char| c.is_whitespace();
    let bare = text.trim_end_matches(is_gap);
    let (inside, end) = match bare.strip_suffix('。') {
        Some(inside) if inside.ends_with(['）', ')', '】']) => (inside, inside.len()),
        _ => (bare, bare.len()),
    };
    if let Some(inner) = inside.strip_suffix(['）', ')', '】']) {
        let start = inner.rfind(['（', '(', '【'])?;
        let words = inner[start..].trim_start_matches(['（', '(', '【']).trim();
        let fits = ENDS.iter().any(|end| words.ends_with(end)) && words.chars().count() <= CREDIT;
        return (fits && !words.contains(['。', '，'])).then_some(start..end);
    }
    let (who, ending) = ENDS.iter().find_map(|end| Some((inside.strip_suffix(end)?, *end)))?;
    let trimmed = who.trim_end_matches(is_gap);
    let has_gap = trimmed.len() < who.len();
    // The first place at which nothing but names follows.
    let mut before: Option<char> = None;
    for (start, c) in trimmed.char_indices() {
        let is_free = before.is_none_or(|before| is_gap(before) || "。！？”）；：".contains(before));
        before = Some(c);
        let mut names = &trimmed[start..];
        while let Some(role) = BEFORE.iter().find(|role| names.starts_with(*role)) {
            names = names[role.len()..].trim_start_matches(|c: char| is_gap(c) || "：:/／".contains(c));
        }
        let has_role = names.len() < trimmed.len() - start;
        let is_marked = has_role || (is_free && (has_gap || ending == "摄"));
        if is_marked && !is_gap(c) && names.chars().count() <= CREDIT && are_persons(names) {
            return Some(start..end);
        }
    }
    None
}

/// A picture with its caption and credit parted.
pub fn split(mut picture: Picture, article: &mut Article, guessed: &mut Vec<(Word, Place)>) -> Captioned {
    let mut texts = Vec::new();
    for mut paragraph in std::mem::take(&mut picture.caption) {
        article.account.clean(Clean::Indent, paragraph.trim());
        let text = plain(&paragraph, true, &mut article.account, &mut article.left);
        if !text.is_empty() {
            texts.push(text);
        }
    }
    let gaps = texts.len().saturating_sub(1);
    article.account.added += gaps;
    // Lines of a caption run on.
    let whole = texts.join("\u{3000}").replace('\n', "\u{3000}");
    let (caption, credit, dropped) = parted(&whole);
    article.account.clean(Clean::Bracket, dropped);
    let mut credit = Paragraph::plain(credit, picture.at.clone());
    widen(&mut credit, &mut article.account);
    let credit = credit.text();
    if !credit.is_empty() {
        guessed.push((word("credit"), picture.at.clone()));
    }
    Captioned { picture, caption, credit }
}

/// Tells the caption of a picture that is not there.
pub fn leave(mut picture: Picture, article: &mut Article) {
    for mut paragraph in std::mem::take(&mut picture.caption) {
        article.account.clean(Clean::Indent, paragraph.trim());
        let text = plain(&paragraph, true, &mut article.account, &mut article.left);
        article.account.told += text.chars().count();
        article.left.push(Left { what: What::Caption, text, at: paragraph.at });
    }
}

/// Caption, credit, and how many characters around the credit are left out: its brackets and blanks. A full stop behind the
/// brackets is that of the caption.
fn parted(whole: &str) -> (String, String, usize) {
    let Some(found) = credit_of(whole) else { return (whole.to_owned(), String::new(), 0) };
    let credit =
        whole[found.clone()].trim_matches(|c: char| c.is_whitespace() || "（()）【】".contains(c)).to_owned();
    let mut before = whole[..found.start].trim_end().to_owned();
    let behind = whole[found.end..].trim();
    if !behind.is_empty() && before.ends_with(['。', '！', '？', '”']) {
        // Two full stops: somebody has to look at it.
        return (whole.to_owned(), String::new(), 0);
    }
    before.push_str(behind);
    let dropped = whole.chars().count() - before.chars().count() - credit.chars().count();
    (before, credit, dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_parted_from_captions() {
        let all = [
            ("图为望渡桥。本报记者　丁叙白　摄", "图为望渡桥。", "本报记者　丁叙白　摄", 0),
            ("图为望渡桥（丁叙白 摄）", "图为望渡桥", "丁叙白 摄", 2),
            ("图为望渡桥。　（本报记者 丁叙白 摄）", "图为望渡桥。", "本报记者 丁叙白 摄", 3),
            ("图为望渡桥（丁叙白摄）。", "图为望渡桥。", "丁叙白摄", 2),
            ("图为望渡桥。（丁叙白摄）。", "图为望渡桥。（丁叙白摄）。", "", 0),
            ("图为望渡桥 记者丁叙白 摄", "图为望渡桥", "记者丁叙白 摄", 1),
            ("图为望渡桥　丁叙白摄", "图为望渡桥", "丁叙白摄", 1),
            ("图为望渡桥。丁叙白 摄", "图为望渡桥。", "丁叙白 摄", 0),
            ("本报记者　丁叙白　摄", "", "本报记者　丁叙白　摄", 0),
            ("退休后，他爱上了摄影。", "退休后，他爱上了摄影。", "", 0),
            ("退休后，他爱上了摄影", "退休后，他爱上了摄影", "", 0),
            ("这张照片由记者协会供图", "这张照片由记者协会供图", "", 0),
            ("丁叙白　摄", "", "丁叙白　摄", 0),
            ("图为望渡桥。", "图为望渡桥。", "", 0),
        ];
        for (whole, caption, credit, dropped) in all {
            assert_eq!(parted(whole), (caption.into(), credit.into(), dropped), "{whole}");
        }
    }

    #[test]
    fn captions_are_known_by_their_words() {
        assert!(
            is_caption("图为望渡桥。") && is_caption("傍晚的江面。（丁叙白摄）") && is_caption("▲芦花如雪")
        );
        for text in [
            "昨天傍晚，江面起了雾。",
            "",
            "退休后，他爱上了摄影。",
            "他一辈子只做一件事：摄影",
            "镜头对准了江面，他不停地拍摄",
        ] {
            assert!(!is_caption(text), "{text}");
        }
    }
}
