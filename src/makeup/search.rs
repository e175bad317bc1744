//! The search: several chains from different beginnings, each of so many arrangements, and the best of all that differ.
//!
//! A chain changes its arrangement by one step at a time: two pieces change places, one is taken out and put in elsewhere
//! (over, under or beside any part), a division moves, a part turns, a story takes another into its corner, five become a
//! pinwheel. A step that costs more than the threshold is taken back; the threshold falls to nothing (threshold accepting,
//! Dueck and Scheuer 1990). Steps are drawn from a generator with a fixed seed and counted, never timed, so the same pool
//! gives the same pages. At the end every chain mends its best: all changes of places, divisions and turns are tried, and the
//! best one taken, until none helps.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::layout::Cells;

use super::board::Board;
use super::piece::{Piece, PieceKind, WHITE};
use super::score::{Reason, Seen, TERMS, Term, Weights, look};
use super::tree::{Curves, Node, Placed, Tree};

/// What is searched.
#[derive(Clone, Copy)]
pub struct Task<'t> {
    /// The page.
    pub board: &'t Board,
    /// What is to stand on it.
    pub pieces: &'t [Piece],
    /// How much each term counts.
    pub weights: &'t Weights,
    /// Where things stood yesterday.
    pub yesterday: &'t [Cells],
    /// Where each piece stood before, if little is to change.
    pub was: &'t [Option<Cells>],
    /// Pieces that stand where they are, with the tree that has them there.
    pub pinned: &'t [Option<Cells>],
    /// Arrangements that each chain looks at.
    pub steps: u32,
    /// How it is searched.
    pub method: Method,
}

/// How it is searched. All but the first are there to be compared with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Chains of changes.
    #[default]
    Chains,
    /// Stories one under the other by importance, in two or three stacks.
    Stacks,
    /// The best of so many arrangements by chance.
    Chance(u32),
}

/// An arrangement: a tree for each free rectangle, and what is left out.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// By bins of the board.
    pub trees: Vec<Option<Tree>>,
    /// Pieces that are left out, as bits.
    pub out: u32,
}

/// An arrangement that was looked at.
#[derive(Clone, Debug)]
pub struct Found {
    /// The arrangement.
    pub arrangement: Arrangement,
    /// Where its pieces stand.
    pub placed: Vec<Placed>,
    /// Its points.
    pub points: i64,
}

/// Points for a piece that is left out, and for one that must not be.
pub const OUT_MAY: i64 = 60;
pub const OUT_MUST: i64 = 5_000;

/// Points for a piece that stands more than a row from where it is pinned, besides those for how far.
const UNPINNED: i64 = 300;

/// Chains that search side by side.
const CHAINS: u64 = 6;

/// Pages that a chain hands on.
const KEPT: usize = 6;

/// The first threshold, in points.
const THRESHOLD: i64 = 70;

/// A generator of numbers (SplitMix64, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: u32) -> u32 {
        (self.next() >> 32).wrapping_mul(u64::from(end.max(1))).wrapping_shr(32) as u32
    }
}

/// Arrangements from the best on, all of different structure.
pub fn search(task: &Task<'_>, begin: Option<&Arrangement>, wanted: usize) -> Vec<Found> {
    let chains = if task.method == Method::Chains { CHAINS } else { 1 };
    let chains: Vec<Vec<Found>> = (0..chains)
        .into_par_iter()
        .map(|number| {
            let mut chain = Chain::new(task, number);
            // Around what is pinned every other chain looks for pages that are quite different.
            let is_free = number % 2 == 1 && task.pinned.iter().any(Option::is_some);
            let begin = begin.filter(|_| !is_free).cloned().unwrap_or_else(|| beginning(task, number));
            match task.method {
                Method::Chains => chain.run(begin),
                Method::Stacks => chain.look_at((2..=3).map(|stacks| stacked(task, stacks)).collect()),
                Method::Chance(count) => {
                    chain.look_at(
                        (0..u64::from(count)).map(|number| beginning(task, number * 3 + 2)).collect(),
                    );
                }
            }
            chain.kept.into_values().collect()
        })
        .collect();
    let mut all: Vec<Found> = chains.into_iter().flatten().collect();
    all.sort_by_key(|found| found.points);
    let mut list: Vec<Found> = Vec::new();
    for found in all {
        if list.len() == wanted {
            break;
        }
        if list.iter().all(|known| !is_alike(task, &known.placed, &found.placed)) {
            list.push(found);
        }
    }
    list
}

/// Whether two pages have most of their pieces in the same columns at about the same height, those apart that are pinned.
fn is_alike(task: &Task<'_>, one: &[Placed], other: &[Placed]) -> bool {
    let is_free = |placed: &&Placed| task.pinned.get(placed.piece).is_none_or(Option::is_none);
    let free = |placed: &[Placed]| placed.iter().filter(is_free).count();
    let most = free(one).max(free(other));
    let same = one.iter().filter(is_free).filter(|placed| {
        other.iter().any(|known| {
            known.piece == placed.piece
                && (known.cells.column, known.cells.columns) == (placed.cells.column, placed.cells.columns)
                && known.cells.row.abs_diff(placed.cells.row) <= 6
        })
    });
    let same = same.count();
    same + 1 >= most || same * 4 >= most * 3
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
        list.sort_by_key(|at| (rank(at) + dice.below(25), *at));
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
        trees.push(divided(task, here, bin.cells.columns, bin.cells.rows, number % 2 == 0, &mut dice));
    }
    let out = if bins.is_empty() { list.iter().fold(0, |out, at| out | 1 << at) } else { 0 };
    // What has no shape stands nowhere.
    let shapeless = (0..task.pieces.len()).filter(|at| stands_alone(task.pieces, *at) && !list.contains(at));
    let out = shapeless.fold(out, |out, at| out | 1 << at);
    Arrangement { trees, out }
}

/// Pieces by importance, each on the stack that has the most room left.
fn stacked(task: &Task<'_>, stacks: u32) -> Arrangement {
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
fn placeable(pieces: &[Piece]) -> Vec<usize> {
    let has_shape = |at: &usize| pieces[*at].shapes.iter().any(|shapes| !shapes.choices.is_empty());
    (0..pieces.len()).filter(|at| stands_alone(pieces, *at)).filter(has_shape).collect()
}

/// About how many cells a piece takes.
pub fn size(piece: &Piece) -> u32 {
    let of = |(columns, shapes): (u32, &super::piece::Shapes)| {
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

struct Chain<'t> {
    task: Task<'t>,
    curves: Curves<'t>,
    dice: Dice,
    /// The best by points and what they look like.
    kept: BTreeMap<(i64, u64), Found>,
    alone: Vec<usize>,
    placed: Vec<Placed>,
    seen: Vec<Seen>,
}

/// Points of an arrangement that cannot stand.
const BROKEN: i64 = 1_000_000;

impl<'t> Chain<'t> {
    fn new(task: &Task<'t>, number: u64) -> Chain<'t> {
        let alone = placeable(task.pieces);
        Chain {
            task: *task,
            curves: Curves::new(task.pieces, task.board.rows),
            dice: Dice(number.wrapping_mul(104_729) + 17),
            kept: BTreeMap::new(),
            alone,
            placed: Vec::new(),
            seen: Vec::new(),
        }
    }

    fn run(&mut self, begin: Arrangement) {
        let mut now = begin;
        let mut points = self.points(&now);
        // Where not everything can stand, what matters least is taken out, and may come back.
        while points >= BROKEN {
            let gone = self.alone.iter().copied().filter(|at| now.out >> at & 1 == 0).max_by_key(|at| {
                let piece = &self.task.pieces[*at];
                (piece.may_wait, piece.importance, *at)
            });
            let Some(next) = gone.and_then(|gone| taken_out(&now, gone)) else { return };
            now = next;
            points = self.points(&now);
        }
        self.keep(&now, points);
        let steps = self.task.steps;
        for step in 0..steps {
            let threshold = THRESHOLD * i64::from(steps - step) * i64::from(steps - step)
                / (i64::from(steps) * i64::from(steps)).max(1);
            let Some(next) = self.step(&now) else { continue };
            let other = self.points(&next);
            if other <= points + threshold {
                if other < points {
                    self.keep(&next, other);
                }
                (now, points) = (next, other);
            }
        }
        self.mend();
    }

    /// Keeps the best of some arrangements.
    fn look_at(&mut self, list: Vec<Arrangement>) {
        for arrangement in list {
            let points = self.points(&arrangement);
            self.keep(&arrangement, points);
        }
    }

    /// Keeps an arrangement if it is among the best.
    fn keep(&mut self, arrangement: &Arrangement, points: i64) {
        let worst = self.kept.last_key_value().map_or(i64::MAX, |(key, _)| key.0);
        if points >= BROKEN || (self.kept.len() >= KEPT && points >= worst) {
            return;
        }
        // Of pages that are alike the best.
        let alike: Vec<(i64, u64)> = self
            .kept
            .iter()
            .filter(|(_, known)| is_alike(&self.task, &known.placed, &self.placed))
            .map(|(key, _)| *key)
            .collect();
        if alike.iter().any(|key| key.0 <= points) {
            return;
        }
        for key in alike {
            self.kept.remove(&key);
        }
        let hash =
            arrangement.trees.iter().flatten().fold(0u64, |sum, tree| sum.rotate_left(7) ^ tree.hash());
        let found = Found { arrangement: arrangement.clone(), placed: self.placed.clone(), points };
        self.kept.insert((points, hash), found);
        while self.kept.len() > KEPT {
            self.kept.pop_last();
        }
    }

    /// Mends the best until no small change makes it better.
    fn mend(&mut self) {
        let Some((_, best)) = self.kept.first_key_value() else { return };
        let (mut now, mut points) = (best.arrangement.clone(), best.points);
        for _ in 0..MENDS {
            let mut better: Option<(i64, Arrangement)> = None;
            for next in self.small_changes(&now) {
                let other = self.points(&next);
                if other < better.as_ref().map_or(points, |(known, _)| *known) {
                    better = Some((other, next));
                }
            }
            let Some((other, next)) = better else { break };
            (now, points) = (next, other);
            // What was looked at last is not what was taken.
            self.points(&now);
            self.keep(&now, points);
        }
    }

    /// All swaps of two pieces, moves of divisions, and turns.
    fn small_changes(&self, now: &Arrangement) -> Vec<Arrangement> {
        let mut list = Vec::new();
        for (at, one) in self.alone.iter().enumerate() {
            for other in &self.alone[at + 1..] {
                list.extend(swapped(now, *one, *other));
            }
        }
        for (bin, tree) in now.trees.iter().enumerate() {
            let Some(tree) = tree else { continue };
            for number in 0..tree.nodes() {
                for kind in 0..6 {
                    let changed = tree.change(number, &mut |part| turned(part, kind));
                    if let Some(changed) = changed {
                        let mut next = now.clone();
                        next.trees[bin] = Some(changed);
                        list.push(next);
                    }
                }
            }
        }
        list
    }

    /// The points of an arrangement; leaves where its pieces stand in `self.placed`.
    fn points(&mut self, arrangement: &Arrangement) -> i64 {
        let mut placed = std::mem::take(&mut self.placed);
        placed.clear();
        let points = self.points_into(arrangement, &mut placed);
        self.placed = placed;
        points
    }

    fn points_into(&mut self, arrangement: &Arrangement, placed: &mut Vec<Placed>) -> i64 {
        let weights = self.task.weights.0;
        let mut fit = 0i64;
        for (bin, tree) in self.task.board.bins.iter().zip(&arrangement.trees) {
            let Some(tree) = tree else {
                fit += i64::from(WHITE * bin.cells.columns * bin.cells.rows);
                continue;
            };
            let Some(cost) = self.curves.cost(tree, bin.cells.columns, bin.cells.rows) else { return BROKEN };
            fit += i64::from(cost);
            if self.curves.place(tree, bin.cells, placed).is_none() {
                return BROKEN;
            }
        }
        self.seen.clear();
        self.seen.extend(placed.iter().map(|placed| seen(&self.task, placed)));
        let mut sums = [0i64; TERMS];
        sums[Term::Fit as usize] = fit;
        look(self.task.board, &self.seen, self.task.yesterday, &mut |term, points, _| {
            sums[term as usize] += points;
        });
        for at in bits(arrangement.out) {
            sums[Term::Out as usize] += if self.task.pieces[at].may_wait { OUT_MAY } else { OUT_MUST };
        }
        for (placed, pinned) in
            placed.iter().filter_map(|placed| Some((placed, self.task.pinned.get(placed.piece)?.as_ref()?)))
        {
            let off = placed.cells.column.abs_diff(pinned.column) * 40
                + placed.cells.columns.abs_diff(pinned.columns) * 40
                + placed.cells.row.abs_diff(pinned.row) * 6;
            sums[Term::Moved as usize] += i64::from(off) + if off > 6 { UNPINNED } else { 0 };
        }
        sums.iter().zip(weights).map(|(sum, weight)| sum * i64::from(weight) / 100).sum()
    }

    /// Another arrangement, one step away.
    fn step(&mut self, now: &Arrangement) -> Option<Arrangement> {
        let count = self.alone.len() as u32;
        let one = self.alone[self.dice.below(count) as usize];
        let out: Vec<usize> = bits(now.out).filter(|at| self.alone.contains(at)).collect();
        if !out.is_empty() && self.dice.below(4) == 0 {
            let back = out[self.dice.below(out.len() as u32) as usize];
            return self.moved(now, back);
        }
        match self.dice.below(16) {
            0..=4 => {
                let other = self.alone[self.dice.below(count) as usize];
                if one == other { None } else { swapped(now, one, other) }
            }
            5..=10 => self.moved(now, one),
            11 => {
                // Out of the page or back.
                if !self.task.pieces[one].may_wait || now.out >> one & 1 == 1 {
                    return self.moved(now, one);
                }
                taken_out(now, one)
            }
            12 => self.wheel(now),
            _ => {
                let bins: Vec<usize> = (0..now.trees.len()).filter(|bin| now.trees[*bin].is_some()).collect();
                let bin = *bins.get(self.dice.below(bins.len() as u32) as usize)?;
                let tree = now.trees[bin].as_ref()?;
                let number = self.dice.below(tree.nodes());
                let kind = self.dice.below(6);
                let changed = tree.change(number, &mut |part| turned(part, kind))?;
                let mut next = now.clone();
                next.trees[bin] = Some(changed);
                Some(next)
            }
        }
    }

    /// Takes a piece out and puts it in elsewhere.
    fn moved(&mut self, now: &Arrangement, piece: usize) -> Option<Arrangement> {
        let mut next = taken_out(now, piece).unwrap_or_else(|| now.clone());
        next.out &= !(1 << piece);
        let bin = self.dice.below(next.trees.len() as u32) as usize;
        let columns = self.task.board.bins.get(bin)?.cells.columns;
        let Some(tree) = &next.trees[bin] else {
            next.trees[bin] = Some(Tree::leaf(piece));
            return Some(next);
        };
        let number = self.dice.below(tree.nodes());
        let how = self.dice.below(7);
        let at = 1 + self.dice.below(columns.saturating_sub(1).max(1));
        let new = Tree::leaf(piece);
        let changed = tree.change(number, &mut |part| {
            let part = part.clone();
            Some(Tree::new(match how {
                0 => Node::Over(new.clone(), part),
                1 | 2 => Node::Over(part, new.clone()),
                3 => Node::Beside(new.clone(), part, at),
                4 => Node::Beside(part, new.clone(), at),
                _ => match part.node() {
                    Node::Leaf(host) => Node::Notched(*host, new.clone(), at, how == 5),
                    _ => Node::Notched(piece, part, at, how == 5),
                },
            }))
        })?;
        next.trees[bin] = Some(changed);
        Some(next)
    }

    /// Makes a pinwheel of five parts.
    fn wheel(&mut self, now: &Arrangement) -> Option<Arrangement> {
        let bin = self.dice.below(now.trees.len() as u32) as usize;
        let columns = self.task.board.bins.get(bin)?.cells.columns;
        let tree = now.trees.get(bin)?.as_ref()?;
        let mut parts = Vec::new();
        unfolded(tree, &mut parts);
        if parts.len() < 5 || columns < 3 {
            return None;
        }
        let left = 1 + self.dice.below(columns - 2);
        let right = 1 + self.dice.below(columns - 1 - left);
        // The first five by importance, the others over or under some of them.
        let mut five: Vec<Tree> = parts.drain(..5).collect();
        for part in parts {
            let at = self.dice.below(5) as usize;
            five[at] = Tree::new(Node::Over(five[at].clone(), part));
        }
        let parts: [Tree; 5] = five.try_into().ok()?;
        let mut next = now.clone();
        next.trees[bin] = Some(Tree::new(Node::Wheel(Box::new(parts), left, right)));
        Some(next)
    }
}

/// Rounds of mending.
const MENDS: u32 = 3;

/// The leaves of a tree, with those in corners.
fn unfolded(tree: &Tree, leaves: &mut Vec<Tree>) {
    match tree.node() {
        Node::Leaf(_) => leaves.push(tree.clone()),
        Node::Over(one, other) | Node::Beside(one, other, _) => {
            unfolded(one, leaves);
            unfolded(other, leaves);
        }
        Node::Notched(piece, inner, _, _) => {
            leaves.push(Tree::leaf(*piece));
            unfolded(inner, leaves);
        }
        Node::Wheel(parts, _, _) => parts.iter().for_each(|part| unfolded(part, leaves)),
    }
}

/// The numbers of the bits that are set.
pub fn bits(set: u32) -> impl Iterator<Item = usize> {
    (0..32).filter(move |at| set >> at & 1 == 1)
}

fn swapped(now: &Arrangement, one: usize, other: usize) -> Option<Arrangement> {
    let name = |piece: usize| match piece {
        piece if piece == one => other,
        piece if piece == other => one,
        piece => piece,
    };
    let out = bits(now.out).fold(0u32, |out, piece| out | 1 << name(piece));
    let holds = |tree: &Tree| tree.pieces() & (1 << one | 1 << other) != 0;
    let trees = now
        .trees
        .iter()
        .map(|tree| tree.as_ref().map(|tree| if holds(tree) { tree.renamed(&name) } else { tree.clone() }));
    Some(Arrangement { trees: trees.collect(), out })
}

fn taken_out(now: &Arrangement, piece: usize) -> Option<Arrangement> {
    let bin = now
        .trees
        .iter()
        .position(|tree| tree.as_ref().is_some_and(|tree| tree.pieces() >> piece & 1 == 1))?;
    let mut next = now.clone();
    next.trees[bin] = now.trees[bin].as_ref().and_then(|tree| tree.without(piece));
    next.out |= 1 << piece;
    Some(next)
}

/// A part with its division moved, its parts turned or in each other's place.
fn turned(part: &Tree, kind: u32) -> Option<Tree> {
    let node = match (part.node(), kind) {
        (Node::Beside(one, other, left), 0) => Node::Beside(one.clone(), other.clone(), left + 1),
        (Node::Beside(one, other, left), 1) if *left > 1 => {
            Node::Beside(one.clone(), other.clone(), left - 1)
        }
        (Node::Beside(one, other, left), 2) => Node::Beside(other.clone(), one.clone(), *left),
        (Node::Beside(one, other, _), 3) => Node::Over(one.clone(), other.clone()),
        (Node::Beside(one, other, left), 4 | 5) => match (one.node(), other.node()) {
            (Node::Leaf(host), _) if kind == 4 => Node::Notched(*host, other.clone(), *left, true),
            (_, Node::Leaf(host)) => Node::Notched(*host, one.clone(), *left, false),
            _ => return None,
        },
        (Node::Over(one, other), 0) => Node::Over(other.clone(), one.clone()),
        (Node::Over(one, other), 1..=3) => Node::Beside(one.clone(), other.clone(), kind),
        (Node::Over(one, other), 4 | 5) => match (one.node(), other.node()) {
            (Node::Leaf(host), _) => Node::Notched(*host, other.clone(), kind - 3, kind == 4),
            _ => return None,
        },
        (Node::Notched(host, inner, columns, at_right), 0) => {
            Node::Notched(*host, inner.clone(), columns + 1, *at_right)
        }
        (Node::Notched(host, inner, columns, at_right), 1) if *columns > 1 => {
            Node::Notched(*host, inner.clone(), columns - 1, *at_right)
        }
        (Node::Notched(host, inner, columns, at_right), 2) => {
            Node::Notched(*host, inner.clone(), *columns, !at_right)
        }
        (Node::Notched(host, inner, _, _), 3) => Node::Over(Tree::leaf(*host), inner.clone()),
        (Node::Wheel(parts, left, right), 0) => Node::Wheel(parts.clone(), left + 1, *right),
        (Node::Wheel(parts, left, right), 1) if *left > 1 => Node::Wheel(parts.clone(), left - 1, *right),
        (Node::Wheel(parts, left, right), 2) => Node::Wheel(parts.clone(), *left, right + 1),
        (Node::Wheel(parts, left, right), 3) if *right > 1 => Node::Wheel(parts.clone(), *left, right - 1),
        _ => return None,
    };
    Some(Tree::new(node))
}

/// A piece as the eye takes it in.
pub fn seen(task: &Task<'_>, placed: &Placed) -> Seen {
    let piece = &task.pieces[placed.piece];
    let form = piece.forms.get(usize::from(placed.choice.form));
    let headline_rows = piece
        .on(placed.cells.columns)
        .and_then(|shapes| shapes.fittings.iter().find(|fitting| fitting.form == placed.choice.form))
        .map_or(0, |fitting| fitting.headline.0);
    let picture = placed.choice.inset.map(|inset| Cells {
        column: placed.cells.column + u32::from(inset.column) - 1,
        columns: u32::from(inset.columns),
        row: placed.cells.row + u32::from(inset.row) - 1,
        rows: u32::from(inset.rows),
    });
    Seen {
        piece: placed.piece,
        cells: placed.cells,
        importance: piece.importance,
        kind: piece.kind,
        size: form.map_or(0, |form| form.size),
        face: form.map_or(0, |form| form.face),
        is_down: form.is_some_and(|form| form.is_down),
        is_boxed: form.is_some_and(|form| form.is_boxed),
        headline_rows,
        picture,
        wants_top: piece.wants_top,
        apart: piece.apart,
        was: task.was.get(placed.piece).copied().flatten(),
    }
}

/// The points of an arrangement line by line.
pub fn explain(task: &Task<'_>, found: &Found) -> Vec<(Term, i64, Reason)> {
    let seen: Vec<Seen> = found.placed.iter().map(|placed| seen(task, placed)).collect();
    let mut lines = Vec::new();
    for placed in found.placed.iter().filter(|placed| placed.choice.cost > 0) {
        lines.push((Term::Fit, i64::from(placed.choice.cost), Reason::Shape(placed.piece)));
    }
    look(task.board, &seen, task.yesterday, &mut |term, points, reason| lines.push((term, points, reason)));
    for at in bits(found.arrangement.out) {
        let points = if task.pieces[at].may_wait { OUT_MAY } else { OUT_MUST };
        lines.push((Term::Out, points, Reason::Out(at)));
    }
    for (_, points, _) in &mut lines {
        *points = (*points).max(0);
    }
    for (term, points, _) in &mut lines {
        *points = *points * i64::from(task.weights.0[*term as usize]) / 100;
    }
    lines
}
