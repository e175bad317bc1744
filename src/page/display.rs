//! The display list: everything a page shows, back to front, with the place it came from.
//!
//! It is what the proof, the checks and the PDF are made from; none of them knows of stories
//! or grids.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::flow::Role;
use crate::font::FaceId;
use crate::geometry::{Length, Point, Rect, Size};
use crate::ink::{Gradient, Ink};
use crate::issue::{PictureId, StoryId};

/// A page, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its number (版次); that of the left page of a spread.
    pub number: u32,
    /// The number of the right page of a spread.
    pub facing: Option<u32>,
    /// What it is about (版名), such as 要闻.
    pub section: Option<String>,
    /// The trimmed sheet.
    pub trim: Size,
    /// Bleed on every side.
    pub bleed: Length,
    /// Room for marks outside the bleed; zero for none.
    pub slug: Length,
    /// What to draw, back to front.
    pub items: Vec<Item>,
    /// The glyphs of all text items; shared by copies of the page.
    pub glyphs: Arc<Vec<PlacedGlyph>>,
    /// The characters of all text items; shared like them.
    pub text: Arc<String>,
    /// The stories on it, in the order of the issue file.
    pub stories: Vec<PlacedStory>,
    /// What its placements hold; [`Item::place`] is a number in this list.
    pub placements: Vec<HeldPlacement>,
}

/// What a placement on a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldPlacement {
    /// Its number in [`crate::issue::PagePlan::assignments`].
    pub assignment: usize,
    /// The filler (补白) at the foot of what is assigned, if it is one.
    pub filler: Option<StoryId>,
}

/// A story, or the part of it that stands on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedStory {
    /// Which.
    pub story: StoryId,
    /// Its headline, or the short one where it goes on; where it has none, its first words.
    pub title: String,
    /// Whether it comes from another page.
    pub continued: bool,
    /// Where its headline stands.
    pub headline: Option<Rect>,
    /// The columns of its text in reading order, as far as they are filled.
    pub columns: Vec<Rect>,
}

/// One thing to draw.
#[derive(Clone, Debug)]
pub struct Item {
    /// The story it belongs to; `None` for furniture.
    pub story: Option<StoryId>,
    /// The number of its placement on the page; it means nothing for furniture.
    pub place: u32,
    /// What it is to a reader.
    pub role: Role,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of things to draw.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A run of glyphs.
    Text(TextRun),
    /// A filled rectangle: panels, rules.
    Fill {
        /// Its edges.
        rect: Rect,
        /// Its ink.
        ink: Ink,
    },
    /// A rectangle filled with a gradient.
    Shade {
        /// Its edges.
        rect: Rect,
        /// What it is filled with.
        gradient: Gradient,
    },
    /// A rectangle's outline; the line lies inside the rectangle.
    Frame {
        /// The outer edges.
        rect: Rect,
        /// The line's width.
        width: Length,
        /// Its ink.
        ink: Ink,
    },
    /// A picture.
    Picture {
        /// Which.
        picture: PictureId,
        /// The window in which it shows.
        window: Rect,
        /// Where the whole picture would lie; it covers the window and is clipped to it.
        whole: Rect,
    },
}

/// Glyphs of one face, size and ink along one line.
#[derive(Clone, Debug)]
pub struct TextRun {
    /// The face.
    pub face: FaceId,
    /// The em.
    pub size: Length,
    /// Width in thousandths: 1000 is natural, 900 condensed (长体). Across the line only.
    pub condense: u32,
    /// The ink of the letters.
    pub ink: Ink,
    /// Whether the line runs down the page (竖排).
    pub vertical: bool,
    /// Whether the glyphs of a vertical line are turned a quarter to the right. Their origins then
    /// lie on their own baseline, and `across` is its distance from the axis.
    pub turned: bool,
    /// Horizontal: the baseline's start. Vertical: the top of the line's centre axis.
    pub origin: Point,
    /// Its glyphs, in [`Page::glyphs`].
    pub glyphs: Range<usize>,
    /// The first character's place in its file, if it came from one.
    pub source: Option<Span>,
}

/// A glyph on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedGlyph {
    /// The glyph in its face.
    pub id: u16,
    /// In 1/65536 pt, as [`Length`]s are; a million of them stand in a large issue.
    along: i32,
    across: i32,
    /// First byte of its characters in [`Page::text`].
    pub text_start: u32,
    /// Bytes of its characters; zero for all but the first glyph of a cluster.
    pub text_len: u32,
}

impl PlacedGlyph {
    /// A glyph at a place ([`PlacedGlyph::along`], [`PlacedGlyph::across`]) with so many bytes of characters from `text_start` on.
    ///
    /// Places end at 32,767 pt, more than twice the longest side of a page: what runs out of its page further stays there.
    pub fn new(id: u16, along: Length, across: Length, text_start: u32, text_len: u32) -> PlacedGlyph {
        let short = |length: Length| length.0.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        PlacedGlyph { id, along: short(along), across: short(across), text_start, text_len }
    }

    /// From the run's origin along the line to the glyph's own origin (horizontal: its left
    /// side bearing point; vertical: its vertical origin).
    #[inline]
    pub fn along(&self) -> Length {
        Length(self.along.into())
    }

    /// Off the line: horizontal upwards, vertical to the right.
    #[inline]
    pub fn across(&self) -> Length {
        Length(self.across.into())
    }
}

impl TextRun {
    /// Whether its glyphs stand upright below one another, and so go by their vertical metrics.
    pub fn is_down(&self) -> bool {
        self.vertical && !self.turned
    }
}

impl Page {
    /// Appends a glyph.
    pub fn push_glyph(&mut self, glyph: PlacedGlyph) {
        Arc::make_mut(&mut self.glyphs).push(glyph);
    }

    /// Appends characters.
    pub fn push_text(&mut self, text: &str) {
        Arc::make_mut(&mut self.text).push_str(text);
    }

    /// The characters of a glyph.
    pub fn glyph_text(&self, glyph: &PlacedGlyph) -> &str {
        let start = glyph.text_start as usize;
        self.text.get(start..start + glyph.text_len as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_small_and_stay_at_the_end_of_their_room() {
        assert!(size_of::<PlacedGlyph>() <= 20);
        let far = Length::pt(40_000);
        let glyph = PlacedGlyph::new(7, far, Length::ZERO - far, 3, 4);
        assert_eq!((glyph.along(), glyph.across()), (Length(i32::MAX.into()), Length(i32::MIN.into())));
        let near = PlacedGlyph::new(7, Length::pt(14_400), Length(-1), 3, 4);
        assert_eq!((near.along(), near.across()), (Length::pt(14_400), Length(-1)));
    }
}
