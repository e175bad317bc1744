//! Makeup lint (版面检查): a page's placements looked at as a copy editor does, before the display
//! list is made.
//!
//! Nothing here changes the page. Each rule is one function from the page to findings; the codes
//! are told in `crate::codes`.

mod cuts;
mod fold;
mod headlines;
mod lone;
mod reading;

use crate::diagnostic::Diagnostic;
use crate::flow::{Desk, HeadlineBox, PlacedLine, Placement};
use crate::geometry::{Length, Rect};
use crate::grid::PageGrid;
use crate::issue::{self, Content, Issue, PagePlan, StoryPart};
use crate::layout::{Area, Layout};

/// A page as it is looked at.
struct LintPage<'p> {
    issue: &'p Issue,
    layout: &'p Layout,
    grid: &'p PageGrid,
    plan: &'p PagePlan,
    items: Vec<LintItem<'p>>,
}

/// What stands in one place of the plan.
struct LintItem<'p> {
    place: &'p issue::Assignment,
    /// Its area and, for stories, those in which it goes on.
    areas: Vec<&'p Area>,
    placed: &'p Placement,
}

/// Everything that an editor should know of the makeup of a page.
pub(super) fn check(desk: &Desk<'_>, plan: &PagePlan, placed: &[Option<Placement>]) -> Vec<Diagnostic> {
    let items = plan.assignments.iter().zip(placed).filter_map(|(place, placed)| {
        let placed = placed.as_ref()?;
        let more = match &place.content {
            Content::Story(part) => &part.more[..],
            _ => &[],
        };
        let first = desk.layout.area(&place.area)?;
        let areas = std::iter::once(first).chain(more.iter().filter_map(|name| desk.layout.area(name)));
        Some(LintItem { place, areas: areas.collect(), placed })
    });
    let page =
        LintPage { issue: desk.issue, layout: desk.layout, grid: &desk.grid, plan, items: items.collect() };
    let mut found = Vec::new();
    cuts::check(&page, &mut found);
    headlines::check(&page, &mut found);
    reading::check(&page, &mut found);
    lone::check(&page, &mut found);
    fold::check(&page, &mut found);
    found
}

impl<'p> LintItem<'p> {
    /// The part of a story that stands there, if one does.
    fn story(&self) -> Option<&'p StoryPart> {
        match &self.place.content {
            Content::Story(part) => Some(part),
            _ => None,
        }
    }

    /// Whether it is a item to read or to page at, and no furniture.
    fn is_matter(&self) -> bool {
        !matches!(self.place.content, Content::Masthead | Content::Folio)
    }

    /// The headline, for stories that have one.
    fn headline(&self) -> Option<&'p HeadlineBox> {
        self.placed.headline.as_ref()
    }

    /// Its name in messages.
    fn name(&self, page: &LintPage<'_>) -> String {
        let story = self.story().and_then(|part| page.issue.stories.get(part.id.0 as usize));
        match story {
            Some(story) => format!("“{}”", story.name),
            None => format!("area `{}`", self.place.area),
        }
    }

    /// Whether it stands in a box or on a panel, which part it from its neighbours.
    fn is_boxed(&self) -> bool {
        self.areas[0].frame.is_some() || self.areas[0].tint.is_some()
    }
}

impl LintPage<'_> {
    /// The rules that stand by themselves and those under areas.
    fn rules(&self) -> Vec<Rect> {
        let grid = self.grid;
        let under = self.layout.areas.iter().filter_map(|area| {
            let (width, _) = area.rule_below.as_ref()?;
            Some(grid.rule_below(area, *width))
        });
        let own = self.layout.rules.iter().map(|rule| grid.rule(&rule.course, rule.width));
        under.chain(own).collect()
    }

    /// The strip of a fold that must stay free of letters.
    fn fold_strip(&self) -> Option<(Length, Length)> {
        let fold = self.grid.fold?;
        let from = self.grid.column_left(fold.after) + self.grid.column;
        Some((from, self.grid.column_left(fold.after + 1)))
    }
}

/// How far two stretches overlap; negative for the gap between them.
fn overlap((from, to): (Length, Length), (other_from, other_to): (Length, Length)) -> Length {
    to.min(other_to) - from.max(other_from)
}

/// Left and right edge.
fn across(rect: &Rect) -> (Length, Length) {
    (rect.x, rect.right())
}

/// Head and foot.
fn down(rect: &Rect) -> (Length, Length) {
    (rect.y, rect.bottom())
}

/// Whether a line starts inside a rectangle.
fn starts_in(rect: &Rect, line: &PlacedLine) -> bool {
    let (x, y) = (line.origin.x, line.origin.y);
    rect.x <= x && x <= rect.right() && rect.y <= y && y <= rect.bottom()
}
