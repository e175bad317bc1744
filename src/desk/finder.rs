//! From places on a page to places in files, and back.

use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::{Length, Point, Rect};
use crate::issue::PictureId;
use crate::page::{ItemKind, Page, PlacedGlyph, TextRun};

use super::areas::AreaMark;
use super::sheet::SheetView;

/// What stands at a point of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What it is, as roles are called in reports (`body`, `headline`, `picture`); `None` where nothing is.
    pub what: Option<&'static str>,
    /// The words of the line, if it is one.
    pub words: String,
    /// Where the words stand in their file, from the character that was pointed at.
    pub source: Option<Span>,
    /// The area, as an index into [`SheetView::areas`].
    pub area: Option<usize>,
}

/// What stands at a point.
pub fn at(page: &Page, view: &SheetView, point: Point) -> Found {
    let area = view.areas.iter().position(|area| area.parts.iter().any(|part| holds(part, point)));
    let mut found = Found { area, ..Found::default() };
    // What is drawn last lies on top.
    for item in page.items.iter().rev() {
        match &item.kind {
            ItemKind::Text(run) if holds(&ink_box(page, run), point) && run.source.is_some() => {
                found.what = Some(item.role.spec().name.english());
                found.words = words(page, run);
                found.source = source(page, run, point);
                return found;
            }
            ItemKind::Picture { window, picture, .. } if holds(window, point) => {
                found.what = Some(item.role.spec().name.english());
                found.source = named(view, area, *picture);
                if found.source.is_some() {
                    return found;
                }
                break;
            }
            _ => {}
        }
    }
    let mark = area.and_then(|area| view.areas.get(area));
    found.source = mark.and_then(|mark| mark.source.clone().or_else(|| mark.assignment.clone()));
    found
}

/// Where the issue names a picture: in the area that was pointed at, or else in the first that has it.
fn named(view: &SheetView, area: Option<usize>, picture: PictureId) -> Option<Span> {
    let here = area.and_then(|area| view.areas.get(area));
    let mut figures = here.into_iter().chain(&view.areas).flat_map(|area| &area.figures);
    figures.find(|(own, _)| *own == picture).map(|(_, span)| span.clone())
}

fn holds(rect: &Rect, point: Point) -> bool {
    (rect.x..rect.right()).contains(&point.x) && (rect.y..rect.bottom()).contains(&point.y)
}

fn words(page: &Page, run: &TextRun) -> String {
    let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
    glyphs.iter().map(|glyph| page.glyph_text(glyph)).collect()
}

/// The place of the character of a run at a point. A run is verbatim from its file, so its bytes are the file's,
/// but for characters that setting changed; the place never leaves the line.
fn source(page: &Page, run: &TextRun, point: Point) -> Option<Span> {
    let start = run.source.as_ref()?;
    let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
    let along = if run.vertical { point.y - run.origin.y } else { point.x - run.origin.x };
    let before =
        glyphs.iter().take_while(|glyph| glyph.along() <= along).filter(|glyph| glyph.text_len > 0).last();
    let first = glyphs.iter().find(|glyph| glyph.text_len > 0)?;
    let glyph = before.unwrap_or(first);
    let from = start.range.start + glyph.text_start.saturating_sub(first.text_start) as usize;
    Some(Span::new(start.file, from..from + glyph.text_len as usize))
}

/// Where on a page a finding is: at the place that it names, or at the words that it points at.
pub fn exact_place(finding: &Diagnostic, page: &Page) -> Option<Rect> {
    if let Some(place) = finding.on_page.as_ref().filter(|place| place.file.is_none()) {
        if place.page != page.number && Some(place.page) != page.facing {
            return None;
        }
        if let Some(area) = place.area {
            let [x, y, width, height] = [area.left, area.top, area.width, area.height].map(Length::from_mm);
            return Some(Rect::new(x, y, width, height));
        }
    }
    finding.labels.iter().find_map(|label| of_words(page, &label.span))
}

/// The area whose place in the layout, assignment or manuscript a finding points at.
pub fn area_place(finding: &Diagnostic, view: &SheetView) -> Option<Rect> {
    finding.labels.iter().find_map(|label| of_area(view, &label.span))
}

/// The line that holds the first byte of a place, or its first line behind it.
fn of_words(page: &Page, span: &Span) -> Option<Rect> {
    let mut best: Option<(usize, &TextRun)> = None;
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let Some(source) = run.source.as_ref().filter(|source| source.file == span.file) else { continue };
        let start = source.range.start;
        // The run that begins last before the place, or within it.
        let is_near = start <= span.range.start || span.range.contains(&start);
        if is_near
            && best.is_none_or(|(known, _)| start > known)
            && start + words_len(page, run) > span.range.start
        {
            best = Some((start, run));
        }
    }
    best.map(|(_, run)| ink_box(page, run))
}

fn words_len(page: &Page, run: &TextRun) -> usize {
    let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
    glyphs.iter().map(|glyph| glyph.text_len as usize).sum::<usize>().max(1)
}

fn of_area(view: &SheetView, span: &Span) -> Option<Rect> {
    let meets = |own: &Span| {
        own.file == span.file
            && own.range.start < span.range.end.max(span.range.start + 1)
            && span.range.start < own.range.end.max(1)
    };
    let points = |area: &&AreaMark| {
        meets(&area.layout)
            || area.assignment.as_ref().is_some_and(meets)
            || area
                .source
                .as_ref()
                .is_some_and(|own| if own.range == (0..0) { own.file == span.file } else { meets(own) })
    };
    view.areas.iter().find(points).and_then(|area| area.parts.first().copied())
}

/// The room that the ems of a run take up.
fn ink_box(page: &Page, run: &TextRun) -> Rect {
    let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
    let along = glyphs.last().map_or(Length::ZERO, PlacedGlyph::along);
    let wide = run.size.scale(i64::from(run.condense), 1000);
    if run.vertical {
        Rect::new(run.origin.x - wide / 2, run.origin.y, wide, along + run.size)
    } else {
        Rect::new(run.origin.x, run.origin.y - run.size.scale(880, 1000), along + wide, run.size)
    }
}
