//! A page as the rules of makeup lint look at it: its plan and what flow placed, side by side, with the
//! geometry that several rules need.

use crate::flow::{HeadlineBox, PlacedLine, Placement};
use crate::geometry::{Length, Rect};
use crate::grid::PageGrid;
use crate::issue::{self, Issue, PagePlan, StoryPart};
use crate::layout::{Area, Layout};
use crate::message::{Message, msg};

/// A page as it is looked at.
pub(super) struct LintPage<'p> {
    pub(super) issue: &'p Issue,
    pub(super) layout: &'p Layout,
    /// The areas of the layout in their rows on this page.
    pub(super) areas: &'p [Area],
    pub(super) grid: &'p PageGrid,
    pub(super) plan: &'p PagePlan,
    pub(super) items: Vec<LintItem<'p>>,
}

/// What stands in one place of the plan.
pub(super) struct LintItem<'p> {
    pub(super) place: &'p issue::Assignment,
    /// Its area and, for stories, those in which it goes on.
    pub(super) areas: Vec<&'p Area>,
    pub(super) placed: &'p Placement,
}

impl<'p> LintItem<'p> {
    /// The part of a story that stands there, if one does.
    pub(super) fn story(&self) -> Option<&'p StoryPart> {
        self.place.content.story()
    }

    /// Whether it is content to read or look at, not furniture.
    pub(super) fn is_matter(&self) -> bool {
        !self.place.content.is_furniture()
    }

    /// The headline, for stories that have one.
    pub(super) fn headline(&self) -> Option<&'p HeadlineBox> {
        self.placed.headline.as_ref()
    }

    /// Its name in messages.
    pub(super) fn name(&self, page: &LintPage<'_>) -> Message {
        let story = self.story().and_then(|part| page.issue.stories.get(part.id.0 as usize));
        match story {
            Some(story) => msg!("“{story}”", story = story.name),
            None => msg!("area `{area}`", area = self.place.area),
        }
    }

    /// Whether it stands in a box or on a panel, which part it from its neighbours.
    pub(super) fn is_boxed(&self) -> bool {
        self.areas[0].frame.is_some() || self.areas[0].tint.is_some()
    }
}

impl LintPage<'_> {
    /// The rules that stand by themselves and those under areas.
    pub(super) fn rules(&self) -> Vec<Rect> {
        let grid = self.grid;
        let under = self.areas.iter().filter_map(|area| {
            let (width, _) = area.rule_below.as_ref()?;
            Some(grid.rule_below(area, *width))
        });
        let own = self.layout.rules.iter().filter_map(|rule| {
            let course = rule.course(self.areas, &self.layout.grid)?;
            Some(grid.rule(&course, rule.width))
        });
        under.chain(own).collect()
    }

    /// The strip of a fold that must stay free of letters.
    pub(super) fn fold_strip(&self) -> Option<(Length, Length)> {
        let fold = self.grid.fold?;
        let from = self.grid.column_left(fold.after) + self.grid.column;
        Some((from, self.grid.column_left(fold.after + 1)))
    }
}

/// How far two stretches overlap; negative for the gap between them.
pub(super) fn overlap((from, to): (Length, Length), (other_from, other_to): (Length, Length)) -> Length {
    to.min(other_to) - from.max(other_from)
}

/// Left and right edge.
pub(super) fn across(rect: &Rect) -> (Length, Length) {
    (rect.x, rect.right())
}

/// Head and foot.
pub(super) fn down(rect: &Rect) -> (Length, Length) {
    (rect.y, rect.bottom())
}

/// Whether a line starts inside a rectangle.
pub(super) fn starts_in(rect: &Rect, line: &PlacedLine) -> bool {
    let (x, y) = (line.origin.x, line.origin.y);
    rect.x <= x && x <= rect.right() && rect.y <= y && y <= rect.bottom()
}
