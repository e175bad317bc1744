//! Rows of areas that stand at one another (版区相对定位), in whole rows.
//!
//! In go the areas of a layout and, for each, how many rows what stands in it needs ([`Need`]); out come the same areas with
//! row and rows, and what could not be had ([`Shortage`]). All sums are of whole rows, and every choice is the first in the
//! order of the file, so the same input gives the same rows.
//!
//! 1. Each area begins with the rows that it is given or needs, shares of what is left with their least. `Rows::place`
//!    puts them at one another, each after those that it stands at.
//! 2. Squeezing: where areas lie over one another or reach out of the type area, the lowest area whose loss of a row helps
//!    loses one, until all fits: first down to what areas can do with, then down to one row, then those of fixed rows too. Where
//!    none helps alone, because several areas that end in the same row hold another one down, they lose a row together.
//!    What would not fit if every area had one row is left out of this, so that nothing is squeezed in vain. Rows that
//!    were not needed after all are given back.
//! 3. Growing: of the areas that take shares of what is left, the one with the fewest rows for its shares gets a row more, as
//!    long as one can. A row more is refused where it would reach another area or the gap before it, or move an area that
//!    also stands under one which does not grow.
//! 4. White that is left in a stack goes, row by row, to those that the stack names: headlines, gaps or an area.
//!
//! It ends: a step of squeezing takes rows from areas, each of which keeps one. A step of growing gives
//! one row to one area or gap, none of which gets more rows than the type area has, or takes an area or gap out of the list
//! of those that grow.

use crate::layout::{Anchor, Area, Relation, RowsRule, TakesWhite};

mod squeeze;

/// Rows that what stands in an area needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// All that it needs; 0 where nothing stands in the area.
    pub rows: u32,
    /// What it can do with, where there is too little room.
    pub least: u32,
    /// Rows more that its headline may take.
    pub slack: u32,
}

/// Rows that an area did not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// The area, as an index.
    pub area: usize,
    /// Rows that it needs, or that it is to have at the least.
    pub wanted: u32,
    /// Rows that it has.
    pub got: u32,
    /// The area that is in its way; `None` for the end of the type area.
    pub against: Option<usize>,
}

/// Areas in their rows.
#[derive(Clone, Debug)]
pub struct SolvedAreas {
    /// Those that take rows, in the order of the layout.
    pub areas: Vec<Area>,
    /// What could not be had.
    pub shortages: Vec<Shortage>,
    /// Rows that were taken or given, one after the other: a measure of the work.
    pub steps: usize,
}

/// Solves the rows of areas on `total` rows. `needs` holds one for each area; those of areas whose rows the layout gives
/// do not count.
pub fn solve(areas: &[Area], total: u32, needs: &[Need]) -> SolvedAreas {
    let mut rows = Rows::new(areas, total, needs);
    let wanted = rows.clone();
    rows.squeeze();
    rows.share();
    rows.white();
    let at = rows.place();
    let solved = areas.iter().enumerate().filter(|(number, _)| !rows.is_absent(*number));
    let solved = solved.map(|(number, area)| {
        let Some(relation) = &area.relation else { return area.clone() };
        let row = u32::try_from(at[number].head.max(1)).unwrap_or(1);
        let mut area = area.moved(row, at[number].rows());
        area.relation = Some(Box::new(Relation { is_solved: true, ..(**relation).clone() }));
        area
    });
    SolvedAreas { areas: solved.collect(), shortages: rows.shortages(&wanted), steps: rows.steps }
}

/// First and last row of an area. Both may lie outside of the type area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    head: i64,
    foot: i64,
}

impl Stretch {
    fn rows(self) -> u32 {
        u32::try_from((self.foot - self.head + 1).max(1)).unwrap_or(1)
    }
}

#[derive(Clone)]
struct Rows<'a> {
    areas: &'a [Area],
    needs: &'a [Need],
    total: i64,
    /// Each behind those that it stands at.
    order: Vec<usize>,
    /// The row of areas that stand at the head of the type area.
    heads: Vec<i64>,
    /// Pairs of areas that share columns, one of which at least has no fixed place.
    pairs: Vec<(usize, usize)>,
    rows: Vec<u32>,
    /// Rows that the gap of an area has more than the layout says.
    wider: Vec<u32>,
    steps: usize,
}

impl<'a> Rows<'a> {
    fn new(areas: &'a [Area], total: u32, needs: &'a [Need]) -> Rows<'a> {
        let count = areas.len();
        let pairs = (0..count).flat_map(|lower| (0..lower).map(move |upper| (upper, lower)));
        let pairs = pairs.filter(|(one, other)| {
            let (one, other) = (&areas[*one], &areas[*other]);
            (one.relation.is_some() || other.relation.is_some()) && share_columns(one, other)
        });
        let mut rows = Rows {
            areas,
            needs,
            total: i64::from(total),
            order: order(areas),
            heads: vec![1; count],
            pairs: pairs.collect(),
            rows: areas.iter().map(|area| area.rows).collect(),
            wider: vec![0; count],
            steps: 0,
        };
        for (at, area) in areas.iter().enumerate() {
            let Some(relation) = &area.relation else { continue };
            rows.rows[at] = match relation.rows {
                RowsRule::Fixed(fixed) => fixed,
                RowsRule::Copy => relation.bounded(needs[at].rows),
                RowsRule::Share(_) => relation.min_rows,
                RowsRule::Same => 1,
            };
            rows.heads[at] = head_row(areas, area, relation.gap);
        }
        rows
    }

    fn relation(&self, at: usize) -> Option<&'a Relation> {
        self.areas[at].relation.as_deref()
    }

    /// An area that takes no rows: nothing stands in it, and it is to have as many as its copy needs.
    fn is_absent(&self, at: usize) -> bool {
        let of_copy = self.relation(at).is_some_and(|relation| relation.rows == RowsRule::Copy);
        of_copy && self.needs[at].rows == 0
    }

    fn gap(&self, at: usize) -> i64 {
        i64::from(self.relation(at).map_or(1, |relation| relation.gap) + self.wider[at])
    }

    /// Puts all areas at one another.
    fn place(&self) -> Vec<Stretch> {
        let mut at = vec![Stretch { head: 1, foot: 1 }; self.areas.len()];
        for number in &self.order {
            at[*number] = self.stretch(*number, &at);
        }
        at
    }

    fn stretch(&self, number: usize, at: &[Stretch]) -> Stretch {
        let area = &self.areas[number];
        let Some(relation) = &area.relation else {
            let head = i64::from(area.row);
            return Stretch { head, foot: head + i64::from(area.rows) - 1 };
        };
        let gap = self.gap(number);
        let highest = |list: &[usize]| list.iter().map(|other| at[*other].head).min().unwrap_or(1);
        let lowest = |list: &[usize]| list.iter().map(|other| at[*other].foot).max().unwrap_or(0);
        let rows = match (&relation.rows, &relation.anchor) {
            (RowsRule::Same, Anchor::Beside(list)) => (lowest(list) - highest(list) + 1).max(1),
            _ => i64::from(self.rows[number]),
        };
        // One that is absent ends where the gap before it begins, so that what stands at it moves into its place.
        let absent = self.is_absent(number);
        let from_head = |head: i64, gap: i64| Stretch {
            head,
            foot: if absent { head - 1 - gap } else { head + rows - 1 },
        };
        let from_foot = |foot: i64, gap: i64| Stretch {
            head: if absent { foot + 1 + gap } else { foot - rows + 1 },
            foot,
        };
        match &relation.anchor {
            Anchor::Row(row) => from_head(i64::from(*row), gap),
            Anchor::Head => from_head(self.heads[number], gap),
            Anchor::Under(list) => from_head(lowest(list) + 1 + gap, gap),
            Anchor::Beside(list) => from_head(highest(list), 0),
            Anchor::Foot => from_foot(self.total, gap),
            Anchor::Above(list) => from_foot(highest(list) - 1 - gap, gap),
        }
    }

    /// The rows that are wrong: by which areas would have to rise to clear those under them, or reach out of the type area.
    /// `apart` counts the rows by which they are nearer to each other than their gap says, too.
    fn trouble(&self, at: &[Stretch], apart: bool) -> i64 {
        let beyond = (0..self.areas.len()).map(|number| self.beyond(number, at)).sum::<i64>();
        beyond + self.pairs.iter().map(|(one, other)| self.over(*one, *other, at, apart)).sum::<i64>()
    }

    /// Rows of an area without a fixed place outside of the type area.
    fn beyond(&self, number: usize, at: &[Stretch]) -> i64 {
        if self.relation(number).is_none() || self.is_absent(number) {
            return 0;
        }
        (1 - at[number].head).max(0) + (at[number].foot - self.total).max(0)
    }

    fn over(&self, one: usize, other: usize, at: &[Stretch], apart: bool) -> i64 {
        if self.is_absent(one) || self.is_absent(other) {
            return 0;
        }
        let (upper, lower) = if at[one].head <= at[other].head { (one, other) } else { (other, one) };
        let gap = match (apart, self.relation(lower), self.relation(upper)) {
            (false, ..) => 0,
            (true, Some(relation), _) | (true, None, Some(relation)) => i64::from(relation.gap),
            (true, None, None) => 0,
        };
        let (upper_at, lower_at) = (at[upper], at[lower]);
        if upper_at.foot + gap < lower_at.head {
            return 0;
        }
        let (one, other) = (&self.areas[upper], &self.areas[lower]);
        if one.notches.is_empty() && other.notches.is_empty() {
            return upper_at.foot + gap - lower_at.head + 1;
        }
        // Six-sided areas may stand in each other's notches.
        let parts = |area: &Area, at: Stretch| {
            let row = u32::try_from(at.head.max(1)).unwrap_or(1);
            area.moved(row, at.rows()).parts()
        };
        let (one, other) = (parts(one, upper_at), parts(other, lower_at));
        let pairs = one.iter().flat_map(|part| other.iter().map(move |other| (part, other)));
        let meeting = pairs.filter(|(part, other)| part.meets(other));
        let rows = |(part, other): (&crate::layout::Cells, &crate::layout::Cells)| {
            i64::from(part.row + part.rows) - i64::from(other.row)
        };
        meeting.map(rows).sum()
    }

    fn shares(&self, number: usize) -> u32 {
        match self.relation(number).map(|relation| relation.rows) {
            Some(RowsRule::Share(shares)) => shares,
            _ => 0,
        }
    }

    /// Whether an area, or the gap before it, can grow.
    fn is_flexible(&self, number: usize) -> bool {
        self.shares(number) > 0
            || self.relation(number).is_some_and(|relation| relation.white != TakesWhite::None)
    }

    fn share(&mut self) {
        let mut growing: Vec<usize> =
            (0..self.areas.len()).filter(|number| self.shares(*number) > 0).collect();
        let of_shares = |rows: &Rows<'_>, number: usize, other: usize| {
            u64::from(rows.rows[number]) * u64::from(rows.shares(other))
        };
        while let Some(first) = growing.first() {
            let next = growing.iter().fold(*first, |best, number| {
                if of_shares(self, *number, best) < of_shares(self, best, *number) { *number } else { best }
            });
            let most = self.relation(next).and_then(|relation| relation.max_rows).unwrap_or(u32::MAX);
            if self.rows[next] >= most || !self.grow(next, false) {
                growing.retain(|number| *number != next);
            }
        }
    }

    fn white(&mut self) {
        let mut taking: Vec<(u32, usize)> = Vec::new();
        for number in 0..self.areas.len() {
            let takes = self.relation(number).map_or(TakesWhite::None, |relation| relation.white);
            if takes != TakesWhite::None && !self.is_absent(number) && self.shares(number) == 0 {
                taking.push((0, number));
            }
        }
        // Whoever took the fewest rows is next.
        while let Some((taken, number)) = taking.iter().copied().min() {
            let Some(relation) = self.relation(number) else { break };
            let bounded = relation.rows == RowsRule::Copy
                && relation.bounded(self.rows[number] + 1) > self.rows[number];
            let grown = match relation.white {
                TakesWhite::Headline => {
                    bounded && taken < self.needs[number].slack && self.grow(number, false)
                }
                TakesWhite::Gap => self.grow(number, true),
                TakesWhite::All => bounded && self.grow(number, false),
                TakesWhite::None => false,
            };
            taking.retain(|(_, other)| *other != number);
            if grown {
                taking.push((taken + 1, number));
            }
        }
    }

    /// Gives an area, or the gap before it, a row more; `false` where none can be had.
    fn grow(&mut self, number: usize, gap: bool) -> bool {
        let has = if gap { self.wider[number] } else { self.rows[number] };
        if i64::from(has) >= self.total {
            return false;
        }
        let before = self.place();
        if gap {
            self.wider[number] += 1;
        } else {
            self.rows[number] += 1;
        }
        let after = self.place();
        // A gap that moves nothing is none: that of an area at the head or foot of the type area.
        let fits = (!gap || before[number] != after[number])
            && [false, true]
                .into_iter()
                .all(|apart| self.trouble(&after, apart) <= self.trouble(&before, apart))
            && self.moves_well(number, &before, &after);
        if !fits {
            if gap { self.wider[number] -= 1 } else { self.rows[number] -= 1 }
        }
        self.steps += usize::from(fits);
        fits
    }

    /// Whether all that moves stands only at what moves or can grow.
    fn moves_well(&self, grown: usize, before: &[Stretch], after: &[Stretch]) -> bool {
        let moved = |number: usize| number == grown || before[number] != after[number];
        (0..self.areas.len()).filter(|number| *number != grown && moved(*number)).all(|number| {
            match self.relation(number).map(|relation| &relation.anchor) {
                Some(Anchor::Under(list) | Anchor::Above(list)) => {
                    list.iter().all(|other| moved(*other) || self.is_flexible(*other))
                }
                _ => true,
            }
        })
    }

    /// The areas that have fewer rows than they want.
    fn shortages(&self, wanted: &Rows<'_>) -> Vec<Shortage> {
        let at = wanted.place();
        let list = (0..self.areas.len()).filter(|number| !self.is_absent(*number)).filter_map(|number| {
            let relation = self.relation(number)?;
            let (want, got) = (wanted.rows[number], self.rows[number]);
            // A share that has a row has got nothing, unless it is to have no more.
            let empty = self.shares(number) > 0 && got <= 1 && relation.max_rows != Some(1);
            if got >= want && !empty {
                return None;
            }
            let against = if empty { self.below(number) } else { wanted.in_the_way(number, &at) };
            let want = if empty { relation.min_rows.max(2) } else { want };
            Some(Shortage { area: number, wanted: want, got, against })
        });
        list.collect()
    }

    /// The area over which this one, or one that stands at it, lies where nothing is squeezed.
    fn in_the_way(&self, number: usize, at: &[Stretch]) -> Option<usize> {
        let mut behind = vec![false; self.areas.len()];
        for other in &self.order {
            let at_it = self
                .relation(*other)
                .is_some_and(|relation| relation.anchor.links().iter().any(|linked| behind[*linked]));
            behind[*other] = *other == number || at_it;
        }
        let over = self
            .pairs
            .iter()
            .find(|(one, other)| behind[*one] != behind[*other] && self.over(*one, *other, at, false) > 0);
        over.map(|(one, other)| if behind[*one] { *other } else { *one })
    }

    /// The next area under or over one, whichever way it could grow.
    fn below(&self, number: usize) -> Option<usize> {
        let at = self.place();
        let up = matches!(self.relation(number)?.anchor, Anchor::Foot | Anchor::Above(_));
        let others = self.pairs.iter().filter_map(|(one, other)| match number {
            _ if number == *one => Some(*other),
            _ if number == *other => Some(*one),
            _ => None,
        });
        let beyond = others.filter(|other| !self.is_absent(*other)).filter(|other| {
            if up { at[*other].head < at[number].head } else { at[*other].head > at[number].head }
        });
        beyond.min_by_key(|other| if up { -at[*other].foot } else { at[*other].head })
    }
}

fn share_columns(one: &Area, other: &Area) -> bool {
    one.column < other.column + other.columns && other.column < one.column + one.columns
}

/// The row under the areas of fixed rows that stand at the head of the type area in the columns of an area.
fn head_row(areas: &[Area], area: &Area, gap: u32) -> i64 {
    let mut row = 1;
    let fixed = |other: &&Area| other.relation.is_none() && share_columns(other, area);
    while let Some(over) =
        areas.iter().filter(fixed).find(|other| other.row <= row + gap && other.row + other.rows > row)
    {
        row = over.row + over.rows + gap;
    }
    i64::from(row)
}

/// All areas, each behind those that it stands at. The layout has cut circles.
fn order(areas: &[Area]) -> Vec<usize> {
    fn visit(at: usize, areas: &[Area], seen: &mut [bool], order: &mut Vec<usize>) {
        if std::mem::replace(&mut seen[at], true) {
            return;
        }
        if let Some(relation) = &areas[at].relation {
            relation.anchor.links().iter().for_each(|other| visit(*other, areas, seen, order));
        }
        order.push(at);
    }
    let (mut seen, mut order) = (vec![false; areas.len()], Vec::new());
    (0..areas.len()).for_each(|at| visit(at, areas, &mut seen, &mut order));
    order
}
