//! What must hold of any page that was set: its words whole and in order, its lines inside their
//! areas, its press file sound.

use std::process::Command;

use banxin::diagnostic::Severity;
use banxin::font::{Face, OutlineSink};
use banxin::geometry::{Length, Rect};
use banxin::grid::PageGrid;
use banxin::issue::{Content, StoryId};
use banxin::page::{ItemKind, Page, TextRun};
use banxin::{Compiled, pdf, read};

/// A story as its manuscript has it: its name and its words in reading order.
pub type Part = (String, Vec<String>);

/// Blanks are the engine's work.
pub fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The words of the pages in the order of their display lists, for one story or for the furniture.
pub fn shown(compiled: &Compiled, story: Option<StoryId>) -> String {
    let mut words = String::new();
    for page in &compiled.pages {
        for item in page.items.iter().filter(|item| item.story == story) {
            if let ItemKind::Text(run) = &item.kind {
                words.extend(page.glyphs[run.glyphs.clone()].iter().map(|glyph| page.glyph_text(glyph)));
            }
        }
    }
    bare(&words)
}

/// Nothing to look at, nothing over, and columns that differ by a row at most.
pub fn assert_clean_and_even(loaded: &read::Loaded, compiled: &Compiled) {
    let found = loaded.findings.iter().chain(&compiled.findings);
    let findings: Vec<_> = found.filter(|finding| finding.severity > Severity::Note).collect();
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(compiled.report.len(), loaded.issue.stories.len());
    for fit in &compiled.report {
        assert_eq!(fit.overset, None, "{fit:?}");
        let most = fit.column_rows.iter().max().expect("columns");
        let least = fit.column_rows.iter().min().expect("columns");
        assert!(most - least <= 1, "{fit:?}");
    }
}

/// Every word of every story stands on the pages once and in order.
pub fn assert_words(loaded: &read::Loaded, compiled: &Compiled, parts: &[Part]) {
    assert_eq!(parts.len(), loaded.issue.stories.len());
    for (number, (name, words)) in parts.iter().enumerate() {
        assert_eq!(loaded.issue.stories[number].name, *name);
        assert_eq!(shown(compiled, Some(StoryId(number as u32))), bare(&words.concat()), "{name}");
    }
}

/// The press file of an issue.
pub fn document<'a>(loaded: &'a read::Loaded, compiled: &'a Compiled) -> pdf::Document<'a> {
    pdf::Document::of(loaded, &compiled.pages)
}

/// The press file passes the preflight and gives every word back, each story in one piece and what
/// is left the furniture. The words are read by `pdftotext` where it is installed.
pub fn assert_press_file(loaded: &read::Loaded, compiled: &Compiled, parts: &[Part]) {
    let document = document(loaded, compiled);
    assert_eq!(pdf::examine(&document), []);
    let bytes = pdf::write(&document).expect("a PDF");
    let mut faults = pdf::preflight::check(&bytes);
    faults.retain(|finding| finding.severity > Severity::Note);
    assert!(faults.is_empty(), "{faults:#?}");
    let Some(text) = read_back(&bytes) else {
        eprintln!("not read back: pdftotext is not installed");
        return;
    };
    let mut rest = bare(&text);
    for (name, words) in parts {
        let story = bare(&words.concat());
        assert_eq!(rest.matches(&story).count(), 1, "{name} is not found again in order, once");
        rest = rest.replace(&story, "");
    }
    assert_eq!(rest, shown(compiled, None), "what is left is the furniture");
}

/// The text of a PDF in the order of its content (the order in which pdftotext puts neighbouring
/// columns by their place is a guess of its own).
fn read_back(bytes: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("page.pdf");
    std::fs::write(&file, bytes).expect("a file");
    let output = Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("UTF-8").replace('\u{c}', ""))
}

/// Every glyph of every story stands inside its area, to a hundredth of a point; gives how many
/// were looked at.
///
/// A glyph's place is its em box as far as there is ink in it: a stop at a line's end is set half
/// an em wide and the white half of its box hangs over, and type is drawn a hair over its em.
pub fn assert_inside_areas(loaded: &read::Loaded, compiled: &Compiled) -> usize {
    let mut seen = 0;
    for (plan, page) in loaded.issue.pages.iter().zip(&compiled.pages) {
        let layout = &loaded.layouts[plan.layout];
        let grid = PageGrid::new(layout);
        for placed in &plan.assignments {
            let Content::Story(story) = &placed.content else { continue };
            let id = story.id;
            let area = grid.area(layout.area(&placed.area).expect("the area of a story"));
            for item in page.items.iter().filter(|item| item.story == Some(id)) {
                if let ItemKind::Text(run) = &item.kind {
                    seen += run_inside(page, run, loaded.library.face(run.face), &area);
                }
            }
        }
    }
    seen
}

fn run_inside(page: &Page, run: &TextRun, face: &Face, area: &Rect) -> usize {
    const SLACK: f64 = 0.01;
    let [left, top, right, bottom] = [area.x, area.y, area.right(), area.bottom()].map(Length::to_pt);
    let unit = run.size.to_pt() / f64::from(face.metrics().units_per_em);
    let wide = unit * f64::from(run.condense) / 1000.0;
    let glyphs = &page.glyphs[run.glyphs.clone()];
    let ids = || glyphs.iter().map(|glyph| glyph.id);
    let advances = face.advances(ids());
    let mut seen = 0;
    for (at, glyph) in glyphs.iter().enumerate() {
        let mut ink = Bounds::default();
        if !face.outline(glyph.id, &mut ink) || ink.0.is_none() {
            continue;
        }
        let [x0, y0, x1, y1] = ink.0.expect("just seen").map(f64::from);
        let em = f64::from(face.metrics().units_per_em);
        let head = em * 0.88;
        let width = f64::from(advances[at]);
        let ([x0, x1], [y0, y1]) =
            ([x0, x1].map(|x| x.clamp(0.0, width)), [y0, y1].map(|y| y.clamp(head - em, head)));
        let (along, across) = (glyph.along().to_pt(), glyph.across().to_pt());
        let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
        let (x, y) = if run.vertical {
            (x + across - f64::from(advances[at]) / 2.0 * wide, y + along + head * unit)
        } else {
            (x + along, y - across)
        };
        let place = [x + x0 * wide, y - y1 * unit, x + x1 * wide, y - y0 * unit];
        let inside = place[0] >= left - SLACK
            && place[1] >= top - SLACK
            && place[2] <= right + SLACK
            && place[3] <= bottom + SLACK;
        let text = page.glyph_text(glyph);
        assert!(inside, "“{text}” at {place:.2?} is outside {:.2?}", [left, top, right, bottom]);
        seen += 1;
    }
    seen
}

/// Left, bottom, right and top of an outline with its control points.
#[derive(Default)]
struct Bounds(Option<[f32; 4]>);

impl Bounds {
    fn add(&mut self, x: f32, y: f32) {
        let [x0, y0, x1, y1] = self.0.unwrap_or([x, y, x, y]);
        self.0 = Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)]);
    }
}

impl OutlineSink for Bounds {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add(x1, y1);
        self.add(x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add(x1, y1);
        self.add(x2, y2);
        self.add(x, y);
    }
    fn close(&mut self) {}
}
