//! Arrangements as trees: pieces one over the other, side by side, one in the corner of another (six-sided), and five in a
//! pinwheel (风车式).
//!
//! A tree says nothing of rows. What its pieces cost on all numbers of rows is worked out from the leaves up, as curves
//! ([`Curve`]): of two pieces one over the other the best division of the rows, of two side by side the sum for the same
//! rows (Stockmeyer's shape functions). So for given rows the best division is found at once, and each piece gets its rows on
//! the way down ([`Curves::place`]). Curves of subtrees are kept by the tree and its columns: a change of an arrangement
//! leaves most of them as they are.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

use crate::layout::Cells;

use super::board::GAP;
use super::piece::{Choice, HEADLINE_WHITE, LEAST_TEXT, OVERSET, Piece, WHITE};

/// A point that no curve has.
const NEVER: u32 = u32::MAX / 4;

/// A tree, or a part of one. Trees share their parts.
#[derive(Clone, Debug)]
pub struct Tree(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    node: Node,
    hash: u64,
    pieces: u32,
    nodes: u32,
}

/// What a tree is at its root.
#[derive(Clone, Debug)]
pub enum Node {
    /// A piece, as an index.
    Leaf(usize),
    /// The first over the second.
    Over(Tree, Tree),
    /// The first, on so many columns, at the left of the second.
    Beside(Tree, Tree, u32),
    /// A story that leaves so many columns of a corner at its foot, the right or the left one, to others.
    Notched(usize, Tree, u32, bool),
    /// Five in a pinwheel: at the head on the first columns, down the right side, at the foot on the last ones, down the
    /// left side, and in the middle. The numbers are the columns of the one at the left and of the one at the right.
    Wheel(Box<[Tree; 5]>, u32, u32),
}

impl Tree {
    /// A tree of its root.
    pub fn new(node: Node) -> Tree {
        let mut hasher = DefaultHasher::new();
        let (mut pieces, mut nodes) = (0, 1);
        let mut take = |tree: &Tree| {
            pieces |= tree.0.pieces;
            nodes += tree.0.nodes;
            tree.0.hash
        };
        match &node {
            Node::Leaf(piece) => {
                (0u8, piece).hash(&mut hasher);
                pieces = 1 << piece;
            }
            Node::Over(one, other) => (1u8, take(one), take(other)).hash(&mut hasher),
            Node::Beside(one, other, columns) => (2u8, take(one), take(other), columns).hash(&mut hasher),
            Node::Notched(piece, inner, columns, at_right) => {
                (3u8, piece, take(inner), columns, at_right).hash(&mut hasher);
                pieces |= 1 << piece;
            }
            Node::Wheel(parts, left, right) => {
                for part in parts.iter() {
                    take(part).hash(&mut hasher);
                }
                (4u8, left, right).hash(&mut hasher);
            }
        }
        Tree(Arc::new(Inner { node, hash: hasher.finish(), pieces, nodes }))
    }

    /// A single piece.
    pub fn leaf(piece: usize) -> Tree {
        Tree::new(Node::Leaf(piece))
    }

    /// Its root.
    pub fn node(&self) -> &Node {
        &self.0.node
    }

    /// Its pieces, as a set of bits.
    pub fn pieces(&self) -> u32 {
        self.0.pieces
    }

    /// A number that is the same for the same tree.
    pub fn hash(&self) -> u64 {
        self.0.hash
    }

    /// How many nodes it has.
    pub fn nodes(&self) -> u32 {
        self.0.nodes
    }

    /// The tree with the node of that number, counted from the root down, changed; gives `None` where `change` does.
    pub fn change(&self, number: u32, change: &mut dyn FnMut(&Tree) -> Option<Tree>) -> Option<Tree> {
        if number == 0 {
            return change(self);
        }
        let mut number = number - 1;
        let mut part = |tree: &Tree| {
            if number < tree.nodes() {
                let changed = tree.change(number, change);
                number = u32::MAX / 2;
                return changed;
            }
            number -= tree.nodes();
            Some(tree.clone())
        };
        let node = match self.node() {
            Node::Leaf(_) => return None,
            Node::Over(one, other) => Node::Over(part(one)?, part(other)?),
            Node::Beside(one, other, columns) => Node::Beside(part(one)?, part(other)?, *columns),
            Node::Notched(piece, inner, columns, at_right) => {
                Node::Notched(*piece, part(inner)?, *columns, *at_right)
            }
            Node::Wheel(parts, left, right) => {
                let mut changed = Vec::with_capacity(5);
                for tree in parts.iter() {
                    changed.push(part(tree)?);
                }
                let parts: [Tree; 5] = changed.try_into().ok()?;
                Node::Wheel(Box::new(parts), *left, *right)
            }
        };
        Some(Tree::new(node))
    }

    /// The tree with other pieces at its leaves.
    pub fn renamed(&self, name: &dyn Fn(usize) -> usize) -> Tree {
        Tree::new(match self.node() {
            Node::Leaf(piece) => Node::Leaf(name(*piece)),
            Node::Over(one, other) => Node::Over(one.renamed(name), other.renamed(name)),
            Node::Beside(one, other, columns) => {
                Node::Beside(one.renamed(name), other.renamed(name), *columns)
            }
            Node::Notched(piece, inner, columns, at_right) => {
                Node::Notched(name(*piece), inner.renamed(name), *columns, *at_right)
            }
            Node::Wheel(parts, left, right) => {
                Node::Wheel(Box::new(parts.each_ref().map(|part| part.renamed(name))), *left, *right)
            }
        })
    }

    /// The tree without a piece; `None` if nothing is left.
    pub fn without(&self, gone: usize) -> Option<Tree> {
        if self.pieces() & (1 << gone) == 0 {
            return Some(self.clone());
        }
        match self.node() {
            Node::Leaf(_) => None,
            Node::Over(one, other) => joined(one.without(gone), other.without(gone), Node::Over),
            Node::Beside(one, other, columns) => {
                joined(one.without(gone), other.without(gone), |one, other| {
                    Node::Beside(one, other, *columns)
                })
            }
            Node::Notched(piece, inner, _, _) if *piece == gone => Some(inner.clone()),
            Node::Notched(piece, inner, columns, at_right) => Some(match inner.without(gone) {
                Some(inner) => Tree::new(Node::Notched(*piece, inner, *columns, *at_right)),
                None => Tree::leaf(*piece),
            }),
            Node::Wheel(parts, left, right) => {
                let [head, side, foot, down, middle] = parts.each_ref().map(|part| part.without(gone));
                if let (Some(head), Some(side), Some(foot), Some(down), Some(middle)) =
                    (&head, &side, &foot, &down, &middle)
                {
                    let parts = [head, side, foot, down, middle].map(Tree::clone);
                    return Some(Tree::new(Node::Wheel(Box::new(parts), *left, *right)));
                }
                // What is left of a pinwheel: the side beside the others.
                let others =
                    joined(joined(head, middle, Node::Over), joined(down, foot, Node::Over), Node::Over);
                joined(others, side, |one, other| Node::Beside(one, other, left + 1))
            }
        }
    }
}

fn joined(one: Option<Tree>, other: Option<Tree>, node: impl Fn(Tree, Tree) -> Node) -> Option<Tree> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Tree::new(node(one, other))),
        (one, other) => one.or(other),
    }
}

/// What a tree costs on each number of rows, and how its rows are divided.
#[derive(Debug, Default)]
struct Curve {
    /// By rows from 0, [`NEVER`] where they do not do.
    cost: Vec<u32>,
    /// Rows of the first part; of a notched story those of the others; of a pinwheel those of head and foot, the latter in the
    /// upper 16 bits.
    first: Vec<u32>,
    /// The least rows that do.
    least: usize,
}

/// A piece on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The piece, as an index.
    pub piece: usize,
    /// Where it stands.
    pub cells: Cells,
    /// How it comes to have these rows.
    pub choice: Choice,
    /// Columns and rows that it leaves at its foot, and whether at the right.
    pub notch: Option<(u32, u32, bool)>,
}

/// Works out curves, and keeps them.
pub struct Curves<'p> {
    pieces: &'p [Piece],
    /// The most rows.
    most: usize,
    known: BTreeMap<(u64, u32), Rc<Curve>>,
}

/// Curves that are kept at the same time.
const KEPT: usize = 60_000;

impl<'p> Curves<'p> {
    /// For pieces on a page of so many rows.
    pub fn new(pieces: &'p [Piece], rows: u32) -> Curves<'p> {
        Curves { pieces, most: rows as usize, known: BTreeMap::new() }
    }

    /// What a tree costs on columns and rows; `None` where it cannot stand there.
    pub fn cost(&mut self, tree: &Tree, columns: u32, rows: u32) -> Option<u32> {
        let curve = self.curve(tree, columns);
        curve.cost.get(rows as usize).copied().filter(|cost| *cost < NEVER)
    }

    /// Puts the pieces of a tree into cells.
    pub fn place(&mut self, tree: &Tree, cells: Cells, placed: &mut Vec<Placed>) -> Option<()> {
        let curve = self.curve(tree, cells.columns);
        let rows = cells.rows as usize;
        curve.cost.get(rows).filter(|cost| **cost < NEVER)?;
        let packed = curve.first.get(rows).copied().unwrap_or_default();
        let (first, second) = (packed & 0xffff, packed >> 16);
        match tree.node() {
            Node::Leaf(piece) => {
                let choice = self.pieces[*piece].on(cells.columns)?.choices.get(rows).copied()??;
                placed.push(Placed { piece: *piece, cells, choice, notch: None });
            }
            Node::Over(one, other) => {
                self.place(one, Cells { rows: first, ..cells }, placed)?;
                let row = cells.row + first + GAP;
                self.place(other, Cells { row, rows: cells.rows - first - GAP, ..cells }, placed)?;
            }
            Node::Beside(one, other, columns) => {
                self.place(one, Cells { columns: *columns, ..cells }, placed)?;
                let right =
                    Cells { column: cells.column + columns, columns: cells.columns - columns, ..cells };
                self.place(other, right, placed)?;
            }
            Node::Notched(piece, inner, columns, at_right) => {
                let (_, choice) = notched(&self.pieces[*piece], cells.columns, *columns, cells.rows, first)?;
                placed.push(Placed {
                    piece: *piece,
                    cells,
                    choice,
                    notch: Some((*columns, first + GAP, *at_right)),
                });
                let column = if *at_right { cells.column + cells.columns - columns } else { cells.column };
                let row = cells.row + cells.rows - first;
                self.place(inner, Cells { column, columns: *columns, row, rows: first }, placed)?;
            }
            Node::Wheel(parts, left, right) => {
                let (width, middle) = (cells.columns, cells.columns - left - right);
                let [head, side, foot, down, inner] = &**parts;
                let end = cells.row + cells.rows;
                self.place(head, Cells { columns: left + middle, rows: first, ..cells }, placed)?;
                let (column, row) = (cells.column + width - right, cells.row);
                let rows = cells.rows - second - GAP;
                self.place(side, Cells { column, columns: *right, row, rows }, placed)?;
                let (column, row) = (cells.column + left, end - second);
                self.place(foot, Cells { column, columns: middle + right, row, rows: second }, placed)?;
                let (row, rows) = (cells.row + first + GAP, cells.rows - first - GAP);
                self.place(down, Cells { column: cells.column, columns: *left, row, rows }, placed)?;
                let rows = cells.rows - first - second - 2 * GAP;
                self.place(inner, Cells { column: cells.column + left, columns: middle, row, rows }, placed)?;
            }
        }
        Some(())
    }

    fn curve(&mut self, tree: &Tree, columns: u32) -> Rc<Curve> {
        let key = (tree.hash(), columns);
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let curve = Rc::new(self.made(tree, columns));
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        self.known.insert(key, Rc::clone(&curve));
        curve
    }

    fn made(&mut self, tree: &Tree, columns: u32) -> Curve {
        let mut made = Curve { cost: vec![NEVER; self.most + 1], first: Vec::new(), least: self.most + 1 };
        let gap = GAP as usize;
        match tree.node() {
            Node::Leaf(piece) => {
                let Some(shapes) = self.pieces[*piece].on(columns) else { return made };
                for (cost, choice) in made.cost.iter_mut().zip(&shapes.choices) {
                    if let Some(choice) = choice {
                        *cost = choice.cost;
                    }
                }
            }
            Node::Over(one, other) => {
                let (one, other) = (self.curve(one, columns), self.curve(other, columns));
                made.first = vec![0; self.most + 1];
                for upper in one.least..=self.most.saturating_sub(gap + other.least) {
                    let above = one.cost[upper];
                    if above >= NEVER {
                        continue;
                    }
                    // Without branches, so that several rows are looked at in one step.
                    let from = upper + gap + other.least;
                    let under = &other.cost[other.least..];
                    let sums = made.cost[from..].iter_mut().zip(&mut made.first[from..]);
                    for ((least, first), below) in sums.zip(under) {
                        let cost = above + below;
                        let is_less = cost < *least;
                        *least = if is_less { cost } else { *least };
                        *first = if is_less { upper as u32 } else { *first };
                    }
                }
            }
            Node::Beside(one, other, left) => {
                if *left >= columns {
                    return made;
                }
                let (one, other) = (self.curve(one, *left), self.curve(other, columns - left));
                for (rows, cost) in made.cost.iter_mut().enumerate().skip(one.least.max(other.least)) {
                    *cost = one.cost[rows].saturating_add(other.cost[rows]).min(NEVER);
                }
            }
            Node::Notched(piece, inner, cut, _) => {
                if *cut >= columns {
                    return made;
                }
                let inner = self.curve(inner, *cut);
                made.first = vec![0; self.most + 1];
                for rows in 1..=self.most {
                    for below in inner.least..rows {
                        let own = inner.cost[below];
                        let host = notched(&self.pieces[*piece], columns, *cut, rows as u32, below as u32);
                        let Some((cost, _)) = host.filter(|_| own < NEVER) else { continue };
                        if cost.saturating_add(own) < made.cost[rows] {
                            made.cost[rows] = cost + own;
                            made.first[rows] = below as u32;
                        }
                    }
                }
            }
            Node::Wheel(parts, left, right) => {
                if left + right >= columns || *left == 0 || *right == 0 {
                    return made;
                }
                let middle = columns - left - right;
                let widths = [left + middle, *right, middle + right, *left, middle];
                let of = |number: usize, curves: &mut Self| curves.curve(&parts[number], widths[number]);
                let curves: [Rc<Curve>; 5] = std::array::from_fn(|number| of(number, self));
                let [head, side, foot, down, inner] = &curves;
                made.first = vec![0; self.most + 1];
                let least = head.least + inner.least + foot.least + 2 * gap;
                for rows in least..=self.most {
                    for top in head.least..=rows.saturating_sub(gap + down.least) {
                        let above = head.cost[top].saturating_add(down.cost[rows - top - gap]);
                        if above >= made.cost[rows] {
                            continue;
                        }
                        let room = rows.saturating_sub(top + inner.least + 2 * gap);
                        for last in foot.least..=room.min(rows.saturating_sub(gap + side.least)) {
                            let cost = above
                                .saturating_add(foot.cost[last])
                                .saturating_add(side.cost[rows - last - gap])
                                .saturating_add(inner.cost[rows - top - last - 2 * gap]);
                            if cost < made.cost[rows] {
                                made.cost[rows] = cost;
                                made.first[rows] = top as u32 | (last as u32) << 16;
                            }
                        }
                    }
                }
            }
        }
        made.least = made.cost.iter().position(|cost| *cost < NEVER).unwrap_or(self.most + 1);
        made
    }
}

/// What a story costs on columns and rows that leaves `cut` columns by `below` rows and the gap over them at a corner of its
/// foot.
fn notched(piece: &Piece, columns: u32, cut: u32, rows: u32, below: u32) -> Option<(u32, Choice)> {
    let shapes = piece.on(columns)?;
    let mut best: Option<(u32, Choice)> = None;
    for fitting in &shapes.fittings {
        let form = &piece.forms[usize::from(fitting.form)];
        if fitting.whole.is_some() || fitting.inset.is_some() || form.is_boxed || form.is_down {
            continue;
        }
        let (least, most) = fitting.headline;
        // Text runs over the whole width under the headline.
        if rows < least + LEAST_TEXT + below + GAP {
            continue;
        }
        let room = |head: u32| (rows - head) * columns - cut * (below + GAP);
        let free = room(least).checked_sub(fitting.text);
        let (cost, white) = match free {
            Some(free) => {
                let more = (free / columns).min(most.saturating_sub(least));
                let white = free - more * columns;
                let white = if white >= columns { white } else { 0 };
                (more * HEADLINE_WHITE + white * WHITE, i64::from(white))
            }
            None => {
                let lacking = fitting.text - room(least);
                (lacking * OVERSET, -i64::from(lacking))
            }
        };
        let cost = cost + form.cost + SIX_SIDED;
        if best.is_none_or(|(known, _)| cost < known) {
            let white = i16::try_from(white).unwrap_or(i16::MIN);
            let choice = Choice { cost, form: fitting.form, is_natural: false, white, inset: None };
            best = Some((cost, choice));
        }
    }
    best
}

/// Points for a shape with six sides: it is harder to read than one with four.
const SIX_SIDED: u32 = 6;
