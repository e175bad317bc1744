//! Pages and pictures as files: which there are, and their bytes.
//!
//! A page is drawn once, 1800 pixels wide (a spread twice as many), and made smaller by whole numbers: half for a phone, a
//! sixth for lists. Pictures keep their own pixels up to 4096 along the longer side, and are there 800 wide too where
//! that is much smaller. Each is a WebP and a JPEG, or a PNG where not all of it shows; drawings are SVG besides.

use rayon::prelude::*;

use crate::Compiled;
use crate::desk::Stills;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect};
use crate::issue::PictureData;
use crate::page;
use crate::preview::{Look, Pixels, Proofer, pixels_down};
use crate::read::Loaded;

use super::encode::{self, Matter};
use super::file::File;
use super::model::{Edition, Picture, Rendition};
use super::names::{SMALL, ShownPicture, small};

/// Pixels across of a page at its largest, and what it is divided by for each size, the smallest first.
const PAGE: u32 = 1800;
const SIZES: [u32; 3] = [6, 2, 1];

/// Pixels of a picture along its longer side, at the most; and those of a drawing.
const LONGEST: i64 = 4096;
const DRAWN: i64 = 1600;

/// The files of a page, without their bytes.
pub(super) fn of_page(page: &page::Page) -> Vec<Rendition> {
    let whole = PAGE * if page.facing.is_some() { 2 } else { 1 };
    let rows = pixels_down(page.trim, whole);
    let sizes = SIZES.iter().flat_map(|by| {
        let (width, height) = (whole.div_ceil(*by), rows.div_ceil(*by));
        both(&format!("page-{}-{width}", page.number), "jpg", width, height)
    });
    sizes.collect()
}

/// The file of a page as a drawing.
pub(super) fn vector_of_page(page: &page::Page) -> String {
    format!("page-{}.svg", page.number)
}

/// The two files of one size.
fn both(name: &str, plain: &str, width: u32, height: u32) -> [Rendition; 2] {
    let of = |ending: &str, media: &str| Rendition {
        file: format!("{name}.{ending}"),
        media: media.to_owned(),
        width,
        height,
    };
    [of("webp", "image/webp"), of(plain, if plain == "png" { "image/png" } else { "image/jpeg" })]
}

/// The files of a picture, without their bytes: an article's name for it, what it is, and what is taken off at its edges.
pub(super) fn of_picture(name: &str, data: &PictureData, crop: [u32; 4]) -> (Vec<Rendition>, Option<String>) {
    let plain = if has_alpha(data) { "png" } else { "jpg" };
    let files = sizes(data, crop).into_iter().flat_map(|(window, _)| {
        let [_, _, width, height] = window;
        let file =
            if width == SMALL { format!("pictures/{}", small(name)) } else { format!("pictures/{name}") };
        both(&file, plain, width, height)
    });
    let vector = matches!(data, PictureData::Vector(_)).then(|| format!("pictures/{name}.svg"));
    (files.collect(), vector)
}

fn has_alpha(data: &PictureData) -> bool {
    matches!(data, PictureData::Raster { alpha: Some(_), .. })
}

/// The sizes of a picture, the smallest first: in pixels what shows (left, top, width, height), and the whole picture
/// of which it is that part.
fn sizes(data: &PictureData, crop: [u32; 4]) -> Vec<([u32; 4], [u32; 2])> {
    let (width, height) = match data {
        PictureData::CmykJpeg { width, height, .. } | PictureData::Raster { width, height, .. } => {
            (i64::from(*width).max(1), i64::from(*height).max(1))
        }
        PictureData::Vector(_) | PictureData::Pdf(_) => data.proportions(),
    };
    let longer = width.max(height);
    let most = if data.is_drawn() { DRAWN } else { longer.min(LONGEST) };
    let scaled = |to: i64, of: i64| [(width * to / of).max(1) as u32, (height * to / of).max(1) as u32];
    let whole = scaled(most, longer);
    let large = (window(whole, crop), whole);
    let [_, _, shown, _] = large.0;
    if shown * 2 < SMALL * 3 {
        return vec![large];
    }
    // The whole of which a part of that width shows.
    let kept = i64::from(100_u32.saturating_sub(crop[0] + crop[2]).max(1));
    let less = scaled(i64::from(SMALL) * 100 / kept, width);
    let [left, top, _, height] = window(less, crop);
    vec![([left, top, SMALL, height], less), large]
}

/// What shows of so many pixels, of which a share is taken off at the left, top, right and bottom: left, top, width and
/// height.
fn window([width, height]: [u32; 2], [left, top, right, bottom]: [u32; 4]) -> [u32; 4] {
    let share = |side: u32, off: u32| (u64::from(side) * u64::from(off.min(100)) / 100) as u32;
    let kept = |side: u32, off: u32| side.saturating_sub(off).max(1);
    let (x, y) = (share(width, left), share(height, top));
    [x, y, kept(width, x + share(width, right)), kept(height, y + share(height, bottom))]
}

/// The bytes of all files of pages and pictures, in order, and what pages do not show as they print.
///
/// # Errors
/// Those of [`Proofer::png`]: the file of a picture that cannot be decoded.
pub(super) fn files(
    loaded: &Loaded,
    compiled: &Compiled,
    edition: &Edition,
    (shown, draws_pages): (&[(ShownPicture, String)], bool),
) -> Result<(Vec<File>, Vec<Diagnostic>), Diagnostic> {
    let look = Look::for_reading(&loaded.press);
    let proofer = Proofer::with(&loaded.press, &look);
    let stills = Stills::of(loaded, &look);
    let page = |(page, told): (&page::Page, &super::model::Page)| -> Result<(Vec<File>, Vec<Diagnostic>), Diagnostic> {
        let whole = told.renditions.iter().map(|rendition| rendition.width).max().unwrap_or(PAGE);
        let library = &loaded.library;
        let (pixels, findings) = proofer.pixels_across(page, library, &loaded.issue.pictures, whole)?;
        let mut files = Vec::new();
        for by in SIZES {
            let width = whole.div_ceil(by);
            let small = pixels.shrunk(by);
            for rendition in told.renditions.iter().filter(|rendition| rendition.width == width) {
                files.push(File {
                    path: rendition.file.clone(),
                    bytes: coded(rendition, &small, None, Matter::Page)?,
                });
            }
        }
        if let Some(path) = &told.vector {
            let svg = stills.svg(page, &super::words::page_title(edition, told))?;
            files.push(File { path: path.clone(), bytes: svg.into_bytes() });
        }
        Ok((files, findings))
    };
    let picture = |((id, crop), name): &(ShownPicture, String)| -> Result<Vec<File>, Diagnostic> {
        let (Some(shown), Some(told)) = (loaded.issue.pictures.get(id.0 as usize), edition.picture(name))
        else {
            return Ok(Vec::new());
        };
        let mut files = Vec::new();
        for (window, whole) in sizes(&shown.data, *crop) {
            let (window, whole) = rects(window, whole);
            let (pixels, alpha) = proofer.picture_pixels(shown, (window, whole))?;
            for rendition in told.renditions.iter().filter(|rendition| rendition.width == pixels.width) {
                let bytes = coded(rendition, &pixels, alpha.as_deref(), Matter::Picture)?;
                files.push(File { path: rendition.file.clone(), bytes });
            }
        }
        files.extend(drawn(&stills, (*id, *crop), shown, told));
        Ok(files)
    };
    let drawn_pages = if draws_pages { compiled.pages.as_slice() } else { &[] };
    let pages: Result<Vec<_>, Diagnostic> = drawn_pages.par_iter().zip(&edition.pages).map(page).collect();
    let pictures: Result<Vec<_>, Diagnostic> = shown.par_iter().map(picture).collect();
    let (files, findings): (Vec<_>, Vec<_>) = pages?.into_iter().unzip();
    let files = files.into_iter().chain(pictures?).flatten().collect();
    Ok((files, findings.into_iter().flatten().collect()))
}

/// The file of a picture as a drawing.
fn drawn(
    stills: &Stills<'_>,
    (id, crop): ShownPicture,
    shown: &crate::issue::Picture,
    told: &Picture,
) -> Option<File> {
    let path = told.vector.as_ref()?;
    let (window, whole) = sizes(&shown.data, crop).pop()?;
    let (window, whole) = rects(window, whole);
    let svg = stills.drawing(id, (&window, &whole), &told.alt)?;
    Some(File { path: path.clone(), bytes: svg.into_bytes() })
}

/// A part of a picture, and the whole of it, a point for each pixel.
fn rects([left, top, width, height]: [u32; 4], whole: [u32; 2]) -> (Rect, Rect) {
    let pt = |pixels: u32| Length::pt(i64::from(pixels));
    let window = Rect::new(pt(left), pt(top), pt(width), pt(height));
    (window, Rect::new(Length::ZERO, Length::ZERO, pt(whole[0]), pt(whole[1])))
}

fn coded(
    rendition: &Rendition,
    pixels: &Pixels,
    alpha: Option<&[u8]>,
    matter: Matter,
) -> Result<Vec<u8>, Diagnostic> {
    match (rendition.media.as_str(), alpha) {
        ("image/webp", alpha) => encode::webp(pixels, alpha),
        ("image/png", Some(alpha)) => encode::png(pixels, alpha),
        ("image/png", None) => encode::png(pixels, &vec![255; pixels.rgb.len() / 3]),
        _ => encode::jpeg(pixels, matter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cropped_has_whole_pixels_and_small_ones_have_their_width() {
        assert_eq!(window([1000, 500], [10, 0, 20, 50]), [100, 0, 700, 250]);
        assert_eq!(window([3, 3], [50, 50, 50, 50]), [1, 1, 1, 1]);
        let data = |width, height| PictureData::CmykJpeg { width, height, bytes: [].into(), inverted: false };
        let widths = |width, height, crop| {
            sizes(&data(width, height), crop).iter().map(|(window, _)| window[2]).collect::<Vec<_>>()
        };
        assert_eq!(widths(1100, 800, [0; 4]), [1100]);
        assert_eq!(widths(1600, 1200, [0; 4]), [800, 1600]);
        assert_eq!(widths(1600, 1200, [25, 0, 25, 0]), [800]);
        assert_eq!(widths(8192, 4096, [0; 4]), [800, 4096]);
    }
}
