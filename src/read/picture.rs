//! Pictures of an issue: each is read as what it is, or taken from what is known of it, with what is to be told of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::ink::{self, Press};
use crate::issue::{OpenedPdf, Picture, PictureData};
use crate::message::{msg, word};

use super::kept::{Made, Stamp};
use super::lazy_press::LazyPress;
use super::paths::contents;
use super::picture_decode::decoded;
use super::picture_findings::{Fault, Remark, refusal};
use super::raster::most_bytes;
use super::reader::{Reader, missing_file};
use super::{guarded, kinds, picture_head, plates, svg, svg_limits};

/// The result of reading a picture: the picture, if it could be read, and the findings about it.
pub(super) type Outcome = (Option<PictureData>, Vec<Diagnostic>);

/// A picture that is about to be decoded.
enum PictureJob {
    Bytes(PathBuf, Span),
    Drawing(FileId, Arc<str>, PathBuf),
    /// One that is known from the last reading.
    Known(PictureData, Vec<Diagnostic>),
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
    reader.kept.on_press(ordered);
    let mut made: Vec<(Option<Made>, Option<FileId>)> = Vec::new();
    let mut jobs: Vec<PictureJob> = Vec::new();
    for ((path, said), sheet) in files.iter().zip(sheets) {
        let ends = |ending: &str| path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ending));
        let is_svg = ends("svg") || ends("svgz");
        let (of, file, job) = match is_svg.then(|| reader.drawing(path, said)) {
            None => {
                reader.ask(path);
                let stamp = Stamp::of(path).map(Made::File);
                (stamp, None, PictureJob::Bytes(path.clone(), said.clone()))
            }
            Some(Some((file, text))) => {
                let text: Arc<str> = text.into();
                let job = PictureJob::Drawing(file, Arc::clone(&text), path.clone());
                (Some(Made::Text(text)), Some(file), job)
            }
            Some(None) => (None, None, PictureJob::Lost),
        };
        let known = of.as_ref().and_then(|of| reader.kept.picture(path, *sheet, of, said, file));
        jobs.push(known.map_or(job, |(data, findings)| PictureJob::Known(data, findings)));
        made.push((of, file));
    }
    let press = Arc::new(LazyPress::new(ordered, reader.kept.cache()));
    let open = reader.open_pdf;
    let outcomes: Vec<Outcome> = jobs
        .par_iter()
        .enumerate()
        .map(|(at, job)| match job {
            PictureJob::Bytes(path, said) => guarded::run(|| match bytes_of(path, &press) {
                Ok(Some(bytes)) => match open.filter(|_| bytes.starts_with(b"%PDF")) {
                    Some(open) => {
                        let sheet = sheets.get(at).copied().flatten();
                        pdf(path, sheet, said, open(&bytes, sheet.unwrap_or(1), ordered), ordered)
                    }
                    None => raster(path, bytes, said, &press),
                },
                Ok(None) => (None, vec![refusal(path, said, &Fault::Large, press.most_megapixels())]),
                Err(error) => {
                    (None, vec![missing_file(codes::MISSING_FILE, word("picture"), path, &error, said)])
                }
            })
            .unwrap_or_else(|| (None, vec![refusal(path, said, &gave_up(), press.most_megapixels())])),
            PictureJob::Drawing(file, text, path) => guarded::run(|| match press.converter() {
                Some(press) => svg::read(*file, text, path, press),
                None => (None, Vec::new()),
            })
            .unwrap_or_else(|| {
                let why = msg!("its reader did not get to its end");
                (None, vec![svg_limits::finding(*file, path, why)])
            }),
            PictureJob::Known(data, findings) => (Some(data.clone()), findings.clone()),
            PictureJob::Lost => (None, Vec::new()),
        })
        .collect();
    if press.is_unfit() {
        reader.report(
            Diagnostic::new(
                codes::BROKEN_PROFILE,
                msg!("the output profile has no table from colours to inks"),
            )
            .help(msg!("give [press] the whole ICC profile of the press, with its A2B and B2A tables")),
        );
        return None;
    }
    let mut pictures = Vec::new();
    let places = files.iter().zip(sheets).zip(made).zip(jobs).zip(outcomes);
    for (((((path, said), sheet), (of, file)), job), (data, findings)) in places {
        if let (PictureJob::Bytes(..) | PictureJob::Drawing(..), Some(of), Some(data)) = (&job, of, &data) {
            let key = (path.clone(), *sheet, of);
            reader.kept.keep_picture(key, (data.clone(), findings.clone()), (said.clone(), file));
        }
        if sheet.is_some() && matches!(data, Some(ref data) if !matches!(data, PictureData::Pdf(_))) {
            reader.report(
                Diagnostic::new(
                    codes::SHEET_UNUSED,
                    msg!("{file} is not a PDF, so `sheet` has no effect", file = path.display()),
                )
                .here(said.clone())
                .in_file(path)
                .help(msg!("take `sheet` out")),
            );
        }
        for finding in findings {
            reader.report(finding);
        }
        pictures.extend(data.map(|data| Picture { path: path.clone(), data, alt: None }));
    }
    (pictures.len() == files.len()).then_some(pictures)
}

/// The bytes of a file; `None` if the file is larger than the most that decoding may take.
fn bytes_of(path: &Path, press: &LazyPress) -> std::io::Result<Option<Vec<u8>>> {
    let size = std::fs::metadata(path)?.len();
    if size > most_bytes(press.most_megapixels()) {
        return Ok(None);
    }
    contents(path).map(Some)
}

/// A page of a PDF file.
fn pdf(path: &Path, sheet: Option<u32>, said: &Span, opened: OpenedPdf, press: &Press) -> Outcome {
    let plates = opened.pdf.iter().flat_map(|pdf| plates::check(&pdf.plates, &press.spot_plates));
    let mut findings: Vec<Diagnostic> = opened
        .findings
        .iter()
        .cloned()
        .chain(plates)
        .map(|finding| finding.here(said.clone()).in_file(path))
        .collect();
    if let Some(pdf) = opened.pdf.as_ref().filter(|pdf| pdf.pages > 1 && sheet.is_none()) {
        findings.push(
            Diagnostic::new(
                codes::PLACED_PAGES,
                msg!("this PDF has {pages} pages, and the first is shown", pages = pdf.pages),
            )
            .here(said.clone())
            .in_file(path)
            .help(msg!("say sheet = 2 for another one, or sheet = 1 if it is the right one")),
        );
    }
    (opened.pdf.map(|pdf| PictureData::Pdf(pdf.into())), findings)
}

/// What is wrong with a picture on which its decoder ended without an error.
fn gave_up() -> Fault {
    Fault::Broken(msg!("its decoder did not get to its end"))
}

/// A picture of pixels: as the cache knows it, else decoded.
pub(super) fn raster(path: &Path, bytes: Vec<u8>, said: &Span, press: &Arc<LazyPress>) -> Outcome {
    let bytes: Arc<[u8]> = bytes.into();
    let told = |remarks: &[Remark]| remarks.iter().map(|remark| remark.finding(path, said)).collect();
    let name = press.name(&bytes);
    if let Some((data, remarks)) = picture_head::known(name, &bytes, press) {
        return (Some(data), told(&remarks));
    }
    let Some(converter) = press.converter() else { return (None, Vec::new()) };
    let mut remarks = Vec::new();
    let decoded = match decoded(&bytes, converter, &mut remarks) {
        Some(decoded) => decoded,
        None => match kinds::wrong(&bytes, kinds::Use::Picture, path, Some(said)) {
            Some(finding) => return (None, vec![finding]),
            None => Err(Fault::Unknown),
        },
    };
    let mut findings: Vec<Diagnostic> = told(&remarks);
    match decoded {
        Ok(data) => {
            picture_head::keep(name, &data, &remarks, press);
            (Some(picture_head::named(data, name, &bytes, press)), findings)
        }
        Err(fault) => {
            findings.push(refusal(path, said, &fault, press.most_megapixels()));
            (None, findings)
        }
    }
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod remarks_and_limits;

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::DynamicImage;

    use super::*;
    use crate::cache::Cache;
    use crate::issue::Channels;

    fn press() -> Arc<LazyPress> {
        Arc::new(LazyPress::new(&ink::Press::default(), Arc::new(Cache::new(0))))
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
        findings.into_iter().map(|finding| finding.code.name()).collect()
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
            let Some(PictureData::Raster { width: 8, height: 4, channels, pixels, .. }) = data else {
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
}
