//! The areas of a page in their rows: asks flow what each needs, has the grid solve the rows, and tells what could not be
//! had.
//!
//! A page whose layout gives every row passes by: nothing is asked and nothing is solved.
//!
//! A story may go on from an area that takes what is left in one for its copy. What that one needs is not known before the
//! rows of the first are: it is solved with one row, asked, and solved again, a few times at the most.

use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::flow::{self, Continuation, Desk, Draft};
use crate::geometry::{Length, Rect};
use crate::grid::solve::{Need, Shortage, solve};
use crate::issue::{Assignment, Content, PagePlan, StoryId};
use crate::layout::{self, Area, Cells, FurnitureItem, ItemContent, RowsRule};
use crate::message::{counted, msg};

/// An area of a page, where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedArea {
    /// Its name.
    pub name: String,
    /// First basic column, from 1.
    pub column: u32,
    /// Basic columns.
    pub columns: u32,
    /// First row, from 1.
    pub row: u32,
    /// Rows.
    pub rows: u32,
    /// Its rectangle on the page.
    pub rect: Rect,
    /// Its parts, from head to foot, where notches make it six-sided; else the rectangle alone.
    pub parts: Vec<Rect>,
    /// How the layout gives its rows: a number, `copy`, `rest` or shares.
    pub rule: RowsRule,
    /// Whether its first row or its number of rows follows from other areas or from its copy.
    pub is_relative: bool,
    /// Where the layout names it.
    pub span: Span,
    /// Where the layout says where it stands and how many rows it has; the name where it does not.
    pub place_span: Span,
    /// The same for the rows.
    pub rows_span: Span,
}

/// The areas of a page as they stand.
pub(super) fn placed(desk: &Desk<'_>) -> Vec<PlacedArea> {
    let of = |area: &Area| PlacedArea {
        name: area.name.clone(),
        column: area.column,
        columns: area.columns,
        row: area.row,
        rows: area.rows,
        rect: desk.grid.area(area),
        parts: area.parts().iter().map(|part| desk.grid.cells(part)).collect(),
        rule: area.relation.as_ref().map_or(RowsRule::Fixed(area.rows), |relation| relation.rows),
        is_relative: area.relation.is_some(),
        span: area.span.clone(),
        place_span: area.relation.as_ref().map_or(&area.span, |relation| &relation.place_span).clone(),
        rows_span: area.relation.as_ref().map_or(&area.span, |relation| &relation.rows_span).clone(),
    };
    desk.areas.iter().map(of).collect()
}

/// Findings that depend on the rows of areas. Where areas could not be put at one another as the layout says, their rows are
/// not what was meant, and these follow from that.
const OF_ROWS: [codes::Code; 24] = [
    codes::RULE_NOWHERE,
    codes::AREA_OUTSIDE_GRID,
    codes::AREA_OVERLAP,
    codes::ROWS_SHORT,
    codes::SHARE_EMPTY,
    codes::NOTCH_TOO_LARGE,
    codes::INSET_TOO_LARGE,
    codes::HEADLINE_SIZE,
    codes::OVERSET,
    codes::UNDERSET,
    codes::PAGE_ENDS_HIGH,
    codes::COPYFIT,
    codes::HEADLINE_OVERSET,
    codes::GUIDE_OVERSET,
    codes::TABLE_OVERSET,
    codes::CAPTION_OVERSET,
    codes::AD_PROPORTIONS,
    codes::AD_BOOKING,
    codes::PICTURE_CROPPED,
    codes::LONE_ROW,
    codes::JUMP_EMPTY,
    codes::JUMP_UNUSED,
    codes::INSET_ON_HEADLINE,
    codes::HEADLINE_ROWS,
];

/// Marks what follows from areas that could not be put at one another: findings that depend on rows, and `makeup`, which
/// looks at where things stand.
pub(super) fn mark_following(layout: &layout::Layout, found: &mut [Diagnostic], makeup: &mut [Diagnostic]) {
    if layout.relation_faults.is_empty() {
        return;
    }
    for finding in found.iter_mut().filter(|finding| OF_ROWS.contains(&finding.code)) {
        finding.follows = true;
    }
    makeup.iter_mut().for_each(|finding| finding.follows = true);
}

/// What solving leaves: drafts of stories, one for each assignment, and findings.
#[derive(Default)]
pub(super) struct Solved<'a> {
    pub(super) drafts: Vec<Option<Draft<'a>>>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Puts the areas of a page into their rows. `continuations` holds where stories go on that come from other pages.
pub(super) fn solve_areas<'a>(
    desk: &mut Desk<'a>,
    plan: &PagePlan,
    continuations: &[(StoryId, Continuation)],
) -> Solved<'a> {
    let layout = desk.layout;
    let mut solved = Solved { drafts: Vec::new(), findings: layout.relation_faults.clone() };
    if layout.areas.iter().all(|area| area.relation.is_none()) {
        return solved;
    }
    let mut needs = vec![Need { rows: 0, least: 0, slack: 0 }; layout.areas.len()];
    let mut asked = Asked { continuations, needs: &mut needs };
    let mut waits = Vec::new();
    for planned in &plan.assignments {
        let mut draft = None;
        waits.push(asked.ask(desk, planned, &[], &mut draft));
        solved.drafts.push(draft);
    }
    let mut outcome = solve(&layout.areas, layout.grid.rows, &needs);
    for _ in 0..MOST_ROUNDS {
        let before = needs.clone();
        let mut asked = Asked { continuations, needs: &mut needs };
        for (number, planned) in plan.assignments.iter().enumerate().filter(|(number, _)| waits[*number]) {
            asked.ask(desk, planned, &outcome.areas, &mut solved.drafts[number]);
        }
        if before == needs {
            break;
        }
        outcome = solve(&layout.areas, layout.grid.rows, &needs);
    }
    desk.areas = Arc::from(outcome.areas);
    for shortage in &outcome.shortages {
        solved.findings.push(tell(desk, shortage));
    }
    solved.findings.extend(layout::check::solved(layout, &desk.areas));
    for planned in &plan.assignments {
        if let Some(area) = desk.areas.iter().find(|area| area.name == planned.area) {
            booked_otherwise(area, planned, &mut solved.findings);
        }
    }
    solved
}

/// Tells advertisements and pictures inside text that do not fit the rows which their area got. Those of rows that the layout
/// gives were looked at when the issue was read; an area for its copy takes the rows that they need.
fn booked_otherwise(area: &Area, planned: &Assignment, found: &mut Vec<Diagnostic>) {
    let Some(relation) = area
        .relation
        .as_ref()
        .filter(|relation| matches!(relation.rows, RowsRule::Share(_) | RowsRule::Same))
    else {
        return;
    };
    let rows_of = || msg!("it gets {rows} here", rows = counted(area.rows as usize, "row"));
    match &planned.content {
        Content::Ad(ad) => {
            let Some((columns, rows)) = ad.booked.filter(|(_, rows)| *rows != area.rows) else { return };
            let message = msg!(
                "the advertisement `{ad}` is booked as {columns}x{rows}, area `{area}` is {across}x{down}",
                ad = ad.name,
                columns,
                rows,
                area = area.name,
                across = area.columns,
                down = area.rows
            );
            found.push(
                Diagnostic::new(codes::AD_BOOKING, message)
                    .at(ad.span.clone(), msg!("columns × rows"))
                    .at(relation.rows_span.clone(), rows_of())
                    .help(msg!(
                        "write rows = \"copy\", which gives it the booked rows, or correct the booking"
                    )),
            );
        }
        Content::Story(part) => {
            for inset in &part.insets {
                let last = inset.row.saturating_add(inset.rows).saturating_sub(1);
                let cells = Cells {
                    column: area.column + inset.column - 1,
                    columns: inset.columns,
                    row: area.row + inset.row - 1,
                    rows: inset.rows,
                };
                if last <= area.rows && !area.cut().any(|cut| cut.meets(&cells)) {
                    continue;
                }
                let message = msg!(
                    "this picture is to stand inside the text of area `{area}`, but reaches out of it",
                    area = area.name
                );
                found.push(
                    Diagnostic::new(codes::INSET_OUTSIDE_AREA, message)
                        .at(
                            inset.figure.span.clone(),
                            msg!("it takes {rows}", rows = layout::rows_words(inset.row, last)),
                        )
                        .at(relation.rows_span.clone(), rows_of())
                        .help(msg!("move the picture up, give it fewer rows, or give the area more: min_rows = {last}", last)),
                );
            }
        }
        _ => {}
    }
}

/// How often areas are asked again that stand behind one that takes what is left: more rows for them can mean fewer for it.
const MOST_ROUNDS: usize = 4;

struct Asked<'q> {
    continuations: &'q [(StoryId, Continuation)],
    needs: &'q mut Vec<Need>,
}

impl Asked<'_> {
    /// Asks what the areas of an assignment need that take their rows from it. `true` where one of them stands in reading
    /// order behind an area whose rows are not known yet; `solved` holds the areas as they were solved without it.
    fn ask<'a>(
        &mut self,
        desk: &mut Desk<'a>,
        planned: &Assignment,
        solved: &[Area],
        draft: &mut Option<Draft<'a>>,
    ) -> bool {
        let layout = desk.layout;
        let find = |name: &str| layout.areas.iter().position(|area| area.name == name);
        let (more, continuation) = match &planned.content {
            Content::Story(part) => {
                let found = self.continuations.iter().find(|(id, _)| *id == part.id && part.part > 0);
                (&part.more[..], found.map(|(_, continuation)| *continuation))
            }
            _ => (&[][..], None),
        };
        let list: Vec<usize> =
            std::iter::once(&planned.area).chain(more).filter_map(|name| find(name)).collect();
        // The areas before the one that is asked about, in reading order, with their rows.
        let mut before: Vec<Area> = Vec::new();
        for (number, at) in list.iter().copied().enumerate() {
            let area = &layout.areas[at];
            let relation = area.relation.as_ref().filter(|relation| relation.rows == RowsRule::Copy);
            let Some(relation) = relation else {
                if area.has_rows() {
                    before.push(area.clone());
                } else if let Some(known) = solved.iter().find(|known| known.name == area.name) {
                    before.push(area.moved(area.row, known.rows));
                } else {
                    let behind = list[number + 1..].iter().copied();
                    let of_copy = |at: &usize| {
                        let relation = layout.areas[*at].relation.as_ref();
                        relation.is_some_and(|relation| relation.rows == RowsRule::Copy)
                    };
                    let mut waits = false;
                    for at in behind.filter(of_copy) {
                        self.needs[at] = Need { rows: 1, least: 1, slack: 0 };
                        waits = true;
                    }
                    return waits;
                }
                continue;
            };
            self.needs[at] = match &planned.content {
                Content::Masthead => of_furniture(desk, &layout.masthead),
                Content::Folio => of_furniture(desk, &layout.folio),
                content => {
                    // Those behind take part if the layout gives their rows.
                    let behind = list[number + 1..].iter().map(|at| &layout.areas[*at]);
                    let mut areas = before.clone();
                    areas.push(area.clone());
                    areas.extend(behind.filter(|area| area.has_rows()).cloned());
                    flow::need(desk, &areas, number, content, continuation, draft)
                }
            };
            before.push(area.moved(area.row, relation.bounded(self.needs[at].rows)));
        }
        false
    }
}

/// Rows of masthead or running head.
fn of_furniture(desk: &Desk<'_>, items: &[FurnitureItem]) -> Need {
    let size = |style: &str| desk.layout.style(style).map_or(Length::ZERO, |style| style.size);
    let foot = |item: &FurnitureItem| match &item.content {
        ItemContent::Text { style, .. } if !item.vertical => item.y + size(style),
        _ => item.y + item.height,
    };
    let foot = items.iter().map(foot).fold(Length::ZERO, Length::max);
    let rows = foot.div_ceil(desk.grid.pitch).max(1);
    Need { rows, least: rows, slack: 0 }
}

/// The finding about rows that an area did not get.
fn tell(desk: &Desk<'_>, shortage: &Shortage) -> Diagnostic {
    let areas = &desk.layout.areas;
    let area = &areas[shortage.area];
    let rows = |count: u32| counted(count as usize, "row");
    let total = rows(desk.layout.grid.rows);
    let is_share = area.relation.as_ref().is_some_and(|relation| matches!(relation.rows, RowsRule::Share(_)));
    let is_empty = is_share && shortage.got <= 1;
    let span = area.relation.as_ref().map_or(&area.span, |relation| &relation.rows_span).clone();
    let finding = if is_empty {
        Diagnostic::new(
            codes::SHARE_EMPTY,
            msg!(
                "nothing is left for area `{area}`: it gets {rows}",
                area = area.name,
                rows = rows(shortage.got)
            ),
        )
        .at(span, msg!("it takes what is left"))
    } else {
        let message = msg!(
            "area `{area}` gets {got} of the {wanted} that it wants",
            area = area.name,
            got = rows(shortage.got),
            wanted = rows(shortage.wanted)
        );
        Diagnostic::new(codes::ROWS_SHORT, message)
            .at(span, msg!("{rows} too few", rows = rows(shortage.wanted - shortage.got)))
    };
    let against = shortage.against.and_then(|at| desk.area(&areas[at].name));
    match against {
        Some(other) => finding.at(
            other.span.clone(),
            msg!(
                "area `{area}` takes {rows}",
                area = other.name,
                rows = layout::rows_words(other.row, other.row + other.rows - 1)
            ),
        ),
        None => finding.at(desk.layout.grid.span.clone(), msg!("the type area has {total}", total)),
    }
}
