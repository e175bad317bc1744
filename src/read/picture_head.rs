//! What is known of a picture without decoding it: its size and inks, and what is to be told of it, kept in the cache
//! under a hash of its file and of the press.
//!
//! A picture whose head is in the cache is decoded when somebody looks at its pixels, which the writer of the press file
//! does only if the cache lacks them too. A picture that was refused is not kept: it is read and refused again.

use std::sync::Arc;

use super::lazy_press::LazyPress;
use super::picture_decode::decoded;
use super::picture_findings::Remark;
use crate::cache::Key;
use crate::issue::{Channels, MadeSamples, PictureData, SampleFacts, Samples};
use crate::message::word;

/// A picture as the cache knows it, with what is to be told of it.
pub(super) fn known(
    name: Key,
    file: &Arc<[u8]>,
    press: &Arc<LazyPress>,
) -> Option<(PictureData, Vec<Remark>)> {
    let entry = press.cache().get(&name)?;
    let mut fields = Fields(&entry);
    let kind = fields.byte()?;
    let (width, height) = (fields.number()?, fields.number()?);
    let flags = fields.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let data = match kind {
        JPEG => PictureData::CmykJpeg { width, height, bytes: Arc::clone(file), inverted: has(INVERTED) },
        PIXELS => {
            let channels = if has(COLOUR) { Channels::Cmyk } else { Channels::Black };
            let count = width as usize * height as usize;
            let facts = SampleFacts {
                inks: count * channels.count(),
                alpha: has(ALPHA).then_some(count),
                is_art: has(ART),
            };
            let (pixels, alpha) = Samples::later(name, facts, maker(file, press));
            PictureData::Raster { width, height, channels, pixels, alpha }
        }
        _ => return None,
    };
    let remarks: Option<Vec<Remark>> = (0..fields.byte()?).map(|_| fields.remark()).collect();
    Some((data, remarks.filter(|_| fields.0.is_empty())?))
}

/// Keeps what is known of a picture.
pub(super) fn keep(name: Key, data: &PictureData, remarks: &[Remark], press: &LazyPress) {
    let (kind, width, height, flags) = match data {
        PictureData::CmykJpeg { width, height, inverted, .. } => {
            (JPEG, width, height, if *inverted { INVERTED } else { 0 })
        }
        PictureData::Raster { width, height, channels, pixels, alpha } => {
            let flag = |is: bool, flag: u8| if is { flag } else { 0 };
            let is_colour = *channels == Channels::Cmyk;
            let flags =
                flag(is_colour, COLOUR) | flag(alpha.is_some(), ALPHA) | flag(pixels.facts().is_art, ART);
            (PIXELS, width, height, flags)
        }
        PictureData::Vector(_) | PictureData::Pdf(_) => return,
    };
    let mut entry = vec![kind];
    entry.extend([*width, *height].iter().flat_map(|number| number.to_be_bytes()));
    entry.extend([flags, remarks.len() as u8]);
    remarks.iter().for_each(|remark| write(remark, &mut entry));
    if !press.cache().keeps_nothing() {
        press.cache().put(name, entry);
    }
}

/// A picture that was just read, with its name and a way to its pixels, so that they need not be kept.
pub(super) fn named(data: PictureData, name: Key, file: &Arc<[u8]>, press: &Arc<LazyPress>) -> PictureData {
    match data {
        PictureData::Raster { width, height, channels, pixels, .. } => {
            let (pixels, alpha) = pixels.named(name, maker(file, press));
            PictureData::Raster { width, height, channels, pixels, alpha }
        }
        other => other,
    }
}

/// Decodes and converts a file that was found sound before.
fn maker(file: &Arc<[u8]>, press: &Arc<LazyPress>) -> impl Fn() -> MadeSamples + Send + Sync + 'static {
    let (file, press) = (Arc::clone(file), Arc::clone(press));
    move || {
        let read = press.converter().and_then(|press| decoded(&file, press, &mut Vec::new()));
        match read {
            Some(Ok(PictureData::Raster { pixels, .. })) => pixels.once(),
            _ => MadeSamples::default(),
        }
    }
}

const JPEG: u8 = 1;
const PIXELS: u8 = 2;

const INVERTED: u8 = 1;
const COLOUR: u8 = 2;
const ALPHA: u8 = 4;
const ART: u8 = 8;

/// Writes what is to be told of a picture: the number of its kind, then its values.
fn write(remark: &Remark, entry: &mut Vec<u8>) {
    let number = |entry: &mut Vec<u8>, number: usize| entry.extend((number as u64).to_be_bytes());
    match remark {
        Remark::Turned => entry.push(0),
        Remark::BrokenProfile => entry.push(1),
        Remark::Stranger { theirs, own } => {
            entry.push(2);
            for name in [theirs, own] {
                number(entry, name.len());
                entry.extend(name.bytes());
            }
        }
        Remark::Ink { permille, limit } => {
            entry.push(3);
            number(entry, *permille);
            number(entry, *limit as usize);
        }
        Remark::Channels { count } => {
            entry.push(4);
            number(entry, *count);
        }
        Remark::Pages { count, what } => {
            entry.push(if *what == word("frame") { 5 } else { 6 });
            number(entry, *count);
        }
        Remark::More => entry.push(7),
        Remark::Inverted { marked } => entry.extend([8, u8::from(*marked)]),
    }
}

/// The rest of an entry.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*first))
    }

    fn count(&mut self) -> Option<usize> {
        let (first, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        usize::try_from(u64::from_be_bytes(*first)).ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(first.to_vec()).ok()
    }

    fn remark(&mut self) -> Option<Remark> {
        Some(match self.byte()? {
            0 => Remark::Turned,
            1 => Remark::BrokenProfile,
            2 => Remark::Stranger { theirs: self.text()?, own: self.text()? },
            3 => Remark::Ink { permille: self.count()?, limit: u32::try_from(self.count()?).ok()? },
            4 => Remark::Channels { count: self.count()? },
            5 => Remark::Pages { count: self.count()?, what: word("frame") },
            6 => Remark::Pages { count: self.count()?, what: word("page") },
            7 => Remark::More,
            8 => Remark::Inverted { marked: self.byte()? != 0 },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::Path;

    use super::*;
    use crate::cache::Cache;
    use crate::diagnostic::{FileId, Span};
    use crate::ink::{NEWSPRINT, Press, Standard};
    use crate::read::picture::{Outcome, raster};

    fn png(picture: image::DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).expect("memory");
        bytes.into_inner()
    }

    fn tiff(profile: &[u8]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).expect("memory");
        let mut image = encoder.new_image::<tiff::encoder::colortype::CMYK8>(2, 1).expect("a size");
        image.encoder().write_tag(tiff::tags::Tag::IccProfile, profile).expect("memory");
        image.write_data(&[255, 255, 255, 200, 0, 0, 0, 255]).expect("memory");
        bytes.into_inner()
    }

    fn gif() -> Vec<u8> {
        let mut bytes = Vec::new();
        let frame =
            |level| image::Frame::new(image::RgbaImage::from_pixel(4, 4, image::Rgba([level, 0, 9, 255])));
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        encoder.encode_frames([frame(9), frame(200)]).expect("memory");
        drop(encoder);
        bytes
    }

    /// Pictures of all inks, with and without something to be told of them.
    fn files() -> Vec<Vec<u8>> {
        let colour = |x: u32, y: u32| image::Rgba([(x * 20) as u8, (y * 30) as u8, 90, (x * y * 3) as u8]);
        let alpha = image::RgbaImage::from_fn(9, 7, colour);
        let opaque = image::RgbImage::from_fn(9, 7, |x, y| image::Rgb([(x * 20) as u8, 200, (y * 9) as u8]));
        let gray = image::GrayImage::from_fn(9, 7, |x, y| image::Luma([(x * y) as u8]));
        let art = image::GrayImage::from_fn(9, 7, |x, y| image::Luma([if x > y { 255 } else { 0 }]));
        let foreign = [&NEWSPRINT[..NEWSPRINT.len() - 1], &[1]].concat();
        let pictures = [png(alpha.into()), png(opaque.into()), png(gray.into()), png(art.into())];
        pictures.into_iter().chain([tiff(NEWSPRINT), tiff(&foreign[..9_000]), gif()]).collect()
    }

    fn read(file: &[u8], standard: Standard, cache: &Arc<Cache>) -> (Outcome, Arc<LazyPress>) {
        let press = Press { standard, ..Press::default() };
        let press = Arc::new(LazyPress::new(&press, Arc::clone(cache)));
        (raster(Path::new("p"), file.to_vec(), &Span::new(FileId(0), 0..3), &press), press)
    }

    fn told(data: &Option<PictureData>) -> (u32, u32, Channels, Vec<u8>, Option<Vec<u8>>, SampleFacts) {
        match data {
            Some(PictureData::Raster { width, height, channels, pixels, alpha }) => {
                let alpha = alpha.as_ref().map(|alpha| alpha.to_vec());
                (*width, *height, *channels, pixels.to_vec(), alpha, pixels.facts())
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_known_picture_is_not_decoded_and_is_told_of_as_if_it_were() {
        let mut findings = 0;
        for standard in [Standard::X4, Standard::X1a] {
            let cache = Arc::new(Cache::default());
            let alone = Press { standard, ..Press::default() };
            let alone = Arc::new(LazyPress::new(&alone, Arc::new(Cache::new(0))));
            for file in files() {
                let span = Span::new(FileId(0), 0..3);
                let (plain, found) = raster(Path::new("p"), file.clone(), &span, &alone);
                let ((cold, said), press) = read(&file, standard, &cache);
                assert!(press.was_asked());
                assert_eq!(said, found);
                let ((warm, said), press) = read(&file, standard, &cache);
                assert!(!press.was_asked(), "it was decoded");
                assert_eq!(said, found);
                findings += found.len();
                assert_eq!(told(&warm), told(&plain));
                assert_eq!(told(&cold), told(&plain));
                assert!(press.was_asked());
            }
        }
        assert_eq!(findings, 8, "ink twice, a profile, and frames; each for two standards");
    }

    #[test]
    fn a_jpeg_of_inks_is_known_with_its_file() {
        let mut file = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut file, 90);
        encoder.encode(&[30; 16 * 16 * 4], 16, 16, jpeg_encoder::ColorType::Cmyk).expect("memory");
        let cache = Arc::new(Cache::default());
        let ((cold, found), _) = read(&file, Standard::X4, &cache);
        let ((warm, said), press) = read(&file, Standard::X4, &cache);
        assert!(!press.was_asked() && said == found);
        for data in [cold, warm] {
            let Some(PictureData::CmykJpeg { width: 16, height: 16, bytes, inverted: true }) = data else {
                panic!("{data:?}");
            };
            assert_eq!(*bytes, *file);
        }
    }

    #[test]
    fn a_picture_that_is_refused_is_refused_again() {
        let cut = |file: &[u8]| file[..file.len() * 2 / 3].to_vec();
        let cache = Arc::new(Cache::default());
        for file in files().iter().take(3).map(|file| cut(file)) {
            for _ in 0..2 {
                let ((data, found), _) = read(&file, Standard::X4, &cache);
                assert!(data.is_none() && found[0].code == "broken-picture", "{found:?}");
            }
        }
    }

    #[test]
    fn another_press_is_another_picture() {
        let cache = Arc::new(Cache::default());
        let name = |press: Press| LazyPress::new(&press, Arc::clone(&cache)).name(b"file");
        let usual = name(Press::default());
        assert_eq!(usual, name(Press { condition: "x".into(), ..Press::default() }), "it changes no pixel");
        for other in [
            Press { ink_limit: 200, ..Press::default() },
            Press { black_point: false, ..Press::default() },
            Press { standard: Standard::X1a, ..Press::default() },
            Press { intent: crate::ink::Intent::Absolute, ..Press::default() },
            Press { profile: b"another".as_slice().into(), ..Press::default() },
        ] {
            assert_ne!(usual, name(other));
        }
    }

    #[test]
    fn what_is_told_of_pictures_comes_out_of_its_entry_as_it_went_in() {
        let said = |remark: &Remark| remark.finding(Path::new("p"), &Span::new(FileId(0), 0..0));
        let names = ("Coated 一".to_owned(), String::new());
        for remark in [
            Remark::Turned,
            Remark::BrokenProfile,
            Remark::Stranger { theirs: names.0, own: names.1 },
            Remark::Ink { permille: 77, limit: 240 },
            Remark::Channels { count: 3 },
            Remark::Pages { count: 2, what: word("frame") },
            Remark::Pages { count: 4, what: word("page") },
            Remark::More,
            Remark::Inverted { marked: true },
            Remark::Inverted { marked: false },
        ] {
            let mut entry = Vec::new();
            write(&remark, &mut entry);
            let mut fields = Fields(&entry);
            assert_eq!(fields.remark().map(|read| said(&read)), Some(said(&remark)));
            assert!(fields.0.is_empty());
            for end in 0..entry.len() {
                assert!(Fields(&entry[..end]).remark().is_none(), "cut at {end}");
            }
        }
    }
}
