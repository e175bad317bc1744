//! Pictures: their samples as ink (ISO 32000-1, 8.9).
//!
//! [`Image::new`] reads the dictionary of an image XObject or inline image and says what is missing in it.
//! [`Image::pixels`] decodes when somebody asks: filters are undone, samples of 1 to 16 bits become bytes,
//! `Decode` and the colour space turn each pixel into shares of plates, and masks (soft, stencil, colour key)
//! become one value of opacity for each pixel. A picture that is coded in a way that is not known here gives a
//! reason instead of pixels.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::colour::{Colour, Space, Spaces};
use super::filter::{self, Codec};
use super::geometry::Matrix;
use super::objects::{entry, numbers, resolve};
use super::samples::{self, JpxHead, MOST_PIXELS, Samples};
use super::state::State;
use crate::message::{Message, msg};

/// A picture that content shows.
pub struct Image<'a> {
    /// Its name in the resources; `inline image` for one without.
    pub name: String,
    /// From the unit square that it fills to the page.
    pub matrix: Matrix,
    pub width: u32,
    pub height: u32,
    /// Bits of one sample.
    pub bits: u32,
    /// Its colour space; `None` for a stencil, which paints with the colour for fills.
    pub space: Option<Rc<Space>>,
    /// What a JPEG 2000 picture says of itself; `None` for others, and where it cannot be read.
    pub jpx: Option<JpxHead>,
    /// Whether it is a stencil (`ImageMask`).
    pub stencil: bool,
    /// What a stencil is painted with.
    pub paint: Option<&'a Colour>,
    pub state: &'a State,
    spaces: &'a Spaces<'a>,
    dictionary: &'a Dictionary,
    data: &'a [u8],
}

/// Samples of a picture, row by row from the top.
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    pub tones: Tones,
    /// How much of a picture shows, from nothing to 255.
    pub alpha: Option<Plane>,
    /// What could not be decoded, if the rest could.
    pub fault: Option<Message>,
}

pub enum Tones {
    /// One colour all over: a stencil.
    Flat(Colour),
    /// The plates, and for each pixel the ink on each of them, 0 to 255.
    Inks(Vec<usize>, Vec<u8>),
    /// Ink on every plate of the page.
    All(Vec<u8>),
}

/// One value for each pixel.
pub struct Plane {
    pub width: usize,
    pub height: usize,
    pub data: Vec<u8>,
}

impl<'a> Image<'a> {
    /// # Errors
    /// What is wrong with its dictionary.
    pub(super) fn new(
        name: String,
        dictionary: &'a Dictionary,
        data: &'a [u8],
        resources: Option<&Dictionary>,
        state: &'a State,
        spaces: &'a Spaces<'a>,
    ) -> Result<Image<'a>, Message> {
        let get = |key: &str| entry(spaces.document, dictionary, key);
        let size = |key: &str| {
            let size = get(key).and_then(|size| size.as_i64().ok()).unwrap_or(0);
            u32::try_from(size).ok().filter(|size| *size > 0)
        };
        let (Some(width), Some(height)) = (size("Width"), size("Height")) else {
            return Err(msg!("picture {name} without a size", name));
        };
        let stencil = get("ImageMask").and_then(|mask| mask.as_bool().ok()).unwrap_or(false);
        let jpx = jpx_head(dictionary, data, spaces);
        let space = match get("ColorSpace") {
            Some(space) if !stencil => {
                let parsed = spaces.parse(space, resources);
                Some(
                    parsed
                        .ok_or_else(|| msg!("picture {name} in a colour space that cannot be read", name))?,
                )
            }
            None if !stencil
                && !filter::Filters::of(spaces.document, dictionary)
                    .is_some_and(|filters| filters.names.contains(&b"JPXDecode".as_slice())) =>
            {
                return Err(msg!("picture {name} without a colour space", name));
            }
            // Only JPEG 2000 may say by itself in which colours it is (ISO 32000-1, 7.4.9).
            None if !stencil => jpx.and_then(|head| own_space(head, spaces)),
            _ => None,
        };
        let bits = if stencil { 1 } else { size("BitsPerComponent").unwrap_or(8) };
        let paint = state.fill.colour();
        let matrix = state.ctm;
        Ok(Image {
            name,
            matrix,
            width,
            height,
            bits,
            space,
            jpx,
            stencil,
            paint,
            state,
            spaces,
            dictionary,
            data,
        })
    }

    /// Pixels on an inch along the worse of the two sides.
    pub fn resolution(&self) -> f64 {
        let (across, down) = self.matrix.scales();
        let per_inch = |pixels: u32, length: f64| f64::from(pixels) * 72.0 / length.max(1e-9);
        per_inch(self.width, across).min(per_inch(self.height, down))
    }

    /// Decodes the picture.
    ///
    /// # Errors
    /// Why it cannot be looked into.
    pub fn pixels(&self) -> Result<Pixels, Message> {
        let told = |why: Message| msg!("picture {name} {why}", name = self.name, why);
        let raw = self.raw(self.dictionary, self.data, self.space.as_deref()).map_err(told)?;
        let missing = (raw.rows < raw.height).then(|| {
            told(msg!("breaks off after {rows} of {height} rows", rows = raw.rows, height = raw.height))
        });
        let decode = numbers(self.spaces.document, entry(self.spaces.document, self.dictionary, "Decode"));
        if self.stencil {
            let Some(colour) = self.paint else {
                return Err(told(msg!("is a stencil for a pattern")));
            };
            // Samples of 0 mark what is painted, unless `Decode` turns them round.
            let turned = decode.is_some_and(|decode| decode.first() == Some(&1.0));
            let data = raw.data.iter().map(|bit| if (*bit != 0) == turned { 255 } else { 0 }).collect();
            let (width, height) = (raw.width, raw.height);
            let alpha = Some(Plane { width, height, data });
            return Ok(Pixels { width, height, tones: Tones::Flat(colour.clone()), alpha, fault: missing });
        }
        let space = match &self.space {
            Some(space) => Rc::clone(space),
            // For a JPEG without one its channels tell.
            None => {
                let name = match raw.channels {
                    1 => "DeviceGray",
                    3 => "DeviceRGB",
                    _ => "DeviceCMYK",
                };
                self.spaces.parse(&Object::from(name), None).ok_or_else(|| told(msg!("has no space")))?
            }
        };
        if space.channels() != raw.channels {
            return Err(told(msg!("has samples that do not fit its colour space")));
        }
        let alpha = self.alpha(&raw).map_err(told)?;
        let tones = tones(&raw, &space, decode.as_deref());
        Ok(Pixels { width: raw.width, height: raw.height, tones, alpha, fault: missing })
    }

    fn raw(&self, dictionary: &Dictionary, data: &[u8], space: Option<&Space>) -> Result<Samples, Message> {
        let document = self.spaces.document;
        let number = |key: &str| {
            let value = entry(document, dictionary, key).and_then(|value| value.as_i64().ok());
            value.and_then(|value| usize::try_from(value).ok())
        };
        let stencil = entry(document, dictionary, "ImageMask").and_then(|mask| mask.as_bool().ok());
        let bits = if stencil == Some(true) { 1 } else { number("BitsPerComponent").unwrap_or(8) };
        let (Some(width), Some(height)) = (number("Width"), number("Height")) else {
            return Err(msg!("has no size"));
        };
        if width == 0 || height == 0 {
            return Err(msg!("has no size"));
        }
        if (width as u64).saturating_mul(height as u64) > MOST_PIXELS {
            return Err(msg!("is too large to be looked into"));
        }
        let Some((bytes, codec)) = filter::decode(document, dictionary, data) else {
            return Err(msg!("cannot be unpacked"));
        };
        match codec {
            Some(Codec::Jpeg) => samples::jpeg(&bytes),
            Some(Codec::Jpeg2000) => {
                let is_indexed = matches!(space, Some(Space::Indexed { .. }));
                samples::jpx(&bytes, is_indexed, space.map(Space::channels))
            }
            Some(Codec::Other(name)) => Err(msg!("is coded as {name}, which PDF does not know", name)),
            None => {
                let is_light = matches!(space, None | Some(Space::Gray | Space::IccGray));
                let channels = space.map_or(1, Space::channels);
                samples::unpacked(&bytes, (width, height), channels, bits, is_light)
            }
        }
    }

    /// Soft mask, stencil mask or colour key.
    fn alpha(&self, raw: &Samples) -> Result<Option<Plane>, Message> {
        let document = self.spaces.document;
        if let Some(Object::Stream(mask)) = entry(document, self.dictionary, "SMask") {
            let samples = self.raw(&mask.dict, &mask.content, None)?;
            if samples.channels != 1 {
                return Err(msg!("has a soft mask in colour"));
            }
            let decode = numbers(document, entry(document, &mask.dict, "Decode"));
            let table = table(decode.as_deref(), 0, [0.0, 1.0], samples.most);
            let data = samples.data.iter().map(|sample| table[usize::from(*sample)]).collect();
            return Ok(Some(Plane { width: samples.width, height: samples.height, data }));
        }
        match entry(document, self.dictionary, "Mask") {
            Some(Object::Stream(mask)) => {
                let samples = self.raw(&mask.dict, &mask.content, None)?;
                let decode = numbers(document, entry(document, &mask.dict, "Decode"));
                let turned = decode.is_some_and(|decode| decode.first() == Some(&1.0));
                let data =
                    samples.data.iter().map(|bit| if (*bit != 0) == turned { 255 } else { 0 }).collect();
                Ok(Some(Plane { width: samples.width, height: samples.height, data }))
            }
            Some(Object::Array(ranges)) => {
                let ranges: Vec<i64> =
                    ranges.iter().map(|end| resolve(document, end).as_i64().unwrap_or(-1)).collect();
                let within = |pixel: &[u8]| {
                    let mut parts = pixel.iter().zip(ranges.chunks_exact(2));
                    parts.all(|(part, range)| (range[0]..=range[1]).contains(&i64::from(*part)))
                };
                let fits = ranges.len() == raw.channels * 2 && raw.bits <= 8;
                let data =
                    raw.data.chunks_exact(raw.channels).map(|pixel| if within(pixel) { 0 } else { 255 });
                Ok(fits.then(|| Plane { width: raw.width, height: raw.height, data: data.collect() }))
            }
            _ => {
                let within =
                    entry(document, self.dictionary, "SMaskInData").and_then(|kind| kind.as_i64().ok());
                let opacity = raw.opacity.clone().filter(|_| within.is_some_and(|kind| kind != 0));
                Ok(opacity.map(|data| Plane { width: raw.width, height: raw.height, data }))
            }
        }
    }
}

/// The head of a JPEG 2000 picture; `None` for other pictures, and for one that cannot be read.
fn jpx_head(dictionary: &Dictionary, data: &[u8], spaces: &Spaces<'_>) -> Option<JpxHead> {
    let filters = entry(spaces.document, dictionary, "Filter")?;
    let is_jpx =
        |name: &Object| resolve(spaces.document, name).as_name().is_ok_and(|name| name == b"JPXDecode");
    let last = filters.as_array().map_or(Some(filters), |names| names.last());
    if !last.is_some_and(is_jpx) {
        return None;
    }
    let (bytes, _) = filter::decode(spaces.document, dictionary, data)?;
    samples::jpx_head(&bytes).ok()
}

/// The colour space that a JPEG 2000 picture has of its own.
fn own_space(head: JpxHead, spaces: &Spaces<'_>) -> Option<Rc<Space>> {
    Some(Rc::new(match (head.channels, head.has_profile) {
        (1, false) => Space::Gray,
        (1, true) => Space::IccGray,
        // sRGB is told by the picture, so it is measured.
        (3, _) => Space::MeasuredRgb(Rc::clone(&spaces.convert)),
        (4, false) => Space::Cmyk,
        (4, true) => Space::IccCmyk,
        _ => return None,
    }))
}

/// What each sample of a channel comes to, with 0 to 1 as 0 to 255.
fn table(decode: Option<&[f64]>, channel: usize, default: [f64; 2], most: u8) -> [u8; 256] {
    let given = decode.and_then(|decode| Some([*decode.get(2 * channel)?, *decode.get(2 * channel + 1)?]));
    let [low, high] = given.unwrap_or(default);
    let mut table = [0; 256];
    for (sample, place) in table.iter_mut().enumerate() {
        let share = low + (high - low) * sample as f64 / f64::from(most.max(1));
        *place = (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    }
    table
}

fn tones(raw: &Samples, space: &Space, decode: Option<&[f64]>) -> Tones {
    let tables = |count: usize| -> Vec<[u8; 256]> {
        (0..count).map(|channel| table(decode, channel, [0.0, 1.0], raw.most)).collect()
    };
    match space {
        Space::Cmyk | Space::IccCmyk => {
            let tables = tables(4);
            let pixels = raw.data.chunks_exact(4);
            let inks =
                pixels.flat_map(|pixel| [0, 1, 2, 3].map(|at: usize| tables[at][usize::from(pixel[at])]));
            Tones::Inks(vec![0, 1, 2, 3], inks.collect())
        }
        Space::Rgb(convert) | Space::MeasuredRgb(convert) => {
            let tables = tables(3);
            let pixels = raw.data.chunks_exact(3);
            let lights =
                pixels.flat_map(|pixel| [0, 1, 2].map(|at: usize| tables[at][usize::from(pixel[at])]));
            Tones::Inks(vec![0, 1, 2, 3], convert.pixels(&lights.collect::<Vec<u8>>()))
        }
        Space::Spot(plates) => {
            let tables = tables(plates.len());
            let kept: Vec<(usize, usize)> =
                plates.iter().enumerate().filter_map(|(at, plate)| Some((at, (*plate)?))).collect();
            let pixels = raw.data.chunks_exact(plates.len());
            let inks =
                pixels.flat_map(|pixel| kept.iter().map(|(at, _)| tables[*at][usize::from(pixel[*at])]));
            Tones::Inks(kept.iter().map(|(_, plate)| *plate).collect(), inks.collect())
        }
        Space::All => {
            let table = &tables(1)[0];
            Tones::All(raw.data.iter().map(|sample| table[usize::from(*sample)]).collect())
        }
        _ => {
            // One channel, or three of Lab: colour by colour.
            let defaults = space.decode(raw.bits.min(8));
            let component = |at: usize, sample: u8| {
                let default = defaults.get(at).copied().unwrap_or([0.0, 1.0]);
                let given = decode.and_then(|decode| Some([*decode.get(2 * at)?, *decode.get(2 * at + 1)?]));
                let [low, high] = given.unwrap_or(default);
                (low + (high - low) * f64::from(sample) / f64::from(raw.most.max(1))) as f32
            };
            let colour = |pixel: &[u8]| {
                let parts: Vec<f32> =
                    pixel.iter().enumerate().map(|(at, sample)| component(at, *sample)).collect();
                space.colour(&parts)
            };
            let plates: Vec<usize> = space.initial().inks.iter().map(|(plate, _)| *plate).collect();
            let bytes = |colour: &Colour| -> Vec<u8> {
                colour.inks.iter().map(|(_, share)| (share * 255.0).round() as u8).collect()
            };
            let mut inks = Vec::with_capacity(raw.data.len() / raw.channels * plates.len());
            if raw.channels == 1 {
                let table: Vec<Vec<u8>> = (0..=raw.most).map(|sample| bytes(&colour(&[sample]))).collect();
                for sample in &raw.data {
                    inks.extend_from_slice(&table[usize::from(*sample)]);
                }
            } else {
                let mut last: (&[u8], Vec<u8>) = (&[], Vec::new());
                for pixel in raw.data.chunks_exact(raw.channels) {
                    if last.0 != pixel {
                        last = (pixel, bytes(&colour(pixel)));
                    }
                    inks.extend_from_slice(&last.1);
                }
            }
            Tones::Inks(plates, inks)
        }
    }
}

/// An inline image's dictionary with its keys in full.
pub(super) fn full_names(short: &Dictionary) -> Dictionary {
    let mut full = Dictionary::new();
    for (key, value) in short {
        let key: &[u8] = match key.as_slice() {
            b"W" => b"Width",
            b"H" => b"Height",
            b"BPC" => b"BitsPerComponent",
            b"CS" => b"ColorSpace",
            b"IM" => b"ImageMask",
            b"D" => b"Decode",
            b"F" => b"Filter",
            b"DP" => b"DecodeParms",
            b"I" => b"Interpolate",
            key => key,
        };
        full.set(key.to_vec(), value.clone());
    }
    full
}
