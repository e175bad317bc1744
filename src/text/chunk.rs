//! Chunks: letters that are shaped together, in one face and form, and how they become clusters.

use std::ops::Range;

use super::paragraph::Font;
use super::run::GlyphForm;
use crate::geometry::Length;

/// How the letters of a chunk become clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChunkMode {
    /// As the face has them.
    Plain,
    /// With 〓 glyphs because no face has the characters.
    Geta,
    /// With the glyphs of what is the same sign, because no face has the characters.
    LookAlike,
    /// Side by side in one em of a vertical line (纵中横, tate-chu-yoko).
    Abreast,
    /// Shaped across and turned a quarter to the right in a vertical line.
    Turned,
}

/// Letters that are shaped together.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub(super) font: Font,
    pub(super) form: GlyphForm,
    /// How far its baseline stands off the line's, upwards.
    pub(super) rise: Length,
    pub(super) letters: Range<usize>,
    pub(super) mode: ChunkMode,
    /// Set in the face that was named, as the face has it.
    pub(super) is_plain: bool,
}
