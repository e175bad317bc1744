//! What is searched, and what is found.

use crate::layout::Cells;

use super::board::Board;
use super::piece::Piece;
use super::score::Weights;
use super::tree::{Placed, Tree};

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

/// The numbers of the bits that are set.
pub fn bits(set: u32) -> impl Iterator<Item = usize> {
    (0..32).filter(move |at| set >> at & 1 == 1)
}
