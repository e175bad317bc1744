//! The ladder of CLReq 3.2.3: which gaps give and take, how much, and in which order.
//!
//! Shrinking: the mark at the line's end, word spaces, middle dots, brackets, commas, Han–Western
//! gaps, stops. Stretching: word spaces, Han–Western gaps, then all gaps alike.

use crate::text::{Class, GapKind, Paragraph};

/// Steps in which gaps close, after the mark at the line's end.
pub(super) const GIVE_STEPS: usize = 5;

/// Steps in which gaps open before all of them do alike.
pub(super) const TAKE_STEPS: usize = 2;

/// What a step of closing costs when it is used up; squares are summed over lines.
pub(super) const GIVE_COST: [i64; GIVE_STEPS] = [400, 900, 1_200, 3_600, 14_400];

/// What a step of opening costs when it is used up.
pub(super) const TAKE_COST: [i64; TAKE_STEPS] = [200, 900];

/// What one gap can give, and in which step.
pub(super) fn give(paragraph: &Paragraph, at: usize) -> (usize, i64) {
    let gap = i64::from(paragraph.gap[at]);
    match paragraph.gap_kind[at] {
        GapKind::WordSpace => (0, (i64::from(paragraph.width[at]) - paragraph.size.0 / 4).max(0)),
        GapKind::Bracket => (1, gap),
        GapKind::Comma | GapKind::MiddleDot => (2, gap),
        GapKind::HanWestern => (3, gap / 2),
        GapKind::Stop => (4, gap),
        GapKind::Unit | GapKind::Plain => (0, 0),
    }
}

/// What one gap can take before all gaps open, and in which step: a word space up to half an em,
/// a Han–Western gap up to a third.
pub(super) fn take(paragraph: &Paragraph, at: usize) -> (usize, i64) {
    let em = paragraph.size.0;
    match paragraph.gap_kind[at] {
        GapKind::WordSpace => (0, (em / 2 - i64::from(paragraph.width[at])).max(0)),
        GapKind::HanWestern => (1, (em / 3 - i64::from(paragraph.gap[at])).max(0)),
        _ => (0, 0),
    }
}

/// Whether a gap opens in the last step.
pub(super) fn opens(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.gap_kind[at] != GapKind::Unit
}

/// Running sums up to each cluster; a line's budget is the difference of two of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// Widths and natural gaps.
    pub(super) width: i64,
    /// What gaps give, by step.
    pub(super) give: [i64; GIVE_STEPS],
    /// What gaps take, by step.
    pub(super) take: [i64; TAKE_STEPS],
    /// Gaps that open.
    pub(super) gaps: i64,
    /// Characters that count: neither marks nor blanks.
    pub(super) solid: i64,
}

impl Sums {
    /// Sums before each cluster, and one more for the end.
    pub(super) fn of(paragraph: &Paragraph) -> Vec<Sums> {
        let mut all = Vec::with_capacity(paragraph.len() + 1);
        let mut sums = Sums::default();
        for at in 0..paragraph.len() {
            all.push(sums);
            sums.width += i64::from(paragraph.width[at]) + i64::from(paragraph.gap[at]);
            let (step, amount) = give(paragraph, at);
            sums.give[step] += amount;
            let (step, amount) = take(paragraph, at);
            sums.take[step] += amount;
            sums.gaps += i64::from(opens(paragraph, at));
            let class = paragraph.class[at];
            sums.solid += i64::from(!class.is_squeezable() && !matches!(class, Class::Space | Class::Blank));
        }
        all.push(sums);
        all
    }
}

/// What a line of some clusters has and can do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Natural width with the blank half of the mark at its end.
    pub(super) natural: i64,
    /// The blank half at its end, taken in the first step, wholly or not at all.
    pub(super) tail: i64,
    /// What gaps give, by step.
    pub(super) give: [i64; GIVE_STEPS],
    /// What gaps take, by step.
    pub(super) take: [i64; TAKE_STEPS],
    /// Gaps that open in the last step.
    pub(super) gaps: i64,
    /// Characters that count.
    pub(super) solid: i64,
}

impl Budget {
    /// The budget of the clusters `start..end` (not empty) on one line.
    pub(super) fn of(paragraph: &Paragraph, sums: &[Sums], start: usize, end: usize) -> Budget {
        let last = end - 1;
        let (from, to) = (&sums[start], &sums[last]);
        let tail = i64::from(paragraph.tail[last]);
        let mut give = [0; GIVE_STEPS];
        for (step, amount) in give.iter_mut().enumerate() {
            *amount = to.give[step] - from.give[step];
        }
        let mut take = [0; TAKE_STEPS];
        for (step, amount) in take.iter_mut().enumerate() {
            *amount = to.take[step] - from.take[step];
        }
        let mut gaps = to.gaps - from.gaps;
        // A blank that vanishes at the line's end takes the gap before it along.
        if tail < 0 && last > start && opens(paragraph, last - 1) {
            gaps -= 1;
        }
        Budget {
            natural: to.width - from.width + i64::from(paragraph.width[last]) + tail,
            tail: tail.max(0),
            give,
            take,
            gaps,
            solid: sums[end].solid - from.solid,
        }
    }

    /// The least width it can have.
    pub(super) fn least(&self) -> i64 {
        self.natural - self.tail - self.give.iter().sum::<i64>()
    }
}

/// How a line reaches its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Whether the mark at its end loses its blank half.
    pub(super) trim: bool,
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

    /// What the plan costs: the square of how far gaps open, in thousandths of an em, and the
    /// squares of the shares that steps use up. Squeezing marks is cheaper than opening gaps.
    pub(super) fn cost(&self, budget: &Budget, em: i64) -> i64 {
        let mut cost = 0;
        for (step, weight) in GIVE_COST.into_iter().enumerate() {
            cost += share(self.give[step], budget.give[step], weight);
        }
        for (step, weight) in TAKE_COST.into_iter().enumerate() {
            cost += share(self.take[step], budget.take[step], weight);
        }
        let opening = self.opening(budget, em).min(10_000);
        cost + opening * opening
    }
}

fn share(used: i64, of: i64, cost: i64) -> i64 {
    if of == 0 {
        return 0;
    }
    let share = used * 1000 / of;
    share * share * cost / 1_000_000
}
