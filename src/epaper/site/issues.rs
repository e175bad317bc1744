//! The index of an issue, and the calendar of all issues in a folder.

use askama::Template;
use serde::Serialize;

use super::look::Look;
use super::pages::{self, Item};
use super::view::{self, File, Renditions, Shell, filled};
use crate::epaper::model::{Edition, Rendition};
use crate::issue::{Date, almanac};

/// `issue.html`.
#[derive(Template)]
#[template(path = "issue.html")]
struct IssueView<'a> {
    shell: Shell<'a>,
    day: &'a str,
    folder: &'a str,
    previous: Option<&'a str>,
    next: Option<&'a str>,
    pages: Vec<Card<'a>>,
}

/// A page in the index of its issue.
struct Card<'a> {
    number: u32,
    label: String,
    spread: bool,
    thumb: Option<&'a Rendition>,
    stories: Vec<Item>,
}

/// `issues.html`.
#[derive(Template)]
#[template(path = "issues.html")]
struct IssuesView<'a> {
    shell: Shell<'a>,
    newest: Option<&'a IssueLine>,
    months: Vec<Month<'a>>,
}

/// A month of the calendar.
struct Month<'a> {
    label: String,
    weeks: Vec<Vec<Day<'a>>>,
}

/// A cell of the calendar.
enum Day<'a> {
    None,
    Plain(u32),
    Issue(IssueDay<'a>),
}

struct IssueDay<'a> {
    day: u32,
    folder: &'a str,
    title: &'a str,
}

/// An issue in the list of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueLine {
    /// Its folder, which is its day.
    pub folder: String,
    /// The day, the weekday and the number, for people.
    pub day: String,
    /// The number of its first page.
    pub first: u32,
    /// The pictures of that page, named from the folder of all issues.
    pub cover: Vec<Rendition>,
}

impl IssueLine {
    /// The line of an issue.
    pub fn of(edition: &Edition) -> IssueLine {
        let first = edition.pages.first();
        IssueLine {
            folder: edition.date.clone(),
            day: view::day(edition),
            first: first.map_or(1, |page| page.number),
            cover: first
                .map(|page| page.renditions.iter().map(|file| named(edition, file)).collect())
                .unwrap_or_default(),
        }
    }
}

/// A file of an issue, named from the folder of all issues.
fn named(edition: &Edition, file: &Rendition) -> Rendition {
    Rendition { file: format!("{}/{}", edition.date, file.file), ..file.clone() }
}

impl IssueLine {
    /// The pictures of the first page, for a template.
    fn cover(&self) -> Option<Renditions<'_>> {
        (!self.cover.is_empty()).then_some(Renditions(&self.cover))
    }
}

/// The index of an issue, with the folders of the issues before and after it.
pub(super) fn issue(
    edition: &Edition,
    shell: Shell<'_>,
    (previous, next): (Option<&str>, Option<&str>),
) -> Vec<u8> {
    let cards = edition.pages.iter().map(|page| Card {
        number: page.number,
        label: view::label(page, shell.words),
        spread: page.facing.is_some(),
        thumb: Renditions(&page.renditions).thumb(),
        stories: pages::stories(edition, page, shell),
    });
    let day = [view::day(edition), edition.lunar.clone()].join("　");
    let view =
        IssueView { shell, day: day.trim(), folder: &edition.date, previous, next, pages: cards.collect() };
    filled(&view)
}

/// The files of the folder that holds all issues: its index, and the list by which issues find their neighbours.
pub(super) fn root(issues: &[IssueLine], look: &Look) -> Vec<File> {
    let mut issues: Vec<&IssueLine> = issues.iter().collect();
    issues.sort_by(|one, other| one.folder.cmp(&other.folder));
    let shell = Shell {
        look,
        words: &look.words,
        root: "",
        issue: None,
        day: None,
        date: "",
        tool: "issues",
        pdf: None,
    };
    let view = IssuesView { shell, newest: issues.last().copied(), months: months(&issues, look) };
    #[derive(Serialize)]
    struct Folders<'a>(Vec<&'a str>);
    let folders = Folders(issues.iter().map(|issue| issue.folder.as_str()).collect());
    // A list of texts is always JSON.
    let list = serde_json::to_string(&folders).unwrap_or_default();
    vec![
        ("index.html".to_owned(), filled(&view)),
        ("issues.js".to_owned(), format!("window.EPAPER_ISSUES = {list};\n").into_bytes()),
    ]
}

/// The months that have issues, the newest first.
fn months<'a>(issues: &[&'a IssueLine], look: &Look) -> Vec<Month<'a>> {
    let dated: Vec<(Date, &IssueLine)> =
        issues.iter().filter_map(|issue| Some((Date::parse(&issue.folder).ok()?, *issue))).collect();
    let mut known: Vec<(i32, u8)> = dated.iter().map(|(date, _)| (date.year, date.month)).collect();
    known.dedup();
    known.reverse();
    known.into_iter().map(|(year, month)| one_month(&dated, (year, month), look)).collect()
}

/// 0 for a Monday.
fn days_from_monday(date: Date) -> i64 {
    let monday = Date { year: 2024, month: 1, day: 1 };
    almanac::days_between(monday, date).rem_euclid(7)
}

fn one_month<'a>(dated: &[(Date, &'a IssueLine)], (year, month): (i32, u8), look: &Look) -> Month<'a> {
    let mut cells: Vec<Day<'a>> = Vec::new();
    for day in 1..=31_u32 {
        let Ok(date) = Date::parse(&format!("{year:04}-{month:02}-{day:02}")) else { break };
        if day == 1 {
            cells.extend((0..days_from_monday(date)).map(|_| Day::None));
        }
        let issue = dated.iter().find(|(known, _)| *known == date);
        cells.push(match issue {
            Some((_, issue)) => Day::Issue(IssueDay { day, folder: &issue.folder, title: &issue.day }),
            None => Day::Plain(day),
        });
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(Day::None);
    }
    let mut weeks: Vec<Vec<Day<'a>>> = Vec::new();
    for (at, cell) in cells.into_iter().enumerate() {
        match weeks.last_mut() {
            Some(week) if at % 7 != 0 => week.push(cell),
            _ => weeks.push(vec![cell]),
        }
    }
    Month { label: look.words.month(year, month.into()), weeks }
}
