//! What all pictures of pixels have in common: their limits, what is told of their inks and profiles, and the way from
//! a decoder to the inks of the press.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits};
use rayon::prelude::*;

use crate::issue::PictureData;
use crate::message::msg;

use super::colour::PressConverter;
use super::picture_findings::{Fault, MOST_BESIDE, Remark};
use super::pixels;

/// Bytes that a pixel may take while it is decoded, by the pixels that are allowed.
const PIXEL_BYTES: u64 = 4;
/// Pixels in a thousand that may exceed the ink limit without a finding.
const QUIET_INK: usize = 10;
/// A picture of which more pixels in a thousand exceed the ink limit than this was stored the other way round, if …
const INVERTED_INK: usize = 500;
/// … that way fewer than these do.
const UPRIGHT_INK: usize = 100;

/// The most bytes that decoding a picture may take, by the most pixels in millions.
pub fn most_bytes(megapixels: u32) -> u64 {
    u64::from(megapixels) * 1_000_000 * PIXEL_BYTES
}

/// Pixels in a thousand with more ink than the limit; 255 is solid, or 0 if they are stored inverted.
fn over_limit(pixels: &[u8], inverted: bool, press: &PressConverter) -> usize {
    let limit = press.ink_limit() * 255 / 100;
    let over = pixels.par_chunks_exact(4).filter(|pixel| {
        let sum: u32 = pixel.iter().map(|share| u32::from(*share)).sum();
        // A few levels over the limit are the rounding of JPEG.
        (if inverted { 4 * 255 - sum } else { sum }) > limit + 12
    });
    over.count() * 1000 / (pixels.len() / 4).max(1)
}

/// Whether CMYK pixels are stored the other way round than the file says: as it says more than half of the picture has
/// more ink than the press takes, which no picture has, and the other way less than a tenth.
pub fn is_other_way_round(pixels: &[u8], inverted: bool, press: &PressConverter) -> bool {
    over_limit(pixels, inverted, press) > INVERTED_INK && over_limit(pixels, !inverted, press) < UPRIGHT_INK
}

/// Findings about CMYK pixels that the picture desk made.
pub fn remark_inks(pixels: &[u8], inverted: bool, press: &PressConverter, remarks: &mut Vec<Remark>) {
    let permille = over_limit(pixels, inverted, press);
    if permille > QUIET_INK {
        remarks.push(Remark::Ink { permille, limit: press.ink_limit() });
    }
}

/// The finding about a profile of inks that is not the press's.
pub fn remark_profile(profile: Option<&[u8]>, press: &PressConverter, remarks: &mut Vec<Remark>) {
    if let Some((theirs, own)) = profile.and_then(|profile| press.stranger(profile)) {
        remarks.push(Remark::Stranger { theirs, own });
    }
}

/// Refuses a picture that would take too much memory, computed from the bytes that a pixel takes while
/// decoding.
pub fn within_limits(
    width: u64,
    height: u64,
    bytes_per_pixel: u64,
    press: &PressConverter,
) -> Result<(), Fault> {
    let pixels = width.saturating_mul(height);
    if width == 0 || height == 0 {
        return Err(Fault::Broken(msg!("it has no pixels")));
    }
    let most = u64::from(press.most_megapixels()) * 1_000_000;
    if pixels > most || pixels.saturating_mul(bytes_per_pixel) > most_bytes(press.most_megapixels()) {
        return Err(Fault::TooLarge(width, height));
    }
    Ok(())
}

/// Decodes a picture of light.
pub fn decode(
    mut decoder: impl ImageDecoder,
    press: &PressConverter,
    remarks: &mut Vec<Remark>,
) -> Result<PictureData, Fault> {
    let (width, height) = decoder.dimensions();
    let depth = u64::from(decoder.color_type().bytes_per_pixel()).max(4);
    within_limits(width.into(), height.into(), depth, press)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(most_bytes(press.most_megapixels()) + MOST_BESIDE);
    decoder.set_limits(limits)?;
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    to_inks(picture, profile.as_deref(), press, remarks)
}

/// Brings a picture of light into the inks of the press.
pub fn to_inks(
    picture: DynamicImage,
    profile: Option<&[u8]>,
    press: &PressConverter,
    remarks: &mut Vec<Remark>,
) -> Result<PictureData, Fault> {
    let (made, is_sound) = pixels::to_inks(picture, profile, press);
    if !is_sound {
        remarks.push(Remark::BrokenProfile);
    }
    made.ok_or_else(|| Fault::Broken(msg!("its colours cannot be converted")))
}
