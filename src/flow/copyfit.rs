//! The copyfit ladder (调版): changes the layout of a story in small steps until its copy fits.
//!
//! In go the layout of the story and its copy; out comes [`Fitted`]: the plan, the frames and where each
//! line stands. [`lay_out`] takes the plan that layout and issue ask for. [`climb`] takes one step of the
//! house's order: paragraphs a line shorter or longer, the headline a row, a picture a row, a caption a
//! line, white over crossheads. Each step tries a change, lays the copy out again and keeps the change only if
//! the copy fits better: fewer rows over, or fewer rows free without any over. What was done is listed in
//! [`Fitted::changes`].

use crate::issue::StoryId;
use crate::layout::{CopyfitStep, Writing};
use crate::message::{Message, counted, msg};

use super::candidates::Candidates;
use super::copy::CopyItem;
use super::fill::ROUGH;
use super::frames::Frame;
use super::pour::{self, Poured, pour};
use super::story_layout::{FitPlan, StoryLayout};
use super::{Desk, figure};

/// Rows of a picture, with its caption, at the least.
const LEAST_PICTURE: u32 = 5;

/// A story in its frames, as far as it could be made to fit.
pub(super) struct Fitted {
    pub(super) plan: FitPlan,
    pub(super) frames: Vec<Frame>,
    pub(super) poured: Poured,
    /// What was changed, in order.
    pub(super) changes: Vec<Message>,
    /// A filler and the rows at the foot of the area that it may have.
    pub(super) filler: Option<(StoryId, u32)>,
}

impl Fitted {
    /// Rows of all frames.
    pub(super) fn offered(&self) -> u32 {
        self.frames.iter().map(|frame| frame.rows).sum()
    }

    /// Rows at the foot, over all columns that reach down to them, in which nothing stands. A filler
    /// takes its own.
    pub(super) fn free_in_all(&self) -> u32 {
        let foot = self.frames.iter().map(|frame| frame.first + frame.rows).max().unwrap_or(0);
        let head = self.frames.iter().map(|frame| frame.first).min().unwrap_or(0);
        let filled = self.frames.iter().zip(&self.poured.rows).filter(|(_, rows)| **rows > 0);
        let deepest = filled.map(|(frame, rows)| frame.first + rows).max().unwrap_or(head);
        (foot - deepest).saturating_sub(self.filler.map_or(0, |(_, rows)| rows))
    }

    /// Rows over, or (negative) rows free.
    fn balance(&self, items: &[CopyItem<'_>]) -> i64 {
        if self.poured.unplaced.is_some() {
            return i64::from(self.poured.over(items));
        }
        let used: u32 = self.poured.rows.iter().sum();
        -i64::from(self.offered() - used)
    }

    /// Whether the copy fits well enough that a step of the ladder need not be taken. Less than a row free
    /// in every column is even enough, but a paragraph made a line longer may still fill it.
    pub(super) fn is_filled(&self, items: &[CopyItem<'_>], step: CopyfitStep) -> bool {
        let balance = self.balance(items);
        balance == 0
            || (balance < 0 && -balance < i64::from(self.columns()) && step != CopyfitStep::Looseness)
    }

    /// Columns of text.
    pub(super) fn columns(&self) -> u32 {
        let mut columns: Vec<usize> = self.frames.iter().map(|frame| frame.column).collect();
        columns.dedup();
        columns.len() as u32
    }
}

/// Lays a story out in the frames of a plan.
pub(super) fn lay(
    desk: &mut Desk<'_>,
    story_layout: &StoryLayout<'_>,
    items: &mut [CopyItem<'_>],
    plan: FitPlan,
) -> Fitted {
    let frames = story_layout.frames(desk, &plan);
    let poured = pour(desk, items, &frames, story_layout.part.to.is_some());
    Fitted { plan, frames, poured, changes: Vec::new(), filler: None }
}

/// Lays a story out as the layout and the issue ask for it. White that the text leaves goes to the
/// headline, as far as a stack may have it.
pub(super) fn lay_out(
    desk: &mut Desk<'_>,
    story_layout: &StoryLayout<'_>,
    items: &mut [CopyItem<'_>],
) -> Fitted {
    let rows = story_layout.stacked().map_or(0, |stack| stack.rows.min(story_layout.rows()));
    let mut now = lay(desk, story_layout, items, story_layout.plan(rows));
    let is_own = story_layout.ladder && story_layout.areas.iter().all(|area| area.copyfit);
    if is_own && story_layout.part.to.is_none() {
        now = even(desk, story_layout, items, now);
    }
    if let Some(stack) = story_layout.stacked() {
        let first = story_layout.part.insets.iter().map(|inset| inset.row).min();
        // Inside a box the headline begins under its edge.
        let edge = story_layout.inside.row.saturating_sub(story_layout.areas[0].row);
        let room = first.map_or(stack.most, |row| (row - 1).saturating_sub(edge).max(rows));
        let most = now.free_in_all().min(stack.most.min(room).saturating_sub(rows));
        let full = now.poured.unplaced.is_some();
        for more in (0..=most).rev().filter(|_| most > 0 && !full) {
            let changes = std::mem::take(&mut now.changes);
            now = Fitted { changes, ..lay(desk, story_layout, items, story_layout.plan(rows + more)) };
            // Where some columns are shorter, a row less for all of them may be too much.
            if now.poured.unplaced.is_none() {
                break;
            }
        }
    }
    now
}

/// Takes one step of the ladder. Fillers are not among its steps; see [`room_for_filler`].
pub(super) fn climb(
    desk: &mut Desk<'_>,
    story_layout: &StoryLayout<'_>,
    items: &mut [CopyItem<'_>],
    now: Fitted,
    step: CopyfitStep,
) -> Fitted {
    let spec = desk.layout.copyfit.clone();
    let mut ladder = Ladder { desk, story_layout, items, now };
    match step {
        CopyfitStep::Looseness => ladder.looseness(spec.looseness),
        CopyfitStep::Headline => ladder.headline(spec.headline),
        CopyfitStep::Picture => ladder.pictures(spec.picture),
        CopyfitStep::Caption => ladder.captions(spec.caption),
        CopyfitStep::Gap => ladder.gaps(spec.gap),
        CopyfitStep::Filler => {}
    }
    ladder.now
}

/// What a change must gain.
const WORTH: u32 = 250;

/// Paragraphs that are changed to mend them, at the most.
const EVENED: usize = 3;

/// Paragraphs that are tried to mend them.
const TRIED: usize = 24;

/// The same where rows are of several lengths.
const TRIED_BESIDE: usize = 4;

/// Makes up to three paragraphs a line shorter or longer where the columns would end in a lone line, or neither evenly nor stepped
/// once. Nothing else changes, so copy that fits still fits. It is told where the house fits copy by
/// [`CopyfitStep::Looseness`]; else it is a choice of line ends like any other.
fn even(
    desk: &mut Desk<'_>,
    story_layout: &StoryLayout<'_>,
    items: &mut [CopyItem<'_>],
    now: Fitted,
) -> Fitted {
    let mut ladder = Ladder { desk, story_layout, items, now };
    ladder.even();
    ladder.now
}

/// Rows at the foot of the area that a filler may have, whose rows must be free over the whole width:
/// no picture may reach down to them. `None` where no filler can stand.
pub(super) fn room_for_filler(story_layout: &StoryLayout<'_>, now: &Fitted) -> Option<u32> {
    let area = story_layout.areas[0];
    let plain = story_layout.areas.len() == 1 && story_layout.stacked().is_some();
    if now.poured.unplaced.is_some() || !plain || area.writing == Writing::Down {
        return None;
    }
    let insets = story_layout.part.insets.iter().zip(&now.plan.inset_rows);
    let foot = insets.map(|(inset, rows)| inset.row + rows - 1).max().unwrap_or(0);
    Some(now.free_in_all().min(area.rows.saturating_sub(foot)))
}

/// What is told of paragraphs that were made a line shorter or longer.
fn paragraphs_changed(count: usize, way: i32) -> Message {
    let paragraphs = counted(count, "paragraph");
    if way < 0 {
        msg!("{paragraphs} a line shorter", paragraphs)
    } else {
        msg!("{paragraphs} a line longer", paragraphs)
    }
}

struct Ladder<'l, 'a, 'p, 'i> {
    desk: &'l mut Desk<'a>,
    story_layout: &'l StoryLayout<'p>,
    items: &'l mut [CopyItem<'i>],
    now: Fitted,
}

impl Ladder<'_, '_, '_, '_> {
    /// Lays out another plan and keeps it when the copy fits better: nearer to full, not over. If it
    /// does not, `undo` takes back what was done to the items.
    fn attempt(&mut self, plan: FitPlan, undo: impl FnOnce(&mut [CopyItem<'_>])) -> bool {
        let before = self.now.balance(self.items);
        let mut next = lay(self.desk, self.story_layout, self.items, plan);
        let after = next.balance(self.items);
        let better = if before > 0 { after < before } else { after <= 0 && after > before };
        if better {
            next.changes = std::mem::take(&mut self.now.changes);
            self.now = next;
        } else {
            undo(self.items);
            // The items' lines are those of the attempt.
            let changes = std::mem::take(&mut self.now.changes);
            let plan = self.now.plan.clone();
            self.now = Fitted { changes, ..lay(self.desk, self.story_layout, self.items, plan) };
        }
        better
    }

    /// Whether rows are still over, or free in every column.
    fn goes_on(&self) -> bool {
        let balance = self.now.balance(self.items);
        balance > 0 || -balance >= i64::from(self.now.columns().max(1))
    }

    /// Paragraphs that can be a line shorter or longer, those first whose gaps change least.
    fn candidates(&mut self, ways: &[i32]) -> Candidates {
        let at_once = !pour::even(&self.now.frames);
        Candidates::new(self.desk, self.items, ways, at_once)
    }

    /// Paragraphs a line shorter or longer, so that columns end better.
    fn even(&mut self) {
        let mut changed = Vec::new();
        for _ in 0..EVENED {
            if self.now.poured.unplaced.is_some() || self.now.poured.cost < ROUGH {
                break;
            }
            let mut candidates = self.candidates(&[-1, 1]);
            let mut best: Option<(u32, usize, i32)> = None;
            // Where the rows differ, each trial breaks the copy into lines many times.
            let most = if pour::even(&self.now.frames) { TRIED } else { TRIED_BESIDE };
            for _ in 0..most {
                let Some((number, way)) = candidates.next(self.desk, self.items) else { break };
                // What is gained must be worth the change.
                let least = best.map_or(self.now.poured.cost.saturating_sub(WORTH), |(least, ..)| least);
                self.items[number].looseness = way;
                let goes_on = self.story_layout.part.to.is_some();
                let cost = pour::cost_under(self.desk, self.items, &self.now.frames, goes_on, least);
                self.items[number].looseness = 0;
                if let Some(cost) = cost {
                    best = Some((cost, number, way));
                    if cost < ROUGH {
                        break;
                    }
                }
            }
            let worth = best.filter(|(cost, ..)| *cost + WORTH < self.now.poured.cost);
            if let Some((_, number, way)) = worth {
                self.items[number].looseness = way;
                changed.push(way);
            }
            let (changes, filler) = (std::mem::take(&mut self.now.changes), self.now.filler);
            let plan = self.now.plan.clone();
            self.now = Fitted { changes, filler, ..lay(self.desk, self.story_layout, self.items, plan) };
            if worth.is_none() {
                break;
            }
        }
        let told = self.desk.layout.copyfit.order.contains(&CopyfitStep::Looseness);
        for way in [-1, 1].into_iter().filter(|_| told) {
            let count = changed.iter().filter(|done| **done == way).count();
            if count > 0 {
                self.now.changes.push(paragraphs_changed(count, way));
            }
        }
    }

    /// Paragraphs a line shorter or longer: those first whose gaps change least.
    fn looseness(&mut self, percent: u32) {
        let balance = self.now.balance(self.items);
        let way = if balance > 0 { -1 } else { 1 };
        let mut candidates = self.candidates(&[way]);
        let most = (self.items.len() * percent as usize).div_ceil(100);
        let mut changed = 0;
        for _ in 0..most {
            let balance = self.now.balance(self.items);
            if (way < 0 && balance <= 0) || (way > 0 && balance >= 0) {
                break;
            }
            let Some((number, _)) = candidates.next(self.desk, self.items) else { break };
            self.items[number].looseness = way;
            let fits = self.attempt(self.now.plan.clone(), |items| items[number].looseness = 0);
            changed += usize::from(fits);
        }
        if changed > 0 {
            self.now.changes.push(paragraphs_changed(changed, way));
        }
    }

    /// One row after the other, as long as it helps; gives how many.
    fn rows(&mut self, most: u32, change: impl Fn(&mut FitPlan, i64) -> bool) -> i64 {
        let mut done = 0;
        while self.goes_on() && done < i64::from(most) {
            let way = if self.now.balance(self.items) > 0 { -1 } else { 1 };
            let mut plan = self.now.plan.clone();
            if !change(&mut plan, way) || !self.attempt(plan, |_| {}) {
                break;
            }
            done += 1;
        }
        done
    }

    fn headline(&mut self, most: u32) {
        let Some(stack) = self.story_layout.stacked() else { return };
        // Not over a picture of the text.
        let first = self.story_layout.part.insets.iter().map(|inset| inset.row).min();
        let room = first.map_or(self.story_layout.rows(), |row| row - 1);
        let (least, before) = (stack.least, self.now.plan.headline_rows);
        if before == 0 {
            return;
        }
        self.rows(most, |plan, way| {
            let rows = i64::from(plan.headline_rows) + way;
            plan.headline_rows = u32::try_from(rows).unwrap_or(0);
            (i64::from(least)..=i64::from(room)).contains(&rows)
        });
        let after = self.now.plan.headline_rows;
        if after != before {
            self.now.changes.push(msg!("headline {after} rows instead of {before}", after, before));
        }
    }

    fn pictures(&mut self, most: u32) {
        for number in 0..self.now.plan.inset_rows.len() {
            let before = self.now.plan.inset_rows[number];
            let room = self.story_layout.rows();
            self.rows(most, |plan, way| {
                let rows = (i64::from(plan.inset_rows[number]) + way).max(0) as u32;
                plan.inset_rows[number] = rows;
                (LEAST_PICTURE..=room).contains(&rows)
            });
            let after = self.now.plan.inset_rows[number];
            if after != before {
                self.now.changes.push(msg!(
                    "picture {number} of its text {after} rows instead of {before}",
                    number = number + 1,
                    after,
                    before
                ));
            }
        }
    }

    /// A caption a line shorter or longer; its picture keeps its height.
    fn captions(&mut self, most: u32) {
        for number in 0..self.now.plan.captions.len() {
            let before = self.now.plan.captions[number];
            while self.goes_on() && before.abs_diff(self.now.plan.captions[number]) < most {
                let way: i32 = if self.now.balance(self.items) > 0 { -1 } else { 1 };
                let mut plan = self.now.plan.clone();
                let area = self.story_layout.areas[0];
                let width = self.story_layout.inset_rects(self.desk, number, &plan).1.width;
                let figure = &self.story_layout.part.insets[number].figure;
                let mut lines = |looseness| figure::caption_lines(self.desk, area, figure, width, looseness);
                let old = lines(plan.captions[number]).0;
                plan.captions[number] += way;
                let rows = i64::from(plan.inset_rows[number]) + i64::from(way);
                plan.inset_rows[number] = u32::try_from(rows).unwrap_or(0);
                let (new, good) = lines(plan.captions[number]);
                let turns = good && new == old + i64::from(way);
                if !turns || plan.inset_rows[number] < LEAST_PICTURE || !self.attempt(plan, |_| {}) {
                    break;
                }
            }
            let after = self.now.plan.captions[number];
            if after != before {
                let number = number + 1;
                self.now.changes.push(if after < before {
                    msg!("caption of picture {number} a line shorter", number)
                } else {
                    msg!("caption of picture {number} a line longer", number)
                });
            }
        }
    }

    /// White over crossheads; in need, crossheads in fewer rows.
    fn gaps(&mut self, most: u32) {
        let over = self.now.balance(self.items) > 0;
        let mut changed = 0;
        for _ in 0..most {
            for number in 0..self.items.len() {
                if !self.items[number].crosshead || number == 0 || !self.goes_on() {
                    continue;
                }
                let before = (self.items[number].white, self.items[number].rows);
                if over {
                    let least = self.desk.grid_rows(self.items[number].style.size);
                    if self.items[number].rows <= least {
                        continue;
                    }
                    self.items[number].rows -= 1;
                } else {
                    self.items[number].white += 1;
                }
                let undo = |items: &mut [CopyItem<'_>]| (items[number].white, items[number].rows) = before;
                changed += usize::from(self.attempt(self.now.plan.clone(), undo));
            }
        }
        if changed > 0 {
            let rows = counted(changed, "row");
            self.now.changes.push(if over {
                msg!("{rows} taken from crossheads", rows)
            } else {
                msg!("{rows} of white over crossheads", rows)
            });
        }
    }
}
