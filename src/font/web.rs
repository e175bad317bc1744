//! Faces for browsers: the same outlines, with every glyph at a private code point.
//!
//! A page that was set names glyphs, and many of them (forms for lines that run down, contextual ones) have no
//! character. So the font that a browser gets maps `U+F0000 + glyph` to each glyph and to nothing else, and has
//! none of the tables by which a browser would choose other glyphs or move them: what it draws is what was set.

use subsetter::{GlyphRemapper, Tag};

use super::face::Face;

/// Added to the number of a glyph gives its code point: the start of plane 15, which is for private use.
pub const FIRST_CODE: u32 = 0xF0000;

/// The tables of an OpenType font that outlines and their instances need (OpenType 1.9, “Required tables”).
const KEPT: [&[u8; 4]; 24] = [
    b"CFF ", b"CFF2", b"HVAR", b"MVAR", b"OS/2", b"STAT", b"VVAR", b"avar", b"cvar", b"cvt ", b"fpgm",
    b"fvar", b"gasp", b"glyf", b"gvar", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post",
    b"prep", b"VDMX",
];

/// Bytes of a table's record in the directory.
const RECORD: usize = 16;

impl Face {
    /// The font for browsers; `None` where its directory cannot be read.
    pub fn web_font(&self) -> Option<Vec<u8>> {
        let data = self.data();
        let start = start(data, self.index())?;
        let version = data.get(start..start + 4)?;
        let map = cmap(self.metrics().glyphs);
        let mut tables = tables(data, start)?;
        tables.retain(|(tag, _)| KEPT.contains(&tag));
        tables.push((*b"cmap", &map));
        tables.sort_unstable_by_key(|(tag, _)| *tag);
        Some(file(version, &tables))
    }

    /// The same with these glyphs alone, sorted and each once, at the code points that they have there; a variable font
    /// comes out as the instance that this face is. `None` where the font cannot be subset.
    pub fn web_subset(&self, glyphs: &[u16]) -> Option<Vec<u8>> {
        let remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
        let place: Vec<_> = self.location().iter().map(|(tag, value)| (Tag::new(tag), *value)).collect();
        let font = subsetter::subset_with_variations(self.data(), self.index(), &place, &remapper).ok()?;
        let listed = tables(&font, 0)?;
        let pairs = glyphs.iter().filter_map(|glyph| Some((*glyph, remapper.get(*glyph)?)));
        let map = cmap_of(&pairs.collect::<Vec<_>>());
        let data = self.data();
        // Browsers want tables that the subset has not: those that tell nothing of single glyphs are the whole font's.
        let about = tables(data, start(data, self.index())?)?;
        let about = about.into_iter().filter(|(tag, _)| tag == b"OS/2");
        let own = [b"cmap", b"OS/2", b"name", b"post"];
        let mut kept: Vec<_> =
            listed.into_iter().filter(|(tag, _)| !own.contains(&tag)).chain(about).collect();
        kept.extend([(*b"cmap", map.as_slice()), (*b"name", &NAMELESS), (*b"post", &UNNAMED_GLYPHS)]);
        kept.sort_unstable_by_key(|(tag, _)| *tag);
        Some(file(font.get(..4)?, &kept))
    }
}

/// A `name` table without names: version, count, where they would begin.
const NAMELESS: [u8; 6] = [0, 0, 0, 0, 0, 6];

/// A `post` table of version 3: glyphs have no names.
const UNNAMED_GLYPHS: [u8; 32] = {
    let mut table = [0; 32];
    table[1] = 3;
    table
};

/// Where the directory of a font begins, in a collection that of the one of this number.
fn start(data: &[u8], index: u32) -> Option<usize> {
    Some(match data.get(..4)? {
        b"ttcf" => number(data, 12 + 4 * index as usize)? as usize,
        _ => 0,
    })
}

/// The tables of a font, in the order of its directory.
fn tables(data: &[u8], start: usize) -> Option<Vec<([u8; 4], &[u8])>> {
    let count = usize::from(short(data, start + 4)?);
    let table = |at: usize| {
        let record = start + 12 + at * RECORD;
        let tag: [u8; 4] = data.get(record..record + 4)?.try_into().ok()?;
        let (from, length) = (number(data, record + 8)? as usize, number(data, record + 12)? as usize);
        Some((tag, data.get(from..from.checked_add(length)?)?))
    };
    (0..count).map(table).collect()
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn number(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// A `cmap` table that maps every glyph from its own code point.
fn cmap(glyphs: u16) -> Vec<u8> {
    let last = u32::from(glyphs.max(1)) - 1;
    cmap_table(&[[FIRST_CODE, FIRST_CODE + last, 0]])
}

/// A `cmap` table that maps the code points of glyphs, which are sorted, to glyphs of other numbers.
fn cmap_of(pairs: &[(u16, u16)]) -> Vec<u8> {
    let follows =
        |one: &(u16, u16), next: &(u16, u16)| (next.0 - one.0, next.1.wrapping_sub(one.1)) == (1, 1);
    let group = |pairs: &[(u16, u16)]| {
        let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
        [FIRST_CODE + u32::from(first.0), FIRST_CODE + u32::from(last.0), u32::from(first.1)]
    };
    cmap_table(&pairs.chunk_by(follows).map(group).collect::<Vec<_>>())
}

/// A `cmap` table with one subtable of format 12: its groups are first and last code point, and the first glyph.
fn cmap_table(groups: &[[u32; 3]]) -> Vec<u8> {
    let mut table = Vec::new();
    // Version, one subtable: Windows, full Unicode.
    for number in [0_u16, 1, 3, 10] {
        table.extend(number.to_be_bytes());
    }
    table.extend(12_u32.to_be_bytes());
    for number in [12_u16, 0] {
        table.extend(number.to_be_bytes());
    }
    // Bytes of the subtable, no language, how many groups.
    let count = groups.len() as u32;
    for number in [16 + 12 * count, 0, count].iter().chain(groups.iter().flatten()) {
        table.extend(number.to_be_bytes());
    }
    table
}

/// The sum of a table's bytes as numbers of 32 bits.
fn checksum(table: &[u8]) -> u32 {
    let mut sum = 0_u32;
    for four in table.chunks(4) {
        let mut bytes = [0; 4];
        bytes[..four.len()].copy_from_slice(four);
        sum = sum.wrapping_add(u32::from_be_bytes(bytes));
    }
    sum
}

/// A font file of these tables, which are in the order of their tags.
fn file(version: &[u8], tables: &[([u8; 4], &[u8])]) -> Vec<u8> {
    let count = tables.len() as u16;
    let log = count.max(1).ilog2() as u16;
    let range = (1_u16 << log) * RECORD as u16;
    let mut font = version.to_vec();
    for number in [count, range, log, count * RECORD as u16 - range] {
        font.extend(number.to_be_bytes());
    }
    let mut at = 12 + tables.len() * RECORD;
    for (tag, table) in tables {
        font.extend(tag);
        for number in [checksum(table), at as u32, table.len() as u32] {
            font.extend(number.to_be_bytes());
        }
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        font.extend_from_slice(table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    font
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Library;

    #[test]
    fn every_glyph_has_its_private_code_point_and_the_outline_that_it_had() {
        let library = Library::embedded();
        for (_, face) in library.iter() {
            let font: &'static [u8] = Vec::leak(face.web_font().expect("an embedded font is whole"));
            let mut made = Library::default();
            let id = made.add_static("web", font, 0, Vec::new()).expect("it is a font");
            let web = made.face(id);
            let glyph = face.glyph('永').expect("every face has it");
            let code = |glyph: u16| char::from_u32(FIRST_CODE + u32::from(glyph));
            assert_eq!(web.glyph(code(glyph).expect("plane 15")), Some(glyph));
            assert_eq!(web.glyph('永'), None);
            let last = face.metrics().glyphs - 1;
            assert_eq!(web.glyph(code(last).expect("plane 15")), Some(last));
            let box_of = |face: &Face| face.tables().and_then(|tables| tables.ink_box(glyph));
            assert_eq!((box_of(web), web.advances([glyph])), (box_of(face), face.advances([glyph])));
        }
    }

    #[test]
    fn a_subset_has_its_glyphs_at_the_same_code_points() {
        let library = Library::embedded();
        for (_, face) in library.iter() {
            let mut glyphs: Vec<u16> = "永江川上报".chars().filter_map(|letter| face.glyph(letter)).collect();
            glyphs.sort_unstable();
            let font: &'static [u8] = Vec::leak(face.web_subset(&glyphs).expect("an embedded font is whole"));
            assert!(font.len() < 20_000, "{}: {} bytes", face.name(), font.len());
            let mut made = Library::default();
            let id = made.add_static("subset", font, 0, Vec::new()).expect("it is a font");
            let web = made.face(id);
            let code = |glyph: u16| char::from_u32(FIRST_CODE + u32::from(glyph)).expect("plane 15");
            let ink = |face: &Face, glyph| face.tables().and_then(|tables| tables.ink_box(glyph));
            for glyph in glyphs {
                let own = web.glyph(code(glyph)).expect("it is mapped");
                assert_eq!((ink(web, own), web.advances([own])), (ink(face, glyph), face.advances([glyph])));
            }
            assert_eq!(web.glyph(code(face.glyph('下').expect("every face has it"))), None);
        }
    }
}
