//! docs/PRESS.md names a test for what it claims, every test that it names exists, and every rule of
//! preflight has a row.

use crate::support::verdicts::{faults, source};
use banxin::pdf::preflight::rules::RULES;

#[test]
fn every_claim_about_the_press_has_its_test() {
    let document = source("docs/PRESS.md").expect("docs/PRESS.md");
    assert_eq!(faults(&document, source), Vec::<String>::new());
}

#[test]
fn every_rule_has_a_row() {
    let document = source("docs/PRESS.md").expect("docs/PRESS.md");
    for rule in RULES {
        let row = format!("| {} ", rule.number);
        assert!(document.lines().any(|line| line.starts_with(&row)), "{}: {}", rule.code, rule.title);
    }
    assert!(!document.lines().any(|line| line.starts_with("| 99 ")));
}
