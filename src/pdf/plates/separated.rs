//! A page of a file on its plates, with where its trimmed part lies.

use crate::diagnostic::PageBox;
use crate::message::Message;
use crate::pdf_read::Bounds;
use crate::plates::Plates;

/// What was drawn of a page of a file.
pub(in crate::pdf) struct Separated {
    pub(in crate::pdf) plates: Plates,
    /// The trimmed part of the sheet.
    pub(in crate::pdf) trim: Bounds,
    /// Pictures that could not be decoded, or not to their end.
    pub(in crate::pdf) damaged: Vec<Message>,
}

impl Separated {
    /// A box of pixels (left, top, right, bottom) as a place on the trimmed page.
    pub(super) fn place(&self, [left, top, right, bottom]: [usize; 4]) -> PageBox {
        let Plates { scale, sheet, .. } = &self.plates;
        let mm = |points: f64| points * 25.4 / 72.0;
        let x = |pixel: usize| sheet.left + pixel as f64 / scale - self.trim.left;
        let y = |pixel: usize| self.trim.top - (sheet.top - pixel as f64 / scale);
        PageBox {
            left: mm(x(left)),
            top: mm(y(top)),
            width: mm(x(right) - x(left)),
            height: mm(y(bottom) - y(top)),
        }
    }

    /// The places inside the trim where white overprints ink and is lost.
    pub(in crate::pdf) fn lost_white(&self) -> Vec<PageBox> {
        let [left, top, right, bottom] = self.trimmed();
        let inside =
            |area: &&[usize; 4]| area[0] < right && area[1] < bottom && area[2] > left && area[3] > top;
        self.plates.white.iter().filter(inside).map(|area| self.place(*area)).collect()
    }

    /// The trimmed part in pixels: left, top, right, bottom.
    pub(super) fn trimmed(&self) -> [usize; 4] {
        let Plates { scale, sheet, width, height, .. } = &self.plates;
        let within = |value: f64, most: usize| value.round().clamp(0.0, most as f64) as usize;
        [
            within((self.trim.left - sheet.left) * scale, *width),
            within((sheet.top - self.trim.top) * scale, *height),
            within((self.trim.right - sheet.left) * scale, *width),
            within((sheet.top - self.trim.bottom) * scale, *height),
        ]
    }
}
