//! The sample issue, end to end: what the engine promises of any page, held on the one that every
//! checkout has.
#![allow(clippy::panic, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use banxin::{Compiled, compile, pdf, read};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/front-page")
}

/// The sample, read and set once for all tests.
fn set() -> &'static (read::Loaded, Compiled) {
    static SET: OnceLock<(read::Loaded, Compiled)> = OnceLock::new();
    SET.get_or_init(|| crate::support::folder::set(&sample()))
}

/// The stories in the order of the issue, each with the words that its manuscript prints. Read here
/// by simpler means than the engine's own, so that both must agree.
fn parts() -> Vec<crate::support::whole::Part> {
    let issue = std::fs::read_to_string(sample().join("issue.toml")).expect("the issue");
    let files = issue.lines().filter_map(|line| line.strip_prefix("file = \"stories/")?.strip_suffix('"'));
    files
        .map(|file| {
            let text = std::fs::read_to_string(sample().join("stories").join(file)).expect("a manuscript");
            let (_, rest) = text.split_once("---\n").expect("front matter");
            let (front, body) = rest.split_once("---\n").expect("front matter ends");
            let field = |key: &str| {
                front.lines().find_map(|line| Some(line.strip_prefix(key)?.strip_prefix(": ")?.to_owned()))
            };
            let known = ["kicker", "headline", "subhead", "byline", "source"];
            assert_eq!(front.lines().count(), known.iter().filter_map(|key| field(key)).count(), "{file}");
            let mut words: Vec<String> = known[..4].iter().filter_map(|key| field(key)).collect();
            words.extend(body.lines().map(|line| line.trim_start_matches("### ").replace("**", "")));
            words.extend(field("source"));
            (file.trim_end_matches(".md").to_owned(), words)
        })
        .collect()
}

#[test]
fn there_is_nothing_to_look_at_and_columns_are_even() {
    let (loaded, compiled) = set();
    crate::support::whole::assert_clean_and_even(loaded, compiled);
    assert_eq!(compiled.report.len(), 5);
}

#[test]
fn every_word_stands_on_the_page_once_and_in_order() {
    let (loaded, compiled) = set();
    crate::support::whole::assert_words(loaded, compiled, &parts());
    let furniture = crate::support::whole::shown(compiled, None);
    for words in ["JICHUANRIBAO", "第4127期", "霁江渔歌入选省级非遗名录", "丁叙白"] {
        assert_eq!(furniture.matches(words).count(), 1, "{words} in {furniture}");
    }
}

#[test]
fn every_letter_prints_inside_its_area() {
    let (loaded, compiled) = set();
    assert!(crate::support::whole::assert_inside_areas(loaded, compiled) > 5000);
}

#[test]
fn the_pdf_gives_every_word_back() {
    let (loaded, compiled) = set();
    crate::support::whole::assert_press_file(loaded, compiled, &parts());
}

#[test]
fn two_builds_are_the_same_on_any_number_of_threads() {
    let (loaded, compiled) = set();
    let first = pdf::write(&crate::support::whole::document(loaded, compiled)).expect("a PDF");
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let again = pool.install(|| {
            let loaded = banxin::load(&sample()).expect("the sample loads");
            let compiled = compile(&loaded);
            pdf::write(&crate::support::whole::document(&loaded, &compiled)).expect("a PDF")
        });
        assert!(again == first, "{threads} threads changed the file");
    }
}
