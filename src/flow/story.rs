//! Places a story: headline, copy in columns, pictures inside the text, and a filler at its foot.
//!
//! The steps stand in order in `place_with`: set the headline, make the layout of the story, shape the copy,
//! lay it out and make it fit (`fit_copy`), report, and place everything in the order of reading. A
//! filler is itself a story: `choose_filler` sets those of the page in the free rows and takes the one that
//! fills most of them.

use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::geometry::{Length, Point, Rect};
use crate::issue::{Story, StoryId, StoryPart};
use crate::layout::{Align, Area, CopyfitStep, HeadlinePlace, RowsRule, Writing};
use crate::line::Setting;
use crate::message::{counted, msg};

use super::copy::{self, CopyItem};
use super::copyfit::{self, Fitted};
use super::desk::InnerArea;
use super::frames::Frame;
use super::pour::Poured;
use super::story_layout::{FitPlan, Headline, StoryLayout, head, own_place};
use super::{
    Continuation, Desk, HeadlineBox, PlacedLine, Placement, Role, SetText, figure, filler, fit, headline,
    vertical,
};

/// Places a story, or the part of it that begins at `rest`: its headline first, for that is the
/// order of reading.
pub(super) fn place<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    part: &StoryPart,
    continuation: Option<Continuation>,
    draft: Option<Draft<'a>>,
) -> Placement {
    place_with(desk, area, part, continuation, draft, true)
}

/// A story with headline and copy set, before it has a place on the page.
pub struct Draft<'a> {
    pub(super) headline: Headline,
    pub(super) items: Vec<CopyItem<'a>>,
    headline_findings: Vec<Diagnostic>,
    findings: Vec<Diagnostic>,
    /// Rows that a headline that runs down was set to.
    rows: u32,
    /// The width that a headline across was set to.
    width: Length,
    /// Whether such a headline has its full size.
    pub(super) is_fit: bool,
}

impl Draft<'_> {
    /// Has the headline set anew, as for another style.
    pub(super) fn forget_headline(&mut self) {
        (self.width, self.rows) = (Length(-1), u32::MAX);
    }

    /// Whether nothing is to be told of the headline.
    pub(super) fn is_sound(&self) -> bool {
        self.headline_findings.iter().all(|finding| finding.severity == Severity::Note)
    }

    /// Sets a headline anew if its area is not as wide, or has other rows where it runs down.
    pub(super) fn fit_headline(&mut self, desk: &mut Desk<'_>, area: &Area, story: &Story, part: &StoryPart) {
        let inside = desk.inside(area);
        let is_same = match self.headline {
            Headline::Across(_) => self.width == headline_width(desk, area, &inside),
            Headline::Down(_) => self.rows == inside.rows,
        };
        if is_same {
            return;
        }
        self.headline_findings.clear();
        self.headline = set_headline(desk, area, story, part, &inside, &mut self.headline_findings);
        self.is_fit = self.headline_findings.iter().all(|finding| finding.code != codes::HEADLINE_TOO_LONG);
        (self.rows, self.width) = (inside.rows, headline_width(desk, area, &inside));
    }
}

/// Sets headline and copy. Where the copy goes on elsewhere, no more of it is shaped than could stand in `room`, if that is
/// known.
pub(super) fn draft<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    story: &Story,
    part: &StoryPart,
    continuation: Option<Continuation>,
    room: Option<Length>,
) -> Draft<'a> {
    let (mut headline_findings, mut findings) = (Vec::new(), Vec::new());
    let inside = desk.inside(area);
    let headline = set_headline(desk, area, story, part, &inside, &mut headline_findings);
    let is_fit = headline_findings.iter().all(|finding| finding.code != codes::HEADLINE_TOO_LONG);
    let items = copy::items(desk, area, (story, part), continuation, room, &mut findings);
    let width = headline_width(desk, area, &inside);
    Draft { headline, items, headline_findings, findings, rows: inside.rows, width, is_fit }
}

fn place_with<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    part: &StoryPart,
    continuation: Option<Continuation>,
    draft: Option<Draft<'a>>,
    ladder: bool,
) -> Placement {
    let mut placement = Placement { story: Some(part.id), ..Placement::default() };
    let (issue, all) = (desk.issue, Arc::clone(&desk.areas));
    let Some(story) = issue.stories.get(part.id.0 as usize) else { return placement };
    if let (Some(from), None) = (&part.from, continuation) {
        placement.findings.push(fit::nothing_left(story, part, area, from.page));
        return placement;
    }
    let mut findings = Vec::new();
    let more = part.more.iter().filter_map(|name| all.iter().find(|area| area.name == *name));
    let areas: Vec<&Area> = std::iter::once(area).chain(more).collect();
    let inside = desk.inside(area);
    let (headline, set) = match draft {
        Some(mut draft) => {
            draft.fit_headline(desk, area, story, part);
            findings.append(&mut draft.headline_findings);
            (draft.headline, Some((draft.items, draft.findings)))
        }
        None => (set_headline(desk, area, story, part, &inside, &mut findings), None),
    };
    let story_layout = StoryLayout { areas, part, story, headline: &headline, inside, ladder };
    check(desk, &story_layout, &mut findings);

    let (items, fitted) = match set {
        Some((mut items, mut found)) => {
            findings.append(&mut found);
            let fitted = fit_copy(desk, &story_layout, &mut items);
            (items, fitted)
        }
        None => {
            let room = part.to.as_ref().map(|_| story_layout.room(desk));
            // Rows all together hold little more than text that is as long by itself.
            let mut most = room.map(|room| room * 9 / 8);
            loop {
                let mut found = Vec::new();
                let mut items = copy::items(desk, area, (story, part), continuation, most, &mut found);
                let fitted = fit_copy(desk, &story_layout, &mut items);
                // Squeezed as far as can be, text is more than half as long as by itself.
                let least = room.map(|room| room * 2).filter(|least| most.is_some_and(|most| most < *least));
                if fitted.poured.unplaced.is_some() || least.is_none() {
                    findings.append(&mut found);
                    break (items, fitted);
                }
                most = least;
            }
        }
    };
    fit::report_story(desk, &story_layout, &items, &fitted, &mut placement, &mut findings);
    check_insets(desk, &story_layout, &fitted.plan, &mut findings);

    let filler = fitted.filler;
    let insets: Vec<Rect> =
        (0..part.insets.len()).map(|at| story_layout.inset_rects(desk, at, &fitted.plan).1).collect();
    let place = headline_place(desk, &story_layout, &fitted.plan);
    place_headline(desk, (area, story), headline, place, &mut placement);
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
        placement.filler = place_filler(desk, area, id, rows).map(Box::new);
    }
    placement
}

/// Lays the copy out and, where the house wants it, makes it fit: step by step in the house's order, until
/// it does.
fn fit_copy(desk: &mut Desk<'_>, story_layout: &StoryLayout<'_>, items: &mut [CopyItem<'_>]) -> Fitted {
    let mut now = copyfit::lay_out(desk, story_layout, items);
    // Where the story goes on, the next page takes what is left.
    let may_change = story_layout.areas.iter().all(|area| area.copyfit);
    if !story_layout.ladder || !may_change || story_layout.part.to.is_some() {
        return now;
    }
    // An area that was made for its copy is full.
    let of_copy =
        |area: &&Area| area.relation.as_ref().is_some_and(|relation| relation.rows == RowsRule::Copy);
    if story_layout.areas.iter().any(of_copy) && now.poured.unplaced.is_none() && now.free_in_all() == 0 {
        return now;
    }
    for step in desk.layout.copyfit.order.clone() {
        if now.is_filled(items, step) {
            break;
        }
        if step != CopyfitStep::Filler {
            now = copyfit::climb(desk, story_layout, items, now, step);
        } else if let Some(free) = copyfit::room_for_filler(story_layout, &now)
            && let Some((at, rows, name)) = choose_filler(desk, story_layout.areas[0], free)
        {
            now.filler = Some((desk.fillers.remove(at), rows));
            now.changes.push(msg!("filler “{name}” in {rows}", name, rows = counted(rows as usize, "row")));
        }
    }
    now
}

/// The filler of the page that takes most of `free` rows: its number among those that are left, the
/// rows with the white above it, and its name.
fn choose_filler(desk: &mut Desk<'_>, area: &Area, free: u32) -> Option<(usize, u32, String)> {
    let mut best: Option<(usize, u32)> = None;
    for at in 0..desk.fillers.len() {
        let id = desk.fillers[at];
        for rows in filler::WHITE + 1..=free {
            let Some(placed) = set_filler(desk, area, id, rows) else { continue };
            let fits = placed.fit.as_ref().is_some_and(|fit| fit.overset.is_none());
            if fits && !placed.findings.iter().any(|finding| finding.code == codes::HEADLINE_OVERSET) {
                if best.is_none_or(|(_, most)| rows > most) {
                    best = Some((at, rows));
                }
                break;
            }
        }
    }
    let (at, rows) = best?;
    let name = desk.issue.stories.get(desk.fillers[at].0 as usize)?.name.clone();
    Some((at, rows, name))
}

/// Sets a filler, a whole story that is not made to fit, in the last `rows` rows of an area.
fn set_filler(desk: &mut Desk<'_>, area: &Area, id: StoryId, rows: u32) -> Option<Placement> {
    let own = filler::area(desk, area, rows)?;
    Some(place_with(desk, &own, &StoryPart::whole(id), None, None, false))
}

/// Places a filler in the last `rows` rows of an area, a rule above it.
fn place_filler(desk: &mut Desk<'_>, area: &Area, id: StoryId, rows: u32) -> Option<Placement> {
    let mut placed = set_filler(desk, area, id, rows)?;
    placed.fills.push((filler::rule(desk, area, rows), crate::ink::Ink::BLACK));
    placed.findings.retain(|finding| finding.code != codes::UNDERSET);
    Some(placed)
}

/// The width of a headline across.
fn headline_width(desk: &Desk<'_>, area: &Area, inside: &InnerArea) -> Length {
    own_place(desk, area, inside).map_or_else(|| head(desk, area, inside).1, |rect| rect.width)
}

fn set_headline(
    desk: &mut Desk<'_>,
    area: &Area,
    story: &Story,
    part: &StoryPart,
    inside: &InnerArea,
    findings: &mut Vec<Diagnostic>,
) -> Headline {
    let parts = headline::parts(area, story, part);
    match area.headline {
        HeadlinePlace::Above => {
            let width = headline_width(desk, area, inside);
            Headline::Across(headline::stack(desk, area, story, &parts, width, findings))
        }
        HeadlinePlace::Left | HeadlinePlace::Right => {
            let height = own_place(desk, area, inside)
                .map_or_else(|| desk.grid.depth(inside.rows), |rect| rect.height);
            Headline::Down(vertical::set(desk, area, story, &parts, height, findings))
        }
    }
}

/// Reports a headline that does not fit its place.
fn check(desk: &Desk<'_>, story_layout: &StoryLayout<'_>, findings: &mut Vec<Diagnostic>) {
    let (area, story) = (story_layout.areas[0], story_layout.story);
    match story_layout.headline {
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

/// Reports pictures inside the text that lie on the headline.
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

/// Where a headline stands, and its rows where it is a stack across.
fn headline_place(desk: &Desk<'_>, story_layout: &StoryLayout<'_>, plan: &FitPlan) -> Option<(Rect, u32)> {
    let rect = story_layout.headline_rect(desk);
    let area = story_layout.areas[0];
    match (story_layout.headline, rect, &area.headline_at) {
        (Headline::Across(stack), Some(rect), Some(cells)) => Some((rect, cells.rows.max(stack.rows))),
        (Headline::Across(_), ..) => {
            let (left, width) = head(desk, area, &story_layout.inside);
            let top = desk.grid.row_top(story_layout.inside.row);
            let depth = desk.grid.depth(plan.headline_rows);
            Some((Rect::new(left, top, width, depth), plan.headline_rows))
        }
        (Headline::Down(_), rect, _) => Some((rect?, 0)),
    }
}

fn place_headline(
    desk: &Desk<'_>,
    (area, story): (&Area, &Story),
    headline: Headline,
    place: Option<(Rect, u32)>,
    placement: &mut Placement,
) {
    let Some((rect, rows)) = place else { return };
    let first_line = placement.lines.len();
    let (rect, largest, vertical) = match headline {
        Headline::Across(stack) => {
            let largest = stack.largest();
            // A panel leaves half a row to the text under it, and the letters stand in its middle.
            let white = if area.headline_tint.is_some() { desk.grid.pitch / 2 } else { Length::ZERO };
            let corner = Point::new(rect.x, rect.y - white / 2);
            let over_text = area.headline_tint.is_none() && area.headline_at.is_none();
            headline::place(desk, corner, stack, rows, over_text, placement);
            (Rect { height: (rect.height - white).max(Length::ZERO), ..rect }, largest, false)
        }
        Headline::Down(strip) => {
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
    let words = story.headline.as_ref().or(story.kicker.as_ref());
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
