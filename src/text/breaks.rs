//! Where a line may end: our class table between Chinese and everything; inside Western text
//! [`super::words`] decides.
//!
//! Plain UAX #14 glues Chinese text around curly quotes and splits …… and ——, so it never
//! decides at a Chinese character.

use std::sync::OnceLock;

use crate::layout::Kinsoku;

use super::class::{
    Class, Classes, han, is_em_dash, is_full_width_digit, is_number_sign, is_two_em_dash, western_may_end,
    western_may_start,
};
use super::paragraph::{Break, Paragraph};
use super::shape::Shaper;
use super::style::TextStyle;
use super::words;

/// Measure words and units, by their first character.
const MEASURE_WORDS: &str = include_str!("measure-words.txt");

/// First characters of measure words, in order.
fn measure_words() -> &'static [char] {
    static WORDS: OnceLock<Vec<char>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let lines = MEASURE_WORDS.lines().filter(|line| !line.starts_with('#'));
        let mut words: Vec<char> =
            lines.flat_map(str::split_whitespace).filter_map(|word| word.chars().next()).collect();
        words.sort_unstable();
        words.dedup();
        words
    })
}

/// Fills `paragraph.breaks`; `odd` tells that something beside ideographs is of their class.
pub(super) fn find(
    paragraph: &mut Paragraph,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    odd: bool,
    room: &mut words::Room,
) {
    let count = paragraph.len();
    let level = style.kinsoku;
    // Nearly all boundaries lie between ideographs, and nearly all paragraphs join none of them.
    let joins = paragraph.vertical || odd || paragraph.fonts.len() > 1;
    // Of the dashes or dots in a row, how many stand up to here that are halves of a unit, and
    // the last cluster that is no blank: both are carried along.
    let mut halves = 0usize;
    let mut solid = 0;
    let mut words = false;
    let mut following = 0;
    while following + 1 < count {
        let at = following;
        following += 1;
        let (class, next) = (paragraph.class[at], paragraph.class[at + 1]);
        if class == Class::Han && next == Class::Han {
            if !joins || paragraph.vertical {
                let last = at + han(&paragraph.class[at..]) - 1;
                paragraph.breaks[at..last].fill(Break::Yes);
                (halves, solid, following) = (0, last - 1, last);
            } else {
                (halves, solid) = (0, at);
                let joined = joined_han(paragraph, at);
                paragraph.breaks[at] = if joined { Break::LastResort } else { Break::Yes };
            }
            continue;
        }
        // Between ideographs, the plain marks and letters, and inside Western words, the classes decide.
        if !joins
            && (SIMPLE.holds(class) && (SIMPLE.holds(next) || LETTERS.holds(next))
                || LETTERS.holds(class)
                    && SIMPLE.holds(next)
                    && paragraph.text_start[at + 1] - paragraph.text_start[at] == 1)
        {
            (halves, solid) = (0, at);
            words |= LETTERS.holds(class) || LETTERS.holds(next);
            let may = level == Kinsoku::None || (class.may_end_line(level) && next.may_start_line(level));
            paragraph.breaks[at] = if may { Break::Yes } else { Break::LastResort };
            continue;
        }
        if in_word(class) && in_word(next) {
            halves = 0;
            words = true;
            if class != Class::Space {
                solid = at;
            }
            paragraph.breaks[at] = Break::LastResort;
            continue;
        }
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
        words |= in_word(class);
        paragraph.breaks[at] = chinese(paragraph, at, solid, halves, level);
    }
    words |= paragraph.class.last().is_some_and(|class| in_word(*class));
    if style.house.has_marks() {
        overrides(paragraph, style);
    }
    if words {
        words::find(paragraph, style, shaper, room);
        let mut start = 0;
        while start < count {
            let rest = &paragraph.class[start..];
            let Some(before) = rest.iter().position(|class| in_word(*class)) else { break };
            let words = &rest[before..];
            start += before;
            let end = start + words.iter().position(|class| !in_word(*class)).unwrap_or(words.len());
            numbers(paragraph, start, end);
            start = end;
        }
    }
    keep(paragraph, style);
    if let Some(last) = paragraph.breaks.last_mut() {
        *last = Break::Yes;
    }
}

/// Full-width figures of one number, and raised or lowered characters with what they stand at.
fn joined_han(paragraph: &Paragraph, at: usize) -> bool {
    if paragraph.font[at] != paragraph.font[at + 1]
        && paragraph.font_of(at + 1).size < paragraph.font_of(at).size
    {
        return true;
    }
    // Full-width figures are beyond the ideographs.
    let (one, other) = (paragraph.text_start[at] as usize, paragraph.text_start[at + 1] as usize);
    let bytes = paragraph.text.as_bytes();
    if bytes[one] != 0xEF || bytes[other] != 0xEF {
        return false;
    }
    let figure = |at: usize| paragraph.text_of(at).chars().next().is_some_and(is_full_width_digit);
    figure(at) && figure(at + 1)
}

/// What the house says of single marks goes over the class table.
fn overrides(paragraph: &mut Paragraph, style: &TextStyle<'_>) {
    for at in 0..paragraph.len().saturating_sub(1) {
        let by_class = paragraph.breaks[at];
        if by_class == Break::No || in_word(paragraph.class[at]) && in_word(paragraph.class[at + 1]) {
            continue;
        }
        let last = paragraph.text_of(at).chars().next_back().unwrap_or(' ');
        let first = paragraph.text_of(at + 1).chars().next().unwrap_or(' ');
        let level = style.kinsoku;
        let (ends, starts) =
            (paragraph.class[at].may_end_line(level), paragraph.class[at + 1].may_start_line(level));
        let (may_end, may_start) = (style.house.may_end(last, ends), style.house.may_start(first, starts));
        if (may_end, may_start) == (ends, starts) {
            continue;
        }
        paragraph.breaks[at] = match may_end && may_start {
            true if unit(paragraph, at) => by_class,
            true => Break::Yes,
            false => Break::LastResort,
        };
    }
}

/// Whether the boundary lies inside a unit of two dashes or dots.
fn unit(paragraph: &Paragraph, at: usize) -> bool {
    let (a, b) = (paragraph.class[at], paragraph.class[at + 1]);
    a == b && matches!(a, Class::Dash | Class::Ellipsis)
}

/// A number would rather stay with its measure word, and 第 with its number (第5届, 700亿元).
fn numbers(paragraph: &mut Paragraph, start: usize, end: usize) {
    let wish = |at: &mut Break| {
        if *at == Break::Yes {
            *at = Break::Wish;
        }
    };
    if paragraph.class[end - 1] == Class::Digit && end < paragraph.len() {
        let next = paragraph.text_of(end).chars().next();
        if next.is_some_and(|next| measure_words().binary_search(&next).is_ok()) {
            wish(&mut paragraph.breaks[end - 1]);
        }
    }
    if paragraph.class[start] == Class::Digit && start > 0 && paragraph.text_of(start - 1) == "第" {
        wish(&mut paragraph.breaks[start - 1]);
    }
}

/// Words of the house's list stay whole.
fn keep(paragraph: &mut Paragraph, style: &TextStyle<'_>) {
    let Paragraph { text, text_start, breaks, .. } = paragraph;
    for found in style.house.kept(text) {
        let cluster =
            |byte: usize| text_start.partition_point(|start| (*start as usize) <= byte).saturating_sub(1);
        let (first, last) = (cluster(found.start), cluster(found.end - 1));
        for at in &mut breaks[first..last] {
            if *at > Break::Keep {
                *at = Break::Keep;
            }
        }
    }
}

pub(super) fn in_word(class: Class) -> bool {
    class.is_western() || class == Class::Space
}

/// Ideographs, brackets, quotes and the marks of pause and stop.
const SIMPLE: Classes = Classes::of(&[
    Class::Han,
    Class::Open,
    Class::Close,
    Class::Stop,
    Class::Exclaim,
    Class::Pause,
    Class::Colon,
]);

const LETTERS: Classes = Classes::of(&[Class::Latin, Class::Digit]);

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
        // °C and what a raised figure stands at.
        (Class::Postfix, Class::Latin) => true,
        _ if paragraph.font[at] != paragraph.font[at + 1]
            && paragraph.font_of(at + 1).size < paragraph.font_of(at).size =>
        {
            true
        }
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
    let signed = is_number_sign(first) && paragraph.class.get(at + 2) == Some(&Class::Digit);
    let starts = in_word(b) && !in_word(a) && !western_may_start(first) && !signed;
    // C# and F# are names.
    let named = last == '#' && at > 0 && class(at - 1) == Class::Latin;
    let ends = in_word(a) && !in_word(b) && !named && !western_may_end(last, level);
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
