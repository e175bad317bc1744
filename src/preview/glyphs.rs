//! Outlines of the glyphs on a page, each fetched once.

use rayon::prelude::*;
use tiny_skia::{Path, PathBuilder};

use crate::font::{FaceId, Library, OutlineSink};
use crate::page::{ItemKind, Page, TextRun};

/// A glyph's outline in font units, `y` up, with what placing it needs.
pub(super) struct Outline {
    key: (FaceId, u16),
    /// The outline; its bounds tell which bands it touches.
    pub path: Path,
    /// One font unit in ems.
    pub unit: f32,
    /// From the horizontal origin to the middle of the width, which stands on the axis of lines that run
    /// down: half the advance.
    pub middle: f32,
}

/// The outlines of a page, sorted by face and glyph.
pub(super) struct Outlines(Vec<Outline>);

struct Sink(PathBuilder);

impl OutlineSink for Sink {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}

impl Outlines {
    /// Every outline that the page's text needs; blanks have none.
    pub(super) fn of(page: &Page, library: &Library) -> Outlines {
        let mut keys: Vec<(FaceId, u16)> = page
            .items
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Text(run) => Some(run),
                _ => None,
            })
            .flat_map(|run| glyphs(page, run).iter().map(|glyph| (run.face, glyph.id)))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let outlines: Vec<Option<Outline>> = keys.into_par_iter().map(|key| outline(library, key)).collect();
        Outlines(outlines.into_iter().flatten().collect())
    }

    /// The outline of a glyph, if it has one.
    pub(super) fn get(&self, face: FaceId, glyph: u16) -> Option<&Outline> {
        let at = self.0.binary_search_by_key(&(face, glyph), |outline| outline.key).ok()?;
        self.0.get(at)
    }
}

/// The glyphs of a run; none if its range is not of this page.
pub(super) fn glyphs<'a>(page: &'a Page, run: &TextRun) -> &'a [crate::page::PlacedGlyph] {
    page.glyphs.get(run.glyphs.clone()).unwrap_or(&[])
}

fn outline(library: &Library, key: (FaceId, u16)) -> Option<Outline> {
    let face = library.face(key.0);
    let mut sink = Sink(PathBuilder::new());
    if !face.outline(key.1, &mut sink) {
        return None;
    }
    let metrics = face.metrics();
    let advance = face.advances([key.1]).first().copied().unwrap_or(metrics.units_per_em);
    Some(Outline {
        key,
        path: sink.0.finish()?,
        unit: 1.0 / f32::from(metrics.units_per_em),
        middle: f32::from(advance) / 2.0,
    })
}
