//! Frames: stretches of columns in which text can stand, and the length of each of their rows.
//!
//! An area is divided into columns. For each row of a column the obstacles that touch it (headline,
//! pictures, notches) are taken off; what is left on the wider side, in whole characters, is the room of
//! that row (串文), and rows with too little room end the frame. In lines that run down, columns lie below
//! one another (栏 as tiers) and rows count from the right.

use crate::geometry::{Length, Point, Rect};
use crate::grid::{PageGrid, ascent};
use crate::layout::{LEAST_MEASURE, Writing};
use crate::line::LineRoom;

/// A stretch of a column without a gap in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Which of the story's columns it lies in, counted through all its areas.
    pub(super) column: usize,
    /// Where its first row stands among all rows of the story's areas: frames are filled level by
    /// level, and the areas one behind the other.
    pub(super) first: u32,
    /// How many rows it has.
    pub(super) rows: u32,
    /// Length of its rows, where `rooms` does not say otherwise.
    pub(super) measure: Length,
    /// The rooms of its rows, when something stands beside some of them; else empty.
    pub(super) rooms: Vec<LineRoom>,
    /// Where its rows lie.
    geometry: RowGeometry,
}

/// Where the rows of a frame lie on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RowGeometry {
    writing: Writing,
    /// Where its first row begins: at the head of its em box, at the left, or at the right when it
    /// runs down.
    corner: Point,
    pitch: Length,
    /// Thickness of a row without its leading.
    body: Length,
}

impl Frame {
    /// Where a line starts that takes `rows` rows from `row` on: on its baseline or, when it runs
    /// down, on its axis. More rows than one hold it in their middle.
    pub(super) fn origin(&self, row: u32, rows: u32, size: Length) -> Point {
        let RowGeometry { writing, corner, pitch, body } = self.geometry;
        let away = pitch * i64::from(row);
        let room = pitch * (i64::from(rows) - 1) + body;
        match writing {
            Writing::Across => Point::new(corner.x, corner.y + away + (room - size) / 2 + ascent(size)),
            Writing::Down => Point::new(corner.x - away - room / 2, corner.y),
        }
    }

    /// The room of a row.
    pub(super) fn room(&self, row: u32) -> LineRoom {
        let whole = LineRoom { start: Length::ZERO, measure: self.measure };
        self.rooms.get(row as usize).copied().unwrap_or(whole)
    }

    /// The rectangle of `rows` rows from `row` on.
    pub(super) fn rect(&self, row: u32, rows: u32) -> Rect {
        let RowGeometry { writing, corner, pitch, body } = self.geometry;
        let away = pitch * i64::from(row);
        let depth = if rows == 0 { Length::ZERO } else { pitch * (i64::from(rows) - 1) + body };
        match writing {
            Writing::Across => Rect::new(corner.x, corner.y + away, self.measure, depth),
            Writing::Down => Rect::new(corner.x - away - depth, corner.y, depth, self.measure),
        }
    }

    /// Which way its text runs.
    pub(super) fn writing(&self) -> Writing {
        self.geometry.writing
    }
}

/// The room of a story in one area, before anything is taken out of it.
pub(super) struct TextRegion<'f> {
    /// Which way its text runs.
    pub(super) writing: Writing,
    /// The rectangle for text.
    pub(super) rect: Rect,
    /// Its columns (tiers): where each starts across the lines, from the rectangle's edge, and its
    /// measure.
    pub(super) columns: &'f [(Length, Length)],
    /// What is taken out, with the white around it.
    pub(super) obstacles: &'f [Rect],
    /// Size of body type.
    pub(super) em: Length,
}

/// The frames of a region, column by column. Their columns count on from `column`, their rows from
/// `first`; gives the frames and how many rows the region has.
pub(super) fn frames(
    grid: &PageGrid,
    region: &TextRegion<'_>,
    column: usize,
    first: u32,
) -> (Vec<Frame>, u32) {
    let rect = region.rect;
    let (rows, pitch) = match region.writing {
        Writing::Across => (rows_in(rect.height, grid.pitch, grid.body), grid.pitch),
        Writing::Down => {
            // Lines stand flush at both sides: the leading takes what is left over.
            let rows = rows_in(rect.width, grid.pitch, grid.body);
            let spare = rect.width - grid.body;
            (rows, if rows > 1 { spare / (i64::from(rows) - 1) } else { grid.pitch })
        }
    };
    let mut list = Vec::new();
    for (number, (start, measure)) in region.columns.iter().enumerate() {
        let mut open: Option<Frame> = None;
        for row in 0..rows {
            let away = pitch * i64::from(row);
            let line = match region.writing {
                Writing::Across => Rect::new(rect.x + *start, rect.y + away, *measure, grid.body),
                Writing::Down => {
                    Rect::new(rect.right() - away - grid.body, rect.y + *start, grid.body, *measure)
                }
            };
            let Some(room) = room(&line, region) else {
                list.extend(open.take());
                continue;
            };
            let frame = open.get_or_insert_with(|| Frame {
                column: column + number,
                first: first + row,
                rows: 0,
                measure: *measure,
                rooms: Vec::new(),
                geometry: RowGeometry {
                    writing: region.writing,
                    corner: match region.writing {
                        Writing::Across => Point::new(line.x, line.y),
                        Writing::Down => Point::new(line.right(), line.y),
                    },
                    pitch,
                    body: grid.body,
                },
            });
            frame.rows += 1;
            frame.rooms.push(room);
        }
        list.extend(open);
    }
    // A single row between a headline and a picture is used only where its column has no other frame.
    let alone = |list: &[Frame], column| list.iter().filter(|frame| frame.column == column).count() == 1;
    let columns: Vec<bool> = (0..region.columns.len()).map(|number| alone(&list, column + number)).collect();
    list.retain(|frame| frame.rows > 1 || columns[frame.column - column]);
    for frame in &mut list {
        let whole = LineRoom { start: Length::ZERO, measure: frame.measure };
        if frame.rooms.iter().all(|room| *room == whole) {
            frame.rooms.clear();
        }
    }
    (list, rows)
}

/// An obstacle with the white that parts it from the text beside it.
pub(super) fn with_white(rect: Rect, across: Length) -> Rect {
    Rect::new(rect.x - across, rect.y, rect.width + across * 2, rect.height)
}

fn rows_in(depth: Length, pitch: Length, body: Length) -> u32 {
    if depth < body { 0 } else { (depth - body).div_floor(pitch) + 1 }
}

/// What obstacles leave of a row: whole characters, at the side where more is left. `None` when
/// that is too little.
fn room(line: &Rect, region: &TextRegion<'_>) -> Option<LineRoom> {
    let along = |rect: &Rect| match region.writing {
        Writing::Across => (rect.x, rect.right()),
        Writing::Down => (rect.y, rect.bottom()),
    };
    let across = |rect: &Rect| match region.writing {
        Writing::Across => (rect.y, rect.bottom()),
        Writing::Down => (rect.x, rect.right()),
    };
    let (whole_from, whole_to) = along(line);
    let (mut from, mut to) = (whole_from, whole_to);
    for obstacle in region.obstacles {
        let (near, far) = across(obstacle);
        let (line_near, line_far) = across(line);
        if far <= line_near || line_far <= near {
            continue;
        }
        let (start, end) = along(obstacle);
        if end <= from || to <= start {
            continue;
        }
        let (before, behind) = (start - from, to - end);
        if before >= behind {
            to = from + before.max(Length::ZERO);
        } else {
            from = to - behind.max(Length::ZERO);
        }
    }
    if (from, to) == (whole_from, whole_to) && to - from >= region.em * LEAST_MEASURE {
        return Some(LineRoom { start: Length::ZERO, measure: to - from });
    }
    let characters = i64::from((to - from).div_floor(region.em));
    if characters < LEAST_MEASURE {
        return None;
    }
    let measure = region.em * characters;
    // Flush with the column's own edge.
    let start = if from > whole_from { to - measure } else { from };
    Some(LineRoom { start: start - whole_from, measure })
}

/// A frame of ten characters somewhere, for tests of filling.
#[cfg(test)]
pub(super) fn testing(column: usize, first: u32, rows: u32) -> Frame {
    let writing = Writing::Across;
    let geometry =
        RowGeometry { writing, corner: Point::default(), pitch: Length::pt(12), body: Length::pt(10) };
    Frame { column, first, rows, measure: Length::pt(100), rooms: Vec::new(), geometry }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> PageGrid {
        let em = Length::pt(10);
        PageGrid {
            left: Length::ZERO,
            top: Length::ZERO,
            body: em,
            pitch: Length::pt(12),
            column: em * 10,
            gutter: em,
            columns: 3,
            rows: 10,
            fold: None,
        }
    }

    const EM: Length = Length::pt(10);

    /// Three columns of ten characters in ten rows.
    fn columns() -> Vec<(Length, Length)> {
        (0..3).map(|at| (EM * (at * 11), EM * 10)).collect()
    }

    fn drawn(obstacles: &[Rect]) -> Vec<(usize, u32, u32, usize)> {
        let grid = grid();
        let rect = Rect::new(Length::ZERO, Length::ZERO, EM * 32, grid.depth(10));
        let columns = columns();
        let region = TextRegion { writing: Writing::Across, rect, columns: &columns, obstacles, em: EM };
        let (frames, rows) = frames(&grid, &region, 0, 0);
        assert_eq!(rows, 10);
        frames.iter().map(|frame| (frame.column, frame.first, frame.rows, frame.rooms.len())).collect()
    }

    /// Columns and rows of the test's grid as a rectangle with a gutter at its sides.
    fn cells(column: i64, columns: i64, row: u32, rows: u32) -> Rect {
        let grid = grid();
        Rect::new(EM * (11 * (column - 1) - 1), grid.row_top(row), EM * (11 * columns + 1), grid.depth(rows))
    }

    #[test]
    fn a_plain_area_is_its_columns() {
        assert_eq!(drawn(&[]), [(0, 0, 10, 0), (1, 0, 10, 0), (2, 0, 10, 0)]);
    }

    #[test]
    fn headlines_and_notches_shorten_columns() {
        // 串文题: over two of three columns. L-shape: the foot of the third.
        let found = drawn(&[cells(1, 2, 1, 4), cells(3, 1, 8, 3)]);
        assert_eq!(found, [(0, 4, 6, 0), (1, 4, 6, 0), (2, 0, 7, 0)]);
    }

    #[test]
    fn what_stands_in_the_middle_cuts_columns_in_two() {
        // 文包题: rows 4 to 6 of the middle column.
        assert_eq!(drawn(&[cells(2, 1, 4, 3)]), [(0, 0, 10, 0), (1, 0, 3, 0), (1, 6, 4, 0), (2, 0, 10, 0)]);
        // 文夹题: all of it.
        assert_eq!(drawn(&[cells(2, 1, 1, 10)]), [(0, 0, 10, 0), (2, 0, 10, 0)]);
    }

    #[test]
    fn rows_beside_a_picture_are_narrower() {
        let grid = grid();
        // Four characters at the right of the first column, in rows 3 to 5, with half a gutter of white.
        let picture = Rect::new(EM * 6 - EM / 2, grid.row_top(3), EM * 5, grid.depth(3));
        let rect = Rect::new(Length::ZERO, Length::ZERO, EM * 32, grid.depth(10));
        let columns = columns();
        let obstacles = [picture];
        let region =
            TextRegion { writing: Writing::Across, rect, columns: &columns, obstacles: &obstacles, em: EM };
        let (list, _) = frames(&grid, &region, 0, 0);
        let measures: Vec<i64> = (0..10).map(|row| list[0].room(row).measure.0 / EM.0).collect();
        assert_eq!(measures, [10, 10, 5, 5, 5, 10, 10, 10, 10, 10]);
        assert!(list[1].rooms.is_empty());
        // At the left, lines begin behind it.
        let obstacles = [Rect::new(Length::ZERO, grid.row_top(1), EM * 3, grid.depth(2))];
        let region = TextRegion { obstacles: &obstacles, ..region };
        let (list, _) = frames(&grid, &region, 0, 0);
        assert_eq!(list[0].room(0), LineRoom { start: EM * 3, measure: EM * 7 });
        assert_eq!(list[0].room(2), LineRoom { start: Length::ZERO, measure: EM * 10 });
    }

    #[test]
    fn lines_that_run_down_count_from_the_right() {
        let grid = grid();
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::pt(100), grid.depth(10));
        let tiers = [(Length::ZERO, EM * 5), (EM * 6, EM * 5)];
        let region = TextRegion { writing: Writing::Down, rect, columns: &tiers, obstacles: &[], em: EM };
        let (list, rows) = frames(&grid, &region, 0, 0);
        assert_eq!((list.len(), rows), (2, 8));
        // Flush at both sides.
        assert_eq!(list[0].origin(0, 1, EM).x, Length::pt(95));
        let last = list[0].origin(7, 1, EM).x;
        assert!((last - Length::pt(5)).0.abs() < 8, "{last:?}");
        assert_eq!(list[1].origin(0, 1, EM).y, EM * 6);
    }
}
