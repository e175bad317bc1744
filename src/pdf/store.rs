//! How converted pixels are stored: which filter, how many bits, what masks them; and the same as entries of the cache.

use std::sync::Arc;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use lopdf::{Dictionary, Object, StringFormat};

use super::finish::{broken, deflate, deflate_pixels};
use super::resample::is_line_art;
use crate::cache::{Cache, Key};
use crate::diagnostic::Diagnostic;
use crate::issue::{Channels, MadeSamples};
use crate::message::word;

/// Pixels as they stand in the file.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) content: Arc<Vec<u8>>,
    /// Their entries in the image dictionary.
    pub(super) entries: Vec<(&'static str, Object)>,
    /// The soft mask, as a stream of its own.
    pub(super) mask: Option<Box<Stored>>,
}

/// Columns, rows and inks of pixels.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) channels: Channels,
}

/// Sound pixels with at least one row.
#[derive(Clone, Copy)]
pub(super) struct Pixels<'a> {
    pub(super) shape: Shape,
    pub(super) pixels: &'a [u8],
}

/// How pixels are coded.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    /// A bit for each, black or paper.
    Bits,
    /// Numbers in a list of inks.
    Indexed(Vec<[u8; 4]>),
    Jpeg,
    /// Differences, deflated.
    Flate,
}

/// Pixels that were coded.
struct Coded {
    way: Way,
    content: Arc<Vec<u8>>,
}

/// Pixels of a name, as they stand in the file; `make` gives them, with what shows of them, if the cache does not have
/// them coded.
pub(super) fn named(
    key: impl FnOnce() -> Key,
    shape: Shape,
    quality: Option<u8>,
    cache: &Cache,
    make: impl FnOnce() -> Result<MadeSamples, Diagnostic>,
) -> Result<Stored, Diagnostic> {
    let entry = cache.get_or_make(key, || {
        let made = make()?;
        let none = Cache::new(0);
        let coded = Pixels { shape, pixels: &made.inks }.coded(quality, &none);
        drop(made.inks);
        let mask = made.alpha.map(|alpha| Pixels { shape: shape.of_mask(), pixels: &alpha }.deflated(&none));
        Ok(packed_entry(coded, mask))
    })?;
    let (coded, mask) =
        unpacked_entry(Arc::unwrap_or_clone(entry)).ok_or_else(|| broken(word("a picture is damaged")))?;
    let mut stored = shape.stored(coded);
    stored.mask = mask.map(|mask| Box::new(shape.mask(mask.into())));
    Ok(stored)
}

/// Coded pixels and their mask as one entry of the cache: both one after the other, then the palette, how many colours
/// it has, the number of the way, and the lengths of palette and mask.
fn packed_entry(coded: Coded, mask: Option<Arc<Vec<u8>>>) -> Vec<u8> {
    let mut entry = Arc::unwrap_or_clone(coded.content);
    let (number, palette) = match coded.way {
        Way::Bits => (0, Vec::new()),
        Way::Indexed(palette) => (1, palette),
        Way::Jpeg => (2, Vec::new()),
        Way::Flate => (3, Vec::new()),
    };
    let mask_length = mask.as_ref().map_or(u64::MAX, |mask| mask.len() as u64);
    entry.extend_from_slice(mask.as_deref().map_or(&[], Vec::as_slice));
    entry.extend_from_slice(palette.as_flattened());
    entry.extend_from_slice(&[number, palette.len() as u8]);
    entry.extend_from_slice(&mask_length.to_be_bytes());
    entry
}

/// What [`packed_entry`] packed; `None` for anything else.
fn unpacked_entry(mut entry: Vec<u8>) -> Option<(Coded, Option<Vec<u8>>)> {
    const TAIL: usize = 10;
    let tail = entry.split_off(entry.len().checked_sub(TAIL)?);
    let [number, colours, mask @ ..] = *tail.first_chunk::<TAIL>()?;
    let palette =
        entry.split_off(entry.len().checked_sub(usize::from(colours) * 4)?).as_chunks::<4>().0.to_vec();
    let way = match number {
        0 => Way::Bits,
        1 => Way::Indexed(palette),
        2 => Way::Jpeg,
        3 => Way::Flate,
        _ => return None,
    };
    let mask = match u64::from_be_bytes(mask) {
        u64::MAX => None,
        length => Some(entry.split_off(entry.len().checked_sub(usize::try_from(length).ok()?)?)),
    };
    Some((Coded { way, content: Arc::new(entry) }, mask))
}

impl Shape {
    fn of_mask(self) -> Shape {
        Shape { channels: Channels::Black, ..self }
    }

    fn entries(self, space: Object, bits: i64, filter: &str) -> Vec<(&'static str, Object)> {
        vec![
            ("Width", i64::from(self.width).into()),
            ("Height", i64::from(self.height).into()),
            ("ColorSpace", space),
            ("BitsPerComponent", bits.into()),
            ("Filter", filter.into()),
        ]
    }

    fn space(self) -> Object {
        match self.channels {
            // Under a CMYK intent DeviceGray prints on the black plate.
            Channels::Black => "DeviceGray".into(),
            Channels::Cmyk => "DeviceCMYK".into(),
        }
    }

    /// Coded pixels with their entries. DeviceGray counts light where ours counts ink, hence the turned Decode.
    fn stored(self, Coded { way, content }: Coded) -> Stored {
        let entries = match way {
            Way::Bits => {
                let mut entries = self.entries(self.space(), 1, "FlateDecode");
                entries.push(("Decode", turned(1)));
                entries
            }
            Way::Indexed(palette) => {
                let lookup = Object::String(palette.concat(), StringFormat::Hexadecimal);
                let last = palette.len().saturating_sub(1) as i64;
                let space = Object::Array(vec!["Indexed".into(), self.space(), last.into(), lookup]);
                self.entries(space, index_bits(&palette) as i64, "FlateDecode")
            }
            Way::Jpeg => {
                let mut entries = self.entries(self.space(), 8, "DCTDecode");
                entries.push(("Decode", turned(self.channels.count())));
                entries
            }
            Way::Flate => {
                let mut entries = self.entries(self.space(), 8, "FlateDecode");
                if self.channels == Channels::Black {
                    entries.push(("Decode", turned(1)));
                }
                entries.push(("DecodeParms", differences(self.width, self.channels.count())));
                entries
            }
        };
        Stored { content, entries, mask: None }
    }

    /// A soft mask of deflated differences (ISO 32000-1, 11.6.5.3).
    fn mask(self, content: Arc<Vec<u8>>) -> Stored {
        let shape = self.of_mask();
        let mut entries = shape.entries(shape.space(), 8, "FlateDecode");
        entries.extend([("Type", "XObject".into()), ("Subtype", "Image".into())]);
        entries.push(("DecodeParms", differences(self.width, 1)));
        Stored { content, entries, mask: None }
    }
}

/// Bits of a number in a palette.
fn index_bits(palette: &[[u8; 4]]) -> usize {
    match palette.len() {
        0..=2 => 1,
        3 | 4 => 2,
        _ => 4,
    }
}

impl Pixels<'_> {
    /// The best way to store them; tones go into a JPEG where a quality is given.
    pub(super) fn store(self, quality: Option<u8>, cache: &Cache) -> Stored {
        self.shape.stored(self.coded(quality, cache))
    }

    fn coded(self, quality: Option<u8>, cache: &Cache) -> Coded {
        let width = self.shape.width as usize;
        if self.shape.channels == Channels::Black && is_line_art(self.pixels) {
            let packed = packed(self.pixels, width, 1, |ink| u8::from(*ink > 127));
            return Coded { way: Way::Bits, content: Arc::new(deflate(&packed)) };
        }
        if let Some(palette) = self.palette() {
            let index = |pixel: &[u8; 4]| palette.iter().position(|own| own == pixel).unwrap_or(0) as u8;
            let packed = packed(self.pixels.as_chunks::<4>().0, width, index_bits(&palette), index);
            return Coded { way: Way::Indexed(palette), content: Arc::new(deflate(&packed)) };
        }
        match quality.and_then(|quality| self.jpeg(quality, cache)) {
            Some(content) => Coded { way: Way::Jpeg, content },
            None => Coded { way: Way::Flate, content: self.deflated(cache) },
        }
    }

    /// Names these pixels, coded in some way, in the cache.
    fn key(self, kind: &str, way: u8) -> Key {
        let Shape { width, height, channels } = self.shape;
        let shape = [width, height, channels.count() as u32].map(u32::to_be_bytes);
        Key::of(kind, &[shape.as_flattened(), &[way], self.pixels])
    }

    /// The pixels as differences, deflated.
    fn deflated(self, cache: &Cache) -> Arc<Vec<u8>> {
        let make = || {
            let Shape { width, channels, .. } = self.shape;
            deflate_pixels(&differenced(self.pixels, width as usize, channels.count()))
        };
        cache.made(|| self.key("pixels", 0), make)
    }

    /// The inks of a picture in few colours, in the order in which they come; `None` if there are too many
    /// for a palette to save space.
    fn palette(self) -> Option<Vec<[u8; 4]>> {
        const MOST: usize = 16;
        if self.shape.channels != Channels::Cmyk {
            return None;
        }
        let mut palette: Vec<[u8; 4]> = Vec::new();
        for pixel in self.pixels.as_chunks::<4>().0 {
            if palette.last() != Some(pixel) && !palette.contains(pixel) {
                if palette.len() == MOST {
                    return None;
                }
                palette.push(*pixel);
            }
        }
        Some(palette)
    }

    /// A JPEG; `None` where it would be larger than a JPEG can be. Inks are stored inverted with
    /// Adobe's marker, as all programs do, and Decode turns them back.
    fn jpeg(self, quality: u8, cache: &Cache) -> Option<Arc<Vec<u8>>> {
        let Shape { width, height, channels } = self.shape;
        let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        let encode = || {
            let mut content = Vec::new();
            let mut encoder = Encoder::new(&mut content, quality);
            encoder.set_sampling_factor(SamplingFactor::F_1_1);
            encoder.set_optimized_huffman_tables(true);
            let kind = match channels {
                Channels::Black => ColorType::Luma,
                Channels::Cmyk => ColorType::CmykAsYcck,
            };
            encoder.encode(self.pixels, width, height, kind).map(|()| content)
        };
        cache.get_or_make(|| self.key("jpeg", quality), encode).ok()
    }
}

/// A soft mask of what shows of pixels.
pub(super) fn mask(shape: Shape, alpha: &[u8], cache: &Cache) -> Stored {
    shape.mask(Pixels { shape: shape.of_mask(), pixels: alpha }.deflated(cache))
}

/// A Decode array that turns so many channels.
fn turned(channels: usize) -> Object {
    Object::Array((0..channels * 2).map(|at| Object::Integer(i64::from(at % 2 == 0))).collect())
}

/// The parameters of a filter whose pixels are stored as Paeth's differences (predictor 14 of ISO
/// 32000-1, 7.4.4.4). Of all predictors it leaves the smallest files of tones for the time, a
/// twenty-fifth less than differences to the left; to try all for each row gains nothing more.
fn differences(width: u32, channels: usize) -> Object {
    let entries = [("Predictor", 14), ("Colors", channels as i64), ("Columns", i64::from(width))];
    Object::Dictionary(Dictionary::from_iter(entries.map(|(key, value)| (key, Object::Integer(value)))))
}

/// Each row after the number of its filter; each byte less that of the three neighbours, at the
/// left, above and between, which is nearest to what their slope foretells (PNG, 9.4).
fn differenced(pixels: &[u8], width: usize, channels: usize) -> Vec<u8> {
    const PAETH: u8 = 4;
    let length = width * channels;
    let mut out = vec![0; pixels.len() + pixels.len() / length];
    let mut above: &[u8] = &vec![0; length];
    for (row, out) in pixels.chunks_exact(length).zip(out.chunks_exact_mut(length + 1)) {
        let Some((kind, out)) = out.split_first_mut() else { continue };
        *kind = PAETH;
        // The first pixel has a neighbour above alone.
        let (first, rest) = out.split_at_mut(channels);
        for ((out, here), up) in first.iter_mut().zip(row).zip(above) {
            *out = here.wrapping_sub(*up);
        }
        let lefts = row.iter().zip(above);
        let heres = row[channels..].iter().zip(&above[channels..]);
        // Chosen without branches, so that many bytes are done at once.
        for (out, ((here, up), (left, between))) in rest.iter_mut().zip(heres.zip(lefts)) {
            let (a, b, c) = (i16::from(*left), i16::from(*up), i16::from(*between));
            let (to_left, to_up, to_between) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
            let is_up = to_up <= to_between;
            let is_left = (to_left <= to_up) & (to_left <= to_between);
            let nearest = if is_up { *up } else { *between };
            let nearest = if is_left { *left } else { nearest };
            *out = here.wrapping_sub(nearest);
        }
        above = row;
    }
    out
}

/// Rows of few bits to a pixel, each beginning with a whole byte.
fn packed<T>(pixels: &[T], width: usize, bits: usize, value: impl Fn(&T) -> u8) -> Vec<u8> {
    let in_byte = 8 / bits;
    let mut out = Vec::with_capacity(pixels.len() / in_byte + pixels.len() / width + 1);
    for row in pixels.chunks(width) {
        for pixels in row.chunks(in_byte) {
            let byte = pixels
                .iter()
                .enumerate()
                .fold(0u8, |byte, (at, pixel)| byte | value(pixel) << (8 - bits * (at + 1)));
            out.push(byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::ZlibDecoder;
    use std::io::Read as _;
    use zune_jpeg::JpegDecoder;
    use zune_jpeg::zune_core::bytestream::ZCursor;
    use zune_jpeg::zune_core::colorspace::ColorSpace;

    fn pixels(width: u32, height: u32, channels: Channels, pixels: &[u8]) -> Pixels<'_> {
        Pixels { shape: Shape { width, height, channels }, pixels }
    }

    fn inflated(stored: &Stored) -> Vec<u8> {
        let mut out = Vec::new();
        ZlibDecoder::new(&stored.content[..]).read_to_end(&mut out).expect("it was just deflated");
        out
    }

    fn entry<'a>(stored: &'a Stored, key: &str) -> &'a Object {
        let found = stored.entries.iter().find(|(own, _)| *own == key);
        &found.expect("it is said").1
    }

    #[test]
    fn line_art_takes_a_bit_a_pixel() {
        let art: Vec<u8> = (0..20).map(|at| if at % 3 == 0 { 255 } else { 0 }).collect();
        let stored = pixels(10, 2, Channels::Black, &art).store(Some(90), &Cache::new(0));
        assert_eq!(entry(&stored, "BitsPerComponent"), &Object::Integer(1));
        assert_eq!(inflated(&stored), [0b1001_0010, 0b0100_0000, 0b0010_0100, 0b1000_0000]);
    }

    #[test]
    fn few_colours_are_numbered() {
        let (red, paper, dark) = ([0, 255, 255, 0], [0; 4], [0, 0, 0, 200]);
        let chart = [red, red, paper, dark, dark, paper].concat();
        let stored = pixels(3, 2, Channels::Cmyk, &chart).store(None, &Cache::new(0));
        assert_eq!(inflated(&stored), [0b0000_0100, 0b1010_0100]);
        let space = entry(&stored, "ColorSpace").as_array().expect("an array");
        assert_eq!(space[2], Object::Integer(2));
        assert_eq!(space[3].as_str().expect("a string"), [red, paper, dark].concat());
    }

    #[test]
    fn tones_become_a_jpeg_of_the_same_inks() {
        let inks: Vec<u8> = (0..32u32 * 32)
            .flat_map(|at| [(at % 32 * 7) as u8, (at / 32 * 6) as u8, 30, (at / 64 * 8) as u8])
            .collect();
        let stored = pixels(32, 32, Channels::Cmyk, &inks).store(Some(95), &Cache::new(0));
        assert_eq!(entry(&stored, "Filter"), &"DCTDecode".into());
        assert!(stored.content.windows(5).any(|bytes| bytes == b"Adobe"));
        let mut decoder = JpegDecoder::new(ZCursor::new(&stored.content[..]));
        decoder.decode_headers().expect("a header");
        assert_eq!(decoder.input_colorspace(), Some(ColorSpace::YCCK));
        let options = decoder.options().jpeg_set_out_colorspace(ColorSpace::YCCK);
        decoder.set_options(options);
        let read = decoder.decode().expect("pixels");
        for (ours, read) in inks.chunks_exact(4).zip(read.chunks_exact(4)) {
            // Black is stored inverted, and so is a neutral luma.
            assert!(ours[3].abs_diff(255 - read[3]) < 12, "{ours:?} {read:?}");
        }
        let gray: Vec<u8> = (0..=255).collect();
        let stored = pixels(16, 16, Channels::Black, &gray).store(Some(95), &Cache::new(0));
        assert_eq!(entry(&stored, "Decode").as_array().map(Vec::len).ok(), Some(2));
    }

    #[test]
    fn what_is_packed_for_the_cache_comes_out_again() {
        let palette = vec![[1, 2, 3, 4], [0, 0, 0, 255]];
        for way in [Way::Bits, Way::Indexed(palette), Way::Jpeg, Way::Flate] {
            for mask in [None, Some(Vec::new()), Some(vec![7; 40])] {
                let content = Arc::new(b"content".to_vec());
                let copy = match &way {
                    Way::Indexed(palette) => Way::Indexed(palette.clone()),
                    Way::Bits => Way::Bits,
                    Way::Jpeg => Way::Jpeg,
                    Way::Flate => Way::Flate,
                };
                let entry = packed_entry(Coded { way: copy, content }, mask.clone().map(Arc::new));
                for cut in 0..10 {
                    assert!(unpacked_entry(entry[..cut].to_vec()).is_none());
                }
                let (coded, own) = unpacked_entry(entry).expect("it was just packed");
                assert_eq!((&coded.way, coded.content.as_slice(), own), (&way, &b"content"[..], mask));
            }
        }
    }

    /// Another reader of the same filter gives the bytes back.
    #[test]
    fn differences_add_up_again() {
        for (channels, kind) in [(1, png::ColorType::Grayscale), (4, png::ColorType::Rgba)] {
            let pixels: Vec<u8> = (0..12 * 9 * channels as u32).map(|at| (at * at % 253) as u8).collect();
            let mut file = Vec::new();
            let mut encoder = png::Encoder::new(&mut file, 12, 9);
            encoder.set_color(kind);
            encoder.set_filter(png::Filter::Paeth);
            encoder.write_header().expect("memory").write_image_data(&pixels).expect("memory");
            let at = file.windows(4).position(|name| name == b"IDAT").expect("pixels");
            let mut theirs = Vec::new();
            let mut unpacked = ZlibDecoder::new(&file[at + 4..]);
            unpacked.read_to_end(&mut theirs).expect("it was just deflated");
            assert_eq!(differenced(&pixels, 12, channels), theirs);
        }
    }
}
