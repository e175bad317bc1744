//! Pictures as they show on the sheet: decoded, cut to their windows, at the sheet's resolution.

use std::borrow::Cow;

use super::raster::{Bitmap, Crop};
use super::scale::Scale;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::Rect;
use crate::issue::{self, Channels, Picture, PictureData};
use crate::message::msg;

/// A picture ready to be laid on the sheet: pixels of the sheet's own size.
pub(super) struct SheetPicture {
    /// Where its first pixel lies: pixels from the sheet's left edge.
    pub left: usize,
    /// And from its upper edge.
    pub top: usize,
    /// Pixels across and down.
    pub size: (usize, usize),
    /// Black alone, or the four process inks.
    pub channels: usize,
    /// The shares of ink of each pixel.
    pub inks: Vec<u8>,
    /// How much of each pixel shows, where not all of it does.
    pub alpha: Option<Vec<u8>>,
}

/// Makes a picture of pixels fit; `None` for one of another kind, or where nothing of it shows.
///
/// # Errors
/// When its file cannot be decoded.
pub(super) fn fitted(
    picture: &Picture,
    (window, whole): (&Rect, &Rect),
    scale: Scale,
    sheet: (usize, usize),
) -> Result<Option<SheetPicture>, Diagnostic> {
    let bitmap = match &picture.data {
        PictureData::Vector(_) | PictureData::Pdf(_) => return Ok(None),
        PictureData::Raster { width, height, channels, pixels, alpha } => Bitmap {
            width: *width as usize,
            height: *height as usize,
            channels: channels.count(),
            pixels: match alpha {
                None => Cow::Borrowed(pixels),
                // What hides in part counts in part among its neighbours.
                Some(alpha) => {
                    let mut pixels = pixels.to_vec();
                    channels.over_paper(&mut pixels, alpha, false);
                    Cow::Owned(pixels)
                }
            },
        },
        PictureData::CmykJpeg { width, height, bytes, inverted } => Bitmap {
            width: *width as usize,
            height: *height as usize,
            channels: Channels::Cmyk.count(),
            pixels: Cow::Owned(issue::inks_of_jpeg(bytes, *inverted).ok_or_else(|| {
                Diagnostic::new(codes::PROOF_PICTURE, msg!("this JPEG cannot be decoded for the proof"))
                    .in_file(&picture.path)
                    .help(msg!("save the picture again from its original"))
            })?),
        },
    };
    let edges = scale.rect(window);
    let clamp = |value: f64, most: usize| value.clamp(0.0, most as f64) as usize;
    let (left, right) = (clamp(edges[0].floor(), sheet.0), clamp(edges[2].ceil(), sheet.0));
    let (top, bottom) = (clamp(edges[1].floor(), sheet.1), clamp(edges[3].ceil(), sheet.1));
    let size = (right.saturating_sub(left), bottom.saturating_sub(top));
    let [x, y, end_x, end_y] = scale.rect(whole);
    let crop = Crop { across: (left as f64 - x, end_x - x), down: (top as f64 - y, end_y - y), size };
    let Some(mut inks) = bitmap.resample(&crop) else { return Ok(None) };
    let alpha = match &picture.data {
        PictureData::Raster { width, height, alpha: Some(alpha), .. } => {
            let (width, height, pixels) = (*width as usize, *height as usize, Cow::Borrowed(&**alpha));
            let shown = Bitmap { width, height, channels: 1, pixels }.resample(&crop);
            shown.inspect(|shown| undiluted(&mut inks, bitmap.channels, shown))
        }
        _ => None,
    };
    Ok(Some(SheetPicture { left, top, size, channels: bitmap.channels, inks, alpha }))
}

/// Inks as they were before they were laid on paper.
fn undiluted(inks: &mut [u8], channels: usize, shown: &[u8]) {
    for (pixel, shown) in inks.chunks_exact_mut(channels).zip(shown) {
        let shown = u32::from(*shown).max(1);
        pixel.iter_mut().for_each(|ink| *ink = ((u32::from(*ink) * 255 + shown / 2) / shown).min(255) as u8);
    }
}
