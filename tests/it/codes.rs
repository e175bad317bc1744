//! Every code of a finding is named by a test or by a transcript of the command line: those of the library and those
//! of `banxin` itself.

use std::fs;
use std::path::Path;

use banxin::codes;

use crate::architecture::sources::{Source, sources};

/// The text of all tests: of this folder, of test files and test modules under `src`, and of transcripts.
fn tests() -> String {
    fn walk(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                walk(&path, found);
            } else if name.ends_with(".txt") && name.contains("transcripts") {
                found.push_str(&fs::read_to_string(&path).expect("transcripts are UTF-8"));
            } else if name.ends_with(".rs") && !name.ends_with("it/codes.rs") {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                let is_test = name.contains("/it/") || name.ends_with("tests.rs") || name.contains("/tests/");
                // What is blanked out of the code is a test module.
                let source = Source::new(&name, &text);
                let kept = if is_test { "" } else { source.code.as_str() };
                let lines = text.lines().zip(kept.lines().chain(std::iter::repeat("")));
                lines.filter(|(_, code)| code.trim().is_empty()).for_each(|(line, _)| {
                    if !line.trim_start().starts_with("//") {
                        found.push_str(line);
                        found.push('\n');
                    }
                });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = String::new();
    ["tests/it", "tests/fixtures/transcripts", "src"]
        .iter()
        .for_each(|folder| walk(&root.join(folder), &mut found));
    found
}

/// Whether a text has a name that is no part of a longer one.
fn names(text: &str, name: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part))
}

#[test]
fn every_code_is_named_by_a_test() {
    let text = tests();
    // Those of the command line are not the library's.
    let own: Vec<String> = sources()
        .iter()
        .filter(|source| source.path == "cli/codes.rs")
        .flat_map(|source| source.text.split("= \"").skip(1).filter_map(|rest| rest.split_once("\" {")))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert!(own.iter().any(|name| name == "watch-files"), "{own:?}");
    let all = codes::all().map(|code| code.name().to_owned()).chain(own);
    let missing: Vec<String> = all
        // docs/PRESS.md names the test of each rule, which is held by a test of its own.
        .filter(|name| !name.starts_with("press-"))
        .filter(|name| !names(&text, name) && !names(&text, &name.to_uppercase().replace('-', "_")))
        .collect();
    assert!(missing.is_empty(), "no test names these: {missing:?}");
    assert!(names("a page-cut b", "page-cut") && !names("a page-cuts", "page-cut"));
}
