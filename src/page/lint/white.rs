//! White holes (天窗、空白): empty rectangles of the type area that are large enough to look like a mistake.
//!
//! The page is looked at cell by cell, a basic column wide and a row high. What was placed covers the cells that it
//! touches: columns of text as far as they are filled, headlines, pictures, rules, and every other line. All of the
//! masthead, the running head and advertisements counts as covered. Of what is left the largest rectangle is taken
//! again and again, until none is larger than `white_columns` by `white_rows` of `[lint]`. What no area reaches below the
//! last thing of its columns is no hole: the page ends there, which is told where it is so over all columns and by at
//! least a quarter of the rows. One that a story leaves at the foot of its own area was told as `underset` and counts as
//! covered.

use crate::codes;
use crate::diagnostic::{Diagnostic, PageBox};
use crate::flow::{Desk, Placement};
use crate::geometry::{Length, Rect};
use crate::issue::{Content, PagePlan};
use crate::layout::{Cells, columns_words, rows_words};
use crate::message::{counted, msg};

use super::page::{LintItem, LintPage, across, down, overlap};

/// A page that leaves this part of its rows empty at the foot, one in so many, ends high.
const SHORT_PAGE: u32 = 4;

/// Holes of one page that are told; a page with more is not made up yet.
const MOST: usize = 6;

/// Reports the holes of a page.
pub(super) fn check(page: &LintPage<'_>, found: &mut Vec<Diagnostic>) {
    let mut covered = Coverage::of(page);
    found.extend(ends_high(page, &covered));
    for _ in 0..MOST {
        let Some(hole) = covered.largest() else { break };
        let lint = &page.layout.lint;
        let (columns, rows) = (lint.white_columns, lint.white_rows);
        if hole.columns < columns || hole.rows < rows || (hole.columns, hole.rows) == (columns, rows) {
            covered.cover(&hole);
            // A narrow one may be larger than one that is told.
            if covered.is_full() {
                break;
            }
            continue;
        }
        covered.cover(&hole);
        if in_an_area(page, &hole) || is_over_something(page, &hole) {
            found.push(tell(page, &hole));
        }
    }
}

/// The white under everything on a page, where no area is and no column has anything, if it is much of the page. A page
/// with nothing to read is not made up yet.
fn ends_high(page: &LintPage<'_>, covered: &Coverage) -> Option<Diagnostic> {
    let grid = page.grid;
    if !page.items.iter().any(LintItem::is_matter) {
        return None;
    }
    let parts = page.areas.iter().flat_map(|area| area.parts().into_iter().map(move |part| (area, part)));
    let (last, area) =
        parts.map(|(area, part)| (part.row + part.rows - 1, area)).max_by_key(|(last, _)| *last)?;
    let used = last.max(covered.last_row());
    let rows = grid.rows.checked_sub(used).filter(|rows| *rows > page.layout.lint.white_rows)?;
    if rows * SHORT_PAGE < grid.rows {
        return None;
    }
    let white = Cells { column: 1, columns: grid.columns, row: used + 1, rows };
    let finding = Diagnostic::new(
        codes::PAGE_ENDS_HIGH,
        msg!(
            "the page ends {height} above its foot: nothing stands in {rows} of {total}, over all {width}",
            height = counted(rows as usize, "row"),
            rows = rows_words(used + 1, grid.rows),
            total = grid.rows,
            width = counted(grid.columns as usize, "column"),
        ),
    );
    Some(
        finding
            .on_page(page.plan.number, Some(page_box(&grid.cells(&white))))
            .at(area.span.clone(), msg!("the lowest area ends in row {row}", row = last))
            .at(page.plan.span.clone(), msg!("the page"))
            .help(msg!(
                "give the lowest areas the rows that are left (rows = \"rest\"), or place another story, an advertisement or a \
                 filler there"
            )),
    )
}

/// Which cells something stands in.
struct Coverage {
    columns: usize,
    rows: usize,
    /// By row.
    cells: Vec<bool>,
    /// The least of a hole.
    least: (u32, u32),
}

impl Coverage {
    fn of(page: &LintPage<'_>) -> Coverage {
        let grid = page.grid;
        let lint = &page.layout.lint;
        let (columns, rows) = (grid.columns as usize, grid.rows as usize);
        let least = (lint.white_columns, lint.white_rows);
        let mut covered = Coverage { columns, rows, cells: vec![false; columns * rows], least };
        for rule in page.rules() {
            covered.touch(page, &rule);
        }
        // The line of a frame ends what is white on either side.
        for area in page.areas.iter().filter(|area| area.frame.is_some() || area.tint.is_some()) {
            for part in area.parts() {
                covered.cover(&Cells { rows: 1, ..part });
                covered.cover(&Cells { row: part.row + part.rows - 1, rows: 1, ..part });
            }
        }
        for item in &page.items {
            for part in std::iter::once(item.placed).chain(item.placed.filler.as_deref()) {
                things(part).for_each(|rect| covered.touch(page, &rect));
            }
            if item.placed.findings.iter().any(|finding| finding.code == codes::UNDERSET)
                && let Some(area) = item.areas.last()
            {
                covered.touch(page, &foot_of(item.placed, &grid.area(area)));
            }
            let whole = item.place.content.is_furniture() || matches!(item.place.content, Content::Ad(_));
            if whole {
                item.areas.iter().flat_map(|area| area.parts()).for_each(|part| covered.cover(&part));
            }
        }
        covered
    }

    /// Covers every cell that a rectangle touches by more than its edge.
    fn touch(&mut self, page: &LintPage<'_>, rect: &Rect) {
        let grid = page.grid;
        let row = |y: Length| (y - grid.top).0.div_euclid(grid.pitch.0.max(1));
        let (top, foot) = (row(rect.y), row(rect.bottom() - Length(1)));
        for column in 1..=grid.columns {
            let left = grid.column_left(column);
            if overlap(across(rect), (left, left + grid.column)) <= grid.column / 16 {
                continue;
            }
            for row in top.max(0)..=foot.min(i64::from(grid.rows) - 1) {
                self.cells[row as usize * self.columns + column as usize - 1] = true;
            }
        }
    }

    fn cover(&mut self, cells: &Cells) {
        for row in cells.row..cells.row + cells.rows {
            for column in cells.column..cells.column + cells.columns {
                let at = (row as usize - 1) * self.columns + column as usize - 1;
                if let Some(cell) = self.cells.get_mut(at).filter(|_| column as usize <= self.columns) {
                    *cell = true;
                }
            }
        }
    }

    /// The last row in which something stands, from 1; 0 for an empty page.
    fn last_row(&self) -> u32 {
        let last = self.cells.iter().rposition(|covered| *covered);
        last.map_or(0, |at| (at / self.columns.max(1)) as u32 + 1)
    }

    fn is_full(&self) -> bool {
        self.cells.iter().all(|covered| *covered)
    }

    /// The largest empty rectangle that is at least as wide and as high as a hole; the highest and then the leftmost
    /// of several.
    fn largest(&self) -> Option<Cells> {
        let mut best: Option<Cells> = None;
        for from in 0..self.columns {
            for to in from..self.columns {
                if ((to - from + 1) as u32) < self.least.0 {
                    continue;
                }
                let mut open = 0;
                for row in 0..=self.rows {
                    let empty = row < self.rows
                        && self.cells[row * self.columns + from..=row * self.columns + to]
                            .iter()
                            .all(|cell| !cell);
                    if empty {
                        open += 1;
                        continue;
                    }
                    let hole = Cells {
                        column: from as u32 + 1,
                        columns: (to - from + 1) as u32,
                        row: (row - open) as u32 + 1,
                        rows: open as u32,
                    };
                    let size = |cells: &Cells| cells.columns * cells.rows;
                    let larger = best.is_none_or(|best| {
                        size(&hole) > size(&best)
                            || size(&hole) == size(&best) && (hole.row, hole.column) < (best.row, best.column)
                    });
                    if hole.rows >= self.least.1 && larger {
                        best = Some(hole);
                    }
                    open = 0;
                }
            }
        }
        best
    }
}

/// What stands in a placement, as rectangles.
fn things(placed: &Placement) -> impl Iterator<Item = Rect> {
    let headline = placed.headline.iter().map(|headline| headline.rect);
    let pictures = placed.pictures.iter().map(|picture| picture.window);
    let columns = placed.columns.iter().copied();
    let lines = placed.lines.iter().filter_map(|line| placed.line_rect(line));
    let rules = placed.fills.iter().map(|(rect, _)| *rect);
    headline.chain(pictures).chain(columns).chain(lines).chain(rules)
}

fn in_an_area(page: &LintPage<'_>, hole: &Cells) -> bool {
    page.areas.iter().any(|area| area.parts().iter().any(|part| part.meets(hole)))
}

/// Whether something stands below a hole in its columns. A page that simply ends higher, where no area is, was meant so.
fn is_over_something(page: &LintPage<'_>, hole: &Cells) -> bool {
    let rect = page.grid.cells(hole);
    let below =
        |thing: Rect| thing.y >= rect.bottom() && overlap(across(&thing), across(&rect)) > Length::ZERO;
    page.items.iter().any(|item| things(item.placed).any(below))
}

fn tell(page: &LintPage<'_>, hole: &Cells) -> Diagnostic {
    let grid = page.grid;
    let rect = grid.cells(hole);
    let area = page.areas.iter().find(|area| area.parts().iter().any(|part| part.meets(hole)));
    let item = page
        .items
        .iter()
        .find(|item| item.areas.iter().flat_map(|area| area.parts()).any(|part| part.meets(hole)));
    let last = |first: u32, count: u32| first + count - 1;
    let finding = Diagnostic::new(
        codes::WHITE_HOLE,
        msg!(
            "a white hole of {width} by {height}: {columns}, {rows}",
            width = counted(hole.columns as usize, "column"),
            height = counted(hole.rows as usize, "row"),
            columns = columns_words(hole.column, last(hole.column, hole.columns)),
            rows = rows_words(hole.row, last(hole.row, hole.rows)),
        ),
    )
    .on_page(page.plan.number, Some(page_box(&rect)));
    let finding = match (item, area) {
        (Some(item), _) => finding.at(item.place.span.clone(), msg!("leaves it empty")),
        (None, Some(area)) => finding.at(area.span.clone(), msg!("nothing stands in this area there")),
        (None, None) => finding.at(page.plan.span.clone(), msg!("no area reaches there")),
    };
    finding.help(msg!(
        "lengthen a story beside it by about {characters}, give its rows to a neighbour, a picture or a larger headline, or \
         place a filler there",
        characters = counted((hole.rows * rect.width.div_floor(grid.body)) as usize, "character"),
    ))
}

/// A rectangle of the page in millimetres.
fn page_box(rect: &Rect) -> PageBox {
    PageBox {
        left: rect.x.to_mm(),
        top: rect.y.to_mm(),
        width: rect.width.to_mm(),
        height: rect.height.to_mm(),
    }
}

/// Says where on the page findings are that flow made without knowing the page: copy that is short, at the foot of its
/// area, others over all of it.
pub(in crate::page) fn give_places(desk: &Desk<'_>, plan: &PagePlan, placed: &mut [Option<Placement>]) {
    for (assignment, placed) in plan.assignments.iter().zip(placed) {
        let (Some(placed), Some(area)) = (placed, desk.area(&assignment.area)) else { continue };
        let more = assignment.content.story().and_then(|part| part.more.last());
        let last = more.and_then(|name| desk.area(name)).unwrap_or(area);
        for number in 0..placed.findings.len() {
            let code = placed.findings[number].code;
            let rect = if code == codes::UNDERSET {
                foot_of(placed, &desk.grid.area(last))
            } else if BOXED.contains(&code) {
                desk.grid.area(area)
            } else {
                continue;
            };
            let finding = &mut placed.findings[number];
            *finding = finding.clone().on_page(plan.number, Some(page_box(&rect)));
        }
    }
}

/// What is empty at the foot of an area.
fn foot_of(placed: &Placement, area: &Rect) -> Rect {
    let meets = |rect: &Rect| {
        overlap(across(rect), across(area)) > Length::ZERO && overlap(down(rect), down(area)) > Length::ZERO
    };
    let filler = placed.filler.as_deref().into_iter().flat_map(things);
    let foot = things(placed).chain(filler).filter(meets).map(|rect| rect.bottom()).reduce(Length::max);
    let foot = foot.unwrap_or(area.y).min(area.bottom());
    Rect { y: foot, height: area.bottom() - foot, ..*area }
}

/// Findings of flow that are about an area as a whole.
const BOXED: [codes::Code; 7] = [
    codes::OVERSET,
    codes::GUIDE_OVERSET,
    codes::TABLE_OVERSET,
    codes::HEADLINE_OVERSET,
    codes::CAPTION_OVERSET,
    codes::AD_PROPORTIONS,
    codes::JUMP_EMPTY,
];
