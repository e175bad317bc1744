//! Breaks paragraphs into lines and gives each cluster its place.
//!
//! In go a [`Paragraph`](crate::text::Paragraph), whose places for breaks (cuts) carry running sums of widths
//! and of what gaps can give and take, and a [`Setting`]; out come [`Lines`]. The steps of `set_into`:
//!
//! 1. `search` (or `rows`, where lines differ in length, or `number`, where a number of lines is wanted) chooses the cuts at
//!    which lines end, all lines of the paragraph together, so that the sum of their costs (`cost`) is
//!    least. `greedy` chooses line by line and serves as a measure of speed and quality.
//! 2. `justify` places the clusters of each line: it closes and opens gaps in the order of `ladder`.
//! 3. If a line comes out short or longer than its room, 1 and 2 are done again with places for emergencies:
//!    inside words, inside names of the keep-list, inside units (`units`).
//!
//! `account` tells afterwards what was done to a line.

mod account;
mod cost;
mod greedy;
mod justify;
mod ladder;
mod lines;
mod number;
mod reach;
mod rows;
mod search;
mod setting;
mod units;

pub(crate) use account::is_lone;
pub use account::{Account, EndReason, GapStep};
pub use lines::{Fit, LOOSE, Line, Lines};
pub use setting::{LineRoom, Method, Setting};

use crate::layout::Align;
use crate::text::{Break, Cut, Paragraph, find_cuts};

/// Buffers for breaking one paragraph, reused for the next.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Break places including emergency breaks.
    cuts: Vec<Cut>,
    chooser: Chooser,
}

/// Buffers of the searches, reused for the next paragraph.
#[derive(Debug, Default)]
struct Chooser {
    /// The cheapest ways to each place, for the plain search.
    places: Vec<search::BestWays>,
    /// The same for the search that tells rows apart.
    rows: rows::RowBuffers,
    /// And for that for a number of lines.
    numbers: number::NumberBuffers,
    /// The chosen ends of lines, numbers of places.
    ends: Vec<u32>,
}

/// Breaks a paragraph into lines and places its clusters.
///
/// Lines are chosen together so that their gaps open and close least (total fit). Every line of
/// justified text but the last is exactly as long as its room. Never fails: a line that cannot be
/// kept in its room is marked [`Fit::Overfull`].
pub fn set(paragraph: &Paragraph, setting: &Setting<'_>) -> Lines {
    let mut lines = Lines::default();
    set_into(paragraph, setting, &mut Scratch::default(), &mut lines);
    lines
}

/// As [`set`], into lines whose room is used again.
pub fn set_into(paragraph: &Paragraph, setting: &Setting<'_>, scratch: &mut Scratch, out: &mut Lines) {
    let Scratch { cuts, chooser } = scratch;
    choose_among(&paragraph.cuts, paragraph, setting, chooser);
    let mut worst = justify::justify(paragraph, setting, &paragraph.cuts, &chooser.ends, out);
    // Points of need are taken into account only where the lines cannot be made well without them,
    // those inside units only where they cannot be made at all.
    for (least, limit) in
        [(Break::Word, Fit::Short), (Break::Keep, Fit::Short), (Break::LastResort, Fit::Overfull)]
    {
        if worst < limit {
            break;
        }
        if paragraph.breaks.iter().any(|at| (least..Break::Address).contains(at)) {
            find_cuts(paragraph, least, cuts);
            if least == Break::LastResort {
                units::spare_what_fits(cuts, setting);
            }
            choose_among(cuts, paragraph, setting, chooser);
            worst = justify::justify(paragraph, setting, cuts, &chooser.ends, out);
        }
    }
}

/// As [`set_into`], of a paragraph whose best lines are `count`, at another looseness and without rooms of their own. Gives
/// whether there are good lines of another number; if not, `out` holds none that can be used.
pub(crate) fn set_other_number(
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    count: usize,
    scratch: &mut Scratch,
    out: &mut Lines,
) -> bool {
    let (cuts, Chooser { numbers, ends, .. }) = (&paragraph.cuts, &mut scratch.chooser);
    number::change(cuts, paragraph, setting, count, numbers, ends)
        && justify::justify(paragraph, setting, cuts, ends, out) == Fit::Good
}

/// A bound for the squares of what gaps open by when a paragraph is set in so many lines, the last of more than one character: in
/// thousandths of an em², each gap's rounded down, added up. `None` where there are more words than so many lines can hold.
///
/// All justified lines but the last are full, and gaps that open alike have the least squares.
pub(crate) fn least_strain(paragraph: &Paragraph, setting: &Setting<'_>, lines: usize) -> Option<i64> {
    if !reach::can_hold(&paragraph.cuts, setting, lines) {
        return None;
    }
    if !matches!(setting.align, Align::Justify | Align::Force) {
        return Some(0);
    }
    let (em, full) = (paragraph.size.0.max(1), lines.saturating_sub(1));
    // What stands on the last line at the least, and the gaps of the others.
    let last = cost::runt(paragraph).saturating_sub(1);
    let widths = paragraph.width[last..].iter().zip(&paragraph.gap[last..]);
    let kept: i64 = widths.map(|(width, gap)| i64::from(*width) + i64::from(*gap)).sum();
    let gaps = last.saturating_sub(full).max(1) as i64;
    let natural = paragraph.cuts.last().map_or(0, |last| last.behind.width) - kept;
    let room = setting.measure.0.saturating_mul(full as i64) - setting.indent.0;
    let opened = (room - natural).clamp(0, em.saturating_mul(10_000)) * 1000 / em;
    Some((opened * opened / gaps / 1000 - gaps).max(0))
}

/// Chooses where lines end and places nothing. For benches, which time the two apart.
#[doc(hidden)]
pub fn choose(paragraph: &Paragraph, setting: &Setting<'_>, scratch: &mut Scratch) {
    choose_among(&paragraph.cuts, paragraph, setting, &mut scratch.chooser);
}

/// Chooses among places where the lines end, into `chooser.ends`; [`justify`] then sets their clusters.
fn choose_among(cuts: &[Cut], paragraph: &Paragraph, setting: &Setting<'_>, chooser: &mut Chooser) {
    let Chooser { places, rows, numbers, ends } = chooser;
    if paragraph.is_empty() {
        ends.clear();
        return;
    }
    match setting.method {
        Method::Greedy => greedy::fill(cuts, setting, ends),
        Method::TotalFit if setting.rooms.is_empty() => {
            search::best(cuts, paragraph, setting, places, ends);
            if setting.looseness != 0 {
                number::change(cuts, paragraph, setting, ends.len(), numbers, ends);
            }
        }
        Method::TotalFit => rows::best(cuts, paragraph, setting, rows, ends),
    }
}

#[cfg(test)]
mod tests;
