//! Where Western text may turn (CLReq 6.1.4).
//!
//! A stretch of Western clusters is cut at its blanks into words; UAX #14 (unicode-linebreak) tells
//! behind which blanks a line may end. Each word is then one of three things:
//!
//! - an *ordinary word*: letters of one alphabet, a capital at most at its head, marks around it. It is
//!   divided between syllables, with a hyphen ([`hyphen`]).
//! - a *number*: figures and signs, or what begins with a figure (2027-11-27, 192.168.0.1, 2.4.1-rc2).
//!   It has no joint.
//! - anything else: an address, a path, the name of a file, a program or an option, a compound
//!   (well-known), a name such as AudioX or CSDN. It turns behind its signs ([`joint`]), never inside
//!   a piece between them and never with a hyphen: the reader would type it.
//!
//! Between two pieces stand one or more signs. The turn comes behind the last strong one (`://`, `/`,
//! `?`, `=` and their like, so `:` `/` `/` stay together), else behind the last sign of all if that is a weak
//! one. Both pieces must have two letters or figures, so that none stands alone (h-cn, e-mail), and
//! signs that lead a word (`/etc`, `--help`, `~/`) stay with it. A weak sign between two figures is
//! part of a number; a hyphen before a figure is one of a name (COVID-19) unless there are more joints.
//! A word that a sign leads may begin a line with it behind a Chinese mark, and behind an ideograph where
//! it is plainly a path or an option. What has fewer than [`SHORT`] letters and figures in all stays whole (IC/PIC, Wi-Fi, zh-cn).
//!
//! All other places inside a word are [`Break::LastResort`]: used only where the word has no joint and
//! is wider than the measure.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::class::{
    Class, Joint, follows_name, is_apostrophe, joint, leads_name, straight, western_may_start,
};
use super::hyphen::{self, Syllables};
use super::paragraph::{Break, Paragraph};
use super::shape::Shaper;
use super::style::TextStyle;

/// Letters and figures that a name with joints has, at the least.
const SHORT: usize = 6;

/// Clusters of a word that is cut, if it must be, where no single character is left alone.
const LONG: usize = 8;

/// Letters and figures on either side of a turn, at the least.
const LEAST: usize = 2;

/// Buffers for finding breaks inside words, reused, and the syllables of words met so far.
#[derive(Default)]
pub(super) struct WordScratch {
    /// Bytes behind blanks where UAX #14 lets a line end.
    ends: Vec<usize>,
    /// Bytes of a word behind which it turns.
    turns: Vec<(usize, Break)>,
    syllables: Syllables,
}

/// Finds where the Western words of a paragraph turn. Inside them nothing but [`Break::LastResort`] is
/// known yet.
pub(super) fn find(
    paragraph: &mut Paragraph,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    scratch: &mut WordScratch,
) {
    let mut start = 0;
    while let Some(before) = paragraph.class[start..].iter().position(|class| class.in_word()) {
        let first = start + before;
        start = stretch_end(paragraph, first);
        stretch(paragraph, first, start, style, shaper, scratch);
    }
}

/// A per cent or currency sign of Western text, which an address may hold (%20, $HOME).
fn is_number_mark(paragraph: &Paragraph, at: usize) -> bool {
    matches!(paragraph.class[at], Class::Prefix | Class::Postfix) && paragraph.text_of(at).is_ascii()
}

/// Where the stretch of Western text that begins with a cluster ends. Signs of numbers between two
/// of its characters are part of it.
fn stretch_end(paragraph: &Paragraph, first: usize) -> usize {
    let class = &paragraph.class;
    let solid = |at: usize| class.get(at).is_some_and(|class| class.is_western());
    let mut end = first;
    loop {
        end += class[end..].iter().position(|class| !class.in_word()).unwrap_or(class.len() - end);
        let joins = end > first && end < class.len() && is_number_mark(paragraph, end);
        if !joins || !solid(end - 1) || !solid(end + 1) {
            return end;
        }
        end += 1;
    }
}

fn stretch(
    paragraph: &mut Paragraph,
    start: usize,
    end: usize,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    scratch: &mut WordScratch,
) {
    scratch.ends.clear();
    if paragraph.class[start..end].contains(&Class::Space) {
        let base = paragraph.text_start[start] as usize;
        let run = &paragraph.text[base..paragraph.text_start[end] as usize];
        let found = linebreaks(run).filter(|(_, kind)| *kind == BreakOpportunity::Allowed);
        scratch.ends.extend(found.map(|(at, _)| base + at));
    }
    let mut word = start;
    while word < end {
        let space = (word..end).find(|at| paragraph.class[*at] == Class::Space).unwrap_or(end);
        for at in word..space.saturating_sub(1) {
            if !paragraph.class[at].in_word() || !paragraph.class[at + 1].in_word() {
                paragraph.breaks[at] = paragraph.breaks[at].min(Break::LastResort);
            }
        }
        turn(paragraph, word, space, style, shaper, scratch);
        if space + 1 < end {
            let boundary = paragraph.text_start[space + 1] as usize;
            if paragraph.class[space + 1] != Class::Mark && scratch.ends.binary_search(&boundary).is_ok() {
                paragraph.breaks[space] = Break::Yes;
            }
        }
        word = space + 1;
    }
}

/// Finds where one word turns.
fn turn(
    paragraph: &mut Paragraph,
    start: usize,
    end: usize,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    scratch: &mut WordScratch,
) {
    let base = paragraph.text_start[start] as usize;
    let text = &paragraph.text[base..paragraph.text_start[end] as usize];
    if start > 0 && paragraph.breaks[start - 1] == Break::LastResort {
        // The sign that leads a name parts nothing, so it may begin a line.
        let leads = match paragraph.class[start - 1] {
            Class::Close | Class::Stop | Class::Exclaim | Class::Pause | Class::Colon
                if !paragraph.text_of(start - 1).starts_with(|mark| straight(mark).is_some()) =>
            {
                text.starts_with(leads_name) && text.contains(char::is_alphabetic)
            }
            Class::Han => leads_behind_han(text),
            _ => false,
        };
        if leads {
            paragraph.breaks[start - 1] = Break::Yes;
        }
    }
    if end < start + hyphen::SHORTEST {
        return;
    }
    if let Some(letters) = ordinary(text) {
        let letters = base + letters.start..base + letters.end;
        hyphen::divide(paragraph, letters, style, shaper, &mut scratch.syllables);
    } else {
        scratch.turns.clear();
        joints(text, &mut scratch.turns);
        for (byte, kind) in &scratch.turns {
            let byte = (base + byte) as u32;
            if let Ok(behind) = paragraph.text_start[start..end].binary_search(&byte) {
                paragraph.breaks[start + behind - 1] = *kind;
            }
        }
    }
    if end - start >= LONG {
        spare_ends(paragraph, start, end);
    }
}

/// Whether a word is a path or an option from its first sign on, though an ideograph stands before it:
/// a single sign could stand between the two (输入/output).
fn leads_behind_han(word: &str) -> bool {
    let option = word.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic));
    let steps = word.chars().filter(|sign| joint(*sign) == Some(Joint::Strong)).count();
    let path = word.starts_with(leads_name) && !word.starts_with('-') && steps >= 2;
    option || path && word.contains(char::is_alphabetic)
}

/// Keeps the first and the last letter or figure of a long word from standing alone.
fn spare_ends(paragraph: &mut Paragraph, start: usize, end: usize) {
    let Paragraph { class, breaks, .. } = paragraph;
    let counts = |at: usize| usize::from(matches!(class[at], Class::Latin | Class::Digit));
    let (mut before, mut behind) = (0, 0);
    for number in 0..3 {
        let (first, last) = (start + number, end - 1 - number);
        before += counts(first);
        behind += counts(last);
        if before < LEAST {
            breaks[first] = breaks[first].min(Break::No);
        }
        if behind < LEAST {
            breaks[last - 1] = breaks[last - 1].min(Break::No);
        }
    }
}

/// The bytes of the letters of an ordinary word, without what stands around them.
fn ordinary(text: &str) -> Option<Range<usize>> {
    let start = text.find(char::is_alphanumeric)?;
    if text[..start].chars().any(leads_name) {
        return None;
    }
    let word = leading(&text[start..], char::is_alphabetic);
    let mut rest = &text[start + word.len()..];
    if rest == "-"
        || rest.chars().next().is_some_and(follows_name)
        || word.chars().skip(1).any(|c| !c.is_lowercase())
    {
        return None;
    }
    if let Some(left_out) = rest.strip_prefix(is_apostrophe) {
        let letters = leading(left_out, char::is_lowercase);
        rest = if letters.len() <= 2 { &left_out[letters.len()..] } else { left_out };
    }
    let whole = !rest.contains(char::is_alphanumeric) && word.chars().count() >= hyphen::SHORTEST;
    whole.then(|| start..start + word.len())
}

/// The characters of this kind at the head of a text.
fn leading(text: &str, kind: impl Fn(char) -> bool) -> &str {
    let end = text.find(|character| !kind(character)).unwrap_or(text.len());
    &text[..end]
}

/// The bytes of a word behind which it turns, and how readily.
fn joints(text: &str, turns: &mut Vec<(usize, Break)>) {
    let is_strong = |sign| joint(sign) == Some(Joint::Strong);
    let count = text.chars().filter(|c| c.is_alphanumeric()).count();
    let figure = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|first| first.is_ascii_digit());
    let number = !text.contains(char::is_alphabetic) || figure && !text.contains(is_strong);
    if count < SHORT || number {
        return;
    }
    let pieces = text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
    let many = pieces.count() > 2;
    // Letters and figures up to here.
    let mut seen = 0;
    let mut at = 0;
    while at < text.len() {
        let piece = leading(&text[at..], char::is_alphanumeric);
        let signs = leading(&text[at + piece.len()..], |c| !c.is_alphanumeric());
        let behind = at + piece.len();
        at = behind + signs.len();
        let next = leading(&text[at..], char::is_alphanumeric);
        let length = piece.chars().count();
        seen += length;
        if piece.is_empty() || next.is_empty() {
            continue;
        }
        let Some((signs, kind)) = behind_signs(piece, signs, next, many) else { continue };
        let one = length < LEAST && !ends_number(&text[..behind]);
        let other = next.chars().count() < LEAST && !begins_number(&text[at..]);
        let alone = one || other;
        if !alone {
            turns.push((behind + signs, Break::Address));
        } else if kind == Joint::Strong && seen >= LEAST && count - seen >= LEAST {
            turns.push((behind + signs, Break::Word));
        }
    }
}

/// Whether a word ends with a number of several figures (6.1).
fn ends_number(text: &str) -> bool {
    let mut last = text.chars().rev();
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    figure(last.next()) && last.next() == Some('.') && figure(last.next())
}

/// Whether a word begins with one.
fn begins_number(text: &str) -> bool {
    let mut first = text.chars();
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    figure(first.next()) && first.next() == Some('.') && figure(first.next())
}

/// How many bytes of the signs between two pieces stay on the line before, if a line may turn there.
fn behind_signs(piece: &str, signs: &str, next: &str, many: bool) -> Option<(usize, Joint)> {
    if let Some(last) = signs.rfind(|sign| joint(sign) == Some(Joint::Strong)) {
        // What closes a bracket behind it stays with it; not inside the mark that ends an element of a
        // markup language.
        let closing = leading(&signs[last + 1..], |sign| !western_may_start(sign)).len();
        return (!signs[..last].ends_with('<')).then_some((last + 1 + closing, Joint::Strong));
    }
    let last = signs.chars().next_back()?;
    let figure = next.starts_with(|c: char| c.is_ascii_digit());
    let inside_number = figure && piece.ends_with(|c: char| c.is_ascii_digit());
    let of_name = last == '-' && figure && (!many || !piece.contains(char::is_lowercase));
    let turns = joint(last).is_some() && !inside_number && !of_name;
    turns.then_some((signs.len(), Joint::Weak))
}
