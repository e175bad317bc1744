//! Fillers (补白): short texts for the rows that a story leaves at the foot of its area.
//!
//! Here is where a filler stands: the area that the last rows of a story's area become, and the rule
//! over it. Which filler is taken, and how it is set, the story that leaves the rows decides.

use super::Desk;
use crate::geometry::{Length, Rect};
use crate::layout::{Area, Division, HeadlinePlace, Writing};

/// Rows over a filler that part it from the story: white, and the rule in it.
pub(super) const WHITE: u32 = 1;

/// Width of the rule over a filler.
const RULE: Length = Length::pt(1);

/// The area of a filler in the last `rows` rows of an area; `None` where no filler can stand.
pub(super) fn area(desk: &Desk<'_>, area: &Area, rows: u32) -> Option<Area> {
    let inside = desk.inside(area);
    if inside.rows < rows || !area.notches.is_empty() {
        return None;
    }
    let foot = (area.row + area.rows) - (inside.row + inside.rows);
    let mut own = area.clone();
    own.row = inside.row + inside.rows - (rows - WHITE);
    own.rows = rows - WHITE + foot;
    own.headline = HeadlinePlace::Above;
    own.headline_at = None;
    own.headline_size = None;
    own.headline_tint = None;
    own.writing = Writing::Across;
    own.division = Division::Gutters;
    let style = |kind: &str| (kind.to_owned(), format!("filler-{kind}"));
    own.styles = ["headline", "body"].map(style).to_vec();
    Some(own)
}

/// The rule over a filler in the last `rows` rows of an area.
pub(super) fn rule(desk: &Desk<'_>, area: &Area, rows: u32) -> Rect {
    let inside = desk.inside(area);
    let middle = desk.grid.row_top(inside.row + inside.rows - rows) + desk.grid.body / 2;
    Rect::new(inside.left, middle - RULE / 2, inside.width, RULE)
}
