//! Placed PDF pages in the press file, read back.

use lopdf::content::Content;
use lopdf::{Document, Object, Stream};

use super::preflight::check;
use super::sample::{Sample, item, page, rect, red};
use super::{examine, write};
use crate::geometry::Rect;
use crate::ink::{Press, Standard};
use crate::issue::{Picture, PictureData, PictureId};
use crate::page::{Item, ItemKind};

/// An advertisement of 120 × 80 pt with bleed, by hand.
fn by_hand(rotate: u32, resources: &str, content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 140 120]>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/TrimBox[10 20 130 100]/Rotate {rotate}\
             /Resources<<{resources}>>>>"
        ),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    file += "xref\n0 5\n0000000000 65535 f \n";
    places.iter().for_each(|place| file += &format!("{place:010} 00000 n \n"));
    file += &format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// One in the sample's own red, with a bent tint.
fn advertisement(rotate: u32, red: &str) -> Vec<u8> {
    let content = "q /Red cs 1 scn 20 30 60 40 re f Q q 0 0 0 1 k 10 20 120 80 re W n 5 5 5 5 re f Q";
    let tint = format!("<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[{red}]/N 1.2>>");
    // 专色红, as a name in UTF-8.
    let space = format!("[/Separation/#E4#B8#93#E8#89#B2#E7#BA#A2/DeviceCMYK{tint}]");
    by_hand(rotate, &format!("/ColorSpace<</Red {space}>>"), content)
}

/// The sample's red, as it is written in a tint.
const RED: &str = "0 .95 .9 0";

fn placed(bytes: &[u8], standard: Standard) -> Picture {
    let opened = crate::pdf::import::open(bytes, 1, &Press { standard, ..Press::default() });
    let pdf = opened.pdf.unwrap_or_else(|| panic!("{:?}", opened.findings));
    Picture { path: "ad.pdf".into(), data: PictureData::Pdf(pdf.into()), alt: None }
}

fn shown(id: u32, whole: Rect) -> Item {
    item(ItemKind::Picture { picture: PictureId(id), window: whole, whole })
}

/// The sample with an advertisement twice on its first page.
fn sample(ad: Picture) -> Sample {
    let mut sample = Sample::new();
    sample.pictures.push(ad);
    sample.pages[0].items.push(shown(4, rect(300.0, 350.0, 120.0, 80.0)));
    sample.pages[0].items.push(shown(4, rect(300.0, 550.0, 60.0, 40.0)));
    sample
}

fn forms(document: &Document) -> Vec<&Stream> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_form = |stream: &&Stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
    };
    streams.filter(is_form).filter(|form| form.dict.has(b"Matrix")).collect()
}

/// `first`, then `second`.
fn joined(first: [f64; 6], second: [f64; 6]) -> [f64; 6] {
    let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (first, second);
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

fn numbers<const N: usize>(objects: &[Object]) -> [f64; N] {
    let values: Vec<f64> = objects.iter().map(|value| f64::from(value.as_float().unwrap())).collect();
    values.try_into().unwrap()
}

/// Left, bottom, right and top on the sheet of every place where page `number` shows that form.
fn boxes(document: &Document, number: u32, form: &Stream) -> Vec<[f64; 4]> {
    let content = document.get_page_content(document.get_pages()[&number]);
    let content = Content::decode_strict(&content).unwrap();
    let matrix = numbers(form.dict.get(b"Matrix").unwrap().as_array().unwrap());
    let [x0, y0, x1, y1] = numbers(form.dict.get(b"BBox").unwrap().as_array().unwrap());
    let mut now = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let (mut saved, mut found) = (Vec::new(), Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "q" => saved.push(now),
            "Q" => now = saved.pop().unwrap(),
            "cm" => now = joined(numbers(&operation.operands), now),
            "Do" if operation.operands[0].as_name().unwrap() == b"P4" => {
                let [a, b, c, d, e, f] = joined(matrix, now);
                let corners = [(x0, y0), (x1, y1)].map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
                let [(p, q), (r, s)] = corners;
                found.push([p.min(r), q.min(s), p.max(r), q.max(s)]);
            }
            _ => {}
        }
    }
    found
}

#[test]
fn the_trim_box_stands_where_the_picture_stands() {
    for rotate in [0, 90, 180, 270] {
        let ad = placed(&advertisement(rotate, RED), Standard::X4);
        let turned = rotate % 180 == 90;
        assert_eq!(ad.data.proportions().0 > ad.data.proportions().1, !turned);
        let file = write(&sample(ad).document()).unwrap();
        let document = Document::load_mem(&file).unwrap();
        let all = forms(&document);
        assert_eq!(all.len(), 1, "the same file is embedded once");
        // The sheet is 280 mm high with 13 mm around it.
        let (left, head) = (13.0 * 72.0 / 25.4, 293.0 * 72.0 / 25.4);
        let wanted = [(350.0, 120.0, 80.0), (550.0, 60.0, 40.0)]
            .map(|(top, w, h)| [left + 300.0, head - top - h, left + 300.0 + w, head - top]);
        let found = boxes(&document, 1, all[0]);
        assert_eq!(found.len(), 2);
        for (found, wanted) in found.iter().zip(&wanted) {
            let off = found.iter().zip(wanted).map(|(found, wanted)| (found - wanted).abs());
            assert!(off.clone().all(|off| off < 0.1), "{rotate}: {found:?}, not {wanted:?}");
        }
        let content = String::from_utf8(all[0].get_plain_content().unwrap()).unwrap();
        assert!(content.contains("20 30 60 40 re f"), "{content}");
    }
}

#[test]
fn the_file_is_sound_for_both_standards() {
    for standard in [Standard::X4, Standard::X1a] {
        let mut sample = sample(placed(&advertisement(0, RED), standard));
        sample.press.standard = standard;
        let file = write(&sample.document()).unwrap();
        assert_eq!(check(&file), [], "{standard:?}");
        assert!(write(&sample.document()).unwrap() == file);
    }
}

#[test]
fn simple_fonts_with_an_encoding_by_name_tell_their_characters() {
    let font = |encoding: &str| {
        let font = format!(
            "<</Type/Font/Subtype/TrueType/BaseFont/K/Encoding{encoding}/FontDescriptor<</FontFile2 4 0 R>>>>"
        );
        by_hand(0, &format!("/Font<</F {font}>>"), "BT 0 0 0 .5 k /F 9 Tf (ab) Tj ET")
    };
    for (encoding, wanted) in [("/WinAnsiEncoding", vec![]), ("<<>>", vec!["press-15"])] {
        let file = write(&sample(placed(&font(encoding), Standard::X4)).document()).unwrap();
        let rules: Vec<&str> = check(&file).iter().map(|finding| finding.code.name()).collect();
        assert_eq!(rules, wanted, "{encoding}: {:?}", check(&file));
    }
}

#[test]
fn a_plate_has_one_alternate_wherever_it_comes_from() {
    // The tint of the advertisement is bent, which no plate sees: it becomes the house's own.
    assert_eq!(examine(&sample(placed(&advertisement(0, RED), Standard::X4)).document()), []);
    let other = sample(placed(&advertisement(0, "0 .5 .9 0"), Standard::X4));
    let faults = examine(&other.document());
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(
        (faults[0].code.name(), faults[0].path.as_deref()),
        ("spot-alternate", Some("ad.pdf".as_ref()))
    );
    // Without a red of the house, the file's own stands.
    let mut alone = other;
    alone.pages = vec![page(1)];
    alone.pages[0].items.push(shown(4, rect(30.0, 30.0, 120.0, 80.0)));
    assert_eq!(examine(&alone.document()), []);
    alone.pages[0].items.push(item(ItemKind::Fill { rect: rect(0.0, 0.0, 9.0, 9.0), ink: red(10_000) }));
    assert_eq!(examine(&alone.document())[0].code, "spot-alternate");
}

#[test]
fn a_page_is_the_same_by_itself() {
    let ad = placed(&advertisement(90, RED), Standard::X4);
    let mut whole = sample(ad.clone());
    let first = whole.pages[0].clone();
    let by_itself = |sample: &Sample| {
        let document = super::Document { pages: std::slice::from_ref(&first), ..sample.document() };
        write(&document).unwrap()
    };
    let file = by_itself(&whole);
    // Another advertisement elsewhere in the issue changes nothing here.
    whole.pictures.push(placed(&advertisement(0, RED), Standard::X4));
    whole.pages[1].items.push(shown(5, rect(30.0, 30.0, 120.0, 80.0)));
    assert!(by_itself(&whole) == file);
}
