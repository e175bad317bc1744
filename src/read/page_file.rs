//! `[[page]]` of `issue.toml` as it is written: every value with its place.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::issue::{CellAlign, Date, PictureFit};
use crate::keys::kinds::{flag, list, named_texts, table, tables, text, text_of, web_link, whole, word};
use crate::keys::{ByName, Entry as KeyEntry, Given, Kind, Shape, Table, Value, part, words};
use crate::layout::{InsetPlace, InsideKeys};
use crate::message::{self, Word, msg};

use super::day::Day;
use super::framing::{CropKeys, Point};

const AREA: &str = "name of an area";
const NEEDS_AREA: Word = message::word("name the area of the layout that it stands in: area = \"…\"");

part! {
    /// A page, or a spread of two.
    pub struct PageKeys {
        /// Its number; of a spread that of its left page.
        number: u32 = whole(1..=10_000), needed message::word("give the page its number: number = 1");
        /// Of a spread only: the number of its right page.
        facing: u32 = whole(1..=10_000), absent "the next number";
        /// Its layout.
        layout: String = text_of("name of a layout"), absent "the layout at the head of the file";
        /// The pool (稿库) from which it is made up; see Pools.
        pool: String = text_of("name of a pool"), absent "none";
        /// The name of the layout that `banxin makeup` writes for it: `layouts/NAME.toml` in the issue folder.
        made: String = text_of("name of a made layout"), absent "of a page with a `pool`: `made-` and its number";
        /// The section (版名), for the running head.
        section: String = text(), absent "none";
        /// Who made the page (责编 and the like), for the running head.
        credits: String = text(), absent "none";
        /// Fields of the page's own, used as `{hotline}`.
        extra: ByName<Value<String>> = named_texts("name of a field", None, "text"), empty;
        /// Stories.
        story: Vec<StoryKeys> = tables(), empty;
        /// Pictures.
        picture: Vec<PictureKeys> = tables(), empty;
        /// Short texts for rows that stories leave (补白); see Copyfit.
        filler: Vec<FillerKeys> = tables(), empty;
        /// Guides (导读).
        guide: Vec<GuideKeys> = tables(), empty;
        /// Advertisements (广告).
        ad: Vec<AdKeys> = tables(), empty;
        /// Tables (表格).
        table: Vec<TableKeys> = tables(), empty;
    }
}

part! {
    /// A story, or a part of it.
    pub struct StoryKeys {
        /// Its manuscript.
        file: String = text_of("path of a manuscript"), needed message::word("name the manuscript: file = \"stories/….md\"");
        /// The area in which it stands.
        area: String = text_of(AREA), needed NEEDS_AREA;
        /// Areas in which it goes on, in reading order, of the same `writing`.
        then: Vec<Value<String>> = list(text_of(AREA)), empty;
        /// `true` where a story goes on whose first part stands on a page before; see Jumps.
        continued: bool = flag(), default false;
        /// Whether guides that are made from the pages point to it.
        guide: bool = flag(), default false;
    }
}

part! {
    /// A picture and how it is shown.
    pub struct PictureKeys {
        /// Its file: JPEG, PNG, TIFF, WebP, GIF, SVG or PDF.
        file: String = text_of("path of a picture"), needed message::word("name the picture: file = \"pictures/….jpg\"");
        /// The area in which it stands; with `inside` that of the story.
        area: String = text_of(AREA), needed NEEDS_AREA;
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
        /// A place inside the text of the story in that area; see Pictures inside the text.
        inside: InsideKeys = table(), absent "none";
    }
}

part! {
    /// A short text for rows that stories leave.
    pub struct FillerKeys {
        /// Its manuscript.
        file: String = text_of("path of a manuscript"), needed message::word("name the manuscript: file = \"stories/….md\"");
    }
}

part! {
    /// A guide: pointers to stories on other pages.
    pub struct GuideKeys, then check_guide {
        /// The area in which it stands.
        area: String = text_of(AREA), needed NEEDS_AREA;
        /// Its title; empty text for none.
        title: String = text(), default "导读".to_owned();
        /// The pointers.
        items: Vec<PointerKeys> = tables(), empty;
        /// More pointers, behind the items.
        from: GuideSource = word(), absent "none";
    }
}

words! {
    /// Where pointers of a guide are taken from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum GuideSource {
        /// Stories of the other pages: those that are marked with `guide = true`, else the first of each page.
        Pages = "pages",
    }
}

part! {
    /// A pointer: a `story` of this issue, or a `headline` with `pages` or `pointer`.
    pub struct PointerKeys, then check_pointer {
        /// The headline as it is printed.
        headline: String = text(), absent "of a `story`: its `short` headline, else its `headline`";
        /// Pages from which the pointer is made: `[2, 3]` makes ——详见二、三版.
        pages: Vec<Value<u32>> = list(whole(1..=10_000)), absent "none";
        /// The pointer as it is printed.
        pointer: String = text(), absent "none";
        /// The manuscript of a story of this issue; its headline and its pages are found.
        story: String = text_of("path of a manuscript"), absent "none";
    }
}

part! {
    /// An advertisement.
    pub struct AdKeys {
        /// Its file: JPEG, PNG, TIFF, WebP, GIF, SVG or PDF; see Advertisements as PDF.
        file: String = text_of("path of a picture"), needed message::word("name the picture: file = \"pictures/….svg\"");
        /// The area in which it stands.
        area: String = text_of(AREA), needed NEEDS_AREA;
        /// Percent of it taken off at its edges (裁切).
        crop: CropKeys = table(), empty;
        /// The page of a PDF.
        sheet: u32 = whole(1..=10_000), absent "1";
        /// Who booked it; not printed.
        client: String = text(), absent "none";
        /// Where it leads in the e-paper, such as `"https://shop.example.com/"`; not printed.
        link: String = web_link(), absent "nowhere";
        /// Basic columns × rows as they are booked, such as `"2x30"`.
        size: (u32, u32) = AdSize, absent "not checked";
        /// The days on which it runs (刊期), such as `["2026-11-23", "2026-11-24"]`. Another day than these is told;
        /// `banxin new` keeps what runs on both days.
        days: Vec<Value<Date>> = list(Day), empty;
        /// Whether a hairline runs around it.
        frame: bool = flag(), default true;
        /// Whether 广告 stands in its top right corner.
        label: bool = flag(), default true;
    }
}

part! {
    /// A table.
    pub struct TableKeys {
        /// Its file: comma-separated values in UTF-8.
        file: String = text_of("path of a CSV file"), needed message::word("name the values: file = \"stories/….csv\"");
        /// The area in which it stands.
        area: String = text_of(AREA), needed NEEDS_AREA;
        /// Words over it.
        title: String = text(), absent "none";
        /// Words under it.
        note: String = text(), absent "none";
        /// How the cells of each column stand.
        columns: Vec<Value<CellAlign>> = list(word()), absent "figures at the right, words at the left";
    }
}

/// Fields that a page gives for the running head.
pub const PAGE_FIELDS: [&str; 2] = ["section", "credits"];

/// A page and what stands on it.
#[derive(Debug)]
pub struct PageEntry {
    /// Its keys.
    pub keys: PageKeys,
    /// What stands on it, in the order of the file.
    pub entries: Vec<Entry>,
    /// Where it is written.
    pub span: Span,
}

/// Content for an area.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The area it asks for.
    pub area: Value<String>,
    /// What it is.
    pub content: EntryContent,
    /// Where it is written.
    pub span: Span,
}

/// The kinds of content for areas.
#[derive(Clone, Debug)]
pub enum EntryContent {
    /// A manuscript.
    Story(WithFile<StoryKeys>),
    /// A picture with what stands under it.
    Picture(WithFile<PictureKeys>),
    /// A picture inside the text of the story in the area.
    Inset(WithFile<PictureKeys>, InsetPlace),
    /// A guide's title and pointers.
    Guide(GuideKeys),
    /// An advertisement.
    Ad(WithFile<AdKeys>),
    /// A table.
    Table(WithFile<TableKeys>),
}

/// Keys of something that is in a file, with the file.
#[derive(Clone, Debug)]
pub struct WithFile<T> {
    /// The file.
    pub file: Value<String>,
    /// All keys.
    pub keys: T,
}

/// One pointer of a guide.
#[derive(Debug)]
pub enum PointerEntry<'k> {
    /// A headline and a pointer as they are written.
    Written(&'k Value<String>, &'k Value<String>),
    /// A headline and the numbers of the pages to point to.
    Pages(&'k Value<String>, &'k Value<Vec<Value<u32>>>),
    /// A story of the issue, whose pages are found, and a headline in the place of its own.
    Story(&'k Value<String>, &'k Given<String>),
}

impl PageEntry {
    /// The page of these keys. Content that lacks a needed key is left out; the missing key was reported.
    pub fn new(keys: PageKeys) -> Option<PageEntry> {
        let mut entries = Vec::new();
        for story in keys.story() {
            let content = with_file(&story.file, &story).map(EntryContent::Story);
            entries.extend(entry(story.area, content, story.span));
        }
        for picture in keys.picture() {
            let shown = with_file(&picture.file, &picture);
            let content = match &picture.inside {
                None => shown.map(EntryContent::Picture),
                Some(inside) => {
                    shown.zip(inside.value.place()).map(|(shown, at)| EntryContent::Inset(shown, at))
                }
            };
            entries.extend(entry(picture.area, content, picture.span));
        }
        for guide in keys.guide() {
            let (area, span) = (guide.area.clone(), guide.span.clone());
            entries.extend(entry(area, Some(EntryContent::Guide(guide)), span));
        }
        for ad in keys.ad() {
            let content = with_file(&ad.file, &ad).map(EntryContent::Ad);
            entries.extend(entry(ad.area, content, ad.span));
        }
        for table in keys.table() {
            let content = with_file(&table.file, &table).map(EntryContent::Table);
            entries.extend(entry(table.area, content, table.span));
        }
        entries.sort_by_key(|entry| entry.span.range.start);
        let span = keys.span.clone()?;
        Some(PageEntry { keys, entries, span })
    }

    /// The manuscripts of its fillers.
    pub fn fillers(&self) -> Vec<Value<String>> {
        self.keys.filler().into_iter().filter_map(|filler| filler.file).collect()
    }

    /// The fields that the running head may show: (field, words).
    pub fn fields(&self) -> Vec<(String, Value<String>)> {
        let known = PAGE_FIELDS.into_iter().zip([&self.keys.section, &self.keys.credits]);
        let known = known.filter_map(|(name, given)| Some((name.to_owned(), given.clone()?)));
        known.chain(self.keys.extra().into_iter().map(|(name, value)| (name.value, value))).collect()
    }
}

fn with_file<T: Clone>(file: &Given<String>, keys: &T) -> Option<WithFile<T>> {
    Some(WithFile { file: file.clone()?, keys: keys.clone() })
}

fn entry(area: Given<String>, content: Option<EntryContent>, span: Option<Span>) -> Option<Entry> {
    Some(Entry { area: area?, content: content?, span: span? })
}

impl PointerKeys {
    /// The pointer; `None` if a needed key is missing, which was reported.
    pub fn entry(&self) -> Option<PointerEntry<'_>> {
        if let Some(story) = &self.story {
            return Some(PointerEntry::Story(story, &self.headline));
        }
        let headline = self.headline.as_ref()?;
        match (&self.pointer, &self.pages) {
            (Some(pointer), _) => Some(PointerEntry::Written(headline, pointer)),
            (None, Some(pages)) => Some(PointerEntry::Pages(headline, pages)),
            (None, None) => None,
        }
    }
}

/// Checks that a guide points somewhere.
pub(super) fn check_guide(guide: &GuideKeys, table: &Table<'_>) {
    if guide.items().is_empty() && !table.has("from") {
        table.report(
            Diagnostic::new(codes::EMPTY_GUIDE, msg!("this guide points to nothing"))
                .here(table.span())
                .help(msg!("add items = [ {{ headline = \"……\", pages = [2] }} ], or from = \"pages\" for the stories there")),
        );
    }
}

fn check_pointer(item: &PointerKeys, table: &Table<'_>) {
    const NEEDS_HEADLINE: Word =
        message::word("name the story: headline = \"……\", or story = \"stories/….md\"");
    let report = |code, message: Word, at: &Span, help: Word| {
        table.report(Diagnostic::new(code, message).here(at.clone()).help(help));
    };
    let pages = item.pages.as_ref().map(|pages| &pages.span);
    let pointer = item.pointer.as_ref().map(|pointer| &pointer.span);
    if let Some(story) = &item.story {
        if let Some(written) = pages.or(pointer) {
            table.report(
                Diagnostic::new(codes::TWO_POINTERS, msg!("the pages of a `story` are found, not written"))
                    .here(written.clone())
                    .here(story.span.clone())
                    .help(msg!(
                        "take `pages` and `pointer` out, or write `headline` in the place of `story`"
                    )),
            );
        }
        return;
    }
    table.require("headline", NEEDS_HEADLINE);
    if let Some(headline) = item.headline.as_ref().filter(|headline| headline.value.trim().is_empty()) {
        report(codes::EMPTY_VALUE, message::word("`headline` is empty"), &headline.span, NEEDS_HEADLINE);
    }
    match (pages, pointer) {
        (Some(pages), Some(pointer)) => table.report(
            Diagnostic::new(codes::TWO_POINTERS, msg!("an item has `pages` or `pointer`, not both"))
                .here(pages.clone())
                .here(pointer.clone())
                .help(msg!("`pages = [2, 3]` makes ——详见二、三版; `pointer` is set as written")),
        ),
        (Some(span), None) if item.pages.as_ref().is_some_and(|pages| pages.value.is_empty()) => {
            report(
                codes::EMPTY_VALUE,
                message::word("`pages` is empty"),
                span,
                message::word("say where the story stands: pages = [2]"),
            );
        }
        (None, None) if !table.has("pointer") => {
            table.require(
                "pages",
                message::word("say where the story stands: pages = [2], or pointer = \"……\""),
            );
        }
        _ => {}
    }
}

/// The size of an advertisement as it is booked: basic columns × rows.
pub(super) struct AdSize;

impl Kind for AdSize {
    type Value = (u32, u32);

    fn read(&self, entry: &KeyEntry<'_, '_>) -> Option<(u32, u32)> {
        let written = text().read(entry)?;
        let sides = written.split_once(['x', 'X', '×', '*']);
        let number = |side: &str| side.trim().parse::<u32>().ok().filter(|side| (1..=10_000).contains(side));
        let size = sides.and_then(|(columns, rows)| Some((number(columns)?, number(rows)?)));
        if size.is_none() {
            entry.refuse(
                codes::AD_SIZE,
                msg!("`{written}` is not a size of an advertisement", written),
                message::word("write basic columns × rows as they are booked, such as size = \"2x30\""),
            );
        }
        size
    }

    fn shape(&self) -> Shape {
        let number = r"\s*\+?0*[1-9][0-9]{0,4}\s*";
        Shape::Text {
            what: "columns × rows",
            pattern: Some(format!("^{number}[xX×*]{number}$")),
            known: Vec::new(),
        }
    }
}
