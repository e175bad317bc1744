//! Guides (导读): pointers as they are written, and those that follow from where stories stand.

use std::path::PathBuf;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::issue::{Content, GuideItem, PagePlan, Pool, Story, StoryId, Text, almanac};
use crate::keys::{Value, suggest};
use crate::layout::{Layout, PointerForm};
use crate::message::msg;

use super::fields::{computed, field, pointer};
use super::issue_file::IssueFile;
use super::page_file::{EntryContent, GuideKeys, PointerEntry, PointerKeys};

use super::paths::tidy;
use super::places;
use super::reader::Reader;

/// Where a story stands: the place of the plan that holds a part of it, and the pages of that part.
struct Standing {
    id: StoryId,
    part: u32,
    /// The page that holds it, by its place in the issue.
    page: usize,
    pages: Vec<u32>,
}

/// What guides are made from.
pub struct Stories<'a> {
    /// The stories of the issue.
    pub list: &'a [Story],
    /// Their manuscripts.
    pub files: &'a [(PathBuf, Span)],
}

/// Fills in the items of every guide, now that all stories have their places; of those in pools too.
pub fn fill(
    pages: &mut [PagePlan],
    pools: &mut [Pool],
    file: &IssueFile,
    stories: &Stories<'_>,
    layouts: &[Layout],
    reader: &Reader,
) {
    let standing = standing(pages, pools, layouts);
    let marked = marked(file, stories, reader);
    let on_pages = file.pages.iter().flat_map(|page| &page.entries).map(|entry| {
        let place = pages.iter().enumerate().find_map(|(at, page)| {
            Some((at, page.assignments.iter().position(|placement| placement.span == entry.area.span)?))
        });
        (&entry.content, &entry.span, place.map(|(at, place)| (at, Some(place))))
    });
    // One that waits in a pool is filled as it would be on the first page that the pool serves.
    let on_page = |span: &Span| file.pages.iter().flat_map(|page| &page.entries).any(|own| own.span == *span);
    let waiting = file.pools.iter().enumerate().flat_map(|(at, pool)| {
        let served = |plan: &PagePlan| plan.pool.as_ref().is_some_and(|pool| pool.pool == at);
        let page = pages.iter().position(served).map(|page| (page, None));
        let items = pool.items.iter().filter(|item| !on_page(&item.span));
        items.map(move |item| (item.content(), &item.span, page))
    });
    let guides: Vec<_> = on_pages.chain(waiting).collect();
    let mut filled: Vec<(&Span, usize, Option<usize>, Vec<GuideItem>)> = Vec::new();
    for (content, span, place) in guides {
        let (EntryContent::Guide(guide), Some((at, place))) = (content, place) else { continue };
        let layout = layouts.get(pages[at].layout);
        let area = place.and_then(|place| layout?.area(&pages[at].assignments[place].area));
        let form = area.map_or_else(PointerForm::default, |area| area.guide_pointer);
        let work = Work { file, stories, standing: &standing, own: at, form, numbers: pages, reader };
        let items = work.items(guide, &marked);
        if items.is_empty() && guide.from.is_some() {
            reader.report(
                Diagnostic::new(codes::EMPTY_GUIDE, msg!("this guide points to nothing"))
                    .at(span.clone(), msg!("no other page of the issue has a story"))
                    .help(msg!("mark stories with guide = true, or write items = [ {{ headline = \"……\", pages = [2] }} ]")),
            );
        }
        filled.push((span, at, place, items));
    }
    for (span, at, place, items) in filled {
        for item in pools.iter_mut().flat_map(|pool| &mut pool.items).filter(|item| item.span == *span) {
            if let Content::Guide(guide) = &mut item.content {
                guide.items.clone_from(&items);
            }
        }
        let Some(place) = place else { continue };
        if let Content::Guide(guide) = &mut pages[at].assignments[place].content {
            guide.items = items;
        }
    }
}

/// Where every story stands, in the order of page numbers. One that waits in a pool stands on the first page on which
/// it may be placed, as long as that is not made up.
fn standing(pages: &[PagePlan], pools: &[Pool], layouts: &[Layout]) -> Vec<Standing> {
    let mut list = Vec::new();
    for (page, plan) in pages.iter().enumerate() {
        for placement in &plan.assignments {
            let Content::Story(part) = &placement.content else { continue };
            let pages = places::pages_of(plan, layouts.get(plan.layout), &placement.area);
            list.push(Standing { id: part.id, part: part.part, page, pages });
        }
    }
    for (at, pool) in pools.iter().enumerate() {
        for item in &pool.items {
            let Content::Story(part) = &item.content else { continue };
            let takes = |plan: &PagePlan| {
                plan.pool.as_ref().is_some_and(|pool| pool.pool == at && !pool.is_made)
                    && item.page.is_none_or(|page| plan.has(page))
            };
            let stands = list.iter().any(|standing| standing.id == part.id);
            let Some(page) = pages.iter().position(takes).filter(|_| !stands) else { continue };
            let number = item.page.unwrap_or(pages[page].number);
            list.push(Standing { id: part.id, part: 0, page, pages: vec![number] });
        }
    }
    list.sort_by_key(|standing| pages[standing.page].number);
    list
}

/// The stories that the issue marks for guides.
fn marked(file: &IssueFile, stories: &Stories<'_>, reader: &Reader) -> Vec<StoryId> {
    let marked = file.contents().filter_map(|content| match content {
        EntryContent::Story(story) if story.keys.guide() => stories.find(&story.file, reader),
        _ => None,
    });
    marked.collect()
}

impl Stories<'_> {
    fn find(&self, file: &Value<String>, reader: &Reader) -> Option<StoryId> {
        let path = tidy(&reader.dir.join(&file.value));
        let at = self.files.iter().position(|(known, _)| *known == path)?;
        Some(StoryId(at as u32))
    }
}

struct Work<'a> {
    file: &'a IssueFile,
    stories: &'a Stories<'a>,
    standing: &'a [Standing],
    /// The page of the guide, by its place in the issue.
    own: usize,
    /// How its area writes pages.
    form: PointerForm,
    numbers: &'a [PagePlan],
    reader: &'a Reader,
}

impl Work<'_> {
    fn items(&self, guide: &GuideKeys, marked: &[StoryId]) -> Vec<GuideItem> {
        let mut told: Vec<StoryId> = Vec::new();
        let mut items = Vec::new();
        let written = guide.items();
        for item in written.iter().filter_map(PointerKeys::entry) {
            match item {
                PointerEntry::Written(headline, words) => {
                    items.push(self.item(headline, self.field(words), Vec::new()));
                }
                PointerEntry::Pages(headline, pages) => {
                    let numbers: Vec<u32> = pages.value.iter().map(|page| page.value).collect();
                    self.within(&numbers, &pages.span);
                    let words = computed(self.file, &pointer(&numbers, self.form), &pages.span);
                    items.push(self.item(headline, words, numbers));
                }
                PointerEntry::Story(file, headline) => {
                    let headline = headline.as_ref().and_then(|headline| field(self.file, headline));
                    let found = self.stories.find(file, self.reader);
                    let stands = |id: &StoryId| self.standing.iter().any(|standing| standing.id == *id);
                    let Some(id) = found.filter(stands) else {
                        self.nowhere(file);
                        continue;
                    };
                    told.push(id);
                    items.extend(self.story(id, headline, &file.span));
                }
            }
        }
        let Some(said) = guide.from.as_ref().map(|from| &from.span) else { return items };
        let mut of_page: Vec<usize> = Vec::new();
        for standing in self.standing.iter().filter(|standing| standing.page != self.own) {
            let wanted = if marked.is_empty() {
                // The first story of each page that begins there.
                let first = standing.part == 0 && !of_page.contains(&standing.page);
                if first {
                    of_page.push(standing.page);
                }
                first
            } else {
                marked.contains(&standing.id)
            };
            if wanted && !told.contains(&standing.id) {
                told.push(standing.id);
                items.extend(self.story(standing.id, None, said));
            }
        }
        items
    }

    fn item(&self, headline: &Value<String>, pointer: Text, pages: Vec<u32>) -> GuideItem {
        GuideItem { headline: self.field(headline), pointer, story: None, pages }
    }

    /// Words of the issue file, empty ones too.
    fn field(&self, value: &Value<String>) -> Text {
        field(self.file, value).unwrap_or_else(|| Text::plain(self.file.file, "", value.span.range.start))
    }

    /// The pointer to a story of this issue.
    fn story(&self, id: StoryId, headline: Option<Text>, said: &Span) -> Option<GuideItem> {
        let own = self.standing.iter().filter(|standing| standing.id == id);
        let (here, inside): (Vec<_>, Vec<_>) = own.partition(|standing| standing.page == self.own);
        let story = self.stories.list.get(id.0 as usize)?;
        let from = if inside.is_empty() { here } else { inside };
        let pages: Vec<u32> = from.iter().flat_map(|standing| standing.pages.iter().copied()).collect();
        if from.iter().all(|standing| standing.page == self.own) {
            let number = self.numbers.get(self.own).map(|page| page.number).filter(|number| *number > 0);
            let message = match number {
                Some(number) => msg!("“{story}” stands on page {number} itself", story = story.name, number),
                None => msg!("“{story}” stands on this page itself", story = story.name),
            };
            self.reader.report(
                Diagnostic::new(codes::GUIDE_HERE, message)
                    .here(said.clone())
                    .help(msg!("a guide points to other pages: take the item out, or move the story")),
            );
        }
        self.within(&pages, said);
        let headline = headline.or_else(|| story.short.clone()).or_else(|| story.headline.clone())?;
        let words = computed(self.file, &pointer(&pages, self.form), said);
        Some(GuideItem { headline, pointer: words, story: Some(id), pages })
    }

    /// Reports a manuscript that is not placed on any page.
    fn nowhere(&self, file: &Value<String>) {
        let story = |content: &'_ EntryContent| match content {
            EntryContent::Story(story) => Some(story.file.value.clone()),
            _ => None,
        };
        let on_pages = self.file.pages.iter().flat_map(|page| &page.entries);
        if on_pages.filter_map(|entry| story(&entry.content)).any(|known| known == file.value) {
            // Its page has an error, which is reported there.
            return;
        }
        let known: Vec<String> = self.file.contents().filter_map(story).collect();
        let message = msg!("the story {file} stands on no page", file = file.value);
        self.reader.report(
            Diagnostic::new(codes::GUIDE_STORY_NOWHERE, message)
                .here(file.span.clone())
                .help(suggest::suggest(&file.value, known.iter().map(String::as_str))),
        );
    }

    /// Warns of pointers to pages after the last one by the masthead's number of pages.
    fn within(&self, pages: &[u32], said: &Span) {
        let Some((_, told)) = self.file.fields.iter().find(|(name, _)| name == "pages") else { return };
        let Some(last) = almanac::count_of_pages(&told.value) else { return };
        let Some(beyond) = pages.iter().find(|page| **page > last) else { return };
        self.reader.report(
            Diagnostic::new(
                codes::GUIDE_PAGE,
                msg!(
                    "the guide points to page {beyond}, but `pages` of the masthead gives {last}",
                    beyond,
                    last
                ),
            )
            .here(said.clone())
            .at(told.span.clone(), msg!("the number of pages"))
            .help(msg!("point to a page of this issue, or mend `pages` of [masthead]")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_made_from_numbers() {
        assert_eq!(pointer(&[2, 3], PointerForm::Words), "——详见二、三版");
        assert_eq!(pointer(&[12, 4, 12], PointerForm::Words), "——详见四、十二版");
        assert_eq!(pointer(&[99], PointerForm::Words), "——详见九十九版");
        assert_eq!(pointer(&[12, 4, 12], PointerForm::Number), "4、12版");
    }
}
