//! The paper's name as a picture, for the head of the site.

use std::io::Cursor;
use std::sync::Arc;

use image::ImageReader;

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

/// A picture that the house gives; `None` where its size cannot be told.
pub(super) fn of_file(picture: &MastheadPicture) -> Option<Art> {
    let (width, height) = match picture.ending {
        "svg" => {
            let size = usvg::Tree::from_data(&picture.bytes, &usvg::Options::default()).ok()?.size();
            size.to_int_size().dimensions()
        }
        _ => {
            let reader = ImageReader::new(Cursor::new(&picture.bytes)).with_guessed_format().ok()?;
            reader.into_dimensions().ok()?
        }
    };
    Some(Art {
        file: format!("masthead.{}", picture.ending),
        bytes: Arc::clone(&picture.bytes),
        width,
        height,
        plain: false,
    })
}

/// The drawing of the masthead, in the colours that its inks have on a screen.
pub(super) fn of_drawing(drawing: &Drawing, press: &Press) -> Art {
    let svg = desk::drawing_file(drawing, &preview::Look::for_reading(press));
    let black = |ink: &crate::ink::Ink| {
        let process = ink.process();
        ink.spots().is_empty() && process.c == 0 && process.m == 0 && process.y == 0
    };
    let pixels = |units: i32| u32::try_from(units / 256).unwrap_or(0).max(1);
    Art {
        file: "masthead.svg".to_owned(),
        bytes: svg.into_bytes().into(),
        width: pixels(drawing.width),
        height: pixels(drawing.height),
        plain: drawing.shapes.iter().all(|shape| shape.inks().all(black)),
    }
}
