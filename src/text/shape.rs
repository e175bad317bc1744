//! Shaping: characters to glyphs. The only file that names rustybuzz.
//!
//! Every run is shaped with script Hani and language zh-Hans, Western runs too: otherwise the
//! fonts give `——` a width of 1.69 em and digits another design.

use std::str::FromStr;

use rustybuzz::{Direction, Language, ShapePlan, UnicodeBuffer, script};

use crate::font::{FaceId, Library};

/// A glyph as the shaper gives it, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// The glyph in its face.
    pub id: u16,
    /// First byte of its cluster in the run.
    pub cluster: u32,
    /// How far the pen moves along the line (to the right, or down).
    pub advance: i32,
    /// Off the pen, along the line.
    pub along: i32,
    /// Off the pen, across it: up in horizontal lines, to the right in vertical ones.
    pub across: i32,
}

/// Height of the vertical origin over the baseline, in thousandths of an em: the top of the em
/// box of CJK fonts (DW2 in PDF, 32000-1 §9.7.4.3). Glyph places in vertical lines are given
/// against it, whatever origin the font itself uses.
pub const VERTICAL_ORIGIN: i32 = 880;

/// Which forms of a face's glyphs a run takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Those of running text.
    #[default]
    Text,
    /// Figures half an em wide, where the face has them (OpenType `hwid`).
    HalfWidth,
    /// Quotes as wide as Western ones, where the face has them (OpenType `pwid`).
    Proportional,
}

/// What is shaped at once: words of one face and form.
#[derive(Clone, Copy, Debug)]
pub struct Run<'t> {
    /// The face.
    pub face: FaceId,
    /// The words.
    pub text: &'t str,
    /// Whether the line runs down the page.
    pub vertical: bool,
    /// The forms.
    pub form: Form,
}

struct FacePlans<'f> {
    face: rustybuzz::Face<'f>,
    horizontal: ShapePlan,
    vertical: ShapePlan,
}

/// Shapes runs with the faces of one library. It keeps parsed faces and plans, so one shaper
/// serves many paragraphs of one thread.
pub struct Shaper<'f> {
    library: &'f Library,
    faces: Vec<Option<FacePlans<'f>>>,
    buffer: Option<UnicodeBuffer>,
    language: Option<Language>,
    /// Glyphs of marks that were asked for, across or down: fit or not.
    fit: Vec<(FaceId, u16, bool, bool)>,
}

impl<'f> Shaper<'f> {
    /// A shaper over a library; faces are parsed when first used.
    pub fn new(library: &'f Library) -> Shaper<'f> {
        let faces = library.iter().map(|_| None).collect();
        let language = Language::from_str("zh-Hans").ok();
        Shaper { library, faces, buffer: None, language, fit: Vec::new() }
    }

    /// The faces it shapes with.
    pub fn library(&self) -> &'f Library {
        self.library
    }

    /// Font units in an em of a face.
    pub fn units_per_em(&self, face: FaceId) -> i64 {
        i64::from(self.library.face(face).metrics().units_per_em)
    }

    /// Whether a face's glyph for a mark is fit for Chinese lines: about an em wide (nine tenths:
    /// dashes of some faces are a little short), and with a form of its own for vertical lines.
    pub fn is_fit(&mut self, face: FaceId, mark: char, glyph: u16, vertical: bool) -> bool {
        // A handful of marks: a list is quicker than a map.
        let known = self.fit.iter().find(|known| (known.0, known.1, known.2) == (face, glyph, vertical));
        if let Some(known) = known {
            return known.3;
        }
        let mut shaped = Vec::new();
        let mut bytes = [0; 4];
        let run = Run { face, text: mark.encode_utf8(&mut bytes), vertical, form: Form::Text };
        self.shape(&run, &mut shaped);
        let advance: i64 = shaped.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let full = advance * 10 >= self.units_per_em(face) * 9;
        let turned = !vertical || shaped.iter().any(|shaped| shaped.id != glyph);
        self.fit.push((face, glyph, vertical, full && turned));
        full && turned
    }

    /// Shapes one run of one face and appends its glyphs in logical order.
    pub fn shape(&mut self, run: &Run<'_>, out: &mut Vec<ShapedGlyph>) {
        let Run { face, text, vertical, form: _ } = *run;
        let direction = if vertical { Direction::TopToBottom } else { Direction::LeftToRight };
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.set_script(script::HAN);
        if let Some(language) = &self.language {
            buffer.set_language(language.clone());
        }
        let origin = self.units_per_em(face) as i32 * VERTICAL_ORIGIN / 1000;
        let Some(plans) = self.plans(face) else {
            self.buffer = Some(buffer);
            return;
        };
        let plan = if vertical { &plans.vertical } else { &plans.horizontal };
        let glyphs = rustybuzz::shape_with_plan(&plans.face, plan, buffer);
        let first = out.len();
        for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
            let (advance, along, across) = if vertical {
                (-position.y_advance, -(position.y_offset + origin), position.x_offset)
            } else {
                (position.x_advance, position.x_offset, position.y_offset)
            };
            let id = info.glyph_id as u16;
            out.push(ShapedGlyph { id, cluster: info.cluster, advance, along, across });
        }
        self.buffer = Some(glyphs.clear());
        if vertical {
            // Offsets lead to the horizontal origin; the middle of the glyph stands on the axis.
            let widths = self.library.face(face).advances(out[first..].iter().map(|glyph| glyph.id));
            for (glyph, width) in out[first..].iter_mut().zip(widths) {
                glyph.across += i32::from(width) / 2;
            }
        }
    }

    fn plans(&mut self, face: FaceId) -> Option<&FacePlans<'f>> {
        let slot = self.faces.get_mut(usize::from(face.0))?;
        if slot.is_none() {
            let font = self.library.face(face);
            let parsed = rustybuzz::Face::from_slice(font.data(), font.index())?;
            let plan = |direction| {
                ShapePlan::new(&parsed, direction, Some(script::HAN), self.language.as_ref(), &[])
            };
            let horizontal = plan(Direction::LeftToRight);
            let vertical = plan(Direction::TopToBottom);
            *slot = Some(FacePlans { face: parsed, horizontal, vertical });
        }
        slot.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(face: &str, text: &str, vertical: bool) -> Vec<ShapedGlyph> {
        let library = Library::embedded();
        let mut out = Vec::new();
        let id = library.find(face).expect("an embedded face");
        Shaper::new(&library).shape(&Run { face: id, text, vertical, form: Form::Text }, &mut out);
        out
    }

    #[test]
    fn two_dashes_are_one_glyph_of_two_ems() {
        let glyphs = shape("song", "——", false);
        assert_eq!(glyphs.len(), 1);
        assert_eq!(glyphs[0].advance, 2000);
        assert_eq!(shape("song", "，", false)[0].advance, 1000);
    }

    #[test]
    fn vertical_lines_take_vertical_forms_and_centre_them() {
        let (down, across) = (shape("song", "，（国", true), shape("song", "，（国", false));
        assert_ne!(down[0].id, across[0].id);
        assert_ne!(down[1].id, across[1].id);
        assert_eq!(down[2].id, across[2].id);
        for glyph in down {
            assert_eq!((glyph.advance, glyph.along, glyph.across), (1000, 0, 0));
        }
    }

    #[test]
    fn a_face_without_vertical_origins_still_fills_its_em() {
        let glyphs = shape("kai", "国", true);
        assert_eq!(glyphs[0].advance, 1000);
        assert_eq!(glyphs[0].across, 0);
        assert!(glyphs[0].along.abs() <= 200, "{:?}", glyphs[0]);
    }
}
