//! Article threads (ISO 32000-1, 12.4.3): a story's way through its columns, from page to page.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::finish::broken;
use super::outline::string;
use super::shell::Shell;
use super::structure::corners;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect, Size};
use crate::issue::StoryId;
use crate::message::word;
use crate::page::Page;

/// A story's way: its title, and the pages and rectangles that it leads through.
struct Thread<'a> {
    title: &'a str,
    beads: Vec<(usize, Rect)>,
}

/// Writes a thread for each story: its headline, then its columns in reading order.
pub(super) fn add(shell: &mut Shell, pages: &[Page]) -> Result<(), Diagnostic> {
    let document = &mut shell.document;
    let mut threads = Vec::new();
    let mut of_pages: Vec<Vec<Object>> = vec![Vec::new(); pages.len()];
    for Thread { title, beads } in ways(pages) {
        let thread = document.new_object_id();
        let ids: Vec<ObjectId> = beads.iter().map(|_| document.new_object_id()).collect();
        let count = ids.len();
        for (at, (page, rect)) in beads.iter().enumerate() {
            let mut bead = Dictionary::from_iter([
                ("N", Object::Reference(ids[(at + 1) % count])),
                ("V", ids[(at + count - 1) % count].into()),
                ("P", shell.pages[*page].into()),
                ("R", corners(&pages[*page], rect)),
            ]);
            if at == 0 {
                bead.set("T", thread);
            }
            document.set_object(ids[at], bead);
            of_pages[*page].push(ids[at].into());
        }
        let info = Dictionary::from_iter([("Title", string(title))]);
        let entries = [("F", Object::Reference(ids[0])), ("I", info.into())];
        document.set_object(thread, Dictionary::from_iter(entries));
        threads.push(Object::Reference(thread));
    }
    if threads.is_empty() {
        return Ok(());
    }
    for (id, beads) in shell.pages.iter().zip(of_pages).filter(|(_, beads)| !beads.is_empty()) {
        let page = document.get_dictionary_mut(*id).map_err(|_| broken(word("a page is missing")))?;
        page.set("B", beads);
    }
    let threads = document.add_object(threads);
    document.catalog_mut().map_err(|_| broken(word("it has no catalog")))?.set("Threads", threads);
    Ok(())
}

/// The stories' ways, in the order in which the pages begin them; none of them is empty.
fn ways(pages: &[Page]) -> Vec<Thread<'_>> {
    let mut threads: Vec<Thread<'_>> = Vec::new();
    let mut known: BTreeMap<StoryId, usize> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for story in &page.stories {
            let thread = *known.entry(story.story).or_insert(threads.len());
            if thread == threads.len() {
                threads.push(Thread { title: &story.title, beads: Vec::new() });
            }
            let rects = story.headline.iter().chain(&story.columns);
            let shown = rects.filter_map(|rect| within(rect, page.trim));
            threads[thread].beads.extend(shown.map(|rect| (at, rect)));
        }
    }
    threads.retain(|thread| !thread.beads.is_empty());
    threads
}

/// What of a rectangle lies on the trimmed page, if any of it does.
fn within(rect: &Rect, trim: Size) -> Option<Rect> {
    let (left, right) = (rect.x.max(Length::ZERO), rect.right().min(trim.width));
    let (top, foot) = (rect.y.max(Length::ZERO), rect.bottom().min(trim.height));
    (left < right && top < foot).then(|| Rect::new(left, top, right - left, foot - top))
}
