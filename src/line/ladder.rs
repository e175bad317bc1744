//! The ladder of CLReq 6.2 (行内调整): which gaps give and take, how much, and in which order.
//!
//! Closing: the mark at the line's end, word spaces, middle dots, brackets, commas, Han–Western
//! gaps, stops. Opening: word spaces, Han–Western gaps, then all gaps alike.

use crate::text::{GapKind, Paragraph};

/// Steps in which gaps close, after the mark at the line's end.
pub(super) const GIVE_STEPS: usize = 6;

/// The first steps of closing are hardly seen: blanks of marks and of Western words.
pub(super) const EASY_STEPS: usize = 4;

/// Steps in which gaps open before all of them do alike.
pub(super) const TAKE_STEPS: usize = 2;

/// What a word space keeps, in parts of an em: a quarter.
const LEAST_SPACE: i64 = 4;

/// What a word space may become: half an em.
const MOST_SPACE: i64 = 2;

/// What a Han–Western gap may become: a third of an em (CLReq allows a half; more than a third is seen).
const MOST_HAN_WESTERN: i64 = 3;

/// What one gap can give, and in which step.
pub(super) fn give(paragraph: &Paragraph, at: usize) -> (usize, i64) {
    let gap = i64::from(paragraph.gap[at]);
    match paragraph.gap_kind[at] {
        GapKind::Unit | GapKind::Plain => (0, 0),
        GapKind::WordSpace => (0, (i64::from(paragraph.width[at]) - paragraph.size.0 / LEAST_SPACE).max(0)),
        GapKind::MiddleDot => (1, gap),
        GapKind::Bracket => (2, gap),
        GapKind::Comma => (3, gap),
        GapKind::HanWestern => (4, gap / 2),
        GapKind::Stop => (5, gap),
    }
}

/// What one gap can take before all gaps open, and in which step.
pub(super) fn take(paragraph: &Paragraph, at: usize) -> (usize, i64) {
    let em = paragraph.size.0;
    match paragraph.gap_kind[at] {
        GapKind::WordSpace => (0, (em / MOST_SPACE - i64::from(paragraph.width[at])).max(0)),
        GapKind::HanWestern => (1, (em / MOST_HAN_WESTERN - i64::from(paragraph.gap[at])).max(0)),
        _ => (0, 0),
    }
}

/// Whether a gap opens in the last step.
pub(super) fn opens(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.gap_kind[at] != GapKind::Unit
}

/// What a line of some clusters has and can do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Budget {
    /// Natural width with the blank half of the mark at its end and what must be added there.
    pub(super) natural: i64,
    /// The blank half at its end, taken in the first step, wholly or not at all.
    pub(super) tail: i64,
    /// What the mark at its end may hang outside the measure, wholly or not at all.
    pub(super) hang: i64,
    /// What gaps give, by step.
    pub(super) give: [i64; GIVE_STEPS],
    /// What gaps take, by step.
    pub(super) take: [i64; TAKE_STEPS],
    /// Gaps that open in the last step.
    pub(super) gaps: i64,
}

impl Budget {
    /// The budget of the clusters `start..end` (not empty) on one line.
    pub(super) fn of(paragraph: &Paragraph, start: usize, end: usize) -> Budget {
        let last = end - 1;
        let mut budget = Budget::default();
        for at in start..last {
            budget.natural += i64::from(paragraph.width[at]) + i64::from(paragraph.gap[at]);
            if paragraph.gap_kind[at] == GapKind::Plain {
                budget.gaps += 1;
                continue;
            }
            let (step, amount) = give(paragraph, at);
            budget.give[step] += amount;
            let (step, amount) = take(paragraph, at);
            budget.take[step] += amount;
            budget.gaps += i64::from(opens(paragraph, at));
        }
        let end = End::of(paragraph, last);
        budget.gaps -= i64::from(end.vanishes && last > start && opens(paragraph, last - 1));
        budget.natural += end.width;
        budget.tail = end.tail;
        budget.hang = end.hang;
        budget
    }
}

/// What a line's last cluster brings, which is not what it brings inside a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// Its width, with its blank half and with what must be added behind it.
    pub(super) width: i64,
    /// Its blank half, which may go.
    pub(super) tail: i64,
    /// What may hang outside the measure.
    pub(super) hang: i64,
    /// Whether it is a blank that vanishes and takes the gap before it along.
    pub(super) vanishes: bool,
}

impl End {
    pub(super) fn of(paragraph: &Paragraph, at: usize) -> End {
        let tail = i64::from(paragraph.tail[at]);
        let hang = i64::from(paragraph.hang_of(at));
        End {
            width: i64::from(paragraph.width[at]) + tail + (-hang).max(0),
            tail: tail.max(0),
            hang: hang.max(0),
            vanishes: tail < 0,
        }
    }
}

/// How a line reaches its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Whether the mark at its end loses its blank half.
    pub(super) trim: bool,
    /// Whether the mark at its end hangs outside the measure.
    pub(super) hang: bool,
    /// What each closing step gives.
    pub(super) give: [i64; GIVE_STEPS],
    /// What each opening step takes.
    pub(super) take: [i64; TAKE_STEPS],
    /// What all gaps take together in the last step; without a gap it stays unfilled.
    pub(super) open: i64,
    /// What is too long whatever is done.
    pub(super) excess: i64,
}

impl Plan {
    /// The plan that makes a line of this budget `measure` long.
    pub(super) fn to(budget: &Budget, measure: i64) -> Plan {
        let mut plan = Plan::default();
        let mut over = budget.natural - measure;
        if over > 0 && budget.tail > 0 {
            plan.trim = true;
            over -= budget.tail;
        }
        if over > 0 && budget.hang > 0 {
            plan.hang = true;
            over -= budget.hang;
        }
        for step in 0..GIVE_STEPS {
            if over <= 0 {
                break;
            }
            plan.give[step] = over.min(budget.give[step]);
            over -= plan.give[step];
        }
        plan.excess = over.max(0);
        let mut under = (-over).max(0);
        for step in 0..TAKE_STEPS {
            plan.take[step] = under.min(budget.take[step]);
            under -= plan.take[step];
        }
        plan.open = under;
        plan
    }

    /// How much every gap opens in the last step, in thousandths of an em.
    pub(super) fn opening(&self, budget: &Budget, em: i64) -> i64 {
        self.open * 1000 / (budget.gaps.max(1) * em.max(1))
    }
}
