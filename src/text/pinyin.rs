//! Pinyin over characters (注音; CLReq 5.5): one syllable in the middle over its character, at half its
//! size.
//!
//! A syllable that is wider than its character may stand out over neighbours without pinyin a little;
//! else the character takes more room. That room is part of its width, so no line closes it.

use crate::font::FaceId;
use crate::issue::Text;

use super::faces::with_geta;
use super::paragraph::{Glyph, Lack, Missing, Paragraph, Syllable};
use super::run::{GlyphForm, ShapeRun, ShapedGlyph};
use super::shape::Shaper;
use super::style::TextStyle;

/// Size of pinyin, in thousandths of its character's.
pub const SIZE: i64 = 500;

/// Its baseline over that of its character, in thousandths of the character's em: its tails end just
/// over the em box.
pub const BASELINE: i64 = 1020;

/// How far a syllable may stand out over a neighbour without pinyin.
const OVERHANG: i64 = 250;

/// What stays between neighbouring syllables, in thousandths of their characters' em: a narrow space.
pub const APART: i64 = 125;

/// What stands for a syllable that no face has the letters of.
const GETA_WORD: &str = "〓";

/// Shapes the readings of a text, puts them over their clusters and gives those the room they need.
pub(super) fn annotate(
    text: &Text,
    paragraph: &mut Paragraph,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    shaped: &mut Vec<ShapedGlyph>,
) {
    for (at, syllable) in text.readings() {
        let cluster = paragraph.source.binary_search(&(at as u32));
        let Ok(cluster) = cluster else { continue };
        let length = paragraph.text_of(cluster).chars().next().map_or(0, char::len_utf8);
        let (face, letters) = face_for(syllable, style.pinyin_face, (at, length), paragraph, shaper);
        shaped.clear();
        shaper.shape(&ShapeRun { face, text: letters, vertical: false, form: GlyphForm::Text }, shaped);
        let (size, units) = (style.size.scale(SIZE, 1000), shaper.units_per_em(face));
        let scale = |units_of: i32| size.scale(i64::from(units_of), units).0 as i32;
        let first = paragraph.syllable_glyphs.len() as u32;
        let mut pen = 0;
        for glyph in &*shaped {
            let (along, across) = (scale(pen + glyph.along), scale(glyph.across));
            paragraph.syllable_glyphs.push(Glyph { id: glyph.id, along, across });
            pen += glyph.advance;
        }
        let width = scale(pen);
        let glyphs = first..paragraph.syllable_glyphs.len() as u32;
        let along = (paragraph.width[cluster] - width) / 2;
        paragraph.syllables.push(Syllable { cluster: cluster as u32, face, along, width, glyphs });
    }
    make_room(paragraph);
}

/// The first face of the chain that has every letter of a syllable, and what is set in it. Where none
/// has, 〓 stands for the syllable and the letters are listed at their character's place.
fn face_for<'s>(
    syllable: &'s str,
    named: FaceId,
    (at, length): (usize, usize),
    paragraph: &mut Paragraph,
    shaper: &Shaper<'_>,
) -> (FaceId, &'s str) {
    let library = shaper.library();
    let has = |face: FaceId, letter: char| library.face(face).glyph(letter).is_some();
    let mut chain = library.chain(named).iter().copied();
    if let Some(face) = chain.find(|face| syllable.chars().all(|letter| has(*face, letter))) {
        return (face, syllable);
    }
    for character in syllable.chars().filter(|letter| !has(named, *letter)) {
        let lack = Lack::Glyph;
        paragraph.missing.push(Missing { character, lack, face: named, at, length, found_in: None });
    }
    (with_geta(named, shaper), GETA_WORD)
}

/// Widens clusters whose syllables would stand out too far or come too near to one another.
fn make_room(paragraph: &mut Paragraph) {
    let em = |thousandths: i64| paragraph.size.scale(thousandths, 1000).0 as i32;
    let (overhang, narrow) = (em(OVERHANG), em(APART));
    // What each cluster with a syllable needs before and behind it.
    let mut needs: Vec<(i32, i32)> = paragraph
        .syllables
        .iter()
        .map(|one| {
            let over = (-one.along - overhang).max(0);
            (over, over)
        })
        .collect();
    for next in 1..paragraph.syllables.len() {
        let (one, other) = (&paragraph.syllables[next - 1], &paragraph.syllables[next]);
        let (from, to) = (one.cluster as usize, other.cluster as usize);
        // Gaps may close to nothing; the widths between them stay.
        let between: i32 = paragraph.width[from + 1..to].iter().sum();
        let white = between + one.along + other.along;
        let lacking = narrow - white - if to == from + 1 { 0 } else { needs[next - 1].1 + needs[next].0 };
        if to == from + 1 {
            let lacking = lacking.max(0);
            (needs[next - 1].1, needs[next].0) = (lacking / 2, lacking - lacking / 2);
        } else if lacking > 0 {
            needs[next - 1].1 += lacking / 2;
            needs[next].0 += lacking - lacking / 2;
        }
    }
    for (number, (before, behind)) in needs.into_iter().enumerate() {
        let cluster = paragraph.syllables[number].cluster as usize;
        paragraph.syllables[number].along += before;
        paragraph.width[cluster] += before + behind;
        let glyphs = paragraph.glyph_start[cluster] as usize..paragraph.glyph_start[cluster + 1] as usize;
        for glyph in &mut paragraph.glyphs[glyphs] {
            glyph.along += before;
        }
    }
}
