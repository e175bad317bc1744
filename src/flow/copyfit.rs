//! The copyfit ladder: what may be changed so that copy fits its place, in the order of the house.
//!
//! Each step does as little as it can and stops when the copy fits; what it did is told.

use crate::diagnostic::counted;
use crate::issue::StoryId;
use crate::layout::{CopyfitStep, Writing};
use crate::line::{Fit, is_lone};

use super::copy::{Item, strain};
use super::frames::Frame;
use super::pour::{Poured, pour};
use super::story::{Ground, Plan};
use super::{Desk, figure, filler};

/// Rows of a picture, with its caption, at the least.
const LEAST_PICTURE: u32 = 5;

/// How much wider than natural the gaps of a paragraph may be, over all of them, when it is made a
/// line longer: more is seen. In thousandths of an em² for each of its lines.
const MOST_STRAIN: i64 = 130;

/// A story in its frames, as far as it could be made to fit.
pub(super) struct Fitted {
    pub(super) plan: Plan,
    pub(super) frames: Vec<Frame>,
    pub(super) poured: Poured,
    /// What was changed, in order.
    pub(super) changes: Vec<String>,
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
    fn balance(&self, items: &[Item<'_>]) -> i64 {
        if self.poured.rest.is_some() {
            return i64::from(self.poured.over(items));
        }
        let used: u32 = self.poured.rows.iter().sum();
        -i64::from(self.offered() - used)
    }

    /// Columns of text.
    pub(super) fn columns(&self) -> u32 {
        let mut columns: Vec<usize> = self.frames.iter().map(|frame| frame.column).collect();
        columns.dedup();
        columns.len() as u32
    }
}

fn lay(desk: &mut Desk<'_>, ground: &Ground<'_>, items: &mut [Item<'_>], plan: Plan) -> Fitted {
    let frames = ground.frames(desk, &plan);
    let poured = pour(desk, items, &frames, ground.part.to.is_some());
    Fitted { plan, frames, poured, changes: Vec::new(), filler: None }
}

/// Lays a story out and, where the house wants it, makes it fit.
pub(super) fn fit(desk: &mut Desk<'_>, ground: &Ground<'_>, items: &mut [Item<'_>]) -> Fitted {
    let rows = ground.stacked().map_or(0, |stack| stack.rows.min(ground.rows()));
    let mut now = lay(desk, ground, items, ground.plan(rows));
    // White that the text leaves goes to the headline first, as far as a stack may have it.
    if let Some(stack) = ground.stacked() {
        let first = ground.part.insets.iter().map(|inset| inset.row).min();
        let room = first.map_or(stack.most, |row| (row - 1).max(rows));
        let most = now.free_in_all().min(stack.most.min(room).saturating_sub(rows));
        let full = now.poured.rest.is_some();
        for more in (0..=most).rev().filter(|_| most > 0 && !full) {
            now = lay(desk, ground, items, ground.plan(rows + more));
            // Where some columns are shorter, a row less for all of them may be too much.
            if now.poured.rest.is_none() {
                break;
            }
        }
    }
    let may_change = ground.areas.iter().all(|area| area.copyfit);
    if !ground.ladder || !may_change || ground.part.to.is_some() {
        return now; // the next page takes what is left
    }
    let spec = desk.layout.copyfit.clone();
    for step in &spec.order {
        let balance = now.balance(items);
        let columns = i64::from(now.columns());
        // Less than a row in every column is even enough, but a line more may fill it.
        if balance == 0 || (balance < 0 && -balance < columns && *step != CopyfitStep::Looseness) {
            break;
        }
        let mut ladder = Ladder { desk, ground, items, now };
        match step {
            CopyfitStep::Looseness => ladder.looseness(spec.looseness),
            CopyfitStep::Headline => ladder.headline(spec.headline),
            CopyfitStep::Picture => ladder.pictures(spec.picture),
            CopyfitStep::Caption => ladder.captions(spec.caption),
            CopyfitStep::Gap => ladder.gaps(spec.gap),
            CopyfitStep::Filler => ladder.filler(),
        }
        now = ladder.now;
    }
    now
}

struct Ladder<'l, 'a, 'p, 'i> {
    desk: &'l mut Desk<'a>,
    ground: &'l Ground<'p>,
    items: &'l mut [Item<'i>],
    now: Fitted,
}

impl Ladder<'_, '_, '_, '_> {
    /// Lays out another plan and keeps it when the copy fits better: nearer to full, not over. If it
    /// does not, `undo` takes back what was done to the items.
    fn attempt(&mut self, plan: Plan, undo: impl FnOnce(&mut [Item<'_>])) -> bool {
        let before = self.now.balance(self.items);
        let mut next = lay(self.desk, self.ground, self.items, plan);
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
            self.now = Fitted { changes, ..lay(self.desk, self.ground, self.items, plan) };
        }
        better
    }

    /// Whether rows are still over, or free in every column.
    fn goes_on(&self) -> bool {
        let balance = self.now.balance(self.items);
        balance > 0 || -balance >= i64::from(self.now.columns().max(1))
    }

    /// Paragraphs a line shorter or longer: those first whose gaps change least.
    fn looseness(&mut self, percent: u32) {
        let balance = self.now.balance(self.items);
        let way = if balance > 0 { -1 } else { 1 };
        let mut candidates: Vec<(i64, usize)> = Vec::new();
        for (number, item) in self.items.iter().enumerate() {
            let (measure, rooms) = item.measure_set();
            let rooms = rooms.to_vec();
            if !item.is_body() || item.count() < 2 || item.looseness != 0 {
                continue;
            }
            let lines = item.lines(self.desk, measure, &rooms, way);
            let changes = lines.lines.len() as i64 - item.count() as i64 == i64::from(way);
            let paragraph = &item.set.paragraph;
            let short = lines.lines.last().is_some_and(|line| is_lone(paragraph, &line.clusters));
            let capped = item.cap().is_none_or(|cap| lines.lines.len() >= cap.rows as usize);
            let good = capped && !short && lines.lines.iter().all(|line| line.fit == Fit::Good);
            let tried = strain(paragraph, &lines);
            if changes && good && tried <= MOST_STRAIN * lines.lines.len() as i64 {
                candidates.push((tried - strain(paragraph, &item.set.lines), number));
            }
        }
        candidates.sort_unstable();
        let most = (self.items.len() * percent as usize).div_ceil(100);
        let mut changed = 0;
        for (_, number) in candidates.into_iter().take(most) {
            let balance = self.now.balance(self.items);
            if (way < 0 && balance <= 0) || (way > 0 && balance >= 0) {
                break;
            }
            self.items[number].looseness = way;
            let fits = self.attempt(self.now.plan.clone(), |items| items[number].looseness = 0);
            changed += usize::from(fits);
        }
        if changed > 0 {
            let how = if way < 0 { "shorter" } else { "longer" };
            self.now.changes.push(format!("{} a line {how}", counted(changed, "paragraph")));
        }
    }

    /// One row after the other, as long as it helps; gives how many.
    fn rows(&mut self, most: u32, change: impl Fn(&mut Plan, i64) -> bool) -> i64 {
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
        let Some(stack) = self.ground.stacked() else { return };
        // Not over a picture of the text.
        let first = self.ground.part.insets.iter().map(|inset| inset.row).min();
        let room = first.map_or(self.ground.rows(), |row| row - 1);
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
            self.now.changes.push(format!("headline {after} rows instead of {before}"));
        }
    }

    fn pictures(&mut self, most: u32) {
        for number in 0..self.now.plan.inset_rows.len() {
            let before = self.now.plan.inset_rows[number];
            let room = self.ground.rows();
            self.rows(most, |plan, way| {
                let rows = (i64::from(plan.inset_rows[number]) + way).max(0) as u32;
                plan.inset_rows[number] = rows;
                (LEAST_PICTURE..=room).contains(&rows)
            });
            let after = self.now.plan.inset_rows[number];
            if after != before {
                self.now
                    .changes
                    .push(format!("picture {} of its text {after} rows instead of {before}", number + 1));
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
                let area = self.ground.areas[0];
                let width = self.ground.inset_rects(self.desk, number, &plan).1.width;
                let figure = &self.ground.part.insets[number].figure;
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
                let how = if after < before { "shorter" } else { "longer" };
                self.now.changes.push(format!("caption of picture {} a line {how}", number + 1));
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
                let undo = |items: &mut [Item<'_>]| (items[number].white, items[number].rows) = before;
                changed += usize::from(self.attempt(self.now.plan.clone(), undo));
            }
        }
        if changed > 0 {
            let rows = counted(changed, "row");
            let how = if over { "taken from crossheads" } else { "of white over crossheads" };
            self.now.changes.push(format!("{rows} {how}"));
        }
    }

    /// The filler that needs most of the rows that are free in all columns.
    fn filler(&mut self) {
        let area = self.ground.areas[0];
        let plain = self.ground.areas.len() == 1 && self.ground.stacked().is_some();
        if self.now.poured.rest.is_some() || !plain || area.writing == Writing::Down {
            return;
        }
        // Rows over the whole width in which nothing stands: no picture either.
        let insets = self.ground.part.insets.iter().zip(&self.now.plan.inset_rows);
        let foot = insets.map(|(inset, rows)| inset.row + rows - 1).max().unwrap_or(0);
        let free = self.now.free_in_all().min(area.rows.saturating_sub(foot));
        if let Some((at, rows, name)) = filler::choose(self.desk, area, free) {
            let id = self.desk.fillers.remove(at);
            self.now.filler = Some((id, rows));
            self.now.changes.push(format!("filler “{name}” in {}", counted(rows as usize, "row")));
        }
    }
}
