//! The copy desk's findings in whole issues, and `banxin tidy`, which mends what is certain.

use std::fs;
use std::process::{Command, Output};

use crate::support::cases::{ISSUE, LAYOUT, issue, put, told};

const SLIPS: &str = "\u{FEFF}---\r\nkicker: 引题\r\nheadline: 通车\r\nbyline: 作者\r\n---\r\n\
    他说：\"今天通车了\"，大家--都来看...\r\n\r\n两个，，逗号。。句号、，混用。。。\r\n\r\n\
    “没有关上的引号，（没有关上的括号。\r\n\r\n零宽\u{200B}空格，不断行\u{A0}空格。\r\n\r\n\
    共１２３人,⼀个字&mdash;&mdash;完<br/>新的一段 \t\r\n";

const MENDED: &str = "\u{FEFF}---\r\nkicker: 引题\r\nheadline: 通车\r\nbyline: 作者\r\n---\r\n\
    他说：“今天通车了”，大家——都来看……\r\n\r\n两个，逗号。。句号、，混用……\r\n\r\n\
    “没有关上的引号，（没有关上的括号。\r\n\r\n零宽空格，不断行\u{A0}空格。\r\n\r\n\
    共123人，一个字——完\r\n\r\n新的一段 \t\r\n";

fn tidy(dir: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_banxin"))
        .arg("tidy")
        .arg(dir)
        .args(arguments)
        .env("LC_ALL", "C")
        .output()
        .expect("banxin runs")
}

fn out(run: &Output) -> String {
    String::from_utf8_lossy(&run.stdout).into_owned()
}

#[test]
fn what_is_certain_is_mended_after_it_was_shown() {
    let dir = issue();
    put(dir.path(), "stories/lead.md", SLIPS.as_bytes());
    let story = || fs::read_to_string(dir.path().join("stories/lead.md")).expect("the story");
    let shown = tidy(dir.path(), &[]);
    assert_eq!(shown.status.code(), Some(1));
    assert_eq!(story(), SLIPS, "it was only shown");
    for line in
        ["-两个，，逗号。。句号、，混用。。。", "+两个，逗号。。句号、，混用……", "nothing is written yet"]
    {
        assert!(out(&shown).contains(line), "{line}: {}", out(&shown));
    }
    let written = tidy(dir.path(), &["--write"]);
    assert_eq!(written.status.code(), Some(1), "something is left: {}", out(&written));
    assert_eq!(story(), MENDED);
    assert!(out(&written).contains("mended: "), "{}", out(&written));
    // What is left is for the editor, and mending again changes nothing.
    let again = tidy(dir.path(), &["--write"]);
    assert!(out(&again).starts_with("nothing is to be mended that is certain\n"), "{}", out(&again));
    assert!(out(&again).contains("left for an editor"), "{}", out(&again));
    assert_eq!(story(), MENDED);
}

#[test]
fn kinds_can_be_left_alone() {
    let dir = issue();
    put(dir.path(), "stories/lead.md", "---\nheadline: 题\n---\n他说\"好\",走...\n".as_bytes());
    tidy(dir.path(), &["--write", "--except", "straight-quote,half-width-mark"]);
    let story = || fs::read_to_string(dir.path().join("stories/lead.md")).expect("the story");
    assert_eq!(story(), "---\nheadline: 题\n---\n他说\"好\",走……\n");
    put(
        dir.path(),
        "layouts/small.toml",
        format!("house.silent = [\"straight-quote\"]\n{LAYOUT}").as_bytes(),
    );
    tidy(dir.path(), &["--write"]);
    assert_eq!(story(), "---\nheadline: 题\n---\n他说\"好\"，走……\n");
    let unknown = tidy(dir.path(), &["--except", "straigth-quote"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `straight-quote`?"));
}

#[test]
fn captions_and_texts_of_the_issue_are_looked_at_too() {
    let dir = issue();
    put(dir.path(), "issue.toml", ISSUE.replace("\"江边\"", "\"江边,\\\"新\\\"桥...\"").as_bytes());
    let codes: Vec<_> = told(dir.path()).0.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["half-width-mark", "straight-quote", "straight-quote", "ellipsis-form"]);
    // A text with escapes is not mended by bytes that are others in the file.
    tidy(dir.path(), &["--write"]);
    let text = fs::read_to_string(dir.path().join("issue.toml")).expect("the issue");
    assert!(text.contains("\"江边,\\\"新\\\"桥...\""), "{text}");
    put(dir.path(), "issue.toml", ISSUE.replace("\"江边\"", "\"江边,新桥...\"").as_bytes());
    tidy(dir.path(), &["--write"]);
    let text = fs::read_to_string(dir.path().join("issue.toml")).expect("the issue");
    assert!(text.contains("\"江边，新桥……\""), "{text}");
}

#[test]
fn an_issue_that_is_refused_is_mended_all_the_same() {
    let dir = issue();
    let two = "---\nheadline: 甲\n---\n第一篇,完。\n\n---\nheadline: 乙\n---\n第二篇。\n";
    put(dir.path(), "stories/lead.md", two.as_bytes());
    let (findings, ..) = told(dir.path());
    let found =
        findings.iter().find(|finding| finding.code.name() == "second-front-matter").expect("it is told");
    assert_eq!(found.labels[0].span.range, 40..43);
    tidy(dir.path(), &["--write"]);
    let text = fs::read_to_string(dir.path().join("stories/lead.md")).expect("the story");
    assert_eq!(text, two.replace(',', "，"));
}

#[test]
fn paragraphs_and_bylines_are_looked_at() {
    let dir = issue();
    let paragraph = "霁川的桥今天上午通车，市民早早来到江边，等着从桥上走过去。";
    let story = |byline: &str, second: &str| {
        format!("---\nheadline: 题\nbyline: {byline}\n---\n{paragraph}\n\n{second}\n")
    };
    put(dir.path(), "stories/lead.md", story("本报记者　何志远", "另一段。").as_bytes());
    assert_eq!(told(dir.path()).0, []);
    put(dir.path(), "stories/lead.md", story("作者", paragraph).as_bytes());
    let codes: Vec<_> = told(dir.path()).0.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["byline-form", "repeated-paragraph"]);
}

#[test]
fn json_tells_the_fixes() {
    let dir = issue();
    put(dir.path(), "stories/lead.md", "---\nheadline: 题\n---\n句号。。走，，\n".as_bytes());
    let run = tidy(dir.path(), &["--json"]);
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(report["files"][0]["mended"][0], serde_json::json!({ "code": "doubled-mark", "count": 1 }));
    assert_eq!(report["written"], false);
    assert_eq!(report["findings"][0]["fixes"][0]["text"], "。");
    assert_eq!(report["findings"][0]["fixes"][0]["certain"], false);
}
