//! Pictures as XObjects: each is embedded once, however often it shows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::cache::Cache;
use super::colour::Spots;
use super::drawing;
use super::finish::deflate;
use super::store::{self, Pixels, Stored};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Press, Standard};
use crate::issue::{Picture, PictureData};
use crate::message::msg;

/// The resource name of a picture.
pub(super) fn resource(id: u32) -> String {
    format!("P{id}")
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
        // The other entries for pixels are known when they are stored.
        PictureData::Raster { .. } => vec![("Subtype", name("Image"))],
        PictureData::Vector(drawing) => {
            let (across, down) = drawing::units(drawing);
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

/// The bytes of a picture as its filter wants them; pixels come out of the cache where it has them.
///
/// # Errors
/// `picture-data` when the pixels do not fill width × height.
pub(super) fn payload(
    picture: &Picture,
    spots: &Spots<'_>,
    press: &Press,
    cache: &Cache,
) -> Result<Stored, Diagnostic> {
    let plain = |content| Ok(Stored { content: Arc::new(content), entries: Vec::new(), mask: None });
    match &picture.data {
        PictureData::CmykJpeg { bytes, .. } => plain(bytes.to_vec()),
        PictureData::Raster { width, height, channels, pixels, alpha } => {
            let wanted = u128::from(*width) * u128::from(*height);
            let count = channels.count() as u128;
            let masked = alpha.as_ref().is_none_or(|alpha| alpha.len() as u128 == wanted);
            if wanted * count != pixels.len() as u128 || wanted == 0 || !masked {
                let message = msg!(
                    "picture of {width} × {height} pixels has {count} bytes",
                    width,
                    height,
                    count = pixels.len()
                );
                return Err(Diagnostic::new(codes::PICTURE_DATA, message)
                    .in_file(&picture.path)
                    .help(msg!("save the picture again; it may have been cut off")));
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
            let mut stored = shown.store(press.pictures.quality, cache);
            if let Some(alpha) = alpha.as_ref().filter(|_| press.standard != Standard::X1a) {
                stored.mask = Some(Box::new(store::mask(*width, *height, alpha, cache)));
            }
            Ok(stored)
        }
        PictureData::Vector(drawing) => plain(deflate(&drawing::content(drawing, spots))),
        PictureData::Pdf(_) => plain(Vec::new()),
    }
}
