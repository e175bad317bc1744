//! Arrangements are tried: written as layouts, read and set as `build` will do it, and looked at with the same eyes.
//!
//! What the search counted is nearly always what comes out; where a column must not begin or end as it would, a story takes a
//! row more. Then the story is taken to need that row on so many columns, the arrangement is mended for it
//! ([`super::search::mended`]), and tried again.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::Cells;
use crate::read::{Kept, Loaded, Overlay, Refused};
use crate::{Compiled, compile, load_again};

use super::board::Board;
use super::made::MadePage;
use super::piece::{Piece, PieceKind};
use super::task::{Found, Task};
use super::tree::Placed;
use super::write::{self, RowsAs, Sheet};
use super::{search, see};

/// How often an arrangement is mended for what came out otherwise.
const MENDED: usize = 2;

/// What arrangements of a page are tried with.
pub struct Trial<'s> {
    /// The page.
    pub sheet: Sheet<'s>,
    /// The issue folder.
    pub dir: &'s Path,
    /// Texts in the place of files.
    pub texts: &'s Overlay,
    /// The file of the layout.
    pub file: &'s Path,
}

/// A layout that was read and set.
struct Set {
    text: Arc<str>,
    loaded: Arc<Loaded>,
    compiled: Compiled,
    findings: Vec<Diagnostic>,
    /// Rows in which areas are off from where the search has them.
    off: u32,
}

impl Trial<'_> {
    /// The page of an arrangement, mended if copy is left over.
    ///
    /// # Errors
    /// Why its layout is refused.
    pub fn best(
        &self,
        kept: &mut Kept,
        task: &Task<'_>,
        pieces: &Arc<Vec<Piece>>,
        found: Found,
    ) -> Result<MadePage, Box<Refused>> {
        let mut best = self.page(kept, task, pieces, found.clone())?;
        let (mut pieces, mut arrangement) = (Arc::clone(pieces), found.arrangement);
        for _ in 0..MENDED {
            let deeper = deeper(&best, &pieces);
            if deeper.is_empty() {
                break;
            }
            for (piece, columns) in deeper {
                Arc::make_mut(&mut pieces)[piece].deepen(columns);
            }
            let task = Task { pieces: &pieces, ..*task };
            let Some(found) = search::mended(&task, &arrangement) else { break };
            arrangement = found.arrangement.clone();
            let Ok(other) = self.page(kept, &task, &pieces, found) else { break };
            // After a late change whatever stays counts more than points.
            if (other.changes(task.was), other.points) < (best.changes(task.was), best.points) {
                best = other;
            }
        }
        Ok(best)
    }

    fn page(
        &self,
        kept: &mut Kept,
        task: &Task<'_>,
        pieces: &Arc<Vec<Piece>>,
        mut found: Found,
    ) -> Result<MadePage, Box<Refused>> {
        let board = task.board;
        found.placed.iter_mut().for_each(|placed| as_booked(pieces, board, placed));
        let relative = self.set(kept, pieces, &found.placed, RowsAs::Relative);
        let is_as_counted = relative.as_ref().is_ok_and(|set| set.off == 0);
        let set = if is_as_counted {
            relative?
        } else {
            match (relative, self.set(kept, pieces, &found.placed, RowsAs::Numbers)) {
                (Ok(relative), Ok(numbers)) if faults(&numbers.findings) > faults(&relative.findings) => {
                    relative
                }
                (relative, numbers) => numbers.or(relative)?,
            }
        };
        let told = faults(&set.findings);
        Ok(MadePage {
            number: self.sheet.page,
            file: self.file.to_owned(),
            text: set.text,
            points: found.points + told,
            told,
            lines: see::explain(task, &found),
            pieces: Arc::clone(pieces),
            placed: found.placed,
            board: Arc::new(board.clone()),
            loaded: set.loaded,
            set: set.compiled,
            findings: set.findings,
            off: set.off,
        })
    }

    /// Reads the issue with a layout that is not written yet, and sets the page.
    fn set(
        &self,
        kept: &mut Kept,
        pieces: &[Piece],
        placed: &[Placed],
        rows: RowsAs,
    ) -> Result<Set, Box<Refused>> {
        let text: Arc<str> = write::layout(&self.sheet, (pieces, placed), rows).into();
        let mut overlay = self.texts.clone();
        overlay.put(self.file, &text);
        let loaded = load_again(self.dir, None, &overlay, kept)?;
        let compiled = compile(&loaded).only(|page| page.number == self.sheet.page);
        let mut findings = compiled.findings.clone();
        findings.retain(|finding| !finding.follows);
        let off = placed.iter().map(|placed| {
            let Some(area) = area_of(&compiled, &pieces[placed.piece]) else { return 100 };
            area.row.abs_diff(placed.cells.row) + area.rows.abs_diff(placed.cells.rows)
        });
        let off = off.sum();
        Ok(Set { text, loaded: Arc::new(loaded), compiled, findings, off })
    }
}

fn area_of(compiled: &Compiled, piece: &Piece) -> Option<Cells> {
    let area = compiled.areas.iter().flatten().find(|area| area.name == piece.name)?;
    Some(Cells { column: area.column, columns: area.columns, row: area.row, rows: area.rows })
}

/// The pieces that take more rows than was counted where copy is left over on a page, with their columns.
fn deeper(made: &MadePage, pieces: &[Piece]) -> Vec<(usize, u32)> {
    let over = |name: &str| {
        let mut fits = made.set.report.iter();
        fits.any(|fit| fit.area == name && fit.overset.is_some())
    };
    if !pieces.iter().any(|piece| over(&piece.name)) {
        return Vec::new();
    }
    let stories = made.placed.iter().filter(|placed| pieces[placed.piece].kind == PieceKind::Story);
    let deeper = stories.filter(|placed| {
        let Some(area) = area_of(&made.set, &pieces[placed.piece]) else { return false };
        area.rows > placed.cells.rows || (over(&pieces[placed.piece].name) && area.rows == placed.cells.rows)
    });
    deeper.map(|placed| (placed.piece, placed.cells.columns)).collect()
}

/// An advertisement has the rows that were booked: white that it was given stays white, over one at the foot and under others.
fn as_booked(pieces: &[Piece], board: &Board, placed: &mut Placed) {
    let piece = &pieces[placed.piece];
    if piece.kind != PieceKind::Ad {
        return;
    }
    let shapes = piece.on(placed.cells.columns);
    let booked = shapes.and_then(|shapes| shapes.fittings.iter().find_map(|fitting| fitting.whole));
    let Some(more) = booked.and_then(|booked| placed.cells.rows.checked_sub(booked)) else { return };
    placed.cells.rows -= more;
    if placed.cells.row + placed.cells.rows + more == board.rows + 1 {
        placed.cells.row += more;
    }
}

/// Points for what a page that was set is told of.
fn faults(findings: &[Diagnostic]) -> i64 {
    let points = |finding: &Diagnostic| match finding.severity {
        Severity::Error => 400,
        Severity::Warning => 40,
        Severity::Note => 2,
    };
    findings.iter().map(points).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::makeup::piece::{Choice, Fitting, Shapes};

    fn piece(kind: PieceKind, rows: u32, columns: u32) -> Piece {
        let fitting = Fitting {
            form: 0,
            headline: (0, 0),
            text: rows * columns,
            whole: Some(rows),
            inset: None,
            is_picture: false,
        };
        let mut shapes = vec![Shapes::default(); 6];
        shapes[columns as usize - 1] = Shapes::count(vec![fitting], &[], columns, 60, 0);
        Piece {
            name: "a".to_owned(),
            importance: 3,
            kind,
            may_wait: false,
            wants_top: false,
            apart: 0,
            with: None,
            forms: Vec::new(),
            shapes,
            item: 0,
        }
    }

    fn placed(row: u32, rows: u32) -> Placed {
        let choice = Choice { cost: 0, form: 0, is_natural: false, white: 0, inset: None };
        Placed { piece: 0, cells: Cells { column: 1, columns: 4, row, rows }, choice, notch: None }
    }

    #[test]
    fn an_advertisement_has_the_rows_that_were_booked() {
        let board = Board::new(6, 60, None, Vec::new(), true);
        let rows = |kind, row, rows| {
            let mut placed = placed(row, rows);
            as_booked(&[piece(kind, 20, 4)], &board, &mut placed);
            (placed.cells.row, placed.cells.rows)
        };
        // At the foot the white is over it, elsewhere under it.
        assert_eq!(rows(PieceKind::Ad, 40, 21), (41, 20));
        assert_eq!(rows(PieceKind::Ad, 10, 22), (10, 20));
        assert_eq!(rows(PieceKind::Ad, 41, 20), (41, 20));
        assert_eq!(rows(PieceKind::Picture, 40, 21), (40, 21));
    }

    #[test]
    fn a_piece_that_took_a_row_more_is_taken_to_need_it() {
        let mut one = piece(PieceKind::Block, 20, 4);
        let cost = |piece: &Piece, rows: usize| piece.on(4)?.choices[rows].map(|choice| choice.cost);
        assert_eq!((cost(&one, 19), cost(&one, 20)), (None, Some(0)));
        let natural = cost(&one, 21);
        one.deepen(4);
        assert_eq!((cost(&one, 20), cost(&one, 21), cost(&one, 22)), (None, Some(0), natural));
        assert_eq!(one.on(4).expect("shapes").fittings[0].whole, Some(21));
        // On other columns nothing changes.
        one.deepen(3);
        assert!(one.on(3).is_none());
    }
}
