//! Which paragraph is what to the newspaper (稿件要素): kicker, headline, subhead, byline, source, credit, crosshead, 电头.
//!
//! For all formats alike, in this order:
//!
//! 1. Names of styles, elements and labels decide ([`styles`](super::styles)).
//! 2. Pictures take their captions ([`captions`]).
//! 3. What no name decides is decided by its place and its look ([`heads`] for what stands over the text, [`tails`] for
//!    what closes it): short paragraphs without a full stop, larger, bold or centred ones, lines that begin as bylines do.
//!    Each such decision is told, so that somebody looks at it.
//!
//! docs/IMPORT.md tells the whole rule.

mod captions;
mod heads;
mod lines;
mod story;
mod tails;

use super::account::{Account, Clean};
use super::left::Place;
use super::model::{Article, Block, Paragraph};
use super::styles::{StyleRole, label_of};
use crate::message::{Word, word};

pub use story::{Captioned, Piece, Story, plain};

use story::{Line, joined};

/// Decides what each paragraph is. What it cleans and cannot keep goes into the article's account.
pub fn decide(article: &mut Article) -> Story {
    let blocks = std::mem::take(&mut article.blocks);
    let blocks = captions::give(blocks, &mut article.account);
    let mut story = Story::default();
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => lines.extend(lines_of(paragraph, &mut article.account)),
            Block::Table(table) => story.tables.push(table),
            Block::Picture(picture) if picture.bytes.is_empty() => captions::leave(picture, article),
            Block::Picture(picture) => {
                let captioned = captions::split(picture, article);
                story.pictures.push(captioned);
            }
        }
    }
    apply_labels(&mut lines, &mut article.account);
    heads::take(&mut lines, &mut story, &mut article.account);
    tails::take(&mut lines, &mut story, &mut article.account);
    story.body = pieces(lines, &mut story.guessed);
    story
}

/// A paragraph without blanks at its ends, or its lines where line breaks part it; nothing where it has no words.
/// In a headline a line break is a full-width blank, at which it may turn.
fn lines_of(paragraph: Paragraph, account: &mut Account) -> Vec<Line> {
    let role = paragraph.role;
    let is_head = matches!(
        role,
        Some(
            StyleRole::Kicker
                | StyleRole::Headline
                | StyleRole::Subhead
                | StyleRole::Heading(_)
                | StyleRole::Byline
        )
    );
    let mut parts = paragraph.lines();
    account.clean(Clean::LineEnd, parts.len() - 1);
    for part in &mut parts {
        account.clean(Clean::Indent, part.trim());
    }
    parts.retain(|part| !part.runs.is_empty());
    if is_head && parts.len() > 1 {
        parts = parts.into_iter().reduce(|first, next| joined(first, next, account)).into_iter().collect();
    }
    parts.into_iter().map(|words| Line { words, role }).collect()
}

/// Lines at the head of an article that may have labels.
const LABELLED: usize = 12;

/// Gives lines the roles that their labels tell (标题：, 作者：) and takes the labels off.
fn apply_labels(lines: &mut Vec<Line>, account: &mut Account) {
    for line in lines.iter_mut().take(LABELLED) {
        if !matches!(line.role, None | Some(StyleRole::Body)) {
            continue;
        }
        let text = line.text();
        if let Some((role, length)) = label_of(&text) {
            // A source that is one line among others keeps its label: readers see it.
            if role == StyleRole::Source {
                line.role = Some(role);
                continue;
            }
            account.clean(Clean::Label, text[..length].chars().count());
            line.words.cut_start(length);
            line.role = Some(role);
        }
    }
    lines.retain(|line| !line.words.runs.is_empty());
}

/// The text: paragraphs and crossheads.
fn pieces(lines: Vec<Line>, guessed: &mut Vec<(Word, Place)>) -> Vec<Piece> {
    let looks = lines::crosshead_looks(&lines);
    let last = lines.len().saturating_sub(1);
    let mut pieces = Vec::new();
    for (at, Line { mut words, role }) in lines.into_iter().enumerate() {
        let named = matches!(
            role,
            Some(
                StyleRole::Crosshead
                    | StyleRole::Heading(_)
                    | StyleRole::Headline
                    | StyleRole::Subhead
                    | StyleRole::Kicker
            )
        );
        let by_look = !named && looks[at] && at < last;
        if by_look {
            guessed.push((word("crosshead"), words.at.clone()));
        }
        if !named && !by_look {
            lines::mark_lead(&mut words);
        }
        pieces.push(Piece { words, is_crosshead: named || by_look });
    }
    pieces
}

#[cfg(test)]
mod tests;
