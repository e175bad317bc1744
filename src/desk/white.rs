//! White holes (天窗) as the lint of makeup found them, in the columns and rows of the page.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect};
use crate::grid::PageGrid;

/// White where something could stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Where.
    pub rect: Rect,
    /// Basic columns.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
}

/// The holes among the findings of a page. Which white is a hole is said by `[lint]` of the layout.
pub(super) fn of<'a>(findings: impl Iterator<Item = &'a Diagnostic>, grid: &PageGrid) -> Vec<Hole> {
    let told = findings.filter(|finding| finding.code == codes::WHITE_HOLE);
    let place = |finding: &Diagnostic| finding.on_page.as_ref().and_then(|place| place.area);
    let boxes = told.filter_map(place);
    boxes
        .map(|area| hole([area.left, area.top, area.width, area.height].map(Length::from_mm), grid))
        .collect()
}

fn hole([x, y, width, height]: [Length; 4], grid: &PageGrid) -> Hole {
    let middle = |column: u32| grid.column_left(column) + grid.column / 2;
    let columns =
        (1..=grid.columns).filter(|column| (x..x + width).contains(&middle(*column))).count() as u32;
    let pitch = grid.pitch.0.max(1);
    let rows = ((height - grid.body).0 + pitch / 2).div_euclid(pitch) + 1;
    Hole { rect: Rect::new(x, y, width, height), columns, rows: u32::try_from(rows).unwrap_or_default() }
}
