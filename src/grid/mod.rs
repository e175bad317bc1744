//! The row grid (版心网格): characters × columns × rows in lengths.
//!
//! Every line of body text on a page stands in a row of this grid, so filling a page is
//! arithmetic with whole numbers. A row is one pitch high; the em box of its type lies at its
//! top and the leading below.

use crate::geometry::{Length, Rect};
use crate::layout::{Area, Layout};
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
        };
        grid.left = (layout.paper.width - grid.width()) / 2;
        let white = layout.paper.height - grid.height();
        grid.top = spec.head.unwrap_or_else(|| white.scale(11, 20));
        grid
    }

    /// Width of the type area.
    pub fn width(&self) -> Length {
        self.span(self.columns)
    }

    /// Height of the type area: the last row has no leading.
    pub fn height(&self) -> Length {
        self.depth(self.rows)
    }

    /// Width of `columns` basic columns with the gutters between them.
    pub fn span(&self, columns: u32) -> Length {
        let columns = i64::from(columns.max(1));
        self.column * columns + self.gutter * (columns - 1)
    }

    /// Height of `rows` rows, the last one without its leading; zero for none.
    pub fn depth(&self, rows: u32) -> Length {
        if rows == 0 { Length::ZERO } else { self.pitch * (i64::from(rows) - 1) + self.body }
    }

    /// Left edge of a basic column, counted from 1.
    pub fn column_left(&self, column: u32) -> Length {
        self.left + (self.column + self.gutter) * (i64::from(column) - 1)
    }

    /// Top of a row, counted from 1; also of rows beyond the type area.
    pub fn row_top(&self, row: u32) -> Length {
        self.top + self.pitch * (i64::from(row) - 1)
    }

    /// The rectangle of an area, from the top of its first em box to the foot of its last.
    pub fn area(&self, area: &Area) -> Rect {
        Rect::new(
            self.column_left(area.column),
            self.row_top(area.row),
            self.span(area.columns),
            self.depth(area.rows),
        )
    }
}

/// From the top of an em box to its baseline.
pub fn ascent(em: Length) -> Length {
    em.scale(i64::from(VERTICAL_ORIGIN), 1000)
}

/// Columns of text across a width (破栏).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Left edge of each, from the left edge of the width.
    pub left: Vec<Length>,
    /// Width of each: whole characters.
    pub width: Length,
}

impl Columns {
    /// Divides `width` into `count` columns of whole characters of size `em`. What is left over
    /// widens the gutters, or stays at the right of a single column.
    ///
    /// Four divisions are in use; this is the second (whole characters, unequal gutters).
    pub fn divide(width: Length, count: u32, em: Length, gutter: Length) -> Columns {
        let count = i64::from(count.max(1));
        let room = (width - gutter * (count - 1)).max(Length::ZERO);
        let characters = (room / count).div_floor(em).max(1);
        let column = em * i64::from(characters);
        let rest = width - column * count;
        let left = (0..count)
            .map(|at| column * at + if count > 1 { rest.scale(at, count - 1) } else { Length::ZERO })
            .collect();
        Columns { left, width: column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dividing_eight_columns_by_seven_gives_fifteen_characters() {
        let em = Length::pt(9);
        // 8 × 13 characters and 7 gutters of one.
        let columns = Columns::divide(em * 111, 7, em, em);
        assert_eq!(columns.width, em * 15);
        assert_eq!(columns.left[0], Length::ZERO);
        assert_eq!(columns.left[6] + columns.width, em * 111);
        assert_eq!(Columns::divide(em * 41, 2, em, em).width, em * 20);
        assert_eq!(Columns::divide(em * 83, 4, em, em).width, em * 20);
    }

    #[test]
    fn dividing_by_the_basic_count_gives_the_grid_back() {
        let em = Length::pt(9);
        let columns = Columns::divide(em * 71, 4, em, em);
        assert_eq!(columns.width, em * 17);
        assert_eq!(columns.left, [Length::ZERO, em * 18, em * 36, em * 54]);
    }

    #[test]
    fn a_width_too_small_still_gives_a_character() {
        assert_eq!(Columns::divide(Length::pt(5), 3, Length::pt(9), Length::pt(9)).width, Length::pt(9));
    }
}
