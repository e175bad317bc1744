//! A letter of a text: a character with its class and the place it came from.

use super::class::Class;
use crate::issue::Manner;

/// A character with where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) character: char,
    pub(super) class: Class,
    /// Byte in the joined words of the text.
    pub(super) at: u32,
    pub(super) manner: Manner,
}
