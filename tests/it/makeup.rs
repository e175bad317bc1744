//! `banxin makeup` as an editor runs it: layouts that are written and kept from being written over, alternatives with their
//! sheet, and reasons.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use banxin::makeup::{Wanted, make};
use banxin::page::ItemKind;
use banxin::read::{Kept, Overlay};
use serde_json::Value;

use crate::support::pools::pool_sample;

/// The tabloid sample as a pool, in a folder of its own.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        Desk::of("tabloid")
    }

    fn of(sample: &str) -> Desk {
        Desk(pool_sample(sample).folder())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    fn change(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(self.path(name), text.replacen(from, to, 1)).expect("a file");
    }

    fn run(&self, verb: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.arg(verb).arg(self.0.path()).args(arguments);
        command.env("LC_ALL", "C").env("BANXIN_CACHE", "off").output().expect("banxin runs")
    }

    fn makeup(&self, arguments: &[&str]) -> Output {
        self.run("makeup", arguments)
    }

    fn report(&self, arguments: &[&str]) -> Value {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        serde_json::from_slice(&self.makeup(&arguments).stdout).expect("JSON")
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The width and height that a PNG says it has.
fn size(path: &Path) -> (u32, u32) {
    let bytes = fs::read(path).expect("a picture");
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && &bytes[12..16] == b"IHDR");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

const MADE: &str = "layouts/made-1.toml";
const STORIES: [&str; 5] = ["lead-skates", "second-cats", "brief-bus", "filler-ice", "column-vertical"];

#[test]
fn a_pool_becomes_a_page_that_builds() {
    let desk = Desk::new();
    let before = desk.run("check", &[]);
    assert!(err(&before).contains("error[not-made-up]"), "{}", err(&before));
    let ran = desk.makeup(&[]);
    assert_ne!(ran.status.code(), Some(2), "{}", err(&ran));
    let told = out(&ran);
    assert!(told.starts_with("page 1: ") && told.ends_with("made-1.toml\n"), "{told}");
    let layout = desk.read(MADE);
    for name in STORIES {
        assert!(layout.contains(&format!("[areas.{name}]")), "{layout}");
    }
    // The same pool, the same page.
    assert_eq!(desk.makeup(&[]).status.code(), ran.status.code());
    assert_eq!(desk.read(MADE), layout);
    // What `build` finds is what was told, and it sets what was promised.
    let report = desk.report(&[]);
    let built = desk.run("check", &["--json"]);
    let built: Value = serde_json::from_slice(&built.stdout).expect("JSON");
    let errors = |report: &Value| -> Vec<Value> {
        let findings = report["findings"].as_array().expect("a list").iter();
        findings.filter(|finding| finding["severity"] != "note").cloned().collect()
    };
    assert_eq!(errors(&report), errors(&built));
    assert!(errors(&built).iter().all(|finding| finding["severity"] != "error"), "{built:#}");
    for piece in report["pages"][0]["pieces"].as_array().expect("a list") {
        let areas = built["areas"].as_array().expect("a list");
        let area = areas.iter().find(|area| area["area"] == piece["name"]).expect("an area of its name");
        for key in ["column", "columns", "row", "rows"] {
            assert_eq!(piece[key], area[key], "{key} of {piece}");
        }
    }
}

/// A guide names stories of other pages, which stand nowhere while those are made again.
#[test]
fn pages_that_point_to_one_another_are_made_again_together_and_alone() {
    let desk = Desk::of("four-pages");
    let made = |desk: &Desk| ["1", "2", "4"].map(|page| desk.read(&format!("layouts/made-{page}.toml")));
    let first = desk.makeup(&[]);
    assert_ne!(first.status.code(), Some(2), "{}", err(&first));
    let layouts = made(&desk);
    for arguments in [&[][..], &["--page", "2"], &["--page", "1"]] {
        let again = desk.makeup(arguments);
        assert_ne!(again.status.code(), Some(2), "{arguments:?}: {}", err(&again));
        assert_eq!(made(&desk), layouts, "{arguments:?}");
    }
    // Alone where nothing else is made yet.
    for page in ["1", "4"] {
        fs::remove_file(desk.path(&format!("layouts/made-{page}.toml"))).expect("a layout");
    }
    let alone = desk.makeup(&["--page", "2"]);
    assert!(out(&alone).starts_with("page 2: "), "{}", err(&alone));
    assert_eq!(desk.read("layouts/made-2.toml"), layouts[1]);
}

#[test]
fn rules_of_the_layout_do_not_run_through_what_was_made_up() {
    let desk = Desk::new();
    desk.makeup(&[]);
    assert!(!desk.read(MADE).contains("rule"), "{}", desk.read(MADE));
    let layout = "layouts/evening.toml";
    let rules = "\n[[rule]]   # under the name\nunder = [\"masthead\"]\n\n# Through everything.\n[[rule]]\ngutter = 2\n\
                 under = [\"masthead\"]\n";
    fs::write(desk.path(layout), desk.read(layout) + rules).expect("a file");
    let ran = desk.makeup(&[]);
    assert!(!err(&ran).contains("rule-through"), "{}", err(&ran));
    let made = desk.read(MADE);
    let (_, listed) =
        made.split_once("# Those of its rules that run through nothing here.\n").expect("rules");
    // That under the masthead, which the sample has, stays too.
    let own = "[[rule]]\nrow = 11\nwidth = \"1.5pt\"\nink = \"accent\"\n\n";
    assert_eq!(listed, format!("{own}[[rule]]\nunder = [\"masthead\"]\n"));
    // However they are written.
    let headed = desk.read(layout);
    let without = headed.replace(rules, "").replace(own.trim_end(), "");
    assert!(!without.contains("[[rule]]"));
    let inline = "rule = [\n  { row = 11, width = \"1.5pt\", ink = \"accent\" },\n  { under = [\n    \"masthead\"\n  ] },\n  { gutter = 2, \
                  under = [\"masthead\"] },\n]\n";
    fs::write(desk.path(layout), inline.to_owned() + &without).expect("a file");
    desk.makeup(&[]);
    let (_, same) = desk
        .read(MADE)
        .split_once("nothing here.\n")
        .map(|(one, other)| (one.to_owned(), other.to_owned()))
        .expect("rules");
    assert_eq!(same, listed);
    fs::write(desk.path(layout), headed).expect("a file");
    // Where none is left, none is inherited.
    for rule in [own, "[[rule]]   # under the name\nunder = [\"masthead\"]\n"] {
        desk.change(layout, rule.trim_end(), "");
    }
    desk.makeup(&[]);
    assert!(desk.read(MADE).contains("\nrule = []\n") && !desk.read(MADE).contains("[[rule]]"));
    let built = desk.run("check", &[]);
    assert!(!err(&built).contains("rule-through"), "{}", err(&built));
    // The control: with the rule it is told.
    fs::write(desk.path(MADE), desk.read(MADE).replace("\nrule = []\n", "\n")).expect("a file");
    let built = desk.run("check", &[]);
    assert!(err(&built).contains("warning[rule-through]"), "{}", err(&built));
}

#[test]
fn what_somebody_changed_is_not_written_over() {
    let desk = Desk::new();
    desk.makeup(&[]);
    let layout = desk.read(MADE);
    // Line ends of another system are no change.
    fs::write(desk.path(MADE), layout.replace('\n', "\r\n")).expect("a file");
    assert_ne!(desk.makeup(&[]).status.code(), Some(2));
    assert_eq!(desk.read(MADE), layout);
    for changed in [layout.replacen("columns = ", "columns  = ", 1), "extends = \"evening\"\n".to_owned()] {
        fs::write(desk.path(MADE), &changed).expect("a file");
        let refused = desk.makeup(&["--alternatives", "2"]);
        assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
        assert!(err(&refused).contains("error[made-by-hand]") && err(&refused).contains("--force"));
        assert_eq!(desk.read(MADE), changed);
        assert!(!desk.path("layouts/alternatives").exists() && !desk.path("out/makeup-1.png").exists());
    }
    assert_ne!(desk.makeup(&["--force"]).status.code(), Some(2));
    assert_eq!(desk.read(MADE), layout);
}

#[test]
fn a_story_that_is_gone_does_not_keep_the_page_from_being_made_again() {
    let desk = Desk::new();
    desk.makeup(&[]);
    let issue = desk.read("issue.toml");
    let at = issue.find("[[pools.evening.picture]]").expect("the picture");
    let end = at + 2 + issue[at + 2..].find("\n[[").expect("another item");
    fs::write(desk.path("issue.toml"), format!("{}{}", &issue[..at], &issue[end + 1..])).expect("a file");
    let ran = desk.makeup(&[]);
    assert_ne!(ran.status.code(), Some(2), "{}", err(&ran));
    assert!(!desk.read(MADE).contains("ice-rink"));
}

#[test]
fn reasons_name_every_story() {
    let desk = Desk::new();
    let ran = desk.makeup(&["--explain"]);
    let told = out(&ran);
    for name in STORIES {
        let row = told.lines().find(|line| line.trim_start().starts_with(&format!("{name} (")));
        let row = row.unwrap_or_else(|| panic!("no row of {name}: {told}"));
        assert!(row.contains("columns ") && row.contains("rows ") && row.contains(" pt"), "{row}");
    }
    // The points are the sum of what is told.
    let account = told.split("where the points come from").nth(1).expect("the account");
    let numbers = account.lines().filter(|line| line.starts_with("  ") && !line.starts_with("         "));
    let sum: i64 = numbers.filter_map(|line| line.split_whitespace().next()?.parse::<i64>().ok()).sum();
    let report = desk.report(&[]);
    let page = &report["pages"][0];
    assert_eq!(page["points"].as_i64(), Some(sum), "{told}");
    let terms = page["terms"].as_array().expect("a list").iter();
    let terms: i64 = terms.filter_map(|term| term["points"].as_i64()).sum();
    let others =
        page["findings_points"].as_i64().expect("points") + page["white_points"].as_i64().expect("points");
    assert_eq!(terms + others, sum);
    let chinese = out(&desk.makeup(&["--explain", "--lang", "zh"]));
    assert!(chinese.contains("横题") && !chinese.contains("columns"), "{chinese}");
}

#[test]
fn alternatives_are_shown_side_by_side_and_taken() {
    let desk = Desk::new();
    let report = desk.report(&["--alternatives", "3"]);
    let others = report["pages"][0]["alternatives"].as_array().expect("a list");
    assert_eq!(others.len(), 3, "{report:#}");
    let layouts: Vec<String> =
        (1..=3).map(|number| desk.read(&format!("layouts/alternatives/made-1-{number}.toml"))).collect();
    assert_eq!(layouts[0], desk.read(MADE));
    assert!(layouts[0] != layouts[1] && layouts[1] != layouts[2]);
    let points: Vec<i64> = others.iter().filter_map(|other| other["points"].as_i64()).collect();
    assert!(points.is_sorted(), "{points:?}");
    // Three pages of 275 × 390 mm, of 800 pixels' height, side by side.
    let (width, height) = size(&desk.path("out/makeup-1.png"));
    assert!((790..=930).contains(&height) && (1_700..=2_000).contains(&width), "{width} × {height}");
    let sheet = fs::read(desk.path("out/makeup-1.png")).expect("a picture");
    // Layouts that no page names are of no matter to the issue.
    assert!(!err(&desk.run("check", &[])).contains("alternatives"));

    let taken = desk.makeup(&["--take", "3"]);
    assert_ne!(taken.status.code(), Some(2), "{}", err(&taken));
    assert!(out(&taken).contains("alternative 3"), "{}", out(&taken));
    assert_eq!(desk.read(MADE), layouts[2]);
    let none = desk.makeup(&["--take", "9"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        err(&none).contains("error[no-alternative]") && err(&none).contains("there are: 1, 2, 3"),
        "{}",
        err(&none)
    );
    // One that was taken is makeup's own work, and may be written over.
    assert_ne!(desk.makeup(&["--alternatives", "3"]).status.code(), Some(2));
    assert_eq!(desk.read(MADE), layouts[0]);
    assert_eq!(fs::read(desk.path("out/makeup-1.png")).expect("a picture"), sheet);
    // Those beyond a smaller number go.
    desk.makeup(&["--alternatives", "2"]);
    assert!(desk.path("layouts/alternatives/made-1-2.toml").exists());
    assert!(!desk.path("layouts/alternatives/made-1-3.toml").exists());
    // Nothing but a picture is written over by one.
    fs::write(desk.path("out/makeup-1.png"), "notes").expect("a file");
    let refused = desk.makeup(&["--alternatives", "2"]);
    assert!(
        refused.status.code() == Some(2) && err(&refused).contains("output-not-png"),
        "{}",
        err(&refused)
    );
}

#[test]
fn what_does_not_fit_is_told_with_a_change_that_would() {
    let desk = Desk::new();
    let story = desk.read("stories/second-cats.md");
    let sentence =
        "菜场闹老鼠不是一两年，粘鼠板放过，药也下过，摊主们都说没有什么用处，这件事便搁了下来。\n\n";
    // A little too much, and more than any page could hold.
    for (count, words) in [(60, "cut about"), (160, "the page holds about")] {
        let copy = format!("{story}\n{}", sentence.repeat(count));
        fs::write(desk.path("stories/second-cats.md"), copy).expect("a file");
        let ran = desk.makeup(&[]);
        assert_eq!(ran.status.code(), Some(1), "{}", err(&ran));
        let told = out(&ran);
        assert!(told.contains(words) && told.contains("characters"), "{told}");
    }
}

#[test]
fn pages_without_pools_are_told() {
    let desk = Desk::new();
    let unknown = desk.makeup(&["--page", "7"]);
    assert!(unknown.status.code() == Some(2) && err(&unknown).contains("error[no-such-page]"));
    assert!(!desk.path(MADE).exists());
    desk.change("issue.toml", "pool = \"evening\"\n", "");
    let ran = desk.makeup(&[]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(err(&ran).contains("error[no-pool]") && err(&ran).contains("docs/MAKEUP.md"), "{}", err(&ran));
}

#[test]
fn a_page_that_has_no_room_is_told() {
    let desk = Desk::new();
    desk.change("layouts/evening.toml", "row = 1\nrows = 10", "row = 1\nrows = 86");
    let ran = desk.makeup(&[]);
    assert_eq!(ran.status.code(), Some(1), "{}{}", out(&ran), err(&ran));
    assert!(err(&ran).contains("error[cannot-make-up]"), "{}", err(&ran));
    assert!(!desk.path(MADE).exists());
}

#[test]
fn what_stands_is_kept_where_nothing_changed() {
    let desk = Desk::new();
    let before = desk.report(&[]);
    let columns = |report: &Value| -> Vec<(String, i64, i64)> {
        let pieces = report["pages"][0]["pieces"].as_array().expect("a list").iter();
        let number = |piece: &Value, key: &str| piece[key].as_i64().expect("a number");
        let mut list: Vec<_> = pieces
            .map(|piece| (piece["name"].to_string(), number(piece, "column"), number(piece, "columns")))
            .collect();
        list.sort();
        list
    };
    assert_eq!(columns(&desk.report(&["--keep"])), columns(&before));
}

/// Pictures have other numbers where other things stand on the pages: each alternative is drawn with those of its own.
#[test]
fn an_alternative_names_the_pictures_that_stand_on_it() {
    let dir = pool_sample("four-pages").folder();
    let mut kept = Kept::default();
    let loaded = banxin::load_again(dir.path(), None, &Overlay::default(), &mut kept).expect("it is read");
    let wanted = Wanted { pages: vec![2], steps: 500, ..Wanted::default() };
    let made = make(dir.path(), &loaded, &mut kept, &wanted);
    let page = &made[0].as_ref().expect("the layouts are read")[0];
    let names = page.set.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Picture { picture, .. } => {
            let path = &page.loaded.issue.pictures[picture.0 as usize].path;
            path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
        }
        _ => None,
    });
    let names: BTreeSet<String> = names.collect();
    let own: BTreeSet<String> = page.pieces.iter().map(|piece| piece.name.clone()).collect();
    assert!(names.len() >= 3 && names.is_subset(&own), "{names:?} of {own:?}");
}
