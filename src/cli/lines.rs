//! The set lines of an issue, for `check --lines`: as a table, and as JSON for programs.
//!
//! Lengths are in em of the line's own size, to the thousandth; places in millimetres from the top
//! left of the trim. Both are rounded from whole units, so the same issue gives the same digits.

use std::path::PathBuf;

use banxin::diagnostic::Sources;
use banxin::geometry::Length;
use banxin::issue::Issue;
use banxin::line::{Account, EndReason, Fit, GapStep};
use banxin::message::{Language, Message, Word, commas, msg, word};
use banxin::page::{Role, SetLine};
use banxin::text::GapKind;
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

/// A set line; `docs/FORMAT.md` tells what each field means.
#[derive(Debug, Serialize)]
pub struct Line {
    page: u32,
    area: String,
    story: Option<String>,
    role: &'static str,
    paragraph: Option<u32>,
    line: usize,
    of: usize,
    x_mm: f64,
    y_mm: f64,
    row: Option<u32>,
    down: bool,
    size_pt: f64,
    condense: f64,
    text: String,
    file: PathBuf,
    file_line: usize,
    file_column: usize,
    measure: f64,
    natural: f64,
    width: f64,
    off: i64,
    trimmed: f64,
    hung: f64,
    closed: Vec<Gaps>,
    opened: Vec<Gaps>,
    gaps: usize,
    han_western: Vec<f64>,
    advances: Vec<f64>,
    ends: &'static str,
    fit: &'static str,
    lone: bool,
}

/// Gaps of one kind that closed or opened.
#[derive(Debug, Serialize)]
struct Gaps {
    kind: &'static str,
    gaps: usize,
    by: f64,
    most: f64,
}

/// All lines, in their order.
pub fn list(lines: &[SetLine], issue: &Issue, sources: &Sources) -> Vec<Line> {
    lines.iter().map(|line| told(line, issue, sources)).collect()
}

fn told(line: &SetLine, issue: &Issue, sources: &Sources) -> Line {
    let account = &line.account;
    let em = |length: Length| em(length, line.size);
    let steps = |steps: &[GapStep]| {
        let told = |step: &GapStep| Gaps {
            kind: kind(step.kind).english(),
            gaps: step.gaps,
            by: em(step.by),
            most: em(step.most),
        };
        steps.iter().map(told).collect()
    };
    let (file_line, file_column) = sources.line_column(line.at.file, line.at.range.start);
    let (role, paragraph) = role(line.role);
    Line {
        page: line.page,
        area: line.area.clone(),
        story: story(line, issue),
        role: role.english(),
        paragraph,
        line: line.number + 1,
        of: line.of,
        x_mm: rounded(line.origin.x.to_mm()),
        y_mm: rounded(line.origin.y.to_mm()),
        row: line.row,
        down: line.vertical,
        size_pt: rounded(line.size.to_pt()),
        condense: f64::from(line.condense) / 1000.0,
        text: line.text.clone(),
        file: sources.path(line.at.file).to_path_buf(),
        file_line,
        file_column,
        measure: em(account.room),
        natural: em(account.natural),
        width: em(account.width),
        off: (account.width - account.room).0,
        trimmed: em(account.trimmed),
        hung: em(account.hung),
        closed: steps(&account.closed),
        opened: steps(&account.opened),
        gaps: account.gaps,
        han_western: account.han_western.iter().map(|gap| em(*gap)).collect(),
        advances: account.advances.iter().map(|advance| em(*advance)).collect(),
        ends: ends(account.ends).english(),
        fit: fit(account.fit).english(),
        lone: account.lone,
    }
}

/// Three decimals, as whole thousandths tell them.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A length in em, to the thousandth.
fn em(length: Length, size: Length) -> f64 {
    Length(1000).scale(length.0, size.0.max(1)).0 as f64 / 1000.0
}

fn story(line: &SetLine, issue: &Issue) -> Option<String> {
    let id = line.story?;
    issue.stories.get(id.0 as usize).map(|story| story.name.clone())
}

/// What a line is, and the number of its block in the manuscript, from 1.
fn role(role: Role) -> (Word, Option<u32>) {
    let number = match role {
        Role::Block { number, .. } => Some(number + 1),
        _ => None,
    };
    (role.spec().name, number)
}

fn kind(kind: GapKind) -> Word {
    match kind {
        GapKind::Unit => word("unit"),
        GapKind::Plain => word("plain"),
        GapKind::WordSpace => word("word-space"),
        GapKind::MiddleDot => word("middle-dot"),
        GapKind::Bracket => word("bracket"),
        GapKind::Comma => word("comma"),
        GapKind::HanWestern => word("han-western"),
        GapKind::Stop => word("stop"),
    }
}

fn ends(ends: EndReason) -> Word {
    match ends {
        EndReason::Paragraph => word("paragraph"),
        EndReason::Break => word("break"),
        EndReason::Wish => word("wish"),
        EndReason::Hyphen => word("hyphen"),
        EndReason::Joint => word("joint"),
        EndReason::Word => word("word"),
        EndReason::Keep => word("keep"),
        EndReason::LastResort => word("last-resort"),
    }
}

fn fit(fit: Fit) -> Word {
    match fit {
        Fit::Good => word("good"),
        Fit::Loose => word("loose"),
        Fit::Short => word("short"),
        Fit::Overfull => word("overfull"),
    }
}

/// The heads of the table; the columns of `true` are figures and stand at the right.
const HEADS: [(Word, bool); 14] = [
    (word("page"), true),
    (word("area"), false),
    (word("story"), false),
    (word("what"), false),
    (word("line"), true),
    (word("row"), true),
    (word("x mm"), true),
    (word("y mm"), true),
    (word("measure"), true),
    (word("natural"), true),
    (word("done"), false),
    (word("ends"), false),
    (word("fit"), false),
    (word("text"), false),
];

/// The same as a table, one row a line; what was done is in em: `−` closed, `+` opened, and over how
/// many gaps.
pub fn table(lines: &[SetLine], issue: &Issue, language: Language) -> String {
    let rows: Vec<[String; HEADS.len()]> = lines.iter().map(|line| row(line, issue, language)).collect();
    let heads = HEADS.map(|(head, _)| head.in_language(language).to_owned());
    let mut widths = [0; HEADS.len()];
    for cells in std::iter::once(&heads).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.width());
        }
    }
    let mut text = String::new();
    for cells in std::iter::once(&heads).chain(&rows) {
        let mut line = String::new();
        for ((cell, width), (_, figures)) in cells.iter().zip(widths).zip(HEADS) {
            let white = " ".repeat(width - cell.width());
            let (before, behind) = if figures { (white.as_str(), "") } else { ("", white.as_str()) };
            line.push_str(before);
            line.push_str(cell);
            line.push_str(behind);
            line.push_str("  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn row(line: &SetLine, issue: &Issue, language: Language) -> [String; HEADS.len()] {
    let account = &line.account;
    let (role, paragraph) = role(line.role);
    let dash = || "–".to_owned();
    [
        line.page.to_string(),
        line.area.clone(),
        story(line, issue).unwrap_or_else(dash),
        {
            let role = role.in_language(language);
            paragraph.map_or_else(|| role.to_owned(), |number| format!("{role} {number}"))
        },
        format!("{}/{}", line.number + 1, line.of),
        line.row.map_or_else(dash, |row| row.to_string()),
        format!("{:.1}", line.origin.x.to_mm()),
        format!("{:.1}", line.origin.y.to_mm()),
        format!("{:.3}", em(account.room, line.size)),
        format!("{:.3}", em(account.natural, line.size)),
        done(account, line, language),
        ends(account.ends).in_language(language).to_owned(),
        fit(account.fit).in_language(language).to_owned(),
        line.text.trim_end().to_owned(),
    ]
}

/// What was done to a line, in a few words; a dash for nothing.
fn done(account: &Account, line: &SetLine, language: Language) -> String {
    let em = |length: Length| em(length, line.size);
    let mut words = Vec::new();
    if account.trimmed > Length::ZERO {
        words.push(msg!("end −{width}", width = format_args!("{:.3}", em(account.trimmed))));
    }
    if account.hung > Length::ZERO {
        words.push(msg!("hangs {width}", width = format_args!("{:.3}", em(account.hung))));
    }
    let steps = |sign: char, steps: &[GapStep], words: &mut Vec<Message>| {
        let told = steps.iter().map(|step| {
            let by = format!("{sign}{:.3}/{}", em(step.by), step.gaps);
            msg!("{gaps} {by}", gaps = kind(step.kind), by)
        });
        words.extend(told);
    };
    steps('−', &account.closed, &mut words);
    steps('+', &account.opened, &mut words);
    if line.condense != 1000 {
        let share = f64::from(line.condense) / 10.0;
        words.push(msg!("condensed to {share} %", share = format_args!("{share:.1}")));
    }
    if words.is_empty() {
        return "–".to_owned();
    }
    msg!("{steps}", steps = commas(&words)).in_language(language).into_owned()
}
