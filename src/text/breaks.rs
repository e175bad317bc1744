//! Where a line may end: our class table between Chinese and everything, UAX #14 inside Western
//! runs (unicode-linebreak), emergency points in addresses and long words.
//!
//! Plain UAX #14 glues Chinese text around curly quotes and splits …… and ——, so it never
//! decides at a Chinese character.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::layout::Kinsoku;

use super::class::Class;
use super::paragraph::{Break, Paragraph};

/// Fills `paragraph.breaks` for a kinsoku level.
pub(super) fn find(paragraph: &mut Paragraph, level: Kinsoku) {
    let count = paragraph.len();
    for at in 0..count.saturating_sub(1) {
        paragraph.breaks[at] = chinese(paragraph, at, level);
    }
    if let Some(last) = paragraph.breaks.last_mut() {
        *last = Break::Yes;
    }
    let mut start = 0;
    while start < count {
        if !in_word(paragraph.class[start]) {
            start += 1;
            continue;
        }
        let end = (start..count).find(|at| !in_word(paragraph.class[*at])).unwrap_or(count);
        western(paragraph, start, end);
        start = end;
    }
}

fn in_word(class: Class) -> bool {
    class.is_western() || class == Class::Space
}

/// The verdict of the class table on the boundary behind cluster `at`.
fn chinese(paragraph: &Paragraph, at: usize, level: Kinsoku) -> Break {
    let class = |at: usize| paragraph.class[at];
    let (a, b) = (class(at), class(at + 1));
    if matches!(b, Class::Mark | Class::Space | Class::Blank) {
        // Marks belong to what they stand on; blanks hang at the end of the line before.
        return Break::No;
    }
    if matches!((a, b), (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis)) {
        // Of several units in a row, the gaps between units may break.
        let run =
            (0..=at).rev().take_while(|before| class(*before) == a && is_single(paragraph, *before)).count();
        return if run % 2 == 0 { Break::Yes } else { Break::No };
    }
    if matches!((a, b), (Class::Prefix, Class::Digit) | (Class::Digit | Class::Latin, Class::Postfix)) {
        return Break::No;
    }
    if level == Kinsoku::None {
        return if in_word(a) && in_word(b) { Break::No } else { Break::Yes };
    }
    if lone_dash(paragraph, at + 1) || lone_sign(paragraph, at + 1) {
        // A single dash or hyphen connects; it never begins a line.
        return Break::No;
    }
    if lone_dash(paragraph, at) && in_word(b) && at > 0 && in_word(class(at - 1)) {
        return Break::No;
    }
    // Blanks vanish at the end of a line, so what stands before them ends it.
    let end = (0..=at).rev().map(class).find(|class| !matches!(class, Class::Space | Class::Blank)).unwrap_or(a);
    if !end.may_end_line(level) || !b.may_start_line(level) {
        return Break::No;
    }
    if a == Class::Middle && b == Class::Digit && at > 0 && class(at - 1) == Class::Digit {
        return Break::No;
    }
    if in_word(a) && in_word(b) { Break::No } else { Break::Yes }
}

/// One dash or dot by itself in its cluster (a font may set two as one glyph).
fn is_single(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.text_of(at).chars().count() == 1
}

/// A dash that is not part of a pair: a connector (连接号).
fn lone_dash(paragraph: &Paragraph, at: usize) -> bool {
    let dash = |at: usize| paragraph.class.get(at) == Some(&Class::Dash);
    dash(at)
        && is_single(paragraph, at)
        && paragraph.text_of(at) == "—"
        && !dash(at + 1)
        && !(at > 0 && dash(at - 1))
}

/// A Western sign alone between Chinese characters (化工路-焦化厂): a connector or a solidus.
fn lone_sign(paragraph: &Paragraph, at: usize) -> bool {
    let in_word_at = |at: usize| paragraph.class.get(at).is_some_and(|class| in_word(*class));
    matches!(paragraph.text_of(at), "-" | "/" | ":" | ";" | "," | "." | "!" | "?" | ")" | "]" | "}" | "%")
        && !(at > 0 && in_word_at(at - 1))
}

/// UAX #14 inside a run of Western words, and emergency points where a word is long.
fn western(paragraph: &mut Paragraph, start: usize, end: usize) {
    let base = paragraph.text_start[start] as usize;
    let run = &paragraph.text[base..paragraph.text_start[end] as usize];
    let mut allowed: Vec<usize> = Vec::new();
    if run.bytes().any(|byte| !byte.is_ascii_alphanumeric()) {
        allowed.extend(
            linebreaks(run).filter(|(_, kind)| *kind == BreakOpportunity::Allowed).map(|(at, _)| base + at),
        );
    }
    for at in start..end.saturating_sub(1) {
        let boundary = paragraph.text_start[at + 1] as usize;
        let after_space = paragraph.class[at] == Class::Space;
        paragraph.breaks[at] = if paragraph.class[at + 1] == Class::Mark {
            Break::No
        } else if after_space && allowed.contains(&boundary) {
            Break::Yes
        } else {
            emergency(paragraph, at, start, end)
        };
    }
}

/// Inside a word a line ends only when it cannot be made otherwise: behind the signs of an
/// address, or with two letters on either side of a long word; never inside a number.
fn emergency(paragraph: &Paragraph, at: usize, start: usize, end: usize) -> Break {
    let class = |at: usize| paragraph.class[at];
    if class(at) == Class::Digit && class(at + 1) == Class::Digit {
        return Break::No;
    }
    let word_start =
        (start..=at).rev().find(|at| class(*at) == Class::Space).map_or(start, |space| space + 1);
    let word_end = (at + 1..end).find(|at| class(*at) == Class::Space).unwrap_or(end);
    let is_address = {
        let word = &paragraph.text
            [paragraph.text_start[word_start] as usize..paragraph.text_start[word_end] as usize];
        word.contains("://") || word.contains('@') || word.matches('.').count() >= 2
    };
    if is_address {
        let sign = matches!(paragraph.text_of(at), "/" | "." | "-" | "_" | "?" | "&" | "=" | "@" | "#" | ":");
        let next_is_sign = class(at + 1) == Class::Sign;
        let numeric = at > word_start && class(at - 1) == Class::Digit && class(at + 1) == Class::Digit;
        return if sign && !next_is_sign && !numeric { Break::Emergency } else { Break::No };
    }
    let letters = class(at) == Class::Latin && class(at + 1) == Class::Latin;
    if letters && at + 1 - word_start >= 3 && word_end - (at + 1) >= 3 && word_end - word_start >= 8 {
        return Break::Emergency;
    }
    Break::No
}
