//! How few and how many lines can stand behind each place of a paragraph, for a search for lines of a given number.
//!
//! From the last place back: the fewest lines behind a place are one more than those behind the farthest place that a line from
//! it can reach when everything in it closes; the most are one more than those behind the nearest place that it can reach with its
//! gaps opened no further than a good line's ([`LOOSE`]). Both are bounds: there may be no lines of every number between them.
//! Farthest and nearest places move back with the start, so the time grows with the number of places.

use crate::text::{Cut, Sums};

use super::lines::LOOSE;
use super::setting::Setting;

/// The fewest and the most lines behind a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) fewest: u32,
    pub(super) most: u32,
}

impl Reach {
    /// Whether a way with so many lines up to the place may have `wanted` lines in all.
    pub(super) fn allows(self, lines: u32, wanted: u32) -> bool {
        lines + self.fewest <= wanted && wanted <= lines + self.most
    }
}

/// The reach of each place, into `reach`, for lines that are all as long as the measure but for the first one's indent; `em` is
/// the type size.
pub(super) fn find(cuts: &[Cut], setting: &Setting<'_>, em: i64, reach: &mut Vec<Reach>) {
    reach.clear();
    reach.resize(cuts.len(), Reach::default());
    let end = cuts.len() - 1;
    let (mut far, mut near) = (end, end);
    let widest_gap = em * LOOSE / 1000 + 1;
    for at in (0..end).rev() {
        let start = &cuts[at].behind;
        // The first line's indent makes it shorter, which a bound need not know for the fewest.
        while far > at + 1 && cuts[far].is_beyond(start, setting.measure.0) {
            far -= 1;
        }
        let room = setting.room(usize::from(at > 0));
        let fills = |stop: usize| stop > at && can_fill(start, &cuts[stop], room, widest_gap);
        // A mark may be so wide that the place before it is nearer to the measure.
        while near > at + 1 && (fills(near - 1) || (near > 1 && fills(near - 2))) {
            near -= 1;
        }
        reach[at] = Reach { fewest: 1 + reach[far].fewest, most: 1 + reach[near].most };
    }
}

/// Whether a paragraph fits so many lines when everything in them closes: each takes as much as it can.
pub(super) fn can_hold(cuts: &[Cut], setting: &Setting<'_>, lines: usize) -> bool {
    let mut from = 0;
    for row in 0..lines {
        if from + 1 >= cuts.len() {
            break;
        }
        let (start, room) = (&cuts[from].behind, setting.room(row));
        let fitting = cuts[from + 1..].partition_point(|stop| !stop.is_beyond(start, room));
        // What is too long for any line takes one.
        from += fitting.max(1);
    }
    from + 1 >= cuts.len()
}

/// Whether the line fills a room with no gap opened by more than `widest`; rather too often than too seldom.
fn can_fill(start: &Sums, stop: &Cut, room: i64, widest: i64) -> bool {
    let gaps = i64::from((stop.before.gaps.wrapping_sub(start.gaps) as i16).max(0));
    let take = i64::from(stop.before.take.wrapping_sub(start.take));
    room - stop.natural_from(start) <= gaps * widest + take
}
