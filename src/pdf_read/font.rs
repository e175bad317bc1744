//! Fonts as content uses them: codes, widths, glyphs and outlines (ISO 32000-1, 9.5 to 9.7).
//!
//! A string becomes [`Code`]s: single bytes in a simple font, what the CMap says in a composite one. A code
//! has a width from the dictionary of the font (`Widths`, `W`), a glyph of the embedded program and the
//! characters that `ToUnicode` or the encoding gives. The glyph is found by CID for composite fonts
//! (through `CIDToGIDMap` or the charset of a CFF program), by glyph name, character or the program's own
//! codes for simple ones. Type 3 glyphs are content streams and are run by the interpreter.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;
use super::filter;
use super::geometry::{Matrix, Path, Segment};
use super::objects::{as_dictionary, entry, number, numbers, resolve, sub};
use crate::font::{OutlineSink, Program};

/// The width used if a font gives none, in em.
const NO_WIDTH: f64 = 0.5;
/// The most CIDs of all ranges of widths together: overlapping ranges could be endless work.
const MOST_FIGURES: u32 = 0x10_0000;

pub struct Font {
    /// The name in the resources.
    pub resource: String,
    /// The name of the face; empty for most Type 3 fonts.
    pub base: String,
    /// Whether its program is in the file and can be read; Type 3 glyphs are content.
    pub readable: bool,
    pub vertical: bool,
    kind: Kind,
    program: Option<Program>,
    units: f64,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    texts: BTreeMap<u32, String>,
    outlines: RefCell<BTreeMap<u16, Option<Rc<Path>>>>,
}

enum Kind {
    Composite {
        map: CMap,
        glyphs: Glyphs,
        /// Down, and where the origin of lines down lies: `y` and displacement by default, and of
        /// single CIDs `down, x, y`.
        default_down: [f64; 2],
        downs: BTreeMap<u32, [f64; 3]>,
    },
    Simple {
        /// The glyph of each code; `None` where the program has none.
        glyphs: Vec<Option<u16>>,
    },
    Type3(Type3),
}

/// How a CID becomes a glyph.
enum Glyphs {
    Same,
    /// By a CFF's charset: CID to glyph.
    Charset(BTreeMap<u32, u16>),
    /// By a `CIDToGIDMap`.
    Map(Vec<u8>),
    Unknown,
}

pub struct Type3 {
    pub matrix: Matrix,
    procedures: BTreeMap<u8, Vec<u8>>,
    dictionary: Dictionary,
}

/// A code of a string.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    pub code: u32,
    pub bytes: usize,
    /// What widths and glyphs go by.
    pub cid: u32,
}

/// What a code shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Glyph(u16),
    /// The program has no glyph for it, or only the one that stands for missing ones.
    Missing,
    /// Unknown.
    Unknown,
}

impl Font {
    pub fn load(document: &Document, resource: &[u8], font: &Dictionary) -> Font {
        let name = |key: &str| entry(document, font, key).and_then(|name| name.as_name().ok());
        let lossy = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        let texts = match entry(document, font, "ToUnicode") {
            Some(Object::Stream(stream)) => {
                CMap::parse(&filter::plain(document, stream).unwrap_or_default()).texts
            }
            _ => BTreeMap::new(),
        };
        let mut made = Font {
            resource: lossy(resource),
            base: lossy(name("BaseFont").unwrap_or_default()),
            readable: false,
            vertical: false,
            kind: Kind::Simple { glyphs: Vec::new() },
            program: None,
            units: 1000.0,
            widths: BTreeMap::new(),
            default_width: NO_WIDTH,
            texts,
            outlines: RefCell::default(),
        };
        match name("Subtype") {
            Some(b"Type0") => made.composite(document, font),
            Some(b"Type3") => made.type3(document, font),
            _ => made.simple(document, font),
        }
        made
    }

    fn set_program(&mut self, document: &Document, owner: &Dictionary) {
        let descriptor = sub(document, owner, "FontDescriptor");
        let file = descriptor.and_then(|descriptor| {
            ["FontFile2", "FontFile3"].into_iter().find_map(|key| entry(document, descriptor, key))
        });
        if let Some(Object::Stream(stream)) = file {
            self.program = filter::plain(document, stream).and_then(Program::parse);
        }
        self.readable = self.program.is_some();
        self.units = self.program.as_ref().map_or(1000.0, |program| f64::from(program.units_per_em()));
    }

    fn composite(&mut self, document: &Document, font: &Dictionary) {
        let descendants = entry(document, font, "DescendantFonts").and_then(|fonts| fonts.as_array().ok());
        let descendant = descendants.and_then(|fonts| as_dictionary(resolve(document, fonts.first()?)));
        let (map, known) = match entry(document, font, "Encoding") {
            Some(Object::Stream(stream)) => {
                let mut map = CMap::parse(&filter::plain(document, stream).unwrap_or_default());
                let mode = entry(document, &stream.dict, "WMode").and_then(|mode| mode.as_i64().ok());
                map.vertical |= mode == Some(1);
                (map, true)
            }
            Some(Object::Name(name)) => {
                (CMap::identity(name.ends_with(b"V")), name.starts_with(b"Identity-"))
            }
            _ => (CMap::identity(false), false),
        };
        self.vertical = map.vertical;
        let empty = Dictionary::new();
        let descendant = descendant.unwrap_or(&empty);
        self.set_program(document, descendant);
        let of = |key: &str| entry(document, descendant, key);
        self.default_width = of("DW").and_then(number).map_or(1.0, |width| width / 1000.0);
        self.widths = cid_widths(document, descendant);
        let default_down = numbers(document, of("DW2")).and_then(|pair| <[f64; 2]>::try_from(pair).ok());
        let default_down = default_down.unwrap_or([880.0, -1000.0]).map(|value| value / 1000.0);
        let downs = if self.vertical { runs::<3>(document, of("W2")) } else { BTreeMap::new() };
        let glyphs = match (&self.program, of("CIDToGIDMap")) {
            // Codes of a predefined map come to CIDs by tables that are not here.
            _ if !known => Glyphs::Unknown,
            (None, _) => Glyphs::Unknown,
            (Some(_), Some(Object::Stream(stream))) => {
                filter::plain(document, stream).map_or(Glyphs::Unknown, Glyphs::Map)
            }
            (Some(program), _) => program.cids().map_or(Glyphs::Same, |cids| {
                let glyphs = cids.into_iter().enumerate();
                Glyphs::Charset(glyphs.map(|(glyph, cid)| (u32::from(cid), glyph as u16)).collect())
            }),
        };
        self.kind = Kind::Composite { map, glyphs, default_down, downs };
    }

    fn simple_widths(&mut self, document: &Document, font: &Dictionary) {
        let first = entry(document, font, "FirstChar").and_then(|first| first.as_i64().ok()).unwrap_or(0);
        let first = u32::try_from(first).unwrap_or(0);
        let widths = numbers(document, entry(document, font, "Widths")).unwrap_or_default();
        self.widths = (first..=u32::MAX).zip(widths).map(|(code, width)| (code, width / 1000.0)).collect();
        let descriptor = sub(document, font, "FontDescriptor");
        let missing = descriptor.and_then(|descriptor| entry(document, descriptor, "MissingWidth"));
        if let Some(missing) = missing.and_then(number) {
            self.default_width = missing / 1000.0;
        }
    }

    fn simple(&mut self, document: &Document, font: &Dictionary) {
        self.simple_widths(document, font);
        self.set_program(document, font);
        let characters = characters(document, font);
        for (code, character) in characters.iter().enumerate() {
            if let Some(character) = character {
                self.texts.entry(code as u32).or_insert_with(|| character.to_string());
            }
        }
        let Some(program) = &self.program else { return };
        let differences = differences(document, font);
        let names = program.names();
        let by_name = |name: &str| names.iter().position(|known| known.as_deref() == Some(name));
        let known: Vec<Option<char>> = of_names(document, &names);
        let by_character = |wanted: char| {
            let named = || known.iter().position(|character| *character == Some(wanted)).map(|at| at as u16);
            program.character(wanted).or_else(named)
        };
        let encoded = font.has(b"Encoding");
        let glyph = |code: u8| {
            let named = differences.get(&code).and_then(|name| by_name(name)).map(|at| at as u16);
            let character = characters[usize::from(code)];
            let by_table = || character.and_then(by_character);
            let own = || program.own_code(code);
            let found = if encoded { named.or_else(by_table).or_else(own) } else { own().or_else(by_table) };
            found.filter(|glyph| *glyph != 0)
        };
        self.kind = Kind::Simple { glyphs: (0..=255).map(glyph).collect() };
    }

    fn type3(&mut self, document: &Document, font: &Dictionary) {
        self.simple_widths(document, font);
        self.default_width = 0.0;
        self.readable = true;
        let matrix = numbers(document, entry(document, font, "FontMatrix"));
        let matrix = matrix.and_then(|matrix| <[f64; 6]>::try_from(matrix).ok());
        let matrix = Matrix(matrix.unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]));
        // Widths of Type 3 fonts are in the glyphs' own space.
        for width in self.widths.values_mut() {
            *width *= 1000.0 * matrix.0[0];
        }
        let names = differences(document, font);
        let procedures = names.into_iter().map(|(code, name)| (code, name.into_bytes())).collect();
        self.kind = Kind::Type3(Type3 { matrix, procedures, dictionary: font.clone() });
    }

    /// The codes of a string, in order.
    pub fn codes(&self, string: &[u8]) -> Vec<Code> {
        let Kind::Composite { map, .. } = &self.kind else {
            let code = |byte: &u8| Code { code: u32::from(*byte), bytes: 1, cid: u32::from(*byte) };
            return string.iter().map(code).collect();
        };
        let mut codes = Vec::with_capacity(string.len() / 2);
        let mut rest = string;
        while !rest.is_empty() {
            let (code, bytes) = map.next(rest);
            codes.push(Code { code, bytes, cid: map.cid(code).unwrap_or(0) });
            rest = rest.get(bytes.max(1)..).unwrap_or_default();
        }
        codes
    }

    /// The advance across, in em.
    pub fn width(&self, code: Code) -> f64 {
        self.widths.get(&code.cid).copied().unwrap_or(self.default_width)
    }

    /// Of a line down: the advance, and where its origin lies from that of a line across, in em.
    pub fn down(&self, code: Code) -> (f64, (f64, f64)) {
        let Kind::Composite { default_down: [y, down], downs, .. } = &self.kind else {
            return (-1.0, (0.0, 0.0));
        };
        match downs.get(&code.cid) {
            Some([down, x, y]) => (*down, (*x, *y)),
            None => (*down, (self.width(code) / 2.0, *y)),
        }
    }

    /// The characters of a code, as the font tells them.
    pub fn text(&self, code: Code) -> Option<&str> {
        self.texts.get(&code.code).map(String::as_str)
    }

    pub fn shown(&self, code: Code) -> Shown {
        let Some(program) = &self.program else { return Shown::Unknown };
        let glyph = match &self.kind {
            Kind::Type3(_) => return Shown::Unknown,
            Kind::Simple { glyphs } => glyphs.get(code.code as usize).copied().flatten(),
            Kind::Composite { glyphs, .. } => match glyphs {
                Glyphs::Unknown => return Shown::Unknown,
                Glyphs::Same => u16::try_from(code.cid).ok(),
                Glyphs::Charset(glyphs) => glyphs.get(&code.cid).copied(),
                Glyphs::Map(map) => {
                    let at = code.cid as usize * 2;
                    map.get(at..at + 2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                }
            },
        };
        match glyph {
            Some(glyph) if glyph != 0 && glyph < program.glyphs() => Shown::Glyph(glyph),
            _ => Shown::Missing,
        }
    }

    pub fn as_type3(&self) -> Option<&Type3> {
        if let Kind::Type3(type3) = &self.kind { Some(type3) } else { None }
    }

    /// The outline of a glyph in em, `y` up; `None` for a blank.
    pub fn outline(&self, glyph: u16) -> Option<Rc<Path>> {
        if let Some(known) = self.outlines.borrow().get(&glyph) {
            return known.clone();
        }
        let drawn = self.program.as_ref().and_then(|program| {
            let mut pen = Pen { path: Path::default(), at: (0.0, 0.0), scale: 1.0 / self.units };
            program.outline(glyph, &mut pen).then_some(pen.path)
        });
        let drawn = drawn.filter(|path| !path.0.is_empty()).map(Rc::new);
        self.outlines.borrow_mut().insert(glyph, drawn.clone());
        drawn
    }
}

impl Type3 {
    /// The content of a code's glyph, with the resources of the font.
    pub fn procedure<'a>(&'a self, document: &'a Document, code: u32) -> Option<&'a lopdf::Stream> {
        let name = self.procedures.get(&u8::try_from(code).ok()?)?;
        let procedures = sub(document, &self.dictionary, "CharProcs")?;
        resolve(document, procedures.get(name).ok()?).as_stream().ok()
    }

    pub fn resources<'a>(&'a self, document: &'a Document) -> Option<&'a Dictionary> {
        sub(document, &self.dictionary, "Resources")
    }
}

/// The widths that a CID font gives (`W`), in em.
pub fn cid_widths(document: &Document, font: &Dictionary) -> BTreeMap<u32, f64> {
    let widths = runs::<1>(document, entry(document, font, "W"));
    widths.into_iter().map(|(cid, [width])| (cid, width)).collect()
}

/// `W` and `W2`: of each CID, N figures in em.
fn runs<const N: usize>(document: &Document, array: Option<&Object>) -> BTreeMap<u32, [f64; N]> {
    let array: &[Object] = array.and_then(|array| array.as_array().ok()).map_or(&[], Vec::as_slice);
    let mut figures = BTreeMap::new();
    let figure = |object: &Object| number(resolve(document, object)).map(|value| value / 1000.0);
    let group = |parts: &[Object]| {
        let mut group = [0.0; N];
        for (place, given) in group.iter_mut().zip(parts) {
            *place = figure(given).unwrap_or(0.0);
        }
        group
    };
    let (mut at, mut told) = (0, 0_u32);
    while let Some(Ok(first)) = array.get(at).map(|first| resolve(document, first).as_i64()) {
        let Ok(first) = u32::try_from(first) else { break };
        match array.get(at + 1).map(|object| resolve(document, object)) {
            Some(Object::Array(list)) => {
                figures.extend((first..=u32::MAX).zip(list.chunks_exact(N).map(group)));
                at += 2;
            }
            Some(last) => {
                let Some(parts) = array.get(at + 2..at + 2 + N) else { break };
                let last = last.as_i64().ok().and_then(|last| u32::try_from(last).ok()).unwrap_or(first);
                let parts = group(parts);
                let last = last.min(first.saturating_add(0xFFFF));
                told += last.saturating_sub(first);
                if told > MOST_FIGURES {
                    break;
                }
                figures.extend((first..=last).map(|cid| (cid, parts)));
                at += 2 + N;
            }
            None => break,
        }
    }
    figures
}

/// The names that a font's encoding gives to codes.
fn differences(document: &Document, font: &Dictionary) -> BTreeMap<u8, String> {
    let encoding = sub(document, font, "Encoding");
    let list = encoding.and_then(|encoding| entry(document, encoding, "Differences"));
    let mut names = BTreeMap::new();
    let mut code = 0_i64;
    for part in list.and_then(|list| list.as_array().ok()).into_iter().flatten() {
        match resolve(document, part) {
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    names.insert(code, String::from_utf8_lossy(name).into_owned());
                }
                code = code.saturating_add(1);
            }
            number => code = number.as_i64().unwrap_or(code),
        }
    }
    names
}

/// The character of each code by a font's encoding, from lopdf's tables.
fn characters(document: &Document, font: &Dictionary) -> Vec<Option<char>> {
    let mut bare = Dictionary::from_iter([("Type", Object::from("Font")), ("Subtype", "Type1".into())]);
    if let Some(encoding) = entry(document, font, "Encoding") {
        bare.set("Encoding", encoding.clone());
    }
    let encoding = bare.get_font_encoding(document).ok();
    let character = |code: u8| {
        let text = encoding.as_ref()?.bytes_to_string(&[code]).ok()?;
        text.chars().next().filter(|character| *character != '\u{FFFD}')
    };
    (0..=255).map(character).collect()
}

/// The characters of glyph names, by lopdf's list of them.
fn of_names(document: &Document, names: &[Option<String>]) -> Vec<Option<char>> {
    let mut characters_of = Vec::with_capacity(names.len());
    for block in names.chunks(256) {
        let list = block.iter().map(|name| Object::Name(name.clone().unwrap_or_default().into_bytes()));
        let list: Vec<Object> = std::iter::once(Object::Integer(0)).chain(list).collect();
        let encoding =
            Dictionary::from_iter([("Type", Object::from("Encoding")), ("Differences", list.into())]);
        let font = Dictionary::from_iter([("Encoding", Object::from(encoding))]);
        let mut of_block = characters(document, &font);
        of_block.truncate(block.len());
        for (character, name) in of_block.iter_mut().zip(block) {
            if name.is_none() {
                *character = None;
            }
        }
        characters_of.extend(of_block);
    }
    characters_of
}

struct Pen {
    path: Path,
    at: (f64, f64),
    scale: f64,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f64, f64) {
        (f64::from(x) * self.scale, f64::from(y) * self.scale)
    }
}

impl OutlineSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.path.0.push(Segment::Move(self.at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.path.0.push(Segment::Line(self.at));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (start, control, end) = (self.at, self.place(x1, y1), self.place(x, y));
        let third = |from: (f64, f64)| {
            (from.0 + (control.0 - from.0) * 2.0 / 3.0, from.1 + (control.1 - from.1) * 2.0 / 3.0)
        };
        self.path.0.push(Segment::Curve(third(start), third(end), end));
        self.at = end;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.path.0.push(Segment::Curve(self.place(x1, y1), self.place(x2, y2), self.at));
    }

    fn close(&mut self) {
        self.path.0.push(Segment::Close);
    }
}
