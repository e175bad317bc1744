//! Computes the window of a picture, and where the whole picture lies behind it, from crop, focus and fit.

use crate::geometry::{Length, Rect};
use crate::issue::{Framing, PictureFit};

/// A picture in its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Framed {
    /// What of the page it takes.
    pub(super) window: Rect,
    /// Where the part that the crop leaves would stand; as large as the window or larger.
    pub(super) part: Rect,
    /// Where the whole picture would stand.
    pub(super) whole: Rect,
}

/// Places a picture of these proportions (width to height).
pub(super) fn framed(room: Rect, (width, height): (i64, i64), framing: &Framing, fit: PictureFit) -> Framed {
    // A crop that would leave nothing leaves one percent.
    let [left, top, right, bottom] = framing.crop.map(i64::from);
    let (across, down) = ((100 - left - right).max(1), (100 - top - bottom).max(1));
    let proportions = (width * across, height * down);
    let (window, part) = match fit {
        PictureFit::Contain => {
            let part = room.holding(proportions);
            (part, part)
        }
        PictureFit::Cover => {
            let mut part = room.covered_by(proportions);
            if let Some([x, y]) = framing.focus {
                part.x = kept(room.x, room.width, part.width, i64::from(x) - left, across);
                part.y = kept(room.y, room.height, part.height, i64::from(y) - top, down);
            }
            (room, part)
        }
    };
    let (full_width, full_height) = (part.width.scale(100, across), part.height.scale(100, down));
    let whole = Rect::new(
        part.x - full_width.scale(left, 100),
        part.y - full_height.scale(top, 100),
        full_width,
        full_height,
    );
    Framed { window, part, whole }
}

/// Where a part starts so that a point of it, so many of `of` shares along, comes as near to the
/// middle of the room as it can without leaving white.
fn kept(start: Length, room: Length, part: Length, along: i64, of: i64) -> Length {
    let wanted = start + room / 2 - part.scale(along.clamp(0, of), of);
    wanted.max(start + room - part).min(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
        Rect::new(Length(x), Length(y), Length(width), Length(height))
    }

    #[test]
    fn the_focus_stays_in_sight_and_no_white_comes_in() {
        let room = rect(0, 0, 1000, 1000);
        let at = |focus| {
            let framing = Framing { focus, ..Framing::default() };
            framed(room, (2, 1), &framing, PictureFit::Cover).whole
        };
        assert_eq!(at(None), rect(-500, 0, 2000, 1000));
        assert_eq!(at(Some([50, 50])), at(None));
        assert_eq!(at(Some([40, 90])), rect(-300, 0, 2000, 1000));
        assert_eq!(at(Some([0, 0])), rect(0, 0, 2000, 1000));
        assert_eq!(at(Some([100, 0])), rect(-1000, 0, 2000, 1000));
    }

    #[test]
    fn a_crop_takes_its_percent_off_and_the_rest_fills_the_room() {
        let room = rect(0, 0, 1000, 1000);
        let framing = Framing { crop: [25, 0, 25, 0], focus: None };
        let made = framed(room, (2, 1), &framing, PictureFit::Cover);
        assert_eq!((made.part, made.whole), (room, rect(-500, 0, 2000, 1000)));
        let framing = Framing { crop: [0, 50, 0, 0], focus: None };
        let made = framed(room, (1, 1), &framing, PictureFit::Contain);
        assert_eq!(made.window, rect(0, 250, 1000, 500));
        assert_eq!(made.whole, rect(0, -250, 1000, 1000));
        // A focus that was cut off comes as near as it can.
        let framing = Framing { crop: [50, 0, 0, 0], focus: Some([0, 50]) };
        let made = framed(rect(0, 0, 500, 1000), (2, 1), &framing, PictureFit::Cover);
        assert_eq!((made.part, made.whole), (rect(0, 0, 1000, 1000), rect(-1000, 0, 2000, 1000)));
    }
}
