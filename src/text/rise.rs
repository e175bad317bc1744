//! Raised and lowered words (上标、下标).

use crate::geometry::Length;
use crate::issue::Rise;

/// The size of raised or lowered words, and how far their baseline stands off the line's, upwards.
pub(super) fn of(rise: Rise, size: Length) -> (Length, Length) {
    match rise {
        Rise::None => (size, Length::ZERO),
        Rise::Super => (size.scale(3, 5), size.scale(7, 20)),
        Rise::Sub => (size.scale(3, 5), size.scale(-3, 20)),
    }
}
