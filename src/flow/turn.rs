//! Turns a part of a headline over lines.
//!
//! A full-width blank that the editor typed is a turn, where there are not more of them than lines. Else the turns are
//! chosen among the joints of the words ([`super::joints`]) so that this sum is least:
//!
//! - each line more than the first costs [`LINE`]: as few lines as can hold the words;
//! - a turn costs what its joint costs;
//! - a line costs the square of what it is longer or shorter than their mean, in percent, by [`UNEVEN`]. Ten
//!   characters over nine cost 1, eleven over eight 14, twelve over seven 38, ten over five 60: lines differ by more
//!   than a third only where the joint is much better there;
//! - a line that must be narrowed costs the square of that percentage by [`NARROWED`] and, beyond what its style
//!   allows, [`BEYOND`] for each percent more: rather than be narrowed a fifth beyond the limit, a word is divided. What is
//!   far too long for all its lines is shared among them ([`FARTHER`]).
//!
//! The least sum for each number of lines is found over the joints from the first to the last. A headline on one line
//! is never divided into words.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::issue::Text;
use crate::layout::Style;
use crate::message::msg;
use crate::text::Paragraph;

use super::joints::{POOR, TurnPlace, WRONG, joints};

/// A line more.
const LINE: u64 = 300;

/// The square of a line's difference from the mean, in percent, is divided by this.
const UNEVEN: u64 = 36;

/// The square of what a line is narrowed by, in percent, is divided by this.
const NARROWED: u64 = 8;

/// A percent of narrowing beyond the limit of the style.
const BEYOND: u64 = 250;

/// A line that is wider than its limit lets in by more than this, in percent, …
const FAR: u64 = 50;

/// … costs the square of the excess by this: lines that fit nowhere share what is too much.
const FARTHER: u64 = 20;

/// A turn at an editor's blank is free; one elsewhere, in a part that has blanks, costs this more.
const NOT_AT_BLANK: u32 = 200;

/// Of more places than this, every second or third and so on is looked at.
const MOST_PLACES: usize = 500;

/// The lines of a part, and what is to be told of its turns.
pub(super) struct Turned {
    pub(super) lines: Vec<Text>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Turns a part of which `paragraph` holds the words, set on one line, for a room of `measure`.
///
/// `condense` is how far a line may be narrowed, in thousandths.
pub(super) fn turn(
    text: &Text,
    paragraph: &Paragraph,
    style: &Style,
    measure: Length,
    condense: u32,
) -> Turned {
    let whole = || Turned { lines: vec![text.clone()], findings: Vec::new() };
    if style.lines < 2 || paragraph.is_empty() {
        return whole();
    }
    let blanks = blanks(paragraph);
    let widths = Widths::of(paragraph);
    let cost = |from: usize, to: usize| narrowing(widths.of_range(from, to), measure, condense);
    if cost(0, paragraph.len()) < BEYOND {
        return whole();
    }
    let mut places = thinned(joints(paragraph), MOST_PLACES);
    let lines = style.lines as usize;
    let mut best: Option<(u64, Vec<usize>)> = None;
    if !blanks.is_empty() && blanks.len() < lines {
        // The editor's turns stand; a piece that is too long may turn further.
        let pieces = blanks.len() + 1;
        let mut turns = Vec::new();
        let mut sum = 0;
        let mut spare = lines - pieces;
        for at in 0..pieces {
            let from = if at == 0 { 0 } else { blanks[at - 1] };
            let to = blanks.get(at).copied().unwrap_or(paragraph.len());
            let inner: Vec<TurnPlace> =
                places.iter().copied().filter(|place| from < place.cluster && place.cluster < to).collect();
            if let Some((own, mut found)) = divide(&inner, from..to, spare + 1, &widths, &cost) {
                spare -= found.len();
                sum += own;
                turns.append(&mut found);
            }
            if to < paragraph.len() {
                turns.push(to);
            }
        }
        best = Some((sum, turns));
    } else {
        if !blanks.is_empty() {
            for place in &mut places {
                place.cost = if blanks.contains(&place.cluster) { 0 } else { place.cost + NOT_AT_BLANK };
            }
        }
        best = divide(&places, 0..paragraph.len(), lines, &widths, &cost).or(best);
    }
    let Some((_, turns)) = best else { return whole() };
    let byte = |cluster: usize| paragraph.source.get(cluster).map_or(text.len(), |at| *at as usize);
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    let mut from = 0;
    for to in turns.iter().copied().chain([paragraph.len()]) {
        lines.push(text.slice(byte(from)..byte(to)));
        from = to;
    }
    for turn in &turns {
        let place = places.iter().find(|place| place.cluster == *turn);
        if let Some(place) = place.filter(|place| place.cost >= POOR && !blanks.contains(turn)) {
            findings.push(poor(text, paragraph, *place, &byte));
        }
    }
    let trimmed = lines.into_iter().map(|line| without_blanks(&line)).filter(|line| !line.is_empty());
    Turned { lines: trimmed.collect(), findings }
}

/// Every second place, every third and so on where there are more than `most`. No headline has so many: words of another
/// kind came into its place, and a sum takes the square of their number.
fn thinned<T>(places: Vec<T>, most: usize) -> Vec<T> {
    let step = places.len().div_ceil(most).max(1);
    places.into_iter().step_by(step).collect()
}

/// Turns the names of a byline: only between persons, so that a role and its name stand on one line, as many lines as that
/// takes. A name alone that is too long for the measure is left to be narrowed.
pub(super) fn turn_names(text: &Text, paragraph: &Paragraph, measure: Length) -> Turned {
    let widths = Widths::of(paragraph);
    let persons = blanks(paragraph).into_iter().filter(|at| !paragraph.is_within_name(at - 1));
    let ends: Vec<usize> = persons.chain([paragraph.len()]).collect();
    let mut turns = Vec::new();
    let mut from = 0;
    for pair in ends.windows(2) {
        if widths.of_range(from, pair[1]) > measure {
            turns.push(pair[0]);
            from = pair[0];
        }
    }
    let byte = |cluster: usize| paragraph.source.get(cluster).map_or(text.len(), |at| *at as usize);
    let starts = std::iter::once(0).chain(turns.iter().copied());
    let pieces = starts.zip(turns.iter().copied().chain([paragraph.len()]));
    let lines = pieces.map(|(from, to)| without_blanks(&text.slice(byte(from)..byte(to))));
    Turned { lines: lines.filter(|line| !line.is_empty()).collect(), findings: Vec::new() }
}

/// The first clusters behind the full-width blanks that an editor typed, between words.
fn blanks(paragraph: &Paragraph) -> Vec<usize> {
    let is_blank = |at: usize| paragraph.text_of(at) == "\u{3000}";
    let count = paragraph.len();
    let first = (0..count).find(|at| !is_blank(*at)).unwrap_or(count);
    (first + 1..count).filter(|at| is_blank(at - 1) && !is_blank(*at)).collect()
}

/// A line without the blanks at its head and foot.
fn without_blanks(line: &Text) -> Text {
    let words = line.to_plain();
    let start = words.len() - words.trim_start_matches('\u{3000}').len();
    let end = words.trim_end_matches('\u{3000}').len();
    line.slice(start..end.max(start))
}

/// Natural widths of stretches of clusters.
struct Widths<'p> {
    paragraph: &'p Paragraph,
    /// Widths and gaps up to each cluster.
    before: Vec<i64>,
}

impl<'p> Widths<'p> {
    fn of(paragraph: &'p Paragraph) -> Widths<'p> {
        let mut before = vec![0; paragraph.len() + 1];
        for at in 0..paragraph.len() {
            before[at + 1] = before[at] + i64::from(paragraph.width[at]) + i64::from(paragraph.gap[at]);
        }
        Widths { paragraph, before }
    }

    fn of_range(&self, from: usize, to: usize) -> Length {
        if to <= from {
            return Length::ZERO;
        }
        let last = to - 1;
        let end = -i64::from(self.paragraph.gap[last]) + i64::from(self.paragraph.tail[last].min(0));
        // A blank at the end vanishes.
        let blank = if self.paragraph.text_of(last) == "\u{3000}" { self.paragraph.width[last] } else { 0 };
        Length(self.before[to] - self.before[from] + end - i64::from(blank)).max(Length::ZERO)
    }
}

/// What it costs to narrow a line so that it fits.
fn narrowing(width: Length, measure: Length, limit: u32) -> u64 {
    if width <= measure {
        return 0;
    }
    let share = (measure.0.max(0) * 1000 / width.0.max(1)) as u64;
    let percent = (1000 - share).div_ceil(10);
    let within = u64::from(limit.min(1000));
    // In thousandths beyond the limit, which the report measures too.
    let beyond = within.saturating_sub(share);
    // Percent that it is wider than the limit lets in: a line with all the excess is worse than several with some of it.
    let wider = (width.0.max(0) as u64).saturating_mul(within) / (measure.0.max(1) as u64 * 10);
    let far = wider.saturating_sub(100 + FAR).min(10_000);
    let over = if beyond > 0 { BEYOND + BEYOND * beyond / 10 + FARTHER * far * far } else { 0 };
    percent * percent / NARROWED + over
}

/// The cheapest turns of a stretch of clusters on at most `most` lines, and what they cost.
fn divide(
    places: &[TurnPlace],
    stretch: std::ops::Range<usize>,
    most: usize,
    widths: &Widths<'_>,
    cost: &dyn Fn(usize, usize) -> u64,
) -> Option<(u64, Vec<usize>)> {
    let all = widths.of_range(stretch.start, stretch.end);
    let ends: Vec<(usize, u32)> =
        places.iter().map(|place| (place.cluster, place.cost)).chain([(stretch.end, 0)]).collect();
    let mut best: Option<(u64, Vec<usize>)> = None;
    for count in 1..=most.min(ends.len()) {
        let mean = (all / count as i64).0.max(1);
        let line = |from: usize, to: usize| {
            let width = widths.of_range(from, to).0;
            let percent = ((width - mean).unsigned_abs() * 100) / mean.unsigned_abs();
            percent * percent / UNEVEN + cost(from, to)
        };
        // By number of lines and end: the least sum, and the end before.
        let mut layer: Vec<Option<(u64, usize)>> =
            ends.iter().map(|(to, joint)| Some((line(stretch.start, *to) + u64::from(*joint), 0))).collect();
        let mut layers = vec![layer.clone()];
        for _ in 1..count {
            let next: Vec<Option<(u64, usize)>> = (0..ends.len())
                .map(|at| {
                    let (to, joint) = ends[at];
                    let sums = (0..at).filter_map(|from| {
                        let (sum, _) = layer[from]?;
                        Some((sum + line(ends[from].0, to) + u64::from(joint), from))
                    });
                    sums.min()
                })
                .collect();
            layers.push(next.clone());
            layer = next;
        }
        let last = ends.len() - 1;
        let Some((sum, _)) = layer[last] else { continue };
        let sum = sum + LINE * (count as u64 - 1);
        if best.as_ref().is_none_or(|(least, _)| sum < *least) {
            let mut turns = Vec::new();
            let mut at = last;
            for layer in layers[1..].iter().rev() {
                let Some((_, from)) = layer[at] else { break };
                turns.push(ends[from].0);
                at = from;
            }
            turns.reverse();
            best = Some((sum, turns));
        }
    }
    best
}

/// The finding about a turn that is not made well.
fn poor(text: &Text, paragraph: &Paragraph, place: TurnPlace, byte: &dyn Fn(usize) -> usize) -> Diagnostic {
    let at = place.cluster;
    let (from, to) = (at.saturating_sub(2), (at + 2).min(paragraph.len()));
    let words = |from: usize, to: usize| {
        &paragraph.text[paragraph.text_start[from] as usize..paragraph.text_start[to] as usize]
    };
    let shown = format!("{}|{}", words(from, at), words(at, to));
    let finding = if place.cost >= WRONG / 2 {
        Diagnostic::new(
            codes::HEADLINE_TURN,
            msg!("this headline turns inside a word or a phrase: {shown}", shown),
        )
    } else {
        Diagnostic::new(codes::HEADLINE_TURN, msg!("this headline turns at a weak joint: {shown}", shown))
            .as_note()
    };
    finding.at(text.span(byte(from)..byte(to)), msg!("it turns in the middle of this")).help(msg!(
        "type a full-width blank where it may turn, shorten it, or let it have more lines (`lines` of its style)"
    ))
}

#[cfg(test)]
mod tests {
    use super::thinned;

    #[test]
    fn of_too_many_places_some_are_looked_at() {
        let of = |count: usize, most: usize| thinned((0..count).collect(), most);
        assert_eq!(of(5, 5), [0, 1, 2, 3, 4]);
        assert_eq!(of(6, 5), [0, 2, 4]);
        assert_eq!(of(11, 5), [0, 3, 6, 9]);
        assert!(of(0, 5).is_empty());
    }
}
