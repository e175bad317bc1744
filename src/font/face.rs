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
    middle: OnceLock<Option<i32>>,
    fingerprint: OnceLock<[u8; 32]>,
}

/// Ideographs whose ink tells where a face's em box lies: the common ones from one, two and more
/// strokes to many, open and enclosed.
const REFERENCE: &str = "的是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下\
自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心永";

/// Ideographs to measure at the least; of a face with fewer of the reference its own are taken.
const ENOUGH: usize = 24;

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
        (metrics.units_per_em > 0).then(|| Face {
            name,
            bytes,
            index,
            metrics,
            coverage: OnceLock::new(),
            middle: OnceLock::new(),
            fingerprint: OnceLock::new(),
        })
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

    /// A hash (BLAKE3) of the whole font file, which no other file has.
    ///
    /// Answers from the second time on without reading the file again (about a millisecond for five
    /// megabytes).
    pub fn fingerprint(&self) -> &[u8; 32] {
        self.fingerprint.get_or_init(|| *blake3::hash(&self.bytes).as_bytes())
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

    /// How high the middle of the face's ideographs lies over the baseline, in thousandths of an em:
    /// that of their ink, on the average of many. `None` for a face with few ideographs.
    ///
    /// Measured when it is first asked for.
    pub fn ideographs_middle(&self) -> Option<i32> {
        *self.middle.get_or_init(|| {
            let tables = self.tables()?;
            let twice = |glyph: u16| {
                tables.ink_box(glyph).map(|[_, foot, _, head]| i64::from(foot) + i64::from(head))
            };
            let mut measured: Vec<i64> =
                REFERENCE.chars().filter_map(|c| self.glyph(c)).filter_map(twice).collect();
            if measured.len() < ENOUGH {
                let is_ideograph = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}');
                let own = self.characters().filter(|(c, _)| is_ideograph(*c));
                measured =
                    own.filter_map(|(_, glyph)| twice(glyph)).take(REFERENCE.chars().count()).collect();
            }
            let count = measured.len() as i64;
            let units = i64::from(self.metrics.units_per_em);
            let sum: i64 = measured.iter().sum();
            (measured.len() >= ENOUGH).then(|| (sum * 1000 / (count * 2 * units)) as i32)
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
