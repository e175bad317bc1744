//! What the written file says, read back through lopdf as a reader would.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::sample::{Sample, Setting, each, item, line, masthead, page, rect, red};
use super::{examine, write};
use crate::font::Library;
use crate::geometry::Length;
use crate::ink::{Cmyk, Ink, Press, Spot};
use crate::issue::{Channels, Picture, PictureData, PictureId};
use crate::page::{ItemKind, Page, PlacedGlyph};

/// A font as a reader sees it; figures in 1/1000 em.
#[derive(Default)]
pub(super) struct Font {
    vertical: bool,
    pub(super) unicode: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
    /// Advance down and vertical origin.
    downs: BTreeMap<u16, [f64; 3]>,
}

/// A glyph as it is shown: code, origin in points, name of its font.
pub(super) struct Shown {
    pub(super) code: u16,
    x: f64,
    y: f64,
    pub(super) font: String,
}

/// A marked content that has begun.
enum Open {
    Span,
    /// Its identifier, and how much text stands before it.
    Content(i64, usize),
    Other,
}

/// Text and glyphs of a page, in the order of its content.
pub(super) struct Reading {
    pub(super) text: String,
    /// By marked-content identifier.
    pub(super) marked: BTreeMap<i64, String>,
    pub(super) shown: Vec<Shown>,
    pub(super) fonts: BTreeMap<String, Font>,
}

pub(super) fn open(sample: &Sample) -> Document {
    let file = write(&sample.document()).expect("the sample can be written");
    Document::load_mem(&file).expect("the sample can be read")
}

pub(super) fn follow<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Object {
    let object = dictionary.get(key.as_bytes()).unwrap_or_else(|_| panic!("no {key}"));
    document.dereference(object).expect("the object is there").1
}

pub(super) fn resources(document: &Document, number: u32) -> &Dictionary {
    let page = document.get_dictionary(document.get_pages()[&number]).expect("a page");
    follow(document, page, "Resources").as_dict().expect("resources")
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("whole characters")
}

fn figures<const N: usize>(document: &Document, font: &Dictionary, key: &[u8]) -> BTreeMap<u16, [f64; N]> {
    let mut all = BTreeMap::new();
    let Ok(array) = font.get(key) else { return all };
    let array = document.dereference(array).expect("widths").1.as_array().expect("an array");
    for pair in array.chunks(2) {
        let first = pair[0].as_i64().expect("a code") as u16;
        for (nth, figures) in pair[1].as_array().expect("a list").chunks(N).enumerate() {
            let mut row = [0.0; N];
            for (slot, figure) in row.iter_mut().zip(figures) {
                *slot = f64::from(figure.as_float().expect("a number"));
            }
            all.insert(first + nth as u16, row);
        }
    }
    all
}

fn font(document: &Document, dictionary: &Dictionary) -> Font {
    let mut font = Font {
        vertical: follow(document, dictionary, "Encoding").as_name().expect("an encoding") == b"Identity-V",
        ..Font::default()
    };
    let map = follow(document, dictionary, "ToUnicode").as_stream().expect("ToUnicode");
    let map = String::from_utf8(map.get_plain_content().expect("it inflates")).expect("it is ASCII");
    for entry in map.lines().filter(|entry| entry.starts_with('<') && !entry.contains("FFFF>")) {
        let parts: Vec<&str> = entry.split(['<', '>']).collect();
        let bytes: Vec<u8> = (0..parts[3].len() / 2)
            .map(|at| u8::from_str_radix(&parts[3][at * 2..at * 2 + 2], 16).expect("hexadecimal"))
            .collect();
        let code = u16::from_str_radix(parts[1], 16).expect("hexadecimal");
        assert!(font.unicode.insert(code, utf16(&bytes)).is_none(), "code {code} is mapped twice");
    }
    let descendants = follow(document, dictionary, "DescendantFonts").as_array().expect("descendants");
    let cid_font = document.dereference(&descendants[0]).expect("a font").1.as_dict().expect("a font");
    font.widths =
        figures::<1>(document, cid_font, b"W").into_iter().map(|(code, [width])| (code, width)).collect();
    font.downs = figures::<3>(document, cid_font, b"W2");
    font
}

/// Reads a page as ISO 32000-1, 9.4.4 says: the pen, and the characters with ActualText in the
/// place of what it spans.
pub(super) fn read(document: &Document, number: u32) -> Reading {
    let fonts = follow(document, resources(document, number), "Font").as_dict().expect("fonts");
    let fonts = fonts.iter().map(|(name, dictionary)| {
        let dictionary = document.dereference(dictionary).expect("a font").1.as_dict().expect("a font");
        (String::from_utf8(name.clone()).expect("ASCII"), font(document, dictionary))
    });
    let (text, marked, shown) = (String::new(), BTreeMap::new(), Vec::new());
    let mut reading = Reading { text, marked, shown, fonts: fonts.collect() };
    let content = document.get_page_content(document.get_pages()[&number]);
    let content = Content::decode_strict(&content).expect("the content parses");
    let (mut name, mut size, mut matrix) = (String::new(), 0.0, [1.0, 0.0, 0.0]);
    // White behind every glyph; outside of text objects there is none.
    let mut spacing = 0.0;
    let (mut spanned, mut marks) = (false, Vec::new());
    for operation in &content.operations {
        let number = |at: usize| f64::from(operation.operands[at].as_float().expect("a number"));
        match operation.operator.as_str() {
            "Tf" => {
                name = String::from_utf8_lossy(operation.operands[0].as_name().expect("a name")).into_owned();
                size = number(1);
            }
            "Tm" => {
                let turned = [number(0), number(1), number(3)] == [0.0, -1.0, 0.0];
                assert!(turned || [number(1), number(2), number(3)] == [0.0, 0.0, 1.0]);
                matrix = [number(0), number(4), number(5)];
            }
            "Tc" => spacing = number(0),
            "Q" => spacing = 0.0,
            "BMC" => marks.push(Open::Other),
            "BDC" => {
                let properties = operation.operands[1].as_dict().expect("properties");
                if let Ok(id) = properties.get(b"MCID").and_then(Object::as_i64) {
                    marks.push(Open::Content(id, reading.text.len()));
                    continue;
                }
                marks.push(Open::Span);
                let text = properties.get(b"ActualText").and_then(Object::as_str).expect("ActualText");
                assert_eq!(text[..2], [0xFE, 0xFF]);
                reading.text.push_str(&utf16(&text[2..]));
                assert!(!std::mem::replace(&mut spanned, true), "spans do not nest");
            }
            "EMC" => match marks.pop().expect("a mark was begun") {
                Open::Span => spanned = false,
                Open::Content(id, from) => {
                    let before = reading.marked.insert(id, reading.text[from..].to_owned());
                    assert_eq!(before, None, "content {id} is marked twice");
                }
                Open::Other => {}
            },
            "TJ" => {
                let font = &reading.fonts[&name];
                for part in operation.operands[0].as_array().expect("an array") {
                    let Ok(codes) = part.as_str() else {
                        let by = -f64::from(part.as_float().expect("a number")) / 1000.0 * size;
                        if font.vertical {
                            matrix[2] += by;
                        } else {
                            matrix[1] += by * matrix[0];
                        }
                        continue;
                    };
                    for pair in codes.chunks(2) {
                        let code = u16::from_be_bytes([pair[0], pair[1]]);
                        reading.shown.push(Shown { code, x: matrix[1], y: matrix[2], font: name.clone() });
                        if !spanned {
                            reading.text.push_str(&font.unicode[&code]);
                        }
                        if font.vertical {
                            let down = font.downs.get(&code).map_or(-1000.0, |down| down[0]);
                            matrix[2] += down / 1000.0 * size + spacing;
                        } else {
                            let width = font.widths.get(&code).copied().unwrap_or(1000.0);
                            matrix[1] += (width / 1000.0 * size + spacing) * matrix[0];
                        }
                    }
                }
            }
            _ => {}
        }
    }
    reading
}

#[test]
fn every_character_can_be_read_once_and_in_order() {
    let sample = Sample::new();
    let document = open(&sample);
    for (page, number) in sample.pages.iter().zip(1..) {
        assert_eq!(read(&document, number).text, *page.text);
    }
}

#[test]
fn every_glyph_stands_within_a_hundredth_of_a_point_of_its_place() {
    let sample = Sample::new();
    let document = open(&sample);
    for (page, number) in sample.pages.iter().zip(1..) {
        assert_places(page, &read(&document, number));
    }
}

fn assert_places(page: &Page, reading: &Reading) {
    assert_eq!(reading.shown.len(), page.glyphs.len());
    let mut shown = reading.shown.iter();
    let around = (page.bleed + page.slug).to_pt();
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        for glyph in &page.glyphs[run.glyphs.clone()] {
            let shown = shown.next().expect("as many as were placed");
            let (along, across) = (glyph.along().to_pt(), glyph.across().to_pt());
            let (dx, dy) = if run.vertical { (across, along) } else { (along, -across) };
            let x = around + run.origin.x.to_pt() + dx;
            let y = around + page.trim.height.to_pt() - run.origin.y.to_pt() - dy;
            let off = (shown.x - x).abs().max((shown.y - y).abs());
            assert!(off < 0.01, "glyph {} of {} is {off} pt off", shown.code, shown.font);
        }
    }
}

#[test]
fn white_that_all_gaps_of_a_line_have_is_set_once() {
    let document = open(&Sample::new());
    let pages = document.get_pages();
    let content = document.get_page_content(pages[&1]);
    let content = Content::decode_strict(&content).expect("the content parses");
    let is = |operator: &str| content.operations.iter().filter(|one| one.operator == operator).count();
    assert!(is("Tc") > 1, "justified lines have white of their own");
    // Lines that opened their gaps are shown in a few strings, not in one for each glyph.
    let arrays = content.operations.iter().filter(|one| one.operator == "TJ");
    let parts = |one: &lopdf::content::Operation| one.operands[0].as_array().map_or(0, Vec::len);
    let most = arrays.map(parts).max().unwrap_or(0);
    assert!(most < 24, "{most} parts in one line");
}

#[test]
fn truetype_lines_that_run_down_have_their_own_metrics() {
    let mut sample = Sample::new();
    let mut only = page(1);
    for (vertical, at) in [(true, (300.0, 60.0)), (false, (40.0, 60.0))] {
        let setting = Setting { vertical, ..Setting::of("kai", 16.0) };
        line(&mut only, &sample.library, &setting, at, &["楷", "，", "=——", "P", "—"]);
    }
    let down = only.glyphs[..5].to_vec();
    sample.pages = vec![only];
    let document = open(&sample);
    let reading = read(&document, 1);
    assert_eq!(reading.text, "楷，——P—楷，——P—");
    assert_places(&sample.pages[0], &reading);
    // One descendant of the TrueType kind under both directions, with one program; each direction has
    // two maps, for one glyph stands for —— and for — here.
    let dictionaries = || document.objects.values().filter_map(|object| object.as_dict().ok());
    let named = |key: &'static [u8], name: &'static [u8]| {
        dictionaries().filter(move |font| font.get(key).and_then(Object::as_name).ok() == Some(name))
    };
    assert_eq!(named(b"Encoding", b"Identity-H").count(), 2);
    assert_eq!(named(b"Encoding", b"Identity-V").count(), 2);
    let fonts: Vec<&Dictionary> = named(b"Subtype", b"CIDFontType2").collect();
    assert_eq!(fonts.len(), 1);
    assert_eq!(fonts[0].get(b"CIDToGIDMap").and_then(Object::as_name).ok(), Some(&b"Identity"[..]));
    let default = fonts[0].get(b"DW2").and_then(Object::as_array).expect("DW2");
    let default: Vec<i64> = default.iter().map(|figure| figure.as_i64().expect("a number")).collect();
    assert_eq!(default, [880, -1000]);
    let face = sample.library.face(sample.library.find("kai").expect("embedded"));
    for (glyph, shown) in down.iter().zip(&reading.shown) {
        let width = f64::from(face.advances([glyph.id])[0]);
        let advance = f64::from(face.vertical_advances([glyph.id])[0]);
        let figures = reading.fonts[&shown.font].downs.get(&shown.code).copied();
        // Without figures of its own a glyph hangs from the middle of its width (ISO 32000-1, 9.7.4.3).
        let figures = figures.unwrap_or([-1000.0, width / 2.0, 880.0]);
        assert_eq!([figures[0], figures[2]], [-advance, 880.0]);
        assert!((figures[1] - width / 2.0).abs() <= 0.5, "{figures:?}, {width} wide");
    }
}

#[test]
fn widths_are_the_faces_own() {
    let sample = Sample::new();
    let reading = read(&open(&sample), 1);
    let mut shown = reading.shown.iter();
    for item in &sample.pages[0].items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let face = sample.library.face(run.face);
        for glyph in &sample.pages[0].glyphs[run.glyphs.clone()] {
            let shown = shown.next().expect("as many as were placed");
            let width = reading.fonts[&shown.font].widths.get(&shown.code).copied().unwrap_or(1000.0);
            assert_eq!(width, f64::from(face.advances([glyph.id])[0]));
        }
    }
}

#[test]
fn glyphs_off_the_line_and_far_along_it_keep_their_places() {
    let mut sample = Sample::new();
    let mut only = page(1);
    for (vertical, at) in [(false, (40.0, 60.0)), (true, (300.0, 100.0))] {
        let setting = Setting { vertical, condense: 900, ..Setting::of("song", 10.0) };
        let start = only.glyphs.len();
        line(&mut only, &sample.library, &setting, at, &each("离线字远"));
        let glyphs = std::sync::Arc::make_mut(&mut only.glyphs);
        for (at, along, across) in [(start + 1, None, 3.25), (start + 3, Some(Length::from_pt(420.0)), 0.0)] {
            let PlacedGlyph { id, text_start, text_len, .. } = glyphs[at];
            let along = along.unwrap_or(glyphs[at].along());
            glyphs[at] = PlacedGlyph::new(id, along, Length::from_pt(across), text_start, text_len);
        }
    }
    sample.pages = vec![only];
    let reading = read(&open(&sample), 1);
    let at = |nth: usize| (reading.shown[nth].x, reading.shown[nth].y);
    assert!((at(1).1 - at(0).1 - 3.25).abs() < 0.001);
    assert!((at(3).0 - at(0).0 - 420.0).abs() < 0.01);
    assert!((at(5).0 - at(4).0 - 3.25).abs() < 0.001);
    assert!((at(4).1 - at(7).1 - 420.0).abs() < 0.01);
    assert_eq!(reading.text, "离线字远离线字远");
}

#[test]
fn boxes_are_trim_plus_bleed_plus_slug() {
    let document = open(&Sample::new());
    let page = document.get_dictionary(document.get_pages()[&1]).expect("page 1");
    let edges = |key: &str| {
        let edges = follow(&document, page, key).as_array().expect("a box");
        edges.iter().map(|edge| f64::from(edge.as_float().expect("a number"))).collect::<Vec<_>>()
    };
    let mm = |left: f64, right: f64, top: f64| [left, left, right, top].map(|edge| edge * 72.0 / 25.4);
    let wanted = [
        ("MediaBox", mm(0.0, 226.0, 306.0)),
        ("BleedBox", mm(10.0, 216.0, 296.0)),
        ("TrimBox", mm(13.0, 213.0, 293.0)),
    ];
    for (key, wanted) in wanted {
        for (edge, wanted) in edges(key).into_iter().zip(wanted) {
            assert!((edge - wanted).abs() < 1e-4, "{key}: {edge} instead of {wanted}");
        }
    }
    assert!(!page.has(b"CropBox") && !page.has(b"Annots"));
}

#[test]
fn nothing_printed_by_the_marks_touches_the_bleed() {
    let mut sample = Sample::new();
    sample.pages = vec![page(1)];
    let bleed = 10.0 * 72.0 / 25.4;
    let (right, top) = (216.0 * 72.0 / 25.4, 296.0 * 72.0 / 25.4);
    let document = open(&sample);
    let content = document.get_page_content(document.get_pages()[&1]);
    let content = Content::decode_strict(&content).expect("the content parses");
    let mut points = 0;
    let mut last = (0.0, 0.0);
    for operation in &content.operations {
        let number = |at: usize| f64::from(operation.operands[at].as_float().expect("a number"));
        let outside = |x0: f64, y0: f64, x1: f64, y1: f64| {
            let apart = 0.001;
            x1 < bleed + apart || x0 > right - apart || y1 < bleed + apart || y0 > top - apart
        };
        match operation.operator.as_str() {
            "m" => last = (number(0), number(1)),
            "l" => {
                let (x, y) = (number(0), number(1));
                assert!(
                    outside(last.0.min(x), last.1.min(y), last.0.max(x), last.1.max(y)),
                    "line to {x} {y}"
                );
                last = (x, y);
                points += 1;
            }
            "re" => {
                assert!(outside(number(0), number(1), number(0) + number(2), number(1) + number(3)));
                points += 1;
            }
            _ => {}
        }
    }
    assert_eq!(points, 8 + 4 * 2 + 12);
    sample.pages[0].slug = Length::ZERO;
    let bare = open(&sample);
    assert!(bare.get_page_content(bare.get_pages()[&1]).trim_ascii().is_empty());
}

#[test]
fn black_overprints_and_white_knocks_out() {
    let document = open(&Sample::new());
    let states = follow(&document, resources(&document, 1), "ExtGState").as_dict().expect("states");
    for (name, wanted) in [("Over", true), ("Knock", false)] {
        let state = follow(&document, states, name).as_dict().expect("a state");
        for key in ["OP", "op"] {
            assert_eq!(follow(&document, state, key).as_bool().ok(), Some(wanted), "{key} of {name}");
        }
        assert_eq!(follow(&document, state, "OPM").as_i64().ok(), Some(1));
    }
    let content = document.get_page_content(document.get_pages()[&1]);
    let content = String::from_utf8_lossy(&content);
    assert!(content.contains("/Over gs\n0 0 0 1 k"));
    assert!(content.contains("/Knock gs\n0 0 0 0 k"));
    assert!(content.contains("/S0 cs 1 scn"));
}

fn streams(document: &Document, subtype: &[u8]) -> Vec<(ObjectId, Stream)> {
    let streams = document.objects.iter().filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)));
    let wanted =
        |stream: &&Stream| stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(subtype);
    streams.filter(|(_, stream)| wanted(stream)).map(|(id, stream)| (id, stream.clone())).collect()
}

#[test]
fn each_picture_is_embedded_once_and_in_its_own_way() {
    let sample = Sample::new();
    let document = open(&sample);
    let images = streams(&document, b"Image");
    // The gray one shows on both pages.
    assert_eq!(images.len(), 3);
    assert_eq!(streams(&document, b"Form").len(), 1);
    let of = |id: usize| match &sample.pictures[id].data {
        PictureData::CmykJpeg { bytes, .. } => bytes.to_vec(),
        PictureData::Raster { pixels, .. } => pixels.to_vec(),
        PictureData::Vector(_) | PictureData::Pdf(_) => panic!("not an image"),
    };
    assert_eq!(images[0].1.content, &*of(0), "the JPEG is passed through");
    let decode = |at: usize| images[at].1.dict.get(b"Decode").and_then(Object::as_array).map(Vec::len).ok();
    assert_eq!([decode(0), decode(1), decode(2)], [Some(8), Some(2), None]);
    for at in [1, 2] {
        assert_eq!(images[at].1.get_plain_content().expect("it inflates"), &*of(at));
    }
}

#[test]
fn what_is_see_through_has_a_soft_mask_or_lies_on_paper() {
    let mut sample = Sample::new();
    let PictureData::Raster { alpha, .. } = &mut sample.pictures[2].data else { panic!("pixels") };
    let shown: Vec<u8> = (0..160 * 160).map(|at: u32| (at * 255 / (160 * 160 - 1)) as u8).collect();
    *alpha = Some(shown.clone().into());
    let document = open(&sample);
    let images = streams(&document, b"Image");
    let mask = images.iter().find_map(|(_, image)| image.dict.get(b"SMask").ok()).expect("a mask");
    let mask = document.get_object(mask.as_reference().expect("a reference")).and_then(Object::as_stream);
    let mask = mask.expect("a stream").get_plain_content().expect("it inflates");
    assert!(mask == shown);
    let page = document.get_pages().into_values().next().expect("a page");
    let page = document.get_dictionary(page).expect("a page");
    let group = page.get(b"Group").and_then(Object::as_dict).expect("a group");
    assert_eq!(group.get(b"CS").and_then(Object::as_name).ok(), Some(&b"DeviceCMYK"[..]));

    sample.press.standard = crate::ink::Standard::X1a;
    let flat = open(&sample);
    let images = streams(&flat, b"Image");
    assert!(images.iter().all(|(_, image)| !image.dict.has(b"SMask")));
    let flat = images[2].1.get_plain_content().expect("it inflates");
    // Its first row hides all but nothing.
    assert_eq!((&flat[..4], &flat[flat.len() - 4..]), (&[0u8; 4][..], &[255, 0, 128, 0][..]));
}

#[test]
fn one_spot_colour_is_one_object() {
    let document = open(&Sample::new());
    let is_plate = |object: &&Object| {
        object.as_array().is_ok_and(|parts| {
            parts.get(1).map(Object::as_name).is_some_and(|name| name.ok() == Some("专色红".as_bytes()))
        })
    };
    assert_eq!(document.objects.values().filter(is_plate).count(), 1);
}

#[test]
fn pages_name_only_the_fonts_they_use() {
    let document = open(&Sample::new());
    let names = |number| {
        let fonts = follow(&document, resources(&document, number), "Font").as_dict().expect("fonts");
        fonts.iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(1), ["H0", "H1", "H1.1", "V1", "H2", "H3"]);
    assert_eq!(names(2), ["H1", "H4"]);
}

#[test]
fn characters_beyond_the_basic_plane_are_read_back() {
    let mut sample = Sample::new();
    let face = sample.library.face(sample.library.find("song").expect("embedded"));
    let beyond = face.characters().map(|(character, _)| character).find(|character| *character > '\u{FFFF}');
    let text = beyond.expect("the face has rare characters").to_string();
    let mut only = page(1);
    line(&mut only, &sample.library, &Setting::of("song", 10.0), (40.0, 60.0), &[&text]);
    sample.pages = vec![only];
    assert_eq!(read(&open(&sample), 1).text, text);
}

fn refused(edit: impl FnOnce(&mut Sample)) -> &'static str {
    let mut sample = Sample::new();
    edit(&mut sample);
    let document = sample.document();
    let outcome = write(&document).expect_err("the document must be refused");
    // What needs no writing to be found is told first, and by both in the same words.
    if outcome.code != "picture-data" {
        assert_eq!(examine(&document).first(), Some(&outcome));
    }
    outcome.code.name()
}

#[test]
fn what_cannot_be_printed_is_refused() {
    assert_eq!(refused(|sample| sample.pages.clear()), "no-pages");
    assert_eq!(refused(|sample| sample.pictures.clear()), "picture-missing");
    assert_eq!(
        refused(|sample| std::sync::Arc::make_mut(&mut sample.pages[0].glyphs)[0].id = 65_000),
        "font-glyph"
    );
    assert_eq!(
        refused(|sample| {
            let pixels = vec![0; 15].into();
            let data =
                PictureData::Raster { width: 4, height: 4, channels: Channels::Black, pixels, alpha: None };
            sample.pictures[1] = Picture { path: "cut.png".into(), data, alt: None };
        }),
        "picture-data"
    );
    let fill = |sample: &mut Sample, ink| {
        sample.pages[0].items.push(item(ItemKind::Fill { rect: rect(0.0, 0.0, 9.0, 9.0), ink }));
    };
    let alternate = Cmyk { c: 5_000, m: 0, y: 0, k: 0 };
    let spot = |name: &str| Ink::Spot(Spot { name: name.into(), alternate, tint: 10_000 });
    assert_eq!(refused(|sample| fill(sample, spot("专色红"))), "spot-alternate");
    assert_eq!(refused(|sample| fill(sample, spot("Black"))), "spot-name");
    let sample = Sample::new();
    let press = Press { profile: b"none".as_slice().into(), ..Press::default() };
    let profile = super::Document { press: &press, ..sample.document() };
    assert_eq!(write(&profile).map_err(|finding| finding.code.name()), Err("output-profile"));
}

#[test]
fn an_examination_tells_every_plate_once_and_where() {
    let mut sample = Sample::new();
    assert_eq!(examine(&sample.document()), []);
    let alternate = Cmyk { c: 5_000, m: 0, y: 0, k: 0 };
    let spot =
        |name: &str, c| Ink::Spot(Spot { name: name.into(), alternate: Cmyk { c, ..alternate }, tint: 9 });
    let page = &mut sample.pages[0];
    for ink in [spot("Black", 1), spot("Black", 2), spot("专色蓝", 1), spot("专色蓝", 2), spot("专色蓝", 3)]
    {
        page.items.push(item(ItemKind::Fill { rect: rect(0.0, 0.0, 9.0, 9.0), ink }));
    }
    let source = crate::diagnostic::Span::new(crate::diagnostic::FileId(0), 3..6);
    let text = page.items.iter_mut().find_map(|item| match &mut item.kind {
        ItemKind::Text(run) => Some(run),
        _ => None,
    });
    let text = text.expect("the sample has text");
    (text.ink, text.source) = (spot("None", 1), Some(source.clone()));
    let found = examine(&sample.document());
    let codes: Vec<_> = found.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["spot-name", "spot-name", "spot-alternate"]);
    assert_eq!(found[0].labels[0].span, source);
}

/// Where the record of a table begins in a font's directory.
fn record(font: &[u8], tag: &[u8; 4]) -> usize {
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let record = (0..tables).map(|at| 12 + 16 * at).find(|at| &font[*at..at + 4] == tag);
    record.expect("the face has the table")
}

/// A library of one embedded face with other licence bits; a font lives as long as the program.
fn licensed(at: usize, version: Option<u16>, bits: u16) -> Library {
    let (name, font, _) = crate::font::EMBEDDED[at];
    let mut font = font.to_vec();
    let record = record(&font, b"OS/2");
    let start = u32::from_be_bytes(font[record + 8..record + 12].try_into().expect("four bytes")) as usize;
    if let Some(version) = version {
        font[start..start + 2].copy_from_slice(&version.to_be_bytes());
    }
    font[start + 8..start + 10].copy_from_slice(&bits.to_be_bytes());
    let mut library = Library::default();
    library.add_static(name, font.leak(), 0, Vec::new()).expect("it is still a font");
    library
}

#[test]
fn licence_bits_mean_what_opentype_says() {
    use crate::font::Embedding::{Allowed, Forbidden, WholeOnly};
    for (version, bits, wanted) in [
        (4, 0x0000, Allowed),
        (4, 0x0002, Forbidden),
        (4, 0x0004, Allowed),
        (4, 0x0008, Allowed),
        // Several of them: the one that allows most.
        (4, 0x0006, Allowed),
        (2, 0x000A, Allowed),
        (2, 0x0002, Forbidden),
        (4, 0x0100, WholeOnly),
        (4, 0x0108, WholeOnly),
        (4, 0x0102, Forbidden),
        (4, 0x0200, Forbidden),
        (4, 0x0204, Forbidden),
        (4, 0x0300, Forbidden),
        // Bits 8 and 9 mean something from version 2 on.
        (1, 0x0308, Allowed),
    ] {
        let library = licensed(2, Some(version), bits);
        let face = library.face(library.find("hei").expect("it is there"));
        assert_eq!(face.metrics().embedding, wanted, "version {version}, bits {bits:#06x}");
    }
}

fn with_licence(bits: u16) -> Sample {
    in_kai(licensed(4, None, bits))
}

/// A page with two characters in the face `kai` of a library.
fn in_kai(library: Library) -> Sample {
    let mut only = page(1);
    line(&mut only, &library, &Setting::of("kai", 16.0), (40.0, 60.0), &each("楷书"));
    Sample { pages: vec![only], pictures: Vec::new(), library, press: Press::default(), masthead: masthead() }
}

#[test]
fn licences_are_kept() {
    let forbidden = write(&with_licence(0x0002).document());
    assert_eq!(forbidden.map_err(|finding| finding.code.name()), Err("font-embedding"));
    let bitmaps_only = write(&with_licence(0x0200).document());
    assert_eq!(bitmaps_only.map_err(|finding| finding.code.name()), Err("font-embedding"));
    let whole = with_licence(0x0100);
    let document = open(&whole);
    let name = document.objects.values().filter_map(|object| object.as_dict().ok());
    let name = name.filter_map(|font| font.get(b"FontName").and_then(Object::as_name).ok()).next();
    assert!(!String::from_utf8_lossy(name.expect("a font")).contains('+'), "a whole font has no tag");
    assert_eq!(read(&document, 1).text, "楷书");
    let files = document.objects.values().filter_map(|object| object.as_stream().ok());
    let length = files.filter_map(|file| file.dict.get(b"Length1").and_then(Object::as_i64).ok()).next();
    assert!(length.expect("a TrueType program") > 1_000_000);
}

#[test]
fn a_font_that_cannot_be_subset_is_refused_with_a_way_out() {
    let library = |change: fn(&mut Vec<u8>)| {
        let mut font = crate::font::EMBEDDED[4].1.to_vec();
        change(&mut font);
        let mut library = Library::default();
        library.add_static("kai", font.leak(), 0, Vec::new()).expect("it is still a font");
        library
    };
    assert!(write(&in_kai(library(|_| ())).document()).is_ok());
    // The font's own directory says that its outlines end behind the first.
    let without_outlines = library(|font| {
        let record = record(font, b"glyf");
        font[record + 12..record + 16].copy_from_slice(&4_u32.to_be_bytes());
    });
    let page = Sample { library: without_outlines, ..in_kai(library(|_| ())) };
    let written = write(&page.document()).map(|file| file.len());
    let refused = written.expect_err("the outlines are gone");
    assert_eq!(refused.code, "font-subset");
    assert!(refused.message.contains("`kai`") && refused.help.is_some(), "{refused:?}");
}

#[test]
fn pictures_and_pages_without_anything_do_no_harm() {
    let mut sample = Sample::new();
    let mut empty = Page { trim: page(1).trim, ..Page::default() };
    let nothing = rect(10.0, 10.0, 0.0, 10.0);
    empty.items.push(item(ItemKind::Fill { rect: nothing, ink: red(5_000) }));
    empty.items.push(item(ItemKind::Picture { picture: PictureId(0), window: nothing, whole: nothing }));
    sample.pages = vec![empty];
    let file = write(&sample.document()).expect("an empty page can be written");
    assert_eq!(super::preflight::check(&file), []);
}

#[test]
fn turned_letters_have_a_turned_matrix_and_the_font_of_lines_across() {
    let content = |turned| {
        let mut sample = Sample::new();
        let mut only = page(1);
        let setting = Setting { vertical: true, condense: 900, ..Setting::of("song", 10.0) };
        line(&mut only, &sample.library, &setting, (40.0, 60.0), &each("离线"));
        for item in &mut only.items {
            if let ItemKind::Text(run) = &mut item.kind {
                run.turned = turned;
            }
        }
        sample.pages = vec![only];
        let document = open(&sample);
        let content = document.get_page_content(document.get_pages()[&1]);
        String::from_utf8_lossy(&content).into_owned()
    };
    let (turned, upright) = (content(true), content(false));
    assert!(turned.contains("0 -1 0.9 0 ") && turned.contains("/H"), "{turned}");
    assert!(upright.contains("0.9 0 0 1 ") && upright.contains("/V") && !upright.contains("/H"), "{upright}");
}
