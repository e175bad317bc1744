//! Separations (分色): what a page lays on each plate, drawn from the file itself, whoever made it.
//!
//! Overprint and knockout are those of ISO 32000-1, 8.6.7. Soft masks of groups are not applied, so
//! that a page with them shows more ink than it prints, never less; blend modes but Multiply paint as
//! Normal.

mod coverage;
mod paint;
mod white;

#[cfg(test)]
mod tests;

use lopdf::{Document, ObjectId};

use super::preflight::Place;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::pdf_read::{Bounds, Interpreter, PROCESS, page_box};
pub(super) use coverage::coverage;

/// The longest side of a page in pixels.
const LONGEST: f64 = 20_000.0;

/// A page on its plates.
#[derive(Clone, Debug)]
pub struct Plates {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// The plates' names: the four process inks, then spot colours as they come.
    pub names: Vec<String>,
    /// For each plate its pixels, row by row from the top: 0 for no ink, 255 for solid.
    pub plates: Vec<Vec<u8>>,
    /// Pixels in a point.
    scale: f64,
    /// The page that is drawn, and its trimmed part.
    sheet: Bounds,
    trim: Bounds,
    /// Boxes in pixels of white that overprints and stands on ink.
    white: Vec<[usize; 4]>,
}

impl Plates {
    /// A box of pixels (left, top, right, bottom) as a place on the trimmed page.
    fn place(&self, [left, top, right, bottom]: [usize; 4]) -> Place {
        let mm = |points: f64| points * 25.4 / 72.0;
        let x = |pixel: usize| self.sheet.left + pixel as f64 / self.scale - self.trim.left;
        let y = |pixel: usize| self.trim.top - (self.sheet.top - pixel as f64 / self.scale);
        Place {
            left: mm(x(left)),
            top: mm(y(top)),
            width: mm(x(right) - x(left)),
            height: mm(y(bottom) - y(top)),
        }
    }

    /// The places inside the trim where white overprints ink and is lost.
    pub(super) fn lost_white(&self) -> Vec<Place> {
        let [left, top, right, bottom] = self.trimmed();
        let inside =
            |area: &&[usize; 4]| area[0] < right && area[1] < bottom && area[2] > left && area[3] > top;
        self.white.iter().filter(inside).map(|area| self.place(*area)).collect()
    }

    /// The trimmed part in pixels: left, top, right, bottom.
    fn trimmed(&self) -> [usize; 4] {
        let within = |value: f64, most: usize| value.round().clamp(0.0, most as f64) as usize;
        [
            within((self.trim.left - self.sheet.left) * self.scale, self.width),
            within((self.sheet.top - self.trim.top) * self.scale, self.height),
            within((self.trim.right - self.sheet.left) * self.scale, self.width),
            within((self.sheet.top - self.trim.bottom) * self.scale, self.height),
        ]
    }
}

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
    let fault = |why: &str| Diagnostic::error(codes::PLATES, format!("the plates cannot be drawn: {why}"));
    if let Some(why) = crate::pdf_read::unsafe_to_read(file) {
        return Err(fault(why));
    }
    let document = Document::load_mem(file).map_err(|why| fault(&why.to_string()))?;
    let interpreter = Interpreter::new(&document);
    for (at, id) in document.get_pages().into_values().enumerate() {
        let plates = render(&interpreter, &document, id, ppi).ok_or_else(|| {
            fault("a page has no size, or more pixels than can be drawn").help("give less with --dpi")
        })?;
        each(at, plates)?;
    }
    Ok(())
}

/// The plates of a page; `None` for one without a size or with too many pixels.
pub(super) fn render(
    interpreter: &Interpreter<'_>,
    document: &Document,
    id: ObjectId,
    ppi: u32,
) -> Option<Plates> {
    let sheet = page_box(document, id, "MediaBox")?;
    let trim = ["TrimBox", "ArtBox", "BleedBox", "CropBox"];
    let trim = trim.iter().find_map(|key| page_box(document, id, key)).unwrap_or(sheet);
    let scale = f64::from(ppi.max(1)) / 72.0;
    let pixels = |from: f64, to: f64| ((to - from) * scale - 1e-3).ceil();
    let (width, height) = (pixels(sheet.left, sheet.right), pixels(sheet.bottom, sheet.top));
    if !(1.0..=LONGEST).contains(&width) || !(1.0..=LONGEST).contains(&height) {
        return None;
    }
    let (width, height) = (width as usize, height as usize);
    let mut plates = Plates {
        width,
        height,
        names: PROCESS.map(str::to_owned).to_vec(),
        plates: vec![vec![0; width * height]; PROCESS.len()],
        scale,
        sheet,
        trim,
        white: Vec::new(),
    };
    let mut painter = paint::Painter::new(&mut plates);
    interpreter.page(id, &mut painter);
    // Spot colours are known by number while they are painted.
    let mut names = interpreter.inks();
    names.truncate(plates.plates.len());
    plates.names = names;
    Some(plates)
}
