//! The only file that names ttf-parser: it reads a font's tables, outlines and lookups.

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::opentype_layout::{
    ChainedContextLookup, ContextLookup, Coverage, LayoutTable, Lookup, SequenceLookupRecord,
};
use ttf_parser::{GlyphId, LazyArray16, OutlineBuilder, Tag, name_id};

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
    /// Reads the table directory; `None` if this is no font or has no such face.
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

    /// Every character that the font maps to a glyph.
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

/// What lookups may do with a glyph, by the places where they name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookupRoles {
    /// A lookup may begin to match at it.
    pub starts: bool,
    /// A lookup that began at a glyph before it may go on to it.
    pub follows: bool,
}

impl LookupRoles {
    const BOTH: LookupRoles = LookupRoles { starts: true, follows: true };

    /// What either of them has.
    #[must_use]
    pub fn or(self, other: LookupRoles) -> LookupRoles {
        LookupRoles { starts: self.starts || other.starts, follows: self.follows || other.follows }
    }
}

/// The lookups of some features, asked what they may do with single glyphs.
///
/// Lookups that change one glyph whatever stands beside it (single substitution and positioning)
/// give it no role, but it has the roles of what it becomes.
pub struct Lookups<'a> {
    substitutions: Vec<SubstitutionSubtable<'a>>,
    positions: Vec<PositioningSubtable<'a>>,
    /// Of each of the positions, whether it moves pairs whose second glyph is in no class.
    moves_all: Vec<bool>,
    /// Glyphs that rules of contexts name one by one, in order.
    named: Vec<u16>,
    /// Glyphs that ligatures name behind their first, in order.
    components: Vec<u16>,
    /// The second glyphs of pairs that are listed one by one, in order; `None` where the table cannot
    /// be walked and every list has to be asked.
    seconds: Option<Vec<u16>>,
    /// Nothing can be said: the font kerns or shapes by other tables, or its lookups skip glyphs.
    opaque: bool,
}

/// How often a glyph may become another one before nothing is said of it.
const DEPTH: u32 = 8;

impl<'a> Tables<'a> {
    /// The lookups of every feature with one of these tags, in any script and language.
    pub fn lookups(&self, tags: &[[u8; 4]]) -> Lookups<'a> {
        let tables = self.face.tables();
        // At another place of a variable font features may have other lookups than those that are read here.
        let varies = |table: &LayoutTable<'_>| !self.setup.location.is_empty() && table.variations.is_some();
        let mut found = Lookups {
            substitutions: Vec::new(),
            positions: Vec::new(),
            moves_all: Vec::new(),
            named: Vec::new(),
            components: Vec::new(),
            seconds: Some(Vec::new()),
            opaque: tables.morx.is_some()
                || tables.kerx.is_some()
                || tables.kern.is_some()
                || tables.gsub.as_ref().is_some_and(varies)
                || tables.gpos.as_ref().is_some_and(varies),
        };
        if let Some(table) = tables.gsub {
            for (_, lookup) in active(&table, tags, &mut found.opaque, |lookup| {
                let subtables = lookup.subtables.into_iter::<SubstitutionSubtable<'_>>();
                subtables.flat_map(|subtable| nested_in_substitution(&subtable)).collect()
            }) {
                found.substitutions.extend(lookup.subtables.into_iter::<SubstitutionSubtable<'_>>());
            }
        }
        if let Some(table) = tables.gpos {
            let raw = self.face.raw_face().table(Tag::from_bytes(b"GPOS")).unwrap_or_default();
            for (index, lookup) in active(&table, tags, &mut found.opaque, |lookup| {
                let subtables = lookup.subtables.into_iter::<PositioningSubtable<'_>>();
                subtables.flat_map(|subtable| nested_in_position(&subtable)).collect()
            }) {
                found.seconds = match (found.seconds.take(), super::pairs::seconds(raw, index)) {
                    (Some(mut known), Some(more)) => {
                        known.extend(more);
                        Some(known)
                    }
                    _ => None,
                };
                found.positions.extend(lookup.subtables.into_iter::<PositioningSubtable<'_>>());
            }
        }
        found.moves_all = found.positions.iter().map(moves_all).collect();
        found.gather();
        found
    }
}

/// The lookups of the features with these tags, and those that they call.
fn active<'a>(
    table: &LayoutTable<'a>,
    tags: &[[u8; 4]],
    opaque: &mut bool,
    nested: impl Fn(&Lookup<'a>) -> Vec<u16>,
) -> Vec<(u16, Lookup<'a>)> {
    let mut waiting: Vec<u16> = Vec::new();
    for feature in table.features {
        if tags.iter().any(|tag| Tag::from_bytes(tag) == feature.tag) {
            waiting.extend(feature.lookup_indices);
        }
    }
    let mut seen: Vec<u16> = Vec::new();
    let mut found = Vec::new();
    while let Some(index) = waiting.pop() {
        if seen.contains(&index) {
            continue;
        }
        seen.push(index);
        let Some(lookup) = table.lookups.get(index) else { continue };
        // A lookup that skips base glyphs matches across those that it does not name.
        *opaque |= lookup.flags.ignore_base_glyphs() || lookup.flags.ignore_ligatures();
        waiting.extend(nested(&lookup));
        found.push((index, lookup));
    }
    found
}

fn nested_in_substitution(subtable: &SubstitutionSubtable<'_>) -> Vec<u16> {
    match subtable {
        SubstitutionSubtable::Context(context) => nested_in_context(context),
        SubstitutionSubtable::ChainContext(context) => nested_in_chain(context),
        _ => Vec::new(),
    }
}

fn nested_in_position(subtable: &PositioningSubtable<'_>) -> Vec<u16> {
    match subtable {
        PositioningSubtable::Context(context) => nested_in_context(context),
        PositioningSubtable::ChainContext(context) => nested_in_chain(context),
        _ => Vec::new(),
    }
}

fn nested_in_context(context: &ContextLookup<'_>) -> Vec<u16> {
    let indices = |records: LazyArray16<'_, SequenceLookupRecord>| {
        records.into_iter().map(|record| record.lookup_list_index).collect::<Vec<_>>()
    };
    match context {
        ContextLookup::Format1 { sets, .. } | ContextLookup::Format2 { sets, .. } => {
            sets.into_iter().flatten().flat_map(|rule| indices(rule.lookups)).collect()
        }
        ContextLookup::Format3 { lookups, .. } => indices(*lookups),
    }
}

fn nested_in_chain(context: &ChainedContextLookup<'_>) -> Vec<u16> {
    let indices = |records: LazyArray16<'_, SequenceLookupRecord>| {
        records.into_iter().map(|record| record.lookup_list_index).collect::<Vec<_>>()
    };
    match context {
        ChainedContextLookup::Format1 { sets, .. } | ChainedContextLookup::Format2 { sets, .. } => {
            sets.into_iter().flatten().flat_map(|rule| indices(rule.lookups)).collect()
        }
        ChainedContextLookup::Format3 { lookups, .. } => indices(*lookups),
    }
}

impl Lookups<'_> {
    /// Lists the glyphs that rules name one by one. A rule by classes that takes class 0 takes
    /// every glyph, so nothing is said then.
    fn gather(&mut self) {
        let mut named: Vec<u16> = Vec::new();
        let mut opaque = false;
        let mut context = |context: &ContextLookup<'_>| match context {
            ContextLookup::Format1 { sets, .. } => {
                sets.into_iter().flatten().for_each(|rule| named.extend(rule.input));
            }
            ContextLookup::Format2 { sets, .. } => {
                opaque |=
                    sets.into_iter().flatten().any(|rule| rule.input.into_iter().any(|class| class == 0));
            }
            ContextLookup::Format3 { .. } => {}
        };
        for subtable in &self.substitutions {
            if let SubstitutionSubtable::Context(found) = subtable {
                context(found);
            }
        }
        for subtable in &self.positions {
            if let PositioningSubtable::Context(found) = subtable {
                context(found);
            }
        }
        let mut chain = |context: &ChainedContextLookup<'_>| match context {
            ChainedContextLookup::Format1 { sets, .. } => sets.into_iter().flatten().for_each(|rule| {
                named.extend(rule.backtrack.into_iter().chain(rule.input).chain(rule.lookahead));
            }),
            ChainedContextLookup::Format2 { sets, .. } => {
                let mut classes = sets
                    .into_iter()
                    .flatten()
                    .flat_map(|rule| rule.backtrack.into_iter().chain(rule.input).chain(rule.lookahead));
                opaque |= classes.any(|class| class == 0);
            }
            ChainedContextLookup::Format3 { .. } => {}
        };
        for subtable in &self.substitutions {
            if let SubstitutionSubtable::ChainContext(found) = subtable {
                chain(found);
            }
        }
        for subtable in &self.positions {
            if let PositioningSubtable::ChainContext(found) = subtable {
                chain(found);
            }
        }
        let mut components: Vec<u16> = Vec::new();
        for subtable in &self.substitutions {
            if let SubstitutionSubtable::Ligature(ligatures) = subtable {
                let found = ligatures.ligature_sets.into_iter().flatten();
                components.extend(found.flat_map(|ligature| ligature.components).map(|glyph| glyph.0));
            }
        }
        for list in [&mut named, &mut components].into_iter().chain(&mut self.seconds) {
            list.sort_unstable();
            list.dedup();
        }
        self.named = named;
        self.components = components;
        self.opaque |= opaque;
    }

    /// What the lookups may do with a glyph.
    pub fn roles(&self, glyph: u16) -> LookupRoles {
        if self.opaque { LookupRoles::BOTH } else { self.roles_at(GlyphId(glyph), 0) }
    }

    fn roles_at(&self, glyph: GlyphId, depth: u32) -> LookupRoles {
        if depth > DEPTH {
            return LookupRoles::BOTH;
        }
        let is_in = |list: &[u16]| list.binary_search(&glyph.0).is_ok();
        let named = is_in(&self.named);
        let mut roles = LookupRoles { starts: named, follows: named || is_in(&self.components) };
        let starts = LookupRoles { starts: true, follows: false };
        for subtable in &self.substitutions {
            let covered = subtable.coverage().get(glyph);
            roles = roles.or(match (subtable, covered) {
                (SubstitutionSubtable::Single(single), Some(at)) => match becomes(single, glyph, at) {
                    Some(other) if other != glyph => self.roles_at(other, depth + 1),
                    _ => LookupRoles::default(),
                },
                (SubstitutionSubtable::Context(context), _) => in_context(context, glyph),
                (SubstitutionSubtable::ChainContext(context), _) => in_chain(context, glyph),
                (SubstitutionSubtable::ReverseChainSingle(chain), covered) => {
                    let mut around = chain.backtrack_coverages.into_iter().chain(chain.lookahead_coverages);
                    if covered.is_some() || around.any(|coverage| coverage.contains(glyph)) {
                        LookupRoles::BOTH
                    } else {
                        LookupRoles::default()
                    }
                }
                (_, Some(_)) => starts,
                (_, None) => LookupRoles::default(),
            });
        }
        for (subtable, all) in self.positions.iter().zip(&self.moves_all) {
            roles = roles.or(match subtable {
                PositioningSubtable::Single(_) => LookupRoles::default(),
                PositioningSubtable::Pair(pairs) => self.in_pairs(pairs, glyph, *all),
                PositioningSubtable::MarkToBase(marks) => {
                    attached(&marks.mark_coverage, &marks.base_coverage, glyph)
                }
                PositioningSubtable::MarkToLigature(marks) => {
                    attached(&marks.mark_coverage, &marks.ligature_coverage, glyph)
                }
                PositioningSubtable::MarkToMark(marks) => {
                    attached(&marks.mark1_coverage, &marks.mark2_coverage, glyph)
                }
                PositioningSubtable::Context(context) => in_context(context, glyph),
                PositioningSubtable::ChainContext(context) => in_chain(context, glyph),
                PositioningSubtable::Cursive(_) if subtable.coverage().contains(glyph) => LookupRoles::BOTH,
                PositioningSubtable::Cursive(_) => LookupRoles::default(),
            });
        }
        roles
    }

    fn in_pairs(&self, pairs: &PairAdjustment<'_>, glyph: GlyphId, all: bool) -> LookupRoles {
        let starts = pairs.coverage().contains(glyph);
        let follows = match (pairs, &self.seconds) {
            (PairAdjustment::Format1 { .. }, Some(seconds)) => seconds.binary_search(&glyph.0).is_ok(),
            (PairAdjustment::Format1 { sets, .. }, None) => {
                (0..sets.len()).filter_map(|at| sets.get(at)).any(|set| set.get(glyph).is_some())
            }
            (PairAdjustment::Format2 { classes, .. }, _) => all || classes.1.get(glyph) != 0,
        };
        LookupRoles { starts, follows }
    }
}

fn becomes(single: &SingleSubstitution<'_>, glyph: GlyphId, at: u16) -> Option<GlyphId> {
    match single {
        SingleSubstitution::Format1 { delta, .. } => {
            Some(GlyphId((i32::from(glyph.0) + i32::from(*delta)) as u16))
        }
        SingleSubstitution::Format2 { substitutes, .. } => substitutes.get(at),
    }
}

/// Whether a table of classes moves pairs whose second glyph is in class 0, which is every glyph
/// without a class; fonts leave its values at zero.
fn moves_all(subtable: &PositioningSubtable<'_>) -> bool {
    let PositioningSubtable::Pair(PairAdjustment::Format2 { matrix, .. }) = subtable else { return false };
    let moves = |value: ttf_parser::gpos::ValueRecord<'_>| {
        value.x_advance != 0 || value.y_advance != 0 || value.x_placement != 0 || value.y_placement != 0
    };
    let mut firsts = (0..u16::MAX).map_while(|first| matrix.get((first, 0)));
    firsts.any(|(one, other)| moves(one) || moves(other))
}

/// A mark follows what it stands on.
fn attached(marks: &Coverage<'_>, bases: &Coverage<'_>, glyph: GlyphId) -> LookupRoles {
    LookupRoles { starts: bases.contains(glyph), follows: marks.contains(glyph) }
}

/// Glyphs of contexts may stand before what is changed, so they begin a match and go on with it.
fn in_context(context: &ContextLookup<'_>, glyph: GlyphId) -> LookupRoles {
    let named = context.coverage().contains(glyph)
        || match context {
            ContextLookup::Format1 { .. } => false,
            ContextLookup::Format2 { classes, .. } => classes.get(glyph) != 0,
            ContextLookup::Format3 { coverages, .. } => {
                coverages.into_iter().any(|coverage| coverage.contains(glyph))
            }
        };
    if named { LookupRoles::BOTH } else { LookupRoles::default() }
}

fn in_chain(context: &ChainedContextLookup<'_>, glyph: GlyphId) -> LookupRoles {
    let named = context.coverage().contains(glyph)
        || match context {
            ChainedContextLookup::Format1 { .. } => false,
            ChainedContextLookup::Format2 { backtrack_classes, input_classes, lookahead_classes, .. } => {
                [backtrack_classes, input_classes, lookahead_classes]
                    .iter()
                    .any(|classes| classes.get(glyph) != 0)
            }
            ChainedContextLookup::Format3 {
                backtrack_coverages,
                input_coverages,
                lookahead_coverages,
                ..
            } => [backtrack_coverages, input_coverages, lookahead_coverages]
                .into_iter()
                .any(|coverages| coverages.into_iter().any(|coverage| coverage.contains(glyph))),
        };
    if named { LookupRoles::BOTH } else { LookupRoles::default() }
}
