//! The proof (打样): a page as pixels, for the eye and not for the press.
//!
//! A proof is made as a print is. First the page is laid on its plates, from the same display list that
//! the press file is made of and by the same painter that draws separations: what overprints on the
//! press overprints here, and a placed PDF is drawn from its own content by the interpreter that
//! preflight uses. Then each pixel's inks are looked up in a table of screen colours, which is worked
//! out once of the house's profile ([`screen`]); spot colours count as the process inks that stand in
//! for them. So a colour looks the same wherever it comes from, and the same page gives the same bytes
//! on every machine.

mod glyphs;
mod inks;
mod look;
mod paint;
mod picture;
mod pixels;
mod placed;
mod raster;
mod scale;
mod screen;
mod shade;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use rayon::prelude::*;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::font::Library;
use crate::geometry::{Rect, Size};
use crate::ink::Press;
use crate::issue::{Picture, PictureId, Role};
use crate::message::{Message, msg, word};
use crate::page::{Item, ItemKind, Page};
use crate::pdf_read::{Bounds, PROCESS};
use crate::plates::Plates;

use inks::Spots;
pub use look::{Look, ScreenPicture};
use paint::Sheet;
pub use pixels::Pixels;
use scale::Scale;

/// Pixels of the largest proof (a broadsheet at 600 dpi has 120 million).
const LARGEST: u64 = 200_000_000;

/// Makes the proofs of pages for one press.
pub struct Proofer<'a> {
    press: &'a Press,
    look: Look,
}

/// The proof of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// An RGB PNG.
    pub png: Vec<u8>,
    /// What it does not show as it will print.
    pub findings: Vec<Diagnostic>,
}

impl<'a> Proofer<'a> {
    /// Works out how the inks of a press look on a screen.
    pub fn of(press: &'a Press) -> Proofer<'a> {
        Proofer { press, look: Look::of(press) }
    }

    /// The same with a look that was worked out before; see [`Look::fits`].
    pub fn with(press: &'a Press, look: &Look) -> Proofer<'a> {
        Proofer { press, look: look.clone() }
    }

    /// Tells when the profile of the press does not say how its inks look.
    pub fn finding(&self) -> Option<Diagnostic> {
        let told = || {
            let message =
                word("the output profile does not say how inks look: proofs show them as on newsprint");
            Diagnostic::new(codes::PROOF_PROFILE, message)
                .help(msg!("name a profile with tables for both ways (A2B and B2A), as printers give them"))
        };
        (!self.look.screen.is_of_profile).then(told)
    }

    /// Draws the trimmed sheet of `page` at `dpi` pixels in an inch; bleed is not shown.
    ///
    /// `library` and `pictures` are the ones the page was made with.
    ///
    /// # Errors
    /// `proof-size` when the sheet has no pixels or too many at this resolution, `proof-picture` when a
    /// picture's file cannot be decoded, `proof-encoding`.
    pub fn png(
        &self,
        page: &Page,
        library: &Library,
        pictures: &[Picture],
        dpi: u32,
    ) -> Result<Proof, Diagnostic> {
        let (pixels, findings) = self.pixels(page, library, pictures, dpi)?;
        Ok(Proof { png: pixels.png()?, findings })
    }

    /// The same as pixels, to be put beside others, with what they do not show as it will print.
    ///
    /// # Errors
    /// Those of [`Proofer::png`].
    pub fn pixels(
        &self,
        page: &Page,
        library: &Library,
        pictures: &[Picture],
        dpi: u32,
    ) -> Result<(Pixels, Vec<Diagnostic>), Diagnostic> {
        let scale = at_dpi(dpi);
        self.seen(page, library, pictures, scale)
    }

    /// The same so many pixels wide; [`pixels_down`] tells how many rows that are.
    ///
    /// # Errors
    /// Those of [`Proofer::png`].
    pub fn pixels_across(
        &self,
        page: &Page,
        library: &Library,
        pictures: &[Picture],
        width: u32,
    ) -> Result<(Pixels, Vec<Diagnostic>), Diagnostic> {
        self.seen(page, library, pictures, across(page.trim, width))
    }

    fn seen(
        &self,
        page: &Page,
        library: &Library,
        pictures: &[Picture],
        scale: Scale,
    ) -> Result<(Pixels, Vec<Diagnostic>), Diagnostic> {
        let (plates, spots, findings) = self.plates(page, library, pictures, scale)?;
        let rgb = screen::seen(&plates, &spots.looks(), &self.look.screen);
        Ok((Pixels { width: plates.width as u32, height: plates.height as u32, rgb }, findings))
    }

    /// The part of a picture that shows in `window` as pixels, where `whole` gives the size in pixels that all of it would
    /// have: a point for each. With what shows of each pixel, where not all of it does.
    ///
    /// # Errors
    /// Those of [`Proofer::png`].
    pub fn picture_pixels(
        &self,
        shown: &Picture,
        (window, whole): (Rect, Rect),
    ) -> Result<(Pixels, Option<Vec<u8>>), Diagnostic> {
        let (at, whole) = at_origin(window, whole);
        if let Some(made) = self.look.seen(shown, (at, whole), 72)? {
            return Ok(made);
        }
        let (page, pictures) = (page_of(at, whole), std::slice::from_ref(shown));
        let (pixels, _) = self.seen(&page, &Library::default(), pictures, Scale { pixels: 1.0 })?;
        Ok((pixels, None))
    }

    /// The part of a picture that shows in `window`, for a screen, at `dpi` pixels in an inch; `whole` is where all
    /// of it would lie. Drawings and placed PDFs are drawn on paper.
    ///
    /// # Errors
    /// Those of [`Proofer::png`].
    pub fn picture(
        &self,
        shown: &Picture,
        (window, whole): (Rect, Rect),
        dpi: u32,
    ) -> Result<ScreenPicture, Diagnostic> {
        let (at, whole) = at_origin(window, whole);
        if let Some(made) = self.look.pixels(shown, (at, whole), dpi)? {
            return Ok(made);
        }
        let page = page_of(at, whole);
        let proof = self.png(&page, &Library::default(), std::slice::from_ref(shown), dpi)?;
        Ok(ScreenPicture { bytes: proof.png, media: "image/png" })
    }

    /// The plates of a page as pictures, black where they have ink (分色片), each with its name.
    ///
    /// # Errors
    /// Those of [`Proofer::png`].
    pub fn separations(
        &self,
        (page, library, pictures): (&Page, &Library, &[Picture]),
        dpi: u32,
    ) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        let scale = at_dpi(dpi);
        let (plates, ..) = self.plates(page, library, pictures, scale)?;
        let (width, height) = (plates.width as u32, plates.height as u32);
        let coded = |(name, ink): (String, Vec<u8>)| Ok((name, plate(width, height, &ink)?));
        plates.names.into_par_iter().zip(plates.plates).map(coded).collect()
    }

    /// Lays a page on its plates.
    fn plates(
        &self,
        page: &Page,
        library: &Library,
        pictures: &[Picture],
        scale: Scale,
    ) -> Result<(Plates, Spots, Vec<Diagnostic>), Diagnostic> {
        // Rounded up, so that no part of the sheet is missing; the last sliver of a pixel is paper.
        let width = pixels_over(scale.length(page.trim.width));
        let height = pixels_over(scale.length(page.trim.height));
        if width == 0 || height == 0 || width.saturating_mul(height) > LARGEST {
            return Err(Diagnostic::new(
                codes::PROOF_SIZE,
                msg!(
                    "a proof of page {page} at {dpi} dpi would be {width} × {height} pixels",
                    page = page.number,
                    dpi = (scale.pixels * 72.0).round() as u32,
                    width,
                    height
                ),
            )
            .help(msg!("choose a resolution such as --dpi 150")));
        }
        let size = (width as usize, height as usize);
        let spots = Spots::of(page, pictures);
        let trim = Bounds::new(0.0, 0.0, page.trim.width.to_pt(), page.trim.height.to_pt());
        let mut plates = Plates::bare(size, scale.pixels, trim, spots.names());
        let sheet = Sheet::new(&mut plates, spots, self.press, scale);
        let (spots, findings) = sheet.draw(page, library, pictures)?;
        Ok((plates, spots, findings))
    }
}

/// The names of the plates of a page: the four process inks, then its spot colours.
pub fn plate_names(page: &Page, pictures: &[Picture]) -> Vec<String> {
    PROCESS.map(str::to_owned).into_iter().chain(Spots::of(page, pictures).names()).collect()
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
        .map_err(|fault| Diagnostic::new(codes::PROOF_ENCODING, Message::verbatim(fault.to_string())))?;
    Ok(bytes)
}

/// Rows of the proof of a sheet that is so many pixels wide.
pub fn pixels_down(trim: Size, width: u32) -> u32 {
    pixels_over(across(trim, width).length(trim.height)) as u32
}

/// The scale of so many pixels in an inch.
fn at_dpi(dpi: u32) -> Scale {
    Scale { pixels: f64::from(dpi) / 72.0 }
}

/// The scale at which a sheet is so many pixels wide.
fn across(trim: Size, width: u32) -> Scale {
    Scale { pixels: f64::from(width) / trim.width.to_pt().max(1.0) }
}

/// A window of a picture as a sheet, and the whole picture on it.
fn at_origin(window: Rect, whole: Rect) -> (Rect, Rect) {
    let to_origin = |rect: Rect| Rect { x: rect.x - window.x, y: rect.y - window.y, ..rect };
    (to_origin(window), to_origin(whole))
}

/// A sheet on which the first picture of a list shows.
fn page_of(at: Rect, whole: Rect) -> Page {
    let kind = ItemKind::Picture { picture: PictureId(0), window: at, whole };
    Page {
        number: 1,
        trim: Size { width: at.width, height: at.height },
        items: vec![Item { story: None, place: 0, role: Role::Ad, kind }],
        ..Page::default()
    }
}

/// Whole pixels that cover `length`; the small excess over a whole number that decimals leave is ignored.
fn pixels_over(length: f64) -> u64 {
    (length - 1e-3).ceil().max(0.0) as u64
}

#[cfg(test)]
mod tests;
