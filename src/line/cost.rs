//! What a line costs: the squares of how far its gaps leave their natural widths, in thousandths
//! of an em, summed over the gaps, and more for what is seen more.
//!
//! Total fit asks this for some lines at every break, so it works on sums of steps and divides
//! where gaps close, not where they open.

use crate::layout::Align;
use crate::text::{Break, Class, Cut, Paragraph, Sums};

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
const SEEN: i64 = 85;

/// A gap that opens further than this in all, in thousandths of an em, is a hole in its line.
const WIDE: i64 = 140;

/// What such a line costs more.
const HOLE: i64 = 300_000;

/// How many times as much what is over [`SEEN`] costs.
const STEEP: i64 = 40;

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
        Prices { align, scale: (1000 << 32) / em, most: em.saturating_mul(100), em, runt }
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
        Price { cost: white * white / 8, far: false }
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
            return Price { cost: self.closed(start, stop, over), far: false };
        }
        self.opened(start, stop, -over)
    }

    /// What a last line costs for being short.
    pub(super) fn short(&self, start: &Cut, stop: &Cut, room: i64) -> i64 {
        if room <= 4 * self.em {
            0
        } else if start.at >= self.runt {
            RUNT
        } else if stop.natural_from(&start.behind) <= 2 * self.em {
            SHORT
        } else {
            0
        }
    }

    /// The square of an amount shared by so many gaps, over those gaps; both in thousandths.
    fn shared(amount: i64, gaps: i64) -> i64 {
        amount * ((amount * i64::from(PARTS[gaps.clamp(1, 127) as usize])) >> 16)
    }

    fn closed(&self, start: &Sums, stop: &Cut, over: i64) -> i64 {
        let since = |sum: fn(&Sums) -> u32| i64::from(sum(&stop.before).wrapping_sub(sum(start)));
        let (brackets, commas, hard) =
            (since(|sums| sums.brackets), since(|sums| sums.commas), since(|sums| sums.hard));
        let first = over.min(brackets);
        let second = (over - first).min(commas);
        let third = over - first - second;
        if third > hard {
            return OVERFULL + (third - hard);
        }
        // A mark's gap gives half an em, so sums tell numbers.
        let squares = |used: i64, of: i64| {
            let used = self.thousandths(used);
            Prices::shared(used, self.thousandths(of) / 500)
        };
        let mut cost = 0;
        if first > 0 {
            cost += squares(first, brackets);
        }
        if second > 0 {
            cost += squares(second, commas);
        }
        cost = cost * EASY.0 / EASY.1;
        if third > 0 {
            let western = self.western(start, stop);
            let eighths = (western * self.em / 8).min(hard);
            let fourth = (third - eighths).max(0);
            cost += Prices::shared(self.thousandths(third - fourth), western);
            if fourth > 0 {
                cost += squares(fourth, hard - eighths);
            }
        }
        cost
    }

    /// Gaps between Han and Western on a line.
    fn western(&self, start: &Sums, stop: &Cut) -> i64 {
        i64::from((stop.before.han_western.wrapping_sub(start.han_western) as i16).clamp(0, 127))
    }

    #[inline(always)]
    fn opened(&self, start: &Sums, stop: &Cut, under: i64) -> Price {
        let gaps = (stop.before.gaps.wrapping_sub(start.gaps) as i16).clamp(1, 127) as u16;
        let take = i64::from(stop.before.take.wrapping_sub(start.take));
        let first = under.min(take);
        let open = self.thousandths(under - first);
        let share = (open * i64::from(PARTS[usize::from(gaps)])) >> 16;
        let mut cost = open * share;
        if share > SEEN {
            cost += (open - SEEN * i64::from(gaps)) * (share - SEEN) * STEEP;
        }
        if first > 0 {
            cost += self.taken(start, stop, (first, take), share);
        }
        Price { cost, far: share > FAR }
    }

    /// What the gaps cost that open before all of them do, and then by `share` more.
    fn taken(&self, start: &Sums, stop: &Cut, (first, take): (i64, i64), share: i64) -> i64 {
        let western = self.western(start, stop);
        let spaces = (take - western * self.em / 12).max(0);
        let (space, han) = (first.min(spaces), (first - spaces).max(0));
        let mut cost = 0;
        let mut most = 0;
        if han > 0 {
            let amount = self.thousandths(han);
            let each = (amount * i64::from(PARTS[western.max(1) as usize])) >> 16;
            cost += amount * (2 * share + each);
            most = each;
        }
        if space > 0 {
            // A word space takes some three tenths of an em.
            let amount = self.thousandths(space);
            let number = (self.thousandths(spaces) / 280).clamp(1, 127);
            let each = (amount * i64::from(PARTS[number as usize])) >> 16;
            cost += amount * (2 * share + each) / 2;
            most = most.max(each);
        }
        if share + most > WIDE { cost + HOLE } else { cost }
    }
}
