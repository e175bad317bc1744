//! Places the clusters of chosen lines, to the unit.

use crate::geometry::Length;
use crate::layout::Align;
use crate::text::Paragraph;

use super::ladder::{Budget, Plan, Sums, give, opens, take};
use super::search::line_length;
use super::{Fit, LOOSE, Line, Lines, Setting};

/// Hands out an amount over parts so that the parts' sums are exact and each differs from its
/// fair share by less than a unit.
struct Share {
    total: i64,
    of: i64,
    seen: i64,
}

impl Share {
    fn new(total: i64, of: i64) -> Share {
        Share { total, of, seen: 0 }
    }

    /// The share of a part of this weight.
    fn next(&mut self, weight: i64) -> i64 {
        if self.of == 0 || weight == 0 {
            return 0;
        }
        let upto = |seen: i64| (i128::from(self.total) * i128::from(seen) / i128::from(self.of)) as i64;
        let before = upto(self.seen);
        self.seen += weight;
        upto(self.seen) - before
    }
}

/// Sets the lines that end at `ends`.
pub(super) fn justify(paragraph: &Paragraph, setting: &Setting<'_>, sums: &[Sums], ends: &[usize]) -> Lines {
    let mut out = Lines { lines: Vec::with_capacity(ends.len()), along: Vec::with_capacity(paragraph.len()) };
    let mut start = 0;
    for end in ends {
        let last = *end == paragraph.len();
        let line = place(paragraph, setting, sums, start, *end, last, &mut out.along);
        out.lines.push(line);
        start = *end;
    }
    out
}

fn place(
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    sums: &[Sums],
    start: usize,
    end: usize,
    last: bool,
    along: &mut Vec<Length>,
) -> Line {
    let room = line_length(setting, start);
    let budget = Budget::of(paragraph, sums, start, end);
    let filled = match setting.align {
        Align::Justify => !last,
        Align::Force => true,
        Align::Left | Align::Right | Align::Center => false,
    };
    // A line that is not filled keeps its natural width unless it is too long.
    let target = if filled { room } else { budget.natural.min(room) };
    let plan = Plan::to(&budget, target);
    let mut given: Vec<Share> =
        (0..plan.give.len()).map(|step| Share::new(plan.give[step], budget.give[step])).collect();
    let mut taken: Vec<Share> =
        (0..plan.take.len()).map(|step| Share::new(plan.take[step], budget.take[step])).collect();
    let mut opened = Share::new(plan.open, budget.gaps);
    let trimmed = if plan.trim { budget.tail } else { 0 };
    // With no gap to open, the white stays at the end of the line.
    let white = if budget.gaps == 0 { plan.open } else { 0 };
    let width =
        budget.natural - trimmed - plan.give.iter().sum::<i64>() + plan.take.iter().sum::<i64>() + plan.open
            - white;
    let free = room - width;
    let indent = if start == 0 { setting.indent.0 } else { 0 };
    let mut x = match setting.align {
        Align::Center => indent + free.max(0) / 2,
        Align::Right => indent + free.max(0),
        Align::Justify | Align::Left | Align::Force => indent,
    };
    let first = x;
    for at in start..end {
        along.push(Length(x));
        if at + 1 == end {
            break;
        }
        let (give_step, give_amount) = give(paragraph, at);
        let (take_step, take_amount) = take(paragraph, at);
        x += i64::from(paragraph.width[at]) + i64::from(paragraph.gap[at]);
        x -= given[give_step].next(give_amount);
        x += taken[take_step].next(take_amount);
        // The gap before a blank that vanishes at the line's end does not open.
        let vanishes = at + 2 == end && paragraph.tail[at + 1] < 0;
        if opens(paragraph, at) && !vanishes {
            x += opened.next(1);
        }
    }
    let opening = plan.opening(&budget, paragraph.size.0);
    let fit = if plan.excess > 0 {
        Fit::Overfull
    } else if filled && !last && (opening > LOOSE || white > 0) {
        Fit::Loose
    } else {
        Fit::Good
    };
    let cut = paragraph.breaks[end - 1];
    Line { clusters: start..end, start: Length(first), end: Length(first + width), fit, cut }
}
