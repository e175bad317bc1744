//! Codings of pictures in black and white, undone into rows of bits: CCITT fax (ITU-T T.4 and T.6;
//! ISO 32000-1, 7.4.6) and JBIG2 (ITU-T T.88; 7.4.7).
//!
//! Both give one bit for each pixel, each row filled up to a whole byte, as a picture without a coding
//! is stored. So what reads their result need not know of them. The crate `hayro-ccitt` is taken for
//! faxes because it knows all that PDF allows: two dimensions, rows with and without their end, rows
//! that begin on a byte. (`fax`, which the TIFF reader uses, knows neither of the first two.)
//! `hayro-jbig2` brings it along in any case.

use lopdf::{Dictionary, Document};

use super::limits::MOST_BYTES;
use super::objects::entry;

/// The widest fax, in pixels: ten times the width of a broadsheet at 2400 ppi.
const MOST_COLUMNS: u32 = 1 << 20;

/// Rows of bits that are put together pixel by pixel; 1 is black until [`Rows::bytes`].
struct Rows {
    out: Vec<u8>,
    /// The bits of the byte that is not full yet, and how many they are.
    last: u8,
    count: u32,
    is_full: bool,
}

impl Rows {
    fn new() -> Rows {
        Rows { out: Vec::new(), last: 0, count: 0, is_full: false }
    }

    fn pixels(&mut self, black: bool, mut count: u32) {
        while count > 0 {
            if self.count == 0 && count >= 8 {
                let bytes = (count / 8) as usize;
                if self.out.len() + bytes > MOST_BYTES {
                    self.is_full = true;
                    return;
                }
                self.out.resize(self.out.len() + bytes, if black { 0xFF } else { 0 });
                count %= 8;
                continue;
            }
            let taken = count.min(8 - self.count);
            let bits = if black { (1u16 << taken) - 1 } else { 0 };
            self.last = ((u16::from(self.last) << taken) | bits) as u8;
            self.count += taken;
            count -= taken;
            if self.count == 8 {
                self.put();
            }
        }
    }

    fn put(&mut self) {
        if self.out.len() >= MOST_BYTES {
            self.is_full = true;
        } else {
            self.out.push(self.last);
        }
        (self.last, self.count) = (0, 0);
    }

    fn end_row(&mut self) {
        if self.count > 0 {
            self.last <<= 8 - self.count;
            self.put();
        }
    }

    /// The rows with 0 for black, unless black is to be 1; `None` if there are no rows or too many.
    fn bytes(mut self, black_is_1: bool) -> Option<Vec<u8>> {
        if self.is_full || self.out.is_empty() {
            return None;
        }
        if !black_is_1 {
            self.out.iter_mut().for_each(|byte| *byte = !*byte);
        }
        Some(self.out)
    }
}

/// Rows of a fax of so many columns.
struct Fax {
    rows: Rows,
    columns: u32,
}

impl hayro_ccitt::Decoder for Fax {
    fn push_row(&mut self, changes: &[u32]) {
        let (mut at, mut black) = (0, false);
        for change in changes.iter().copied().chain([self.columns]) {
            self.rows.pixels(black, change.min(self.columns).saturating_sub(at));
            (at, black) = (change.max(at), !black);
        }
        self.rows.end_row();
    }
}

impl hayro_jbig2::Decoder for Rows {
    fn push_pixel(&mut self, black: bool) {
        self.pixels(black, 1);
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.pixels(black, chunk_count.saturating_mul(8));
    }

    fn next_line(&mut self) {
        self.end_row();
    }
}

/// A fax with the parameters of its filter; `height` is what the picture says. A damaged fax gives the rows
/// before the damage; `None` if there are no rows.
pub(super) fn fax(
    document: &Document,
    data: &[u8],
    parameters: Option<&Dictionary>,
    height: Option<u32>,
) -> Option<Vec<u8>> {
    let get = |key: &str| parameters.and_then(|parameters| entry(document, parameters, key));
    let flag = |key: &str, usual: bool| get(key).and_then(|flag| flag.as_bool().ok()).unwrap_or(usual);
    let number = |key: &str| get(key).and_then(|number| number.as_i64().ok());
    let whole = |key: &str| number(key).and_then(|number| u32::try_from(number).ok());
    let columns = whole("Columns").unwrap_or(1728);
    let rows = whole("Rows").filter(|rows| *rows > 0).or(height).unwrap_or(0);
    if columns == 0
        || columns > MOST_COLUMNS
        || u64::from(columns.div_ceil(8)) * u64::from(rows) > MOST_BYTES as u64
    {
        return None;
    }
    let encoding = match number("K").unwrap_or(0) {
        ..0 => hayro_ccitt::EncodingMode::Group4,
        0 => hayro_ccitt::EncodingMode::Group3_1D,
        _ => hayro_ccitt::EncodingMode::Group3_2D,
    };
    let mut context = hayro_ccitt::DecoderContext::new(hayro_ccitt::DecodeSettings {
        columns,
        rows,
        end_of_block: flag("EndOfBlock", true),
        end_of_line: flag("EndOfLine", false),
        rows_are_byte_aligned: flag("EncodedByteAlign", false),
        encoding,
        strict: false,
    });
    let mut fax = Fax { rows: Rows::new(), columns };
    // An error ends the rows; the caller finds that some are missing.
    let _ = hayro_ccitt::decode(data, &mut fax, &mut context);
    fax.rows.bytes(flag("BlackIs1", false))
}

/// A JBIG2 picture in the form that PDF embeds, with the segments that it shares with others. `None`
/// where it is damaged, or not as wide as the picture says.
pub(super) fn jbig2(data: &[u8], globals: Option<&[u8]>, width: Option<u32>) -> Option<Vec<u8>> {
    let (own, shared) = (regions(data), globals.map_or(0, |globals| regions(globals).pixels));
    // A picture without a region was cut off before it: it would be blank paper.
    if !own.is_whole || own.count == 0 || own.pixels.saturating_add(shared) > MOST_PIXELS {
        return None;
    }
    let settings = hayro_jbig2::DecodeSettings::default();
    let globals = match globals {
        Some(globals) => Some(hayro_jbig2::Globals::new(globals, &settings).ok()?),
        None => None,
    };
    let page = hayro_jbig2::Page::new_embedded(data, globals.as_ref(), &settings).ok()?;
    let pixels = u64::from(page.width()) * u64::from(page.height());
    if pixels > MOST_PIXELS || width.is_some_and(|width| width != page.width()) {
        return None;
    }
    let mut rows = Rows::new();
    page.decode(&mut rows).ok()?;
    rows.bytes(false)
}

/// Pixels of all regions of a JBIG2 picture: each is drawn by itself, so that many large ones in a
/// few bytes would keep the decoder busy for hours.
const MOST_PIXELS: u64 = 1 << 30;

/// The regions of a JBIG2 stream.
struct Regions {
    count: usize,
    /// The pixels that they claim.
    pixels: u64,
    /// Whether no segment goes on behind the end of the stream.
    is_whole: bool,
}

/// Goes through the segments of a JBIG2 stream (T.88, 7.2 and 7.4.1), as far as they can be told apart.
fn regions(data: &[u8]) -> Regions {
    let word = |at: usize| {
        let bytes: [u8; 4] = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    let segment = |at: usize| -> Option<(Option<u64>, usize)> {
        let (number, flags) = (word(at)?, *data.get(at + 4)?);
        // How many segments it refers to: in three bits, or in a word with a bit for each of them.
        let short = usize::from(*data.get(at + 5)? >> 5);
        let (referred, mut head) = match short {
            7 => {
                let count = (word(at + 5)? & 0x1FFF_FFFF) as usize;
                (count, at + 9 + (count + 1).div_ceil(8))
            }
            count => (count, at + 6),
        };
        let size = if number <= 256 {
            1
        } else if number <= 65_536 {
            2
        } else {
            4
        };
        head = head.checked_add(referred.checked_mul(size)?)?;
        head += if flags & 0x40 == 0 { 1 } else { 4 };
        let (length, body) = (word(head)?, head + 4);

        let is_region = matches!(flags & 0x3F, 4..=7 | 20..=23 | 36..=43);
        let area = match is_region {
            true => Some(u64::from(word(body)?) * u64::from(word(body + 4)?)),
            false => None,
        };
        // A length that the encoder did not know: the decoder looks for the end.
        let next = if length == u32::MAX { data.len() } else { body.checked_add(length as usize)? };
        Some((area, next.max(body)))
    };
    let mut regions = Regions { count: 0, pixels: 0, is_whole: true };
    let mut at = 0;
    while let Some((area, next)) = segment(at) {
        regions.count += usize::from(area.is_some());
        regions.pixels = regions.pixels.saturating_add(area.unwrap_or(0));
        regions.is_whole = next <= data.len();
        at = next;
    }
    regions
}
