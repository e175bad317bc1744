//! Lines under a headline that say several things (信息行): `2026-11-22 08:15　来源：霁川日报　作者：苏　禾`.
//!
//! Such a line begins or goes on with a label of a source or a byline, and has at least two parts: labels with their words, and
//! days or times. It is parted at its labels. The source keeps its label, the byline does not, and the day is told: papers print
//! their own.

use std::ops::Range;

use super::lines::HEAD_LINE;
use super::story::Line;
use crate::import::account::Clean;
use crate::import::left::{Left, What};
use crate::import::model::{Article, is_blank};
use crate::import::styles::StyleRole;

/// Lines at the head of an article among which it may be.
const MOST: usize = 8;

/// Labels of such lines.
const LABELS: [(&str, StyleRole); 12] = [
    ("稿件来源", StyleRole::Source),
    ("文章来源", StyleRole::Source),
    ("来源", StyleRole::Source),
    ("稿源", StyleRole::Source),
    ("作者", StyleRole::Byline),
    ("记者", StyleRole::Byline),
    ("责任编辑", StyleRole::Credit),
    ("责编", StyleRole::Credit),
    ("编辑", StyleRole::Credit),
    ("发布时间", StyleRole::Body),
    ("时间", StyleRole::Body),
    ("日期", StyleRole::Body),
];

/// A part of a line: its role, where [`StyleRole::Body`] is a day; all of its bytes; and those of its label.
struct Part {
    role: StyleRole,
    all: Range<usize>,
    label: usize,
}

/// Parts such lines at the head of an article.
pub fn apart(lines: Vec<Line>, article: &mut Article) -> Vec<Line> {
    let mut all = Vec::with_capacity(lines.len());
    for (at, line) in lines.into_iter().enumerate() {
        let is_open =
            matches!(line.role, None | Some(StyleRole::Body | StyleRole::Source | StyleRole::Byline));
        let parts = if at < MOST && is_open { parts(&line.text()) } else { Vec::new() };
        if parts.len() < 2 {
            all.push(line);
            continue;
        }
        let mut rest = line.words;
        // From the end on, so that places stay.
        let mut found = Vec::new();
        for part in parts.into_iter().rev() {
            let mut words = rest.split_off(part.all.start);
            if part.role == StyleRole::Byline {
                let label = words.text()[..part.label].chars().count();
                article.account.clean(Clean::Label, label);
                words.cut_start(part.label);
            }
            let signs = trim(&mut words, article);
            article.account.clean(Clean::Bracket, signs);
            if words.runs.is_empty() {
                continue;
            }
            if part.role == StyleRole::Body {
                let text = words.text();
                article.account.told += text.chars().count();
                article.left.push(Left { what: What::Furniture, text, at: words.at.clone() });
                continue;
            }
            found.push(Line { words, role: Some(part.role), is_after_blank: false });
        }
        if let Some(last) = found.last_mut() {
            last.is_after_blank = line.is_after_blank;
        }
        all.extend(found.into_iter().rev());
    }
    all
}

/// Takes blanks and bars off the ends; gives how many bars those were.
fn trim(words: &mut crate::import::model::Paragraph, article: &mut Article) -> usize {
    let mut signs = 0;
    loop {
        article.account.clean(Clean::Indent, words.trim());
        let text = words.text();
        if let Some(c) = text.chars().next().filter(|c| is_bar(*c)) {
            words.cut_start(c.len_utf8());
        } else if let Some(c) = text.chars().next_back().filter(|c| is_bar(*c)) {
            drop(words.split_off(text.len() - c.len_utf8()));
        } else {
            return signs;
        }
        signs += 1;
    }
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '丨')
}

/// The parts of a line, without a gap between them; fewer than two where it is no such line.
fn parts(text: &str) -> Vec<Part> {
    if text.chars().count() > 2 * HEAD_LINE || text.contains(['。', '，', '“', '\n']) {
        return Vec::new();
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut is_start = true;
    for (at, c) in text.char_indices() {
        if is_start && let Some((role, label)) = label(&text[at..]) {
            parts.push(Part { role, all: at..text.len(), label });
        }
        is_start = is_blank(c) || is_bar(c);
    }
    let first = parts.first().map_or(0, |part| part.all.start);
    if first > 0 {
        // What stands before the first label must be a day: else it is a headline or a text.
        if !is_day(&text[..first]) {
            return Vec::new();
        }
        parts.insert(0, Part { role: StyleRole::Body, all: 0..first, label: 0 });
    }
    // A day behind the last words.
    if let Some(last) = parts.last()
        && last.role != StyleRole::Body
        && let Some(start) = day_behind(text, last.all.start + last.label)
    {
        parts.push(Part { role: StyleRole::Body, all: start..text.len(), label: 0 });
    }
    if parts.iter().all(|part| part.role == StyleRole::Body) {
        return Vec::new();
    }
    parts
}

fn label(text: &str) -> Option<(StyleRole, usize)> {
    LABELS.iter().find_map(|(label, role)| {
        let rest = text.strip_prefix(label)?;
        let colon = rest.chars().next().filter(|c| matches!(c, '：' | ':'))?;
        Some((*role, label.len() + colon.len_utf8()))
    })
}

/// Where a day begins that stands behind a blank and goes on to the end.
fn day_behind(text: &str, from: usize) -> Option<usize> {
    let blanks = text[from..].char_indices().filter(|(_, c)| is_blank(*c) || is_bar(*c));
    blanks.map(|(at, c)| from + at + c.len_utf8()).find(|start| is_day(&text[*start..]))
}

/// Whether words are a day, a time or both: 2026-11-22 08:15, 2026年11月22日.
fn is_day(text: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    figures >= 4
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || is_blank(c) || is_bar(c) || "-/.:：年月日时分秒".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::model::Paragraph;

    fn of(text: &str) -> (Vec<(StyleRole, String)>, Vec<String>) {
        let mut article = Article::default();
        article.account.read(text);
        let line = Line { words: Paragraph::plain(text, 0..0), role: None, is_after_blank: false };
        let lines = apart(vec![line], &mut article);
        article.account.placed = lines.iter().map(|line| line.text().chars().count()).sum();
        assert!(article.account.is_even(), "{text}: {:?}", article.account);
        let lines = lines.iter().map(|line| (line.role.unwrap_or(StyleRole::Body), line.text()));
        (lines.collect(), article.left.into_iter().map(|left| left.text).collect())
    }

    #[test]
    fn lines_of_web_pages_are_parted_at_their_labels() {
        let (lines, told) = of("2026-11-22 08:15\u{a0}\u{a0}来源：霁川日报\u{a0}\u{a0}作者：苏\u{3000}禾");
        let wanted = [(StyleRole::Source, "来源：霁川日报"), (StyleRole::Byline, "苏\u{3000}禾")];
        assert_eq!(lines, wanted.map(|(role, text)| (role, text.to_owned())));
        assert_eq!(told, ["2026-11-22 08:15"]);
        let (lines, told) = of("来源：霁川日报 | 2026年11月22日 | 责编：白露");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(told.len(), 0, "the day between two labels stays with the first: {lines:?}");
        let (lines, told) = of("来源：霁川日报 2026-11-23");
        assert_eq!(
            (lines, told),
            (vec![(StyleRole::Source, "来源：霁川日报".to_owned())], vec!["2026-11-23".to_owned()])
        );
    }

    #[test]
    fn other_lines_stay_whole() {
        for text in [
            "来源：霁川日报",
            "读书会 时间：周六 作者：苏禾",
            "2026-11-22",
            "时间：2026-11-22 08:15",
            "昨天，来源：不详",
        ] {
            let (lines, told) = of(text);
            assert_eq!((lines, told), (vec![(StyleRole::Body, text.to_owned())], Vec::new()), "{text}");
        }
    }
}
