//! Plain text: what is a paragraph.
//!
//! As a rule each line is a paragraph, as editors' systems write them. Mail and old terminals cut paragraphs into lines of
//! one measure: where at least three lines are followed by another line without a blank line or an indent between them,
//! nine tenths of these are within twelve columns of the longest, which has at least 40 columns (a Han character takes two), and
//! most of them end in the middle of a sentence, the lines between blank lines and indents are one paragraph.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

use super::account::{Account, Clean, cleaned};
use super::left::Place;
use super::model::{Article, Block, Look, Paragraph};
use super::styles::StyleRole;
use crate::read::entity;

/// Columns that the longest line of a text with cut lines has at least.
const NARROWEST: usize = 40;
/// Columns by which its lines differ at most.
const RAGGED: usize = 12;

/// Reads a text.
pub fn read(text: &str) -> Article {
    let mut article = Article::default();
    article.account.read(text);
    let mut lines = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let bare = whole.trim_end_matches(['\n', '\r']);
        article.account.clean(Clean::LineEnd, whole.chars().count() - bare.chars().count());
        // A lone carriage return ends a line too.
        for (number, part) in bare.split('\r').enumerate() {
            if number > 0 {
                article.account.clean(Clean::LineEnd, 1);
                at += 1;
            }
            lines.push((at, part));
            at += part.len();
        }
        at += whole.len() - bare.len();
    }
    let is_cut = are_cut(&lines);
    let mut open: Option<(String, Place)> = None;
    for (at, line) in lines {
        let is_blank = line.trim().is_empty();
        if (!is_cut || is_blank || is_indented(line))
            && let Some((words, place)) = open.take()
        {
            article.blocks.push(Block::Paragraph(Paragraph::plain(words, place)));
        }
        let end = at + line.len();
        match &mut open {
            Some((words, place)) => {
                join(words, &meant(line, &mut article.account), &mut article.account);
                place.end = end;
            }
            None => {
                let line = meant(line, &mut article.account);
                open = Some((cleaned(&line, &mut article.account), at..end));
            }
        }
        if is_blank && let Some((words, place)) = open.take() {
            article.blocks.push(Block::Paragraph(Paragraph::plain(words, place)));
        }
    }
    article.blocks.extend(open.map(|(words, place)| Block::Paragraph(Paragraph::plain(words, place))));
    article
}

/// A line with what its entities mean, as manuscripts have them: `&nbsp;` in text that was taken out of a page of the web.
fn meant<'l>(line: &'l str, account: &mut Account) -> Cow<'l, str> {
    if !line.contains('&') {
        return Cow::Borrowed(line);
    }
    let mut meant = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('&') {
        meant.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = entity(rest).unwrap_or(('&', 1));
        account.clean(Clean::Entity, rest[..length].chars().count() - 1);
        meant.push(c);
        rest = &rest[length..];
    }
    meant.push_str(rest);
    Cow::Owned(meant)
}

/// Reads the marks of Markdown that is no manuscript of banxin's: headings (`# 题`) and bold words (`**题**`).
pub fn read_marks(article: &mut Article) {
    for block in &mut article.blocks {
        let Block::Paragraph(paragraph) = block else { continue };
        let text = paragraph.text();
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && text[level..].starts_with([' ', '\u{3000}']) {
            paragraph.cut_start(level);
            article.account.clean(Clean::Mark, level);
            paragraph.role = Some(StyleRole::Heading(level as u8));
        }
        let text = paragraph.text();
        let pieces: Vec<&str> = text.split("**").collect();
        // A mark that opens or closes nothing is text.
        if pieces.len() > 2 && pieces.len() % 2 == 1 {
            article.account.clean(Clean::Mark, 2 * (pieces.len() - 1));
            paragraph.runs.clear();
            for (number, piece) in pieces.iter().enumerate() {
                paragraph.push(piece, &Look { bold: number % 2 == 1, ..Look::default() });
            }
        }
    }
}

/// Puts a line to the end of its paragraph, with a blank between words of narrow letters.
fn join(words: &mut String, line: &str, account: &mut Account) {
    let end = words.trim_end().len();
    account.clean(Clean::Indent, words[end..].chars().count());
    words.truncate(end);
    let bare = line.trim_start();
    account.clean(Clean::Indent, line.chars().count() - bare.chars().count());
    let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, after) = (words.chars().next_back(), bare.chars().next());
    // A number that was cut stays one.
    if narrow(before) && narrow(after) && !(figure(before) && figure(after)) {
        words.push(' ');
        account.added += 1;
    }
    words.push_str(&cleaned(bare, account));
}

fn is_indented(line: &str) -> bool {
    line.starts_with('\u{3000}') || line.starts_with("  ") || line.starts_with('\t')
}

fn are_cut(lines: &[(usize, &str)]) -> bool {
    let goes_on = lines.windows(2).filter(|pair| {
        let (this, next) = (pair[0].1, pair[1].1);
        !this.trim().is_empty() && !next.trim().is_empty() && !is_indented(next)
    });
    let lines: Vec<&str> = goes_on.map(|pair| pair[0].1.trim_end()).collect();
    let widths: Vec<usize> = lines.iter().map(|line| line.width()).collect();
    let longest = widths.iter().copied().max().unwrap_or(0);
    let even = widths.iter().filter(|width| **width + RAGGED >= longest).count();
    let whole = lines.iter().filter(|line| line.ends_with(['。', '！', '？', '”', '：', '；'])).count();
    lines.len() >= 3
        && (NARROWEST..=120).contains(&longest)
        && even * 10 >= lines.len() * 9
        && whole * 2 < lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let article = read(text);
        let words = article.blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => {
                assert!(paragraph.at.end <= text.len() && text.is_char_boundary(paragraph.at.start));
                paragraph.text()
            }
            _ => unreachable!("plain text has paragraphs alone"),
        });
        words.filter(|words| !words.trim().is_empty()).collect()
    }

    #[test]
    fn entities_are_read_as_what_they_mean() {
        let text = "江风&nbsp;&nbsp;起&ldquo;雾&rdquo;，AT&T 与 &foo; 照旧&#8212;";
        assert_eq!(paragraphs(text), ["江风  起“雾”，AT&T 与 &foo; 照旧—"]);
        let mut article = read(text);
        article.account.placed = "江风  起“雾”，AT&T 与 &foo; 照旧—".chars().count();
        assert!(article.account.is_even());
    }

    #[test]
    fn lines_are_paragraphs_unless_they_were_cut() {
        assert_eq!(paragraphs("题\n\n　　一段。\r\n　　二段。\r\n"), ["题", "　　一段。", "　　二段。"]);
        assert_eq!(paragraphs("老式\r换行"), ["老式", "换行"]);
        let cut = "江".repeat(30);
        let mail = format!("题\n\n{cut}\n{cut}\n{cut}\n尾。\n\n{cut}\n{cut}\n尾 one\n");
        let read = paragraphs(&mail);
        assert_eq!(read.len(), 3, "{read:?}");
        assert_eq!(read[1], format!("{cut}{cut}{cut}尾。"));
    }
}
