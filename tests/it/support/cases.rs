//! A small issue without a fault, and what is told when one thing in it is wrong.
#![allow(dead_code)]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::load;

pub const ISSUE: &str = r#"paper = "岚港日报"
date = "2026-11-23"
layout = "small"

[masthead]
issue = "第4127期"

[[page]]
number = 1

[[page.story]]
file = "stories/lead.md"
area = "lead"

[[page.picture]]
file = "pictures/river.jpg"
area = "photo"
caption = "江边"
"#;

pub const LAYOUT: &str = r#"[page]
width = "110mm"
height = "110mm"

[grid]
body = "小五"
pitch = "12pt"
columns = 2
characters = 13
gutter = "1字"
rows = 20

[styles.own]
face = "hei"

[areas.masthead]
column = 1
columns = 2
row = 1
rows = 3

[areas.lead]
column = 1
columns = 1
row = 5
rows = 16

[areas.photo]
column = 2
columns = 1
row = 5
rows = 16

[[masthead]]
text = "{date}"
style = "own"
x = "0"
y = "0"
width = "10字"
"#;

pub const STORY: &str = "---\nkicker: 引题\nheadline: 主题\n---\n第一段。\n\n第二段。\n";

pub const FILES: [(&str, &str); 3] =
    [("issue.toml", ISSUE), ("layouts/small.toml", LAYOUT), ("stories/lead.md", STORY)];

/// A whole picture.
pub fn jpeg() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 3, y as u8 * 5, 90]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("encoding into memory");
    bytes.into_inner()
}

pub fn put(dir: &Path, file: &str, bytes: &[u8]) {
    let path = dir.join(file);
    fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder of the test's");
    fs::write(path, bytes).expect("a file of the test's");
}

/// A small issue without a fault.
pub fn issue() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    for (file, text) in FILES {
        put(dir.path(), file, text.as_bytes());
    }
    put(dir.path(), "pictures/river.jpg", &jpeg());
    dir
}

/// Everything that loading has to say, and whether it went through.
pub fn all_told(dir: &Path) -> (Vec<Diagnostic>, Sources, bool) {
    match load(dir) {
        Ok(loaded) => (loaded.findings, loaded.sources, true),
        Err(refused) => (refused.diagnostics, refused.sources, false),
    }
}

/// As [`all_told`], without the files that a changed issue no longer names.
pub fn told(dir: &Path) -> (Vec<Diagnostic>, Sources, bool) {
    let (mut findings, sources, loads) = all_told(dir);
    findings.retain(|finding| finding.code != "unplaced");
    (findings, sources, loads)
}

pub fn assert_clean(dir: &Path, case: &str) {
    let (findings, _, loads) = told(dir);
    assert_eq!(findings, [], "the control of `{case}`");
    assert!(loads, "the control of `{case}`");
}

/// What a finding must be.
pub struct Expected {
    pub code: &'static str,
    pub severity: Severity,
    /// File, line and column of the caret.
    pub at: (&'static str, usize, usize),
    /// Words of the way out.
    pub help: &'static str,
}

pub fn assert_told(dir: &Path, expected: &Expected) {
    let (findings, sources, loads) = told(dir);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, [expected.code], "{findings:#?}");
    let finding = &findings[0];
    assert_eq!(finding.severity, expected.severity, "{finding:#?}");
    assert_eq!(loads, expected.severity != Severity::Error, "{}", expected.code);
    let (file, line, column) = expected.at;
    let span = &finding.labels.first().expect("a place").span;
    assert!(sources.path(span.file).ends_with(file), "{:?}", sources.path(span.file));
    assert_eq!(
        sources.line_column(span.file, span.range.start),
        (line, column),
        "the caret of {}",
        expected.code
    );
    let text = &sources.get(span.file).expect("the file of the place").text;
    assert!(text.get(span.range.clone()).is_some(), "the place lies in the file, on characters");
    let help = finding.help.as_deref().unwrap_or("");
    assert!(help.contains(expected.help), "{}: help is {help:?}", expected.code);
    assert!(!finding.message.ends_with('.'), "{}", finding.message);
}

/// One file of the issue, the words that are changed, and into what.
pub struct Case {
    pub file: &'static str,
    pub find: &'static str,
    pub good: &'static str,
    pub bad: &'static str,
    pub expected: Expected,
}

pub fn run(case: &Case) {
    let dir = issue();
    let text = FILES.iter().find(|(file, _)| *file == case.file).expect("a file of the issue").1;
    assert_eq!(text.matches(case.find).count(), 1, "`{}` stands once", case.find);
    put(dir.path(), case.file, text.replace(case.find, case.good).as_bytes());
    assert_clean(dir.path(), case.expected.code);
    put(dir.path(), case.file, text.replace(case.find, case.bad).as_bytes());
    assert_told(dir.path(), &case.expected);
}

/// file, words, mended, broken → code, severity, line, column, words of the help.
macro_rules! cases {
    ($($name:ident: $file:literal, $find:literal, $good:literal, $bad:literal
        => $code:literal, $severity:ident, $line:literal, $column:literal, $help:literal;)*) => {
        $(#[test]
        fn $name() {
            $crate::support::cases::run(&$crate::support::cases::Case {
                file: $file,
                find: $find,
                good: $good,
                bad: $bad,
                expected: $crate::support::cases::Expected {
                    code: $code,
                    severity: banxin::diagnostic::Severity::$severity,
                    at: ($file, $line, $column),
                    help: $help,
                },
            });
        })*
    };
}
