//! What the targets share: a small issue in a folder of its own, one of whose files is what the fuzzer made.
//!
//! A target goes the whole way that a user goes: read, set, examine, write, proof. An input may be refused
//! with findings; it may not panic, hang or take memory without bound.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use banxin::codes::{Rule, Severity, Source};
use banxin::ink::Standard;
use banxin::{compile, load, pdf, preview};

/// The files of the issue, as they are when sound.
pub const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n\
    [[page.story]]\nfile = \"s.md\"\narea = \"lead\"\n";
/// The layout of its page.
pub const LAYOUT: &str = "[page]\nwidth = \"150mm\"\nheight = \"140mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
    columns = 3\ncharacters = 12\ngutter = \"1字\"\nrows = 31\n[areas.lead]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 31\n\
    [areas.side]\ncolumn = 3\ncolumns = 1\nrow = 1\nrows = 31\n";
/// Its manuscript.
pub const STORY: &str = "---\nheadline: 江水上涨\n---\n沿岸低洼地区请做好防范。\n";

/// Sets the issue with some files changed or added; the folder lies where temporary files go.
pub fn set_with(changes: &[(&str, &[u8])]) {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder for temporary files"));
    let put = |file: &str, bytes: &[u8]| {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    put("issue.toml", ISSUE.as_bytes());
    put("layouts/small.toml", LAYOUT.as_bytes());
    put("s.md", STORY.as_bytes());
    changes.iter().for_each(|(file, bytes)| put(file, bytes));
    set(folder.path());
}

/// Sets the issue with a picture.
pub fn with_picture(name: &str, bytes: &[u8]) {
    let issue = format!(
        "{ISSUE}[[page.picture]]\nfile = \"{name}\"\narea = \"side\"\ncaption = \"江水\"\ncredit = \"本报记者　摄\"\n"
    );
    set_with(&[("issue.toml", issue.as_bytes()), (name, bytes)]);
}

/// A name with the extension that the first bytes of a photograph call for.
pub fn name_of(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, ..] => "a.jpg",
        [0x89, ..] => "a.png",
        _ => "a.tif",
    }
}

/// Sets the issue with an advertisement that is a PDF.
pub fn with_advertisement(bytes: &[u8]) {
    let issue = format!("{ISSUE}[[page.ad]]\nfile = \"a.pdf\"\narea = \"side\"\n");
    set_with(&[("issue.toml", issue.as_bytes()), ("a.pdf", bytes)]);
}

/// Sets the issue in a font of the house, lines across and lines that run down.
pub fn with_font(bytes: &[u8]) {
    let layout = format!(
        "{LAYOUT}[faces.own]\nfile = \"own.ttf\"\n[styles.body]\nface = \"own\"\n[styles.headline]\nface = \"own\"\n"
    );
    set_with(&[("layouts/small.toml", layout.as_bytes()), ("layouts/own.ttf", bytes)]);
}

/// Holds a PDF against the rules of the press, in both standards.
pub fn preflight(bytes: &[u8]) {
    for standard in [None, Some(Standard::X4), Some(Standard::X1a)] {
        let _ = pdf::preflight::check_as(bytes, standard);
    }
}

fn set(folder: &Path) {
    let Ok(loaded) = load(folder) else { return };
    let compiled = compile(&loaded);
    let document = pdf::Document::of(&loaded, &compiled.pages);
    let _ = pdf::examine(&document);
    if let Ok(bytes) = pdf::write(&document) {
        // A file that banxin writes keeps its standard, whatever came in.
        let broken = pdf::preflight::check(&bytes).into_iter().find(|finding| {
            finding.severity == Severity::Error
                && Rule::of(finding.code).is_some_and(|rule| rule.source() == Source::Standard)
        });
        assert!(broken.is_none(), "{broken:?}");
    }
    let proofer = preview::Proofer::of(&loaded.press);
    for page in &compiled.pages {
        let _ = proofer.png(page, &loaded.library, &loaded.issue.pictures, 40);
    }
}
