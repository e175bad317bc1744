//! Keeps units whole that fit on a line, where another unit is too wide for one.

use crate::text::{Break, Cut};

use super::setting::Setting;

/// Takes away the places inside units ([`Break::LastResort`]) that fit a line by themselves, so that one
/// unit that is too wide does not let others be cut.
pub(super) fn spare_what_fits(cuts: &mut Vec<Cut>, setting: &Setting<'_>) {
    let narrowest = setting.narrowest();
    let mut kept = 1;
    let mut at = 1;
    while at < cuts.len() {
        let better = cuts[at..].iter().position(|cut| cut.kind > Break::LastResort);
        let end = better.map_or(cuts.len() - 1, |more| at + more);
        let start = cuts[kept - 1];
        // Only what begins the paragraph must fit its first line.
        let first = start.at == 0 || !setting.rooms.is_empty();
        let room = if first { narrowest } else { setting.measure.0 };
        if cuts[end].is_within(&start.behind, room) {
            at = end;
        }
        while at <= end {
            cuts[kept] = cuts[at];
            kept += 1;
            at += 1;
        }
    }
    cuts.truncate(kept);
}
