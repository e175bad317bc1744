//! Pictures as samples: those that lie there bit by bit, JPEG (ISO 32000-1, 7.4.8) and JPEG 2000
//! (7.4.9). Every sample comes to one byte.

use crate::message::{Message, msg};
use std::ops::RangeInclusive;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The most pixels that a picture may have.
pub(super) const MOST_PIXELS: u64 = 400_000_000;
/// Samples of a JPEG 2000 picture, each of which takes four bytes while it is decoded: a broadsheet in
/// four inks at 400 ppi has 210 million.
const MOST_SAMPLES: u64 = 260_000_000;
/// Samples that any picture may have; beyond that, the number allowed grows with its bytes, so that a small
/// file cannot demand gigabytes.
const FREE_SAMPLES: u64 = 64_000_000;
const SAMPLES_PER_BYTE: u64 = 1_000;
/// Bits of a JPEG 2000 sample: more than these no press can tell apart, and none of the decoder's sums
/// overflows.
const JPX_BITS: RangeInclusive<u8> = 1..=16;
/// Tiles of a JPEG 2000 picture (ISO 15444-1, A.4.2: their numbers have 16 bits).
const MOST_TILES: u64 = 65_535;

/// Samples as they are stored, one byte each.
pub(super) struct Samples {
    pub width: usize,
    pub height: usize,
    pub channels: usize,
    /// The bits of a sample, as a `Decode` array of the picture assumes them.
    pub bits: u32,
    /// The highest possible sample.
    pub most: u8,
    pub data: Vec<u8>,
    /// What a JPEG 2000 picture says of how much of it shows, from nothing to 255.
    pub opacity: Option<Vec<u8>>,
    /// The rows that the data held; the rest is paper.
    pub rows: usize,
}

/// Samples of 1 to 16 bits; of 16 bits the upper ones. What is missing at the end becomes `rest`: the
/// lowest or the highest sample.
///
/// # Errors
/// The reason why the samples cannot be decoded.
pub(super) fn unpacked(
    bytes: &[u8],
    (width, height): (usize, usize),
    channels: usize,
    bits: usize,
    rest_is_high: bool,
) -> Result<Samples, Message> {
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) || channels == 0 {
        return Err(msg!("has samples of {bits} bits", bits));
    }
    let row = (width * channels * bits).div_ceil(8);
    // Before memory is taken for it: a few bytes may claim to be millions.
    if bytes.len() * 2 < row * height || width * height * channels > 4 * MOST_PIXELS as usize {
        return Err(msg!("breaks off before its end"));
    }
    let mut data = Vec::with_capacity(width * height * channels);
    let most = if bits >= 8 { 255 } else { (1u8 << bits) - 1 };
    let rest = if rest_is_high { most } else { 0 };
    for line in bytes.chunks(row).take(height) {
        match bits {
            8 => data.extend_from_slice(line),
            16 => data.extend(line.iter().step_by(2)),
            _ => {
                let each = line
                    .iter()
                    .flat_map(|byte| (0..8 / bits).map(move |nth| byte >> (8 - bits - nth * bits) & most));
                data.extend(each.take(width * channels));
            }
        }
        let whole = data.len().next_multiple_of(width * channels);
        data.resize(whole, rest);
    }
    data.resize(width * height * channels, rest);
    let rows = (bytes.len() / row).min(height);
    Ok(Samples { width, height, channels, bits: bits as u32, most, data, opacity: None, rows })
}

/// A JPEG, in the inks or lights that it is in.
///
/// # Errors
/// What is wrong with it.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Samples, Message> {
    let broken = |_| msg!("is a JPEG that cannot be read");
    let options =
        DecoderOptions::default().set_max_width(usize::from(u16::MAX)).set_max_height(usize::from(u16::MAX));
    let mut head = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    head.decode_headers().map_err(broken)?;
    let (width, height) = head.dimensions().unwrap_or_default();
    if (width as u64) * (height as u64) > MOST_PIXELS {
        return Err(msg!("is too large to be looked into"));
    }
    let input = head.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let (wanted, channels) = match input {
        ColorSpace::Luma => (ColorSpace::Luma, 1),
        ColorSpace::CMYK | ColorSpace::YCCK => (input, 4),
        _ => (ColorSpace::RGB, 3),
    };
    let options = options.jpeg_set_out_colorspace(wanted);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let mut data = decoder.decode().map_err(broken)?;
    let (width, height) = decoder.dimensions().ok_or_else(|| msg!("has no size"))?;
    if data.len() != width * height * channels {
        return Err(msg!("is a JPEG that breaks off"));
    }
    if input == ColorSpace::YCCK {
        for pixel in data.chunks_exact_mut(4) {
            let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
            let (cb, cr) = (cb - 128.0, cr - 128.0);
            let light = [y + 1.402 * cr, y - 0.344_14 * cb - 0.714_14 * cr, y + 1.772 * cb];
            for (part, light) in pixel.iter_mut().zip(light) {
                *part = 255 - light.round().clamp(0.0, 255.0) as u8;
            }
        }
    }
    Ok(Samples { width, height, channels, bits: 8, most: 255, data, opacity: None, rows: height })
}

/// What the head of a JPEG 2000 picture says of its colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JpxHead {
    /// Its channels, less one for what shows.
    pub channels: usize,
    /// Whether a profile or the like tells what they are.
    pub has_profile: bool,
    /// Whether all of them have samples of the same bits.
    pub is_even: bool,
}

/// Whether it is a codestream without the boxes of a file around it.
fn is_bare(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0x4F])
}

/// Reads the head of a JPEG 2000 picture and holds it to its limits.
fn jpx_image(bytes: &[u8], palette: bool) -> Result<hayro_jpeg2000::Image<'_>, Message> {
    let broken = || msg!("is a JPEG 2000 picture that cannot be read");
    let size = JpxSize::of(bytes).ok_or_else(broken)?;
    if size.samples > MOST_SAMPLES
        || size.samples > FREE_SAMPLES.max(bytes.len() as u64 * SAMPLES_PER_BYTE)
        || size.tiles > MOST_TILES
    {
        return Err(msg!("is too large to be looked into"));
    }
    if !size.sound {
        return Err(msg!("is a JPEG 2000 picture with samples of an unusual size"));
    }
    let settings = hayro_jpeg2000::DecodeSettings { resolve_palette_indices: palette, ..Default::default() };
    hayro_jpeg2000::Image::new(bytes, &settings).map_err(|_| broken())
}

/// # Errors
/// What is wrong with it.
pub(super) fn jpx_head(bytes: &[u8]) -> Result<JpxHead, Message> {
    let image = jpx_image(bytes, true)?;
    let space = image.color_space();
    let has_profile = matches!(space, hayro_jpeg2000::ColorSpace::Icc { .. });
    let size = JpxSize::of(bytes);
    // A codestream without a head says nothing of its channels: all of them are colours.
    let bare = size.as_ref().filter(|_| is_bare(bytes)).map(|size| size.channels);
    let channels = bare.unwrap_or(usize::from(space.num_channels()));
    Ok(JpxHead { channels, has_profile, is_even: size.is_some_and(|size| size.is_even) })
}

/// A JPEG 2000 picture; one of indices keeps them as they are. `channels` are those of the colour space
/// that the file gives it, which counts for more than what the picture says of itself: one more of them
/// shows how much of it shows, if it says so.
///
/// # Errors
/// What is wrong with it.
pub(super) fn jpx(bytes: &[u8], is_indexed: bool, channels: Option<usize>) -> Result<Samples, Message> {
    // Where the codestream has just the channels of the file's space, what stands around it (another
    // colour space, such as one of luma and chroma) is not asked.
    let size = JpxSize::of(bytes).filter(|size| channels == Some(size.channels));
    let bytes = size.and_then(|size| bytes.get(size.start..)).unwrap_or(bytes);
    let image = jpx_image(bytes, !is_indexed)?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let mut context = hayro_jpeg2000::DecoderContext::default();
    let decoded = image.decode(&mut context);
    let decoded = decoded.map_err(|_| msg!("is a JPEG 2000 picture that is damaged"))?;
    let parts = decoded.components();
    let has_alpha = image.has_alpha() && !is_bare(bytes) && channels != Some(parts.len());
    let channels = parts.len().saturating_sub(usize::from(has_alpha));
    let pixels = width * height;
    if channels == 0 || pixels == 0 || parts.iter().any(|part| part.samples().len() != pixels) {
        return Err(msg!("is a JPEG 2000 picture whose channels differ in size"));
    }
    let byte = |sample: f32, bits: u8| {
        // Indices count, tones are shares of what the bits hold.
        let scale = if is_indexed { 1.0 } else { 255.0 / ((1_u32 << bits.min(16)) - 1) as f32 };
        (sample * scale + 0.5).floor().clamp(0.0, 255.0) as u8
    };
    let mut data = vec![0; pixels * channels];
    for (at, part) in parts.iter().take(channels).enumerate() {
        let places = data.iter_mut().skip(at).step_by(channels);
        for (place, sample) in places.zip(part.samples()) {
            *place = byte(*sample, part.bit_depth());
        }
    }
    let opacity = parts
        .get(channels)
        .map(|part| part.samples().iter().map(|sample| byte(*sample, part.bit_depth())).collect::<Vec<u8>>());
    Ok(Samples { width, height, channels, bits: 8, most: 255, data, opacity, rows: height })
}

/// The size marker of a JPEG 2000 picture (ISO 15444-1, A.5.1), read before anything is decoded.
struct JpxSize {
    samples: u64,
    tiles: u64,
    channels: usize,
    /// Where the codestream begins.
    start: usize,
    /// Whether all channels have samples that can be handled.
    sound: bool,
    /// Whether all have the same.
    is_even: bool,
}

impl JpxSize {
    fn of(bytes: &[u8]) -> Option<JpxSize> {
        let start = bytes.windows(4).position(|mark| mark == [0xFF, 0x4F, 0xFF, 0x51])?;
        let marker = bytes.get(start + 4..)?;
        let word = |at: usize| {
            let word: [u8; 4] = marker.get(at..at + 4)?.try_into().ok()?;
            Some(u64::from(u32::from_be_bytes(word)))
        };
        let [right, bottom, left, top] = [word(4)?, word(8)?, word(12)?, word(16)?];
        let [tile_width, tile_height, tile_left, tile_top] = [word(20)?, word(24)?, word(28)?, word(32)?];
        let channels = u64::from(u16::from_be_bytes(marker.get(36..38)?.try_into().ok()?));
        let tiles = |end: u64, from: u64, side: u64| end.saturating_sub(from).div_ceil(side.max(1));
        let depths = marker.get(38..38 + 3 * channels as usize)?.chunks_exact(3);
        let mut each = depths.clone().map(|depth| depth[0]);
        let is_even = each.next().is_some_and(|first| each.all(|depth| depth == first));
        let sound = depths.clone().all(|depth| JPX_BITS.contains(&((depth[0] & 0x7F) + 1)));
        Some(JpxSize {
            samples: right
                .saturating_sub(left)
                .saturating_mul(bottom.saturating_sub(top))
                .saturating_mul(channels),
            tiles: tiles(right, tile_left, tile_width).saturating_mul(tiles(bottom, tile_top, tile_height)),
            channels: channels as usize,
            start,
            sound: sound && (1..=33).contains(&channels),
            is_even,
        })
    }
}
