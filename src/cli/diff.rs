//! `banxin diff`: what changed between two states of an issue.

use std::path::Path;

use banxin::compare::{
    self, Change, ChangeKind, Differences, IssueState, PageArea, PageChangeKind, SourceLine, Subject,
};
use banxin::diagnostic::Sources;
use banxin::message::{Language, List, Message, Word, commas, counted, msg, word};
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

/// Names that are listed of what shifted.
const NAMED: usize = 12;

/// Runs the verb.
pub fn run(arguments: &DiffArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(true);
    let stages = Stages::new(3, console.progress);
    let mut both = Vec::new();
    for (dir, stage) in
        [(&arguments.old, word("reading the old issue")), (&arguments.new, word("reading the new issue"))]
    {
        stages.begin(stage.in_language(console.language));
        match set(dir) {
            Ok(state) => both.push(state),
            Err(refused) => {
                drop(stages);
                return refuse("diff", Changes::default(), &refused, arguments.json, look, console);
            }
        }
    }
    stages.begin(word("comparing").in_language(console.language));
    let [(old, old_compiled), (new, new_compiled)] = &both[..] else { return Outcome::Refused };
    let found = compare::compare(
        IssueState { loaded: old, compiled: old_compiled },
        IssueState { loaded: new, compiled: new_compiled },
    );
    drop(stages);
    let outcome = if found.is_empty() { Outcome::Clean } else { Outcome::Findings };
    if arguments.json {
        let report = json::Report::new(
            "diff",
            outcome,
            Changes::of(&found),
            &[],
            &Sources::default(),
            console.language,
        );
        console.out(&report.print());
    } else {
        console.out(&show(&found, console.width, console.language));
    }
    outcome
}

fn set(dir: &Path) -> Result<(read::Loaded, Compiled), Box<read::Refused>> {
    let loaded = banxin::load(dir)?;
    let compiled = compile(&loaded);
    Ok((loaded, compiled))
}

/// All differences as text; a line that says so when there are none.
fn show(found: &Differences, width: usize, language: Language) -> String {
    if found.is_empty() {
        return format!("{}\n", word("no differences").in_language(language));
    }
    let mut text = String::new();
    let say = |message: Message, text: &mut String| {
        text.push_str(&message.in_language(language));
        text.push('\n');
    };
    for page in &found.pages {
        say(msg!("page {page} {how}", page = page.number, how = how_of(page.how)), &mut text);
    }
    // What shifted without a change of words is mostly a consequence: one line for each kind of it.
    let shifted = [ChangeKind::Relaid, ChangeKind::Redrawn, ChangeKind::Cropped];
    for change in found.changes.iter().filter(|change| !shifted.contains(&change.kind)) {
        let (name, what) = (name_of(change), what_of(&change.kind));
        let line = match on_pages(change) {
            None => msg!("{name}: {what}", name, what),
            Some(pages) => msg!("{name}: {what} (page {pages})", name, what, pages),
        };
        say(line, &mut text);
        if let ChangeKind::Text { old, new } = &change.kind {
            for (sign, line) in [('-', old), ('+', new)] {
                if let Some(line) = line {
                    let place = format!("{}:{}", line.path.display(), line.line);
                    text.push_str(&format!("  {sign} {place}: {}\n", excerpt(line, width)));
                }
            }
        }
    }
    for kind in &shifted {
        let own: Vec<&Change> = found.changes.iter().filter(|change| change.kind == *kind).collect();
        let mut on: Vec<u32> = own.iter().flat_map(|change| change.pages.iter().copied()).collect();
        on.sort_unstable();
        on.dedup();
        if own.is_empty() {
            continue;
        }
        let mut names: Vec<Message> = Vec::new();
        for name in own.iter().map(|change| name_of(change)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        if more > 0 {
            names.push(msg!("{count} more", count = more));
        }
        let (names, what) = (commas(&names), what_of(kind));
        say(msg!("{names}: {what} (page {pages})", names, what, pages = commas(&on)), &mut text);
    }
    let changes = counted(found.changes.len(), "change");
    match found.pages.len() {
        0 => say(msg!("every page prints as before, {changes}", changes), &mut text),
        pages => say(msg!("{pages}, {changes}", pages = counted(pages, "page"), changes), &mut text),
    }
    text
}

fn how_of(how: PageChangeKind) -> Word {
    match how {
        PageChangeKind::Added => word("added"),
        PageChangeKind::Removed => word("removed"),
        PageChangeKind::Changed => word("changed"),
    }
}

fn name_of(change: &Change) -> Message {
    match &change.subject {
        Subject::Story(name) | Subject::Picture(name) => Message::verbatim(name.as_str()),
        Subject::Furniture(kind) => Message::from(*kind),
    }
}

fn what_of(what: &ChangeKind) -> Message {
    match what {
        ChangeKind::Added(at) => msg!("added in {places}", places = places(at)),
        ChangeKind::Removed(at) => msg!("removed from {places}", places = places(at)),
        ChangeKind::Moved { from, to, instead_of: None } => {
            msg!("moved from {from} to {to}", from = places(from), to = places(to))
        }
        ChangeKind::Moved { from, to, instead_of: Some(other) } => msg!(
            "moved from {from} to {to}, where {other} stood",
            from = places(from),
            to = places(to),
            other
        ),
        ChangeKind::Replaced { old, at } => {
            msg!("takes the place of {old} in {places}", old, places = places(at))
        }
        ChangeKind::Renamed(from) => msg!("was {name}", name = from),
        ChangeKind::Text { .. } => msg!("text changed"),
        ChangeKind::Relaid => msg!("relaid, the same words in other lines"),
        ChangeKind::Redrawn => msg!("redrawn, the same words in another place or look"),
        ChangeKind::Content => msg!("another picture"),
        ChangeKind::Cropped => msg!("shown in another size or crop"),
    }
}

fn on_pages(change: &Change) -> Option<List> {
    let told = matches!(
        change.kind,
        ChangeKind::Added(_)
            | ChangeKind::Removed(_)
            | ChangeKind::Moved { .. }
            | ChangeKind::Replaced { .. }
    );
    if told || change.pages.is_empty() {
        return None;
    }
    Some(commas(&change.pages))
}

fn places(places: &[PageArea]) -> Message {
    if places.is_empty() {
        return msg!("no page");
    }
    let list = places.iter().map(|place| msg!("page {page} `{area}`", page = place.page, area = place.area));
    msg!("{places}", places = commas(list))
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
    /// `added`, `removed`, `moved`, `replaced`, `renamed`, `text`, `relaid`, `redrawn`, `content`, `cropped`.
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
            pages: pages
                .map(|page| PageReport { page: page.number, change: how_of(page.how).english() })
                .collect(),
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
            name: name_of(change).to_string(),
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
            ChangeKind::Moved { from, to, instead_of } => {
                (report.from, report.to) = (places(from), places(to));
                report.old_name = instead_of.clone();
                "moved"
            }
            ChangeKind::Replaced { old, at } => {
                (report.old_name, report.to) = (Some(old.clone()), places(at));
                "replaced"
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
