//! Division of words between syllables, and the hyphens that go with it.
//!
//! The syllables are those of Liang's patterns (hypher has those of TeX). The alphabet tells the
//! language: ASCII letters are English, Cyrillic ones Russian, Greek ones Greek. Words with other
//! letters (é, ß) stay whole, for nobody can tell which language they are of.

use std::collections::BTreeMap;
use std::ops::Range;

use hypher::{Lang, hyphenate};

use super::paragraph::{Break, Hyphen, Paragraph};
use super::shape::Shaper;
use super::style::TextStyle;

/// Letters of a word that may be divided, at the least.
pub(super) const SHORTEST: usize = 5;

/// Letters before and behind a division, at the least.
const LEAST: usize = 2;

/// Bytes of the longest word that is looked at: hypher takes 45.
const LONGEST: usize = 40;

/// Words whose syllables are kept before all are forgotten: a newspaper has some hundreds.
const KEPT: usize = 4096;

/// Words that were asked for: a bit for each byte behind which a syllable ends.
#[derive(Default)]
pub(super) struct Syllables(BTreeMap<Box<str>, u64>);

impl Syllables {
    fn of(&mut self, word: &str) -> u64 {
        if let Some(known) = self.0.get(word) {
            return *known;
        }
        let mut ends = 0;
        if let (Some(language), true) = (language(word), word.len() <= LONGEST) {
            let mut at = 0;
            for syllable in hyphenate(word, language) {
                at += syllable.len();
                ends |= 1 << at;
            }
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        self.0.insert(word.into(), ends);
        ends
    }
}

fn language(word: &str) -> Option<Lang> {
    let all = |of: fn(char) -> bool| word.chars().all(of);
    if word.is_ascii() {
        Some(Lang::English)
    } else if all(|letter| matches!(letter, '\u{400}'..='\u{45F}')) {
        Some(Lang::Russian)
    } else if all(|letter| matches!(letter, '\u{370}'..='\u{3FF}')) {
        Some(Lang::Greek)
    } else {
        None
    }
}

/// Marks where the letters of one word may be divided: the bytes of the paragraph's text are given.
///
/// Between syllables it is divided at a cost, or only in need where the style has no `hyphenate`;
/// elsewhere only where it is wider than the measure, for then a reader must still see one word. A
/// hyphen is added everywhere.
pub(super) fn divide(
    paragraph: &mut Paragraph,
    letters: Range<usize>,
    style: &TextStyle<'_>,
    shaper: &mut Shaper<'_>,
    known: &mut Syllables,
) {
    let ends = known.of(&paragraph.text[letters.clone()]);
    let kind = if style.hyphenate { Break::Hyphen } else { Break::Word };
    let cluster = |byte: usize| paragraph.text_start.partition_point(|start| (*start as usize) < byte);
    let (first, last) = (cluster(letters.start), cluster(letters.end));
    let count = paragraph.text[letters.clone()].chars().count();
    let mut before = 0;
    for at in first..last.saturating_sub(1) {
        before += paragraph.text_of(at).chars().count();
        if before < LEAST || count - before < LEAST {
            continue;
        }
        let Some(width) = width(paragraph, at, shaper) else { continue };
        if paragraph.hang.is_empty() {
            paragraph.hang.resize(paragraph.width.len(), 0);
        }
        paragraph.hang[at] = -width;
        let byte = paragraph.text_start[at + 1] as usize - letters.start;
        if byte <= LONGEST && ends >> byte & 1 != 0 {
            paragraph.breaks[at] = kind;
        }
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
