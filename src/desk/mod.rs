//! The desk: an issue that is worked on, and its pages for a screen.
//!
//! [`Session`] holds an issue and sets it again when files change. [`View`] is what a browser shows of it: each page
//! as parts of SVG that are compared by digests, so that only what changed goes over the wire and is painted again,
//! with areas, grid, white and the places of findings for overlays. [`finder`] leads from a point on a page to the
//! line of a file and back. Nothing here prints, serves or looks at the clock; that is done by the command line.

mod areas;
mod digest;
mod drawing;
mod faces;
pub mod finder;
mod first;
mod notation;
mod pictures;
mod session;
mod sheet;
mod still;
mod svg;
mod view;
mod white;

pub use areas::{AreaMark, Fit};
pub use drawing::drawing_file;
pub use faces::{WebFace, WebFaces};
pub use session::{Session, SetIssue};
pub use sheet::{Part, SheetView};
pub use still::Stills;
pub use view::View;
pub use white::Hole;
