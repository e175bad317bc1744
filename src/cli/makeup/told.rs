//! What a run of makeup tells: as text, with reasons where they are asked for, and as data for programs.

use std::path::{Path, PathBuf};

use banxin::issue::PagePlan;
use banxin::makeup::{Got, MadePage, PieceKind, words};
use banxin::message::{Language, Message, counted, msg, word};
use banxin::read::Loaded;
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::cli::fits;

/// What a run made.
#[derive(Debug, Default, Serialize)]
pub struct Pages {
    /// The pages, in the order of the issue.
    pub pages: Vec<Page>,
    /// The alternative that was taken, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<TakenPage>,
}

/// A page that was made up.
#[derive(Debug, Serialize)]
pub struct Page {
    page: u32,
    layout: PathBuf,
    points: i64,
    /// Points for findings of the page, and for white where nothing stands; both are in `points`.
    findings_points: i64,
    white_points: i64,
    terms: Vec<TermPoints>,
    pieces: Vec<Piece>,
    left_out: Vec<LeftOut>,
    /// What would have to change for all of it to fit.
    changes: Vec<String>,
    alternatives: Vec<Alternative>,
    /// The picture with all alternatives.
    pub sheet: Option<PathBuf>,
    /// How the command names the folder, for lines that say what to run.
    #[serde(skip)]
    dir: PathBuf,
    /// Lines for eyes.
    #[serde(skip)]
    lines: Lines,
}

/// What the text shows of a page, translated.
#[derive(Debug, Default)]
struct Lines {
    head: String,
    notes: Vec<String>,
    room: String,
    table: Vec<[String; 4]>,
    account: Vec<(i64, String)>,
}

#[derive(Debug, Serialize)]
struct TermPoints {
    term: &'static str,
    points: i64,
    reasons: Vec<ReasonPoints>,
}

#[derive(Debug, Serialize)]
struct ReasonPoints {
    points: i64,
    message: String,
}

#[derive(Debug, Serialize)]
struct Piece {
    name: String,
    kind: &'static str,
    importance: u8,
    column: u32,
    columns: u32,
    row: u32,
    rows: u32,
    headline: Option<Headline>,
    boxed: bool,
    picture: Option<String>,
    /// Rows in all columns together that stay white (more than 0) or lack (less).
    free_rows: i64,
}

#[derive(Debug, Serialize)]
struct Headline {
    style: String,
    size_pt: f64,
    down: bool,
}

#[derive(Debug, Serialize)]
struct LeftOut {
    name: String,
    kind: &'static str,
    /// Whether it had to stand on the page.
    must: bool,
}

#[derive(Debug, Serialize)]
struct Alternative {
    number: usize,
    layout: PathBuf,
    points: i64,
}

/// An alternative that was taken.
#[derive(Debug, Serialize)]
pub struct TakenPage {
    page: u32,
    number: u32,
    layout: PathBuf,
}

impl TakenPage {
    /// Alternative `number` of a page is its layout now.
    pub fn new(page: u32, number: u32, layout: PathBuf) -> TakenPage {
        TakenPage { page, number, layout }
    }
}

fn kind(kind: PieceKind) -> &'static str {
    match kind {
        PieceKind::Story => "story",
        PieceKind::Picture => "picture",
        PieceKind::Ad => "ad",
        PieceKind::Block => "block",
    }
}

/// All that is told of a page; `dir` is the folder as the command names it.
pub fn page(made: &MadePage, plan: &PagePlan, loaded: &Loaded, dir: &Path, language: Language) -> Page {
    let say = |message: Message| message.in_language(language).into_owned();
    let got = made.got();
    let layout = plan.pool.as_ref().and_then(|pool| loaded.layouts.get(pool.layout));
    let characters = layout.map_or(0, |layout| layout.grid.characters);
    let left_out = made.left_out();
    let misfits = got.iter().filter_map(words::misfit);
    let out = left_out.iter().map(|piece| words::left_out(piece, made, characters));
    let changes: Vec<String> = misfits.chain(out).chain(words::change(made, characters)).map(say).collect();
    let (account, white_points) = made.account();
    let reasons = |(points, reason): &(i64, banxin::makeup::Reason)| ReasonPoints {
        points: *points,
        message: say(words::reason(reason, made)),
    };
    let terms: Vec<TermPoints> = account
        .iter()
        .map(|(term, points, list)| TermPoints {
            term: words::key(*term),
            points: *points,
            reasons: list.iter().map(reasons).collect(),
        })
        .collect();
    let mut lines = Vec::new();
    for ((term, points, _), told) in account.iter().zip(&terms) {
        lines.push((*points, words::term(*term).in_language(language).to_owned()));
        lines.extend(told.reasons.iter().map(|reason| (-reason.points, reason.message.clone())));
    }
    if white_points > 0 {
        lines.push((white_points, word("white where nothing stands").in_language(language).to_owned()));
    }
    if made.told > 0 {
        lines.push((made.told, word("findings of the page").in_language(language).to_owned()));
    }
    let standing = got.len() + got.iter().filter(|got| got.picture.is_some()).count();
    let head = msg!(
        "page {page}: {points}, {standing} of {all} pieces stand",
        page = plan.number,
        points = counted(made.points.max(0) as usize, "point"),
        standing,
        all = made.pieces.len()
    );
    Page {
        page: plan.number,
        layout: made.file.clone(),
        points: made.points,
        findings_points: made.told,
        white_points,
        terms,
        pieces: got.iter().map(piece).collect(),
        left_out: left_out
            .iter()
            .map(|piece| LeftOut { name: piece.name.clone(), kind: kind(piece.kind), must: !piece.may_wait })
            .collect(),
        alternatives: Vec::new(),
        sheet: None,
        dir: dir.to_owned(),
        lines: Lines {
            head: say(head),
            notes: changes.clone(),
            room: say(words::room(&made.board)),
            table: got.iter().map(|got| row(got).map(say)).collect(),
            account: lines,
        },
        changes,
    }
}

fn piece(got: &Got<'_>) -> Piece {
    Piece {
        name: got.piece.name.clone(),
        kind: kind(got.piece.kind),
        importance: got.piece.importance,
        column: got.cells.column,
        columns: got.cells.columns,
        row: got.cells.row,
        rows: got.cells.rows,
        headline: got.headline.map(|headline| Headline {
            style: headline.style.to_owned(),
            size_pt: (headline.size as f64 / 6553.6).round() / 10.0,
            down: headline.is_down,
        }),
        boxed: got.is_boxed,
        picture: got.picture.map(|(name, ..)| name.to_owned()),
        free_rows: got.fit.map_or(0, |fit| match &fit.overset {
            Some(over) => -i64::from(over.rows),
            None => i64::from(fit.offered.saturating_sub(fit.needed)),
        }),
    }
}

/// A row of the table of pieces.
fn row(got: &Got<'_>) -> [Message; 4] {
    let name = &got.piece.name;
    let story = match got.piece.kind {
        PieceKind::Story => msg!("{name} ({importance})", name, importance = got.piece.importance),
        _ => Message::verbatim(name),
    };
    let copy = got.fit.map_or_else(|| Message::verbatim(""), fits::copy);
    [story, words::place(got), words::dress(got), copy]
}

impl Page {
    /// Adds an alternative that was written.
    pub fn add_alternative(&mut self, number: usize, layout: PathBuf, made: &MadePage) {
        self.alternatives.push(Alternative { number, layout, points: made.points });
    }

    fn text(&self, explain: bool, language: Language) -> String {
        let mut text = format!("{}\n", self.lines.head);
        for note in &self.lines.notes {
            text.push_str(&format!("  · {note}\n"));
        }
        if explain {
            text.push_str(&format!("  {}\n", self.lines.room));
            let heads = [
                msg!("  what each piece got (importance in brackets):"),
                msg!("  where the points come from, fewer are better:"),
            ];
            let [got, account] = heads.map(|head| head.in_language(language).into_owned());
            text.push_str(&format!("{got}\n{}{account}\n", table(&self.lines.table)));
            for (points, words) in &self.lines.account {
                text.push_str(&match points {
                    points if *points >= 0 => format!("  {points:>5}  {words}\n"),
                    points => format!("         {:>5}  {words}\n", -points),
                });
            }
        }
        if self.alternatives.len() > 1 {
            for other in &self.alternatives {
                let points = counted(other.points.max(0) as usize, "point");
                let message = msg!(
                    "  alternative {number}: {points}, {layout}",
                    number = other.number,
                    points,
                    layout = other.layout.display()
                );
                text.push_str(&format!("{}\n", message.in_language(language)));
            }
            let hint = msg!(
                "  to take one: banxin makeup {dir} --page {page} --take {number}",
                dir = self.dir.display(),
                page = self.page,
                number = 2
            );
            text.push_str(&format!("{}\n", hint.in_language(language)));
        }
        text
    }
}

/// Rows with columns that line up.
fn table(rows: &[[String; 4]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: [usize; 4] = std::array::from_fn(width);
    let line = |row: &[String; 4]| {
        let cells = row.iter().zip(widths);
        let cells: String =
            cells.map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width() + 2))).collect();
        format!("    {}\n", cells.trim_end())
    };
    rows.iter().map(line).collect()
}

impl Pages {
    /// The report for eyes; its last lines are the paths of what was written.
    pub fn text(&self, explain: bool, language: Language) -> String {
        let mut text: String = self.pages.iter().map(|page| page.text(explain, language)).collect();
        if let Some(taken) = &self.taken {
            let message =
                msg!("page {page} has alternative {number} now", page = taken.page, number = taken.number);
            text.push_str(&format!("{}\n{}\n", message.in_language(language), taken.layout.display()));
        }
        let sheets = self.pages.iter().filter_map(|page| page.sheet.as_ref());
        for file in sheets.chain(self.pages.iter().map(|page| &page.layout)) {
            text.push_str(&format!("{}\n", file.display()));
        }
        text
    }
}
