//! What printpdf 0.12.8 gets wrong, so that an update that changes it shows: each test here tells
//! which work-around may go, or must.

use lopdf::{Dictionary, Document, Object};
use printpdf::{
    BuiltinFont, Color, Mm, Op, PdfConformance, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect, SpotColor,
};

fn made(edit: impl FnOnce(&mut PdfDocument)) -> Document {
    let mut print = PdfDocument::new("A & B");
    print.pages.push(PdfPage::new(Mm(100.0), Mm(100.0), Vec::new()));
    edit(&mut print);
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    print.to_lopdf_document(&options, &mut Vec::new())
}

fn page(document: &Document) -> &Dictionary {
    let id = document.get_pages()[&1];
    document.get_dictionary(id).expect("page 1")
}

fn content(op: Op) -> String {
    let document = made(|print| print.pages[0].ops.push(op));
    let id = document.get_pages()[&1];
    let content = String::from_utf8(document.get_page_content(id)).expect("operators are ASCII");
    content.trim_end().to_owned()
}

#[test]
fn boxes_are_x_y_width_height() {
    let document = made(|print| {
        print.pages[0].trim_box = Rect::from_xywh(Pt(28.0), Pt(28.0), Pt(500.0), Pt(700.0));
    });
    let trim = page(&document).get(b"TrimBox").and_then(Object::as_array).expect("a trim box");
    let numbers: Vec<f32> = trim.iter().map(|number| number.as_float().expect("a number")).collect();
    assert_eq!(numbers, [28.0, 28.0, 500.0, 700.0]);
    assert!(page(&document).has(b"CropBox") && !page(&document).has(b"BleedBox"));
}

#[test]
fn overprint_keys_are_swapped() {
    let state = printpdf::ExtendedGraphicsState::default().with_overprint_fill(true);
    let written = printpdf::extgstate_to_dict(&state);
    assert!(written.has(b"OP") && !written.has(b"op"));
}

#[test]
fn spot_colours_are_written_as_cmyk() {
    let spot = SpotColor { c: 0.0, m: 1.0, y: 0.5, k: 0.0 };
    assert_eq!(content(Op::SetFillColor { col: Color::SpotColor(spot) }), "0 1 0.5 0 k");
}

#[test]
fn markers_are_marked_content_points() {
    assert_eq!(content(Op::Marker { id: "T0".to_owned() }), "/T0 MP");
}

#[test]
fn the_header_is_1_3() {
    assert_eq!(made(|_| {}).version, "1.3");
}

#[test]
fn the_output_profile_key_is_misspelt() {
    let document = made(|print| print.metadata.info.conformance = PdfConformance::X4_2010_PDF_1_4);
    let catalog = document.catalog().expect("a catalog");
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).expect("output intents");
    let intent = intents[0].as_dict().expect("an output intent");
    assert!(intent.has(b"DestinationOutputProfile") && !intent.has(b"DestOutputProfile"));
    assert!(intent.has(b"License"));
}

#[test]
fn metadata_are_not_escaped() {
    let document = made(|print| print.metadata.info.conformance = PdfConformance::X4_2010_PDF_1_4);
    let catalog = document.catalog().expect("a catalog");
    let packet = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let packet = document.get_object(packet).and_then(Object::as_stream).expect("metadata");
    assert!(String::from_utf8_lossy(&packet.content).contains("A & B"));
}

#[test]
fn file_ids_count_documents() {
    let id = |document: Document| document.trailer.get(b"ID").cloned().expect("an ID");
    assert_ne!(id(made(|_| {})), id(made(|_| {})));
}

#[test]
fn f1_to_f14_are_taken() {
    assert_eq!(BuiltinFont::TimesRoman.get_pdf_id(), "F1");
}
