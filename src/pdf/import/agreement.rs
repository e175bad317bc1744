//! What placing lets in, preflight reads the same way: held over every file that the tests of placing
//! open, over the advertisements that once came out wrong, and over damaged variants of them.

use lopdf::{Dictionary, Document, Object, Stream};

use super::*;
use crate::diagnostic::Severity;
use crate::ink::Standard;
use crate::issue::{Picture, PictureData, PictureId};
use crate::message::msg;
use crate::page::ItemKind;
use crate::pdf::plates::render;
use crate::pdf::sample::{Sample, item, page, rect};

/// Ink on each spot and process plate of a page, as the sum of its pixels.
fn inks(document: &Document, side: f64) -> Option<Vec<(String, u64)>> {
    let id = *document.get_pages().get(&1)?;
    let interpreter = Interpreter::new(document);
    // Some hundred pixels along the longer side are enough to compare, whatever its size.
    let ppi = ((200.0 * 72.0 / side) as u32).clamp(1, 144);
    let plates = render(&interpreter, document, id, ppi)?.plates;
    let sum = |plate: &Vec<u8>| plate.iter().map(|ink| u64::from(*ink)).sum();
    Some(plates.names.iter().cloned().zip(plates.plates.iter().map(sum)).collect())
}

/// A file of one page with these boxes and this content.
fn set_page(document: &mut Document, sides: [f64; 4], content: Option<String>) {
    let id = document.get_pages()[&1];
    let content =
        content.map(|content| document.add_object(Stream::new(Dictionary::new(), content.into_bytes())));
    let page = document.get_dictionary_mut(id).expect("a page");
    for key in ["TrimBox", "ArtBox", "CropBox", "BleedBox"] {
        page.remove(key.as_bytes());
    }
    page.set("MediaBox", sides.map(|side| Object::Real(side as f32)).to_vec());
    if let Some(content) = content {
        page.set("Contents", content);
    }
}

/// Holds what placing made of the first page of a file against the file itself.
#[track_caller]
pub fn assert_agrees(bytes: &[u8], opened: &OpenedPdf, standard: Standard, name: &str) {
    let Some(pdf) = &opened.pdf else {
        let errors = opened.findings.iter().any(|finding| finding.severity == Severity::Error);
        return assert!(errors, "{name}: refused without a reason");
    };
    // In a press file preflight finds nothing against the standard.
    let mut sample = Sample::new();
    sample.press.standard = standard;
    sample.pictures =
        vec![Picture { path: "ad.pdf".into(), data: PictureData::Pdf(pdf.clone().into()), alt: None }];
    let whole = rect(30.0, 30.0, 120.0, 80.0);
    sample.pages = vec![page(1)];
    sample.pages[0].items = vec![item(ItemKind::Picture { picture: PictureId(0), window: whole, whole })];
    let file = crate::pdf::write(&sample.document()).expect("a press file");
    let found = preflight::check(&file);
    let against = found.iter().find(|finding| {
        finding.severity == Severity::Error && Rule::of(finding.code).is_some_and(|rule| rule.number() <= 26)
    });
    assert!(against.is_none(), "{name}: let in, and refused in the press file: {against:?}");
    // The same ink on the same plates as preflight draws of the file as it came.
    let mut source = Document::load_mem(bytes).expect("it was opened");
    let id = source.get_pages()[&1];
    let shown = ShownBox::of(&source, source.get_dictionary(id).expect("a page")).expect("it was opened");
    let [x0, y0, x1, y1] = shown.edges;
    set_page(&mut source, shown.edges, None);
    let (across, down) = (x1 - x0, y1 - y0);
    let turned = shown.matrix[0] == 0.0;
    let (width, height) = if turned { (down, across) } else { (across, down) };
    let mut copy = Document::load_mem(&pdf.bytes).expect("a clean file");
    let content = format!("{width} 0 0 {height} 0 0 cm /{FORM} Do");
    set_page(&mut copy, [0.0, 0.0, width, height], Some(content));
    let side = width.max(height);
    let (Some(before), Some(after)) = (inks(&source, side), inks(&copy, side)) else { return };
    let on = |plates: &[(String, u64)], name: &str| {
        plates.iter().find(|(own, _)| own == name).map_or(0, |(_, ink)| *ink)
    };
    for (plate, _) in before.iter().chain(&after) {
        let (own, copied) = (on(&before, plate), on(&after, plate));
        // Edges of pixels differ where the box does not begin on one.
        let slack = own.max(copied) / 50 + 4 * 255 * 200;
        assert!(own.abs_diff(copied) <= slack, "{name}, {plate}: {own} in the file, {copied} placed");
    }
}

/// The advertisements among the fixtures, and the one that banxin made for its sample.
fn files() -> Vec<(String, Vec<u8>)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = std::fs::read_dir(root.join("tests/fixtures/ads")).expect("fixtures");
    let mut paths: Vec<_> = listed.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 9, "fixtures are missing");
    paths.push(root.join("samples/four-pages/pictures/ad-books.pdf"));
    paths
        .into_iter()
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("a fixture")))
        .collect()
}

fn opened(bytes: &[u8], standard: Standard) -> OpenedPdf {
    open(bytes, 1, &Press { standard, ..Press::default() })
}

#[test]
fn what_is_let_in_is_read_the_same_way() {
    for (name, bytes) in files() {
        for standard in [Standard::X4, Standard::X1a] {
            assert_agrees(&bytes, &opened(&bytes, standard), standard, &name);
        }
    }
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// The same file cut off, with bytes or figures changed, or with a stretch inside a stream spoilt.
fn damaged(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match numbers.below(5) {
        0 => bytes.truncate(numbers.below(bytes.len())),
        1 => {
            let streams: Vec<usize> =
                (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"stream\n")).collect();
            let Some(start) = streams.get(numbers.below(streams.len())).map(|at| at + 7) else {
                return bytes;
            };
            for _ in 0..=numbers.below(8) {
                let at = start + numbers.below(60);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = numbers.below(256) as u8;
                }
            }
        }
        // Other figures in the place of figures leave a file that can be read and says something else.
        2 | 3 => {
            let figures: Vec<usize> =
                (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit() && *at > 8).collect();
            for _ in 0..=numbers.below(3) {
                if let Some(at) = figures.get(numbers.below(figures.len())) {
                    bytes[*at] = b'0' + numbers.below(10) as u8;
                }
            }
        }
        _ => {
            for _ in 0..=numbers.below(6) {
                let at = numbers.below(bytes.len());
                bytes[at] = numbers.below(256) as u8;
            }
        }
    }
    bytes
}

#[test]
fn damaged_files_are_refused_or_read_the_same_way() {
    let mut numbers = Numbers(12);
    let (mut taken, mut refused) = (0, 0);
    for (name, bytes) in files() {
        for nth in 0..40 {
            let bytes = damaged(&bytes, &mut numbers);
            let opened = opened(&bytes, Standard::X4);
            assert_agrees(&bytes, &opened, Standard::X4, &msg!("{name}, variant {nth}", name, nth));
            // Preflight of the damaged file itself ends too, whatever it finds.
            let _ = preflight::check(&bytes);
            *(if opened.pdf.is_some() { &mut taken } else { &mut refused }) += 1;
        }
    }
    assert!(taken > 20 && refused > 60, "{taken} let in, {refused} refused");
}
