//! What flow works with on one page: issue, layout, grid, shaper and the house's rules.
//!
//! [`Desk`] finds styles and shapes texts ([`Desk::prepare`]).

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect};
use crate::grid::PageGrid;
use crate::issue::{Issue, Role, StoryId, Text};
use crate::layout::{Align, Area, Layout, Style, Writing};
use crate::line::{self, Setting};
use crate::text::{House, Paragraph, TextStyle, prepare_into};

use super::lacking;
use super::line_findings::report_lines;
use super::placement::SetText;
use super::tools::{Shelf, Tools};

/// The makeup desk of one page.
pub struct Desk<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// The page's layout.
    pub layout: &'a Layout,
    /// Its areas, in the rows that they have on this page.
    pub areas: Arc<[Area]>,
    /// Its grid.
    pub grid: PageGrid,
    /// Fillers that are not placed yet.
    pub fillers: Vec<StoryId>,
    house: House,
    shelf: &'a Shelf<'a>,
    /// Taken from the shelf when first needed.
    tools: Option<Tools<'a>>,
}

impl<'a> Desk<'a> {
    /// A desk for a page of this layout.
    pub fn new(issue: &'a Issue, layout: &'a Layout, shelf: &'a Shelf<'a>) -> Desk<'a> {
        let words = layout.keep.iter().chain(&issue.keep);
        Desk {
            issue,
            layout,
            areas: layout.areas.as_slice().into(),
            grid: PageGrid::new(layout),
            fillers: Vec::new(),
            house: House::new(&layout.marks, words.map(String::as_str)),
            shelf,
            tools: None,
        }
    }

    /// Puts the tools back for other pages, until they are needed again.
    pub fn rest(&mut self) {
        if let Some(tools) = self.tools.take() {
            self.shelf.give_back(tools);
        }
    }

    /// The area of that name, in its rows on this page.
    pub fn area(&self, name: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.name == name)
    }

    /// The style of a kind of text in an area. Reading checked that it exists; a layout made by
    /// hand without it gets the body's style, or the first there is.
    pub fn style(&self, area: &Area, kind: &str) -> Option<&'a Style> {
        let layout = self.layout;
        layout
            .style(area.style_name(kind))
            .or_else(|| layout.style("body"))
            .or_else(|| layout.styles.first().map(|(_, style)| style))
    }

    /// As [`Desk::style`], for text that may run down: the style with `-vertical` behind its name
    /// is taken where there is one.
    pub(super) fn body_style(&self, area: &Area, kind: &str) -> Option<&'a Style> {
        if area.writing == Writing::Down {
            let vertical = format!("{}-vertical", area.style_name(kind));
            if let Some(style) = self.layout.style(&vertical) {
                return Some(style);
            }
        }
        self.style(area, kind)
    }

    /// Breaks shaped words into lines.
    pub(super) fn lines(&mut self, paragraph: &Paragraph, setting: &Setting<'_>) -> line::Lines {
        let mut lines = line::Lines::default();
        let tools = self.tools.get_or_insert_with(|| self.shelf.take());
        line::set_into(paragraph, setting, &mut tools.room, &mut lines);
        lines
    }

    /// The same of another number than the `count` that are best, if there are good ones.
    pub(super) fn other_lines(
        &mut self,
        paragraph: &Paragraph,
        setting: &Setting<'_>,
        count: usize,
    ) -> Option<line::Lines> {
        let mut lines = line::Lines::default();
        let tools = self.tools.get_or_insert_with(|| self.shelf.take());
        line::set_other_number(paragraph, setting, count, &mut tools.room, &mut lines).then_some(lines)
    }

    /// Reports the lines of a text that are outside their limits.
    pub(super) fn report_lines(
        &self,
        text: &SetText,
        lines: Range<usize>,
        align: Align,
        findings: &mut Vec<Diagnostic>,
    ) {
        report_lines(text, lines, align, &self.house, findings);
    }

    /// Shapes a text; characters that its face lacks become findings.
    pub fn prepare(
        &mut self,
        text: &Text,
        style: &Style,
        vertical: bool,
        findings: &mut Vec<Diagnostic>,
    ) -> Paragraph {
        let library = self.shelf.library();
        let face = library.find(&style.face).or_else(|| library.find("song")).unwrap_or_default();
        let strong_face = library.find(&style.strong_face).unwrap_or(face);
        let text_style = TextStyle {
            face,
            strong_face,
            lead_face: library.find(&style.lead_face).unwrap_or(face),
            pinyin_face: library.find(&style.pinyin_face).unwrap_or(face),
            size: style.size,
            punctuation: style.punctuation,
            region: style.region,
            digits: style.digits,
            exclaim_pairs: style.exclaim_pairs,
            line_end: style.line_end,
            hanging: style.hanging,
            hyphenate: style.hyphenate,
            western_gap: style.western_gap,
            tracking: style.tracking,
            kinsoku: style.kinsoku,
            vertical,
            house: &self.house,
        };
        let mut paragraph = Paragraph::default();
        let Tools { shaper, scratch, .. } = self.tools.get_or_insert_with(|| self.shelf.take());
        prepare_into(text, &text_style, shaper, scratch, &mut paragraph);
        lacking::report(&paragraph.missing, text, &style.face, shaper, findings);
        paragraph
    }

    /// Shapes a text and breaks it into lines.
    pub fn set(
        &mut self,
        text: &Text,
        style: &Style,
        setting: &Setting<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> SetText {
        let paragraph = self.prepare(text, style, false, findings);
        let lines = self.lines(&paragraph, setting);
        let ink = style.ink.clone();
        let set = SetText { paragraph, lines, ink, words: text.clone(), role: Role::default() };
        report_lines(&set, 0..set.lines.lines.len(), setting.align, &self.house, findings);
        set
    }

    /// Rows that one line of this size takes when it stands in the text.
    pub(super) fn grid_rows(&self, size: Length) -> u32 {
        // Type no larger than the pitch fits a row.
        if size <= self.grid.pitch { 1 } else { size.div_ceil(self.grid.pitch) }
    }

    /// Rows more that a line in `rows` rows takes for its pinyin, beyond the white over it.
    pub(super) fn rows_above(&self, size: Length, rows: u32, pinyin: Length) -> u32 {
        let leading = self.grid.pitch - self.grid.body;
        let white = (self.grid.depth(rows) - size) / 2 + leading;
        if pinyin > white { (pinyin - white).div_ceil(self.grid.pitch) } else { 0 }
    }

    /// The rows whose depth comes nearest to a height.
    pub(super) fn nearest_rows(&self, height: Length) -> u32 {
        let over = height - self.grid.body + self.grid.pitch / 2;
        if over <= Length::ZERO { 1 } else { over.div_floor(self.grid.pitch) + 1 }
    }

    /// The fewest rows that are as deep as a height.
    pub(super) fn rows_for(&self, height: Length) -> u32 {
        let over = height - self.grid.body;
        if over <= Length::ZERO { 1 } else { over.div_ceil(self.grid.pitch) + 1 }
    }

    /// Rows that the inset of an area takes, whatever its own rows are.
    pub(super) fn inside_rows(&self, area: &Area) -> u32 {
        area.inset.div_ceil(self.grid.pitch) * 2
    }

    /// The room inside an area's frame and panel: characters across, whole rows down.
    pub(super) fn inside(&self, area: &Area) -> InnerArea {
        let rect = self.grid.area(area);
        let rows = area.inset.div_ceil(self.grid.pitch).min(area.rows.saturating_sub(1) / 2);
        InnerArea {
            left: rect.x + area.inset,
            width: (rect.width - area.inset * 2).max(self.grid.body),
            row: area.row + rows,
            rows: area.rows - rows * 2,
        }
    }
}

/// Rows that a stack of this height takes.
pub(super) fn rows_of(height: Length, pitch: Length) -> u32 {
    height.div_ceil(pitch)
}

/// The inside of an area, in rows of the grid and lengths across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InnerArea {
    pub(super) left: Length,
    pub(super) width: Length,
    /// First row, from 1.
    pub(super) row: u32,
    pub(super) rows: u32,
}

impl InnerArea {
    /// Its rectangle on a grid.
    pub(super) fn rect(&self, grid: &PageGrid) -> Rect {
        Rect::new(self.left, grid.row_top(self.row), self.width, grid.depth(self.rows))
    }
}
