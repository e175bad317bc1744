//! The seed page, end to end. Its text lies beside the repository; where it does not, the tests
//! say so and pass; tests/sample.rs holds the same of a page that is always here.
#![allow(clippy::panic, clippy::print_stderr)]

use crate::support::whole::{bare, shown};
use banxin::{Compiled, compile, read};

/// Sets the seed page; `None`, with a word about it, where the seed is absent.
fn set() -> Option<(serde_json::Value, read::Loaded, Compiled)> {
    let Some(seed) = crate::support::seed::seed() else {
        eprintln!("skipped: ../shared/seed/page1.json is not here");
        return None;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let issue = crate::support::seed::issue_folder(&seed, folder.path());
    let loaded = match banxin::load(&issue) {
        Ok(loaded) => loaded,
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    };
    let compiled = compile(&loaded);
    Some((seed, loaded, compiled))
}

#[test]
fn nothing_is_overset_and_columns_are_even() {
    let Some((_, loaded, compiled)) = set() else { return };
    crate::support::whole::assert_clean_and_even(&loaded, &compiled);
    for fit in &compiled.report[..4] {
        assert_eq!(fit.columns, 4);
        assert!((16..=18).contains(&fit.characters), "{fit:?}");
    }
}

#[test]
fn every_word_stands_on_the_page_once_and_in_order() {
    let Some((seed, loaded, compiled)) = set() else { return };
    crate::support::whole::assert_words(&loaded, &compiled, &crate::support::seed::parts(&seed));
    let furniture = shown(&compiled, None);
    let masthead = seed["masthead"].as_object().expect("a masthead");
    assert_eq!(masthead.len(), 12);
    for (field, text) in masthead {
        let text = bare(text.as_str().expect("text"));
        assert_eq!(furniture.matches(&text).count(), 1, "{field}: {text} in {furniture}");
    }
    for text in ["title", "headline", "ref"].map(|key| bare(seed["guide"][key].as_str().expect("text"))) {
        assert!(furniture.contains(&text), "{text}");
    }
}

#[test]
fn the_pdf_gives_every_word_back() {
    let Some((seed, loaded, compiled)) = set() else { return };
    crate::support::whole::assert_press_file(&loaded, &compiled, &crate::support::seed::parts(&seed));
}

#[test]
fn every_letter_prints_inside_its_area() {
    let Some((_, loaded, compiled)) = set() else { return };
    assert!(crate::support::whole::assert_inside_areas(&loaded, &compiled) > 5000);
}

/// Lays the issue folder where `SEED_FOLDER` says, for checks that run the program on it.
#[test]
#[ignore = "writes the folder that SEED_FOLDER names; .ci/run runs it"]
fn the_issue_folder_is_laid_out() {
    let Some(seed) = crate::support::seed::seed() else { return };
    let folder = std::env::var("SEED_FOLDER").expect("SEED_FOLDER names a folder");
    let issue = crate::support::seed::issue_folder(&seed, folder.as_ref());
    assert!(issue.join("issue.toml").is_file());
}
