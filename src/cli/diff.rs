//! `banxin diff`: what changed between two states of an issue.

use std::path::Path;

use banxin::compare::{
    self, Change, ChangeKind, Differences, IssueState, PageArea, PageChangeKind, SourceLine, Subject,
};
use banxin::diagnostic::Sources;
use banxin::message::counted;
use banxin::{Compiled, compile, read};
use serde::Serialize;

use super::arguments::DiffArgs;
use super::build::refuse;
use super::console::Console;
use super::json;
use super::outcome::Outcome;
use super::stages::Stages;

/// Columns of a line that are shown before and behind its first change.
const BEFORE: usize = 10;

/// Runs the verb.
pub fn run(arguments: &DiffArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(true);
    let stages = Stages::new(3, console.progress);
    let mut both = Vec::new();
    for (dir, stage) in [(&arguments.old, "reading the old issue"), (&arguments.new, "reading the new issue")]
    {
        stages.begin(stage);
        match set(dir) {
            Ok(state) => both.push(state),
            Err(refused) => {
                drop(stages);
                return refuse("diff", Changes::default(), &refused, arguments.json, look, console);
            }
        }
    }
    stages.begin("comparing");
    let [(old, old_compiled), (new, new_compiled)] = &both[..] else { return Outcome::Refused };
    let found = compare::compare(
        IssueState { loaded: old, compiled: old_compiled },
        IssueState { loaded: new, compiled: new_compiled },
    );
    drop(stages);
    let outcome = if found.is_empty() { Outcome::Clean } else { Outcome::Findings };
    if arguments.json {
        let report = json::Report::new("diff", outcome, Changes::of(&found), &[], &Sources::default());
        console.out(&report.print());
    } else {
        console.out(&show(&found, console.width));
    }
    outcome
}

fn set(dir: &Path) -> Result<(read::Loaded, Compiled), Box<read::Refused>> {
    let loaded = banxin::load(dir)?;
    let compiled = compile(&loaded);
    Ok((loaded, compiled))
}

/// All differences as text; a line that says so when there are none.
fn show(found: &Differences, width: usize) -> String {
    if found.is_empty() {
        return "no differences\n".to_owned();
    }
    let mut text = String::new();
    for page in &found.pages {
        let how = how_of(page.how);
        text.push_str(&format!("page {} {how}\n", page.number));
    }
    for change in &found.changes {
        text.push_str(&format!("{}: {}{}\n", name_of(change), what_of(&change.kind), on_pages(change)));
        if let ChangeKind::Text { old, new } = &change.kind {
            for (sign, line) in [('-', old), ('+', new)] {
                if let Some(line) = line {
                    let place = format!("{}:{}", line.path.display(), line.line);
                    text.push_str(&format!("  {sign} {place}: {}\n", excerpt(line, width)));
                }
            }
        }
    }
    let pages = counted(found.pages.len(), "page");
    text.push_str(&format!("{pages}, {}\n", counted(found.changes.len(), "change")));
    text
}

fn how_of(how: PageChangeKind) -> &'static str {
    match how {
        PageChangeKind::Added => "added",
        PageChangeKind::Removed => "removed",
        PageChangeKind::Changed => "changed",
    }
}

fn name_of(change: &Change) -> &str {
    match &change.subject {
        Subject::Story(name) | Subject::Picture(name) => name,
        Subject::Furniture(kind) => kind,
    }
}

fn what_of(what: &ChangeKind) -> String {
    match what {
        ChangeKind::Added(at) => format!("added in {}", places(at)),
        ChangeKind::Removed(at) => format!("removed from {}", places(at)),
        ChangeKind::Moved { from, to } => format!("moved from {} to {}", places(from), places(to)),
        ChangeKind::Renamed(from) => format!("was {from}"),
        ChangeKind::Text { .. } => "text changed".to_owned(),
        ChangeKind::Relaid => "relaid, the same words in other lines".to_owned(),
        ChangeKind::Redrawn => "redrawn, the same words in another place or look".to_owned(),
        ChangeKind::Content => "another picture".to_owned(),
        ChangeKind::Cropped => "shown in another size or crop".to_owned(),
    }
}

fn on_pages(change: &Change) -> String {
    let told =
        matches!(change.kind, ChangeKind::Added(_) | ChangeKind::Removed(_) | ChangeKind::Moved { .. });
    if told || change.pages.is_empty() {
        return String::new();
    }
    let pages: Vec<String> = change.pages.iter().map(u32::to_string).collect();
    format!(" (page {})", pages.join(", "))
}

fn places(places: &[PageArea]) -> String {
    if places.is_empty() {
        return "no page".to_owned();
    }
    let list: Vec<String> =
        places.iter().map(|place| format!("page {} `{}`", place.page, place.area)).collect();
    list.join(", ")
}

/// ChangeKind of a line is shown: from a little before its first change on.
fn excerpt(line: &SourceLine, width: usize) -> String {
    let from = line.column.saturating_sub(1).saturating_sub(BEFORE);
    let count = (width / 2).saturating_sub(BEFORE).max(20);
    let shown: String = line.words.chars().skip(from).take(count).collect();
    let before = if from > 0 { "…" } else { "" };
    let behind = if line.words.chars().count() > from + count { "…" } else { "" };
    format!("{before}{shown}{behind}")
}

#[derive(Default, Serialize)]
struct Changes {
    pages: Vec<PageReport>,
    changes: Vec<ChangeReport>,
}

#[derive(Serialize)]
struct PageReport {
    page: u32,
    change: &'static str,
}

#[derive(Serialize)]
struct ChangeReport {
    /// `story`, `picture` or `furniture`.
    subject: &'static str,
    name: String,
    /// `added`, `removed`, `moved`, `renamed`, `text`, `relaid`, `redrawn`, `content`, `cropped`.
    change: &'static str,
    pages: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from: Vec<PlaceReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    to: Vec<PlaceReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<LineReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<LineReport>,
}

#[derive(Serialize)]
struct PlaceReport {
    page: u32,
    area: String,
}

#[derive(Serialize)]
struct LineReport {
    file: std::path::PathBuf,
    line: usize,
    column: usize,
    words: String,
}

impl Changes {
    fn of(found: &Differences) -> Changes {
        let pages = found.pages.iter();
        Changes {
            pages: pages.map(|page| PageReport { page: page.number, change: how_of(page.how) }).collect(),
            changes: found.changes.iter().map(ChangeReport::of).collect(),
        }
    }
}

impl ChangeReport {
    fn of(change: &Change) -> ChangeReport {
        let places = |list: &[PageArea]| -> Vec<PlaceReport> {
            list.iter().map(|place| PlaceReport { page: place.page, area: place.area.clone() }).collect()
        };
        let line = |line: &Option<SourceLine>| {
            line.as_ref().map(|line| LineReport {
                file: line.path.clone(),
                line: line.line,
                column: line.column,
                words: line.words.clone(),
            })
        };
        let mut report = ChangeReport {
            subject: match change.subject {
                Subject::Story(_) => "story",
                Subject::Picture(_) => "picture",
                Subject::Furniture(_) => "furniture",
            },
            name: name_of(change).to_owned(),
            change: "",
            pages: change.pages.clone(),
            from: Vec::new(),
            to: Vec::new(),
            old_name: None,
            old: None,
            new: None,
        };
        report.change = match &change.kind {
            ChangeKind::Added(at) => {
                report.to = places(at);
                "added"
            }
            ChangeKind::Removed(at) => {
                report.from = places(at);
                "removed"
            }
            ChangeKind::Moved { from, to } => {
                (report.from, report.to) = (places(from), places(to));
                "moved"
            }
            ChangeKind::Renamed(from) => {
                report.old_name = Some(from.clone());
                "renamed"
            }
            ChangeKind::Text { old, new } => {
                (report.old, report.new) = (line(old), line(new));
                "text"
            }
            ChangeKind::Relaid => "relaid",
            ChangeKind::Redrawn => "redrawn",
            ChangeKind::Content => "content",
            ChangeKind::Cropped => "cropped",
        };
        report
    }
}
