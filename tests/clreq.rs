//! docs/CLREQ.md names a test for what it claims, and every test that it names exists.

use std::path::Path;

const VERDICTS: [&str; 4] = ["yes", "choice", "partly", "no"];

/// What is wrong with the table of a document; `source` reads a file of the repository.
fn faults(document: &str, source: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let rows = document.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| clause"));
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [clause, _, verdict, how, test] = cells[..] else {
            faults.push(format!("not five cells: {row}"));
            continue;
        };
        if !VERDICTS.contains(&verdict) {
            faults.push(format!("{clause}: `{verdict}` is no verdict"));
        }
        if how.is_empty() {
            faults.push(format!("{clause}: {verdict} without a word"));
        }
        let Some((file, function)) = test.split_once("::") else {
            if verdict != "no" {
                faults.push(format!("{clause}: {verdict} without a test"));
            }
            continue;
        };
        if !source(file).is_some_and(|text| text.contains(&format!("fn {function}("))) {
            faults.push(format!("{clause}: there is no {test}"));
        }
    }
    faults
}

fn source(file: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).ok()
}

#[test]
fn every_claim_has_its_test() {
    let document = source("docs/CLREQ.md").expect("docs/CLREQ.md");
    assert!(document.lines().filter(|line| line.starts_with("| ")).count() > 100);
    // Each chapter that asks something of an engine has its table.
    for chapter in 2..=7 {
        assert!(document.lines().any(|line| line.starts_with(&format!("## {chapter} "))), "{chapter}");
    }
    assert_eq!(faults(&document, source), Vec::<String>::new());
}

/// The check sees what is wrong.
#[test]
fn the_check_can_fail() {
    let row = |rest: &str| faults(&format!("| 1 | a rule | {rest} |\n"), source).len();
    assert_eq!(row("yes | how | tests/clreq.rs::the_check_can_fail"), 0);
    assert_eq!(row("maybe | how | tests/clreq.rs::the_check_can_fail"), 1);
    assert_eq!(row("yes | how | tests/clreq.rs::no_such_test"), 1);
    assert_eq!(row("yes | how | "), 1);
    assert_eq!(row("no | how | "), 0);
    assert_eq!(row("no | | "), 1);
    assert_eq!(row("yes | how"), 1);
}
