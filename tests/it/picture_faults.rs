//! Faults of pictures and profiles that no other file tests, each with a control: what a drawing cannot have, a
//! CMYK picture that is to be turned, a profile of the press without its tables.

use banxin::diagnostic::Severity;
use banxin::ink::NEWSPRINT;

use crate::support::cases::{Expected, FILES, LAYOUT, assert_clean, assert_told, issue, put};

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"48\">\n\
                       <path d=\"M0 0h64v48h-64z\" fill=\"#333333\"/>\nMORE</svg>\n";

/// The small issue with a drawing in the place of its picture.
fn with_drawing(more: &str) -> tempfile::TempDir {
    let dir = issue();
    let text = FILES[0].1.replace("river.jpg", "river.svg");
    put(dir.path(), "issue.toml", text.as_bytes());
    std::fs::remove_file(dir.path().join("pictures/river.jpg")).expect("the picture of the small issue");
    put(dir.path(), "pictures/river.svg", DRAWING.replace("MORE", more).as_bytes());
    dir
}

#[test]
fn what_is_not_painted_of_a_drawing_is_told() {
    assert_clean(with_drawing("<circle r=\"9\"/>").path(), "a drawing");
    for (code, more, at, help) in [
        (
            "svg-raster",
            "<image width=\"4\" height=\"4\" href=\"data:image/png;base64,iVBORw0KGgo=\"/>\n",
            (3, 1),
            "a file of its own",
        ),
        (
            "svg-pattern",
            "<pattern id=\"p\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h2v4z\"/></pattern>\n\
             <path d=\"M0 0h9v9z\" fill=\"url(#p)\"/>\n",
            (4, 21),
            "a plain colour",
        ),
    ] {
        let expected =
            Expected { code, severity: Severity::Warning, at: ("pictures/river.svg", at.0, at.1), help };
        assert_told(with_drawing(more).path(), &expected);
    }
}

/// A CMYK JPEG without ink, with a tag of its camera that says how it is to be turned.
fn cmyk_jpeg(orientation: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.encode(&[0; 4 * 64 * 48], 64, 48, jpeg_encoder::ColorType::Cmyk).expect("encoding into memory");
    // Exif 2.32, 4.5: the byte order, one entry (274, SHORT, one value), no other directory.
    let mut exif = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    [&bytes[..2], &exif, &bytes[2..]].concat()
}

#[test]
fn a_cmyk_picture_that_is_to_be_turned_is_told() {
    let dir = issue();
    put(dir.path(), "pictures/river.jpg", &cmyk_jpeg(1));
    assert_clean(dir.path(), "an upright picture");
    put(dir.path(), "pictures/river.jpg", &cmyk_jpeg(6));
    let expected = Expected {
        code: "picture-turned",
        severity: Severity::Warning,
        at: ("issue.toml", 16, 8),
        help: "turn it in a picture editor",
    };
    assert_told(dir.path(), &expected);
}

#[test]
fn a_profile_of_the_press_without_its_tables_is_told() {
    let dir = issue();
    put(dir.path(), "layouts/press.icc", NEWSPRINT);
    let layout = format!("[press]\nprofile = \"press.icc\"\n{LAYOUT}");
    put(dir.path(), "layouts/small.toml", layout.as_bytes());
    assert_clean(dir.path(), "the whole profile");
    let mut profile = NEWSPRINT.to_vec();
    // The names of the tables in the list of tags (ICC.1:2010, 7.3).
    for at in (132..1000).step_by(4) {
        if matches!(&profile[at..at + 4], b"B2A0" | b"B2A1" | b"B2A2") {
            profile[at..at + 4].copy_from_slice(b"none");
        }
    }
    assert_ne!(profile, NEWSPRINT);
    put(dir.path(), "layouts/press.icc", &profile);
    let Err(refused) = banxin::load(dir.path()) else { panic!("the profile is of no use") };
    let found: Vec<_> = refused.diagnostics.iter().map(|found| (found.code.name(), found.severity)).collect();
    assert_eq!(found, [("broken-profile", Severity::Error)]);
}
