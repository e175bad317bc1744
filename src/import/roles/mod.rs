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
mod parted;
mod stood;
mod story;
mod tails;

use super::account::{Account, Clean};
use super::left::{Left, Place, What};
use super::model::{Article, Block, Paragraph};
use super::styles::{StyleRole, label_of};
use crate::message::{Word, word};

pub use story::{Captioned, Piece, Story, plain};

use stood::Stood;
use story::{Line, joined};

/// Decides what each paragraph is. What it cleans and cannot keep goes into the article's account.
pub fn decide(article: &mut Article) -> Story {
    let blocks = std::mem::take(&mut article.blocks);
    let mut story = Story::default();
    let blocks = captions::give(blocks, &mut article.account, &mut story.guessed);
    let mut lines: Vec<Line> = Vec::new();
    let mut stood = Stood::default();
    let mut is_after_blank = false;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let start = lines.len();
                lines.extend(lines_of(paragraph, &mut article.account));
                match lines.get_mut(start) {
                    Some(first) => first.is_after_blank = std::mem::take(&mut is_after_blank),
                    None => is_after_blank = true,
                }
            }
            Block::Table(table) => {
                stood.tables.push(lines.len());
                story.tables.push(table);
            }
            Block::Picture(picture) if picture.bytes.is_empty() => captions::leave(picture, article),
            Block::Picture(picture) => {
                stood.pictures.push(lines.len());
                let captioned = captions::split(picture, article, &mut story.guessed);
                story.pictures.push(captioned);
            }
        }
    }
    stood.keep(&lines);
    let mut lines = parted::apart(lines, article);
    apply_labels(&mut lines, &mut article.account, &mut story.guessed);
    heads::take(&mut lines, &mut story, &mut article.account);
    tails::take(&mut lines, &mut story, &mut article.account);
    tell_stanzas(&lines, &mut article.left);
    story.body = pieces(lines, &mut story.guessed);
    stood.tell(&mut story, &mut article.left);
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
    parts.into_iter().map(|words| Line { words, role, is_after_blank: false }).collect()
}

/// Gives lines the roles that their labels tell (标题：, 作者：) and takes the labels off, which is told.
///
/// Labels count in one unbroken block at the head: from the first line on, or behind one short line, which is the headline then.
/// The first line without a label ends it. 正文： and 内容： end it too, and count behind another label only.
fn apply_labels(lines: &mut Vec<Line>, account: &mut Account, guessed: &mut Vec<(Word, Place)>) {
    let has_headline = lines.first().is_some_and(|line| {
        let text = line.text();
        label_of(&text).is_none() && matches!(line.role, Some(StyleRole::Headline | StyleRole::Heading(_)))
            || label_of(&text).is_none() && line.role.is_none() && lines::is_short(&text)
    });
    for (before, line) in lines.iter_mut().skip(usize::from(has_headline)).enumerate() {
        if !matches!(line.role, None | Some(StyleRole::Body)) {
            break;
        }
        let text = line.text();
        let Some((role, length)) = label_of(&text) else { break };
        let is_text = role == StyleRole::Body;
        if (is_text && before == 0) || (has_headline && role == StyleRole::Headline) {
            break;
        }
        line.role = Some(role);
        // A source that is one line among others keeps its label: readers see it.
        if role != StyleRole::Source {
            account.clean(Clean::Label, text[..length].chars().count());
            line.words.cut_start(length);
        }
        guessed.push((heads::name(role), line.words.at.clone()));
        if is_text {
            break;
        }
    }
    lines.retain(|line| !line.words.runs.is_empty());
}

/// Lines of a poem at least.
const VERSE: usize = 6;
/// Characters of its longest line.
const VERSE_LINE: usize = 16;

/// Tells stanzas: most lines of the text are shorter than a column, and blank lines part groups of them.
fn tell_stanzas(lines: &[Line], left: &mut Vec<Left>) {
    let body = || lines.iter().filter(|line| matches!(line.role, None | Some(StyleRole::Body)));
    let count = body().count();
    let short = body().filter(|line| line.text().chars().count() <= VERSE_LINE).count();
    let gaps: Vec<&Line> = body().skip(1).filter(|line| line.is_after_blank).collect();
    if count < VERSE || short * 10 < count * 9 || gaps.is_empty() || gaps.len() * 2 >= count {
        return;
    }
    for line in gaps {
        left.push(Left { what: What::Stanza, text: line.text(), at: line.words.at.clone() });
    }
}

/// The text: paragraphs and crossheads.
fn pieces(lines: Vec<Line>, guessed: &mut Vec<(Word, Place)>) -> Vec<Piece> {
    let looks = lines::crosshead_looks(&lines);
    let last = lines.len().saturating_sub(1);
    let mut pieces = Vec::new();
    for (at, Line { mut words, role, .. }) in lines.into_iter().enumerate() {
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
