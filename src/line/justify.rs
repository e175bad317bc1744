//! Places the clusters of chosen lines, exact to the unit.
//!
//! For each line the ladder ([`super::ladder`]) says how much each kind of gap closes or opens. That amount is
//! divided among the gaps of the kind so that their sum is exact and no gap differs from its share by a
//! unit. Lines without word spaces and without gaps between Han and Western, which is most of them, take a
//! short path.

use std::ops::Range;

use crate::geometry::Length;
use crate::layout::Align;
use crate::text::{Cut, GIVE_STEPS, GapKind, Paragraph, TAKE_STEPS};

use super::ladder::{Adjustment, Budget};
use super::lines::{Fit, LOOSE, Line, Lines};
use super::setting::Setting;

/// Hands out an amount over parts so that the parts' sums are exact and each differs from its
/// fair share by less than a unit.
#[derive(Clone, Copy, Default)]
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
        if self.total == 0 || self.of == 0 || weight == 0 {
            return 0;
        }
        // Lengths of a line: their product fits.
        let before = self.total * self.seen / self.of;
        self.seen += weight;
        self.total * self.seen / self.of - before
    }
}

/// The same for parts of one weight, without dividing for each of them.
#[derive(Clone, Copy)]
struct Even {
    each: i64,
    rest: i64,
    of: i64,
    owed: i64,
}

impl Even {
    fn new(total: i64, of: i64) -> Even {
        let of = of.max(1);
        Even { each: total / of, rest: total % of, of, owed: 0 }
    }

    fn next(&mut self) -> i64 {
        // Without a branch, which would be mispredicted half of the time.
        let owed = self.owed + self.rest;
        let more = i64::from(owed >= self.of);
        self.owed = owed - more * self.of;
        self.each + more
    }
}

/// Sets the lines that end at the places `ends` and tells how the worst of them fits.
pub(super) fn justify(
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    cuts: &[Cut],
    ends: &[u32],
    out: &mut Lines,
) -> Fit {
    out.lines.clear();
    out.along.clear();
    out.along.reserve(paragraph.len());
    let mut worst = Fit::Good;
    let mut start = 0;
    for (row, end) in ends.iter().enumerate() {
        let end = *end as usize;
        let line = place(paragraph, setting, row, &cuts[start], &cuts[end], &mut out.along);
        worst = worst.max(line.fit);
        out.lines.push(line);
        start = end;
    }
    worst
}

fn place(
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    row: usize,
    from: &Cut,
    to: &Cut,
    along: &mut Vec<Length>,
) -> Line {
    let (start, end) = (from.at as usize, to.at as usize);
    let clusters = start..end;
    let em = paragraph.size.0;
    let last = end == paragraph.len();
    let room = setting.room(row);
    let filled = match setting.align {
        Align::Justify => !last,
        Align::Force => true,
        Align::Left | Align::Right | Align::Center => false,
    };
    let natural = to.natural_from(&from.behind);
    let over = natural - room;
    // Most lines close nothing and have no gap that opens within a limit of its own.
    let gone = if over > 0 { i64::from(to.tail.max(0)) + i64::from(to.hang.max(0)) } else { 0 };
    let plain = over <= gone && (!filled || over == gone || to.before.take == from.behind.take);
    // A line that is not filled keeps its natural width unless it is too long.
    let target = if filled { room } else { natural.min(room) };
    let (budget, mut adjustment) = if plain {
        let budget = Budget::plain(paragraph, from, to);
        (budget, Adjustment::plain(&budget, target))
    } else {
        let budget = Budget::of(paragraph, start, end);
        (budget, Adjustment::to(&budget, target))
    };
    if !filled {
        // A mark that went to bring the line into its room leaves white behind it, not in the gaps.
        (adjustment.open, adjustment.take) = (0, [0; TAKE_STEPS]);
    }
    // With no gap to open, the white stays at the end of the line, and so it does where gaps would
    // open too far: then they keep their natural widths.
    let limited = filled && setting.align == Align::Justify;
    let is_short = adjustment.open > 0
        && (budget.gaps == 0 || limited && adjustment.opens_beyond(setting.limit, &budget, em));
    let white = if is_short { adjustment.open } else { 0 };
    if is_short && limited {
        adjustment.take = [0; TAKE_STEPS];
    }
    let mut width = natural - if adjustment.trim { budget.tail } else { 0 } + adjustment.open - white;
    if !plain {
        width += adjustment.take.iter().sum::<i64>() - adjustment.give.iter().sum::<i64>();
    }
    // A mark that hangs does not count for where the line stands.
    let free = (room - width + if adjustment.hang { budget.hang } else { 0 }).max(0);
    let first = setting.start(row)
        + match setting.align {
            Align::Center => free / 2,
            Align::Right => free,
            Align::Justify | Align::Left | Align::Force => 0,
        };
    let open = adjustment.open - white;
    let steps = !plain && (adjustment.give != [0; GIVE_STEPS] || adjustment.take != [0; TAKE_STEPS]);
    let widths = paragraph.width[clusters.clone()].iter().zip(&paragraph.gap[clusters.clone()]);
    let mut x = first;
    if !steps && open == 0 {
        along.extend(widths.map(|(width, gap)| {
            let here = x;
            x += i64::from(*width) + i64::from(*gap);
            Length(here)
        }));
    } else if !steps {
        let mut opened = Even::new(open, budget.gaps);
        along.extend(widths.zip(&paragraph.gap_kind[clusters.clone()]).map(|((width, gap), kind)| {
            let here = x;
            x += i64::from(*width) + i64::from(*gap);
            if kind.opens() {
                x += opened.next();
            }
            Length(here)
        }));
    } else {
        spread(paragraph, &budget, &adjustment, clusters.clone(), (first, open), along);
    }
    // The gap before a blank that vanishes at the line's end does not open.
    if let [.., before, blank] = &mut along[..]
        && end - start > 1
        && to.tail < 0
    {
        *blank = *before + Length(i64::from(paragraph.width[end - 2]) + i64::from(paragraph.gap[end - 2]));
    }
    let fit = if adjustment.excess > 0 {
        Fit::Overfull
    } else if is_short && filled && !last {
        Fit::Short
    } else if filled && !last && adjustment.opens_beyond(LOOSE, &budget, em) {
        Fit::Loose
    } else {
        Fit::Good
    };
    let (start, end) = (Length(first), Length(first + width));
    Line { clusters, start, end, room: Length(room), fit, cut: to.kind }
}

/// Places the clusters of a line whose gaps give or take in steps, from `first` on; all gaps open by
/// `open` together.
fn spread(
    paragraph: &Paragraph,
    budget: &Budget,
    adjustment: &Adjustment,
    clusters: Range<usize>,
    (first, open): (i64, i64),
    along: &mut Vec<Length>,
) {
    let mut given = [Share::default(); GIVE_STEPS];
    let mut taken = [Share::default(); TAKE_STEPS];
    for (step, share) in given.iter_mut().enumerate() {
        *share = Share::new(adjustment.give[step], budget.give[step]);
    }
    for (step, share) in taken.iter_mut().enumerate() {
        *share = Share::new(adjustment.take[step], budget.take[step]);
    }
    let mut opened = Even::new(open, budget.gaps);
    let end = clusters.end;
    let mut x = first;
    for at in clusters {
        along.push(Length(x));
        x += i64::from(paragraph.width[at]) + i64::from(paragraph.gap[at]);
        if paragraph.gap_kind[at] > GapKind::Plain && at + 1 < end {
            let (step, amount) = paragraph.give(at);
            x -= given[step].next(amount);
            let (step, amount) = paragraph.take(at);
            x += taken[step].next(amount);
        }
        if paragraph.opens(at) {
            x += opened.next();
        }
    }
}
