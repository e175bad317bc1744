//! Tables of clauses in documents: each row a verdict, a reason and a test.

use std::path::Path;

const VERDICTS: [&str; 4] = ["yes", "choice", "partly", "no"];

/// What is wrong with the table of a document; `source` reads a file of the repository.
pub fn faults(document: &str, source: impl Fn(&str) -> Option<String>) -> Vec<String> {
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

/// A file of the repository.
pub fn source(file: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).ok()
}
