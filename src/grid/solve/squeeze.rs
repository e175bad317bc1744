//! Squeezing: takes rows from areas until none lies over another one or reaches out of the type area.
//!
//! Each step takes one row from the lowest area whose loss of it lessens the rows that are wrong. If none does alone, an
//! area that is in the way is pulled towards where it hangs from: it loses a row itself or, if it cannot, what it stands at
//! does; of several areas that end in the same row all must. If even that does not help, as where a row less of one brings
//! the next one up into a third, all that lie over one another lose a row, then all that they stand at. Every step takes a
//! row at least from areas that keep one, so it ends; and where all have one row, all that can be mended fits.

use crate::layout::{Anchor, RowsRule};

use super::{Rows, Stretch};

/// What can be mended by squeezing.
struct Wrong {
    areas: Vec<usize>,
    pairs: Vec<(usize, usize)>,
}

impl Rows<'_> {
    pub(super) fn squeeze(&mut self) {
        let wanted = self.rows.clone();
        let at = self.place();
        if self.trouble(&at, false) == 0 {
            return;
        }
        // No area is taller than the page.
        let total = u32::try_from(self.total).unwrap_or(u32::MAX).max(1);
        for number in 0..self.areas.len() {
            if self.floor(number, Limit::All) != u32::MAX {
                self.rows[number] = self.rows[number].min(total);
            }
        }
        let wrong = self.mendable();
        for limit in [Limit::Least, Limit::Copy, Limit::All] {
            while let Some(losing) = self.losing(&wrong, limit) {
                losing.iter().for_each(|number| self.rows[*number] -= 1);
                self.steps += 1;
            }
        }
        self.give_back(&wanted);
    }

    /// Gives rows back that others, squeezed later, have left; round by round, in the order of the file.
    fn give_back(&mut self, wanted: &[u32]) {
        let mut short: Vec<usize> =
            (0..self.areas.len()).filter(|number| self.rows[*number] < wanted[*number]).collect();
        while !short.is_empty() {
            short.retain(|number| self.grow(*number, false) && self.rows[*number] < wanted[*number]);
        }
    }

    /// What fits if every area that can be squeezed has one row.
    fn mendable(&self) -> Wrong {
        let mut least = self.clone();
        for number in 0..self.areas.len() {
            least.rows[number] = least.rows[number].min(self.floor(number, Limit::All));
        }
        let at = least.place();
        let areas = (0..self.areas.len()).filter(|number| least.beyond(*number, &at) == 0);
        let pairs = self.pairs.iter().filter(|(one, other)| least.over(*one, *other, &at, false) == 0);
        Wrong { areas: areas.collect(), pairs: pairs.copied().collect() }
    }

    fn wrong_rows(&self, wrong: &Wrong, at: &[Stretch]) -> i64 {
        let beyond = wrong.areas.iter().map(|number| self.beyond(*number, at)).sum::<i64>();
        beyond + wrong.pairs.iter().map(|(one, other)| self.over(*one, *other, at, false)).sum::<i64>()
    }

    /// The areas whose loss of a row helps: one, or several together. `None` where all fits or nothing helps.
    fn losing(&mut self, wrong: &Wrong, limit: Limit) -> Option<Vec<usize>> {
        let at = self.place();
        let rows = self.wrong_rows(wrong, &at);
        if rows == 0 {
            return None;
        }
        let mut lowest: Vec<usize> = (0..at.len()).collect();
        lowest.sort_by_key(|number| std::cmp::Reverse((at[*number].head, *number)));
        let can_lose = |number: &usize| self.rows[*number] > self.floor(*number, limit);
        let alone: Vec<Vec<usize>> =
            lowest.iter().filter(|number| can_lose(number)).map(|number| vec![*number]).collect();
        alone.into_iter().find(|losing| self.helps(losing, wrong, rows)).or_else(|| {
            let groups = self.groups(&lowest, wrong, &at, limit);
            if let Some(found) = groups.into_iter().find(|losing| self.helps(losing, wrong, rows)) {
                return Some(found);
            }
            let mut involved = self.involved(wrong, &at);
            loop {
                let can_lose = |number: &usize| self.rows[*number] > self.floor(*number, limit);
                let losing: Vec<usize> = involved.iter().copied().filter(can_lose).collect();
                if !losing.is_empty() && (limit == Limit::All || self.helps(&losing, wrong, rows)) {
                    return Some(losing);
                }
                let count = involved.len();
                let links = |number: &usize| {
                    self.relation(*number).map_or(&[][..], |relation| relation.anchor.links()).iter().copied()
                };
                let behind: Vec<usize> = involved.iter().flat_map(links).collect();
                involved.extend(behind);
                involved.sort_unstable();
                involved.dedup();
                if involved.len() == count {
                    return None;
                }
            }
        })
    }

    /// The areas that lie over others or reach out of the type area.
    fn involved(&self, wrong: &Wrong, at: &[Stretch]) -> Vec<usize> {
        let pairs = wrong.pairs.iter().filter(|(one, other)| self.over(*one, *other, at, false) > 0);
        let mut involved: Vec<usize> = pairs.flat_map(|(one, other)| [*one, *other]).collect();
        involved.extend(wrong.areas.iter().filter(|number| self.beyond(**number, at) > 0));
        involved.sort_unstable();
        involved.dedup();
        involved
    }

    fn helps(&mut self, losing: &[usize], wrong: &Wrong, rows: i64) -> bool {
        losing.iter().for_each(|number| self.rows[*number] -= 1);
        let less = self.wrong_rows(wrong, &self.place()) < rows;
        losing.iter().for_each(|number| self.rows[*number] += 1);
        less
    }

    /// Areas that together hold one down, or up, that is in the way; those of the lowest first.
    fn groups(&self, lowest: &[usize], wrong: &Wrong, at: &[Stretch], limit: Limit) -> Vec<Vec<usize>> {
        let mut groups = Vec::new();
        for number in lowest.iter().copied() {
            let is_wrong = wrong.areas.contains(&number) && self.beyond(number, at) > 0;
            let over = |(one, other): &&(usize, usize)| {
                (*one == number || *other == number) && self.over(*one, *other, at, false) > 0
            };
            if !is_wrong && !wrong.pairs.iter().any(|pair| over(&pair)) {
                continue;
            }
            for whole in [true, false] {
                let mut pull =
                    Pull { rows: self, at, limit, known: vec![[None; 2]; at.len()], losing: Vec::new() };
                let pulled = if whole { pull.shift(number) } else { pull.end(number) };
                if pulled {
                    pull.losing.sort_unstable();
                    groups.push(pull.losing);
                }
            }
        }
        groups
    }

    /// Rows below which an area is not squeezed.
    fn floor(&self, number: usize, limit: Limit) -> u32 {
        let Some(relation) = self.relation(number).filter(|_| !self.is_absent(number)) else {
            return u32::MAX;
        };
        // A row is left beside each notch.
        let one = self.areas[number].notches.iter().map(|notch| notch.rows + 1).max().unwrap_or(1);
        match (relation.rows, limit) {
            (RowsRule::Same, _) => u32::MAX,
            (RowsRule::Copy, Limit::Least) => self.needs[number].least.max(relation.min_rows).max(one),
            (_, Limit::Least) | (RowsRule::Fixed(_), Limit::Copy) => u32::MAX,
            _ => one,
        }
    }
}

/// How far areas are squeezed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// Those for their copy down to what it can do with.
    Least,
    /// All but those whose number of rows the layout gives, down to one row.
    Copy,
    /// All of them.
    All,
}

/// Finds the areas that have to lose a row so that another one comes nearer to where it hangs from.
struct Pull<'q, 'a> {
    rows: &'q Rows<'a>,
    at: &'q [Stretch],
    limit: Limit,
    /// Whether the end of an area, and the whole of it, can be pulled, as far as that is known.
    known: Vec<[Option<bool>; 2]>,
    losing: Vec<usize>,
}

impl Pull<'_, '_> {
    /// Pulls the whole area.
    fn shift(&mut self, number: usize) -> bool {
        if let Some(known) = self.known[number][1] {
            return known;
        }
        let Some(relation) = self.rows.relation(number) else { return false };
        let at = self.at;
        let pulled = match &relation.anchor {
            Anchor::Under(list) => {
                let lowest = list.iter().map(|other| at[*other].foot).max();
                list.iter().filter(|other| Some(at[**other].foot) == lowest).all(|other| self.end(*other))
            }
            Anchor::Above(list) => {
                let highest = list.iter().map(|other| at[*other].head).min();
                list.iter().filter(|other| Some(at[**other].head) == highest).all(|other| self.end(*other))
            }
            // One that rises takes it along.
            Anchor::Beside(list) => {
                let highest = list.iter().map(|other| at[*other].head).min();
                list.iter().filter(|other| Some(at[**other].head) == highest).any(|other| self.shift(*other))
            }
            Anchor::Row(_) | Anchor::Head | Anchor::Foot => false,
        };
        self.known[number][1] = Some(pulled);
        pulled
    }

    /// Pulls the end of an area: the foot of one that hangs from above, the head of one that stands on what is below.
    fn end(&mut self, number: usize) -> bool {
        if let Some(known) = self.known[number][0] {
            return known;
        }
        let rows = self.rows;
        let can_lose = rows.rows[number] > rows.floor(number, self.limit);
        let pulled = match rows.relation(number).map(|relation| (relation.rows, &relation.anchor)) {
            _ if can_lose => {
                self.losing.push(number);
                true
            }
            // It ends with the lowest of those that it stands beside.
            Some((RowsRule::Same, Anchor::Beside(list))) => {
                let lowest = list.iter().map(|other| self.at[*other].foot).max();
                let at = self.at;
                list.iter().filter(|other| Some(at[**other].foot) == lowest).all(|other| self.end(*other))
            }
            _ => self.shift(number),
        };
        self.known[number][0] = Some(pulled);
        pulled
    }
}
