//! Faces mixed on one line, on one em box (字面): the ideographs of a face that is not the line's own
//! are moved so that they stand as high as those of the line.
//!
//! Fonts say where their em box lies, but some draw their ideographs lower in it than others do, so the
//! height is measured from the ink of many ideographs. Letters and figures stay on the line's baseline.

use crate::font::{FaceId, Library};
use crate::geometry::Length;

use super::class::Class;
use super::paragraph::Paragraph;
use super::style::TextStyle;

/// Faces that differ by less, in thousandths of an em, stand alike.
const ALIKE: i64 = 8;

/// Moves what is set in other faces than the style's to the height of its em box.
pub(super) fn to_the_em_box(paragraph: &mut Paragraph, style: &TextStyle<'_>, library: &Library) {
    if paragraph.fonts.iter().all(|font| font.face == style.face) {
        return;
    }
    let lifts: Vec<i32> =
        paragraph.fonts.iter().map(|font| lift(font.face, font.size, style, library).0 as i32).collect();
    if lifts.iter().all(|lift| *lift == 0) {
        return;
    }
    for cluster in 0..paragraph.len() {
        let font = usize::from(paragraph.font[cluster]);
        let class = paragraph.class[cluster];
        if lifts[font] == 0 || class.is_western() || class == Class::Space || paragraph.fonts[font].turned {
            continue;
        }
        let range = paragraph.glyph_start[cluster] as usize..paragraph.glyph_start[cluster + 1] as usize;
        for glyph in &mut paragraph.glyphs[range] {
            if paragraph.vertical {
                glyph.along -= lifts[font];
            } else {
                glyph.across += lifts[font];
            }
        }
    }
}

/// How far a face's ideographs must be lifted to stand as high as those of the style's face.
fn lift(face: FaceId, size: Length, style: &TextStyle<'_>, library: &Library) -> Length {
    let middle = |face: FaceId| library.face(face).ideographs_middle();
    let (Some(own), Some(other)) = (middle(style.face), middle(face)) else { return Length::ZERO };
    let lift = i64::from(own) - i64::from(other);
    if lift.abs() < ALIKE { Length::ZERO } else { size.scale(lift, 1000) }
}
