//! `[[page]]` of `issue.toml` as it is written: every value with its place.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::issue::{CellAlign, Framing, PictureFit, Side};
use crate::layout::Cells;
use crate::layout::schema::{self, Given};
use crate::layout::table::{self, Table, Value};

use super::fields::{pointer as pointer_to, required};
use super::framing;

/// What a page tells of itself, for the running head.
pub const PAGE_FIELDS: [&str; 2] = ["section", "credits"];

/// `[[page]]`.
#[derive(Debug)]
pub struct PageEntry {
    /// Its number.
    pub number: Given<u32>,
    /// The number of the right page of a spread.
    pub facing: Given<u32>,
    /// Its layout.
    pub layout: Given<String>,
    /// What stands on it, in the order of the file.
    pub entries: Vec<Entry>,
    /// Manuscripts of fillers.
    pub fillers: Vec<Value<String>>,
    /// What the running head tells of it.
    pub fields: Vec<(String, Value<String>)>,
    /// Where it is written.
    pub span: Span,
}

/// A thing for an area.
#[derive(Debug)]
pub struct Entry {
    /// The area it asks for.
    pub area: Value<String>,
    /// What it is.
    pub content: EntryContent,
    /// Where it is written.
    pub span: Span,
}

/// The kinds of things for areas.
#[derive(Debug)]
pub enum EntryContent {
    /// A manuscript.
    Story(StoryEntry),
    /// A picture with what stands under it.
    Picture(PictureEntry),
    /// A picture inside the text of the story in the area.
    Inset(PictureEntry, InsetEntry),
    /// A guide's title and pointers.
    Guide(GuideEntry),
    /// An advertisement.
    Ad(AdEntry),
    /// A table.
    Table(TableEntry),
}

/// A story, or a part of it.
#[derive(Debug)]
pub struct StoryEntry {
    /// Its manuscript.
    pub file: Value<String>,
    /// Areas in which it goes on.
    pub more: Vec<Value<String>>,
    /// Whether its first part stands on a page before.
    pub continued: bool,
    /// Whether guides point to it.
    pub guide: bool,
}

/// Where a picture stands in a story's area.
#[derive(Debug)]
pub struct InsetEntry {
    /// Columns and rows of the area.
    pub cells: Cells,
    /// Characters that it takes of them.
    pub characters: Given<u32>,
    /// At which side.
    pub side: Given<Side>,
}

/// A picture and how it is shown.
#[derive(Debug)]
pub struct PictureEntry {
    /// Its file.
    pub file: Value<String>,
    /// Words under it.
    pub caption: Given<String>,
    /// Who made it.
    pub credit: Given<String>,
    /// How it takes its room.
    pub fit: Given<PictureFit>,
    /// Which part of it shows.
    pub framing: Framing,
    /// Which page of a PDF it is.
    pub sheet: Given<u32>,
}

/// A guide.
#[derive(Debug)]
pub struct GuideEntry {
    /// Its title.
    pub title: Given<String>,
    /// Where the stories of the other pages are asked for.
    pub from_pages: Option<Span>,
    /// The pointers that are written.
    pub items: Vec<PointerEntry>,
}

/// One pointer of a guide.
#[derive(Debug)]
pub enum PointerEntry {
    /// A headline and a pointer as they are written.
    Written {
        /// The headline of the story inside.
        headline: Value<String>,
        /// The pointer as it was written or made from page numbers.
        pointer: Value<String>,
        /// The page numbers that the pointer was made from; none when it was written.
        pages: Vec<u32>,
    },
    /// A story of the issue, whose pages are found.
    Story {
        /// Its manuscript.
        file: Value<String>,
        /// A headline in the place of its own.
        headline: Given<String>,
    },
}

/// An advertisement.
#[derive(Debug)]
pub struct AdEntry {
    /// Its picture.
    pub file: Value<String>,
    /// What is taken off at its edges.
    pub crop: [u32; 4],
    /// Which page of a PDF it is.
    pub sheet: Given<u32>,
    /// Who booked it.
    pub client: Given<String>,
    /// Columns and rows that were booked.
    pub size: Given<(u32, u32)>,
    /// Whether a hairline runs around it.
    pub frame: bool,
    /// Whether it says 广告.
    pub label: bool,
}

/// A table.
#[derive(Debug)]
pub struct TableEntry {
    /// Its file of comma-separated values.
    pub file: Value<String>,
    /// Words over it.
    pub title: Given<String>,
    /// Words under it.
    pub note: Given<String>,
    /// How the cells of each column stand.
    pub columns: Option<Vec<Value<CellAlign>>>,
}

/// Reads `[[page]]`.
pub fn read_page(page: &Table<'_>) -> PageEntry {
    page.require("number", "give the page its number: number = 1");
    let mut entries: Vec<Entry> = Vec::new();
    for story in page.tables("story") {
        let file = required(&story, "file", "name the manuscript: file = \"stories/….md\"");
        let more = story.strings("then").unwrap_or_default();
        let continued = story.boolean("continued").is_some_and(|continued| continued.value);
        let guide = story.boolean("guide").is_some_and(|guide| guide.value);
        let content = file.map(|file| EntryContent::Story(StoryEntry { file, more, continued, guide }));
        entry(&story, content, &mut entries);
    }
    for picture in page.tables("picture") {
        let file = required(&picture, "file", "name the picture: file = \"pictures/….jpg\"");
        let (caption, credit) = (picture.string("caption"), picture.string("credit"));
        let fits = [("cover", PictureFit::Cover), ("contain", PictureFit::Contain)];
        let fit = schema::choice(&picture, "fit", &fits);
        let framing = Framing { crop: framing::crop(&picture), focus: framing::focus(&picture) };
        let sheet = picture.whole("sheet", 1);
        let inset = picture.table("inside").map(|inside| {
            let cells = schema::read_cells(&inside);
            let sides = [("left", Side::Left), ("right", Side::Right)];
            let inset = cells.map(|cells| InsetEntry {
                cells,
                characters: inside.whole("characters", 1),
                side: schema::choice(&inside, "side", &sides),
            });
            inside.finish();
            inset
        });
        let shown = file.map(|file| PictureEntry { file, caption, credit, fit, framing, sheet });
        let content = match inset {
            None => shown.map(EntryContent::Picture),
            Some(inset) => shown.zip(inset).map(|(shown, inset)| EntryContent::Inset(shown, inset)),
        };
        entry(&picture, content, &mut entries);
    }
    for guide in page.tables("guide") {
        let content = EntryContent::Guide(read_guide(&guide));
        entry(&guide, Some(content), &mut entries);
    }
    for ad in page.tables("ad") {
        entry(&ad, read_ad(&ad).map(EntryContent::Ad), &mut entries);
    }
    for table in page.tables("table") {
        entry(&table, read_table(&table).map(EntryContent::Table), &mut entries);
    }
    entries.sort_by_key(|entry| entry.span.range.start);
    let mut fillers = Vec::new();
    for filler in page.tables("filler") {
        fillers.extend(required(&filler, "file", "name the manuscript: file = \"stories/….md\""));
        filler.finish();
    }
    let mut fields = Vec::new();
    for field in PAGE_FIELDS {
        fields.extend(page.string(field).map(|value| (field.to_owned(), value)));
    }
    fields.extend(page.named_strings("extra").into_iter().map(|(name, value)| (name.value, value)));
    PageEntry {
        number: page.whole("number", 1),
        facing: page.whole("facing", 1),
        layout: page.string("layout"),
        entries,
        fillers,
        fields,
        span: page.span(),
    }
}

fn entry(table: &Table<'_>, content: Option<EntryContent>, entries: &mut Vec<Entry>) {
    let area = required(table, "area", "name the area of the layout that it stands in: area = \"…\"");
    if let (Some(area), Some(content)) = (area, content) {
        entries.push(Entry { area, content, span: table.span() });
    }
    table.finish();
}

fn read_guide(guide: &Table<'_>) -> GuideEntry {
    let title = guide.string("title");
    let from_pages = schema::choice(guide, "from", &[("pages", ())]).map(|from| from.span);
    let tables = guide.tables("items");
    let items = tables.iter().filter_map(|item| {
        let read = pointer(item);
        item.finish();
        read
    });
    let items = items.collect();
    if tables.is_empty() && !guide.has("from") {
        guide.report(
            Diagnostic::warning(codes::EMPTY_GUIDE, "this guide points to nothing")
                .at(guide.span(), "")
                .help("add items = [ { headline = \"……\", pages = [2] } ], or from = \"pages\" for the stories there"),
        );
    }
    GuideEntry { title, from_pages, items }
}

fn pointer(item: &Table<'_>) -> Option<PointerEntry> {
    let (pages, pointer) = (item.wholes("pages"), item.string("pointer"));
    if let Some(file) = item.string("story") {
        let written = pages.map(|pages| pages.span).or(pointer.map(|pointer| pointer.span));
        if let Some(written) = written {
            item.report(
                Diagnostic::error(codes::TWO_POINTERS, "the pages of a `story` are found, not written")
                    .at(written, "")
                    .at(file.span, "")
                    .help("take `pages` and `pointer` out, or write `headline` in the place of `story`"),
            );
            return None;
        }
        return Some(PointerEntry::Story { file, headline: item.string("headline") });
    }
    let headline =
        required(item, "headline", "name the story: headline = \"……\", or story = \"stories/….md\"");
    let (pointer, pages) = match (pointer, pages) {
        (Some(pointer), None) => (pointer, Vec::new()),
        (None, Some(pages)) if !pages.value.is_empty() => {
            let pointer = Value { value: pointer_to(&pages.value), span: pages.span };
            (pointer, pages.value)
        }
        (Some(pointer), Some(pages)) => {
            item.report(
                Diagnostic::error(codes::TWO_POINTERS, "an item has `pages` or `pointer`, not both")
                    .at(pages.span, "")
                    .at(pointer.span, "")
                    .help("`pages = [2, 3]` makes ——详见二、三版; `pointer` is set as written"),
            );
            return None;
        }
        _ => {
            item.require("pages", "say where the story stands: pages = [2], or pointer = \"……\"");
            return None;
        }
    };
    Some(PointerEntry::Written { headline: headline?, pointer, pages })
}

fn read_ad(ad: &Table<'_>) -> Option<AdEntry> {
    let file = required(ad, "file", "name the picture: file = \"pictures/….svg\"");
    let (client, crop) = (ad.string("client"), framing::crop(ad));
    let sheet = ad.whole("sheet", 1);
    let size = ad.string("size").and_then(|size| {
        let sides = size.value.split_once(['x', 'X', '×', '*']);
        let number = |side: &str| side.trim().parse::<u32>().ok().filter(|side| (1..=10_000).contains(side));
        let read = sides.and_then(|(columns, rows)| Some((number(columns)?, number(rows)?)));
        if read.is_none() {
            ad.report(
                Diagnostic::error(codes::AD_SIZE, format!("`{}` is no size of an advertisement", size.value))
                    .at(size.span.clone(), "")
                    .help("write basic columns × rows as they are booked, such as size = \"2x30\""),
            );
        }
        read.map(|read| Value { value: read, span: size.span })
    });
    let yes = |key| ad.boolean(key).is_none_or(|yes| yes.value);
    let (frame, label) = (yes("frame"), yes("label"));
    Some(AdEntry { frame, label, file: file?, crop, sheet, client, size })
}

fn read_table(table: &Table<'_>) -> Option<TableEntry> {
    const SIDES: [(&str, CellAlign); 3] =
        [("left", CellAlign::Left), ("center", CellAlign::Center), ("right", CellAlign::Right)];
    let file = required(table, "file", "name the values: file = \"stories/….csv\"");
    let columns = table.strings("columns").map(|names| {
        let columns = names.into_iter().map(|name| {
            let side = SIDES.iter().find(|(known, _)| *known == name.value);
            if side.is_none() {
                table.report(
                    Diagnostic::error(codes::UNKNOWN_VALUE, format!("cells cannot stand `{}`", name.value))
                        .at(name.span.clone(), "")
                        .help(table::suggest(&name.value, SIDES.iter().map(|(known, _)| *known))),
                );
            }
            Value { value: side.map_or(CellAlign::Left, |(_, side)| *side), span: name.span }
        });
        columns.collect()
    });
    let (title, note) = (table.string("title"), table.string("note"));
    Some(TableEntry { file: file?, title, note, columns })
}
