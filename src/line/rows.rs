//! Total fit where it matters which line of the paragraph a line is: rooms that differ from row to
//! row, or a number of lines that copyfit asks for.

use crate::text::{Break, Paragraph};

use super::cost::{OVERFULL, Prices, Stop, Sums, need};
use super::{Scratch, Setting};

/// A paragraph with more clusters than this is set without looseness: no copy editor asks for a
/// line more in fifty columns of text, and the search grows with the square.
const LONGEST: usize = 8_000;

/// A place where some line may end, with the best way to it in so many lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    sums: Sums,
    cost: i64,
    /// The first cluster behind it.
    at: u32,
    /// The node where the line to here begins.
    from: u32,
    /// Lines up to here, as far as they are told apart.
    line: u32,
    /// Lines up to here.
    count: u32,
}

/// As [`super::search::best`], with the rooms of lines and the number of them.
pub(super) fn best(paragraph: &Paragraph, setting: &Setting<'_>, least: Break, scratch: &mut Scratch) {
    let clusters = paragraph.len();
    let prices = Prices::new(setting.align, paragraph);
    let counted = setting.looseness != 0 && clusters <= LONGEST;
    // Beyond the named rooms all lines are alike, unless they are counted.
    let told = |line: u32| if counted { line } else { line.min(setting.rooms.len() as u32) };
    let widest = setting.widest();
    let Scratch { rows: nodes, ways, ends, .. } = scratch;
    nodes.clear();
    nodes.push(Node::default());
    let mut first = 0;
    let mut sums = Sums::default();
    for at in 0..clusters {
        let here = paragraph.breaks[at];
        if here < least {
            sums.add(paragraph, at);
            continue;
        }
        let stop = Stop::new(paragraph, &sums, at);
        while first + 1 < nodes.len()
            && nodes[first].at != nodes[nodes.len() - 1].at
            && stop.is_beyond(&nodes[first].sums, widest)
        {
            first += 1;
        }
        ways.clear();
        // Nodes of one place stand together; a line that opens too far ends the search behind them.
        let mut far_at = u32::MAX;
        for (from, node) in nodes.iter().enumerate().skip(first) {
            if node.at > far_at {
                break;
            }
            let room = setting.room(node.count as usize);
            let price = prices.line(&node.sums, &stop, room);
            if price.far {
                far_at = far_at.min(node.at);
            }
            let short = if stop.last { prices.short(node.at, &node.sums, &stop, room) } else { 0 };
            let (cost, count) = (node.cost + price.cost + short, node.count + 1);
            let line = told(count);
            let way = Node { sums, cost, at: at as u32 + 1, from: from as u32, line, count };
            match ways.iter_mut().find(|way| way.line == line) {
                Some(known) if known.cost <= cost => {}
                Some(known) => *known = way,
                None => ways.push(way),
            }
        }
        sums.add(paragraph, at);
        nodes.extend(ways.iter().map(|way| Node { sums, cost: way.cost + need(here), ..*way }));
    }
    let last = nodes.len() - ways.len();
    let lowest = (last..nodes.len()).min_by_key(|node| nodes[*node].cost).unwrap_or(last);
    let wanted = i64::from(nodes[lowest].count) + i64::from(setting.looseness);
    // The nearest number of lines that can be set, and of those the cheapest.
    let way_off = |node: &usize| (i64::from(nodes[*node].count) - wanted).abs();
    let can_be = |node: &usize| nodes[*node].cost < OVERFULL;
    let chosen = if counted {
        (last..nodes.len()).filter(can_be).min_by_key(|node| (way_off(node), nodes[*node].cost))
    } else {
        None
    };
    ends.clear();
    let mut node = chosen.unwrap_or(lowest);
    while node > 0 {
        ends.push(nodes[node].at as usize);
        node = nodes[node].from as usize;
    }
    ends.reverse();
}
