//! Total fit: the places whose lines together cost least.
//!
//! A place is where a line may end. Going through the places in order, the cheapest way to each is
//! kept, once for every fitness (even, tight, loose) of the line that ends there, for what stands behind
//! a line depends on its fitness and on nothing else before it. A way to a place is the way to an earlier
//! place and one line more; the lines that end at a place are tried from the longest, which closes
//! most, to the first whose gaps open by more than [`FAR`]. Shorter lines open further and are looked at
//! only where every way so far has what must not be ([`FATAL`]). That is a bound: a set of lines with a
//! shorter one could still cost less. Of 30,000 random paragraphs one came out 2 % dearer than the best
//! of all sets, which `tests/it/line_optimum.rs` searches for. The time grows with the number of places
//! (Knuth and Plass 1981; the fitness classes are their fitness classes).

use crate::layout::Align;
use crate::text::{Cut, Paragraph};

use super::cost::{FATAL, FITNESS_CLASSES, Prices, ahead, break_cost};
use super::setting::Setting;

/// More than any way costs.
const NO_WAY: i64 = 1 << 62;

/// Gaps that open further than this, in thousandths of an em, end the search for a longer way.
const FAR: i64 = 120;

/// For so many places the lowest cost of the places before is kept.
const FLOOR_LASTS: usize = 32;

/// The cheapest ways to a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct BestWays {
    /// What they cost for a line of each fitness that begins here.
    ahead: [i64; FITNESS_CLASSES],
    /// The fitness of the line that ends here on the way of each of them.
    fitness: [u8; FITNESS_CLASSES],
    /// Where a line of each fitness that ends here begins, a number of a place.
    from: [u32; FITNESS_CLASSES],
}

/// The best ends of lines, into `ends`.
pub(super) fn best(
    cuts: &[Cut],
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    places: &mut Vec<BestWays>,
    ends: &mut Vec<u32>,
) {
    let prices = Prices::new(setting, paragraph, cuts);
    places.clear();
    places.reserve(cuts.len());
    places.push(BestWays {
        ahead: [0; FITNESS_CLASSES],
        fitness: [0; FITNESS_CLASSES],
        from: [0; FITNESS_CLASSES],
    });
    // Only the first line, from the first place, has an indent.
    let rooms = [setting.room(1), setting.room(0)];
    let room = |from: usize| rooms[usize::from(from == 0)];
    let filled = matches!(setting.align, Align::Justify | Align::Force);
    // A lower bound for the cost of every place where a line could begin. It is computed again now and then;
    // a bound that is too low costs time only.
    let mut floor = 0;
    let mut first = 0;
    for (number, stop) in cuts.iter().enumerate().skip(1) {
        // Starts that are too far away now are so for every later end.
        while first + 1 < number && stop.is_beyond(&cuts[first].behind, room(first)) {
            first += 1;
        }
        if number % FLOOR_LASTS == 0 {
            floor = places[first..number].iter().map(|place| place.ahead[0]).min().unwrap_or(floor);
        }
        let last = number + 1 == cuts.len();
        let (mut costs, mut begins) = ([NO_WAY; FITNESS_CLASSES], [first as u32; FITNESS_CLASSES]);
        let mut least = NO_WAY;
        // From the longest line to shorter ones.
        let mut from = first;
        while from < number && (from == 0 || last || !filled) {
            let start = &cuts[from];
            let price = prices.line(&start.behind, stop, last, room(from));
            let stub = if last { prices.stub(start, stop) } else { 0 };
            let fitness = price.fitness as usize;
            let cost = places[from].ahead[fitness] + price.cost + stub;
            if cost < costs[fitness] {
                (costs[fitness], begins[fitness]) = (cost, from as u32);
                least = least.min(cost);
            }
            from = if price.opened > FAR && least - floor < FATAL { number } else { from + 1 };
        }
        // The usual line is neither the first nor the last.
        let starts = cuts[from..number].iter().zip(&places[from..number]);
        for (at, (start, place)) in starts.enumerate() {
            let price = prices.filled(&start.behind, stop, rooms[0]);
            let fitness = price.fitness as usize;
            let cost = place.ahead[fitness] + price.cost;
            if cost < costs[fitness] {
                (costs[fitness], begins[fitness]) = (cost, (from + at) as u32);
                least = least.min(cost);
            }
            if price.opened > FAR && least - floor < FATAL {
                break;
            }
        }
        let ways = ahead(costs);
        let need = break_cost(stop.kind);
        floor = floor.min(ways[0].0 + need);
        let [(even, one), (tight, other), (loose, third)] = ways;
        places.push(BestWays {
            ahead: [even + need, tight + need, loose + need],
            fitness: [one, other, third],
            from: begins,
        });
    }
    trace(places, ends);
}

/// The places of the cheapest way to the last one, in order.
fn trace(places: &[BestWays], ends: &mut Vec<u32>) {
    ends.clear();
    let mut at = places.len() - 1;
    let mut fitness = usize::from(places[at].fitness[0]);
    while at > 0 {
        ends.push(at as u32);
        let from = places[at].from[fitness] as usize;
        // The line that ended here was of this fitness: how the one before it ended goes with it.
        fitness = usize::from(places[from].fitness[fitness]);
        at = from;
    }
    ends.reverse();
}
