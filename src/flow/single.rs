//! Words on one line that must fit their room: furniture, labels, cells of tables.

use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point};
use crate::issue::Text;
use crate::layout::{Align, Style};
use crate::line::{self, Setting};
use crate::text::Paragraph;

use super::{Desk, PlacedLine, Placement, Role, SetText};

/// Words that were shaped to stand on one line.
pub struct SingleLine<'a> {
    text: Text,
    style: &'a Style,
    paragraph: Paragraph,
    /// What is wrong with its characters.
    pub findings: Vec<Diagnostic>,
    /// What they are.
    pub role: Role,
}

impl<'a> SingleLine<'a> {
    /// Shapes the words.
    pub fn new(desk: &mut Desk<'_>, text: &Text, style: &'a Style) -> SingleLine<'a> {
        let mut findings = Vec::new();
        let paragraph = desk.prepare(text, style, false, &mut findings);
        SingleLine { text: text.clone(), style, paragraph, findings, role: Role::default() }
    }

    /// Their style.
    pub(super) fn style(&self) -> &'a Style {
        self.style
    }

    /// The words.
    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// How wide they are.
    pub fn width(&self) -> Length {
        self.paragraph.natural_width()
    }

    /// How far they must be narrowed to fit `room`, in thousandths.
    pub fn condense(&self, room: Length) -> u32 {
        let natural = self.width();
        if natural > room { (room.0.max(0) * 1000 / natural.0.max(1)).max(1) as u32 } else { 1000 }
    }

    /// Places them on a baseline that starts at `origin`, narrowed to `room` where they must be.
    pub fn place(self, origin: Point, room: Length, align: Align, placement: &mut Placement) {
        let condense = self.condense(room);
        let measure = room.scale(1000, i64::from(condense)).max(self.width());
        let align = if align == Align::Justify { Align::Left } else { align };
        let lines = line::set(&self.paragraph, &Setting::one_line(measure, align));
        placement.findings.extend(self.findings);
        let count = lines.lines.len();
        let (ink, role) = (self.style.ink.clone(), self.role);
        let text = placement.keep(SetText { paragraph: self.paragraph, lines, ink, words: self.text, role });
        for line in 0..count {
            placement.lines.push(PlacedLine { text, line, origin, condense });
        }
    }
}

/// Places words on a line that runs down from `top`, which is on its axis. Words that are longer
/// than `height` are made smaller: how much, in thousandths, is returned.
pub fn place_down(
    desk: &mut Desk<'_>,
    text: &Text,
    style: &Style,
    top: Point,
    height: Length,
    placement: &mut Placement,
) -> u32 {
    let mut style = style.clone();
    let mut findings = Vec::new();
    let mut paragraph = desk.prepare(text, &style, true, &mut findings);
    let natural = paragraph.natural_width();
    let mut share = 1000;
    if natural > height {
        share = (height.0.max(0) * 1000 / natural.0.max(1)).max(1) as u32;
        style.size = style.size.scale(i64::from(share), 1000);
        paragraph = desk.prepare(text, &style, true, &mut Vec::new());
    }
    placement.findings.append(&mut findings);
    let align = if style.align == Align::Justify { Align::Left } else { style.align };
    let measure = height.max(paragraph.natural_width());
    let lines = line::set(&paragraph, &Setting::one_line(measure, align));
    let count = lines.lines.len();
    let (ink, role) = (style.ink.clone(), Role::default());
    let text = placement.keep(SetText { paragraph, lines, ink, words: text.clone(), role });
    for line in 0..count {
        placement.lines.push(PlacedLine { text, line, origin: top, condense: 1000 });
    }
    share
}
