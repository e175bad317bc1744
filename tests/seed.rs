//! The seed page, end to end. Its text lies beside the repository; where it does not, the tests
//! say so and pass.
#![allow(clippy::panic, clippy::print_stderr)]

#[path = "support/seed.rs"]
mod support;

use std::process::Command;

use banxin::diagnostic::Severity;
use banxin::page::ItemKind;
use banxin::{Compiled, compile, ink, pdf, read};

/// Sets the seed page; `None`, with a word about it, where the seed is absent.
fn set() -> Option<(serde_json::Value, read::Loaded, Compiled)> {
    let Some(seed) = support::seed() else {
        eprintln!("skipped: ../shared/seed/page1.json is not here");
        return None;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let issue = support::issue_folder(&seed, folder.path());
    let loaded = match read::load(&issue) {
        Ok(loaded) => loaded,
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    };
    let compiled = compile(&loaded);
    Some((seed, loaded, compiled))
}

/// Blanks are the engine's work, and vertical lines have their own quotation marks.
fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The words of a page in the order of its display list, for one story or for the furniture.
fn shown(compiled: &Compiled, story: Option<banxin::issue::StoryId>) -> String {
    let mut words = String::new();
    for page in &compiled.pages {
        for item in page.items.iter().filter(|item| item.story == story) {
            if let ItemKind::Text(run) = &item.kind {
                words.extend(page.glyphs[run.glyphs.clone()].iter().map(|glyph| page.glyph_text(glyph)));
            }
        }
    }
    bare(&words)
}

#[test]
fn nothing_is_overset_and_columns_are_even() {
    let Some((_, loaded, compiled)) = set() else { return };
    let found = loaded.findings.iter().chain(&compiled.findings);
    let findings: Vec<_> = found.filter(|finding| finding.severity > Severity::Note).collect();
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(compiled.report.len(), 5);
    for fit in &compiled.report {
        assert_eq!(fit.overset, None, "{fit:?}");
        let most = fit.column_rows.iter().max().expect("columns");
        let least = fit.column_rows.iter().min().expect("columns");
        assert!(most - least <= 1, "{fit:?}");
    }
    for fit in &compiled.report[..4] {
        assert_eq!(fit.columns, 4);
        assert!((16..=18).contains(&fit.characters), "{fit:?}");
    }
}

#[test]
fn every_word_stands_on_the_page_once_and_in_order() {
    let Some((seed, loaded, compiled)) = set() else { return };
    for (number, (name, words)) in support::parts(&seed).iter().enumerate() {
        let id = banxin::issue::StoryId(number as u32);
        assert_eq!(loaded.issue.stories[number].name, *name);
        assert_eq!(shown(&compiled, Some(id)), bare(&words.concat()), "{name}");
    }
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
    let document = pdf::Document {
        title: &loaded.issue.paper,
        creator: "banxin",
        date: loaded.issue.date,
        pages: &compiled.pages,
        pictures: &loaded.issue.pictures,
        library: &loaded.library,
        profile: ink::NEWSPRINT,
        condition: ink::NEWSPRINT_NAME,
    };
    let bytes = pdf::write(&document).expect("a PDF");
    assert_eq!(bytes, pdf::write(&document).expect("a PDF"), "two builds differ");
    let faults = pdf::preflight::check(&bytes);
    assert!(faults.is_empty(), "{faults:#?}");

    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("seed.pdf");
    std::fs::write(&file, &bytes).expect("a file");
    // In the order of the content: the order in which pdftotext puts neighbouring columns by their
    // place is a guess of its own.
    let Ok(output) = Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output() else {
        eprintln!("skipped: pdftotext is not installed");
        return;
    };
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8").replace('\u{c}', "");
    let mut rest = bare(&text);
    for (name, words) in support::parts(&seed) {
        let story = bare(&words.concat());
        assert_eq!(rest.matches(&story).count(), 1, "{name} is not found again in order, once");
        rest = rest.replace(&story, "");
    }
    assert_eq!(rest, shown(&compiled, None), "what is left is the furniture");
}
