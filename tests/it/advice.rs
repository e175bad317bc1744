//! Ways out are tried: a page with a fault is set, what the finding advises is done to the letter, with the numbers that it
//! names, and the finding is gone.
//!
//! A case is an issue, the code of its fault, and for each thing that the advice offers how it is done: a search for its
//! words in the advice, and what is written instead in a file.
#![allow(clippy::panic)]

use banxin::diagnostic::Diagnostic;
use banxin::message::Language;

use crate::support::folder::folder;

const GRID: &str = "[page]\nwidth = \"220mm\"\nheight = \"220mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 6\n\
characters = 8\nrows = 40\nhead = \"12mm\"\n[copyfit]\norder = []\n[house]\nsilent = [\"page-cut\", \"gutter-through\"]\n";

/// A picture four wide and three high.
const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'><path d='M0 0h4v3z'/></svg>";

/// Files by their names.
type Files = Vec<(&'static str, String)>;

/// So many characters in paragraphs of forty.
fn copy(characters: usize) -> String {
    const WORDS: &str = "江水上涨沿岸各区做好防汛准备巡查堤坝清淤排涝水库错峰泄洪渡轮停航学校通知";
    let all: Vec<char> = WORDS.chars().cycle().take(characters).collect();
    all.chunks(40).map(|part| part.iter().collect::<String>() + "\n\n").collect()
}

/// An issue of one page, with a layout over the grid.
fn issue(layout: &str, page: &str, story: &str) -> Files {
    let head = "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = 1\n";
    vec![
        ("issue.toml", format!("{head}{page}")),
        ("layouts/own.toml", format!("{GRID}{layout}")),
        ("s.md", story.to_owned()),
        ("p.svg", PICTURE.to_owned()),
    ]
}

/// A story in the area `a`.
fn story(layout: &str, headline: &str, characters: usize) -> Files {
    let text = format!("---\nheadline: {headline}\n---\n\n{}", copy(characters));
    issue(layout, "[[page.story]]\nfile = \"s.md\"\narea = \"a\"\n", &text)
}

fn found(files: &Files) -> Vec<Diagnostic> {
    let list: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    match banxin::load(folder(&list).path()) {
        Ok(loaded) => {
            let compiled = banxin::compile(&loaded);
            loaded.findings.iter().chain(&compiled.findings).cloned().collect()
        }
        Err(refused) => refused.diagnostics,
    }
}

fn with(files: &Files, name: &str, change: impl Fn(&str) -> String) -> Files {
    let mut files = files.clone();
    let file = files.iter_mut().find(|(known, _)| *known == name).expect("a file of the case");
    let changed = change(&file.1);
    assert_ne!(changed, file.1, "nothing changed in {name}");
    file.1 = changed;
    files
}

/// The number that stands between words of an advice.
fn number(advice: &str, before: &str, after: &str) -> f64 {
    let from =
        advice.find(before).unwrap_or_else(|| panic!("`{before}` is not in `{advice}`")) + before.len();
    let rest = &advice[from..];
    let to = rest.find(after).unwrap_or_else(|| panic!("`{after}` is not behind `{before}` in `{advice}`"));
    rest[..to].trim().parse().unwrap_or_else(|_| panic!("`{}` is no number: {advice}", &rest[..to]))
}

/// One thing that an advice offers: its name, and how it is done.
type Step = (&'static str, fn(&str, &Files) -> Files);

fn check(code: &str, files: &Files, steps: &[Step]) {
    let of_code = |files: &Files| found(files).into_iter().find(|finding| finding.code == code);
    let finding = of_code(files).unwrap_or_else(|| panic!("{code} is not told: {:#?}", found(files)));
    let advice = finding.way_out(Language::English).into_owned();
    for (name, step) in steps {
        let after = step(&advice, files);
        if let Some(still) = of_code(&after) {
            panic!(
                "{code}: `{advice}` was followed ({name}), and still: {} ({:?})",
                still.message, still.help
            );
        }
    }
}

/// Takes characters from the end of the story.
fn cut(files: &Files, characters: f64) -> Files {
    with(files, "s.md", |text| {
        let mut left = characters as usize;
        let mut kept: Vec<char> = text.chars().collect();
        while left > 0 {
            left -= usize::from(kept.pop().expect("it is as long") != '\n');
        }
        kept.into_iter().collect()
    })
}

fn add(files: &Files, characters: f64) -> Files {
    with(files, "s.md", |text| format!("{}{}", text.trim_end(), copy(characters as usize)))
}

/// Writes a key of the layout anew.
fn key(files: &Files, old: &str, new: &str) -> Files {
    with(files, "layouts/own.toml", |text| text.replace(old, new))
}

#[test]
fn copy_that_is_too_long() {
    let fixed = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\n";
    check(
        "overset",
        &story(fixed, "大江水位上涨", 800),
        &[
            ("cut", |advice, files| cut(files, number(advice, "cut ", " character"))),
            ("taller", |advice, files| {
                let more = number(advice, "make the area ", " row") as u32;
                key(files, "rows = 20", &format!("rows = {}", 20 + more))
            }),
        ],
    );
    let limited = "[areas.a]\nhead = true\ncolumns = \"1-3\"\nmax_rows = 9\n";
    check(
        "overset",
        &story(limited, "大江水位上涨", 500),
        &[
            ("cut", |advice, files| cut(files, number(advice, "cut ", " character"))),
            ("max_rows", |advice, files| {
                let most = advice.rsplit("max_rows = ").next().expect("it is named");
                key(files, "max_rows = 9", &format!("max_rows = {most}"))
            }),
        ],
    );
    let given = "[areas.a]\nhead = true\ncolumns = \"1-3\"\nrows = 9\n";
    check(
        "overset",
        &story(given, "大江水位上涨", 500),
        &[("rows", |advice, files| {
            let more = advice.rsplit("rows = ").next().expect("it is named");
            key(files, "\nrows = 9", &format!("\nrows = {more}"))
        })],
    );
    let down = "[areas.a]\ncolumn = 1\ncolumns = 3\nrow = 1\nrows = 12\nwriting = \"down\"\n";
    check(
        "overset",
        &story(down, "大江水位上涨", 900),
        &[("cut", |advice, files| cut(files, number(advice, "cut ", " character")))],
    );
    // The headline leaves no row.
    let none = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 3\n";
    check(
        "overset",
        &story(none, "大江水位上涨", 100),
        &[("taller", |advice, files| {
            let more = number(advice, "make the area ", " row") as u32;
            key(files, "\nrows = 3", &format!("\nrows = {}", 3 + more))
        })],
    );
}

#[test]
fn copy_that_is_too_short() {
    let fixed = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 30\n";
    check(
        "underset",
        &story(fixed, "大江水位上涨", 500),
        &[
            ("add", |advice, files| add(files, number(advice, "add about ", " character"))),
            ("shorter", |advice, files| {
                let less = number(advice, "make the area ", " row") as u32;
                key(files, "\nrows = 30", &format!("\nrows = {}", 30 - less))
            }),
        ],
    );
    let rest = "[areas.a]\nhead = true\ncolumns = \"1-3\"\nrows = \"rest\"\n";
    check(
        "underset",
        &story(rest, "大江水位上涨", 300),
        &[
            ("add", |advice, files| add(files, number(advice, "add about ", " character"))),
            ("copy", |advice, files| {
                assert!(advice.ends_with("rows = \"copy\""), "{advice}");
                key(files, "rows = \"rest\"", "rows = \"copy\"")
            }),
        ],
    );
}

#[test]
fn headlines_that_do_not_fit() {
    let fixed = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 2\n";
    check(
        "headline-overset",
        &story(fixed, "大江水位上涨", 30),
        &[("taller", |advice, files| {
            let more = number(advice, "make the area ", " row") as u32;
            key(files, "\nrows = 2", &format!("\nrows = {}", 2 + more))
        })],
    );
    let place =
        "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\nheadline_at = { columns = 4, rows = 2 }\n";
    check(
        "headline-overset",
        &story(place, "大江水位上涨", 30),
        &[("headline_at", |advice, files| {
            let rows = number(advice, "headline_at` ", " row") as u32;
            key(files, "columns = 4, rows = 2", &format!("columns = 4, rows = {rows}"))
        })],
    );
    let size = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\nheadline_size = 1\n";
    check(
        "headline-rows",
        &story(size, "大江水位上涨", 300),
        &[("headline_size", |advice, files| {
            let rows = number(advice, "headline_size = ", " in area") as u32;
            key(files, "headline_size = 1", &format!("headline_size = {rows}"))
        })],
    );
    let wide =
        "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\nheadline = \"left\"\nheadline_size = 1\n";
    check(
        "headline-width",
        &story(wide, "大江水位上涨", 300),
        &[("headline_size", |advice, files| {
            let size = number(advice, "headline_size = ", " in area") as u32;
            key(files, "headline_size = 1", &format!("headline_size = {size}"))
        })],
    );
    // A line that is condensed too far tells how many characters it has too many.
    let narrow = "[areas.a]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 20\n[styles.headline]\nsize = \"20pt\"\nlines = 1\n";
    let long = "大江水位今晨继续上涨两岸做好防汛";
    let shorter: Step = ("shorten", |advice, files| {
        let over = number(advice, "shorten it by ", " character") as usize;
        let kept: String = "大江水位今晨继续上涨两岸做好防汛".chars().rev().skip(over).collect();
        let kept: String = kept.chars().rev().collect();
        with(files, "s.md", |text| text.replace("大江水位今晨继续上涨两岸做好防汛", &kept))
    });
    check("headline-too-long", &story(narrow, long, 100), &[shorter]);
    let down = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 12\nheadline = \"left\"\n[styles.headline]\nsize = \"20pt\"\n\
                lines = 1\n";
    check("headline-too-long", &story(down, long, 100), &[shorter]);
}

#[test]
fn guides_captions_and_tables_that_do_not_fit() {
    let area = "[areas.a]\ncolumn = 1\ncolumns = 3\nrow = 1\nrows = 5\n";
    let items: String = (2..8)
        .map(|page| format!("{{ headline = \"大江水位今晨继续上涨\", pages = [{page}] }},\n"))
        .collect();
    let guide = format!("[[page.guide]]\narea = \"a\"\nitems = [\n{items}]\n");
    check(
        "guide-overset",
        &issue(area, &guide, ""),
        &[("more rows", |advice, files| {
            let more = number(advice, "give the area ", " row") as u32;
            key(files, "\nrows = 5", &format!("\nrows = {}", 5 + more))
        })],
    );
    for inset in ["", "inset = \"1字\"\nframe = { width = \"1pt\" }\n"] {
        let words = "大江水位今晨继续上涨".repeat(12);
        let picture = format!("[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ncaption = \"{words}\"\n");
        check(
            "caption-overset",
            &issue(&format!("{area}{inset}"), &picture, ""),
            &[("higher", |advice, files| {
                let rows = number(advice, "give it ", " row") as u32;
                key(files, "\nrows = 5", &format!("\nrows = {rows}"))
            })],
        );
    }
    let mut table = issue(area, "[[page.table]]\nfile = \"t.csv\"\narea = \"a\"\n", "");
    table.push(("t.csv", "城市,水位\n".to_owned() + &"江城,12\n".repeat(9)));
    check(
        "table-overset",
        &table,
        &[
            ("taller", |advice, files| {
                let more = number(advice, "make the area ", " row") as u32;
                key(files, "\nrows = 5", &format!("\nrows = {}", 5 + more))
            }),
            ("take out", |advice, files| {
                let less = number(advice, "take ", " row") as usize;
                with(files, "t.csv", |text| {
                    let lines: Vec<&str> = text.lines().collect();
                    lines[..lines.len() - less].join("\n")
                })
            }),
        ],
    );
    let long = "大江水位今晨继续上涨".repeat(20);
    let picture = format!("[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ncaption = \"{long}\"\n");
    check(
        "caption-too-long",
        &issue(&area.replace("rows = 5", "rows = 30"), &picture, ""),
        &[("lines", |advice, files| {
            let lines = number(advice, "lines = ", " in the style") as u32;
            key(files, "[page]\n", &format!("[styles.caption]\nlines = {lines}\n[page]\n"))
        })],
    );
}

#[test]
fn shapes_of_a_layout() {
    let layout = |area: &str| story(area, "大江水位上涨", 300);
    let narrow = "[areas.a]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 20\ntext_columns = 5\n";
    check(
        "measure-too-narrow",
        &layout(narrow),
        &[("fewer", |advice, files| {
            let most = number(advice, "at most ", " text column") as u32;
            key(files, "text_columns = 5", &format!("text_columns = {most}"))
        })],
    );
    let inset = "[areas.a]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 20\ninset = \"5字\"\n";
    check(
        "inset-too-large",
        &layout(inset),
        &[("inset", |advice, files| {
            let most = number(advice, "an inset of ", "pt");
            key(files, "inset = \"5字\"", &format!("inset = \"{most}pt\""))
        })],
    );
    let outside = "[areas.a]\ncolumn = 4\ncolumns = 5\nrow = 1\nrows = 20\n";
    check(
        "area-outside-grid",
        &layout(outside),
        &[("columns", |advice, files| {
            let room = advice.rsplit("room for ").next().expect("it is named");
            key(files, "columns = 5", &format!("columns = {room}"))
        })],
    );
    let below = "[areas.a]\ncolumn = 1\ncolumns = 5\nrow = 31\nrows = 20\n";
    check(
        "area-outside-grid",
        &layout(below),
        &[("rows", |advice, files| {
            let room = advice.rsplit("room for ").next().expect("it is named");
            key(files, "\nrows = 20", &format!("\nrows = {room}"))
        })],
    );
    let size = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\nheadline_size = 25\n";
    check(
        "headline-size",
        &layout(size),
        &[("leave out", |_, files| key(files, "headline_size = 25\n", ""))],
    );
    let notch = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\nnotch = [{ corner = \"top-right\", columns = 4, rows = 3 }]\n";
    check(
        "notch-too-large",
        &layout(notch),
        &[("fewer", |advice, files| {
            let columns = number(advice, "the area has ", " column") as u32 - 1;
            key(files, "columns = 4, rows = 3", &format!("columns = {columns}, rows = 3"))
        })],
    );
    let mut wide = layout("[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\n");
    wide = key(&wide, "characters = 8", "characters = 12");
    check(
        "grid-too-large",
        &wide,
        &[("characters", |advice, files| {
            let most = number(advice, "at most ", " character") as u32;
            key(files, "characters = 12", &format!("characters = {most}"))
        })],
    );
    let high = key(
        &layout("[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 20\n"),
        "rows = 40\n",
        "rows = 60\n",
    );
    check(
        "grid-too-large",
        &high,
        &[("rows", |advice, files| {
            let most = number(advice, "at most ", " row") as u32;
            key(files, "rows = 60\n", &format!("rows = {most}\n"))
        })],
    );
}

#[test]
fn pictures_and_advertisements() {
    let area = "[areas.a]\ncolumn = 1\ncolumns = 4\nrow = 1\nrows = 10\n";
    let ad = |more: &str| issue(area, &format!("[[page.ad]]\nfile = \"p.svg\"\narea = \"a\"\n{more}"), "");
    check(
        "ad-proportions",
        &ad(""),
        &[("another picture", |advice, files| {
            let size = advice.rsplit("a picture of ").next().expect("it is named");
            let (width, height) = size.trim_end_matches(" mm").split_once(" × ").expect("two lengths");
            with(files, "p.svg", |text| {
                let sized = format!("width='{width}' height='{height}' viewBox='0 0 {width} {height}'");
                text.replace("width='4' height='3'", &sized)
            })
        })],
    );
    let hole = "[areas.a]\ncolumn = 1\ncolumns = 6\nrow = 1\nrows = 10\n[areas.b]\ncolumn = 1\ncolumns = 6\nrow = 26\nrows = 15\n";
    let mut page = story(hole, "大江水位上涨", 330);
    page =
        with(&page, "issue.toml", |text| text.to_owned() + "[[page.story]]\nfile = \"t.md\"\narea = \"b\"\n");
    page.push(("t.md", format!("---\nheadline: 渡轮停航\n---\n\n{}", copy(600))));
    check(
        "white-hole",
        &page,
        &[("lengthen and give the rows", |advice, files| {
            // The story above gets the copy, and the rows of the hole.
            let more = number(advice, "by about ", " character");
            let taller = key(files, "row = 1\nrows = 10", "row = 1\nrows = 24");
            add(&taller, more)
        })],
    );
}

/// The lowest baseline of text in some columns of the page, and the foot of the area `a`.
fn lowest(files: &Files) -> (banxin::geometry::Length, banxin::geometry::Length) {
    let list: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (_, compiled) = crate::support::folder::set(folder(&list).path());
    let area = compiled.areas[0].iter().find(|area| area.name == "a").expect("the area");
    let texts = compiled.pages[0].items.iter().filter_map(|item| match &item.kind {
        banxin::page::ItemKind::Text(run) => Some(run.origin.y),
        _ => None,
    });
    (texts.max().expect("text"), area.rect.bottom())
}

#[test]
fn words_that_do_not_fit_are_told_and_print_over_no_neighbour() {
    let area = "[areas.a]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 5\n";
    let picture = |credit: &str| {
        let keys = format!("caption = \"说明\"\ncredit = \"{credit}\"\n");
        issue(area, &format!("[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\n{keys}"), "")
    };
    let told = |files: &Files| found(files).iter().any(|finding| finding.code == "caption-overset");
    let long = picture(&"本报记者江晓摄".repeat(9));
    let (text, foot) = lowest(&long);
    assert!(told(&long) && text <= foot, "{text:?} {foot:?}");
    // Control: a short one is not told, and it stands in the last row.
    let short = picture("江晓摄");
    let (text, foot) = lowest(&short);
    assert!(
        !told(&short) && text <= foot && foot - text < banxin::geometry::Length::pt(12),
        "{text:?} {foot:?}"
    );
    // A line of a credit that has no place to break is divided and told, and stays within its measure.
    let address = picture("www.averyverylongaddresswithoutanyend.example摄");
    assert!(found(&address).iter().any(|finding| finding.code == "forced-split"));
    // A guide whose title is higher than its area.
    let guide =
        "[[page.guide]]\narea = \"a\"\ntitle = \"导读\"\nitems = [{ headline = \"江水\", pages = [2] }]\n";
    let styles = "[styles.guide-title]\nsize = \"80pt\"\n";
    let large = issue(&format!("{styles}{area}"), &guide.replace("导读", "导"), "");
    assert!(found(&large).iter().any(|finding| finding.code == "guide-overset"), "{:#?}", found(&large));
    let list: Vec<(&str, &str)> = large.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (_, compiled) = crate::support::folder::set(folder(&list).path());
    let texts = compiled.pages[0].items.iter();
    assert_eq!(texts.filter(|item| matches!(item.kind, banxin::page::ItemKind::Text(_))).count(), 0);
}

#[test]
fn a_name_that_is_divided_is_named() {
    let area = "[areas.a]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 30\n";
    let mut files = story(area, "江水", 60);
    files = with(&files, "s.md", |text| {
        text.replace("---\n\n", "byline: 本报记者　欧阳修竹德勒格日勒巴雅尔图门乌力吉\n---\n\n")
    });
    let split = |finding: &Diagnostic| finding.code == "keep-split" || finding.code == "forced-split";
    let divided: Vec<_> = found(&files).into_iter().filter(split).collect();
    assert!(
        !divided.is_empty() && divided.iter().all(|finding| !finding.message.starts_with("``")),
        "{divided:#?}"
    );
}
