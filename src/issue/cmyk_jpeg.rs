//! Decodes the inks of a CMYK JPEG for proofs and checks; the press file carries the JPEG as it is.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The shares of a CMYK JPEG, 255 for solid; `None` if it is not one.
pub fn inks_of_jpeg(bytes: &[u8], inverted: bool) -> Option<Vec<u8>> {
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().ok()?;
    let stored = decoder.input_colorspace()?;
    if !matches!(stored, ColorSpace::CMYK | ColorSpace::YCCK) {
        return None;
    }
    // Asked for as it is stored: a decoder's own way to RGB knows no profile.
    decoder.set_options(DecoderOptions::default().jpeg_set_out_colorspace(stored));
    let mut pixels = decoder.decode().ok()?;
    if stored == ColorSpace::YCCK {
        pixels.chunks_exact_mut(4).for_each(|pixel| {
            let [c, m, y] = process(pixel[0], pixel[1], pixel[2]);
            pixel[..3].copy_from_slice(&[c, m, y]);
        });
    }
    if inverted {
        pixels.iter_mut().for_each(|share| *share = 255 - *share);
    }
    Some(pixels)
}

/// Cyan, magenta and yellow from luma and chroma (JFIF's matrix, then 255 − RGB), in 1/65536.
fn process(luma: u8, blue: u8, red: u8) -> [u8; 3] {
    let (luma, blue, red) = (i64::from(luma) << 16, i64::from(blue) - 128, i64::from(red) - 128);
    let share = |value: i64| (255 - ((value + 0x8000) >> 16)).clamp(0, 255) as u8;
    [share(luma + 91_881 * red), share(luma - 22_554 * blue - 46_802 * red), share(luma + 116_130 * blue)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luma_and_chroma_become_process_shares() {
        assert_eq!(process(255, 128, 128), [0, 0, 0]);
        assert_eq!(process(0, 128, 128), [255, 255, 255]);
        // Pure red light is no cyan, full magenta and yellow.
        assert_eq!(process(76, 85, 255), [1, 255, 255]);
    }

    #[test]
    fn what_is_no_cmyk_jpeg_is_refused() {
        assert!(inks_of_jpeg(b"no picture", false).is_none());
        let mut gray = Vec::new();
        image::codecs::jpeg::JpegEncoder::new(&mut gray)
            .encode(&[90; 64], 8, 8, image::ExtendedColorType::L8)
            .expect("eight by eight gray pixels are a JPEG");
        assert!(inks_of_jpeg(&gray, false).is_none());
    }
}
