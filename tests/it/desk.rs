//! The desk: an issue in memory that follows its files, and its pages for a screen.

use std::fs;
use std::path::Path;

use banxin::desk::{Session, View, finder};
use banxin::geometry::{Length, Point};

use crate::support::folder::folder;

const ISSUE: &str = r#"
paper = "试排报"
date = 2026-11-23
layout = "own"

[[page]]
number = 1

[[page.story]]
area = "a"
file = "stories/a.md"

[[page.story]]
area = "b"
file = "stories/b.md"

[[page.picture]]
area = "c"
file = "pictures/c.png"
"#;

/// The areas `b` and `c` stand below `a`, whose rows are given.
fn layout(rows: u32) -> String {
    let below = rows + 2;
    format!(
        "page = {{ width = \"200mm\", height = \"200mm\" }}\ngrid = {{ columns = 4, characters = 10, rows = 40 }}\n\
         [areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = {rows}\n\
         [areas.b]\ncolumn = 1\ncolumns = 2\nrow = {below}\nrows = 12\n\
         [areas.c]\ncolumn = 3\ncolumns = 2\nrow = {below}\nrows = 12\n"
    )
}

fn story(headline: &str) -> String {
    format!("---\nheadline: {headline}\n---\n今天上午大桥通车，两岸往来只要五分钟。\n")
}

fn picture(dir: &Path, level: u8) {
    let made = image::RgbImage::from_pixel(600, 400, image::Rgb([level; 3]));
    fs::create_dir_all(dir.join("pictures")).expect("a folder");
    made.save(dir.join("pictures/c.png")).expect("a picture");
}

fn desk() -> tempfile::TempDir {
    let dir = folder(&[
        ("issue.toml", ISSUE),
        ("layouts/own.toml", &layout(10)),
        ("stories/a.md", &story("大桥通车")),
        ("stories/b.md", &story("新渡口停用")),
    ]);
    picture(dir.path(), 90);
    dir
}

fn seen(session: &Session, before: Option<&View>) -> View {
    View::of(session.good().expect("it can be read"), before)
}

/// How many parts of a page are not in another state of it, and how many there are.
fn fresh(view: &View, before: &View) -> (usize, usize) {
    let known: Vec<&str> = before.sheets[0].parts.iter().map(|part| part.digest.as_str()).collect();
    let parts = &view.sheets[0].parts;
    (parts.iter().filter(|part| !known.contains(&part.digest.as_str())).count(), parts.len())
}

#[test]
fn a_change_of_words_changes_the_part_with_the_words_alone() {
    let dir = desk();
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    let before = seen(&session, None);
    session.refresh(&[]);
    let same = seen(&session, Some(&before));
    assert_eq!(
        (same.sheets[0].digest.as_str(), fresh(&same, &before).0),
        (before.sheets[0].digest.as_str(), 0)
    );
    fs::write(dir.path().join("stories/b.md"), story("老渡口停用")).expect("written");
    session.refresh(&[dir.path().join("stories/b.md")]);
    let after = seen(&session, Some(&before));
    let (changed, all) = fresh(&after, &before);
    assert!(changed == 1 && all >= 3, "{changed} of {all}");
    // The same as if it were read for the first time.
    let mut other = Session::new(dir.path());
    other.refresh(&[]);
    assert_eq!(seen(&other, None).sheets[0].digest, after.sheets[0].digest);
}

#[test]
fn what_is_only_moved_keeps_its_parts() {
    let dir = desk();
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    let before = seen(&session, None);
    fs::write(dir.path().join("layouts/own.toml"), layout(13)).expect("written");
    session.refresh(&[]);
    let after = seen(&session, Some(&before));
    // The first story is set in more rows; the second and the picture stand lower.
    let (changed, all) = fresh(&after, &before);
    assert!(changed <= 1 && all >= 3, "{changed} of {all}");
    assert_ne!(after.sheets[0].digest, before.sheets[0].digest);
    let moved =
        |view: &View| view.sheets[0].areas.iter().find(|area| area.name == "b").map(|area| area.parts[0].y);
    assert!(moved(&after) > moved(&before));
}

#[test]
fn another_picture_of_the_same_name_is_read_again_and_the_same_one_is_not() {
    let dir = desk();
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    let before = seen(&session, None);
    let pixels = |view: &View| match &view.issue.loaded.issue.pictures[0].data {
        banxin::issue::PictureData::Raster { pixels, .. } => std::sync::Arc::clone(pixels),
        other => panic!("{other:?}"),
    };
    session.refresh(&[]);
    assert!(std::sync::Arc::ptr_eq(&pixels(&before), &pixels(&seen(&session, None))), "it was kept");
    picture(dir.path(), 200);
    session.refresh(&[dir.path().join("pictures/c.png")]);
    let after = seen(&session, Some(&before));
    assert_ne!(pixels(&before), pixels(&after));
    assert_eq!(fresh(&after, &before).0, 1);
    let name = |view: &View| {
        let svg = view.sheets[0].parts.iter().find(|part| part.svg.contains("<image")).expect("a picture");
        svg.svg.split("picture/").nth(1).and_then(|rest| rest.split('"').next()).expect("a name").to_owned()
    };
    assert!(matches!(after.picture(&name(&after)), Some(Ok(file)) if file.media == "image/jpeg"));
    assert!(after.picture(&name(&before)).is_none(), "the old one is not shown any more");
}

#[test]
fn broken_input_keeps_the_last_good_issue_and_gives_its_findings() {
    let dir = desk();
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    let before = seen(&session, None).sheets[0].digest.clone();
    fs::write(dir.path().join("issue.toml"), ISSUE.replace("layout =", "layout ==")).expect("written");
    session.refresh(&[]);
    let refused = session.refused().expect("it cannot be read");
    assert!(!refused.diagnostics.is_empty());
    assert_eq!(seen(&session, None).sheets[0].digest, before);
    fs::write(dir.path().join("issue.toml"), ISSUE).expect("written");
    session.refresh(&[]);
    assert!(session.refused().is_none());
    assert_eq!(seen(&session, None).sheets[0].digest, before);
}

#[test]
fn a_point_of_the_page_leads_to_the_character_and_an_area_to_its_places() {
    let dir = desk();
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    let view = seen(&session, None);
    let (page, sheet) = view.page(1).expect("the page");
    let sources = view.issue.sources();
    let area = |name: &str| sheet.areas.iter().find(|area| area.name == name).expect("an area");
    // Over the whole of the first area every place that is found lies in its manuscript and holds what is shown.
    let rect = area("a").parts[0];
    let mut found = 0;
    for step in 0..40 * 40 {
        let part = |length: Length, nth: i64| length.scale(2 * nth + 1, 80);
        let point = Point::new(rect.x + part(rect.width, step % 40), rect.y + part(rect.height, step / 40));
        let at = finder::at(page, sheet, point);
        assert_eq!(at.area.map(|area| sheet.areas[area].name.as_str()), Some("a"));
        if at.words.is_empty() {
            continue;
        }
        let span = at.source.expect("words have a place");
        assert!(sources.path(span.file).ends_with("stories/a.md"));
        let text = &sources.get(span.file).expect("it was read").text[span.range];
        assert!(at.words.contains(text), "{text} is not in {}", at.words);
        found += 1;
    }
    assert!(found > 100, "{found}");
    let picture = area("c");
    let middle = Point::new(picture.parts[0].x + Length::pt(20), picture.parts[0].y + Length::pt(20));
    let at = finder::at(page, sheet, middle);
    let span = at.source.expect("where the issue names it");
    assert_eq!(&sources.get(span.file).expect("it was read").text[span.range], "\"pictures/c.png\"");
}
