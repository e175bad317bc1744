//! The page that is to be made up: its grid, what stands on it already, and the rectangles that are free.
//!
//! What the layout and the issue place themselves (masthead, running head, fixed areas) is taken out of the type area. The
//! rest is divided into rectangles ([`Bin`]s) by cuts along the edges of what stands there: first those from side to side, so
//! that strips remain which are as wide as can be.

use crate::layout::Cells;

/// A free rectangle, in basic columns and rows from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its cells.
    pub cells: Cells,
    /// Whether it ends at the foot of the type area.
    pub at_foot: bool,
}

/// The page before anything is made up on it.
#[derive(Clone, Debug)]
pub struct Board {
    /// Basic columns.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
    /// The column behind which a spread folds.
    pub fold: Option<u32>,
    /// Whether a masthead holds halves together.
    pub under_masthead: bool,
    /// What stands there already, with its name and whether it is matter, not furniture.
    pub fixed: Vec<Fixed>,
    /// The free rectangles, from head to foot.
    pub bins: Vec<Bin>,
    /// First row under masthead or running head.
    pub top: u32,
}

/// Something that stands on the page already.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The name of its area.
    pub name: String,
    /// Where it stands.
    pub cells: Cells,
    /// Whether it is matter to read or look at.
    pub is_matter: bool,
}

/// Rows between two things one under the other.
pub const GAP: u32 = 1;

/// Free rectangles of fewer rows are left white.
const LEAST_ROWS: u32 = 8;

impl Board {
    /// Divides the type area of `columns` by `rows` around what stands there.
    pub fn new(columns: u32, rows: u32, fold: Option<u32>, fixed: Vec<Fixed>, under_masthead: bool) -> Board {
        let whole = Cells { column: 1, columns, row: 1, rows };
        let cells: Vec<Cells> = fixed.iter().map(|fixed| fixed.cells).collect();
        // Strips first, or columns first: whichever leaves less white, in fewer rectangles.
        let divided = [false, true].map(|upright| {
            let mut free = Vec::new();
            divide(whole, &cells, upright, &mut free);
            if let Some(fold) = fold {
                free = free.into_iter().flat_map(|cells| at_fold(cells, fold)).collect();
            }
            free.retain(|cells| cells.rows >= LEAST_ROWS);
            free
        });
        let room = |free: &Vec<Cells>| free.iter().map(|cells| cells.columns * cells.rows).sum::<u32>();
        let [strips, columns_first] = divided;
        let order = room(&strips).cmp(&room(&columns_first)).then(columns_first.len().cmp(&strips.len()));
        let mut free = if order.is_lt() { columns_first } else { strips };
        free.sort_by_key(|cells| (cells.row, cells.column));
        let bins = free
            .into_iter()
            .map(|cells| Bin { cells, at_foot: cells.row + cells.rows == rows + 1 })
            .collect::<Vec<_>>();
        let furniture = fixed.iter().filter(|fixed| !fixed.is_matter);
        let heads =
            furniture.filter(|fixed| fixed.cells.row <= rows / 2 && fixed.cells.columns * 2 >= columns);
        let top = heads.map(|fixed| fixed.cells.row + fixed.cells.rows).max().unwrap_or(1);
        Board { columns, rows, fold, under_masthead, fixed, bins, top }
    }

    /// The cells that are free, in columns times rows.
    pub fn room(&self) -> u32 {
        self.bins.iter().map(|bin| bin.cells.columns * bin.cells.rows).sum()
    }
}

/// A rectangle over the fold of a spread as two, one on each page.
fn at_fold(cells: Cells, fold: u32) -> Vec<Cells> {
    let end = cells.column + cells.columns - 1;
    if cells.column > fold || end <= fold {
        return vec![cells];
    }
    let left = fold + 1 - cells.column;
    vec![Cells { columns: left, ..cells }, Cells { column: fold + 1, columns: cells.columns - left, ..cells }]
}

fn meets(one: &Cells, other: &Cells) -> bool {
    one.column < other.column + other.columns
        && other.column < one.column + one.columns
        && one.row < other.row + other.rows
        && other.row < one.row + one.rows
}

fn divide(room: Cells, fixed: &[Cells], upright: bool, free: &mut Vec<Cells>) {
    if room.columns == 0 || room.rows == 0 {
        return;
    }
    // With the row of white that stands over and under it.
    let with_gap = |cells: &Cells| {
        let head = cells.row.saturating_sub(GAP).max(1);
        Cells { row: head, rows: cells.row + cells.rows + GAP - head, ..*cells }
    };
    let inside: Vec<Cells> = fixed.iter().map(with_gap).filter(|cells| meets(cells, &room)).collect();
    if inside.is_empty() {
        free.push(room);
        return;
    }
    let end = (room.column + room.columns, room.row + room.rows);
    // What reaches from side to side parts what is over it from what is under it.
    let is_wide = |cells: &&Cells| cells.column <= room.column && cells.column + cells.columns >= end.0;
    if upright && let Some(wide) = inside.iter().find(is_wide) {
        let head = wide.row.max(room.row);
        let foot = (wide.row + wide.rows).min(end.1);
        divide(Cells { rows: head - room.row, ..room }, fixed, upright, free);
        divide(Cells { row: foot, rows: end.1 - foot, ..room }, fixed, upright, free);
        return;
    }
    // A strip over everything and one under it.
    let head = inside.iter().map(|cells| cells.row).min().unwrap_or(room.row).max(room.row);
    let foot = inside.iter().map(|cells| cells.row + cells.rows).max().unwrap_or(end.1).min(end.1);
    let left = inside.iter().map(|cells| cells.column).min().unwrap_or(room.column).max(room.column);
    let right = inside.iter().map(|cells| cells.column + cells.columns).max().unwrap_or(end.0).min(end.0);
    let (has_strips, has_columns) = (head > room.row || foot < end.1, left > room.column || right < end.0);
    if has_strips && !(upright && has_columns) {
        free.push(Cells { rows: head - room.row, ..room });
        divide(Cells { row: head, rows: foot - head, ..room }, fixed, upright, free);
        free.push(Cells { row: foot, rows: end.1 - foot, ..room });
        free.retain(|cells| cells.rows > 0 && cells.columns > 0);
        return;
    }
    // Strips beside everything.
    if has_columns {
        free.push(Cells { columns: left - room.column, ..room });
        divide(Cells { column: left, columns: right - left, ..room }, fixed, upright, free);
        free.push(Cells { column: right, columns: end.0 - right, ..room });
        free.retain(|cells| cells.rows > 0 && cells.columns > 0);
        return;
    }
    // Between them: behind the first edge that cuts none of them.
    let row_cut = inside.iter().map(|cells| cells.row + cells.rows).filter(|at| *at < end.1);
    let row_cut =
        row_cut.filter(|at| inside.iter().all(|cells| cells.row >= *at || cells.row + cells.rows <= *at));
    let column_cut = inside.iter().map(|cells| cells.column + cells.columns).filter(|at| *at < end.0);
    let column_cut = column_cut
        .filter(|at| inside.iter().all(|cells| cells.column >= *at || cells.column + cells.columns <= *at));
    if let Some(at) = row_cut.min() {
        divide(Cells { rows: at - room.row, ..room }, fixed, upright, free);
        divide(Cells { row: at, rows: end.1 - at, ..room }, fixed, upright, free);
    } else if let Some(at) = column_cut.min() {
        divide(Cells { columns: at - room.column, ..room }, fixed, upright, free);
        divide(Cells { column: at, columns: end.0 - at, ..room }, fixed, upright, free);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(column: u32, columns: u32, row: u32, rows: u32) -> Fixed {
        let cells = Cells { column, columns, row, rows };
        Fixed { name: format!("{column}-{row}"), cells, is_matter: false }
    }

    fn bins(fixed: Vec<Fixed>, fold: Option<u32>) -> Vec<(u32, u32, u32, u32)> {
        let board = Board::new(6, 88, fold, fixed, true);
        board
            .bins
            .iter()
            .map(|bin| (bin.cells.column, bin.cells.columns, bin.cells.row, bin.cells.rows))
            .collect()
    }

    #[test]
    fn what_stands_there_leaves_rectangles() {
        assert_eq!(bins(vec![], None), [(1, 6, 1, 88)]);
        assert_eq!(bins(vec![fixed(1, 6, 1, 10)], None), [(1, 6, 12, 77)]);
        assert_eq!(bins(vec![fixed(1, 4, 1, 10), fixed(5, 2, 1, 10)], None), [(1, 6, 12, 77)]);
        assert_eq!(
            bins(vec![fixed(1, 6, 1, 10), fixed(6, 1, 40, 49)], None),
            [(1, 6, 12, 27), (1, 5, 39, 50)]
        );
        // A block at the left under a running head leaves the columns beside it whole.
        assert_eq!(bins(vec![fixed(1, 6, 1, 1), fixed(1, 3, 3, 7)], None), [(4, 3, 3, 86), (1, 3, 11, 78)]);
        assert_eq!(bins(vec![fixed(1, 6, 1, 1)], Some(3)), [(1, 3, 3, 86), (4, 3, 3, 86)]);
    }
}
