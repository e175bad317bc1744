//! Transcripts: command lines with what they print and their exit codes, kept as text in
//! `tests/fixtures/transcripts/*.txt`, in both languages.
//!
//! A line `$ banxin …` is run in a copy of that folder, one after the other, so that a line may read what one before
//! it wrote. What follows it is its standard output, its standard error under `--- error` and its exit code. Of output
//! that is long and tested elsewhere `| head -N` keeps the first lines.
//!
//! `BANXIN_BLESS=1 cargo test --test it -- transcripts::` writes what is printed now. Read it as an editor would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rayon::prelude::*;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/transcripts")
}

/// Copies what is in a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let into = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &into);
        } else {
            fs::copy(&path, &into).expect("a copy");
        }
    }
}

/// A transcript with what its command lines print now.
fn replayed(text: &str) -> String {
    let dir = tempfile::tempdir().expect("a folder for the test");
    copy(&fixtures(), dir.path());
    let mut played = String::new();
    for line in text.lines() {
        let Some(command) = line.strip_prefix("$ banxin") else { continue };
        let (command, head) = match command.split_once(" | head -") {
            Some((command, count)) => (command, count.parse().expect("a number of lines")),
            None => (command, usize::MAX),
        };
        let ran = Command::new(env!("CARGO_BIN_EXE_banxin"))
            .args(shlex::split(command).expect("quotes are closed"))
            .current_dir(dir.path())
            .stdin(Stdio::null())
            .env("LC_ALL", "C")
            .env("BANXIN_CACHE", "off")
            .env_remove("COLUMNS")
            .env_remove("VISUAL")
            .output()
            .expect("banxin runs");
        let words = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("what is printed is UTF-8");
            text.lines().take(head).map(|line| format!("{line}\n")).collect::<String>()
        };
        let (out, err) = (words(&ran.stdout), words(&ran.stderr));
        played.push_str(&format!("{line}\n{out}"));
        if !err.is_empty() {
            played.push_str(&format!("--- error\n{err}"));
        }
        played.push_str(&format!("--- exit {}\n\n", ran.status.code().expect("it ended by itself")));
    }
    played
}

#[test]
fn transcripts_are_what_is_printed() {
    let mut paths: Vec<_> = fs::read_dir(fixtures())
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    paths.sort();
    let texts: Vec<String> =
        paths.iter().map(|path| fs::read_to_string(path).expect("transcripts are UTF-8")).collect();
    let commands = |text: &String| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("$ banxin"));
        lines.map(|line| line.replace(" --lang zh", "")).collect()
    };
    assert!(texts.len() == 2 && commands(&texts[0]) == commands(&texts[1]), "the same in both languages");
    let played: Vec<String> = texts.par_iter().map(|text| replayed(text)).collect();
    for ((path, text), now) in paths.iter().zip(&texts).zip(&played) {
        if std::env::var_os("BANXIN_BLESS").is_some() {
            fs::write(path, now).expect("it can be written");
        } else {
            assert_eq!(now, text, "{}", path.display());
        }
    }
}

#[test]
fn a_transcript_that_differs_is_found() {
    let told = replayed("$ banxin explain no-such-code\nnothing\n");
    assert!(
        told.contains("--- error") && told.ends_with("--- exit 2\n\n") && !told.contains("nothing\n---"),
        "{told}"
    );
}

#[test]
fn every_verb_has_transcripts() {
    let text = fs::read_to_string(fixtures().join("en.txt")).expect("transcripts are UTF-8");
    let help = replayed("$ banxin --help\n");
    let verbs =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = verbs.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(verbs.len() > 8, "{help}");
    for verb in verbs.into_iter().filter(|verb| *verb != "help") {
        let count = text.lines().filter(|line| line.starts_with(&format!("$ banxin {verb} "))).count();
        assert!(count > 1, "`{verb}` has {count} command lines");
    }
}
