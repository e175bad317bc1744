//! What is told of many findings (归并): causes without what follows from them, and like findings as one.
//!
//! Every stage hands on all that it finds. What a person or a program is told is made of that here, for text, JSON, the
//! page of `watch` and editors alike:
//!
//! 1. Findings that only follow from an error ([`Diagnostic::follows`]) are counted and left out, as long as an error is
//!    told that does not follow from another one. Areas overlap, say, because one of them stands at a name that does not exist:
//!    mending the name mends both.
//! 2. Findings with the same code, severity, message and way out are one with several places, in the order in which they
//!    were found. The same finding at the same place is told once.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Severity};

/// Findings as they are told.
#[derive(Clone, Debug)]
pub struct Gathered<T> {
    /// In the order of their first places.
    pub told: Vec<Told<T>>,
    /// How many are left out because they follow from errors that are told.
    pub following: usize,
}

/// A finding with others that differ from it by their places alone.
#[derive(Clone, Debug)]
pub struct Told<T> {
    /// The first one.
    pub first: T,
    /// The others.
    pub like: Vec<T>,
}

impl<T> Told<T> {
    /// A finding that nothing is like.
    pub fn single(first: T) -> Told<T> {
        Told { first, like: Vec::new() }
    }

    /// All of them, the first one first.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(&self.like)
    }
}

/// Gathers findings; `of` gives the finding of each item.
pub fn gather<T>(items: impl IntoIterator<Item = T>, of: impl Fn(&T) -> &Diagnostic) -> Gathered<T> {
    let items: Vec<T> = items.into_iter().collect();
    let is_cause = |item: &T| of(item).severity == Severity::Error && !of(item).follows;
    let has_cause = items.iter().any(is_cause);
    let mut gathered = Gathered { told: Vec::<Told<T>>::new(), following: 0 };
    let mut groups: BTreeMap<(&str, Severity, String, Option<String>), usize> = BTreeMap::new();
    let mut places: BTreeSet<(usize, String)> = BTreeSet::new();
    for item in items {
        let finding = of(&item);
        if has_cause && finding.follows {
            gathered.following += 1;
            continue;
        }
        let help = finding.help.as_ref().map(ToString::to_string);
        let key = (finding.code.name(), finding.severity, finding.message.to_string(), help);
        let place = format!("{:?} {:?} {:?}", finding.labels, finding.on_page, finding.path);
        let group = *groups.entry(key).or_insert(gathered.told.len());
        if !places.insert((group, place)) {
            continue;
        }
        match gathered.told.get_mut(group) {
            Some(told) => told.like.push(item),
            None => gathered.told.push(Told::single(item)),
        }
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;
    use crate::diagnostic::{FileId, Span};
    use crate::message::msg;

    fn at(finding: Diagnostic, at: usize) -> Diagnostic {
        finding.here(Span::new(FileId(0), at..at + 1))
    }

    #[test]
    fn like_findings_are_one_with_their_places_in_order() {
        let comma = |place| at(Diagnostic::new(codes::HALF_WIDTH_MARK, msg!("no other place")), place);
        let other = at(Diagnostic::new(codes::HALF_WIDTH_MARK, msg!("another")), 2);
        let worse = Diagnostic { severity: Severity::Error, ..comma(9) };
        let found = [comma(1), other.clone(), comma(5), comma(1), worse];
        let gathered = gather(&found, |finding| finding);
        let places: Vec<Vec<usize>> = gathered
            .told
            .iter()
            .map(|told| told.all().map(|one| one.labels[0].span.range.start).collect())
            .collect();
        assert_eq!(places, [vec![1, 5], vec![2], vec![9]]);
        assert_eq!(gathered.following, 0);
    }

    #[test]
    fn what_follows_is_counted_only_beside_an_error_that_does_not() {
        let cause = at(Diagnostic::new(codes::UNKNOWN_AREA, msg!("no area")), 0);
        let overlap = at(Diagnostic::new(codes::AREA_OVERLAP, msg!("overlap")), 3).following();
        let comma = at(Diagnostic::new(codes::HALF_WIDTH_MARK, msg!("comma")), 7);
        let both = [overlap.clone(), cause, comma.clone()];
        let gathered = gather(&both, |finding| finding);
        let codes: Vec<&str> = gathered.told.iter().map(|told| told.first.code.name()).collect();
        assert_eq!((codes, gathered.following), (vec!["unknown-area", "half-width-mark"], 1));
        // Without the cause it is told.
        let gathered = gather([&overlap, &comma], |finding| finding);
        assert_eq!((gathered.told.len(), gathered.following), (2, 0));
    }
}
