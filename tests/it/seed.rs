//! The seed page, end to end. Its text lies beside the repository; where it does not, these tests are
//! ignored. `sample` holds the same of a page that is always here.
#![allow(clippy::panic, clippy::print_stderr)]

use crate::support::whole::{bare, shown};
use banxin::{Compiled, compile, read};

/// Sets the seed page.
fn set() -> (serde_json::Value, read::Loaded, Compiled) {
    let seed = crate::support::seed::seed().expect("the seed page");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let issue = crate::support::seed::issue_folder(&seed, folder.path());
    let loaded = match banxin::load(&issue) {
        Ok(loaded) => loaded,
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    };
    let compiled = compile(&loaded);
    (seed, loaded, compiled)
}

#[test]
#[cfg_attr(not(seed), ignore = "../shared/seed/page1.json is not here")]
fn nothing_is_overset_and_columns_are_even() {
    let (_, loaded, compiled) = set();
    crate::support::whole::assert_clean_and_even(&loaded, &compiled);
    for fit in &compiled.report[..4] {
        assert_eq!(fit.columns, 4);
        assert!((16..=18).contains(&fit.characters), "{fit:?}");
    }
}

#[test]
#[cfg_attr(not(seed), ignore = "../shared/seed/page1.json is not here")]
fn every_word_stands_on_the_page_once_and_in_order() {
    let (seed, loaded, compiled) = set();
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
#[cfg_attr(not(seed), ignore = "../shared/seed/page1.json is not here")]
fn the_pdf_gives_every_word_back() {
    let (seed, loaded, compiled) = set();
    crate::support::whole::assert_press_file(&loaded, &compiled, &crate::support::seed::parts(&seed));
}

#[test]
#[cfg_attr(not(seed), ignore = "../shared/seed/page1.json is not here")]
fn every_letter_prints_inside_its_area() {
    let (_, loaded, compiled) = set();
    assert!(crate::support::whole::assert_inside_areas(&loaded, &compiled) > 5000);
}

/// Lays the issue folder where `SEED_FOLDER` says, for checks that run the program on it.
#[test]
#[ignore = "writes the folder that SEED_FOLDER names; .ci/run runs it"]
fn the_issue_folder_is_laid_out() {
    let seed = crate::support::seed::seed().expect("the seed page");
    let folder = std::env::var("SEED_FOLDER").expect("SEED_FOLDER names a folder");
    let issue = crate::support::seed::issue_folder(&seed, folder.as_ref());
    assert!(issue.join("issue.toml").is_file());
}
