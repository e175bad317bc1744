//! The contact sheet (小样对照): the proofs of all alternatives of a page side by side, each with its number and its points.

use std::path::{Path, PathBuf};

use banxin::diagnostic::Diagnostic;
use banxin::font::Library;
use banxin::geometry::{Length, Point, Size};
use banxin::ink::Ink;
use banxin::issue::Role;
use banxin::makeup::MadePage;
use banxin::message::{Language, counted, msg};
use banxin::page::{Item, ItemKind, Page, PlacedGlyph, TextRun};
use banxin::preview::{Pixels, Proofer};
use banxin::read::Loaded;
use rayon::prelude::*;

/// Pixels of a page's height, of the white around pages, and of the line under each.
const HEIGHT: u32 = 800;
const GAP: u32 = 24;
const LINE: u32 = 36;

/// The picture of a page's alternatives.
pub fn path(dir: &Path, page: u32) -> PathBuf {
    dir.join("out").join(format!("makeup-{page}.png"))
}

/// Draws the sheet of the alternatives of page `number`: its path, the PNG, and what the proofs do not show as it will print.
///
/// # Errors
/// Those of [`Proofer::png`].
pub fn draw(
    dir: &Path,
    number: u32,
    made: &[MadePage],
    loaded: &Loaded,
    language: Language,
) -> Result<(PathBuf, Vec<u8>, Vec<Diagnostic>), Diagnostic> {
    let proofer = Proofer::of(&loaded.press);
    let one = |(number, made): (usize, &MadePage)| -> Result<Cell, Diagnostic> {
        let page = made.set.pages.first().cloned().unwrap_or_default();
        let dpi = resolution(page.trim);
        let (picture, _) = proofer.pixels(&page, &made.loaded.library, &made.loaded.issue.pictures, dpi)?;
        let points = counted(made.points.max(0) as usize, "point");
        let words = msg!("{number}   {points}", number, points);
        let label = label(&words.in_language(language), picture.width, &proofer)?;
        Ok(Cell { picture, label })
    };
    let numbered: Vec<(usize, &MadePage)> = (1..).zip(made).collect();
    let cells = numbered.into_par_iter().map(one).collect::<Result<Vec<Cell>, Diagnostic>>()?;
    Ok((path(dir, number), composed(&cells).png()?, proofer.finding().into_iter().collect()))
}

struct Cell {
    picture: Pixels,
    label: Option<Pixels>,
}

/// Dots in an inch at which a page has about [`HEIGHT`] pixels.
fn resolution(trim: Size) -> u32 {
    let points = trim.height.to_pt().max(1.0);
    ((f64::from(HEIGHT) * 72.0 / points).round() as u32).clamp(18, 150)
}

/// How many of so many pages stand side by side: up to four in one row, more in rows that make the sheet about as wide as
/// it is high.
fn across(count: usize) -> usize {
    match count {
        0..=4 => count.max(1),
        _ => (1..).find(|across| across * across * 5 >= count * 7).unwrap_or(count),
    }
}

/// The pages in rows on gray, so that their edges are seen.
fn composed(cells: &[Cell]) -> Pixels {
    let across = across(cells.len());
    let width = cells.iter().map(|cell| cell.picture.width).max().unwrap_or(1);
    let height = cells.iter().map(|cell| cell.picture.height).max().unwrap_or(1) + LINE;
    let down = cells.len().div_ceil(across).max(1);
    let size = (GAP + across as u32 * (width + GAP), GAP + down as u32 * (height + GAP));
    let mut sheet = Pixels::of(size.0, size.1, [214; 3]);
    for (at, cell) in cells.iter().enumerate() {
        let (x, y) =
            (GAP + (at % across) as u32 * (width + GAP), GAP + (at / across) as u32 * (height + GAP));
        sheet.put(&cell.picture, (x, y));
        if let Some(label) = &cell.label {
            sheet.put(label, (x, y + cell.picture.height));
        }
    }
    sheet
}

/// A line of words as a picture of so many pixels, in the program's own face; `None` without glyphs for it.
fn label(words: &str, width: u32, proofer: &Proofer<'_>) -> Result<Option<Pixels>, Diagnostic> {
    let library = Library::embedded();
    let Some(face) = library.find("hei") else { return Ok(None) };
    let size = Length::pt(i64::from(LINE) * 6 / 10);
    let mut page = Page {
        number: 1,
        trim: Size { width: Length::pt(i64::from(width)), height: Length::pt(i64::from(LINE)) },
        ..Page::default()
    };
    let font = library.face(face);
    let mut along = Length::ZERO;
    for letter in words.chars() {
        let Some(id) = font.glyph(letter) else { continue };
        page.push_glyph(PlacedGlyph::new(id, along, Length::ZERO, 0, 0));
        let advance = font.advances([id]).first().copied().map_or(0, i64::from);
        along += Length(size.0 * advance / i64::from(font.metrics().units_per_em.max(1)));
    }
    let run = TextRun {
        face,
        size,
        condense: 1000,
        ink: Ink::BLACK,
        vertical: false,
        turned: false,
        origin: Point { x: Length::pt(2), y: Length::pt(i64::from(LINE) * 7 / 10) },
        glyphs: 0..page.glyphs.len(),
        source: None,
    };
    let item = Item { story: None, place: 0, role: Role::Furniture, kind: ItemKind::Text(run) };
    page.items.push(item);
    Ok(Some(proofer.pixels(&page, &library, &[], 72)?.0))
}
