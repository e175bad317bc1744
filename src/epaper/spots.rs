//! Outlines of what stands on a page (热区).
//!
//! Every area has its rectangles, grown by half a gutter at the sides and half of what parts two rows at head and foot, so
//! that neighbours meet in the middle. They are given to what stands in them; where areas lie over each other, to what is
//! read first. A filler, or an entry of a guide, takes the rectangle of its ink out of the area in which it stands. Ink comes before all this: what
//! reaches out of its own rectangles, or into those of others, is its owner's wherever it lies. So all ink of a story lies
//! inside its outlines and no two outlines overlap; if the ink of two lies one over the other, it is that of the one that
//! is read first. What lies outside of the trimmed page is cut off.

use crate::font::Library;
use crate::geometry::{Length, Rect};
use crate::grid::PageGrid;
use crate::issue::{Role, StoryId};
use crate::layout::Layout;
use crate::page::{Item, Page, PlacedArea};

use super::ink::{InkBox, Inks};
use super::outline::Cells;
use super::standings::{Owner, Standing};

/// The outlines of each standing, in their order; in points.
pub(super) fn of(
    page: &Page,
    areas: &[PlacedArea],
    standings: &[Standing],
    (layout, library): (Option<&Layout>, &Library),
) -> Vec<Vec<Vec<[f64; 2]>>> {
    let white = layout.map_or((0, 0), |layout| {
        let grid = PageGrid::new(layout);
        let half = |length: Length| (length / 2).scale(1000, Length::PER_PT).0.max(0);
        (half(grid.gutter), half(grid.pitch - grid.body))
    });
    let trim = InkBox::near(&Rect::new(Length::ZERO, Length::ZERO, page.trim.width, page.trim.height));
    let mut inks = Inks::new(library);
    let inks: Vec<Vec<InkBox>> = standings
        .iter()
        .map(|standing| {
            let entries: Vec<u32> = standings
                .iter()
                .filter_map(|other| match other.owner {
                    Owner::GuideEntry(guide, entry) if standing.owner == Owner::Guide(guide) => Some(entry),
                    _ => None,
                })
                .collect();
            let own = page.items.iter().filter(|item| is_of(standing, &entries, item));
            let boxes = own.filter_map(|item| inks.of(page, item)).map(|ink| ink.meet(&trim));
            boxes.filter(|ink| !ink.is_empty()).collect()
        })
        .collect();
    let grown = |rect: InkBox| rect.grown(white.0, white.1).meet(&trim);
    let rooms: Vec<Vec<InkBox>> = standings
        .iter()
        .zip(&inks)
        .map(|(standing, inks)| {
            let own = areas.iter().filter(|area| standing.areas.contains(&area.name));
            let rooms = own.flat_map(|area| &area.parts).map(|part| grown(InkBox::near(part)));
            // A filler has no area of its own.
            let filler = inks.iter().copied().reduce(|one, other| one.join(&other)).map(grown);
            rooms
                .chain(filler.filter(|_| standing.areas.is_empty()))
                .filter(|room| !room.is_empty())
                .collect()
        })
        .collect();
    let reaching = reaching(&rooms, &inks);
    let all = || rooms.iter().flatten().chain(reaching.iter().map(|(_, ink)| ink)).chain([&trim]);
    let xs = all().flat_map(|room| [room.left, room.right]).collect();
    let ys = all().flat_map(|room| [room.top, room.bottom]).collect();
    let mut cells = Cells::new(xs, ys);
    let mut give = |room: &InkBox, owner: usize| {
        cells.give([room.left, room.top, room.right, room.bottom], owner as u32);
    };
    // What is given last stays: what is read first, and fillers.
    let fillers_last = |fillers: bool| {
        let list = standings.iter().zip(&rooms).enumerate().rev();
        list.filter(move |(_, (standing, _))| standing.areas.is_empty() == fillers)
    };
    for (owner, (_, rooms)) in fillers_last(false).chain(fillers_last(true)) {
        rooms.iter().for_each(|room| give(room, owner));
    }
    for (owner, ink) in reaching.iter().rev() {
        give(ink, *owner);
    }
    let outlines = |owner: usize| {
        let corner = |(x, y): (i64, i64)| [x as f64 / 1000.0, y as f64 / 1000.0];
        cells
            .outlines(owner as u32)
            .into_iter()
            .map(|outline| outline.into_iter().map(corner).collect())
            .collect()
    };
    (0..standings.len()).map(outlines).collect()
}

/// Ink that reaches out of its owner's rooms, or into those of others.
fn reaching(rooms: &[Vec<InkBox>], inks: &[Vec<InkBox>]) -> Vec<(usize, InkBox)> {
    let mut list = Vec::new();
    for (owner, (own, inks)) in rooms.iter().zip(inks).enumerate() {
        let meet = |one: &[InkBox], other: &InkBox| one.iter().any(|room| !room.meet(other).is_empty());
        // Rooms of others that lie over one's own.
        let others = rooms.iter().enumerate().filter(|(other, _)| *other != owner);
        let rivals: Vec<&InkBox> =
            others.flat_map(|(_, rooms)| rooms).filter(|room| meet(own, room)).collect();
        for ink in inks {
            let is_at_home = own.iter().any(|room| room.meet(ink) == *ink) || ink.is_covered(own);
            if !is_at_home || rivals.iter().any(|room| !room.meet(ink).is_empty()) {
                list.push((owner, *ink));
            }
        }
    }
    list
}

/// Whether an item belongs to what stands somewhere: rules and frames of the layout belong to none. `entries` are those of a guide
/// that stand by themselves.
fn is_of(standing: &Standing, entries: &[u32], item: &Item) -> bool {
    let story = match standing.owner {
        Owner::Story(id) => Some(id),
        _ => None::<StoryId>,
    };
    let is_ornament = item.story.is_none() && item.role == Role::Furniture;
    let is_own = match (standing.owner, item.role) {
        (Owner::GuideEntry(_, entry), role) => role == Role::GuideItem(entry),
        (Owner::Guide(_), Role::GuideItem(entry)) => !entries.contains(&entry),
        _ => true,
    };
    is_own && !is_ornament && item.story == story && standing.places.contains(&item.place)
}

/// A length in points, to the thousandth.
pub(super) fn points(length: Length) -> f64 {
    length.scale(1000, Length::PER_PT).0 as f64 / 1000.0
}
