//! How inks and pictures look on a screen, for whoever draws a page otherwise than pixel by pixel.

use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder};
use rayon::prelude::*;

use super::picture;
use super::pixels::Pixels;
use super::scale::Scale;
use super::screen::Screen;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect};
use crate::ink::{Cmyk, Ink, Press};
use crate::issue::{Picture, PictureData};
use crate::message::Message;

/// Quality of pictures for the screen, 1 to 100.
const QUALITY: u8 = 88;

/// The screen colours of one profile, worked out once and shared.
#[derive(Clone)]
pub struct Look {
    pub(super) screen: Arc<Screen>,
    profile: Arc<[u8]>,
}

/// A picture for the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenPicture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type: `image/jpeg`, or `image/png` where not all of it shows.
    pub media: &'static str,
}

/// A picture as pixels, with what shows of each where not all of it does.
pub(super) type SeenPicture = (Pixels, Option<Vec<u8>>);

impl Look {
    /// Works out how the inks of a press look.
    pub fn of(press: &Press) -> Look {
        Look { screen: Arc::new(Screen::of(&press.profile)), profile: Arc::clone(&press.profile) }
    }

    /// How they look to people who read on a screen: the ink of the text is as black as a screen can show. On a proof it is as
    /// pale beside four solids as it is in print.
    pub fn for_reading(press: &Press) -> Look {
        let screen = Screen::with_black(&press.profile, [0.0, 0.0, 0.0, 1.0]);
        Look { screen: Arc::new(screen), profile: Arc::clone(&press.profile) }
    }

    /// Whether it is the look of this press too.
    pub fn fits(&self, press: &Press) -> bool {
        Arc::ptr_eq(&self.profile, &press.profile) || self.profile == press.profile
    }

    /// Red, green and blue of an ink; spot colours count as the process inks that stand in for them.
    pub fn colour(&self, ink: &Ink) -> [u8; 3] {
        self.shares(ink.process(), ink.process(), 0.0)
    }

    /// The same somewhere on the way from one ink to another, 0 to 1.
    pub fn between(&self, from: &Ink, to: &Ink, part: f64) -> [u8; 3] {
        self.shares(from.process(), to.process(), part)
    }

    fn shares(&self, from: Cmyk, to: Cmyk, part: f64) -> [u8; 3] {
        let mix = |from: u16, to: u16| {
            let share = f64::from(from) + (f64::from(to) - f64::from(from)) * part;
            (share * 255.0 / f64::from(Cmyk::SOLID)).round().clamp(0.0, 255.0) as u8
        };
        self.screen.colour([mix(from.c, to.c), mix(from.m, to.m), mix(from.y, to.y), mix(from.k, to.k)])
    }

    /// The part of a picture of pixels that shows in `window`, at `dpi` pixels in an inch, but no more of them than
    /// it has; `whole` is where all of it would lie. `None` for a picture of another kind.
    ///
    /// # Errors
    /// When its file cannot be decoded.
    pub(super) fn pixels(
        &self,
        shown: &Picture,
        (at, whole): (Rect, Rect),
        dpi: u32,
    ) -> Result<Option<ScreenPicture>, Diagnostic> {
        let Some((pixels, alpha)) = self.seen(shown, (at, whole), dpi)? else { return Ok(None) };
        let (width, height) = (pixels.width as usize, pixels.height as usize);
        let Some(alpha) = alpha else { return encoded(&pixels.rgb, width, height).map(Some) };
        Ok(Some(ScreenPicture { bytes: png(&pixels, &alpha, CompressionType::Fast)?, media: "image/png" }))
    }

    /// The same as pixels, with what shows of each where not all of it does.
    ///
    /// # Errors
    /// When its file cannot be decoded.
    pub(super) fn seen(
        &self,
        shown: &Picture,
        (at, whole): (Rect, Rect),
        dpi: u32,
    ) -> Result<Option<SeenPicture>, Diagnostic> {
        let has = match &shown.data {
            PictureData::Raster { width, .. } | PictureData::CmykJpeg { width, .. } => {
                f64::from(*width) / whole.width.to_pt().max(1.0) * 72.0
            }
            _ => f64::from(dpi),
        };
        let scale = Scale { pixels: f64::from(dpi).min(has.max(36.0)) / 72.0 };
        let pixels = |length: Length| (scale.length(length) - 1e-3).ceil().max(1.0) as usize;
        let size = (pixels(at.width), pixels(at.height));
        let Some(made) = picture::fitted(shown, (&at, &whole), scale, size)? else {
            return Ok(None);
        };
        let colour = |inks: &[u8]| match *inks {
            [c, m, y, k] => self.screen.colour([c, m, y, k]),
            [k, ..] => self.screen.colour([0, 0, 0, k]),
            [] => [255; 3],
        };
        let (width, height) = made.size;
        let mut rgb = vec![0; width * height * 3];
        let (row, channels) = (width * 3, made.channels.max(1));
        let rows = rgb.par_chunks_mut(row.max(1)).zip(made.inks.par_chunks((width * channels).max(1)));
        rows.for_each(|(out, inks)| {
            let mut last: (&[u8], [u8; 3]) = (&[], [255; 3]);
            for (pixel, inks) in out.chunks_exact_mut(3).zip(inks.chunks_exact(channels)) {
                if last.0 != inks {
                    last = (inks, colour(inks));
                }
                pixel.copy_from_slice(&last.1);
            }
        });
        let pixels = Pixels { width: width as u32, height: height as u32, rgb };
        Ok(Some((pixels, made.alpha)))
    }
}

/// Pixels of which not all show, as a PNG.
///
/// # Errors
/// `proof-encoding`.
fn png(pixels: &Pixels, alpha: &[u8], compression: CompressionType) -> Result<Vec<u8>, Diagnostic> {
    let shown = pixels.rgb.chunks_exact(3).zip(alpha);
    let rgba: Vec<u8> = shown.flat_map(|(rgb, alpha)| [rgb[0], rgb[1], rgb[2], *alpha]).collect();
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, compression, FilterType::Sub)
        .write_image(&rgba, pixels.width, pixels.height, ExtendedColorType::Rgba8)
        .map_err(|fault| Diagnostic::new(codes::PROOF_ENCODING, Message::verbatim(fault.to_string())))?;
    Ok(bytes)
}

fn encoded(rgb: &[u8], width: usize, height: usize) -> Result<ScreenPicture, Diagnostic> {
    let fault = |why: String| Diagnostic::new(codes::PROOF_ENCODING, Message::verbatim(why));
    let side = |pixels: usize| u16::try_from(pixels).map_err(|why| fault(why.to_string()));
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, QUALITY)
        .encode(rgb, side(width)?, side(height)?, ColorType::Rgb)
        .map_err(|why| fault(why.to_string()))?;
    Ok(ScreenPicture { bytes, media: "image/jpeg" })
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_picture_that_jpeg_has_no_room_for_is_told() {
        assert!(encoded(&[90; 3 * 8 * 4], 8, 4).is_ok());
        let fault = encoded(&[90; 3 * 65_536], 65_536, 1).expect_err("it is too wide");
        assert_eq!(fault.code, "proof-encoding");
    }
}
