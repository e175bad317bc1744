//! `[pools.…]` of `issue.toml` as they are written: every value with its place.
//!
//! An item of a pool has the keys that the same thing has on a page, but for those that say where it stands, and keys that
//! say what makeup is to know of it. [`ItemEntry::entry`] makes of it what a page would have, as soon as its area is known.

use std::path::Path;

use crate::diagnostic::Span;
use crate::issue::{CellAlign, Date, HeadlineWish, Need, PictureFit, StoryKind};
use crate::keys::kinds::{flag, list, table, tables, text, text_of, web_link, whole, word};
use crate::keys::{ByName, Given, Table, Value, part};
use crate::message;

use super::day::Day;
use super::framing::{CropKeys, Point};
use super::importance::Importance;
use super::page_file::{
    self, AdKeys, AdSize, Entry, EntryContent, GuideKeys, GuideSource, PictureKeys, PointerKeys, StoryKeys,
    TableKeys, WithFile,
};

/// The importance of what is given none.
const USUAL_IMPORTANCE: u32 = 3;

part! {
    /// A pool (稿库) of stories, pictures and advertisements of which pages are made up.
    pub struct PoolKeys {
        /// Stories.
        story: Vec<PoolStoryKeys> = tables(), empty;
        /// Pictures.
        picture: Vec<PoolPictureKeys> = tables(), empty;
        /// Guides (导读).
        guide: Vec<PoolGuideKeys> = tables(), empty;
        /// Advertisements (广告).
        ad: Vec<PoolAdKeys> = tables(), empty;
        /// Tables (表格).
        table: Vec<PoolTableKeys> = tables(), empty;
    }
}

part! {
    /// A story of a pool.
    pub struct PoolStoryKeys {
        /// Its manuscript.
        file: String = text_of("path of a manuscript"), needed message::word("name the manuscript: file = \"stories/….md\"");
        /// Its name in the pool, and that of its area.
        name: String = text_of("name in the pool"), absent "the name of the file without its ending";
        /// How important it is.
        importance: u32 = Importance, default USUAL_IMPORTANCE;
        /// What kind of story it is.
        kind: StoryKind = word(), default StoryKind::default();
        /// Whether it must stand on a page.
        need: Need = word(), default Need::default();
        /// A wish: whether it stands at the head of the page.
        top: bool = flag(), default false;
        /// A wish: where its headline stands.
        headline: HeadlineWish = word(), absent "makeup chooses";
        /// A wish: whether it stands in a frame (加框).
        boxed: bool = flag(), default false;
        /// Files of the pool that must not stand beside it.
        apart: Vec<Value<String>> = list(text_of("path of a manuscript or a picture")), empty;
        /// The area of the page's layout in which it stands.
        area: String = text_of("name of an area"), absent "makeup chooses";
        /// The page on which it stands, of several that the pool serves.
        page: u32 = whole(1..=10_000), absent "makeup chooses";
        /// Whether guides that are made from the pages point to it.
        guide: bool = flag(), default false;
    }
}

part! {
    /// A picture of a pool.
    pub struct PoolPictureKeys {
        /// Its file: JPEG, PNG, TIFF, WebP, GIF, SVG or PDF.
        file: String = text_of("path of a picture"), needed message::word("name the picture: file = \"pictures/….jpg\"");
        /// Its name in the pool, and that of its area or its place inside a story.
        name: String = text_of("name in the pool"), absent "the name of the file without its ending";
        /// The story of the pool that it belongs to: it stands inside its text or beside it.
        with: String = text_of("path of a manuscript"), absent "none";
        /// How important it is.
        importance: u32 = Importance, default USUAL_IMPORTANCE;
        /// Whether it must stand on a page.
        need: Need = word().without(Need::Cut), default Need::default();
        /// Words under it.
        caption: String = text(), absent "none";
        /// Who made it.
        credit: String = text(), absent "none";
        /// What it shows, for those who do not see it: in the e-paper and in PDF for screen readers. Empty text for an
        /// ornament, which is not read and is no article of the e-paper.
        alt: String = text(), absent "the caption, or the credit";
        /// How it takes its room.
        fit: PictureFit = word(), absent "`cover` for pixels, `contain` for drawings";
        /// Percent of it taken off at its edges (裁切).
        crop: CropKeys = table(), empty;
        /// The point that stays in sight where it is cropped to cover its room: percent from its left and its top.
        focus: [u32; 2] = Point, absent "the middle of what `crop` leaves";
        /// The page of a PDF.
        sheet: u32 = whole(1..=10_000), absent "1";
        /// The area of the page's layout in which it stands.
        area: String = text_of("name of an area"), absent "makeup chooses";
        /// The page on which it stands, of several that the pool serves.
        page: u32 = whole(1..=10_000), absent "makeup chooses";
    }
}

part! {
    /// A guide of a pool: pointers to stories on other pages.
    pub struct PoolGuideKeys, then check_guide {
        /// Its name in the pool, and that of its area.
        name: String = text_of("name in the pool"), absent "`guide`";
        /// Its title; empty text for none.
        title: String = text(), absent "`\"导读\"`";
        /// The pointers.
        items: Vec<PointerKeys> = tables(), empty;
        /// More pointers, behind the items.
        from: GuideSource = word(), absent "none";
        /// The area of the page's layout in which it stands.
        area: String = text_of("name of an area"), absent "makeup chooses";
        /// The page on which it stands, of several that the pool serves.
        page: u32 = whole(1..=10_000), absent "makeup chooses";
    }
}

part! {
    /// An advertisement of a pool.
    pub struct PoolAdKeys {
        /// Its file: JPEG, PNG, TIFF, WebP, GIF, SVG or PDF; see Advertisements as PDF.
        file: String = text_of("path of a picture"), needed message::word("name the picture: file = \"pictures/….svg\"");
        /// Its name in the pool, and that of its area.
        name: String = text_of("name in the pool"), absent "the name of the file without its ending";
        /// Percent of it taken off at its edges (裁切).
        crop: CropKeys = table(), empty;
        /// The page of a PDF.
        sheet: u32 = whole(1..=10_000), absent "1";
        /// Who booked it; not printed.
        client: String = text(), absent "none";
        /// Where it leads in the e-paper, such as `"https://shop.example.com/"`; not printed.
        link: String = web_link(), absent "nowhere";
        /// Basic columns × rows as they are booked, such as `"2x30"`.
        size: (u32, u32) = AdSize, needed message::word("say what was booked: size = \"2x30\"");
        /// The days on which it runs (刊期), such as `["2026-11-23", "2026-11-24"]`. Another day than these is told;
        /// `banxin new` keeps what runs on both days.
        days: Vec<Value<Date>> = list(Day), empty;
        /// Whether a hairline runs around it.
        frame: bool = flag(), default true;
        /// Whether 广告 stands in its top right corner.
        label: bool = flag(), default true;
        /// The area of the page's layout in which it stands.
        area: String = text_of("name of an area"), absent "makeup chooses";
        /// The page on which it stands, of several that the pool serves.
        page: u32 = whole(1..=10_000), absent "makeup chooses";
    }
}

part! {
    /// A table of a pool.
    pub struct PoolTableKeys {
        /// Its file: comma-separated values in UTF-8.
        file: String = text_of("path of a CSV file"), needed message::word("name the values: file = \"stories/….csv\"");
        /// Its name in the pool, and that of its area.
        name: String = text_of("name in the pool"), absent "the name of the file without its ending";
        /// Words over it.
        title: String = text(), absent "none";
        /// Words under it.
        note: String = text(), absent "none";
        /// How the cells of each column stand.
        columns: Vec<Value<CellAlign>> = list(word()), absent "figures at the right, words at the left";
        /// The area of the page's layout in which it stands.
        area: String = text_of("name of an area"), absent "makeup chooses";
        /// The page on which it stands, of several that the pool serves.
        page: u32 = whole(1..=10_000), absent "makeup chooses";
    }
}

/// A pool.
#[derive(Debug)]
pub struct PoolEntry {
    /// Its name, with its place in the heading.
    pub name: Value<String>,
    /// What is in it, in the order of the file.
    pub items: Vec<ItemEntry>,
}

/// Something in a pool.
#[derive(Debug)]
pub struct ItemEntry {
    /// Its name, with the place of its name or file.
    pub name: Value<String>,
    /// Its file, if it has one.
    pub file: Given<String>,
    /// What makeup is to know of it.
    pub wishes: Wishes,
    /// The area in which it stands, where that is fixed.
    pub area: Given<String>,
    /// The page on which it stands, where that is fixed.
    pub page: Given<u32>,
    /// What it is. The area that its keys name is not set.
    content: EntryContent,
    /// Where it is written.
    pub span: Span,
}

/// What makeup is to know of an item.
#[derive(Debug)]
pub struct Wishes {
    /// How important it is: 1 to 5.
    pub importance: u32,
    /// What kind of story it is.
    pub kind: StoryKind,
    /// Whether it must stand on a page.
    pub need: Need,
    /// Whether it is to stand at the head.
    pub top: bool,
    /// Where its headline is to stand.
    pub headline: Option<HeadlineWish>,
    /// Whether it is to be boxed.
    pub boxed: bool,
    /// Files of the pool that must not stand beside it.
    pub apart: Vec<Value<String>>,
    /// The manuscript of the story that it belongs to.
    pub with: Given<String>,
}

impl Default for Wishes {
    fn default() -> Wishes {
        Wishes {
            importance: USUAL_IMPORTANCE,
            kind: StoryKind::default(),
            need: Need::default(),
            top: false,
            headline: None,
            boxed: false,
            apart: Vec::new(),
            with: None,
        }
    }
}

impl PoolEntry {
    /// The pools of an issue. Items that lack a needed key are left out; the missing key was reported.
    pub fn all(pools: ByName<PoolKeys>) -> Vec<PoolEntry> {
        pools.into_iter().map(|(name, keys)| PoolEntry { name, items: items(&keys) }).collect()
    }
}

fn items(keys: &PoolKeys) -> Vec<ItemEntry> {
    let mut items: Vec<ItemEntry> = Vec::new();
    items.extend(keys.story().into_iter().filter_map(story));
    items.extend(keys.picture().into_iter().filter_map(picture));
    items.extend(keys.guide().into_iter().filter_map(guide));
    items.extend(keys.ad().into_iter().filter_map(ad));
    items.extend(keys.table().into_iter().filter_map(data));
    items.sort_by_key(|item| item.span.range.start);
    items
}

impl ItemEntry {
    /// As it stands in an area of a page; `continued` where a story goes on that began on a page before.
    pub fn entry(&self, area: Value<String>, continued: bool) -> Entry {
        let mut content = self.content.clone();
        if let EntryContent::Story(story) = &mut content {
            story.keys.continued = continued.then(|| area.clone().map(|_| true));
        }
        Entry { area, content, span: self.span.clone() }
    }

    /// What it is.
    pub fn content(&self) -> &EntryContent {
        &self.content
    }

    /// Whether it is a story.
    pub fn is_story(&self) -> bool {
        matches!(self.content, EntryContent::Story(_))
    }
}

/// The name of an item: as it is given, or that of its file.
fn name(given: Given<String>, file: &Value<String>) -> Value<String> {
    given.unwrap_or_else(|| {
        let stem =
            |path: String| Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        file.clone().map(stem)
    })
}

/// A value with its default put in: at the place of the key, or at that of the item where the key is left out.
fn whole_of<T>(given: &Given<T>, value: T, item: &Span) -> Given<T> {
    let span = given.as_ref().map_or(item, |given| &given.span).clone();
    Some(Value { value, span })
}

fn story(keys: PoolStoryKeys) -> Option<ItemEntry> {
    let (file, span) = (keys.file.clone()?, keys.span.clone()?);
    let wishes = Wishes {
        importance: keys.importance(),
        kind: keys.kind(),
        need: keys.need(),
        top: keys.top(),
        headline: keys.headline.as_ref().map(|wish| wish.value),
        boxed: keys.boxed(),
        apart: keys.apart(),
        with: None,
    };
    let story = StoryKeys {
        file: keys.file.clone(),
        guide: whole_of(&keys.guide, keys.guide(), &span),
        span: keys.span,
        ..StoryKeys::default()
    };
    let content = EntryContent::Story(WithFile { file: file.clone(), keys: story });
    let name = name(keys.name, &file);
    Some(ItemEntry { name, file: Some(file), wishes, area: keys.area, page: keys.page, content, span })
}

fn picture(keys: PoolPictureKeys) -> Option<ItemEntry> {
    let (file, span) = (keys.file.clone()?, keys.span.clone()?);
    let wishes = Wishes {
        importance: keys.importance(),
        need: keys.need(),
        with: keys.with.clone(),
        ..Wishes::default()
    };
    let picture = PictureKeys {
        file: keys.file.clone(),
        area: None,
        caption: keys.caption.clone(),
        credit: keys.credit.clone(),
        alt: keys.alt.clone(),
        fit: keys.fit.clone(),
        crop: whole_of(&keys.crop, keys.crop(), &span),
        focus: keys.focus.clone(),
        sheet: keys.sheet.clone(),
        inside: None,
        span: keys.span.clone(),
    };
    let content = EntryContent::Picture(WithFile { file: file.clone(), keys: picture });
    let name = name(keys.name, &file);
    Some(ItemEntry { name, file: Some(file), wishes, area: keys.area, page: keys.page, content, span })
}

fn guide(keys: PoolGuideKeys) -> Option<ItemEntry> {
    let span = keys.span.clone()?;
    let name = keys.name.clone().unwrap_or_else(|| Value { value: "guide".to_owned(), span: span.clone() });
    let content = EntryContent::Guide(page_guide(&keys, &span));
    let wishes = Wishes::default();
    Some(ItemEntry { name, file: None, wishes, area: keys.area, page: keys.page, content, span })
}

fn page_guide(keys: &PoolGuideKeys, span: &Span) -> GuideKeys {
    GuideKeys {
        area: None,
        title: keys.title.clone(),
        items: whole_of(&keys.items, keys.items(), span),
        from: keys.from.clone(),
        span: keys.span.clone(),
    }
}

fn check_guide(keys: &PoolGuideKeys, table: &Table<'_>) {
    page_file::check_guide(&page_guide(keys, &table.span()), table);
}

fn ad(keys: PoolAdKeys) -> Option<ItemEntry> {
    let (file, span) = (keys.file.clone()?, keys.span.clone()?);
    let ad = AdKeys {
        file: keys.file.clone(),
        area: None,
        crop: whole_of(&keys.crop, keys.crop(), &span),
        sheet: keys.sheet.clone(),
        client: keys.client.clone(),
        link: keys.link.clone(),
        size: keys.size.clone(),
        days: whole_of(&keys.days, keys.days(), &span),
        frame: whole_of(&keys.frame, keys.frame(), &span),
        label: whole_of(&keys.label, keys.label(), &span),
        span: keys.span.clone(),
    };
    let content = EntryContent::Ad(WithFile { file: file.clone(), keys: ad });
    let (name, wishes) = (name(keys.name, &file), Wishes::default());
    Some(ItemEntry { name, file: Some(file), wishes, area: keys.area, page: keys.page, content, span })
}

fn data(keys: PoolTableKeys) -> Option<ItemEntry> {
    let (file, span) = (keys.file.clone()?, keys.span.clone()?);
    let table = TableKeys {
        file: keys.file.clone(),
        area: None,
        title: keys.title.clone(),
        note: keys.note.clone(),
        columns: keys.columns.clone(),
        span: keys.span.clone(),
    };
    let content = EntryContent::Table(WithFile { file: file.clone(), keys: table });
    let (name, wishes) = (name(keys.name, &file), Wishes::default());
    Some(ItemEntry { name, file: Some(file), wishes, area: keys.area, page: keys.page, content, span })
}
