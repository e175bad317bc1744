//! Pixels as files for browsers: WebP by libwebp, and JPEG for those that do not read it.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use webp::WebPConfig;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::preview::Pixels;

/// How well pictures are kept, 1 to 100.
const WEBP: f32 = 80.0;
const JPEG: u8 = 84;

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    /// A page: small letters, some of them in colours.
    Page,
    /// A picture.
    Picture,
}

/// Pixels as WebP.
///
/// # Errors
/// `proof-encoding`.
pub(super) fn webp(pixels: &Pixels, alpha: Option<&[u8]>) -> Result<Vec<u8>, Diagnostic> {
    let mut config = WebPConfig::new().map_err(|()| fault("libwebp has no settings"))?;
    config.quality = WEBP;
    config.method = 4;
    // The same bytes on every machine.
    config.thread_level = 0;
    let (width, height) = (pixels.width, pixels.height);
    let made = match alpha {
        None => webp::Encoder::from_rgb(&pixels.rgb, width, height).encode_advanced(&config),
        Some(alpha) => webp::Encoder::from_rgba(&rgba(pixels, alpha), width, height).encode_advanced(&config),
    };
    made.map(|bytes| bytes.to_vec()).map_err(|why| fault(&format!("{why:?}")))
}

/// Pixels as JPEG.
///
/// # Errors
/// `proof-encoding`, as for more than 65,535 pixels in a row.
pub(super) fn jpeg(pixels: &Pixels, matter: Matter) -> Result<Vec<u8>, Diagnostic> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(|why| fault(&why.to_string()));
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, JPEG);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(match matter {
        // Red letters blur where neighbours share their colour.
        Matter::Page => SamplingFactor::F_1_1,
        Matter::Picture => SamplingFactor::F_2_2,
    });
    encoder.encode(&pixels.rgb, width, height, ColorType::Rgb).map_err(|why| fault(&why.to_string()))?;
    Ok(bytes)
}

/// Pixels of which not all show as PNG.
///
/// # Errors
/// `proof-encoding`.
pub(super) fn png(pixels: &Pixels, alpha: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&rgba(pixels, alpha), pixels.width, pixels.height, ExtendedColorType::Rgba8)
        .map_err(|why| fault(&why.to_string()))?;
    Ok(bytes)
}

fn rgba(pixels: &Pixels, alpha: &[u8]) -> Vec<u8> {
    pixels.rgb.chunks_exact(3).zip(alpha).flat_map(|(rgb, alpha)| [rgb[0], rgb[1], rgb[2], *alpha]).collect()
}

fn fault(why: &str) -> Diagnostic {
    Diagnostic::new(codes::PROOF_ENCODING, Message::verbatim(why.to_owned()))
}
