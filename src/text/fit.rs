//! Whether the glyphs of a face are fit for Chinese lines: brackets, quotes, dashes and dots must be a full em
//! wide, and marks that stand otherwise in lines that run down need a form for that (OpenType `vert`).
//!
//! If no face of a chain has such a form, commas and stops are moved to the upper right of their em here; other
//! marks are turned as Western words are ([`super::faces`]).

use crate::font::FaceId;
use crate::geometry::Length;

use super::class::{Class, VerticalOrientation, vertical_form, vertical_orientation};
use super::run::{GlyphForm, MarkFit, ShapeRun, ShapedGlyph};
use super::shape::Shaper;
use super::vertical::turned_baseline;

/// Where the middle of the ink of a comma or a stop is put in lines that run down: from the left edge of
/// the em, and from its head, in thousandths. The vertical forms of Song, Hei and Kai have it within
/// 0.05 em of there.
const ASIDE: (i32, i32) = (800, 200);

impl Shaper<'_> {
    /// Whether a face's glyph for a character is fit for Chinese lines.
    pub(super) fn fit(
        &mut self,
        face: FaceId,
        (mark, class): (char, Class),
        glyph: u16,
        vertical: bool,
    ) -> MarkFit {
        let wide = class.needs_full_width();
        let stand = if vertical { vertical_orientation(mark, class) } else { VerticalOrientation::Upright };
        if !wide && stand == VerticalOrientation::Upright {
            return MarkFit { is_wide: true, stands: true };
        }
        // A handful of marks: a list is quicker than a map.
        let known = self.fit.iter().find(|known| (known.0, known.1, known.2) == (face, glyph, vertical));
        if let Some(known) = known {
            return known.3;
        }
        let mut shaped = Vec::new();
        let mut bytes = [0; 4];
        let run = ShapeRun { face, text: mark.encode_utf8(&mut bytes), vertical, form: GlyphForm::Text };
        self.shape(&run, &mut shaped);
        let advance: i64 = shaped.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let has_form = shaped.iter().any(|shaped| shaped.id != glyph);
        let stands = match stand {
            VerticalOrientation::Upright => true,
            VerticalOrientation::Turned => has_form,
            VerticalOrientation::Aside => has_form || !self.is_low(face, glyph),
        };
        let fit = MarkFit { is_wide: !wide || advance * 10 >= self.units_per_em(face) * 9, stands };
        self.fit.push((face, glyph, vertical, fit));
        fit
    }

    /// Whether a face that the house brought has a character, but not in the form that it needs in lines
    /// that run down. The embedded faces borrow what they lack from one another, by design.
    pub(super) fn lacks_form(&mut self, face: FaceId, character: char) -> bool {
        let font = self.library().face(face);
        match font.glyph(character) {
            Some(glyph) if !font.is_embedded() => {
                let class = Class::of(character);
                !self.fit(face, (character, class), glyph, true).stands
            }
            _ => false,
        }
    }

    /// The marks that a face has, but not in the form that they need in lines that run down.
    pub fn formless(&mut self, face: FaceId) -> String {
        let characters = self.library().face(face).characters().map(|(character, _)| character);
        // Curly quotes become corner brackets, of which the face needs forms.
        let stays = |mark: &char| vertical_form(*mark) == *mark;
        let marks = characters
            .filter(stays)
            .filter(|mark| vertical_orientation(*mark, Class::of(*mark)) != VerticalOrientation::Upright);
        marks.filter(|mark| self.lacks_form(face, *mark)).collect()
    }

    /// The middle of a glyph's ink in the em box, in thousandths of an em: from its left edge, and from
    /// its head down.
    fn ink_in_em(&self, face: FaceId, glyph: u16) -> Option<(i32, i32)> {
        let tables = self.tables(face)?;
        let [left, bottom, right, top] = tables.ink_box(glyph)?.map(i64::from);
        let units = self.units_per_em(face);
        let half = units - i64::from(tables.advance(glyph));
        let head = i64::from(tables.vertical_origin(glyph)) * 2 - bottom - top;
        Some((((left + right + half) * 500 / units) as i32, (head * 500 / units) as i32))
    }

    /// Whether a mark stands low in its em, as in lines across, and not at the side or in the middle.
    fn is_low(&self, face: FaceId, glyph: u16) -> bool {
        self.ink_in_em(face, glyph).is_some_and(|(across, down)| across < 600 && down > 600)
    }

    /// How far a mark that is turned must be raised to stand on the axis of its line: dashes and dots
    /// stand at the height of Western letters in many faces. Brackets stand where the face has them,
    /// for corner brackets belong to one side.
    pub(super) fn to_the_axis(&self, face: FaceId, (mark, class): (char, Class), size: Length) -> Length {
        let is_bracket = matches!(class, Class::Open | Class::Close);
        let ink = self.library().face(face).glyph(mark).and_then(|glyph| self.ink_box(face, glyph));
        match ink.filter(|_| !is_bracket) {
            Some([_, bottom, _, top]) => {
                let middle = size.scale(i64::from(bottom) + i64::from(top), 2 * self.units_per_em(face));
                -turned_baseline(size) - middle
            }
            None => Length::ZERO,
        }
    }

    /// Moves marks that stand low to the upper right of their em, where the font has no form of them
    /// for lines that run down.
    pub(super) fn put_aside(&self, run: &ShapeRun<'_>, glyphs: &mut [ShapedGlyph]) {
        let font = self.library().face(run.face);
        let units = i32::from(font.metrics().units_per_em);
        for glyph in glyphs {
            let Some(mark) = run.text[glyph.cluster as usize..].chars().next() else { continue };
            let is_nominal = || font.glyph(mark) == Some(glyph.id);
            if vertical_orientation(mark, Class::of(mark)) != VerticalOrientation::Aside
                || !is_nominal()
                || !self.is_low(run.face, glyph.id)
            {
                continue;
            }
            if let Some((across, along)) = self.ink_in_em(run.face, glyph.id) {
                glyph.across += (ASIDE.0 - across) * units / 1000;
                glyph.along += (ASIDE.1 - along) * units / 1000;
            }
        }
    }
}
