//! A small document that uses everything the press file can show, for the tests here and in
//! `tests/it/press.rs`, which includes this file.

use std::sync::Arc;

use crate::diagnostic::FileId;
use crate::font::Library;
use crate::geometry::{Length, Point, Rect, Size};
use crate::ink::{Cmyk, Gradient, Ink, Press, Spot, Towards};
use crate::issue::{
    Channels, Date, Drawing, FillRule, Masthead, Picture, PictureData, PictureId, Segment, Shading,
    ShadingLine, Shape, ShapePaint, Text,
};
use crate::page::{Item, ItemKind, Page, PlacedGlyph, Role, TextRun};
use crate::pdf::Document;

/// A CMYK JPEG of 16 × 16 pixels, stored inverted: the left half cyan, the right half paper.
const JPEG: &str = "\
     ffd8ffee000e41646f626500640000000000ffdb004300100b0c0e0c0a100e0d0e1211101318281a1816161831\
     23251d283a333d3c3933383740485c4e404457453738506d51575f626768673e4d71797064785c656763ffc000\
     140800100010044311004d11005911004b1100ffc400160001010100000000000000000000000000000708ffc4\
     0014100100000000000000000000000000000000ffda000e0443004d0059004b00003f009fa80a0280d00033f8\
     0d0003ffd9";

/// Pages, pictures and faces.
pub struct Sample {
    pub pages: Vec<Page>,
    pub pictures: Vec<Picture>,
    pub library: Library,
    pub press: Press,
    pub masthead: Masthead,
}

/// How a line is set.
#[derive(Clone)]
pub struct Setting {
    pub face: &'static str,
    pub size: f64,
    pub ink: Ink,
    pub vertical: bool,
    pub condense: u32,
    /// Taken off every advance, in points.
    pub tight: f64,
}

impl Setting {
    pub fn of(face: &'static str, size: f64) -> Setting {
        Setting { face, size, ink: Ink::BLACK, vertical: false, condense: 1000, tight: 0.0 }
    }
}

/// A share of the red of the masthead.
fn spot(tint: u16) -> Spot {
    Spot { name: "专色红".into(), alternate: Cmyk { c: 0, m: 9_500, y: 9_000, k: 0 }, tint }
}

/// The red of the masthead.
pub fn red(tint: u16) -> Ink {
    Ink::Spot(spot(tint))
}

/// A trimmed page of 200 × 280 mm with 3 mm of bleed and 10 mm of slug.
pub fn page(number: u32) -> Page {
    Page {
        number,
        trim: Size { width: Length::from_mm(200.0), height: Length::from_mm(280.0) },
        bleed: Length::from_mm(3.0),
        slug: Length::from_mm(10.0),
        ..Page::default()
    }
}

pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    let [x, y, width, height] = [x, y, width, height].map(Length::from_pt);
    Rect::new(x, y, width, height)
}

pub fn item(kind: ItemKind) -> Item {
    Item { story: None, place: 0, role: Role::Furniture, kind }
}

/// Sets clusters of characters; a cluster of several characters has a glyph for each of them, or,
/// if it starts with `=`, the glyph of its first character alone.
pub fn line(page: &mut Page, library: &Library, setting: &Setting, at: (f64, f64), clusters: &[&str]) {
    let id = library.find(setting.face).expect("the face is embedded");
    let face = library.face(id);
    let start = page.glyphs.len();
    let mut along = Length::ZERO;
    for cluster in clusters {
        let (text, joined) = match cluster.strip_prefix('=') {
            Some(text) => (text, true),
            None => (*cluster, false),
        };
        let text_start = page.text.len() as u32;
        page.push_text(text);
        let drawn = text.chars().take(if joined { 1 } else { usize::MAX });
        for (nth, character) in drawn.enumerate() {
            let glyph = face.glyph(character).expect("the sample's characters are embedded");
            let text_len = if nth == 0 { text.len() as u32 } else { 0 };
            page.push_glyph(PlacedGlyph::new(glyph, along, Length::ZERO, text_start, text_len));
            let advance =
                if setting.vertical { face.vertical_advances([glyph]) } else { face.advances([glyph]) };
            let width = if setting.vertical { 1000 } else { i64::from(setting.condense) };
            let size = Length::from_pt(setting.size);
            along += size.scale(i64::from(advance[0]) * width, 1_000_000) - Length::from_pt(setting.tight);
        }
    }
    let role = Role::Block { number: page.items.len() as u32, heading: false };
    let kind = ItemKind::Text(TextRun {
        face: id,
        size: Length::from_pt(setting.size),
        condense: setting.condense,
        ink: setting.ink.clone(),
        vertical: setting.vertical,
        turned: false,
        origin: Point::new(Length::from_pt(at.0), Length::from_pt(at.1)),
        glyphs: start..page.glyphs.len(),
        source: None,
    });
    page.items.push(Item { role, ..item(kind) });
}

/// The characters of a text, each a cluster.
pub fn each(text: &str) -> Vec<&str> {
    text.char_indices().map(|(at, character)| &text[at..at + character.len_utf8()]).collect()
}

fn pictures() -> Vec<Picture> {
    let hex = |pair: &[u8]| {
        let digit = |byte: u8| char::from(byte).to_digit(16).expect("the sample is hexadecimal") as u8;
        digit(pair[0]) << 4 | digit(pair[1])
    };
    let jpeg: Arc<[u8]> = JPEG.as_bytes().chunks(2).map(hex).collect();
    let gray: Vec<u8> = (0..160 * 160_u32).map(|at| (at / 160 + at % 160) as u8).collect();
    let colour: Vec<u8> = (0..160 * 160_u32).flat_map(|at| [(at % 256) as u8, 0, 128, 0]).collect();
    let square = |x: i32, side: i32| {
        vec![
            Segment::Move(x, 256),
            Segment::Line(x + side, 256),
            Segment::Curve(x + side, 512, x + side, 1024, x + side, 256 + side),
            Segment::Line(x, 256 + side),
            Segment::Close,
        ]
    };
    let unit = Shading::UNIT;
    let glow = Shading {
        line: ShadingLine::Round {
            focus: (30 * unit, 8 * unit),
            focus_radius: 0,
            centre: (30 * unit, 8 * unit),
            radius: 6 * unit,
        },
        place: [i64::from(unit), 0, 0, i64::from(unit), 0, 0],
        stops: vec![(0, red(10_000)), (4_000, Ink::PAPER), (10_000, Ink::gray(5_000))],
    };
    let drawing = Drawing {
        width: 40 * 256,
        height: 20 * 256,
        shapes: vec![
            Shape {
                path: square(512, 2560),
                fill: Some((ShapePaint::Ink(red(10_000)), FillRule::NonZero)),
                stroke: None,
                clips: Default::default(),
            },
            Shape {
                path: square(4096, 3584),
                fill: Some((ShapePaint::Ink(Ink::gray(3_000)), FillRule::EvenOdd)),
                stroke: Some((Ink::BLACK, 256)),
                clips: Default::default(),
            },
            Shape {
                path: square(6144, 3584),
                fill: Some((ShapePaint::Shading(glow), FillRule::NonZero)),
                stroke: None,
                clips: [(square(6656, 2048), FillRule::NonZero)].into(),
            },
        ],
    };
    let raster = |channels, pixels: Vec<u8>| PictureData::Raster {
        width: 160,
        height: 160,
        channels,
        pixels: pixels.into(),
        alpha: None,
    };
    let data = [
        PictureData::CmykJpeg { width: 16, height: 16, bytes: jpeg, inverted: true },
        raster(Channels::Black, gray),
        raster(Channels::Cmyk, colour),
        PictureData::Vector(Arc::new(drawing)),
    ];
    data.into_iter().map(|data| Picture { path: "picture".into(), data, alt: None }).collect()
}

pub fn masthead() -> Masthead {
    let field = |name: &str, words: &str| (name.to_owned(), Text::plain(FileId(0), words, 0));
    let fields = vec![field("publisher", "版心报社出版"), field("issue", "第4134期")];
    Masthead { fields, name_art: None }
}

fn picture(id: u32, window: Rect, whole: Rect) -> Item {
    item(ItemKind::Picture { picture: PictureId(id), window, whole })
}

impl Sample {
    pub fn new() -> Sample {
        let library = Library::embedded();
        let mut first = page(1);
        let cyan = Ink::Process(Cmyk { c: 10_000, m: 0, y: 0, k: 0 });
        // A cyan flat into the bleed, so that overprinting and trimming show.
        first.items.push(item(ItemKind::Fill { rect: rect(-8.504, -8.504, 300.0, 120.0), ink: cyan }));
        let mut heading = Setting::of("song-heavy", 36.0);
        heading.ink = red(10_000);
        line(&mut first, &library, &heading, (40.0, 60.0), &each("版心日报"));
        let mut down = Setting::of("song", 12.0);
        down.vertical = true;
        line(&mut first, &library, &down, (500.0, 150.0), &each("第（竖排）行"));
        let mut mixed = vec!["=——", "o", "ffi", "c", "e"];
        mixed.extend(each("永和九年，岁在癸丑。1"));
        mixed.extend(["—", "2"]);
        line(&mut first, &library, &Setting::of("song", 10.5), (40.0, 90.0), &mixed);
        let narrow = Setting { condense: 800, ..Setting::of("hei", 14.0) };
        line(&mut first, &library, &narrow, (40.0, 130.0), &each("长体"));
        let tight = Setting { tight: 0.377, ..Setting::of("hei", 9.75) };
        line(&mut first, &library, &tight, (40.0, 150.0), &each("字距压缩"));
        let text = "惠风和畅，仰观宇宙之大，俯察品类之盛，所以游目骋怀，足以极视听之娱，信可乐也。";
        let justified = Setting { tight: -0.1234, ..Setting::of("song", 10.13) };
        line(&mut first, &library, &justified, (40.0, 440.0), &each(text));
        let title = Setting { tight: 0.7531, condense: 930, ..Setting::of("hei-heavy", 61.7) };
        line(&mut first, &library, &title, (40.0, 510.0), &each("惠风和畅天朗"));
        first.items.push(item(ItemKind::Fill { rect: rect(40.0, 170.0, 80.0, 30.0), ink: Ink::BLACK }));
        let paper = Setting { ink: Ink::PAPER, ..Setting::of("hei-heavy", 20.0) };
        line(&mut first, &library, &paper, (50.0, 192.0), &each("白字"));
        let width = Length::from_pt(0.5);
        let frame = rect(40.0, 220.0, 200.0, 100.0);
        first.items.push(item(ItemKind::Frame { rect: frame, width, ink: Ink::BLACK }));
        first.items.push(picture(0, rect(50.0, 230.0, 4.2, 2.8), rect(49.0, 229.0, 5.6, 5.6)));
        first.items.push(picture(1, rect(120.0, 230.0, 50.0, 50.0), rect(120.0, 230.0, 50.0, 50.0)));
        first.items.push(picture(2, rect(180.0, 230.0, 50.0, 50.0), rect(180.0, 230.0, 50.0, 50.0)));
        first.items.push(picture(3, rect(40.0, 340.0, 160.0, 80.0), rect(40.0, 340.0, 160.0, 80.0)));
        let mut second = page(2);
        line(&mut second, &library, &Setting::of("kai", 16.0), (40.0, 60.0), &each("楷书（一）Press"));
        let pale = rect(30.0, 70.0, 200.0, 40.0);
        second.items.push(item(ItemKind::Fill { rect: pale, ink: red(2_000) }));
        let mix = Ink::Mix { process: Cmyk { k: 2_000, ..Cmyk::default() }, spots: vec![spot(6_000)] };
        second.items.push(item(ItemKind::Fill { rect: rect(300.0, 200.0, 60.0, 40.0), ink: mix }));
        let dusk = Gradient { from: red(8_000), to: Ink::PAPER, towards: Towards::Down };
        second.items.push(item(ItemKind::Shade { rect: rect(300.0, 300.0, 60.0, 40.0), gradient: dusk }));
        let dawn = Gradient { from: Ink::gray(4_000), to: red(5_000), towards: Towards::Right };
        second.items.push(item(ItemKind::Shade { rect: rect(300.0, 400.0, 60.0, 40.0), gradient: dawn }));
        let mut ending = each("第二版");
        ending.extend(["=——", "完"]);
        line(&mut second, &library, &Setting::of("song", 10.5), (40.0, 90.0), &ending);
        second.items.push(picture(1, rect(40.0, 130.0, 50.0, 50.0), rect(40.0, 130.0, 50.0, 50.0)));
        Sample {
            pages: vec![first, second],
            pictures: pictures(),
            library,
            press: Press::default(),
            masthead: masthead(),
        }
    }

    pub fn document(&self) -> Document<'_> {
        Document {
            title: "版心日报 <A&B>",
            masthead: &self.masthead,
            creator: "banxin",
            date: Date { year: 2026, month: 11, day: 23 },
            pages: &self.pages,
            pictures: &self.pictures,
            library: &self.library,
            press: &self.press,
        }
    }
}
