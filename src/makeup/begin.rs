//! Arrangements to begin with: pieces in the order of their importance, the page divided by their sizes or in stacks.

use super::piece::{Piece, PieceKind, Shapes};
use super::task::{Arrangement, Task};
use super::tree::{Node, Tree};

/// A generator of numbers (SplitMix64, Steele, Lea and Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        (self.next() >> 32).wrapping_mul(u64::from(end.max(1))).wrapping_shr(32) as u32
    }
}

/// An arrangement to begin with: pieces in the order of their importance, each rectangle divided by their sizes.
pub fn beginning(task: &Task<'_>, number: u64) -> Arrangement {
    let mut dice = Dice(number.wrapping_mul(7919) + 1);
    let mut list = placeable(task.pieces);
    let rank = |at: &usize| {
        let piece = &task.pieces[*at];
        let late = match piece.kind {
            PieceKind::Ad => 90,
            PieceKind::Block => 45,
            PieceKind::Picture => 15,
            PieceKind::Story => 0,
        };
        u32::from(piece.importance) * 10 + late
    };
    if number % 3 == 2 {
        // Each draws its number once.
        list.sort_by_cached_key(|at| (rank(at) + dice.below(25), *at));
    } else {
        list.sort_by_key(|at| (rank(at), *at));
    }
    let bins = &task.board.bins;
    let mut trees = Vec::new();
    let mut rest = list.as_slice();
    let total: u32 = list.iter().map(|at| size(&task.pieces[*at])).sum();
    let room = task.board.room().max(1);
    for (at, bin) in bins.iter().enumerate() {
        let own = total as u64 * u64::from(bin.cells.columns * bin.cells.rows) / u64::from(room);
        let mut taken = 0;
        let mut count = 0;
        while count < rest.len() && (at + 1 == bins.len() || taken < own) {
            taken += u64::from(size(&task.pieces[rest[count]]));
            count += 1;
        }
        let (here, later) = rest.split_at(count);
        rest = later;
        trees.push(divided(
            task,
            here,
            bin.cells.columns,
            bin.cells.rows,
            number.is_multiple_of(2),
            &mut dice,
        ));
    }
    let out = if bins.is_empty() { list.iter().fold(0, |out, at| out | 1 << at) } else { 0 };
    // What has no shape stands nowhere.
    let shapeless = (0..task.pieces.len()).filter(|at| stands_alone(task.pieces, *at) && !list.contains(at));
    let out = shapeless.fold(out, |out, at| out | 1 << at);
    Arrangement { trees, out }
}

/// Pieces by importance, each on the stack that has the most room left.
pub fn stacked(task: &Task<'_>, stacks: u32) -> Arrangement {
    let mut trees = vec![None; task.board.bins.len()];
    let Some((at, bin)) =
        task.board.bins.iter().enumerate().max_by_key(|(_, bin)| bin.cells.columns * bin.cells.rows)
    else {
        return Arrangement { trees, out: 0 };
    };
    let mut list = placeable(task.pieces);
    list.sort_by_key(|at| (task.pieces[*at].kind == PieceKind::Ad, task.pieces[*at].importance, *at));
    let widths: Vec<u32> =
        (0..stacks).map(|stack| (bin.cells.columns + stack) / stacks).filter(|w| *w > 0).collect();
    let mut columns: Vec<(u32, Vec<usize>)> = widths.iter().map(|_| (0, Vec::new())).collect();
    for piece in list {
        let stack =
            (0..columns.len()).min_by_key(|stack| (columns[*stack].0 / widths[*stack], *stack)).unwrap_or(0);
        columns[stack].0 += size(&task.pieces[piece]);
        columns[stack].1.push(piece);
    }
    let mut tree: Option<(Tree, u32)> = None;
    for ((_, list), width) in columns.iter().zip(&widths) {
        let over = list
            .iter()
            .map(|piece| Tree::leaf(*piece))
            .reduce(|one, other| Tree::new(Node::Over(one, other)));
        let Some(over) = over else { continue };
        tree = Some(match tree {
            None => (over, *width),
            Some((left, own)) => (Tree::new(Node::Beside(left, over, own)), own + width),
        });
    }
    trees[at] = tree.map(|(tree, _)| tree);
    Arrangement { trees, out: 0 }
}

/// Whether a piece is placed by itself, not inside a story.
pub fn stands_alone(pieces: &[Piece], at: usize) -> bool {
    pieces[at].kind != PieceKind::Picture || pieces[at].with.is_none()
}

/// The pieces that are placed by themselves and have a shape.
pub fn placeable(pieces: &[Piece]) -> Vec<usize> {
    let has_shape = |at: &usize| pieces[*at].shapes.iter().any(|shapes| !shapes.choices.is_empty());
    (0..pieces.len()).filter(|at| stands_alone(pieces, *at)).filter(has_shape).collect()
}

/// About how many cells a piece takes.
pub fn size(piece: &Piece) -> u32 {
    let of = |(columns, shapes): (u32, &Shapes)| {
        let rows = shapes
            .choices
            .iter()
            .enumerate()
            .filter_map(|(rows, choice)| Some((choice.as_ref()?.cost, rows)));
        rows.min().map(|(cost, rows)| (cost, rows as u32 * columns))
    };
    let sizes = (1..).zip(&piece.shapes).filter_map(of);
    sizes.min().map_or(1, |(_, cells)| cells)
}

fn divided(
    task: &Task<'_>,
    list: &[usize],
    columns: u32,
    rows: u32,
    over: bool,
    dice: &mut Dice,
) -> Option<Tree> {
    let [first, rest @ ..] = list else { return None };
    if rest.is_empty() {
        return Some(Tree::leaf(*first));
    }
    let total: u32 = list.iter().map(|at| size(&task.pieces[*at])).sum();
    let count = 1 + dice.below((list.len() as u32 - 1).min(3)) as usize;
    let (one, other) = list.split_at(count);
    let own: u32 = one.iter().map(|at| size(&task.pieces[*at])).sum();
    if over || columns == 1 {
        let upper = rows * own / total.max(1);
        let one = divided(task, one, columns, upper, false, dice)?;
        let other = divided(task, other, columns, rows.saturating_sub(upper), false, dice)?;
        return Some(Tree::new(Node::Over(one, other)));
    }
    let left = ((columns * own + total / 2) / total.max(1)).clamp(1, columns - 1);
    let one = divided(task, one, left, rows, true, dice)?;
    let other = divided(task, other, columns - left, rows, true, dice)?;
    Some(Tree::new(Node::Beside(one, other, left)))
}
