//! The list of finding codes: each once, each with its Chinese term and a few whole sentences.

use std::collections::BTreeSet;

use banxin::codes;

#[test]
fn every_code_is_explained_once_in_whole_sentences() {
    let mut seen = BTreeSet::new();
    for code in codes::all() {
        let words = code.explanation();
        assert!(seen.insert(code.name()), "{code} is explained twice");
        let sentences = words.matches(". ").count() + words.matches(": ").count().min(1) + 1;
        assert!((2..=6).contains(&sentences) && words.ends_with('.'), "{code}: {words}");
        let han = words.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        assert!(han, "{code} has no Chinese term");
    }
    assert!(seen.len() > 90, "{seen:?}");
}
