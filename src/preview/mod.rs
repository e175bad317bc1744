//! The proof (打样): a page as pixels, for the eye and not for the press.
//!
//! It draws the same display list that the press file is made of, so what stands on the proof
//! stands on the plate. The sheet is cut into bands of a fixed height that are drawn side by side
//! and joined in order; the same page gives the same bytes on every machine.

mod color;
mod glyphs;
mod paint;
mod picture;
mod raster;
mod shade;
mod stand_in;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use rayon::prelude::*;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::font::Library;
use crate::geometry::Rect;
use crate::issue::{Picture, PictureData, PictureId};
use crate::page::{ItemKind, Page};

use glyphs::Outlines;
use paint::Band;
use picture::SheetPictures;

/// Rows of pixels that are drawn at a time.
const BAND: u32 = 256;

/// Pixels of the largest proof (a broadsheet at 600 dpi has 120 million).
const LARGEST: u64 = 200_000_000;

/// From lengths on the page to pixels of the proof.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// Pixels in a point.
    pixels: f64,
}

impl Scale {
    fn length(self, length: crate::geometry::Length) -> f64 {
        length.to_pt() * self.pixels
    }

    /// Left, top, right and bottom in pixels.
    fn rect(self, rect: &Rect) -> [f64; 4] {
        [self.length(rect.x), self.length(rect.y), self.length(rect.right()), self.length(rect.bottom())]
    }
}

/// Draws the trimmed sheet of `page` at `dpi` pixels in an inch as an RGB PNG.
///
/// `library` and `pictures` are the ones the page was made with. Inks become screen colours by a
/// plain model of newsprint on white paper; overprinting and bleed are not shown.
///
/// # Errors
/// When the sheet has no pixels or too many at this resolution, or a picture's file cannot be
/// decoded.
pub fn png(page: &Page, library: &Library, pictures: &[Picture], dpi: u32) -> Result<Vec<u8>, Diagnostic> {
    let scale = Scale { pixels: f64::from(dpi) / 72.0 };
    // Rounded up, so that no part of the sheet is missing; the last sliver of a pixel is paper.
    let width = pixels_over(scale.length(page.trim.width));
    let height = pixels_over(scale.length(page.trim.height));
    if width == 0 || height == 0 || width * height > LARGEST {
        return Err(Diagnostic::error(
            codes::PROOF_SIZE,
            format!("a proof of page {} at {dpi} dpi would be {width} × {height} pixels", page.number),
        )
        .help("choose a resolution such as --dpi 150"));
    }
    // Both fit: their product was just found to be at most LARGEST.
    let (width, height) = (width as u32, height as u32);

    let outlines = Outlines::of(page, library);
    let prepared = SheetPictures::of(page, pictures, library, scale, width, height)?;
    let bands: Vec<Vec<u8>> = (0..height.div_ceil(BAND))
        .into_par_iter()
        .map(|at| {
            let top = at * BAND;
            let mut band = Band::new(width, top, BAND.min(height - top), scale)?;
            band.draw(page, &outlines, &prepared);
            Some(band.into_rgb())
        })
        .collect::<Option<_>>()
        .ok_or_else(|| Diagnostic::error(codes::PROOF_SIZE, format!("page {} is too wide", page.number)))?;

    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::NoFilter)
        .write_image(&bands.concat(), width, height, ExtendedColorType::Rgb8)
        .map_err(|fault| Diagnostic::error(codes::PROOF_ENCODING, fault.to_string()))?;
    Ok(bytes)
}

/// What the proof of a page does not show: a note for each placed PDF, for which a frame with a
/// cross stands in.
pub fn notes(page: &Page, pictures: &[Picture]) -> Vec<Diagnostic> {
    let mut seen: Vec<u32> = Vec::new();
    let mut notes = Vec::new();
    for item in &page.items {
        let ItemKind::Picture { picture: PictureId(id), .. } = &item.kind else { continue };
        let Some(picture) = pictures.get(*id as usize) else { continue };
        if matches!(picture.data, PictureData::Pdf(_)) && !seen.contains(id) {
            seen.push(*id);
            let message = format!("the proof of page {} shows a cross for this PDF", page.number);
            notes.push(
                Diagnostic::note(codes::PROOF_PLACED, message)
                    .in_file(&picture.path)
                    .help("the press file has the page itself: look at it in a PDF reader"),
            );
        }
    }
    notes
}

/// One plate as a picture: black where it has ink (分色片).
///
/// # Errors
/// `proof-encoding` when it cannot be coded.
pub fn plate(width: u32, height: u32, ink: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let light: Vec<u8> = ink.iter().map(|ink| 255 - ink).collect();
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Up)
        .write_image(&light, width, height, ExtendedColorType::L8)
        .map_err(|fault| Diagnostic::error(codes::PROOF_ENCODING, fault.to_string()))?;
    Ok(bytes)
}

/// Whole pixels that cover `length`; a hair over a whole number is the rounding of a decimal.
fn pixels_over(length: f64) -> u64 {
    (length - 1e-3).ceil().max(0.0) as u64
}

#[cfg(test)]
mod tests;
