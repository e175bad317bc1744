//! Numbers for what pictures hold, to tell whether two states of an issue show the same one.
//!
//! FNV-1a over the bytes of pixels and files, and over what a drawing is made of; other pixels or shapes
//! give another number. It serves to compare within one run and is never stored.

use std::hash::{Hash, Hasher};

use crate::issue::PictureData;

/// The number of a picture.
pub(super) fn fingerprint(data: &PictureData) -> u64 {
    let mut hash = Fnv(0xCBF2_9CE4_8422_2325);
    match data {
        PictureData::CmykJpeg { width, height, bytes, inverted } => {
            (width, height, inverted, bytes).hash(&mut hash);
        }
        PictureData::Raster { width, height, channels, pixels, alpha } => {
            (width, height, channels, pixels, alpha).hash(&mut hash);
        }
        PictureData::Pdf(pdf) => (pdf.width, pdf.height, pdf.pages, &pdf.bytes).hash(&mut hash),
        PictureData::Vector(drawing) => drawing.hash(&mut hash),
    }
    hash.finish()
}

/// FNV-1a.
struct Fnv(u64);

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
