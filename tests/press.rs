//! The press file through the public interface: what it promises to a prepress department.

// The sample document names its types from the root of the crate, as it does inside the library.
pub use banxin::{diagnostic, font, geometry, ink, issue, page, pdf};

#[path = "../src/pdf/sample.rs"]
#[allow(dead_code)]
mod sample;

use sample::Sample;

#[test]
fn the_same_document_gives_the_same_bytes_on_any_number_of_threads() {
    let sample = Sample::new();
    let first = pdf::write(&sample.document()).expect("the sample can be written");
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let again = pool.install(|| pdf::write(&Sample::new().document()));
        assert!(again.expect("the sample can be written") == first, "{threads} threads changed the file");
    }
}

#[test]
fn another_title_gives_another_file_id() {
    let sample = Sample::new();
    let id = |title| {
        let document = pdf::Document { title, ..sample.document() };
        let file = pdf::write(&document).expect("the sample can be written");
        let at = file.windows(4).rposition(|window| window == b"/ID[").expect("an ID");
        file[at + 5..at + 37].to_vec()
    };
    assert_eq!(id("晚报"), id("晚报"));
    assert_ne!(id("晚报"), id("晨报"));
}

#[test]
fn the_file_passes_the_preflight() {
    let file = pdf::write(&Sample::new().document()).expect("the sample can be written");
    assert_eq!(pdf::preflight::check(&file), []);
}
