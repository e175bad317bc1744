//! Arrangements as the eye takes them in, and their points line by line.

use crate::layout::Cells;

use super::score::{Reason, Seen, Term, look};
use super::task::{Found, OUT_MAY, OUT_MUST, Task, bits};
use super::tree::Placed;

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
