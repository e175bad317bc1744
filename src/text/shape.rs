//! Shaping: characters to glyphs. The only file that names rustybuzz.
//!
//! What is shaped alike in every company comes from a [`super::cache`]; the rest is shaped in runs.
//! Every run is shaped with script Hani and language zh-Hans, Western runs too: otherwise the
//! fonts give `——` a width of 1.69 em and digits another design.

use std::str::FromStr;

use rustybuzz::{Direction, Feature, Language, ShapePlan, UnicodeBuffer, script};

use crate::font::{FaceId, Library, LookupRoles, Lookups, Tables};

use super::cache::{self, Cache, CacheConditions, Entry, State};
use super::class::{Class, reaches_far};
use super::paragraph::Font;
use super::run::{GlyphForm, MarkFit, ShapeRun, ShapedGlyph, VERTICAL_ORIGIN};

impl ShapeRun<'_> {
    /// The number of its direction and form.
    fn case(&self) -> usize {
        usize::from(self.vertical) * FORMS + self.form as usize
    }
}

/// Bytes of a run that were shaped together.
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is one character that what follows may take along.
    pub(super) alone: bool,
}

/// Features that shapers switch on by themselves (OpenType, “features on by default”), with the
/// vertical ones that some do. `frac` and its parts act beside the fraction slash only.
const FEATURES: [[u8; 4]; 19] = [
    *b"rvrn", *b"ltra", *b"ltrm", *b"rand", *b"abvm", *b"blwm", *b"ccmp", *b"locl", *b"mark", *b"mkmk",
    *b"rlig", *b"calt", *b"clig", *b"curs", *b"dist", *b"kern", *b"liga", *b"rclt", *b"trak",
];

/// The same for vertical lines.
const VERTICAL_FEATURES: [[u8; 4]; 3] = [*b"vert", *b"vrt2", *b"vkrn"];

impl GlyphForm {
    /// Features that are on by themselves and that it goes without, as the shaper reads them.
    fn without(self) -> &'static [&'static str] {
        match self {
            GlyphForm::Text | GlyphForm::HalfWidth | GlyphForm::Proportional => &[],
            GlyphForm::Spaced => &["-liga", "-clig"],
        }
    }

    /// The feature that gives it.
    fn feature(self) -> Option<[u8; 4]> {
        match self {
            GlyphForm::Text | GlyphForm::Spaced => None,
            GlyphForm::HalfWidth => Some(*b"hwid"),
            GlyphForm::Proportional => Some(*b"pwid"),
        }
    }
}

/// A face as it is shaped with: parsed once.
struct Parsed<'f> {
    face: rustybuzz::Face<'f>,
    tables: Tables<'f>,
    /// Height of the vertical origin over the baseline, in font units.
    origin: i32,
    /// Whether the shaper heeds the font's own vertical origins; else it is done here.
    has_origins: bool,
}

/// A face in one direction and form.
struct Case<'f> {
    plan: ShapePlan,
    lookups: Lookups<'f>,
    cache: Cache,
}

/// Whether a face sets a character itself.
#[derive(Clone, Copy, Debug)]
enum Own {
    Unknown,
    Yes,
    No,
}

/// The hyphen of a face, across or down: its glyph and advance.
struct Hyphen {
    face: FaceId,
    vertical: bool,
    glyph: Option<(u16, i32)>,
}

/// Directions and forms of a face.
const CASES: usize = 2 * FORMS;

/// Forms of a face.
const FORMS: usize = 4;

/// Shapes runs with the faces of one library. It keeps parsed faces, plans and what was shaped, so
/// one shaper serves many paragraphs of one thread.
pub struct Shaper<'f> {
    library: &'f Library,
    faces: Vec<Option<Parsed<'f>>>,
    cases: Vec<[Option<Box<Case<'f>>>; CASES]>,
    buffer: Option<UnicodeBuffer>,
    language: Option<Language>,
    conditions: CacheConditions,
    /// For each face, across and down, the characters that it sets itself.
    own: Vec<[Vec<Own>; 2]>,
    /// Glyphs of marks that were asked for, across or down: fit or not.
    pub(super) fit: Vec<(FaceId, u16, bool, MarkFit)>,
    /// The hyphens of faces, across or down: glyph and advance.
    hyphens: Vec<Hyphen>,
    /// Room for what is shaped to be kept.
    fresh: Vec<ShapedGlyph>,
}

impl<'f> Shaper<'f> {
    /// A shaper over a library; faces are parsed when first used.
    pub fn new(library: &'f Library) -> Shaper<'f> {
        Shaper::with_conditions(library, CacheConditions::default())
    }

    /// A shaper that heeds only some conditions of its cache. For tests: its answers are wrong.
    #[doc(hidden)]
    pub fn with_conditions(library: &'f Library, conditions: CacheConditions) -> Shaper<'f> {
        Shaper {
            library,
            faces: library.iter().map(|_| None).collect(),
            cases: library.iter().map(|_| [const { None }; CASES]).collect(),
            buffer: None,
            language: Language::from_str("zh-Hans").ok(),
            conditions,
            own: library.iter().map(|_| Default::default()).collect(),
            fit: Vec::new(),
            hyphens: Vec::new(),
            fresh: Vec::new(),
        }
    }

    /// The faces it shapes with.
    pub fn library(&self) -> &'f Library {
        self.library
    }

    /// Font units in an em of a face.
    pub fn units_per_em(&self, face: FaceId) -> i64 {
        i64::from(self.library.face(face).metrics().units_per_em)
    }

    /// The tables of a face that was used.
    pub(super) fn tables(&self, face: FaceId) -> Option<&Tables<'f>> {
        Some(&self.faces.get(usize::from(face.0))?.as_ref()?.tables)
    }

    /// The ink of a glyph in font units: left, bottom, right, top. Known for faces that were used.
    pub(super) fn ink_box(&self, face: FaceId, glyph: u16) -> Option<[i16; 4]> {
        self.tables(face)?.ink_box(glyph)
    }

    /// Half of how far a glyph moves the pen across, at the size of a font.
    pub(super) fn half_advance(&self, font: Font, glyph: u16) -> i32 {
        let parsed = self.faces.get(usize::from(font.face.0)).and_then(Option::as_ref);
        let advance = parsed.map_or(0, |parsed| i64::from(parsed.tables.advance(glyph)));
        font.size.scale(advance, self.units_per_em(font.face) * 2).0 as i32
    }

    /// The hyphen of a face and how far it moves the pen, in font units.
    pub(super) fn hyphen(&mut self, face: FaceId, vertical: bool) -> Option<(u16, i32)> {
        if let Some(known) =
            self.hyphens.iter().find(|known| (known.face, known.vertical) == (face, vertical))
        {
            return known.glyph;
        }
        let mut glyphs = Vec::new();
        self.shape(&ShapeRun { face, text: "-", vertical, form: GlyphForm::Text }, &mut glyphs);
        let glyph = glyphs.first().map(|glyph| (glyph.id, glyph.advance));
        self.hyphens.push(Hyphen { face, vertical, glyph });
        glyph
    }

    /// Whether a face sets a character itself: it has it, fit for Chinese lines if it must be.
    #[inline]
    pub(super) fn is_own(&mut self, face: FaceId, character: char, class: Class, vertical: bool) -> bool {
        let known = self.own.get(usize::from(face.0)).map(|own| &own[usize::from(vertical)]);
        match known.and_then(|own| own.get(character as usize)) {
            Some(Own::Yes) => true,
            Some(Own::No) => false,
            Some(Own::Unknown) | None => self.learn_own(face, character, class, vertical),
        }
    }

    /// How many letters in a row from the first on a face is known to set itself.
    pub(super) fn known_own(
        &self,
        face: FaceId,
        vertical: bool,
        letters: impl Iterator<Item = char>,
    ) -> usize {
        let Some(own) = self.own.get(usize::from(face.0)) else { return 0 };
        let own = &own[usize::from(vertical)];
        let known = |letter: &char| matches!(own.get(*letter as usize), Some(Own::Yes));
        letters.take_while(known).count()
    }

    #[cold]
    fn learn_own(&mut self, face: FaceId, character: char, class: Class, vertical: bool) -> bool {
        let glyph = self.library.face(face).glyph(character);
        let own = glyph.is_some_and(|glyph| self.fit(face, (character, class), glyph, vertical).is_fit());
        if let Some(known) = self.own.get_mut(usize::from(face.0)) {
            let known = &mut known[usize::from(vertical)];
            if known.is_empty() {
                known.resize(0x1_0000, Own::Unknown);
            }
            if let Some(known) = known.get_mut(character as usize) {
                *known = if own { Own::Yes } else { Own::No };
            }
        }
        own
    }

    /// Shapes one run of one face and appends its glyphs in logical order.
    pub fn shape(&mut self, run: &ShapeRun<'_>, out: &mut Vec<ShapedGlyph>) {
        let Some(mut known) = self.take_case(run) else { return };
        let before = out.len();
        if !self.shape_cached(run, &mut known, out) {
            out.truncate(before);
            self.shape_kerned(run, &mut known, out);
        }
        self.cases[usize::from(run.face.0)][run.case()] = Some(known);
    }

    /// What is known of the basic plane in a run's face, direction and form; empty before anything is.
    pub(super) fn known(&self, run: &ShapeRun<'_>) -> &[Entry] {
        let case = self.cases.get(usize::from(run.face.0)).and_then(|cases| cases[run.case()].as_ref());
        case.map_or(&[], |case| case.cache.basic())
    }

    /// Shapes what stands at byte `at` of a run, and with it what it reaches; nothing there may reach
    /// beyond runs. `before` is the byte of the character that it may take along, or `at`.
    pub(super) fn shape_stretch(
        &mut self,
        run: &ShapeRun<'_>,
        before: usize,
        at: usize,
        out: &mut Vec<ShapedGlyph>,
    ) -> Stretch {
        let rest = Stretch { start: at, end: run.text.len(), alone: false };
        let Some(mut known) = self.take_case(run) else { return rest };
        let stretch = self.shape_next(run, &mut known, (before, at), out);
        self.cases[usize::from(run.face.0)][run.case()] = Some(known);
        stretch.unwrap_or(rest)
    }

    /// What is known of a run's face, direction and form, to be put back.
    fn take_case(&mut self, run: &ShapeRun<'_>) -> Option<Box<Case<'f>>> {
        let slot = self.cases.get_mut(usize::from(run.face.0))?[run.case()].take();
        slot.or_else(|| self.open(run).map(Box::new))
    }

    /// Shapes one run without the cache. For tests, which hold the cache against it.
    #[doc(hidden)]
    pub fn shape_uncached(&mut self, run: &ShapeRun<'_>, out: &mut Vec<ShapedGlyph>) {
        let Some(mut known) = self.take_case(run) else { return };
        self.shape_kerned(run, &mut known, out);
        self.cases[usize::from(run.face.0)][run.case()] = Some(known);
    }

    /// Shapes what is known and sends the rest in runs; false where something reaches too far for
    /// runs.
    fn shape_cached(&mut self, run: &ShapeRun<'_>, known: &mut Case<'f>, out: &mut Vec<ShapedGlyph>) -> bool {
        let text = run.text;
        out.reserve(text.len() / 2);
        // Where the last character stands that may be pulled into a run.
        let mut before = 0;
        let mut at = 0;
        loop {
            (before, at) = shape_inert(text, at, before, known.cache.basic(), out);
            if at == text.len() {
                return true;
            }
            let Some(stretch) = self.shape_next(run, known, (before, at), out) else { return false };
            (before, at) = (if stretch.alone { stretch.start } else { stretch.end }, stretch.end);
        }
    }

    /// Shapes the character at `at`, with the run that it is of; `None` where something in that
    /// reaches too far.
    fn shape_next(
        &mut self,
        run: &ShapeRun<'_>,
        known: &mut Case<'f>,
        (before, at): (usize, usize),
        out: &mut Vec<ShapedGlyph>,
    ) -> Option<Stretch> {
        let text = run.text;
        let character = text[at..].chars().next()?;
        let entry = self.entry(run, known, character);
        if entry.state <= State::Follows {
            out.push(glyph(entry, at));
            return Some(Stretch { start: at, end: at + character.len_utf8(), alone: true });
        }
        let start = if entry.state == State::Pulls { before } else { at };
        if start < at {
            out.pop();
        }
        let end = self.run_end(run, known, at, entry.state)?;
        self.shape_kept(&ShapeRun { text: &text[start..end], ..*run }, start, known, out);
        Some(Stretch { start, end, alone: false })
    }

    /// The end of the run whose first character stands at `at`; `None` where something in it reaches
    /// beyond runs.
    fn run_end(
        &mut self,
        run: &ShapeRun<'_>,
        known: &mut Case<'f>,
        at: usize,
        state: State,
    ) -> Option<usize> {
        let text = run.text;
        let mut state = state;
        let mut characters = text[at..].chars();
        let mut end = at + characters.next().filter(|first| !reaches_far(*first))?.len_utf8();
        while let Some(character) = characters.next() {
            if reaches_far(character) {
                return None;
            }
            let pulled = state == State::Pulls;
            state = self.entry(run, known, character).state;
            if state == State::Inert && !pulled {
                // What stands behind it may take it along.
                let after = characters.clone().next();
                if after.is_none_or(|after| self.entry(run, known, after).state != State::Pulls) {
                    break;
                }
            }
            end += character.len_utf8();
        }
        Some(end)
    }

    /// What is known of a character; it is asked for once.
    #[inline]
    fn entry(&mut self, run: &ShapeRun<'_>, known: &mut Case<'f>, character: char) -> Entry {
        let entry = known.cache.entry(character);
        if entry.state == State::Unknown { self.learn(run, known, character) } else { entry }
    }

    #[cold]
    fn learn(&mut self, run: &ShapeRun<'_>, known: &mut Case<'f>, character: char) -> Entry {
        let mut bytes = [0; 4];
        let mut fresh = std::mem::take(&mut self.fresh);
        fresh.clear();
        self.shape_run(&ShapeRun { text: character.encode_utf8(&mut bytes), ..*run }, known, &mut fresh);
        let nominal = self.library.face(run.face).glyph(character);
        let ids = nominal.into_iter().chain(fresh.iter().map(|glyph| glyph.id));
        let roles = ids.map(|id| known.lookups.roles(id)).fold(LookupRoles::default(), LookupRoles::or);
        let entry = cache::entry(character, &fresh, roles, self.conditions);
        known.cache.learn(character, entry);
        self.fresh = fresh;
        entry
    }

    /// Shapes a run that begins at byte `start` of its text, or takes it from the shelf.
    fn shape_kept(
        &mut self,
        run: &ShapeRun<'_>,
        start: usize,
        known: &mut Case<'f>,
        out: &mut Vec<ShapedGlyph>,
    ) {
        let moved = |glyph: &ShapedGlyph| ShapedGlyph { cluster: glyph.cluster + start as u32, ..*glyph };
        if let Some(kept) = known.cache.run(run.text) {
            out.extend(kept.iter().map(moved));
            return;
        }
        let mut fresh = Vec::with_capacity(run.text.len());
        self.shape_kerned(run, known, &mut fresh);
        out.extend(fresh.iter().map(moved));
        known.cache.learn_run(run.text, &fresh);
    }

    /// Shapes a run with rustybuzz and tells what of each glyph's place its neighbours make.
    fn shape_kerned(&mut self, run: &ShapeRun<'_>, known: &mut Case<'f>, out: &mut Vec<ShapedGlyph>) {
        let first = out.len();
        self.shape_run(run, known, out);
        let fresh = &mut out[first..];
        for at in 0..fresh.len() {
            let ShapedGlyph { id, cluster, advance, along, .. } = fresh[at];
            let shares = |other: Option<&ShapedGlyph>| other.is_some_and(|other| other.cluster == cluster);
            if shares(fresh.get(at + 1)) || at > 0 && shares(fresh.get(at - 1)) {
                continue;
            }
            let Some((own_advance, own_along)) = self.alone(run, known, cluster as usize, id) else {
                continue;
            };
            // What moves the glyph is of the gap before it, what then is left of the gap behind it.
            let moved = if at > 0 { along - own_along } else { 0 };
            let kern = advance - own_advance - moved;
            if moved != 0 {
                fresh[at - 1].advance += moved;
                fresh[at - 1].kern += moved;
                fresh[at].advance -= moved;
                fresh[at].along -= moved;
            }
            fresh[at].kern = kern;
        }
    }

    /// The advance of a glyph and how far it stands off the pen along the line where nothing stands
    /// beside it; `None` where that is not known.
    fn alone(
        &mut self,
        run: &ShapeRun<'_>,
        known: &mut Case<'f>,
        at: usize,
        glyph: u16,
    ) -> Option<(i32, i32)> {
        let character = run.text.get(at..)?.chars().next()?;
        let alone = self.entry(run, known, character);
        if alone.id == glyph && glyph != 0 {
            return Some((i32::from(alone.advance), i32::from(alone.along)));
        }
        // A ligature, or a form that the letters beside it ask for. What shows nothing has no width.
        let parsed = self.faces.get(usize::from(run.face.0)).and_then(Option::as_ref)?;
        (!run.vertical && alone.state != State::Pulls).then(|| (i32::from(parsed.tables.advance(glyph)), 0))
    }

    /// Shapes a run with rustybuzz.
    fn shape_run(&mut self, run: &ShapeRun<'_>, known: &Case<'f>, out: &mut Vec<ShapedGlyph>) {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(run.text);
        buffer.set_direction(direction(run.vertical));
        buffer.set_script(script::HAN);
        if let Some(language) = &self.language {
            buffer.set_language(language.clone());
        }
        let Some(parsed) = self.faces.get(usize::from(run.face.0)).and_then(Option::as_ref) else {
            self.buffer = Some(buffer);
            return;
        };
        let before = out.len();
        let glyphs = rustybuzz::shape_with_plan(&parsed.face, &known.plan, buffer);
        for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
            let id = info.glyph_id as u16;
            let (advance, along, across) = if run.vertical {
                // Offsets lead to the horizontal origin; the middle of the glyph stands on the axis.
                let middle = i32::from(parsed.tables.advance(id)) / 2;
                let own = if parsed.has_origins { 0 } else { i32::from(parsed.tables.vertical_origin(id)) };
                let along = -(position.y_offset - own + parsed.origin);
                (-position.y_advance, along, position.x_offset + middle)
            } else {
                (position.x_advance, position.x_offset, position.y_offset)
            };
            out.push(ShapedGlyph { id, cluster: info.cluster, advance, kern: 0, along, across });
        }
        self.buffer = Some(glyphs.clear());
        if run.vertical && !self.library.face(run.face).is_embedded() {
            self.put_aside(run, &mut out[before..]);
        }
    }

    /// Makes the plan for a run's face, direction and form.
    fn open(&mut self, run: &ShapeRun<'_>) -> Option<Case<'f>> {
        let slot = self.faces.get_mut(usize::from(run.face.0))?;
        if slot.is_none() {
            let font = self.library.face(run.face);
            let units = i32::from(font.metrics().units_per_em);
            let tables = font.tables()?;
            let (face, has_origins) = tables.for_shaping();
            *slot = Some(Parsed {
                face: rustybuzz::Face::from_face(face),
                tables,
                origin: units * VERTICAL_ORIGIN / 1000,
                has_origins,
            });
        }
        let parsed = slot.as_ref()?;
        let mut tags = FEATURES.to_vec();
        if run.vertical {
            tags.extend(VERTICAL_FEATURES);
        }
        let form = run.form.feature();
        tags.extend(form);
        let features: Vec<Feature> = form
            .and_then(|tag| Feature::from_str(std::str::from_utf8(&tag).ok()?).ok())
            .into_iter()
            .chain(run.form.without().iter().filter_map(|feature| Feature::from_str(feature).ok()))
            .collect();
        let plan = ShapePlan::new(
            &parsed.face,
            direction(run.vertical),
            Some(script::HAN),
            self.language.as_ref(),
            &features,
        );
        Some(Case { plan, lookups: parsed.tables.lookups(&tags), cache: Cache::default() })
    }
}

#[inline]
fn glyph(entry: Entry, at: usize) -> ShapedGlyph {
    ShapedGlyph {
        id: entry.id,
        cluster: at as u32,
        advance: i32::from(entry.advance),
        kern: 0,
        along: i32::from(entry.along),
        across: i32::from(entry.across),
    }
}

/// Shapes what is known of the characters from `at` on that UTF-8 writes in three bytes, which is
/// nearly all Chinese text; returns where the last of them stands and what follows.
#[inline]
fn shape_inert(
    text: &str,
    mut at: usize,
    mut before: usize,
    basic: &[Entry],
    out: &mut Vec<ShapedGlyph>,
) -> (usize, usize) {
    let Ok(basic) = <&[Entry; 0x1_0000]>::try_from(basic) else { return (before, at) };
    let mut rest = &text.as_bytes()[at..];
    while let [one @ 0xE0..=0xEF, two, three, more @ ..] = rest {
        let bits = |byte: &u8| u16::from(byte & 0x3F);
        let entry = basic[usize::from(u16::from(*one) << 12 | bits(two) << 6 | bits(three))];
        if entry.state > State::Follows {
            break;
        }
        out.push(glyph(entry, at));
        (before, at, rest) = (at, at + 3, more);
    }
    (before, at)
}

fn direction(vertical: bool) -> Direction {
    if vertical { Direction::TopToBottom } else { Direction::LeftToRight }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(face: &str, text: &str, vertical: bool) -> Vec<ShapedGlyph> {
        let library = Library::embedded();
        let mut out = Vec::new();
        let id = library.find(face).expect("an embedded face");
        Shaper::new(&library).shape(&ShapeRun { face: id, text, vertical, form: GlyphForm::Text }, &mut out);
        out
    }

    #[test]
    fn two_dashes_are_one_glyph_of_two_ems() {
        let glyphs = shape("song", "——", false);
        assert_eq!(glyphs.len(), 1);
        assert_eq!(glyphs[0].advance, 2000);
        assert_eq!(shape("song", "，", false)[0].advance, 1000);
    }

    #[test]
    fn vertical_lines_take_vertical_forms_and_centre_them() {
        let (down, across) = (shape("song", "，（国", true), shape("song", "，（国", false));
        assert_ne!(down[0].id, across[0].id);
        assert_ne!(down[1].id, across[1].id);
        assert_eq!(down[2].id, across[2].id);
        for glyph in down {
            assert_eq!((glyph.advance, glyph.along, glyph.across), (1000, 0, 0));
        }
    }

    #[test]
    fn a_face_without_vertical_origins_still_fills_its_em() {
        let glyphs = shape("kai", "国", true);
        assert_eq!(glyphs[0].advance, 1000);
        assert_eq!(glyphs[0].across, 0);
        assert!(glyphs[0].along.abs() <= 200, "{:?}", glyphs[0]);
    }
}
