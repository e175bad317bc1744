//! The lists are whole: names unique, texts complete and in the form in which they are shown.

use std::collections::BTreeSet;

use super::*;

fn has_han(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter))
}

/// What is wrong with the texts of an entry; empty for nothing.
fn faults(entry: &Entry) -> Vec<&'static str> {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let checks = [
        (!entry.name.is_empty() && entry.name.chars().all(plain), "a name is lower-case words and hyphens"),
        (!entry.title.is_empty() && !entry.title.ends_with('.'), "a title has no full stop"),
        (has_han(entry.term), "a term is Chinese"),
        (entry.why.ends_with('.') && !entry.why.contains("  "), "an explanation is in whole sentences"),
        (entry.why.len() > entry.title.len(), "an explanation says more than the title"),
        (!entry.help.is_empty() && !entry.help.ends_with('.'), "a way out has no full stop"),
        (!entry.help.starts_with(|letter: char| letter.is_ascii_uppercase()), "a way out has no capital"),
        (!entry.also.contains(&entry.severity), "the severity stands once"),
    ];
    checks.into_iter().filter(|(sound, _)| !sound).map(|(_, fault)| fault).collect()
}

#[test]
fn every_entry_is_whole_and_every_name_stands_once() {
    let mut seen = BTreeSet::new();
    for code in all() {
        assert!(seen.insert(code.name()), "{code} stands twice");
        assert_eq!(faults(code.entry()), [""; 0], "{code}");
    }
    assert!(seen.len() > 200, "{}", seen.len());
    assert_eq!(find("page-cut"), Some(PAGE_CUT));
    assert_eq!(find("page-cut "), None);
    let spoilt = Entry { help: "Mend it.", why: "no", ..Entry { also: &[], ..copy_of(PAGE_CUT.entry()) } };
    assert_eq!(faults(&spoilt).len(), 4);
}

fn copy_of(entry: &Entry) -> Entry {
    let Entry { name, title, term, severity, also, why, help } = *entry;
    Entry { name, title, term, severity, also, why, help }
}

#[test]
fn rules_stand_in_the_order_of_their_numbers() {
    for (at, rule) in Rule::ALL.into_iter().enumerate() {
        assert_eq!(usize::from(rule.number()), at + 1, "{rule:?}");
        assert_eq!(rule.code().name(), format!("press-{}", rule.number()));
        assert_eq!(Rule::of(rule.code()), Some(rule));
    }
    assert_eq!(Rule::of(PAGE_CUT), None);
}

fn names(matches: &Matches) -> Vec<&'static str> {
    matches.codes.iter().map(|code| code.name()).collect()
}

#[test]
fn codes_are_found_by_name_term_number_and_words() {
    let found = |query: &str| search(query, all());
    for (query, name) in [
        ("page-cut", "page-cut"),
        ("PAGE-CUT", "page-cut"),
        ("断版", "page-cut"),
        // One of two terms.
        ("通缝", "gutter-through"),
        ("press-16", "press-16"),
        ("16", "press-16"),
        ("rule 16", "press-16"),
        ("a straight cut across the whole page", "page-cut"),
    ] {
        let matches = found(query);
        assert!(matches.exact && names(&matches) == [name], "{query}: {:?}", names(&matches));
    }
    // Two codes share a term, and both are exact.
    let both = found("题文不接");
    assert!(both.exact && names(&both) == ["text-leaves-headline", "reading-jumps"], "{:?}", names(&both));
    // Several, one after the other.
    let several = found("断版 press-16 page-cut");
    assert!(several.exact && names(&several) == ["page-cut", "press-16"], "{:?}", names(&several));
    // A part of terms and titles.
    let some = found("导读");
    assert!(!some.exact && names(&some).contains(&"guide-here"), "{:?}", names(&some));
    // Words that stand in an explanation only, in any order.
    assert_eq!(names(&found("leap year eve")), [""; 0]);
    assert!(names(&found("stripe white gutter")).contains(&"gutter-through"));
    // Nothing: what is most like it.
    let none = found("pagecut");
    assert!(none.codes.is_empty() && none.nearest.first() == Some(&PAGE_CUT), "{:?}", none.nearest);
    let none = found("断板");
    assert!(none.codes.is_empty() && none.nearest.first() == Some(&PAGE_CUT), "{:?}", none.nearest);
    assert!(found("").codes.is_empty());
    assert!(found("龘").nearest.is_empty());
}
