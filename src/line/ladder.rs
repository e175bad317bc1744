//! The ladder of CLReq 6.2 (行内调整): which gaps give and take, how much, and in which order.
//!
//! Closing: the mark at the line's end, word spaces, middle dots, brackets, commas, Han–Western
//! gaps, stops. Opening: word spaces, then all gaps, those between Han and Western a third as far as
//! the others, from a quarter of an em to a third and no further.
//!
//! CLReq lets the gaps between Han and Western open before the others. Then they stand at a third of
//! an em on every line that opens and at a quarter on the next, which the eye catches first; opened
//! with the others they differ by some hundredths of an em.

use crate::text::{Cut, GIVE_STEPS, GapKind, HAN_WESTERN_SOFT, Paragraph, TAKE_STEPS};

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
    /// Gaps that open in the last step without an end.
    pub(super) gaps: i64,
    /// Word spaces.
    pub(super) spaces: i64,
    /// Gaps between Han and Western, which open with them as far as they may.
    pub(super) western: i64,
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
            let (step, amount) = paragraph.give(at);
            budget.give[step] += amount;
            let (step, amount) = paragraph.take(at);
            budget.take[step] += amount;
            budget.spaces += i64::from(paragraph.gap_kind[at] == GapKind::WordSpace);
            budget.western += i64::from(paragraph.gap_kind[at] == GapKind::HanWestern);
            budget.gaps += i64::from(paragraph.opens(at));
        }
        let (tail, hang) = (i64::from(paragraph.tail[last]), i64::from(paragraph.hang_of(last)));
        // A blank that vanishes takes the gap before it along.
        budget.gaps -= i64::from(tail < 0 && last > start && paragraph.opens(last - 1));
        budget.natural += i64::from(paragraph.width[last]) + tail + (-hang).max(0);
        budget.tail = tail.max(0);
        budget.hang = hang.max(0);
        budget
    }
}

impl Budget {
    /// The budget of a line between two places whose gaps need neither give nor take in steps.
    pub(super) fn plain(paragraph: &Paragraph, from: &Cut, to: &Cut) -> Budget {
        let (start, last) = (from.at as usize, to.at as usize - 1);
        let opens = paragraph.gap_kind[start..last].iter().filter(|kind| kind.opens()).count();
        // A blank that vanishes takes the gap before it along.
        let lost = to.tail < 0 && last > start && paragraph.opens(last - 1);
        Budget {
            natural: to.natural_from(&from.behind),
            tail: i64::from(to.tail.max(0)),
            hang: i64::from(to.hang.max(0)),
            gaps: opens as i64 - i64::from(lost),
            ..Budget::default()
        }
    }
}

/// How a line reaches its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Adjustment {
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
    /// By how much the line is too long after all steps.
    pub(super) excess: i64,
}

impl Adjustment {
    /// The adjustment that makes a line of this budget `measure` long.
    pub(super) fn to(budget: &Budget, measure: i64) -> Adjustment {
        let mut adjustment = Adjustment::default();
        let mut over = budget.natural - measure;
        if over > 0 && budget.tail > 0 {
            adjustment.trim = true;
            over -= budget.tail;
        }
        if over > 0 && budget.hang > 0 {
            adjustment.hang = true;
            over -= budget.hang;
        }
        for step in 0..GIVE_STEPS {
            if over <= 0 {
                break;
            }
            adjustment.give[step] = over.min(budget.give[step]);
            over -= adjustment.give[step];
        }
        adjustment.excess = over.max(0);
        let mut under = (-over).max(0);
        let [spaces, western] = budget.take;
        adjustment.take[0] = under.min(spaces);
        under -= adjustment.take[0];
        // All gaps, those between Han and Western less far and no further than they may.
        adjustment.take[1] =
            (under * budget.western / (HAN_WESTERN_SOFT * budget.gaps + budget.western).max(1)).min(western);
        adjustment.open = under - adjustment.take[1];
        adjustment
    }

    /// The adjustment of a line none of whose gaps gives or takes in steps.
    pub(super) fn plain(budget: &Budget, measure: i64) -> Adjustment {
        let mut over = budget.natural - measure;
        let trim = over > 0 && budget.tail > 0;
        over -= if trim { budget.tail } else { 0 };
        let hang = over > 0 && budget.hang > 0;
        over -= if hang { budget.hang } else { 0 };
        Adjustment { trim, hang, open: (-over).max(0), ..Adjustment::default() }
    }

    /// Whether a gap opens by more than so many thousandths of an em. Word spaces open most, for they
    /// have taken theirs before the others open.
    pub(super) fn opens_beyond(&self, limit: i64, budget: &Budget, em: i64) -> bool {
        let (gaps, spaces) = (budget.gaps.max(1), budget.spaces.max(1));
        let open = self.open * spaces + self.take[0] * gaps;
        open * 1000 >= limit.saturating_add(1).saturating_mul(gaps * spaces * em.max(1))
    }
}
