//! Faults of manuscripts and of where they stand that no other file tests, each with a control: crossheads without
//! words, continuations and pictures without their story, words of a keep-list that had to be divided, headlines
//! that turn where nobody would.
#![allow(clippy::panic)]

use banxin::diagnostic::Severity;

use crate::support::folder::{folder, set};

cases! {
    crosshead_without_words: "stories/lead.md", "第一段。\n\n", "第一段。\n\n### 插题\n\n", "第一段。\n\n###\n\n"
        => "empty-crosshead", Warning, 7, 1, "### 插题";
    goes_on_without_a_beginning: "issue.toml", "area = \"lead\"", "area = \"lead\"\ncontinued = false",
        "area = \"lead\"\ncontinued = true"
        => "jump-without-start", Error, 12, 8, "take `continued` out";
    picture_inside_no_story: "issue.toml", "caption = \"江边\"\n",
        "caption = \"江边\"\n[[page.picture]]\nfile = \"pictures/river.jpg\"\narea = \"lead\"\n\
         inside = { column = 1, columns = 1, row = 6, rows = 4 }\n",
        "caption = \"江边\"\n[[page.picture]]\nfile = \"pictures/river.jpg\"\narea = \"photo\"\n\
         inside = { column = 1, columns = 1, row = 6, rows = 4 }\n"
        => "inset-without-story", Error, 21, 8, "name the area of a story";
}

/// Codes, severities and messages of a story in one column of eight characters, with a headline of 20 points.
fn told(headline: &str, copy: &str, names: &str) -> Vec<(&'static str, Severity, String)> {
    let layout = "[page]\nwidth = \"60mm\"\nheight = \"150mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 1\n\
                  characters = 8\nrows = 30\n[styles.headline]\nsize = \"20pt\"\ncondense = 100\nlines = 3\n\
                  [areas.a]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 30\n";
    let story = format!("---\nheadline: {headline}\n---\n{copy}\n");
    let files = [
        (
            "issue.toml",
            "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"a\"\nkeep = \"names.txt\"\n[[page]]\nnumber = 1\n\
             [[page.story]]\nfile = \"s.md\"\narea = \"a\"\n",
        ),
        ("layouts/a.toml", layout),
        ("s.md", story.as_str()),
        ("names.txt", names),
    ];
    let found = set(folder(&files).path()).1.findings.into_iter();
    let found = found.filter(|finding| ["keep-split", "headline-turn"].contains(&finding.code.name()));
    found.map(|finding| (finding.code.name(), finding.severity, finding.message.to_string())).collect()
}

#[test]
fn a_word_of_the_keep_list_that_had_to_be_divided_is_told() {
    // Ten characters stand on no line of eight.
    let name = "霁江两岸跨江大桥公司";
    let found = told("短题", &format!("记者从{name}获悉。"), &format!("{name}\n"));
    assert_eq!(
        found,
        [("keep-split", Severity::Warning, "`霁江两岸跨江大桥公司` had to be divided".to_owned())]
    );
    // Nobody asked for it to stay whole; and one that has room is moved to the next line.
    assert_eq!(told("短题", &format!("记者从{name}获悉。"), "别处\n"), []);
    assert_eq!(told("短题", "记者昨天从霁江大桥公司获悉，新桥月底通车。", "霁江大桥公司\n"), []);
}

#[test]
fn a_headline_that_turns_inside_a_name_is_told() {
    let found = told("《霁江渔歌声声慢》", "正文。", "别处\n");
    assert!(
        matches!(&found[..], [("headline-turn", Severity::Warning, message), ..] if message.contains("inside a word")),
        "{found:?}"
    );
    // The editor says where.
    assert_eq!(told("《霁江　渔歌》", "正文。", "别处\n"), []);
}
