//! The issue that docs/FORMAT.md makes from nothing is a whole one: it loads and is set without a
//! finding.
#![allow(clippy::panic)]

#[path = "support/dump.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod drawing;
#[path = "support/folder.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod support;

use drawing::lines;
use support::{folder, set};

const FORMAT: &str = include_str!("../docs/FORMAT.md");

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
fn the_small_issue_is_set_without_a_finding() {
    let files = files();
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["issue.toml", "layouts/tabloid.toml", "stories/bridge.md"]);
    let dir = folder(&files);
    let (loaded, compiled) = set(dir.path());
    assert_eq!(loaded.findings, []);
    assert_eq!(compiled.findings, []);
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
    let codes: Vec<&str> = compiled.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["overset"]);
}
