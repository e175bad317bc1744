//! Outlines with right angles of regions that are made of cells.
//!
//! A page is parted into cells by the edges of all rectangles that count; each cell has an owner or none. A region, the
//! cells of one owner, falls into pieces whose cells share sides. A piece is walked around with its cells at the right hand.
//! A piece with holes is cut in two through one of them, again and again, until no piece has any: an outline is then a list
//! of corners, and outlines of different owners share no cell.

/// Cells in rows from the top, each with the number of its owner.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// Edges from left to right; one more than there are columns.
    xs: Vec<i64>,
    /// Edges from top to bottom.
    ys: Vec<i64>,
    owners: Vec<Option<u32>>,
}

/// An outline: its corners in order, without the first again at the end.
pub(super) type Outline = Vec<(i64, i64)>;

impl Cells {
    /// Cells without owners between these edges, in any order.
    pub(super) fn new(mut xs: Vec<i64>, mut ys: Vec<i64>) -> Cells {
        for edges in [&mut xs, &mut ys] {
            edges.sort_unstable();
            edges.dedup();
        }
        let count = xs.len().saturating_sub(1) * ys.len().saturating_sub(1);
        Cells { xs, ys, owners: vec![None; count] }
    }

    fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Gives the cells of a rectangle to an owner. Its sides are among the edges, or cut off at the outer ones.
    pub(super) fn give(&mut self, [left, top, right, bottom]: [i64; 4], owner: u32) {
        let within = |edges: &[i64], from: i64, to: i64| {
            edges.partition_point(|edge| *edge < from)..edges.partition_point(|edge| *edge < to)
        };
        let (across, down) = (within(&self.xs, left, right), within(&self.ys, top, bottom));
        let columns = self.columns();
        for row in down.start..down.end.min(self.rows()) {
            for column in across.start..across.end.min(columns) {
                self.owners[row * columns + column] = Some(owner);
            }
        }
    }

    /// The outlines of an owner's region, from the top.
    pub(super) fn outlines(&self, owner: u32) -> Vec<Outline> {
        let mut left: Vec<bool> = self.owners.iter().map(|own| *own == Some(owner)).collect();
        let mut outlines = Vec::new();
        while let Some(first) = left.iter().position(|is_left| *is_left) {
            let piece = self.piece(&mut left, first);
            self.trace(piece, &mut outlines);
        }
        outlines
    }

    /// Takes out the cells that hang together with one over their sides.
    fn piece(&self, left: &mut [bool], first: usize) -> Vec<bool> {
        let columns = self.columns();
        let mut piece = vec![false; left.len()];
        let mut open = vec![first];
        left[first] = false;
        while let Some(cell) = open.pop() {
            piece[cell] = true;
            let (row, column) = (cell / columns, cell % columns);
            let beside = [
                (row > 0).then(|| cell - columns),
                (row + 1 < self.rows()).then(|| cell + columns),
                (column > 0).then(|| cell - 1),
                (column + 1 < columns).then(|| cell + 1),
            ];
            for next in beside.into_iter().flatten() {
                if std::mem::take(&mut left[next]) {
                    open.push(next);
                }
            }
        }
        piece
    }

    /// Walks around a piece, or around its halves if it has a hole.
    fn trace(&self, piece: Vec<bool>, outlines: &mut Vec<Outline>) {
        let columns = self.columns();
        match self.hole(&piece) {
            None => outlines.extend(self.around(&piece)),
            Some(column) => {
                // Both halves have cells: the hole has some at its left and at its right.
                for right in [false, true] {
                    let is_half = |cell: usize| (cell % columns >= column) == right;
                    let mut half: Vec<bool> =
                        piece.iter().enumerate().map(|(cell, own)| *own && is_half(cell)).collect();
                    while let Some(first) = half.iter().position(|own| *own) {
                        let part = self.piece(&mut half, first);
                        self.trace(part, outlines);
                    }
                }
            }
        }
    }

    /// The first column of a hole of a piece: cells that are not its own and from which no way leads out over sides
    /// or corners.
    fn hole(&self, piece: &[bool]) -> Option<usize> {
        let (columns, rows) = (self.columns(), self.rows());
        let mut outside = vec![false; piece.len()];
        let mut open: Vec<usize> = (0..piece.len())
            .filter(|cell| {
                let (row, column) = (cell / columns, cell % columns);
                !piece[*cell] && (row == 0 || column == 0 || row + 1 == rows || column + 1 == columns)
            })
            .collect();
        open.iter().for_each(|cell| outside[*cell] = true);
        while let Some(cell) = open.pop() {
            let (row, column) = (cell / columns, cell % columns);
            for row in row.saturating_sub(1)..(row + 2).min(rows) {
                for column in column.saturating_sub(1)..(column + 2).min(columns) {
                    let next = row * columns + column;
                    if !piece[next] && !outside[next] {
                        outside[next] = true;
                        open.push(next);
                    }
                }
            }
        }
        let holes = (0..piece.len()).filter(|cell| !piece[*cell] && !outside[*cell]);
        holes.map(|cell| cell % columns).min()
    }

    /// Walks around a piece without holes, its cells at the right hand; where two of its cells meet at a corner only, past
    /// the nearer one, so that the way never crosses itself.
    fn around(&self, piece: &[bool]) -> Option<Outline> {
        let (columns, rows) = (self.columns() as i64, self.rows() as i64);
        let has = |row: i64, column: i64| {
            let inside = (0..rows).contains(&row) && (0..columns).contains(&column);
            inside && piece[(row * columns + column) as usize]
        };
        let first = piece.iter().position(|own| *own)? as i64;
        let start = (first % columns, first / columns);
        // Directions: right, down, left, up.
        const STEPS: [(i64, i64); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];
        // The cell at the right hand of a step from a corner, and the one at the left hand.
        let right_of = |(x, y): (i64, i64), way: usize| match way {
            0 => has(y, x),
            1 => has(y, x - 1),
            2 => has(y - 1, x - 1),
            _ => has(y - 1, x),
        };
        let left_of = |(x, y): (i64, i64), way: usize| match way {
            0 => has(y - 1, x),
            1 => has(y, x),
            2 => has(y, x - 1),
            _ => has(y - 1, x - 1),
        };
        let is_edge = |at: (i64, i64), way: usize| right_of(at, way) && !left_of(at, way);
        let (mut at, mut way) = (start, 0);
        let mut corners = vec![at];
        loop {
            at = (at.0 + STEPS[way].0, at.1 + STEPS[way].1);
            // To the right first: where cells meet at a corner only, that stays with the one at hand.
            let next = [(way + 1) % 4, way, (way + 3) % 4].into_iter().find(|next| is_edge(at, *next))?;
            if at == start && next == 0 {
                break;
            }
            if next != way {
                corners.push(at);
            }
            way = next;
        }
        Some(corners.into_iter().map(|(x, y)| (self.xs[x as usize], self.ys[y as usize])).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Outlines of the marked cells of a drawing whose cells have sides of 1.
    fn outlines(drawing: &[&str]) -> Vec<Outline> {
        let (columns, rows) = (drawing[0].len() as i64, drawing.len() as i64);
        let mut cells = Cells::new((0..=columns).collect(), (0..=rows).collect());
        for (row, line) in (0..).zip(drawing) {
            for (column, mark) in (0..).zip(line.chars()) {
                if mark == '#' {
                    cells.give([column, row, column + 1, row + 1], 7);
                }
            }
        }
        cells.outlines(7)
    }

    /// Twice the area inside an outline.
    fn doubled(outline: &Outline) -> i64 {
        let next = outline.iter().cycle().skip(1);
        outline.iter().zip(next).map(|((x, y), (u, v))| x * v - u * y).sum()
    }

    #[test]
    fn a_rectangle_has_four_corners_and_an_l_six() {
        assert_eq!(outlines(&["....", ".##.", ".##."]), [vec![(1, 1), (3, 1), (3, 3), (1, 3)]]);
        let l = outlines(&["#.", "##"]);
        assert_eq!(l, [vec![(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (0, 2)]]);
        assert_eq!(outlines(&["#.#"]).len(), 2);
        assert_eq!(outlines(&["..."]), Vec::<Outline>::new());
    }

    #[test]
    fn holes_are_cut_through_and_nothing_is_lost() {
        for (drawing, area, least) in [
            (&["###", "#.#", "###"][..], 8, 2),
            (&["#####", "#.#.#", "#####"], 13, 2),
            (&["####", "#..#", "#.##", "####"], 13, 2),
            (&["#.", ".#"], 2, 2),
            (&["##.", "#.#", "###"], 7, 1),
            (&["###", "#.#", "##."], 7, 1),
        ] {
            let found = outlines(drawing);
            let sum: i64 = found.iter().map(doubled).sum();
            assert!(found.len() >= least && sum == area * 2, "{drawing:?}: {found:?}");
            assert!(found.iter().all(|outline| doubled(outline) > 0), "{found:?}");
        }
    }
}
