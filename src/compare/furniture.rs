//! Everything that is neither a story's nor a picture's: masthead, guides, running heads, rules.

use super::print::{Owner, Print, Printed, Prints};
use super::{Change, Subject, What, line_of};

pub(super) fn compare(old: &Prints<'_>, new: &Prints<'_>, found: &mut Vec<Change>) {
    for page in new.pages() {
        let Some(was) = old.page(page.number) else { continue };
        if was.sheet != page.sheet {
            let subject = Subject::Furniture("paper size");
            found.push(Change { subject, pages: vec![page.number], what: What::Redrawn });
        }
        let kinds = |print: &Print<'_>| -> Vec<&'static str> {
            let own = print.items.iter().filter_map(|item| match &item.owner {
                Owner::Furniture(kind) => Some(*kind),
                _ => None,
            });
            own.collect()
        };
        let mut all: Vec<&'static str> = kinds(was).into_iter().chain(kinds(page)).collect();
        all.sort_unstable();
        all.dedup();
        for kind in all {
            let own = |print: &Print<'_>| -> usize { items(print, kind).count() };
            let pairs = items(was, kind).zip(items(page, kind));
            let same = own(was) == own(page) && pairs.clone().all(|(one, other)| one.shows_as(other));
            if same {
                continue;
            }
            let words =
                |print: &Print<'_>| -> String { items(print, kind).map(|item| &*item.words).collect() };
            let what = if words(was) == words(page) {
                What::Redrawn
            } else {
                let at = pairs.take_while(|(one, other)| one.words == other.words).count();
                let line = |prints: &Prints<'_>, print: &Print<'_>| {
                    let source = items(print, kind).nth(at)?.source?;
                    Some(line_of(prints.sources, source))
                };
                What::Text { old: line(old, was), new: line(new, page) }
            };
            found.push(Change { subject: Subject::Furniture(kind), pages: vec![page.number], what });
        }
    }
}

fn items<'p, 'a>(print: &'p Print<'a>, kind: &'static str) -> impl Iterator<Item = &'p Printed<'a>> + Clone {
    print.items.iter().filter(move |item| item.owner == Owner::Furniture(kind))
}
