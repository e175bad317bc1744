//! Pages: the display list and the furniture on it.

mod display;

pub use display::{Item, ItemKind, Page, PlacedGlyph, TextRun};
