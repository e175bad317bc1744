//! Total fit: the breaks whose lines together cost least.

use crate::text::{Break, Paragraph};

use super::cost::{Prices, Stop, Sums, need};
use super::{Scratch, Setting};

/// A place where a line may end: the sums up to the first cluster behind it, and what the best way
/// to it costs. The search walks over these 32 bytes and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    sums: Sums,
    cost: i64,
}

/// How a node was reached.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Link {
    /// The first cluster behind the node.
    at: u32,
    /// The node where the line to it begins.
    from: u32,
}

/// The best breaks among those that are at least as good as `least`, into `scratch.ends` (each
/// the first cluster of the next line, the last one the paragraph's end).
pub(super) fn best(paragraph: &Paragraph, setting: &Setting<'_>, least: Break, scratch: &mut Scratch) {
    let count = paragraph.len();
    let prices = Prices::new(setting.align, paragraph);
    let Scratch { nodes, links, ends, .. } = scratch;
    nodes.clear();
    links.clear();
    nodes.push(Node::default());
    links.push(Link::default());
    // Only the first line, from the first node, has an indent.
    let rooms = [setting.room(1), setting.room(0)];
    let room = |node: usize| rooms[usize::from(node == 0)];
    nodes.reserve(count + 1);
    links.reserve(count + 1);
    let mut first = 0;
    let mut sums = Sums::default();
    for at in 0..count {
        let here = paragraph.breaks[at];
        let found = if here < least {
            None
        } else {
            let stop = Stop::new(paragraph, &sums, at);
            // Starts that are too far away now are so for every later end.
            while first + 1 < nodes.len() && stop.is_beyond(&nodes[first].sums, room(first)) {
                first += 1;
            }
            let mut found = (i64::MAX, 0);
            // From the longest line to shorter ones.
            for (from, node) in (first..).zip(&nodes[first..]) {
                if node.cost >= found.0 {
                    continue; // no line from there can make up for it
                }
                let price = prices.line(&node.sums, &stop, room(from));
                let mut cost = node.cost + price.cost;
                if stop.last {
                    cost += prices.short(links[from].at, &node.sums, &stop, room(from));
                }
                if cost < found.0 {
                    found = (cost, from);
                }
                if price.far {
                    break;
                }
            }
            Some(found)
        };
        sums.add(paragraph, at);
        if let Some((cost, from)) = found {
            nodes.push(Node { sums, cost: cost + need(here) });
            links.push(Link { at: at as u32 + 1, from: from as u32 });
        }
    }
    ends.clear();
    let mut node = links.len() - 1;
    while node > 0 {
        ends.push(links[node].at as usize);
        node = links[node].from as usize;
    }
    ends.reverse();
}
