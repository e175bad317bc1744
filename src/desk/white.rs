//! White holes (天窗): runs of free rows in basic columns where nothing stands.
//!
//! A cell of the grid is taken where a line of text, a picture, a tint or a table lies in it. Free rows of a column
//! that follow each other are a run; runs of neighbouring columns with the same rows are one hole. Rows beside
//! a short headline and the like are fewer than [`LEAST_ROWS`] and are not shown. It is what an editor sees at a glance, not
//! the lint of the house, whose limits the layout sets.

use crate::geometry::{Length, Rect};
use crate::ink::Ink;
use crate::page::{ItemKind, Page, TextRun};

use super::areas::{AreaMark, Source};

/// Free rows that count as a hole over two columns or more.
const LEAST_ROWS: u32 = 4;

/// Free rows that count as a hole in one column.
const LEAST_ROWS_ALONE: u32 = 8;

/// White where something could stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Where.
    pub rect: Rect,
    /// Basic columns.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
}

/// The holes of a page, column by column.
pub(super) fn of(page: &Page, source: &Source<'_>, areas: &[AreaMark]) -> Vec<Hole> {
    let grid = source.grid;
    let (columns, rows) = (grid.columns.min(200) as usize, grid.rows.min(2000) as usize);
    let mut taken = vec![vec![false; rows]; columns];
    let mut take = |rect: Rect| {
        for (column, taken) in taken.iter_mut().enumerate() {
            let left = grid.column_left(column as u32 + 1);
            if rect.x >= left + grid.column || rect.right() <= left {
                continue;
            }
            let row =
                |y: Length| (y - grid.top).0.div_euclid(grid.pitch.0.max(1)).clamp(0, rows as i64) as usize;
            let (first, last) = (row(rect.y), row(rect.bottom() - Length(1)));
            taken.iter_mut().take(last + 1).skip(first).for_each(|cell| *cell = true);
        }
    };
    for item in &page.items {
        match &item.kind {
            ItemKind::Text(run) => take(ink_box(page, run)),
            ItemKind::Picture { window, .. } => take(*window),
            ItemKind::Fill { rect, ink } if *ink != Ink::PAPER && thick(rect, grid.pitch) => take(*rect),
            ItemKind::Shade { rect, .. } => take(*rect),
            ItemKind::Fill { .. } | ItemKind::Frame { .. } => {}
        }
    }
    // Furniture has white of its own.
    let furniture = |area: &&AreaMark| {
        area.content.is_some_and(|content| content == "masthead" || content == "running head")
    };
    areas.iter().filter(furniture).flat_map(|area| &area.parts).for_each(|part| take(*part));
    let mut holes: Vec<([u32; 2], [u32; 2])> = Vec::new();
    for (column, taken) in taken.iter().enumerate() {
        for run in free(taken) {
            let column = column as u32 + 1;
            match holes.iter_mut().find(|(columns, rows)| *rows == run && columns[1] + 1 == column) {
                Some((columns, _)) => columns[1] = column,
                None => holes.push(([column, column], run)),
            }
        }
    }
    let hole = |([first, last], [top, bottom]): ([u32; 2], [u32; 2])| {
        let (columns, rows) = (last - first + 1, bottom - top + 1);
        let rect = Rect::new(
            grid.column_left(first),
            grid.row_top(top),
            grid.span(first, columns),
            grid.depth(rows),
        );
        Hole { rect, columns, rows }
    };
    let large = |hole: &Hole| hole.columns > 1 || hole.rows >= LEAST_ROWS_ALONE;
    holes.into_iter().map(hole).filter(large).collect()
}

/// Whether a filled rectangle is a panel and not a rule.
fn thick(rect: &Rect, pitch: Length) -> bool {
    rect.width > pitch / 2 && rect.height > pitch / 2
}

/// First and last rows of runs that are free and long enough.
fn free(taken: &[bool]) -> Vec<[u32; 2]> {
    let mut runs = Vec::new();
    let mut first = None;
    for (at, taken) in taken.iter().copied().chain([true]).enumerate() {
        let row = at as u32 + 1;
        match (taken, first) {
            (false, None) => first = Some(row),
            (true, Some(start)) => {
                if row - start >= LEAST_ROWS {
                    runs.push([start, row - 1]);
                }
                first = None;
            }
            _ => {}
        }
    }
    runs
}

/// The room that the ems of a run take up.
pub(super) fn ink_box(page: &Page, run: &TextRun) -> Rect {
    let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
    let along = glyphs.last().map_or(Length::ZERO, |glyph| glyph.along);
    let wide = run.size.scale(i64::from(run.condense), 1000);
    if run.vertical {
        Rect::new(run.origin.x - wide / 2, run.origin.y, wide, along + run.size)
    } else {
        Rect::new(run.origin.x, run.origin.y - run.size.scale(880, 1000), along + wide, run.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_runs_of_white_are_no_holes() {
        let rows = |text: &str| free(&text.chars().map(|cell| cell == 'x').collect::<Vec<_>>());
        assert_eq!(rows("...x....x.....xx"), [[5, 8], [10, 14]]);
        assert_eq!(rows("xxxx...."), [[5, 8]]);
        assert_eq!(rows("...x...x"), [[0; 2]; 0]);
    }
}
