//! The only file that names ttf-parser: it reads a font's tables and outlines.

use ttf_parser::{GlyphId, OutlineBuilder, name_id};

use super::face::{Embedding, Metrics};

/// Receives a glyph's outline in font units, `y` up.
pub trait OutlineSink {
    /// Starts a contour.
    fn move_to(&mut self, x: f32, y: f32);
    /// A straight line.
    fn line_to(&mut self, x: f32, y: f32);
    /// A quadratic curve with its control point and its end.
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32);
    /// A cubic curve with its two control points and its end.
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32);
    /// Closes the contour.
    fn close(&mut self);
}

struct Adapter<'a>(&'a mut dyn OutlineSink);

impl OutlineBuilder for Adapter<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.curve_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}

/// Parsed tables over a font's bytes.
pub(super) struct Tables<'a>(ttf_parser::Face<'a>);

impl<'a> Tables<'a> {
    /// Reads the table directory; `None` if this is no font or has no such face.
    pub(super) fn parse(data: &'a [u8], index: u32) -> Option<Tables<'a>> {
        ttf_parser::Face::parse(data, index).ok().map(Tables)
    }

    /// Every character that the font maps to a glyph.
    pub(super) fn characters(&self, mut each: impl FnMut(char, u16)) {
        let Some(cmap) = self.0.tables().cmap else { return };
        for table in cmap.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
            table.codepoints(|code| {
                if let (Some(character), Some(id)) = (char::from_u32(code), table.glyph_index(code))
                    && id.0 != 0
                {
                    each(character, id.0);
                }
            });
        }
    }

    /// Advance across, in font units.
    pub(super) fn advance(&self, glyph: u16) -> u16 {
        self.0.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
    }

    /// Advance down, in font units; the em where the font has no vertical metrics.
    pub(super) fn vertical_advance(&self, glyph: u16) -> u16 {
        self.0.glyph_ver_advance(GlyphId(glyph)).unwrap_or_else(|| self.0.units_per_em())
    }

    /// Height of the vertical origin over the baseline, in font units: from `VORG`, else from the
    /// top side bearing, else the ascender.
    pub(super) fn vertical_origin(&self, glyph: u16) -> i16 {
        let id = GlyphId(glyph);
        let from_bearing = || {
            let bearing = self.0.glyph_ver_side_bearing(id)?;
            bearing.checked_add(self.0.glyph_bounding_box(id)?.y_max)
        };
        let ascender = || self.0.typographic_ascender().unwrap_or_else(|| self.0.ascender());
        self.0.glyph_y_origin(id).or_else(from_bearing).unwrap_or_else(ascender)
    }

    /// Draws a glyph; false where it has no outline (a blank, or a picture glyph).
    pub(super) fn outline(&self, glyph: u16, sink: &mut dyn OutlineSink) -> bool {
        self.0.outline_glyph(GlyphId(glyph), &mut Adapter(sink)).is_some()
    }

    /// Everything the font says about the face as a whole.
    pub(super) fn metrics(&self) -> Metrics {
        let face = &self.0;
        let bounds = face.global_bounding_box();
        Metrics {
            units_per_em: face.units_per_em(),
            glyphs: face.number_of_glyphs(),
            ascender: face.typographic_ascender().unwrap_or_else(|| face.ascender()),
            descender: face.typographic_descender().unwrap_or_else(|| face.descender()),
            cap_height: face.capital_height().unwrap_or_else(|| face.ascender()),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            italic_angle: face.italic_angle().round() as i16,
            is_cff: face.tables().cff.is_some(),
            postscript_name: self.name(name_id::POST_SCRIPT_NAME),
            family: self.name(name_id::TYPOGRAPHIC_FAMILY).or_else(|| self.name(name_id::FAMILY)),
            embedding: match face.permissions() {
                Some(ttf_parser::Permissions::Restricted) => Embedding::Forbidden,
                _ if face.is_subsetting_allowed() => Embedding::Allowed,
                _ => Embedding::WholeOnly,
            },
        }
    }

    fn name(&self, id: u16) -> Option<String> {
        self.0.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string())
    }
}
