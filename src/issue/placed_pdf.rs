//! Pages of PDF files, as advertisements come (PDF 广告).

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::ink::Cmyk;

/// A page of a PDF file that was checked and is fit for the press.
#[derive(Clone, Debug)]
pub struct PlacedPdf {
    /// A PDF file of one page that shows the form of the page in a unit square, with nothing in it
    /// but what the page paints.
    pub bytes: Arc<[u8]>,
    /// Its width as it shows: that of the trim box, turned upright.
    pub width: Length,
    /// Its height as it shows.
    pub height: Length,
    /// How many pages its file has.
    pub pages: u32,
    /// The names of the spot plates that it prints on, in the order in which they are met.
    pub plates: Vec<String>,
    /// Its spot colours, by their names.
    pub spots: Vec<PlacedSpot>,
}

/// A spot colour of a placed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedSpot {
    /// The name of its plate.
    pub name: String,
    /// The process colour that stands for its solid; `None` where the file gives it in another space.
    pub alternate: Option<Cmyk>,
    /// A number for its alternate and tint as they were written: the same for the same.
    pub form: u64,
}

/// What opening a page of a foreign PDF comes to.
#[derive(Debug)]
pub struct OpenedPdf {
    /// The page, if it was let in.
    pub pdf: Option<PlacedPdf>,
    /// What to say of it: errors where it was not. Whoever asked adds file and place.
    pub findings: Vec<Diagnostic>,
}
