//! `issue.toml` as it is written: every value with its place.

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId};
use crate::issue::Date;
use crate::issue::almanac::DateFault;
use crate::layout::schema::Given;
use crate::layout::table::{self, Faults, Table, Value};

use super::page_file::{PageEntry, read_page};

/// The fields of the masthead that banxin knows, in the order in which they are kept.
pub const FIELDS: [&str; 11] =
    ["name", "latin", "sponsor", "publisher", "issue", "pages", "date", "weekday", "lunar", "licence", "url"];

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
        for table in LAYOUT_TABLES {
            if let Some(span) = top.place_of(table) {
                top.report(
                    Diagnostic::error(
                        codes::UNKNOWN_KEY,
                        format!("[{table}] belongs into a layout, not into the issue"),
                    )
                    .at(span, "")
                    .help("write it into a layout that the pages name, or that all of their layouts extend"),
                );
            }
        }
        if issue.pages.is_empty() && !top.has("page") {
            top.report(
                Diagnostic::error(codes::NO_PAGES, "the issue has no pages")
                    .at(top.span(), "")
                    .help("add a [[page]] with a `number`, and a [[page.story]] in it"),
            );
        }
        issue
    })
}

/// Tables of layouts that are looked for here by mistake.
const LAYOUT_TABLES: [&str; 7] = ["press", "inks", "gradients", "styles", "areas", "grid", "house"];

pub(super) fn required(table: &Table<'_>, key: &'static str, help: &str) -> Given<String> {
    table.require(key, help);
    let value = table.string(key)?;
    if value.value.trim().is_empty() {
        table.report(
            Diagnostic::error(codes::EMPTY_VALUE, format!("`{key}` is empty"))
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
                Diagnostic::error(codes::DATE, format!("`{}` is no date", given.value))
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
                Diagnostic::error(codes::NO_SUCH_DATE, format!("there is no day {}", given.value))
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
                Diagnostic::error(codes::FIELD_TWICE, format!("`{}` is a field of banxin's own", name.value))
                    .at(name.span, "")
                    .help(format!("write `{} = …` in [masthead] itself, or take another name", name.value)),
            );
        } else {
            issue.fields.push((name.value, value));
        }
    }
}
