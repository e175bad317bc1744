//! Stream filters (ISO 32000-1, 7.4).
//!
//! [`Filters`] lists the filters of a stream with their parameters, [`undo`] undoes one of them, [`decode`]
//! all up to a coding of pictures. lopdf undoes Flate, LZW and ASCII85; ASCIIHex, run lengths, and
//! predictors of every depth are here. The caller sets the most bytes that may come out. JPEG and JPEG 2000
//! know more of a picture than its bytes and are left to [`samples`](super::samples).

use lopdf::{Dictionary, Document, Object, Stream};

use super::bilevel;
use super::limits::MOST_BYTES;
use super::objects::{as_dictionary, entry, resolve};

/// Filters one behind the other.
const MOST_FILTERS: usize = 16;

/// A coding of pictures that is not undone here: the last filter of an image.
#[derive(Clone, Debug)]
pub enum Codec {
    Jpeg,
    Jpeg2000,
    /// A filter that ISO 32000 does not know, by its name.
    Other(String),
}

/// The decoded bytes of a stream that is not an image.
pub fn plain(document: &Document, stream: &Stream) -> Option<Vec<u8>> {
    match decode(document, &stream.dict, &stream.content)? {
        (bytes, None) => Some(bytes),
        _ => None,
    }
}

/// Undoes all filters but a coding of pictures.
pub fn decode(document: &Document, dictionary: &Dictionary, data: &[u8]) -> Option<(Vec<u8>, Option<Codec>)> {
    let filters = Filters::of(document, dictionary)?;
    let side = |long: &str, short: &str| {
        let side = entry(document, dictionary, long).or_else(|| entry(document, dictionary, short));
        side.and_then(|side| side.as_i64().ok()).and_then(|side| u32::try_from(side).ok())
    };
    let mut bytes = data.to_vec();
    for (at, name) in filters.names.iter().enumerate() {
        let parameters = filters.parameters(at);
        let codec = match *name {
            b"DCTDecode" | b"DCT" => Codec::Jpeg,
            b"JPXDecode" => Codec::Jpeg2000,
            b"CCITTFaxDecode" | b"CCF" => {
                bytes = bilevel::fax(document, &bytes, parameters, side("Height", "H"))?;
                continue;
            }
            b"JBIG2Decode" => {
                let shared = parameters.and_then(|parameters| entry(document, parameters, "JBIG2Globals"));
                let shared = match shared {
                    // Shared segments that are coded as JBIG2 could refer to themselves.
                    Some(Object::Stream(shared)) if !is_jbig2(document, &shared.dict) => {
                        Some(plain(document, shared)?)
                    }
                    Some(_) => return None,
                    None => None,
                };
                bytes = bilevel::jbig2(&bytes, shared.as_deref(), side("Width", "W"))?;
                continue;
            }
            name => match undo(document, name, parameters, bytes, MOST_BYTES) {
                Ok(undone) => {
                    bytes = undone;
                    continue;
                }
                Err((FilterFault::Unknown, packed)) => {
                    bytes = packed;
                    Codec::Other(String::from_utf8_lossy(name).into_owned())
                }
                Err(_) => return None,
            },
        };
        return Some((bytes, Some(codec)));
    }
    Some((bytes, None))
}

fn is_jbig2(document: &Document, dictionary: &Dictionary) -> bool {
    Filters::of(document, dictionary)
        .is_some_and(|filters| filters.names.contains(&b"JBIG2Decode".as_slice()))
}

/// The filters of a stream in the order in which they are undone, each with its parameters.
pub struct Filters<'a> {
    pub names: Vec<&'a [u8]>,
    parameters: Vec<Option<&'a Dictionary>>,
}

impl<'a> Filters<'a> {
    /// `None` if a filter is not a name, or if there are more filters than any program writes.
    pub fn of(document: &'a Document, dictionary: &'a Dictionary) -> Option<Filters<'a>> {
        let list = |long: &str, short: &str| {
            // In a file `F` names another file; in an inline image it is the filter.
            let found = entry(document, dictionary, long).or_else(|| entry(document, dictionary, short));
            match found {
                Some(Object::Array(parts)) => parts.iter().map(|part| resolve(document, part)).collect(),
                Some(one) => vec![one],
                None => Vec::new(),
            }
        };
        let is_file = !dictionary.has(b"Filter")
            && matches!(entry(document, dictionary, "F"), Some(Object::String(..) | Object::Dictionary(_)));
        let names: Option<Vec<&[u8]>> = match is_file {
            true => Some(Vec::new()),
            false => list("Filter", "F").into_iter().map(|name| name.as_name().ok()).collect(),
        };
        let names = names.filter(|names| names.len() <= MOST_FILTERS)?;
        let parameters = list("DecodeParms", "DP").into_iter().map(as_dictionary).collect();
        Some(Filters { names, parameters })
    }

    pub fn parameters(&self, at: usize) -> Option<&'a Dictionary> {
        self.parameters.get(at).copied().flatten()
    }
}

/// Why a filter is not undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterFault {
    /// It comes to more bytes than asked for.
    TooLarge,
    Damaged,
    /// A coding of pictures, or a filter that PDF does not know.
    Unknown,
}

/// Undoes one filter, its predictor too.
///
/// # Errors
/// The reason; for a filter that is not one of these, with the bytes unchanged.
pub fn undo(
    document: &Document,
    name: &[u8],
    parameters: Option<&Dictionary>,
    bytes: Vec<u8>,
    most: usize,
) -> Result<Vec<u8>, (FilterFault, Vec<u8>)> {
    let has_predictor = matches!(name, b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW");
    let unpacked = unpacked(document, name, parameters, bytes, most)?;
    match has_predictor {
        true => predicted(document, unpacked, parameters).ok_or((FilterFault::Damaged, Vec::new())),
        false => Ok(unpacked),
    }
}

/// The same, with the work of its predictor left as it is.
///
/// # Errors
/// Those of [`undo`].
pub fn unpacked(
    document: &Document,
    name: &[u8],
    parameters: Option<&Dictionary>,
    bytes: Vec<u8>,
    most: usize,
) -> Result<Vec<u8>, (FilterFault, Vec<u8>)> {
    let by_lopdf = |filter: &str, bytes: Vec<u8>, early: Option<&Object>| {
        let mut dictionary = Dictionary::from_iter([("Filter", Object::from(filter))]);
        if let Some(early) = early {
            dictionary.set("DecodeParms", Dictionary::from_iter([("EarlyChange", early.clone())]));
        }
        let undone = Stream::new(dictionary, bytes).decompressed_content_with_limit(most);
        undone.map_err(|fault| match fault {
            lopdf::Error::Decompress(_) => FilterFault::TooLarge,
            _ => FilterFault::Damaged,
        })
    };
    let undone = match name {
        b"FlateDecode" | b"Fl" => by_lopdf("FlateDecode", bytes, None),
        b"LZWDecode" | b"LZW" => {
            let early = parameters.and_then(|parameters| entry(document, parameters, "EarlyChange"));
            by_lopdf("LZWDecode", bytes, early)
        }
        b"ASCII85Decode" | b"A85" => by_lopdf("ASCII85Decode", trimmed(bytes), None),
        b"ASCIIHexDecode" | b"AHx" => Ok(hexadecimal(&bytes)),
        b"RunLengthDecode" | b"RL" => run_length(&bytes, most).ok_or(FilterFault::TooLarge),
        b"Crypt" => Ok(bytes),
        _ => return Err((FilterFault::Unknown, bytes)),
    };
    undone.map_err(|fault| (fault, Vec::new()))
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

/// Runs (ISO 32000-1, 7.4.5): bytes as they are, or one byte and how often it comes.
fn runs(bytes: &[u8]) -> impl Iterator<Item = (&[u8], usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let length = usize::from(*bytes.get(at).filter(|length| **length != 128)?);
        let taken = if length < 128 { length + 1 } else { 1 };
        let run = bytes.get(at + 1..(at + 1 + taken).min(bytes.len()))?;
        at += 1 + taken;
        Some((run, if length < 128 { 1 } else { 257 - length }))
    })
}

fn run_length(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for (run, times) in runs(bytes) {
        for _ in 0..times {
            out.extend_from_slice(run);
        }
        if out.len() > most {
            return None;
        }
    }
    Some(out)
}

/// How many bytes runs come to, without unpacking them.
pub fn run_length_size(bytes: &[u8]) -> u64 {
    runs(bytes).map(|(run, times)| (run.len() * times) as u64).sum()
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
    // The length of a row is only what the file claims; data shorter than one row have nothing to undo.
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
        let undone = match (kind, step) {
            (4, 1) => undo_paeth::<1>(&mut now, &above),
            (4, 3) => undo_paeth::<3>(&mut now, &above),
            (4, 4) => undo_paeth::<4>(&mut now, &above),
            _ => 0,
        };
        for at in undone..row {
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

/// Undoes Paeth's differences of pixels of `N` bytes, and tells how many bytes were undone: whole pixels.
fn undo_paeth<const N: usize>(now: &mut [u8], above: &[u8]) -> usize {
    let (mut left, mut corner) = ([0; N], [0; N]);
    let pixels = now.as_chunks_mut::<N>().0;
    let count = pixels.len().min(above.len() / N);
    for (pixel, up) in pixels.iter_mut().zip(above.as_chunks::<N>().0) {
        for at in 0..N {
            pixel[at] = pixel[at].wrapping_add(paeth(left[at], up[at], corner[at]));
        }
        (left, corner) = (*pixel, *up);
    }
    count * N
}

#[inline]
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

    /// Paeth's differences as another program writes them, of pixels of all sizes; the last row is cut off.
    #[test]
    fn paeths_differences_add_up_again() {
        use png::ColorType::{Grayscale, GrayscaleAlpha, Rgb, Rgba};
        for (colors, kind) in [(1, Grayscale), (2, GrayscaleAlpha), (3, Rgb), (4, Rgba)] {
            let pixels: Vec<u8> = (0..12 * 9 * colors as u32).map(|at| (at * at * 7 % 253) as u8).collect();
            let mut file = Vec::new();
            let mut encoder = png::Encoder::new(&mut file, 12, 9);
            encoder.set_color(kind);
            encoder.set_filter(png::Filter::Paeth);
            encoder.write_header().expect("memory").write_image_data(&pixels).expect("memory");
            let at = file.windows(4).position(|name| name == b"IDAT").expect("pixels");
            let length =
                u32::from_be_bytes([file[at - 4], file[at - 3], file[at - 2], file[at - 1]]) as usize;
            let parameters = dictionary! { "Predictor" => 14, "Columns" => 12, "Colors" => colors };
            let filter = dictionary! { "Filter" => "FlateDecode", "DecodeParms" => parameters.clone() };
            assert_eq!(decoded(&filter, &file[at + 4..at + 4 + length]), pixels);
            let plain = dictionary! { "Filter" => "FlateDecode" };
            let mut rows = decoded(&plain, &file[at + 4..at + 4 + length]);
            rows.truncate(rows.len() - 5);
            let cut = predicted(&Document::new(), rows, Some(&parameters));
            assert_eq!(cut.as_deref(), Some(&pixels[..pixels.len() - 5]));
        }
    }

    #[test]
    fn pictures_keep_their_coding() {
        let dictionary = dictionary! { "Filter" => vec!["AHx".into(), "DCTDecode".into()] };
        let (data, codec) = decode(&Document::new(), &dictionary, b"FFD8>").expect("it unpacks");
        assert_eq!(data, [0xFF, 0xD8]);
        assert!(matches!(codec, Some(Codec::Jpeg)));
    }
}
