//! Declared tables and keys as data: for the JSON Schema, docs/FORMAT.md and tests.

use super::dimension::{Sign, Units};
use super::words::Word;

/// A table as data.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What it is.
    pub about: String,
    /// Its keys, in the order in which they are declared.
    pub keys: Vec<Key>,
}

/// A key as data.
#[derive(Clone, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it means.
    pub about: String,
    /// What may be written.
    pub shape: Shape,
    /// What holds where it is left out.
    pub presence: Presence,
}

/// What holds where a key is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// It is a fault.
    Needed,
    /// It is a fault unless a layout that this one extends gives it.
    NeededInChain,
    /// This value, as it would be written.
    Default(serde_json::Value),
    /// What these words say.
    Absent(&'static str),
}

/// What may be written for a key, as data: for the JSON Schema and for docs/FORMAT.md.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Text.
    Text {
        /// What the text is, such as “name of an ink”.
        what: &'static str,
        /// The form that it must have, as a regular expression (ECMA 262), where it must have one.
        pattern: Option<String>,
        /// All that it can be, where these are few enough to be listed but too many to be explained.
        known: Vec<&'static str>,
    },
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Whole {
        /// The least one.
        least: u32,
        /// The largest one.
        most: u32,
        /// One number outside these bounds that is allowed too.
        or: Option<u32>,
    },
    /// A number, whole or with decimals.
    Number {
        /// The least and the largest one, where it has bounds.
        within: Option<(f64, f64)>,
    },
    /// A length in quotes.
    Length {
        /// Which units it may have.
        units: Units,
        /// Which side of zero it lies on.
        sign: Sign,
        /// The least and the largest value, in words, where it has bounds.
        within: Option<(String, String)>,
    },
    /// One of a few words.
    Word(Vec<Word>),
    /// A list.
    List {
        /// What it holds.
        of: Box<Shape>,
        /// How many of them, where that is fixed.
        count: Option<usize>,
    },
    /// One value, or a list of such values.
    OneOrMore(Box<Shape>),
    /// One of several forms.
    Either(Vec<Shape>),
    /// `false` or `"none"`: nothing, even where an earlier file says something.
    Off,
    /// A table with keys of its own.
    Table(Declaration),
    /// A table whose keys are names.
    Named {
        /// What the names are, such as “name of an area”.
        what: &'static str,
        /// All names that there can be, where they are fixed.
        known: Option<&'static [&'static str]>,
        /// What each name stands for.
        of: Box<Shape>,
    },
}

/// The words of a doc comment on one line.
pub fn plain(comment: &str) -> String {
    comment.split_whitespace().collect::<Vec<_>>().join(" ")
}
