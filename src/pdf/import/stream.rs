//! Streams of a foreign file: held to their limits, and in filters that the press takes.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, Stream};

use super::{ANEW, MOST_STREAM, broken, entry, number, resolve, too_large};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ink::Standard;

/// A stream with filters and parameters as plain lists.
struct Coded<'a> {
    filters: Vec<&'a [u8]>,
    parameters: Vec<Option<&'a Dictionary>>,
}

impl<'a> Coded<'a> {
    fn of(document: &'a Document, dictionary: &'a Dictionary) -> Result<Coded<'a>, Diagnostic> {
        let list = |key: &str| match entry(document, dictionary, key) {
            Some(Object::Array(parts)) => parts.iter().map(|part| resolve(document, part)).collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let names = list("Filter").into_iter().map(|name| name.as_name());
        let filters =
            names.collect::<Result<Vec<_>, _>>().map_err(|_| broken("a stream has no sound filter"))?;
        let parameters = list("DecodeParms").into_iter().map(|one| one.as_dict().ok()).collect();
        Ok(Coded { filters, parameters })
    }

    fn parameter(&self, at: usize) -> Option<&'a Dictionary> {
        self.parameters.get(at).copied().flatten()
    }
}

fn refused(what: &str, help: &str) -> Diagnostic {
    Diagnostic::error(codes::PLACED_FILTER, format!("this PDF {what}")).help(help)
}

/// The bytes of a stream of operators or of numbers.
///
/// # Errors
/// `placed-filter` for a filter that cannot be undone, `placed-large`, `placed-broken`.
pub(super) fn plain(document: &Document, stream: &Stream) -> Result<Vec<u8>, Diagnostic> {
    let coded = Coded::of(document, &stream.dict)?;
    undo(document, &stream.content, &coded, coded.filters.len(), true)
}

/// Whether a predictor's rows are ones that can be held: two of them are, whatever the stream holds.
fn rows(document: &Document, parameters: &Dictionary) -> Result<(), Diagnostic> {
    let figure = |key: &str, usual: f64| {
        entry(document, parameters, key).and_then(number).map_or(usual, |figure| figure.max(1.0))
    };
    let bits = figure("Colors", 1.0) * figure("BitsPerComponent", 8.0) * figure("Columns", 1.0);
    if bits / 8.0 > MOST_STREAM as f64 {
        return Err(too_large("a stream in it has rows without end".to_owned()));
    }
    Ok(())
}

/// Undoes the first `count` filters, and predictors too if wanted.
fn undo(
    document: &Document,
    content: &[u8],
    coded: &Coded<'_>,
    count: usize,
    predicted: bool,
) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = content.to_vec();
    for (at, filter) in coded.filters.iter().take(count).enumerate() {
        let mut dictionary = Dictionary::from_iter([("Filter", Object::Name(filter.to_vec()))]);
        if let Some(parameters) = coded.parameter(at) {
            rows(document, parameters)?;
            let mut parameters = parameters.clone();
            if !predicted {
                parameters.remove(b"Predictor");
            }
            dictionary.set("DecodeParms", parameters);
        }
        bytes = match *filter {
            b"FlateDecode" | b"LZWDecode" | b"ASCII85Decode" => {
                let stream = Stream::new(dictionary, bytes);
                stream.decompressed_content_with_limit(MOST_STREAM).map_err(|fault| match fault {
                    lopdf::Error::Decompress(_) => {
                        too_large("a stream in it comes to more than 64 MB".to_owned())
                    }
                    fault => broken(&fault.to_string()),
                })?
            }
            b"ASCIIHexDecode" => {
                hexadecimal(&bytes).ok_or_else(|| broken("a stream in it is no hexadecimal"))?
            }
            other => {
                let what = format!("uses the filter {}", String::from_utf8_lossy(other));
                return Err(refused(&what, ANEW));
            }
        };
    }
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> Option<Vec<u8>> {
    let digits = bytes.iter().take_while(|byte| **byte != b'>').filter(|byte| !byte.is_ascii_whitespace());
    let digits: Option<Vec<u32>> = digits.map(|digit| char::from(*digit).to_digit(16)).collect();
    let mut digits = digits?;
    if digits.len() % 2 == 1 {
        digits.push(0);
    }
    Some(digits.chunks_exact(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect())
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
        let what = "this PDF keeps a part of itself in another file";
        return Err(Diagnostic::error(codes::PLACED_CONTENT, what).help(ANEW));
    }
    let coded = Coded::of(document, &stream.dict)?;
    for filter in &coded.filters {
        let name = String::from_utf8_lossy(filter);
        match *filter {
            b"FlateDecode" | b"LZWDecode" | b"ASCII85Decode" | b"ASCIIHexDecode" | b"RunLengthDecode"
            | b"DCTDecode" | b"CCITTFaxDecode" => {}
            b"JPXDecode" | b"JBIG2Decode" if standard == Standard::X4 => {}
            b"JPXDecode" | b"JBIG2Decode" => {
                let what = format!("has a picture in {name}, which PDF/X-1a does not have");
                return Err(refused(
                    &what,
                    "ask for it as PDF/X-1a, whose pictures are JPEG or without loss",
                ));
            }
            _ => return Err(refused(&format!("uses the filter {name}"), ANEW)),
        }
    }
    let (mut filters, mut content) = (coded.filters.clone(), None);
    let mut parameters: Vec<Option<Dictionary>> =
        (0..filters.len()).map(|at| coded.parameter(at).cloned()).collect();
    for own in parameters.iter().flatten() {
        rows(document, own)?;
    }
    // Only the last filter of several is kept: what the others come to is then known.
    if let Some(last) = filters.len().checked_sub(1).filter(|last| *last > 0) {
        content = Some(undo(document, &stream.content, &coded, last, true)?);
        filters.drain(..last);
        parameters.drain(..last);
    }
    if filters.first() == Some(&b"LZWDecode".as_slice()) {
        // The predictor's work stays done, so its parameters stay true.
        let packed = content.take().unwrap_or_else(|| stream.content.clone());
        let last =
            Coded { filters: filters.clone(), parameters: vec![coded.parameter(coded.filters.len() - 1)] };
        content = Some(deflate(&undo(document, &packed, &last, 1, false)?));
        filters[0] = b"FlateDecode";
        if let Some(own) = &mut parameters[0] {
            own.remove(b"EarlyChange");
        }
    }
    let content = content.unwrap_or_else(|| stream.content.clone());
    let size = match filters.first() {
        Some(&b"FlateDecode") => inflated(&content, most)?,
        Some(&b"RunLengthDecode") => run_length(&content),
        _ => content.len() as u64,
    };
    if size > most {
        return Err(too_large(format!("a stream in it comes to more than {} MB", most >> 20)));
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

/// How many bytes runs come to (ISO 32000-1, 7.4.5).
fn run_length(bytes: &[u8]) -> u64 {
    let (mut at, mut size) = (0, 0);
    while let Some(length) = bytes.get(at).filter(|length| **length != 128) {
        let (taken, given) = if *length < 128 {
            let count = usize::from(*length) + 1;
            (count, count)
        } else {
            (1, 257 - usize::from(*length))
        };
        at += 1 + taken;
        size += given as u64;
    }
    size
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
            Err(_) => return Err(broken("a stream in it is damaged")),
        }
    }
}

/// Compresses a stream for `/FlateDecode`.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2 + 64), Compression::new(6));
    // Writing to memory cannot fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every write")
}
