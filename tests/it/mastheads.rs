//! Names of papers set in type: characters at their natural distance, in every masthead of banxin's own layouts and in
//! those of the templates to begin with.
#![allow(clippy::panic)]

use std::fmt::Write as _;
use std::path::Path;

use banxin::page::{ItemKind, Page};

use crate::support::folder::{folder, set};

const NAMES: [&str; 4] = ["晨报", "江滩报", "江滩晚报", "望渡经济日报"];

const LAYOUTS: [(&str, &str); 6] = [
    ("masthead-centre", "extends = [\"tabloid\", \"masthead-centre\"]\n"),
    ("masthead-left", "extends = [\"tabloid\", \"masthead-left\"]\n"),
    ("masthead-down", "extends = [\"tabloid\", \"masthead-down\"]\n"),
    ("front-page", "extends = \"front-page\"\n"),
    ("tabloid-front", "extends = \"tabloid-front\"\n"),
    ("broadsheet-front", "extends = \"broadsheet-front\"\n"),
];

/// The name on a page: where it starts, its size, how it is condensed, and the steps from character to character in
/// thousandths of its size.
fn name_on(page: &Page, name: &str) -> String {
    let mut shown = String::new();
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let glyphs = &page.glyphs[run.glyphs.clone()];
        let words: String = glyphs.iter().map(|glyph| page.glyph_text(glyph)).collect();
        if words != name {
            continue;
        }
        let steps: Vec<i64> =
            glyphs.windows(2).map(|two| (two[1].along() - two[0].along()).0 * 1000 / run.size.0).collect();
        // Natural distance, condensed by what the characters are condensed.
        for step in &steps {
            assert!((step - i64::from(run.condense)).abs() <= 2, "{name}: {steps:?}, {} ‰", run.condense);
        }
        let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
        let _ = write!(shown, "{name} {x:.1} {y:.1}, {:.1}pt, {} %", run.size.to_pt(), run.condense / 10);
    }
    assert!(!shown.is_empty(), "{name} is not on the page");
    shown
}

fn fields(name: &str) -> String {
    format!(
        "paper = \"{name}\"\ndate = \"2026-11-23\"\nlayout = \"house\"\n[masthead]\nlatin = \"WANG DU\"\n[[page]]\nnumber = 1\n"
    )
}

fn set_names(dir: &Path, name: &str) -> (String, bool) {
    let (_, compiled) = set(dir);
    let told = compiled.findings.iter().any(|finding| finding.code.name() == "masthead-too-long");
    (name_on(&compiled.pages[0], name), told)
}

#[test]
fn names_of_two_to_six_characters_stand_as_a_block() {
    let mut shown = String::new();
    for (layout, text) in LAYOUTS {
        let _ = writeln!(shown, "{layout}");
        for name in NAMES {
            let dir = folder(&[("issue.toml", &fields(name)), ("layouts/house.toml", text)]);
            let (line, told) = set_names(dir.path(), name);
            assert!(!told, "{layout}: {name}");
            let _ = writeln!(shown, "  {line}");
        }
    }
    assert_eq!(shown, EXPECTED, "\n{shown}");
}

#[test]
fn the_templates_show_names_of_two_to_six_characters_as_a_block() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/templates");
    let mut shown = String::new();
    for template in ["broadsheet", "tabloid", "newsletter"] {
        let layout = std::fs::read_to_string(templates.join(template).join("layouts/front.toml"))
            .expect("the template has a front page");
        let _ = writeln!(shown, "{template}");
        for name in NAMES {
            let dir = folder(&[("issue.toml", &fields(name)), ("layouts/house.toml", &layout)]);
            let (line, told) = set_names(dir.path(), name);
            assert!(!told, "{template}: {name}");
            let _ = writeln!(shown, "  {line}");
        }
    }
    assert_eq!(shown, OF_TEMPLATES, "\n{shown}");
}

#[test]
fn a_name_far_too_long_for_its_place_is_told() {
    for (name, expected) in [("望渡经济日报", false), ("望渡与江滩两岸经济社会文化教育日报周刊", true)]
    {
        for (layout, text) in LAYOUTS.iter().filter(|(layout, _)| layout.starts_with("masthead")) {
            let dir = folder(&[("issue.toml", &fields(name)), ("layouts/house.toml", text)]);
            assert_eq!(set_names(dir.path(), name).1, expected, "{layout}: {name}");
        }
    }
}

const EXPECTED: &str = "\
masthead-centre
\x20 晨报 317.8 128.1, 72.0pt, 100 %
\x20 江滩报 281.8 128.1, 72.0pt, 100 %
\x20 江滩晚报 245.8 128.1, 72.0pt, 100 %
\x20 望渡经济日报 196.4 128.1, 72.0pt, 89 %
masthead-left
\x20 晨报 209.8 128.1, 72.0pt, 100 %
\x20 江滩报 173.8 128.1, 72.0pt, 100 %
\x20 江滩晚报 137.8 128.1, 72.0pt, 100 %
\x20 望渡经济日报 70.3 128.1, 72.0pt, 97 %
masthead-down
\x20 晨报 119.8 137.6, 88.0pt, 100 %
\x20 江滩报 119.8 93.6, 88.0pt, 100 %
\x20 江滩晚报 119.8 73.9, 75.9pt, 100 %
\x20 望渡经济日报 119.8 73.8, 50.6pt, 100 %
front-page
\x20 晨报 71.3 183.7, 110.0pt, 100 %
\x20 江滩报 71.3 183.7, 110.0pt, 100 %
\x20 江滩晚报 71.3 183.7, 110.0pt, 100 %
\x20 望渡经济日报 71.3 178.2, 95.6pt, 80 %
tabloid-front
\x20 晨报 209.8 128.1, 72.0pt, 100 %
\x20 江滩报 173.8 128.1, 72.0pt, 100 %
\x20 江滩晚报 137.8 128.1, 72.0pt, 100 %
\x20 望渡经济日报 70.3 128.1, 72.0pt, 97 %
broadsheet-front
\x20 晨报 253.8 186.7, 110.0pt, 100 %
\x20 江滩报 198.8 186.7, 110.0pt, 100 %
\x20 江滩晚报 143.8 186.7, 110.0pt, 100 %
\x20 望渡经济日报 53.6 186.7, 110.0pt, 94 %
";

const OF_TEMPLATES: &str = "\
broadsheet
\x20 晨报 71.3 183.7, 110.0pt, 100 %
\x20 江滩报 71.3 183.7, 110.0pt, 100 %
\x20 江滩晚报 71.3 183.7, 110.0pt, 100 %
\x20 望渡经济日报 71.3 178.2, 95.6pt, 80 %
tabloid
\x20 晨报 209.8 128.1, 72.0pt, 100 %
\x20 江滩报 173.8 128.1, 72.0pt, 100 %
\x20 江滩晚报 137.8 128.1, 72.0pt, 100 %
\x20 望渡经济日报 70.3 128.1, 72.0pt, 97 %
newsletter
\x20 晨报 50.9 96.7, 54.0pt, 100 %
\x20 江滩报 50.9 96.7, 54.0pt, 100 %
\x20 江滩晚报 50.9 96.7, 54.0pt, 100 %
\x20 望渡经济日报 50.9 96.7, 54.0pt, 97 %
";
