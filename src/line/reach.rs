//! How few and how many lines can stand behind each place of a paragraph, for a search for lines of a given number.
//!
//! From the last place back: the fewest lines behind a place are one more than those behind the farthest place that a line from
//! it can reach when everything in it closes; the most are one more than those behind the nearest place that it can reach with its
//! gaps opened no further than a good line's ([`LOOSE`]). Both are bounds: there may be no lines of every number between them.
//! Farthest and nearest places move back with the start, so the time grows with the number of places.

use crate::text::Cut;

use super::cost::Prices;
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
    #[inline(always)]
    pub(super) fn allows(self, lines: u32, wanted: u32) -> bool {
        lines + self.fewest <= wanted && wanted <= lines + self.most
    }
}

/// The reach of each place, into `reach`, for lines that are all as long as the measure but for the first one's indent.
pub(super) fn find(cuts: &[Cut], prices: &Prices, setting: &Setting<'_>, reach: &mut Vec<Reach>) {
    reach.clear();
    reach.resize(cuts.len(), Reach::default());
    let end = cuts.len() - 1;
    let (mut far, mut near) = (end, end);
    for at in (0..end).rev() {
        let start = &cuts[at].behind;
        // The first line's indent makes it shorter, which a bound need not know for the fewest.
        while far > at + 1 && cuts[far].is_beyond(start, setting.measure.0) {
            far -= 1;
        }
        let room = setting.room(usize::from(at > 0));
        let is_good = |stop: usize| {
            let is_last = stop == end;
            stop > at && prices.line(start, &cuts[stop], is_last, room).opened <= LOOSE
        };
        // A mark may close so much that the place before it opens less.
        while near > at + 1 && (is_good(near - 1) || (near > 1 && is_good(near - 2))) {
            near -= 1;
        }
        reach[at] = Reach { fewest: 1 + reach[far].fewest, most: 1 + reach[near].most };
    }
}
