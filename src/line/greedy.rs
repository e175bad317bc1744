//! One line after the other: fast, and what total fit is measured against.
//!
//! A line takes what fits. Where it may not end there, what stands at its end is squeezed in
//! (先挤进), else the line ends earlier and is opened (后推出).

use crate::text::Cut;

use super::setting::Setting;

/// The ends of the lines, numbers of places, into `ends`.
pub(super) fn fill(cuts: &[Cut], setting: &Setting<'_>, ends: &mut Vec<u32>) {
    ends.clear();
    let mut start = 0;
    let mut room = setting.room(0);
    let mut at = 1;
    while let Some(stop) = cuts.get(at) {
        let from = &cuts[start].behind;
        if stop.natural_from(from) <= room {
            at += 1;
            continue;
        }
        // The last place that fits, if there is one.
        let fits = at - 1;
        // Too long by itself: squeezed in only where the line could not end just before this.
        let skipped = fits == start || cuts[fits].at + 1 < stop.at;
        let end = if (skipped && stop.is_within(from, room)) || fits == start { at } else { fits };
        ends.push(end as u32);
        start = end;
        at = end + 1;
        room = setting.room(ends.len());
    }
    if start + 1 < cuts.len() {
        ends.push(cuts.len() as u32 - 1);
    }
}
