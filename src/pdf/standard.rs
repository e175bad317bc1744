//! The standard that a press file claims: one home for the writer and for preflight.

/// What the standards of one family differ in; PDF/X-1a would be a second one.
pub(super) struct Standard {
    /// The claim of conformance.
    pub(super) claim: &'static str,
    /// The version in the header.
    pub(super) version: &'static str,
    /// Whether XMP makes the claim (else the Info dictionary does).
    pub(super) xmp: bool,
    /// Whether content is tagged.
    pub(super) tagged: bool,
    /// Whether transparency is allowed.
    pub(super) transparency: bool,
    /// Filters that may not be used.
    pub(super) filters: &'static [&'static [u8]],
}

/// PDF/X-4 (ISO 15930-7): what the writer claims and what preflight holds files against.
pub(super) const X4: Standard = Standard {
    claim: "PDF/X-4",
    version: "1.6",
    xmp: true,
    tagged: true,
    transparency: true,
    filters: &[b"LZWDecode", b"Crypt"],
};
