//! Which glyph each character has, looked up in the font as characters are asked for.
//!
//! A newspaper page asks a face for a few hundred of its thirty thousand characters, so the font is not walked as a
//! whole. What was looked up is kept in blocks of 256 characters, which are there once one of them was asked for.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

/// Characters of a block.
const BLOCK: usize = 256;
/// Blocks up to the end of the third supplementary plane, which holds the last ideographs.
const BLOCKS: usize = 0x4_0000 / BLOCK;

/// Not asked for yet.
const UNKNOWN: u16 = 0;
/// The font has no glyph for it; no font has so many glyphs that one has this number (OpenType, `maxp`).
const ABSENT: u16 = u16::MAX;

/// The glyphs of characters as far as they were asked for; see the module. Threads may share it.
pub(super) struct Coverage(Box<[OnceLock<Box<[AtomicU16; BLOCK]>>]>);

impl Default for Coverage {
    fn default() -> Coverage {
        Coverage(std::iter::repeat_with(OnceLock::new).take(BLOCKS).collect())
    }
}

impl Coverage {
    /// The glyph of a character; `look` looks it up in the font, and is asked once.
    pub(super) fn glyph(&self, character: char, look: impl FnOnce() -> Option<u16>) -> Option<u16> {
        let code = character as usize;
        let Some(block) = self.0.get(code / BLOCK) else { return look() };
        let block = block.get_or_init(|| Box::new([const { AtomicU16::new(UNKNOWN) }; BLOCK]));
        let slot = &block[code % BLOCK];
        let known = match slot.load(Ordering::Relaxed) {
            UNKNOWN => {
                // Two threads may look at once, and find the same.
                let found = look().unwrap_or(ABSENT);
                slot.store(found, Ordering::Relaxed);
                found
            }
            known => known,
        };
        (known != ABSENT).then_some(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_looked_up_once() {
        let coverage = Coverage::default();
        let mut looks = 0;
        for _ in 0..3 {
            for (character, glyph) in [('版', Some(7)), ('𠀀', Some(9)), ('心', None)] {
                let found = coverage.glyph(character, || {
                    looks += 1;
                    glyph
                });
                assert_eq!(found, glyph);
            }
        }
        assert_eq!(looks, 3);
        assert_eq!(coverage.glyph('\u{E0101}', || Some(3)), Some(3), "beyond the blocks");
    }
}
