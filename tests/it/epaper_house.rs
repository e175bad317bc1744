//! What the house says of its e-paper (`[epaper]`): read, agreed on by all layouts, told where it is wrong.

use banxin::layout::EpaperLanguage;

use crate::support::folder::folder;

const GRID: &str =
    "[page]\nwidth = \"200mm\"\nheight = \"260mm\"\n[grid]\ncolumns = 4\ncharacters = 10\nrows = 50\n";
const ISSUE: &str = "paper = \"报\"\ndate = \"2026-11-23\"\n[[page]]\nnumber = 1\nlayout = \"one\"\n[[page]]\n\
                     number = 2\nlayout = \"two\"\n";
const ART: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\" onload=\"x()\"><script>x()</script>\
                   <path d=\"M0 0h9v9z\"/></svg>";

/// An issue of two pages whose layouts say these things of the e-paper.
fn issue(one: &str, two: &str, art: &str) -> tempfile::TempDir {
    folder(&[
        ("issue.toml", ISSUE),
        ("layouts/one.toml", &format!("{GRID}{one}")),
        ("layouts/two.toml", &format!("{GRID}{two}")),
        ("layouts/name.svg", art),
    ])
}

fn codes(one: &str, two: &str, art: &str) -> Vec<&'static str> {
    let found = match banxin::load(issue(one, two, art).path()) {
        Ok(loaded) => loaded.findings,
        Err(refused) => refused.diagnostics,
    };
    let codes = found.iter().map(|finding| finding.code.name());
    // The pages of this issue are bare.
    codes.filter(|code| *code != "no-page-number").collect()
}

#[test]
fn the_house_says_it_once() {
    let said = "[epaper]\nbase = \"https://epaper.example.com/jc\"\naccent = \"#123456\"\nlanguage = \"en\"\n\
                masthead = \"name.svg\"\n";
    // A page whose layout says nothing goes into the same e-paper.
    let dir = issue(said, "", ART);
    let epaper = banxin::load(dir.path()).expect("a sound issue").epaper;
    assert_eq!(epaper.spec.base.as_deref(), Some("https://epaper.example.com/jc/"));
    assert_eq!(epaper.spec.accent, [0x12, 0x34, 0x56]);
    assert_eq!(epaper.spec.language, EpaperLanguage::English);
    let masthead = epaper.masthead.expect("it was read");
    assert_eq!((masthead.ending, masthead.width, masthead.height), ("svg", 9, 9));
    // It is written again: what it draws, and nothing that runs.
    let written = String::from_utf8_lossy(&masthead.bytes).into_owned();
    assert!(
        written.contains("<path") && !written.contains("script") && !written.contains("onload"),
        "{written}"
    );
}

#[test]
fn layouts_that_differ_are_told() {
    let one = "[epaper]\nname = \"报\"\n";
    assert_eq!(codes(one, one, ART), [""; 0]);
    assert_eq!(codes(one, "[epaper]\nname = \"另一报\"\n", ART), ["epaper-differs"]);
}

#[test]
fn a_masthead_that_browsers_do_not_show_is_told() {
    let said = "[epaper]\nmasthead = \"name.svg\"\n";
    assert_eq!(codes(said, "", ART), [""; 0]);
    assert_eq!(codes(said, "", "%!PS-Adobe-3.0 EPSF-3.0"), ["picture-kind"]);
    assert_eq!(codes("[epaper]\nmasthead = \"none.svg\"\n", "", ART), ["missing-file"]);
    // What a browser lacks the font or the file for, what is too large, what is cut off.
    let with = |inside: &str| ART.replace("<path", &format!("{inside}<path"));
    for art in [
        with("<text y=\"9\">报</text>"),
        with("<image href=\"logo.png\" width=\"9\" height=\"9\"/>"),
        ART.replace("width=\"9\"", "width=\"1000000000\""),
        ART[..ART.len() - 12].to_owned(),
    ] {
        assert_eq!(codes(said, "", &art), ["picture-kind"], "{art}");
    }
}

#[test]
fn an_address_is_that_of_a_folder_in_the_web() {
    for wrong in ["epaper.example.com", "ftp://a.example/", "https://a.example/?issue=1", "/epaper/"] {
        assert_eq!(codes(&format!("[epaper]\nbase = \"{wrong}\"\n"), "", ART), ["unknown-value"], "{wrong}");
    }
}
