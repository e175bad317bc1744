//! What is shaped at once and what shaping gives: the types that the shaper, its cache and whoever reads
//! glyphs share.

use crate::font::FaceId;

/// A glyph as the shaper gives it, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// The glyph in its face.
    pub id: u16,
    /// First byte of its cluster in the run.
    pub cluster: u32,
    /// How far the pen moves along the line (to the right, or down).
    pub advance: i32,
    /// The part of the advance that is there only because of the next glyph: it is gone where a line
    /// ends between the two.
    pub kern: i32,
    /// Off the pen, along the line.
    pub along: i32,
    /// Off the pen, across it: up in horizontal lines, to the right in vertical ones.
    pub across: i32,
}

/// Height of the vertical origin over the baseline, in thousandths of an em: the top of the em
/// box of CJK fonts (DW2 in PDF, 32000-1 §9.7.4.3). Glyph places in vertical lines are given
/// against it, whatever origin the font itself uses.
pub const VERTICAL_ORIGIN: i32 = 880;

/// Which forms of a face's glyphs a run takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GlyphForm {
    /// Those of running text.
    #[default]
    Text,
    /// Figures half an em wide, where the face has them (OpenType `hwid`).
    HalfWidth,
    /// Quotes as wide as Western ones, where the face has them (OpenType `pwid`).
    Proportional,
    /// Letters that stand apart, so that none are joined (no OpenType `liga`, `clig`).
    Spaced,
}

/// What is shaped at once: words of one face and form.
#[derive(Clone, Copy, Debug)]
pub struct ShapeRun<'t> {
    /// The face.
    pub face: FaceId,
    /// The words.
    pub text: &'t str,
    /// Whether the line runs down the page.
    pub vertical: bool,
    /// The forms.
    pub form: GlyphForm,
}

/// Whether a glyph is fit for Chinese lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkFit {
    /// It is about an em wide, if it must be (nine tenths: dashes of some faces are a little short).
    pub(super) is_wide: bool,
    /// In lines that run down it has a form of its own, if it needs one.
    pub(super) stands: bool,
}

impl MarkFit {
    pub(super) fn is_fit(self) -> bool {
        self.is_wide && self.stands
    }
}
