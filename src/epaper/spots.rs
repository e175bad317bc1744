//! Outlines of what stands on a page.

use crate::geometry::{Length, Rect};
use crate::layout::Layout;
use crate::page::{Page, PlacedArea};

use super::standings::Standing;

/// The outlines of each standing, in their order.
pub(super) fn of(
    _page: &Page,
    areas: &[PlacedArea],
    standings: &[Standing],
    _layout: Option<&Layout>,
) -> Vec<Vec<Vec<[f64; 2]>>> {
    let own = |standing: &Standing| {
        let areas = areas.iter().filter(|area| standing.areas.contains(&area.name));
        areas.flat_map(|area| &area.parts).map(corners).collect()
    };
    standings.iter().map(own).collect()
}

fn corners(rect: &Rect) -> Vec<[f64; 2]> {
    let (left, top, right, bottom) =
        (points(rect.x), points(rect.y), points(rect.right()), points(rect.bottom()));
    vec![[left, top], [right, top], [right, bottom], [left, bottom]]
}

/// A length in points, to the thousandth.
pub(super) fn points(length: Length) -> f64 {
    length.scale(1000, Length::PER_PT).0 as f64 / 1000.0
}
