//! Flow: fills the areas of a page with stories, pictures, tables, guides and advertisements.
//!
//! In go the content that the issue assigns to an area and the area of the layout; out comes a
//! [`Placement`]: texts that are set, where each of their lines stands, pictures, rules, findings, and
//! for stories how the copy fits. Every line of a story takes whole rows of the page grid, so filling is
//! arithmetic with whole numbers.
//!
//! A story (`story`) is placed in these steps:
//!
//! 1. `headline` or `vertical` sets the headline stack to the width, or the height, of its place.
//! 2. `story_layout` takes headline, pictures inside the text and notches out of the areas; what is left
//!    are frames (`frames`): stretches of columns with rows of known lengths.
//! 3. `copy` shapes byline, paragraphs, crossheads and source.
//! 4. `pour` breaks them into lines and puts the lines into the frames, evenly, by `fill`.
//! 5. `copyfit` changes what the house allows, step by step, until the copy fits; `candidates` says which paragraphs may be
//!    a line shorter or longer, `filler` fills rows that stay free.
//! 6. `fit` reports what is too long or too short, `line_findings` which lines are badly set.
//!
//! Nothing here fails: bad content gives a placement and findings.

mod advert;
mod candidates;
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
mod joints;
mod lacking;
mod line_findings;
mod need;
mod placement;
mod pour;
mod proposal;
pub mod single;
mod story;
mod story_layout;
mod table;
mod tools;
mod tries;
mod turn;
mod vertical;

pub use crate::issue::{FigurePart, Role};
pub use continuation::Continuation;
pub use desk::Desk;
pub use need::{Measure, measure, need};
pub use placement::{CopyFit, HeadlineBox, Overset, PlacedLine, PlacedPicture, Placement, SetText};
pub use story::Draft;
pub use tools::Shelf;

use crate::issue::Content;
use crate::layout::Area;

/// Places what an issue assigns to an area. Masthead and running head are placed by [`crate::page`].
///
/// `continuation` is where a story goes on whose first parts stand on other pages, `draft` what [`need`] has set of it.
pub fn place<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    content: &Content,
    continuation: Option<Continuation>,
    draft: Option<Draft<'a>>,
) -> Placement {
    match content {
        Content::Story(part) => story::place(desk, area, part, continuation, draft),
        Content::Picture(figure) => figure::place(desk, area, figure),
        Content::Guide(guide) => guide::place(desk, area, guide),
        Content::Ad(ad) => advert::place(desk, area, ad),
        Content::Table(table) => table::place(desk, area, table),
        Content::Masthead | Content::Folio => Placement::default(),
    }
}
