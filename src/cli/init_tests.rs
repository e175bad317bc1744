//! Issues that `init` makes, and completions, run without a process.

use std::fs;

use super::templates::TEMPLATES;
use super::tests::ran;
use super::*;

#[test]
fn every_template_builds_without_a_finding_but_notes() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    for template in &TEMPLATES {
        let folder = dir.path().join(template.name);
        let folder = folder.to_str().expect("the path is UTF-8");
        let (outcome, out, err) = ran(&["init", folder, "--template", template.name, "--date", "2026-11-23"]);
        assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""), "{}", template.name);
        assert!(out.contains("banxin build"), "{out}");
        let (outcome, out, err) = ran(&["check", folder]);
        assert_eq!(outcome, Outcome::Clean, "{}: {err}", template.name);
        assert!(out.contains("1 page"), "{out}");
        for file in ["issue.toml", "layouts/front.toml"] {
            let text = fs::read_to_string(dir.path().join(template.name).join(file)).expect("it was written");
            let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
            let beside = dir.path().join(template.name).join(file);
            let schema =
                beside.parent().expect("a folder").join(schema.expect("the first line names a schema"));
            let schema = fs::read_to_string(schema).expect("the schema is there");
            assert!(serde_json::from_str::<serde_json::Value>(&schema).is_ok());
            assert!(!text.contains("{{"), "{text}");
        }
    }
}

#[test]
fn the_name_and_the_day_are_those_that_were_asked_for() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let folder = dir.path().join("a").display().to_string();
    let (outcome, ..) =
        ran(&["init", &folder, "--template", "tabloid", "--name", "岚港都市报", "--date", "2027年2月6日"]);
    assert_eq!(outcome, Outcome::Clean);
    let loaded = banxin::load(&dir.path().join("a")).expect("it is a sound issue");
    assert_eq!(loaded.issue.paper, "岚港都市报");
    assert_eq!(loaded.issue.date.to_chinese(), "2027年2月6日");
}

#[test]
fn what_is_there_is_not_replaced_and_then_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let folder = dir.path().display().to_string();
    fs::write(dir.path().join("issue.toml"), "mine").expect("a file of the test's");
    let (outcome, out, err) = ran(&["init", &folder]);
    assert_eq!((outcome, out.as_str()), (Outcome::Refused, ""));
    assert!(err.contains("file-exists") && err.contains("issue.toml"), "{err}");
    assert_eq!(fs::read(dir.path().join("issue.toml")).expect("it is there"), b"mine");
    assert_eq!(fs::read_dir(dir.path()).expect("it is there").count(), 1);
}

#[test]
fn a_name_that_would_break_the_file_is_refused() {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let folder = dir.path().join("a").display().to_string();
    for name in ["", "　", "a\"b", "a\\b", "a\nb"] {
        let (outcome, _, err) = ran(&["init", &folder, "--name", name]);
        assert_eq!(outcome, Outcome::Refused, "{name:?}");
        assert!(err.contains("paper-name"), "{err}");
    }
    for wrong in [["--template", "poster"], ["--date", "2026-02-30"]] {
        let (outcome, _, err) = ran(&["init", &folder, wrong[0], wrong[1]]);
        assert_eq!(outcome, Outcome::Refused);
        assert!(err.contains("error"), "{err}");
    }
    assert!(!dir.path().join("a").exists());
}

#[test]
fn shells_complete_the_verbs_and_the_manual_names_them() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "man"] {
        let (outcome, out, err) = ran(&["completions", shell]);
        assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
        for verb in ["build", "preflight", "init"] {
            assert!(out.contains(verb), "{shell} does not know {verb}");
        }
    }
    assert_eq!(ran(&["completions", "csh"]).0, Outcome::Refused);
}

/// A tabloid with two advertisements, rolled forward.
fn rolled(more: &[&str]) -> (tempfile::TempDir, (Outcome, String, String)) {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let old = dir.path().join("2026-11-23");
    let folder = old.display().to_string();
    ran(&["init", &folder, "--template", "tabloid", "--date", "2026-11-23"]);
    let text = fs::read_to_string(old.join("issue.toml")).expect("it was written");
    let text = text
        .replace("第1期", "第0099期")
        .replace("[masthead]", "[masthead] # 报头注释\nweekday = \"星期一\"");
    let ad = |file: &str, days: &str| {
        format!("\n[[page.ad]]\nfile = \"ads/{file}.svg\"\narea = \"ad\"\ndays = {days}\n")
    };
    let text = text + &ad("both", "[\"2026-11-23\", \"2026-11-24\"]") + &ad("once", "[2026-11-23]");
    fs::write(old.join("issue.toml"), text).expect("a file of the test's");
    fs::create_dir(old.join("ads")).expect("a folder of the test's");
    for name in ["both", "once"] {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
        fs::write(old.join("ads").join(format!("{name}.svg")), svg).expect("a file of the test's");
    }
    let outcome = ran(&[&["new", "2026-11-24", "--from", &folder][..], more].concat());
    (dir, outcome)
}

#[test]
fn an_issue_is_rolled_forward_with_its_furniture_and_without_its_copy() {
    let (dir, (outcome, out, err)) = rolled(&[]);
    assert_eq!((outcome, err.as_str()), (Outcome::Clean, ""));
    assert!(out.contains("第0100期") && out.contains("ads/both.svg") && out.contains("星期二"), "{out}");
    let new = dir.path().join("2026-11-24");
    let text = fs::read_to_string(new.join("issue.toml")).expect("it was written");
    for line in [
        "date = \"2026-11-24\"",
        "weekday = \"星期二\"",
        "[masthead] # 报头注释",
        "issue = \"第0100期\"",
        "file = \"stories/1-lead.md\"",
        "\n[[page.ad]]\nfile = \"ads/both.svg\"",
        "# [[page.ad]]\n# file = \"ads/once.svg\"",
        "# [[page.picture]]",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    let has = |file: &str| new.join(file).exists();
    assert!(has("layouts/front.toml") && has("schema/issue.schema.json") && has("ads/both.svg"));
    assert!(!has("ads/once.svg") && !has("pictures/ice-rink.jpg") && !has("stories/lead-skates.md"));
    let story = fs::read_to_string(new.join("stories/1-lead.md")).expect("it was written");
    assert_eq!(story, "---\nkicker: \nheadline: \nbyline: \n---\n\n");
    // Nothing is written over.
    let from = dir.path().join("2026-11-23").display().to_string();
    let (outcome, _, err) = ran(&["new", "2026-11-24", "--from", &from]);
    assert_eq!(outcome, Outcome::Refused);
    assert!(err.contains("file-exists"), "{err}");
}

#[test]
fn what_lies_too_deep_to_be_copied_is_told() {
    let (dir, (_, _, err)) = rolled(&[]);
    assert!(!err.contains("not-copied"), "{err}");
    let old = dir.path().join("2026-11-23");
    let deep = old.join("a/b/c/d/e/f/g/h");
    fs::create_dir_all(&deep).expect("folders of the test's");
    fs::write(deep.join("plan.txt"), "x").expect("a file of the test's");
    let next = dir.path().join("next");
    let (outcome, _, err) =
        ran(&["new", "2026-11-24", "--from", &old.display().to_string(), &next.display().to_string()]);
    assert_eq!(outcome, Outcome::Findings, "{err}");
    assert!(err.contains("warning[not-copied]") && err.contains("6 folders deep"), "{err}");
    assert!(next.join("issue.toml").exists() && !next.join("a").exists());
}

#[test]
fn numbers_that_are_a_guess_are_told_and_may_be_given() {
    let (dir, _) = rolled(&[]);
    let from = dir.path().join("2026-11-24").display().to_string();
    // Nothing tells how the paper counts: the only older issue is a day old.
    let (outcome, out, err) = ran(&["new", "2026-11-27", "--from", &from]);
    assert_eq!(outcome, Outcome::Findings);
    assert!(err.contains("issue-number") && out.contains("第0101期"), "{out}{err}");
    let other = dir.path().join("other").display().to_string();
    let (outcome, out, _) = ran(&["new", "2026-11-27", "--from", &from, &other, "--issue", "第7期"]);
    assert!(outcome == Outcome::Clean && out.contains("第7期"), "{out}");
    for (day, from) in
        [("2026-11-24", from.as_str()), ("2026-11-23", from.as_str()), ("2026-12-01", "/nowhere")]
    {
        let (outcome, _, err) = ran(&["new", day, "--from", from]);
        assert_eq!(outcome, Outcome::Refused);
        assert!(err.contains("cannot-roll"), "{err}");
    }
}

#[test]
fn faces_are_listed_and_what_they_lack_is_told() {
    let (outcome, out, _) = ran(&["fonts"]);
    assert!(outcome == Outcome::Clean && out.starts_with("song  宋体  banxin\n"), "{out}");
    assert_eq!(ran(&["fonts", "no such face at all"]).0, Outcome::Findings);
    let dir = tempfile::tempdir().expect("a place for temporary files");
    let folder = dir.path().join("a").display().to_string();
    ran(&["init", &folder, "--template", "newsletter"]);
    let story = dir.path().join("a/stories/notice.md");
    let text = fs::read_to_string(&story).expect("it was written") + "ꙮ\n";
    fs::write(&story, text).expect("a file of the test's");
    let (outcome, out, _) = ran(&["fonts", "--coverage", &folder]);
    assert_eq!(outcome, Outcome::Clean);
    assert!(out.contains("song lacks") && out.contains("no face has: ꙮ"), "{out}");
    assert_eq!(ran(&["fonts", "--coverage", "/nowhere"]).0, Outcome::Refused);
}
