//! Proofs of pages made by hand, read back pixel by pixel.

use std::sync::Arc;

use super::screen::Screen;
use super::*;
use crate::font::FaceId;
use crate::geometry::{Length, Point, Rect, Size};
use crate::ink::Ink;
use crate::ink::{Cmyk, Gradient, Towards};
use crate::issue::{
    Channels, Drawing, FillRule, PictureData, PictureId, Segment, Shading, ShadingLine, Shape, ShapePaint,
};
use crate::page::{Item, ItemKind, PlacedGlyph, Role, TextRun};

/// At 72 dpi a pixel is a point.
const DPI: u32 = 72;

struct Shown(image::RgbImage);

impl Shown {
    fn of(page: &Page, library: &Library, pictures: &[Picture]) -> Shown {
        let press = Press::default();
        let proof = Proofer::of(&press).png(page, library, pictures, DPI).expect("the page can be drawn");
        assert_eq!(proof.findings, []);
        Shown(image::load_from_memory(&proof.png).expect("it is a PNG").into_rgb8())
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        self.0.get_pixel(x, y).0
    }

    /// The box of all pixels that are not white: left, top, right, bottom (the last two past it).
    fn inked(&self) -> Option<[u32; 4]> {
        self.0.enumerate_pixels().filter(|(_, _, pixel)| pixel.0 != [255; 3]).fold(None, |seen, (x, y, _)| {
            let [left, top, right, bottom] = seen.unwrap_or([x, y, x + 1, y + 1]);
            Some([left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)])
        })
    }
}

/// The screen colour of process inks on the usual press.
fn seen(inks: [u8; 4]) -> [u8; 3] {
    Screen::of(crate::ink::NEWSPRINT).colour(inks)
}

fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
    Rect::new(Length::pt(x), Length::pt(y), Length::pt(width), Length::pt(height))
}

fn sheet(items: Vec<ItemKind>) -> Page {
    Page {
        number: 1,
        // Two bands, so that their seam is tested too.
        trim: Size { width: Length::pt(200), height: Length::pt(400) },
        items: items
            .into_iter()
            .map(|kind| Item { story: None, place: 0, role: Role::Furniture, kind })
            .collect(),
        ..Page::default()
    }
}

/// One character of the song face at 40 pt with its origin at `x`, `y`.
fn character(library: &Library, character: char, vertical: bool, x: i64, y: i64) -> Page {
    let face = library.find("song").expect("song is embedded");
    let id = library.face(face).glyph(character).expect("the face has it");
    let mut page = sheet(vec![ItemKind::Text(TextRun {
        face,
        size: Length::pt(40),
        condense: 1000,
        ink: Ink::BLACK,
        vertical,
        turned: false,
        origin: Point::new(Length::pt(x), Length::pt(y)),
        glyphs: 0..1,
        source: None,
    })]);
    let glyph = PlacedGlyph::new(id, Length::ZERO, Length::ZERO, 0, character.len_utf8() as u32);
    page.glyphs = std::sync::Arc::new(vec![glyph]);
    page.text = std::sync::Arc::new(character.to_string());
    page
}

fn condensed(mut page: Page, thousandths: u32) -> Page {
    for item in &mut page.items {
        if let ItemKind::Text(run) = &mut item.kind {
            run.condense = thousandths;
        }
    }
    page
}

fn picture(data: PictureData) -> Picture {
    Picture { path: "picture".into(), data, alt: None }
}

#[test]
fn a_fill_is_where_it_should_be_and_crosses_the_seam_of_two_bands() {
    let page = sheet(vec![ItemKind::Fill { rect: rect(20, 250, 30, 12), ink: Ink::BLACK }]);
    let proof = Shown::of(&page, &Library::default(), &[]);
    assert_eq!(proof.0.dimensions(), (200, 400));
    assert_eq!(proof.inked(), Some([20, 250, 50, 262]));
    for y in 250..262 {
        assert_eq!(proof.at(35, y), seen([0, 0, 0, 255]));
    }
}

#[test]
fn later_items_lie_on_earlier_ones_and_paper_knocks_out() {
    let page = sheet(vec![
        ItemKind::Fill { rect: rect(10, 10, 100, 100), ink: Ink::gray(3_000) },
        ItemKind::Fill { rect: rect(30, 30, 20, 20), ink: Ink::PAPER },
    ]);
    let proof = Shown::of(&page, &Library::default(), &[]);
    assert_eq!(proof.at(20, 20), seen([0, 0, 0, 77]));
    assert_eq!(proof.at(40, 40), [255; 3]);
}

#[test]
fn a_frame_lies_inside_its_rectangle_and_is_hollow() {
    let frame = ItemKind::Frame { rect: rect(10, 10, 50, 40), width: Length::pt(3), ink: Ink::BLACK };
    let proof = Shown::of(&sheet(vec![frame]), &Library::default(), &[]);
    assert_eq!(proof.inked(), Some([10, 10, 60, 50]));
    let black = seen([0, 0, 0, 255]);
    for (x, y) in [(10, 10), (12, 30), (57, 30), (30, 12), (30, 47), (59, 49)] {
        assert_eq!(proof.at(x, y), black, "{x},{y}");
    }
    for (x, y) in [(13, 13), (30, 30), (56, 46)] {
        assert_eq!(proof.at(x, y), [255; 3], "{x},{y}");
    }
}

#[test]
fn a_frame_too_wide_for_its_rectangle_is_solid() {
    let frame = ItemKind::Frame { rect: rect(10, 10, 20, 20), width: Length::pt(30), ink: Ink::BLACK };
    let proof = Shown::of(&sheet(vec![frame]), &Library::default(), &[]);
    assert_eq!(proof.at(20, 20), seen([0, 0, 0, 255]));
}

#[test]
fn a_glyph_leaves_ink_inside_its_em_box_and_nowhere_else() {
    let library = Library::embedded();
    let proof = Shown::of(&character(&library, '国', false, 50, 235), &library, &[]);
    let [left, top, right, bottom] = proof.inked().expect("it leaves ink");
    // The em box: 40 pt wide, from 0.88 em over the baseline to 0.12 em under it.
    assert!(left >= 50 && right <= 90 && right - left > 28, "{left}..{right}");
    assert!(top >= 199 && bottom <= 240 && bottom - top > 28, "{top}..{bottom}");
}

#[test]
fn a_vertical_glyph_is_centred_on_its_axis_under_its_origin() {
    let library = Library::embedded();
    let proof = Shown::of(&character(&library, '国', true, 100, 240), &library, &[]);
    let [left, top, right, bottom] = proof.inked().expect("it leaves ink");
    assert!((left + right).abs_diff(200) <= 2, "{left}..{right} is not about 100");
    assert!((top + bottom).abs_diff(2 * 260) <= 4 && top >= 240 && bottom <= 280, "{top}..{bottom}");
}

#[test]
fn condensing_narrows_across_and_keeps_origin_and_axis() {
    let library = Library::embedded();
    let natural = Shown::of(&character(&library, '国', false, 50, 200), &library, &[]).inked();
    let narrow = condensed(character(&library, '国', false, 50, 200), 500);
    let narrow = Shown::of(&narrow, &library, &[]).inked();
    let (Some([.., right, _]), Some([left, _, end, _])) = (natural, narrow) else { panic!("no ink") };
    assert!(left >= 50 && end <= 71 && right > 80, "{left}..{end}, naturally to {right}");
    let vertical = condensed(character(&library, '国', true, 100, 200), 500);
    let [left, _, right, _] = Shown::of(&vertical, &library, &[]).inked().expect("it leaves ink");
    assert!((left + right).abs_diff(200) <= 2 && right - left <= 20, "{left}..{right}");
}

#[test]
fn a_picture_is_clipped_to_its_window() {
    // Left half cyan, right half black; the window shows a part of both.
    let pixels: Vec<u8> =
        (0..100 * 100).flat_map(|at| if at % 100 < 50 { [255, 0, 0, 0] } else { [0, 0, 0, 255] }).collect();
    let raster = PictureData::Raster {
        width: 100,
        height: 100,
        channels: Channels::Cmyk,
        pixels: pixels.into(),
        alpha: None,
    };
    let item = ItemKind::Picture {
        picture: PictureId(0),
        window: rect(40, 230, 60, 40),
        whole: rect(20, 200, 100, 100),
    };
    let proof = Shown::of(&sheet(vec![item]), &Library::default(), &[picture(raster)]);
    assert_eq!(proof.inked(), Some([40, 230, 100, 270]));
    assert_eq!(proof.at(68, 255), seen([255, 0, 0, 0]));
    assert_eq!(proof.at(72, 257), seen([0, 0, 0, 255]));
}

#[test]
fn a_drawing_is_clipped_and_keeps_its_fill_rule() {
    let square = |from: i32, to: i32| {
        [
            Segment::Move(from, from),
            Segment::Line(to, from),
            Segment::Line(to, to),
            Segment::Line(from, to),
            Segment::Close,
        ]
    };
    let ring = |rule| Shape {
        path: [square(0, 1000), square(300, 700)].concat(),
        fill: Some((ShapePaint::Ink(Ink::BLACK), rule)),
        stroke: None,
        clips: Default::default(),
    };
    let shown = |rule| {
        let drawing = Drawing { width: 1000, height: 1000, shapes: vec![ring(rule)] };
        let item = ItemKind::Picture {
            picture: PictureId(0),
            window: rect(50, 200, 100, 80),
            whole: rect(50, 200, 100, 100),
        };
        let picture = picture(PictureData::Vector(Arc::new(drawing)));
        Shown::of(&sheet(vec![item]), &Library::default(), &[picture])
    };
    let hollow = shown(FillRule::EvenOdd);
    assert_eq!(hollow.inked(), Some([50, 200, 150, 280]));
    assert_eq!(hollow.at(100, 250), [255; 3]);
    assert_eq!(shown(FillRule::NonZero).at(100, 250), seen([0, 0, 0, 255]));
}

#[test]
fn a_panel_goes_over_from_ink_to_ink() {
    let gradient = Gradient { from: Ink::PAPER, to: Ink::BLACK, towards: Towards::Right };
    let page = sheet(vec![ItemKind::Shade { rect: rect(20, 20, 100, 40), gradient }]);
    let shown = Shown::of(&page, &Library::default(), &[]);
    let row: Vec<u8> = [22, 45, 70, 95, 118].map(|x| shown.at(x, 30)[0]).to_vec();
    assert!(row.windows(2).all(|pair| pair[0] > pair[1] + 20), "{row:?}");
    assert_eq!(shown.at(10, 30), [255; 3]);
    assert_eq!(shown.at(60, 22), shown.at(60, 58));
}

#[test]
fn a_shape_is_shaded_in_its_own_place_and_cut_to_its_clip() {
    let unit = Shading::UNIT;
    let stops = vec![(0, Ink::Process(Cmyk { c: 10_000, ..Cmyk::default() })), (10_000, Ink::PAPER)];
    let shading = Shading {
        line: ShadingLine::Straight { from: (0, 0), to: (0, unit) },
        // From the unit to the drawing, which is four units of 256 high.
        place: [4, 0, 0, 4, 0, 0].map(|value| value * i64::from(unit)),
        stops,
    };
    let square = |from, to| {
        vec![
            Segment::Move(from, from),
            Segment::Line(to, from),
            Segment::Line(to, to),
            Segment::Line(from, to),
            Segment::Close,
        ]
    };
    let shape = Shape {
        path: square(0, 1024),
        fill: Some((ShapePaint::Shading(shading), FillRule::NonZero)),
        stroke: None,
        clips: [(square(0, 512), FillRule::NonZero)].into(),
    };
    let drawing = Drawing { width: 1024, height: 1024, shapes: vec![shape] };
    let item = ItemKind::Picture {
        picture: PictureId(0),
        window: rect(50, 50, 100, 100),
        whole: rect(50, 50, 100, 100),
    };
    let picture = picture(PictureData::Vector(Arc::new(drawing)));
    let shown = Shown::of(&sheet(vec![item]), &Library::default(), &[picture]);
    assert_eq!(shown.inked(), Some([50, 50, 100, 100]));
    assert!(shown.at(60, 52)[0] + 40 < shown.at(60, 95)[0], "cyan at the head, half of it in the middle");
    assert!(shown.at(60, 95)[0] < 220);
}

#[test]
fn a_stroke_lies_on_both_sides_of_its_line() {
    let line = Shape {
        path: vec![Segment::Move(0, 500), Segment::Line(1000, 500)],
        fill: None,
        stroke: Some((Ink::BLACK, 100)),
        clips: Default::default(),
    };
    let drawing = Drawing { width: 1000, height: 1000, shapes: vec![line] };
    let item = ItemKind::Picture {
        picture: PictureId(0),
        window: rect(0, 0, 100, 100),
        whole: rect(0, 0, 100, 100),
    };
    let picture = picture(PictureData::Vector(Arc::new(drawing)));
    let proof = Shown::of(&sheet(vec![item]), &Library::default(), &[picture]);
    assert_eq!(proof.inked(), Some([0, 45, 100, 55]));
}

#[test]
fn a_sheet_without_end_is_refused_with_a_way_out() {
    let mut page = sheet(Vec::new());
    page.trim.width = Length::pt(1_000_000_000);
    let press = Press::default();
    let proofer = Proofer::of(&press);
    let refused = proofer.png(&page, &Library::default(), &[], 600).expect_err("it is too large");
    assert_eq!(refused.code, "proof-size");
    assert!(refused.help.is_some());
    page.trim.width = Length::ZERO;
    assert!(proofer.png(&page, &Library::default(), &[], 600).is_err());
}

#[test]
fn a_jpeg_that_cannot_be_decoded_is_told() {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.encode(&[0; 4 * 16 * 16], 16, 16, jpeg_encoder::ColorType::Cmyk).expect("encoding into memory");
    let item =
        ItemKind::Picture { picture: PictureId(0), window: rect(0, 0, 16, 16), whole: rect(0, 0, 16, 16) };
    let page = sheet(vec![item]);
    let press = Press::default();
    let proof = |bytes: &[u8]| {
        let data = PictureData::CmykJpeg { width: 16, height: 16, bytes: bytes.into(), inverted: false };
        Proofer::of(&press).png(&page, &Library::default(), &[picture(data)], DPI)
    };
    assert!(proof(&bytes).is_ok());
    let refused = proof(&bytes[..bytes.len() / 8]).map(|proof| proof.findings).expect_err("it is cut off");
    assert_eq!(refused.code, "proof-picture");
    assert!(refused.help.is_some());
}

#[test]
fn items_far_off_the_sheet_and_ids_of_nothing_do_no_harm() {
    let far = 4_000_000_000;
    let page = sheet(vec![
        ItemKind::Fill { rect: rect(-far, 10, 2 * far, 5), ink: Ink::BLACK },
        ItemKind::Frame { rect: rect(far, far, 10, 10), width: Length::pt(1), ink: Ink::BLACK },
        ItemKind::Picture { picture: PictureId(7), window: rect(0, 0, 9, 9), whole: rect(0, 0, 9, 9) },
        ItemKind::Text(TextRun {
            face: FaceId(0),
            size: Length::pt(10),
            condense: 1000,
            ink: Ink::BLACK,
            vertical: false,
            turned: false,
            origin: Point::default(),
            glyphs: 5..9,
            source: None,
        }),
    ]);
    assert_eq!(Shown::of(&page, &Library::default(), &[]).inked(), Some([0, 10, 200, 15]));
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let library = Library::embedded();
    let page = character(&library, '永', false, 50, 260);
    let press = Press::default();
    let drawn = || Proofer::of(&press).png(&page, &library, &[], 150);
    assert_eq!(drawn(), drawn());
}

#[test]
fn a_profile_that_tells_no_looks_is_told() {
    let usual = Press::default();
    assert_eq!(Proofer::of(&usual).finding(), None);
    let without = Press { profile: b"nothing".as_slice().into(), ..Press::default() };
    let finding = Proofer::of(&without).finding().expect("it is told");
    assert_eq!(
        (finding.code, finding.severity),
        (codes::PROOF_PROFILE, crate::diagnostic::Severity::Warning)
    );
}

#[test]
fn black_text_overprints_and_black_panels_knock_out_unless_the_house_lets_them() {
    let library = Library::embedded();
    let cyan = Ink::Process(Cmyk { c: 10_000, ..Cmyk::default() });
    let mut page = character(&library, '国', false, 50, 235);
    let under = ItemKind::Fill { rect: rect(0, 150, 200, 150), ink: cyan };
    page.items.insert(0, Item { story: None, place: 0, role: Role::Furniture, kind: under });
    let over = ItemKind::Fill { rect: rect(150, 160, 20, 20), ink: Ink::BLACK };
    page.items.push(Item { story: None, place: 1, role: Role::Furniture, kind: over });
    for (overprint, cyan_under_black) in [(vec!["black".to_owned()], 255), (Vec::new(), 0)] {
        let press = Press { overprint, ..Press::default() };
        let (plates, ..) = Proofer::of(&press).plates(&page, &library, &[], at_dpi(DPI)).expect("a page");
        let inked = plates.plates[3].iter().zip(&plates.plates[0]).filter(|(black, _)| **black > 200);
        assert!(inked.clone().count() > 400);
        let box_at = 170 * 200 + 160;
        assert_eq!((plates.plates[3][box_at], plates.plates[0][box_at]), (255, cyan_under_black));
        let text = (196..245).flat_map(|y| (50..92).map(move |x| y * 200 + x));
        let text: Vec<usize> = text.filter(|at| plates.plates[3][*at] > 200).collect();
        assert!(!text.is_empty() && text.iter().all(|at| plates.plates[0][*at] == 255));
    }
}

/// The advertisement of the sample lies on the proof as it lies on the plates of the press file.
#[test]
fn a_placed_pdf_has_the_inks_of_the_press_file() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/four-pages");
    let loaded = crate::load(&folder).expect("the sample");
    let pages = crate::compile(&loaded).pages;
    let of_pdf = |item: &Item| match &item.kind {
        ItemKind::Picture { picture, whole, .. } => {
            let is_pdf = matches!(loaded.issue.pictures[picture.0 as usize].data, PictureData::Pdf(_));
            is_pdf.then_some(*whole)
        }
        _ => None,
    };
    let (page, whole) = pages
        .iter()
        .find_map(|page| Some((page, page.items.iter().find_map(of_pdf)?)))
        .expect("an advertisement");
    let dpi = 144;
    let proofer = Proofer::of(&loaded.press);
    let (proof, _, findings) =
        proofer.plates(page, &loaded.library, &loaded.issue.pictures, at_dpi(dpi)).expect("a proof");
    assert_eq!(findings, []);
    let document = crate::pdf::Document::of(&loaded, std::slice::from_ref(page));
    let file = crate::pdf::write(&document).expect("a press file");
    let mut press = Vec::new();
    crate::pdf::separate(&file, dpi, |_, plates| {
        press.push(plates);
        Ok(())
    })
    .expect("plates");
    let press = &press[0];
    let scale = f64::from(dpi) / 72.0;
    let edge = (page.bleed + page.slug).to_pt() * scale;
    let inks = |plates: &Plates, x: f64, y: f64| -> Vec<u8> {
        let at = y as usize * plates.width + x as usize;
        let mut inks: Vec<(&String, u8)> =
            plates.names.iter().zip(&plates.plates).map(|(name, plate)| (name, plate[at])).collect();
        inks.sort_by_key(|(name, _)| *name);
        inks.into_iter().filter(|(name, _)| proof.names.contains(name)).map(|(_, ink)| ink).collect()
    };
    let near = |one: &[u8], other: &[u8]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.abs_diff(*other) <= 2)
    };
    let (mut same, mut inked, mut shifted, mut count) = (0, 0, 0, 0);
    for step in 0..60 * 60 {
        let part = |nth: usize| (nth as f64 + 0.5) / 60.0;
        let x = (whole.x.to_pt() + whole.width.to_pt() * part(step % 60)) * scale;
        let y = (whole.y.to_pt() + whole.height.to_pt() * part(step / 60)) * scale;
        let ours = inks(&proof, x, y);
        count += 1;
        inked += usize::from(ours.iter().any(|ink| *ink > 0));
        same += usize::from(near(&ours, &inks(press, x + edge, y + edge)));
        // The control: 40 points further up there is something else.
        shifted += usize::from(near(&ours, &inks(press, x + edge, y + edge - 80.0)));
    }
    assert!(inked * 3 > count, "{inked} of {count} have ink");
    assert!(same * 100 > count * 94, "{same} of {count} are the same");
    assert!(shifted * 100 < count * 85, "{shifted} of {count} are the same elsewhere");
}
