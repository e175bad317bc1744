//! The table that every class is looked up in: which character is of which class, and why.
//!
//! Its rows lie in four files, block by block. Every assigned character of the blocks that print meets
//! has exactly one row: a second one for the same character does not compile, and a test walks the
//! blocks for characters without one. The lookup is two flat arrays, filled while compiling. Characters
//! outside of it stand in an em box of their own, as ideographs do.

use super::kind::Class;

mod chinese;
mod general;
mod row;
mod symbols;
mod western;

pub(super) use row::Edge;
use row::Row;

const TABLE: [&[Row]; 4] = [western::WESTERN, general::GENERAL, symbols::SYMBOLS, chinese::CHINESE];

/// Where the first array ends, and where the second begins and ends.
const LOW: usize = 0x3400;
const HIGH: usize = 0xFE00;
const END: usize = 0x1_0000;

/// What the rows say of the characters from `first` on.
const fn filled<const N: usize>(first: usize) -> [(Class, Edge); N] {
    let mut all = [(Class::Han, Edge::Free); N];
    let mut known = [false; N];
    let mut part = 0;
    while part < TABLE.len() {
        let mut number = 0;
        while number < TABLE[part].len() {
            let row = &TABLE[part][number];
            let mut range = 0;
            while range < row.at.len() {
                let (start, end) = row.at[range];
                assert!(start <= end, "a range runs from its first to its last character");
                assert!((start as usize) < END && !(LOW <= end as usize && (start as usize) < HIGH));
                let mut at = start as usize;
                while at <= end as usize {
                    if at >= first && at - first < N {
                        assert!(!known[at - first], "a character has two rows");
                        known[at - first] = true;
                        all[at - first] = (row.class, row.edge);
                    }
                    at += 1;
                }
                range += 1;
            }
            number += 1;
        }
        part += 1;
    }
    all
}

const fn classes<const N: usize>(first: usize) -> [Class; N] {
    let all: [(Class, Edge); N] = filled(first);
    let mut classes = [Class::Han; N];
    let mut at = 0;
    while at < N {
        classes[at] = all[at].0;
        at += 1;
    }
    classes
}

const fn edges<const N: usize>(first: usize) -> [Edge; N] {
    let all: [(Class, Edge); N] = filled(first);
    let mut edges = [Edge::Free; N];
    let mut at = 0;
    while at < N {
        edges[at] = all[at].1;
        at += 1;
    }
    edges
}

static LOW_CLASSES: [Class; LOW] = classes(0);
static HIGH_CLASSES: [Class; END - HIGH] = classes(HIGH);
static EDGES: [Edge; LOW] = edges(0);

/// The class of a character by itself.
#[inline]
pub(super) fn class(character: char) -> Class {
    let code = character as usize;
    match code {
        0..LOW => LOW_CLASSES[code],
        HIGH..END => HIGH_CLASSES[code - HIGH],
        // Tags and selectors, in the last plane that has characters.
        0xE_0000..0xE_1000 => Class::Mark,
        _ => Class::Han,
    }
}

/// What may stand beside a sign of Western text at a line's edge.
#[inline]
pub(super) fn edge(sign: char) -> Edge {
    EDGES.get(sign as usize).copied().unwrap_or(Edge::Free)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First and last of the assigned characters, range by range, with their block.
    fn assigned() -> impl Iterator<Item = (u32, u32, &'static str)> {
        let code = |hex: &str| u32::from_str_radix(hex, 16).expect("hexadecimal");
        let lines = include_str!("table/assigned.txt").lines().filter(|line| !line.starts_with('#'));
        lines.map(move |line| {
            let (range, block) = line.split_once(" ; ").expect("first..last ; block");
            let (first, last) = range.split_once("..").expect("first..last");
            (code(first), code(last), block)
        })
    }

    fn rows() -> impl Iterator<Item = &'static Row> {
        TABLE.into_iter().flatten()
    }

    fn has_row(character: char) -> bool {
        rows().any(|row| row.at.iter().any(|(first, last)| (*first..=*last).contains(&character)))
    }

    #[test]
    fn every_assigned_character_of_the_blocks_that_print_meets_has_a_row() {
        let mut count = 0;
        for (first, last, block) in assigned() {
            for character in (first..=last).filter_map(char::from_u32) {
                assert!(has_row(character), "U+{:04X} of {block} has no class", character as u32);
                count += 1;
            }
        }
        assert!(count > 4_000, "{count} characters");
        // The control: what is unassigned, or of no such block, has none.
        for character in ['\u{20C5}', '\u{2800}', '\u{5B57}', '\u{FE1A}'] {
            assert!(!has_row(character), "U+{:04X}", character as u32);
        }
    }

    #[test]
    fn rows_have_reasons_and_begin_and_end_with_assigned_characters() {
        let is_assigned = |character: char| {
            let code = character as u32;
            // The byte order mark stands at the end of a block that print does not meet.
            code == 0xFEFF || assigned().any(|(first, last, _)| (first..=last).contains(&code))
        };
        for row in rows() {
            assert!(row.why.len() > 4 && !row.at.is_empty(), "{:?} {}", row.class, row.why);
            for (first, last) in row.at {
                assert!(is_assigned(*first) && is_assigned(*last), "{first:?} to {last:?}");
            }
            assert!(
                row.edge == Edge::Free || row.class == Class::Sign,
                "{}: the class of a Chinese mark says what stands at edges",
                row.why
            );
        }
    }

    #[test]
    fn the_lookup_says_what_the_rows_say() {
        for row in rows() {
            for character in row.at.iter().flat_map(|(first, last)| *first..=*last) {
                assert_eq!((class(character), edge(character)), (row.class, row.edge), "{character:?}");
            }
        }
        for character in ['\u{2800}', '中', '\u{3400}', '\u{AC00}', '\u{20000}', '\u{1F600}'] {
            assert_eq!(class(character), Class::Han, "{character}");
        }
        assert_eq!(class('\u{E0101}'), Class::Mark);
    }
}
