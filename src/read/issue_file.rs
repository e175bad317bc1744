//! `issue.toml` as it is written: every value with its place.

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::issue::almanac::DateFault;
use crate::issue::{Date, Text};
use crate::layout::schema::Given;
use crate::layout::table::{self, Faults, Table, Value};

use super::fields::required;
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

/// Words written in the issue file; `None` for empty ones.
pub(super) fn field(file: &IssueFile, value: &Value<String>) -> Option<Text> {
    if value.value.is_empty() {
        return None;
    }
    // Behind the opening quotes. A text with escapes is not verbatim in the file; its places are
    // then those of the string as a whole.
    let raw = file.text.get(value.span.range.clone()).unwrap_or("");
    let at = value.span.range.start + raw.find(value.value.as_str()).unwrap_or(0);
    Some(Text::plain(file.file, value.value.clone(), at))
}

/// Words that banxin made from a value of the issue file; findings about them point there.
pub(super) fn computed(file: &IssueFile, words: &str, from: &Span) -> Text {
    let mut at = from.range.start.min(file.text.len().saturating_sub(words.len()));
    while !file.text.is_char_boundary(at) {
        at -= 1;
    }
    Text::plain(file.file, words, at)
}
