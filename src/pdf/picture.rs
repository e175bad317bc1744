//! Pictures as XObjects: each is embedded once, however often it shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::cache::{Cache, Key};
use super::colour::Spots;
use super::drawing;
use super::finish::{deflate, deflate_pixels};
use crate::diagnostic::Diagnostic;
use crate::issue::{Channels, Picture, PictureData};

/// The resource name of a picture.
pub(super) fn resource(id: u32) -> String {
    format!("P{id}")
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
            let (across, down) = drawing::units(drawing);
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

/// The same as [`payload`], out of the cache where that spares the work: pixels are kept.
pub(super) fn kept(picture: &Picture, spots: &Spots<'_>, cache: &Cache) -> Result<Arc<Vec<u8>>, Diagnostic> {
    match &picture.data {
        PictureData::Raster { width, height, channels, pixels } => {
            let key = || {
                let shape = [*width, *height, channels.count() as u32].map(u32::to_be_bytes);
                Key::of("pixels", &[shape.as_flattened(), pixels])
            };
            cache.get_or_make(key, || payload(picture, spots))
        }
        PictureData::CmykJpeg { .. } | PictureData::Vector(_) => payload(picture, spots).map(Arc::new),
    }
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
            Ok(deflate_pixels(&differenced(pixels, *width as usize, channels.count())))
        }
        PictureData::Vector(drawing) => Ok(deflate(&drawing::content(drawing, spots))),
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
