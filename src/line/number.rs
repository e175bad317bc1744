//! Lines of a given number: the cheapest of all that are so many, where every line but the first is as long as the measure.
//!
//! As in [`super::search`], but at each place the cheapest ways are kept for every number of lines up to it from which the wanted
//! number can still be reached ([`super::reach`]): one or two of them at most places. The price of a line does not depend on
//! which line it is, so it is computed once for all numbers.

use crate::text::{Cut, Paragraph};

use super::cost::{FITNESS_CLASSES, OVERFULL, Prices, ahead, break_cost};
use super::reach::{self, Reach};
use super::setting::Setting;

/// A paragraph with more clusters than this keeps its number of lines: no copy editor asks for a
/// line more in fifty columns of text, and the search grows with the square.
pub(super) const LONGEST: usize = 8_000;

/// Gaps that open further than this, in thousandths of an em, are too wide to save or fill a line.
const FAR: i64 = 200;

/// More than any way costs.
const NO_WAY: i64 = 1 << 62;

/// The cheapest ways to a place in so many lines.
#[derive(Clone, Copy, Debug)]
struct CountedWays {
    /// What they cost for a line of each fitness that begins here.
    ahead: [i64; FITNESS_CLASSES],
    /// The fitness of the line that ends here on the way of each of them.
    fitness: [u8; FITNESS_CLASSES],
    /// The ways at the place where a line of each fitness that ends here begins.
    from: [u32; FITNESS_CLASSES],
}

const NONE: CountedWays = CountedWays {
    ahead: [NO_WAY; FITNESS_CLASSES],
    fitness: [0; FITNESS_CLASSES],
    from: [0; FITNESS_CLASSES],
};

/// The ways at a place: those for `fewest` lines and one more each stand in a row from `first` on.
#[derive(Clone, Copy, Debug)]
struct Place {
    fewest: u32,
    first: u32,
    count: u32,
}

/// Buffers of this search.
#[derive(Debug, Default)]
pub(super) struct NumberBuffers {
    reach: Vec<Reach>,
    places: Vec<Place>,
    ways: Vec<CountedWays>,
    costs: Vec<[i64; FITNESS_CLASSES]>,
    begins: Vec<[u32; FITNESS_CLASSES]>,
    /// The place of each entry of `ways`.
    cuts: Vec<u32>,
}

/// Finds lines of another number than the `count` that are best, into `ends`: as near to what the setting's looseness asks
/// for as good lines allow. Gives whether there are any.
pub(super) fn change(
    cuts: &[Cut],
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    count: usize,
    buffers: &mut NumberBuffers,
    ends: &mut Vec<u32>,
) -> bool {
    if paragraph.len() > LONGEST {
        return false;
    }
    reach::find(cuts, setting, paragraph.size.0, &mut buffers.reach);
    let (count, way) = (count as i64, i64::from(setting.looseness.signum()));
    (1..=i64::from(setting.looseness.unsigned_abs())).rev().any(|more| {
        let wanted = u32::try_from(count + way * more).ok();
        let wanted = wanted.filter(|lines| buffers.reach[0].allows(0, *lines));
        wanted.is_some_and(|wanted| best(cuts, paragraph, setting, wanted, buffers, ends))
    })
}

/// The best ends of so many lines, into `ends`; gives whether there are any that keep their room.
fn best(
    cuts: &[Cut],
    paragraph: &Paragraph,
    setting: &Setting<'_>,
    wanted: u32,
    buffers: &mut NumberBuffers,
    ends: &mut Vec<u32>,
) -> bool {
    let prices = Prices::new(setting, paragraph, cuts);
    let NumberBuffers { reach, places, ways, costs, begins, cuts: owners } = buffers;
    places.clear();
    ways.clear();
    owners.clear();
    places.push(Place { fewest: 0, first: 0, count: 1 });
    ways.push(CountedWays { ahead: [0; FITNESS_CLASSES], ..NONE });
    owners.push(0);
    let rooms = [setting.room(1), setting.room(0)];
    let mut first = 0;
    for (number, stop) in cuts.iter().enumerate().skip(1) {
        while first + 1 < number && stop.is_beyond(&cuts[first].behind, rooms[usize::from(first == 0)]) {
            first += 1;
        }
        let last = number + 1 == cuts.len();
        // Numbers of lines up to here with which the rest can make up the number that is wanted.
        let fewest = wanted.saturating_sub(reach[number].most).max(1);
        let most = wanted.saturating_sub(reach[number].fewest);
        let kept = (most + 1).saturating_sub(fewest) as usize;
        costs.clear();
        begins.clear();
        costs.resize(kept, [NO_WAY; FITNESS_CLASSES]);
        begins.resize(kept, [0; FITNESS_CLASSES]);
        let mut any = false;
        for from in first..number {
            let place = places[from];
            // The first of these ways that can come to be one of those.
            let skipped = fewest.saturating_sub(place.fewest + 1);
            if skipped >= place.count || place.fewest + 1 > most {
                continue;
            }
            let start = &cuts[from];
            let price = prices.line(&start.behind, stop, last, rooms[usize::from(from == 0)]);
            // A way in so many lines may be wanted whatever it costs, but not with holes.
            let is_far = any && price.opened > FAR;
            let stub = if last { prices.stub(start, stop) } else { 0 };
            let fitness = price.fitness as usize;
            for at in skipped..place.count.min(most - place.fewest) {
                let way = place.first + at;
                let cost = ways[way as usize].ahead[fitness] + price.cost + stub;
                let slot = (place.fewest + 1 + at - fewest) as usize;
                if cost < costs[slot][fitness] {
                    (costs[slot][fitness], begins[slot][fitness]) = (cost, way);
                    any = true;
                }
            }
            if is_far {
                break;
            }
        }
        places.push(Place { fewest, first: ways.len() as u32, count: kept as u32 });
        let need = break_cost(stop.kind);
        for (costs, begins) in costs.iter().zip(&*begins) {
            let [(even, one), (tight, other), (loose, third)] = ahead(*costs);
            let with_need = |cost: i64| (cost + need).min(NO_WAY);
            ways.push(CountedWays {
                ahead: [with_need(even), with_need(tight), with_need(loose)],
                fitness: [one, other, third],
                from: *begins,
            });
            owners.push(number as u32);
        }
    }
    let Some(end) = places.last().filter(|place| place.count == 1) else { return false };
    if ways[end.first as usize].ahead[0] >= OVERFULL {
        return false;
    }
    ends.clear();
    let mut at = end.first as usize;
    let mut fitness = usize::from(ways[at].fitness[0]);
    while at > 0 {
        ends.push(owners[at]);
        let from = ways[at].from[fitness] as usize;
        fitness = usize::from(ways[from].fitness[fitness]);
        at = from;
    }
    ends.reverse();
    true
}
