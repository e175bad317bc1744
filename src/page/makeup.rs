//! Makeup: placements and furniture to a display list.

use crate::diagnostic::Diagnostic;
use crate::flow::{self, CopyFit, Desk, Placement};
use crate::font::Library;
use crate::geometry::{Rect, Size};
use crate::issue::{Content, Issue, PagePlan};
use crate::layout::{Layout, RuleCourse};

use super::draw::draw_line;
use super::{Item, ItemKind, Page};
use super::{beside, masthead};

/// A page with what was found while it was made.
#[derive(Clone, Debug, Default)]
pub struct MadeUp {
    /// The display list.
    pub page: Page,
    /// Findings, in the order of the areas.
    pub findings: Vec<Diagnostic>,
    /// How each story fits.
    pub fits: Vec<CopyFit>,
}

/// Makes up one page: panels, pictures, rules, then text.
pub fn make_up(issue: &Issue, layout: &Layout, library: &Library, plan: &PagePlan) -> MadeUp {
    let mut desk = Desk::new(issue, layout, library);
    let mut made = MadeUp::default();
    made.page.number = plan.number;
    made.page.trim = Size { width: layout.paper.width, height: layout.paper.height };
    made.page.bleed = layout.paper.bleed;
    made.page.slug = layout.paper.slug;

    let mut placements: Vec<Placement> = Vec::new();
    for placed in &plan.placements {
        let Some(area) = layout.area(&placed.area) else { continue };
        placements.push(match &placed.content {
            Content::Masthead => masthead::place(&mut desk, area),
            content => flow::place(&mut desk, area, content),
        });
    }

    for area in &layout.areas {
        if let Some(tint) = &area.tint {
            let rect = desk.grid.area(area);
            made.page.items.push(Item { story: None, kind: ItemKind::Fill { rect, ink: tint.clone() } });
        }
    }
    for placement in &placements {
        for picture in &placement.pictures {
            let kind =
                ItemKind::Picture { picture: picture.picture, window: picture.window, whole: picture.whole };
            made.page.items.push(Item { story: placement.story, kind });
        }
    }
    rules(&desk, &mut made.page);
    for placement in &placements {
        for (rect, ink) in &placement.fills {
            made.page
                .items
                .push(Item { story: None, kind: ItemKind::Fill { rect: *rect, ink: ink.clone() } });
        }
    }
    for placement in placements {
        for line in &placement.lines {
            let text = &placement.texts[line.text];
            draw_line(&mut made.page, placement.story, text, line);
            if let Some(set) = text.lines.lines.get(line.line) {
                beside::draw(&mut made.page, library, placement.story, text, line, set);
            }
        }
        made.findings.extend(placement.findings);
        made.fits.extend(placement.fit);
    }
    made
}

/// Frames, rules under areas, and rules that stand by themselves.
fn rules(desk: &Desk<'_>, page: &mut Page) {
    let grid = &desk.grid;
    for area in &desk.layout.areas {
        let rect = grid.area(area);
        if let Some((width, ink)) = &area.frame {
            let kind = ItemKind::Frame { rect, width: *width, ink: ink.clone() };
            page.items.push(Item { story: None, kind });
        }
        if let Some((width, ink)) = &area.rule_below {
            // In the middle of the row that parts this area from the next.
            let middle = grid.row_top(area.row + area.rows) + grid.body / 2;
            let bar = Rect::new(rect.x, middle - *width / 2, rect.width, *width);
            page.items.push(Item { story: None, kind: ItemKind::Fill { rect: bar, ink: ink.clone() } });
        }
    }
    for rule in &desk.layout.rules {
        let width = rule.width;
        let rect = match rule.course {
            RuleCourse::Row { row, column, columns } => {
                let middle = grid.row_top(row) + grid.body / 2;
                Rect::new(grid.column_left(column), middle - width / 2, grid.span(columns), width)
            }
            RuleCourse::Gutter { column, row, rows } => {
                let middle = grid.column_left(column) + grid.column + grid.gutter / 2;
                Rect::new(middle - width / 2, grid.row_top(row), width, grid.depth(rows))
            }
        };
        page.items.push(Item { story: None, kind: ItemKind::Fill { rect, ink: rule.ink.clone() } });
    }
}
