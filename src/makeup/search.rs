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

use super::begin::{Dice, beginning, placeable, stacked};
use super::piece::WHITE;
use super::score::{Seen, TERMS, Term, look};
use super::see::seen;
use super::task::{Arrangement, Found, Method, OUT_MAY, OUT_MUST, Task, bits};
use super::tree::{Curves, Node, Placed, Tree};

/// Points for a piece that stands more than a row from where it is pinned, besides those for how far.
const UNPINNED: i64 = 300;

/// Chains that search side by side.
const CHAINS: u64 = 6;

/// Pages that a chain hands on.
const KEPT: usize = 6;

/// The first thresholds of the chains, in points: bold ones find other pages, timid ones better ones.
const THRESHOLDS: [i64; 3] = [40, 70, 110];

/// The first threshold where little is to change.
const TIMID: i64 = 12;

/// Arrangements from the best on, all of different structure.
pub fn search(task: &Task<'_>, begin: Option<&Arrangement>, wanted: usize) -> Vec<Found> {
    let chains = if task.method == Method::Chains { CHAINS } else { 1 };
    let chains: Vec<Vec<Found>> = (0..chains)
        .into_par_iter()
        .map(|number| {
            let mut chain = Chain::new(task, number);
            // Around what is pinned every other chain looks for pages that are quite different.
            let is_free = !number.is_multiple_of(2) && task.pinned.iter().any(Option::is_some);
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
    if task.method == Method::Chains {
        // The best of all chains are mended once more, by all ways in which a piece can stand elsewhere.
        let mended: Vec<Vec<Found>> = all
            .par_iter()
            .take(MENDED)
            .map(|found| {
                let mut chain = Chain::new(task, 0);
                chain.mend(found.arrangement.clone(), true);
                chain.kept.into_values().collect()
            })
            .collect();
        all.extend(mended.into_iter().flatten());
        all.sort_by_key(|found| found.points);
    }
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

/// An arrangement for pieces that are not quite as they were when it was found: mended by all ways in which one of them can
/// stand elsewhere.
pub fn mended(task: &Task<'_>, arrangement: &Arrangement) -> Option<Found> {
    let mut chain = Chain::new(task, 0);
    let (arrangement, _) = chain.standing(arrangement.clone())?;
    chain.mend(arrangement, true);
    chain.kept.into_values().next()
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

struct Chain<'t> {
    task: Task<'t>,
    curves: Curves<'t>,
    dice: Dice,
    /// The best by points and what they look like.
    kept: BTreeMap<(i64, u64), Found>,
    alone: Vec<usize>,
    /// The first threshold.
    threshold: i64,
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
            // Where little is to change, nothing bold is tried.
            threshold: if task.was.iter().any(Option::is_some) {
                TIMID
            } else {
                THRESHOLDS[number as usize % THRESHOLDS.len()]
            },
            placed: Vec::new(),
            seen: Vec::new(),
        }
    }

    fn run(&mut self, begin: Arrangement) {
        let Some((mut now, mut points)) = self.standing(begin) else { return };
        self.keep(&now, points);
        let steps = self.task.steps * 3 / 2;
        for step in 0..steps {
            let threshold = self.threshold * i64::from(steps - step) * i64::from(steps - step)
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
        if let Some((_, best)) = self.kept.first_key_value() {
            let best = best.arrangement.clone();
            self.mend(best, false);
        }
    }

    /// An arrangement that can stand: where not everything can, what matters least is taken out, and may come back.
    fn standing(&mut self, begin: Arrangement) -> Option<(Arrangement, i64)> {
        let mut now = begin;
        let mut points = self.points(&now);
        while points >= BROKEN {
            let gone = self.alone.iter().copied().filter(|at| now.out >> at & 1 == 0).max_by_key(|at| {
                let piece = &self.task.pieces[*at];
                (piece.may_wait, piece.importance, *at)
            });
            now = taken_out(&now, gone?)?;
            points = self.points(&now);
        }
        Some((now, points))
    }

    /// Keeps the best of some arrangements.
    fn look_at(&mut self, list: Vec<Arrangement>) {
        for arrangement in list {
            if let Some((arrangement, points)) = self.standing(arrangement) {
                self.keep(&arrangement, points);
            }
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

    /// Mends an arrangement until no small change makes it better, or, `widely`, no piece can stand better elsewhere.
    fn mend(&mut self, begin: Arrangement, widely: bool) {
        let mut points = self.points(&begin);
        let mut now = begin;
        self.keep(&now, points);
        for _ in 0..MENDS {
            let mut better: Option<(i64, Arrangement)> = None;
            let mut changes = self.small_changes(&now);
            if widely && self.alone.len() <= WIDELY {
                changes.extend(self.all_moves(&now));
            }
            for next in changes {
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

    /// Every piece taken out and put in at every place where one can be put in.
    fn all_moves(&self, now: &Arrangement) -> Vec<Arrangement> {
        let mut list = Vec::new();
        for piece in self.alone.iter().copied() {
            let bare = taken_out(now, piece).unwrap_or_else(|| now.clone());
            for (bin, tree) in bare.trees.iter().enumerate() {
                let columns = self.task.board.bins[bin].cells.columns;
                let put = |tree: Option<Tree>| {
                    let mut next = bare.clone();
                    next.out &= !(1 << piece);
                    next.trees[bin] = tree;
                    next
                };
                let Some(tree) = tree else {
                    list.push(put(Some(Tree::leaf(piece))));
                    continue;
                };
                for number in 0..tree.nodes() {
                    for how in 0..HOWS {
                        let widths = if how < 2 { 1 } else { columns.saturating_sub(1).max(1) };
                        for at in 1..=widths {
                            let changed = tree.change(number, &mut |part| Some(put_in(part, piece, how, at)));
                            list.extend(changed.map(|tree| put(Some(tree))));
                        }
                    }
                }
            }
        }
        list
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
        let one = *self.alone.get(self.dice.below(count) as usize)?;
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
        // Under something more often than over it.
        let how = [0, 1, 1, 2, 3, 4, 5][self.dice.below(7) as usize];
        let at = 1 + self.dice.below(columns.saturating_sub(1).max(1));
        let changed = tree.change(number, &mut |part| Some(put_in(part, piece, how, at)))?;
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

/// The ways to put a piece in at a part.
const HOWS: u32 = 6;

/// A part with a piece put in: over, under, at the left or the right of it, or in a corner.
fn put_in(part: &Tree, piece: usize, how: u32, columns: u32) -> Tree {
    let (new, old) = (Tree::leaf(piece), part.clone());
    Tree::new(match how {
        0 => Node::Over(new, old),
        1 => Node::Over(old, new),
        2 => Node::Beside(new, old, columns),
        3 => Node::Beside(old, new, columns),
        _ => match part.node() {
            Node::Leaf(host) => Node::Notched(*host, new, columns, how == 4),
            _ => Node::Notched(piece, old, columns, how == 4),
        },
    })
}

/// Pages that are mended at the end.
const MENDED: usize = 2;

/// The most pieces with which all places are tried at the end.
const WIDELY: usize = 12;

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

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
