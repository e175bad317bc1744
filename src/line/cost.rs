//! What a line costs. Total fit takes the lines whose costs together are least.
//!
//! The unit is the square of a thousandth of an em. A line is made as long as its room by the ladder
//! of CLReq 6.2 (see [`super::ladder`]); what the steps give and take is priced so:
//!
//! | what | price |
//! |---|---|
//! | all gaps open alike (the last step) | the square of what each opens by, summed over the gaps |
//! | Han–Western gaps close | the square of what each closes by |
//! | Han–Western gaps open | three times the square, as they open a third as far as the others |
//! | word spaces open | an eighth of the square, over the spaces |
//! | dots, brackets, commas, stops and word spaces close | some units for 128 thousandths of an em: [`BRACKETS`], [`COMMAS`], [`STOPS`] |
//! | the mark at the line's end loses its blank half | nothing |
//! | gaps open by more than [`HOLE`] | [`STEEP`] times the square of what is over it, summed over the gaps |
//! | a tight line beside a loose one | [`UNEVEN`] |
//! | one line more | [`LINE`] |
//!
//! Squares of openings are what Knuth and Plass take (*Breaking Paragraphs into Lines*, 1981, there
//! as cubes of ratios): two gaps opened by one unit are better than one opened by two. Closing costs
//! next to nothing beside them, for CLReq 6.1.1 and GB/T 15834-2011 have marks squeezed before
//! anything opens (先挤压，后拉伸): half an em from a comma costs 23, half an em opened over twelve
//! gaps 21,000. The prices of the steps rise in the order of the ladder, so of two sets of lines with
//! the same openings the one that needs the earlier steps is taken. The gap between Han and Western
//! is seen first where it varies from line to line. Its squares about the natural width, summed over
//! a paragraph, are its spread there, so it is priced by them when it closes too. Opened so that the
//! sum of all squares on a line is least, at three times the price, it opens a third as far as the
//! other gaps of its line.
//!
//! Above all of these stand, each dearer than any number of the ones before it in a paragraph of
//! common length: a last line of one character ([`RUNT`]), a word divided in need, a name divided, a
//! line that cannot be filled within the limit of its style and stands short ([`SHORT`]), a unit
//! divided, a line longer than its room ([`OVERFULL`]).
//!
//! Total fit asks for the price of some lines at every place, so it works on sums of steps and
//! multiplies by parts instead of dividing.

use crate::layout::Align;
use crate::text::{
    Break, Cut, GapKind, HAN_WESTERN_GIVES, HAN_WESTERN_SOFT as SOFT, HAN_WESTERN_TAKES, Paragraph, Sums,
};

use super::account::is_solid;

/// A line longer than its room.
pub(super) const OVERFULL: i64 = 1 << 41;

/// Most that is counted of what a line is too long or too short by.
const COUNTED: i64 = 1 << 30;

/// A line that would have to open beyond the limit of its style and stands short instead.
const SHORT: i64 = 1 << 37;

/// A last line of one character (孤字).
const RUNT: i64 = 1 << 34;

/// A last line that ends within the next paragraph's indent.
const STUB: i64 = 500;

/// A line more.
const LINE: i64 = 700;

/// A tight line beside a loose one.
const UNEVEN: i64 = 300;

/// A line is loose when its gaps open by more than this, in thousandths of an em.
const LOOSE: i64 = 30;

/// A line is tight when its gaps give more than this together, in thousandths of an em.
const TIGHT: i64 = 400;

/// Prices of closing, for 128 thousandths of an em: word spaces, dots and brackets; commas; stops.
const BRACKETS: i64 = 4;
const COMMAS: i64 = 6;
const STOPS: i64 = 16;

/// What is seen as a hole: gaps that open further than this, in thousandths of an em, cost more, by
/// [`STEEP`] times the square of what is over it.
const HOLE: i64 = 100;
const STEEP: i64 = 2;

/// What it costs to end a line there. A word is divided in need rather than a line left short, a unit
/// only where nothing else keeps the measure.
pub(super) fn need(at: Break) -> i64 {
    match at {
        Break::Yes => 0,
        Break::Wish => 15_000,
        Break::Address => 20_000,
        Break::Hyphen => 120_000,
        Break::Word => 1 << 35,
        Break::Keep => 1 << 36,
        Break::LastResort | Break::No => 1 << 38,
    }
}

/// How a line stands beside its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Pace {
    /// Neither tight nor loose.
    #[default]
    Even,
    /// Marks and spaces gave much.
    Tight,
    /// Gaps opened so that it is seen.
    Loose,
}

/// How many paces there are.
pub(super) const PACES: usize = 3;

/// What it costs that a line of one pace stands beside one of another.
pub(super) fn beside(one: Pace, other: Pace) -> i64 {
    match (one, other) {
        (Pace::Tight, Pace::Loose) | (Pace::Loose, Pace::Tight) => UNEVEN,
        _ => 0,
    }
}

/// What the cheapest way costs on which a line of each pace begins, where lines of each pace end
/// that cost so much; and the pace of the line that ends there.
#[inline]
pub(super) fn ahead([even, tight, loose]: [i64; PACES]) -> [(i64, u8); PACES] {
    let least = |even: i64, tight: i64, loose: i64| {
        let (least, pace) = if tight < even { (tight, Pace::Tight) } else { (even, Pace::Even) };
        if loose < least { (loose, Pace::Loose as u8) } else { (least, pace as u8) }
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

/// The price of a line, and its pace.
#[derive(Clone, Copy)]
pub(super) struct Price {
    pub(super) cost: i64,
    pub(super) pace: Pace,
    /// What its gaps opened by, in thousandths of an em, if it had to open: every shorter line that
    /// ends there opens them further and costs more. Negative where it did not.
    pub(super) opened: i64,
}

impl Price {
    /// Whether the line had to open.
    #[inline(always)]
    pub(super) fn opens(&self) -> bool {
        self.opened >= 0
    }
}

impl Prices {
    pub(super) fn new(setting: &super::Setting<'_>, paragraph: &Paragraph) -> Prices {
        let em = paragraph.size.0.max(1);
        let limit = if setting.align == Align::Justify { setting.limit } else { i64::MAX };
        let first = |wanted: GapKind| paragraph.gap_kind.iter().position(|kind| *kind == wanted);
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
    fn thousandths(&self, length: i64) -> i64 {
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
        Price { cost: LINE + white * white / 8, pace: Pace::Even, opened: -1 }
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
            return Price { cost, pace: Pace::Tight, opened: -1 };
        }
        let mut cost = self.thousandths(first) * BRACKETS + self.thousandths(second) * COMMAS;
        if third > 0 {
            let western = self.western(start, stop);
            let fourth = (third - western * (self.western / HAN_WESTERN_GIVES)).max(0);
            let gives = self.thousandths(third - fourth);
            cost += gives * ((gives * i64::from(PARTS[western.max(1) as usize])) >> 16) * 128;
            cost += self.thousandths(fourth) * STOPS;
        }
        let pace = if self.thousandths(over) > TIGHT { Pace::Tight } else { Pace::Even };
        Price { cost: LINE + (cost >> 7), pace, opened: -1 }
    }

    /// Gaps between Han and Western on a line.
    fn western(&self, start: &Sums, stop: &Cut) -> i64 {
        i64::from((stop.before.han_western.wrapping_sub(start.han_western) as i16).clamp(0, 127))
    }

    #[inline(always)]
    fn opened(&self, start: &Sums, stop: &Cut, under: i64) -> Price {
        let gaps = (stop.before.gaps.wrapping_sub(start.gaps) as i16).clamp(0, 127) as u16;
        let take = i64::from(stop.before.take.wrapping_sub(start.take));
        if take > 0 {
            return self.opened_by_steps(start, stop, under, take, gaps);
        }
        let open = self.thousandths(under);
        let share = (open * i64::from(PARTS[usize::from(gaps)])) >> 16;
        self.stretched(LINE + open * share, (share, gaps), share, gaps == 0 && open > 0, under)
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
        let full = if western > 0 { western * most } else { 0 };
        self.stretched(cost, (share, gaps), share + each, gaps == 0 && open > full, under)
    }

    /// The price of a line so many gaps of which open by `share`, and none by more than `most`; or of one
    /// that stands short where they cannot.
    #[inline(always)]
    fn stretched(&self, cost: i64, (share, gaps): (i64, u16), most: i64, closed: bool, under: i64) -> Price {
        let mut cost = cost;
        if share > HOLE {
            cost += (share - HOLE) * (share - HOLE) * i64::from(gaps) * STEEP;
        }
        if most > self.limit || closed {
            cost = SHORT + (under >> 8).min(COUNTED);
        }
        let pace = if share > LOOSE { Pace::Loose } else { Pace::Even };
        Price { cost, pace, opened: most }
    }
}

/// The first cluster from which on a paragraph holds at most one character beside marks and blanks: a
/// last line that starts there or later is a lone character (孤字).
pub(super) fn runt(paragraph: &Paragraph) -> usize {
    let mut solid = (0..paragraph.len()).rev().filter(|at| is_solid(paragraph.class[*at]));
    solid.nth(1).map_or(0, |second| second + 1)
}
