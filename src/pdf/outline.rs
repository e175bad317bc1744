//! Bookmarks (书签) and page labels (版次): what a reader finds his way with.
//!
//! Bookmarks lead to destinations, not to actions, which no press file may have.

use lopdf::{Dictionary, Document as Lopdf, Object, ObjectId, StringFormat};

use super::bytes::text_string;
use super::finish::broken;
use super::metadata::printable;
use super::shell::{Shell, number};
use super::text::Sheet;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point};
use crate::message::word;
use crate::page::{Page, PlacedStory};

/// Marks a story that comes from another page.
const CONTINUED: &str = "（续）";

/// Writes a bookmark for each page and under it one for each story, and the pages' labels.
///
/// Readers show bookmarks when they are asked to: a press file opens as its sheets.
pub(super) fn add(shell: &mut Shell, pages: &[Page]) -> Result<(), Diagnostic> {
    let document = &mut shell.document;
    let root = document.new_object_id();
    let mut heads = Vec::with_capacity(pages.len());
    let mut count = 0;
    for (page, id) in pages.iter().zip(&shell.pages) {
        let head = document.new_object_id();
        let stories = page.stories.iter();
        let marks = stories.map(|story| bookmark(page, *id, &story_title(story), corner(story))).collect();
        let mut mark = bookmark(page, *id, &page_title(page), Point::new(Length::ZERO, Length::ZERO));
        count += 1 + page.stories.len();
        list(document, head, &mut mark, marks);
        heads.push((head, mark));
    }
    let mut outlines = Dictionary::from_iter([("Type", Object::from("Outlines"))]);
    let ids: Vec<ObjectId> = heads.iter().map(|(id, _)| *id).collect();
    for (at, (id, mut mark)) in heads.into_iter().enumerate() {
        chain(&mut mark, root, &ids, at);
        document.set_object(id, mark);
    }
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        outlines.set("First", *first);
        outlines.set("Last", *last);
        outlines.set("Count", count as i64);
    }
    document.set_object(root, outlines);
    let catalog = document.catalog_mut().map_err(|_| broken(word("it has no catalog")))?;
    catalog.set("Outlines", root);
    catalog.set("PageLabels", Dictionary::from_iter([("Nums", Object::Array(labels(pages)))]));
    Ok(())
}

/// Writes bookmarks under another one, which is open.
fn list(document: &mut Lopdf, parent: ObjectId, mark: &mut Dictionary, kids: Vec<Dictionary>) {
    let ids: Vec<ObjectId> = kids.iter().map(|_| document.new_object_id()).collect();
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        mark.set("First", *first);
        mark.set("Last", *last);
        mark.set("Count", ids.len() as i64);
    }
    for (at, mut kid) in kids.into_iter().enumerate() {
        chain(&mut kid, parent, &ids, at);
        document.set_object(ids[at], kid);
    }
}

/// Links a bookmark to its parent and its neighbours.
fn chain(mark: &mut Dictionary, parent: ObjectId, ids: &[ObjectId], at: usize) {
    mark.set("Parent", parent);
    if let Some(before) = at.checked_sub(1) {
        mark.set("Prev", ids[before]);
    }
    if let Some(next) = ids.get(at + 1) {
        mark.set("Next", *next);
    }
}

fn bookmark(page: &Page, id: ObjectId, title: &str, corner: Point) -> Dictionary {
    let sheet = Sheet::of(page);
    let to = [
        Object::Reference(id),
        "XYZ".into(),
        number(sheet.x(corner.x)),
        number(sheet.y(corner.y)),
        Object::Null,
    ];
    Dictionary::from_iter([("Title", string(title)), ("Dest", Object::Array(to.to_vec()))])
}

/// Where a story begins on its page: the head of its headline or of its first column.
fn corner(story: &PlacedStory) -> Point {
    let rect = story.headline.as_ref().or(story.columns.first());
    rect.map_or(Point::new(Length::ZERO, Length::ZERO), |rect| Point::new(rect.x, rect.y))
}

fn story_title(story: &PlacedStory) -> String {
    if story.continued { format!("{}{CONTINUED}", story.title) } else { story.title.clone() }
}

/// The number of a page; of a spread both.
fn numbers(page: &Page) -> String {
    match page.facing {
        Some(facing) => format!("{}–{facing}", page.number),
        None => page.number.to_string(),
    }
}

fn page_title(page: &Page) -> String {
    let numbers = numbers(page);
    match &page.section {
        Some(section) => format!("第{numbers}版 {section}"),
        None => format!("第{numbers}版"),
    }
}

/// The pages' labels (ISO 32000-1, 12.4.2): ranges of numbers that go up by one; spreads by themselves.
fn labels(pages: &[Page]) -> Vec<Object> {
    let mut nums = Vec::new();
    let mut expected = None;
    for (at, page) in pages.iter().enumerate() {
        let label = if page.facing.is_some() {
            expected = None;
            Dictionary::from_iter([("P", string(&numbers(page)))])
        } else {
            let goes_on = expected == Some(page.number);
            expected = page.number.checked_add(1);
            if goes_on {
                continue;
            }
            // Numbers of labels begin with 1.
            let first = Object::Integer(i64::from(page.number.max(1)));
            Dictionary::from_iter([("S", Object::from("D")), ("St", first)])
        };
        nums.extend([Object::Integer(at as i64), label.into()]);
    }
    nums
}

/// A text string.
pub(super) fn string(text: &str) -> Object {
    Object::String(text_string(&printable(text)), StringFormat::Literal)
}
