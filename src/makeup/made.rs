//! A page that was made up, with all that is told of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::Compiled;
use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::Cells;
use crate::read::Loaded;

use super::board::Board;
use super::piece::Piece;
use super::score::{Reason, Term};
use super::tree::Placed;

/// Rows by which what stands under a longer story may be lower and yet stand where it stood.
const SHIFTED: u32 = 3;

/// A page that was made up.
#[derive(Clone, Debug)]
pub struct MadePage {
    /// Its number.
    pub number: u32,
    /// The file of its layout, to be written.
    pub file: PathBuf,
    /// The layout.
    pub text: Arc<str>,
    /// Its points: fewer are better.
    pub points: i64,
    /// Those of them that the findings of the page cost.
    pub told: i64,
    /// Where the others come from.
    pub lines: Vec<(Term, i64, Reason)>,
    /// What is in its pool.
    pub pieces: Arc<Vec<Piece>>,
    /// Where it stands on the page.
    pub placed: Vec<Placed>,
    /// The page before anything was made up on it.
    pub board: Arc<Board>,
    /// The issue with this layout: what the page names, its pictures for one, is to be looked up here.
    pub loaded: Arc<Loaded>,
    /// The page as it was set with this layout, alone.
    pub set: Compiled,
    /// Findings of that.
    pub findings: Vec<Diagnostic>,
    /// Rows in which it is not as the search thought.
    pub off: u32,
}

impl MadePage {
    /// The pieces that are left out, as indices of its pieces.
    pub fn out(&self) -> impl Iterator<Item = usize> {
        let stands = |at: usize| {
            self.placed.iter().any(|placed| {
                placed.piece == at
                    || placed.choice.inset.is_some_and(|inset| usize::from(inset.picture) == at)
            })
        };
        (0..self.pieces.len()).filter(move |at| !stands(*at))
    }

    /// Errors of the page, and pieces that stand elsewhere than they stood before.
    pub(super) fn changes(&self, before: &[Option<Cells>]) -> (usize, usize) {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let stands = |at: usize, was: &Cells| {
            let now = self.placed.iter().find(|placed| placed.piece == at).map(|placed| placed.cells);
            now.is_some_and(|now| {
                (now.column, now.columns) == (was.column, was.columns) && now.row.abs_diff(was.row) <= SHIFTED
            })
        };
        let all = before.iter().enumerate().filter_map(|(at, was)| Some((at, was.as_ref()?)));
        (errors, all.filter(|(at, was)| !stands(*at, was)).count())
    }
}
