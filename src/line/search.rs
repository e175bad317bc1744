//! Total fit: the places whose lines together cost least.

use crate::layout::Align;
use crate::text::{Cut, Paragraph};

use super::cost::{Prices, need};
use super::{Setting, Work};

/// The best ends of lines, into `work.ends`.
pub(super) fn best(cuts: &[Cut], paragraph: &Paragraph, setting: &Setting<'_>, work: &mut Work) {
    let prices = Prices::new(setting.align, paragraph);
    let Work { costs, from: links, ends, .. } = work;
    costs.clear();
    links.clear();
    costs.push(0);
    links.push(0);
    costs.reserve(cuts.len());
    links.reserve(cuts.len());
    // Only the first line, from the first place, has an indent.
    let rooms = [setting.room(1), setting.room(0)];
    let room = |from: usize| rooms[usize::from(from == 0)];
    let filled = matches!(setting.align, Align::Justify | Align::Force);
    let mut first = 0;
    for (number, stop) in cuts.iter().enumerate().skip(1) {
        // Starts that are too far away now are so for every later end.
        while first + 1 < number && stop.is_beyond(&cuts[first].behind, room(first)) {
            first += 1;
        }
        let last = number + 1 == cuts.len();
        let mut found = (i64::MAX, 0);
        // From the longest line to shorter ones.
        let mut from = first;
        while from < number && (from == 0 || last || !filled) {
            let start = &cuts[from];
            let price = prices.line(&start.behind, stop, last, room(from));
            let short = if last { prices.short(start, stop, room(from)) } else { 0 };
            let cost = costs[from] + price.cost + short;
            if cost < found.0 {
                found = (cost, from);
            }
            from = if price.far { number } else { from + 1 };
        }
        // The usual line is neither the first nor the last.
        let starts = cuts[from..number].iter().zip(&costs[from..number]);
        for (at, (start, before)) in starts.enumerate() {
            let price = prices.filled(&start.behind, stop, rooms[0]);
            let cost = *before + price.cost;
            if cost < found.0 {
                found = (cost, from + at);
            }
            if price.far {
                break;
            }
        }
        costs.push(found.0 + need(stop.kind));
        links.push(found.1 as u32);
    }
    ends.clear();
    let mut place = cuts.len() - 1;
    while place > 0 {
        ends.push(place as u32);
        place = links[place] as usize;
    }
    ends.reverse();
}
