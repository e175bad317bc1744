//! Where the pictures of a story stand in its text.
//!
//! A picture inside a story has a place on the page, not one between two paragraphs. A reader meets it where the lines of
//! its columns reach it: it goes behind the block whose line is the last above it in these columns; where none is above,
//! before the block that begins under it, or behind the one that comes in from elsewhere. Lines that run down are the same
//! turned by a quarter.

use std::collections::BTreeMap;

use crate::geometry::Rect;
use crate::issue::{FigurePart, Picture, Role, StoryId};
use crate::page::{Item, ItemKind, Page, TextRun};

use super::source::Source;
use super::standings::Owner;

/// Where the parts and pictures of a story stand in its text.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    /// Its pictures in order, each with the number of the block before which it stands, and with its page.
    pub(super) figures: Vec<(usize, &'a crate::issue::Figure, u32)>,
    /// By page the first block of the manuscript that stands there.
    pub(super) first_blocks: BTreeMap<u32, u32>,
    /// Whether most of its lines run down.
    pub(super) is_vertical: bool,
}

/// Looks for the places of a story's pictures and parts.
pub(super) fn places<'a>(source: &Source<'a>, id: StoryId) -> Places<'a> {
    let mut places = Places::default();
    let (mut down, mut across) = (0, 0);
    for (page, plan, standings) in source.pages() {
        let Some(standing) = standings.iter().find(|standing| standing.owner == Owner::Story(id)) else {
            continue;
        };
        for place in &standing.places {
            let lines = lines(page, *place);
            let turned = lines.iter().filter(|line| line.run.vertical).count();
            down += turned;
            across += lines.len() - turned;
            if let Some(first) = lines.iter().map(|line| line.block).min() {
                let known = places.first_blocks.entry(page.number).or_insert(first);
                *known = first.min(*known);
            }
            let held = page.placements.get(*place as usize).filter(|held| held.filler.is_none());
            let planned = held.and_then(|held| plan.assignments.get(held.assignment));
            let Some(part) = planned.and_then(|planned| planned.content.story()) else { continue };
            for (number, inset) in (0..).zip(&part.insets) {
                if source
                    .issue
                    .pictures
                    .get(inset.figure.picture.0 as usize)
                    .is_some_and(Picture::is_ornament)
                {
                    continue;
                }
                places.figures.push((before(page, *place, number, &lines), &inset.figure, page.number));
            }
        }
    }
    places.is_vertical = down > across;
    places.figures.sort_by_key(|(before, _, _)| *before);
    places
}

/// A run of a story's body on a page.
struct BodyLine<'a> {
    run: &'a TextRun,
    block: u32,
    /// Whether it is the first of its block here.
    opens: bool,
}

/// The runs of a placement's body, in the order of reading.
fn lines(page: &Page, place: u32) -> Vec<BodyLine<'_>> {
    let mut lines: Vec<BodyLine<'_>> = Vec::new();
    for item in page.items.iter().filter(|item| item.place == place) {
        let (Role::Block { number, .. }, ItemKind::Text(run)) = (item.role, &item.kind) else { continue };
        let opens = lines.last().is_none_or(|last| last.block != number);
        lines.push(BodyLine { run, block: number, opens });
    }
    lines
}

/// The number of the block before which a picture is read.
fn before(page: &Page, place: u32, number: u32, lines: &[BodyLine<'_>]) -> usize {
    let is_own = |item: &&Item| item.place == place && item.role == Role::Figure(number, FigurePart::Picture);
    let window = page.items.iter().find(is_own).and_then(|item| match &item.kind {
        ItemKind::Picture { window, .. } => Some(*window),
        _ => None,
    });
    let Some(window) = window else { return lines.last().map_or(0, |last| last.block as usize + 1) };
    // The last line above it in its columns, and the first under it.
    let above = lines.iter().rfind(|line| is_in_columns(line.run, &window) && is_above(line.run, &window));
    if let Some(line) = above {
        return line.block as usize + 1;
    }
    match lines.iter().find(|line| is_in_columns(line.run, &window)) {
        Some(line) => line.block as usize + usize::from(!line.opens),
        None => lines.first().map_or(0, |first| first.block as usize),
    }
}

/// Whether a line begins between the sides of a window.
fn is_in_columns(run: &TextRun, window: &Rect) -> bool {
    if run.vertical {
        (window.y..window.bottom()).contains(&run.origin.y)
    } else {
        (window.x..window.right()).contains(&run.origin.x)
    }
}

/// Whether a line comes before a window in its columns.
fn is_above(run: &TextRun, window: &Rect) -> bool {
    if run.vertical { run.origin.x >= window.right() } else { run.origin.y <= window.y }
}
