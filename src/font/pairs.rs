//! The second glyphs of kerning pairs that a font lists one by one.
//!
//! The parser answers for one pair at a time; asking it for every glyph and every list takes longer
//! than setting a page. This walks the same lists once (OpenType 1.9, GPOS lookup type 2, format 1).

/// Lookup types of GPOS: pairs, and one that points to another with a longer offset.
const PAIRS: u16 = 2;
const EXTENSION: u16 = 9;

fn number(table: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(table.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// The second glyphs of all lists of one lookup, not in order; `None` when the table is not as it
/// should be.
pub(super) fn seconds(gpos: &[u8], lookup: u16) -> Option<Vec<u16>> {
    let lookups = gpos.get(usize::from(number(gpos, 8)?)..)?;
    if lookup >= number(lookups, 0)? {
        return None;
    }
    let lookup = lookups.get(usize::from(number(lookups, 2 + 2 * usize::from(lookup))?)..)?;
    let (kind, count) = (number(lookup, 0)?, number(lookup, 4)?);
    let mut found = Vec::new();
    for at in 0..usize::from(count) {
        let mut subtable = lookup.get(usize::from(number(lookup, 6 + 2 * at)?)..)?;
        let mut kind = kind;
        if kind == EXTENSION {
            kind = number(subtable, 2)?;
            let far = u32::from_be_bytes(subtable.get(4..8)?.try_into().ok()?);
            subtable = subtable.get(usize::try_from(far).ok()?..)?;
        }
        if kind == PAIRS && number(subtable, 0)? == 1 {
            listed(subtable, &mut found)?;
        }
    }
    Some(found)
}

fn listed(subtable: &[u8], found: &mut Vec<u16>) -> Option<()> {
    // Each bit of a value format stands for a number of two bytes.
    let values = (number(subtable, 4)?.count_ones() + number(subtable, 6)?.count_ones()) as usize;
    let record = 2 + 2 * values;
    for at in 0..usize::from(number(subtable, 8)?) {
        let set = subtable.get(usize::from(number(subtable, 10 + 2 * at)?)..)?;
        for pair in 0..usize::from(number(set, 0)?) {
            found.push(number(set, 2 + record * pair)?);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with one lookup of two lists: second glyphs 7 and 9, and 8.
    fn table() -> Vec<u8> {
        let words: [u16; 27] = [
            1, 0, 0, 0, 10, // the head: lookups lie at byte 10
            1, 4, // one of them, 4 bytes on
            PAIRS, 0, 1, 8, // of one subtable, 8 bytes on
            1, 0, 4, 0, 2, 14, 24, // format 1, one value, two sets at bytes 14 and 24
            2, 7, 1, 9, 1, // two pairs
            1, 8, 1, 0, // one pair
        ];
        words.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn all_lists_are_walked() {
        assert_eq!(seconds(&table(), 0), Some(vec![7, 9, 8]));
    }

    #[test]
    fn a_table_cut_short_says_nothing() {
        let whole = table();
        assert_eq!(seconds(&whole, 1), None);
        for end in 0..whole.len() - 4 {
            assert_eq!(seconds(&whole[..end], 0), None, "{end}");
        }
    }
}
