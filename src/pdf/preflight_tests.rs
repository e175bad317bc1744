//! Files broken on purpose, one rule at a time, and what the preflight says about them.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::preflight::{check, check_as};
use super::sample::Sample;
use super::write;
use crate::codes::Rule;
use crate::diagnostic::{Diagnostic, Severity};

/// The sample after `hurt`, written again.
fn broken(hurt: impl FnOnce(&mut Document)) -> Vec<u8> {
    hurt_of(&Sample::new(), hurt)
}

fn hurt_of(sample: &Sample, hurt: impl FnOnce(&mut Document)) -> Vec<u8> {
    let file = write(&sample.document()).expect("the sample can be written");
    let mut document = Document::load_mem(&file).expect("the sample can be read");
    hurt(&mut document);
    let mut file = Vec::new();
    document.save_to(&mut file).expect("memory takes every write");
    file
}

/// Asserts that the file breaks this rule, and no other.
fn breaks(rule: u8, hurt: impl FnOnce(&mut Document)) {
    only(rule, &check(&broken(hurt)));
}

/// The same of a change after which a picture has too little data, which is told too.
fn beside_its_data(rule: u8, findings: Vec<Diagnostic>) {
    let (short, others): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.message.contains("breaks off"));
    only(rule, &others);
    only(20, &short);
}

/// The same of a file that claims PDF/X-1a:2003.
fn breaks_x1a(rule: u8, hurt: impl FnOnce(&mut Document)) {
    let mut sample = Sample::new();
    sample.press.standard = crate::ink::Standard::X1a;
    only(rule, &check(&hurt_of(&sample, hurt)));
}

/// The number of the rule that a finding is about.
fn number(finding: &Diagnostic) -> u8 {
    Rule::of(finding.code).expect("preflight finds rules").number()
}

fn only(rule: u8, findings: &[Diagnostic]) {
    assert!(!findings.is_empty(), "rule {rule} saw nothing");
    assert!(findings.iter().all(|finding| number(finding) == rule), "rule {rule}: {findings:?}");
}

fn page(document: &mut Document) -> &mut Dictionary {
    let id = document.get_pages()[&1];
    document.get_dictionary_mut(id).expect("page 1")
}

fn info(document: &mut Document) -> &mut Dictionary {
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).expect("an Info");
    document.get_dictionary_mut(id).expect("an Info")
}

fn catalog(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().expect("a catalog")
}

fn intent(document: &mut Document) -> ObjectId {
    let intents = catalog(document).get(b"OutputIntents").and_then(Object::as_array).expect("intents");
    intents[0].as_reference().expect("an intent")
}

/// The first object that `wanted` accepts.
fn find(document: &Document, wanted: impl Fn(&Dictionary) -> bool) -> ObjectId {
    let of = |object: &Object| match object {
        Object::Dictionary(dictionary) => wanted(dictionary),
        Object::Stream(stream) => wanted(&stream.dict),
        _ => false,
    };
    *document.objects.iter().find(|(_, object)| of(object)).expect("the sample has one").0
}

fn has(key: &'static str, name: &'static str) -> impl Fn(&Dictionary) -> bool {
    move |dictionary| dictionary.get(key.as_bytes()).and_then(Object::as_name).ok() == Some(name.as_bytes())
}

fn dictionary(document: &mut Document, id: ObjectId) -> &mut Dictionary {
    match document.get_object_mut(id).expect("the object is there") {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        _ => panic!("no dictionary"),
    }
}

/// Appends operators to page 1.
fn paint(document: &mut Document, operators: &str) {
    let id = document.get_pages()[&1];
    let mut content = document.get_page_content(id);
    content.push(b'\n');
    content.extend_from_slice(operators.as_bytes());
    let stream = document.add_object(Stream::new(Dictionary::new(), content));
    page(document).set("Contents", stream);
}

fn packet(document: &mut Document, edit: impl FnOnce(String) -> String) {
    let id = catalog(document).get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).expect("metadata");
    let text = String::from_utf8(stream.content.clone()).expect("XMP is UTF-8");
    stream.set_content(edit(text).into_bytes());
}

fn rect(numbers: [i64; 4]) -> Object {
    Object::Array(numbers.map(Object::Integer).to_vec())
}

#[test]
fn a_file_that_nobody_broke_passes() {
    assert_eq!(check(&write(&Sample::new().document()).expect("the sample can be written")), []);
    assert_eq!(check(&broken(|_| {})), []);
}

#[test]
fn no_pdf_at_all_is_a_finding() {
    assert!(!check(b"").is_empty());
    assert!(!check(b"%PDF-1.6\nnothing").is_empty());
}

#[test]
fn header_id_and_encryption() {
    breaks(1, |document| document.version = "1.7".to_owned());
    breaks(2, |document| {
        document.trailer.remove(b"ID");
    });
    let file = broken(|document| {
        let handler = Dictionary::from_iter([("Filter", Object::from("Standard")), ("V", 9.into())]);
        let handler = document.add_object(handler);
        document.trailer.set("Encrypt", handler);
    });
    assert!(check(&file).iter().any(|finding| number(finding) == 3));
}

#[test]
fn info_and_metadata() {
    breaks(4, |document| {
        info(document).remove(b"ModDate");
    });
    breaks(4, |document| info(document).set("Title", Object::string_literal("another")));
    breaks(5, |document| info(document).set("Trapped", "Unknown"));
    breaks(6, |document| packet(document, |xmp| xmp.replace("PDF/X-4<", "PDF/X-3<")));
    breaks(7, |document| packet(document, |xmp| xmp.replace("xmpMM:VersionID", "xmpMM:Version")));
    // printpdf's own packet does not escape the title.
    let file = broken(|document| packet(document, |xmp| xmp.replace("&amp;", "&")));
    assert!(check(&file).iter().any(|finding| number(finding) == 7 && finding.message.contains("not XML")));
}

#[test]
fn the_output_intent() {
    breaks(8, |document| {
        catalog(document).remove(b"OutputIntents");
    });
    breaks(9, |document| {
        let id = intent(document);
        dictionary(document, id).remove(b"OutputConditionIdentifier");
    });
    breaks(10, |document| {
        let id = intent(document);
        let profile = dictionary(document, id).remove(b"DestOutputProfile").expect("a profile");
        // printpdf spells the key like this.
        dictionary(document, id).set("DestinationOutputProfile", profile);
    });
    breaks(10, |document| {
        let id = intent(document);
        let profile = dictionary(document, id).get(b"DestOutputProfile").and_then(Object::as_reference);
        let stream = document.get_object_mut(profile.expect("a profile")).and_then(Object::as_stream_mut);
        let stream = stream.expect("a profile");
        let mut bytes = stream.get_plain_content().expect("the profile can be inflated");
        bytes[12..16].copy_from_slice(b"mntr");
        stream.set_plain_content(bytes);
    });
}

#[test]
fn the_boxes() {
    breaks(11, |document| {
        page(document).remove(b"TrimBox");
    });
    breaks(11, |document| page(document).set("ArtBox", rect([100, 100, 200, 200])));
    // `[x y width height]`, as printpdf writes it.
    breaks(12, |document| page(document).set("BleedBox", rect([28, 28, 584, 811])));
    breaks(12, |document| page(document).set("CropBox", rect([37, 37, 600, 800])));
    breaks(13, |document| {
        page(document).remove(b"BleedBox");
    });
}

#[test]
fn the_fonts() {
    breaks(14, |document| {
        let id = find(document, |dictionary| dictionary.has(b"FontFile2"));
        dictionary(document, id).remove(b"FontFile2");
    });
    breaks(15, |document| {
        let id = find(document, has("Encoding", "Identity-V"));
        dictionary(document, id).remove(b"ToUnicode");
    });
    breaks(15, |document| {
        let id = find(document, has("Subtype", "CIDFontType2"));
        dictionary(document, id).remove(b"W");
    });
    breaks(15, |document| {
        let narrow =
            |dictionary: &Dictionary| has("Subtype", "CIDFontType0")(dictionary) && dictionary.has(b"W");
        let id = find(document, narrow);
        dictionary(document, id).remove(b"W");
    });
    breaks(15, |document| {
        let id = find(document, has("Subtype", "CIDFontType0"));
        dictionary(document, id).set("DW", 990);
    });
}

#[test]
fn the_colours() {
    breaks(16, |document| paint(document, "1 0 0 rg 0 0 10 10 re f"));
    breaks(16, |document| paint(document, "/Nothing cs 1 scn 0 0 10 10 re f"));
    beside_its_data(
        16,
        check(&broken(|document| {
            let id = find(document, has("ColorSpace", "DeviceGray"));
            dictionary(document, id).set("ColorSpace", "DeviceRGB");
        })),
    );
    breaks(17, |document| {
        let plates = document.objects.values().filter_map(|object| object.as_array().ok());
        let mut plate = plates
            .filter(|parts| parts[0].as_name().ok() == Some(b"Separation"))
            .find(|parts| parts[1].as_name().ok() != Some(b"All"))
            .expect("the sample has a spot colour")
            .clone();
        let tint = plate[3].as_dict_mut().expect("a tint function");
        tint.set("C1", vec![Object::Integer(1); 4]);
        document.add_object(plate);
    });
}

#[test]
fn states_streams_and_xobjects() {
    breaks(18, |document| {
        let group = [("S", Object::from("Transparency")), ("CS", "DeviceRGB".into())];
        page(document).set("Group", Dictionary::from_iter(group));
    });
    breaks(20, |document| {
        let id = find(document, has("ColorSpace", "DeviceGray"));
        dictionary(document, id).set("Filter", "LZWDecode");
    });
    breaks(21, |document| {
        let id = find(document, |dictionary| dictionary.has(b"Over"));
        let state = dictionary(document, id).get_mut(b"Over").and_then(Object::as_dict_mut);
        state.expect("a graphics state").set("TR", "Identity");
    });
    breaks(22, |document| {
        let id = find(document, has("ColorSpace", "DeviceGray"));
        dictionary(document, id).set("OPI", Dictionary::new());
    });
}

#[test]
fn annotations_actions_and_operators() {
    let note = |rect| {
        let note = [("Type", Object::from("Annot")), ("Subtype", "Text".into()), ("Rect", rect)];
        Object::Array(vec![Dictionary::from_iter(note).into()])
    };
    breaks(23, |document| page(document).set("Annots", note(rect([100, 100, 120, 120]))));
    // In the slug a note does no harm.
    let file = broken(|document| page(document).set("Annots", note(rect([0, 0, 20, 20]))));
    assert_eq!(check(&file), []);
    breaks(24, |document| {
        let action = [("S", Object::from("JavaScript")), ("JS", Object::string_literal("x"))];
        catalog(document).set("OpenAction", Dictionary::from_iter(action));
    });
    breaks(25, |document| paint(document, "BX 1 0 0 1 0 0 foo EX"));
    breaks(25, |document| paint(document, "q"));
    breaks(26, |document| page(document).set("SeparationInfo", Dictionary::new()));
}

#[test]
fn black_text() {
    let text = |ink: &str| format!("q BT /H0 12 Tf 100 700 Td {ink} <0001> Tj ET Q");
    breaks(27, |document| paint(document, &text("/Knock gs 0 0 0 1 k")));
    breaks(27, |document| paint(document, &text("/Over gs 0.4 0.3 0.3 1 k")));
    breaks(27, |document| paint(document, &text("/All cs 1 scn")));
    for ink in ["/Over gs 0 0 0 1 k", "/Knock gs 1 0.5 0 0 k", "/Knock gs 0 0 0 0.5 k"] {
        assert_eq!(check(&broken(|document| paint(document, &text(ink)))), [], "{ink}");
    }
    breaks(27, |document| {
        let id = find(document, |dictionary| dictionary.has(b"Over"));
        let state = dictionary(document, id).get_mut(b"Over").and_then(Object::as_dict_mut);
        state.expect("a graphics state").set("OP", false);
    });
}

#[test]
fn too_much_ink() {
    breaks(28, |document| paint(document, "0.9 0.8 0.7 0.1 k 300 300 10 10 re f"));
    breaks(28, |document| paint(document, "8 w 1 1 1 1 K 300 300 m 310 310 l S"));
    assert_eq!(check(&broken(|document| paint(document, "0.7 0.7 0.7 0 k 300 300 10 10 re f"))), []);
    // Marks in the slug are no part of the page.
    assert_eq!(check(&broken(|document| paint(document, "1 1 1 1 k 0 0 10 10 re f"))), []);
}

/// A picture of 10 × 10 gray pixels, as resource `/Few`; `bits` to each.
fn few_pixels(document: &mut Document, bits: i64) {
    let image = Dictionary::from_iter([
        ("Type", Object::from("XObject")),
        ("Subtype", "Image".into()),
        ("Width", 10.into()),
        ("Height", 10.into()),
        ("ColorSpace", "DeviceGray".into()),
        ("BitsPerComponent", bits.into()),
    ]);
    let image = document.add_object(Stream::new(image, vec![90; 100]));
    let resources = page(document).get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources");
    let images = resources.get_mut(b"XObject").and_then(Object::as_dict_mut).expect("pictures");
    images.set("Few", image);
}

#[test]
fn the_resolution_of_pictures() {
    let at = |points: f64| format!("q {points} 0 0 {points} 300 300 cm /Few Do Q");
    for (bits, points, severity) in
        [(8, 6.0, Severity::Error), (8, 4.2, Severity::Warning), (1, 3.5, Severity::Warning)]
    {
        let findings = check(&broken(|document| {
            few_pixels(document, bits);
            paint(document, &at(points));
        }));
        only(29, &findings);
        assert_eq!(findings[0].severity, severity, "{points} pt");
    }
    for (bits, points) in [(8, 3.5), (1, 1.1)] {
        let findings = check(&broken(|document| {
            few_pixels(document, bits);
            paint(document, &at(points));
        }));
        assert_eq!(findings, [], "{bits} bits at {points} pt");
    }
}

/// A picture of 61 × 48 pixels as `Few`, shown at more than 300 pixels to the inch.
fn coded(entries: &[(&str, Object)], data: &[u8]) -> Vec<u8> {
    broken(|document| {
        few_pixels(document, 8);
        let few =
            find(document, |dictionary| dictionary.get(b"Width").and_then(Object::as_i64).ok() == Some(10));
        let Ok(Object::Stream(stream)) = document.get_object_mut(few) else { panic!("a picture") };
        stream.dict.set("Width", 61);
        stream.dict.set("Height", 48);
        entries.iter().for_each(|(key, value)| stream.dict.set(*key, value.clone()));
        stream.set_content(data.to_vec());
        paint(document, "q 7 0 0 5.5 300 300 cm /Few Do Q");
    })
}

const CMYK: &[u8] = include_bytes!("../../tests/fixtures/pictures/cmyk.jp2");
const FAX: &[u8] = include_bytes!("../../tests/fixtures/pictures/g4.fax");
const JBIG2: &[u8] = include_bytes!("../../tests/fixtures/pictures/art.jbig2");

#[test]
fn pictures_of_jpeg_2000() {
    let jpx = [("Filter", "JPXDecode".into()), ("ColorSpace", "DeviceCMYK".into())];
    assert_eq!(check(&coded(&jpx, CMYK)), []);
    // PDF/X-1a knows neither JPEG 2000 nor JBIG2; faxes it does.
    let claimed = |file: &[u8]| {
        let x1a = crate::ink::Standard::X1a;
        let found = check_as(file, Some(x1a));
        found.iter().any(|finding| number(finding) == 20)
    };
    assert!(claimed(&coded(&jpx, CMYK)));
    let bits = [("Filter", Object::from("JBIG2Decode")), ("BitsPerComponent", 1.into())];
    assert!(claimed(&coded(&bits, JBIG2)));
    let parameters = Dictionary::from_iter([("K", Object::from(-1)), ("Columns", 61.into())]);
    let fax = [
        ("Filter", Object::from("CCITTFaxDecode")),
        ("BitsPerComponent", 1.into()),
        ("DecodeParms", parameters.into()),
    ];
    assert!(!claimed(&coded(&fax, FAX)));
    // Channels of different bits: the second one claims seven.
    let mut uneven = CMYK.to_vec();
    let marker = uneven.windows(4).position(|mark| mark == [0xFF, 0x4F, 0xFF, 0x51]).expect("a marker");
    uneven[marker + 4 + 38 + 3] = 6;
    let found = check(&coded(&jpx, &uneven));
    assert!(
        found.iter().any(|finding| number(finding) == 20 && finding.message.contains("different bits")),
        "{found:?}"
    );
}

#[test]
fn pictures_that_are_damaged() {
    let told = |entries: &[(&str, Object)], data: &[u8]| check(&coded(entries, data));
    let jpx = [("Filter", "JPXDecode".into()), ("ColorSpace", "DeviceCMYK".into())];
    let bits = [("Filter", Object::from("JBIG2Decode")), ("BitsPerComponent", 1.into())];
    let jpeg = [("Filter", Object::from("DCTDecode"))];
    only(20, &told(&jpx, &CMYK[..CMYK.len() / 9]));
    only(20, &told(&bits, &JBIG2[..JBIG2.len() / 4]));
    only(20, &told(&jpeg, &[0xFF, 0xD8, 0xFF, 0xD9]));
    only(20, &told(&[], &[90; 61 * 10]));
    let short = told(&[], &[90; 61 * 40]);
    only(20, &short);
    assert!(short[0].message.contains("breaks off after 40 of 48 rows"), "{short:?}");
    assert_eq!(told(&[], &[90; 61 * 48]), []);
}

#[test]
fn rules_that_newsprint_does_not_hold() {
    breaks(30, |document| paint(document, "/Over gs 0 0 0 1 K 0.3 w 300 300 m 400 300 l S"));
    breaks(30, |document| paint(document, "/Over gs 0 0 0 1 k 300 300 100 0.3 re f"));
    breaks(31, |document| paint(document, "0 1 1 0 K 2 w 300 300 m 400 300 l S"));
    for sound in ["0 0 0 1 K 0.5 w 300 300 m 400 300 l S", "0 1 1 0 K 5 w 300 300 m 400 300 l S"] {
        assert_eq!(check(&broken(|document| paint(document, sound))), [], "{sound}");
    }
}

#[test]
fn tints_that_newsprint_does_not_hold() {
    let flat = |ink: &str| format!("/Over gs {ink} 300 300 100 50 re f");
    breaks(38, |document| paint(document, &flat("0 0 0 0.02 k")));
    breaks(38, |document| paint(document, &flat("0.01 0.01 0 0 k")));
    breaks(38, |document| paint(document, "0 0 0 0.02 K 5 w 300 300 m 400 300 l S"));
    let white = flat("0 0 0 0 k").replace("/Over", "/Knock");
    for sound in [flat("0 0 0 0.03 k"), flat("0.02 0.02 0 0 k"), white] {
        assert_eq!(check(&broken(|document| paint(document, &sound))), [], "{sound}");
    }
}

#[test]
fn type_that_newsprint_does_not_hold() {
    let type_of = |size: f64, ink: &str, under: &str| {
        format!("{under} q BT /H0 {size} Tf 100 700 Td {ink} <0001> Tj ET Q")
    };
    let black = "0 0 0 1 k 90 690 40 40 re f";
    let brown = "0 0.8 0.8 0.4 k 90 690 40 40 re f";
    let paper = "/Knock gs 0 0 0 0 k";
    breaks(32, |document| paint(document, &type_of(9.0, paper, black)));
    breaks(32, |document| paint(document, &type_of(11.0, paper, brown)));
    breaks(33, |document| paint(document, &type_of(11.0, "/Knock gs 0 1 1 0 k", "")));
    breaks(34, |document| paint(document, &type_of(6.0, "/Over gs 0 0 0 1 k", "")));
    breaks(36, |document| paint(document, &type_of(12.0, "3 Tr /Over gs 0 0 0 1 k", "")));
    let sound = [
        type_of(10.0, paper, black),
        type_of(12.0, paper, brown),
        type_of(12.0, "/Knock gs 0 1 1 0 k", ""),
        type_of(7.0, "/Over gs 0 0 0 1 k", ""),
    ];
    for sound in sound {
        assert_eq!(check(&broken(|document| paint(document, &sound))), [], "{sound}");
    }
}

#[test]
fn characters_that_the_font_lacks() {
    let text = |code: &str| format!("q BT /H0 12 Tf 100 700 Td /Over gs 0 0 0 1 k <{code}> Tj ET Q");
    breaks(35, |document| paint(document, &text("0000")));
    breaks(35, |document| paint(document, &text("7FFF")));
    let finding = &check(&broken(|document| paint(document, &text("0000"))))[0];
    let on_page = finding.on_page.as_ref().expect("a page");
    let place = on_page.area.expect("a place");
    // 100 and 700 points from the sheet's lower left corner; 13 mm of bleed and slug.
    assert!((place.left - (100.0 * 25.4 / 72.0 - 13.0)).abs() < 0.1, "{place:?}");
    assert!((place.top - (306.0 - 13.0 - 700.0 * 25.4 / 72.0)).abs() < 4.0, "{place:?}");
    assert_eq!(on_page.page, 1);
}

#[test]
fn colours_of_profiles() {
    let profile = |document: &mut Document, space: &str| {
        let icc = Dictionary::from_iter([("N", Object::Integer(3))]);
        let icc = document.add_object(Stream::new(icc, vec![0; 128]));
        let resources =
            page(document).get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources");
        let spaces = resources.get(b"ColorSpace").and_then(Object::as_reference).expect("colour spaces");
        let space = Object::Array(vec![space.into(), icc.into()]);
        dictionary(document, spaces).set("Screen", space);
        paint(document, "/Screen cs 1 0 0 scn 300 300 10 10 re f");
    };
    let findings = check(&broken(|document| profile(document, "ICCBased")));
    only(16, &findings);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning), "{findings:?}");
    breaks_x1a(16, |document| profile(document, "ICCBased"));
}

#[test]
fn what_x1a_forbids() {
    let sound = hurt_of(
        &{
            let mut sample = Sample::new();
            sample.press.standard = crate::ink::Standard::X1a;
            sample
        },
        |_| {},
    );
    assert_eq!(check(&sound), []);
    breaks_x1a(1, |document| document.version = "1.6".to_owned());
    breaks_x1a(2, |document| {
        document.trailer.remove(b"ID");
    });
    breaks_x1a(5, |document| {
        info(document).remove(b"Trapped");
    });
    breaks_x1a(16, |document| paint(document, "8 w 1 0 0 RG 300 300 m 310 300 l S"));
    breaks_x1a(18, |document| {
        let group = [("S", Object::from("Transparency")), ("CS", "DeviceCMYK".into())];
        page(document).set("Group", Dictionary::from_iter(group));
    });
    breaks_x1a(18, |document| {
        let id = find(document, |dictionary| dictionary.has(b"Over"));
        let state = dictionary(document, id).get_mut(b"Over").and_then(Object::as_dict_mut);
        state.expect("a graphics state").set("ca", 0.5);
    });
    breaks_x1a(18, |document| {
        let id = find(document, has("ColorSpace", "DeviceGray"));
        dictionary(document, id).set("SMask", Object::Reference(id));
    });
    breaks_x1a(18, |document| {
        let id = find(document, |dictionary| dictionary.has(b"Over"));
        let state = dictionary(document, id).get_mut(b"Over").and_then(Object::as_dict_mut);
        state.expect("a graphics state").set("BM", "Multiply");
    });
    breaks_x1a(19, |document| catalog(document).set("OCProperties", Dictionary::new()));
    for filter in ["JPXDecode", "JBIG2Decode", "LZWDecode"] {
        let findings = {
            let mut sample = Sample::new();
            sample.press.standard = crate::ink::Standard::X1a;
            check(&hurt_of(&sample, |document| {
                let id = find(document, has("ColorSpace", "DeviceGray"));
                dictionary(document, id).set("Filter", filter);
            }))
        };
        assert!(findings.iter().any(|finding| number(finding) == 20), "{filter}: {findings:?}");
    }
}

#[test]
fn a_file_can_be_held_against_another_standard() {
    let file = write(&Sample::new().document()).expect("the sample can be written");
    assert_eq!(check_as(&file, Some(crate::ink::Standard::X4)), []);
    let rules: Vec<u8> = check_as(&file, Some(crate::ink::Standard::X1a)).iter().map(number).collect();
    assert!(rules.contains(&1) && rules.contains(&6), "{rules:?}");
}

#[test]
fn ink_adds_up_where_it_overprints() {
    let patch = |ink: &str| format!("{ink} 450 60 40 30 re f");
    let three = format!("/Over gs {} {} {}", patch("1 0 0 0 k"), patch("0 0.9 0 0 k"), patch("0 0 0.8 0 k"));
    let findings = check(&broken(|document| paint(document, &three)));
    only(28, &findings);
    let page = findings[0].on_page.as_ref().map(|place| place.page);
    assert_eq!((findings[0].severity, page), (Severity::Error, Some(1)));
    assert!(findings[0].message.contains("270 %"), "{findings:?}");
    // The same inks knock each other out.
    assert_eq!(check(&broken(|document| paint(document, &three.replace("/Over", "/Knock")))), []);
}

/// Whatever a file holds, preflight comes to an end and says something.
#[test]
fn damaged_files_are_told_and_never_end_the_program() {
    let sound = write(&Sample::new().document()).expect("the sample can be written");
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 0..150 {
        let mut file = sound.clone();
        for _ in 0..=round % 7 {
            let at = random(file.len());
            match random(4) {
                0 => file[at] = random(256) as u8,
                1 => file.truncate(at.max(64)),
                2 => {
                    let digits = (at..file.len()).find(|at| file[*at].is_ascii_digit()).unwrap_or(at);
                    file[digits] = b'0' + random(10) as u8;
                }
                _ => {
                    let length = random(40).min(file.len() - at);
                    file.drain(at..at + length);
                }
            }
        }
        let _ = check(&file);
    }
}

#[test]
fn what_says_the_same_in_another_way_is_no_fault() {
    type Hurt = fn(&mut Document);
    let sound: [(&str, Hurt); 4] = [
        ("a place to open at", |document| {
            let first = document.get_pages()[&1];
            catalog(document).set("OpenAction", vec![Object::Reference(first), "Fit".into()]);
        }),
        ("a form without fields", |document| {
            let form = Dictionary::from_iter([("Fields", Object::Array(Vec::new()))]);
            catalog(document).set("AcroForm", form);
        }),
        ("another time zone", |document| {
            packet(document, |xmp| xmp.replace("-23T00:00:00+08:00", "-22T16:00:00Z"));
        }),
        ("an alternate that is not printed", |document| {
            let id = find(document, has("ColorSpace", "DeviceGray"));
            let other = Dictionary::from_iter([("Image", Object::Reference(id))]);
            dictionary(document, id).set("Alternates", vec![Object::Dictionary(other)]);
        }),
    ];
    for (name, hurt) in sound {
        assert_eq!(check(&broken(hurt)), [], "{name}");
    }
    // A registered condition stands for its profile, in PDF/X-1a alone.
    let registered = |document: &mut Document| {
        let id = intent(document);
        let intent = dictionary(document, id);
        intent.remove(b"DestOutputProfile");
        intent.set("RegistryName", Object::string_literal("http://www.color.org"));
    };
    breaks(10, registered);
    let mut sample = Sample::new();
    sample.press.standard = crate::ink::Standard::X1a;
    assert_eq!(check(&hurt_of(&sample, registered)), []);
}

#[test]
fn what_hides_behind_the_header() {
    breaks(1, |document| catalog(document).set("Version", "1.7"));
    breaks(19, |document| {
        let always = Dictionary::from_iter([("AS", Object::Array(Vec::new()))]);
        let layers = Dictionary::from_iter([("D", Object::Dictionary(always))]);
        catalog(document).set("OCProperties", layers);
    });
    breaks(22, |document| {
        let id = find(document, has("ColorSpace", "DeviceGray"));
        let printed = [("Image", Object::Reference(id)), ("DefaultForPrinting", true.into())];
        dictionary(document, id).set("Alternates", vec![Object::Dictionary(Dictionary::from_iter(printed))]);
    });
    breaks(24, |document| {
        let action = Dictionary::from_iter([("S", Object::from("GoTo"))]);
        let item = document.add_object(Dictionary::from_iter([("A", Object::Dictionary(action))]));
        let outlines = Dictionary::from_iter([("First", Object::Reference(item))]);
        catalog(document).set("Outlines", outlines);
    });
    breaks(28, |document| paint(document, "/All cs 1 scn 450 60 40 30 re f"));
    let mut sample = Sample::new();
    sample.press.standard = crate::ink::Standard::X1a;
    beside_its_data(
        25,
        check(&hurt_of(&sample, |document| {
            let id = find(document, has("ColorSpace", "DeviceGray"));
            dictionary(document, id).set("BitsPerComponent", 16);
        })),
    );
    breaks_x1a(18, |document| {
        let id = find(document, has("ColorSpace", "DeviceGray"));
        dictionary(document, id).set("SMaskInData", 1);
    });
}
