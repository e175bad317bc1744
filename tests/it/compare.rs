//! Two states of an issue compared: each kind of change by itself, and nothing where nothing changed.
#![allow(clippy::panic)]

use crate::support::folder::{folder, set};
use banxin::compare::{ChangeKind, Differences, IssueState, PageChangeKind, Subject, compare};

const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[masthead]\nissue = \"第7期\"\n\
[[page]]\nnumber = 1\n[[page.story]]\nfile = \"a.md\"\narea = \"lead\"\n\
[[page.picture]]\nfile = \"p.png\"\narea = \"side\"\ncaption = \"江边\"\n\
[[page]]\nnumber = 2\n[[page.story]]\nfile = \"b.md\"\narea = \"lead\"\n\
[[page.story]]\nfile = \"a.md\"\narea = \"side\"\ncontinued = true\n\
[[page.guide]]\narea = \"foot\"\nitems = [{ headline = \"书房\", pages = [1] }]\n";

const LAYOUT: &str = "[page]\nwidth = \"150mm\"\nheight = \"120mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
columns = 3\ncharacters = 12\ngutter = \"1字\"\nrows = 24\n[styles.headline]\nsize = \"20pt\"\n\
[areas.masthead]\ncolumn = 1\ncolumns = 3\nrow = 1\nrows = 2\n\
[areas.lead]\ncolumn = 1\ncolumns = 2\nrow = 3\nrows = 10\n\
[areas.side]\ncolumn = 3\ncolumns = 1\nrow = 3\nrows = 22\n\
[areas.foot]\ncolumn = 1\ncolumns = 2\nrow = 14\nrows = 11\n\
[[masthead]]\ntext = \"{issue}\"\nx = \"0\"\ny = \"0\"\nwidth = \"20字\"\n";

fn files() -> Vec<(&'static str, String)> {
    let letters: Vec<char> = "河岸清清水流过桥头树影摇人来车往春夏秋冬".chars().collect();
    let copy = |seed: usize, count: usize| -> String {
        (0..count).map(|at| letters[(at * 7 + seed) % letters.len()]).collect()
    };
    vec![
        ("issue.toml", ISSUE.to_owned()),
        ("layouts/own.toml", LAYOUT.to_owned()),
        (
            "a.md",
            format!("---\nheadline: 头条\n---\n{}\n\n{}\n\n{}\n", copy(0, 60), copy(3, 90), copy(5, 110)),
        ),
        ("b.md", format!("---\nheadline: 二条\n---\n{}\n\n{}\n", copy(1, 50), copy(2, 40))),
    ]
}

type Changed<'a> = &'a [(&'a str, &'a str, &'a str)];

fn made(changes: Changed<'_>, shade: u8) -> (tempfile::TempDir, banxin::read::Loaded, banxin::Compiled) {
    let mut files = files();
    for (file, from, to) in changes {
        if from.is_empty() {
            files.push((Box::leak((*file).to_owned().into_boxed_str()), (*to).to_owned()));
            continue;
        }
        let text = &mut files.iter_mut().find(|(name, _)| name == file).expect("a file of the issue").1;
        assert!(text.contains(from), "{file} has no {from}");
        *text = text.replacen(from, to, 1);
    }
    let list: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let dir = folder(&list);
    image::RgbImage::from_pixel(300, 500, image::Rgb([shade, 140, 160]))
        .save(dir.path().join("p.png"))
        .expect("a picture");
    let (loaded, compiled) = set(dir.path());
    (dir, loaded, compiled)
}

fn differences(changes: Changed<'_>, shade: u8) -> Differences {
    let (_old, old_loaded, old_compiled) = made(&[], 120);
    let (_new, loaded, compiled) = made(changes, shade);
    let old = IssueState { loaded: &old_loaded, compiled: &old_compiled };
    compare(old, IssueState { loaded: &loaded, compiled: &compiled })
}

/// The numbers of changed pages, and each change.
fn told(changes: Changed<'_>, shade: u8) -> (Vec<u32>, Vec<String>) {
    let found = differences(changes, shade);
    let pages = found.pages.iter().map(|page| page.number).collect();
    (pages, names(&found))
}

/// Each change as its name, its kind and its pages.
fn names(found: &Differences) -> Vec<String> {
    let list = found.changes.iter().map(|change| {
        let name = match &change.subject {
            Subject::Story(name) | Subject::Picture(name) => name.as_str(),
            Subject::Furniture(kind) => kind.english(),
        };
        let what = format!("{:?}", change.kind);
        let kind = what.split([' ', '(']).next().unwrap_or_default();
        format!("{name} {kind} {:?}", change.pages)
    });
    list.collect()
}

#[track_caller]
fn assert_told(changes: Changed<'_>, pages: &[u32], wanted: &[&str]) {
    let (changed, list) = told(changes, 120);
    assert_eq!(
        (changed.as_slice(), list.iter().map(String::as_str).collect::<Vec<_>>().as_slice()),
        (pages, wanted)
    );
}

#[test]
fn an_issue_is_the_same_as_itself() {
    assert!(differences(&[], 120).is_empty());
}

#[test]
fn rewritten_stories_are_told_with_their_lines() {
    let found = differences(&[("b.md", "\n\n", "。\n\n新的一段。\n\n")], 120);
    assert_eq!(found.pages.len(), 1);
    assert_eq!((found.pages[0].number, found.pages[0].how), (2, PageChangeKind::Changed));
    let [change] = &found.changes[..] else { panic!("{found:#?}") };
    let ChangeKind::Text { old: Some(old), new: Some(new) } = &change.kind else { panic!("{found:#?}") };
    // The first paragraph ends otherwise.
    assert_eq!((old.line, new.line), (4, 4));
    assert!(new.words.ends_with('。') && !old.words.ends_with('。') && new.column == 51, "{new:?}");
    // A paragraph more at the end stands nowhere in the old manuscript.
    let last = files()[3].1.trim_end().chars().last().expect("a letter").to_string();
    let tail = format!("{last}\n\n尾声。\n");
    let text = files()[3].1.clone();
    let whole = text.trim_end().to_owned() + "\n";
    let found =
        differences(&[("b.md", &whole, &(whole.trim_end().trim_end_matches(&last).to_owned() + &tail))], 120);
    let ChangeKind::Text { old: None, new: Some(new) } = &found.changes[0].kind else { panic!("{found:#?}") };
    assert_eq!((new.line, new.words.as_str()), (8, "尾声。"));
    // A headline is a part of the story too.
    assert_told(&[("b.md", "二条", "二条新")], &[2], &["b.md Text [2]"]);
    // Blank lines are no words.
    assert_told(&[("b.md", "\n\n", "\n\n\n\n")], &[], &[]);
}

#[test]
fn a_story_that_jumps_is_relaid_where_its_first_part_shrinks() {
    let rows = [("layouts/own.toml", "row = 3\nrows = 10", "row = 3\nrows = 9")];
    let (pages, list) = told(&rows, 120);
    assert_eq!(pages, [1, 2]);
    assert_eq!(list[0], "a.md Relaid [1, 2]");
}

#[test]
fn the_same_words_in_another_look() {
    let ink = [("layouts/own.toml", "[styles.headline]\n", "[styles.headline]\nink = \"accent\"\n")];
    let (pages, list) = told(&ink, 120);
    assert_eq!(
        (pages, list),
        (vec![1, 2], vec!["a.md Redrawn [1, 2]".to_owned(), "b.md Redrawn [2]".to_owned()])
    );
    // Another measure, other lines.
    let narrow = [("layouts/own.toml", "characters = 12", "characters = 11")];
    let (_, list) = told(&narrow, 120);
    assert!(list.contains(&"a.md Relaid [1, 2]".to_owned()), "{list:?}");
}

#[test]
fn stories_come_go_move_and_change_their_names() {
    let swap = [
        ("issue.toml", "file = \"b.md\"\narea = \"lead\"", "file = \"b.md\"\narea = \"foot\""),
        ("issue.toml", "[[page.guide]]\narea = \"foot\"", "[[page.guide]]\narea = \"lead\""),
    ];
    let (pages, list) = told(&swap, 120);
    assert_eq!(pages, [2]);
    assert!(
        list[0].starts_with("b.md Moved [2]") && list.contains(&"guide Redrawn [2]".to_owned()),
        "{list:?}"
    );
    let found = differences(&swap, 120);
    let ChangeKind::Moved { from, to, instead_of } = &found.changes[0].kind else { panic!("{found:#?}") };
    assert_eq!((from[0].area.as_str(), to[0].area.as_str(), instead_of), ("lead", "foot", &None));

    let gone = [("issue.toml", "[[page.story]]\nfile = \"b.md\"\narea = \"lead\"\n", "")];
    assert_told(&gone, &[2], &["b.md Removed [2]"]);
    let other =
        [("issue.toml", "\"b.md\"", "\"c.md\""), ("c.md", "", "---\nheadline: 三条\n---\n三条的文字。\n")];
    assert_told(&other, &[2], &["c.md Replaced [2]"]);
    let ChangeKind::Replaced { old, at } = &differences(&other, 120).changes[0].kind else {
        panic!("replaced")
    };
    assert_eq!((old.as_str(), at[0].area.as_str()), ("b.md", "lead"));
    let same = files()[3].1.clone();
    let renamed = [("issue.toml", "\"b.md\"", "\"c.md\""), ("c.md", "", same.as_str())];
    assert_told(&renamed, &[], &["c.md Renamed [2]"]);
}

#[test]
fn pictures_are_told_by_what_they_hold_and_say() {
    let (pages, list) = told(&[], 90);
    assert_eq!((pages, list), (vec![1], vec!["p.png Content [1]".to_owned()]));
    assert_told(&[("issue.toml", "江边", "河边")], &[1], &["p.png Text [1]"]);
    assert_told(
        &[
            ("layouts/own.toml", "row = 3\nrows = 22", "row = 4\nrows = 21"),
            ("issue.toml", "[[page.story]]\nfile = \"a.md\"\narea = \"side\"\ncontinued = true\n", ""),
        ],
        &[1, 2],
        &["a.md Moved [1]", "a.md Relaid [1]", "p.png Cropped [1]"],
    );
}

#[test]
fn furniture_and_pages() {
    assert_told(&[("issue.toml", "第7期", "第8期")], &[1, 2], &["masthead Text [1]", "masthead Text [2]"]);
    assert_told(&[("issue.toml", "书房", "书店")], &[2], &["guide Text [2]"]);
    assert_told(
        &[("layouts/own.toml", "[[masthead]]", "[[rule]]\nrow = 13\n[[masthead]]")],
        &[1, 2],
        &["rules and panels Redrawn [1]", "rules and panels Redrawn [2]"],
    );
    let more = format!("{ISSUE}[[page]]\nnumber = 3\n[[page.story]]\nfile = \"c.md\"\narea = \"lead\"\n");
    let found = differences(
        &[("issue.toml", ISSUE, &more), ("c.md", "", "---\nheadline: 三版\n---\n三版的文字。\n")],
        120,
    );
    assert_eq!(
        found.pages.iter().map(|page| (page.number, page.how)).collect::<Vec<_>>(),
        [(3, PageChangeKind::Added)]
    );
    assert!(
        matches!(&found.changes[..], [change] if matches!(change.kind, ChangeKind::Added(_))),
        "{found:#?}"
    );
}

/// A page with two news pictures, an advertisement and the paper's name as a drawing.
fn pictured(changes: Changed<'_>) -> (tempfile::TempDir, banxin::read::Loaded, banxin::Compiled) {
    let svg = |width: u32, height: u32| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
             <rect x=\"1\" y=\"1\" width=\"7\" height=\"7\" fill=\"#204060\"/></svg>"
        )
    };
    let area = |name: &str, column: u32, row: u32, rows: u32| {
        format!("[areas.{name}]\ncolumn = {column}\ncolumns = 1\nrow = {row}\nrows = {rows}\n")
    };
    let (first, _) = LAYOUT.split_once("[areas.lead]").expect("the layout's areas");
    let layout = format!(
        "{first}{}{}{}[[masthead]]\nname = true\nwidth = \"20字\"\nheight = \"2行\"\n",
        area("one", 1, 4, 10),
        area("two", 2, 4, 10),
        area("booked", 3, 4, 10)
    );
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[masthead]\nname_art = \"name.svg\"\n\
        [[page]]\nnumber = 1\n[[page.picture]]\nfile = \"one.svg\"\narea = \"one\"\n\
        [[page.picture]]\nfile = \"two.svg\"\narea = \"two\"\ncaption = \"图二\"\n\
        [[page.ad]]\nfile = \"ad.svg\"\narea = \"booked\"\n";
    let mut files = [
        ("issue.toml", issue.to_owned()),
        ("layouts/own.toml", layout),
        ("one.svg", svg(40, 30)),
        ("two.svg", svg(40, 30)),
        ("ad.svg", svg(40, 30)),
        ("name.svg", svg(60, 20)),
    ];
    for (file, from, to) in changes {
        let text = &mut files.iter_mut().find(|(name, _)| name == file).expect("a file of the issue").1;
        assert!(text.contains(from), "{file} has no {from}");
        *text = text.replacen(from, to, 1);
    }
    let list: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let dir = folder(&list);
    let (loaded, compiled) = set(dir.path());
    (dir, loaded, compiled)
}

#[test]
fn the_picture_that_changed_is_the_one_that_is_named() {
    let told = |changes: Changed<'_>| -> Vec<String> {
        let (_old, old_loaded, old_compiled) = pictured(&[]);
        let (_new, loaded, compiled) = pictured(changes);
        let old = IssueState { loaded: &old_loaded, compiled: &old_compiled };
        names(&compare(old, IssueState { loaded: &loaded, compiled: &compiled }))
    };
    assert_eq!(told(&[]), [""; 0]);
    let (shade, other) = ("#204060", "#806040");
    assert_eq!(told(&[("ad.svg", shade, other)]), ["ad.svg Content [1]"]);
    assert_eq!(told(&[("name.svg", shade, other)]), ["name.svg Content [1]"]);
    assert_eq!(told(&[("one.svg", shade, other)]), ["one.svg Content [1]"]);
    // One window of two.
    let lower = ("layouts/own.toml", "column = 2\ncolumns = 1\nrow = 4", "column = 2\ncolumns = 1\nrow = 5");
    assert_eq!(told(&[lower]), ["two.svg Cropped [1]"]);
    // The words of a picture are its own, beside one that changed.
    assert_eq!(told(&[lower, ("one.svg", shade, other)]), ["one.svg Content [1]", "two.svg Cropped [1]"]);
    let style =
        ("layouts/own.toml", "[areas.masthead]", "[styles.caption]\nink = \"accent\"\n[areas.masthead]");
    assert_eq!(told(&[style]), ["two.svg Cropped [1]"]);
    let smaller =
        ("layouts/own.toml", "width = \"20字\"\nheight = \"2行\"", "width = \"20字\"\nheight = \"1行\"");
    assert_eq!(told(&[smaller]), ["name.svg Cropped [1]"]);
    // An advertisement comes and goes by its file.
    let swapped = [("issue.toml", "file = \"ad.svg\"", "file = \"one.svg\"")];
    assert_eq!(told(&swapped)[..2], ["ad.svg Removed [1]", "one.svg Moved [1]"]);
}
