//! The paper's name as a picture, for the head of the site.

use std::sync::Arc;

use crate::desk;
use crate::ink::Press;
use crate::issue::Drawing;
use crate::layout::MastheadPicture;
use crate::preview;

/// A picture of the paper's name.
#[derive(Clone, Debug)]
pub struct Art {
    /// Its name among the files of `assets`.
    pub file: String,
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Whether it is black alone, so that it is shown white in the dark.
    pub plain: bool,
}

/// Whether it is a name of such a picture, and of nothing else on a disk.
pub(super) fn is_name(file: &str) -> bool {
    ["svg", "png", "jpg", "webp"].iter().any(|ending| file == format!("masthead.{ending}"))
}

/// A picture that the house gives, or the file of the masthead's drawing.
pub(super) fn of_file(picture: &MastheadPicture, plain: bool) -> Art {
    Art {
        file: format!("masthead.{}", picture.ending),
        bytes: Arc::clone(&picture.bytes),
        width: picture.width,
        height: picture.height,
        plain,
    }
}

/// Whether a drawing is black alone.
pub(super) fn is_plain(drawing: &Drawing) -> bool {
    let black = |ink: &crate::ink::Ink| {
        let process = ink.process();
        ink.spots().is_empty() && process.c == 0 && process.m == 0 && process.y == 0
    };
    drawing.shapes.iter().all(|shape| shape.inks().all(black))
}

/// The drawing of the masthead, in the colours that its inks have on a screen.
pub(super) fn of_drawing(drawing: &Drawing, press: &Press) -> Art {
    let svg = desk::drawing_file(drawing, &preview::Look::for_reading(press));
    let pixels = |units: i32| u32::try_from(units / 256).unwrap_or(0).max(1);
    Art {
        file: "masthead.svg".to_owned(),
        bytes: svg.into_bytes().into(),
        width: pixels(drawing.width),
        height: pixels(drawing.height),
        plain: is_plain(drawing),
    }
}
