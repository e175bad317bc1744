//! Plain text: what is a paragraph.
//!
//! As a rule each line is a paragraph, as editors' systems write them. Mail and old terminals cut paragraphs into lines of
//! one measure: where at least three lines are followed by another line without a blank line or an indent between them,
//! nine tenths of these are within twelve columns of the longest, which has at least 40 columns (a Han character takes two), and
//! most of them end in the middle of a sentence, the lines between blank lines and indents are one paragraph.

use unicode_width::UnicodeWidthStr as _;

use super::account::{Account, Clean, cleaned};
use super::model::{Article, Block, Paragraph};

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
    let mut open: Option<Paragraph> = None;
    for (at, line) in lines {
        let starts = !is_cut || line.trim().is_empty() || is_indented(line);
        if starts && let Some(paragraph) = open.take() {
            article.blocks.push(Block::Paragraph(paragraph));
        }
        let place = at..at + line.len();
        match &mut open {
            Some(paragraph) => join(paragraph, line, &mut article.account),
            None => open = Some(Paragraph::plain(cleaned(line, &mut article.account), place.clone())),
        }
        if let Some(paragraph) = &mut open {
            paragraph.at.end = place.end;
        }
        if line.trim().is_empty()
            && let Some(paragraph) = open.take()
        {
            article.blocks.push(Block::Paragraph(paragraph));
        }
    }
    article.blocks.extend(open.map(Block::Paragraph));
    article
}

/// Puts a line to the end of its paragraph, with a blank between words of narrow letters.
fn join(paragraph: &mut Paragraph, line: &str, account: &mut Account) {
    let mut words = paragraph.text();
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
    *paragraph = Paragraph::plain(words, paragraph.at.clone());
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
