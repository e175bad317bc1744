//! The standards that a press file may claim: one home for the writer and for preflight.

use crate::ink;

/// What the standards of the family differ in.
#[derive(Debug)]
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
    /// Whether layers are allowed.
    pub(super) layers: bool,
    /// Whether colour may be defined independently of the press (ICC profiles, Lab).
    pub(super) managed_colour: bool,
    /// Filters that may not be used.
    pub(super) filters: &'static [&'static [u8]],
}

/// PDF/X-4 (ISO 15930-7).
pub(super) static X4: Standard = Standard {
    claim: "PDF/X-4",
    version: "1.6",
    xmp: true,
    tagged: true,
    transparency: true,
    layers: true,
    managed_colour: true,
    filters: &[b"LZWDecode", b"Crypt"],
};

/// PDF/X-1a:2003 (ISO 15930-4).
pub(super) static X1A: Standard = Standard {
    claim: "PDF/X-1a:2003",
    version: "1.4",
    xmp: false,
    tagged: false,
    transparency: false,
    layers: false,
    managed_colour: false,
    filters: &[b"LZWDecode", b"Crypt", b"JBIG2Decode", b"JPXDecode"],
};

/// Not a standard of the press: a file for screens and search engines.
pub(super) static SCREEN: Standard = Standard { claim: "", ..X4 };

impl Standard {
    /// The standard that a press asks for.
    pub(super) fn of(standard: ink::Standard) -> &'static Standard {
        match standard {
            ink::Standard::X4 => &X4,
            ink::Standard::X1a => &X1A,
            ink::Standard::Screen => &SCREEN,
        }
    }

    /// The standard of that claim.
    pub(super) fn claimed(claim: &str) -> Option<&'static Standard> {
        [&X4, &X1A].into_iter().find(|standard| standard.claim == claim)
    }
}
