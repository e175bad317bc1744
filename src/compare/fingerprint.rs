//! TODO

use crate::issue::PictureData;

/// A number for what a picture holds; other pixels or shapes give another one.
pub(super) fn fingerprint(data: &PictureData) -> u64 {
    let mut hash = Hash(0xCBF2_9CE4_8422_2325);
    match data {
        PictureData::CmykJpeg { width, height, bytes, inverted } => {
            hash.numbers([u64::from(*width), u64::from(*height), u64::from(*inverted)]);
            hash.bytes(bytes);
        }
        PictureData::Raster { width, height, channels, pixels, alpha } => {
            hash.numbers([u64::from(*width), u64::from(*height), channels.count() as u64]);
            hash.bytes(pixels);
            hash.bytes(alpha.as_deref().unwrap_or(&[]));
        }
        PictureData::Pdf(pdf) => {
            hash.numbers([pdf.width.0 as u64, pdf.height.0 as u64, u64::from(pdf.pages)]);
            hash.bytes(&pdf.bytes);
        }
        PictureData::Vector(drawing) => {
            hash.bytes(format!("{:?}", (drawing.width, drawing.height)).as_bytes());
            for shape in &drawing.shapes {
                hash.bytes(format!("{shape:?}").as_bytes());
            }
        }
    }
    hash.0
}

/// FNV-1a.
struct Hash(u64);

impl Hash {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn numbers(&mut self, numbers: [u64; 3]) {
        for number in numbers {
            self.bytes(&number.to_be_bytes());
        }
    }
}
