//! Makeup: placements and furniture to a display list.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::flow::{self, Continuation, CopyFit, Desk, Placement, Shelf};
use crate::font::Library;
use crate::geometry::{Length, Rect, Size};
use crate::ink::{Ink, Tint};
use crate::issue::{Content, Issue, PagePlan, StoryId};
use crate::layout::{Area, Cells, Layout};

use super::areas::{self, PlacedArea, Solved};
use super::beside;
use super::draw::{ItemOwner, draw_line};
use super::lines::{self, SetLine};
use super::lint;
use super::masthead::{self, Furniture};
use super::stories;
use super::{HeldPlacement, ItemKind, Page, Role};

/// A page with what was found while it was made.
#[derive(Clone, Debug, Default)]
pub struct MadeUp {
    /// The display list.
    pub page: Page,
    /// Findings, in the order of the areas.
    pub findings: Vec<Diagnostic>,
    /// How each story fits.
    pub fits: Vec<CopyFit>,
    /// The areas as they stand.
    pub areas: Vec<PlacedArea>,
}

/// A page on the makeup desk: its areas are filled, its display list is not made yet.
///
/// Stories that come from other pages are placed after the pages that hold the parts before:
/// [`Sheet::flow`] is called once for each round.
pub struct Sheet<'a> {
    desk: Desk<'a>,
    plan: &'a PagePlan,
    /// The areas in their rows, as soon as that is known, with what solving left.
    solved: Option<Solved<'a>>,
    /// What was placed, one for each placement of the plan.
    placed: Vec<Option<Placement>>,
}

impl<'a> Sheet<'a> {
    /// An empty page.
    pub fn new(issue: &'a Issue, layout: &'a Layout, shelf: &'a Shelf<'a>, plan: &'a PagePlan) -> Sheet<'a> {
        let mut desk = Desk::new(issue, layout, shelf);
        desk.fillers.clone_from(&plan.fillers);
        Sheet { desk, plan, solved: None, placed: Vec::new() }
    }

    /// Places what is to be placed in a round: with the first one everything but stories that come from other pages; each
    /// of these in a round after that of the part before. `continuations` holds where stories go on. A page on which the rows
    /// of areas depend on such stories waits for them with all that it holds.
    pub fn flow(&mut self, round: u32, continuations: &[(StoryId, Continuation)]) {
        if round < self.plan.round {
            return;
        }
        let Sheet { desk, plan, solved, placed } = self;
        let Solved { drafts, .. } =
            solved.get_or_insert_with(|| areas::solve_areas(desk, plan, continuations));
        placed.resize_with(plan.assignments.len(), || None);
        let areas = Arc::clone(&desk.areas);
        for (number, (place, planned)) in placed.iter_mut().zip(&plan.assignments).enumerate() {
            // Of a story nothing of which is left for an area for its copy, that is told; the area takes no rows.
            let absent =
                || desk.layout.area(&planned.area).filter(|_| matches!(planned.content, Content::Story(_)));
            let Some(area) = areas.iter().find(|area| area.name == planned.area).or_else(absent) else {
                continue;
            };
            let (part, own, continuation) = match &planned.content {
                Content::Story(story) => {
                    let continuation = continuations
                        .iter()
                        .find(|(id, _)| *id == story.id)
                        .map(|(_, continuation)| *continuation);
                    (story.part, story.round, continuation)
                }
                _ => (0, 0, None),
            };
            if own.max(plan.round) != round {
                continue;
            }
            let draft = drafts.get_mut(number).and_then(Option::take);
            *place = Some(match &planned.content {
                Content::Masthead => masthead::place(desk, area, &Furniture::masthead(desk.layout), plan),
                Content::Folio => masthead::place(desk, area, &Furniture::folio(desk.layout), plan),
                content => flow::place(desk, area, content, continuation.filter(|_| part > 0), draft),
            });
        }
        desk.rest();
    }

    /// Places the content of one number again, as after a change of its words. For benches.
    #[doc(hidden)]
    pub fn flow_one(&mut self, number: usize) {
        let Some(planned) = self.plan.assignments.get(number) else { return };
        let Some(area) = self.desk.area(&planned.area).cloned() else { return };
        self.placed.resize_with(self.plan.assignments.len(), || None);
        self.placed[number] = Some(flow::place(&mut self.desk, &area, &planned.content, None, None));
    }

    /// Where the stories go on whose parts were placed in a round; nowhere, if nothing is left of them.
    pub fn continuations(&self, round: u32) -> impl Iterator<Item = (StoryId, Option<Continuation>)> {
        self.plan.assignments.iter().zip(&self.placed).filter_map(move |(planned, placed)| {
            let Content::Story(story) = &planned.content else { return None };
            let placed = placed.as_ref().filter(|_| story.round == round)?;
            Some((story.id, placed.continuation.filter(|_| story.to.is_some())))
        })
    }

    /// The number of the last round in which something is placed on this page.
    pub fn last_round(&self) -> u32 {
        let rounds = self.plan.assignments.iter().map(|planned| match &planned.content {
            Content::Story(story) => story.round,
            _ => 0,
        });
        rounds.max().unwrap_or(0).max(self.plan.round)
    }

    /// Every line that stands on the page, and what was done to it; to be asked for before the page is
    /// made up, which takes the lines away.
    pub fn lines(&self) -> Vec<SetLine> {
        let mut list = Vec::new();
        for (planned, placed) in self.plan.assignments.iter().zip(&self.placed) {
            let Some(placed) = placed else { continue };
            for placement in std::iter::once(placed).chain(placed.filler.as_deref()) {
                lines::add_lines(&self.desk.grid, self.plan.number, &planned.area, placement, &mut list);
            }
        }
        list
    }

    /// Makes the display list: panels, pictures, rules, then text.
    pub fn make_up(&mut self, library: &Library) -> MadeUp {
        let Sheet { desk, plan, solved, placed } = self;
        let layout = desk.layout;
        let mut made = MadeUp { areas: areas::placed(desk), ..MadeUp::default() };
        made.findings.extend(solved.take().map(|solved| solved.findings).unwrap_or_default());
        made.page.number = plan.number;
        made.page.facing = plan.facing;
        made.page.section = stories::section(plan);
        made.page.trim = Size { width: layout.paper.width, height: layout.paper.height };
        made.page.bleed = layout.paper.bleed;
        made.page.slug = layout.paper.slug;
        let mut found = lint::check(desk, plan, placed);
        lint::give_places(desk, plan, placed);
        let mut placements: Vec<Placement> = Vec::new();
        for (number, (planned, placement)) in plan.assignments.iter().zip(placed.drain(..)).enumerate() {
            let Some(mut placement) = placement else { continue };
            let held = |filler| HeldPlacement { assignment: number, filler };
            made.page.stories.extend(stories::of(desk.issue, &planned.content, &placement));
            let filler = placement.filler.take();
            made.page.stories.extend(filler.as_ref().and_then(|filler| stories::filler(desk.issue, filler)));
            made.page.placements.push(held(None));
            made.page.placements.extend(filler.iter().map(|filler| held(filler.story)));
            placements.push(placement);
            placements.extend(filler.map(|filler| *filler));
        }
        draw(desk, placements, library, &mut made);
        let rules = layout.rules.iter();
        made.findings.extend(rules.filter_map(|rule| rule.without_room(&desk.areas, &layout.grid)));
        areas::mark_following(layout, &mut made.findings, &mut found);
        made.findings.extend(found);
        if plan.pool.as_ref().is_some_and(|pool| !pool.is_made) {
            made.findings.iter_mut().for_each(|finding| finding.follows = true);
        }
        // Findings that the house has silenced; errors are always reported.
        let silent = |finding: &Diagnostic| layout.silent.iter().any(|code| code == finding.code.name());
        made.findings.retain(|finding| finding.severity == Severity::Error || !silent(finding));
        desk.rest();
        made
    }
}

fn draw(desk: &Desk<'_>, placements: Vec<Placement>, library: &Library, made: &mut MadeUp) {
    let page = &mut made.page;
    for area in desk.areas.iter() {
        let Some(tint) = &area.tint else { continue };
        for part in area.parts() {
            paint(page, ItemOwner::LAYOUT, panel(desk, area, &part), tint);
        }
    }
    let owner =
        |place: usize, placement: &Placement| ItemOwner { story: placement.story, place: place as u32 };
    for (place, placement) in placements.iter().enumerate() {
        let owner = owner(place, placement);
        for (rect, tint) in &placement.panels {
            paint(page, owner, *rect, tint);
        }
        for picture in &placement.pictures {
            let kind =
                ItemKind::Picture { picture: picture.picture, window: picture.window, whole: picture.whole };
            page.items.push(owner.item(picture.role, kind));
        }
    }
    rules(desk, page);
    for placement in &placements {
        for (rect, ink) in &placement.fills {
            fill(page, ItemOwner::LAYOUT, *rect, ink);
        }
    }
    let texts = || placements.iter().flat_map(|placement| &placement.texts);
    Arc::make_mut(&mut page.glyphs).reserve(texts().map(|text| text.paragraph.glyphs.len()).sum());
    Arc::make_mut(&mut page.text).reserve(texts().map(|text| text.paragraph.text.len()).sum());
    page.items.reserve(placements.iter().map(|placement| placement.lines.len() * 2).sum());
    for (place, placement) in placements.into_iter().enumerate() {
        let owner = owner(place, &placement);
        for line in &placement.lines {
            let text = &placement.texts[line.text];
            draw_line(page, owner, text, line);
            if let Some(set) = text.lines.lines.get(line.line) {
                beside::draw(page, library, owner, text, line, set);
            }
        }
        made.findings.extend(placement.findings);
        made.fits.extend(placement.fit);
    }
    // Pages wait for the others.
    page.items.shrink_to_fit();
    Arc::make_mut(&mut page.glyphs).shrink_to_fit();
    Arc::make_mut(&mut page.text).shrink_to_fit();
}

fn fill(page: &mut Page, owner: ItemOwner, rect: Rect, ink: &Ink) {
    page.items.push(owner.item(Role::Furniture, ItemKind::Fill { rect, ink: ink.clone() }));
}

fn paint(page: &mut Page, owner: ItemOwner, rect: Rect, tint: &Tint) {
    match tint {
        Tint::Plain(ink) => fill(page, owner, rect, ink),
        Tint::Gradient(gradient) => {
            let kind = ItemKind::Shade { rect, gradient: gradient.clone() };
            page.items.push(owner.item(Role::Furniture, kind));
        }
    }
}

/// The rectangle of a part of an area, down to the next part, so that no white shows between them.
fn panel(desk: &Desk<'_>, area: &Area, part: &Cells) -> Rect {
    let rect = desk.grid.cells(part);
    let last = part.row + part.rows == area.row + area.rows;
    let height = if last { rect.height } else { desk.grid.pitch * i64::from(part.rows) };
    Rect { height, ..rect }
}

/// Frames, rules under areas, and rules that stand by themselves.
fn rules(desk: &Desk<'_>, page: &mut Page) {
    let grid = &desk.grid;
    for area in desk.areas.iter() {
        let rect = grid.area(area);
        match &area.frame {
            Some((width, ink)) if area.notches.is_empty() => {
                let kind = ItemKind::Frame { rect, width: *width, ink: ink.clone() };
                page.items.push(ItemOwner::LAYOUT.item(Role::Furniture, kind));
            }
            Some((width, ink)) => {
                for edge in
                    outline(&area.parts().iter().map(|part| grid.cells(part)).collect::<Vec<_>>(), *width)
                {
                    fill(page, ItemOwner::LAYOUT, edge, ink);
                }
            }
            None => {}
        }
        if let Some((width, ink)) = &area.rule_below {
            fill(page, ItemOwner::LAYOUT, grid.rule_below(area, *width), ink);
        }
    }
    for rule in &desk.layout.rules {
        let Some(course) = rule.course(&desk.areas, &desk.layout.grid) else { continue };
        fill(page, ItemOwner::LAYOUT, grid.rule(&course, rule.width), &rule.ink);
    }
}

/// The edges of rectangles that stand one under the other, as lines of some width inside of them.
fn outline(parts: &[Rect], width: Length) -> Vec<Rect> {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    let across = |from: Length, to: Length, y: Length| Rect::new(from, y, to - from, width);
    let mut edges =
        vec![across(first.x, first.right(), first.y), across(last.x, last.right(), last.bottom() - width)];
    // Where one part is wider than the next, its foot is the edge; else the head of the next one.
    for right in [false, true] {
        let side = |part: &Rect| if right { part.right() } else { part.x };
        let mut top = first.y;
        for (at, part) in parts.iter().enumerate() {
            let x = side(part);
            let inner = if right { x - width } else { x };
            let Some(next) = parts.get(at + 1).filter(|next| side(next) != x) else {
                if at + 1 == parts.len() {
                    edges.push(Rect::new(inner, top, width, part.bottom() - top));
                }
                continue;
            };
            let wider = if right { x > side(next) } else { x < side(next) };
            let (near, far) = (x.min(side(next)), x.max(side(next)));
            let foot = if wider { part.bottom() } else { next.y };
            edges.push(Rect::new(inner, top, width, foot - top));
            // Over the corner, so that the lines meet.
            let y = if wider { foot - width } else { foot };
            let (near, far) = if right { (near - width, far) } else { (near, far + width) };
            edges.push(across(near, far, y));
            top = if wider { y } else { foot };
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points to a rectangle.
    fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
        Rect::new(Length::pt(x), Length::pt(y), Length::pt(width), Length::pt(height))
    }

    #[test]
    fn an_l_shape_has_six_edges_that_meet() {
        let edges = outline(&[rect(0, 0, 100, 50), rect(0, 52, 60, 48)], Length::pt(1));
        assert_eq!(edges.len(), 6 - 1 + 1, "{edges:#?}");
        for wanted in [
            rect(0, 0, 100, 1),
            rect(0, 99, 60, 1),
            rect(0, 0, 1, 100),
            rect(99, 0, 1, 50),
            rect(59, 49, 41, 1),
            rect(59, 49, 1, 51),
        ] {
            assert!(edges.contains(&wanted), "{wanted:?} is none of {edges:#?}");
        }
        // Narrow above, wide below.
        let edges = outline(&[rect(40, 0, 60, 50), rect(0, 52, 100, 48)], Length::pt(1));
        assert!(edges.contains(&rect(0, 52, 41, 1)), "{edges:#?}");
        assert!(edges.contains(&rect(40, 0, 1, 52)), "{edges:#?}");
    }
}
