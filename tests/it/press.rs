//! The press file through the public interface: what it promises to a prepress department.

use banxin::pdf;

use crate::press_sample::Sample;

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
fn a_cache_changes_no_byte_and_keeps_what_is_asked_for_again() {
    let sample = Sample::new();
    let wanted = pdf::write(&sample.document()).expect("the sample can be written");
    // Large enough, too small for most of it, and none at all.
    for limit in [1 << 30, 20_000, 0] {
        let cache = pdf::Cache::new(limit);
        for threads in [1, 3, 1] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let file = pool.install(|| pdf::write_with(&sample.document(), &cache));
            assert!(file.expect("the sample can be written") == wanted, "{limit} bytes, {threads} threads");
        }
        // Another document with the same cache is another document.
        let other = pdf::Document { pages: &sample.pages[1..], ..sample.document() };
        let file = pdf::write_with(&other, &cache).expect("the page can be written");
        assert!(file == pdf::write(&other).expect("the page can be written"));
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
