//! docs/PRESS.md names a test for what it claims, every test that it names exists, every rule of
//! preflight has a row, and its list of the rules is that of the program.

use banxin::codes::{Rule, Severity};

use crate::support::verdicts::{faults, source};

/// Begins the part of the document that is written by [`rules`].
const RULES: &str = "## The rules of preflight\n";

/// The list of the rules as the document has it.
fn rules() -> String {
    let mut text = format!("{RULES}\nWhat `banxin explain press-N` tells of each, in short.\n\n");
    text.push_str("| code | what it is about | term | severity | source |\n|---|---|---|---|---|\n");
    for rule in Rule::ALL {
        let entry = rule.code().entry();
        let severities = std::iter::once(entry.severity).chain(entry.also.iter().copied());
        let severities: Vec<&str> = severities.map(Severity::name).collect();
        let source = format!("{:?}", rule.source()).to_lowercase();
        text.push_str(&format!(
            "| `{}` | {} | {} | {} | {source} |\n",
            entry.name,
            entry.title,
            entry.term,
            severities.join(", ")
        ));
    }
    text
}

/// The document without the list of the rules, and the list.
fn parts() -> (String, String) {
    let document = source("docs/PRESS.md").expect("docs/PRESS.md");
    let (claims, list) = document.split_once(RULES).expect("the list of the rules");
    (claims.to_owned(), format!("{RULES}{list}"))
}

#[test]
fn every_claim_about_the_press_has_its_test() {
    assert_eq!(faults(&parts().0, source), Vec::<String>::new());
}

#[test]
fn every_rule_has_a_row_under_its_clause() {
    let claims = parts().0;
    for rule in Rule::ALL {
        let row = format!("| {} {} |", rule.number(), rule.clause());
        assert!(claims.lines().any(|line| line.starts_with(&row)), "docs/PRESS.md has no row `{row} …`");
    }
    let beyond = format!("| {} ", Rule::ALL.len() + 1);
    assert!(!claims.lines().any(|line| line.starts_with(&beyond)));
}

#[test]
fn the_list_of_the_rules_is_that_of_the_program() {
    let list = parts().1;
    assert!(list == rules(), "put this at the end of docs/PRESS.md:\n\n{}", rules());
}
