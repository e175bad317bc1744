//! Words to clusters: what stands on a line, how wide it is, what each gap can give and take, and
//! where a line may end.

mod breaks;
pub mod class;
mod clean;
mod paragraph;
mod prepare;
mod shape;
mod space;

pub use class::Class;
pub use paragraph::{Break, GapKind, Glyph, Missing, Paragraph};
pub use prepare::{TextStyle, prepare};
pub use shape::{Shaper, VERTICAL_ORIGIN};
