//! Set lines to items of the display list.

use std::ops::Range;
use std::sync::Arc;

use crate::flow::{self, SetText};
use crate::geometry::{Length, Point};
use crate::issue::StoryId;
use crate::line::Line;
use crate::text::Class;

use super::{Item, ItemKind, Page, PlacedGlyph, Role, TextRun};

/// Whose items are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemOwner {
    pub(super) story: Option<StoryId>,
    /// The number of the placement on the page.
    pub(super) place: u32,
}

impl ItemOwner {
    /// The layout: frames, rules and panels of areas.
    pub(super) const LAYOUT: ItemOwner = ItemOwner { story: None, place: 0 };

    /// One of its items.
    pub(super) fn item(self, role: Role, kind: ItemKind) -> Item {
        Item { story: self.story, place: self.place, role, kind }
    }
}

/// Appends a line's glyphs, one run for each font on it.
pub(super) fn draw_line(page: &mut Page, owner: ItemOwner, text: &SetText, placed: &flow::PlacedLine) {
    let paragraph = &text.paragraph;
    let Some(line) = text.lines.lines.get(placed.line) else { return };
    let narrow = |length: Length| {
        if placed.condense == 1000 { length } else { length.scale(i64::from(placed.condense), 1000) }
    };
    let mut first = line.clusters.start;
    while first < line.clusters.end {
        // Fonts have numbers of their own, so equal ones are one run.
        let number = paragraph.font[first];
        let same = |at: &usize| paragraph.font[*at] == number;
        let end = (first..line.clusters.end).find(|at| !same(at)).unwrap_or(line.clusters.end);
        let font = paragraph.font_of(first);
        let start = narrow(text.lines.along[first]);
        let glyphs_from = page.glyphs.len();
        draw_clusters(page, text, first..end, start, &narrow);
        if end == line.clusters.end {
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
        page.items.push(owner.item(text.role, ItemKind::Text(run)));
        first = end;
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
    // Room that is kept behind a letter is a hyphen's; behind a mark it is the mark's blank half.
    if paragraph.hang_of(last) >= 0 || paragraph.class[last] != Class::Latin {
        return;
    }
    let font = paragraph.font[last];
    let Some(hyphen) = paragraph.hyphens.iter().find(|hyphen| hyphen.font == font) else { return };
    let along = text.lines.along[last] + Length(i64::from(paragraph.width[last]));
    let before = paragraph.glyphs_of(last).last();
    let across = Length(before.map_or(0, |glyph| i64::from(glyph.across)));
    let text_start = page.text.len() as u32;
    page.push_glyph(PlacedGlyph::new(hyphen.glyph, narrow(along) - start, across, text_start, 0));
}

/// Appends the glyphs of clusters of one font, whose characters stand one behind the other.
fn draw_clusters(
    page: &mut Page,
    text: &SetText,
    clusters: Range<usize>,
    start: Length,
    narrow: &impl Fn(Length) -> Length,
) {
    let paragraph = &text.paragraph;
    let bytes = |at: usize| paragraph.text_start[at];
    // From a byte of the paragraph to a byte of the page.
    let moved = (page.text.len() as u32).wrapping_sub(bytes(clusters.start));
    page.push_text(&paragraph.text[bytes(clusters.start) as usize..bytes(clusters.end) as usize]);
    let glyphs = Arc::make_mut(&mut page.glyphs);
    glyphs.reserve(clusters.len());
    for cluster in clusters {
        let (from, to) = (bytes(cluster), bytes(cluster + 1));
        let along = text.lines.along[cluster];
        let mut text_len = to - from;
        for glyph in paragraph.glyphs_of(cluster) {
            let along = narrow(along + Length(i64::from(glyph.along))) - start;
            let across = Length(i64::from(glyph.across));
            glyphs.push(PlacedGlyph::new(glyph.id, along, across, from.wrapping_add(moved), text_len));
            text_len = 0;
        }
    }
}
