//! Short names of content.

/// Sixteen digits that no other content has.
pub(super) fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
