//! Pages as text.

use banxin::page::{ItemKind, Page};

/// A line of text on a page: where it starts, in points, whether it runs down, and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownLine {
    pub story: Option<u32>,
    pub x: f64,
    pub y: f64,
    pub size: f64,
    pub vertical: bool,
    pub words: String,
}

/// The lines of a page in the order of its display list; runs of several faces on one line are
/// joined.
pub fn lines(page: &Page) -> Vec<ShownLine> {
    let mut lines: Vec<ShownLine> = Vec::new();
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let words: String =
            page.glyphs[run.glyphs.clone()].iter().map(|glyph| page.glyph_text(glyph)).collect();
        let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
        let story = item.story.map(|id| id.0);
        let goes_on = |last: &ShownLine| {
            last.story == story
                && last.vertical == run.vertical
                && if run.vertical { last.x == x && last.y < y } else { last.y == y && last.x < x }
        };
        match lines.last_mut() {
            Some(last) if goes_on(last) => last.words.push_str(&words),
            _ => lines.push(ShownLine { story, x, y, size: run.size.to_pt(), vertical: run.vertical, words }),
        }
    }
    lines
}

/// A page as text: one line of type a line, with its place in points.
pub fn dump(page: &Page) -> String {
    let mut out = String::new();
    for item in &page.items {
        match &item.kind {
            ItemKind::Shade { rect, .. } | ItemKind::Fill { rect, .. } => {
                out += &format!(
                    "fill     {:7.2} {:7.2} {:7.2} × {:.2}\n",
                    rect.x.to_pt(),
                    rect.y.to_pt(),
                    rect.width.to_pt(),
                    rect.height.to_pt()
                );
            }
            ItemKind::Frame { rect, .. } => {
                out += &format!(
                    "frame    {:7.2} {:7.2} {:7.2} × {:.2}\n",
                    rect.x.to_pt(),
                    rect.y.to_pt(),
                    rect.width.to_pt(),
                    rect.height.to_pt()
                );
            }
            ItemKind::Picture { window, .. } => {
                out += &format!(
                    "picture  {:7.2} {:7.2} {:7.2} × {:.2}\n",
                    window.x.to_pt(),
                    window.y.to_pt(),
                    window.width.to_pt(),
                    window.height.to_pt()
                );
            }
            ItemKind::Text(_) => {}
        }
    }
    for line in lines(page) {
        let whose = line.story.map_or("page".to_owned(), |story| format!("story {story}"));
        let way = if line.vertical { "↓" } else { " " };
        out += &format!("{whose:8} {:7.2} {:7.2} {:5.2}{way} {}\n", line.x, line.y, line.size, line.words);
    }
    out
}
