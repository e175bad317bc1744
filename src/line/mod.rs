//! Lines: which clusters stand together, and where exactly each one stands.

mod account;
mod cost;
mod greedy;
mod justify;
mod ladder;
mod rows;
mod search;
mod units;

pub(crate) use account::is_lone;
pub use account::{Account, EndReason, GapStep};

use std::ops::Range;

use crate::geometry::Length;
use crate::layout::{Align, MAX_OPENING};
use crate::text::{Break, Cut, Paragraph, find_cuts};

/// The room of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRoom {
    /// What it leaves free at its start, beside the indent.
    pub start: Length,
    /// Its length behind that.
    pub measure: Length,
}

/// How lines are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// All lines of a paragraph together (total fit).
    #[default]
    TotalFit,
    /// One after the other: faster, and what total fit is measured against.
    Greedy,
}

/// How a paragraph's lines are to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting<'r> {
    /// Length of every line (行长) that `rooms` does not name.
    pub measure: Length,
    /// What the first line leaves free at its start.
    pub indent: Length,
    /// How lines stand in their room.
    pub align: Align,
    /// The first lines' own rooms, where something stands beside them (串文, drop caps).
    pub rooms: &'r [LineRoom],
    /// Lines more (or fewer) than would be best, as copyfit asks; followed as far as good setting
    /// allows.
    pub looseness: i32,
    /// How far a gap of a justified line may open beyond its natural width before the line is left
    /// short, in thousandths of an em.
    pub limit: i64,
    /// How lines are chosen.
    pub method: Method,
}

impl Setting<'_> {
    /// Lines of one measure, as many as are best.
    pub fn new(measure: Length, indent: Length, align: Align) -> Setting<'static> {
        Setting {
            measure,
            indent,
            align,
            rooms: &[],
            looseness: 0,
            limit: MAX_OPENING,
            method: Method::TotalFit,
        }
    }

    /// How long the line of that row may be.
    fn room(&self, row: usize) -> i64 {
        let whole = self.rooms.get(row).map_or(self.measure, |room| room.measure);
        if row == 0 { (whole - self.indent).0 } else { whole.0 }
    }

    /// Where the line of that row starts.
    fn start(&self, row: usize) -> i64 {
        let start = self.rooms.get(row).map_or(Length::ZERO, |room| room.start);
        if row == 0 { (start + self.indent).0 } else { start.0 }
    }

    /// The shortest room of any row.
    fn narrowest(&self) -> i64 {
        let rooms = (0..self.rooms.len()).map(|row| self.room(row));
        rooms.fold(self.measure.0.min(self.room(0)), i64::min)
    }

    /// The longest room of any row.
    fn widest(&self) -> i64 {
        self.rooms.iter().map(|room| room.measure.0).fold(self.measure.0, i64::max)
    }
}

/// Whether a line kept within the limits of good setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Within the limits.
    Good,
    /// Its gaps had to open by more than [`LOOSE`] thousandths of an em.
    Loose,
    /// Its gaps would have had to open beyond the limit of the setting: it stands short of its room.
    Short,
    /// Something on it is longer than the measure.
    Overfull,
}

/// Gaps opened by more than this, in thousandths of an em, make a line loose.
pub const LOOSE: i64 = 330;

/// One line of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its clusters.
    pub clusters: Range<usize>,
    /// Where its first cluster starts, from the start of the measure.
    pub start: Length,
    /// Where its last cluster ends, from the start of the measure.
    pub end: Length,
    /// How long it may be: its room without the indent.
    pub room: Length,
    /// Whether it is well set.
    pub fit: Fit,
    /// What kind of break ends it; better than [`Break::Yes`] there is none.
    pub cut: Break,
}

/// A paragraph set in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The lines in order; together they hold every cluster once.
    pub lines: Vec<Line>,
    /// Where each cluster starts on its line, from the start of the measure.
    pub along: Vec<Length>,
}

/// Buffers for breaking one paragraph, reused for the next.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Places for lines of need.
    cuts: Vec<Cut>,
    work: Workspace,
}

/// Buffers of the searches, reused for the next paragraph.
#[derive(Debug, Default)]
struct Workspace {
    /// The best ways to each place.
    places: Vec<search::BestWays>,
    rows: Vec<rows::RowNode>,
    ways: Vec<rows::RowNode>,
    /// The chosen ends of lines, numbers of places.
    ends: Vec<u32>,
}

/// Breaks a paragraph into lines and places its clusters.
///
/// Lines are chosen together so that their gaps open and close least (total fit). Every line of
/// justified text but the last is exactly as long as its room. Never fails: a line that cannot be
/// kept in its room is marked [`Fit::Overfull`].
pub fn set(paragraph: &Paragraph, setting: &Setting<'_>) -> Lines {
    let mut lines = Lines::default();
    set_into(paragraph, setting, &mut Scratch::default(), &mut lines);
    lines
}

/// As [`set`], into lines whose room is used again.
pub fn set_into(paragraph: &Paragraph, setting: &Setting<'_>, scratch: &mut Scratch, out: &mut Lines) {
    let Scratch { cuts, work } = scratch;
    choose_among(&paragraph.cuts, paragraph, setting, work);
    let mut worst = justify::justify(paragraph, setting, &paragraph.cuts, &work.ends, out);
    // Points of need are taken into account only where the lines cannot be made well without them,
    // those inside units only where they cannot be made at all.
    for (least, limit) in
        [(Break::Word, Fit::Short), (Break::Keep, Fit::Short), (Break::LastResort, Fit::Overfull)]
    {
        if worst < limit {
            break;
        }
        if paragraph.breaks.iter().any(|at| (least..Break::Address).contains(at)) {
            find_cuts(paragraph, least, cuts);
            if least == Break::LastResort {
                units::spare_what_fits(cuts, setting);
            }
            choose_among(cuts, paragraph, setting, work);
            worst = justify::justify(paragraph, setting, cuts, &work.ends, out);
        }
    }
}

/// Chooses where lines end and places nothing. For benches, which time the two apart.
#[doc(hidden)]
pub fn choose(paragraph: &Paragraph, setting: &Setting<'_>, scratch: &mut Scratch) {
    choose_among(&paragraph.cuts, paragraph, setting, &mut scratch.work);
}

/// Chooses among places where the lines end, into `work.ends`; [`justify`] then sets their clusters.
fn choose_among(cuts: &[Cut], paragraph: &Paragraph, setting: &Setting<'_>, work: &mut Workspace) {
    if paragraph.is_empty() {
        work.ends.clear();
        return;
    }
    match setting.method {
        Method::Greedy => greedy::fill(cuts, setting, &mut work.ends),
        Method::TotalFit if setting.rooms.is_empty() && setting.looseness == 0 => {
            search::best(cuts, paragraph, setting, work);
        }
        Method::TotalFit => rows::best(cuts, paragraph, setting, work),
    }
}

#[cfg(test)]
mod tests;
