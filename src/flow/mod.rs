//! Flow: stories into rectangles of rows and columns.
//!
//! Every line of a story takes whole rows, so filling is arithmetic; what does not fit and what
//! is left over is told in rows and characters. Nothing here fails: bad content gives a
//! placement and findings.

mod advert;
mod continuation;
mod copy;
mod copyfit;
mod desk;
mod figure;
mod fill;
mod filler;
mod fit;
mod frames;
mod framing;
mod guide;
mod headline;
mod line_findings;
mod placement;
mod pour;
mod proposal;
mod role;
pub mod single;
mod story;
mod story_layout;
mod table;
mod vertical;

pub use continuation::Continuation;
pub use desk::Desk;
pub use placement::{CopyFit, HeadlineBox, Overset, PlacedLine, PlacedPicture, Placement, SetText};
pub use role::{FigurePart, Role};

use crate::issue::Content;
use crate::layout::Area;

/// Places what an issue assigns to an area. Masthead and running head are placed by [`crate::page`].
///
/// `continuation` is where a story goes on whose first parts stand on other pages.
pub fn place(
    desk: &mut Desk<'_>,
    area: &Area,
    content: &Content,
    continuation: Option<Continuation>,
) -> Placement {
    match content {
        Content::Story(part) => story::place(desk, area, part, continuation),
        Content::Picture(figure) => figure::place(desk, area, figure),
        Content::Guide(guide) => guide::place(desk, area, guide),
        Content::Ad(ad) => advert::place(desk, area, ad),
        Content::Table(table) => table::place(desk, area, table),
        Content::Masthead | Content::Folio => Placement::default(),
    }
}
