//! Flow: stories into rectangles of rows and columns.
//!
//! Every line of a story takes whole rows, so filling is arithmetic; what does not fit and what
//! is left over is told in rows and characters. Nothing here fails: bad content gives a
//! placement and findings.

mod desk;
mod figure;
mod fill;
mod fit;
mod guide;
mod headline;
mod story;
mod vertical;

pub use desk::Desk;

use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::{Length, Point, Rect};
use crate::ink::Ink;
use crate::issue::{Content, PictureId, StoryId, Text};
use crate::layout::Area;
use crate::line::Lines;
use crate::text::Paragraph;

/// A text that was set, with what is needed to draw it and to point at it.
#[derive(Clone, Debug)]
pub struct SetText {
    /// Its clusters.
    pub paragraph: Paragraph,
    /// Its lines.
    pub lines: Lines,
    /// Its ink.
    pub ink: Ink,
    /// The words it came from.
    pub words: Text,
}

/// A line on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedLine {
    /// Index into [`Placement::texts`].
    pub text: usize,
    /// Index into that text's lines.
    pub line: usize,
    /// Where the measure starts: on the baseline, or on the axis of a vertical line.
    pub origin: Point,
    /// Width in thousandths (长体); 1000 is natural.
    pub condense: u32,
}

/// A picture in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedPicture {
    /// Which.
    pub picture: PictureId,
    /// Where it shows.
    pub window: Rect,
    /// Where the whole of it would lie.
    pub whole: Rect,
}

/// What stands in one area.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    /// The story, if a story stands here.
    pub story: Option<StoryId>,
    /// The texts.
    pub texts: Vec<SetText>,
    /// Their lines, in reading order.
    pub lines: Vec<PlacedLine>,
    /// Pictures.
    pub pictures: Vec<PlacedPicture>,
    /// Filled rectangles (column rules).
    pub fills: Vec<(Rect, Ink)>,
    /// What an editor should know.
    pub findings: Vec<Diagnostic>,
    /// How the copy fits, for stories.
    pub fit: Option<CopyFit>,
}

/// How a story's copy fits its area (超文、欠文).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyFit {
    /// The story's name.
    pub story: String,
    /// The area's name.
    pub area: String,
    /// Columns of text.
    pub columns: u32,
    /// Characters in a line.
    pub characters: u32,
    /// Rows that the copy needs in all columns together.
    pub needed: u32,
    /// Rows that the area offers it in all columns together.
    pub offered: u32,
    /// Rows of the headline stack; zero for a vertical one.
    pub headline_rows: u32,
    /// Rows of each column, as filled.
    pub column_rows: Vec<u32>,
    /// What does not fit, if anything.
    pub overset: Option<Overset>,
}

/// Copy that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overset {
    /// Rows that are left over.
    pub rows: u32,
    /// Characters that are left over.
    pub characters: usize,
    /// The first line that does not fit, in the manuscript.
    pub at: Span,
}

/// Places what an issue assigns to an area. The masthead is furniture and not placed here.
pub fn place(desk: &mut Desk<'_>, area: &Area, content: &Content) -> Placement {
    match content {
        Content::Story(id) => story::place(desk, area, *id),
        Content::Picture(figure) => figure::place(desk, area, figure),
        Content::Guide(guide) => guide::place(desk, area, guide),
        Content::Masthead => Placement::default(),
    }
}

/// The inside of an area, in rows of the grid and lengths across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Inside {
    left: Length,
    width: Length,
    /// First row, from 1.
    row: u32,
    rows: u32,
}
