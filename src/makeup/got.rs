//! What each piece got on a page that was made up, and what is left out, read from the page as it was set.

use crate::flow::CopyFit;
use crate::layout::Cells;

use super::begin::{size, stands_alone};
use super::piece::Piece;
use super::score::{Reason, Term};
use super::{MadePage, Pinned};

/// What a piece got.
#[derive(Clone, Copy, Debug)]
pub struct Got<'m> {
    /// The piece.
    pub piece: &'m Piece,
    /// Where its area stands.
    pub cells: Cells,
    /// The columns and rows of the corner at its foot that others have, and whether that is the right one.
    pub notch: Option<(u32, u32, bool)>,
    /// Its headline, if it has one.
    pub headline: Option<Headline<'m>>,
    /// Whether it stands in a box.
    pub is_boxed: bool,
    /// The picture inside of it: its name, columns and rows.
    pub picture: Option<(&'m str, u32, u32)>,
    /// How its copy fits; `None` for what is no story.
    pub fit: Option<&'m CopyFit>,
}

/// A headline.
#[derive(Clone, Copy, Debug)]
pub struct Headline<'m> {
    /// The style that makeup chose for it.
    pub style: &'m str,
    /// The size of its largest line, in 1/65536 pt.
    pub size: i64,
    /// Whether it runs down.
    pub is_down: bool,
}

/// The points of a term with their reasons, the most first.
pub type Account = (Term, i64, Vec<(i64, Reason)>);

impl MadePage {
    /// What each piece got, from head to foot.
    pub fn got(&self) -> Vec<Got<'_>> {
        let mut list: Vec<Got<'_>> = self.placed.iter().map(|placed| self.one(placed)).collect();
        list.sort_by_key(|got| (got.cells.row, got.cells.column));
        list
    }

    fn one(&self, placed: &super::Placed) -> Got<'_> {
        let piece = &self.pieces[placed.piece];
        let area = self.set.areas.iter().flatten().find(|area| area.name == piece.name);
        let cells = area.map_or(placed.cells, |area| Cells {
            column: area.column,
            columns: area.columns,
            row: area.row,
            rows: area.rows,
        });
        let form = piece.forms.get(usize::from(placed.choice.form));
        let headline = form.filter(|form| form.size > 0).map(|form| Headline {
            style: if form.is_down { "headline-vertical" } else { form.area.style_name("headline") },
            size: form.size,
            is_down: form.is_down,
        });
        let picture = placed.choice.inset.map(|inset| {
            let name = self.pieces[usize::from(inset.picture)].name.as_str();
            (name, u32::from(inset.columns), u32::from(inset.rows))
        });
        Got {
            piece,
            cells,
            notch: placed.notch,
            headline,
            is_boxed: form.is_some_and(|form| form.is_boxed),
            picture,
            fit: self.set.report.iter().find(|fit| fit.area == piece.name),
        }
    }

    /// Whether a piece stands where it was pinned, or is none of this page's.
    pub fn holds(&self, pin: &Pinned) -> bool {
        let Some(at) = self.pieces.iter().position(|piece| piece.name == pin.name) else { return true };
        self.placed.iter().filter(|placed| placed.piece == at).any(|placed| {
            let cells = self.one(placed).cells;
            (cells.column, cells.columns) == (pin.cells.column, pin.cells.columns)
                && cells.row.abs_diff(pin.cells.row) <= 1
        })
    }

    /// The pieces that stand nowhere on the page.
    pub fn left_out(&self) -> Vec<&Piece> {
        let stands = |number: usize| {
            self.placed.iter().any(|placed| {
                let inside = placed.choice.inset.is_some_and(|inset| usize::from(inset.picture) == number);
                placed.piece == number || inside
            })
        };
        let out = self.pieces.iter().enumerate().filter(|(number, _)| !stands(*number));
        out.map(|(_, piece)| piece).collect()
    }

    /// By how many rows of one column all copy together is more than the page has room for.
    pub fn excess(&self) -> u32 {
        let alone = (0..self.pieces.len()).filter(|at| stands_alone(&self.pieces, *at));
        let all: u32 = alone.map(|at| size(&self.pieces[at])).sum();
        all.saturating_sub(self.board.room())
    }

    /// Where the points come from: the terms that cost most first, with the points that are not of one piece under `None`.
    pub fn account(&self) -> (Vec<Account>, i64) {
        let mut terms: Vec<Account> = Vec::new();
        for (term, points, reason) in self.lines.iter().filter(|(_, points, _)| *points > 0) {
            match terms.iter_mut().find(|(known, ..)| known == term) {
                Some((_, sum, reasons)) => {
                    *sum += points;
                    reasons.push((*points, *reason));
                }
                None => terms.push((*term, *points, vec![(*points, *reason)])),
            }
        }
        for (_, _, reasons) in &mut terms {
            reasons.sort_by_key(|(points, _)| -points);
        }
        terms.sort_by_key(|(term, points, _)| (-points, *term));
        let explained: i64 = terms.iter().map(|(_, points, _)| points).sum();
        (terms, (self.points - self.told - explained).max(0))
    }
}

impl Piece {
    /// The columns and rows of the smallest shape that it has; `None` if it has none on this page.
    pub fn least(&self) -> Option<(u32, u32)> {
        let of = |(columns, shapes): (u32, &super::piece::Shapes)| {
            let sound = |choice: &super::piece::Choice| choice.white >= 0;
            let rows = shapes.choices.iter().position(|choice| choice.as_ref().is_some_and(sound))?;
            Some((columns, rows as u32))
        };
        let all = (1..).zip(&self.shapes).filter_map(of);
        all.min_by_key(|(columns, rows)| (columns * rows, *columns))
    }
}
