//! From the bytes of a file to a picture: what kind it is, that it is whole, and which way is up.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::colour::PressConverter;
use super::picture_findings::{Fault, MOST_BESIDE, Remark};
use super::raster::{decode, is_other_way_round, remark_inks, remark_profile, to_inks, within_limits};
use super::{frames, jpeg, picture_tiff};
use crate::issue::PictureData;
use crate::message::{msg, word};

/// The most scans of a progressive JPEG: every one of them goes over all pixels again.
pub(super) const MOST_SCANS: usize = 200;

/// A picture of pixels, with what is to be told of it; `None` if it is a file of another kind.
pub(super) fn decoded(
    bytes: &Arc<[u8]>,
    press: &PressConverter,
    remarks: &mut Vec<Remark>,
) -> Option<Result<PictureData, Fault>> {
    Some(if bytes.starts_with(&[0xFF, 0xD8]) {
        read_jpeg(bytes, press, remarks)
    } else if bytes.starts_with(b"\x89PNG") {
        read_png(bytes, press, remarks)
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        picture_tiff::read(bytes, press, remarks)
    } else if bytes.starts_with(b"GIF8") {
        remark_frames(frames::of_gif(bytes), remarks);
        GifDecoder::new(Cursor::new(bytes)).map_err(Fault::from).and_then(|gif| decode(gif, press, remarks))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        remark_frames(frames::of_webp(bytes), remarks);
        WebPDecoder::new(Cursor::new(bytes))
            .map_err(Fault::from)
            .and_then(|webp| decode(webp, press, remarks))
    } else {
        return None;
    })
}

/// Tells that of a picture that moves one frame is printed.
fn remark_frames(count: usize, remarks: &mut Vec<Remark>) {
    if count > 1 {
        remarks.push(Remark::Pages { count, what: word("frame") });
    }
}

fn read_jpeg(
    bytes: &Arc<[u8]>,
    press: &PressConverter,
    remarks: &mut Vec<Remark>,
) -> Result<PictureData, Fault> {
    let broken = |error: zune_jpeg::errors::DecodeErrors| {
        Fault::Broken(msg!("{error}", error = format_args!("{error:?}")))
    };
    // Without vector instructions, so that every machine decodes the same levels.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_use_unsafe(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut head = JpegDecoder::new_with_options(ZCursor::new(&bytes[..]), options);
    head.decode_headers().map_err(broken)?;
    let info = head.info().ok_or_else(|| Fault::Broken(msg!("it has no header")))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within_limits(width.into(), height.into(), u64::from(info.components).max(3), press)?;
    let markers = jpeg::markers(bytes);
    if !markers.complete {
        return Err(Fault::Broken(msg!("it breaks off before its end")));
    }
    if markers.scans > MOST_SCANS {
        return Err(Fault::Bomb(msg!("it goes over its pixels {scans} times", scans = markers.scans)));
    }
    if markers.more {
        remarks.push(Remark::More);
    }
    let space = head.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let inks = matches!(space, ColorSpace::CMYK | ColorSpace::YCCK);
    let wanted = match space {
        ColorSpace::Luma => ColorSpace::Luma,
        ColorSpace::CMYK => ColorSpace::CMYK,
        _ => ColorSpace::RGB,
    };
    let profile = head.icc_profile();
    let orientation =
        head.exif().and_then(|exif| Orientation::from_exif_chunk(exif)).unwrap_or(Orientation::NoTransforms);
    let options = options.jpeg_set_out_colorspace(wanted);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&bytes[..]), options);
    let pixels = decoder.decode().map_err(broken)?;
    if inks {
        // Decoded only to be sure that it is whole; the file itself goes to the press.
        let mut inverted = markers.adobe;
        if wanted == ColorSpace::CMYK {
            if is_other_way_round(&pixels, inverted, press) {
                inverted = !inverted;
                remarks.push(Remark::Inverted { marked: markers.adobe });
            }
            remark_inks(&pixels, inverted, press, remarks);
        }
        drop(pixels);
        if !markers.plain {
            return Err(Fault::Broken(msg!("its coding is not one that a PDF can carry")));
        }
        if orientation != Orientation::NoTransforms {
            remarks.push(Remark::Turned);
        }
        remark_profile(profile.as_deref(), press, remarks);
        return Ok(PictureData::CmykJpeg { width, height, bytes: Arc::clone(bytes), inverted });
    }
    let whole = if wanted == ColorSpace::Luma {
        image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
    } else {
        image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    let mut picture = whole.ok_or_else(|| Fault::Broken(msg!("it has too few pixels")))?;
    picture.apply_orientation(orientation);
    to_inks(picture, profile.as_deref(), press, remarks)
}

fn read_png(bytes: &[u8], press: &PressConverter, remarks: &mut Vec<Remark>) -> Result<PictureData, Fault> {
    // These limits apply to the data beside the pixels.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BESIDE);
    let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), limits)?;
    // The decoder ignores a profile that does not unpack, or that unpacks to more than the limit.
    if decoder.icc_profile()?.is_none() && has_profile(bytes) {
        remarks.push(Remark::BrokenProfile);
    }
    remark_frames(frames::of_png(bytes), remarks);
    decode(decoder, press, remarks)
}

/// Whether a PNG has a profile before its pixels (PNG, 11.3.2.3).
fn has_profile(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or(&[]);
    while let Some((head, body)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        match &kind {
            b"iCCP" => return true,
            b"IDAT" | b"IEND" => return false,
            _ => {}
        }
        // Its body and its checksum.
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        rest = body.get(length.saturating_add(4)..).unwrap_or(&[]);
    }
    false
}
