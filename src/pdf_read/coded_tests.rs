//! Pictures in codings of their own, against what is known to be in them (tests/fixtures/pictures).

use crate::message::Message;
use std::cell::RefCell;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::colour::{Inks, Spaces};
use super::convert::Convert;
use super::image::{Image, Pixels, Tones};
use super::state::State;
use super::{bilevel, samples};

const WIDTH: i64 = 61;
const HEIGHT: i64 = 48;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../tests/fixtures/pictures/", $name)).as_slice()
    };
}

fn is_black(x: i64, y: i64) -> bool {
    (x - 30) * (x - 30) + (y - 24) * (y - 24) < 150 || (x / 8 + y / 6) % 3 == 0
}

/// A picture of the size of the fixtures, decoded.
fn decoded(entries: Dictionary, data: &[u8], document: &Document) -> Result<Pixels, Message> {
    let mut dictionary = dictionary! { "Width" => WIDTH, "Height" => HEIGHT };
    dictionary.extend(&entries);
    let spaces = Spaces { document, inks: RefCell::new(Inks::new()), convert: Rc::new(Convert::naive()) };
    let state = State::new();
    Image::new("I".to_owned(), &dictionary, data, None, &state, &spaces)?.pixels()
}

fn plain(entries: Dictionary, data: &[u8]) -> Result<Pixels, Message> {
    decoded(entries, data, &Document::new())
}

/// How many pixels of a picture in grey are not black where they should be.
fn wrong(pixels: &Pixels) -> usize {
    let Tones::Inks(plates, inks) = &pixels.tones else { panic!("it has inks") };
    let black = plates.iter().position(|plate| *plate == 3).expect("it has black");
    let places = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
    let found = inks.chunks_exact(plates.len()).map(|pixel| pixel[black]);
    places.zip(found).filter(|((x, y), ink)| *ink != if is_black(*x, *y) { 255 } else { 0 }).count()
}

fn fax(parameters: Dictionary) -> Dictionary {
    let mut parameters = parameters;
    parameters.set("Columns", WIDTH);
    dictionary! {
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 1, "Filter" => "CCITTFaxDecode",
        // The encoder was told that 1 is black; the samples of DeviceGray are light.
        "DecodeParms" => parameters,
    }
}

#[test]
fn faxes_of_every_kind() {
    let all: [(&[u8], Dictionary); 6] = [
        (fixture!("g4.fax"), dictionary! { "K" => -1 }),
        (
            fixture!("g4-aligned.fax"),
            dictionary! { "K" => -1, "EncodedByteAlign" => true, "EndOfBlock" => false },
        ),
        (fixture!("g3-1d.fax"), dictionary! { "K" => 0, "EndOfLine" => true }),
        (fixture!("g3-1d-bare.fax"), dictionary! { "EndOfBlock" => false }),
        (fixture!("g3-1d-aligned.fax"), dictionary! { "EncodedByteAlign" => true, "EndOfBlock" => false }),
        (fixture!("g3-2d.fax"), dictionary! { "K" => 4, "EndOfLine" => true }),
    ];
    for (nth, (data, parameters)) in all.iter().enumerate() {
        let pixels = plain(fax(parameters.clone()), data).expect("a fax");
        assert_eq!((wrong(&pixels), pixels.fault.clone()), (0, None), "{nth}");
        // The control: the other way round everything is wrong.
        let mut turned = parameters.clone();
        turned.set("BlackIs1", true);
        let turned = plain(fax(turned), data).expect("a fax");
        assert_eq!(wrong(&turned), (WIDTH * HEIGHT) as usize, "{nth}");
    }
    // A stencil paints where its samples are 0.
    let stencil = dictionary! {
        "ImageMask" => true, "Filter" => "CCF", "DecodeParms" => dictionary! { "K" => -1, "Columns" => WIDTH },
    };
    let pixels = plain(stencil, fixture!("g4.fax")).expect("a stencil");
    let shown = pixels.alpha.expect("a stencil shows in part").data;
    assert!(is_black(30, 24) && shown[24 * 61 + 30] == 255);
    assert!(!is_black(10, 0) && shown[10] == 0);
}

#[test]
fn jbig2_by_itself_and_with_segments_that_are_shared() {
    let entries = |parameters: Dictionary| {
        dictionary! {
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 1, "Filter" => "JBIG2Decode",
            "DecodeParms" => parameters,
        }
    };
    for data in [fixture!("art.jbig2"), fixture!("art-mmr.jbig2")] {
        let pixels = plain(entries(Dictionary::new()), data).expect("a picture");
        assert_eq!((wrong(&pixels), pixels.fault), (0, None));
    }
    // A stream of shared segments without any is as good as none; one that is a picture itself, and so
    // might need itself, is refused.
    let mut document = Document::new();
    let empty = document.add_object(Stream::new(Dictionary::new(), Vec::new()));
    let looped = document.new_object_id();
    let own = dictionary! {
        "Filter" => "JBIG2Decode", "DecodeParms" => dictionary! { "JBIG2Globals" => Object::Reference(looped) },
    };
    document.objects.insert(looped, Stream::new(own, fixture!("art.jbig2").to_vec()).into());
    let with = |globals| entries(dictionary! { "JBIG2Globals" => Object::Reference(globals) });
    let pixels = decoded(with(empty), fixture!("art.jbig2"), &document).expect("a picture");
    assert_eq!(wrong(&pixels), 0);
    assert!(decoded(with(looped), fixture!("art.jbig2"), &document).is_err());
    // Not as wide as it says.
    let mut wide = entries(Dictionary::new());
    wide.set("Width", 64);
    assert!(plain(wide, fixture!("art.jbig2")).is_err());
}

fn inks(pixels: &Pixels, x: usize, y: usize) -> Vec<u8> {
    let Tones::Inks(plates, inks) = &pixels.tones else { panic!("it has inks") };
    inks[(y * 61 + x) * plates.len()..][..plates.len()].to_vec()
}

#[test]
fn jpeg_2000_in_inks_in_grey_and_in_tiles() {
    let jpx = |space: Option<&str>| {
        let mut entries = dictionary! { "Filter" => "JPXDecode" };
        if let Some(space) = space {
            entries.set("ColorSpace", space);
        }
        entries
    };
    // The one with a head says RGB and something that shows; the file's own space counts for more.
    let all = [
        (fixture!("cmyk.j2k"), Some("DeviceCMYK")),
        (fixture!("cmyk.j2k"), None),
        (fixture!("cmyk.jp2"), Some("DeviceCMYK")),
    ];
    for (data, space) in all {
        let pixels = plain(jpx(space), data).expect("a picture");
        for (x, y) in [(0, 0), (1, 0), (20, 7), (60, 47)] {
            let black = if (x + y) % 2 == 0 { 51 } else { 0 };
            let expected = [x * 4, y * 5, 255 - x * 4, black].map(|ink| ink as u8);
            assert_eq!(inks(&pixels, x, y), expected, "{x} {y}");
        }
    }
    let near = plain(jpx(Some("DeviceCMYK")), fixture!("cmyk-lossy.jp2")).expect("a picture");
    let [cyan, magenta, ..] = inks(&near, 20, 20)[..] else { panic!("four inks") };
    assert!(cyan.abs_diff(80) < 12 && magenta.abs_diff(100) < 12, "{cyan} {magenta}");
    // Light, so that black is what is missing of it.
    let gray = plain(jpx(None), fixture!("gray.jp2")).expect("a picture");
    assert_eq!(inks(&gray, 20, 7)[3], 255 - 80);
    // A picture of one channel is none in four inks.
    assert!(plain(jpx(Some("DeviceCMYK")), fixture!("gray.jp2")).is_err());
}

#[test]
fn jpeg_2000_with_what_shows_and_with_indices() {
    let entries = |kind: i64| dictionary! { "Filter" => "JPXDecode", "SMaskInData" => kind };
    let shown = plain(entries(1), fixture!("alpha.jp2")).expect("a picture");
    let alpha = shown.alpha.as_ref().expect("it shows in part");
    assert_eq!((alpha.data[10], alpha.data[40]), (255, 0));
    assert_eq!(inks(&shown, 10, 0)[3], 255 - 40);
    assert!(plain(entries(0), fixture!("alpha.jp2")).expect("a picture").alpha.is_none());
    let table = Object::String(
        vec![0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 102],
        lopdf::StringFormat::Hexadecimal,
    );
    let space = vec!["Indexed".into(), "DeviceCMYK".into(), 3.into(), table];
    let indexed = dictionary! { "Filter" => "JPXDecode", "ColorSpace" => space };
    let pixels = plain(indexed, fixture!("index.jp2")).expect("a picture");
    assert_eq!(inks(&pixels, 20, 0), [255, 0, 0, 0]);
    assert_eq!(inks(&pixels, 50, 9), [0, 0, 0, 102]);
}

#[test]
fn what_claims_to_be_large_is_refused_before_memory_is_taken() {
    // The size in the marker of a JPEG 2000 picture, its tiles, the bits of its samples.
    let start =
        fixture!("cmyk.j2k").windows(4).position(|mark| mark == [0xFF, 0x4F, 0xFF, 0x51]).expect("a marker");
    let changed = |changes: &[(usize, u32)]| {
        let mut data = fixture!("cmyk.j2k").to_vec();
        for (at, value) in changes {
            data[start + 4 + at..start + 8 + at].copy_from_slice(&value.to_be_bytes());
        }
        samples::jpx(&data, false, None).err().unwrap_or_default()
    };
    assert_eq!(changed(&[]), "");
    assert!(changed(&[(4, 60_000), (8, 60_000)]).contains("too large"));
    assert!(changed(&[(4, 9_000), (8, 9_000)]).contains("too large"), "few bytes for many pixels");
    assert!(changed(&[(20, 1), (24, 1), (4, 1_000), (8, 1_000)]).contains("too large"), "a million tiles");
    let mut deep = fixture!("cmyk.j2k").to_vec();
    deep[start + 4 + 38] = 37;
    assert!(samples::jpx(&deep, false, None).is_err_and(|why| why.contains("unusual")));
    // Regions of JBIG2 that are drawn one over the other.
    let region = |width: u32| {
        let mut segment = vec![0, 0, 0, 1, 38, 0, 1, 0, 0, 0, 18];
        [width, width, 0, 0].iter().for_each(|side| segment.extend(side.to_be_bytes()));
        segment.extend([0, 0]);
        segment
    };
    let head = &fixture!("art.jbig2")[..30];
    let many = |width| [head.to_vec(), region(width).repeat(200)].concat();
    assert!(bilevel::jbig2(&many(60_000), None, None).is_none());
    // Rows of a fax without end.
    let endless = dictionary! { "Columns" => 4_000_000_000_i64, "Rows" => 4_000_000_000_i64, "K" => -1 };
    assert!(bilevel::fax(&Document::new(), &[0xFF; 64], Some(&endless), None).is_none());
    let wide = dictionary! { "Columns" => 4_000_000_000_i64, "K" => -1 };
    assert!(bilevel::fax(&Document::new(), &[0xFF; 64], Some(&wide), None).is_none());
}

#[test]
fn rows_that_are_missing_are_told_and_become_paper() {
    let whole = fixture!("g4.fax");
    let parameters = || fax(dictionary! { "K" => -1 });
    let pixels = plain(parameters(), &whole[..whole.len() * 3 / 4]).expect("most of a fax");
    let told = pixels.fault.as_deref().expect("it is told");
    assert!(told.contains("breaks off after"), "{told}");
    assert_eq!(inks(&pixels, 30, 47)[3], 0);
    assert!(plain(parameters(), &whole[..whole.len() / 5]).is_err());
    let raw = dictionary! { "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8 };
    let cut = plain(raw.clone(), &vec![255; 61 * 40 * 4]).expect("most of a picture");
    assert_eq!((inks(&cut, 0, 39)[0], inks(&cut, 0, 40)[0]), (255, 0));
    assert!(cut.fault.is_some());
    assert!(plain(raw, &vec![255; 61 * 48 * 4]).expect("a picture").fault.is_none());
}

#[test]
fn damaged_pictures_are_told_and_never_end_the_program() {
    let all: [(&[u8], &str); 8] = [
        (fixture!("g4.fax"), "CCITTFaxDecode"),
        (fixture!("g3-2d.fax"), "CCITTFaxDecode"),
        (fixture!("art.jbig2"), "JBIG2Decode"),
        (fixture!("art-mmr.jbig2"), "JBIG2Decode"),
        (fixture!("cmyk.j2k"), "JPXDecode"),
        (fixture!("cmyk.jp2"), "JPXDecode"),
        (fixture!("cmyk-lossy.jp2"), "JPXDecode"),
        (fixture!("alpha.jp2"), "JPXDecode"),
    ];
    let mut seed = 12_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut refused = 0;
    for (whole, filter) in all {
        for _ in 0..250 {
            let mut bytes = whole.to_vec();
            for _ in 0..1 + random(6) {
                let at = random(bytes.len());
                bytes[at] ^= 1 << random(8);
            }
            if random(3) == 0 {
                bytes.truncate(random(bytes.len()));
            }
            let kind = [-1, 0, 4][random(3)];
            let entries = dictionary! {
                "Filter" => filter, "BitsPerComponent" => if filter == "JPXDecode" { 8 } else { 1 },
                "DecodeParms" => dictionary! { "K" => kind, "Columns" => WIDTH },
            };
            refused += usize::from(plain(entries, &bytes).is_err());
        }
    }
    assert!(refused > 100, "{refused}");
}
