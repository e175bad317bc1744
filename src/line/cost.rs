//! What a line costs. Total fit takes the lines whose costs together are least.
//!
//! The unit is the square of a thousandth of an em. A line is made as long as its room by the ladder
//! of CLReq 6.2 (see [`super::ladder`]); what the steps give and take is priced so:
//!
//! | what | price |
//! |---|---|
//! | gaps open alike, by x each (the last step) | x², summed over the gaps |
//! | they open by more than [`HOLE`] | and [`STEEP`] times the square of what is over it |
//! | Han–Western gaps open with them, by x/3 | 3 (x/3)², summed over these gaps |
//! | Han–Western gaps close by y | y²/2, summed over these gaps |
//! | word spaces open by z | z²/8, summed over the spaces |
//! | word spaces, dots and brackets close; commas; stops | [`BRACKETS`], [`COMMAS`], [`STOPS`] for 128 thousandths of an em |
//! | the mark at the line's end loses its blank half | nothing |
//! | a tight line (marks give [`TIGHT`] or more) beside a loose one (gaps open by [`LOOSE`] or more) | [`UNEVEN`] |
//! | every line | [`LINE`] |
//! | a last line within the next paragraph's indent | [`STUB`] |
//! | a line ends between a number and its measure word, at a joint of an address, at a hyphen | 15,000, 20,000, 120,000 |
//! | a ragged line leaves white w at its end | w²/8 |
//!
//! Squares of openings follow Knuth and Plass (*Breaking Paragraphs into Lines*, 1981, there cubes of
//! ratios): two gaps opened by one unit are better than one opened by two. Closing costs next to
//! nothing beside them, for CLReq 6.1.1 and GB/T 15834-2011 have marks squeezed before anything opens
//! (先挤压，后拉伸): half an em from a comma costs 23 and from a stop 1,000; half an em opened over
//! twelve gaps costs 21,000. The prices rise in the order of the ladder's steps, so of two sets of
//! lines with the same openings the one that needs the earlier steps is taken, and a stop gives its
//! blank half to spare an opening but not to save a line.
//!
//! The gap between Han and Western is seen first where it varies from line to line. The sum of its
//! squares about the natural width is its spread over a paragraph; by that it is priced. With three
//! times the price of other gaps, the least sum of squares on a line has it open a third as far.
//!
//! `HOLE`, `STEEP`, `UNEVEN` and `LINE` were chosen on the seed, the samples and random paragraphs so
//! that the sum of squared openings stays within 1 % of the least that any set of lines has
//! (`tests/it/line_optimum.rs`, which holds an exact search of its own against this model).
//!
//! Far above all of these stand what a paragraph must not have if any lines are without it: a last line
//! of one character ([`RUNT`]); a word divided in need (1.5 of that); a line that cannot be filled within
//! the limit of its style and stands short ([`SHORT`], twice as much, and [`WHITE`] times the square of
//! the white at its end); a name of the keep-list divided (4 of it). They are weighed among themselves:
//! two lines that lack an em are better than one that lacks three, and a word is divided where that
//! saves a line from standing short, not to leave it shorter. Above any number of these: a unit
//! divided, and a line longer than its room ([`OVERFULL`]).
//!
//! Total fit asks for the price of some lines at every place, so it works on sums of steps and
//! multiplies by parts instead of dividing.

use crate::layout::Align;
use crate::text::{
    Break, Cut, GapKind, HAN_WESTERN_GIVES, HAN_WESTERN_SOFT as SOFT, HAN_WESTERN_TAKES, Paragraph, Sums,
};

use super::account::is_solid;
use super::setting::Setting;

/// A line longer than its room.
pub(super) const OVERFULL: i64 = 1 << 41;

/// Most that is counted of what a line is too long or too short by.
const COUNTED: i64 = 1 << 30;

/// A line that would have to open beyond the limit of its style and stands short instead, and so many
/// times the square of the white at its end: three ems of it are worse than two lines that lack one.
const SHORT: i64 = 1 << 25;
const WHITE: i64 = 16;

/// A last line of one character (孤字).
const RUNT: i64 = 1 << 24;

/// What costs so much must not be: a way with it is worse than any without.
pub(super) const FATAL: i64 = RUNT;

/// A last line that ends within the next paragraph's indent.
const STUB: i64 = 500;

/// A line more.
const LINE: i64 = 700;

/// A tight line beside a loose one.
pub(super) const UNEVEN: i64 = 300;

/// A line is loose when its gaps open by more than this, in thousandths of an em.
const LOOSE: i64 = 30;

/// A line is tight when its gaps give more than this together, in thousandths of an em.
const TIGHT: i64 = 400;

/// Prices of closing, for 128 thousandths of an em: word spaces, dots and brackets; commas; stops.
const BRACKETS: i64 = 4;
const COMMAS: i64 = 6;
const STOPS: i64 = 256;

/// What is seen as a hole: gaps that open further than this, in thousandths of an em, cost more, by
/// [`STEEP`] times the square of what is over it.
const HOLE: i64 = 100;
const STEEP: i64 = 2;

/// What it costs to end a line there. A word is divided in need rather than a line left short, a unit
/// only where nothing else keeps the measure.
pub(super) fn break_cost(at: Break) -> i64 {
    match at {
        Break::Yes => 0,
        Break::Wish => 15_000,
        Break::Address => 20_000,
        Break::Hyphen => 120_000,
        Break::Word => 3 << 23,
        Break::Keep => 1 << 26,
        Break::LastResort | Break::No => 1 << 38,
    }
}

/// How a line stands beside its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Fitness {
    /// Neither tight nor loose.
    #[default]
    Even,
    /// Marks and spaces gave much.
    Tight,
    /// Gaps opened so that it is seen.
    Loose,
}

/// How many fitness classes there are.
pub(super) const FITNESS_CLASSES: usize = 3;

/// What it costs that a line of one fitness stands beside one of another.
pub(super) fn beside(one: Fitness, other: Fitness) -> i64 {
    match (one, other) {
        (Fitness::Tight, Fitness::Loose) | (Fitness::Loose, Fitness::Tight) => UNEVEN,
        _ => 0,
    }
}

/// What the cheapest way costs on which a line of each fitness begins, where lines of each fitness end
/// that cost so much; and the fitness of the line that ends there.
#[inline]
pub(super) fn ahead([even, tight, loose]: [i64; FITNESS_CLASSES]) -> [(i64, u8); FITNESS_CLASSES] {
    let least = |even: i64, tight: i64, loose: i64| {
        let (least, fitness) = if tight < even { (tight, Fitness::Tight) } else { (even, Fitness::Even) };
        if loose < least { (loose, Fitness::Loose as u8) } else { (least, fitness as u8) }
    };
    [least(even, tight, loose), least(even, tight, loose + UNEVEN), least(even, tight + UNEVEN, loose)]
}

/// How a paragraph's lines are priced.
pub(super) struct Prices {
    align: Align,
    /// Multiplied with a length and shifted by 32, gives thousandths of an em.
    scale: i64,
    /// A hundred ems: no line opens or closes by more.
    most: i64,
    em: i64,
    /// A line that starts with this cluster or a later one has at most one character and marks.
    runt: u32,
    /// The natural gap between Han and Western.
    western: i64,
    /// What a word space takes before all gaps open.
    space: i64,
    /// What a gap may open by in the last step, in thousandths of an em.
    limit: i64,
}

/// One over each number of gaps, in 65536ths.
const PARTS: [u32; 128] = {
    let mut parts = [65_536; 128];
    let mut count = 1;
    while count < 128 {
        parts[count] = 65_536 / count as u32;
        count += 1;
    }
    parts
};

/// The price of a line, and its fitness.
#[derive(Clone, Copy)]
pub(super) struct Price {
    pub(super) cost: i64,
    pub(super) fitness: Fitness,
    /// What its gaps opened by, in thousandths of an em, if the line had to open: those of every shorter
    /// line that ends there open further and cost more. Negative where it did not.
    pub(super) opened: i64,
}

impl Price {
    /// That of no line.
    pub(super) const NONE: Price = Price { cost: 0, fitness: Fitness::Even, opened: -1 };

    /// Whether the line had to open.
    #[inline(always)]
    pub(super) fn opens(&self) -> bool {
        self.opened >= 0
    }
}

impl Prices {
    pub(super) fn new(setting: &Setting<'_>, paragraph: &Paragraph, cuts: &[Cut]) -> Prices {
        let em = paragraph.size.0.max(1);
        let limit = if setting.align == Align::Justify { setting.limit } else { i64::MAX };
        // Most paragraphs have neither word spaces nor gaps between Han and Western.
        let some = cuts.last().is_some_and(|last| last.before.take > 0);
        let kinds = if some { &paragraph.gap_kind[..] } else { &[] };
        let first = |wanted: GapKind| kinds.iter().position(|kind| *kind == wanted);
        let western = first(GapKind::HanWestern).map_or(0, |at| paragraph.untracked(at));
        let space = first(GapKind::WordSpace).map_or(1, |at| paragraph.take(at).1.max(1));
        Prices {
            align: setting.align,
            scale: (1000 << 32) / em,
            most: em.saturating_mul(100),
            em,
            runt: runt(paragraph) as u32,
            western,
            space,
            limit,
        }
    }

    /// A length in thousandths of an em; what is longer than all lines is cut.
    #[inline(always)]
    pub(super) fn thousandths(&self, length: i64) -> i64 {
        (length.min(self.most) * self.scale) >> 32
    }

    /// The price of the line from `start` to `stop` in a room; `last` is the paragraph's last.
    pub(super) fn line(&self, start: &Sums, stop: &Cut, last: bool, room: i64) -> Price {
        let over = Prices::over(start, stop, room);
        let open = last && self.align != Align::Force;
        if over > 0 || (!open && matches!(self.align, Align::Justify | Align::Force)) {
            return self.filled(start, stop, room);
        }
        // Ragged lines cost by the white they leave.
        let white = if open { 0 } else { self.thousandths(-over) };
        Price { cost: LINE + white * white / 8, fitness: Fitness::Even, opened: -1 }
    }

    /// What a line is longer than its room, when the mark at its end has given what it has.
    #[inline(always)]
    fn over(start: &Sums, stop: &Cut, room: i64) -> i64 {
        let mut over = stop.natural_from(start) - room;
        if over > 0 {
            over -= i64::from(stop.tail.max(0));
            if over > 0 {
                over -= i64::from(stop.hang.max(0));
            }
        }
        over
    }

    /// The price of a line that is made as long as its room.
    #[inline(always)]
    pub(super) fn filled(&self, start: &Sums, stop: &Cut, room: i64) -> Price {
        let over = Prices::over(start, stop, room);
        if over > 0 {
            return self.closed(start, stop, over);
        }
        self.opened(start, stop, -over)
    }

    /// What a last line costs for being short.
    pub(super) fn stub(&self, start: &Cut, stop: &Cut) -> i64 {
        if start.at >= self.runt && start.at > 0 {
            RUNT
        } else if stop.natural_from(&start.behind) <= 2 * self.em {
            STUB
        } else {
            0
        }
    }

    fn closed(&self, start: &Sums, stop: &Cut, over: i64) -> Price {
        let since = |sum: fn(&Sums) -> u32| i64::from(sum(&stop.before).wrapping_sub(sum(start)));
        let (brackets, commas, hard) =
            (since(|sums| sums.brackets), since(|sums| sums.commas), since(|sums| sums.hard));
        let first = over.min(brackets);
        let second = (over - first).min(commas);
        let third = over - first - second;
        if third > hard {
            let cost = OVERFULL + (third - hard).min(COUNTED);
            return Price { cost, fitness: Fitness::Tight, opened: -1 };
        }
        let mut cost = self.thousandths(first) * BRACKETS + self.thousandths(second) * COMMAS;
        if third > 0 {
            let western = self.western(start, stop);
            let fourth = (third - western * (self.western / HAN_WESTERN_GIVES)).max(0);
            let gives = self.thousandths(third - fourth);
            cost += gives * ((gives * i64::from(PARTS[western.max(1) as usize])) >> 16) * 64;
            cost += self.thousandths(fourth) * STOPS;
        }
        let fitness = if self.thousandths(over) > TIGHT { Fitness::Tight } else { Fitness::Even };
        Price { cost: LINE + (cost >> 7), fitness, opened: -1 }
    }

    /// Gaps between Han and Western on a line.
    fn western(&self, start: &Sums, stop: &Cut) -> i64 {
        i64::from((stop.before.han_western.wrapping_sub(start.han_western) as i16).clamp(0, 127))
    }

    #[inline(always)]
    fn opened(&self, start: &Sums, stop: &Cut, under: i64) -> Price {
        // One fewer than none where a blank vanishes.
        let gaps = (stop.before.gaps.wrapping_sub(start.gaps) as i16).clamp(0, 127) as u16;
        let take = i64::from(stop.before.take.wrapping_sub(start.take));
        if take > 0 {
            return self.opened_by_steps(start, stop, under, take, gaps);
        }
        let open = self.thousandths(under);
        let share = (open * i64::from(PARTS[usize::from(gaps)]) + 0x8000) >> 16;
        self.stretched(LINE + open * share, (share, gaps), share, (gaps == 0 && open > 0, open))
    }

    /// A line with word spaces, which open before all gaps do, or with gaps between Han and Western,
    /// which open with all of them as far as they may.
    fn opened_by_steps(&self, start: &Sums, stop: &Cut, under: i64, take: i64, gaps: u16) -> Price {
        let western = self.western(start, stop);
        let spaces = (take - western * (self.western / HAN_WESTERN_TAKES)).max(0);
        let space = under.min(spaces);
        let (mut cost, mut each) = (LINE, 0);
        if space > 0 {
            let amount = self.thousandths(space);
            each = (amount * i64::from(PARTS[(spaces / self.space).clamp(1, 127) as usize])) >> 16;
            cost += amount * each / 8;
        }
        let open = self.thousandths(under - space);
        // The gaps between Han and Western open less far than the others, and no further than they may.
        let parts = (SOFT * i64::from(gaps) + western).max(1);
        let mut share = SOFT * open / parts;
        let most = self.thousandths(self.western / HAN_WESTERN_TAKES);
        if western > 0 && share > SOFT * most {
            let others = open - western * most;
            share = (others * i64::from(PARTS[usize::from(gaps)])) >> 16;
            cost += others * share + western * most * most * SOFT;
        } else {
            cost += share * share * parts / SOFT;
        }
        self.stretched(cost, (share, gaps), share + each, (gaps == 0 && open > western * most, open))
    }

    /// The price of a line so many gaps of which open by `share`, and none by more than `most`; or, where
    /// that is too far or no gap opens, of one that leaves so much white at its end.
    #[inline(always)]
    fn stretched(
        &self,
        cost: i64,
        (share, gaps): (i64, u16),
        most: i64,
        (closed, open): (bool, i64),
    ) -> Price {
        let mut cost = cost;
        if share > HOLE {
            cost += (share - HOLE) * (share - HOLE) * i64::from(gaps) * STEEP;
        }
        if most > self.limit || closed {
            cost = SHORT + open * open * WHITE;
        }
        let fitness = if share > LOOSE { Fitness::Loose } else { Fitness::Even };
        Price { cost, fitness, opened: share }
    }
}

/// The first cluster from which on a paragraph holds at most one character beside marks and blanks: a
/// last line that starts there or later is a lone character (孤字).
pub(super) fn runt(paragraph: &Paragraph) -> usize {
    let mut solid = (0..paragraph.len()).rev().filter(|at| is_solid(paragraph, *at));
    solid.nth(1).map_or(0, |second| second + 1)
}
