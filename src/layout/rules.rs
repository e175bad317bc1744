//! Rules of a page by themselves (线, `[[rule]]`): at rows and columns that the layout gives, or at areas.
//!
//! A rule at areas follows the rows in which they come to stand: [`RuleSpec::course`] asks the areas of a page, as they were
//! solved, where it runs. It runs in the middle of the white, so that with one row of white between two areas `under` the one,
//! `above` the other and `between` the two are the same rule. Of areas that are off, or that take no rows because nothing is left
//! for them, a rule is left out; beside other areas they do not count.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ink::Ink;
use crate::keys::kinds::{length, list, one_or_more, text_of, whole};
use crate::keys::{Dimension, Given, Value, part, suggest};
use crate::message::{Message, msg};

use super::areas::{Area, HAIRLINE, line};
use super::names::Names;
use super::page::GridSpec;
use super::place::{ColumnSpan, column_span};
use super::relation::PlacedAreas;

part! {
    /// A rule that stands on the page by itself: along the middle of a row, or down a gutter. Rows, columns and gutter may follow
    /// from areas, at which it then stands.
    pub struct RulePart {
        /// The row along whose middle it runs, or the first row of one down a gutter.
        row: u32 = whole(1..=10_000), absent "1 down a gutter; else it is needed, or an area";
        /// Rows that it runs down a gutter.
        rows: u32 = whole(1..=10_000), absent "to the last row";
        /// First basic column of one along a row.
        column: u32 = whole(1..=10_000), absent "that of the areas; else 1";
        /// Basic columns that it runs over along a row: how many, or from which to which.
        columns: ColumnSpan = column_span(), absent "those of the areas; else to the last column";
        /// The column behind which it runs down the gutter.
        gutter: u32 = whole(1..=10_000), absent "none";
        /// It runs along the row under this area or stack; of several, under the one that ends lowest. With `gutter` it begins under
        /// that row.
        under: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// It runs along the row above this area or stack; of several, above the one that begins highest. With `gutter` it ends above
        /// that row.
        above: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// It runs down the gutter beside this area or stack, over its rows: at its right, or at its left where it ends in the last
        /// column; or down the `gutter` that is given.
        beside: Vec<Value<String>> = one_or_more(text_of("name of an area or a stack")), absent "none";
        /// It runs between these two areas or stacks: along a row over the columns that both have, or down a gutter over the rows that
        /// both have.
        between: Vec<Value<String>> = list(text_of("name of an area or a stack")), absent "none";
        /// Width of the line.
        width: Dimension = length().positive(), default HAIRLINE;
        /// Its ink.
        ink: String = text_of("name of an ink"), default "black".to_owned();
    }
}

/// A rule on the page, along columns and rows.
#[derive(Clone, Debug)]
pub struct RuleSpec {
    /// Width of the line.
    pub width: Length,
    /// Its ink.
    pub ink: Ink,
    /// Where it runs.
    pub place: RulePlace,
    /// Where the layout file gives it.
    pub span: Span,
}

/// Where a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleCourse {
    /// Along the middle of a row, over basic columns.
    Row {
        /// The row, from 1.
        row: u32,
        /// First basic column, from 1.
        column: u32,
        /// Columns it covers.
        columns: u32,
    },
    /// Down the middle of the gutter to the right of a column, over rows.
    Gutter {
        /// The column to its left, from 1.
        column: u32,
        /// First row, from 1.
        row: u32,
        /// Rows it covers.
        rows: u32,
    },
}

/// Where a rule runs, as the layout says it. Areas are named; those that are off are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePlace {
    /// At rows and columns.
    Fixed(RuleCourse),
    /// Along the row under or above areas, or between those. One of the two may be empty.
    Along {
        /// Areas above it.
        under: Vec<String>,
        /// Areas under it.
        above: Vec<String>,
        /// First basic column, where the layout gives it.
        column: Option<u32>,
        /// Basic columns, where it gives them.
        columns: Option<u32>,
    },
    /// Down a gutter that is given, from a row or from under areas to a row or to above areas.
    Down {
        /// The column to its left, from 1.
        gutter: u32,
        /// First row, where no areas are given.
        row: u32,
        /// Rows, where the layout gives them.
        rows: Option<u32>,
        /// Areas under which it begins.
        under: Vec<String>,
        /// Areas above which it ends.
        above: Vec<String>,
    },
    /// Down the gutter beside areas.
    Beside {
        /// The areas.
        areas: Vec<String>,
        /// The column to its left, where the layout gives it.
        gutter: Option<u32>,
    },
    /// Between two groups of areas.
    Between(Vec<String>, Vec<String>),
}

/// Columns and rows that some areas cover together, first and last.
#[derive(Clone, Copy)]
struct Reach {
    left: u32,
    right: u32,
    head: u32,
    foot: u32,
}

/// What areas of some names cover together; `None` where none of them takes rows.
fn covered(names: &[String], areas: &[Area]) -> Option<Reach> {
    let own = areas.iter().filter(|area| names.contains(&area.name));
    own.map(|area| Reach {
        left: area.column,
        right: (area.column + area.columns).saturating_sub(1),
        head: area.row,
        foot: (area.row + area.rows).saturating_sub(1),
    })
    .reduce(|one, other| Reach {
        left: one.left.min(other.left),
        right: one.right.max(other.right),
        head: one.head.min(other.head),
        foot: one.foot.max(other.foot),
    })
}

/// Why a rule at areas has no course.
enum Nowhere {
    /// Its areas are off or take no rows.
    Absent,
    /// There is no room for it.
    NoRoom(Message),
}

impl RuleSpec {
    /// Where it runs among the areas of a page; `None` where its areas are not there or leave it no room.
    pub fn course(&self, areas: &[Area], grid: &GridSpec) -> Option<RuleCourse> {
        self.find(areas, grid).ok()
    }

    /// The finding about a rule at areas that leave it no room.
    pub fn without_room(&self, areas: &[Area], grid: &GridSpec) -> Option<Diagnostic> {
        let Err(Nowhere::NoRoom(message)) = self.find(areas, grid) else { return None };
        let mut finding = Diagnostic::new(codes::RULE_NOWHERE, message).here(self.span.clone());
        let (one, other) = self.names();
        for name in one.iter().chain(other) {
            if let Some(area) = areas.iter().find(|area| area.name == *name) {
                let rows = super::rows_words(area.row, (area.row + area.rows).saturating_sub(1));
                finding = finding
                    .at(area.span.clone(), msg!("area `{area}` takes {rows}", area = area.name, rows = rows));
            }
        }
        Some(finding)
    }

    fn names(&self) -> (&[String], &[String]) {
        match &self.place {
            RulePlace::Fixed(_) => (&[], &[]),
            RulePlace::Along { under, above, .. } | RulePlace::Down { under, above, .. } => (under, above),
            RulePlace::Beside { areas, .. } => (areas, &[]),
            RulePlace::Between(one, other) => (one, other),
        }
    }

    fn find(&self, areas: &[Area], grid: &GridSpec) -> Result<RuleCourse, Nowhere> {
        let no_room = |message| Err(Nowhere::NoRoom(message));
        match &self.place {
            RulePlace::Fixed(course) => Ok(*course),
            RulePlace::Along { under, above, column, columns } => {
                let (upper, lower) = (covered(under, areas), covered(above, areas));
                let row = match (upper, lower) {
                    (Some(upper), Some(lower)) => middle(upper.foot, lower.head),
                    (Some(upper), None) => Some(upper.foot + 1),
                    (None, Some(lower)) => lower.head.checked_sub(1),
                    (None, None) => return Err(Nowhere::Absent),
                };
                let Some(row) = row.filter(|row| (1..=grid.rows).contains(row)) else {
                    return no_room(msg!("there is no row of white for this rule at its areas"));
                };
                let both = || [upper, lower].into_iter().flatten();
                let left = column.or(both().map(|span| span.left).min()).unwrap_or(1);
                let right = both().map(|span| span.right).max().unwrap_or(grid.columns);
                let columns = columns.unwrap_or((right + 1).saturating_sub(left).max(1));
                Ok(RuleCourse::Row { row, column: left, columns })
            }
            RulePlace::Down { gutter, row, rows, under, above } => {
                let (upper, lower) = (covered(under, areas), covered(above, areas));
                // An area that is off takes the rule that begins or ends at it along.
                let is_absent = |names: &[_], found: bool| !names.is_empty() && !found;
                if is_absent(under, upper.is_some()) || is_absent(above, lower.is_some()) {
                    return Err(Nowhere::Absent);
                }
                // A row of white parts the rule from the area at which it begins or ends, as it parts areas.
                let head = upper.map_or(*row, |upper| upper.foot + 2);
                let last = lower.map_or(grid.rows, |lower| lower.head.saturating_sub(2));
                let rows = rows.unwrap_or((last + 1).saturating_sub(head));
                if rows == 0 || head + rows > grid.rows + 1 {
                    return no_room(msg!("there are no rows for this rule at its areas"));
                }
                Ok(RuleCourse::Gutter { column: *gutter, row: head, rows })
            }
            RulePlace::Beside { areas: names, gutter } => {
                let Some(span) = covered(names, areas) else { return Err(Nowhere::Absent) };
                let side = if span.right < grid.columns { span.right } else { span.left.saturating_sub(1) };
                let column = gutter.unwrap_or(side);
                if column == 0 {
                    return no_room(msg!("there is no gutter beside the areas of this rule"));
                }
                let rows = (span.foot + 1).saturating_sub(span.head);
                Ok(RuleCourse::Gutter { column, row: span.head, rows })
            }
            RulePlace::Between(one, other) => {
                let (Some(one), Some(other)) = (covered(one, areas), covered(other, areas)) else {
                    return Err(Nowhere::Absent);
                };
                between(one, other).map_or_else(
                    || no_room(msg!("there is no white between the areas of this rule, or they do not face one another")),
                    Ok,
                )
            }
        }
    }
}

/// The row in the middle of the white between a last row and a first one.
fn middle(foot: u32, head: u32) -> Option<u32> {
    (foot + 1 < head).then(|| foot + (head - foot) / 2)
}

/// Between areas one of which is under the other, or beside it.
fn between(one: Reach, other: Reach) -> Option<RuleCourse> {
    let (left, right) = (one.left.max(other.left), one.right.min(other.right));
    if left <= right {
        let (upper, lower) = if one.head <= other.head { (one, other) } else { (other, one) };
        let row = middle(upper.foot, lower.head)?;
        return Some(RuleCourse::Row { row, column: left, columns: right + 1 - left });
    }
    let (head, foot) = (one.head.max(other.head), one.foot.min(other.foot));
    let (first, second) = if one.left < other.left { (one, other) } else { (other, one) };
    (head <= foot).then(|| RuleCourse::Gutter {
        column: first.right + (second.left - first.right) / 2,
        row: head,
        rows: foot + 1 - head,
    })
}

impl PlacedAreas {
    /// The areas that a name means: an area, or those of a stack; none where it is off. A name that nobody knows is reported.
    fn named(&self, name: &Value<String>, names: &Names<'_>) -> Vec<String> {
        let is_area = |name: &str| self.areas.iter().any(|(known, ..)| known.value == name);
        if is_area(&name.value) {
            return vec![name.value.clone()];
        }
        if let Some((_, areas)) = self.stacks.iter().find(|(known, _)| *known == name.value) {
            return areas.clone();
        }
        if !self.without.contains(&name.value) {
            let known = self.areas.iter().map(|(known, ..)| known.value.as_str());
            let known: Vec<&str> = known.chain(self.stacks.iter().map(|(known, _)| known.as_str())).collect();
            let message = msg!("there is no area or stack `{name}` to stand at", name = name.value);
            names.faults.push(
                Diagnostic::new(codes::UNKNOWN_AREA, message)
                    .here(name.span.clone())
                    .help(suggest::suggest(&name.value, known.into_iter())),
            );
        }
        Vec::new()
    }
}

/// A rule that stands by itself.
pub(super) fn rule(
    part: &RulePart,
    placed: &PlacedAreas,
    grid: &GridSpec,
    names: &Names<'_>,
) -> Option<RuleSpec> {
    let span = part.span.clone()?;
    let place = place(part, placed, grid, names, &span)?;
    let (width, ink) = line(part.width(), &part.ink, &part.ink(), grid, names);
    Some(RuleSpec { width, ink, place, span })
}

/// The keys that say where a rule runs, with their places.
fn keys(part: &RulePart) -> [(&'static str, Option<&Span>); 9] {
    [
        ("row", part.row.as_ref().map(|given| &given.span)),
        ("rows", part.rows.as_ref().map(|given| &given.span)),
        ("column", part.column.as_ref().map(|given| &given.span)),
        ("columns", part.columns.as_ref().map(|given| &given.span)),
        ("gutter", part.gutter.as_ref().map(|given| &given.span)),
        ("under", part.under.as_ref().map(|given| &given.span)),
        ("above", part.above.as_ref().map(|given| &given.span)),
        ("beside", part.beside.as_ref().map(|given| &given.span)),
        ("between", part.between.as_ref().map(|given| &given.span)),
    ]
}

/// Where a rule runs; `None` where nothing of its areas is there, and where it does not say.
fn place(
    part: &RulePart,
    placed: &PlacedAreas,
    grid: &GridSpec,
    names: &Names<'_>,
    span: &Span,
) -> Option<RulePlace> {
    let value = |given: &Given<u32>| given.as_ref().map(|given| given.value);
    // What the first of these keys that is there leaves room for; the others contradict it.
    let with: &[&str] = if part.between.is_some() {
        &["between"]
    } else if part.beside.is_some() {
        &["beside", "gutter"]
    } else if part.gutter.is_some() {
        &["gutter", "row", "rows", "under", "above"]
    } else {
        &["row", "column", "columns", "under", "above"]
    };
    for (key, wrong) in keys(part) {
        let Some(wrong) = wrong.filter(|_| !with.contains(&key)) else { continue };
        let finding = Diagnostic::new(
            codes::RULE_COURSE,
            msg!("`{key}` does not go with `{other}`", key, other = with[0]),
        );
        names.faults.push(finding.here(wrong.clone()).help(msg!(
            "keep {keys}",
            keys = with.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
        )));
    }
    let begins = part.row.as_ref().filter(|_| with.contains(&"row"));
    let at_rows = [&part.under, &part.above].into_iter().flatten().next();
    if let (Some(row), Some(other)) =
        (begins, at_rows.filter(|_| part.gutter.is_none() || part.under.is_some()))
    {
        names.faults.push(
            Diagnostic::new(codes::RULE_COURSE, msg!("two keys say in which row this rule runs or begins"))
                .here(row.span.clone())
                .here(other.span.clone())
                .help(msg!("keep one of the two")),
        );
    }
    let find = |given: &Given<Vec<Value<String>>>| -> Option<Vec<String>> {
        let given = given.as_ref()?;
        Some(given.value.iter().flat_map(|name| placed.named(name, names)).collect())
    };
    let (under, above) = (find(&part.under), find(&part.above));
    let is_at_areas = under.is_some() || above.is_some();
    let (under, above) = (under.unwrap_or_default(), above.unwrap_or_default());
    if let Some(pair) = &part.between {
        let [one, other] = &pair.value[..] else {
            names.faults.push(
                Diagnostic::new(codes::RULE_COURSE, msg!("a rule runs between two areas"))
                    .here(pair.span.clone())
                    .help(msg!("name two areas or stacks: between = [\"…\", \"…\"]")),
            );
            return None;
        };
        let (one, other) = (placed.named(one, names), placed.named(other, names));
        return (!one.is_empty() && !other.is_empty()).then_some(RulePlace::Between(one, other));
    }
    if let Some(areas) = find(&part.beside) {
        return (!areas.is_empty()).then(|| RulePlace::Beside { areas, gutter: value(&part.gutter) });
    }
    if is_at_areas && under.is_empty() && above.is_empty() {
        return None;
    }
    let span_of_columns = part.columns.as_ref().map(|columns| columns.value);
    let (column, columns) = match span_of_columns {
        Some(ColumnSpan::From(first, last)) => (Some(first), Some(last + 1 - first)),
        other => (value(&part.column), other.map(ColumnSpan::count)),
    };
    match (value(&part.gutter), value(&part.row)) {
        (Some(gutter), row) if is_at_areas => {
            Some(RulePlace::Down { gutter, row: row.unwrap_or(1), rows: value(&part.rows), under, above })
        }
        (Some(column), row) => {
            let row = row.unwrap_or(1);
            let rows = value(&part.rows).unwrap_or_else(|| (grid.rows + 1).saturating_sub(row));
            Some(RulePlace::Fixed(RuleCourse::Gutter { column, row, rows }))
        }
        (None, _) if is_at_areas => Some(RulePlace::Along { under, above, column, columns }),
        (None, Some(row)) => {
            let column = column.unwrap_or(1);
            let columns = columns.unwrap_or_else(|| (grid.columns + 1).saturating_sub(column));
            Some(RulePlace::Fixed(RuleCourse::Row { row, column, columns }))
        }
        (None, None) => {
            names.needs_or(
                "rule",
                "row",
                span,
                msg!("write the row along which it runs, or the area at which it stands: under = \"…\", above = \"…\", \
                      beside = \"…\", between = [\"…\", \"…\"]"),
            );
            None
        }
    }
}
