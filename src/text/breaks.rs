//! Where a line may end: our class table between Chinese and everything, UAX #14 inside Western
//! runs (unicode-linebreak), points of need in addresses, long words and over-long units.
//!
//! Plain UAX #14 glues Chinese text around curly quotes and splits …… and ——, so it never
//! decides at a Chinese character.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::layout::Kinsoku;

use super::class::{
    Class, is_em_dash, is_full_width_digit, is_two_em_dash, western_may_end, western_may_start,
};
use super::paragraph::{Break, Paragraph};
use super::style::TextStyle;

/// Fills `paragraph.breaks`.
pub(super) fn find(paragraph: &mut Paragraph, style: &TextStyle<'_>) {
    let level = style.kinsoku;
    let count = paragraph.len();
    // Of the dashes or dots in a row, how many stand up to here that are halves of a unit, and
    // the last cluster that is no blank: both are carried along.
    let mut halves = 0usize;
    let mut solid = 0;
    for at in 0..count.saturating_sub(1) {
        let class = paragraph.class[at];
        let goes_on = at > 0 && paragraph.class[at - 1] == class;
        halves = match class {
            Class::Dash | Class::Ellipsis if is_half_unit(paragraph, at) => {
                if goes_on {
                    halves + 1
                } else {
                    1
                }
            }
            _ => 0,
        };
        if !is_blank(class) {
            solid = at;
        }
        paragraph.breaks[at] = chinese(paragraph, at, solid, halves, level);
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

fn is_blank(class: Class) -> bool {
    matches!(class, Class::Space | Class::Blank)
}

/// One dash or dot by itself in its cluster (a font may set two as one glyph).
fn is_half_unit(paragraph: &Paragraph, at: usize) -> bool {
    let text = paragraph.text_of(at);
    text.chars().count() == 1 && !is_two_em_dash(text)
}

/// The verdict of the class table on the boundary behind cluster `at`; `solid` is the last
/// cluster up to it that is no blank, `halves` how many half units in a row end there.
fn chinese(paragraph: &Paragraph, at: usize, solid: usize, halves: usize, level: Kinsoku) -> Break {
    let class = |at: usize| paragraph.class[at];
    let (a, b) = (class(at), class(at + 1));
    if b == Class::Mark {
        return Break::No;
    }
    if is_blank(b) {
        // Blanks hang at the end of the line before.
        return Break::LastResort;
    }
    let (last, first) = (paragraph.text_of(at).chars().next_back(), paragraph.text_of(at + 1).chars().next());
    let (last, first) = (last.unwrap_or(' '), first.unwrap_or(' '));
    let unit = match (a, b) {
        // Of several units in a row, the gaps between units may break.
        (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => halves % 2 == 1,
        (Class::Prefix, Class::Digit) | (Class::Digit | Class::Latin, Class::Postfix) => true,
        _ => is_full_width_digit(last) && is_full_width_digit(first),
    };
    if unit || (in_word(a) && in_word(b)) {
        return Break::LastResort;
    }
    if level == Kinsoku::None {
        return Break::Yes;
    }
    // A single dash connects: it never begins a line, and holds what is Western on both sides.
    let connects = lone_dash(paragraph, at) && in_word(b) && at > 0 && in_word(class(at - 1));
    let joined = a == Class::Middle && b == Class::Digit && at > 0 && class(at - 1) == Class::Digit;
    // Signs of Western text beside Chinese text follow the rules of their Chinese forms.
    let starts = in_word(b) && !in_word(a) && !western_may_start(first);
    let ends = in_word(a) && !in_word(b) && !western_may_end(last, level);
    let forbidden = !class(solid).may_end_line(level)
        || !b.may_start_line(level)
        || lone_dash(paragraph, at + 1)
        || connects
        || joined
        || starts
        || ends;
    if forbidden { Break::LastResort } else { Break::Yes }
}

/// A dash that is not part of a pair: a connector (连接号).
fn lone_dash(paragraph: &Paragraph, at: usize) -> bool {
    let dash = |at: usize| paragraph.class.get(at) == Some(&Class::Dash);
    dash(at) && is_em_dash(paragraph.text_of(at)) && !dash(at + 1) && !(at > 0 && dash(at - 1))
}

/// UAX #14 inside a run of Western words, and points of need in addresses and long words.
fn western(paragraph: &mut Paragraph, start: usize, end: usize) {
    let base = paragraph.text_start[start] as usize;
    let run = &paragraph.text[base..paragraph.text_start[end] as usize];
    let mut allowed = Vec::new();
    if run.bytes().any(|byte| !byte.is_ascii_alphanumeric()) {
        let found = linebreaks(run).filter(|(_, kind)| *kind == BreakOpportunity::Allowed);
        allowed.extend(found.map(|(at, _)| base + at));
    }
    let mut word = start;
    while word < end {
        let space = (word..end).find(|at| paragraph.class[*at] == Class::Space).unwrap_or(end);
        needs(paragraph, word, space);
        if space + 1 < end {
            let boundary = paragraph.text_start[space + 1] as usize;
            if paragraph.class[space + 1] != Class::Mark && allowed.binary_search(&boundary).is_ok() {
                paragraph.breaks[space] = Break::Yes;
            }
        }
        word = space + 1;
    }
}

/// Points of need inside one word: behind the signs of an address, or with three letters on
/// either side of a long word; never inside a number.
fn needs(paragraph: &mut Paragraph, start: usize, end: usize) {
    let word = &paragraph.text[paragraph.text_start[start] as usize..paragraph.text_start[end] as usize];
    let is_address = word.contains("://") || word.contains('@') || word.matches('.').count() >= 2;
    for at in start..end.saturating_sub(1) {
        let class = |at: usize| paragraph.class[at];
        if class(at + 1) == Class::Mark {
            continue;
        }
        let found = if is_address {
            let text = paragraph.text_of(at);
            let sign = matches!(text, "/" | "." | "-" | "_" | "?" | "&" | "=" | "@" | "#" | ":");
            let numeric = at > start && class(at - 1) == Class::Digit && class(at + 1) == Class::Digit;
            (sign && class(at + 1) != Class::Sign && !numeric).then_some(Break::Address)
        } else {
            let letters = class(at) == Class::Latin && class(at + 1) == Class::Latin;
            (letters && at + 1 - start >= 3 && end - (at + 1) >= 3 && end - start >= 8).then_some(Break::Word)
        };
        if let Some(found) = found {
            paragraph.breaks[at] = found;
        }
    }
}
