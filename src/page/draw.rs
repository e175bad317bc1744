//! Set lines to items of the display list.

use crate::flow::{self, SetText};
use crate::geometry::{Length, Point};
use crate::issue::StoryId;
use crate::line::Line;
use crate::text::Break;

use super::{Item, ItemKind, Page, PlacedGlyph, TextRun};

/// Appends a line's glyphs, one run for each font on it.
pub(super) fn draw_line(page: &mut Page, story: Option<StoryId>, text: &SetText, placed: &flow::PlacedLine) {
    let paragraph = &text.paragraph;
    let Some(line) = text.lines.lines.get(placed.line) else { return };
    let narrow = |length: Length| {
        if placed.condense == 1000 { length } else { length.scale(i64::from(placed.condense), 1000) }
    };
    let mut clusters = line.clusters.clone().peekable();
    while let Some(first) = clusters.next() {
        let font = paragraph.font_of(first);
        let start = narrow(text.lines.along[first]);
        let glyphs_from = page.glyphs.len();
        draw_cluster(page, text, first, start, &narrow);
        let mut last = first;
        while let Some(next) = clusters.next_if(|next| paragraph.font_of(*next) == font) {
            draw_cluster(page, text, next, start, &narrow);
            last = next;
        }
        if last + 1 == line.clusters.end {
            draw_hyphen(page, text, line, start, &narrow);
        }
        let origin = if paragraph.vertical {
            Point::new(placed.origin.x, placed.origin.y + start)
        } else {
            Point::new(placed.origin.x + start, placed.origin.y)
        };
        let at = paragraph.source[first] as usize;
        let length = paragraph.text_of(first).len();
        let run = TextRun {
            face: font.face,
            size: font.size,
            condense: placed.condense,
            ink: text.ink.clone(),
            vertical: paragraph.vertical,
            turned: font.turned,
            origin,
            glyphs: glyphs_from..page.glyphs.len(),
            source: Some(text.words.span(at..at + length)),
        };
        page.items.push(Item { story, kind: ItemKind::Text(run) });
    }
}

/// The hyphen of a divided word; it has no characters of its own.
fn draw_hyphen(
    page: &mut Page,
    text: &SetText,
    line: &Line,
    start: Length,
    narrow: &impl Fn(Length) -> Length,
) {
    let paragraph = &text.paragraph;
    let last = line.clusters.end - 1;
    if !matches!(line.cut, Break::Hyphen | Break::Word) || paragraph.hang_of(last) >= 0 {
        return;
    }
    let font = paragraph.font[last];
    let Some(hyphen) = paragraph.hyphens.iter().find(|hyphen| hyphen.font == font) else { return };
    let along = text.lines.along[last] + Length(i64::from(paragraph.width[last]));
    let before = paragraph.glyphs_of(last).last();
    page.glyphs.push(PlacedGlyph {
        id: hyphen.glyph,
        along: narrow(along) - start,
        across: Length(before.map_or(0, |glyph| i64::from(glyph.across))),
        text_start: page.text.len() as u32,
        text_len: 0,
    });
}

fn draw_cluster(
    page: &mut Page,
    text: &SetText,
    cluster: usize,
    start: Length,
    narrow: &impl Fn(Length) -> Length,
) {
    let paragraph = &text.paragraph;
    let characters = paragraph.text_of(cluster);
    let text_start = page.text.len() as u32;
    page.text.push_str(characters);
    for (number, glyph) in paragraph.glyphs_of(cluster).iter().enumerate() {
        let along = text.lines.along[cluster] + Length(i64::from(glyph.along));
        page.glyphs.push(PlacedGlyph {
            id: glyph.id,
            along: narrow(along) - start,
            across: Length(i64::from(glyph.across)),
            text_start,
            text_len: if number == 0 { characters.len() as u32 } else { 0 },
        });
    }
}
