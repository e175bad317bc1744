//! The row grid (版心网格): characters × columns × rows in lengths.
//!
//! Every line of body text on a page stands in a row of this grid, so filling a page is
//! arithmetic with whole numbers. A row is one pitch high; the em box of its type lies at its
//! top and the leading below.

pub mod solve;

use crate::geometry::{Length, Rect};
use crate::layout::{Area, Cells, Division, Fold, Layout, RuleCourse};
use crate::text::VERTICAL_ORIGIN;

/// The type area of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageGrid {
    /// Left edge of the type area.
    pub left: Length,
    /// Top edge of the type area.
    pub top: Length,
    /// Size of body type.
    pub body: Length,
    /// From row to row.
    pub pitch: Length,
    /// Width of a basic column.
    pub column: Length,
    /// Between basic columns.
    pub gutter: Length,
    /// How many basic columns there are.
    pub columns: u32,
    /// How many rows there are.
    pub rows: u32,
    /// Where a spread folds.
    pub fold: Option<Fold>,
}

impl PageGrid {
    /// The grid of a layout: centred left to right; of the white above and below, the head gets
    /// 11 parts of 20 unless the layout says otherwise.
    pub fn new(layout: &Layout) -> PageGrid {
        let spec = &layout.grid;
        let column = spec.body * i64::from(spec.characters);
        let mut grid = PageGrid {
            left: Length::ZERO,
            top: Length::ZERO,
            body: spec.body,
            pitch: spec.pitch,
            column,
            gutter: spec.gutter,
            columns: spec.columns.max(1),
            rows: spec.rows.max(1),
            fold: spec.fold,
        };
        grid.left = (layout.paper.width - grid.width()) / 2;
        let white = layout.paper.height - grid.height();
        grid.top = spec.head.unwrap_or_else(|| white.scale(11, 20));
        grid
    }

    /// Width of the type area.
    pub fn width(&self) -> Length {
        self.span(1, self.columns)
    }

    /// Height of the type area: the last row has no leading.
    pub fn height(&self) -> Length {
        self.depth(self.rows)
    }

    /// Width of `columns` basic columns from `column` on, with the gutters between them.
    pub fn span(&self, column: u32, columns: u32) -> Length {
        let count = i64::from(columns.max(1));
        let folds = self.fold.filter(|fold| (column..column + columns.max(1) - 1).contains(&fold.after));
        let fold = folds.map_or(Length::ZERO, |fold| fold.width - self.gutter);
        self.column * count + self.gutter * (count - 1) + fold
    }

    /// Height of `rows` rows, the last one without its leading; zero for none.
    pub fn depth(&self, rows: u32) -> Length {
        if rows == 0 { Length::ZERO } else { self.pitch * (i64::from(rows) - 1) + self.body }
    }

    /// Left edge of a basic column, counted from 1.
    pub fn column_left(&self, column: u32) -> Length {
        let folds = self.fold.filter(|fold| fold.after < column);
        let fold = folds.map_or(Length::ZERO, |fold| fold.width - self.gutter);
        self.left + (self.column + self.gutter) * (i64::from(column) - 1) + fold
    }

    /// Top of a row, counted from 1; also of rows beyond the type area.
    pub fn row_top(&self, row: u32) -> Length {
        self.top + self.pitch * (i64::from(row) - 1)
    }

    /// The rectangle of an area, from the top of its first em box to the foot of its last.
    pub fn area(&self, area: &Area) -> Rect {
        self.cells(&area.cells())
    }

    /// The rectangle of some cells, from the top of its first em box to the foot of its last.
    pub fn cells(&self, cells: &Cells) -> Rect {
        Rect::new(
            self.column_left(cells.column),
            self.row_top(cells.row),
            self.span(cells.column, cells.columns),
            self.depth(cells.rows),
        )
    }

    /// A rule of some width in the middle of its row or of its gutter, that at the fold too.
    pub fn rule(&self, course: &RuleCourse, width: Length) -> Rect {
        match *course {
            RuleCourse::Row { row, column, columns } => {
                self.along_row(row, self.column_left(column), self.span(column, columns), width)
            }
            RuleCourse::Gutter { column, row, rows } => {
                let (from, to) = (self.column_left(column) + self.column, self.column_left(column + 1));
                let x = from + (to - from) / 2 - width / 2;
                Rect::new(x, self.row_top(row), width, self.depth(rows))
            }
        }
    }

    /// A rule of some width in the middle of the row that parts an area from the next.
    pub fn rule_below(&self, area: &Area, width: Length) -> Rect {
        let rect = self.area(area);
        self.along_row(area.row + area.rows, rect.x, rect.width, width)
    }

    fn along_row(&self, row: u32, x: Length, length: Length, width: Length) -> Rect {
        Rect::new(x, self.row_top(row) + self.body / 2 - width / 2, length, width)
    }
}

/// From the top of an em box to its baseline.
pub fn ascent(em: Length) -> Length {
    em.scale(i64::from(VERTICAL_ORIGIN), 1000)
}

/// Columns of text across a width (破栏).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Left edge of each, from the left edge of the width, and its width.
    pub list: Vec<(Length, Length)>,
}

impl Columns {
    /// Divides `width` into `count` columns for type of size `em`, in one of the four ways that
    /// staff know from Founder's tools.
    ///
    /// [`Division::Grid`] needs the basic columns, see [`Columns::of_grid`]; here it is
    /// [`Division::Gutters`].
    pub fn divide(width: Length, count: u32, em: Length, gutter: Length, division: Division) -> Columns {
        let columns = i64::from(count.max(1));
        let room = (width - gutter * (columns - 1)).max(Length::ZERO);
        if division == Division::Equal && room >= em * columns {
            let list = (0..columns).map(|at| {
                let (from, to) = (room.scale(at, columns), room.scale(at + 1, columns));
                (from + gutter * at, to - from)
            });
            return Columns { list: list.collect() };
        }
        let characters = i64::from((room / columns).div_floor(em).max(1));
        let spare = (width - em * (characters * columns) - gutter * (columns - 1)).max(Length::ZERO);
        if division == Division::Columns && columns > 1 {
            // Whole characters left over go to the first columns, one each; the rest to the gutters.
            let longer = i64::from(spare.div_floor(em)).min(columns - 1);
            let rest = spare - em * longer;
            let mut left = Length::ZERO;
            let list = (0..columns).map(|at| {
                let own = em * (characters + i64::from(at < longer));
                let start = left + rest.scale(at, columns - 1);
                left += own + gutter;
                (start, own)
            });
            return Columns { list: list.collect() };
        }
        let column = em * characters;
        let rest = width - column * columns;
        let start = |at| column * at + if columns > 1 { rest.scale(at, columns - 1) } else { Length::ZERO };
        Columns { list: (0..columns).map(|at| (start(at), column)).collect() }
    }

    /// `count` columns on the basic ones of the grid from `column` on: each joins as many of them
    /// as its neighbours (合栏), the first ones one more where they do not come out even. The
    /// width is that of the basic columns.
    pub fn of_grid(grid: &PageGrid, column: u32, columns: u32, count: u32) -> Columns {
        let count = count.clamp(1, columns.max(1));
        let (each, more) = (columns / count, columns % count);
        let mut next = column;
        let left = grid.column_left(column);
        let list = (0..count).map(|at| {
            let joined = each + u32::from(at < more);
            let place = (grid.column_left(next) - left, grid.span(next, joined));
            next += joined;
            place
        });
        Columns { list: list.collect() }
    }

    /// Width of the narrowest column.
    pub fn narrowest(&self) -> Length {
        self.list.iter().map(|(_, width)| *width).reduce(Length::min).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
