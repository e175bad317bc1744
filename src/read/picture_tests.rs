//! Pictures that cause findings, and files made to exhaust memory.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::DynamicImage;

use super::*;
use crate::cache::Cache;
use crate::read::picture_decode::MOST_SCANS;
use tiff::tags::Tag;

fn press(megapixels: u32) -> Arc<LazyPress> {
    let mut press = ink::Press::default();
    press.pictures.most_megapixels = megapixels;
    Arc::new(LazyPress::new(&press, Arc::new(Cache::new(0))))
}

fn read(bytes: &[u8], press: &Arc<LazyPress>) -> (Option<PictureData>, Vec<Diagnostic>) {
    raster(Path::new("bomb"), bytes.to_vec(), &Span::new(FileId(0), 0..0), press)
}

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    read(bytes, &press(400)).1.into_iter().map(|finding| finding.code.name()).collect()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [kind.as_slice(), body].concat();
    [&(body.len() as u32).to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A PNG in grey whose pixels are `rows`, deflated, with other chunks before them.
fn png(width: u32, height: u32, before: &[Vec<u8>], rows: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    file.extend(chunk(b"IHDR", &head));
    file.extend(before.concat());
    file.extend(chunk(b"IDAT", rows));
    file.extend(chunk(b"IEND", b""));
    file
}

fn deflated_zeros(megabytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..megabytes {
        encoder.write_all(&zeros).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn too_many_pixels_are_refused_before_they_are_decoded() {
    // Its pixels are a few bytes: were they looked at, the file would be called damaged.
    let bomb = png(30_000, 20_000, &[], b"none");
    assert_eq!(codes(&bomb), ["picture-too-large"]);
    let finding = &read(&bomb, &press(400)).1[0];
    assert!(finding.message.contains("30000 × 20000") && finding.message.contains("400 million"));
    assert!(finding.help.iter().any(|help| help.contains("picture_megapixels")), "{:?}", finding.help);
    // The limit is the house's.
    assert_eq!(read(&png(2_000, 1_000, &[], b"none"), &press(1)).1[0].code, "picture-too-large");
    assert_eq!(read(&png(1_000, 1_000, &[], b"none"), &press(1)).1[0].code, "broken-picture");
    // A JPEG of 65 535 × 65 535 and a TIFF of as many.
    let mut frame = b"\xFF\xD8\xFF\xC0\0\x0B\x08\xFF\xFF\xFF\xFF\x01\x01\x11\0".to_vec();
    frame.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\xFF\xD9");
    assert_eq!(codes(&frame), ["picture-too-large"]);
    let mut tiff = b"II*\0\x08\0\0\0\x09\0".to_vec();
    let entries: [(u16, u16, u32); 9] = [
        (256, 4, 65_535),
        (257, 4, 65_535),
        (258, 3, 8),
        (259, 3, 8),
        (262, 3, 1),
        (273, 4, 200),
        (277, 3, 1),
        (278, 4, 65_535),
        (279, 4, 10),
    ];
    for (tag, kind, value) in entries {
        tiff.extend(
            [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &1u32.to_le_bytes(), &value.to_le_bytes()].concat(),
        );
    }
    tiff.resize(300, 0);
    assert_eq!(codes(&tiff), ["picture-too-large"]);
}

#[test]
fn packed_parts_that_swell_are_not_unpacked() {
    let pixels = deflated_zeros(1);
    // A profile of 200 MB in 200 KB: the picture is set, the profile is told.
    let profile = [b"p\0\0".as_slice(), &deflated_zeros(200)].concat();
    let bomb = png(4, 4, &[chunk(b"iCCP", &profile)], &pixels);
    assert!(bomb.len() < 400_000);
    assert_eq!(codes(&bomb), ["picture-profile"]);
    // Words are never unpacked.
    let words = [b"Comment\0\0".as_slice(), &deflated_zeros(200)].concat();
    assert_eq!(codes(&png(4, 4, &[chunk(b"zTXt", &words)], &pixels)), [""; 0]);
    // Pixels of 300 MB where 20 bytes belong: what is over is passed over.
    let long = deflated_zeros(300);
    assert_eq!(codes(&png(4, 4, &[], &long)), [""; 0]);
}

#[test]
fn a_jpeg_that_never_comes_to_an_end_is_refused() {
    let mut bytes = Vec::new();
    let picture = image::GrayImage::from_pixel(16, 16, image::Luma([90]));
    let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
    encoder.encode_image(&DynamicImage::ImageLuma8(picture)).unwrap();
    let end = bytes.len() - 2;
    let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let scan = bytes[scan..end].to_vec();
    let bomb = [&bytes[..end], &scan.repeat(MOST_SCANS), &bytes[end..]].concat();
    assert_eq!(codes(&bomb), ["picture-too-large"]);
}

#[test]
fn lab_is_refused_by_name() {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    encoder.write_image::<tiff::encoder::colortype::RGB8>(2, 1, &[9; 6]).unwrap();
    let mut bytes = bytes.into_inner();
    let lab = |kind: [u8; 2]| [&[6, 1, 3, 0, 1, 0, 0, 0], &kind[..]].concat();
    let at = bytes.windows(10).position(|entry| entry == lab([2, 0])).unwrap();
    bytes[at..at + 10].copy_from_slice(&lab([8, 0]));
    let finding = &read(&bytes, &press(400)).1[0];
    assert_eq!((finding.code.name(), finding.message.contains("Lab")), ("picture-kind", true));
}

fn drawing(text: &str) -> Vec<&'static str> {
    let (_, findings) = svg::read(FileId(0), text, Path::new("bomb.svg"), press(400).converter().unwrap());
    findings.into_iter().map(|finding| finding.code.name()).collect()
}

#[test]
fn drawings_that_unfold_without_end_are_refused() {
    let laughs: String =
        (1..10).map(|at| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10))).collect();
    let text = format!("<!DOCTYPE svg [<!ENTITY a0 \"ha\">{laughs}]><svg><desc>&a9;</desc></svg>");
    assert_eq!(drawing(&text), ["svg-limit"]);
    // Neither a bracket in quotes nor a comment ends the declarations.
    for opening in ["<!ENTITY z \"]>\">", "<!-- ]> -->"] {
        let text = format!(
            "<!DOCTYPE svg [{opening}<!ENTITY a \"{}\">]><svg><desc>{}</desc></svg>",
            "ha".repeat(100_000),
            "&a;".repeat(1000)
        );
        assert!(crate::read::svg_limits::entities(&text).is_some(), "{opening}");
        let hidden = format!("<!-- <!DOCTYPE --> {text}");
        assert!(crate::read::svg_limits::entities(&hidden).is_some(), "{opening}");
    }
    let long = format!("<!DOCTYPE svg [<!ENTITY a \"{}\">]>", "ha".repeat(100_000));
    assert_eq!(drawing(&format!("{long}<svg><desc>{}</desc></svg>", "&a;".repeat(1_000))), ["svg-limit"]);
    let deep = format!("<svg>{}{}</svg>", "<g>".repeat(100_000), "</g>".repeat(100_000));
    assert_eq!(drawing(&deep), ["svg-limit"]);
    let many = format!("<svg>{}</svg>", "<g/>".repeat(1_000_001));
    assert_eq!(drawing(&many), ["svg-limit"]);
    // Twelve times ten uses of each other.
    let uses = |at: usize| format!("<g id='g{at}'>{}</g>", format!("<use href='#g{}'/>", at - 1).repeat(10));
    let tower: String = (1..12).map(uses).collect();
    let tower = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect id='g0' width='1' height='1'/>{tower}</svg>"
    );
    assert_eq!(drawing(&tower), ["svg-limit"]);
}

#[test]
fn what_drawing_programs_write_is_taken() {
    let open = "<g>".repeat(150);
    let text = format!(
        "<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\">]><svg xmlns='&ns;' width='9' height='9'>\
         {open}<rect width='3' height='3'/>{}</svg>",
        "</g>".repeat(150)
    );
    assert_eq!(drawing(&text), [""; 0]);
}

fn cmyk_tiff(shares: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    let width = shares.len() as u32 / 4;
    let mut image = encoder.new_image::<tiff::encoder::colortype::CMYK8>(width, 1).unwrap();
    if let Some(profile) = profile {
        image.encoder().write_tag(Tag::IccProfile, profile).unwrap();
    }
    image.write_data(shares).unwrap();
    bytes.into_inner()
}

#[test]
fn inks_of_the_picture_desk_are_kept_and_told_of() {
    let heavy = [255, 255, 255, 200, 0, 0, 0, 255];
    let (data, findings) = read(&cmyk_tiff(&heavy, None), &press(400));
    assert!(matches!(data, Some(PictureData::Raster { pixels, .. }) if *pixels == heavy));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code.name(), "picture-ink");
    assert!(findings[0].message.starts_with("50 %") && findings[0].message.contains("240 %"));

    let own = cmyk_tiff(&[9; 8], Some(ink::NEWSPRINT));
    assert_eq!(codes(&own), [""; 0], "the press's own profile");
    // Another name in its description makes it another profile.
    let mut other = ink::NEWSPRINT.to_vec();
    let at = other.windows(8).position(|name| name == b"CGATS TR").unwrap();
    other[at..at + 8].copy_from_slice(b"FOGRA 39");
    let (_, findings) = read(&cmyk_tiff(&[9; 8], Some(&other)), &press(400));
    assert_eq!(findings[0].code.name(), "picture-profile");
    let message = &findings[0].message;
    assert!(message.contains("FOGRA 39") && message.contains("CGATS TR 002"), "{message}");
}

#[test]
fn a_broken_profile_is_told_and_taken_for_srgb() {
    let pixels = deflated_zeros(1);
    let mut packed = ZlibEncoder::new(b"p\0\0".to_vec(), Compression::fast());
    packed.write_all(b"this is no profile").unwrap();
    let file = png(4, 4, &[chunk(b"iCCP", &packed.finish().unwrap())], &pixels);
    let (data, findings) = read(&file, &press(400));
    assert_eq!((data.is_some(), findings[0].code.name()), (true, "picture-profile"));
}
