//! Pictures and the words under them (图片说明).

use super::story::{Captioned, plain};
use crate::import::account::{Account, Clean};
use crate::import::left::{Left, What};
use crate::import::model::{Article, Block, Paragraph, Picture};
use crate::import::styles::StyleRole;

/// Characters of the longest caption that is known by its words.
const LONGEST: usize = 160;
/// Characters of the longest credit.
const CREDIT: usize = 28;

/// Gives captions to their pictures: a paragraph in a style for captions behind or before a picture, or one behind a
/// picture that begins or ends as captions do.
pub fn give(blocks: Vec<Block>, account: &mut Account) -> Vec<Block> {
    let mut given: Vec<Block> = Vec::new();
    let mut waiting: Vec<Paragraph> = Vec::new();
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        match block {
            Block::Paragraph(mut paragraph) => {
                let is_styled = paragraph.role == Some(StyleRole::Caption);
                let picture = given.iter_mut().rev().find_map(|block| match block {
                    Block::Picture(picture) => Some(Some(picture)),
                    Block::Paragraph(between) if between.text().trim().is_empty() => None,
                    _ => Some(None),
                });
                match picture.flatten() {
                    Some(picture)
                        if is_styled || (picture.caption.is_empty() && is_caption(&paragraph.text())) =>
                    {
                        account.clean(Clean::Indent, paragraph.trim());
                        picture.caption.push(paragraph);
                    }
                    _ if is_styled && matches!(blocks.peek(), Some(Block::Picture(_))) => {
                        account.clean(Clean::Indent, paragraph.trim());
                        waiting.push(paragraph);
                    }
                    _ => given.push(Block::Paragraph(paragraph)),
                }
            }
            Block::Picture(mut picture) => {
                for paragraph in std::mem::take(&mut waiting).into_iter().rev() {
                    picture.caption.insert(0, paragraph);
                }
                given.push(Block::Picture(picture));
            }
            table => given.push(table),
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
    let bare = text.trim_end_matches(['。', '）', ')', '】']);
    let ends = ["摄", "供图", "摄影", "制图", "资料图"];
    !text.is_empty()
        && text.chars().count() <= LONGEST
        && (starts.iter().any(|start| text.starts_with(start)) || ends.iter().any(|end| bare.ends_with(end)))
}

/// A picture with its caption and credit parted.
pub fn split(mut picture: Picture, article: &mut Article) -> Captioned {
    let mut texts = Vec::new();
    for mut paragraph in std::mem::take(&mut picture.caption) {
        article.account.clean(Clean::Indent, paragraph.trim());
        let text = plain(&paragraph, &mut article.account, &mut article.left);
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
    Captioned { picture, caption, credit }
}

/// Tells the caption of a picture that is not there.
pub fn leave(mut picture: Picture, article: &mut Article) {
    for mut paragraph in std::mem::take(&mut picture.caption) {
        article.account.clean(Clean::Indent, paragraph.trim());
        let text = plain(&paragraph, &mut article.account, &mut article.left);
        article.account.told += text.chars().count();
        article.left.push(Left { what: What::Caption, text, at: paragraph.at });
    }
}

/// Caption, credit, and how many characters around the credit are left out: brackets, blanks and the full stop behind it.
fn parted(whole: &str) -> (String, String, usize) {
    let none = || (whole.to_owned(), String::new(), 0);
    let bare = whole.trim_end_matches(['。', ' ', '\u{3000}']);
    let (inside, is_bracketed) = match bare.strip_suffix(['）', ')', '】']) {
        Some(inside) => (inside, true),
        None => (bare, false),
    };
    if !["摄", "供图", "摄影", "制图"].iter().any(|end| inside.ends_with(end)) {
        return none();
    }
    let start = if is_bracketed {
        inside.rfind(['（', '(', '【']).map(|at| at + inside[at..].chars().next().map_or(1, char::len_utf8))
    } else {
        let sentence = inside
            .rfind(['。', '！', '？', '”', '）'])
            .map(|at| at + inside[at..].chars().next().map_or(1, char::len_utf8));
        let named = ["本报记者", "新华社记者", "特约记者", "记者", "本报通讯员", "通讯员", "摄影"];
        let named = named.iter().filter_map(|name| inside.rfind(name)).min();
        match (sentence, named) {
            (Some(sentence), Some(named)) if named < sentence => Some(sentence),
            (_, Some(named)) => Some(named),
            (sentence, None) => sentence,
        }
    };
    let Some(start) = start else {
        // The whole is a credit: 丁叙白　摄.
        let alone = inside.chars().count() <= 12 && !is_bracketed;
        return if alone { (String::new(), whole.to_owned(), 0) } else { none() };
    };
    let credit = inside[start..].trim();
    let before = whole[..start].trim_end_matches(['（', '(', '【', ' ', '\u{3000}']);
    if credit.is_empty() || credit.chars().count() > CREDIT {
        return none();
    }
    let dropped = whole.chars().count() - before.chars().count() - credit.chars().count();
    (before.to_owned(), credit.to_owned(), dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_parted_from_captions() {
        let all = [
            ("图为望渡桥。本报记者　丁叙白　摄", "图为望渡桥。", "本报记者　丁叙白　摄", 0),
            ("图为望渡桥（丁叙白 摄）", "图为望渡桥", "丁叙白 摄", 2),
            ("图为望渡桥。　（本报记者 丁叙白 摄）。", "图为望渡桥。", "本报记者 丁叙白 摄", 4),
            ("图为望渡桥 记者丁叙白 摄", "图为望渡桥", "记者丁叙白 摄", 1),
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
        assert!(!is_caption("昨天傍晚，江面起了雾。") && !is_caption(""));
    }
}
