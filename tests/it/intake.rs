//! Pictures and other files that come in: what is in them is printed or told, files of another kind are named for what
//! they are, and files that no page names are told.

use std::io::Cursor;
use std::path::Path;

use banxin::diagnostic::Severity;
use banxin::issue::{Channels, PictureData};

use crate::support::cases::{FILES, STORY, all_told as told, issue, put};

/// The small issue with a file of this name and these bytes in the place of its picture.
fn with(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let dir = issue();
    put(dir.path(), "issue.toml", FILES[0].1.replace("river.jpg", name).as_bytes());
    std::fs::remove_file(dir.path().join("pictures/river.jpg")).expect("the picture of the small issue");
    put(dir.path(), &format!("pictures/{name}"), bytes);
    dir
}

fn assert_clean(dir: &Path, case: &str) {
    assert_eq!(told(dir).0, [], "the control of `{case}`");
}

fn codes(dir: &Path) -> Vec<String> {
    told(dir).0.iter().map(|finding| finding.code.name().to_owned()).collect()
}

/// What is told of a picture, and what was read of it.
fn read(name: &str, bytes: &[u8]) -> (Vec<String>, Option<PictureData>) {
    let dir = with(name, bytes);
    let picture = banxin::load(dir.path()).ok().map(|loaded| loaded.issue.pictures[0].data.clone());
    (codes(dir.path()), picture)
}

/// A TIFF of one strip without compression, written tag by tag (TIFF 6.0, section 2).
#[derive(Clone, Default)]
struct Tiff {
    photometric: u16,
    samples: u16,
    depth: u16,
    extras: Vec<u16>,
    planar: bool,
    map: Vec<u16>,
    pages: usize,
}

impl Tiff {
    /// A picture of 40 by 30 pixels, each of the samples given by its number.
    fn bytes(&self, level: impl Fn(usize, usize) -> u8) -> Vec<u8> {
        const SIDES: (usize, usize) = (400, 300);
        let samples = usize::from(self.samples);
        let pixels = SIDES.0 * SIDES.1;
        let data: Vec<u8> = if self.planar {
            (0..samples)
                .flat_map(|sample| (0..pixels).map(move |at| (at, sample)))
                .map(|(at, s)| level(at, s))
                .collect()
        } else {
            (0..pixels)
                .flat_map(|at| (0..samples).map(move |sample| (at, sample)))
                .map(|(at, s)| level(at, s))
                .collect()
        };
        let mut out = b"II*\0".to_vec();
        out.extend([0; 4]);
        let mut link = 4;
        for page in 0..self.pages.max(1) {
            let put = |out: &mut Vec<u8>, values: &[u16]| {
                let at = out.len() as u32;
                out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
                at
            };
            let depths = put(&mut out, &vec![self.depth; samples]);
            let extras = put(&mut out, &self.extras);
            let map = put(&mut out, &self.map);
            let strip = out.len() as u32;
            out.extend(&data);
            let plane = (data.len() / if self.planar { samples } else { 1 }) as u32;
            let strips = if self.planar { self.samples.into() } else { 1_u32 };
            let offsets = out.len() as u32;
            out.extend((0..strips).flat_map(|at| (strip + at * plane).to_le_bytes()));
            let counts = out.len() as u32;
            out.extend((0..strips).flat_map(|_| plane.to_le_bytes()));
            let start = out.len() as u32;
            out[link..link + 4].copy_from_slice(&start.to_le_bytes());
            let many = |count: usize, at: u32, one: u16| {
                if count > 2 { at } else { u32::from(one) | u32::from(one) << 16 }
            };
            let extra = match self.extras[..] {
                [] => 0,
                [one] => u32::from(one),
                [one, two] => u32::from(one) | u32::from(two) << 16,
                _ => extras,
            };
            let mut tags: Vec<(u16, u16, u32, u32)> = vec![
                (254, 4, 1, if page > 0 { 2 } else { 0 }),
                (256, 4, 1, SIDES.0 as u32),
                (257, 4, 1, SIDES.1 as u32),
                (
                    258,
                    3,
                    samples as u32,
                    if samples == 1 { self.depth.into() } else { many(samples, depths, self.depth) },
                ),
                (259, 3, 1, 1),
                (262, 3, 1, self.photometric.into()),
                (273, 4, strips, if strips == 1 { strip } else { offsets }),
                (277, 3, 1, self.samples.into()),
                (278, 4, 1, SIDES.1 as u32),
                (279, 4, strips, if strips == 1 { plane } else { counts }),
                (284, 3, 1, if self.planar { 2 } else { 1 }),
            ];
            if !self.map.is_empty() {
                tags.push((320, 3, self.map.len() as u32, map));
            }
            if !self.extras.is_empty() {
                tags.push((338, 3, self.extras.len() as u32, extra));
            }
            out.extend((tags.len() as u16).to_le_bytes());
            for (tag, kind, count, value) in tags {
                out.extend(tag.to_le_bytes());
                out.extend(kind.to_le_bytes());
                out.extend(count.to_le_bytes());
                out.extend(value.to_le_bytes());
            }
            link = out.len();
            out.extend([0; 4]);
        }
        out
    }
}

fn pixels(data: Option<PictureData>) -> (Channels, Vec<u8>, Option<Vec<u8>>) {
    match data {
        Some(PictureData::Raster { channels, pixels, alpha, .. }) => {
            (channels, pixels.to_vec(), alpha.map(|alpha| alpha.to_vec()))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn channels_of_a_cmyk_tiff_are_used_or_told() {
    let plain = Tiff { photometric: 5, samples: 4, depth: 8, ..Tiff::default() };
    let level = |_: usize, sample: usize| [10, 20, 30, 40, 128, 99][sample];
    let (found, data) = read("p.tif", &plain.bytes(level));
    assert_eq!(found, [""; 0]);
    assert_eq!(pixels(data).1[..8], [10, 20, 30, 40, 10, 20, 30, 40]);
    // A spot colour, or a selection that was stored.
    let spot = Tiff { samples: 5, extras: vec![0], ..plain.clone() };
    let (found, data) = read("p.tif", &spot.bytes(level));
    assert_eq!(found, ["picture-channels"]);
    assert_eq!(pixels(data).1[..8], [10, 20, 30, 40, 10, 20, 30, 40]);
    // Transparency.
    let alpha = Tiff { samples: 5, extras: vec![2], ..plain.clone() };
    let (found, data) = read("p.tif", &alpha.bytes(level));
    assert_eq!(found, [""; 0]);
    let (channels, _, alpha) = pixels(data);
    assert_eq!((channels, alpha.map(|alpha| alpha[0])), (Channels::Cmyk, Some(128)));
    let both = Tiff { samples: 6, extras: vec![2, 0], ..plain.clone() };
    assert_eq!(read("p.tif", &both.bytes(level)).0, ["picture-channels"]);
    // Planes one after the other.
    let planes = Tiff { planar: true, ..plain };
    let (found, data) = read("p.tif", &planes.bytes(level));
    assert_eq!(found, [""; 0]);
    assert_eq!(pixels(data).1[..8], [10, 20, 30, 40, 10, 20, 30, 40]);
}

#[test]
fn palettes_greys_and_pages_of_tiff_are_read_or_told() {
    let mut map = vec![0_u16; 3 * 256];
    (map[7], map[256 + 7], map[512 + 7]) = (65_535, 0, 0);
    let palette = Tiff { photometric: 3, samples: 1, depth: 8, map, ..Tiff::default() };
    let (found, data) = read("p.tif", &palette.bytes(|_, _| 7));
    assert_eq!(found, [""; 0]);
    let red = Tiff { photometric: 2, samples: 3, depth: 8, ..Tiff::default() };
    let level = |_: usize, sample: usize| [255, 0, 0, 77][sample];
    let (_, rgb) = read("p.tif", &red.bytes(level));
    assert_eq!(pixels(data).1[..4], pixels(rgb).1[..4], "red is red");
    let more = Tiff { samples: 4, extras: vec![0], ..red.clone() };
    let (found, data) = read("p.tif", &more.bytes(level));
    assert_eq!(found, ["picture-channels"]);
    assert_eq!(pixels(data).0, Channels::Cmyk);
    let pages = Tiff { pages: 3, ..red };
    assert_eq!(read("p.tif", &pages.bytes(level)).0, ["picture-pages"]);
    let gray = Tiff { photometric: 1, samples: 2, depth: 8, extras: vec![0], ..Tiff::default() };
    let (found, data) = read("p.tif", &gray.bytes(|_, sample| [0, 9][sample]));
    assert_eq!(found, ["picture-channels"]);
    assert_eq!(pixels(data).1[0], 255);
    let few = Tiff { photometric: 1, samples: 1, depth: 8, ..Tiff::default() };
    assert_eq!(read("p.tif", &few.bytes(|_, _| 9)).0, [""; 0]);
}

#[test]
fn a_cmyk_jpeg_that_is_stored_inverted_without_a_marker_is_taken_so_and_told() {
    let encode = |level: u8| {
        let mut bytes = Vec::new();
        let levels: Vec<u8> =
            (0..400 * 300).flat_map(|at| [level, level, level, level.wrapping_add((at % 9) as u8)]).collect();
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
        encoder.encode(&levels, 400, 300, jpeg_encoder::ColorType::Cmyk).expect("encoding into memory");
        bytes
    };
    // The encoder stores inverted and says so with Adobe's marker; without the marker nothing says it.
    let marked = encode(20);
    let start = marked.windows(2).position(|two| two == [0xFF, 0xEE]).expect("Adobe's marker");
    let length = usize::from(marked[start + 2]) << 8 | usize::from(marked[start + 3]);
    let bare = [&marked[..start], &marked[start + 2 + length..]].concat();
    let inverted = |data: Option<PictureData>| match data {
        Some(PictureData::CmykJpeg { inverted, .. }) => inverted,
        other => panic!("{other:?}"),
    };
    let (found, data) = read("p.jpg", &marked);
    assert_eq!((found, inverted(data)), (vec![], true));
    let (found, data) = read("p.jpg", &bare);
    assert_eq!((found, inverted(data)), (vec!["picture-inverted".to_owned()], true));
}

#[test]
fn what_moves_and_what_stands_behind_a_picture_is_told() {
    let picture = |shade: u8| image::RgbaImage::from_pixel(400, 300, image::Rgba([shade, 90, 10, 255]));
    let gif = |frames: u8| {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        for frame in 0..frames {
            encoder.encode_frame(image::Frame::new(picture(frame * 50))).expect("a frame");
        }
        drop(encoder);
        bytes
    };
    assert_eq!(read("p.gif", &gif(1)).0, [""; 0]);
    assert_eq!(read("p.gif", &gif(3)).0, ["picture-pages"]);
    let mut webp = Cursor::new(Vec::new());
    image::DynamicImage::ImageRgba8(picture(9))
        .write_to(&mut webp, image::ImageFormat::WebP)
        .expect("a picture");
    let (found, data) = read("p.webp", webp.get_ref());
    assert_eq!(found, [""; 0]);
    assert_eq!(pixels(data).0, Channels::Cmyk);
    let mut png = Cursor::new(Vec::new());
    image::DynamicImage::ImageRgba8(picture(9))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture");
    let png = png.into_inner();
    // An animation's header before the pixels (APNG): the decoder shows the first frame.
    let mut chunk = b"acTL\0\0\0\x02\0\0\0\0".to_vec();
    chunk.extend(crc32(&chunk).to_be_bytes());
    let moving = [&png[..33], &[0, 0, 0, 8], &chunk, &png[33..]].concat();
    assert_eq!(read("p.png", &moving).0, ["picture-pages"]);
    let jpeg = crate::support::cases::jpeg();
    let two = [&jpeg[..], &jpeg[..]].concat();
    let dir = with("p.jpg", &two);
    let (findings, ..) = told(dir.path());
    let found: Vec<_> = findings.iter().map(|finding| (finding.code.name(), finding.severity)).collect();
    assert_eq!(found, [("picture-pages", Severity::Note)]);
}

/// The checksum of PNG (PNG, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 },
        )
    })
}

#[test]
fn a_packed_drawing_is_read_and_a_bomb_is_refused() {
    use std::io::Write as _;
    let pack = |text: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text).expect("packing into memory");
        packer.finish().expect("packing into memory")
    };
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"48\"><path d=\"M0 0h64v48h-64z\"/></svg>";
    for name in ["d.svgz", "d.svg"] {
        let (found, data) = read(name, &pack(drawing.as_bytes()));
        assert_eq!(found, [""; 0], "{name}");
        assert!(matches!(data, Some(PictureData::Vector(_))), "{name}");
    }
    assert_eq!(read("d.svgz", &pack(&vec![b' '; 65 << 20])).0, ["broken-picture"]);
    let cut = pack(drawing.as_bytes());
    assert_eq!(read("d.svgz", &cut[..cut.len() - 9]).0, ["broken-picture"]);
}

/// How files of other programs begin, and what they are called.
fn strangers() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0", name.as_bytes(), b"PK\x05\x06"].concat();
    let ole = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &wide].concat()
    };
    vec![
        ("psd", b"8BPS\0\x01\0\0\0\0".to_vec(), "Photoshop"),
        ("heic", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "HEIC"),
        ("avif", b"\0\0\0\x18ftypavif\0\0\0\0".to_vec(), "AVIF"),
        ("bmp", b"BM\x36\0\0\0\0\0\0\0".to_vec(), "BMP"),
        ("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n".to_vec(), "EPS"),
        ("indd", b"\x06\x06\xED\xF5\xD8\x1D\x46\xE5\xBD\x31".to_vec(), "InDesign"),
        ("docx", zip("word/document.xml"), "DOCX"),
        ("xlsx", zip("xl/workbook.xml"), "XLSX"),
        ("pptx", zip("ppt/presentation.xml"), "PPTX"),
        ("odt", zip("mimetypeapplication/vnd.oasis.opendocument.text"), "ODT"),
        ("zip", zip("photo.jpg"), "ZIP"),
        ("doc", ole("WordDocument"), "DOC"),
        ("xls", ole("Workbook"), "XLS"),
        ("ppt", ole("PowerPoint Document"), "PPT"),
        ("wps", ole("WpsDocument"), "WPS"),
        ("rtf", b"{\\rtf1\\ansi}".to_vec(), "RTF"),
        ("rar", b"Rar!\x1A\x07\x01\0".to_vec(), "RAR"),
        ("7z", b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), "7z"),
        ("woff2", b"wOF2\0\x01\0\0".to_vec(), "WOFF"),
        ("mp4", b"\0\0\0\x18ftypisom\0\0\0\0".to_vec(), "MP4"),
    ]
}

#[test]
fn files_of_other_programs_are_named_wherever_they_are_read() {
    for (ending, bytes, called) in strangers() {
        // As a picture.
        let dir = with(&format!("p.{ending}"), &bytes);
        let (findings, ..) = told(dir.path());
        assert_eq!(findings.len(), 1, "{ending}: {findings:#?}");
        assert_eq!(findings[0].code.name(), "picture-kind", "{ending}");
        assert!(findings[0].message.contains(called), "{ending}: {}", findings[0].message);
        assert!(findings[0].help.is_some(), "{ending}");
        // As a manuscript.
        let dir = issue();
        put(dir.path(), "stories/lead.md", &bytes);
        let (findings, ..) = told(dir.path());
        assert_eq!(findings.len(), 1, "{ending}: {findings:#?}");
        assert_eq!(findings[0].code.name(), "wrong-kind", "{ending}");
        assert!(findings[0].message.contains(called), "{ending}: {}", findings[0].message);
        // As a layout.
        let dir = issue();
        put(dir.path(), "layouts/small.toml", &bytes);
        assert!(codes(dir.path()).contains(&"wrong-kind".to_owned()), "{ending}");
        // As a font and as a profile.
        for (keys, file) in [
            ("[faces.own]\nfile = \"own.otf\"\n", "own.otf"),
            ("[press]\nprofile = \"own.icc\"\n", "own.icc"),
        ] {
            let dir = issue();
            put(dir.path(), "layouts/small.toml", format!("{keys}\n{}", FILES[1].1).as_bytes());
            put(dir.path(), &format!("layouts/{file}"), &bytes);
            let (findings, ..) = told(dir.path());
            let named = findings.iter().find(|finding| finding.code == "wrong-kind");
            assert!(
                named.is_some_and(|finding| finding.message.contains(called)),
                "{ending} {file}: {findings:#?}"
            );
        }
    }
    assert!(
        told(with("p.jpg", b"<!DOCTYPE html><html><body>404</body></html>").path()).0[0]
            .message
            .contains("HTML")
    );
    assert_eq!(codes(with("p.jpg", &[3; 99]).path()), ["picture-kind"]);
}

#[test]
fn the_encoding_of_a_manuscript_is_named() {
    let text = "---\nheadline: 主题\n---\n本报讯　江边的灯昨晚亮了，来看的人很多。\n";
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let traditional =
        "---\nheadline: 主題\n---\n本報訊　江邊的燈昨晚亮了，來看的人很多，記者說這裡很熱鬧。\n";
    for (bytes, called) in [
        (encoding_rs::GBK.encode(text).0.into_owned(), "GBK"),
        (encoding_rs::BIG5.encode(traditional).0.into_owned(), "Big5"),
        (wide, "UTF-16"),
    ] {
        let dir = issue();
        put(dir.path(), "stories/lead.md", &bytes);
        let (findings, ..) = told(dir.path());
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert_eq!(findings[0].code.name(), "not-utf8");
        let help = findings[0].help.as_deref().unwrap_or("");
        assert!(help.contains(called) && help.contains("banxin import"), "{called}: {help}");
    }
    let dir = issue();
    put(dir.path(), "stories/lead.md", &[STORY.as_bytes(), &[0xFF, 0xFF, 0xC0]].concat());
    assert!(told(dir.path()).0[0].help.as_deref().is_some_and(|help| help.contains("damaged")));
}

#[test]
fn files_that_no_page_names_are_told() {
    let dir = issue();
    assert_clean(dir.path(), "all files are named");
    for aside in
        ["stories/.hidden.md", "stories/lead.md~", "pictures/Thumbs.db", "pictures/river.jpg.bak", "notes.md"]
    {
        put(dir.path(), aside, b"-");
    }
    assert_clean(dir.path(), "copies of editors");
    for lost in ["stories/second.md", "stories/later/third.md", "pictures/river-2.jpg", "tables/prices.csv"] {
        put(dir.path(), lost, b"-");
    }
    let (findings, ..) = told(dir.path());
    assert_eq!(findings.len(), 4);
    assert!(findings.iter().all(|finding| finding.code == "unplaced" && finding.severity == Severity::Note));
    let gathered = banxin::gather::gather(&findings, |finding| finding);
    assert_eq!(gathered.told.len(), 1, "one finding with four places");
    // A story that is held back in the issue itself is no surprise.
    let held = format!("{}# file = \"stories/second.md\"\n", FILES[0].1);
    put(dir.path(), "issue.toml", held.as_bytes());
    assert_eq!(codes(dir.path()).len(), 3);
    put(
        dir.path(),
        "layouts/small.toml",
        format!("{}\n[house]\nsilent = [\"unplaced\"]\n", FILES[1].1).as_bytes(),
    );
    assert_clean(dir.path(), "silent");
}

#[test]
fn the_table_of_what_comes_in_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/INTAKE.md")).expect("the table");
    let mut sources = String::new();
    let mut open = vec![root.join("tests/it"), root.join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                sources += &std::fs::read_to_string(path).expect("a source");
            }
        }
    }
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| File"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() > 20, "{}", rows.len());
    for row in rows {
        assert_eq!(row.len(), 4, "{row:?}");
        let tests: Vec<&str> = row[3].split(", ").map(|name| name.trim_matches('`')).collect();
        assert!(!tests.is_empty(), "{row:?}");
        for test in tests {
            let name = test.rsplit("::").next().unwrap_or(test);
            assert!(sources.contains(&format!("fn {name}()")), "no test {test}: {row:?}");
        }
    }
}
