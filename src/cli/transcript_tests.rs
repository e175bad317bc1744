//! Transcripts: command lines with what they print and their exit codes, kept as text in
//! `tests/fixtures/transcripts/*.txt`, in both languages.
//!
//! A line `$ banxin …` is run in `tests/fixtures/transcripts`; what follows is its standard output, its standard error
//! under `--- error` and its exit code. `BANXIN_BLESS=1 cargo test --bin banxin transcripts` writes what is printed now.

use std::fs;
use std::path::Path;

use super::tests::ran;

/// A transcript with what its command lines print now.
fn replayed(text: &str, folder: &Path) -> String {
    let place = format!("{}/", folder.display());
    let mut played = String::new();
    for line in text.lines() {
        let Some(command) = line.strip_prefix("$ banxin") else { continue };
        // Files of the folder, wherever that is.
        let is_file = |word: &str| folder.join(word).exists() && !word.is_empty();
        let words = command.split_whitespace();
        let words = words.map(|word| if is_file(word) { format!("{place}{word}") } else { word.to_owned() });
        let words: Vec<String> = words.collect();
        let (outcome, out, err) = ran(&words.iter().map(String::as_str).collect::<Vec<_>>());
        played.push_str(&format!("{line}\n{out}"));
        if !err.is_empty() {
            played.push_str(&format!("--- error\n{err}"));
        }
        played.push_str(&format!("--- exit {}\n\n", outcome as u8));
    }
    played.replace(&place, "").replace(&place.replace('/', "\\"), "")
}

#[test]
fn transcripts_are_what_is_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/transcripts");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 2, "both languages have transcripts");
    for path in paths {
        let text = fs::read_to_string(&path).expect("transcripts are UTF-8");
        let now = replayed(&text, &folder);
        assert!(now.contains("--- exit"), "{}: no command line", path.display());
        if std::env::var_os("BANXIN_BLESS").is_some() {
            fs::write(&path, now).expect("it can be written");
        } else {
            assert_eq!(now, text, "{}", path.display());
        }
    }
}

#[test]
fn a_transcript_that_differs_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/transcripts");
    let told = replayed("$ banxin explain no-such-code\nnothing\n", &folder);
    assert!(
        told.contains("--- error") && told.ends_with("--- exit 2\n\n") && !told.contains("nothing\n---"),
        "{told}"
    );
}
