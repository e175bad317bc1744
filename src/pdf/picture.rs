//! Pictures as XObjects: each is embedded once, however often it shows.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::bytes;
use super::colour::{KNOCKOUT, OVERPRINT, Spots};
use super::finish::{deflate, quick_deflate};
use crate::diagnostic::Diagnostic;
use crate::ink::Ink;
use crate::issue::{Channels, Drawing, FillRule, Picture, PictureData, Segment};

/// The resource name of a picture.
pub(super) fn resource(id: u32) -> String {
    format!("P{id}")
}

/// Width and height of a drawing in its own units; never zero.
pub(super) fn units(drawing: &Drawing) -> (f64, f64) {
    (f64::from(drawing.width.max(1)) / 256.0, f64::from(drawing.height.max(1)) / 256.0)
}

/// The dictionary of a picture. Its bytes are put in afterwards, see [`payload`], so that printpdf
/// does not copy them.
pub(super) fn shell(picture: &Picture) -> XObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let range = |pairs: usize| {
        let ends = (0..pairs * 2).map(|at| DictItem::Int(i64::from(at % 2 == 0)));
        DictItem::Array(ends.collect())
    };
    let image = |width: u32, height: u32, space: &str, filter: &str| {
        vec![
            ("Subtype", name("Image")),
            ("Width", DictItem::Int(i64::from(width))),
            ("Height", DictItem::Int(i64::from(height))),
            ("ColorSpace", name(space)),
            ("BitsPerComponent", DictItem::Int(8)),
            ("Filter", name(filter)),
        ]
    };
    let mut entries = match &picture.data {
        PictureData::CmykJpeg { width, height, inverted, .. } => {
            let mut entries = image(*width, *height, "DeviceCMYK", "DCTDecode");
            if *inverted {
                entries.push(("Decode", range(4)));
            }
            entries
        }
        PictureData::Raster { width, height, channels: Channels::Cmyk, .. } => {
            let mut entries = image(*width, *height, "DeviceCMYK", "FlateDecode");
            entries.push(("DecodeParms", differences(*width, 4)));
            entries
        }
        // Under a CMYK intent DeviceGray prints on the black plate. It counts light where our
        // pixels count ink, hence the turned Decode.
        PictureData::Raster { width, height, channels: Channels::Black, .. } => {
            let mut entries = image(*width, *height, "DeviceGray", "FlateDecode");
            entries.push(("Decode", range(1)));
            entries.push(("DecodeParms", differences(*width, 1)));
            entries
        }
        PictureData::Vector(drawing) => {
            let (across, down) = units(drawing);
            let corners = [0.0, 0.0, across as f32, down as f32].map(DictItem::Real);
            vec![
                ("Subtype", name("Form")),
                ("BBox", DictItem::Array(corners.to_vec())),
                ("Filter", name("FlateDecode")),
            ]
        }
        // The form itself comes with all that it names, see `placed`.
        PictureData::Pdf(_) => vec![("Subtype", name("Form"))],
    };
    entries.push(("Type", name("XObject")));
    let dict: BTreeMap<String, DictItem> =
        entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let stream = ExternalStream { dict, content: Vec::new(), compress: false };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// The bytes of a picture as its filter wants them.
///
/// # Errors
/// `picture-data` when the pixels do not fill width × height.
pub(super) fn payload(picture: &Picture, spots: &Spots<'_>) -> Result<Vec<u8>, Diagnostic> {
    match &picture.data {
        PictureData::CmykJpeg { bytes, .. } => Ok(bytes.to_vec()),
        PictureData::Raster { width, height, channels, pixels } => {
            let wanted = u128::from(*width) * u128::from(*height) * channels.count() as u128;
            if wanted != pixels.len() as u128 || wanted == 0 {
                let message = format!("picture of {width} × {height} pixels has {} bytes", pixels.len());
                return Err(Diagnostic::error("picture-data", message)
                    .in_file(&picture.path)
                    .help("save the picture again; it may have been cut off"));
            }
            Ok(quick_deflate(&differenced(pixels, *width as usize, channels.count())))
        }
        PictureData::Vector(drawing) => Ok(deflate(&content(drawing, spots))),
        PictureData::Pdf(_) => Ok(Vec::new()),
    }
}

/// The parameters of a filter whose pixels are stored as differences to their left neighbours
/// (predictor 2 of ISO 32000-1, 7.4.4.4): tones deflate to half, in half the time.
fn differences(width: u32, channels: i64) -> DictItem {
    let entries = [("Predictor", 2), ("Colors", channels), ("Columns", i64::from(width))];
    let map = entries.into_iter().map(|(key, value)| (key.to_owned(), DictItem::Int(value))).collect();
    DictItem::Dict { map }
}

/// Each byte less the same channel of the pixel to its left; the first pixel of a row as it is.
fn differenced(pixels: &[u8], width: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len());
    for row in pixels.chunks(width * channels) {
        out.extend_from_slice(&row[..channels.min(row.len())]);
        let pairs = row.iter().zip(row.iter().skip(channels));
        out.extend(pairs.map(|(left, here)| here.wrapping_sub(*left)));
    }
    out
}

/// The spot colours of a drawing by resource name, each once.
pub(super) fn spots_of(drawing: &Drawing, spots: &Spots<'_>) -> Vec<String> {
    let inks = drawing.shapes.iter().flat_map(|shape| {
        let fill = shape.fill.iter().map(|(ink, _)| ink);
        fill.chain(shape.stroke.iter().map(|(ink, _)| ink))
    });
    let names = inks.filter_map(|ink| match ink {
        Ink::Spot { name, .. } => Some(spots.resource(name)),
        _ => None,
    });
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A drawing's shapes in its own units, `y` down.
fn content(drawing: &Drawing, spots: &Spots<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut overprint = None;
    let mut state = |out: &mut Vec<u8>, ink: &Ink| {
        let wanted = ink.overprints();
        if overprint.replace(wanted) != Some(wanted) {
            let name = if wanted { OVERPRINT } else { KNOCKOUT };
            out.extend_from_slice(format!("/{name} gs\n").as_bytes());
        }
    };
    for shape in &drawing.shapes {
        if let Some((ink, rule)) = &shape.fill {
            state(&mut out, ink);
            spots.fill(&mut out, ink);
            if path(&mut out, &shape.path) {
                out.extend_from_slice(if *rule == FillRule::EvenOdd { b"f*\n" } else { b"f\n" });
            }
        }
        if let Some((ink, width)) = &shape.stroke {
            state(&mut out, ink);
            spots.stroke(&mut out, ink);
            unit(&mut out, (*width).max(0));
            out.extend_from_slice(b"w\n");
            if path(&mut out, &shape.path) {
                out.extend_from_slice(b"S\n");
            }
        }
    }
    out
}

/// A length of a drawing (1/256 unit) and a space.
fn unit(out: &mut Vec<u8>, value: i32) {
    // 1/256 is 0.003 906 25: five decimals keep every value apart.
    let scaled = i64::from(value) * 100_000;
    bytes::decimal(out, (scaled + 128).div_euclid(256), 5);
    out.push(b' ');
}

/// Appends an outline; false where it has nothing to paint. A path that does not start with a
/// move starts at its first point, as PDF has no other way to say it.
fn path(out: &mut Vec<u8>, segments: &[Segment]) -> bool {
    let mut begun = false;
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => {
                unit(out, x);
                unit(out, y);
                out.extend_from_slice(b"m\n");
                begun = true;
            }
            Segment::Line(x, y) => {
                unit(out, x);
                unit(out, y);
                out.extend_from_slice(if begun { b"l\n" } else { b"m\n" });
                begun = true;
            }
            Segment::Curve(x1, y1, x2, y2, x, y) => {
                if !begun {
                    unit(out, x1);
                    unit(out, y1);
                    out.extend_from_slice(b"m\n");
                    begun = true;
                }
                for value in [x1, y1, x2, y2, x, y] {
                    unit(out, value);
                }
                out.extend_from_slice(b"c\n");
            }
            Segment::Close if begun => out.extend_from_slice(b"h\n"),
            Segment::Close => {}
        }
    }
    begun
}
