//! Resampling: what share of which stored pixel goes into which pixel of the sheet.

use std::borrow::Cow;

use rayon::prelude::*;

/// Shares of ink, rows from the top.
pub(super) struct Bitmap<'a> {
    pub width: usize,
    pub height: usize,
    /// Bytes in a pixel.
    pub channels: usize,
    pub pixels: Cow<'a, [u8]>,
}

/// The part of a picture that shows, in pixels of the sheet.
pub(super) struct Crop {
    /// From the whole picture's left edge to the first pixel, and the whole picture's width.
    pub across: (f64, f64),
    /// From the whole picture's top edge to the first pixel, and the whole picture's height.
    pub down: (f64, f64),
    /// Pixels across and down.
    pub size: (usize, usize),
}

/// The stored pixels that go into one pixel of the sheet: the first, and the weight of each.
struct Taps {
    first: usize,
    weights: Vec<u32>,
}

/// The sum of the weights of a pixel.
const UNITY: u32 = 1 << 14;

/// Weights along one axis: a tent as wide as the pixel is seen in the stored picture, but never
/// narrower than a stored pixel. Shrinking averages areas, enlarging interpolates.
fn taps(stored: usize, offset: f64, whole: f64, count: usize) -> Vec<Taps> {
    let ratio = stored as f64 / whole;
    let radius = ratio.max(1.0);
    let last = stored - 1;
    (0..count)
        .map(|at| {
            let centre = (at as f64 + 0.5 + offset) * ratio - 0.5;
            let clamp = |value: f64| value.clamp(0.0, last as f64) as usize;
            let (from, to) = (clamp((centre - radius).ceil()), clamp((centre + radius).floor()));
            let tent: Vec<f64> =
                (from..=to).map(|pixel| (1.0 - (pixel as f64 - centre).abs() / radius).max(0.0)).collect();
            let sum: f64 = tent.iter().sum();
            let mut weights: Vec<u32> = if sum > 0.0 {
                tent.iter().map(|weight| (weight / sum * f64::from(UNITY)).round() as u32).collect()
            } else {
                vec![0; tent.len()]
            };
            // What rounding lost or gained goes to the middle, so that an even tint stays even.
            let middle = weights.len() / 2;
            let others = weights.iter().sum::<u32>() - weights[middle];
            weights[middle] = UNITY.saturating_sub(others);
            Taps { first: from, weights }
        })
        .collect()
}

impl Bitmap<'_> {
    /// The shares of the pixels in `crop`; `None` if the crop or the output is empty, or the data is too
    /// short.
    pub(super) fn resample(&self, crop: &Crop) -> Option<Vec<u8>> {
        let (width, height) = crop.size;
        let row = self.width * self.channels;
        let sound = row > 0 && self.height > 0 && self.pixels.len() >= row * self.height;
        let visible = width > 0 && height > 0 && crop.across.1 > 0.0 && crop.down.1 > 0.0;
        if !sound || !visible {
            return None;
        }
        let across = taps(self.width, crop.across.0, crop.across.1, width);
        let down = taps(self.height, crop.down.0, crop.down.1, height);
        let first = down.iter().map(|taps| taps.first).min()?;
        let end = down.iter().map(|taps| taps.first + taps.weights.len()).max()?;
        let narrowed = match self.channels {
            1 => narrowed::<1>,
            3 => narrowed::<3>,
            4 => narrowed::<4>,
            _ => return None,
        };
        let stored = &self.pixels[first * row..end * row];
        let row_out = width * self.channels;
        let mut narrow = vec![0; (end - first) * row_out];
        let rows = narrow.par_chunks_exact_mut(row_out).zip(stored.par_chunks_exact(row));
        rows.for_each(|(out, row)| narrowed(row, &across, out));
        let mut shares = vec![0; height * row_out];
        let rows = shares.par_chunks_exact_mut(row_out).zip(&down);
        rows.for_each_init(
            || vec![0; row_out],
            |sums, (out, taps)| lowered(&narrow[(taps.first - first) * row_out..], &taps.weights, sums, out),
        );
        Some(shares)
    }
}

/// A row with as many pixels as there are taps.
fn narrowed<const CHANNELS: usize>(row: &[u8], across: &[Taps], out: &mut [u8]) {
    for (taps, pixel) in across.iter().zip(out.chunks_exact_mut(CHANNELS)) {
        let mut sums = [0; CHANNELS];
        for (weight, stored) in taps.weights.iter().zip(row[taps.first * CHANNELS..].chunks_exact(CHANNELS)) {
            for (sum, share) in sums.iter_mut().zip(stored) {
                *sum += weight * u32::from(*share);
            }
        }
        for (share, sum) in pixel.iter_mut().zip(sums) {
            *share = weighed(sum);
        }
    }
}

/// One row of several, each with its weight.
fn lowered(rows: &[u8], weights: &[u32], sums: &mut [u32], out: &mut [u8]) {
    sums.fill(0);
    for (weight, row) in weights.iter().zip(rows.chunks_exact(out.len().max(1))) {
        for (sum, share) in sums.iter_mut().zip(row) {
            *sum += weight * u32::from(*share);
        }
    }
    for (share, sum) in out.iter_mut().zip(sums) {
        *share = weighed(*sum);
    }
}

/// The share that a sum of weighed shares comes to.
fn weighed(sum: u32) -> u8 {
    ((sum + UNITY / 2) / UNITY).min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bitmap(width: usize, height: usize, pixels: Vec<u8>) -> Bitmap<'static> {
        Bitmap { width, height, channels: 1, pixels: Cow::Owned(pixels) }
    }

    fn whole(width: usize, height: usize) -> Crop {
        Crop { across: (0.0, width as f64), down: (0.0, height as f64), size: (width, height) }
    }

    #[test]
    fn one_to_one_changes_nothing() {
        let pixels: Vec<u8> = (0..12).map(|at| at * 20).collect();
        assert_eq!(bitmap(4, 3, pixels.clone()).resample(&whole(4, 3)), Some(pixels));
    }

    #[test]
    fn an_even_tint_stays_even_and_stripes_become_gray() {
        let tint = bitmap(701, 333, vec![77; 701 * 333]);
        assert!(tint.resample(&whole(97, 31)).is_some_and(|out| out.iter().all(|share| *share == 77)));
        let stripes = bitmap(400, 4, (0..1600).map(|at| if at % 2 == 0 { 255 } else { 0 }).collect());
        let gray = stripes.resample(&whole(40, 2)).expect("it has pixels");
        assert!(gray.iter().all(|share| (118..=137).contains(share)), "{gray:?}");
    }

    #[test]
    fn a_crop_shows_its_own_part() {
        // Left half empty, right half solid; the crop is the right half.
        let halves = bitmap(100, 2, (0..200).map(|at| if at % 100 < 50 { 0 } else { 255 }).collect());
        let crop = Crop { across: (10.0, 20.0), down: (0.0, 2.0), size: (10, 2) };
        let out = halves.resample(&crop).expect("it has pixels");
        assert!(out.iter().skip(1).step_by(10).all(|share| *share == 255), "{out:?}");
        assert!(halves.resample(&Crop { size: (0, 2), ..crop }).is_none());
        assert!(bitmap(10, 10, vec![0; 99]).resample(&whole(2, 2)).is_none());
    }
}
