//! Pages: the display list and the furniture on it.

mod beside;
mod display;
mod draw;
mod lines;
mod lint;
mod makeup;
mod masthead;
mod stories;

pub use crate::flow::{FigurePart, Role};
pub use display::{Item, ItemKind, Page, PlacedGlyph, PlacedStory, TextRun};
pub use lines::SetLine;
pub use makeup::{MadeUp, Sheet};
