//! Help and complaints of the command line in both languages.

use std::collections::BTreeSet;

use banxin::message::{FILES, Language, po, translate};
use clap::CommandFactory as _;

use super::arguments::Command;
use super::outcome::Outcome;
use super::tests::ran;

/// What the tree of commands says.
fn texts(command: &clap::Command, found: &mut BTreeSet<String>) {
    found.extend(command.get_about().map(ToString::to_string));
    found.extend(command.get_after_help().map(ToString::to_string));
    found.extend(command.get_arguments().filter_map(|argument| argument.get_help().map(ToString::to_string)));
    command.get_subcommands().for_each(|command| texts(command, found));
}

fn said() -> BTreeSet<String> {
    let mut command = Command::command();
    command.build();
    let mut found = BTreeSet::new();
    texts(&command, &mut found);
    assert!(found.len() > 30, "{found:?}");
    found
}

/// The texts of a set that the table does not have, and those of the table that the set does not have.
fn differences(said: &BTreeSet<String>, table: &str) -> (Vec<String>, Vec<String>) {
    let known: BTreeSet<String> =
        po::read(table).expect("of the form").into_iter().map(|entry| entry.english).collect();
    (said.difference(&known).cloned().collect(), known.difference(said).cloned().collect())
}

#[test]
fn all_help_is_in_the_table_and_nothing_else() {
    let table = FILES.iter().find(|(name, _)| *name == "cli.po").expect("a file of the table").1;
    let (missing, unused) = differences(&said(), table);
    assert!(missing.is_empty() && unused.is_empty(), "missing: {missing:#?}\nunused: {unused:#?}");
    // Controls.
    let some = BTreeSet::from(["one".to_owned()]);
    let table = "msgid \"two\"\nmsgstr \"二\"\n";
    assert_eq!(differences(&some, table), (vec!["one".to_owned()], vec!["two".to_owned()]));
}

#[test]
fn help_is_in_the_language_that_is_asked_for() {
    for arguments in
        [&["--help", "--lang", "zh"][..], &["--lang=zh", "build", "--help"], &["--lang", "zh", "help"]]
    {
        let (outcome, out, err) = ran(arguments);
        assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
        assert!(out.contains("用法：") && out.contains("选项："), "{out}");
        for english in ["Usage", "Options", "Arguments", "Print", "default:"] {
            assert!(!out.contains(english), "{english}: {out}");
        }
    }
    assert!(ran(&["--help"]).1.contains("Usage: "));
    assert!(ran(&["--lang", "en", "--help"]).1.contains("Usage: "));
}

#[test]
fn a_wrong_command_line_is_told_in_chinese() {
    for (arguments, words) in [
        (&["biuld"][..], "没有命令 `biuld`"),
        (&["build", "x", "--pgn"], "没有参数 `--pgn`"),
        (&["build"], "缺少 <DIR>"),
        (&["build", "x", "--standard", "x3"], "标准有"),
        (&["build", "x", "--page"], "`--page <N>` 后面要有值"),
        (&["check", "x", "--json", "--quiet"], "不能和"),
        (&["schema", "book"], "有 schema 的文件是"),
        (&["check", "x", "--explain", "y"], "没有选项 `--explain`"),
    ] {
        let arguments: Vec<&str> = ["--lang", "zh"].iter().chain(arguments).copied().collect();
        let moved = &arguments[2..];
        let arguments =
            if moved.contains(&"--explain") { [moved, &["--lang", "zh"]].concat() } else { arguments };
        let (outcome, out, err) = ran(&arguments);
        assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""), "{arguments:?}");
        assert!(err.contains(words) && err.starts_with("错误："), "{arguments:?}: {err}");
        assert!(!err.contains("Usage"), "{err}");
    }
    let (outcome, _, err) = ran(&["--lang", "fr", "check", "x"]);
    assert!(outcome == Outcome::Refused && err.contains("the languages are zh"), "{err}");
}

#[test]
fn an_explanation_and_a_schema_are_in_the_language_that_is_asked_for() {
    let (_, out, _) = ran(&["--lang", "zh", "explain", "page-cut"]);
    assert!(out.contains("警告") && !out.contains("What to do"), "{out}");
    assert!(out.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 100), "{out}");
    let (_, out, _) = ran(&["--lang", "zh", "explain", "page-cut", "--json"]);
    assert!(out.contains(translate("a straight cut across the whole page", Language::Chinese)), "{out}");
    let (_, out, _) = ran(&["--lang", "zh", "schema", "layout"]);
    assert!(out.contains("默认") && !out.contains("Default:"), "{out}");
}
