//! Plates (印版): how much ink of each plate lies on every pixel of a page, and the painter that lays
//! it there.
//!
//! Separations of a PDF and proofs of an issue are made by the same [`Painter`]. It is a
//! [`Sink`](crate::pdf_read::Sink), so that the interpreter of PDF can drive it; a proof drives it with
//! the display list of a page, and hands it to the interpreter for each placed PDF. Every path, glyph,
//! picture and gradient becomes a [cover](cover::Cover) (how much of each pixel it covers), and the cover lays a
//! colour on the plates that the colour names: a plate that it does not name is knocked out, or left
//! alone where the colour overprints (ISO 32000-1, 8.6.7).
//!
//! What the painter leaves out: blend modes other than Multiply paint as Normal; masks and groups nested
//! deeper than four, or beyond the limits in `transparency`, are painted without them. [`Painter::undrawn`]
//! lists what was left out.

mod cover;
mod layer;
mod paint;
mod transparency;
mod white;

use crate::pdf_read::{Bounds, Matrix, PROCESS};

pub(crate) use paint::{Painter, Patch};

/// A page on its plates.
#[derive(Clone, Debug)]
pub struct Plates {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// The plates' names: the four process inks, then spot colours as they come.
    pub names: Vec<String>,
    /// For each plate its pixels, row by row from the top: 0 for no ink, 255 for solid.
    pub plates: Vec<Vec<u8>>,
    /// Pixels in a point.
    pub(crate) scale: f64,
    /// The part of the page that is drawn, in points.
    pub(crate) sheet: Bounds,
    /// Boxes in pixels of white that overprints and stands on ink.
    pub(crate) white: Vec<[usize; 4]>,
}

impl Plates {
    /// Bare plates, the four process inks first and then `spots`, for a sheet at so many pixels in a point.
    /// The pixel size is `size`, even if the sheet ends within a pixel.
    pub(crate) fn bare(size: (usize, usize), scale: f64, sheet: Bounds, spots: Vec<String>) -> Plates {
        let (width, height) = size;
        let names: Vec<String> = PROCESS.map(str::to_owned).into_iter().chain(spots).collect();
        let plates = vec![vec![0; width * height]; names.len()];
        Plates { width, height, names, plates, scale, sheet, white: Vec::new() }
    }

    /// From points of the page, `y` up, to pixels, `y` down.
    pub(crate) fn place(&self) -> Matrix {
        let Bounds { left, top, .. } = self.sheet;
        Matrix([self.scale, 0.0, 0.0, -self.scale, -left * self.scale, top * self.scale])
    }
}
