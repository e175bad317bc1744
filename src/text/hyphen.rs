//! Division of English words, and the hyphens that go with it.

use hypher::{Lang, hyphenate};

use super::class::Class;
use super::paragraph::{Break, Hyphen, Paragraph};
use super::shape::Shaper;
use super::style::TextStyle;

/// Letters of a word that may be divided, at the least.
const SHORTEST: usize = 5;

/// Letters before and behind a division, at the least.
const BEFORE: usize = 2;
const BEHIND: usize = 3;

/// Longest word that is looked at: no word of a newspaper is longer, and hypher takes 45 bytes.
const LONGEST: usize = 40;

/// Marks where the letters of one word may be divided. Brackets and points beside them are no part
/// of the word; a word with figures, signs or capitals inside is a name and stays whole.
///
/// A hyphen is added at every division, those of need too ([`Break::Word`]).
pub(super) fn divide(
    paragraph: &mut Paragraph,
    start: usize,
    end: usize,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
) {
    let letter = |at: &usize| paragraph.class[*at] == Class::Latin;
    let Some(first) = (start..end).find(letter) else { return };
    let last = (first..end).find(|at| !letter(at)).unwrap_or(end);
    if style.hyphenate && !(last..end).any(|at| letter(&at) || paragraph.class[at] == Class::Digit) {
        let from = paragraph.text_start[first] as usize;
        let word = &paragraph.text[from..paragraph.text_start[last] as usize];
        let common = word.chars().skip(1).all(|c| c.is_ascii_lowercase()) && word.is_ascii();
        if common && (SHORTEST..=LONGEST).contains(&word.len()) && last - first == word.len() {
            // Where the dictionary speaks, need has no say.
            for at in &mut paragraph.breaks[first..last - 1] {
                *at = (*at).min(Break::LastResort);
            }
            let mut at = 0;
            for syllable in hyphenate(word, Lang::English) {
                at += syllable.len();
                if at >= BEFORE && word.len() - at >= BEHIND {
                    paragraph.breaks[first + at - 1] = Break::Hyphen;
                }
            }
        }
    }
    for at in start..end - 1 {
        if !matches!(paragraph.breaks[at], Break::Hyphen | Break::Word) {
            continue;
        }
        let Some(width) = width(paragraph, at, shaper) else { continue };
        if paragraph.hang.is_empty() {
            paragraph.hang.resize(paragraph.width.len(), 0);
        }
        paragraph.hang[at] = -width;
    }
}

/// The width of the hyphen in the font of a cluster; the glyph is kept with the paragraph.
pub(super) fn width(paragraph: &mut Paragraph, at: usize, shaper: &mut Shaper<'_>) -> Option<i32> {
    let number = paragraph.font[at];
    if let Some(known) = paragraph.hyphens.iter().find(|known| known.font == number) {
        return Some(known.width);
    }
    let font = paragraph.font_of(at);
    let vertical = paragraph.vertical && !font.turned;
    let (glyph, advance) = shaper.hyphen(font.face, vertical)?;
    let width = font.size.scale(i64::from(advance), shaper.units_per_em(font.face)).0 as i32;
    paragraph.hyphens.push(Hyphen { font: number, glyph, width });
    Some(width)
}
