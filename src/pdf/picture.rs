//! Pictures as XObjects: each is embedded once, however often it shows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::bytes;
use super::colour::{KNOCKOUT, OVERPRINT, Spots};
use super::finish::deflate;
use super::store::{self, Pixels, Stored};
use crate::diagnostic::Diagnostic;
use crate::ink::{Ink, Press, Standard};
use crate::issue::{Drawing, FillRule, Picture, PictureData, Segment};

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
    let mut entries = match &picture.data {
        PictureData::CmykJpeg { width, height, inverted, .. } => {
            let mut entries = vec![
                ("Subtype", name("Image")),
                ("Width", DictItem::Int(i64::from(*width))),
                ("Height", DictItem::Int(i64::from(*height))),
                ("ColorSpace", name("DeviceCMYK")),
                ("BitsPerComponent", DictItem::Int(8)),
                ("Filter", name("DCTDecode")),
            ];
            if *inverted {
                let ends = (0..8).map(|at| DictItem::Int(i64::from(at % 2 == 0)));
                entries.push(("Decode", DictItem::Array(ends.collect())));
            }
            entries
        }
        // What else is said of pixels is known when they are stored.
        PictureData::Raster { .. } => vec![("Subtype", name("Image"))],
        PictureData::Vector(drawing) => {
            let (across, down) = units(drawing);
            let corners = [0.0, 0.0, across as f32, down as f32].map(DictItem::Real);
            vec![
                ("Subtype", name("Form")),
                ("BBox", DictItem::Array(corners.to_vec())),
                ("Filter", name("FlateDecode")),
            ]
        }
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
pub(super) fn payload(picture: &Picture, spots: &Spots<'_>, press: &Press) -> Result<Stored, Diagnostic> {
    let plain = |content| Ok(Stored { content, entries: Vec::new(), mask: None });
    match &picture.data {
        PictureData::CmykJpeg { bytes, .. } => plain(bytes.to_vec()),
        PictureData::Raster { width, height, channels, pixels, alpha } => {
            let wanted = u128::from(*width) * u128::from(*height);
            let count = channels.count() as u128;
            let masked = alpha.as_ref().is_none_or(|alpha| alpha.len() as u128 == wanted);
            if wanted * count != pixels.len() as u128 || wanted == 0 || !masked {
                let message = format!("picture of {width} × {height} pixels has {} bytes", pixels.len());
                return Err(Diagnostic::error("picture-data", message)
                    .in_file(&picture.path)
                    .help("save the picture again; it may have been cut off"));
            }
            let shown = match alpha {
                Some(alpha) if press.standard == Standard::X1a => {
                    let mut flat = pixels.to_vec();
                    channels.over_paper(&mut flat, alpha, false);
                    Cow::Owned(flat)
                }
                _ => Cow::Borrowed(&**pixels),
            };
            let shown = Pixels { width: *width, height: *height, channels: *channels, pixels: &shown };
            let mut stored = shown.store(press.pictures.quality);
            if let Some(alpha) = alpha.as_ref().filter(|_| press.standard == Standard::X4) {
                stored.mask = Some(Box::new(store::mask(*width, *height, alpha)));
            }
            Ok(stored)
        }
        PictureData::Vector(drawing) => plain(deflate(&content(drawing, spots))),
    }
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
