//! Separations (分色): what a page lays on each plate, drawn from the file itself, whoever made it.
//!
//! The painter is that of [`crate::plates`], which proofs use too.

mod coverage;
mod separated;

#[cfg(test)]
mod tests;

use lopdf::{Document, ObjectId};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::message::{Message, msg};
use crate::pdf_read::{Interpreter, LoadFault, MOST_OBJECT_BYTES, load, page_box};
use crate::plates::{Painter, Plates};
pub(super) use coverage::coverage;
pub(super) use separated::Separated;

/// The longest side of a page in pixels.
const LONGEST: f64 = 20_000.0;

/// Draws the plates of every page of a file, at so many pixels to the inch, and hands each page on
/// before the next is drawn.
///
/// # Errors
/// `plates` when the file cannot be read or a page is too large; what `each` refuses.
pub fn separate(
    file: &[u8],
    ppi: u32,
    mut each: impl FnMut(usize, Plates) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let fault = |why: Message| Diagnostic::new(codes::PLATES, msg!("the plates cannot be drawn: {why}", why));
    let document = load(file, MOST_OBJECT_BYTES).map_err(|why| match why {
        LoadFault::Encrypted => fault(msg!("the file is encrypted")),
        LoadFault::Unreadable(why) => fault(why),
    })?;
    let interpreter = Interpreter::new(&document);
    for (at, id) in document.get_pages().into_values().enumerate() {
        let plates = render(&interpreter, &document, id, ppi).ok_or_else(|| {
            fault(msg!("a page has no size, or more pixels than can be drawn"))
                .help(msg!("give less with --dpi"))
        })?;
        each(at, plates.plates)?;
    }
    Ok(())
}

/// The plates of a page; `None` for one without a size or with too many pixels.
pub(super) fn render(
    interpreter: &Interpreter<'_>,
    document: &Document,
    id: ObjectId,
    ppi: u32,
) -> Option<Separated> {
    let sheet = page_box(document, id, "MediaBox")?;
    let trim = ["TrimBox", "ArtBox", "BleedBox", "CropBox"];
    let trim = trim.iter().find_map(|key| page_box(document, id, key)).unwrap_or(sheet);
    let scale = f64::from(ppi.max(1)) / 72.0;
    let pixels = |from: f64, to: f64| ((to - from) * scale - 1e-3).ceil();
    let (width, height) = (pixels(sheet.left, sheet.right), pixels(sheet.bottom, sheet.top));
    if !(1.0..=LONGEST).contains(&width) || !(1.0..=LONGEST).contains(&height) {
        return None;
    }
    let mut plates = Plates::bare((width as usize, height as usize), scale, sheet, Vec::new());
    let mut painter = Painter::new(&mut plates);
    interpreter.page(id, &mut painter);
    let damaged = std::mem::take(&mut painter.damaged);
    // Spot colours are known by number while they are painted.
    let mut names = interpreter.inks();
    names.truncate(plates.plates.len());
    plates.names = names;
    Some(Separated { plates, trim, damaged })
}
