//! Reads the tables and outlines of fonts. This file and its folder are the only ones that name ttf-parser.

use ttf_parser::{GlyphId, OutlineBuilder, Tag, name_id};

mod lookups;
mod program;

pub use lookups::{LookupRoles, Lookups};
pub use program::Program;

use super::instance::{self, Axis, NamedInstance, Variable};
use super::metrics::{Embedding, Metrics};
use super::setup::FaceSetup;

/// A `VORG` table that puts every origin on the baseline.
const ON_THE_BASELINE: &[u8] = &[0, 1, 0, 0, 0, 0, 0, 0];

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

/// Parsed tables over a font's bytes, at the face's place on the axes of a variable font.
pub struct Tables<'a> {
    face: ttf_parser::Face<'a>,
    /// The default instance, where the face is another one: em boxes do not vary with the ink.
    still: Option<Box<ttf_parser::Face<'a>>>,
    setup: &'a FaceSetup,
}

impl<'a> Tables<'a> {
    /// Reads the table directory; `None` if the bytes are not a font or have no such face.
    pub(super) fn parse(data: &'a [u8], index: u32, setup: &'a FaceSetup) -> Option<Tables<'a>> {
        let mut face = ttf_parser::Face::parse(data, index).ok()?;
        let still = (!setup.location.is_empty()).then(|| Box::new(face.clone()));
        locate(&mut face, setup);
        Some(Tables { face, still, setup })
    }

    /// The face as the shaper shall see it, and whether vertical origins are the font's own; else all
    /// lie on the baseline, and [`Tables::vertical_origin`] is to be added. (Without `VORG` the shaper
    /// takes them from boxes, which it has not of CFF, and without metrics from the ink.)
    pub(crate) fn for_shaping(&self) -> (ttf_parser::Face<'a>, bool) {
        let own = self.face.tables().vorg.is_some() && self.setup.upright.is_none();
        let rebuilt = if own { None } else { self.rebuilt() };
        rebuilt.map_or_else(|| (self.face.clone(), true), |rebuilt| (rebuilt, false))
    }

    /// The same tables with vertical metrics that say nothing of origins.
    fn rebuilt(&self) -> Option<ttf_parser::Face<'a>> {
        let raw = self.face.raw_face();
        let table = |tag: &[u8; 4]| raw.table(Tag::from_bytes(tag));
        let upright = self.setup.upright.as_ref();
        let tables = ttf_parser::RawFaceTables {
            head: table(b"head")?,
            hhea: table(b"hhea")?,
            maxp: table(b"maxp")?,
            cff: table(b"CFF "),
            cmap: table(b"cmap"),
            glyf: table(b"glyf"),
            hmtx: table(b"hmtx"),
            kern: table(b"kern"),
            loca: table(b"loca"),
            os2: table(b"OS/2"),
            vhea: upright.map(|upright| &upright.vhea[..]).or_else(|| table(b"vhea")),
            vmtx: upright.map(|upright| &upright.vmtx[..]).or_else(|| table(b"vmtx")),
            vorg: Some(ON_THE_BASELINE),
            gdef: table(b"GDEF"),
            gpos: table(b"GPOS"),
            gsub: table(b"GSUB"),
            ankr: table(b"ankr"),
            feat: table(b"feat"),
            kerx: table(b"kerx"),
            morx: table(b"morx"),
            trak: table(b"trak"),
            avar: table(b"avar"),
            cff2: table(b"CFF2"),
            fvar: table(b"fvar"),
            gvar: table(b"gvar"),
            hvar: table(b"HVAR"),
            mvar: table(b"MVAR"),
            vvar: table(b"VVAR"),
            ..Default::default()
        };
        let mut face = ttf_parser::Face::from_raw_tables(tables).ok()?;
        locate(&mut face, self.setup);
        Some(face)
    }

    /// Whether the font says how its glyphs stand in lines that run down.
    pub(super) fn has_vertical_metrics(&self) -> bool {
        self.face.tables().vmtx.is_some()
    }

    /// What the font offers as a variable one.
    pub(super) fn variable(&self) -> Variable {
        let axes = self.face.variation_axes().into_iter().map(|axis| Axis {
            tag: axis.tag.to_bytes(),
            least: axis.min_value,
            default: axis.def_value,
            most: axis.max_value,
        });
        let fvar = self.face.raw_face().table(Tag::from_bytes(b"fvar")).unwrap_or_default();
        let named = |(name, place): (u16, Vec<f32>)| {
            let mut names: Vec<String> = self.names(name).collect();
            names.dedup();
            (!names.is_empty()).then_some(NamedInstance { names, place })
        };
        let instances = instance::instances(fvar).into_iter().filter_map(named).collect();
        Variable { axes: axes.collect(), instances }
    }

    /// The glyph of a character with a variation selector behind it; `None` where the font has no such
    /// sequence (`cmap` format 14).
    pub fn variant(&self, base: char, selector: char) -> Option<u16> {
        self.face.glyph_variation_index(base, selector).map(|glyph| glyph.0)
    }

    /// Every character that the font maps to a glyph; walks over the whole `cmap`.
    pub(super) fn characters(&self, mut each: impl FnMut(char, u16)) {
        let Some(cmap) = self.face.tables().cmap else { return };
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

    /// The glyph of a character, as [`Tables::characters`] would tell it; `None` where it has none.
    pub(super) fn character(&self, character: char) -> Option<u16> {
        let cmap = self.face.tables().cmap?;
        let tables = cmap.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode);
        let mapped = tables.filter_map(|table| table.glyph_index(character.into()));
        let ids = mapped.map(|id| id.0).filter(|id| *id != 0);
        // Of several tables the last counts in the basic plane, and the least glyph beyond it.
        if character <= '\u{FFFF}' { ids.last() } else { ids.min() }
    }

    /// Advance across, in font units.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
    }

    /// The ink of a glyph in font units: left, bottom, right, top.
    pub fn ink_box(&self, glyph: u16) -> Option<[i16; 4]> {
        let ink = self.face.glyph_bounding_box(GlyphId(glyph))?;
        Some([ink.x_min, ink.y_min, ink.x_max, ink.y_max])
    }

    /// Advance down, in font units; the em where the font has no vertical metrics.
    pub(super) fn vertical_advance(&self, glyph: u16) -> u16 {
        match &self.setup.upright {
            Some(upright) => upright.em,
            None => self.face.glyph_ver_advance(GlyphId(glyph)).unwrap_or_else(|| self.face.units_per_em()),
        }
    }

    /// Height of the vertical origin over the baseline, in font units: from `VORG`, else from the
    /// top side bearing, else the ascender. Without vertical metrics it is the same for all glyphs.
    pub fn vertical_origin(&self, glyph: u16) -> i16 {
        if let Some(upright) = &self.setup.upright {
            return upright.origin;
        }
        let id = GlyphId(glyph);
        let still = self.still.as_deref().unwrap_or(&self.face);
        let from_bearing = || {
            let bearing = still.glyph_ver_side_bearing(id)?;
            bearing.checked_add(still.glyph_bounding_box(id)?.y_max)
        };
        let ascender = || still.typographic_ascender().unwrap_or_else(|| still.ascender());
        self.face.glyph_y_origin(id).or_else(from_bearing).unwrap_or_else(ascender)
    }

    /// Draws a glyph; false where it has no outline (a blank, or a picture glyph).
    pub(super) fn outline(&self, glyph: u16, sink: &mut dyn OutlineSink) -> bool {
        self.face.outline_glyph(GlyphId(glyph), &mut Adapter(sink)).is_some()
    }

    /// Everything the font says about the face as a whole.
    pub(super) fn metrics(&self) -> Metrics {
        let face = &self.face;
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
            // Of several of the bits 1 to 3 the one that allows most counts. With bit 9 a font lends its
            // bitmaps alone, which a press file has no use for.
            embedding: match face.permissions() {
                Some(ttf_parser::Permissions::Restricted) => Embedding::Forbidden,
                _ if face.tables().os2.is_some_and(|os2| !os2.is_outline_embedding_allowed()) => {
                    Embedding::Forbidden
                }
                _ if face.is_subsetting_allowed() => Embedding::Allowed,
                _ => Embedding::WholeOnly,
            },
        }
    }

    /// What the lookups of every feature with one of these tags, in any script and language, may do with
    /// single glyphs.
    pub fn lookups(&self, tags: &[[u8; 4]]) -> Lookups<'a> {
        Lookups::of(&self.face, !self.setup.location.is_empty(), tags)
    }

    fn name(&self, id: u16) -> Option<String> {
        self.names(id).next()
    }

    /// A name in every language that can be read.
    fn names(&self, id: u16) -> impl Iterator<Item = String> {
        let names = self.face.names().into_iter().filter(move |name| name.name_id == id);
        names.filter_map(|name| name.to_string())
    }
}

/// Moves a variable font to the place that its face is at.
fn locate(face: &mut ttf_parser::Face<'_>, setup: &FaceSetup) {
    for (tag, value) in &setup.location {
        face.set_variation(Tag::from_bytes(tag), *value);
    }
}
