//! Marks beside the words (行间标点): dots, lines along names and titles. They lie in the leading and
//! open no row (CLReq 5.3; GB/T 15834-2011 4.12, 4.15.3.4, 4.16).
//!
//! Across they lie under the words; down, dots lie to the right and lines to the left.

use crate::flow::{PlacedLine, SetText};
use crate::font::{FaceId, Library};
use crate::geometry::{Length, Point, Rect};
use crate::issue::{Beside, StoryId};
use crate::line::Line;

use super::{Item, ItemKind, Page, PlacedGlyph, TextRun};

/// The dot, a full em wide in its face, and the wave.
const DOT: char = '●';
const WAVE: char = '﹏';

/// Size of a dot's em, in thousandths of the words'.
const DOT_SIZE: i64 = 200;

/// From the words' em box to the middle of a dot or a line, in thousandths of an em.
const AWAY: i64 = 120;

/// Width of a line along a name.
const RULE: i64 = 50;

/// What a line along a name leaves free at either end, so that two of them are told apart.
const SHY: i64 = 60;

/// Foot and middle of the em box over the baseline, in thousandths of an em.
const FOOT: i64 = -120;
const MIDDLE: i64 = 380;

/// Draws the marks of a line that was drawn.
pub(super) fn draw(
    page: &mut Page,
    library: &Library,
    story: Option<StoryId>,
    text: &SetText,
    placed: &PlacedLine,
    line: &Line,
) {
    let mut start = 0u32;
    for run in &text.words.runs {
        let end = start + run.text.len() as u32;
        if run.manner.beside != Beside::None {
            let source = &text.paragraph.source;
            let inside = |at: &usize| (start..end).contains(&source[*at]);
            let mut clusters = line.clusters.clone().filter(inside);
            if let Some(first) = clusters.next() {
                let item = (first, clusters.next_back().unwrap_or(first));
                let pen = Pen { page, library, story, text, placed };
                match run.manner.beside {
                    Beside::Dots => pen.dots(item),
                    Beside::NameLine => pen.rule(item),
                    Beside::TitleLine => pen.wave(item),
                    Beside::None => {}
                }
            }
        }
        start = end;
    }
}

struct Pen<'p> {
    page: &'p mut Page,
    library: &'p Library,
    story: Option<StoryId>,
    text: &'p SetText,
    placed: &'p PlacedLine,
}

impl Pen<'_> {
    fn em(&self, thousandths: i64) -> Length {
        self.text.paragraph.size.scale(thousandths, 1000)
    }

    fn narrow(&self, along: Length) -> Length {
        along.scale(i64::from(self.placed.condense), 1000)
    }

    /// Where a cluster starts and ends on its line.
    fn extent(&self, cluster: usize) -> (Length, Length) {
        let from = self.text.lines.along[cluster];
        let to = from + Length(i64::from(self.text.paragraph.width[cluster]));
        (self.narrow(from), self.narrow(to))
    }

    /// A dot at each character, none at punctuation.
    fn dots(mut self, (first, last): (usize, usize)) {
        let Some((face, id)) = self.glyph(DOT) else { return };
        let size = self.em(DOT_SIZE);
        for cluster in first..=last {
            let class = self.text.paragraph.class[cluster];
            if class.is_squeezable() || !(class.is_western() || class == crate::text::Class::Han) {
                continue;
            }
            let (from, to) = self.extent(cluster);
            let middle = (from + to) / 2;
            // The dot is drawn in the middle of its em box.
            let down = self.em(AWAY - FOOT) + size.scale(MIDDLE, 1000);
            let origin = if self.text.paragraph.vertical {
                let right = self.placed.origin.x + self.em(500 + AWAY) - size / 2;
                Point::new(right, self.placed.origin.y + middle + size.scale(MIDDLE, 1000))
            } else {
                Point::new(self.placed.origin.x + middle - size / 2, self.placed.origin.y + down)
            };
            self.glyphs(face, id, 1, size, 1000, origin);
        }
    }

    /// One rule along the whole item.
    fn rule(self, (first, last): (usize, usize)) {
        let (from, to) = (self.extent(first).0 + self.em(SHY), self.extent(last).1 - self.em(SHY));
        let width = self.em(RULE);
        let origin = self.placed.origin;
        let rect = if self.text.paragraph.vertical {
            Rect::new(origin.x - self.em(500 + AWAY) - width / 2, origin.y + from, width, to - from)
        } else {
            Rect::new(origin.x + from, origin.y + self.em(AWAY - FOOT) - width / 2, to - from, width)
        };
        let kind = ItemKind::Fill { rect, ink: self.text.ink.clone() };
        self.page.items.push(Item { story: self.story, kind });
    }

    /// Waves end to end along the item, stretched to its length.
    fn wave(mut self, item: (usize, usize)) {
        if self.text.paragraph.vertical {
            // Faces have no wave that runs down; the line of names stands for it.
            return self.rule(item);
        }
        let Some((face, id)) = self.glyph(WAVE) else { return self.rule(item) };
        let (from, to) = (self.extent(item.0).0 + self.em(SHY), self.extent(item.1).1 - self.em(SHY));
        let size = self.text.paragraph.size;
        let count = ((to - from).0 + size.0 / 2) / size.0.max(1);
        let count = count.max(1);
        let stretch = (to - from).0 * 1000 / (size.0 * count).max(1);
        let origin = Point::new(self.placed.origin.x + from, self.placed.origin.y + self.em(40));
        self.glyphs(face, id, count, size, stretch.clamp(1, 4000) as u32, origin);
    }

    fn glyph(&self, character: char) -> Option<(FaceId, u16)> {
        let named = self.text.paragraph.fonts.first()?.face;
        let chain = self.library.chain(named).iter();
        let mut having = chain.filter_map(|face| Some((*face, self.library.face(*face).glyph(character)?)));
        having.next()
    }

    /// A run of one glyph, an em apart; it has no characters of its own.
    fn glyphs(&mut self, face: FaceId, id: u16, count: i64, size: Length, condense: u32, origin: Point) {
        let from = self.page.glyphs.len();
        let text_start = self.page.text.len() as u32;
        for number in 0..count {
            let along = (size * number).scale(i64::from(condense), 1000);
            self.page.glyphs.push(PlacedGlyph { id, along, across: Length::ZERO, text_start, text_len: 0 });
        }
        let run = TextRun {
            face,
            size,
            condense,
            ink: self.text.ink.clone(),
            vertical: false,
            turned: false,
            origin,
            glyphs: from..self.page.glyphs.len(),
            source: None,
        };
        self.page.items.push(Item { story: self.story, kind: ItemKind::Text(run) });
    }
}
