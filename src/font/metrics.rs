//! Figures of a face as a whole, and what its licence lets a PDF carry.

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
