//! The paper to be read on a screen (阅读版): the pages as they were trimmed, pictures in few pixels.
//!
//! Colours stay in inks, so that all looks as it will be printed: the profile of the press tells a
//! reader what they are (`DefaultCMYK`, ISO 32000-1, 8.6.5.6). Black alone is grey of the screen, or
//! text would be as pale as newsprint.

use super::document::Document;
use super::write_with;
use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::ink::{PictureRules, Press, Standard};
use crate::issue::{Channels, Picture, PictureData, inks_of_jpeg};
use crate::page::Page;

/// Pixels to the inch of the page: enough for a screen on which a column fills the width.
const RESOLUTION: u32 = 120;
/// Quality of the JPEGs: losses that are seen beside the original alone.
const QUALITY: u8 = 75;

/// Writes a document to be read on a screen; pages have neither marks nor bleed. It claims no
/// standard of the press.
///
/// # Errors
/// Those of [`write_with`].
pub fn write_reading(document: &Document<'_>, cache: &Cache) -> Result<Vec<u8>, Diagnostic> {
    let pictures: Vec<Picture> = document.pictures.iter().map(opened).collect();
    let trimmed = |page: &Page| Page { bleed: Length::ZERO, slug: Length::ZERO, ..page.clone() };
    let pages: Vec<Page> = document.pages.iter().map(trimmed).collect();
    let rules =
        PictureRules { resolution: RESOLUTION, quality: Some(QUALITY), ..document.press.pictures.clone() };
    let press = Press { standard: Standard::Screen, pictures: rules, ..document.press.clone() };
    write_with(&Document { pages: &pages, pictures: &pictures, press: &press, ..*document }, cache)
}

/// A picture whose pixels can be made fewer; one that cannot be read stays as it is.
fn opened(picture: &Picture) -> Picture {
    let data = match &picture.data {
        PictureData::CmykJpeg { width, height, bytes, inverted } => {
            inks_of_jpeg(bytes, *inverted).map(|inks| PictureData::Raster {
                width: *width,
                height: *height,
                channels: Channels::Cmyk,
                pixels: inks.into(),
                alpha: None,
            })
        }
        _ => None,
    };
    Picture {
        path: picture.path.clone(),
        data: data.unwrap_or_else(|| picture.data.clone()),
        alt: picture.alt.clone(),
    }
}
