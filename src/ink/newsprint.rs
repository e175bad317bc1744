//! The printing condition that a house has which names no other: coldset newsprint.

/// The ICC profile of coldset newsprint (CGATS TR 002): CMYK, at most 240 % of ink. Its source is
/// told in the README beside it.
pub const NEWSPRINT: &[u8] = include_bytes!("tr002_newsprint.icc");

/// What the plate room calls the printing condition of [`NEWSPRINT`].
pub const NEWSPRINT_NAME: &str = "CGATS TR 002";

/// The most ink that newsprint takes in one place, in percent of solid ink over all plates: 240 as
/// coldset presses ask for it and as [`NEWSPRINT`] separates (ISO 12647-3:2005; the edition of 2013
/// advises 220).
pub const COVERAGE_LIMIT: u32 = 240;
