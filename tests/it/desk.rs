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
        banxin::issue::PictureData::Raster { pixels, .. } => pixels.clone(),
        other => panic!("{other:?}"),
    };
    session.refresh(&[]);
    assert!(pixels(&before).are(&pixels(&seen(&session, None))), "it was kept");
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

/// The name of the first picture of the first page.
fn picture_name(view: &View) -> String {
    let mut names = view.picture_names().into_iter();
    names.next().expect("a picture")
}

#[test]
fn a_picture_of_the_same_size_and_time_is_read_again_where_the_folder_has_a_relative_name() {
    let dir = desk();
    let here = std::env::current_dir().expect("a folder");
    let up: std::path::PathBuf = here.components().skip(1).map(|_| "..").collect();
    let relative = up.join(dir.path().strip_prefix("/").expect("an absolute path"));
    let mut session = Session::new(&relative);
    session.refresh(&[]);
    let before = picture_name(&seen(&session, None));
    let file = dir.path().join("pictures/c.png");
    let time = fs::metadata(&file).and_then(|file| file.modified()).expect("a time");
    let size = fs::metadata(&file).expect("a file").len();
    picture(dir.path(), 91);
    fs::File::options().write(true).open(&file).and_then(|file| file.set_modified(time)).expect("its time");
    assert_eq!(fs::metadata(&file).expect("a file").len(), size);
    session.refresh(&[]);
    assert_eq!(picture_name(&seen(&session, None)), before, "the control: nobody told of it");
    session.refresh(&[file.canonicalize().expect("a path")]);
    assert_ne!(picture_name(&seen(&session, None)), before);
}

#[test]
fn names_of_pictures_tell_what_shows_of_them_and_the_press() {
    let dir = desk();
    let with_alpha = |alpha: u8| {
        let made = image::RgbaImage::from_fn(600, 400, |x, _| {
            image::Rgba([90, 90, 90, if x < 300 { alpha } else { 255 }])
        });
        made.save(dir.path().join("pictures/c.png")).expect("a picture");
    };
    let mut session = Session::new(dir.path());
    let mut name = |changed: &str| {
        session.refresh(&[dir.path().join(changed)]);
        picture_name(&seen(&session, None))
    };
    with_alpha(0);
    let first = name("pictures/c.png");
    with_alpha(120);
    let second = name("pictures/c.png");
    assert_ne!(first, second, "the pixels are the same, what shows of them is not");
    with_alpha(0);
    assert_eq!(name("pictures/c.png"), first, "the control");
}

#[test]
fn the_files_of_an_issue_are_all_that_it_asks_for_there_or_not() {
    let dir = desk();
    let face = "faces.own = { file = \"fonts/own.otf\" }\npress = { profile = \"own.icc\" }\n";
    fs::write(dir.path().join("layouts/own.toml"), format!("{face}{}", layout(10))).expect("written");
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    assert!(session.refused().is_some());
    let files: Vec<&Path> = session.files().collect();
    for name in
        ["issue.toml", "layouts/own.toml", "stories/a.md", "pictures/c.png", "own.icc", "fonts/own.otf"]
    {
        assert!(files.iter().any(|file| file.ends_with(name)), "{name} is not in {files:?}");
    }
}

#[test]
fn white_of_the_overlay_is_that_of_the_findings() {
    let dir = desk();
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    assert_eq!(seen(&session, None).sheets[0].holes, []);
    // The story of `b` is gone: its area of two columns by twelve rows is empty, with what lies below it.
    let story = "[[page.story]]\narea = \"b\"\nfile = \"stories/b.md\"\n";
    assert!(ISSUE.contains(story));
    // Something below, for a page that simply ends has no hole.
    let below = "[areas.d]\ncolumn = 1\ncolumns = 4\nrow = 26\nrows = 4\n";
    fs::write(dir.path().join("layouts/own.toml"), format!("{}{below}", layout(10))).expect("written");
    let moved = "[[page.story]]\narea = \"d\"\nfile = \"stories/b.md\"\n";
    fs::write(dir.path().join("issue.toml"), ISSUE.replace(story, moved)).expect("written");
    session.refresh(&[]);
    let view = seen(&session, None);
    let told = view.issue.findings().filter(|(_, finding)| finding.code.name() == "white-hole").count();
    let holes = &view.sheets[0].holes;
    assert!(told > 0 && holes.len() == told, "{told} findings, {holes:?}");
    assert!(holes[0].columns >= 2 && holes[0].rows >= 12, "{holes:?}");
    let area = &view.sheets[0].areas[1].parts[0];
    assert!(holes[0].rect.y <= area.y + area.height / 2 && area.y <= holes[0].rect.bottom(), "{holes:?}");
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

#[test]
fn a_picture_inside_a_story_leads_to_where_the_issue_names_it() {
    let dir = desk();
    picture(dir.path(), 90);
    fs::copy(dir.path().join("pictures/c.png"), dir.path().join("pictures/d.png")).expect("copied");
    let inside = "\n[[page.picture]]\narea = \"a\"\nfile = \"pictures/d.png\"\n\
                  inside = { column = 3, columns = 2, row = 5, rows = 6 }\n";
    fs::write(dir.path().join("issue.toml"), format!("{ISSUE}{inside}")).expect("written");
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    let view = seen(&session, None);
    let (page, sheet) = view.page(1).expect("the page");
    let windows = page.items.iter().filter_map(|item| match &item.kind {
        banxin::page::ItemKind::Picture { window, .. } => Some(*window),
        _ => None,
    });
    let named: Vec<String> = windows
        .map(|window| Point::new(window.x + window.width / 2, window.y + window.height / 2))
        .map(|middle| finder::at(page, sheet, middle).source.expect("a place"))
        .map(|span| view.issue.sources().get(span.file).expect("it was read").text[span.range].to_owned())
        .collect();
    assert_eq!(named, ["\"pictures/d.png\"", "\"pictures/c.png\""]);
}

/// An issue of three pages with a story each; that of the first goes on on the third.
fn three_pages() -> tempfile::TempDir {
    let layout = "page = { width = \"200mm\", height = \"200mm\" }\n\
                  grid = { columns = 4, characters = 10, rows = 40 }\n\
                  areas.a = { column = 1, columns = 4, row = 1, rows = 12 }\n\
                  areas.b = { column = 1, columns = 4, row = 14, rows = 12 }\n";
    let page = |number: u32, story: &str| {
        format!("[[page]]\nnumber = {number}\n[[page.story]]\narea = \"a\"\nfile = \"stories/{story}.md\"\n")
    };
    let more = "[[page.story]]\narea = \"b\"\nfile = \"stories/a.md\"\ncontinued = true\n";
    let issue = format!(
        "paper = \"试排报\"\ndate = 2026-11-23\nlayout = \"own\"\n{}{}{}{more}",
        page(1, "a"),
        page(2, "b"),
        page(3, "c")
    );
    let long = format!("---\nheadline: 大桥通车\n---\n{}\n", "今天上午大桥通车。".repeat(90));
    folder(&[
        ("issue.toml", &issue),
        ("layouts/own.toml", layout),
        ("stories/a.md", &long),
        ("stories/b.md", &story("新渡口停用")),
        ("stories/c.md", &story("灯塔")),
    ])
}

#[test]
fn the_page_that_changed_is_set_before_the_others() {
    let dir = three_pages();
    let at = |name: &str| dir.path().join(name);
    let mut session = Session::new(dir.path());
    session.refresh(&[]);
    let drawn =
        |view: &View| -> Vec<String> { view.sheets.iter().map(|sheet| sheet.drawn.clone()).collect() };
    // The pages that are others than before, after the first step and after both; the whole as if set at once.
    let mut steps = |changed: &str, shown: &[u32]| {
        let before = seen(&session, None);
        let is_left = session.refresh_first(&[at(changed)], shown);
        assert!(session.refused().is_none(), "{:?}", session.refused());
        let first = seen(&session, Some(&before));
        session.refresh_rest();
        let last = seen(&session, Some(&first));
        let mut anew = Session::new(dir.path());
        anew.refresh(&[]);
        let anew = seen(&anew, None);
        assert_eq!(drawn(&last), drawn(&anew));
        let digests =
            |view: &View| -> Vec<String> { view.sheets.iter().map(|sheet| sheet.digest.clone()).collect() };
        assert_eq!(digests(&last), digests(&anew));
        assert!(last.issue.findings().eq(anew.issue.findings()));
        let others = |view: &View| -> Vec<usize> {
            let pairs = drawn(view).into_iter().zip(drawn(&before)).enumerate();
            pairs.filter(|(_, (now, before))| now != before).map(|(at, _)| at + 1).collect()
        };
        (is_left, others(&first), others(&last))
    };
    fs::write(at("stories/b.md"), story("老渡口停用")).expect("written");
    assert_eq!(steps("stories/b.md", &[]), (true, vec![2], vec![2]));
    // A page that something else changed on is looked at: what changed comes first all the same.
    fs::write(at("stories/c.md"), story("老灯塔")).expect("written");
    assert_eq!(steps("stories/c.md", &[2]), (true, vec![3], vec![3]));
    // A story that goes on: both pages at once, whichever is looked at.
    let long = fs::read_to_string(at("stories/a.md")).expect("it is there").replace("今天", "昨天");
    fs::write(at("stories/a.md"), long).expect("written");
    assert_eq!(steps("stories/a.md", &[3]), (true, vec![1, 3], vec![1, 3]));
    // The layout changes all of them: the one that is looked at comes first.
    let layout = fs::read_to_string(at("layouts/own.toml")).expect("it is there");
    let wider = layout.replace("row = 1, rows = 12", "row = 1, rows = 12, text_columns = 2");
    assert_ne!(wider, layout);
    fs::write(at("layouts/own.toml"), wider).expect("written");
    assert_eq!(steps("layouts/own.toml", &[2]), (true, vec![2], vec![1, 2, 3]));
    fs::write(at("layouts/own.toml"), &layout).expect("written");
    assert_eq!(steps("layouts/own.toml", &[]), (false, vec![1, 2, 3], vec![1, 2, 3]));
    // Another file in the list: the numbers of files are others, all pages are set at once.
    let issue = fs::read_to_string(at("issue.toml")).expect("it is there");
    fs::write(at("issue.toml"), issue.replace("stories/b.md", "stories/d.md")).expect("written");
    fs::write(at("stories/d.md"), story("又一个渡口")).expect("written");
    assert_eq!(steps("stories/d.md", &[2]), (false, vec![2], vec![2]));
}
