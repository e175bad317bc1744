//! What flow hands on: the texts, lines and pictures of one area, where they stand, and how the copy fits.

use super::continuation::Continuation;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::{Length, Point, Rect};
use crate::grid::ascent;
use crate::ink::{Ink, Tint};
use crate::issue::{PictureId, Role, StoryId, Text};
use crate::line::Lines;
use crate::message::Message;
use crate::text::Paragraph;

/// A text that was set, with what is needed to draw it and to point at it.
#[derive(Clone, Debug)]
pub struct SetText {
    /// Its clusters.
    pub paragraph: Paragraph,
    /// Its lines.
    pub lines: Lines,
    /// Its ink.
    pub ink: Ink,
    /// The words it came from.
    pub words: Text,
    /// What it is.
    pub role: Role,
}

/// A line on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedLine {
    /// Index into [`Placement::texts`].
    pub text: usize,
    /// Index into that text's lines.
    pub line: usize,
    /// Where the measure starts: on the baseline, or on the axis of a vertical line.
    pub origin: Point,
    /// Width in thousandths (长体); 1000 is natural.
    pub condense: u32,
}

/// A picture in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedPicture {
    /// Which.
    pub picture: PictureId,
    /// Where it shows.
    pub window: Rect,
    /// Where the whole of it would lie.
    pub whole: Rect,
    /// What it is.
    pub role: Role,
}

/// What stands in one area.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    /// The story, if a story stands here.
    pub story: Option<StoryId>,
    /// The texts.
    pub texts: Vec<SetText>,
    /// Their lines, in reading order.
    pub lines: Vec<PlacedLine>,
    /// Pictures.
    pub pictures: Vec<PlacedPicture>,
    /// Filled rectangles over them (column rules).
    pub fills: Vec<(Rect, Ink)>,
    /// Filled rectangles under everything else (panels of headlines).
    pub panels: Vec<(Rect, Tint)>,
    /// What an editor should know.
    pub findings: Vec<Diagnostic>,
    /// How the copy fits, for stories.
    pub fit: Option<CopyFit>,
    /// Where its headline stands, for stories that have one.
    pub headline: Option<HeadlineBox>,
    /// The columns of its text, in reading order, as far as they are filled.
    pub columns: Vec<Rect>,
    /// The copy that other pages hold.
    pub continuation: Option<Continuation>,
    /// A filler at its foot.
    pub filler: Option<Box<Placement>>,
}

impl Placement {
    /// Gives its picture and the picture's words this number.
    pub(super) fn number_figure(&mut self, number: u32) {
        self.texts.iter_mut().for_each(|text| text.role = text.role.of_figure(number));
        self.pictures.iter_mut().for_each(|picture| picture.role = picture.role.of_figure(number));
    }

    /// Takes over what another one shows.
    pub(super) fn take(&mut self, other: &mut Placement) {
        let first = self.texts.len();
        self.texts.append(&mut other.texts);
        let moved = other.lines.drain(..).map(|line| PlacedLine { text: line.text + first, ..line });
        self.lines.extend(moved);
        self.pictures.append(&mut other.pictures);
        self.fills.append(&mut other.fills);
        self.panels.append(&mut other.panels);
    }

    /// What a line takes up: its letters along, the em box of its size across.
    pub fn line_rect(&self, line: &PlacedLine) -> Option<Rect> {
        let text = self.texts.get(line.text)?;
        let set = text.lines.lines.get(line.line)?;
        let narrow = |length: Length| length.scale(i64::from(line.condense), 1000);
        let (start, length) = (narrow(set.start), narrow(set.end - set.start));
        let (size, origin) = (text.paragraph.size, line.origin);
        Some(if text.paragraph.vertical {
            Rect::new(origin.x - size / 2, origin.y + start, size, length)
        } else {
            Rect::new(origin.x + start, origin.y - ascent(size), length, size)
        })
    }

    /// Keeps a text and says where it is.
    pub(super) fn keep(&mut self, text: SetText) -> usize {
        self.texts.push(text);
        self.texts.len() - 1
    }
}

/// A headline on the page, as the eye takes it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineBox {
    /// What it takes up.
    pub rect: Rect,
    /// Size of its largest line.
    pub size: Length,
    /// The face of that line.
    pub face: String,
    /// Whether it runs down.
    pub vertical: bool,
    /// Its words.
    pub at: Span,
}

/// How a story's copy fits its area (超文、欠文).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyFit {
    /// The story's name.
    pub story: String,
    /// The area's name.
    pub area: String,
    /// Columns of text.
    pub columns: u32,
    /// Characters in a line.
    pub characters: u32,
    /// Rows that the copy needs in all columns together.
    pub needed: u32,
    /// Rows that the area offers it in all columns together.
    pub offered: u32,
    /// Rows of the headline stack; zero for a vertical one.
    pub headline_rows: u32,
    /// Rows of each column, as filled.
    pub column_rows: Vec<u32>,
    /// What does not fit, if anything.
    pub overset: Option<Overset>,
    /// What was changed to make it fit, in the order in which it was done.
    pub changes: Vec<Message>,
    /// The page that it comes from, where it goes on here (上接).
    pub from: Option<u32>,
    /// The page on which it goes on (下转).
    pub to: Option<u32>,
}

/// Copy that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overset {
    /// Rows that are left over.
    pub rows: u32,
    /// Characters that are left over.
    pub characters: usize,
    /// The first line that does not fit, in the manuscript.
    pub at: Span,
    /// Sentences that could be cut, and their characters.
    pub cut: Option<(Span, usize)>,
}
