//! What the interpreter tells of small pages, some of them made to hurt.

use crate::message::Message;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::{Drawn, Fault, FaultKind, Glyph, Image, Interpreter, Shading, Sink, State};

/// Writes down what it is heard.
#[derive(Default)]
struct Heard {
    glyphs: Vec<String>,
    pictures: Vec<Result<(usize, usize), Message>>,
    paths: usize,
    faults: Vec<Fault>,
}

impl Sink for Heard {
    fn path(&mut self, _: &Drawn<'_>) {
        self.paths += 1;
    }

    fn glyph(&mut self, glyph: &Glyph<'_>) {
        self.glyphs.push(glyph.font.base.clone());
    }

    fn image(&mut self, image: &Image<'_>) {
        self.pictures.push(image.pixels().map(|pixels| (pixels.width, pixels.height)));
    }

    fn shading(&mut self, _: &Shading, _: &State) {}

    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }
}

/// What a page with this content and these resources tells.
fn heard(content: &str, resources: impl FnOnce(&mut Document) -> Dictionary) -> Heard {
    let mut document = Document::with_version("1.6");
    let resources = resources(&mut document);
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
    });
    let mut heard = Heard::default();
    Interpreter::new(&document).page(page, &mut heard);
    heard
}

/// The glyphs of two letters in a font.
fn lettered(font: impl FnOnce(&mut Document) -> Dictionary) -> usize {
    let heard = heard("BT /F 12 Tf 20 20 Td (AB) Tj ET", |document| {
        let font = font(document);
        dictionary! { "Font" => dictionary! { "F" => font } }
    });
    heard.glyphs.len()
}

#[test]
fn figures_at_the_end_of_their_range() {
    let widths = || vec![Object::Integer(500); 3];
    let last = i64::from(u32::MAX);
    let simple = |_: &mut Document| {
        dictionary! { "Subtype" => "TrueType", "FirstChar" => last, "Widths" => widths() }
    };
    assert_eq!(lettered(simple), 2);
    let glyphs = |_: &mut Document| {
        let names = vec![i64::MAX.into(), "A".into(), "B".into()];
        dictionary! {
            "Subtype" => "Type3", "CharProcs" => Dictionary::new(),
            "Encoding" => dictionary! { "Differences" => names },
        }
    };
    assert_eq!(lettered(glyphs), 2);
    let composite = |encoding: Object, widths: Vec<Object>| {
        let descendant = dictionary! { "Subtype" => "CIDFontType2", "W" => widths };
        dictionary! {
            "Subtype" => "Type0", "Encoding" => encoding,
            "DescendantFonts" => vec![Object::Dictionary(descendant)],
        }
    };
    assert_eq!(lettered(|_| composite("Identity-H".into(), vec![last.into(), widths().into()])), 1);
    let far = |document: &mut Document| {
        let map = format!("1 begincidrange <0000> <FFFF> {last} endcidrange");
        let map = document.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
        composite(map.into(), Vec::new())
    };
    assert_eq!(lettered(far), 1);
}

#[test]
fn small_files_do_not_ask_for_much() {
    // Each of these ranges is as long as can be; together they would be written for hours.
    let map = "1 beginbfrange <0000> <FFFF> <4E00> endbfrange\n".repeat(20_000);
    let ranges = [0, 65_535, 500].into_iter().map(Object::Integer).cycle().take(60_000).collect::<Vec<_>>();
    let long = |document: &mut Document| {
        let map = document.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
        let descendant = dictionary! { "Subtype" => "CIDFontType2", "W" => ranges };
        dictionary! {
            "Subtype" => "Type0", "Encoding" => "Identity-H", "ToUnicode" => map,
            "DescendantFonts" => vec![Object::Dictionary(descendant)],
        }
    };
    assert_eq!(lettered(long), 1);
    // A row of a terabyte.
    let heard = heard("q 100 0 0 100 0 0 cm /I Do Q", |document| {
        let picture = dictionary! {
            "Subtype" => "Image", "Width" => 10, "Height" => 10, "ColorSpace" => "DeviceGray",
            "BitsPerComponent" => 8,
        };
        let mut picture = Stream::new(picture, vec![0; 1_000]);
        picture.compress().expect("memory takes every write");
        assert!(picture.is_compressed());
        let columns = dictionary! { "Predictor" => 15, "Columns" => 1_000_000_000_000_i64 };
        picture.dict.set("DecodeParms", columns);
        dictionary! { "XObject" => dictionary! { "I" => document.add_object(picture) } }
    });
    assert!(matches!(heard.pictures[..], [Err(_)]), "{:?}", heard.pictures);
}

#[test]
fn fonts_of_patterns_are_their_own() {
    // The fonts stand in the patterns themselves, not beside them.
    let each = (0..40).map(|at| format!("/P{at} scn 0 0 9 9 re f"));
    let content = format!("/Pattern cs {}", each.collect::<Vec<_>>().join(" "));
    let heard = heard(&content, |document| {
        let mut patterns = Dictionary::new();
        for at in 0..40 {
            let font = dictionary! { "Subtype" => "Type1", "BaseFont" => format!("Face{at}").as_str() };
            let resources = dictionary! { "Font" => dictionary! { "F" => font } };
            let cell = dictionary! {
                "PatternType" => 1, "PaintType" => 1, "XStep" => 200, "YStep" => 200,
                "BBox" => vec![0.into(), 0.into(), 200.into(), 200.into()], "Resources" => resources,
            };
            let cell = Stream::new(cell, b"BT /F 9 Tf (A) Tj ET".to_vec());
            patterns.set(format!("P{at}"), document.add_object(cell));
        }
        dictionary! { "Pattern" => patterns }
    });
    let faces: Vec<String> = (0..40).map(|at| format!("Face{at}")).collect();
    assert_eq!(heard.glyphs, faces);
}

#[test]
fn forms_that_show_themselves_end() {
    let heard = heard("/F Do", |document| {
        let form = document.new_object_id();
        let resources = dictionary! { "XObject" => dictionary! { "F" => form } };
        let dictionary = dictionary! { "Subtype" => "Form", "Resources" => resources };
        document.objects.insert(form, Stream::new(dictionary, b"0 0 1 1 re f /F Do".to_vec()).into());
        dictionary! { "XObject" => dictionary! { "F" => form } }
    });
    assert!((1..64).contains(&heard.paths), "{}", heard.paths);
    assert_eq!(heard.faults.len(), 1, "{:?}", heard.faults);
}

/// A page with a form that shows another several times, which does so too, and so on to this depth; the last is drawn.
fn nested(depth: usize, times: usize) -> Heard {
    heard("/F Do", |document| {
        let last = Stream::new(dictionary! { "Subtype" => "Form" }, b"0 0 1 1 re f".to_vec());
        let mut form = document.add_object(last);
        for _ in 1..depth {
            let resources = dictionary! { "XObject" => dictionary! { "F" => form } };
            let dictionary = dictionary! { "Subtype" => "Form", "Resources" => resources };
            form = document.add_object(Stream::new(dictionary, "/F Do ".repeat(times).into_bytes()));
        }
        dictionary! { "XObject" => dictionary! { "F" => form } }
    })
}

#[test]
fn forms_that_show_others_many_times_end() {
    let few = nested(4, 5);
    assert_eq!((few.paths, few.faults.len()), (125, 0));
    // Ten million rectangles in a file of a few kilobytes.
    let many = nested(8, 10);
    assert!((1_000..60_000).contains(&many.paths), "{}", many.paths);
    assert!(many.faults.iter().any(|fault| fault.what == FaultKind::TooLong), "{:?}", many.faults);
}
