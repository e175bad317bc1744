//! Pictures: which part of one shows on a page, and its pixels or shapes, ready for the press.

use crate::keys::words;
use std::path::PathBuf;
use std::sync::Arc;

use super::drawing::Drawing;
use super::placed_pdf::PlacedPdf;
use super::samples::Samples;
use super::text::Text;
use crate::diagnostic::Span;

/// An index into [`Issue::pictures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId(pub u32);

/// A picture on a page.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub picture: PictureId,
    /// Words under it.
    pub caption: Option<Text>,
    /// Who made it (某某 摄).
    pub credit: Option<Text>,
    /// How it takes its room; by default pixels cover it and drawings stay whole.
    pub fit: Option<PictureFit>,
    /// Which part of it shows.
    pub framing: Framing,
    /// Where the issue file names the picture.
    pub span: Span,
}

/// Which part of a picture shows (裁切).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Framing {
    /// What is taken off at the left, top, right and bottom, in percent of the whole picture.
    pub crop: [u32; 4],
    /// The point that stays in sight when the picture covers its room, in percent from the left and
    /// the top of the whole picture; by default the middle of what the crop leaves.
    pub focus: Option<[u32; 2]>,
}

words! {
    /// How a picture takes the room that its area leaves it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum PictureFit {
        /// It fills the room and is cropped about its focus.
        Cover = "cover",
        /// It is shown whole; white is left at two sides.
        Contain = "contain",
    }
}

/// A picture that was read and checked.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Where it came from.
    pub path: PathBuf,
    /// Its pixels or shapes.
    pub data: PictureData,
    /// What it shows, in words, as the issue file says (`alt`); empty for an ornament, which is not read.
    pub alt: Option<String>,
}

impl Picture {
    /// Whether it is an ornament (饰图), which says nothing.
    pub fn is_ornament(&self) -> bool {
        self.alt.as_ref().is_some_and(|alt| alt.trim().is_empty())
    }

    /// What it shows, if the issue file says it.
    pub fn said(&self) -> Option<&str> {
        self.alt.as_deref().map(str::trim).filter(|alt| !alt.is_empty())
    }
}

/// The inside of a picture, ready for the press.
#[derive(Clone, Debug)]
pub enum PictureData {
    /// A CMYK JPEG, passed through as it is.
    CmykJpeg {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// The whole file.
        bytes: Arc<[u8]>,
        /// Whether the shares are stored inverted (Adobe's habit, told by the APP14 marker).
        inverted: bool,
    },
    /// Pixels in the output profile's inks.
    Raster {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// How many inks each pixel has.
        channels: Channels,
        /// Rows from the top, pixels from the left, 0 for no ink and 255 for solid.
        pixels: Samples,
        /// What shows of each pixel, 0 for nothing and 255 for all of it; `None` where all show.
        alpha: Option<Samples>,
    },
    /// Shapes from an SVG.
    Vector(Arc<Drawing>),
    /// A page of a PDF file, placed as it is.
    Pdf(Arc<PlacedPdf>),
}

/// The inks of a raster picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channels {
    /// Black alone.
    Black,
    /// Cyan, magenta, yellow and black.
    Cmyk,
}

impl Channels {
    /// Bytes per pixel.
    pub fn count(self) -> usize {
        match self {
            Channels::Black => 1,
            Channels::Cmyk => 4,
        }
    }

    /// Lays see-through pixels on paper: their inks become as much less as they hide. With
    /// `only_hidden` just those of which nothing shows lose their ink, for they are to stay
    /// see-through.
    pub fn over_paper(self, pixels: &mut [u8], alpha: &[u8], only_hidden: bool) {
        for (pixel, alpha) in pixels.chunks_exact_mut(self.count()).zip(alpha) {
            match (*alpha, only_hidden) {
                (0, _) => pixel.fill(0),
                (255, _) | (_, true) => {}
                (alpha, false) => {
                    for ink in pixel {
                        *ink = ((u32::from(*ink) * u32::from(alpha) + 127) / 255) as u8;
                    }
                }
            }
        }
    }
}

impl PictureData {
    /// Whether it is drawn, so that it is shown whole, and at any size as sharp as at any other.
    pub fn is_drawn(&self) -> bool {
        matches!(self, PictureData::Vector(_) | PictureData::Pdf(_))
    }

    /// Width over height as a pair of whole numbers, neither of them zero.
    pub fn proportions(&self) -> (i64, i64) {
        match self {
            PictureData::CmykJpeg { width, height, .. } | PictureData::Raster { width, height, .. } => {
                (i64::from(*width).max(1), i64::from(*height).max(1))
            }
            PictureData::Vector(drawing) => {
                (i64::from(drawing.width).max(1), i64::from(drawing.height).max(1))
            }
            PictureData::Pdf(pdf) => (pdf.width.0.max(1), pdf.height.0.max(1)),
        }
    }
}
