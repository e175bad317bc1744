//! Faces for browsers: the same outlines, with every glyph at a private code point.
//!
//! A page that was set names glyphs, and many of them (forms for lines that run down, contextual ones) have no
//! character. So the font that a browser gets maps `U+F0000 + glyph` to each glyph and to nothing else, and has
//! none of the tables by which a browser would choose other glyphs or move them: what it draws is what was set.

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
        let start = match data.get(..4)? {
            b"ttcf" => number(data, 12 + 4 * self.index() as usize)? as usize,
            _ => 0,
        };
        let version = data.get(start..start + 4)?;
        let count = short(data, start + 4)?;
        let mut tables: Vec<([u8; 4], &[u8])> = Vec::new();
        let map = cmap(self.metrics().glyphs);
        for at in 0..usize::from(count) {
            let record = start + 12 + at * RECORD;
            let tag: [u8; 4] = data.get(record..record + 4)?.try_into().ok()?;
            let (from, length) = (number(data, record + 8)? as usize, number(data, record + 12)? as usize);
            if KEPT.contains(&&tag) {
                tables.push((tag, data.get(from..from.checked_add(length)?)?));
            }
        }
        tables.push((*b"cmap", &map));
        tables.sort_unstable_by_key(|(tag, _)| *tag);
        Some(file(version, &tables))
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn number(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

/// A `cmap` table with one subtable of format 12 and one group in it.
fn cmap(glyphs: u16) -> Vec<u8> {
    let mut table = Vec::new();
    let shorts = |table: &mut Vec<u8>, numbers: &[u16]| {
        numbers.iter().for_each(|number| table.extend(number.to_be_bytes()));
    };
    let longs = |table: &mut Vec<u8>, numbers: &[u32]| {
        numbers.iter().for_each(|number| table.extend(number.to_be_bytes()));
    };
    // Version, one subtable: Windows, full Unicode.
    shorts(&mut table, &[0, 1, 3, 10]);
    longs(&mut table, &[12]);
    shorts(&mut table, &[12, 0]);
    // Bytes of the subtable, no language, one group from the first code point on.
    let last = FIRST_CODE + u32::from(glyphs.max(1)) - 1;
    longs(&mut table, &[28, 0, 1, FIRST_CODE, last, 0]);
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
}
