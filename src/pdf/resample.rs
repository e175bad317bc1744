//! Pictures at the size at which they print: what no page shows is cut off, and pixels that the
//! press cannot print are averaged away.
//!
//! Averages are of areas, in whole numbers, so that every machine writes the same file.

use std::sync::Arc;

use rayon::prelude::*;

use crate::cache::Key;
use crate::geometry::{Length, Rect};
use crate::ink::PictureRules;
use crate::issue::{Channels, MadeSamples, Picture, PictureData, SampleFacts, Samples};
use crate::page::{ItemKind, Page};

/// A picture is made smaller when it has more than so many tenths of the pixels it needs.
const SPARE: i64 = 15;
/// Pixels beyond the edge that are kept, for renderers that interpolate over it.
const MARGIN: i64 = 2;
/// A cut that saves less than one pixel in so many is left.
const LEAST_CUT: u64 = 50;

/// What all pages show of a picture, in its own pixels, and the most inches that it prints at.
struct Shown {
    /// First column, first row, and those behind the last.
    part: [i64; 4],
    /// The largest width and height of the whole picture.
    largest: (Length, Length),
}

/// A picture that was made smaller.
struct Fitted {
    /// What was kept: first column, first row, and those behind the last.
    part: [i64; 4],
    /// Columns and rows that it had.
    was: (u32, u32),
    data: PictureData,
}

/// Makes pictures smaller, and mends the places that show them. Only pixels that were converted
/// are touched: files that go through as they are keep their bytes, and line art its edges.
pub(super) fn fit(pages: &mut [Page], pictures: &mut [Picture], rules: &PictureRules) {
    if rules.resolution == 0 {
        return;
    }
    let fitted: Vec<Option<Fitted>> = pictures
        .par_iter()
        .enumerate()
        .with_max_len(1)
        .map(|(id, picture)| smaller(&picture.data, &shown(id, &picture.data, pages)?, rules))
        .collect();
    for (id, made) in fitted.into_iter().enumerate() {
        let Some(Fitted { part, was, data }) = made else { continue };
        pictures[id].data = data;
        for item in pages.iter_mut().flat_map(|page| &mut page.items) {
            if let ItemKind::Picture { picture, whole, .. } = &mut item.kind
                && picture.0 as usize == id
            {
                *whole = part_of(whole, part, was);
            }
        }
    }
}

/// Where a part of a picture stands.
fn part_of(whole: &Rect, [left, top, right, bottom]: [i64; 4], (width, height): (u32, u32)) -> Rect {
    let x = whole.width.scale(left, width.into());
    let y = whole.height.scale(top, height.into());
    let end = (whole.width.scale(right, width.into()), whole.height.scale(bottom, height.into()));
    Rect::new(whole.x + x, whole.y + y, end.0 - x, end.1 - y)
}

fn shown(id: usize, data: &PictureData, pages: &[Page]) -> Option<Shown> {
    let PictureData::Raster { width, height, .. } = data else { return None };
    let mut shown: Option<Shown> = None;
    for item in pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Picture { picture, window, whole } = &item.kind else { continue };
        let has_area = whole.width > Length::ZERO && whole.height > Length::ZERO;
        if picture.0 as usize != id || !has_area {
            continue;
        }
        let along = |from: Length, to: Length, start: Length, length: Length, pixels: u32| {
            let pixel = |at: Length, up: i128| {
                let (along, length) = (i128::from((at - start).0) * i128::from(pixels), i128::from(length.0));
                ((along + up * (length - 1)).div_euclid(length)).clamp(0, i128::from(pixels)) as i64
            };
            ((pixel(from, 0) - MARGIN).max(0), (pixel(to, 1) + MARGIN).min(i64::from(pixels)))
        };
        let (left, right) = along(window.x, window.right(), whole.x, whole.width, *width);
        let (top, bottom) = along(window.y, window.bottom(), whole.y, whole.height, *height);
        let here = Shown { part: [left, top, right, bottom], largest: (whole.width, whole.height) };
        shown = Some(match shown {
            None => here,
            Some(known) => Shown {
                part: [
                    known.part[0].min(left),
                    known.part[1].min(top),
                    known.part[2].max(right),
                    known.part[3].max(bottom),
                ],
                largest: (known.largest.0.max(whole.width), known.largest.1.max(whole.height)),
            },
        });
    }
    shown.filter(|shown| shown.part[0] < shown.part[2] && shown.part[1] < shown.part[3])
}

/// A picture cut and averaged; `None` where nothing is to be saved. Its pixels are made when they are asked for.
fn smaller(data: &PictureData, shown: &Shown, rules: &PictureRules) -> Option<Fitted> {
    let PictureData::Raster { width, height, channels, pixels, alpha } = data else { return None };
    let all = u64::from(*width) * u64::from(*height);
    let sound = pixels.count() as u64 == all * channels.count() as u64
        && alpha.as_ref().is_none_or(|alpha| alpha.count() as u64 == all);
    if !sound || (*channels == Channels::Black && alpha.is_none() && pixels.facts().is_art) {
        return None;
    }
    let [left, top, right, bottom] = shown.part;
    let kept = (right - left) as u64 * (bottom - top) as u64;
    let part =
        if all - kept >= all / LEAST_CUT { shown.part } else { [0, 0, (*width).into(), (*height).into()] };
    let size = (part[2] - part[0], part[3] - part[1]);
    let wanted = |stored: i64, pixels: u32, length: Length| {
        let most = length.0 * i64::from(rules.resolution);
        let per_inch = i64::from(pixels) * 72 * Length::PER_PT;
        // pixels / inches > resolution × 1.5
        if per_inch * 10 <= most * SPARE {
            return stored;
        }
        let scaled = i128::from(stored) * i128::from(most) / i128::from(per_inch);
        (scaled as i64 + 1).clamp(1, stored)
    };
    let wanted = (wanted(size.0, *width, shown.largest.0), wanted(size.1, *height, shown.largest.1));
    if wanted == (i64::from(*width), i64::from(*height)) {
        return None;
    }
    let cut = Cutting {
        columns: *width as usize,
        first: (part[0] as usize, part[1] as usize),
        size: (size.0 as usize, size.1 as usize),
        wanted: (wanted.0 as usize, wanted.1 as usize),
        channels: *channels,
    };
    let (pixels, alpha) = match pixels.name() {
        Some(name) => {
            let places = [part[0], part[1], part[2], part[3], wanted.0, wanted.1].map(i64::to_be_bytes);
            let name = Key::of("fitted", &[name.bytes(), places.as_flattened()]);
            let count = cut.wanted.0 * cut.wanted.1;
            let inks = count * channels.count();
            let facts = SampleFacts { inks, alpha: alpha.as_ref().map(|_| count), is_art: false };
            let whole = pixels.clone();
            Samples::later(name, facts, move || cut.made(&whole.once()))
        }
        None => {
            let made = cut.made(&whole(pixels, alpha.as_ref()));
            let alpha = made.alpha.map(|alpha| Arc::unwrap_or_clone(alpha).into());
            (Arc::unwrap_or_clone(made.inks).into(), alpha)
        }
    };
    let (columns, rows) = (wanted.0 as u32, wanted.1 as u32);
    let data = PictureData::Raster { width: columns, height: rows, channels: *channels, pixels, alpha };
    Some(Fitted { part, was: (*width, *height), data })
}

/// Samples that somebody gave: inks and what shows of them may have come from different hands.
fn whole(pixels: &Samples, alpha: Option<&Samples>) -> MadeSamples {
    MadeSamples { inks: pixels.once().inks, alpha: alpha.map(|alpha| Arc::new(alpha.to_vec())) }
}

/// What is cut out of a picture, and how many columns and rows are made of it.
#[derive(Clone, Copy)]
struct Cutting {
    /// Columns of the whole picture.
    columns: usize,
    /// First column and row of the part.
    first: (usize, usize),
    size: (usize, usize),
    wanted: (usize, usize),
    channels: Channels,
}

impl Cutting {
    fn made(self, whole: &MadeSamples) -> MadeSamples {
        let channels = self.channels;
        let Some(alpha) = &whole.alpha else {
            return MadeSamples { inks: Arc::new(self.of(&whole.inks, channels.count())), alpha: None };
        };
        // What hides in part counts in part among its neighbours.
        let mut thin = whole.inks.to_vec();
        channels.over_paper(&mut thin, alpha, false);
        let (mut pixels, alpha) = (self.of(&thin, channels.count()), self.of(alpha, 1));
        for (pixel, shows) in pixels.chunks_exact_mut(channels.count()).zip(&alpha) {
            let shows = u32::from(*shows).max(1);
            pixel
                .iter_mut()
                .for_each(|ink| *ink = ((u32::from(*ink) * 255 + shows / 2) / shows).min(255) as u8);
        }
        MadeSamples { inks: Arc::new(pixels), alpha: Some(Arc::new(alpha)) }
    }

    fn of(self, pixels: &[u8], channels: usize) -> Vec<u8> {
        let row = self.columns * channels;
        let cut = Cut {
            pixels: pixels.get(self.first.1 * row..).unwrap_or(&[]),
            stride: row,
            before: self.first.0 * channels,
            size: self.size,
        };
        averaged(cut, self.wanted, channels)
    }
}

/// Whether there is nothing but solid black and paper.
pub(super) fn is_line_art(pixels: &[u8]) -> bool {
    pixels.iter().all(|ink| matches!(ink, 0 | 255))
}

/// The pixels that go into one of the smaller picture: the first, and how much of each.
struct Area {
    first: usize,
    weights: Vec<u32>,
}

/// What part of each of `stored` pixels goes into each of `wanted`. In 1/(stored × wanted) of the
/// whole a stored pixel is `wanted` wide and one that is made `stored`.
fn areas(stored: usize, wanted: usize) -> Vec<Area> {
    let area = |at: usize| {
        let (from, to) = (at * stored, (at + 1) * stored);
        let (first, end) = (from / wanted, to.div_ceil(wanted));
        let weight = |pixel: usize| (to.min((pixel + 1) * wanted) - from.max(pixel * wanted)) as u32;
        Area { first, weights: (first..end).map(weight).collect() }
    };
    (0..wanted).map(area).collect()
}

/// The pixels that are averaged: a part of each of some rows.
#[derive(Clone, Copy)]
struct Cut<'a> {
    /// From the first row on.
    pixels: &'a [u8],
    /// Bytes from row to row, and those before the part.
    stride: usize,
    before: usize,
    /// Columns and rows.
    size: (usize, usize),
}

/// Averages of areas: across, in 1/256 of a level, and then down.
fn averaged(cut: Cut<'_>, wanted: (usize, usize), channels: usize) -> Vec<u8> {
    match channels {
        1 => averaged_of::<1>(cut, wanted),
        _ => averaged_of::<4>(cut, wanted),
    }
}

fn averaged_of<const CHANNELS: usize>(cut: Cut<'_>, wanted: (usize, usize)) -> Vec<u8> {
    let stored = cut.size;
    let shown = cut.before..cut.before + stored.0 * CHANNELS;
    if stored == wanted {
        let rows: Vec<&[u8]> =
            cut.pixels.chunks_exact(cut.stride).take(stored.1).map(|row| &row[shown.clone()]).collect();
        return rows.concat();
    }
    let (across, down) = (areas(stored.0, wanted.0), areas(stored.1, wanted.1));
    let half = (stored.0 / 2) as u64;
    let mut narrow = vec![0u16; wanted.0 * stored.1 * CHANNELS];
    let rows = cut.pixels.par_chunks_exact(cut.stride).take(stored.1);
    rows.zip(narrow.par_chunks_mut(wanted.0 * CHANNELS)).for_each(|(row, narrow)| {
        let row = row[shown.clone()].as_chunks::<CHANNELS>().0;
        for (area, pixel) in across.iter().zip(narrow.as_chunks_mut::<CHANNELS>().0) {
            let mut sums = [0u32; CHANNELS];
            for (stored, weight) in row[area.first..].iter().zip(&area.weights) {
                for (sum, level) in sums.iter_mut().zip(stored) {
                    // At most 255 times as much as the row has pixels.
                    *sum += u32::from(*level) * weight;
                }
            }
            for (level, sum) in pixel.iter_mut().zip(sums) {
                // At most 255 × 256.
                *level = ((u64::from(sum) * 256 + half) / stored.0 as u64) as u16;
            }
        }
    });
    let width = wanted.0 * CHANNELS;
    let whole = stored.1 as u64 * 256;
    let mut out = vec![0u8; width * wanted.1];
    down.par_iter().zip(out.par_chunks_mut(width)).for_each(|(area, row)| {
        let mut sums = vec![whole / 2; width];
        for (stored, weight) in narrow[area.first * width..].chunks_exact(width).zip(&area.weights) {
            for (sum, level) in sums.iter_mut().zip(stored) {
                *sum += u64::from(*level) * u64::from(*weight);
            }
        }
        for (level, sum) in row.iter_mut().zip(sums) {
            *level = (sum / whole).min(255) as u8;
        }
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::PictureId;
    use crate::page::Item;

    #[test]
    fn averages_keep_tints_and_sums() {
        let averaged = |pixels: &[u8], size: (usize, usize), wanted, channels| {
            super::averaged(Cut { pixels, stride: size.0 * channels, before: 0, size }, wanted, channels)
        };
        assert_eq!(averaged(&[77; 35], (7, 5), (3, 2), 1), [77; 6]);
        assert_eq!(averaged(&[255; 400], (20, 20), (7, 3), 1), [255; 21]);
        // Three pixels into two: the middle one goes half and half.
        assert_eq!(averaged(&[0, 90, 210], (3, 1), (2, 1), 1), [30, 170]);
        assert_eq!(averaged(&[10, 20, 30, 40], (2, 2), (1, 1), 1), [25]);
        let inks = [0, 100, 200, 40, 100, 0, 0, 60];
        assert_eq!(averaged(&inks, (2, 1), (1, 1), 4), [50, 50, 100, 50]);
    }

    fn page(uses: &[(Rect, Rect)]) -> Page {
        let picture = PictureId(0);
        let item = |(window, whole): &(Rect, Rect)| Item {
            kind: ItemKind::Picture { picture, window: *window, whole: *whole },
            story: None,
            place: 0,
            role: crate::page::Role::Furniture,
        };
        let mut page = crate::pdf::sample::page(1);
        page.items = uses.iter().map(item).collect();
        page
    }

    fn inches(x: i64, y: i64, width: i64, height: i64) -> Rect {
        let inch = |tenths: i64| Length(72 * Length::PER_PT * tenths / 10);
        Rect::new(inch(x), inch(y), inch(width), inch(height))
    }

    fn gray(width: u32, height: u32) -> Picture {
        let pixels: Vec<u8> = (0..width * height).map(|at| (at % 251) as u8).collect();
        let (channels, pixels, alpha) = (Channels::Black, pixels.into(), None);
        Picture {
            path: "p".into(),
            data: PictureData::Raster { width, height, channels, pixels, alpha },
            alt: None,
        }
    }

    fn fitted(picture: Picture, uses: &[(Rect, Rect)]) -> ((u32, u32), Vec<Rect>) {
        let (mut pages, mut pictures) = ([page(uses)], [picture]);
        fit(&mut pages, &mut pictures, &PictureRules::default());
        let PictureData::Raster { width, height, pixels, .. } = &pictures[0].data else { panic!("pixels") };
        assert_eq!(pixels.len() as u32, width * height);
        let places = pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Picture { whole, .. } => Some(*whole),
            _ => None,
        });
        ((*width, *height), places.collect())
    }

    #[test]
    fn pixels_that_no_press_prints_are_averaged_at_the_largest_use() {
        // One inch at 600: twice what is wanted; at two inches it is just right.
        let (one, two) = (inches(0, 0, 10, 10), inches(20, 0, 20, 20));
        assert_eq!(fitted(gray(600, 600), &[(one, one)]), ((301, 301), vec![one]));
        assert_eq!(fitted(gray(600, 600), &[(one, one), (two, two)]).0, (600, 600));
        assert_eq!(fitted(gray(440, 440), &[(one, one)]).0, (440, 440), "less than half as many again");
    }

    #[test]
    fn what_no_page_shows_is_cut_and_the_rest_stays_in_its_place() {
        let whole = inches(0, 0, 20, 10);
        let (size, places) = fitted(gray(400, 200), &[(inches(10, 0, 10, 10), whole)]);
        assert_eq!(size, (202, 200));
        let x = whole.width.scale(198, 400);
        assert_eq!(places, [Rect::new(x, Length::ZERO, whole.width - x, whole.height)]);
        // Two windows: what either shows is kept.
        let both = [(inches(0, 0, 5, 10), whole), (inches(15, 0, 5, 10), whole)];
        assert_eq!(fitted(gray(400, 200), &both).0, (400, 200));
    }

    #[test]
    fn line_art_and_files_that_go_through_are_left() {
        let one = inches(0, 0, 10, 10);
        let mut art = gray(600, 600);
        let PictureData::Raster { pixels, .. } = &mut art.data else { panic!("pixels") };
        let ink = |ink: &u8| if *ink < 99 { 0 } else { 255 };
        *pixels = pixels.iter().map(ink).collect::<Vec<u8>>().into();
        assert_eq!(fitted(art, &[(one, one)]).0, (600, 600));
    }
}
