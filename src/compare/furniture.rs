//! Compares everything that belongs neither to a story nor to a picture: masthead, guides, running heads, rules.

use super::change::{Change, ChangeKind, Subject};
use super::print::{Owner, PrintedIssue, PrintedItem, PrintedPage};
use super::state::line_of;
use crate::message::{Word, word};

pub(super) fn compare(old: &PrintedIssue<'_>, new: &PrintedIssue<'_>, found: &mut Vec<Change>) {
    for page in new.pages() {
        let Some(was) = old.page(page.number) else { continue };
        if was.sheet != page.sheet {
            let subject = Subject::Furniture(word("paper size"));
            found.push(Change { subject, pages: vec![page.number], kind: ChangeKind::Redrawn });
        }
        let kinds = |print: &PrintedPage<'_>| -> Vec<Word> {
            let own = print.items.iter().filter_map(|item| match &item.owner {
                Owner::Furniture(kind) => Some(*kind),
                _ => None,
            });
            own.collect()
        };
        let mut all: Vec<Word> = kinds(was).into_iter().chain(kinds(page)).collect();
        all.sort_unstable_by_key(|kind| kind.english());
        all.dedup();
        for kind in all {
            let own = |print: &PrintedPage<'_>| -> usize { items(print, kind).count() };
            let pairs = items(was, kind).zip(items(page, kind));
            let same = own(was) == own(page) && pairs.clone().all(|(one, other)| one.shows_as(other));
            if same {
                continue;
            }
            let words =
                |print: &PrintedPage<'_>| -> String { items(print, kind).map(|item| &*item.words).collect() };
            let change = if words(was) == words(page) {
                ChangeKind::Redrawn
            } else {
                let at = pairs.take_while(|(one, other)| one.words == other.words).count();
                let line = |prints: &PrintedIssue<'_>, print: &PrintedPage<'_>| {
                    let source = items(print, kind).nth(at)?.source?;
                    Some(line_of(prints.sources, source))
                };
                ChangeKind::Text { old: line(old, was), new: line(new, page) }
            };
            found.push(Change { subject: Subject::Furniture(kind), pages: vec![page.number], kind: change });
        }
    }
}

fn items<'p, 'a>(
    print: &'p PrintedPage<'a>,
    kind: Word,
) -> impl Iterator<Item = &'p PrintedItem<'a>> + Clone {
    print.items.iter().filter(move |item| item.owner == Owner::Furniture(kind))
}
