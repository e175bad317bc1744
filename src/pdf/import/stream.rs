//! Streams of a foreign file: held to their limits, and in filters that the press takes.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, Stream};

use super::report::{ANEW, MOST_STREAM, broken, too_large};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::Standard;
use crate::message::{Message, Word, msg, word};
use crate::pdf_read::filter::{self, FilterFault, Filters, run_length_size};
use crate::pdf_read::objects::{entry, number};

fn refused(what: impl Into<Message>, help: Word) -> Diagnostic {
    Diagnostic::new(codes::PLACED_FILTER, msg!("this PDF {what}", what = what.into())).help(help)
}

fn filters<'a>(document: &'a Document, dictionary: &'a Dictionary) -> Result<Filters<'a>, Diagnostic> {
    Filters::of(document, dictionary).ok_or_else(|| broken(word("the filters of a stream in it are damaged")))
}

/// The bytes of a stream of operators.
///
/// # Errors
/// `placed-filter` for a filter that cannot be undone, `placed-large`, `placed-broken`.
pub(super) fn plain(document: &Document, stream: &Stream) -> Result<Vec<u8>, Diagnostic> {
    let filters = filters(document, &stream.dict)?;
    undone(document, &stream.content, &filters, filters.names.len())
}

/// Undoes the first `count` filters.
fn undone(
    document: &Document,
    content: &[u8],
    filters: &Filters<'_>,
    count: usize,
) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = content.to_vec();
    for (at, name) in filters.names.iter().take(count).enumerate() {
        bytes = filter::undo(document, name, filters.parameters(at), bytes, MOST_STREAM)
            .map_err(|(fault, _)| told(fault, name))?;
    }
    Ok(bytes)
}

fn told(fault: FilterFault, name: &[u8]) -> Diagnostic {
    match fault {
        FilterFault::TooLarge => too_large(msg!("a stream in it comes to more than 64 MB")),
        FilterFault::Damaged => broken(word("a stream in it is damaged")),
        FilterFault::Unknown => {
            refused(msg!("uses the filter {name}", name = String::from_utf8_lossy(name)), ANEW)
        }
    }
}

/// Whether a predictor's rows are short enough: two of them are held in memory, however short the stream
/// is.
fn rows(document: &Document, parameters: &Dictionary) -> Result<(), Diagnostic> {
    let figure = |key: &str, usual: f64| {
        entry(document, parameters, key).and_then(number).map_or(usual, |figure| figure.max(1.0))
    };
    let bits = figure("Colors", 1.0) * figure("BitsPerComponent", 8.0) * figure("Columns", 1.0);
    if bits / 8.0 > MOST_STREAM as f64 {
        return Err(too_large(msg!("the rows of a stream in it are too long to be read")));
    }
    Ok(())
}

/// Makes a copied stream fit for the press: LZW becomes Flate, what a standard forbids is refused,
/// and no stream may come to more than `most` bytes. `dictionary` is that of the copy, whose filters
/// are written anew. Returns how many bytes it comes to.
///
/// # Errors
/// `placed-filter`, `placed-content`, `placed-large`, `placed-broken`.
pub(super) fn fit(
    document: &Document,
    stream: &Stream,
    copy: &mut Stream,
    standard: Standard,
    most: u64,
) -> Result<u64, Diagnostic> {
    if stream.dict.has(b"F") {
        let what = word("this PDF keeps a part of itself in another file");
        return Err(Diagnostic::new(codes::PLACED_CONTENT, what).help(ANEW));
    }
    let coded = filters(document, &stream.dict)?;
    for filter in &coded.names {
        let name = String::from_utf8_lossy(filter);
        match *filter {
            b"FlateDecode" | b"LZWDecode" | b"ASCII85Decode" | b"ASCIIHexDecode" | b"RunLengthDecode"
            | b"DCTDecode" | b"CCITTFaxDecode" => {}
            b"JPXDecode" | b"JBIG2Decode" if standard == Standard::X4 => {}
            b"JPXDecode" | b"JBIG2Decode" => {
                let what = msg!("has a picture in {name}, which PDF/X-1a does not have", name);
                return Err(refused(
                    what,
                    word("ask for it as PDF/X-1a, whose pictures are JPEG or without loss"),
                ));
            }
            _ => return Err(refused(msg!("uses the filter {name}", name), ANEW)),
        }
    }
    let (mut filters, mut content) = (coded.names.clone(), None);
    let mut parameters: Vec<Option<Dictionary>> =
        (0..filters.len()).map(|at| coded.parameters(at).cloned()).collect();
    for own in parameters.iter().flatten() {
        rows(document, own)?;
    }
    // Only the last filter of several is kept: what the others come to is then known.
    let kept = filters.len().saturating_sub(1);
    if kept > 0 {
        content = Some(undone(document, &stream.content, &coded, kept)?);
        filters.drain(..kept);
        parameters.drain(..kept);
    }
    if filters.first() == Some(&b"LZWDecode".as_slice()) {
        // The predictor is not undone, so its parameters stay valid.
        let packed = content.take().unwrap_or_else(|| stream.content.clone());
        let plain = filter::unpacked(document, b"LZWDecode", coded.parameters(kept), packed, MOST_STREAM);
        content = Some(deflate(&plain.map_err(|(fault, _)| told(fault, b"LZWDecode"))?));
        filters[0] = b"FlateDecode";
        if let Some(own) = &mut parameters[0] {
            own.remove(b"EarlyChange");
        }
    }
    let content = content.unwrap_or_else(|| stream.content.clone());
    let size = match filters.first() {
        Some(&b"FlateDecode") => inflated(&content, most)?,
        Some(&b"RunLengthDecode") => run_length_size(&content),
        _ => content.len() as u64,
    };
    if size > most {
        return Err(too_large(msg!("a stream in it comes to more than {most} MB", most = most >> 20)));
    }
    for key in ["Filter", "DecodeParms", "FFilter", "FDecodeParms", "DL"] {
        copy.dict.remove(key.as_bytes());
    }
    let names =
        |filters: &[&[u8]]| filters.iter().map(|name| Object::Name(name.to_vec())).collect::<Vec<_>>();
    match filters[..] {
        [] => {}
        [one] => copy.dict.set("Filter", Object::Name(one.to_vec())),
        _ => copy.dict.set("Filter", names(&filters)),
    }
    if parameters.iter().flatten().any(|own| !own.is_empty()) {
        let one = |own: Option<Dictionary>| own.map_or(Object::Null, Object::Dictionary);
        let mut all: Vec<Object> = parameters.into_iter().map(one).collect();
        copy.dict.set("DecodeParms", if all.len() == 1 { all.swap_remove(0) } else { all.into() });
    }
    copy.set_content(content);
    Ok(size)
}

/// How many bytes deflated bytes come to, counted and not kept; stops above `most`.
fn inflated(bytes: &[u8], most: u64) -> Result<u64, Diagnostic> {
    let mut decoder = ZlibDecoder::new(bytes).take(most.saturating_add(1));
    let mut room = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        match decoder.read(&mut room) {
            Ok(0) => return Ok(size),
            Ok(count) => size += count as u64,
            // A wrong checksum at the end is common, and every reader forgives it.
            Err(_) if size > 0 => return Ok(size),
            Err(_) => return Err(broken(word("a stream in it is damaged"))),
        }
    }
}

/// Compresses a stream for `/FlateDecode`.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2 + 64), Compression::new(6));
    // Writing to memory cannot fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every write")
}
