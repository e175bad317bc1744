//! The areas of a page for overlays and for whoever points at the page: where they lie, what stands in them, how it
//! fits, and where all this is written.

use crate::diagnostic::Span;
use crate::flow::CopyFit;
use crate::geometry::Rect;
use crate::grid::PageGrid;
use crate::issue::{Content, Issue, PagePlan, PictureId};
use crate::page::{Page, PlacedArea};

/// What areas are told from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) issue: &'a Issue,
    pub(super) plan: &'a PagePlan,
    /// The areas as they stand.
    pub(super) areas: &'a [PlacedArea],
    pub(super) grid: &'a PageGrid,
    /// How the stories of this page fit.
    pub(super) fits: &'a [CopyFit],
}

/// An area of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaMark {
    /// Its name in the layout.
    pub name: String,
    /// Its parts from the head down: one, or two or three where corners are left to others.
    pub parts: Vec<Rect>,
    /// First column and row and their numbers, in the basic columns and rows of the page.
    pub cells: [u32; 4],
    /// What stands in it, as [`Content::name`] calls it; `None` for nothing.
    pub content: Option<&'static str>,
    /// The name of the story, picture or advertisement.
    pub title: String,
    /// Where the layout gives the area.
    pub layout: Span,
    /// Where the issue gives it its content.
    pub assignment: Option<Span>,
    /// The manuscript, the picture or the table as the issue names it, or the manuscript's first byte.
    pub source: Option<Span>,
    /// Its pictures, those inside a story too, and where the issue names them.
    pub figures: Vec<(PictureId, Span)>,
    /// How its story fits; only of the first of the areas in which it stands.
    pub fit: Option<Fit>,
    /// Whether a story goes on here that begins in another area.
    pub goes_on: bool,
}

/// How a story fits, in rows of all columns together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Rows that it needs.
    pub needed: u32,
    /// Rows that it has.
    pub offered: u32,
    /// Characters that are left over (超文).
    pub over: usize,
    /// Rows that are left free (欠文).
    pub short: u32,
    /// Columns of text.
    pub columns: u32,
}

/// The areas of a page, in the order of its layout.
pub(super) fn of(page: &Page, source: &Source<'_>) -> Vec<AreaMark> {
    let marks = source.areas.iter().map(|area| {
        let holds = |content: &Content| content.story().is_some_and(|part| part.more.contains(&area.name));
        let own = source.plan.assignments.iter().find(|place| place.area == area.name);
        let other = source.plan.assignments.iter().find(|place| holds(&place.content));
        let place = own.or(other);
        let fit = source.fits.iter().find(|fit| own.is_some() && fit.area == area.name);
        AreaMark {
            name: area.name.clone(),
            parts: if area.parts.is_empty() { vec![area.rect] } else { area.parts.clone() },
            cells: [area.column, area.columns, area.row, area.rows],
            content: place.map(|place| place.content.name().english()),
            title: place.map(|place| title(source.issue, page, &place.content)).unwrap_or_default(),
            layout: area.place_span.clone(),
            assignment: place.map(|place| place.span.clone()),
            source: place.and_then(|place| written(source.issue, &place.content)),
            figures: place.map(|place| figures(&place.content)).unwrap_or_default(),
            fit: fit.map(|fit| Fit {
                needed: fit.needed,
                offered: fit.offered,
                over: fit.overset.as_ref().map_or(0, |over| over.characters),
                short: fit.offered.saturating_sub(fit.needed),
                columns: fit.columns,
            }),
            goes_on: own.is_none() && other.is_some(),
        }
    });
    marks.collect()
}

fn title(issue: &Issue, page: &Page, content: &Content) -> String {
    let picture = |id: PictureId| {
        let picture = issue.pictures.get(id.0 as usize);
        let name = picture.and_then(|picture| picture.path.file_name());
        name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    match content {
        Content::Story(part) => {
            let placed = page.stories.iter().find(|placed| placed.story == part.id);
            let name = || issue.stories.get(part.id.0 as usize).map(|story| story.name.clone());
            placed.map(|placed| placed.title.clone()).or_else(name).unwrap_or_default()
        }
        Content::Picture(figure) => picture(figure.picture),
        Content::Ad(ad) => ad.name.clone(),
        Content::Table(table) => table.name.clone(),
        Content::Guide(_) | Content::Masthead | Content::Folio => String::new(),
    }
}

fn figures(content: &Content) -> Vec<(PictureId, Span)> {
    content.figures().into_iter().map(|figure| (figure.picture, figure.span.clone())).collect()
}

/// Where the content is written.
fn written(issue: &Issue, content: &Content) -> Option<Span> {
    match content {
        Content::Story(part) => {
            let story = issue.stories.get(part.id.0 as usize)?;
            Some(Span::new(story.file, 0..0))
        }
        Content::Picture(figure) => Some(figure.span.clone()),
        Content::Ad(ad) => Some(ad.span.clone()),
        Content::Table(table) => Some(table.span.clone()),
        Content::Guide(_) | Content::Masthead | Content::Folio => None,
    }
}
