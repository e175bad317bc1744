//! White that is lost because it overprints (白色叠印).
//!
//! White is paper: it prints only by keeping ink away from a place. An object whose inks are all nothing and that
//! overprints leaves every plate that it does not name as it is, and in overprint mode 1 the process plates too
//! (ISO 32000-1, 8.6.7): over ink it is not there. Before such an object is laid, the plates that it leaves alone
//! are looked at under its cover; where there is ink, the box around that ink is kept. White over bare paper does
//! no harm and is not told.

use super::cover::Cover;
use super::paint::{Laying, Painter, share_on};
use crate::pdf_read::Colour;

/// Ink that counts, of 255: less is the edge of something else.
const LEAST_INK: u8 = 26;
/// How much of a pixel the white covers, of 255, for the pixel to count.
const LEAST_COVER: u8 = 64;
/// Places that are kept for one page.
const MOST_PLACES: usize = 1_000;

impl Painter<'_> {
    /// Takes note of white that is about to be laid and will be lost.
    pub(super) fn watch_white(&mut self, cover: &Cover, colour: &Colour, laying: &Laying) {
        if !laying.overprint || colour.plates() > 0 || self.plates.white.len() >= MOST_PLACES {
            return;
        }
        let left_alone = |plate: &usize| share_on(colour, *plate, laying).is_none();
        let kept: Vec<usize> = (0..self.plates.plates.len()).filter(left_alone).collect();
        let mut around: Option<[usize; 4]> = None;
        for (x, y, shown) in cover.pixels() {
            let at = y * self.plates.width + x;
            if shown >= LEAST_COVER && kept.iter().any(|plate| self.plates.plates[*plate][at] >= LEAST_INK) {
                let [left, top, right, bottom] = around.unwrap_or([x, y, x + 1, y + 1]);
                around = Some([left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)]);
            }
        }
        self.plates.white.extend(around);
    }
}
