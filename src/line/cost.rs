//! What a line costs: the squares of how far its gaps leave their natural widths, in thousandths
//! of an em, summed over the gaps, and more for what is seen more.
//!
//! Total fit asks this for some lines at every break, so it works on sums of steps and divides
//! where gaps close, not where they open.

use crate::layout::Align;
use crate::text::{Break, Class, GapKind, Paragraph};

use super::ladder::{self, EASY_STEPS, End};

/// A line longer than its measure: dearer than thousands of lines that open as far as is counted.
pub(super) const OVERFULL: i64 = 1 << 44;

/// A last line of one character (孤字).
const RUNT: i64 = 8_000_000;

/// A last line that ends within the next paragraph's indent.
const SHORT: i64 = 30_000;

/// What a gap of a mark or a word space costs that closes, against one that opens as far: such
/// blanks are hardly missed.
const EASY: (i64, i64) = (2, 3);

/// Gaps that open further than this, in thousandths of an em, are seen, and cost more.
const SEEN: i64 = 70;

/// What word spaces and Han–Western gaps cost for each thousandth of an em that they take.
const FIRST: i64 = 50;

/// How many times as much what is over [`SEEN`] costs.
const STEEP: i64 = 10;

/// A line whose gaps open further than this, in thousandths of an em, is the shortest that is looked
/// at: shorter ones open more.
const FAR: i64 = 120;

/// What it costs to end a line there. A long word is split rather than a line opened by more than
/// [`super::LOOSE`], a unit only where nothing else keeps the measure.
pub(super) fn need(at: Break) -> i64 {
    match at {
        Break::Yes => 0,
        Break::Wish => 15_000,
        Break::Hyphen => 120_000,
        Break::Address => 20_000,
        Break::Word => 1_200_000,
        Break::Keep => 1 << 30,
        Break::LastResort | Break::No => 1 << 36,
    }
}

/// Running sums of a paragraph up to a cluster; a line's are the difference of two of them.
///
/// Sums of 32 bits wrap: differences of lines, far shorter than that, stay right.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// Widths and natural gaps.
    pub(super) width: i64,
    /// What the easy steps give.
    easy: u32,
    /// What the other steps give.
    hard: u32,
    /// What gaps take before all of them open.
    take: u32,
    /// Gaps that open.
    gaps: u32,
}

impl Sums {
    /// Goes on over one cluster and the gap behind it.
    #[inline(always)]
    pub(super) fn add(&mut self, paragraph: &Paragraph, at: usize) {
        self.width += i64::from(paragraph.width[at]) + i64::from(paragraph.gap[at]);
        let kind = paragraph.gap_kind[at];
        self.gaps = self.gaps.wrapping_add(u32::from(kind != GapKind::Unit));
        if kind > GapKind::Plain {
            let (step, amount) = ladder::give(paragraph, at);
            let sum = if step < EASY_STEPS { &mut self.easy } else { &mut self.hard };
            *sum = sum.wrapping_add(amount as u32);
            self.take = self.take.wrapping_add(ladder::take(paragraph, at).1 as u32);
        }
    }
}

/// What a possible end of a line brings: the sums before its last cluster, and that cluster.
pub(super) struct Stop {
    sums: Sums,
    end: End,
    /// The gap before it vanishes with it.
    lost: u32,
    /// What the longest natural line to here is wide, beside its start.
    natural: i64,
    /// The least that a line to here, or to any later end, is wide beside its start and its steps.
    bound: i64,
    pub(super) last: bool,
}

impl Stop {
    /// The end behind cluster `at`; `sums` are those before that cluster.
    #[inline(always)]
    pub(super) fn new(paragraph: &Paragraph, sums: &Sums, at: usize) -> Stop {
        if paragraph.tail[at] == 0 && paragraph.hang.is_empty() {
            // Most clusters bring nothing but their width.
            let width = i64::from(paragraph.width[at]);
            let end = End { width, tail: 0, hang: 0, vanishes: false };
            let natural = sums.width + width;
            let last = at + 1 == paragraph.len();
            return Stop { sums: *sums, end, lost: 0, natural, bound: natural, last };
        }
        let end = End::of(paragraph, at);
        let lost = end.vanishes && at > 0 && ladder::opens(paragraph, at - 1);
        let natural = sums.width + end.width;
        // What must be added at this end, a hyphen, is not there at later ones.
        let added = i64::from((-paragraph.hang_of(at)).max(0));
        Stop {
            sums: *sums,
            end,
            lost: u32::from(lost),
            natural,
            bound: natural - end.tail - end.hang - added,
            last: at + 1 == paragraph.len(),
        }
    }

    /// The natural width of the line from `start` to here.
    pub(super) fn natural_from(&self, start: &Sums) -> i64 {
        self.natural - start.width
    }

    /// Whether the line from `start` to here can be as short as `room`.
    pub(super) fn is_within(&self, start: &Sums, room: i64) -> bool {
        let give = i64::from(self.sums.easy.wrapping_sub(start.easy))
            + i64::from(self.sums.hard.wrapping_sub(start.hard));
        self.natural - self.end.tail - self.end.hang - start.width - give <= room
    }

    /// Whether no line from `start` to here or to a later end can be as short as `room`.
    #[inline(always)]
    pub(super) fn is_beyond(&self, start: &Sums, room: i64) -> bool {
        let give = i64::from(self.sums.easy.wrapping_sub(start.easy))
            + i64::from(self.sums.hard.wrapping_sub(start.hard));
        self.bound - start.width - give > room
    }
}

/// How a paragraph's lines are priced.
pub(super) struct Prices {
    align: Align,
    /// Multiplied with a length and shifted by 32, gives thousandths of an em.
    scale: i64,
    em: i64,
    /// A line that starts with this cluster or a later one has at most one character and marks.
    runt: u32,
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

/// The price of a line, and whether shorter ones need not be looked at.
pub(super) struct Price {
    pub(super) cost: i64,
    pub(super) far: bool,
}

impl Prices {
    pub(super) fn new(align: Align, paragraph: &Paragraph) -> Prices {
        let em = paragraph.size.0.max(1);
        let is_solid = |class: &Class| {
            !class.is_squeezable() && !matches!(class, Class::Space | Class::Blank | Class::Mark)
        };
        let mut solid = (0..paragraph.len()).rev().filter(|at| is_solid(&paragraph.class[*at]));
        let runt = solid.nth(1).map_or(0, |second| second as u32 + 1);
        Prices { align, scale: (1000 << 32) / em, em, runt }
    }

    /// A length in thousandths of an em; lengths beyond all lines are cut.
    fn thousandths(&self, length: i64) -> i64 {
        (length.min(1 << 31) * self.scale) >> 32
    }

    /// The price of the line from `start` to `stop` in a room.
    #[inline(always)]
    pub(super) fn line(&self, start: &Sums, stop: &Stop, room: i64) -> Price {
        let mut over = stop.natural - start.width - room;
        if over > 0 {
            over -= stop.end.tail;
            if over > 0 {
                over -= stop.end.hang;
            }
        }
        if over > 0 {
            return Price { cost: self.closed(start, stop, over), far: false };
        }
        let under = -over;
        match self.align {
            _ if stop.last && self.align != Align::Force => Price { cost: 0, far: false },
            Align::Justify | Align::Force => self.opened(start, stop, under),
            // Ragged lines cost by the white they leave.
            Align::Left | Align::Right | Align::Center => {
                let white = self.thousandths(under);
                Price { cost: white * white / 8, far: false }
            }
        }
    }

    /// What a last line costs for being short; it starts with cluster `at`.
    pub(super) fn short(&self, at: u32, start: &Sums, stop: &Stop, room: i64) -> i64 {
        if room <= 4 * self.em {
            0
        } else if at >= self.runt {
            RUNT
        } else if stop.natural_from(start) <= 2 * self.em {
            SHORT
        } else {
            0
        }
    }

    fn closed(&self, start: &Sums, stop: &Stop, over: i64) -> i64 {
        let easy = i64::from(stop.sums.easy.wrapping_sub(start.easy));
        let hard = i64::from(stop.sums.hard.wrapping_sub(start.hard));
        let (first, second) = (over.min(easy), (over - easy).max(0));
        if second > hard {
            return OVERFULL + (second - hard);
        }
        // An easy gap gives half an em and a hard one an eighth to a half, so sums tell numbers.
        let squares = |used: i64, of: i64| {
            let (used, gaps) = (self.thousandths(used).min(100_000), self.thousandths(of) / 500);
            used * ((used * i64::from(PARTS[gaps.clamp(1, 127) as usize])) >> 16)
        };
        squares(first, easy) * EASY.0 / EASY.1 + if second > 0 { squares(second, hard) } else { 0 }
    }

    #[inline(always)]
    fn opened(&self, start: &Sums, stop: &Stop, under: i64) -> Price {
        let gaps = stop.sums.gaps.wrapping_sub(start.gaps).saturating_sub(stop.lost).clamp(1, 127);
        let take = i64::from(stop.sums.take.wrapping_sub(start.take));
        let first = under.min(take);
        let open = self.thousandths(under - first).min(100_000);
        let share = (open * i64::from(PARTS[gaps as usize])) >> 16;
        let mut cost = open * share;
        if share > SEEN {
            cost += (open - SEEN * i64::from(gaps)) * (share - SEEN) * STEEP;
        }
        if first > 0 {
            cost += self.thousandths(first) * FIRST;
        }
        Price { cost, far: share > FAR }
    }
}
