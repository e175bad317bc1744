//! A story in its areas: headline, pictures inside the text, columns of copy, and how it fits.

use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point, Rect};
use crate::grid::Columns;
use crate::issue::{Story, StoryPart};
use crate::layout::{Align, Area, Division, HeadlinePlace, Writing};
use crate::line::Setting;

use super::copy::{self, Continuation, CopyItem};
use super::frames::{Frame, TextRegion, frames, with_white};
use super::pour::Poured;
use super::{
    Desk, HeadlineBox, InnerArea, PlacedLine, Placement, Role, SetText, copyfit, figure, filler, fit,
    headline, vertical,
};

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
    pub(super) headline: Headline,
    /// The inside of the first area.
    inside: InnerArea,
    /// Whether the house's ladder is climbed to make the copy fit.
    pub(super) ladder: bool,
}

/// The head of an area: as wide as its first rows are, which a notch may shorten.
fn head(desk: &Desk<'_>, area: &Area, inside: &InnerArea) -> (Length, Length) {
    let whole = (inside.left, inside.width);
    let Some(first) = area.parts().first().copied().filter(|_| !area.notches.is_empty()) else {
        return whole;
    };
    let rect = desk.grid.cells(&first);
    let left = inside.left.max(rect.x + area.inset);
    (left, (inside.left + inside.width).min(rect.right() - area.inset) - left)
}

/// The place that a layout gives the headline inside its area; in a box it keeps off the edge.
fn own_place(desk: &Desk<'_>, area: &Area, inside: &InnerArea) -> Option<Rect> {
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

    /// Where the headline stands that does not take the whole head of the area.
    fn headline_rect(&self, desk: &Desk<'_>) -> Option<Rect> {
        let area = self.areas[0];
        if let Some(rect) = own_place(desk, area, &self.inside) {
            return Some(rect);
        }
        let Headline::Down(strip) = &self.headline else { return None };
        let whole = self.inside.rect(&desk.grid);
        let left = match area.headline {
            HeadlinePlace::Left => whole.x,
            _ => whole.right() - strip.width,
        };
        Some(Rect::new(left, whole.y, strip.width, whole.height))
    }

    /// Whether headline rows are free to be changed.
    pub(super) fn stacked(&self) -> Option<&headline::Stack> {
        match &self.headline {
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
                match (&self.headline, self.headline_rect(desk)) {
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
    fn room(&self, desk: &Desk<'_>) -> Length {
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

/// Places a story, or the part of it that begins at `rest`: its headline first, for that is the
/// order of reading.
pub(super) fn place(
    desk: &mut Desk<'_>,
    area: &Area,
    part: &StoryPart,
    continuation: Option<Continuation>,
) -> Placement {
    place_with(desk, area, part, continuation, true)
}

/// Places a filler: a whole story, which is not made to fit.
pub(super) fn place_filler(desk: &mut Desk<'_>, area: &Area, part: &StoryPart) -> Placement {
    place_with(desk, area, part, None, false)
}

fn place_with(
    desk: &mut Desk<'_>,
    area: &Area,
    part: &StoryPart,
    continuation: Option<Continuation>,
    ladder: bool,
) -> Placement {
    let mut placement = Placement { story: Some(part.id), ..Placement::default() };
    let (issue, layout) = (desk.issue, desk.layout);
    let Some(story) = issue.stories.get(part.id.0 as usize) else { return placement };
    if let (Some(from), None) = (&part.from, continuation) {
        placement.findings.push(fit::nothing_left(story, area, from.page));
        return placement;
    }
    let mut findings = Vec::new();
    let areas: Vec<&Area> =
        std::iter::once(area).chain(part.more.iter().filter_map(|name| layout.area(name))).collect();
    let inside = desk.inside(area);
    let headline = set_headline(desk, area, story, part, &inside, &mut findings);
    let story_layout = StoryLayout { areas, part, story, headline, inside, ladder };
    check(desk, &story_layout, &mut findings);

    let room = part.to.as_ref().map(|_| story_layout.room(desk));
    let mut items = copy::items(desk, area, story, continuation, room, &mut findings);
    let fitted = copyfit::fit(desk, &story_layout, &mut items);
    fit::report_story(desk, &story_layout, &items, &fitted, &mut placement, &mut findings);
    check_insets(desk, &story_layout, &fitted.plan, &mut findings);

    let filler = fitted.filler;
    let insets: Vec<Rect> =
        (0..part.insets.len()).map(|at| story_layout.inset_rects(desk, at, &fitted.plan).1).collect();
    place_headline(desk, story_layout, &fitted.plan, &mut placement);
    place_copy(desk, items, &fitted.frames, &fitted.poured, &mut placement, &mut findings);
    if let (Some(jump), Some(_)) = (&part.to, placement.continuation) {
        place_jump(desk, area, &jump.words, &fitted.frames, &mut placement, &mut findings);
    }
    if let Some(rule) = &area.column_rule {
        rules_between(rule, &fitted.frames, &fitted.poured.rows, &mut placement);
    }
    for (number, inset) in part.insets.iter().enumerate() {
        let (rect, looseness) = (insets[number], fitted.plan.captions[number]);
        let mut picture = figure::place_in(desk, area, &inset.figure, rect, looseness);
        picture.number_figure(number as u32);
        placement.take(&mut picture);
        findings.append(&mut picture.findings);
    }
    placement.findings = findings;
    if let Some((id, rows)) = filler {
        placement.filler = filler::place(desk, area, id, rows).map(Box::new);
    }
    placement
}

fn set_headline(
    desk: &mut Desk<'_>,
    area: &Area,
    story: &Story,
    part: &StoryPart,
    inside: &InnerArea,
    findings: &mut Vec<Diagnostic>,
) -> Headline {
    let parts = headline::parts(story, part);
    let at = own_place(desk, area, inside);
    match area.headline {
        HeadlinePlace::Above => {
            let width = at.map_or_else(|| head(desk, area, inside).1, |rect| rect.width);
            Headline::Across(headline::stack(desk, area, story, &parts, width, findings))
        }
        HeadlinePlace::Left | HeadlinePlace::Right => {
            let height = at.map_or_else(|| desk.grid.depth(inside.rows), |rect| rect.height);
            Headline::Down(vertical::set(desk, area, story, &parts, height, findings))
        }
    }
}

/// Tells of a headline that does not fit its place.
fn check(desk: &Desk<'_>, story_layout: &StoryLayout<'_>, findings: &mut Vec<Diagnostic>) {
    let (area, story) = (story_layout.areas[0], story_layout.story);
    match &story_layout.headline {
        Headline::Across(stack) => {
            let offered = area.headline_at.as_ref().map_or(story_layout.inside.rows, |cells| cells.rows);
            fit::check_headline(story, area, stack.rows, offered, findings);
        }
        Headline::Down(strip) => {
            if let Some(cells) = &area.headline_at {
                let room = desk.grid.span(cells.column, cells.columns);
                if strip.width > room {
                    let needed = strip.width.div_ceil(desk.grid.body);
                    let offered = room.div_floor(desk.grid.body);
                    findings.push(fit::headline_wider(story, area, needed, offered));
                }
            } else if strip.width > Length::ZERO && area.writing == Writing::Across {
                let em = desk.body_style(area, "body").map_or(desk.grid.body, |style| style.size);
                let width = story_layout.inside.width - strip.width - desk.grid.gutter;
                fit::check_room(desk, story, area, em, width.max(desk.grid.body), findings);
            }
        }
    }
}

/// Tells of pictures inside the text that lie on the headline.
fn check_insets(
    desk: &Desk<'_>,
    story_layout: &StoryLayout<'_>,
    plan: &FitPlan,
    findings: &mut Vec<Diagnostic>,
) {
    let area = story_layout.areas[0];
    let headline = story_layout.headline_rect(desk).or_else(|| {
        let (left, width) = head(desk, area, &story_layout.inside);
        let depth = desk.grid.depth(plan.headline_rows);
        (plan.headline_rows > 0)
            .then(|| Rect::new(left, desk.grid.row_top(story_layout.inside.row), width, depth))
    });
    let Some(headline) = headline else { return };
    for number in 0..plan.inset_rows.len() {
        let picture = story_layout.inset_rects(desk, number, plan).1;
        let meets = picture.x < headline.right()
            && headline.x < picture.right()
            && picture.y < headline.bottom()
            && headline.y < picture.bottom();
        if meets {
            let below = (headline.bottom() - desk.grid.row_top(area.row)).div_ceil(desk.grid.pitch) + 1;
            let figure = &story_layout.part.insets[number].figure;
            findings.push(fit::inset_on_headline(story_layout.story, figure, area, below));
        }
    }
}

fn place_headline(desk: &Desk<'_>, story_layout: StoryLayout<'_>, plan: &FitPlan, placement: &mut Placement) {
    let rect = story_layout.headline_rect(desk);
    let area = story_layout.areas[0];
    let first_line = placement.lines.len();
    let (rect, largest, vertical) = match story_layout.headline {
        Headline::Across(stack) => {
            let (rect, rows) = match (rect, &area.headline_at) {
                (Some(rect), Some(cells)) => (rect, cells.rows.max(stack.rows)),
                _ => {
                    let (left, width) = head(desk, area, &story_layout.inside);
                    let top = desk.grid.row_top(story_layout.inside.row);
                    let depth = desk.grid.depth(plan.headline_rows);
                    (Rect::new(left, top, width, depth), plan.headline_rows)
                }
            };
            let largest = stack.largest();
            // A panel leaves half a row to the text under it, and the letters stand in its middle.
            let white = if area.headline_tint.is_some() { desk.grid.pitch / 2 } else { Length::ZERO };
            let corner = Point::new(rect.x, rect.y - white / 2);
            headline::place(desk, corner, stack, rows, placement);
            (Rect { height: (rect.height - white).max(Length::ZERO), ..rect }, largest, false)
        }
        Headline::Down(strip) => {
            let Some(rect) = rect else { return };
            let largest = strip.largest.clone();
            vertical::place(&rect, strip, placement);
            (rect, largest, true)
        }
    };
    if placement.lines.len() == first_line {
        return;
    }
    if let Some(tint) = &area.headline_tint {
        placement.panels.push((rect, tint.clone()));
    }
    let words = story_layout.story.headline.as_ref().or(story_layout.story.kicker.as_ref());
    if let (Some((size, face)), Some(words)) = (largest, words) {
        placement.headline = Some(HeadlineBox { rect, size, face, vertical, at: words.whole() });
    }
}

/// Places the lines of the copy that found room, and says where it goes on.
fn place_copy(
    desk: &Desk<'_>,
    items: Vec<CopyItem<'_>>,
    frames: &[Frame],
    poured: &Poured,
    placement: &mut Placement,
    findings: &mut Vec<Diagnostic>,
) {
    placement.continuation = poured.unplaced.map(|(item, line)| items[item].continuation_from(line));
    let mut slots = poured.slots.iter().peekable();
    for (number, mut item) in items.into_iter().enumerate() {
        let (size, align) = (item.style.size, item.style.align);
        let mut placed = 0;
        if let (Some(cap), Some(first)) = (item.take_cap(), slots.peek().filter(|slot| slot.item == number)) {
            let origin = frames[first.frame].origin(first.row, cap.rows, cap.size);
            let text = placement.keep(cap.text);
            placement.lines.push(PlacedLine { text, line: 0, origin, condense: 1000 });
        }
        let text = placement.texts.len();
        while let Some(slot) = slots.next_if(|slot| slot.item == number) {
            let above = item.above(slot.line);
            let origin = frames[slot.frame].origin(slot.row + above, slot.rows - above, size);
            placement.lines.push(PlacedLine { text, line: slot.line, origin, condense: 1000 });
            placed = slot.line + 1;
        }
        let kept = placement.keep(item.set);
        desk.report_lines(&placement.texts[kept], 0..placed, align, findings);
    }
    for (frame, rows) in frames.iter().zip(&poured.rows).filter(|(_, rows)| **rows > 0) {
        placement.columns.push(frame.rect(0, *rows));
    }
}

/// Places the pointer to the next part in the row that was kept for it.
fn place_jump(
    desk: &mut Desk<'_>,
    area: &Area,
    words: &crate::issue::Text,
    frames: &[Frame],
    placement: &mut Placement,
    findings: &mut Vec<Diagnostic>,
) {
    let (Some(frame), Some(style)) = (frames.last(), desk.body_style(area, "jump-line")) else { return };
    let paragraph = desk.prepare(words, style, frame.writing() == Writing::Down, findings);
    // Narrowed where the row is narrower still: it has no other.
    let room = frame.room(frame.rows);
    let natural = paragraph.natural_width();
    let condense = if natural > room.measure { room.measure.0 * 1000 / natural.0.max(1) } else { 1000 };
    let lines = desk.lines(&paragraph, &Setting::new(natural.max(room.measure), Length::ZERO, Align::Right));
    let mut origin = frame.origin(frame.rows, 1, style.size);
    match frame.writing() {
        Writing::Across => origin.x += room.start,
        Writing::Down => origin.y += room.start,
    }
    let (ink, role) = (style.ink.clone(), Role::JumpTo);
    let text = placement.keep(SetText { paragraph, lines, ink, words: words.clone(), role });
    placement.lines.push(PlacedLine { text, line: 0, origin, condense: condense.max(1) as u32 });
}

/// Rules between neighbouring columns of text, as deep as the deeper of the two.
fn rules_between(
    (width, ink): &(Length, crate::ink::Ink),
    frames: &[Frame],
    rows: &[u32],
    placement: &mut Placement,
) {
    for (at, left) in frames.iter().enumerate() {
        for (other, right) in frames.iter().enumerate().filter(|(_, right)| right.column == left.column + 1) {
            let from = left.first.max(right.first);
            let filled = (left.first + rows[at]).max(right.first + rows[other]);
            let to = filled.min(left.first + left.rows).min(right.first + right.rows);
            if to <= from {
                continue;
            }
            let (near, far) =
                (left.rect(from - left.first, to - from), right.rect(from - right.first, to - from));
            let rule = match left.writing() {
                Writing::Across => {
                    let middle = near.right() + (far.x - near.right()) / 2;
                    Rect::new(middle - *width / 2, near.y, *width, near.height)
                }
                Writing::Down => {
                    let middle = near.bottom() + (far.y - near.bottom()) / 2;
                    Rect::new(near.x, middle - *width / 2, near.width, *width)
                }
            };
            placement.fills.push((rule, ink.clone()));
        }
    }
}
