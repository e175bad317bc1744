//! How a paragraph's words are set: the part of a style that shapes them, and the house's rules.

use crate::font::FaceId;
use crate::geometry::Length;
use crate::layout::{Digits, Kinsoku, LineEnd, Punctuation, Region};

/// What the house says of single marks and words, for every style (社规).
#[derive(Clone, Debug, Default)]
pub struct House {}

/// How a paragraph's words are set.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle<'h> {
    /// The face of ordinary words.
    pub face: FaceId,
    /// The face of stressed words.
    pub strong_face: FaceId,
    /// The face of the words that open a report.
    pub lead_face: FaceId,
    /// The em.
    pub size: Length,
    /// Punctuation style.
    pub punctuation: Punctuation,
    /// Where marks stand in their em.
    pub region: Region,
    /// How wide figures are.
    pub digits: Digits,
    /// Which marks give up their blank half at a line's end.
    pub line_end: LineEnd,
    /// Whether a comma or a stop may hang outside the measure.
    pub hanging: bool,
    /// Whether Western words may be divided.
    pub hyphenate: bool,
    /// Kinsoku level.
    pub kinsoku: Kinsoku,
    /// Whether lines run down the page.
    pub vertical: bool,
    /// The house's rules.
    pub house: &'h House,
}

impl<'h> TextStyle<'h> {
    /// Words of one face, everything else as styles have it that say nothing.
    pub fn new(face: FaceId, size: Length, house: &'h House) -> TextStyle<'h> {
        TextStyle {
            face,
            strong_face: face,
            lead_face: face,
            size,
            punctuation: Punctuation::default(),
            region: Region::default(),
            digits: Digits::default(),
            line_end: LineEnd::default(),
            hanging: false,
            hyphenate: false,
            kinsoku: Kinsoku::default(),
            vertical: false,
            house,
        }
    }
}
