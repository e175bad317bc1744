//! A story in its area: headline stack, columns of text, and how the copy fits.

use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point, Rect};
use crate::grid::{Columns, ascent};
use crate::issue::{Block, Story, StoryId, Text};
use crate::layout::{Align, Area, HeadlinePlace, Style};
use crate::line::Setting;

use super::fill::{Filled, Slug, fill, total};
use super::{CopyFit, Desk, Inside, PlacedLine, Placement, fit, headline, vertical};

/// A line of a story in reading order.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) text: usize,
    pub(super) line: usize,
    pub(super) size: Length,
    /// Rows it takes, with those over it that its pinyin needs.
    pub(super) rows: u32,
    /// Those rows over it.
    pub(super) above: u32,
}

/// Everything below a story's headline, set to a measure but not poured into columns.
#[derive(Default)]
pub(super) struct Copy {
    pub(super) texts: Placement,
    pub(super) pieces: Vec<Piece>,
    slugs: Vec<Slug>,
}

/// A story's headline, set but not placed.
enum Headline {
    Above(headline::Stack),
    Beside(vertical::VerticalHeadline),
}

impl Headline {
    fn set(
        desk: &mut Desk<'_>,
        area: &Area,
        story: &Story,
        inside: &Inside,
        findings: &mut Vec<Diagnostic>,
    ) -> Headline {
        match area.headline {
            HeadlinePlace::Above => {
                Headline::Above(headline::stack(desk, area, story, inside.width, findings))
            }
            HeadlinePlace::Left | HeadlinePlace::Right => {
                let height = desk.grid.depth(inside.rows);
                Headline::Beside(vertical::set(desk, area, story, height, findings))
            }
        }
    }

    /// Rows it needs over the text, and rows it may take to use up white that the text leaves.
    fn rows(&self) -> (u32, u32) {
        match self {
            Headline::Above(stack) => (stack.rows, stack.most),
            Headline::Beside(_) => (0, 0),
        }
    }

    /// Width it takes beside the text.
    fn width(&self) -> Length {
        match self {
            Headline::Above(_) => Length::ZERO,
            Headline::Beside(strip) => strip.width,
        }
    }

    fn place(self, desk: &Desk<'_>, area: &Area, inside: &Inside, rows: u32, placement: &mut Placement) {
        match self {
            Headline::Above(stack) => headline::place(desk, inside, stack, rows, placement),
            Headline::Beside(strip) => {
                let left = match area.headline {
                    HeadlinePlace::Right => inside.left + inside.width - strip.width,
                    _ => inside.left,
                };
                vertical::place(desk, inside, left, strip, placement);
            }
        }
    }
}

/// Places a story: its headline first, for that is the order of reading.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, id: StoryId) -> Placement {
    let mut placement = Placement { story: Some(id), ..Placement::default() };
    let issue = desk.issue;
    let Some(story) = issue.stories.get(id.0 as usize) else { return placement };
    let inside = desk.inside(area);
    let mut findings = Vec::new();

    let headline = Headline::set(desk, area, story, &inside, &mut findings);
    let (left, width) = text_room(desk, area, &inside, headline.width());
    let em = desk.style(area, "body").map_or(desk.grid.body, |style| style.size);
    let count = area.text_columns.unwrap_or(area.columns).max(1);
    let columns = Columns::divide(width, count, em, desk.grid.gutter);
    let (needed, most) = headline.rows();
    fit::check_headline(story, area, needed, inside.rows, &mut findings);
    if headline.width() > Length::ZERO {
        fit::check_room(desk, story, area, em, width, &mut findings);
    }

    let mut copy = set_copy(desk, area, story, columns.width, &mut findings);
    let needed = needed.min(inside.rows);
    let free = (inside.rows - needed).saturating_sub(total(&copy.slugs).div_ceil(count));
    let headline_rows = needed + free.min(most.saturating_sub(needed));
    let height = inside.rows - headline_rows;
    let filled = fill(&copy.slugs, count, height);

    headline.place(desk, area, &inside, headline_rows, &mut placement);
    let first = placement.texts.len();
    placement.texts.append(&mut copy.texts.texts);
    copy.pieces.iter_mut().for_each(|piece| piece.text += first);
    let row = inside.row + headline_rows;
    pour(desk, &copy.pieces, &filled, left, &columns, row, &mut placement);
    rules_between(desk, area, left, &columns, row, &filled.rows, &mut placement);

    let copyfit = CopyFit {
        story: story.name.clone(),
        area: area.name.clone(),
        columns: count,
        characters: columns.width.div_floor(em),
        needed: total(&copy.slugs),
        offered: count * height,
        headline_rows,
        overset: fit::overset(&placement, &copy.pieces[filled.placed..]),
        column_rows: filled.rows,
    };
    fit::report(&copyfit, area, &mut findings);
    placement.findings = findings;
    placement.fit = Some(copyfit);
    placement
}

/// Places the lines of filled columns, whose first row is `row`.
fn pour(
    desk: &Desk<'_>,
    pieces: &[Piece],
    filled: &Filled,
    left: Length,
    columns: &Columns,
    row: u32,
    placement: &mut Placement,
) {
    for (range, column) in filled.columns.iter().zip(&columns.left) {
        let mut row = row;
        for piece in &pieces[range.clone()] {
            let origin = Point::new(left + *column, baseline(desk, row, piece));
            placement.lines.push(PlacedLine { text: piece.text, line: piece.line, origin, condense: 1000 });
            row += piece.rows;
        }
    }
}

/// Left edge and width of the room beside a vertical headline, or of the whole inside.
fn text_room(desk: &Desk<'_>, area: &Area, inside: &Inside, strip: Length) -> (Length, Length) {
    let taken = if strip > Length::ZERO { strip + desk.grid.gutter } else { Length::ZERO };
    let left = match area.headline {
        HeadlinePlace::Left => inside.left + taken,
        _ => inside.left,
    };
    (left, (inside.width - taken).max(desk.grid.body))
}

/// Sets everything below the headline, in reading order.
fn set_copy(
    desk: &mut Desk<'_>,
    area: &Area,
    story: &Story,
    measure: Length,
    findings: &mut Vec<Diagnostic>,
) -> Copy {
    let mut copy = Copy::default();
    let mut add = |desk: &mut Desk<'_>, kind: &str, text: &Text, own_rows: bool| {
        let Some(style) = desk.style(area, kind) else { return };
        let setting = Setting::new(measure, indent(style), style.align);
        let set = desk.set(text, style, &setting, findings);
        let count = set.lines.lines.len();
        let least = desk.grid_rows(style.size);
        let own = if own_rows { style.rows.max(least) } else { least };
        let index = copy.texts.keep(set);
        for line in 0..count {
            let set = &copy.texts.texts[index];
            let pinyin = set.paragraph.annotation(&set.lines.lines[line].clusters);
            let above = desk.rows_above(style.size, own, pinyin);
            let rows = own + above;
            copy.pieces.push(Piece { text: index, line, size: style.size, rows, above });
            copy.slugs.push(Slug { rows, keep_with_next: kind == "crosshead" || kind == "byline" });
        }
    };
    if let Some(byline) = &story.byline {
        add(desk, "byline", byline, true);
    }
    for block in &story.blocks {
        match block {
            Block::Paragraph(text) => add(desk, "body", text, false),
            Block::Crosshead(text) => add(desk, "crosshead", text, true),
        }
    }
    if let Some(source) = &story.source {
        add(desk, "source", source, true);
    }
    if let Some(credit) = &story.credit {
        add(desk, "credit-line", credit, true);
    }
    copy
}

fn indent(style: &Style) -> Length {
    match style.align {
        Align::Justify | Align::Left => style.size.scale(i64::from(style.indent), 1000),
        _ => Length::ZERO,
    }
}

/// The baseline of a piece whose first row is `row`: on the grid for one row, in the middle of
/// its rows for more; those that its pinyin needs lie over them.
fn baseline(desk: &Desk<'_>, row: u32, piece: &Piece) -> Length {
    let top = desk.grid.row_top(row + piece.above);
    let room = desk.grid.depth(piece.rows - piece.above);
    top + (room - piece.size) / 2 + ascent(piece.size)
}

/// Rules between columns of text, as deep as the deeper of their neighbours.
fn rules_between(
    desk: &Desk<'_>,
    area: &Area,
    left: Length,
    columns: &Columns,
    row: u32,
    rows: &[u32],
    placement: &mut Placement,
) {
    let Some((width, ink)) = &area.column_rule else { return };
    for column in 1..columns.left.len() {
        let depth = rows[column - 1].max(rows[column]);
        let gap_from = columns.left[column - 1] + columns.width;
        let middle = left + gap_from + (columns.left[column] - gap_from) / 2;
        let rect = Rect::new(middle - *width / 2, desk.grid.row_top(row), *width, desk.grid.depth(depth));
        placement.fills.push((rect, ink.clone()));
    }
}
