//! Stories compared: by their manuscripts, their places and their lines.

use crate::diagnostic::Span;
use crate::issue::{Block, Content, Manner, Story, StoryId, Text};

use super::change::{Change, ChangeKind, PageArea, Subject};
use super::print::{PrintedIssue, PrintedItem};
use super::state::{IssueState, line_of};

/// A story of an issue.
struct StoryState<'a> {
    name: String,
    id: StoryId,
    story: &'a Story,
    places: Vec<PageArea>,
}

fn stories(state: IssueState<'_>) -> Vec<StoryState<'_>> {
    let issue = &state.loaded.issue;
    let list = issue.stories.iter().enumerate().map(|(at, story)| {
        let id = StoryId(at as u32);
        let mut places = Vec::new();
        for page in &issue.pages {
            if page.fillers.contains(&id) {
                places.push(PageArea { page: page.number, area: "filler".to_owned() });
            }
            for placement in &page.assignments {
                let Content::Story(part) = &placement.content else { continue };
                if part.id == id {
                    let areas = std::iter::once(&placement.area).chain(&part.more);
                    places.extend(areas.map(|area| PageArea { page: page.number, area: area.clone() }));
                }
            }
        }
        let name = state.name_of(state.loaded.sources.path(story.file));
        StoryState { name, id, story, places }
    });
    list.collect()
}

pub(super) fn compare(
    old: IssueState<'_>,
    new: IssueState<'_>,
    old_prints: &PrintedIssue<'_>,
    new_prints: &PrintedIssue<'_>,
    found: &mut Vec<Change>,
) {
    let (before, after) = (stories(old), stories(new));
    // A manuscript under another name with the same words is the same story.
    let renamed = |other: &StoryState<'_>| {
        before.iter().find(|one| {
            after.iter().all(|known| known.name != one.name) && first_change(one.story, other.story).is_none()
        })
    };
    let mut kept: Vec<StoryId> = Vec::new();
    // New ones, with their places in the list.
    let mut added: Vec<(usize, &StoryState<'_>)> = Vec::new();
    for other in &after {
        let by_name = before.iter().find(|one| one.name == other.name);
        let Some(one) = by_name.or_else(|| renamed(other).filter(|one| !kept.contains(&one.id))) else {
            added.push((found.len(), other));
            found.push(change(other, ChangeKind::Added(other.places.clone())));
            continue;
        };
        kept.push(one.id);
        if one.name != other.name {
            found.push(change(other, ChangeKind::Renamed(one.name.clone())));
        }
        if one.places != other.places {
            let stood = before.iter().find(|known| known.id != one.id && known.places == other.places);
            found.push(change(
                other,
                ChangeKind::Moved {
                    from: one.places.clone(),
                    to: other.places.clone(),
                    instead_of: stood.map(|stood| stood.name.clone()),
                },
            ));
        }
        let text = first_change(one.story, other.story);
        let rewritten = text.is_some();
        if let Some((was, is)) = text {
            let line = |state: IssueState<'_>, span: Span| line_of(&state.loaded.sources, &span);
            let (was, is) = (was.map(|span| line(old, span)), is.map(|span| line(new, span)));
            found.push(change(other, ChangeKind::Text { old: was, new: is }));
        }
        let (was, is) = (old_prints.of_story(one.id), new_prints.of_story(other.id));
        if rewritten || shows_as(&was, &is) {
            continue;
        }
        if lines(&was) != lines(&is) {
            found.push(change(other, ChangeKind::Relaid));
        } else if one.places == other.places {
            found.push(change(other, ChangeKind::Redrawn));
        }
    }
    for one in before.iter().filter(|one| !kept.contains(&one.id)) {
        let same =
            |(_, other): &(usize, &StoryState<'_>)| !one.places.is_empty() && other.places == one.places;
        if let Some(at) = added.iter().position(same) {
            let (number, other) = added.remove(at);
            found[number].kind = ChangeKind::Replaced { old: one.name.clone(), at: other.places.clone() };
            continue;
        }
        found.push(change(one, ChangeKind::Removed(one.places.clone())));
    }
}

fn change(told: &StoryState<'_>, kind: ChangeKind) -> Change {
    let mut pages: Vec<u32> = told.places.iter().map(|place| place.page).collect();
    pages.dedup();
    Change { subject: Subject::Story(told.name.clone()), pages, kind }
}

fn shows_as(one: &[(u32, &PrintedItem<'_>)], other: &[(u32, &PrintedItem<'_>)]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|((page, one), (on, other))| page == on && one.shows_as(other))
}

/// The words of each line, wherever it stands.
fn lines(items: &[(u32, &PrintedItem<'_>)]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut last = None;
    for (page, item) in items {
        let Some(level) = item.level else { continue };
        if last == Some((page, level))
            && let Some(line) = lines.last_mut()
        {
            line.push_str(&item.words);
        } else {
            lines.push(item.words.clone());
        }
        last = Some((page, level));
    }
    lines
}

/// The places in both manuscripts at which they first differ; `None` when they read the same. A
/// place is `None` where the other manuscript has more.
fn first_change(one: &Story, other: &Story) -> Option<(Option<Span>, Option<Span>)> {
    let (before, after) = (parts(one), parts(other));
    for at in 0..before.len().max(after.len()) {
        let (was, is) = match (before.get(at), after.get(at)) {
            (Some(was), Some(is)) => (was, is),
            (was, is) => return Some((was.map(|(_, text)| text.whole()), is.map(|(_, text)| text.whole()))),
        };
        if was.0 != is.0 {
            return Some((Some(was.1.whole()), Some(is.1.whole())));
        }
        let (letters, others) = (letters(was.1), letters(is.1));
        if letters != others {
            let same = letters.iter().zip(&others).take_while(|(one, other)| one == other);
            let byte: usize = same.map(|((letter, _), _)| letter.len_utf8()).sum();
            let place = |text: &Text| {
                let to = text.len();
                text.span(byte.min(to)..to)
            };
            return Some((Some(place(was.1)), Some(place(is.1))));
        }
    }
    None
}

fn letters(text: &Text) -> Vec<(char, Manner)> {
    text.runs.iter().flat_map(|run| run.text.chars().map(|letter| (letter, run.manner))).collect()
}

/// Everything that a manuscript says, in the order of reading, with what it is.
fn parts(story: &Story) -> Vec<(&'static str, &Text)> {
    let heads = [
        ("kicker", &story.kicker),
        ("headline", &story.headline),
        ("subhead", &story.subhead),
        ("short", &story.short),
        ("byline", &story.byline),
    ];
    let mut parts: Vec<(&'static str, &Text)> =
        heads.into_iter().filter_map(|(kind, text)| Some((kind, text.as_ref()?))).collect();
    parts.extend(story.blocks.iter().map(|block| match block {
        Block::Paragraph(text) => ("paragraph", text),
        Block::Crosshead(text) => ("crosshead", text),
    }));
    parts.extend(story.source.iter().map(|text| ("source", text)));
    parts.extend(story.credit.iter().map(|text| ("credit", text)));
    parts
}
