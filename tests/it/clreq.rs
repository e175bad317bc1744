//! docs/CLREQ.md names a test for what it claims, and every test that it names exists.

use crate::support::verdicts::{faults, source};

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
    assert_eq!(row("yes | how | tests/it/clreq.rs::the_check_can_fail"), 0);
    assert_eq!(row("maybe | how | tests/it/clreq.rs::the_check_can_fail"), 1);
    assert_eq!(row("yes | how | tests/it/clreq.rs::no_such_test"), 1);
    assert_eq!(row("yes | how | "), 1);
    assert_eq!(row("no | how | "), 0);
    assert_eq!(row("no | | "), 1);
    assert_eq!(row("yes | how"), 1);
}
