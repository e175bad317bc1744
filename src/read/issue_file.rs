//! `issue.toml` as it is written: every value with its place.

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId};
use crate::issue::Date;
use crate::keys::kinds::{date_or_text, named, named_texts, table, tables, text, text_of};
use crate::keys::{ByName, Faults, Given, Part, Table, Value, part, read_document};
use crate::message::{self, msg};

use super::day::Day;
use super::page_file::{EntryContent, PageEntry, PageKeys};
use super::pool_file::{ItemEntry, PoolEntry, PoolKeys};

part! {
    /// An issue: what stands on its pages.
    pub struct IssueKeys, then check_issue {
        /// The paper's name.
        paper: String = text(), needed message::word("name the paper: paper = \"……\"");
        /// The day printed on it: `"2026-11-23"` or `"2026年11月23日"`.
        date: Date = Day, needed message::word("name the day printed on the paper: date = \"2026-11-23\"");
        /// The layout of pages that name none: `layouts/NAME.toml` in the issue folder, or else a layout of banxin's
        /// own, or a path ending in `.toml`.
        layout: String = text_of("name of a layout"), absent "none";
        /// A keep-list of the issue's own; see Keep-lists.
        keep: String = text_of("path of a keep-list"), absent "none";
        /// The fields of the masthead (报头).
        masthead: MastheadKeys = table(), empty;
        /// The pages.
        page: Vec<PageKeys> = tables(), empty;
        /// Pools (稿库) of which pages are made up; see Pools.
        pools: ByName<PoolKeys> = named("name of a pool"), empty;
    }
}

part! {
    /// What the masthead says: fields for the templates of layouts. A field without text leaves its place blank.
    pub struct MastheadKeys, then check_extra {
        /// The paper's name.
        name: String = text(), absent "`paper`";
        /// The name as a drawing.
        name_art: String = text_of("path of a picture"), absent "none: the name is set in type";
        /// The name in Latin letters.
        latin: String = text(), absent "none";
        /// Who sponsors the paper (主办).
        sponsor: String = text(), absent "none";
        /// Who publishes it (出版).
        publisher: String = text(), absent "none";
        /// The number of the issue, such as 第4127期.
        issue: String = text(), absent "none";
        /// How many pages it has, such as 今日4版. A guide that points beyond the number in it is reported.
        pages: String = text(), absent "none";
        /// The date as it is printed; another day than that of the issue is reported.
        date: String = date_or_text(), absent "from `date` of the issue";
        /// The day of the week; a wrong one is reported.
        weekday: String = text(), absent "from `date` of the issue";
        /// The day of the lunar calendar; a wrong one is reported.
        lunar: String = text(), absent "from `date` of the issue";
        /// Licences and registrations.
        licence: String = text(), absent "none";
        /// Address in the web.
        url: String = text(), absent "none";
        /// The house's own fields, used as `{weather}`.
        extra: ByName<Value<String>> = named_texts("name of a field", None, "text"), empty;
    }
}

impl MastheadKeys {
    /// The fields that banxin knows, in the order in which they are kept.
    fn known(&self) -> [(&'static str, &Given<String>); 11] {
        let MastheadKeys {
            name,
            name_art: _,
            latin,
            sponsor,
            publisher,
            issue,
            pages,
            date,
            weekday,
            lunar,
            licence,
            url,
            extra: _,
            span: _,
        } = self;
        [
            ("name", name),
            ("latin", latin),
            ("sponsor", sponsor),
            ("publisher", publisher),
            ("issue", issue),
            ("pages", pages),
            ("date", date),
            ("weekday", weekday),
            ("lunar", lunar),
            ("licence", licence),
            ("url", url),
        ]
    }

    /// All fields that are given: banxin's and then the house's own.
    fn fields(&self) -> Vec<(String, Value<String>)> {
        let known =
            self.known().into_iter().filter_map(|(name, given)| Some((name.to_owned(), given.clone()?)));
        let own = self.extra().into_iter().map(|(name, value)| (name.value, value));
        known.chain(own.filter(|(name, _)| !field_names().contains(&name.as_str()))).collect()
    }
}

/// The names of the fields of the masthead that banxin knows, in the order in which they are kept.
pub fn field_names() -> [&'static str; 11] {
    MastheadKeys::default().known().map(|(name, _)| name)
}

/// The file.
#[derive(Debug)]
pub struct IssueFile {
    /// Which file.
    pub file: FileId,
    /// Its text.
    pub text: String,
    /// Its keys.
    pub keys: IssueKeys,
    /// Fields of the masthead, banxin's and then the house's own.
    pub fields: Vec<(String, Value<String>)>,
    /// The pages.
    pub pages: Vec<PageEntry>,
    /// The pools.
    pub pools: Vec<PoolEntry>,
}

impl IssueFile {
    /// All that stands on pages or waits in pools. What stands on a page from a pool comes twice.
    pub fn contents(&self) -> impl Iterator<Item = &EntryContent> {
        let on_pages = self.pages.iter().flat_map(|page| &page.entries).map(|entry| &entry.content);
        on_pages.chain(self.pools.iter().flat_map(|pool| &pool.items).map(ItemEntry::content))
    }
}

/// Reads `issue.toml`; `None` when it is not valid TOML.
pub fn parse(file: FileId, text: &str, faults: &Faults) -> Option<IssueFile> {
    let keys = read_document(file, text, faults, IssueKeys::read)?;
    Some(IssueFile {
        file,
        text: text.to_owned(),
        fields: keys.masthead().fields(),
        pages: keys.page().into_iter().filter_map(PageEntry::new).collect(),
        pools: PoolEntry::all(keys.pools()),
        keys,
    })
}

/// Tables that belong in layouts and are put here by mistake.
const LAYOUT_TABLES: [&str; 8] = ["press", "epaper", "inks", "gradients", "styles", "areas", "grid", "house"];

fn check_issue(issue: &IssueKeys, top: &Table<'_>) {
    for table in LAYOUT_TABLES {
        if let Some(span) = top.place_of(table) {
            top.report(
                Diagnostic::new(
                    codes::UNKNOWN_KEY,
                    msg!("[{table}] belongs into a layout, not into the issue", table),
                )
                .here(span)
                .help(msg!(
                    "write it into a layout that the pages name, or that all of their layouts extend"
                )),
            );
        }
    }
    if issue.page.is_none() && !top.has("page") {
        top.report(
            Diagnostic::new(codes::NO_PAGES, msg!("the issue has no pages"))
                .here(top.span())
                .help(msg!("add a [[page]] with a `number`, and a [[page.story]] in it")),
        );
    }
}

fn check_extra(masthead: &MastheadKeys, table: &Table<'_>) {
    let known = field_names();
    for (name, _) in masthead.extra.iter().flat_map(|extra| &extra.value) {
        if known.contains(&name.value.as_str()) {
            table.report(
                Diagnostic::new(
                    codes::FIELD_TWICE,
                    msg!("`{name}` is a field of banxin's own", name = name.value),
                )
                .here(name.span.clone())
                .help(msg!(
                    "write `{name} = …` in [masthead] itself, or take another name",
                    name = name.value
                )),
            );
        }
    }
}
