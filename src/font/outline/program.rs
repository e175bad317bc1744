//! Font programs as PDF files carry them, read for the outlines of their glyphs.

use ttf_parser::GlyphId;

use super::{Adapter, OutlineSink};

/// A font program as a PDF file carries it: an sfnt (TrueType, OpenType) or a bare CFF table.
///
/// Its tables are read again at every call: outlines are asked for once and then kept.
pub struct Program {
    data: Vec<u8>,
    bare: bool,
}

impl Program {
    /// `None` where the bytes are neither.
    pub fn parse(data: Vec<u8>) -> Option<Program> {
        let bare = ttf_parser::cff::Table::parse(&data).is_some();
        (bare || ttf_parser::Face::parse(&data, 0).is_ok()).then_some(Program { data, bare })
    }

    fn face(&self) -> Option<ttf_parser::Face<'_>> {
        if self.bare { None } else { ttf_parser::Face::parse(&self.data, 0).ok() }
    }

    /// The CFF table, bare or in an OpenType font.
    fn cff(&self) -> Option<ttf_parser::cff::Table<'_>> {
        if self.bare { ttf_parser::cff::Table::parse(&self.data) } else { self.face()?.tables().cff }
    }

    /// How many glyphs it has.
    pub fn glyphs(&self) -> u16 {
        let of_face = || self.face().map(|face| face.number_of_glyphs());
        if self.bare { self.cff().map(|cff| cff.number_of_glyphs()) } else { of_face() }.unwrap_or(0)
    }

    /// The length of the em in units of its outlines.
    pub fn units_per_em(&self) -> f32 {
        if let Some(face) = self.face() {
            return f32::from(face.units_per_em());
        }
        // A CID-keyed program may keep the scale in its sub-fonts and have 1 at the top.
        let scale = self.cff().map_or(0.001, |cff| cff.matrix().sx);
        if scale > 1e-6 && scale < 0.1 { 1.0 / scale } else { 1000.0 }
    }

    /// Draws a glyph; false where it has no outline.
    pub fn outline(&self, glyph: u16, sink: &mut dyn OutlineSink) -> bool {
        let mut adapter = Adapter(sink);
        if self.bare {
            let cff = self.cff();
            return cff.is_some_and(|cff| cff.outline(GlyphId(glyph), &mut adapter).is_ok());
        }
        self.face().is_some_and(|face| face.outline_glyph(GlyphId(glyph), &mut adapter).is_some())
    }

    /// The CID of each glyph of a CID-keyed CFF; `None` for every other program.
    pub fn cids(&self) -> Option<Vec<u16>> {
        let cff = self.cff()?;
        cff.glyph_cid(GlyphId(0))?;
        Some((0..cff.number_of_glyphs()).map(|at| cff.glyph_cid(GlyphId(at)).unwrap_or(0)).collect())
    }

    /// The name of each glyph, where it has names.
    pub fn names(&self) -> Vec<Option<String>> {
        let (cff, face) = (self.cff(), self.face());
        let name = |glyph: u16| {
            let of_cff = cff.as_ref().and_then(|cff| cff.glyph_name(GlyphId(glyph)));
            let name = of_cff.or_else(|| face.as_ref()?.glyph_name(GlyphId(glyph)))?;
            Some(name.to_owned())
        };
        (0..self.glyphs()).map(name).collect()
    }

    /// The glyph of a code by the program's own encoding: that of a CFF, else the symbol and the
    /// Macintosh map of an sfnt.
    pub fn own_code(&self, code: u8) -> Option<u16> {
        if self.bare {
            return self.cff()?.glyph_index(code).map(|glyph| glyph.0);
        }
        let code = u32::from(code);
        self.mapped(0xF000 + code, 3, 0)
            .or_else(|| self.mapped(code, 3, 0))
            .or_else(|| self.mapped(code, 1, 0))
            .or_else(|| self.mapped(code, 3, 1))
    }

    /// The glyph of a character by the Unicode map of an sfnt.
    pub fn character(&self, character: char) -> Option<u16> {
        let code = u32::from(character);
        self.mapped(code, 3, 1).or_else(|| self.mapped(code, 3, 10)).or_else(|| self.mapped(code, 0, 3))
    }

    fn mapped(&self, code: u32, platform: u16, encoding: u16) -> Option<u16> {
        let face = self.face()?;
        let subtables = face.tables().cmap?.subtables;
        let wanted = |table: &ttf_parser::cmap::Subtable<'_>| {
            table.platform_id as u16 == platform && (platform == 0 || table.encoding_id == encoding)
        };
        let found = subtables.into_iter().filter(wanted).find_map(|table| table.glyph_index(code));
        found.map(|glyph| glyph.0).filter(|glyph| *glyph != 0)
    }
}
