//! The set lines of a page with their places, for tests and for reports about the setting.

use crate::diagnostic::Span;
use crate::flow::{PlacedLine, Placement, SetText};
use crate::geometry::{Length, Point};
use crate::grid::PageGrid;
use crate::issue::StoryId;
use crate::line::Account;

use super::Role;

/// A line that stands on a page.
#[derive(Clone, Debug)]
pub struct SetLine {
    /// The number of the page; that of the left page of a spread.
    pub page: u32,
    /// The area; a story that goes on in several has the name of the first.
    pub area: String,
    /// The story, if the line belongs to one.
    pub story: Option<StoryId>,
    /// What it is.
    pub role: Role,
    /// Its number in its text, from 0, and how many lines that has.
    pub number: usize,
    /// Lines of its text.
    pub of: usize,
    /// Where its first character begins, from the top left of the trim: on the baseline, or on the
    /// axis of a line that runs down.
    pub origin: Point,
    /// The row of the grid that it begins in, from 1; `None` outside the grid.
    pub row: Option<u32>,
    /// Whether it runs down the page.
    pub vertical: bool,
    /// The em.
    pub size: Length,
    /// Width in thousandths (长体) after all changes in its account; 1000 is natural.
    pub condense: u32,
    /// What it says, without the hyphen of a divided word.
    pub text: String,
    /// The place of its first character in its file; an empty span if the character is not from a file.
    pub at: Span,
    /// What was done to it.
    pub account: Account,
}

/// Adds the lines of a placement, in the order of reading.
pub(super) fn add_lines(
    grid: &PageGrid,
    page: u32,
    area: &str,
    placement: &Placement,
    list: &mut Vec<SetLine>,
) {
    for placed in &placement.lines {
        let Some(text) = placement.texts.get(placed.text) else { continue };
        let line = set_line(grid, text, placed);
        list.extend(line.map(|line| SetLine { page, area: area.to_owned(), story: placement.story, ..line }));
    }
}

fn set_line(grid: &PageGrid, text: &SetText, placed: &PlacedLine) -> Option<SetLine> {
    let SetText { paragraph, lines, words, role, .. } = text;
    let account = Account::of(paragraph, lines, placed.line)?;
    let line = &lines.lines[placed.line];
    let start = line.start.scale(i64::from(placed.condense), 1000);
    let mut origin = placed.origin;
    if paragraph.vertical {
        origin.y += start;
    } else {
        origin.x += start;
    }
    let bytes = |cluster: usize| paragraph.text_start[cluster] as usize;
    let first = paragraph.source[line.clusters.start] as usize;
    Some(SetLine {
        page: 0,
        area: String::new(),
        story: None,
        role: *role,
        number: placed.line,
        of: lines.lines.len(),
        origin,
        row: row(grid, origin.y),
        vertical: paragraph.vertical,
        size: paragraph.size,
        condense: placed.condense,
        text: paragraph.text[bytes(line.clusters.start)..bytes(line.clusters.end)].to_owned(),
        at: words.span(first..first + paragraph.text_of(line.clusters.start).len()),
        account,
    })
}

/// The row of the grid at a height.
fn row(grid: &PageGrid, y: Length) -> Option<u32> {
    if y < grid.top {
        return None;
    }
    let row = (y - grid.top).div_floor(grid.pitch) + 1;
    (row <= grid.rows).then_some(row)
}
