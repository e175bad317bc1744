//! Pictures for a screen as pixels.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::message::Message;

/// A picture for a screen, row by row, three bytes a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green and blue.
    pub rgb: Vec<u8>,
}

impl Pixels {
    /// A picture of one colour.
    pub fn of(width: u32, height: u32, colour: [u8; 3]) -> Pixels {
        Pixels { width, height, rgb: colour.repeat(width as usize * height as usize) }
    }

    /// The same smaller: the mean of each square of `by` times `by` pixels, of what there is of it at right and foot.
    #[must_use]
    pub fn shrunk(&self, by: u32) -> Pixels {
        let by = by.max(1);
        let (width, height) = (self.width.div_ceil(by), self.height.div_ceil(by));
        let mut sums = vec![[0_u32; 4]; width as usize];
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        for rows in self.rgb.chunks((self.width * by) as usize * 3) {
            sums.fill([0; 4]);
            for row in rows.chunks_exact((self.width as usize * 3).max(1)) {
                for (pixels, sum) in row.chunks(by as usize * 3).zip(&mut sums) {
                    for pixel in pixels.chunks_exact(3) {
                        for (sum, level) in sum.iter_mut().zip(pixel) {
                            *sum += u32::from(*level);
                        }
                        sum[3] += 1;
                    }
                }
            }
            let mean =
                |[r, g, b, count]: [u32; 4]| [r, g, b].map(|sum| ((sum + count / 2) / count.max(1)) as u8);
            rgb.extend(sums.iter().flat_map(|sum| mean(*sum)));
        }
        Pixels { width, height, rgb }
    }

    /// Puts another picture on it, its first pixel at `x` and `y`; what reaches over the edges is cut off.
    pub fn put(&mut self, other: &Pixels, (x, y): (u32, u32)) {
        let count = other.width.min(self.width.saturating_sub(x)) as usize * 3;
        let rows = other.height.min(self.height.saturating_sub(y)) as usize;
        let from = other.rgb.chunks_exact((other.width as usize * 3).max(1)).take(rows);
        let to = self.rgb.chunks_exact_mut((self.width as usize * 3).max(1)).skip(y as usize);
        for (from, to) in from.zip(to) {
            if let Some(to) = to.get_mut(x as usize * 3..x as usize * 3 + count) {
                to.copy_from_slice(&from[..count]);
            }
        }
    }

    /// As an RGB PNG.
    ///
    /// # Errors
    /// `proof-encoding` when it cannot be coded.
    pub fn png(&self) -> Result<Vec<u8>, Diagnostic> {
        let mut png = Vec::new();
        PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::NoFilter)
            .write_image(&self.rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(|fault| Diagnostic::new(codes::PROOF_ENCODING, Message::verbatim(fault.to_string())))?;
        Ok(png)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_picture_has_the_mean_of_its_pixels() {
        let rgb = [[0, 10, 20], [20, 30, 40], [7, 7, 7], [40, 50, 60], [60, 70, 80], [9, 9, 9]];
        let whole = Pixels { width: 3, height: 2, rgb: rgb.concat() };
        assert_eq!(whole.shrunk(2), Pixels { width: 2, height: 1, rgb: vec![30, 40, 50, 8, 8, 8] });
        assert_eq!(whole.shrunk(1), whole);
        assert_eq!(whole.shrunk(9).rgb.len(), 3);
    }
}
