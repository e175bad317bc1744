//! Tables (表格): a head and rows of cells, one row of the grid each.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point, Rect};
use crate::grid::ascent;
use crate::issue::{CellAlign, DataTable, Text};
use crate::layout::{Align, Area, Style};
use crate::message::{counted, msg};

use super::desk::InnerArea;
use super::figure;
use super::single::SingleLine;
use super::{Desk, Placement, Role};

/// A cell that was shaped.
type Cell<'a> = SingleLine<'a>;

/// Places a table: title, head, as many rows as there is room for, note.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, table: &DataTable) -> Placement {
    let mut placement = Placement::default();
    let inside = desk.inside(area);
    let (Some(head_style), Some(body_style)) =
        (desk.style(area, "table-head"), desk.style(area, "table-body"))
    else {
        return placement;
    };
    let title = title_rows(desk, area, table, &inside, &mut placement);
    let note = note(desk, area, table, &inside);
    let note_rows = note.as_ref().map_or(0, |(_, rows, _)| *rows);
    let shaped = |desk: &mut Desk<'_>, style, cells: &[Text]| -> Vec<Cell<'_>> {
        cells.iter().map(|cell| SingleLine::new(desk, cell, style)).collect()
    };
    let head = shaped(desk, head_style, &table.head);
    let rows: Vec<Vec<Cell<'_>>> = table.rows.iter().map(|row| shaped(desk, body_style, row)).collect();

    let around = title + 1 + note_rows;
    let room = inside.rows.saturating_sub(around) as usize;
    let over = (around as usize + rows.len()).saturating_sub(inside.rows as usize);
    if over > 0 {
        overset(area, table, room, over, &mut placement);
    }
    // On a tint, words keep off its edges.
    let shy = if area.table_tint.is_some() { desk.grid.body / 2 } else { Length::ZERO };
    let cells = InnerArea { left: inside.left + shy, width: inside.width - shy * 2, ..inside };
    let widths = widths(desk, &cells, &head, &rows);
    let first = inside.row + title;
    let setter = RowSetter { desk, inside: &inside, columns: &widths, table, first };
    setter.row(first, head, &mut placement);
    let mut next = first + 1;
    for (number, cells) in rows.into_iter().take(room).enumerate() {
        if let Some(tint) = area.table_tint.as_ref().filter(|_| number % 2 == 1) {
            placement.panels.push((setter.band(next), tint.clone()));
        }
        setter.row(next, cells, &mut placement);
        next += 1;
    }
    if let Some((width, ink)) = &area.table_rule {
        for row in [first, first + 1, next] {
            let y = setter.between(row) - *width / 2;
            placement.fills.push((Rect::new(inside.left, y, inside.width, *width), ink.clone()));
        }
    }
    if let Some((text, rows, style)) = note {
        let from = next.min((inside.row + inside.rows).saturating_sub(rows));
        let pitched = Style { leading: desk.grid.pitch, ..style.clone() };
        let top = desk.grid.row_top(from) + ascent(desk.grid.body) - ascent(style.size);
        figure::lines(&mut placement, text.0, &pitched, inside.left, top);
        placement.findings.extend(text.1);
    }
    placement
}

/// Rows that a table needs: title, head, rows and note.
pub(super) fn rows(desk: &mut Desk<'_>, area: &Area, table: &DataTable) -> u32 {
    let inside = desk.inside(area);
    let title = title_rows(desk, area, table, &inside, &mut Placement::default());
    let note = note(desk, area, table, &inside).map_or(0, |(_, rows, _)| rows);
    title + 1 + table.rows.len() as u32 + note + desk.inside_rows(area)
}

/// Sets the title; gives the rows that it takes.
fn title_rows(
    desk: &mut Desk<'_>,
    area: &Area,
    table: &DataTable,
    inside: &InnerArea,
    placement: &mut Placement,
) -> u32 {
    let Some((title, style)) = table.title.as_ref().zip(desk.style(area, "table-title")) else { return 0 };
    let rows = (style.size + style.above + style.below).div_ceil(desk.grid.pitch).max(1);
    let mut line = SingleLine::new(desk, title, style);
    line.role = Role::TableTitle;
    narrow(&line, inside.width, style, title, placement);
    let white = (desk.grid.depth(rows) - style.size) / 2;
    let y = desk.grid.row_top(inside.row) + white.max(Length::ZERO) + ascent(style.size);
    line.place(Point::new(inside.left, y), inside.width, style.align, placement);
    rows
}

type SetNote<'a> = ((super::SetText, Vec<Diagnostic>), u32, &'a Style);

/// The words under the table and the rows that they take.
fn note<'a>(desk: &mut Desk<'a>, area: &Area, table: &DataTable, inside: &InnerArea) -> Option<SetNote<'a>> {
    let (note, style) = table.note.as_ref().zip(desk.style(area, "table-note"))?;
    let mut findings = Vec::new();
    let setting = super::copy::setting(style, inside.width, super::copy::indent(style));
    let mut set = desk.set(note, style, &setting, &mut findings);
    set.role = Role::TableNote;
    let rows = set.lines.lines.len() as u32;
    Some(((set, findings), rows, style))
}

/// Where the columns stand: left edge and width of each, in whole points.
fn widths(
    desk: &Desk<'_>,
    inside: &InnerArea,
    head: &[Cell<'_>],
    rows: &[Vec<Cell<'_>>],
) -> Vec<(Length, Length)> {
    let count = head.len().max(1) as i64;
    // An em, or less where columns are so many that the gaps would take half of the room.
    let gap = desk.grid.body.min(inside.width.max(Length::ZERO) / (count * 2));
    let mut widths: Vec<Length> = (0..head.len())
        .map(|column| {
            let cells = rows.iter().map(|row| row[column].width()).chain([head[column].width()]);
            let widest = cells.reduce(Length::max).unwrap_or_default();
            Length::pt(i64::from(widest.div_ceil(Length::pt(1))).max(1))
        })
        .collect();
    let room = (inside.width - gap * (count - 1)).max(Length::pt(count));
    // Where they are too wide together, the widest give way.
    let total = |widths: &[Length]| widths.iter().copied().sum::<Length>();
    while total(&widths) > room {
        let Some(most) = widths.iter().copied().reduce(Length::max) else { break };
        let next = widths.iter().copied().filter(|width| *width < most).reduce(Length::max);
        let widest = widths.iter().filter(|width| **width == most).count() as i64;
        let over = total(&widths) - room;
        let share = Length::pt(i64::from((over / widest).div_ceil(Length::pt(1))));
        let least = next.unwrap_or(Length::pt(1)).max(most - share).max(Length::pt(1));
        if least >= most {
            break;
        }
        widths.iter_mut().filter(|width| **width == most).for_each(|width| *width = least);
    }
    // What is left over widens the gaps, so that the last column ends where the table does.
    let spare = (room - total(&widths)).max(Length::ZERO);
    let mut left = inside.left;
    let mut places = Vec::new();
    for (at, width) in widths.into_iter().enumerate() {
        let white = if count > 1 { spare.scale(at as i64, count - 1) } else { Length::ZERO };
        places.push((left + white, width));
        left += width + gap;
    }
    places
}

/// What rows are set with.
struct RowSetter<'r, 'd> {
    desk: &'r Desk<'d>,
    inside: &'r InnerArea,
    columns: &'r [(Length, Length)],
    table: &'r DataTable,
    /// The row of the head.
    first: u32,
}

impl RowSetter<'_, '_> {
    /// The middle of the white over a row.
    fn between(&self, row: u32) -> Length {
        self.desk.grid.row_top(row) - (self.desk.grid.pitch - self.desk.grid.body) / 2
    }

    /// The rectangle of a row, with half of the white around it.
    fn band(&self, row: u32) -> Rect {
        Rect::new(self.inside.left, self.between(row), self.inside.width, self.desk.grid.pitch)
    }

    /// Places the cells of a row on its baseline.
    fn row(&self, row: u32, cells: Vec<Cell<'_>>, placement: &mut Placement) {
        let baseline = self.desk.grid.row_top(row) + ascent(self.desk.grid.body);
        let sides = self.columns.iter().zip(&self.table.columns);
        for (column, (mut cell, ((left, width), side))) in cells.into_iter().zip(sides).enumerate() {
            cell.role = Role::Cell { row: row - self.first, column: column as u32 };
            let align = match side {
                CellAlign::Left => Align::Left,
                CellAlign::Center => Align::Center,
                CellAlign::Right => Align::Right,
            };
            if cell.width() > Length::ZERO {
                narrow(&cell, *width, cell.style(), cell.text(), placement);
                cell.place(Point::new(*left, baseline), *width, align, placement);
            }
        }
    }
}

/// Reports words that are narrowed more than their style allows.
fn narrow(words: &SingleLine<'_>, room: Length, style: &Style, text: &Text, placement: &mut Placement) {
    let condense = words.condense(room);
    if condense >= style.condense {
        return;
    }
    let (share, least) = (condense / 10, style.condense / 10);
    placement.findings.push(
        Diagnostic::new(
            codes::TABLE_CELL_TOO_WIDE,
            msg!("these words are condensed to {share} %, their style allows {least} %", share, least),
        )
        .at(
            text.whole(),
            msg!(
                "too long: {characters}",
                characters = counted(text.to_plain().chars().count(), "character")
            ),
        )
        .help(msg!("shorten them, give the table more columns of the page, or choose a smaller style")),
    );
}

/// Reports rows for which the area has no room.
fn overset(area: &Area, table: &DataTable, room: usize, over: usize, placement: &mut Placement) {
    let rows = counted(over, "row");
    let message = msg!(
        "the table `{table}` is {rows} too long for area `{area}`",
        table = table.name,
        rows,
        area = area.name
    );
    let mut cells = table.rows.get(room).into_iter().flatten();
    let at = match cells.find(|cell| !cell.is_empty()) {
        Some(cell) => cell.whole(),
        None => table.span.clone(),
    };
    placement.findings.push(
        Diagnostic::new(codes::TABLE_OVERSET, message)
            .at(at, msg!("the table stops fitting here"))
            .here(area.span.clone())
            .help(msg!("take {rows} out, or make the area {rows} taller", rows)),
    );
}
