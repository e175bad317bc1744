//! Compares two states of an issue (版面比对): what is new, gone, moved, rewritten or laid out anew.
//!
//! Pages are compared by what they print (`print`), stories by their manuscripts and their lines, pictures by
//! their content and place; everything else counts as furniture. `compare` runs these in order and gives
//! [`Differences`].

mod change;
mod fingerprint;
mod furniture;
mod pictures;
mod print;
mod state;
mod stories;

pub use change::{
    Change, ChangeKind, Differences, PageArea, PageChange, PageChangeKind, SourceLine, Subject,
};
pub use state::IssueState;

use print::PrintedIssue;

use crate::message::word;

/// Compares two states.
pub fn compare(old: IssueState<'_>, new: IssueState<'_>) -> Differences {
    let (old_prints, new_prints) = PrintedIssue::of_both(old, new);
    let mut found = Differences::default();
    let numbers =
        |state: IssueState<'_>| -> Vec<u32> { state.compiled.pages.iter().map(|page| page.number).collect() };
    let (before, after) = (numbers(old), numbers(new));
    let mut all: Vec<u32> = before.iter().chain(&after).copied().collect();
    all.sort_unstable();
    all.dedup();
    for number in all {
        let how = match (old_prints.page(number), new_prints.page(number)) {
            (None, _) => PageChangeKind::Added,
            (_, None) => PageChangeKind::Removed,
            (Some(one), Some(other)) if !one.same(other) => PageChangeKind::Changed,
            _ => continue,
        };
        found.pages.push(PageChange { number, how });
    }
    stories::compare(old, new, &old_prints, &new_prints, &mut found.changes);
    pictures::compare(old, new, &old_prints, &new_prints, &mut found.changes);
    furniture::compare(&old_prints, &new_prints, &mut found.changes);
    // Every page that differs gets a change: what is left is the order in which things are drawn.
    for page in found.pages.iter().filter(|page| page.how == PageChangeKind::Changed) {
        if !found.changes.iter().any(|change| change.touches(page.number)) {
            let subject = Subject::Furniture(word("order of drawing"));
            found.changes.push(Change { subject, pages: vec![page.number], kind: ChangeKind::Redrawn });
        }
    }
    found
}
