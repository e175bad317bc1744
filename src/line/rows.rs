//! Total fit where it matters which line of the paragraph a line is: rooms that differ from row to
//! row, also with a number of lines that copyfit asks for ([`super::number`] finds that where all rooms are alike).
//!
//! As in [`super::search`], but the cheapest way to a place is kept for each number of lines too, for
//! the rooms of the lines behind it depend on that. The search for starts ends where no shorter line
//! can be of a cheaper way than the dearest that is kept; a way with another number of lines that is
//! dearer still is not found, whatever it would save further down.

use crate::text::{Cut, Paragraph};

use super::cost::{Fitness, OVERFULL, Price, Prices, UNEVEN, beside, break_cost};
use super::number::LONGEST;
use super::setting::Setting;

/// Gaps that open further than this, in thousandths of an em, are too wide to save or fill a line.
const FAR: i64 = 150;

/// A place where some line may end, with the best way to it in so many lines.
#[derive(Clone, Copy, Debug, Default)]
struct RowNode {
    cost: i64,
    /// The place.
    cut: u32,
    /// The node where the line to here begins.
    from: u32,
    /// Lines up to here, as far as they are told apart.
    line: u32,
    /// Lines up to here.
    count: u32,
    /// How the line to here stands beside others.
    fitness: Fitness,
}

/// Buffers of this search.
#[derive(Debug, Default)]
pub(super) struct RowBuffers {
    /// The best ways to all places, place by place.
    nodes: Vec<RowNode>,
    /// Those to the place at hand.
    ways: Vec<RowNode>,
}

/// As [`super::search::best`], with the rooms of lines and the number of them.
pub(super) fn best(
    cuts: &[Cut],
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    buffers: &mut RowBuffers,
    ends: &mut Vec<u32>,
) {
    let prices = Prices::new(setting, paragraph, cuts);
    let counted = setting.looseness != 0 && paragraph.len() <= LONGEST;
    // Beyond the named rooms all lines are alike, unless they are counted.
    let told = |line: u32| if counted { line } else { line.min(setting.rooms.len() as u32) };
    let (narrowest, widest) = (setting.narrowest(), setting.widest());
    let RowBuffers { nodes, ways } = buffers;
    nodes.clear();
    nodes.push(RowNode::default());
    let start_of = |node: &RowNode| &cuts[node.cut as usize];
    let mut first = 0;
    for (number, stop) in cuts.iter().enumerate().skip(1) {
        while first + 1 < nodes.len()
            && nodes[first].cut != nodes[nodes.len() - 1].cut
            && stop.is_beyond(&start_of(&nodes[first]).behind, widest)
        {
            first += 1;
        }
        let last = number + 1 == cuts.len();
        ways.clear();
        // Nodes of one place stand together. No way to a later one costs less than `floor`, and every
        // line from there opens further: where that cannot be of the cheapest ways, the search ends.
        let window = &nodes[first..];
        let floor = if counted { 0 } else { window.iter().map(|node| node.cost).min().unwrap_or(0) };
        let mut far_at = u32::MAX;
        // Lines from one place into one room have one price, whatever stands before them.
        let mut priced = (u32::MAX, 0);
        let (mut price, mut narrow) = (Price::NONE, Price::NONE);
        for (from, node) in nodes.iter().enumerate().skip(first) {
            if node.cut > far_at {
                break;
            }
            let start = start_of(node);
            let room = setting.room(node.count as usize);
            if priced != (node.cut, room) {
                priced = (node.cut, room);
                price = prices.line(&start.behind, stop, last, room);
                narrow =
                    if room > narrowest { prices.line(&start.behind, stop, last, narrowest) } else { price };
            }
            // A way in so many lines may be wanted whatever it costs, but not with holes.
            let dearest = ways.iter().map(|way| way.cost).max();
            let is_far = |dearest: i64| {
                if counted {
                    narrow.opened > FAR
                } else {
                    narrow.opens() && narrow.cost + floor >= dearest + UNEVEN
                }
            };
            if dearest.is_some_and(is_far) {
                far_at = far_at.min(node.cut);
            }
            let stub = if last { prices.stub(start, stop) } else { 0 };
            let fitness = price.fitness;
            let (cost, count) =
                (node.cost + price.cost + beside(node.fitness, fitness) + stub, node.count + 1);
            let line = told(count);
            let way = RowNode { cost, cut: number as u32, from: from as u32, line, count, fitness };
            match ways.iter_mut().find(|way| (way.line, way.fitness) == (line, fitness)) {
                Some(known) if known.cost <= cost => {}
                Some(known) => *known = way,
                None => ways.push(way),
            }
        }
        nodes.extend(ways.iter().map(|way| RowNode { cost: way.cost + break_cost(stop.kind), ..*way }));
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
        ends.push(nodes[node].cut);
        node = nodes[node].from as usize;
    }
    ends.reverse();
}
