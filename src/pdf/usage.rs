//! Which glyphs of which faces a document shows, and what characters they stand for.
//!
//! A face may draw several characters with one glyph (〜 and ～, · and ・, a blank and a no-break blank;
//! what stands for characters that no face has). A ToUnicode map has one text for each code, so what
//! a glyph stands for beside its first text goes into further maps, its layers. Each layer is a font
//! of its own over the same glyphs, and text is shown in the layer that says what it means: it reads
//! back as it was written, in readers that know no ActualText too.

use std::collections::BTreeMap;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::font::{Embedding, Face, FaceId};
use crate::message::msg;
use crate::page::{ItemKind, Page, PlacedGlyph};

/// One face of the document with everything that its text and its font objects need.
pub(super) struct FaceUse<'a> {
    pub(super) id: FaceId,
    pub(super) face: &'a Face,
    /// Whether some line runs across, and whether some line runs down.
    pub(super) horizontal: bool,
    pub(super) vertical: bool,
    /// Whether the licence asks for the whole font.
    pub(super) whole: bool,
    /// Glyphs in the order of their codes; the first is .notdef.
    pub(super) glyphs: Vec<u16>,
    /// By code: the characters, where the glyph stands for some by itself.
    pub(super) texts: Vec<Option<&'a str>>,
    /// What glyphs stand for beside that.
    pub(super) layers: Vec<Layer<'a>>,
    /// By code: advance across in 1/1000 em, as `/W` has it.
    pub(super) widths: Vec<i32>,
    /// By code: advance down in 1/1000 em, as `/W2` has it.
    pub(super) downs: Vec<i32>,
    codes: Vec<u16>,
}

/// A further ToUnicode map of a face.
#[derive(Default)]
pub(super) struct Layer<'a> {
    /// By code, in order.
    pub(super) texts: BTreeMap<u16, &'a str>,
    /// Whether some line across, and some line down, needs it.
    pub(super) horizontal: bool,
    pub(super) vertical: bool,
}

/// Layers of a face at most; where a glyph stands for more texts, as the geta mark may in a damaged
/// manuscript, the last layer tells that they are unknown, and ActualText says what they are.
const LAYERS: usize = 32;

/// The replacement character of Unicode, for an unknown character.
const UNKNOWN: &str = "\u{FFFD}";

/// Glyphs of a face while they are being counted.
struct Seen<'a> {
    used: Vec<bool>,
    texts: Vec<Option<&'a str>>,
    /// The same as numbers, for quick answers: a text of up to four bytes; zero where there is none.
    packed: Vec<u32>,
    /// What glyphs stand for beside their first text, and whether it is across and down.
    others: BTreeMap<(u16, &'a str), (bool, bool)>,
    horizontal: bool,
    vertical: bool,
    source: Option<&'a Span>,
}

impl<'a> FaceUse<'a> {
    /// The code of a glyph: its place in the subset.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The layer in which a glyph stands for a text, and whether that layer alone is enough; 0 is the
    /// face's own map. What needs ActualText is shown in the layer that says the least.
    #[inline]
    pub(super) fn layer(&self, code: u16, text: &str) -> (u16, bool) {
        // Then each glyph has stood for one text alone.
        if self.layers.is_empty() {
            return (0, !text.is_empty());
        }
        if self.texts.get(usize::from(code)).is_some_and(|own| *own == Some(text)) {
            return (0, true);
        }
        let mut last = 0;
        for (layer, number) in self.layers.iter().zip(1..) {
            match layer.texts.get(&code) {
                Some(known) if *known == text => return (number, true),
                Some(known) if *known == UNKNOWN => last = number,
                _ => {}
            }
        }
        (last, false)
    }

    fn new(id: FaceId, face: &'a Face, seen: Seen<'a>) -> Result<FaceUse<'a>, Diagnostic> {
        let metrics = face.metrics();
        let whole = match metrics.embedding {
            Embedding::Allowed => false,
            Embedding::WholeOnly => true,
            Embedding::Forbidden => {
                let message = msg!("the font of face `{name}` forbids embedding", name = face.name());
                let mut finding = Diagnostic::new(codes::FONT_EMBEDDING, message).help(msg!(
                    "a press file must carry its fonts; use a font whose licence bits (OS/2 fsType) allow it"
                ));
                if let Some(source) = seen.source {
                    finding = finding.at(source.clone(), msg!("first used here"));
                }
                return Err(finding);
            }
        };
        if let Some(glyph) = (usize::from(metrics.glyphs)..seen.used.len()).find(|at| seen.used[*at]) {
            let message = msg!("face `{name}` has no glyph {glyph}", name = face.name(), glyph);
            return Err(Diagnostic::new(codes::FONT_GLYPH, message)
                .help(msg!("the page was set with another version of this font; set it again")));
        }
        // .notdef is code 0 in every font program; a whole font keeps its own numbers.
        let count = if whole { usize::from(metrics.glyphs) } else { seen.used.len() };
        let keep = |at: &usize| whole || *at == 0 || seen.used[*at];
        let glyphs: Vec<u16> = (0..count.max(1)).filter(keep).map(|at| at as u16).collect();
        let mut codes = vec![0; count.max(1)];
        for (code, glyph) in glyphs.iter().enumerate() {
            codes[usize::from(*glyph)] = code as u16;
        }
        let layers = layers(&seen.others, &codes);
        let text = |glyph: &u16| seen.texts.get(usize::from(*glyph)).copied().flatten();
        let upm = i32::from(metrics.units_per_em);
        let widths = face.advances(glyphs.iter().copied()).into_iter();
        let widths = widths.map(|width| per_mille(i32::from(width), upm)).collect();
        let downs = if seen.vertical {
            let advances = face.vertical_advances(glyphs.iter().copied()).into_iter();
            advances.map(|down| per_mille(i32::from(down), upm)).collect()
        } else {
            Vec::new()
        };
        Ok(FaceUse {
            id,
            face,
            horizontal: seen.horizontal,
            vertical: seen.vertical,
            whole,
            texts: glyphs.iter().map(text).collect(),
            layers,
            glyphs,
            widths,
            downs,
            codes,
        })
    }
}

/// Gives what glyphs stand for beside their first text its layers, in the order of the texts.
fn layers<'a>(others: &BTreeMap<(u16, &'a str), (bool, bool)>, codes: &[u16]) -> Vec<Layer<'a>> {
    let mut layers: Vec<Layer<'a>> = Vec::new();
    let (mut last, mut number) = (None, 0);
    for ((glyph, text), (across, down)) in others {
        number = if last == Some(*glyph) { number + 1 } else { 0 };
        last = Some(*glyph);
        let at = number.min(LAYERS - 1);
        if at == layers.len() {
            layers.push(Layer::default());
        }
        let Some(layer) = layers.get_mut(at) else { continue };
        let text = if number < LAYERS - 1 { *text } else { UNKNOWN };
        layer.texts.insert(codes.get(usize::from(*glyph)).copied().unwrap_or(0), text);
        layer.horizontal |= across;
        layer.vertical |= down;
    }
    layers
}

/// The fonts beside the faces' own that a page shows text in: face, whether the line runs down, layer.
pub(super) fn layers_of(page: &Page, faces: &[Option<FaceUse<'_>>]) -> Vec<(u16, bool, u16)> {
    let mut found = Vec::new();
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let Some(Some(face)) = faces.get(usize::from(run.face.0)) else { continue };
        let Some(glyphs) = page.glyphs.get(run.glyphs.clone()).filter(|_| !face.layers.is_empty()) else {
            continue;
        };
        let mut start = 0;
        while start < glyphs.len() {
            let end = cluster_end(glyphs, start);
            if end == start + 1 {
                let (layer, _) = face.layer(face.code(glyphs[start].id), page.glyph_text(&glyphs[start]));
                if layer > 0 {
                    found.push((run.face.0, run.is_down(), layer));
                }
            }
            start = end;
        }
    }
    found
}

/// Font units as 1/1000 em, rounded to the nearest.
pub(super) fn per_mille(units: i32, per_em: i32) -> i32 {
    (2_000 * units + per_em).div_euclid(2 * per_em)
}

/// The end of the cluster that starts at `start`: glyphs after the first that have no characters
/// of their own belong to it.
pub(super) fn cluster_end(glyphs: &[PlacedGlyph], start: usize) -> usize {
    let rest = glyphs[start + 1..].iter().take_while(|glyph| glyph.text_len == 0).count();
    start + 1 + rest
}

/// Every face that the pages use, by face id; the unused are `None`.
///
/// Each face at fault is reported once: `font-embedding` when a licence forbids it; `font-glyph` for a
/// glyph that a face lacks.
pub(super) fn collect<'a>(
    pages: &'a [Page],
    faces: &[&'a Face],
    faults: &mut Vec<Diagnostic>,
) -> Vec<Option<FaceUse<'a>>> {
    let mut all: Vec<Option<Seen<'a>>> = faces.iter().map(|_| None).collect();
    for page in pages {
        for item in &page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let Some(glyphs) = page.glyphs.get(run.glyphs.clone()).filter(|glyphs| !glyphs.is_empty()) else {
                continue;
            };
            let Some(slot) = all.get_mut(usize::from(run.face.0)) else {
                let message = msg!("page {page} is set in a face that the library lacks", page = page.number);
                faults.push(Diagnostic::new(codes::FONT_GLYPH, message));
                break;
            };
            let count = usize::from(faces[usize::from(run.face.0)].metrics().glyphs);
            let seen = slot.get_or_insert_with(|| Seen {
                used: vec![false; count],
                texts: vec![None; count],
                packed: vec![0; count],
                others: BTreeMap::new(),
                horizontal: false,
                vertical: false,
                source: run.source.as_ref(),
            });
            seen.horizontal |= !run.is_down();
            seen.vertical |= run.is_down();
            seen.add(page, glyphs, run.is_down());
        }
    }
    let uses = faces.iter().copied().enumerate().zip(all);
    uses.map(|((at, face), seen)| {
        FaceUse::new(FaceId(at as u16), face, seen?).map_err(|fault| faults.push(fault)).ok()
    })
    .collect()
}

/// A text of up to four bytes as a number; zero for any other.
fn pack(text: &str) -> u32 {
    let bytes = text.as_bytes();
    if bytes.len() > 4 { 0 } else { bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)) }
}

impl<'a> Seen<'a> {
    fn add(&mut self, page: &'a Page, glyphs: &[PlacedGlyph], down: bool) {
        let mut start = 0;
        while start < glyphs.len() {
            let end = cluster_end(glyphs, start);
            // Most glyphs stand for the character that they stood for before.
            let known = self.packed.get(usize::from(glyphs[start].id)).copied().unwrap_or(0);
            if known != 0 && end == start + 1 && known == pack(page.glyph_text(&glyphs[start])) {
                start = end;
                continue;
            }
            for glyph in &glyphs[start..end] {
                let at = usize::from(glyph.id);
                if at >= self.used.len() {
                    self.used.resize(at + 1, false);
                    self.texts.resize(at + 1, None);
                    self.packed.resize(at + 1, 0);
                }
                self.used[at] = true;
            }
            // The first text that a glyph stands for goes into the face's own map, others into layers.
            let text = page.glyph_text(&glyphs[start]);
            if end == start + 1 && !text.is_empty() {
                let own = self.texts[usize::from(glyphs[start].id)].get_or_insert(text);
                self.packed[usize::from(glyphs[start].id)] = pack(own);
                if *own != text {
                    let seen = self.others.entry((glyphs[start].id, text)).or_default();
                    *seen = (seen.0 | !down, seen.1 | down);
                }
            }
            // The letters of a cluster with a glyph for each: for readers that know no ActualText.
            if end > start + 1 && text.chars().count() == end - start {
                let characters =
                    text.char_indices().map(|(at, character)| &text[at..at + character.len_utf8()]);
                for (glyph, character) in glyphs[start..end].iter().zip(characters) {
                    self.texts[usize::from(glyph.id)].get_or_insert(character);
                }
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_round_to_the_nearest_thousandth() {
        assert_eq!(per_mille(1000, 1000), 1000);
        assert_eq!(per_mille(1137, 2048), 555);
        assert_eq!(per_mille(1138, 2048), 556);
        assert_eq!(per_mille(-300, 2048), -146);
    }
}
