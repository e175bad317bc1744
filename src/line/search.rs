//! Total fit: the breaks whose lines together cost least.

use crate::layout::Align;
use crate::text::{Break, Paragraph};

use super::ladder::{Budget, Plan, Sums};
use super::{Fit, LOOSE, Setting};

/// A line longer than its measure: dearer than thousands of lines that open as far as is counted.
const OVERFULL: i64 = 1 << 44;

/// A last line of one character (孤字): as dear as a line whose gaps open by an em each.
const RUNT: i64 = 1_000_000;

/// What it costs to end a line where it may end only in need. A long word is split rather than
/// a line opened by more than [`LOOSE`], a unit only where nothing else keeps the measure.
fn need(at: Break) -> i64 {
    match at {
        Break::Yes => 0,
        Break::Wish => 2_000,
        Break::Hyphen => 8_000,
        Break::Address => 20_000,
        Break::Word => 120_000,
        Break::LastResort | Break::Keep | Break::No => 1 << 36,
    }
}

#[derive(Clone, Copy)]
struct Node {
    /// The first cluster of the line behind this break.
    at: usize,
    cost: i64,
    from: usize,
}

/// The ends of the lines (each the first cluster of the next), the last one the paragraph's.
///
/// Points of need are taken into account only when the lines cannot be made well without them.
pub(super) fn search(paragraph: &Paragraph, setting: &Setting<'_>, sums: &[Sums]) -> Vec<usize> {
    let mut found = best(paragraph, setting, sums, Break::Hyphen);
    if found.worst != Fit::Good
        && paragraph.breaks.iter().any(|at| matches!(at, Break::Word | Break::Address))
    {
        found = best(paragraph, setting, sums, Break::Word);
    }
    if found.worst == Fit::Overfull && paragraph.breaks.contains(&Break::LastResort) {
        found = best(paragraph, setting, sums, Break::LastResort);
    }
    found.ends
}

/// Breaks, and how the worst of their lines fits.
struct Found {
    ends: Vec<usize>,
    worst: Fit,
}

/// The best breaks among those that are at least as good as `least`.
fn best(paragraph: &Paragraph, setting: &Setting<'_>, sums: &[Sums], least: Break) -> Found {
    let count = paragraph.len();
    let em = paragraph.size.0;
    let mut nodes = vec![Node { at: 0, cost: 0, from: 0 }];
    let mut first = 0;
    for end in 1..=count {
        let here = paragraph.breaks[end - 1];
        if here < least {
            continue;
        }
        let mut found: Option<Node> = None;
        for from in (first..nodes.len()).rev() {
            let start = nodes[from].at;
            let measure = line_length(setting, start);
            let budget = Budget::of(paragraph, sums, start, end);
            let over = budget.least() > measure;
            if over && found.is_some() {
                // Starts before this one are too far away, now and for every later end.
                first = first.max(if start == 0 { first } else { from + 1 });
                break;
            }
            let cost = nodes[from].cost + line_cost(&budget, setting, measure, em, end == count) + need(here);
            if found.is_none_or(|node| cost < node.cost) {
                found = Some(Node { at: end, cost, from });
            }
        }
        if let Some(node) = found {
            nodes.push(node);
        }
    }
    let mut ends = Vec::new();
    let mut at = nodes.len() - 1;
    let mut worst = Fit::Good;
    while at > 0 {
        let (start, end) = (nodes[nodes[at].from].at, nodes[at].at);
        let measure = line_length(setting, start);
        let budget = Budget::of(paragraph, sums, start, end);
        let plan = Plan::to(&budget, measure);
        let filled = setting.align == Align::Justify && end < count;
        if plan.excess > 0 {
            worst = Fit::Overfull;
        } else if filled && worst == Fit::Good && plan.opening(&budget, em) > LOOSE {
            worst = Fit::Loose;
        }
        ends.push(end);
        at = nodes[at].from;
    }
    ends.reverse();
    Found { ends, worst }
}

/// The room of a line that starts with cluster `start`.
pub(super) fn line_length(setting: &Setting<'_>, start: usize) -> i64 {
    if start == 0 { (setting.measure - setting.indent).0 } else { setting.measure.0 }
}

fn line_cost(budget: &Budget, setting: &Setting<'_>, measure: i64, em: i64, last: bool) -> i64 {
    let plan = Plan::to(budget, measure);
    if plan.excess > 0 {
        return OVERFULL + plan.excess;
    }
    let runt = if last && budget.solid <= 1 && measure > 2 * em { RUNT } else { 0 };
    let closed = Plan { take: Default::default(), open: 0, ..plan };
    let cost = match setting.align {
        Align::Justify if last => closed.cost(budget, em),
        Align::Justify | Align::Force => plan.cost(budget, em),
        // Ragged lines cost by the white they leave, in thousandths of the measure.
        Align::Left | Align::Right | Align::Center => {
            let white = if last { 0 } else { (measure - budget.natural).max(0) * 1000 / measure.max(1) };
            closed.cost(budget, em) + white * white / 10
        }
    };
    cost + runt
}
