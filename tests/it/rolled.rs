//! `banxin new` as a process: from the folder in which one stands, with numbers that need escapes, and with files that lie
//! outside the issue folder.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::pools::pool_sample;

fn banxin(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_banxin"))
        .current_dir(dir)
        .args(arguments)
        .env("LC_ALL", "C")
        .output()
        .expect("the program starts")
}

/// A folder with an issue of the day before in it.
fn papers() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let made = banxin(dir.path(), &["init", "2026-11-23", "--template", "tabloid", "--date", "2026-11-23"]);
    assert!(made.status.success(), "{made:?}");
    dir
}

/// `issue.toml` of a folder, as its words and as TOML.
fn issue(dir: &Path) -> (String, toml::Table) {
    let text = fs::read_to_string(dir.join("issue.toml")).expect("it was written");
    let table = text.parse().expect("it is TOML");
    (text, table)
}

#[test]
fn an_issue_is_rolled_from_the_folder_in_which_one_stands() {
    for (from, inside) in [(".", "2026-11-23"), ("..", "2026-11-23/stories"), ("./2026-11-23/.", ".")] {
        let dir = papers();
        let made = banxin(&dir.path().join(inside), &["new", "2026-11-24", "--from", from]);
        assert!(made.status.success(), "{from}: {made:?}");
        let (text, _) = issue(&dir.path().join("2026-11-24"));
        assert!(text.contains("2026-11-24"), "{from}: {text}");
        let checked = banxin(dir.path(), &["check", "2026-11-24", "--quiet"]);
        assert_ne!(checked.status.code(), Some(2), "{checked:?}");
    }
}

#[test]
fn the_number_is_written_as_it_is_given() {
    for number in [r#"第"7"期"#, r"第7期\", "第'7'期 # 号外", "''''\"\"\"", "7\t期\u{7f}"] {
        let dir = papers();
        let made = banxin(dir.path(), &["new", "2026-11-24", "--from", "2026-11-23", "--issue", number]);
        assert!(made.status.success(), "{number}: {made:?}");
        let (text, table) = issue(&dir.path().join("2026-11-24"));
        assert_eq!(table["masthead"]["issue"].as_str(), Some(number), "{text}");
    }
}

#[test]
fn files_outside_the_folder_are_neither_copied_nor_written() {
    let dir = papers();
    let (old, shared) = (dir.path().join("2026-11-23"), dir.path().join("shared"));
    fs::create_dir(&shared).expect("a folder");
    fs::rename(old.join("stories/brief-bus.md"), shared.join("bus.md")).expect("renamed");
    fs::rename(old.join("layouts/front.toml"), shared.join("front.toml")).expect("renamed");
    let (text, _) = issue(&old);
    let moved = text
        .replace("\"stories/brief-bus.md\"", "\"../shared/bus.md\"")
        .replace("layout = \"front\"", "layout = \"../shared/front.toml\"");
    assert_eq!(moved.matches("../shared/").count(), 2, "{moved}");
    fs::write(old.join("issue.toml"), moved).expect("written");
    let before = fs::read_to_string(shared.join("bus.md")).expect("it is there");
    let made = banxin(dir.path(), &["new", "2026-11-24", "--from", "2026-11-23"]);
    assert!(made.status.success(), "{made:?}");
    // The manuscript of yesterday stays as it is; that of today lies in the issue.
    assert_eq!(fs::read_to_string(shared.join("bus.md")).expect("it is there"), before);
    assert_eq!(fs::read_dir(&shared).expect("a folder").count(), 2);
    let new = dir.path().join("2026-11-24");
    let (text, table) = issue(&new);
    assert_eq!(table["layout"].as_str(), Some("../shared/front.toml"));
    assert!(!text.contains("shared/bus.md") && new.join("stories/1-brief.md").is_file(), "{text}");
    let checked = banxin(dir.path(), &["check", "2026-11-24", "--quiet"]);
    assert_ne!(checked.status.code(), Some(2), "{checked:?}");
}

#[test]
fn a_pool_is_kept_as_comments_and_is_made_up_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    let old = dir.path().join("2026-11-30");
    pool_sample("four-pages").write(&old);
    let text = fs::read_to_string(old.join("issue.toml")).expect("it");
    let ad = "file = \"pictures/ad-books.pdf\"";
    let text = text.replace(ad, &format!("days = [\"2026-11-30\", \"2026-12-01\"]\n{ad}"));
    fs::write(old.join("issue.toml"), text).expect("written");
    fs::write(old.join("layouts/made-1.toml"), "extends = \"front\"\n").expect("written");
    let made = banxin(dir.path(), &["new", "2026-12-01", "--from", "2026-11-30"]);
    let told = String::from_utf8_lossy(&made.stdout).into_owned();
    assert_eq!(made.status.code(), Some(0), "{told} {made:?}");
    assert!(told.contains("the stories and pictures of pool `news`"), "{told}");
    assert!(told.contains("left behind: layouts/made-1.toml"), "{told}");
    let new = dir.path().join("2026-12-01");
    let (text, table) = issue(&new);
    assert!(text.contains("# [[pools.news.story]]\n# file = \"stories/lead-sewers.md\""), "{text}");
    let pools = table["pools"].as_table().expect("pools");
    assert_eq!(pools.keys().collect::<Vec<_>>(), ["news", "bridges", "supplement"]);
    // The advertisement of both days stays, the other one goes.
    assert_eq!(pools["supplement"]["ad"].as_array().map(Vec::len), Some(1));
    assert!(pools["news"].get("ad").is_none() && new.join("pictures/ad-books.pdf").is_file());
    assert!(!new.join("stories/lead-sewers.md").exists() && !new.join("layouts/made-1.toml").exists());
    assert!(new.join("layouts/front.toml").is_file());
    match banxin::load(&new) {
        Ok(loaded) => assert!(loaded.findings.iter().any(|found| found.code == "not-made-up")),
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    }
}
