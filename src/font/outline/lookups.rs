//! What the lookups of a font (OpenType GSUB and GPOS) may do with single glyphs.
//!
//! From the lookups of the features that the shaper applies it is worked out for each glyph whether a
//! lookup may begin to match at it, and whether one that began before may go on to it. A glyph with
//! neither role is shaped the same in every company, so the shaper need not be asked for it again.
//! Where a lookup may match more than it names (class 0, skipped base glyphs), every glyph has both roles.

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
use ttf_parser::opentype_layout::{
    ChainedContextLookup, ContextLookup, Coverage, LayoutTable, Lookup, SequenceLookupRecord,
};
use ttf_parser::{GlyphId, LazyArray16, Tag};

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

impl<'a> Lookups<'a> {
    /// The lookups of every feature with one of these tags, in any script and language.
    pub(super) fn of(face: &ttf_parser::Face<'a>, located: bool, tags: &[[u8; 4]]) -> Lookups<'a> {
        let tables = face.tables();
        // At another place of a variable font features may have other lookups than those that are read here.
        let varies = |table: &LayoutTable<'_>| located && table.variations.is_some();
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
            let raw = face.raw_face().table(Tag::from_bytes(b"GPOS")).unwrap_or_default();
            for (index, lookup) in active(&table, tags, &mut found.opaque, |lookup| {
                let subtables = lookup.subtables.into_iter::<PositioningSubtable<'_>>();
                subtables.flat_map(|subtable| nested_in_position(&subtable)).collect()
            }) {
                found.seconds = match (found.seconds.take(), super::super::pairs::seconds(raw, index)) {
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
