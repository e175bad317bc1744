//! Marks beside the words (行间标点): dots, lines along names and titles, and pinyin (注音). Marks lie
//! in the leading and open no row (CLReq 5.3; GB/T 15834-2011 4.12, 4.15.3.4, 4.16); for pinyin
//! the flow leaves room.
//!
//! Across, marks lie under the words and pinyin over them; down, dots and pinyin lie to the right
//! and lines to the left. None of it has characters of its own, so text that is copied or searched
//! stays whole.

use crate::flow::{PlacedLine, SetText};
use crate::font::{FaceId, Library};
use crate::geometry::{Length, Point, Rect};
use crate::issue::Beside;
use crate::line::Line;

use crate::text::{PINYIN_APART, PINYIN_BASELINE, PINYIN_SIZE, Syllable};

use super::draw::ItemOwner;
use super::{ItemKind, Page, PlacedGlyph, Role, TextRun};

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
    owner: ItemOwner,
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
                let pen = Pen { page, library, owner, text, placed };
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
    let syllables = text.paragraph.syllables_of(&line.clusters);
    if !syllables.is_empty() {
        Pen { page, library, owner, text, placed }.pinyin(line, syllables);
    }
}

struct Pen<'p> {
    page: &'p mut Page,
    library: &'p Library,
    owner: ItemOwner,
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

    /// The middle of a cluster's character, which is that of its pinyin where that made it wider.
    fn middle(&self, cluster: usize) -> Length {
        match self.text.paragraph.syllables_of(&(cluster..cluster + 1)) {
            [one] => {
                let from = self.text.lines.along[cluster];
                self.narrow(from + Length(i64::from(one.along) + i64::from(one.width) / 2))
            }
            _ => {
                let (from, to) = self.extent(cluster);
                (from + to) / 2
            }
        }
    }

    /// A dot at each character, none at punctuation.
    fn dots(mut self, (first, last): (usize, usize)) {
        let Some((face, id)) = self.glyph(DOT) else { return };
        let size = self.em(DOT_SIZE);
        for cluster in first..=last {
            let class = self.text.paragraph.class[cluster];
            if class.is_squeezable() || !(class.is_western() || class.is_like_han()) {
                continue;
            }
            let middle = self.middle(cluster);
            // The dot is drawn in the middle of its em box.
            let down = self.em(AWAY - FOOT) + size.scale(MIDDLE, 1000);
            let origin = if self.text.paragraph.vertical {
                let right = self.placed.origin.x + self.em(500 + AWAY) - size / 2;
                Point::new(right, self.placed.origin.y + middle + size.scale(MIDDLE, 1000))
            } else {
                Point::new(self.placed.origin.x + middle - size / 2, self.placed.origin.y + down)
            };
            self.glyphs(face, id, 1, size, Stand::Across(1000), origin);
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
        self.page.items.push(self.owner.item(Role::Furniture, kind));
    }

    /// Waves end to end along the item, stretched to its length.
    fn wave(mut self, item: (usize, usize)) {
        let Some((face, id)) = self.glyph(WAVE) else { return self.rule(item) };
        let (from, to) = (self.extent(item.0).0 + self.em(SHY), self.extent(item.1).1 - self.em(SHY));
        let size = self.text.paragraph.size;
        let count = ((to - from).0 + size.0 / 2) / size.0.max(1);
        let count = count.max(1);
        if self.text.paragraph.vertical {
            // Turned, the wave that lies under a line lies to its left. A line that runs down is not
            // stretched, so the size of the waves makes them fill the item.
            let size = (to - from) / count;
            let middle = self.ink_middle(face, id, size);
            let axis = self.placed.origin.x - self.em(500 + AWAY);
            let origin = Point::new(axis - middle, self.placed.origin.y + from);
            return self.glyphs(face, id, count, size, Stand::Turned, origin);
        }
        let stretch = (to - from).0 * 1000 / (size.0 * count).max(1);
        let middle = self.ink_middle(face, id, size);
        let down = self.em(AWAY - FOOT) + middle;
        let origin = Point::new(self.placed.origin.x + from, self.placed.origin.y + down);
        self.glyphs(face, id, count, size, Stand::Across(stretch.clamp(1, 4000) as u32), origin);
    }

    fn glyph(&self, character: char) -> Option<(FaceId, u16)> {
        let named = self.text.paragraph.fonts.first()?.face;
        let chain = self.library.chain(named).iter();
        let mut having = chain.filter_map(|face| Some((*face, self.library.face(*face).glyph(character)?)));
        having.next()
    }

    /// Where the measure of a line ends, estimated from the longest line of its text. A text of one line is
    /// taken to be centred.
    fn measure_end(&self, line: &Line) -> Length {
        match &self.text.lines.lines[..] {
            [_] => line.end + line.start,
            lines => lines.iter().map(|line| line.end).fold(line.end, Length::max),
        }
    }

    /// How high the middle of a glyph's ink lies over its baseline.
    fn ink_middle(&self, face: FaceId, id: u16, size: Length) -> Length {
        let face = self.library.face(face);
        let ink = face.tables().and_then(|tables| tables.ink_box(id));
        let twice = ink.map_or(0, |[_, foot, _, head]| i64::from(foot) + i64::from(head));
        size.scale(twice, 2 * i64::from(face.metrics().units_per_em))
    }

    /// A run of one glyph, an em apart.
    fn glyphs(&mut self, face: FaceId, id: u16, count: i64, size: Length, stand: Stand, origin: Point) {
        let from = self.page.glyphs.len();
        let condense = stand.condense();
        for number in 0..count {
            self.silent(id, (size * number).scale(i64::from(condense), 1000), Length::ZERO);
        }
        self.run(face, size, stand, origin, from);
    }

    /// A glyph that has no characters of its own.
    fn silent(&mut self, id: u16, along: Length, across: Length) {
        let text_start = self.page.text.len() as u32;
        self.page.push_glyph(PlacedGlyph::new(id, along, across, text_start, 0));
    }

    /// The run of the glyphs from `from` on.
    fn run(&mut self, face: FaceId, size: Length, stand: Stand, origin: Point, from: usize) {
        let turned = stand == Stand::Turned;
        let run = TextRun {
            face,
            size,
            condense: stand.condense(),
            ink: self.text.ink.clone(),
            vertical: turned,
            turned,
            origin,
            glyphs: from..self.page.glyphs.len(),
            source: None,
        };
        self.page.items.push(self.owner.item(self.text.role, ItemKind::Text(run)));
    }

    /// The syllables of a line, each in the middle over its character. One that would stand out of
    /// the measure moves in as far as its neighbour lets it.
    fn pinyin(mut self, line: &Line, syllables: &[Syllable]) {
        let paragraph = &self.text.paragraph;
        let start =
            |one: &Syllable| self.text.lines.along[one.cluster as usize] + Length(i64::from(one.along));
        let mut places: Vec<Length> = syllables.iter().map(start).collect();
        let width = |at: usize| Length(i64::from(syllables[at].width));
        let least = self.em(PINYIN_APART);
        let edge = self.measure_end(line);
        let last = places.len() - 1;
        let first = places[0];
        let next = if last == 0 { edge } else { places[1] - least };
        places[0] += (-first).min(next - width(0) - first).max(Length::ZERO);
        let before = if last == 0 { Length::ZERO } else { places[last - 1] + width(last - 1) + least };
        let end = places[last];
        places[last] -= (end + width(last) - edge).min(end - before).max(Length::ZERO);

        let size = self.em(PINYIN_SIZE);
        let vertical = paragraph.vertical;
        let away = self.em(PINYIN_BASELINE);
        let origin = self.placed.origin;
        let glyphs = &paragraph.syllable_glyphs;
        let mut at = 0;
        while at < syllables.len() {
            // Syllables of one face make one run.
            let face = syllables[at].face;
            let from = self.page.glyphs.len();
            while at < syllables.len() && syllables[at].face == face {
                let range = syllables[at].glyphs.start as usize..syllables[at].glyphs.end as usize;
                for glyph in &glyphs[range] {
                    let along = self.narrow(places[at] + Length(i64::from(glyph.along)));
                    self.silent(glyph.id, along, Length(i64::from(glyph.across)));
                }
                at += 1;
            }
            if vertical {
                // The foot of turned letters lies to the left: they stand right of the em box.
                let origin = Point::new(origin.x + away - self.em(MIDDLE), origin.y);
                self.run(face, size, Stand::Turned, origin, from);
            } else {
                let origin = Point::new(origin.x, origin.y - away);
                self.run(face, size, Stand::Across(self.placed.condense), origin, from);
            }
        }
    }
}

/// How glyphs beside the words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Upright in a line across, so many thousandths of their width.
    Across(u32),
    /// Turned a quarter to the right beside a line down.
    Turned,
}

impl Stand {
    fn condense(self) -> u32 {
        match self {
            Stand::Across(condense) => condense,
            Stand::Turned => 1000,
        }
    }
}
