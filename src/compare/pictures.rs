//! Pictures compared: which, where, and how they are shown.

use crate::issue::{Content, Figure, PagePlan, PictureId, Text};
use crate::layout::{FurnitureItem, ItemContent, Layout};

use super::change::{Change, ChangeKind, PageArea, Subject};
use super::fingerprint::fingerprint;
use super::print::{Owner, PrintedIssue, PrintedPage};
use super::state::{IssueState, line_of};

/// A picture as an issue shows it.
struct ShownPicture<'a> {
    name: String,
    content: u64,
    places: Vec<PageArea>,
    /// Those of its places that have words with them.
    figures: Vec<&'a Figure>,
}

fn shown(state: IssueState<'_>) -> Vec<ShownPicture<'_>> {
    let issue = &state.loaded.issue;
    let mut list: Vec<ShownPicture<'_>> = Vec::new();
    for page in &issue.pages {
        for placement in &page.assignments {
            let name_art = |items: fn(&Layout) -> &[FurnitureItem]| {
                let drawing = issue.masthead.name_art.filter(|_| shows_name(state, page, items));
                drawing.map(|picture| (picture, None))
            };
            let content = &placement.content;
            let figures = content.figures().into_iter().map(|figure| (figure.picture, Some(figure)));
            let bare = content.bare_pictures().into_iter().map(|picture| (picture, None));
            let mut pictures: Vec<(PictureId, Option<&Figure>)> = figures.chain(bare).collect();
            match content {
                Content::Masthead => pictures.extend(name_art(|layout| &layout.masthead)),
                Content::Folio => pictures.extend(name_art(|layout| &layout.folio)),
                _ => {}
            }
            for (id, figure) in pictures {
                let Some(picture) = issue.pictures.get(id.0 as usize) else { continue };
                let name = state.picture_name(id);
                let at = list.iter().position(|known| known.name == name).unwrap_or_else(|| {
                    let content = fingerprint(&picture.data);
                    list.push(ShownPicture { name, content, places: Vec::new(), figures: Vec::new() });
                    list.len() - 1
                });
                list[at].places.push(PageArea { page: page.number, area: placement.area.clone() });
                list[at].figures.extend(figure);
            }
        }
    }
    list
}

/// Whether furniture of a page shows the paper's name, which may be a drawing.
fn shows_name(state: IssueState<'_>, page: &PagePlan, items: fn(&Layout) -> &[FurnitureItem]) -> bool {
    let layout = state.loaded.layouts.get(page.layout);
    layout.into_iter().flat_map(items).any(|item| {
        matches!(item.content, ItemContent::Name { .. }) && item.on.shows(page.number, page.facing.is_some())
    })
}

/// How a picture and its words show on a page, whatever else stands there.
fn looks<'p>(print: &'p PrintedPage<'_>, name: &str) -> Vec<(&'p str, &'p str)> {
    let own = print.items.iter().filter(|item| matches!(&item.owner, Owner::Picture(known) if known == name));
    own.map(|item| (&*item.look, &*item.words)).collect()
}

pub(super) fn compare(
    old: IssueState<'_>,
    new: IssueState<'_>,
    old_prints: &PrintedIssue<'_>,
    new_prints: &PrintedIssue<'_>,
    found: &mut Vec<Change>,
) {
    let (before, after) = (shown(old), shown(new));
    for one in &before {
        if after.iter().all(|other| other.name != one.name) {
            found.push(change(one, ChangeKind::Removed(one.places.clone())));
        }
    }
    for other in &after {
        let Some(one) = before.iter().find(|one| one.name == other.name) else {
            found.push(change(other, ChangeKind::Added(other.places.clone())));
            continue;
        };
        if one.content != other.content {
            found.push(change(other, ChangeKind::Content));
        }
        if one.places != other.places {
            found.push(change(
                other,
                ChangeKind::Moved { from: one.places.clone(), to: other.places.clone(), instead_of: None },
            ));
        }
        for (figure, own) in one.figures.iter().zip(&other.figures) {
            for (was, is) in [(&figure.caption, &own.caption), (&figure.credit, &own.credit)] {
                let words = |text: &Option<Text>| text.as_ref().map(Text::to_plain);
                if words(was) != words(is) {
                    let line = |state: IssueState<'_>, text: &Option<Text>| {
                        text.as_ref().map(|text| line_of(&state.loaded.sources, &text.whole()))
                    };
                    found.push(change(other, ChangeKind::Text { old: line(old, was), new: line(new, is) }));
                }
            }
        }
    }
    // The same picture in another window, unless another change of it is listed for that page.
    for page in new_prints.pages() {
        let Some(was) = old_prints.page(page.number) else { continue };
        for other in after.iter().filter(|shown| shown.places.iter().any(|place| place.page == page.number)) {
            let told = |what: &Change| {
                matches!(&what.subject, Subject::Picture(name) if *name == other.name)
                    && what.pages.contains(&page.number)
            };
            if looks(was, &other.name) == looks(page, &other.name) || found.iter().any(told) {
                continue;
            }
            let subject = Subject::Picture(other.name.clone());
            found.push(Change { subject, pages: vec![page.number], kind: ChangeKind::Cropped });
        }
    }
}

fn change(shown: &ShownPicture<'_>, kind: ChangeKind) -> Change {
    let mut pages: Vec<u32> = shown.places.iter().map(|place| place.page).collect();
    pages.dedup();
    Change { subject: Subject::Picture(shown.name.clone()), pages, kind }
}
