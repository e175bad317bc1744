//! The last steps: compression, the file's bytes, and the fingerprint in them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, StringFormat};
use md5::{Digest as _, Md5};

use super::metadata::{self, NO_ID};
use super::standard::Standard;
use crate::diagnostic::Diagnostic;

/// Compresses a stream for `/FlateDecode`. Level 9 would take a quarter longer for 0.1 % of the size.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    deflate_at(6, bytes)
}

/// Compresses pixels, in which longer searches find next to nothing.
pub(super) fn quick_deflate(bytes: &[u8]) -> Vec<u8> {
    deflate_at(2, bytes)
}

fn deflate_at(level: u32, bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2 + 64), Compression::new(level));
    // Writing to memory cannot fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every write")
}

/// An error inside the writer: never the user's fault, but nothing to print either.
pub(super) fn broken(what: &str) -> Diagnostic {
    Diagnostic::error("pdf-writer", format!("the PDF could not be written: {what}"))
        .help("this is a fault of the program; please report it with the issue's files")
}

/// Writes the document. Its ID is the MD5 of the file with an ID of zeros, and the DocumentID of
/// the metadata is the same number, so both change with any byte and with nothing else.
pub(super) fn bytes(mut document: Document, standard: &Standard) -> Result<Vec<u8>, Diagnostic> {
    document.version = standard.version.to_owned();
    let zeros = || Object::String(vec![0; 16], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![zeros(), zeros()]);
    let size: usize = document.objects.values().map(size).sum();
    let mut file = Vec::with_capacity(size + size / 16 + 4096);
    document.save_to(&mut file).map_err(|fault| broken(&fault.to_string()))?;
    let fingerprint: [u8; 16] = Md5::digest(&file).into();
    let hex: String = fingerprint.iter().map(|byte| format!("{byte:02X}")).collect();
    let trailer = last(&file, b"trailer\n").ok_or_else(|| broken("it has no trailer"))?;
    for _ in 0..2 {
        replace(&mut file, trailer, "0".repeat(32).as_bytes(), hex.as_bytes())?;
    }
    // No character data of the packet holds this tag, for `<` is escaped there.
    let tag = b"<xmpMM:DocumentID>";
    let packet = last(&file[..trailer], tag).ok_or_else(|| broken("it has no metadata"))?;
    replace(&mut file, packet, NO_ID.as_bytes(), metadata::uuid(&fingerprint).as_bytes())?;
    Ok(file)
}

/// About how long an object will be.
fn size(object: &Object) -> usize {
    match object {
        Object::Stream(stream) => stream.content.len() + 256,
        _ => 256,
    }
}

fn last(file: &[u8], needle: &[u8]) -> Option<usize> {
    file.windows(needle.len()).rposition(|window| window == needle)
}

/// Puts `new` in the place of the first `old` at or after `from`; both have the same length.
fn replace(file: &mut [u8], from: usize, old: &[u8], new: &[u8]) -> Result<(), Diagnostic> {
    let at = file[from..].windows(old.len()).position(|window| window == old);
    let at = from + at.ok_or_else(|| broken("it has no place for its ID"))?;
    file[at..at + old.len()].copy_from_slice(new);
    Ok(())
}
