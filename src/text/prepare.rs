//! The steps from words to a [`Paragraph`], in order; [`super`] describes each of them.

use crate::issue::Text;

use super::align;
use super::breaks;
use super::chunk::{Chunk, ChunkMode};
use super::class::{Class, is_ignorable, look_alike, vertical_form};
use super::clean::{BreakControls, clean};
use super::clusters::{ChunkSetting, push_abreast, push_clusters, push_run, stand_ins};
use super::controls;
use super::cuts::find_cuts;
use super::faces::{GETA_WORD, choose_faces};
use super::letter::Letter;
use super::paragraph::{Break, GapKind, Paragraph};
use super::pinyin;
use super::run::{ShapeRun, ShapedGlyph};
use super::shape::Shaper;
use super::space;
use super::style::TextStyle;
use super::words;

/// Room for the work on one paragraph, used again for the next.
#[derive(Default)]
pub struct Scratch {
    letters: Vec<Letter>,
    controls: BreakControls,
    chunks: Vec<Chunk>,
    glyphs: Vec<ShapedGlyph>,
    words: words::WordScratch,
}

/// Shapes and measures the words of one paragraph.
///
/// Never fails: characters that no face of the chain has are set as 〓 and listed in
/// [`Paragraph::missing`], as are those that came from a fallback face.
pub fn prepare(text: &Text, style: &TextStyle<'_>, shaper: &mut Shaper<'_>) -> Paragraph {
    let mut paragraph = Paragraph::default();
    prepare_into(text, style, shaper, &mut Scratch::default(), &mut paragraph);
    paragraph
}

/// As [`prepare`], into a paragraph whose room is used again.
pub fn prepare_into(
    text: &Text,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    scratch: &mut Scratch,
    paragraph: &mut Paragraph,
) {
    paragraph.clear();
    paragraph.size = style.size;
    paragraph.vertical = style.vertical;
    paragraph.tracking = (style.size.0 * i64::from(style.tracking) / 1000) as i32;
    let Scratch { letters, controls, chunks, glyphs, words: room } = scratch;
    let mut found = clean(text, letters, controls);
    if style.vertical {
        for letter in &mut *letters {
            // An apostrophe is a sign of its word and no quotation mark.
            if matches!(letter.class, Class::Open | Class::Close) {
                letter.character = vertical_form(letter.character);
            }
        }
        found.changed = true;
    }
    if found.changed {
        paragraph.text.extend(letters.iter().map(|letter| letter.character));
    } else {
        paragraph.text.extend(text.runs.iter().map(|run| run.text.as_str()));
    }
    choose_faces(letters, text.runs.len() == 1, style, shaper, &mut paragraph.missing, chunks);
    let words = std::mem::take(&mut paragraph.text);
    let mut base = 0usize;
    for chunk in &*chunks {
        let next = letters.get(chunk.letters.end);
        let letters = &letters[chunk.letters.clone()];
        let length = match next {
            _ if found.changed => letters.iter().map(|letter| letter.character.len_utf8()).sum(),
            Some(next) => next.at as usize - base,
            None => words.len() - base,
        };
        let units = shaper.units_per_em(chunk.font.face);
        let vertical = style.vertical && !matches!(chunk.mode, ChunkMode::Abreast | ChunkMode::Turned);
        let run = &words[base..base + length];
        let run = ShapeRun { face: chunk.font.face, text: run, vertical, form: chunk.form };
        glyphs.clear();
        if chunk.mode == ChunkMode::Abreast {
            shaper.shape(&run, glyphs);
            push_abreast(paragraph, letters, base, chunk.font, units, glyphs);
            base += length;
            continue;
        }
        let mut setting = ChunkSetting::new(paragraph, chunk, units, found.changed);
        if let ChunkMode::Geta | ChunkMode::LookAlike = chunk.mode {
            let geta = chunk.mode == ChunkMode::Geta;
            let stands_for = |letter: &Letter| match look_alike(letter.character) {
                Some(same) if !geta => same,
                _ if is_ignorable(letter.character) => "",
                _ => GETA_WORD,
            };
            let (stand_in, places) = stand_ins(letters, stands_for);
            shaper.shape(&ShapeRun { text: &stand_in, ..run }, glyphs);
            places.restore(glyphs);
            let first = paragraph.len();
            push_clusters(paragraph, letters, base, 0, &mut setting, glyphs);
            if geta {
                paragraph.class[first..].iter_mut().for_each(|class| *class = class.filling());
            }
        } else if found.far {
            shaper.shape(&run, glyphs);
            push_clusters(paragraph, letters, base, 0, &mut setting, glyphs);
        } else {
            push_run(paragraph, letters, base, &run, &mut setting, shaper, glyphs);
        }
        base += length;
    }
    paragraph.text = words;
    paragraph.glyph_start.push(paragraph.glyphs.len() as u32);
    paragraph.text_start.push(paragraph.text.len() as u32);
    let count = paragraph.len();
    paragraph.gap.resize(count, 0);
    paragraph.gap_kind.resize(count, GapKind::Plain);
    paragraph.tail.resize(count, 0);
    paragraph.breaks.resize(count, Break::No);
    align::to_the_em_box(paragraph, style, shaper.library());
    space::space(paragraph, style, shaper);
    pinyin::annotate(text, paragraph, style, shaper, glyphs);
    breaks::find(paragraph, style, shaper, found.odd, room);
    if !controls.is_empty() {
        controls::apply(paragraph, letters, controls, shaper);
    }
    let mut cuts = std::mem::take(&mut paragraph.cuts);
    find_cuts(paragraph, Break::Address, &mut cuts);
    paragraph.cuts = cuts;
}
