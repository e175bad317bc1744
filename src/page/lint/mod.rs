//! Makeup lint (版面检查): the rules by which a copy editor looks at a page.
//!
//! In go the plan of a page and what flow placed; out come findings. Each rule is one function in a file of its
//! group and changes nothing. The codes are explained in [`crate::codes`].

mod cuts;
mod fold;
mod headlines;
mod lone;
mod page;
mod reading;
mod rules;
mod white;

pub(super) use white::give_places;

use crate::diagnostic::Diagnostic;
use crate::flow::{Desk, Placement};
use crate::issue::{Content, PagePlan};

use page::{LintItem, LintPage};

/// Everything that an editor should know of the makeup of a page.
pub(super) fn check(desk: &Desk<'_>, plan: &PagePlan, placed: &[Option<Placement>]) -> Vec<Diagnostic> {
    let items = plan.assignments.iter().zip(placed).filter_map(|(place, placed)| {
        let placed = placed.as_ref()?;
        let more = match &place.content {
            Content::Story(part) => &part.more[..],
            _ => &[],
        };
        let first = desk.area(&place.area)?;
        let areas = std::iter::once(first).chain(more.iter().filter_map(|name| desk.area(name)));
        Some(LintItem { place, areas: areas.collect(), placed })
    });
    let page = LintPage {
        issue: desk.issue,
        layout: desk.layout,
        areas: &desk.areas,
        grid: &desk.grid,
        plan,
        items: items.collect(),
    };
    let mut found = Vec::new();
    cuts::check(&page, &mut found);
    headlines::check(&page, &mut found);
    reading::check(&page, &mut found);
    lone::check(&page, &mut found);
    fold::check(&page, &mut found);
    rules::check(&page, &mut found);
    white::check(&page, &mut found);
    found
}
