//! Paragraphs that can be a line shorter or longer, those first whose gaps change least.
//!
//! Searching for a paragraph's other lines is dear, and the first few of these paragraphs are mostly enough. So each paragraph
//! stands in a queue by a bound for what its gaps change at the least, which is cheap: what they are opened by now, and what all
//! of them together must open by for a line more. A paragraph that comes first by its bound is searched for its lines and put back by what
//! they are; one that comes first by what its lines are is the next. The order is the one that searching all of them would give.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::line::{Fit, is_lone};

use super::Desk;
use super::copy::{CopyItem, strain};

/// How much wider than natural the gaps of a paragraph may be, over all of them, when it is made a
/// line longer: more is seen. In thousandths of an em² for each of its lines.
const MOST_STRAIN: i64 = 130;

/// A paragraph in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// By how much its gaps change, or a bound for it.
    strain: i64,
    /// Whether its lines are known; one that may still come before those with the same strain is searched first.
    is_known: bool,
    number: usize,
    way: i32,
}

/// The queue.
pub(super) struct Candidates {
    queue: BinaryHeap<Reverse<Candidate>>,
}

impl Candidates {
    /// The paragraphs of copy that may be a line shorter (−1) or longer (1). Where rows are of several lengths, a paragraph's lines
    /// depend on all before it: with `at_once`, all are searched before anything is tried.
    pub(super) fn new(
        desk: &mut Desk<'_>,
        items: &mut [CopyItem<'_>],
        ways: &[i32],
        at_once: bool,
    ) -> Candidates {
        let mut queue = BinaryHeap::new();
        for (number, item) in items.iter_mut().enumerate() {
            if !item.is_body() || item.count() < 2 || item.looseness != 0 {
                continue;
            }
            let mut now = None;
            for way in ways {
                let wanted = item.count().saturating_add_signed(*way as isize);
                if wanted < item.cap().map_or(0, |cap| cap.rows as usize) {
                    continue;
                }
                let Some(least) = item.least_strain(wanted, MOST_STRAIN) else { continue };
                let now = *now.get_or_insert_with(|| strain(&item.set.paragraph, &item.set.lines));
                queue.push(Candidate { strain: least - now, is_known: false, number, way: *way });
            }
        }
        if at_once {
            let known = queue.iter().filter_map(|candidate| search(desk, items, *candidate));
            queue = known.collect();
        }
        Candidates { queue: queue.into_iter().map(Reverse).collect() }
    }

    /// The next paragraph, and whether it is to be a line shorter or longer. Nothing but the looseness of items may have
    /// changed since.
    pub(super) fn next(&mut self, desk: &mut Desk<'_>, items: &mut [CopyItem<'_>]) -> Option<(usize, i32)> {
        while let Some(Reverse(candidate)) = self.queue.pop() {
            if candidate.is_known {
                return Some((candidate.number, candidate.way));
            }
            self.queue.extend(search(desk, items, candidate).map(Reverse));
        }
        None
    }
}

/// Searches the lines of a paragraph; `None` where there are no good ones.
fn search(desk: &mut Desk<'_>, items: &mut [CopyItem<'_>], candidate: Candidate) -> Option<Candidate> {
    let item = &mut items[candidate.number];
    // It may have been tried the other way.
    item.set_again(desk);
    let (tried, set) = item.try_lines(desk, candidate.way)?;
    let (count, paragraph) = (tried.lines.len(), &set.paragraph);
    if count as i64 - set.lines.lines.len() as i64 != i64::from(candidate.way) {
        return None;
    }
    let short = tried.lines.last().is_some_and(|line| is_lone(paragraph, &line.clusters));
    let is_good = !short && tried.lines.iter().all(|line| line.fit == Fit::Good);
    let after = if is_good { strain(paragraph, &tried) } else { return None };
    let change = after - strain(paragraph, &set.lines);
    (after <= MOST_STRAIN * count as i64).then_some(Candidate { strain: change, is_known: true, ..candidate })
}
