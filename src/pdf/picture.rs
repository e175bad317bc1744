//! Pictures as XObjects: each is embedded once, however often it shows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::colour::Spots;
use super::drawing;
use super::finish::deflated;
use super::store::{self, Pixels, Shape, Stored};
use crate::cache::{Cache, Key};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::{Press, Standard};
use crate::issue::{Channels, Picture, PictureData};
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
            let shape = Shape { width: *width, height: *height, channels: *channels };
            let is_flat = press.standard == Standard::X1a;
            let quality = press.pictures.quality;
            let Some(name) = pixels.name().filter(|_| !cache.keeps_nothing()) else {
                let alpha = alpha.as_ref().map(|alpha| &alpha[..]);
                sound(shape, pixels.len(), alpha.map(<[u8]>::len), &picture.path)?;
                let shown = match alpha {
                    Some(alpha) if is_flat => Cow::Owned(flattened(*channels, pixels.to_vec(), alpha)),
                    _ => Cow::Borrowed(&**pixels),
                };
                let mut stored = Pixels { shape, pixels: &shown }.store(quality, cache);
                stored.mask =
                    alpha.filter(|_| !is_flat).map(|alpha| Box::new(store::mask(shape, alpha, cache)));
                return Ok(stored);
            };
            let key = || {
                let size = [*width, *height, channels.count() as u32].map(u32::to_be_bytes);
                let ways = [u8::from(is_flat), quality.unwrap_or(0)];
                Key::of("picture", &[name.bytes(), size.as_flattened(), &ways])
            };
            store::named(key, shape, quality, cache, || {
                let mut made = pixels.once();
                let alpha = made.alpha.as_ref().map(|alpha| alpha.len());
                sound(shape, made.inks.len(), alpha, &picture.path)?;
                if let Some(alpha) = made.alpha.take_if(|_| is_flat) {
                    made.inks = Arc::new(flattened(*channels, Arc::unwrap_or_clone(made.inks), &alpha));
                }
                Ok(made)
            })
        }
        PictureData::Vector(drawing) => {
            let content = deflated(&drawing::content(drawing, spots), cache);
            Ok(Stored { content, entries: Vec::new(), mask: None })
        }
        PictureData::Pdf(_) => plain(Vec::new()),
    }
}

/// Makes the pixels of a picture and keeps them with it.
pub(super) fn make(picture: &Picture) {
    if let PictureData::Raster { pixels, .. } = &picture.data {
        let _ = pixels.len();
    }
}

/// Inks as they look on paper where they show in part.
fn flattened(channels: Channels, mut inks: Vec<u8>, alpha: &[u8]) -> Vec<u8> {
    channels.over_paper(&mut inks, alpha, false);
    inks
}

/// Whether there are as many samples as pixels.
fn sound(shape: Shape, inks: usize, alpha: Option<usize>, path: &Path) -> Result<(), Diagnostic> {
    let Shape { width, height, channels } = shape;
    let wanted = u128::from(width) * u128::from(height);
    let masked = alpha.is_none_or(|alpha| alpha as u128 == wanted);
    if wanted * channels.count() as u128 == inks as u128 && wanted > 0 && masked {
        return Ok(());
    }
    let message = msg!("picture of {width} × {height} pixels has {count} bytes", width, height, count = inks);
    Err(Diagnostic::new(codes::PICTURE_DATA, message)
        .in_file(path)
        .help(msg!("save the picture again; it may have been cut off")))
}
