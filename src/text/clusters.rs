//! Shaped runs to clusters.

use crate::geometry::Length;

use super::cache::{BASIC, Entry, State};
use super::chunk::Chunk;
use super::class::Class;
use super::letter::Letter;
use super::paragraph::{Font, Glyph, Paragraph};
use super::run::{ShapeRun, ShapedGlyph};
use super::shape::Shaper;
use super::vertical::turned_baseline;

/// Where each letter's part of a stand-in text begins, and the byte of the letter.
pub(super) struct StandInPlaces(Vec<(u32, u32)>);

/// The text whose glyphs stand for letters: of each letter the characters that `stands_for` tells.
pub(super) fn stand_ins(
    letters: &[Letter],
    stands_for: impl Fn(&Letter) -> &'static str,
) -> (String, StandInPlaces) {
    let (mut text, mut places, mut at) = (String::new(), Vec::new(), 0);
    for letter in letters {
        let part = stands_for(letter);
        if !part.is_empty() {
            places.push((text.len() as u32, at));
            text.push_str(part);
        }
        at += letter.character.len_utf8() as u32;
    }
    (text, StandInPlaces(places))
}

impl StandInPlaces {
    /// Gives the glyphs of the stand-in text the bytes of the letters.
    pub(super) fn restore(&self, glyphs: &mut [ShapedGlyph]) {
        for glyph in glyphs {
            let part = self.0.partition_point(|(start, _)| *start <= glyph.cluster);
            glyph.cluster = part.checked_sub(1).map_or(0, |part| self.0[part].1);
        }
    }
}

/// Appends one cluster of an em that holds glyphs side by side, shaped across and centred on the
/// vertical line.
pub(super) fn push_abreast(
    paragraph: &mut Paragraph,
    letters: &[Letter],
    base: usize,
    font: Font,
    units_per_em: i64,
    glyphs: &[ShapedGlyph],
) {
    let em = font.size;
    // Smaller figures stand in the middle of the em.
    let spare = ((paragraph.size - em) / 2).0 as i32;
    let scale = |units: i32| em.scale(i64::from(units), units_per_em).0 as i32;
    paragraph.glyph_start.push(paragraph.glyphs.len() as u32);
    paragraph.text_start.push(base as u32);
    let mut x = -glyphs.iter().map(|glyph| glyph.advance).sum::<i32>() / 2;
    for glyph in glyphs {
        // A glyph of a vertical line hangs from the middle of its top.
        let across = scale(x + glyph.advance / 2 + glyph.along);
        paragraph.glyphs.push(Glyph { id: glyph.id, along: scale(-glyph.across) + spare, across });
        x += glyph.advance;
    }
    paragraph.source.push(letters.first().map_or(0, |letter| letter.at));
    // Together they stand like an ideograph: no gap parts them from their neighbours.
    paragraph.class.push(Class::Han);
    let font = paragraph.font_number(font);
    paragraph.font.push(font);
    paragraph.width.push(paragraph.size.0 as i32);
}

/// Font units to 1/65536 pt at one size; the last answer is kept, for most glyphs of a run ask alike.
struct Scale {
    em: Length,
    units_per_em: i64,
    last: (i32, i32),
}

impl Scale {
    fn of(&mut self, units: i32) -> i32 {
        if units == 0 {
            return 0;
        }
        if units != self.last.0 {
            self.last = (units, self.em.scale(i64::from(units), self.units_per_em).0 as i32);
        }
        self.last.1
    }
}

/// How many letters from the first on have one glyph each that no other letter has; `byte` is the
/// first one's.
fn in_step(letters: &[Letter], glyphs: &[ShapedGlyph], byte: u32) -> usize {
    let mut at = byte;
    let mut count = 0;
    for (letter, glyph) in letters.iter().zip(glyphs) {
        if glyph.cluster != at {
            break;
        }
        at += letter.character.len_utf8() as u32;
        count += 1;
    }
    // The next glyph may be the last letter's too, or the next letter the last glyph's.
    let whole = count == glyphs.len() && count == letters.len();
    if whole { count } else { count.saturating_sub(1) }
}

/// How the glyphs of one chunk stand.
pub(super) struct ChunkSetting {
    font: u16,
    scale: Scale,
    rise: Length,
    /// Letters do not stand at the bytes they come from.
    changed: bool,
}

impl ChunkSetting {
    pub(super) fn new(
        paragraph: &mut Paragraph,
        chunk: &Chunk,
        units_per_em: i64,
        changed: bool,
    ) -> ChunkSetting {
        let font = chunk.font;
        let rise = chunk.rise + if font.turned { turned_baseline(font.size) } else { Length::ZERO };
        let scale = Scale { em: font.size, units_per_em, last: (0, 0) };
        ChunkSetting { font: paragraph.font_number(font), scale, rise, changed }
    }
}

/// Shapes the letters of a run, whose text begins at byte `base` of the paragraph's, and appends
/// their clusters. Nothing in it may reach beyond runs.
pub(super) fn push_run(
    paragraph: &mut Paragraph,
    letters: &[Letter],
    base: usize,
    run: &ShapeRun<'_>,
    setting: &mut ChunkSetting,
    shaper: &mut Shaper<'_>,
    glyphs: &mut Vec<ShapedGlyph>,
) {
    let mut rest = letters;
    // Where the last character stands that may be taken along by what follows.
    let (mut before, mut at) = (0, 0);
    loop {
        let known = push_known(paragraph, rest, base + at, setting, shaper.known(run));
        if let Some(last) = known.last() {
            let end = paragraph.text_start[paragraph.len() - 1] as usize - base;
            (before, at) = (end, end + last.character.len_utf8());
            rest = &rest[known.len()..];
        }
        if rest.is_empty() {
            return;
        }
        glyphs.clear();
        let stretch = shaper.shape_stretch(run, before, at, glyphs);
        let mut first = letters.len() - rest.len();
        if stretch.start < at {
            paragraph.pop();
            first -= 1;
        }
        let count = run.text[stretch.start..stretch.end].chars().count();
        push_clusters(paragraph, &letters[first..first + count], base, stretch.start, setting, glyphs);
        rest = &letters[first + count..];
        at = stretch.end;
        before = if stretch.alone { stretch.start } else { at };
    }
}

/// Appends the clusters of the letters, from the first on, that have their own glyph whatever stands
/// beside them, and returns those letters.
fn push_known<'l>(
    paragraph: &mut Paragraph,
    letters: &'l [Letter],
    base: usize,
    setting: &mut ChunkSetting,
    known: &[Entry],
) -> &'l [Letter] {
    let Ok(known) = <&[Entry; BASIC]>::try_from(known) else { return &[] };
    // For letters of the basic plane.
    let entry = |letter: &Letter| known[usize::from(letter.character as u32 as u16)];
    let is_known =
        |letter: &&Letter| (letter.character as usize) < BASIC && entry(letter).state <= State::Follows;
    let count = letters.iter().take_while(is_known).count();
    let letters = &letters[..count];
    let (from, first) = (paragraph.len(), paragraph.glyphs.len());
    let Paragraph { glyphs, glyph_start, text_start, source, font, class, width, .. } = paragraph;
    font.resize(from + count, setting.font);
    glyph_start.extend(first as u32..(first + count) as u32);
    source.extend(letters.iter().map(|letter| letter.at));
    class.extend(letters.iter().map(|letter| letter.class));
    width.resize(from + count, 0);
    let rise = setting.rise.0 as i32;
    glyphs.extend(letters.iter().zip(&mut width[from..]).map(|(letter, width)| {
        let entry = entry(letter);
        *width = setting.scale.of(i32::from(entry.advance));
        let (mut along, mut across) = (0, rise);
        if (entry.along, entry.across) != (0, 0) {
            along = setting.scale.of(i32::from(entry.along));
            across += setting.scale.of(i32::from(entry.across));
        }
        Glyph { id: entry.id, along, across }
    }));
    if setting.changed {
        let mut byte = base as u32;
        text_start.extend(letters.iter().map(|letter| {
            let here = byte;
            byte += letter.character.len_utf8() as u32;
            here
        }));
    } else {
        text_start.extend(letters.iter().map(|letter| letter.at));
    }
    letters
}

/// Appends the clusters of shaped glyphs; their run begins at byte `base` of the paragraph's text, and
/// the first letter stands at byte `byte` of the run.
pub(super) fn push_clusters(
    paragraph: &mut Paragraph,
    letters: &[Letter],
    base: usize,
    byte: usize,
    setting: &mut ChunkSetting,
    glyphs: &[ShapedGlyph],
) {
    let ChunkSetting { font: number, scale, rise, .. } = setting;
    let (number, rise) = (*number, rise.0 as i32);
    let count = paragraph.source.len() + glyphs.len();
    paragraph.reserve(count);
    let mut byte = byte as u32;
    let mut letter = letters.iter();
    let mut at = 0;
    while at < glyphs.len() {
        // Most glyphs are one letter's, and most letters one glyph.
        let alike = in_step(letter.as_slice(), &glyphs[at..], byte);
        if alike > 0 {
            let (some, rest) = letter.as_slice().split_at(alike);
            let glyphs = &glyphs[at..at + alike];
            let first = paragraph.glyphs.len() as u32;
            paragraph.glyph_start.extend(first..first + alike as u32);
            paragraph.text_start.extend(glyphs.iter().map(|glyph| base as u32 + glyph.cluster));
            paragraph.source.extend(some.iter().map(|letter| letter.at));
            paragraph.class.extend(some.iter().map(|letter| letter.class));
            paragraph.font.resize(paragraph.font.len() + alike, number);
            paragraph.width.extend(glyphs.iter().map(|glyph| scale.of(glyph.advance)));
            if glyphs.iter().any(|glyph| glyph.kern != 0) {
                let from = paragraph.width.len() - alike;
                for (number, glyph) in glyphs.iter().enumerate() {
                    part_kern(paragraph, from + number, scale.of(glyph.advance - glyph.kern));
                }
            }
            paragraph.glyphs.extend(glyphs.iter().map(|glyph| Glyph {
                id: glyph.id,
                along: scale.of(glyph.along),
                across: scale.of(glyph.across) + rise,
            }));
            byte = glyphs[alike - 1].cluster + some[alike - 1].character.len_utf8() as u32;
            at += alike;
            letter = rest.iter();
            continue;
        }
        let cluster = glyphs[at].cluster;
        let (mut advance, mut kern) = (0, 0);
        paragraph.glyph_start.push(paragraph.glyphs.len() as u32);
        paragraph.text_start.push(base as u32 + cluster);
        while at < glyphs.len() && glyphs[at].cluster == cluster {
            let glyph = &glyphs[at];
            paragraph.glyphs.push(Glyph {
                id: glyph.id,
                along: scale.of(advance + glyph.along),
                across: scale.of(glyph.across) + rise,
            });
            advance += glyph.advance;
            kern += glyph.kern;
            at += 1;
        }
        // The letter that opens this cluster.
        let opening = loop {
            match letter.next() {
                Some(candidate) if byte < cluster => byte += candidate.character.len_utf8() as u32,
                other => break other,
            }
        };
        if let Some(opening) = opening {
            byte += opening.character.len_utf8() as u32;
        }
        paragraph.source.push(opening.map_or(0, |letter| letter.at));
        paragraph.class.push(opening.map_or(Class::Han, |letter| letter.class));
        paragraph.font.push(number);
        paragraph.width.push(scale.of(advance));
        if kern != 0 {
            part_kern(paragraph, paragraph.len() - 1, scale.of(advance - kern));
        }
    }
}

/// Gives a cluster the width that it has by itself and its gap what the next one adds to it or takes
/// from it, so that a line may end between the two.
fn part_kern(paragraph: &mut Paragraph, at: usize, width: i32) {
    let Paragraph { width: widths, gap, .. } = paragraph;
    if gap.len() < widths.len() {
        gap.resize(widths.len(), 0);
    }
    gap[at] = widths[at] - width;
    widths[at] = width;
}
