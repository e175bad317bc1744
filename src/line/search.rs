//! Total fit: the breaks whose lines together cost least.

use crate::layout::Align;
use crate::text::{Break, Paragraph};

use super::ladder::{Budget, Plan, Sums};
use super::{LOOSE, Setting};

/// A line longer than its measure; more than any number of loose lines.
const OVERFULL: i64 = 1 << 40;

/// A last line of one character (孤字).
const RUNT: i64 = 40_000_000;

/// A word broken where it may be in an emergency only.
const EMERGENCY: i64 = 20_000;

#[derive(Clone, Copy)]
struct Node {
    /// The first cluster of the line behind this break.
    at: usize,
    cost: i64,
    from: usize,
}

/// The ends of the lines (each the first cluster of the next), the last one the paragraph's.
pub(super) fn search(paragraph: &Paragraph, setting: &Setting) -> Vec<usize> {
    let sums = Sums::of(paragraph);
    let (ends, bad) = best(paragraph, setting, &sums, false);
    if bad && paragraph.breaks.contains(&Break::Emergency) {
        return best(paragraph, setting, &sums, true).0;
    }
    ends
}

/// The best breaks, and whether a line among them is overfull or loose.
fn best(paragraph: &Paragraph, setting: &Setting, sums: &[Sums], emergency: bool) -> (Vec<usize>, bool) {
    let count = paragraph.len();
    let em = paragraph.size.0;
    let mut nodes = vec![Node { at: 0, cost: 0, from: 0 }];
    let mut first = 0;
    for end in 1..=count {
        let by_emergency = match paragraph.breaks[end - 1] {
            Break::Yes => false,
            Break::Emergency if emergency => true,
            _ => continue,
        };
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
            let cost = nodes[from].cost
                + line_cost(&budget, setting, measure, em, end == count)
                + if by_emergency { EMERGENCY } else { 0 };
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
    let mut bad = false;
    while at > 0 {
        let (start, end) = (nodes[nodes[at].from].at, nodes[at].at);
        let measure = line_length(setting, start);
        let budget = Budget::of(paragraph, sums, start, end);
        let plan = Plan::to(&budget, measure);
        let filled = setting.align == Align::Justify && end < count;
        bad |= plan.excess > 0 || (filled && plan.opening(&budget, em) > LOOSE);
        ends.push(end);
        at = nodes[at].from;
    }
    ends.reverse();
    (ends, bad)
}

/// The room of a line that starts with cluster `start`.
pub(super) fn line_length(setting: &Setting, start: usize) -> i64 {
    if start == 0 { (setting.measure - setting.indent).0 } else { setting.measure.0 }
}

fn line_cost(budget: &Budget, setting: &Setting, measure: i64, em: i64, last: bool) -> i64 {
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
