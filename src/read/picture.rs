//! Pictures: checked that they are whole, turned upright and brought into the inks of the press.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::codecs::png::PngDecoder;
use image::codecs::tiff::TiffDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, Limits};
use rayon::prelude::*;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::ink;
use crate::issue::{Channels, Picture, PictureData};
use crate::placed;

use super::colour::{self, Press};
use super::{Reader, jpeg, missing_file, svg};

/// The most pixels that a picture may have.
const MOST_PIXELS: u64 = 400_000_000;
/// The most bytes that decoding one may take.
const MOST_BYTES: u64 = 1_500_000_000;

/// What reading a picture comes to: the picture, if it could be read, and what to say about it.
type Outcome = (Option<PictureData>, Vec<Diagnostic>);

/// A picture that is about to be decoded.
enum Job {
    Bytes(PathBuf, Span),
    Drawing(FileId, String, PathBuf),
    Lost,
}

/// Reads all pictures, decoding them side by side; `None` when one of them is missing or broken,
/// which is reported. Each has the page that is wanted of it, should it be a PDF.
pub fn read_all(
    files: &[(PathBuf, Span)],
    sheets: &[Option<u32>],
    ordered: &ink::Press,
    reader: &mut Reader,
) -> Option<Vec<Picture>> {
    if files.is_empty() {
        return Some(Vec::new());
    }
    let jobs: Vec<Job> = files
        .iter()
        .map(|(path, said)| {
            let is_svg = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("svg"));
            match is_svg.then(|| reader.text(path, said)) {
                None => Job::Bytes(path.clone(), said.clone()),
                Some(Some((file, text))) => Job::Drawing(file, text, path.clone()),
                Some(None) => Job::Lost,
            }
        })
        .collect();
    let Some(press) = Press::new() else {
        reader.report(
            Diagnostic::error("broken-profile", "the newsprint profile cannot be read")
                .help("this copy of banxin is damaged: install it again"),
        );
        return None;
    };
    let outcomes: Vec<Outcome> = jobs
        .par_iter()
        .enumerate()
        .map(|(at, job)| match job {
            Job::Bytes(path, said) => match std::fs::read(path) {
                Ok(bytes) if bytes.starts_with(b"%PDF") => {
                    pdf(path, &bytes, sheets.get(at).copied().flatten(), said, ordered)
                }
                Ok(bytes) => raster(path, bytes, said, &press),
                Err(error) => (None, vec![missing_file("missing-file", "picture", path, &error, said)]),
            },
            Job::Drawing(file, text, path) => svg::read(*file, text, path, &press),
            Job::Lost => (None, Vec::new()),
        })
        .collect();
    let mut pictures = Vec::new();
    for (((path, said), sheet), (data, findings)) in files.iter().zip(sheets).zip(outcomes) {
        if sheet.is_some() && matches!(data, Some(ref data) if !matches!(data, PictureData::Pdf(_))) {
            reader.report(
                Diagnostic::warning("sheet-unused", format!("{} is no PDF and has no pages", path.display()))
                    .at(said.clone(), "")
                    .in_file(path)
                    .help("take `sheet` out"),
            );
        }
        for finding in findings {
            reader.report(finding);
        }
        pictures.extend(data.map(|data| Picture { path: path.clone(), data }));
    }
    (pictures.len() == files.len()).then_some(pictures)
}

/// A page of a PDF file.
fn pdf(path: &Path, bytes: &[u8], sheet: Option<u32>, said: &Span, ordered: &ink::Press) -> Outcome {
    let opened = placed::open(bytes, sheet.unwrap_or(1), ordered);
    let mut findings: Vec<Diagnostic> =
        opened.findings.into_iter().map(|finding| finding.at(said.clone(), "").in_file(path)).collect();
    if let Some(pdf) = opened.pdf.as_ref().filter(|pdf| pdf.pages > 1 && sheet.is_none()) {
        findings.push(
            Diagnostic::note(
                "placed-pages",
                format!("this PDF has {} pages, and the first is shown", pdf.pages),
            )
            .at(said.clone(), "")
            .in_file(path)
            .help("say sheet = 2 for another one, or sheet = 1 if it is the right one"),
        );
    }
    (opened.pdf.map(|pdf| PictureData::Pdf(pdf.into())), findings)
}

/// What went wrong with a picture's bytes.
enum Fault {
    Broken(String),
    TooLarge(u64, u64),
    Unknown,
}

impl From<image::ImageError> for Fault {
    fn from(error: image::ImageError) -> Fault {
        Fault::Broken(error.to_string())
    }
}

impl From<tiff::TiffError> for Fault {
    fn from(error: tiff::TiffError) -> Fault {
        Fault::Broken(error.to_string())
    }
}

fn raster(path: &Path, bytes: Vec<u8>, said: &Span, press: &Press) -> Outcome {
    let mut findings = Vec::new();
    let decoded = if bytes.starts_with(&[0xFF, 0xD8]) {
        read_jpeg(path, bytes, said, press, &mut findings)
    } else if bytes.starts_with(b"\x89PNG") {
        read_png(&bytes, press)
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        read_tiff(&bytes, press)
    } else {
        Err(Fault::Unknown)
    };
    let name = path.display();
    let fault = match decoded {
        Ok(data) => return (Some(data), findings),
        Err(fault) => fault,
    };
    let finding = match fault {
        Fault::Broken(why) => {
            Diagnostic::error("broken-picture", format!("the picture {name} is damaged: {why}"))
                .help("it was probably not copied whole: fetch it again, or open it and save it anew")
        }
        Fault::TooLarge(width, height) => Diagnostic::error(
            "picture-too-large",
            format!("the picture {name} has {width} × {height} pixels"),
        )
        .help("a whole broadsheet at 300 dpi is 4600 × 6500 pixels: scale the picture down"),
        Fault::Unknown => {
            Diagnostic::error("picture-kind", format!("{name} is no JPEG, PNG, TIFF, SVG or PDF"))
                .help("save it as one of those; the kind is told by what is in the file, not by its name")
        }
    };
    findings.push(finding.at(said.clone(), "").in_file(path));
    (None, findings)
}

/// Refuses what would take too much memory, by the bytes that a pixel takes while decoding.
fn within_limits(width: u64, height: u64, bytes_per_pixel: u64) -> Result<(), Fault> {
    let pixels = width.saturating_mul(height);
    if width == 0 || height == 0 {
        return Err(Fault::Broken("it has no pixels".to_owned()));
    }
    if pixels > MOST_PIXELS || pixels.saturating_mul(bytes_per_pixel) > MOST_BYTES {
        return Err(Fault::TooLarge(width, height));
    }
    Ok(())
}

fn read_jpeg(
    path: &Path,
    bytes: Vec<u8>,
    said: &Span,
    press: &Press,
    findings: &mut Vec<Diagnostic>,
) -> Result<PictureData, Fault> {
    let broken = |error: zune_jpeg::errors::DecodeErrors| Fault::Broken(format!("{error:?}"));
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut head = JpegDecoder::new_with_options(ZCursor::new(bytes.as_slice()), options);
    head.decode_headers().map_err(broken)?;
    let info = head.info().ok_or_else(|| Fault::Broken("it has no header".to_owned()))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within_limits(width.into(), height.into(), u64::from(info.components).max(3))?;
    let markers = jpeg::markers(&bytes);
    if !markers.complete {
        return Err(Fault::Broken("it breaks off before its end".to_owned()));
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
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes.as_slice()), options);
    let pixels = decoder.decode().map_err(broken)?;
    if inks {
        // Decoded only to be sure that it is whole; the file itself goes to the press.
        drop(pixels);
        if !markers.plain {
            return Err(Fault::Broken("its coding is not one that a PDF can carry".to_owned()));
        }
        if orientation != Orientation::NoTransforms {
            findings.push(
                Diagnostic::warning(
                    "picture-turned",
                    format!("the CMYK picture {} says that it is to be turned", path.display()),
                )
                .at(said.clone(), "")
                .in_file(path)
                .help("it is set as it is stored: turn it in a picture editor and save it again"),
            );
        }
        return Ok(PictureData::CmykJpeg { width, height, bytes: bytes.into(), inverted: markers.adobe });
    }
    let whole = if wanted == ColorSpace::Luma {
        image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
    } else {
        image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    let mut picture = whole.ok_or_else(|| Fault::Broken("it has too few pixels".to_owned()))?;
    picture.apply_orientation(orientation);
    to_inks(picture, profile.as_deref(), press)
}

fn decode(mut decoder: impl ImageDecoder, press: &Press) -> Result<PictureData, Fault> {
    let (width, height) = decoder.dimensions();
    let depth = u64::from(decoder.color_type().bytes_per_pixel()).max(4);
    within_limits(width.into(), height.into(), depth)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    decoder.set_limits(limits)?;
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    to_inks(picture, profile.as_deref(), press)
}

fn read_png(bytes: &[u8], press: &Press) -> Result<PictureData, Fault> {
    decode(PngDecoder::new(Cursor::new(bytes))?, press)
}

fn read_tiff(bytes: &[u8], press: &Press) -> Result<PictureData, Fault> {
    let decoder = TiffDecoder::new(Cursor::new(bytes))?;
    match decoder.original_color_type() {
        ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16 => read_cmyk_tiff(bytes),
        _ => decode(decoder, press),
    }
}

/// The image crate would turn CMYK into RGB; the shares must stay as the picture desk set them.
fn read_cmyk_tiff(bytes: &[u8]) -> Result<PictureData, Fault> {
    let mut limits = tiff::decoder::Limits::default();
    limits.decoding_buffer_size = MOST_BYTES as usize;
    limits.intermediate_buffer_size = MOST_BYTES as usize;
    let mut decoder = tiff::decoder::Decoder::new(Cursor::new(bytes))?.with_limits(limits);
    let (width, height) = decoder.dimensions()?;
    within_limits(width.into(), height.into(), 8)?;
    let pixels = match decoder.read_image()? {
        tiff::decoder::DecodingResult::U8(pixels) => pixels,
        tiff::decoder::DecodingResult::U16(pixels) => {
            pixels.into_iter().map(|share| ((u32::from(share) + 128) / 257) as u8).collect()
        }
        _ => return Err(Fault::Broken("its samples are neither 8 nor 16 bits".to_owned())),
    };
    if pixels.len() as u64 != u64::from(width) * u64::from(height) * 4 {
        return Err(Fault::Broken("it has the wrong number of samples".to_owned()));
    }
    Ok(PictureData::Raster { width, height, channels: Channels::Cmyk, pixels: pixels.into() })
}

fn to_inks(picture: DynamicImage, profile: Option<&[u8]>, press: &Press) -> Result<PictureData, Fault> {
    let (width, height) = (picture.width(), picture.height());
    let raster = |channels, pixels: Vec<u8>| {
        let pixels: Arc<[u8]> = pixels.into();
        Ok(PictureData::Raster { width, height, channels, pixels })
    };
    if !picture.color().has_color() {
        let levels = if picture.color().has_alpha() {
            let pixels = picture.into_luma_alpha8().into_raw();
            pixels.chunks_exact(2).map(|pixel| over_paper(pixel[0], pixel[1])).collect()
        } else {
            picture.into_luma8().into_raw()
        };
        return raster(Channels::Black, press.gray(&levels));
    }
    let rgb = if picture.color().has_alpha() {
        let pixels = picture.into_rgba8().into_raw();
        let over = |pixel: &[u8]| [0, 1, 2].map(|at| over_paper(pixel[at], pixel[3]));
        pixels.chunks_exact(4).flat_map(over).collect()
    } else {
        picture.into_rgb8().into_raw()
    };
    let rgb = match profile {
        Some(profile) => colour::to_srgb(rgb, profile),
        None => rgb,
    };
    // A photograph in black and white that was saved as RGB prints in black alone: four plates
    // that do not register would give it coloured edges.
    if rgb.chunks_exact(3).all(is_neutral) {
        let levels: Vec<u8> = rgb.chunks_exact(3).map(|pixel| pixel[1]).collect();
        return raster(Channels::Black, press.gray(&levels));
    }
    let inks = press.colour(&rgb);
    let inks = inks.ok_or_else(|| Fault::Broken("its colours cannot be converted".to_owned()))?;
    raster(Channels::Cmyk, inks)
}

/// Grey, but for the rounding of JPEG.
fn is_neutral(pixel: &[u8]) -> bool {
    let (least, most) = (pixel.iter().min(), pixel.iter().max());
    matches!((least, most), (Some(least), Some(most)) if most - least <= 2)
}

/// A level seen through `alpha` on white paper.
fn over_paper(level: u8, alpha: u8) -> u8 {
    let (level, alpha) = (u32::from(level), u32::from(alpha));
    ((level * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press() -> Press {
        Press::new().unwrap()
    }

    fn nowhere() -> Span {
        Span::new(FileId(0), 0..0)
    }

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn codes(bytes: &[u8]) -> Vec<&'static str> {
        let (_, findings) = raster(Path::new("p"), bytes.to_vec(), &nowhere(), &press());
        findings.into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn greys_and_colours_go_to_the_right_channels() {
        let gray = image::RgbImage::from_fn(8, 4, |x, y| image::Rgb([(x * 30 + y) as u8; 3]));
        let mut colour = gray.clone();
        colour.put_pixel(3, 3, image::Rgb([255, 0, 0]));
        for (picture, expected) in [(gray, Channels::Black), (colour, Channels::Cmyk)] {
            let bytes = png(&DynamicImage::ImageRgb8(picture));
            let (data, findings) = raster(Path::new("p"), bytes, &nowhere(), &press());
            assert!(findings.is_empty());
            let Some(PictureData::Raster { width: 8, height: 4, channels, pixels }) = data else {
                panic!("{data:?}");
            };
            assert_eq!(channels, expected);
            assert_eq!(pixels.len(), 32 * channels.count());
        }
    }

    #[test]
    fn what_is_transparent_is_paper() {
        let picture = image::RgbaImage::from_pixel(2, 2, image::Rgba([200, 0, 0, 0]));
        let (data, _) = raster(Path::new("p"), png(&DynamicImage::ImageRgba8(picture)), &nowhere(), &press());
        assert!(
            matches!(&data, Some(PictureData::Raster { pixels, .. }) if pixels.iter().all(|ink| *ink == 0)),
            "{data:?}"
        );
        assert_eq!(over_paper(0, 255), 0);
        assert_eq!(over_paper(0, 0), 255);
        assert_eq!(over_paper(100, 128), 177);
    }

    #[test]
    fn cut_pictures_are_reported_wherever_they_are_cut() {
        let picture = image::RgbImage::from_fn(64, 48, |x, y| {
            image::Rgb([(x * 4) as u8, (y * 5) as u8, (x * y % 251) as u8])
        });
        let picture = DynamicImage::ImageRgb8(picture);
        for format in [image::ImageFormat::Jpeg, image::ImageFormat::Png, image::ImageFormat::Tiff] {
            let mut bytes = Cursor::new(Vec::new());
            picture.write_to(&mut bytes, format).unwrap();
            let bytes = bytes.into_inner();
            assert_eq!(codes(&bytes), [""; 0], "{format:?}");
            for tenths in 1..10 {
                let cut = &bytes[..bytes.len() * tenths / 10];
                assert_eq!(codes(cut), ["broken-picture"], "{format:?} cut to {tenths} tenths");
            }
        }
        assert_eq!(codes(b"%PDF-1.4"), ["picture-kind"]);
        assert_eq!(codes(b""), ["picture-kind"]);
    }

    /// Eight by eight pixels of cyan in CMYK, with Adobe's marker, in hexadecimal.
    const CMYK_JPEG: &str = concat!(
        "ffd8ffee000e41646f626500640000000000ffdb0043001b12141714111b1716171e1c1b2028422b28252528513a3d30",
        "42605565645f555d5b6a7899816a7190735b5d85b586909ea3abadab6780bcc9baa6c799a8aba4ffc000140800080008",
        "044311004d11005911004b1100ffc40014000100000000000000000000000000000006ffc40014100100000000000000",
        "000000000000000000ffda000e0443004d0059004b00003f00324c4c4cffd9",
    );

    #[test]
    fn a_cmyk_jpeg_goes_through_as_it_is() {
        let digits: Vec<u8> = CMYK_JPEG.chars().map(|digit| digit.to_digit(16).unwrap() as u8).collect();
        let file: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let (data, findings) = raster(Path::new("p"), file.clone(), &nowhere(), &press());
        assert!(findings.is_empty(), "{findings:?}");
        let Some(PictureData::CmykJpeg { width: 8, height: 8, bytes, inverted: true }) = data else {
            panic!("{data:?}");
        };
        assert_eq!(*bytes, *file);
        assert_eq!(codes(&file[..file.len() - 3]), ["broken-picture"]);
    }

    #[test]
    fn a_jpeg_is_turned_as_its_camera_says() {
        let picture = image::RgbImage::from_fn(16, 8, |x, _| image::Rgb([if x < 8 { 0 } else { 255 }; 3]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        let plain = bytes.into_inner();
        // An Exif segment with one entry: Orientation (0x0112) is 6, a quarter turn clockwise.
        let mut exif = b"\xFF\xE1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        let turned = [&plain[..2], &exif, &plain[2..]].concat();
        let read = |bytes| match raster(Path::new("p"), bytes, &nowhere(), &press()) {
            (Some(PictureData::Raster { width, height, pixels, .. }), findings) => {
                assert!(findings.is_empty());
                (width, height, pixels)
            }
            other => panic!("{other:?}"),
        };
        let (width, height, pixels) = read(plain);
        assert_eq!((width, height), (16, 8));
        assert!(pixels[0] > 250 && pixels[15] < 5);
        let (width, height, pixels) = read(turned);
        assert_eq!((width, height), (8, 16));
        assert!(pixels[0] > 250 && pixels[7] > 250 && pixels[15 * 8] < 5);
    }

    #[test]
    fn shares_of_a_cmyk_tiff_are_kept() {
        let mut bytes = Cursor::new(Vec::new());
        let shares = [10u8, 20, 30, 40, 50, 60, 70, 80];
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
        encoder.write_image::<tiff::encoder::colortype::CMYK8>(2, 1, &shares).unwrap();
        let (data, findings) = raster(Path::new("p"), bytes.into_inner(), &nowhere(), &press());
        assert!(findings.is_empty());
        let Some(PictureData::Raster { channels: Channels::Cmyk, pixels, .. }) = data else {
            panic!("{data:?}");
        };
        assert_eq!(*pixels, shares);
    }

    #[test]
    fn too_large_is_told_before_anything_is_decoded() {
        assert!(matches!(within_limits(30_000, 20_000, 4), Err(Fault::TooLarge(..))));
        assert!(matches!(within_limits(19_000, 19_000, 8), Err(Fault::TooLarge(..))));
        assert!(within_limits(10_000, 10_000, 8).is_ok());
    }
}
