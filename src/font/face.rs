//! One face: its bytes, its coverage and its figures.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use super::outline::{OutlineSink, Tables};

/// What a face says about itself as a whole, in font units where it is a length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// Font units in an em.
    pub units_per_em: u16,
    /// How many glyphs it has.
    pub glyphs: u16,
    /// Typographic ascender: the top of the em box in CJK fonts.
    pub ascender: i16,
    /// Typographic descender, below zero.
    pub descender: i16,
    /// Height of capitals.
    pub cap_height: i16,
    /// Left, bottom, right and top of all glyphs together.
    pub bounds: [i16; 4],
    /// Slant in degrees.
    pub italic_angle: i16,
    /// Whether outlines are CFF (else TrueType).
    pub is_cff: bool,
    /// The PostScript name, if the font gives one.
    pub postscript_name: Option<String>,
    /// The family's name, if the font gives one.
    pub family: Option<String>,
    /// Whether it may be embedded (OS/2 fsType).
    pub embedding: Embedding,
}

/// What a font's licence bits allow (OpenType OS/2 fsType).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedding {
    /// Embedding and subsetting.
    Allowed,
    /// Embedding as a whole, no subset.
    WholeOnly,
    /// No embedding.
    Forbidden,
}

/// Font bytes that live as long as the library: in the binary, or a mapped file.
pub(super) enum Bytes {
    Static(&'static [u8]),
    Mapped(memmap2::Mmap),
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

/// A face of a font file.
pub struct Face {
    name: String,
    bytes: Bytes,
    index: u32,
    metrics: Metrics,
    coverage: OnceLock<Coverage>,
}

/// Which glyph each character has: a flat table for the basic plane, a sorted list beyond it.
#[derive(Default)]
struct Coverage {
    basic: Vec<u16>,
    beyond: Vec<(char, u16)>,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("name", &self.name).field("index", &self.index).finish()
    }
}

impl Face {
    /// Reads a face's tables; `None` if the bytes are no font or have no such face.
    pub(super) fn parse(name: String, bytes: Bytes, index: u32) -> Option<Face> {
        let metrics = Tables::parse(&bytes, index)?.metrics();
        let coverage = OnceLock::new();
        (metrics.units_per_em > 0).then_some(Face { name, bytes, index, metrics, coverage })
    }

    /// Whether the bytes hold a face of that index.
    pub(super) fn is_font(bytes: &[u8], index: u32) -> bool {
        Tables::parse(bytes, index).is_some()
    }

    /// The name that styles use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole font file.
    pub fn data(&self) -> &[u8] {
        &self.bytes
    }

    /// The face's place in a collection; 0 for a plain font.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Figures of the face as a whole.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Tables over the bytes, for whoever asks them often.
    pub fn tables(&self) -> Option<Tables<'_>> {
        Tables::parse(&self.bytes, self.index)
    }

    /// Tables over the bytes; parsing was checked when the face was made, so it succeeds again.
    fn with_tables<T>(&self, default: T, read: impl FnOnce(&Tables<'_>) -> T) -> T {
        match Tables::parse(&self.bytes, self.index) {
            Some(tables) => read(&tables),
            None => default,
        }
    }

    /// The glyph for a character; `None` where the font has none.
    ///
    /// Answers from a table that is filled on first use (about half a millisecond).
    pub fn glyph(&self, character: char) -> Option<u16> {
        let coverage = self.coverage();
        let id = match coverage.basic.get(character as usize) {
            Some(id) => *id,
            None => {
                let at = coverage.beyond.binary_search_by_key(&character, |entry| entry.0).ok()?;
                coverage.beyond[at].1
            }
        };
        (id != 0).then_some(id)
    }

    /// Every mapped character with its glyph, in the order of code points.
    pub fn characters(&self) -> impl Iterator<Item = (char, u16)> + '_ {
        let coverage = self.coverage();
        let basic = coverage.basic.iter().enumerate().filter(|(_, id)| **id != 0);
        basic
            .filter_map(|(code, id)| Some((char::from_u32(code as u32)?, *id)))
            .chain(coverage.beyond.iter().copied())
    }

    fn coverage(&self) -> &Coverage {
        self.coverage.get_or_init(|| {
            self.with_tables(Coverage::default(), |tables| {
                let mut coverage = Coverage { basic: vec![0; 0x1_0000], beyond: Vec::new() };
                tables.characters(|character, id| match coverage.basic.get_mut(character as usize) {
                    Some(slot) => *slot = id,
                    None => coverage.beyond.push((character, id)),
                });
                coverage.beyond.sort_unstable();
                coverage.beyond.dedup_by_key(|entry| entry.0);
                coverage
            })
        })
    }

    /// Advances across of many glyphs, in font units.
    pub fn advances(&self, glyphs: impl IntoIterator<Item = u16>) -> Vec<u16> {
        self.with_tables(Vec::new(), |tables| glyphs.into_iter().map(|glyph| tables.advance(glyph)).collect())
    }

    /// Advances down of many glyphs, in font units.
    pub fn vertical_advances(&self, glyphs: impl IntoIterator<Item = u16>) -> Vec<u16> {
        self.with_tables(Vec::new(), |tables| {
            glyphs.into_iter().map(|glyph| tables.vertical_advance(glyph)).collect()
        })
    }

    /// Heights of the vertical origins of many glyphs over the baseline, in font units: where a
    /// line that runs down the page takes hold of them (OpenType `VORG`, else `vmtx`).
    pub fn vertical_origins(&self, glyphs: impl IntoIterator<Item = u16>) -> Vec<i16> {
        self.with_tables(Vec::new(), |tables| {
            glyphs.into_iter().map(|glyph| tables.vertical_origin(glyph)).collect()
        })
    }

    /// Draws a glyph into `sink` in font units, `y` up; false where it has no outline.
    pub fn outline(&self, glyph: u16, sink: &mut dyn OutlineSink) -> bool {
        self.with_tables(false, |tables| tables.outline(glyph, sink))
    }
}
