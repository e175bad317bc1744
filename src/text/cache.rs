//! A cache of shaping for single characters.
//!
//! Most characters of a Chinese line are shaped alike whatever stands beside them, because no lookup of the
//! font names their glyph. [`crate::font::Lookups`] says for each glyph whether a lookup may begin at it or go
//! on to it. For a character without such roles the shaper's answer for the character alone is kept and used
//! everywhere; other characters go to the shaper in runs, which are kept too.

use std::collections::{BTreeMap, HashMap}; // order never shows
use std::hash::{BuildHasherDefault, Hasher};

use crate::font::LookupRoles;

use super::class::may_join;
use super::run::ShapedGlyph;

/// Which conditions are heeded. All of them are; tests leave one out and must see the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheConditions {
    /// A glyph at which a lookup may begin to match begins a run.
    pub starts: bool,
    /// A glyph to which it may go on continues it.
    pub follows: bool,
    /// A mark, a joiner or a selector takes the characters beside it along.
    pub pulls: bool,
}

impl Default for CacheConditions {
    fn default() -> CacheConditions {
        CacheConditions { starts: true, follows: true, pulls: true }
    }
}

/// What is known of a character.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) id: u16,
    pub(super) advance: i16,
    pub(super) along: i16,
    pub(super) across: i16,
    pub(super) state: State,
}

/// How a character goes through the cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// Its glyph is the same in every company.
    Inert,
    /// Its glyph is its own unless a run reaches it from before.
    Follows,
    /// Nobody asked for it yet.
    #[default]
    Unknown,
    /// It begins a run, which goes on over what follows.
    Starts,
    /// It takes the characters before and behind it into a run.
    Pulls,
}

/// Runs kept before the shelf is emptied: a newspaper has some hundreds.
const RUNS: usize = 4096;

/// Characters of the basic plane.
pub(super) const BASIC: usize = 0x1_0000;

/// A face in one direction and form.
#[derive(Default)]
pub(super) struct Cache {
    /// The basic plane, made when first asked for.
    basic: Vec<Entry>,
    /// Characters beyond it.
    beyond: BTreeMap<char, Entry>,
    /// Runs that were shaped.
    runs: HashMap<Box<str>, Box<[ShapedGlyph]>, BuildHasherDefault<Quick>>, // order never shows
}

/// Hashes the few bytes of a run eight at a time. Runs that are made to collide slow down their own issue
/// only, and at most [`RUNS`] are kept.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for some in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..some.len()].copy_from_slice(some);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        // A large odd number, from the golden ratio (Fibonacci hashing).
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

impl Cache {
    /// What is known of the basic plane; empty before anything is.
    #[inline]
    pub(super) fn basic(&self) -> &[Entry] {
        &self.basic
    }

    /// What is known of a character.
    #[inline]
    pub(super) fn entry(&self, character: char) -> Entry {
        match self.basic.get(character as usize) {
            Some(entry) => *entry,
            None => self.beyond.get(&character).copied().unwrap_or_default(),
        }
    }

    pub(super) fn learn(&mut self, character: char, entry: Entry) {
        if self.basic.is_empty() {
            self.basic.resize(BASIC, Entry::default());
        }
        match self.basic.get_mut(character as usize) {
            Some(known) => *known = entry,
            None => {
                self.beyond.insert(character, entry);
            }
        }
    }

    pub(super) fn run(&self, text: &str) -> Option<&[ShapedGlyph]> {
        self.runs.get(text).map(|run| &**run)
    }

    pub(super) fn learn_run(&mut self, text: &str, glyphs: &[ShapedGlyph]) {
        if self.runs.len() >= RUNS {
            self.runs.clear();
        }
        self.runs.insert(text.into(), glyphs.into());
    }
}

/// How a character that the font has goes through the cache; `alone` is what the shaper gives for
/// it alone, `roles` those of its glyphs.
pub(super) fn entry(
    character: char,
    alone: &[ShapedGlyph],
    roles: LookupRoles,
    conditions: CacheConditions,
) -> Entry {
    if conditions.pulls && may_join(character) {
        return Entry { state: State::Pulls, ..Entry::default() };
    }
    let single = match alone {
        [one] => {
            let short = |value: i32| i16::try_from(value).ok();
            short(one.advance).zip(short(one.along)).zip(short(one.across)).map(
                |((advance, along), across)| Entry {
                    id: one.id,
                    advance,
                    along,
                    across,
                    state: State::Inert,
                },
            )
        }
        _ => None,
    };
    let Some(entry) = single else { return Entry { state: State::Starts, ..Entry::default() } };
    let state = match (conditions.starts && roles.starts, conditions.follows && roles.follows) {
        (true, _) => State::Starts,
        (false, true) => State::Follows,
        (false, false) => State::Inert,
    };
    Entry { state, ..entry }
}
