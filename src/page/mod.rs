//! Pages: the display list and the furniture on it.

mod beside;
mod display;
mod draw;
mod lint;
mod makeup;
mod masthead;

pub use display::{Item, ItemKind, Page, PlacedGlyph, TextRun};
pub use makeup::{MadeUp, Sheet};
