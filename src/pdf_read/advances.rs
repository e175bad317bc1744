//! The advances that a font program itself has, to hold the widths of a PDF font against.

use super::cff;

/// The advance of each CID or glyph in 1/1000 em, `None` for a CID that the program lacks; nothing for a
/// program that is neither CID-keyed CFF nor TrueType.
pub fn advances(program: &[u8]) -> Option<Vec<Option<f32>>> {
    cff::advances(program).or_else(|| of_truetype(program))
}

fn of_truetype(program: &[u8]) -> Option<Vec<Option<f32>>> {
    let number = |bytes: &[u8], at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let per_em = f32::from(number(sfnt_table(program, b"head")?, 18)?.max(1));
    let glyphs = usize::from(number(sfnt_table(program, b"maxp")?, 4)?);
    let long = usize::from(number(sfnt_table(program, b"hhea")?, 34)?);
    let metrics = sfnt_table(program, b"hmtx")?;
    let advance = |glyph: usize| number(metrics, 4 * glyph.min(long.checked_sub(1)?));
    Some((0..glyphs).map(|glyph| Some(f32::from(advance(glyph)?) * 1000.0 / per_em)).collect())
}

/// A table of an OpenType font.
pub fn sfnt_table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = u16::from_be_bytes(font.get(4..6)?.try_into().ok()?);
    let record =
        font.get(12..)?.chunks_exact(16).take(usize::from(count)).find(|record| &record[..4] == tag)?;
    let number = |at: usize| u32::from_be_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]]);
    let start = number(8) as usize;
    font.get(start..start.checked_add(number(12) as usize)?)
}
