//! The issue that docs/FORMAT.md makes from nothing is a whole one: it loads and is set without a
//! finding.
#![allow(clippy::panic)]

use crate::support::cases::jpeg;
use crate::support::dump::lines;
use crate::support::folder::{folder, set};
use crate::support::pools::pool_sample;
use banxin::diagnostic::FileId;
use banxin::keys::{Faults, Part, read_document};
use banxin::layout::LayoutPart;

const FORMAT: &str = include_str!("../../docs/FORMAT.md");

/// The files of that section: each fenced block under a line that names the file in bold.
fn files() -> Vec<(&'static str, &'static str)> {
    let heading = "## A small issue from nothing\n";
    let start = FORMAT.find(heading).expect("the section") + heading.len();
    let section = &FORMAT[start..];
    let section = &section[..section.find("\n## ").unwrap_or(section.len())];
    let mut files = Vec::new();
    for part in section.split("\n**`").skip(1) {
        let (name, rest) = part.split_once("`**").expect("the name ends");
        let (_, rest) = rest.split_once("\n```").expect("a block begins");
        let (_, rest) = rest.split_once('\n').expect("its first line ends");
        let (text, _) = rest.split_once("```\n").expect("the block ends");
        files.push((name, text));
    }
    files
}

#[test]
fn the_small_issue_is_set_with_no_finding_but_that_it_is_short() {
    let files = files();
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["issue.toml", "layouts/tabloid.toml", "stories/bridge.md"]);
    let dir = folder(&files);
    let (loaded, compiled) = set(dir.path());
    assert_eq!(loaded.findings, []);
    let codes: Vec<&str> = compiled.findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["page-ends-high"], "it is the beginning of a page");
    let shown: String = lines(&compiled.pages[0]).into_iter().map(|line| line.words).collect();
    for words in ["望江桥今天通车", "八分钟，从南岸走到北岸。", "——详见三、四版", "2026年11月23日"]
    {
        assert!(shown.contains(words), "{words} stands on the page");
    }
    assert_eq!(compiled.report.len(), 1);
}

/// The control: a word too many for its area is told of.
#[test]
fn the_small_issue_is_as_long_as_its_area() {
    let mut files = files();
    let longer = format!("{}\n{}", files[2].1, "再添一段。".repeat(40));
    files[2].1 = &longer;
    let dir = folder(&files);
    let (_, compiled) = set(dir.path());
    let codes: Vec<&str> = compiled.findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["overset", "page-ends-high"]);
}

/// The names in backticks of a row of a table, by its columns.
fn cells(row: &str) -> Vec<Vec<&str>> {
    let columns = row.trim_matches('|').split('|');
    columns.map(|cell| cell.split('`').skip(1).step_by(2).collect()).collect()
}

#[test]
fn the_layouts_of_banxin_have_the_areas_that_are_told() {
    let start = FORMAT.find("### Layouts of banxin's own\n").expect("the section");
    let rows = FORMAT[start..].lines().skip(1).take_while(|line| !line.starts_with('#'));
    let mut seen = 0;
    for row in rows.filter(|line| line.starts_with("| `")) {
        let [name, _, areas] = &cells(row)[..] else { panic!("{row}") };
        let name = name[0];
        let part = name.starts_with("masthead-");
        let layout = if part {
            format!("extends = [\"tabloid\", \"{name}\"]\nareas.folio.off = true\n")
        } else {
            format!("extends = \"{name}\"\n")
        };
        let number = if name.ends_with("spread") { 2 } else { 1 };
        let issue =
            format!("paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = {number}\n");
        let dir = folder(&[("issue.toml", issue.as_str()), ("layouts/own.toml", &layout)]);
        let (loaded, _) = set(dir.path());
        assert!(
            loaded.findings.iter().all(|found| found.code.name() == "empty-area"),
            "{:#?}",
            loaded.findings
        );
        let mut has: Vec<&str> = loaded.layouts[0].areas.iter().map(|area| area.name.as_str()).collect();
        let mut told = areas.clone();
        has.sort_unstable();
        told.sort_unstable();
        assert_eq!(has, told, "{name}");
        seen += 1;
    }
    assert_eq!(seen, 11);
}

#[test]
fn the_example_of_a_house_s_front_page_is_without_fault() {
    let start = FORMAT.find("extends = [\"tabloid-front\"").expect("the example");
    let example = &FORMAT[start..start + FORMAT[start..].find("```").expect("its end")];
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"own\"\n[[page]]\nnumber = 1\n";
    let dir = folder(&[
        ("issue.toml", issue),
        ("layouts/own.toml", example),
        ("layouts/house-styles.toml", "styles.headline-reversed = { size = \"一号\" }\n"),
    ]);
    let (loaded, _) = set(dir.path());
    assert!(loaded.findings.iter().all(|found| found.code.name() == "empty-area"), "{:#?}", loaded.findings);
    assert!(loaded.layouts[0].area("box").is_none());
}

#[test]
fn every_style_of_the_base_is_told() {
    let base = include_str!("../../layouts/base.toml");
    let section = &FORMAT[FORMAT.find("The styles of `base`").expect("the section")..];
    let styles = base.lines().filter_map(|line| line.strip_prefix("[styles.")?.split(']').next());
    for style in styles {
        assert_eq!(section.matches(&format!("\n| `{style}` |")).count(), 1, "{style}");
    }
}

/// The blocks of TOML outside of the small issue, with the heading that each stands under.
fn examples() -> Vec<(&'static str, &'static str)> {
    let end = FORMAT.find("## A small issue from nothing\n").expect("the section");
    let mut parts = FORMAT[..end].split("\n```toml\n");
    let mut before = parts.next().expect("some words");
    let mut list = Vec::new();
    for part in parts {
        let heading = before.lines().rfind(|line| line.starts_with('#')).or(list.last().map(|(at, _)| *at));
        let (text, rest) = part.split_once("\n```\n").expect("the block ends");
        list.push((heading.expect("a heading"), text));
        before = rest;
    }
    list
}

#[test]
fn every_example_is_toml_and_says_each_thing_once() {
    let examples = examples();
    let headings: Vec<&str> = examples.iter().map(|(heading, _)| *heading).collect();
    let told = [
        "## issue.toml",
        "## Layouts",
        "### Layouts of banxin's own",
        "### Areas that follow one another",
        "### Pools",
        "### Pools",
        "### Copyfit",
    ];
    assert_eq!(headings, told);
    for (heading, text) in examples {
        if let Err(fault) = text.parse::<toml::Table>() {
            panic!("{heading}: {fault}");
        }
        if heading != "## issue.toml" && !text.starts_with("[[page]]") {
            let faults = Faults::default();
            read_document(FileId(0), text, &faults, LayoutPart::read).expect("it is TOML");
            assert_eq!(faults.take(), [], "{heading}");
        }
    }
}

/// The two examples of pools are one issue; the layout has the lead and its picture alone.
#[test]
fn the_pool_of_the_example_is_read() {
    let pools = examples().into_iter().filter(|(heading, _)| *heading == "### Pools");
    let [issue, made] = pools.map(|(_, text)| text).collect::<Vec<_>>()[..] else { panic!("two examples") };
    let issue = format!("paper = \"报\"\ndate = \"2026-11-23\"\n{issue}");
    // The layout of that name is the sample's, without the areas that makeup gives.
    let dir = pool_sample("tabloid").folder();
    let write = |file: &str, bytes: &[u8]| std::fs::write(dir.path().join(file), bytes).expect("a file");
    write("issue.toml", issue.as_bytes());
    write("layouts/made-1.toml", made.as_bytes());
    for name in ["lead", "lamp", "brief"] {
        write(&format!("stories/{name}.md"), "---\nheadline: 主题\n---\n第一段。\n".as_bytes());
    }
    write("pictures/river.jpg", &jpeg());
    write("pictures/ad.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    let (loaded, _) = set(dir.path());
    let found = loaded.findings.iter().map(|found| (found.code.name(), found.severity));
    let told: Vec<_> = found.filter(|(code, _)| *code == "left-out").collect();
    assert_eq!(told.len(), 3, "the commentary, the brief and the advertisement: {:#?}", loaded.findings);
    let lead = loaded.issue.pages[0].assignments.iter().find(|place| place.area == "lead").expect("the lead");
    assert_eq!(lead.content.figures().len(), 1);
}

#[test]
fn every_kind_of_text_is_told() {
    let section = &FORMAT[FORMAT.find("Kinds of text, and the styles").expect("the list")..];
    let list = section.split(". ").next().expect("its end");
    let mut told: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    let mut kinds = banxin::layout::KINDS.to_vec();
    told.sort_unstable();
    kinds.sort_unstable();
    assert_eq!(told, kinds);
}
