//! The one reader of PDF (ISO 32000-1): everything in banxin that looks at a PDF file looks through
//! this module. Placing of advertisements, preflight, plates and proofs read the same objects, undo the
//! same filters and see the same operators, colours and glyphs.
//!
//! From below to above:
//!
//! 1. [`guard`] says of the bytes of a file whether lopdf may parse them at all; lopdf then gives the
//!    objects.
//! 2. [`objects`] follows references and reads plain values; [`filter`] undoes the filters of streams,
//!    [`bilevel`] those of faxes and JBIG2;
//!    [`lexer`] cuts a content stream into operands and operators; [`function`] evaluates functions.
//! 3. [`colour`] and [`convert`] turn colour spaces into inks, one plate for each name; [`font`] and
//!    [`cmap`] turn codes into glyphs; [`samples`] decodes pictures, [`image`] and [`shading`] give them and
//!    gradients in inks.
//! 4. [`interpreter`] runs the content of a page, its forms, patterns and Type 3 glyphs through the
//!    operators in [`run`], [`text`] and [`paint`], keeps the graphics [`state`], and tells a [`sink`]
//!    of every path, glyph, picture and gradient, in points from the sheet's lower left corner.
//!
//! It reads any file, not only our own. Whatever is broken becomes a [`Fault`]; work and depth have
//! limits, so that no file keeps it busy for ever.

mod advances;
mod bilevel;
mod cff;
mod cmap;
mod colour;
mod context;
mod convert;
mod file;
pub mod filter;
mod font;
mod function;
mod geometry;
mod guard;
mod image;
mod interpreter;
mod lexer;
mod limits;
pub mod objects;
mod operators;
mod paint;
mod run;
mod samples;
mod shading;
mod sink;
mod state;
mod survey;
mod text;

#[cfg(test)]
mod coded_tests;
#[cfg(test)]
mod tests;

pub use advances::{advances, sfnt_table};
pub use colour::{Colour, Kind, PROCESS};
pub use file::{LoadFault, MOST_OBJECT_BYTES, load};
pub use filter::plain;
pub use font::{Shown, cid_widths};
pub use function::Function;
pub use geometry::{Bounds, Matrix, Path, Segment};
pub use image::{Image, Pixels, Tones};
pub use interpreter::{Interpreter, Placing, page_box, place};
pub use shading::{Line, Shading};
pub use sink::{Drawn, Fault, FaultKind, Glyph, Resource, Sink, Style, Unheard};
pub use state::{Blend, Clip, Paint, State};
pub use survey::{Names, Survey};
