//! TIFF pictures (TIFF 6.0): what the file has is counted first, channels and pages and profile, and held against what
//! is used of it.
//!
//! Pictures of light go the way of all others. Of CMYK the shares stay as the picture desk set them; an alpha channel
//! that the file declares shows the paper; channels beyond that, such as spot colours and stored selections, are told.
//! Palettes are looked up, and planes are put together.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::tiff::TiffDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;

use crate::issue::{Channels, MadeSamples, PictureData, Samples};
use crate::message::{msg, word};

use super::colour::PressConverter;
use super::picture_findings::{Fault, Remark};
use super::raster::{decode, most_bytes, remark_inks, remark_profile, to_inks, within_limits};

/// Values of `PhotometricInterpretation` for CIE Lab (TIFF 6.0, section 23) and its kin.
const LAB: [u32; 3] = [8, 9, 10];
const PALETTE: u32 = 3;
const CMYK: u32 = 5;
/// The most directories that are counted.
const MOST_PAGES: usize = 1_000;

type Tiff<'b> = Decoder<Cursor<&'b [u8]>>;

/// What a TIFF has, by its tags.
struct Tags {
    photometric: u32,
    samples: usize,
    extras: Vec<u16>,
    depth: u32,
    profile: Option<Vec<u8>>,
    orientation: Orientation,
}

impl Tags {
    fn of(file: &mut Tiff<'_>) -> Result<Tags, Fault> {
        let extras = match file.find_tag(Tag::ExtraSamples)? {
            Some(value) => value.into_u16_vec()?,
            None => Vec::new(),
        };
        let depths = match file.find_tag(Tag::BitsPerSample)? {
            Some(value) => value.into_u16_vec()?,
            None => vec![1],
        };
        let turned = file.find_tag_unsigned::<u8>(Tag::Orientation)?.and_then(Orientation::from_exif);
        Ok(Tags {
            photometric: file.find_tag_unsigned(Tag::PhotometricInterpretation)?.unwrap_or(1),
            samples: file.find_tag_unsigned::<u16>(Tag::SamplesPerPixel)?.unwrap_or(1).into(),
            extras,
            depth: depths.first().copied().unwrap_or(1).into(),
            profile: file.get_tag_u8_vec(Tag::IccProfile).ok(),
            orientation: turned.unwrap_or(Orientation::NoTransforms),
        })
    }

    /// The channels of the colours themselves.
    fn colours(&self) -> usize {
        match self.photometric {
            CMYK => 4,
            2 | 6 => 3,
            _ => 1,
        }
    }

    fn has_alpha(&self) -> bool {
        matches!(self.extras.first(), Some(1 | 2))
    }
}

/// Reads a TIFF.
pub fn read(bytes: &[u8], press: &PressConverter, remarks: &mut Vec<Remark>) -> Result<PictureData, Fault> {
    let mut file = Decoder::new(Cursor::new(bytes))?;
    let tags = Tags::of(&mut file)?;
    if LAB.contains(&tags.photometric) {
        return Err(Fault::Lab);
    }
    let pages = pages(bytes);
    if pages > 1 {
        remarks.push(Remark::Pages { count: pages, what: word("page") });
    }
    let used = tags.colours() + usize::from(tags.has_alpha());
    if tags.samples > used {
        remarks.push(Remark::Channels { count: tags.samples - used });
    }
    match tags.photometric {
        CMYK => {
            remark_profile(tags.profile.as_deref(), press, remarks);
            cmyk(bytes, &tags, press, remarks)
        }
        PALETTE => palette(bytes, &mut file, &tags, press, remarks),
        0 | 1 if tags.samples > 1 || !matches!(tags.depth, 1 | 8 | 16) => gray(bytes, &tags, press, remarks),
        _ => decode(TiffDecoder::new(Cursor::new(bytes))?, press, remarks),
    }
}

/// The pages of a file, without those that are smaller copies of others (`NewSubfileType`, bit 0).
fn pages(bytes: &[u8]) -> usize {
    let Ok(mut file) = Decoder::new(Cursor::new(bytes)) else { return 1 };
    let mut count = 1;
    for _ in 0..MOST_PAGES {
        if !file.more_images() || file.next_image().is_err() {
            break;
        }
        let kind = file.find_tag_unsigned::<u32>(Tag::NewSubfileType).ok().flatten().unwrap_or(0);
        count += usize::from(kind & 5 == 0);
    }
    count
}

/// The samples of all pixels one after the other, and how many a pixel has.
fn samples(bytes: &[u8], tags: &Tags, press: &PressConverter) -> Result<(u32, u32, usize, Vec<u8>), Fault> {
    let most = usize::try_from(most_bytes(press.most_megapixels())).unwrap_or(usize::MAX);
    let mut limits = tiff::decoder::Limits::default();
    limits.decoding_buffer_size = most;
    limits.intermediate_buffer_size = most;
    let mut file = Decoder::new(Cursor::new(bytes))?.with_limits(limits);
    let (width, height) = file.dimensions()?;
    let wide = if tags.depth > 8 { 2 } else { 1 };
    let channels = tags.samples.max(tags.colours()) as u64;
    within_limits(width.into(), height.into(), (channels * wide).max(4), press)?;
    let mut data = DecodingResult::U8(Vec::new());
    let layout = file.read_image_to_buffer(&mut data)?;
    let data = match data {
        DecodingResult::U8(data) => data,
        DecodingResult::U16(data) => {
            data.into_iter().map(|share| ((u32::from(share) + 128) / 257) as u8).collect()
        }
        _ => return Err(Fault::Broken(msg!("its samples are neither 8 nor 16 bits"))),
    };
    let pixels = width as usize * height as usize;
    if tags.depth < 8 {
        let data = unpacked(&data, width as usize, height as usize, tags.depth);
        return Ok((width, height, 1, data));
    }
    let each = data.len() / pixels.max(1);
    if each < tags.colours() || data.len() != pixels * each {
        return Err(Fault::Broken(msg!("it has the wrong number of samples")));
    }
    if layout.planes <= 1 {
        return Ok((width, height, each, data));
    }
    // Planes one after the other.
    let mut mixed = vec![0; data.len()];
    for (plane, levels) in data.chunks_exact(pixels).enumerate() {
        for (pixel, level) in mixed.chunks_exact_mut(each).zip(levels) {
            pixel[plane] = *level;
        }
    }
    Ok((width, height, each, mixed))
}

/// Samples of fewer than 8 bits, each row from a byte of its own.
fn unpacked(data: &[u8], width: usize, height: usize, depth: u32) -> Vec<u8> {
    let depth = depth.clamp(1, 8) as usize;
    let row = (width * depth).div_ceil(8);
    let mask = ((1_u16 << depth) - 1) as u8;
    let mut out = Vec::with_capacity(width * height);
    for line in data.chunks(row.max(1)).take(height) {
        for x in 0..width {
            let bit = x * depth;
            let byte = line.get(bit / 8).copied().unwrap_or(0);
            // Samples of 3, 5, 6 or 7 bits do not occur (TIFF 6.0, section 5).
            out.push(byte >> (8_usize.saturating_sub(depth + bit % 8)) & mask);
        }
    }
    out.resize(width * height, 0);
    out
}

fn cmyk(
    bytes: &[u8],
    tags: &Tags,
    press: &PressConverter,
    remarks: &mut Vec<Remark>,
) -> Result<PictureData, Fault> {
    let (width, height, each, data) = samples(bytes, tags, press)?;
    if tags.orientation != Orientation::NoTransforms {
        remarks.push(Remark::Turned);
    }
    let mut pixels: Vec<u8> = Vec::with_capacity(data.len() / each * 4);
    let mut alpha = Vec::new();
    for pixel in data.chunks_exact(each) {
        let shows = if tags.has_alpha() { pixel.get(4).copied().unwrap_or(255) } else { 255 };
        alpha.push(shows);
        // Inks that were multiplied by what shows of them (associated alpha).
        let is_multiplied = tags.extras.first() == Some(&1) && shows > 0;
        pixels.extend(pixel[..4].iter().map(|ink| match is_multiplied {
            true => (u32::from(*ink) * 255 / u32::from(shows)).min(255) as u8,
            false => *ink,
        }));
    }
    remark_inks(&pixels, false, press, remarks);
    let alpha = Some(alpha).filter(|alpha| alpha.iter().any(|shows| *shows < 255));
    let alpha = alpha.filter(|alpha| {
        Channels::Cmyk.over_paper(&mut pixels, alpha, press.keeps_alpha());
        press.keeps_alpha()
    });
    let (pixels, alpha) = Samples::given(MadeSamples { inks: Arc::new(pixels), alpha: alpha.map(Arc::new) });
    Ok(PictureData::Raster { width, height, channels: Channels::Cmyk, pixels, alpha })
}

/// Grey with channels beside it, or of few bits.
fn gray(
    bytes: &[u8],
    tags: &Tags,
    press: &PressConverter,
    remarks: &mut Vec<Remark>,
) -> Result<PictureData, Fault> {
    // The reader of TIFF turns white that is zero only where there is one channel.
    let (width, height, each, data) = samples(bytes, tags, press)?;
    let most = if tags.depth < 8 { (1_u32 << tags.depth) - 1 } else { 255 };
    let is_turned = tags.photometric == 0 && tags.samples > 1;
    let level = |level: u8| {
        let level = (u32::from(level) * 255 / most).min(255) as u8;
        if is_turned { 255 - level } else { level }
    };
    let has_alpha = tags.has_alpha() && each > 1;
    let picture = if has_alpha {
        let mixed: Vec<u8> = data.chunks_exact(each).flat_map(|pixel| [level(pixel[0]), pixel[1]]).collect();
        image::GrayAlphaImage::from_raw(width, height, mixed).map(DynamicImage::ImageLumaA8)
    } else {
        let levels: Vec<u8> = data.chunks_exact(each).map(|pixel| level(pixel[0])).collect();
        GrayImage::from_raw(width, height, levels).map(DynamicImage::ImageLuma8)
    };
    let mut picture = picture.ok_or_else(|| Fault::Broken(msg!("it has the wrong number of samples")))?;
    picture.apply_orientation(tags.orientation);
    to_inks(picture, tags.profile.as_deref(), press, remarks)
}

/// Looks the colours of a palette up (TIFF 6.0, section 5).
fn palette(
    bytes: &[u8],
    file: &mut Tiff<'_>,
    tags: &Tags,
    press: &PressConverter,
    remarks: &mut Vec<Remark>,
) -> Result<PictureData, Fault> {
    let map = file.get_tag(Tag::ColorMap)?.into_u16_vec()?;
    let count = map.len() / 3;
    if count == 0 || tags.depth > 8 {
        return Err(Fault::Broken(msg!("it has no palette")));
    }
    // Some programs write a palette of 8 bits where it must be of 16.
    let is_narrow = map.iter().all(|level| *level < 256);
    let colour = |plane: usize, index: u8| {
        let level = map[plane * count + usize::from(index).min(count - 1)];
        if is_narrow { level as u8 } else { (level >> 8) as u8 }
    };
    // The reader of TIFF knows no palettes: the indices are read as grey.
    let as_gray = with_tag(bytes, 262, 1).ok_or_else(|| Fault::Broken(msg!("it has no palette")))?;
    let (width, height, each, data) = samples(&as_gray, tags, press)?;
    let pixels: Vec<u8> = data
        .chunks_exact(each)
        .flat_map(|pixel| [colour(0, pixel[0]), colour(1, pixel[0]), colour(2, pixel[0])])
        .collect();
    let picture = RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8);
    let mut picture = picture.ok_or_else(|| Fault::Broken(msg!("it has the wrong number of samples")))?;
    picture.apply_orientation(tags.orientation);
    to_inks(picture, tags.profile.as_deref(), press, remarks)
}

/// The file with another value of a short tag in its first directory; `None` if it does not stand there.
fn with_tag(bytes: &[u8], tag: u16, value: u16) -> Option<Vec<u8>> {
    let is_little = bytes.starts_with(b"II");
    let short = |at: usize| {
        let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let four: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let start = if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize;
    let entry =
        (0..usize::from(short(start)?)).map(|at| start + 2 + at * 12).find(|at| short(*at) == Some(tag))?;
    let mut out = bytes.to_vec();
    let written = if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
    out.get_mut(entry + 8..entry + 10)?.copy_from_slice(&written);
    Some(out)
}
