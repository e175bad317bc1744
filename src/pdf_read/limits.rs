//! Limits that several parts of the reader share.

/// The most bytes that a stream may unpack to.
pub(super) const MOST_BYTES: usize = 1 << 29;
