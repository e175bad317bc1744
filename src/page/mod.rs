//! Pages: from placements to the display list.
//!
//! `areas` puts the areas of a page into their rows, [`Sheet::flow`] places the content of one page, `lint` looks at the makeup, and [`Sheet::make_up`] draws
//! panels, pictures, rules and text into a [`Page`], the display list from which press file, proof and comparison are
//! made. Masthead and running head are placed by `masthead`.

mod areas;
mod beside;
mod display;
mod draw;
mod lines;
mod lint;
mod makeup;
mod masthead;
mod stories;

pub use crate::flow::{FigurePart, Role};
pub use areas::PlacedArea;
pub use display::{HeldPlacement, Item, ItemKind, Page, PlacedGlyph, PlacedStory, TextRun};
pub use lines::SetLine;
pub use makeup::{MadeUp, Sheet};
pub use stories::story_title;
