//! Straight cuts through the page: 断版, 通线 and 通缝.

use std::collections::BTreeSet;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::geometry::{Length, Rect};
use crate::issue::Content;
use crate::message::{Word, msg, word};

use super::page::{LintItem, LintPage};

/// The fewest items on either side of a cut: with one item alone on a side, the line is that item's edge
/// (通栏) and does not look like a cut.
const LEAST_HALF: usize = 2;

/// The fewest items on a page whose gutters are checked.
const LEAST_PAGE: usize = 3;

pub(super) fn check(page: &LintPage<'_>, found: &mut Vec<Diagnostic>) {
    let cells = CellOwners::of(page);
    let few = page.items.iter().filter(|item| item.is_matter()).count() < LEAST_PAGE;
    if few || cells.owners.is_empty() {
        return;
    }
    across(page, &cells, found);
    let cut = downwards(page, &cells, found);
    gutters(page, &cells, &cut, found);
}

/// Which item has each cell of the part of the page that furniture leaves to the others.
struct CellOwners {
    /// First and last row, from 1.
    top: u32,
    foot: u32,
    columns: u32,
    /// By row from `top` and column.
    owners: Vec<Vec<Option<usize>>>,
    /// Whether a masthead stands over it, which holds its halves together.
    under_masthead: bool,
}

impl CellOwners {
    fn of(page: &LintPage<'_>) -> CellOwners {
        let (columns, rows) = (page.grid.columns, page.grid.rows);
        let (mut top, mut foot) = (1, rows);
        let mut under_masthead = false;
        // Masthead and running head take their rows from the page; what stands beside them (报眼)
        // belongs to them.
        for item in &page.items {
            let area = item.areas[0].cells();
            if !item.place.content.is_furniture() || area.columns * 2 < columns {
                continue;
            }
            if area.row <= rows / 2 {
                top = top.max(area.row + area.rows);
                under_masthead |= matches!(item.place.content, Content::Masthead);
            } else {
                foot = foot.min(area.row.saturating_sub(1));
            }
        }
        let mut owners = vec![vec![None; columns as usize]; (foot + 1).saturating_sub(top) as usize];
        for (number, item) in page.items.iter().enumerate() {
            for part in item.areas.iter().flat_map(|area| area.parts()) {
                for row in part.row.max(top)..(part.row + part.rows).min(foot + 1) {
                    let own = &mut owners[(row - top) as usize];
                    let from = part.column.saturating_sub(1) as usize;
                    own.iter_mut()
                        .skip(from)
                        .take(part.columns as usize)
                        .for_each(|cell| *cell = Some(number));
                }
            }
        }
        CellOwners { top, foot, columns, owners, under_masthead }
    }

    fn owner(&self, row: u32, column: u32) -> Option<usize> {
        *self.owners.get((row.checked_sub(self.top)?) as usize)?.get(column.checked_sub(1)? as usize)?
    }

    /// From where to where each item reaches, in rows or in columns.
    fn reaches(&self, items: usize, by_row: bool) -> Vec<Option<(u32, u32)>> {
        let mut reaches: Vec<Option<(u32, u32)>> = vec![None; items];
        for (row, owners) in (self.top..).zip(&self.owners) {
            for (column, owner) in (1..).zip(owners) {
                let at = if by_row { row } else { column };
                if let Some(reach) = owner.and_then(|owner| reaches.get_mut(owner)) {
                    *reach = Some(reach.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
                }
            }
        }
        reaches
    }

    /// Whether the two sides have no item in common, and each has at least [`LEAST_HALF`] items.
    fn parted(page: &LintPage<'_>, one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> bool {
        let matter = |side: &BTreeSet<usize>| side.iter().filter(|at| page.items[**at].is_matter()).count();
        one.is_disjoint(other) && matter(one) >= LEAST_HALF && matter(other) >= LEAST_HALF
    }
}

/// The items up to a row or column and those behind it; one over the edge is in both.
fn sides(reaches: &[Option<(u32, u32)>], edge: u32) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let reaches = || reaches.iter().enumerate().filter_map(|(at, reach)| Some((at, (*reach)?)));
    let before = reaches().filter(|(_, (from, _))| *from <= edge).map(|(at, _)| at).collect();
    let behind = reaches().filter(|(_, (_, to))| *to > edge).map(|(at, _)| at).collect();
    (before, behind)
}

/// Cuts from left to right: one finding for each, however high the white is.
fn across(page: &LintPage<'_>, cells: &CellOwners, found: &mut Vec<Diagnostic>) {
    let mut told: Option<BTreeSet<usize>> = None;
    let reaches = cells.reaches(page.items.len(), true);
    for row in cells.top..cells.foot {
        let (over, under) = sides(&reaches, row);
        if !CellOwners::parted(page, &over, &under) || told.as_ref() == Some(&over) {
            continue;
        }
        let edge = |items: &BTreeSet<usize>, at: u32| {
            (1..=cells.columns).find_map(|column| cells.owner(at, column)).or(items.iter().next().copied())
        };
        let (upper, lower) = (edge(&over, row), edge(&under, row + 1));
        let finding = Diagnostic::new(
            codes::PAGE_CUT,
            msg!(
                "page {page} is cut in two from left to right under row {row} (断版)",
                page = page.plan.number,
                row
            ),
        )
        .help(msg!(
            "let a story, a picture or a headline reach over row {row}, so that the halves hold together",
            row
        ));
        found.push(at_both(page, finding, upper, lower, word("ends at the cut"), word("begins under it")));
        told = Some(over);
    }
}

/// Cuts from head to foot; gives the gutters.
fn downwards(page: &LintPage<'_>, cells: &CellOwners, found: &mut Vec<Diagnostic>) -> Vec<u32> {
    let mut cut = Vec::new();
    let reaches = cells.reaches(page.items.len(), false);
    for column in 1..cells.columns {
        // A spread is two pages: its fold cuts nothing.
        if page.grid.fold.is_some_and(|fold| fold.after == column) {
            continue;
        }
        let (left, right) = sides(&reaches, column);
        if !CellOwners::parted(page, &left, &right) {
            continue;
        }
        cut.push(column);
        let severity = if cells.under_masthead { Severity::Note } else { Severity::Warning };
        let held = if cells.under_masthead {
            word(", held together by the masthead alone")
        } else {
            Word::default()
        };
        let edge = |column| (cells.top..=cells.foot).find_map(|row| cells.owner(row, column));
        let finding = Diagnostic::new(
            codes::PAGE_CUT,
            msg!(
                "page {page} is cut in two from head to foot behind column {column} (断版){held}",
                page = page.plan.number,
                column,
                held
            ),
        )
        .of_severity(severity)
        .help(msg!(
            "let a story, a picture or a headline reach over that gutter, from column {column} to {next}",
            column,
            next = column + 1
        ));
        let edges = (edge(column), edge(column + 1));
        found.push(at_both(
            page,
            finding,
            edges.0,
            edges.1,
            word("ends at the cut"),
            word("begins behind it"),
        ));
    }
    cut
}

/// Gutters that run through from head to foot with nothing across them.
fn gutters(page: &LintPage<'_>, cells: &CellOwners, cut: &[u32], found: &mut Vec<Diagnostic>) {
    let rows = cells.owners.len();
    for column in 1..cells.columns {
        let fold = page.grid.fold.is_some_and(|fold| fold.after == column);
        if fold || cut.contains(&column) {
            continue;
        }
        // A gutter cannot be seen in white space.
        let flanked = (cells.top..=cells.foot)
            .filter(|row| cells.owner(*row, column).is_some() && cells.owner(*row, column + 1).is_some())
            .count();
        if flanked * 4 < rows * 3 {
            continue;
        }
        let grid = page.grid;
        let right = grid.column_left(column + 1);
        let middle = right - (right - grid.column_left(column) - grid.column) / 2;
        let (head, foot) = (grid.row_top(cells.top), grid.row_top(cells.foot) + grid.body);
        let crosses =
            |rect: &Rect| rect.x < middle && middle < rect.right() && rect.y < foot && head < rect.bottom();
        if page.items.iter().any(|item| solids(page, item).iter().any(crosses)) {
            continue;
        }
        let severity = if cells.under_masthead { Severity::Note } else { Severity::Warning };
        let edge = |column| (cells.top..=cells.foot).find_map(|row| cells.owner(row, column));
        let finding = Diagnostic::new(
            codes::GUTTER_THROUGH,
            msg!(
                "the gutter behind column {column} runs through page {page} from head to foot (通缝)",
                column,
                page = page.plan.number
            ),
        )
        .of_severity(severity)
        .help(msg!(
            "let a headline or a picture stand over it, or divide one of the areas into other columns"
        ));
        found.push(at_both(
            page,
            finding,
            edge(column),
            edge(column + 1),
            word("at its left"),
            word("at its right"),
        ));
    }
}

/// The parts of an item that stop a gutter: all of a box, else headline, pictures and columns of text.
fn solids(page: &LintPage<'_>, item: &LintItem<'_>) -> Vec<Rect> {
    let whole = || item.areas.iter().flat_map(|area| area.parts()).map(|part| page.grid.cells(&part));
    if item.story().is_none() || item.is_boxed() {
        return whole().collect();
    }
    let placed = item.placed;
    let headline = placed.headline.iter().map(|headline| headline.rect);
    let pictures = placed.pictures.iter().map(|picture| picture.window);
    let columns = placed.columns.iter().map(|rect| Rect { width: rect.width.max(Length(1)), ..*rect });
    headline.chain(pictures).chain(columns).collect()
}

fn at_both(
    page: &LintPage<'_>,
    finding: Diagnostic,
    one: Option<usize>,
    other: Option<usize>,
    at_one: Word,
    at_other: Word,
) -> Diagnostic {
    let place = |at: Option<usize>| at.map(|at| page.items[at].place.span.clone());
    let (one, other) = (place(one), place(other));
    let finding = match one.clone() {
        Some(span) => finding.at(span, at_one),
        None => finding,
    };
    match other {
        Some(span) if one.as_ref() != Some(&span) => finding.at(span, at_other),
        None if one.is_none() => finding.here(page.plan.span.clone()),
        _ => finding,
    }
}
