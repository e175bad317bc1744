//! Stands where the library's `read`, `compile` and `pdf` will be; goes when they are there.
#![allow(dead_code)]

use banxin::diagnostic::{Diagnostic, Sources, Span};
use banxin::font::Library;
use banxin::geometry::{Length, Point, Rect, Size};
use banxin::ink::Ink;
use banxin::issue::{Date, Issue, Masthead};
use banxin::page::{Item, ItemKind, Page, PlacedGlyph, TextRun};

pub struct Loaded {
    pub issue: Issue,
    pub library: Library,
    pub sources: Sources,
    pub findings: Vec<Diagnostic>,
}
pub struct Refused {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
}
pub struct Compiled {
    pub pages: Vec<Page>,
    pub findings: Vec<Diagnostic>,
    pub report: Vec<()>,
}

pub mod read {
    use super::*;
    pub fn load(dir: &std::path::Path) -> Result<Loaded, Box<Refused>> {
        let mut sources = Sources::default();
        let path = dir.join("issue.toml");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(fault) => {
                return Err(Box::new(Refused {
                    sources,
                    diagnostics: vec![Diagnostic::error("cannot-read", format!("{fault}")).in_file(path)],
                }));
            }
        };
        let issue_text = text.clone();
        let id = sources.add(path, text);
        let story = dir.join("story.md");
        let long = std::fs::read_to_string(&story).unwrap_or_default();
        let sid = sources.add(story, long.as_str());
        let mut findings = Vec::new();
        if let Some(at) = issue_text.find("岚港") {
            findings.push(
                Diagnostic::warning("wrong-weekday", "23 November 2026 is a Monday")
                    .at(Span::new(id, at..at + 6), "this says otherwise")
                    .help("write 星期一, or leave the field out"),
            );
        }
        if let Some(at) = long.find("渡轮") {
            let far = long.rfind("渡轮").unwrap_or(at);
            findings.push(
                Diagnostic::error("missing-glyph", "no face has a glyph for U+9FC3")
                    .at(Span::new(sid, far..far + 6), "here")
                    .at(Span::new(sid, at..at + 6), "and first here")
                    .at(Span::new(id, 0..5), "in this story")
                    .help("add a face that has it to the fallbacks of song"),
            );
        }
        findings.push(
            Diagnostic::warning("low-resolution", "this picture has 90 pixels in an inch").in_file("p.jpg"),
        );
        findings.push(Diagnostic::note("underset", "story 3 leaves two rows empty"));
        Ok(Loaded {
            issue: Issue {
                paper: "岚港日报".into(),
                date: Date { year: 2026, month: 11, day: 23 },
                masthead: Masthead::default(),
                pages: vec![],
                stories: vec![],
                pictures: vec![],
            },
            library: Library::embedded(),
            sources,
            findings,
        })
    }
}

pub fn compile(loaded: &Loaded) -> Compiled {
    let pt = Length::pt;
    let mut page = Page {
        number: 1,
        trim: Size { width: Length::from_mm(390.0), height: Length::from_mm(550.0) },
        ..Page::default()
    };
    let mut item = |kind| page.items.push(Item { story: None, kind });
    item(ItemKind::Fill { rect: Rect::new(pt(50), pt(300), pt(400), pt(200)), ink: Ink::gray(1000) });
    item(ItemKind::Frame {
        rect: Rect::new(pt(50), pt(300), pt(400), pt(200)),
        width: Length::from_pt(0.5),
        ink: Ink::BLACK,
    });
    let text = "新华社记者从有关部门获悉，今年以来岚港市城市轨道交通客流稳步增长，日均客运量突破百万人次。";
    let mut runs = Vec::new();
    let mut glyphs = Vec::new();
    let mut line =
        |face: &str, size: Length, x: Length, y: Length, vertical: bool, text: &str, condense: u32| {
            let face = loaded.library.find(face).expect("embedded");
            let start = glyphs.len();
            let mut along = Length::ZERO;
            for c in text.chars() {
                if let Some(id) = loaded.library.face(face).glyph(c) {
                    glyphs.push(PlacedGlyph { id, along, across: Length::ZERO, text_start: 0, text_len: 0 });
                    along += if vertical { size } else { size.scale(i64::from(condense), 1000) };
                }
            }
            runs.push(TextRun {
                face,
                size,
                condense,
                ink: Ink::BLACK,
                vertical,
                origin: Point::new(x, y),
                glyphs: start..glyphs.len(),
                source: None,
            });
        };
    line("song-heavy", pt(60), pt(60), pt(150), false, "岚港日报头版要闻", 850);
    line("hei-heavy", pt(40), pt(1040), pt(200), true, "竖排标题，测试", 1000);
    for column in 0..6 {
        for row in 0..110 {
            let at = (row * 7 + column * 3) % 20;
            let part: String = text.chars().cycle().skip(at).take(17).collect();
            line(
                "song",
                pt(9),
                pt(55 + column as i64 * 165),
                pt(310) + Length::from_pt(11.25) * row as i64,
                false,
                &part,
                1000,
            );
        }
    }
    page.items.extend(runs.into_iter().map(|run| Item { story: None, kind: ItemKind::Text(run) }));
    page.glyphs = glyphs;
    Compiled { pages: vec![page], findings: vec![], report: vec![(), ()] }
}

pub mod pdf {
    use super::*;
    pub struct Document<'a> {
        pub title: &'a str,
        pub date: Date,
        pub pages: &'a [Page],
        pub pictures: &'a [banxin::issue::Picture],
        pub library: &'a Library,
        pub profile: &'a [u8],
        pub condition: &'a str,
    }
    pub fn write(_: &Document<'_>) -> Result<Vec<u8>, Diagnostic> {
        Ok(b"%PDF-shim".to_vec())
    }
}
