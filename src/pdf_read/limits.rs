//! Limits that several parts of the reader share.

/// The most bytes that a stream may unpack to.
pub(super) const MOST_BYTES: usize = 1 << 29;

/// The operators of a page at most, those of its forms and patterns and its glyphs among them. A page of a newspaper has some ten
/// thousand, and a large map a few hundred thousand.
pub(super) const MOST_OPERATORS: u64 = 1_200_000;
