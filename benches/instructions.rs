//! Instructions per character of the hot stages, counted by callgrind: the same number on a busy
//! machine and an idle one.
//!
//! `cargo bench --bench instructions -- --check` counts and compares with `benches/budget.txt`;
//! `-- --write` counts and writes it anew. Without either, every stage runs once.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod support;

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};

use banxin::font::Library;
use banxin::geometry::Length;
use banxin::layout::Align;
use banxin::line::{self, Method, Setting};
use banxin::page::{ItemKind, Page};
use banxin::text::{self, GlyphForm, House, Paragraph, ShapeRun, Shaper, TextStyle, prepare, prepare_into};
use banxin::{compile, pdf, read};

const STAGES: [&str; 6] = ["shape", "prepare", "greedy", "total-fit", "lines", "press"];

/// Rounds of the shorter run; the longer one has twice as many, and the difference is counted.
const ROUNDS: usize = 20;

/// What a count may be over its budget, in hundredths: compilers differ a little.
const TOLERANCE: f64 = 3.0;

const EM: Length = Length::pt(9);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if let [stage, rounds, ..] = &arguments[..]
        && let (true, Ok(rounds)) = (STAGES.contains(&stage.as_str()), rounds.parse())
    {
        run(stage, rounds);
        return ExitCode::SUCCESS;
    }
    if !has("--check") && !has("--write") {
        STAGES.into_iter().for_each(|stage| run(stage, 1));
        return ExitCode::SUCCESS;
    }
    let paragraphs = support::characters(&support::paragraphs()) as f64;
    let mut counted = Vec::new();
    for stage in STAGES {
        let (Some(short), Some(long)) = (count(stage, ROUNDS), count(stage, ROUNDS * 2)) else {
            eprintln!("valgrind is needed to count instructions");
            return ExitCode::FAILURE;
        };
        let characters = if stage == "press" { Front::new().characters() } else { paragraphs };
        counted.push((stage, (long - short) as f64 / (ROUNDS as f64 * characters)));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/budget.txt");
    if has("--write") {
        let rows: String = counted.iter().map(|(stage, count)| format!("{stage} {count:.1}\n")).collect();
        let head =
            "# Instructions per character, as counted by `cargo bench --bench instructions -- --write`.\n";
        std::fs::write(file, head.to_owned() + &rows).expect("the budget can be written");
        return ExitCode::SUCCESS;
    }
    let budget = std::fs::read_to_string(file).expect("benches/budget.txt");
    let over = over_budget(&budget, &counted);
    for (stage, count) in &counted {
        println!("{stage:10} {count:7.1} instructions per character");
    }
    // The check itself is checked: half the budget must be too little.
    let halved: Vec<_> = counted.iter().map(|(stage, count)| (*stage, count * 2.0)).collect();
    assert_eq!(over_budget(&budget, &halved).len(), STAGES.len(), "twice the instructions were not noticed");
    for line in &over {
        eprintln!("{line}");
    }
    if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Stages that take more than their budget, or have none.
fn over_budget(budget: &str, counted: &[(&str, f64)]) -> Vec<String> {
    let mut over = Vec::new();
    for (stage, count) in counted {
        let rows = budget.lines().filter_map(|row| row.split_once(' '));
        let given =
            rows.into_iter().find(|(name, _)| name == stage).and_then(|(_, count)| count.parse::<f64>().ok());
        match given {
            Some(given) if *count > given * (1.0 + TOLERANCE / 100.0) => {
                over.push(format!("{stage}: {count:.1} instructions per character, the budget is {given}"));
            }
            Some(_) => {}
            None => over.push(format!("{stage} has no budget")),
        }
    }
    over
}

/// Instructions of so many rounds of a stage; `None` where valgrind is not to be had.
fn count(stage: &str, rounds: usize) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([stage, &rounds.to_string()])
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let row = told.lines().find(|row| row.contains("Collected"))?;
    row.rsplit(' ').next()?.parse().ok()
}

/// The front page of the sample without its pictures, for the PDF stage.
struct Front {
    loaded: read::Loaded,
    pages: Vec<Page>,
}

impl Front {
    fn new() -> Front {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/front-page");
        let loaded = banxin::load(&sample).expect("the sample loads");
        let mut pages = compile(&loaded).pages;
        for page in &mut pages {
            page.items.retain(|item| !matches!(item.kind, ItemKind::Picture { .. }));
        }
        Front { loaded, pages }
    }

    fn characters(&self) -> f64 {
        self.pages.iter().map(|page| page.text.chars().count() as f64).sum()
    }

    /// Writes the press file again and again, with all in the cache that a cache can hold.
    fn press(&self, rounds: usize) {
        let document = pdf::Document::of(&self.loaded, &self.pages);
        let cache = pdf::Cache::default();
        // Threads that look for work would be counted too.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one");
        pool.install(|| {
            for _ in 0..rounds {
                black_box(pdf::write_with(&document, &cache)).expect("a PDF");
            }
        });
    }
}

fn run(stage: &str, rounds: usize) {
    if stage == "press" {
        return Front::new().press(rounds);
    }
    let library = Library::embedded();
    let face = library.find("song").expect("an embedded face");
    let house = House::default();
    let style = TextStyle::new(face, EM, &house);
    let texts = support::paragraphs();
    let mut shaper = Shaper::new(&library);
    let prepared: Vec<Paragraph> = texts.iter().map(|text| prepare(text, &style, &mut shaper)).collect();
    let plain: Vec<String> = texts.iter().map(banxin::issue::Text::to_plain).collect();
    let mut glyphs = Vec::new();
    let (mut scratch, mut paragraph) = (text::Scratch::default(), Paragraph::default());
    let (mut room, mut lines) = (line::Scratch::default(), line::Lines::default());
    let setting = Setting::new(EM * 13, EM * 2, Align::Justify);
    let greedy = Setting { method: Method::Greedy, ..setting };
    for _ in 0..rounds {
        match stage {
            "shape" => plain.iter().for_each(|text| {
                glyphs.clear();
                let run = ShapeRun { face, text: black_box(text), vertical: false, form: GlyphForm::Text };
                shaper.shape(&run, &mut glyphs);
                black_box(&glyphs);
            }),
            "prepare" => texts.iter().for_each(|text| {
                prepare_into(black_box(text), &style, &mut shaper, &mut scratch, &mut paragraph);
                black_box(&paragraph);
            }),
            "greedy" => prepared.iter().for_each(|paragraph| {
                line::choose(black_box(paragraph), &greedy, &mut room);
                black_box(&room);
            }),
            "total-fit" => prepared.iter().for_each(|paragraph| {
                line::choose(black_box(paragraph), &setting, &mut room);
                black_box(&room);
            }),
            _ => prepared.iter().for_each(|paragraph| {
                line::set_into(black_box(paragraph), &setting, &mut room, &mut lines);
                black_box(&lines);
            }),
        }
    }
}
