//! Stream filters (ISO 32000-1, 7.4). lopdf undoes Flate, LZW and ASCII85; the rest, the parameters
//! of several filters and predictors of every depth are here. JPEG and JPEG 2000 know more of a
//! picture than its bytes and are left to [`samples`](super::samples).

use lopdf::{Dictionary, Document, Object, Stream};

use super::bilevel;
use super::objects::{as_dictionary, entry, resolve};

/// The most bytes that a stream may unpack to.
pub(super) const MOST_BYTES: usize = 1 << 29;

/// A coding of pictures that is not undone here: the last filter of an image.
#[derive(Clone, Debug)]
pub enum Codec {
    Jpeg,
    Jpeg2000,
    /// A filter that ISO 32000 does not know, by its name.
    Other(String),
}

/// The bytes of a stream that is no picture.
pub fn plain(document: &Document, stream: &Stream) -> Option<Vec<u8>> {
    match decode(document, &stream.dict, &stream.content)? {
        (bytes, None) => Some(bytes),
        _ => None,
    }
}

/// Undoes all filters but a coding of pictures.
pub(super) fn decode(
    document: &Document,
    dictionary: &Dictionary,
    data: &[u8],
) -> Option<(Vec<u8>, Option<Codec>)> {
    let either = |long: &str, short: &str| {
        entry(document, dictionary, long).or_else(|| entry(document, dictionary, short))
    };
    let side = |long: &str, short: &str| {
        either(long, short).and_then(|side| side.as_i64().ok()).and_then(|side| u32::try_from(side).ok())
    };
    // In a file `F` names another file; in an inline image it is the filter.
    let filters: Vec<&[u8]> = match either("Filter", "F") {
        Some(Object::Name(name)) => vec![name],
        Some(Object::Array(names)) => {
            names.iter().filter_map(|name| resolve(document, name).as_name().ok()).collect()
        }
        _ => Vec::new(),
    };
    if filters.len() > 16 {
        return None;
    }
    let parameters = either("DecodeParms", "DP");
    let mut bytes = data.to_vec();
    for (nth, name) in filters.iter().enumerate() {
        let parameters = match parameters {
            Some(Object::Array(all)) => all.get(nth).map(|one| resolve(document, one)),
            one => one.filter(|_| filters.len() == 1 || nth == 0),
        };
        let parameters = parameters.and_then(as_dictionary);
        bytes = match *name {
            b"FlateDecode" | b"Fl" => predicted(document, unpack("FlateDecode", bytes, None)?, parameters)?,
            b"LZWDecode" | b"LZW" => {
                let early = parameters.and_then(|parameters| entry(document, parameters, "EarlyChange"));
                predicted(document, unpack("LZWDecode", bytes, early)?, parameters)?
            }
            b"ASCII85Decode" | b"A85" => unpack("ASCII85Decode", trimmed(bytes), None)?,
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(&bytes),
            b"RunLengthDecode" | b"RL" => run_length(&bytes)?,
            b"Crypt" => bytes,
            b"DCTDecode" | b"DCT" => return Some((bytes, Some(Codec::Jpeg))),
            b"JPXDecode" => return Some((bytes, Some(Codec::Jpeg2000))),
            b"CCITTFaxDecode" | b"CCF" => bilevel::fax(document, &bytes, parameters, side("Height", "H"))?,
            b"JBIG2Decode" => {
                let shared = parameters.and_then(|parameters| entry(document, parameters, "JBIG2Globals"));
                let shared = match shared {
                    // Segments that are a picture themselves could be their own.
                    Some(Object::Stream(shared)) if !is_jbig2(document, &shared.dict) => {
                        Some(plain(document, shared)?)
                    }
                    Some(_) => return None,
                    None => None,
                };
                bilevel::jbig2(&bytes, shared.as_deref(), side("Width", "W"))?
            }
            other => {
                return Some((bytes, Some(Codec::Other(String::from_utf8_lossy(other).into_owned()))));
            }
        };
    }
    Some((bytes, None))
}

fn is_jbig2(document: &Document, dictionary: &Dictionary) -> bool {
    match entry(document, dictionary, "Filter") {
        Some(Object::Array(names)) => names
            .iter()
            .any(|name| resolve(document, name).as_name().is_ok_and(|name| name == b"JBIG2Decode")),
        one => one.is_some_and(|name| name.as_name().is_ok_and(|name| name == b"JBIG2Decode")),
    }
}

/// One filter by lopdf, without its parameters for predictors.
fn unpack(filter: &str, bytes: Vec<u8>, early: Option<&Object>) -> Option<Vec<u8>> {
    let mut dictionary = Dictionary::from_iter([("Filter", Object::from(filter))]);
    if let Some(early) = early {
        dictionary.set("DecodeParms", Dictionary::from_iter([("EarlyChange", early.clone())]));
    }
    Stream::new(dictionary, bytes).decompressed_content_with_limit(MOST_BYTES).ok()
}

/// ASCII85 without what may stand around it.
fn trimmed(mut bytes: Vec<u8>) -> Vec<u8> {
    while bytes.last().is_some_and(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        bytes.pop();
    }
    if bytes.starts_with(b"<~") {
        bytes.drain(..2);
    }
    bytes
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u8> =
        digits.filter_map(|byte| char::from(*byte).to_digit(16).map(|digit| digit as u8)).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn run_length(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(length) = bytes.get(at).copied() {
        at += 1;
        match length {
            0..=127 => {
                let end = (at + usize::from(length) + 1).min(bytes.len());
                out.extend_from_slice(&bytes[at..end]);
                at = end;
            }
            128 => break,
            _ => {
                let Some(byte) = bytes.get(at) else { break };
                out.resize(out.len() + 257 - usize::from(length), *byte);
                at += 1;
            }
        }
        if out.len() > MOST_BYTES {
            return None;
        }
    }
    Some(out)
}

/// Undoes a predictor (ISO 32000-1, 7.4.4.4).
fn predicted(document: &Document, data: Vec<u8>, parameters: Option<&Dictionary>) -> Option<Vec<u8>> {
    let number = |key: &str, default: usize| {
        let value = parameters.and_then(|parameters| entry(document, parameters, key));
        value.and_then(|value| value.as_i64().ok()).map_or(Some(default), |value| usize::try_from(value).ok())
    };
    let predictor = number("Predictor", 1)?;
    if predictor < 2 {
        return Some(data);
    }
    let (colors, bits, columns) =
        (number("Colors", 1)?, number("BitsPerComponent", 8)?, number("Columns", 1)?);
    if colors == 0 || columns == 0 || !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return None;
    }
    let row = colors.checked_mul(bits)?.checked_mul(columns)?.div_ceil(8);
    // The length of a row is what the file says, whatever it holds; without one whole row there is
    // nothing to be undone.
    if row > data.len() {
        return None;
    }
    if predictor == 2 {
        return Some(differences(data, row, colors, bits));
    }
    let step = (colors * bits).div_ceil(8);
    let mut out = Vec::with_capacity(data.len());
    let mut above = vec![0u8; row];
    for line in data.chunks(row + 1) {
        let (kind, line) = line.split_first()?;
        let mut now = line.to_vec();
        now.resize(row, 0);
        for at in 0..row {
            let left = if at >= step { now[at - step] } else { 0 };
            let corner = if at >= step { above[at - step] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            now[at] = now[at].wrapping_add(guess);
        }
        out.extend_from_slice(&now[..line.len()]);
        above = now;
    }
    Some(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let guess = a + b - c;
    let (da, db, dc) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if da <= db && da <= dc {
        left
    } else if db <= dc {
        up
    } else {
        corner
    }
}

/// Predictor 2 of TIFF: each sample less the one to its left.
fn differences(mut data: Vec<u8>, row: usize, colors: usize, bits: usize) -> Vec<u8> {
    for line in data.chunks_mut(row) {
        match bits {
            8 => (colors..line.len()).for_each(|at| line[at] = line[at].wrapping_add(line[at - colors])),
            16 => {
                for at in (2 * colors..line.len().saturating_sub(1)).step_by(2) {
                    let here = u16::from_be_bytes([line[at], line[at + 1]]);
                    let left = u16::from_be_bytes([line[at - 2 * colors], line[at - 2 * colors + 1]]);
                    line[at..at + 2].copy_from_slice(&here.wrapping_add(left).to_be_bytes());
                }
            }
            _ => {
                let mask = (1u8 << bits) - 1;
                let get = |line: &[u8], nth: usize| {
                    let bit = nth * bits;
                    line[bit / 8] >> (8 - bits - bit % 8) & mask
                };
                for nth in colors..line.len() * 8 / bits {
                    let value = get(line, nth).wrapping_add(get(line, nth - colors)) & mask;
                    let bit = nth * bits;
                    let shift = 8 - bits - bit % 8;
                    line[bit / 8] = line[bit / 8] & !(mask << shift) | value << shift;
                }
            }
        }
    }
    data
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn decoded(dictionary: &Dictionary, data: &[u8]) -> Vec<u8> {
        decode(&Document::new(), dictionary, data).expect("it unpacks").0
    }

    #[test]
    fn filters_one_behind_the_other() {
        let both = dictionary! { "Filter" => vec!["ASCIIHexDecode".into(), "RunLengthDecode".into()] };
        assert_eq!(decoded(&both, b"02 616263 FE 64 80>"), b"abcddd");
        assert_eq!(decoded(&dictionary! { "F" => "A85" }, b"<~87cURD]i,\"Ebo80~>\n"), b"Hello World!");
    }

    #[test]
    fn predictors() {
        let png = dictionary! { "Predictor" => 15, "Columns" => 3 };
        let plain = predicted(&Document::new(), vec![1, 5, 1, 1, 2, 1, 1, 1], Some(&png));
        assert_eq!(plain, Some(vec![5, 6, 7, 6, 7, 8]));
        let tiff = |bits: i64| dictionary! { "Predictor" => 2, "Columns" => 4, "BitsPerComponent" => bits };
        let plain = |bits, data: &[u8]| predicted(&Document::new(), data.to_vec(), Some(&tiff(bits)));
        assert_eq!(plain(8, &[5, 1, 1, 255]), Some(vec![5, 6, 7, 6]));
        assert_eq!(plain(4, &[0x51, 0x1F]), Some(vec![0x56, 0x76]));
        assert_eq!(plain(16, &[0, 255, 0, 1, 0, 0, 0, 0]), Some(vec![0, 255, 1, 0, 1, 0, 1, 0]));
        assert_eq!(plain(3, &[0]), None);
    }

    #[test]
    fn pictures_keep_their_coding() {
        let dictionary = dictionary! { "Filter" => vec!["AHx".into(), "DCTDecode".into()] };
        let (data, codec) = decode(&Document::new(), &dictionary, b"FFD8>").expect("it unpacks");
        assert_eq!(data, [0xFF, 0xD8]);
        assert!(matches!(codec, Some(Codec::Jpeg)));
    }
}
