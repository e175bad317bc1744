//! Text runs as content streams, to a hundredth of a point and without an allocation per glyph.
//!
//! A justified line opens most of its gaps alike. That white is set once for the line, as character spacing (`Tc`, ISO 32000-2,
//! 9.3.2); what gaps differ from it stands in `TJ`. Lines that run down and condensed ones go without it.

use super::bytes;
use super::colour::{KNOCKOUT, OVERPRINT, Spots};
use super::marked::Mark;
use super::usage::{FaceUse, cluster_end};
use crate::geometry::{Length, Point};
use crate::ink::Ink;
use crate::page::{Page, PlacedGlyph, TextRun};

/// Pen positions are counted in 1/100 000 em, a hundredth of the unit of `TJ`.
const PEN: i64 = 100_000;
/// Glyphs that stand nearer than this to their place are left there (1/10 000 pt).
const TOLERANCE: i64 = 20;
/// Readers may keep the numbers of `TJ` in 16 bits; longer ways are a new text matrix.
const LONGEST_MOVE: i64 = 30_000 * 100;

/// Where the trimmed page lies on the sheet: turns page positions (top left origin, `y` down)
/// into PDF positions (bottom left of the media box, `y` up).
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    left: Length,
    top: Length,
}

impl Sheet {
    /// The sheet of a page: trim, bleed and slug.
    pub(super) fn of(page: &Page) -> Sheet {
        let around = page.bleed + page.slug;
        Sheet { left: around, top: page.trim.height + around }
    }

    pub(super) fn x(self, x: Length) -> Length {
        self.left + x
    }

    pub(super) fn y(self, y: Length) -> Length {
        self.top - y
    }
}

/// The resource name of a face in one writing direction; layers of its ToUnicode map have a number
/// from 1 on.
pub(super) fn font_resource(face: u16, vertical: bool, layer: u16) -> String {
    let direction = if vertical { 'V' } else { 'H' };
    if layer == 0 { format!("{direction}{face}") } else { format!("{direction}{face}.{layer}") }
}

/// Writes the text of one page, group by group.
pub(super) struct TextWriter<'a> {
    page: &'a Page,
    sheet: Sheet,
    faces: &'a [Option<FaceUse<'a>>],
    spots: &'a Spots<'a>,
    out: Vec<u8>,
    showing: Showing,
}

/// What the last run of a text object left behind.
#[derive(Default)]
struct State<'a> {
    font: Option<(u16, bool, Length, u16)>,
    ink: Option<&'a Ink>,
    overprint: Option<bool>,
    /// White behind every glyph, in 1/10 000 pt.
    spacing: i64,
}

/// The pen along one run, in [`PEN`]s.
struct Pen {
    /// Where it is without the white behind the glyphs that were shown.
    at: i64,
    /// White behind every glyph, in 1/10 000 pt, and the glyphs behind which it stands.
    spacing: i64,
    spaced: i64,
    /// Size as written, in 1/10 000 pt.
    size: i64,
    /// Width in thousandths for lines across, else 1000: what a move along is stretched by.
    stretch: i64,
    vertical: bool,
}

impl Pen {
    /// The place of `along` in [`PEN`]s, to the nearest.
    fn place(&self, along: Length) -> i64 {
        // along ÷ 65 536 × 10 000 ÷ size × PEN × 1000 ÷ stretch, with the constants in lowest terms.
        let numerator = along.0.saturating_mul(244_140_625);
        let divisor = 16 * self.size * self.stretch;
        numerator.saturating_add(divisor / 2).div_euclid(divisor)
    }

    /// Where it is.
    fn now(&self) -> i64 {
        if self.spacing == 0 { self.at } else { self.at + self.spaced * self.spacing * PEN / self.size }
    }
}

/// White that differs by no more is one white, in lengths: gaps that open alike differ by rounding.
const ALIKE: i64 = 4;

/// Pairs of glyphs with the same white between them for which it is worth being set once.
const WORTH_SPACING: usize = 3;

/// The white that stands behind most glyphs of a run across, in 1/10 000 pt: what justifying opened all gaps by. Zero where there
/// is none or no such majority.
fn common_spacing(glyphs: &[PlacedGlyph], advance: impl Fn(&PlacedGlyph) -> i64) -> i64 {
    let white = |pair: &[PlacedGlyph]| (pair[1].along() - pair[0].along()).0 - advance(&pair[0]);
    // The value of a majority, if there is one, outlives all others (Boyer and Moore).
    let (mut value, mut lead) = (0, 0_usize);
    for pair in glyphs.windows(2) {
        let white = white(pair);
        if lead == 0 {
            (value, lead) = (white, 1);
        } else if (white - value).abs() <= ALIKE {
            lead += 1;
        } else {
            lead -= 1;
        }
    }
    let points = (value * 10_000 + (1 << 15)) >> 16;
    let alike = || glyphs.windows(2).filter(|pair| (white(pair) - value).abs() <= ALIKE).count();
    if points != 0 && alike() >= WORTH_SPACING { points } else { 0 }
}

/// How far a `TJ` operator has been written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Showing {
    Nothing,
    Array,
    String,
}

impl<'a> TextWriter<'a> {
    pub(super) fn new(
        page: &'a Page,
        faces: &'a [Option<FaceUse<'a>>],
        spots: &'a Spots<'a>,
    ) -> TextWriter<'a> {
        let out = Vec::with_capacity(page.glyphs.len() * 4 + 256);
        TextWriter { page, sheet: Sheet::of(page), faces, spots, out, showing: Showing::Nothing }
    }

    /// Appends a text object with runs that follow each other on the page; returns where it ends.
    ///
    /// The graphics state around it is left as it was.
    pub(super) fn group(&mut self, runs: &[(Mark, &'a TextRun)]) -> usize {
        self.out.extend_from_slice(b"q BT\n");
        let mut state = State::default();
        let mut mark = Mark::None;
        for (wanted, run) in runs {
            if mark != *wanted {
                self.mark(mark, *wanted);
                mark = *wanted;
            }
            self.run(run, &mut state);
        }
        self.mark(mark, Mark::None);
        self.out.extend_from_slice(b"ET Q\n");
        self.out.len()
    }

    /// Ends what one mark began and begins what another one asks for.
    fn mark(&mut self, before: Mark, now: Mark) {
        if before != Mark::None {
            self.out.extend_from_slice(b"EMC\n");
        }
        match now {
            Mark::None => {}
            Mark::Artifact => self.out.extend_from_slice(b"/Artifact BMC\n"),
            Mark::Content { tag, id } => {
                self.out.push(b'/');
                self.out.extend_from_slice(tag.as_bytes());
                self.out.extend_from_slice(b"<</MCID ");
                bytes::integer(&mut self.out, i64::from(id));
                self.out.extend_from_slice(b">>BDC\n");
            }
        }
    }

    /// All groups, one after the other.
    pub(super) fn finish(self) -> Vec<u8> {
        self.out
    }

    fn run(&mut self, run: &'a TextRun, state: &mut State<'a>) {
        let page = self.page;
        let Some(glyphs) = page.glyphs.get(run.glyphs.clone()) else { return };
        let Some(Some(face)) = self.faces.get(usize::from(run.face.0)) else { return };
        if glyphs.is_empty() {
            return;
        }
        self.state(run, state);
        let condense = i64::from(run.condense.max(1));
        let mut pen = Pen {
            at: 0,
            spacing: 0,
            spaced: 0,
            size: bytes::ten_thousandths(run.size).max(1),
            stretch: if run.vertical { 1_000 } else { condense },
            vertical: run.is_down(),
        };
        if !pen.vertical && condense == 1_000 {
            let advance = |glyph: &PlacedGlyph| {
                let width = face.widths.get(usize::from(face.code(glyph.id))).copied().unwrap_or(0);
                i64::from(width) * run.size.0 / 1_000
            };
            pen.spacing = common_spacing(glyphs, advance);
        }
        if std::mem::replace(&mut state.spacing, pen.spacing) != pen.spacing {
            bytes::decimal(&mut self.out, pen.spacing, 4);
            self.out.extend_from_slice(b" Tc\n");
        }
        let mut across = None;
        let mut shown_in = 0;
        let mut start = 0;
        while start < glyphs.len() {
            let end = cluster_end(glyphs, start);
            let text = page.glyph_text(&glyphs[start]);
            // ToUnicode alone is enough for a single glyph with a text that one of the face's maps gives
            // it.
            let (layer, told) =
                if end == start + 1 { face.layer(face.code(glyphs[start].id), text) } else { (0, false) };
            if shown_in != layer {
                self.end_showing();
                self.font(run, layer, state);
                shown_in = layer;
            }
            if !told {
                self.end_showing();
                self.out.extend_from_slice(b"/Span<</ActualText<FEFF");
                bytes::hex_utf16(&mut self.out, text);
                self.out.extend_from_slice(b">>>BDC\n");
            }
            for glyph in &glyphs[start..end] {
                if across != Some(glyph.across()) || !self.adjust(&mut pen, glyph) {
                    self.matrix(run, glyph, condense);
                    (pen.at, pen.spaced) = (pen.place(glyph.along()), 0);
                    across = Some(glyph.across());
                }
                self.show(face, &mut pen, glyph);
            }
            if !told {
                self.end_showing();
                self.out.extend_from_slice(b"EMC\n");
            }
            start = end;
        }
        self.end_showing();
    }

    /// Sets overprint, ink and font where they differ from the last run's.
    fn state(&mut self, run: &'a TextRun, state: &mut State<'a>) {
        let overprint = self.spots.overprints(&run.ink, true);
        if state.overprint.replace(overprint) != Some(overprint) {
            let name = if overprint { OVERPRINT } else { KNOCKOUT };
            self.out.push(b'/');
            self.out.extend_from_slice(name.as_bytes());
            self.out.extend_from_slice(b" gs\n");
        }
        if state.ink != Some(&run.ink) {
            state.ink = Some(&run.ink);
            self.spots.fill(&mut self.out, &run.ink);
        }
        self.font(run, 0, state);
    }

    /// Sets the font of a run in one of its layers, where it differs from the last one.
    fn font(&mut self, run: &TextRun, layer: u16, state: &mut State<'_>) {
        let font = (run.face.0, run.is_down(), run.size, layer);
        if state.font.replace(font) != Some(font) {
            self.out.push(b'/');
            self.out.push(if run.is_down() { b'V' } else { b'H' });
            bytes::integer(&mut self.out, i64::from(run.face.0));
            if layer > 0 {
                self.out.push(b'.');
                bytes::integer(&mut self.out, i64::from(layer));
            }
            self.out.push(b' ');
            bytes::decimal(&mut self.out, bytes::ten_thousandths(run.size).max(1), 4);
            self.out.extend_from_slice(b" Tf\n");
        }
    }

    /// Starts a line at a glyph. Condensing (长体) narrows the letters in both directions of
    /// writing: it stretches the moves of a line across, but not those of a line down.
    fn matrix(&mut self, run: &TextRun, glyph: &PlacedGlyph, condense: i64) {
        self.end_showing();
        let Point { x, y } = run.origin;
        let (x, y) = if run.vertical {
            (x + glyph.across(), y + glyph.along())
        } else {
            (x + glyph.along(), y - glyph.across())
        };
        if run.turned {
            // A quarter to the right: the line runs down, the letters' heads lie to the right.
            self.out.extend_from_slice(b"0 -1 ");
            bytes::decimal(&mut self.out, condense, 3);
            self.out.extend_from_slice(b" 0 ");
        } else {
            bytes::decimal(&mut self.out, condense, 3);
            self.out.extend_from_slice(b" 0 0 1 ");
        }
        bytes::points(&mut self.out, self.sheet.x(x));
        self.out.push(b' ');
        bytes::points(&mut self.out, self.sheet.y(y));
        self.out.extend_from_slice(b" Tm\n");
    }

    /// Moves the pen to a glyph on the same line; false where that takes a new matrix.
    fn adjust(&mut self, pen: &mut Pen, glyph: &PlacedGlyph) -> bool {
        let gap = pen.place(glyph.along()) - pen.now();
        if gap.saturating_abs().saturating_mul(pen.size) < TOLERANCE * PEN {
            return true;
        }
        if gap.saturating_abs() > LONGEST_MOVE {
            return false;
        }
        // One decimal of a `TJ` number is enough up to 40 pt; what is left over is not lost, for
        // the pen is kept where the reader's pen will be.
        let grain = if pen.size <= 400_000 { 10 } else { 1 };
        let gap = (gap + grain / 2).div_euclid(grain) * grain;
        match self.showing {
            Showing::Nothing => self.out.push(b'['),
            Showing::Array => {}
            Showing::String => self.out.push(b')'),
        }
        self.showing = Showing::Array;
        // Positive numbers move left in lines across and down in lines down.
        bytes::decimal(&mut self.out, if pen.vertical { gap } else { -gap }, 2);
        pen.at += gap;
        true
    }

    fn show(&mut self, face: &FaceUse<'_>, pen: &mut Pen, glyph: &PlacedGlyph) {
        match self.showing {
            Showing::Nothing => self.out.extend_from_slice(b"[("),
            Showing::Array => self.out.push(b'('),
            Showing::String => {}
        }
        self.showing = Showing::String;
        let code = face.code(glyph.id);
        for byte in code.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
                // A bare carriage return in a string would be read as a line feed.
                b'\r' => self.out.extend_from_slice(b"\\r"),
                _ => self.out.push(byte),
            }
        }
        let at = usize::from(code);
        let advance = if pen.vertical { face.downs.get(at).copied() } else { face.widths.get(at).copied() };
        pen.at += i64::from(advance.unwrap_or(0)) * (PEN / 1_000);
        pen.spaced += 1;
    }

    fn end_showing(&mut self) {
        match self.showing {
            Showing::Nothing => return,
            Showing::Array => self.out.extend_from_slice(b"]TJ\n"),
            Showing::String => self.out.extend_from_slice(b")]TJ\n"),
        }
        self.showing = Showing::Nothing;
    }
}
