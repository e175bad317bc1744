//! From lengths on the page to pixels of the proof.

use crate::geometry::{Length, Rect};

/// From lengths on the page to pixels of the proof.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// Pixels in a point.
    pub(super) pixels: f64,
}

impl Scale {
    /// A length in pixels.
    pub(super) fn length(self, length: Length) -> f64 {
        length.to_pt() * self.pixels
    }

    /// Left, top, right and bottom in pixels.
    pub(super) fn rect(self, rect: &Rect) -> [f64; 4] {
        [self.length(rect.x), self.length(rect.y), self.length(rect.right()), self.length(rect.bottom())]
    }
}
