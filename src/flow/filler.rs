//! Fillers (补白): short texts for the rows that a story leaves at the foot of its area.

use crate::codes;
use crate::geometry::{Length, Rect};
use crate::issue::{StoryId, StoryPart};
use crate::layout::{Area, Division, HeadlinePlace, Writing};

use super::{Desk, Placement, story};

/// Rows over a filler that part it from the story: white, and the rule in it.
const WHITE: u32 = 1;

/// Width of the rule over a filler.
const RULE: Length = Length::pt(1);

/// The filler of the page that takes most of `free` rows: its number among those that are left, the
/// rows with the white above it, and its name.
pub(super) fn choose(desk: &mut Desk<'_>, area: &Area, free: u32) -> Option<(usize, u32, String)> {
    let mut best: Option<(usize, u32)> = None;
    for at in 0..desk.fillers.len() {
        let id = desk.fillers[at];
        for rows in WHITE + 1..=free {
            let Some(placed) = set(desk, area, id, rows) else { continue };
            let fits = placed.fit.as_ref().is_some_and(|fit| fit.overset.is_none());
            if fits && !placed.findings.iter().any(|finding| finding.code == codes::HEADLINE_OVERSET) {
                if best.is_none_or(|(_, most)| rows > most) {
                    best = Some((at, rows));
                }
                break;
            }
        }
    }
    let (at, rows) = best?;
    let name = desk.issue.stories.get(desk.fillers[at].0 as usize)?.name.clone();
    Some((at, rows, name))
}

/// Places a filler in the last `rows` rows of an area, a rule above it.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, id: StoryId, rows: u32) -> Option<Placement> {
    let mut placed = set(desk, area, id, rows)?;
    let inside = desk.inside(area);
    let middle = desk.grid.row_top(inside.row + inside.rows - rows) + desk.grid.body / 2;
    let rect = Rect::new(inside.left, middle - RULE / 2, inside.width, RULE);
    placed.fills.push((rect, crate::ink::Ink::BLACK));
    placed.findings.retain(|finding| finding.code != codes::UNDERSET);
    Some(placed)
}

fn set(desk: &mut Desk<'_>, area: &Area, id: StoryId, rows: u32) -> Option<Placement> {
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
    Some(story::place_filler(desk, &own, &StoryPart::whole(id)))
}
