//! Places that layouts and issues ask for and that cannot be had: told before anything is set, with the
//! word they are about, and a control that loads.
#![allow(clippy::panic, dead_code)]

use crate::support::folder::folder;
use banxin::diagnostic::Severity;

const LAYOUT: &str = "[page]\nwidth = \"130mm\"\nheight = \"110mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
columns = 3\ncharacters = 10\nrows = 20\n[areas.a]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 12\n";

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'><path d='M0 0h4v3z'/></svg>";

/// The codes of an issue with more keys for its area, its layout and its page, and the words that they
/// point at.
fn told(area: &str, layout: &str, page: &str) -> Vec<(&'static str, String)> {
    let issue = format!(
        "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"a\"\n[[page]]\nnumber = 1\n\
         [[page.story]]\nfile = \"a.md\"\narea = \"a\"\n{page}"
    );
    let layout = format!("{LAYOUT}{area}\n{layout}");
    let files = [
        ("issue.toml", issue.as_str()),
        ("layouts/a.toml", layout.as_str()),
        ("a.md", "---\nheadline: 题\n---\n正文。\n"),
        ("p.svg", SVG),
    ];
    match banxin::load(folder(&files).path()) {
        Ok(_) => Vec::new(),
        Err(refused) => {
            let words = |finding: &banxin::diagnostic::Diagnostic| {
                let label = finding.labels.first()?;
                let source = refused.sources.get(label.span.file)?;
                Some(source.text.get(label.span.range.clone())?.to_owned())
            };
            let all = refused.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
            all.map(|finding| (finding.code.name(), words(finding).unwrap_or_default())).collect()
        }
    }
}

fn inside(keys: &str) -> Vec<(&'static str, String)> {
    let notch = "notch = [{ corner = \"bottom-right\", columns = 1, rows = 4 }]";
    let page = format!("[[page.picture]]\nfile = \"p.svg\"\narea = \"a\"\ninside = {{ {keys} }}\n");
    told(notch, "", &page)
}

#[test]
fn pictures_stay_inside_the_area_of_their_story() {
    assert_eq!(inside("column = 2, columns = 1, row = 3, rows = 6"), []);
    for keys in [
        "column = 3, columns = 1, row = 3, rows = 6",
        "column = 1, columns = 3, row = 3, rows = 6",
        "column = 1, columns = 1, row = 9, rows = 6",
        "column = 1, columns = 1, row = 9999, rows = 9999",
        // The notch.
        "column = 2, columns = 1, row = 6, rows = 6",
    ] {
        let found = inside(keys);
        assert!(
            matches!(&found[..], [("inset-outside-area", words)] if words == "\"p.svg\""),
            "{keys}: {found:?}"
        );
    }
}

#[test]
fn stories_go_on_in_areas_that_run_the_same_way() {
    let other = |keys: &str| {
        let layout = format!("[areas.b]\ncolumn = 3\ncolumns = 1\nrow = 1\nrows = 12\n{keys}\n");
        told("", &layout, "then = [\"b\"]\n")
    };
    assert_eq!(other(""), []);
    let found = other("writing = \"down\"");
    assert!(matches!(&found[..], [("then-turned", words)] if words == "\"b\""), "{found:?}");
}

#[test]
fn headlines_that_run_down_stand_in_no_notch() {
    let side = |side: &str| {
        told(
            &format!("headline = \"{side}\"\nnotch = [{{ corner = \"top-right\", columns = 1, rows = 4 }}]"),
            "",
            "",
        )
    };
    assert_eq!(side("left"), []);
    let found = side("right");
    assert!(matches!(&found[..], [("headline-in-notch", words)] if words == "a"), "{found:?}");
}
