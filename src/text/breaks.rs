//! Where a line may end: our class table between Chinese and everything; inside Western text
//! [`super::words`] decides.
//!
//! Plain UAX #14 glues Chinese text around curly quotes and splits …… and ——, so it never
//! decides at a Chinese character.

use std::sync::OnceLock;

use crate::layout::Kinsoku;

use super::class::{
    Class, Classes, han, is_degree, is_em_dash, is_figure_mark, is_full_width_digit, is_full_width_hyphen,
    is_number_sign, is_short_dash, is_whole_dash, western_may_end, western_may_start,
};
use super::paragraph::{Break, Paragraph};
use super::shape::Shaper;
use super::style::TextStyle;
use super::words;

/// Measure words and units, by their first character.
const MEASURE_WORDS: &str = include_str!("words/measure-words.txt");

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
    room: &mut words::WordScratch,
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
            let may = may && !(next == Class::Digit && is_in_number(paragraph, at));
            paragraph.breaks[at] = if may { Break::Yes } else { Break::LastResort };
            continue;
        }
        if class.in_word() && next.in_word() {
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
        words |= class.in_word();
        paragraph.breaks[at] = chinese(paragraph, at, solid, halves, level);
    }
    words |= paragraph.class.last().is_some_and(|class| class.in_word());
    if odd {
        full_width_numbers(paragraph);
    }
    if style.house.has_marks() {
        overrides(paragraph, style);
    }
    if words {
        words::find(paragraph, style, shaper, room);
        let mut start = 0;
        while start < count {
            let rest = &paragraph.class[start..];
            let Some(before) = rest.iter().position(|class| class.in_word()) else { break };
            let words = &rest[before..];
            start += before;
            let end = start + words.iter().position(|class| !class.in_word()).unwrap_or(words.len());
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

/// Whether the mark at `at`, before a digit, is a part of its number: 3：0, 3．5.
fn is_in_number(paragraph: &Paragraph, at: usize) -> bool {
    matches!(paragraph.class[at], Class::Colon | Class::Stop)
        && at > 0
        && paragraph.class[at - 1] == Class::Digit
        && paragraph.text_of(at).chars().next().is_some_and(is_figure_mark)
}

/// Numbers in full-width figures stay whole, as those in others do: with the marks inside them, the
/// sign before them and what belongs to them behind.
fn full_width_numbers(paragraph: &mut Paragraph) {
    // Full-width figures are beyond the ideographs: their first byte tells most others.
    let figure = |paragraph: &Paragraph, at: usize| {
        let Some(byte) = paragraph.text_start.get(at) else { return false };
        paragraph.text.as_bytes().get(*byte as usize) == Some(&0xEF)
            && paragraph.text_of(at).chars().next().is_some_and(is_full_width_digit)
    };
    for at in 0..paragraph.len() {
        let before = at > 0 && figure(paragraph, at - 1);
        if !figure(paragraph, at + 1) || !(before || paragraph.class[at] == Class::Operator) {
            continue;
        }
        let inside = match paragraph.class[at] {
            Class::Operator | Class::Connector | Class::Slash | Class::Middle => true,
            Class::Colon | Class::Stop => paragraph.text_of(at).chars().next().is_some_and(is_figure_mark),
            // Thousands.
            Class::Pause => (2..4).all(|more| figure(paragraph, at + more)) && !figure(paragraph, at + 4),
            _ => false,
        };
        if inside {
            let last_resort = |may: &mut Break| *may = (*may).min(Break::LastResort);
            last_resort(&mut paragraph.breaks[at]);
            if before {
                last_resort(&mut paragraph.breaks[at - 1]);
            }
        }
    }
}

/// What the house says of single marks goes over the class table.
fn overrides(paragraph: &mut Paragraph, style: &TextStyle<'_>) {
    for at in 0..paragraph.len().saturating_sub(1) {
        let by_class = paragraph.breaks[at];
        if by_class == Break::No || paragraph.class[at].in_word() && paragraph.class[at + 1].in_word() {
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
    text.chars().count() == 1 && !is_whole_dash(text)
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
        (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => is_one_unit(paragraph, at, halves),
        (Class::Prefix, Class::Digit) | (Class::Digit, Class::Prefix) => true,
        (Class::Digit | Class::Latin, Class::Postfix) => true,
        // °C, 5′30″ and what a raised figure stands at.
        (Class::Postfix, Class::Latin | Class::Digit) => true,
        _ if a == Class::Operator || b == Class::Operator => is_formula(paragraph, at),
        _ if joins_numbers(a) || joins_numbers(b) => is_range(paragraph, at),
        _ if paragraph.font[at] != paragraph.font[at + 1]
            && paragraph.font_of(at + 1).size < paragraph.font_of(at).size =>
        {
            true
        }
        _ => is_full_width_digit(last) && is_full_width_digit(first),
    };
    if unit || (a.in_word() && b.in_word()) {
        return Break::LastResort;
    }
    if level == Kinsoku::None {
        return Break::Yes;
    }
    // A single dash connects: it never begins a line, and holds what is Western on both sides.
    let connects = lone_dash(paragraph, at) && leads(b) && at > 0 && follows(class(at - 1));
    // Signs of Western text beside Chinese text follow the rules of their Chinese forms.
    let signed = is_number_sign(first) && paragraph.class.get(at + 2) == Some(&Class::Digit);
    let minus = b == Class::Connector && is_minus(paragraph, at + 1);
    let starts = b.in_word() && !a.in_word() && !western_may_start(first) && !signed;
    // C# and F# are names.
    let named = last == '#' && at > 0 && class(at - 1) == Class::Latin;
    let ends = a.in_word() && !b.in_word() && !named && !western_may_end(last, level);
    let forbidden = !class(solid).may_end_line(level)
        || !(b.may_start_line(level) || minus)
        || lone_dash(paragraph, at + 1)
        || connects
        || starts
        || ends;
    if forbidden { Break::LastResort } else { Break::Yes }
}

/// Whether the boundary behind a dash or dot lies inside a unit; `halves` of them in a row end there.
///
/// Two halves are a unit, and of several units in a row the gaps between them may break. An odd one at
/// the end belongs to the pair before it: who types three dashes means one long one, and a line that
/// begins with a single one would show a connector.
fn is_one_unit(paragraph: &Paragraph, at: usize, halves: usize) -> bool {
    let odd_one =
        is_half_unit(paragraph, at + 1) && paragraph.class.get(at + 2) != Some(&paragraph.class[at]);
    halves % 2 == 1 || odd_one
}

/// Whether what stands before a sign that joins can be the left side of a number or a formula.
fn follows(class: Class) -> bool {
    class.is_western() || class == Class::Postfix
}

/// Whether what stands behind it can be the right side.
fn leads(class: Class) -> bool {
    class.is_western() || class == Class::Prefix
}

/// Whether the boundary, on one side of which stands a sign that calculates or compares, lies inside a
/// number or a formula (UAX #14 LB25, CLReq 6.1.2): such signs hold the figures and letters on either
/// side, and are free beside Han (长×宽).
fn is_formula(paragraph: &Paragraph, at: usize) -> bool {
    let (a, b) = (paragraph.class[at], paragraph.class[at + 1]);
    match (a, b) {
        // Of several in a row, the last one is the sign of a number: 5＝−5.
        (Class::Operator, Class::Operator) => paragraph.class.get(at + 2).is_some_and(|next| leads(*next)),
        (Class::Operator, _) => leads(b),
        _ => follows(a) || a == Class::Prefix,
    }
}

/// Signs that connect numbers and parts of numbers: 5～10, 3／4, 5·12.
fn joins_numbers(class: Class) -> bool {
    matches!(class, Class::Connector | Class::Slash | Class::Middle)
}

/// Whether the boundary on either side of such a sign lies inside a range or a number. Between Han a line
/// may end behind the sign: 北京～上海, 3月5日～10日.
fn is_range(paragraph: &Paragraph, at: usize) -> bool {
    let sign = if joins_numbers(paragraph.class[at]) { at } else { at + 1 };
    let Some(before) = sign.checked_sub(1) else { return false };
    let Some(behind) = paragraph.class.get(sign + 1) else { return false };
    if sign == at && paragraph.class[at] == Class::Connector && is_minus(paragraph, at) {
        return true;
    }
    match paragraph.class[sign] {
        Class::Connector => {
            follows(paragraph.class[before]) && (leads(*behind) || *behind == Class::Operator)
        }
        _ => paragraph.class[before] == Class::Digit && *behind == Class::Digit,
    }
}

/// Whether a hyphen or short dash of Chinese text is the minus of the number behind it: no word stands
/// before it that it could connect, or the number is a temperature.
fn is_minus(paragraph: &Paragraph, at: usize) -> bool {
    let figure = |at: usize| paragraph.class.get(at) == Some(&Class::Digit);
    let sign = paragraph.text_of(at).chars().next();
    if !sign.is_some_and(|sign| is_full_width_hyphen(sign) || is_short_dash(sign)) || !figure(at + 1) {
        return false;
    }
    let before = at.checked_sub(1).map(|before| paragraph.class[before]);
    if before.is_some_and(|class| follows(class) || class == Class::Close) {
        return false;
    }
    let worded = before.is_some_and(Class::is_like_han);
    let end = (at + 1..paragraph.len())
        .find(|at| !(figure(*at) || paragraph.class[*at] == Class::Sign && figure(at + 1)));
    let degrees = end.is_some_and(|end| paragraph.text_of(end).chars().next().is_some_and(is_degree));
    !worded || degrees
}

/// A dash that is not part of a pair: a connector (连接号).
fn lone_dash(paragraph: &Paragraph, at: usize) -> bool {
    let dash = |at: usize| paragraph.class.get(at) == Some(&Class::Dash);
    dash(at) && is_em_dash(paragraph.text_of(at)) && !dash(at + 1) && !(at > 0 && dash(at - 1))
}
