//! Pictures as they show on the sheet: decoded, cut to their windows, at the sheet's resolution.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tiny_skia::{IntSize, Pixmap};

use super::raster::{Bitmap, Crop};
use super::{Scale, color, stand_in};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::font::Library;
use crate::geometry::Rect;
use crate::issue::{self, Channels, Drawing, Picture, PictureData};
use crate::page::{ItemKind, Page};

/// A picture ready to be laid on the sheet.
pub(super) enum SheetPicture<'a> {
    /// Pixels of the sheet's own size, and where their top left one lies on it.
    Pixels {
        /// Pixels from the sheet's left edge.
        left: u32,
        /// Pixels from the sheet's top edge.
        top: u32,
        /// Its colours, see-through where the picture is.
        pixels: Pixmap,
    },
    /// Shapes, which are drawn at any size.
    Shapes(Cow<'a, Drawing>),
}

/// The pictures of a page by the index of their item.
pub(super) struct SheetPictures<'a>(BTreeMap<usize, SheetPicture<'a>>);

impl<'a> SheetPictures<'a> {
    /// Prepares every picture that shows on a sheet of `width` × `height` pixels.
    ///
    /// # Errors
    /// When a picture's file cannot be decoded.
    pub(super) fn of(
        page: &Page,
        pictures: &'a [Picture],
        library: &Library,
        scale: Scale,
        width: u32,
        height: u32,
    ) -> Result<SheetPictures<'a>, Diagnostic> {
        let mut prepared = BTreeMap::new();
        for (at, item) in page.items.iter().enumerate() {
            let ItemKind::Picture { picture, window, whole } = &item.kind else { continue };
            let Some(picture) = pictures.get(picture.0 as usize) else { continue };
            if let Some(print) = print(picture, library, (window, whole), scale, (width, height))? {
                prepared.insert(at, print);
            }
        }
        Ok(SheetPictures(prepared))
    }

    /// The picture of the item at that index.
    pub(super) fn get(&self, item: usize) -> Option<&SheetPicture<'a>> {
        self.0.get(&item)
    }
}

fn print<'a>(
    picture: &'a Picture,
    library: &Library,
    (window, whole): (&Rect, &Rect),
    scale: Scale,
    sheet: (u32, u32),
) -> Result<Option<SheetPicture<'a>>, Diagnostic> {
    let bitmap = match &picture.data {
        PictureData::Vector(drawing) => return Ok(Some(SheetPicture::Shapes(Cow::Borrowed(drawing)))),
        PictureData::Pdf(pdf) => {
            return Ok(Some(SheetPicture::Shapes(Cow::Owned(stand_in::draw(pdf, &picture.path, library)))));
        }
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
                Diagnostic::error(codes::PROOF_PICTURE, "this JPEG cannot be decoded for the proof")
                    .in_file(&picture.path)
                    .help("save the picture again from its original")
            })?),
        },
    };
    let edges = scale.rect(window);
    let clamp = |value: f64, most: u32| value.clamp(0.0, f64::from(most)) as u32;
    let (left, right) = (clamp(edges[0].floor(), sheet.0), clamp(edges[2].ceil(), sheet.0));
    let (top, bottom) = (clamp(edges[1].floor(), sheet.1), clamp(edges[3].ceil(), sheet.1));
    let size = (right.saturating_sub(left) as usize, bottom.saturating_sub(top) as usize);
    let [x, y, end_x, end_y] = scale.rect(whole);
    let crop = Crop { across: (f64::from(left) - x, end_x - x), down: (f64::from(top) - y, end_y - y), size };
    let Some(mut inks) = bitmap.resample(&crop) else { return Ok(None) };
    let shown = match &picture.data {
        PictureData::Raster { width, height, alpha: Some(alpha), .. } => {
            let (width, height, pixels) = (*width as usize, *height as usize, Cow::Borrowed(&**alpha));
            let shown = Bitmap { width, height, channels: 1, pixels }.resample(&crop);
            shown.inspect(|shown| undiluted(&mut inks, bitmap.channels, shown))
        }
        _ => None,
    };
    let mut rgba: Vec<u8> = match bitmap.channels {
        1 => inks.iter().flat_map(|k| solid(color::mix([0, 0, 0, *k]))).collect(),
        _ => inks.chunks_exact(4).flat_map(|p| solid(color::mix([p[0], p[1], p[2], p[3]]))).collect(),
    };
    if let Some(shown) = shown {
        for (pixel, shown) in rgba.chunks_exact_mut(4).zip(shown) {
            pixel.iter_mut().for_each(|level| *level = (u32::from(*level) * u32::from(shown) / 255) as u8);
        }
    }
    let pixels = IntSize::from_wh(size.0 as u32, size.1 as u32).and_then(|size| Pixmap::from_vec(rgba, size));
    Ok(pixels.map(|pixels| SheetPicture::Pixels { left, top, pixels }))
}

/// Inks as they were before they were laid on paper.
fn undiluted(inks: &mut [u8], channels: usize, shown: &[u8]) {
    for (pixel, shown) in inks.chunks_exact_mut(channels).zip(shown) {
        let shown = u32::from(*shown).max(1);
        pixel.iter_mut().for_each(|ink| *ink = ((u32::from(*ink) * 255 + shown / 2) / shown).min(255) as u8);
    }
}

fn solid([red, green, blue]: [u8; 3]) -> [u8; 4] {
    [red, green, blue, 255]
}
