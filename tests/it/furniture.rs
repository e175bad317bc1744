//! Furniture as text: running heads, guides made from the pages, advertisements, tables, headlines on
//! panels; and every fault of theirs with its code, place and way out, beside an issue without one.
#![allow(clippy::panic)]

use crate::support::dump::{dump, lines};
use crate::support::folder::{folder, set};
use banxin::compile;
use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::page::{ItemKind, Page};

const ISSUE: &str = r#"paper = "江滩晚报"
date = "2026-11-23"
layout = "inside"

[masthead]
pages = "今日6版"

[[page]]
number = 1
layout = "front"

[[page.guide]]
area = "guide"
from = "pages"

[[page]]
number = 2
section = "民生"
credits = "责编　林青"
extra = { hotline = "热线 123" }

[[page.story]]
file = "stories/one.md"
area = "lead"

[[page.table]]
file = "stories/prices.csv"
area = "table"
title = "今日菜价"
note = "注：均价。"

[[page.ad]]
file = "pictures/ad.svg"
area = "ad"
client = "某某银行"
size = "1x10"

[[page]]
number = 3

[[page.story]]
file = "stories/two.md"
area = "lead"

[[page]]
number = 4
layout = "spread"

[[page.story]]
file = "stories/three.md"
area = "over"

[[page.story]]
file = "stories/four.md"
area = "right"
"#;

const FRONT: &str = r#"[page]
width = "130mm"
height = "130mm"

[lint]
white_rows = 40
[grid]
body = "10pt"
pitch = "12pt"
columns = 2
characters = 14
gutter = "1字"
rows = 24

# Pages of one or two things are no makeup to look at.
[house]
silent = ["page-cut", "gutter-through", "headlines-collide", "fold-in-text", "headline-on-foot", "white-hole"]

[areas.guide]
column = 1
columns = 2
row = 1
rows = 24
"#;

const INSIDE: &str = r#"extends = "front"

[areas.guide]
off = true

[areas.folio]
column = 1
columns = 2
row = 1
rows = 2

[areas.lead]
column = 1
columns = 1
row = 4
rows = 21
styles = { headline = "headline-reversed", kicker = "kicker-reversed", subhead = "subhead-reversed" }
headline_tint = "black"

[areas.table]
column = 2
columns = 1
row = 4
rows = 10
table_rule = { width = "0.5pt", ink = "black" }
table_tint = "panel"

[areas.ad]
column = 2
columns = 1
row = 15
rows = 10

[styles.headline-reversed]
size = "16pt"

[[folio]]
text = "第{page-cn}版　{section}"
on = "left"
width = "14字"

[[folio]]
text = "{hotline}　{page}"
style = "folio-right"
on = "right"
x = "15字"
width = "14字"

[[folio]]
text = "{paper}　{date}　{weekday}"
x = "0"
y = "1行"
width = "29字"

[[folio]]
rule = "black"
y = "1.9行"
width = "29字"
height = "0.5pt"

[styles.folio-right]
align = "right"
"#;

const SPREAD: &str = r#"extends = "inside"

[page]
width = "270mm"

[grid]
columns = 4
fold = 2
fold_width = "20mm"

[areas.folio]
columns = 4

[areas.lead]
off = true

[areas.table]
off = true

[areas.ad]
off = true

[areas.over]
column = 2
columns = 2
row = 4
rows = 21
division = "grid"

[areas.right]
column = 4
columns = 1
row = 4
rows = 21

[[folio]]
text = "{page}"
width = "4字"

[[folio]]
text = "{page-2}"
style = "folio-right"
x = "59.66字"
width = "4字"
"#;

const PRICES: &str = "品种,\"价（元）\",说明\n白菜,1.20,平稳\n\"ok, 带根\",13.60,雨天\n\"\"\"A\"\"b\",9,—\n";

fn story(headline: &str) -> String {
    let text = "今天上午，桥面两侧的护栏已经装好，行人和自行车可以分道通行。".repeat(2);
    format!("---\nheadline: {headline}\n---\n{text}\n")
}

fn files() -> Vec<(&'static str, String)> {
    let ad = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 140 118"><rect width="140" height="118" fill="#888"/></svg>"##;
    vec![
        ("issue.toml", ISSUE.to_owned()),
        ("layouts/front.toml", FRONT.to_owned()),
        ("layouts/inside.toml", INSIDE.to_owned()),
        ("layouts/spread.toml", SPREAD.to_owned()),
        ("stories/prices.csv", PRICES.to_owned()),
        ("stories/one.md", story("医保进社区")),
        ("stories/two.md", story("夜市开街\nshort: 夜市")),
        ("stories/three.md", story("百里画廊")),
        ("stories/four.md", story("鸟回来了")),
        ("pictures/ad.svg", ad.to_owned()),
    ]
}

fn written(files: &[(&'static str, String)]) -> tempfile::TempDir {
    folder(&files.iter().map(|(file, text)| (*file, text.as_str())).collect::<Vec<_>>())
}

/// The files with some words of one of them changed.
fn changed(edits: &[(&str, &str, &str)]) -> Vec<(&'static str, String)> {
    let mut files = files();
    for (name, find, into) in edits {
        let (_, text) = files.iter_mut().find(|(file, _)| file == name).expect("a file of the issue");
        assert_eq!(text.matches(find).count(), 1, "`{find}` stands once in {name}");
        *text = text.replacen(find, into, 1);
    }
    files
}

fn pages(edits: &[(&str, &str, &str)]) -> Vec<Page> {
    set(written(&changed(edits)).path()).1.pages
}

/// Words at their places, of one page, furniture only.
fn furniture(page: &Page) -> Vec<(i64, i64, String)> {
    let shown = lines(page).into_iter().filter(|line| line.story.is_none());
    shown.map(|line| (line.x.round() as i64, line.y.round() as i64, line.words)).collect()
}

#[test]
fn running_heads_of_left_and_right_pages_and_of_a_spread() {
    let pages = pages(&[]);
    let words = |page: &Page| furniture(page).into_iter().map(|(_, _, words)| words).collect::<Vec<_>>();
    assert_eq!(words(&pages[1])[..2], ["第二版　民生", "江滩晚报　2026年11月23日　星期一"]);
    // The hotline is told of page 2 only, and stands on right pages only.
    assert_eq!(words(&pages[2])[..2], ["3", "江滩晚报　2026年11月23日　星期一"]);
    // At both outer edges, the number of the facing page at the right.
    let spread = &pages[3];
    let numbers: Vec<(f64, &str)> = spread
        .items
        .iter()
        .filter(|item| item.story.is_none())
        .filter_map(|item| match &item.kind {
            ItemKind::Text(run) => {
                let last = &spread.glyphs[run.glyphs.clone()][0];
                Some(((run.origin.x + last.along()).to_pt(), spread.glyph_text(last)))
            }
            _ => None,
        })
        .collect();
    let [(left, "4"), (right, "5")] = numbers[..] else { panic!("{numbers:?}") };
    let edges = left + right + 5.0 - spread.trim.width.to_pt();
    assert!(edges.abs() < 2.0, "{numbers:?} are not alike far from their edges");
    assert!(furniture(&pages[0]).iter().all(|(_, _, words)| !words.contains('版') || words.contains("详见")));
}

#[test]
fn guides_point_to_where_stories_stand() {
    let told = |edits: &[(&str, &str, &str)]| -> Vec<String> {
        furniture(&pages(edits)[0]).into_iter().map(|(_, _, words)| words).collect()
    };
    // The first story of each page; its short headline where it has one; both pages over the fold.
    assert_eq!(told(&[]), ["导读", "医保进社区——详见二版", "夜市——详见三版", "百里画廊——详见四、五版"]);
    // Those that are marked, of the right page of the spread too.
    let marked = ("issue.toml", "file = \"stories/four.md\"\n", "file = \"stories/four.md\"\nguide = true\n");
    assert_eq!(told(&[marked]), ["导读", "鸟回来了——详见五版"]);
    // A story by its file, and one that is written; a story that is named is not told twice.
    let items = "from = \"pages\"\nitems = [{ headline = \"大雪\", pages = [6] }, { story = \"stories/two.md\", headline = \"夜市开了\" }]\n";
    assert_eq!(
        told(&[("issue.toml", "from = \"pages\"\n", items), marked]),
        ["导读", "大雪——详见六版", "夜市开了——详见三版", "鸟回来了——详见五版"]
    );
    // They follow a story that moves.
    let moved = [
        ("issue.toml", "stories/one.md", "stories/x.md"),
        ("issue.toml", "stories/two.md", "stories/one.md"),
        ("issue.toml", "stories/x.md", "stories/two.md"),
    ];
    assert_eq!(told(&moved)[1..3], ["夜市——详见二版", "医保进社区——详见三版"]);
}

#[test]
fn a_page_with_a_table_and_an_advertisement() {
    let drawn = dump(&pages(&[])[1]);
    let wanted = include_str!("../fixtures/furniture-page.txt");
    assert_eq!(drawn, wanted, "the page is now:\n{drawn}");
}

#[test]
fn an_advertisement_without_frame_and_label_is_its_picture() {
    let bare = pages(&[("issue.toml", "size = \"1x10\"", "frame = false\nlabel = false")]);
    let count =
        |page: &Page, what: fn(&ItemKind) -> bool| page.items.iter().filter(|i| what(&i.kind)).count();
    let fills = |page: &Page| count(page, |kind| matches!(kind, ItemKind::Fill { .. }));
    let whole = pages(&[]);
    assert_eq!(fills(&whole[1]) - fills(&bare[1]), 5, "four edges and the patch under the label");
    assert!(furniture(&whole[1]).iter().any(|(_, _, words)| words == "广告"));
    assert!(furniture(&bare[1]).iter().all(|(_, _, words)| words != "广告"));
    assert_eq!(count(&bare[1], |kind| matches!(kind, ItemKind::Picture { .. })), 1);
}

#[test]
fn a_masthead_runs_down() {
    let front = format!(
        "{}\n[areas.masthead]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 24\n[[masthead]]\nname = true\n\
         vertical = true\nwidth = \"6字\"\nheight = \"12行\"\nstyle = \"big\"\n[styles.big]\nsize = \"30pt\"\n\
         align = \"force\"\n",
        FRONT.replace(
            "column = 1\ncolumns = 2\nrow = 1\nrows = 24",
            "column = 2\ncolumns = 1\nrow = 1\nrows = 24"
        )
    );
    let mut files = files();
    files[1].1 = front;
    files[2].1 = INSIDE.replace("[areas.folio]", "[areas.masthead]\noff = true\n\n[areas.folio]");
    let (loaded, compiled) = set(written(&files).path());
    assert!(
        loaded.findings.iter().all(|found| matches!(found.code.name(), "empty-area" | "unplaced")),
        "{:#?}",
        loaded.findings
    );
    let name = lines(&compiled.pages[0]).into_iter().find(|line| line.vertical).expect("the name");
    let grid = banxin::grid::PageGrid::new(&loaded.layouts[0]);
    assert_eq!((name.words.as_str(), name.size), ("江滩晚报", 30.0));
    assert_eq!((name.x, name.y), ((grid.left.to_pt()) + 30.0, grid.top.to_pt()));
}

/// Everything that reading and setting have to say.
fn told(files: &[(&'static str, String)]) -> (Vec<Diagnostic>, Sources) {
    let (mut found, sources) = match banxin::load(written(files).path()) {
        Ok(loaded) => {
            let compiled = compile(&loaded);
            ([loaded.findings, compiled.findings].concat(), loaded.sources)
        }
        Err(refused) => (refused.diagnostics, refused.sources),
    };
    found.retain(|found| !matches!(found.code.name(), "underset" | "empty-area" | "unplaced"));
    (found, sources)
}

#[test]
fn the_issue_is_without_fault() {
    assert_eq!(told(&files()).0, []);
}

/// What is changed (file, words, into what) → code, severity, file, line, column, words of the help.
type Case = (
    (&'static str, &'static str, &'static str),
    (&'static str, Severity),
    (&'static str, usize, usize),
    &'static str,
);

#[test]
fn every_fault_is_told_where_it_is() {
    use Severity::{Error, Warning};
    const I: &str = "issue.toml";
    const L: &str = "layouts/inside.toml";
    const S: &str = "layouts/spread.toml";
    const P: &str = "stories/prices.csv";
    let many: &str = "列,".repeat(500).leak();
    let cases: &[Case] = &[
        // Running heads
        (
            (S, "text = \"{page-2}\"", "text = \"{weekday}\""),
            ("no-page-number", Warning),
            (I, 45, 1),
            "{page-2-cn}",
        ),
        ((L, "{hotline}", "{hotlin}"), ("unknown-field", Warning), (L, 42, 1), "did you mean `hotline`?"),
        ((L, "{hotline}", "{page-2}"), ("unknown-field", Warning), (L, 42, 1), "only a spread"),
        ((L, "{hotline}", "{hotline"), ("open-field", Warning), (L, 42, 1), "{date}"),
        ((L, "on = \"left\"", "on = \"even\""), ("unknown-value", Error), (L, 39, 6), "left"),
        ((L, "y = \"1.9行\"", "y = \"2.9行\""), ("folio-outside", Warning), (L, 55, 1), "mm high"),
        (
            (L, "on = \"left\"\nwidth = \"14字\"", "on = \"left\"\nwidth = \"3字\""),
            ("folio-too-long", Warning),
            (L, 37, 1),
            "more room",
        ),
        (
            (L, "style = \"folio-right\"\non = \"right\"\nx = \"15字\"\nwidth = \"14字\"", "on = \"right\""),
            ("missing-key", Error),
            (L, 42, 1),
            "width",
        ),
        (
            (L, "rule = \"black\"", "rule = \"black\"\nname = true"),
            ("masthead-item", Error),
            (L, 55, 1),
            "[[folio]]",
        ),
        ((I, "hotline =", "page = \"2\", hotline ="), ("field-twice", Error), (I, 20, 18), "another name"),
        ((I, "number = 3", "number = 3\nfacing = 6"), ("facing-without-fold", Error), (I, 40, 10), "fold"),
        ((I, "number = 4", "number = 5"), ("spread-pages", Warning), (I, 46, 10), "number = 4"),
        ((I, "number = 4", "number = 2"), ("page-twice", Error), (I, 46, 10), "a spread takes two"),
        // Guides
        ((I, "from = \"pages\"", "from = \"page\""), ("unknown-value", Error), (I, 14, 8), "pages"),
        (
            (I, "from = \"pages\"", "items = [{ story = \"stories/on.md\" }]"),
            ("guide-story-nowhere", Error),
            (I, 14, 20),
            "stories/one.md",
        ),
        (
            (I, "from = \"pages\"", "items = [{ story = \"stories/one.md\", pages = [2] }]"),
            ("two-pointers", Error),
            (I, 14, 46),
            "take `pages`",
        ),
        ((I, "今日6版", "今日4版"), ("guide-page", Warning), (I, 14, 8), "`pages` of [masthead]"),
        // Advertisements
        ((I, "\"1x10\"", "\"2x10\""), ("ad-booking", Error), (I, 36, 8), "size = \"1x10\""),
        (
            (I, "\"1x10\"", "\"1x10\"\ndays = [\"2026-01-01\"]"),
            ("ad-day", Warning),
            (I, 37, 8),
            "add the day",
        ),
        ((I, "\"1x10\"", "\"half\""), ("ad-size", Error), (I, 36, 8), "\"2x30\""),
        (
            ("pictures/ad.svg", "0 0 140 118", "0 0 140 121"),
            ("ad-proportions", Warning),
            (I, 33, 8),
            "49.4 × 41.6 mm",
        ),
        // Tables
        ((P, "白菜,1.20,平稳", "白菜,1.20"), ("table-row", Error), (P, 2, 1), "\"quotes\""),
        ((P, "9,—", "9,\"—"), ("open-quote", Error), (P, 4, 12), "written twice"),
        ((P, "\"价（元）\"", "\"价\"（元）"), ("stray-words", Error), (P, 1, 7), "comma"),
        ((P, PRICES, "\n"), ("empty-table", Error), (I, 27, 8), "head"),
        ((P, PRICES, many), ("table-too-wide", Error), (P, 1, 1), "a line for each row"),
        ((P, PRICES, "品种;价\n白菜;2\n"), ("table-separator", Warning), (P, 1, 3), "half-width commas"),
        (
            (P, "雨天", "这几天连着下雨菜农进不了地里所以贵一些"),
            ("table-cell-too-wide", Warning),
            (P, 3, 16),
            "shorten",
        ),
        ((L, "row = 4\nrows = 10", "row = 4\nrows = 6"), ("table-overset", Error), (P, 4, 2), "1 row taller"),
        (
            (I, "title = \"今日菜价\"", "columns = [\"left\", \"right\"]"),
            ("table-columns", Error),
            (I, 29, 12),
            "for each column",
        ),
        (
            (I, "title = \"今日菜价\"", "columns = [\"left\", \"rihgt\", \"left\"]"),
            ("unknown-value", Error),
            (I, 29, 20),
            "right",
        ),
        ((I, "stories/prices.csv", "stories/price.csv"), ("missing-file", Error), (I, 27, 8), "prices.csv"),
        // Headlines on panels
        (
            (L, "headline = \"headline-reversed\"", "headline = \"headline\""),
            ("headline-unreadable", Error),
            (L, 12, 8),
            "headline-reversed",
        ),
        (
            (L, "headline_tint = \"black\"", "headline_tint = \"panel\""),
            ("headline-unreadable", Warning),
            (L, 12, 8),
            "bare paper",
        ),
    ];
    let mut wrong: Vec<String> = Vec::new();
    for ((file, find, into), (code, severity), (at, line, column), help) in cases {
        let (found, sources) = told(&changed(&[(file, find, into)]));
        let finding = found.iter().find(|finding| finding.code.name() == *code);
        let others = found.iter().any(|finding| finding.code.name() != *code);
        let Some(finding) = finding.filter(|finding| !others && finding.severity == *severity) else {
            wrong.push(format!("{code} alone, for `{into}`: {found:#?}"));
            continue;
        };
        let places: Vec<_> = finding
            .labels
            .iter()
            .filter(|label| sources.path(label.span.file).ends_with(at))
            .map(|label| sources.line_column(label.span.file, label.span.range.start))
            .collect();
        if places.first() != Some(&(*line, *column)) {
            wrong.push(format!("{code} for `{into}` is told of {places:?}, not {line}:{column} of {at}"));
        }
        let words = finding.help.as_deref().unwrap_or("");
        if !words.contains(help) {
            wrong.push(format!("{code} for `{into}`: help is {words:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_guide_with_nothing_to_point_to() {
    let mut files = files();
    files[0].1 = ISSUE[..ISSUE.find("[[page]]\nnumber = 2").expect("page 2")].to_owned();
    let codes: Vec<&str> = told(&files).0.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["empty-guide"]);
}

#[test]
fn a_guide_that_points_to_its_own_page() {
    let guide = "[[page.guide]]\narea = \"table\"\nitems = [{ story = \"stories/one.md\" }]\n\n[[page.ad]]";
    let mut files = changed(&[(("issue.toml"), "[[page.ad]]", guide)]);
    let table = ISSUE.find("[[page.table]]").expect("the table")..ISSUE.find("[[page.ad]]").expect("the ad");
    files[0].1 = files[0].1.replace(&ISSUE[table], "");
    let codes: Vec<&str> = told(&files).0.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["guide-here"]);
}

/// Cells that no editor would write, in tables that no designer would draw: every line stays inside its
/// area, or a finding names it.
#[test]
fn cells_stay_in_their_area_or_a_finding_names_them() {
    let cells = [
        "，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，",
        "http://abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
        "\u{301}\u{302}甲\u{301}\u{20DD}\u{FE0F}\u{200D}乙",
        "👨\u{200D}👩\u{200D}👧 和 🇨🇳 旗",
        "שלום עולם مرحبا بالعالم",
        "一",
        "甲　乙　　　　　　　　　　　　　　　　　　　　　　　　　丁",
    ];
    for words in cells {
        for rows in [1, 3, 10] {
            for head in ["甲", "甲,乙,丙,丁,戊,己,庚,辛,壬,癸,子,丑,寅,卯"] {
                let count = head.split(',').count();
                let row = [format!("\"{words}\"")].into_iter().chain((1..count).map(|at| at.to_string()));
                let row = row.collect::<Vec<_>>().join(",");
                let table = format!("{head}\n{row}\n{row}\n");
                let mut files = changed(&[(
                    "layouts/inside.toml",
                    "row = 4\nrows = 10",
                    &format!("row = 4\nrows = {rows}"),
                )]);
                files[4].1 = table;
                let dir = written(&files);
                let (loaded, compiled) = set(dir.path());
                let grid = banxin::grid::PageGrid::new(&loaded.layouts[1]);
                let area = grid.area(loaded.layouts[1].area("table").expect("the table's area"));
                let page = &compiled.pages[1];
                let shown = lines(page);
                let inside =
                    shown.iter().filter(|line| line.story.is_none() && line.x >= area.x.to_pt() - 0.01);
                let low =
                    inside.filter(|line| line.y < 200.0 && line.y > area.bottom().to_pt() + 0.01).count();
                let told = compiled.findings.iter().any(|found| found.code.name() == "table-overset");
                assert!(low == 0 || told, "{words} in {rows} rows of {count} columns");
                let right = area.right().to_pt() + 0.01;
                for item in page.items.iter().filter(|item| item.story.is_none()) {
                    let ItemKind::Text(run) = &item.kind else { continue };
                    if run.origin.x >= area.x {
                        let last = page.glyphs[run.glyphs.clone()]
                            .iter()
                            .map(banxin::page::PlacedGlyph::along)
                            .max();
                        let end = (run.origin.x + last.unwrap_or_default()).to_pt();
                        assert!(end <= right, "{words} in {count} columns ends at {end:.1}");
                    }
                }
            }
        }
    }
}

/// A table cut off anywhere is read or told of.
#[test]
fn tables_cut_anywhere_never_stop_the_reader() {
    for (at, _) in PRICES.char_indices() {
        let mut files = files();
        files[4].1 = PRICES[..at].to_owned();
        let (found, _) = told(&files);
        assert!(found.iter().all(|found| !found.message.is_empty()));
    }
}

#[test]
fn a_cell_of_a_table_is_one_line_whatever_its_length() {
    for count in [3, 2_000] {
        let cell = "字".repeat(count);
        let pages = pages(&[("stories/prices.csv", "白菜", &cell)]);
        let found: Vec<String> = lines(&pages[1]).into_iter().map(|line| line.words).collect();
        let own: Vec<&String> = found.iter().filter(|words| words.contains("字字字")).collect();
        assert!(own.len() == 1 && own[0].contains(&cell), "{count}: {found:?}");
    }
}
