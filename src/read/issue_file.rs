//! `issue.toml` as it is written: every value with its place.

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::issue::almanac::DateFault;
use crate::issue::{Date, PictureFit, Side};
use crate::layout::Cells;
use crate::layout::schema::{self, Given};
use crate::layout::table::{self, Faults, Table, Value};

/// The fields of the masthead that banxin knows, in the order in which they are kept.
pub const FIELDS: [&str; 11] =
    ["name", "latin", "sponsor", "publisher", "issue", "pages", "date", "weekday", "lunar", "licence", "url"];

/// What a page tells of itself, for the running head.
pub const PAGE_FIELDS: [&str; 2] = ["section", "credits"];

/// The file.
#[derive(Debug)]
pub struct IssueFile {
    /// Which file.
    pub file: FileId,
    /// Its text.
    pub text: String,
    /// The paper's name.
    pub paper: Given<String>,
    /// The day printed on it.
    pub date: Given<Date>,
    /// The layout of pages that name none.
    pub layout: Given<String>,
    /// Fields of the masthead, banxin's and then the house's own.
    pub fields: Vec<(String, Value<String>)>,
    /// The drawn name.
    pub name_art: Given<String>,
    /// The file of words that stay whole.
    pub keep: Given<String>,
    /// The pages.
    pub pages: Vec<PageEntry>,
}

/// `[[page]]`.
#[derive(Debug)]
pub struct PageEntry {
    /// Its number.
    pub number: Given<u32>,
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
    Guide(Given<String>, Vec<GuideEntry>),
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
}

/// One pointer of a guide.
#[derive(Debug)]
pub struct GuideEntry {
    /// The headline of the story inside.
    pub headline: Value<String>,
    /// The pointer as it was written or made from page numbers.
    pub pointer: Value<String>,
    /// The page numbers that the pointer was made from; none when it was written.
    pub pages: Vec<u32>,
}

/// Reads `issue.toml`; `None` when it is no TOML.
pub fn parse(file: FileId, text: &str, faults: &Faults) -> Option<IssueFile> {
    table::read_document(file, text, faults, |top| {
        let mut issue = IssueFile {
            file,
            text: text.to_owned(),
            paper: required(top, "paper", "name the paper: paper = \"……\""),
            date: None,
            layout: top.string("layout"),
            fields: Vec::new(),
            name_art: None,
            keep: top.string("keep"),
            pages: Vec::new(),
        };
        issue.date = date(top);
        if let Some(masthead) = top.table("masthead") {
            read_masthead(&masthead, &mut issue);
            masthead.finish();
        }
        for page in top.tables("page") {
            issue.pages.push(read_page(&page));
            page.finish();
        }
        if issue.pages.is_empty() && !top.has("page") {
            top.report(
                Diagnostic::error("no-pages", "the issue has no pages")
                    .at(top.span(), "")
                    .help("add a [[page]] with a `number`, and a [[page.story]] in it"),
            );
        }
        issue
    })
}

fn required(table: &Table<'_>, key: &'static str, help: &str) -> Given<String> {
    table.require(key, help);
    let value = table.string(key)?;
    if value.value.trim().is_empty() {
        table.report(
            Diagnostic::error("empty-value", format!("`{key}` is empty"))
                .at(value.span.clone(), "")
                .help(help),
        );
        return None;
    }
    Some(value)
}

fn date(top: &Table<'_>) -> Given<Date> {
    const FORMS: &str = "write it as \"2026-11-23\" or \"2026年11月23日\"";
    top.require("date", "name the day printed on the paper: date = \"2026-11-23\"");
    let given = top.string_or_date("date")?;
    match Date::parse(&given.value) {
        Ok(date) => Some(Value { value: date, span: given.span }),
        Err(DateFault::Unreadable) => {
            top.report(
                Diagnostic::error("date", format!("`{}` is no date", given.value))
                    .at(given.span, "")
                    .help(FORMS),
            );
            None
        }
        Err(DateFault::NoSuchDay(days)) => {
            let help = match days {
                0 => "months are 1 to 12".to_owned(),
                days => format!("that month has {days} days; years are 1800 to 2200"),
            };
            top.report(
                Diagnostic::error("no-such-date", format!("there is no day {}", given.value))
                    .at(given.span, "")
                    .help(help),
            );
            None
        }
    }
}

fn read_masthead(masthead: &Table<'_>, issue: &mut IssueFile) {
    for field in FIELDS {
        let value = match field {
            "date" => masthead.string_or_date(field),
            _ => masthead.string(field),
        };
        issue.fields.extend(value.map(|value| (field.to_owned(), value)));
    }
    issue.name_art = masthead.string("name_art");
    for (name, value) in masthead.named_strings("extra") {
        if FIELDS.contains(&name.value.as_str()) {
            masthead.report(
                Diagnostic::error("field-twice", format!("`{}` is a field of banxin's own", name.value))
                    .at(name.span, "")
                    .help(format!("write `{} = …` in [masthead] itself, or take another name", name.value)),
            );
        } else {
            issue.fields.push((name.value, value));
        }
    }
}

fn read_page(page: &Table<'_>) -> PageEntry {
    page.require("number", "give the page its number: number = 1");
    let mut entries: Vec<Entry> = Vec::new();
    for story in page.tables("story") {
        let file = required(&story, "file", "name the manuscript: file = \"stories/….md\"");
        let more = story.strings("then").unwrap_or_default();
        let continued = story.boolean("continued").is_some_and(|continued| continued.value);
        let content = file.map(|file| EntryContent::Story(StoryEntry { file, more, continued }));
        entry(&story, content, &mut entries);
    }
    for picture in page.tables("picture") {
        let file = required(&picture, "file", "name the picture: file = \"pictures/….jpg\"");
        let (caption, credit) = (picture.string("caption"), picture.string("credit"));
        let fits = [("cover", PictureFit::Cover), ("contain", PictureFit::Contain)];
        let fit = schema::choice(&picture, "fit", &fits);
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
        let shown = file.map(|file| PictureEntry { file, caption, credit, fit });
        let content = match inset {
            None => shown.map(EntryContent::Picture),
            Some(inset) => shown.zip(inset).map(|(shown, inset)| EntryContent::Inset(shown, inset)),
        };
        entry(&picture, content, &mut entries);
    }
    for guide in page.tables("guide") {
        let title = guide.string("title");
        let tables = guide.tables("items");
        let items: Vec<GuideEntry> = tables
            .iter()
            .filter_map(|item| {
                let read = guide_item(item);
                item.finish();
                read
            })
            .collect();
        if tables.is_empty() {
            guide.report(
                Diagnostic::warning("empty-guide", "this guide points to nothing")
                    .at(guide.span(), "")
                    .help("add items = [ { headline = \"……\", pages = [2] } ]"),
            );
        }
        entry(&guide, Some(EntryContent::Guide(title, items)), &mut entries);
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

fn guide_item(item: &Table<'_>) -> Option<GuideEntry> {
    let headline = required(item, "headline", "name the story: headline = \"……\"");
    let pages = item.wholes("pages");
    let pointer = item.string("pointer");
    let (pointer, pages) = match (pointer, pages) {
        (Some(pointer), None) => (pointer, Vec::new()),
        (None, Some(pages)) if !pages.value.is_empty() => {
            let pointer = Value { value: super::plan::pointer(&pages.value), span: pages.span };
            (pointer, pages.value)
        }
        (Some(pointer), Some(pages)) => {
            item.report(
                Diagnostic::error("two-pointers", "an item has `pages` or `pointer`, not both")
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
    Some(GuideEntry { headline: headline?, pointer, pages })
}
