//! One face: its bytes, its figures, and which glyphs its characters have.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use super::coverage::Coverage;
use super::embedded;
use super::instance::Variable;
use super::metrics::Metrics;
use super::outline::{OutlineSink, Tables};
use super::setup::{FaceSetup, Upright};

/// Font bytes that live as long as the library: in the binary, or a mapped file.
pub(super) enum FontBytes {
    Static(&'static [u8]),
    Mapped(memmap2::Mmap),
}

impl Deref for FontBytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            FontBytes::Static(bytes) => bytes,
            FontBytes::Mapped(map) => map,
        }
    }
}

/// A face of a font file.
pub struct Face {
    name: String,
    bytes: FontBytes,
    index: u32,
    setup: FaceSetup,
    variable: Variable,
    metrics: Metrics,
    coverage: Coverage,
    middle: OnceLock<Option<i32>>,
    fingerprint: OnceLock<[u8; 32]>,
    /// Of each glyph, whether it has ink, where that must be looked at; see [`Face::glyph`].
    ink: Option<Box<[AtomicU8]>>,
}

/// What is known of a glyph's ink.
const UNKNOWN: u8 = 0;
const INKED: u8 = 1;
const BLANK: u8 = 2;

/// Whether a character always shows something, so that a glyph for it without ink is a fault of the
/// font. Of what is left out (blanks, joiners, fillers, picture signs) many may have none.
fn shows(character: char) -> bool {
    match character {
        '\u{115F}' | '\u{1160}' | '\u{3164}' => false,
        // CJK Symbols and Punctuation without the blank and the half fill space; full-width forms.
        '\u{3001}'..='\u{303E}' | '\u{FF01}'..='\u{FF9F}' => true,
        // Dashes, quotes, dots and what follows them in General Punctuation.
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' => true,
        '!'..='~' => true,
        other => other.is_alphanumeric(),
    }
}

/// Ideographs whose ink tells where a face's em box lies: the common ones from one, two and more
/// strokes to many, open and enclosed.
const REFERENCE: &str = "的是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下\
自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心永";

/// Ideographs to measure at the least; of a face with fewer of the reference its own are taken.
const ENOUGH: usize = 24;

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("name", &self.name).field("index", &self.index).finish()
    }
}

impl Face {
    /// Reads a face's tables; `None` if the bytes are not a font or have no such face.
    ///
    /// A `sound` font is known to have ink in every glyph that should have some, and vertical metrics.
    pub(super) fn parse(name: String, bytes: FontBytes, index: u32, sound: bool) -> Option<Face> {
        let setup = FaceSetup::default();
        let tables = Tables::parse(&bytes, index, &setup)?;
        let (metrics, variable) = (tables.metrics(), tables.variable());
        let stands = sound || tables.has_vertical_metrics();
        let glyphs = usize::from(metrics.glyphs);
        let mut face = (metrics.units_per_em > 0).then(|| Face {
            name,
            bytes,
            index,
            setup,
            variable,
            metrics,
            coverage: Coverage::default(),
            middle: OnceLock::new(),
            fingerprint: OnceLock::new(),
            ink: (!sound).then(|| std::iter::repeat_with(|| AtomicU8::new(UNKNOWN)).take(glyphs).collect()),
        })?;
        if !stands {
            face.setup.upright = Some(Upright::new(face.head_of_em(), face.metrics.units_per_em));
        }
        Some(face)
    }

    /// Whether the bytes hold a face of that index.
    pub(super) fn is_font(bytes: &[u8], index: u32) -> bool {
        Tables::parse(bytes, index, &FaceSetup::default()).is_some()
    }

    /// Moves the face to a place on its axes: a value for each.
    pub(super) fn locate(&mut self, place: &[f32]) {
        let axes = self.variable.axes.iter().zip(place);
        self.setup.location = axes
            .filter(|(axis, value)| axis.default != **value)
            .map(|(axis, value)| (axis.tag, *value))
            .collect();
        if let Some(tables) = self.tables() {
            self.metrics = tables.metrics();
        }
        self.middle = OnceLock::new();
        if self.setup.upright.is_some() {
            self.setup.upright = Some(Upright::new(self.head_of_em(), self.metrics.units_per_em));
        }
    }

    /// What the font offers as a variable one.
    pub fn variable(&self) -> &Variable {
        &self.variable
    }

    /// The values of the axes that are not the font's default, by tag.
    pub fn location(&self) -> &[([u8; 4], f32)] {
        &self.setup.location
    }

    /// The head of the em box over the baseline, in font units, of a font without vertical metrics: by
    /// OS/2 where it gives a box of one em, as CJK fonts do, else so that ideographs stand in the
    /// middle of the box, else the middle of ascender and descender.
    fn head_of_em(&self) -> i16 {
        let Metrics { ascender, descender, units_per_em, .. } = self.metrics;
        let [ascender, descender, em] = [i32::from(ascender), i32::from(descender), i32::from(units_per_em)];
        let head = match self.ideographs_middle() {
            _ if ascender - descender == em => ascender,
            Some(middle) => (middle * em + 500 * em) / 1000,
            None => (ascender + descender + em) / 2,
        };
        head as i16
    }

    /// The name that styles use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole font file.
    pub fn data(&self) -> &[u8] {
        &self.bytes
    }

    /// A hash (BLAKE3) of the whole font file, which no other file has. Of embedded faces it is known; of others it is
    /// worked out once (about a millisecond for five megabytes).
    pub fn fingerprint(&self) -> &[u8; 32] {
        self.fingerprint.get_or_init(|| {
            let known = if self.is_embedded() { embedded::fingerprint(&self.bytes) } else { None };
            known.unwrap_or_else(|| *blake3::hash(&self.bytes).as_bytes())
        })
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
        Tables::parse(&self.bytes, self.index, &self.setup)
    }

    /// Tables over the bytes; parsing was checked when the face was made, so it succeeds again.
    fn with_tables<T>(&self, default: T, read: impl FnOnce(&Tables<'_>) -> T) -> T {
        match self.tables() {
            Some(tables) => read(&tables),
            None => default,
        }
    }

    /// The glyph for a character; `None` where the font has none, or one without ink for a character
    /// that must show something. Of embedded faces ink is known; of others it is looked at once for each
    /// glyph.
    ///
    /// A character is looked up in the font once, and answered from memory from then on.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.mapped(character)?;
        match &self.ink {
            Some(ink) if shows(character) && !self.has_ink(ink, glyph) => None,
            _ => Some(glyph),
        }
    }

    /// Whether the font maps a character, which must show something, to a glyph without ink.
    pub fn is_blank(&self, character: char) -> bool {
        self.glyph(character).is_none() && self.mapped(character).is_some()
    }

    /// Whether it is one of the faces in the binary, which are known to be sound.
    pub fn is_embedded(&self) -> bool {
        self.ink.is_none()
    }

    /// The glyph of a character with a variation selector behind it; `None` where the font has no such
    /// sequence.
    pub fn variant(&self, base: char, selector: char) -> Option<u16> {
        self.with_tables(None, |tables| tables.variant(base, selector))
    }

    fn has_ink(&self, ink: &[AtomicU8], glyph: u16) -> bool {
        let Some(known) = ink.get(usize::from(glyph)) else { return false };
        if known.load(Ordering::Relaxed) == UNKNOWN {
            let mut ink = InkProbe(false);
            self.outline(glyph, &mut ink);
            known.store(if ink.0 { INKED } else { BLANK }, Ordering::Relaxed);
        }
        known.load(Ordering::Relaxed) == INKED
    }

    fn mapped(&self, character: char) -> Option<u16> {
        self.coverage.glyph(character, || self.with_tables(None, |tables| tables.character(character)))
    }

    /// Every mapped character with its glyph, in the order of code points. Walks over the font's whole `cmap`, which
    /// takes some milliseconds.
    pub fn characters(&self) -> impl Iterator<Item = (char, u16)> + '_ {
        let mut all = Vec::new();
        self.with_tables((), |tables| {
            tables.characters(|character, _| all.push(character));
            all.sort_unstable();
            all.dedup();
        });
        let tables = self.tables();
        all.into_iter().filter_map(move |character| Some((character, tables.as_ref()?.character(character)?)))
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

    /// Draws a glyph into `sink` in font units, `y` up; false where it has no outline.
    pub fn outline(&self, glyph: u16, sink: &mut dyn OutlineSink) -> bool {
        self.with_tables(false, |tables| tables.outline(glyph, sink))
    }
}

/// Whether an outline draws anything.
struct InkProbe(bool);

impl OutlineSink for InkProbe {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn close(&mut self) {}
}
