//! What closes an article (文末): source, credit, the name of the author.

use super::lines::is_byline;
use super::story::{Line, Story, fill};
use crate::import::account::Account;
use crate::import::styles::StyleRole;
use crate::message::word;

/// Characters of the longest closing line.
const LONGEST: usize = 48;
/// Closing lines.
const MOST: usize = 3;

/// Takes lines of the source and of credits from the end, and lines of their styles from anywhere.
pub fn take(lines: &mut Vec<Line>, story: &mut Story, account: &mut Account) {
    let mut at = 0;
    while at < lines.len() {
        let slot = match lines[at].role {
            Some(StyleRole::Byline) => &mut story.byline,
            Some(StyleRole::Source) => &mut story.source,
            Some(StyleRole::Credit) => &mut story.credit,
            _ => {
                at += 1;
                continue;
            }
        };
        fill(slot, lines.remove(at).words, account);
    }
    let mut closing = Vec::new();
    while closing.len() < MOST
        && lines.len() > 1
        && let Some(line) = lines.last()
        && let Some(role) = role_of(&line.text())
        && matches!(line.role, None | Some(StyleRole::Body))
        && let Some(line) = lines.pop()
    {
        closing.push((role, line));
    }
    for (role, line) in closing.into_iter().rev() {
        let (slot, name) = match role {
            StyleRole::Credit => (&mut story.credit, word("credit")),
            _ => (&mut story.source, word("source")),
        };
        story.guessed.push((name, line.words.at.clone()));
        fill(slot, line.words, account);
    }
}

/// What a closing line is; `None` where it is text.
fn role_of(text: &str) -> Option<StyleRole> {
    if text.chars().count() > LONGEST || text.contains('。') {
        return None;
    }
    let bare = text.trim_start_matches(['（', '(', '【', '[']);
    let is_bracketed = bare.len() < text.len() && text.ends_with(['）', ')', '】', ']']);
    let credits = [
        "责编",
        "责任编辑",
        "编辑：",
        "编辑:",
        "编辑 ",
        "编辑　",
        "摄影",
        "图片",
        "校对",
        "版式",
        "制图",
        "美编",
        "插画",
        "统筹",
    ];
    if credits.iter().any(|start| bare.starts_with(start)) {
        return Some(StyleRole::Credit);
    }
    let sources = [
        "来源",
        "稿源",
        "据",
        "作者",
        "记者",
        "本报记者",
        "通讯员",
        "新华社",
        "作者单位",
        "选自",
        "摘自",
        "转自",
    ];
    let begins = sources.iter().any(|start| bare.starts_with(start));
    let is_source = (is_bracketed && begins)
        || ["来源：", "来源:", "稿源：", "稿源:"].iter().any(|start| bare.starts_with(start))
        || is_byline(text);
    is_source.then_some(StyleRole::Source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines() {
        for line in [
            "（来源：某社）",
            "（作者：陆闻笛）",
            "来源：霁川日报",
            "（据新华社）",
            "本报记者　闻溪",
            "(记者 闻溪)",
        ] {
            assert_eq!(role_of(line), Some(StyleRole::Source), "{line}");
        }
        for line in ["责编：白露", "（摄影　丁叙白）", "责任编辑 白露", "【编辑：白露】"]
        {
            assert_eq!(role_of(line), Some(StyleRole::Credit), "{line}");
        }
        for line in ["据说是这样", "（未完待续）", "来源已经无从查考。", "记者从市气象台获悉"]
        {
            assert_eq!(role_of(line), None, "{line}");
        }
    }
}
