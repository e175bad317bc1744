//! What a story is laid out from, and the room that this leaves to its copy.
//!
//! A [`StoryLayout`] holds the areas of a story, its headline and the part of it that stands on the page. A
//! [`FitPlan`] holds what copyfit may change: rows of the headline, rows of each picture, looseness of each
//! caption. From both, [`StoryLayout::frames`] works out the frames for the text: each area is divided into
//! columns, and headline, pictures and notches are taken out of them as obstacles.

use super::Desk;
use super::desk::InnerArea;
use super::frames::{Frame, TextRegion, frames, with_white};
use super::{headline, vertical};
use crate::geometry::{Length, Rect};
use crate::grid::Columns;
use crate::issue::{Story, StoryPart};
use crate::layout::{Area, Division, HeadlinePlace, Writing};

/// A story's headline, set but not placed.
pub(super) enum Headline {
    Across(headline::Stack),
    Down(vertical::VerticalHeadline),
}

/// What may be changed to make copy fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FitPlan {
    /// Rows of a headline that stands over the whole area.
    pub(super) headline_rows: u32,
    /// Rows of each picture inside the text.
    pub(super) inset_rows: Vec<u32>,
    /// Looseness of its caption.
    pub(super) captions: Vec<i32>,
}

/// Everything that a story's place is made from.
pub(super) struct StoryLayout<'p> {
    pub(super) areas: Vec<&'p Area>,
    pub(super) part: &'p StoryPart,
    pub(super) story: &'p Story,
    pub(super) headline: &'p Headline,
    /// The inside of the first area.
    pub(super) inside: InnerArea,
    /// Whether the house's ladder is climbed to make the copy fit.
    pub(super) ladder: bool,
}

/// The head of an area: as wide as its first rows are, which a notch may shorten.
pub(super) fn head(desk: &Desk<'_>, area: &Area, inside: &InnerArea) -> (Length, Length) {
    let whole = (inside.left, inside.width);
    let Some(first) = area.parts().first().copied().filter(|_| !area.notches.is_empty()) else {
        return whole;
    };
    let rect = desk.grid.cells(&first);
    let left = inside.left.max(rect.x + area.inset);
    (left, (inside.left + inside.width).min(rect.right() - area.inset) - left)
}

/// The place that a layout gives the headline inside its area; in a box it keeps off the edge.
pub(super) fn own_place(desk: &Desk<'_>, area: &Area, inside: &InnerArea) -> Option<Rect> {
    let rect = desk.grid.cells(area.headline_at.as_ref()?);
    let inside = inside.rect(&desk.grid);
    let (left, right) = (rect.x.max(inside.x), rect.right().min(inside.right()));
    let (top, foot) = (rect.y.max(inside.y), rect.bottom().min(inside.bottom()));
    let (width, height) = ((right - left).max(desk.grid.body), (foot - top).max(desk.grid.body));
    Some(Rect::new(left, top, width, height))
}

impl StoryLayout<'_> {
    /// Rows of the first area.
    pub(super) fn rows(&self) -> u32 {
        self.inside.rows
    }

    /// The place of a headline that does not take the whole head of the area.
    pub(super) fn headline_rect(&self, desk: &Desk<'_>) -> Option<Rect> {
        let area = self.areas[0];
        if let Some(rect) = own_place(desk, area, &self.inside) {
            return Some(rect);
        }
        let Headline::Down(strip) = self.headline else { return None };
        let whole = self.inside.rect(&desk.grid);
        let left = match area.headline {
            HeadlinePlace::Left => whole.x,
            _ => whole.right() - strip.width,
        };
        Some(Rect::new(left, whole.y, strip.width, whole.height))
    }

    /// Whether headline rows are free to be changed.
    pub(super) fn stacked(&self) -> Option<&headline::Stack> {
        match self.headline {
            Headline::Across(stack) if self.areas[0].headline_at.is_none() => Some(stack),
            _ => None,
        }
    }

    /// The room for a picture inside the text, with the white around it; the picture itself has half
    /// a row less where text stands over or under it.
    pub(super) fn inset_rects(&self, desk: &Desk<'_>, number: usize, plan: &FitPlan) -> (Rect, Rect) {
        let (rows, headline_rows) = (plan.inset_rows[number], plan.headline_rows);
        let area = self.areas[0];
        let inset = &self.part.insets[number];
        let grid = &desk.grid;
        let cells = crate::layout::Cells {
            column: area.column + inset.column - 1,
            columns: inset.columns,
            row: area.row + inset.row - 1,
            rows,
        };
        let whole = grid.cells(&cells);
        let (mut left, mut width) = (whole.x, whole.width);
        if let Some(characters) = inset.characters {
            width = (grid.body * i64::from(characters)).min(whole.width);
            if inset.side == crate::issue::Side::Right {
                left = whole.right() - width;
            }
        }
        let obstacle = with_white(Rect::new(left, whole.y, width, whole.height), self.white(desk, number));
        let half = grid.pitch / 2;
        // Right under the headline it begins with the text beside it.
        let head = (area.row + inset.row - 1).saturating_sub(self.inside.row);
        let white = rows > 2; // less has no row to give
        let above = if white && inset.row > 1 && head != headline_rows { half } else { Length::ZERO };
        let foot = area.row + area.rows <= cells.row + rows;
        let below = if foot || !white { Length::ZERO } else { half };
        // Inside a box it keeps off the edge as the text does.
        let inside = self.inside.rect(grid);
        let right = (left + width).min(inside.right());
        let left = left.max(inside.x);
        let picture = Rect::new(left, whole.y + above, right - left, whole.height - above - below);
        (obstacle, picture)
    }

    /// White between a picture and the text beside it: a character, or a gutter on whole columns.
    fn white(&self, desk: &Desk<'_>, number: usize) -> Length {
        if self.part.insets[number].characters.is_some() { desk.grid.body } else { desk.grid.gutter }
    }

    /// The frames that the plan leaves to the text.
    pub(super) fn frames(&self, desk: &Desk<'_>, plan: &FitPlan) -> Vec<Frame> {
        let grid = &desk.grid;
        let mut list: Vec<Frame> = Vec::new();
        let (mut column, mut first) = (0, 0);
        for (number, area) in self.areas.iter().enumerate() {
            let inside = desk.inside(area);
            let mut rect = inside.rect(grid);
            let mut obstacles: Vec<Rect> =
                area.cut().map(|cells| with_white(grid.cells(&cells), grid.gutter)).collect();
            if number == 0 {
                match (self.headline, self.headline_rect(desk)) {
                    (Headline::Down(strip), Some(_)) if area.headline_at.is_none() => {
                        if strip.width > Length::ZERO {
                            let taken = strip.width + grid.gutter;
                            if area.headline == HeadlinePlace::Left {
                                rect.x += taken;
                            }
                            rect.width = (rect.width - taken).max(grid.body);
                        }
                    }
                    (_, Some(at)) => obstacles.push(with_white(at, grid.gutter)),
                    (_, None) => {
                        let (left, width) = head(desk, area, &inside);
                        let rows = plan.headline_rows;
                        if rows > 0 && area.writing == Writing::Down {
                            // Columns that lie below one another share what the headline leaves.
                            rect.y += grid.pitch * i64::from(rows);
                            rect.height = grid.depth(inside.rows.saturating_sub(rows));
                        } else if rows > 0 {
                            obstacles.push(Rect::new(left, rect.y, width, grid.depth(rows)));
                        }
                    }
                }
                let insets = 0..plan.inset_rows.len();
                obstacles.extend(insets.map(|at| self.inset_rects(desk, at, plan).0));
            }
            let columns = divide(desk, area, &rect);
            let region = TextRegion {
                writing: area.writing,
                rect,
                columns: &columns,
                obstacles: &obstacles,
                em: grid.body,
            };
            let (mut of_area, rows) = frames(grid, &region, column, first);
            list.append(&mut of_area);
            column += columns.len();
            first += rows;
        }
        // The pointer to the next part has the last row.
        if self.part.to.is_some()
            && let Some(last) = list.last_mut()
        {
            last.rows = last.rows.saturating_sub(1);
        }
        list
    }

    /// The length of all rows together, without a headline.
    pub(super) fn room(&self, desk: &Desk<'_>) -> Length {
        let frames = self.frames(desk, &self.plan(0));
        frames.iter().map(|frame| frame.measure * i64::from(frame.rows)).sum()
    }

    /// The plan as the layout and the issue ask for it, with a headline of `rows`.
    pub(super) fn plan(&self, headline_rows: u32) -> FitPlan {
        let insets = &self.part.insets;
        FitPlan {
            headline_rows,
            inset_rows: insets.iter().map(|inset| inset.rows).collect(),
            captions: vec![0; insets.len()],
        }
    }
}

/// The columns of an area's text room: where each begins from its edge, and its measure.
fn divide(desk: &Desk<'_>, area: &Area, rect: &Rect) -> Vec<(Length, Length)> {
    let grid = &desk.grid;
    let em = desk.body_style(area, "body").map_or(grid.body, |style| style.size);
    match area.writing {
        Writing::Down => {
            let count = area.text_columns.unwrap_or(1).max(1);
            Columns::divide(rect.height, count, em, grid.gutter, area.division).list
        }
        Writing::Across => {
            let count = area.text_columns.unwrap_or(area.columns).max(1);
            let whole = grid.area(area);
            // Columns of their own would stand on the fold of a spread.
            let folds = grid
                .fold
                .is_some_and(|fold| area.column <= fold.after && fold.after + 1 < area.column + area.columns);
            let on_grid = area.division == Division::Grid || (area.division == Division::Gutters && folds);
            if on_grid && (rect.x, rect.width) == (whole.x, whole.width) {
                return Columns::of_grid(grid, area.column, area.columns, count).list;
            }
            Columns::divide(rect.width, count, em, grid.gutter, area.division).list
        }
    }
}
