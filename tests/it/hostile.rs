//! Texts that no editor would write, in areas that no designer would draw: every line stays inside
//! its area, or an error names it. Nothing panics, nothing is lost without a word.
#![allow(clippy::panic)]

use crate::support::folder::{folder, set};
use banxin::diagnostic::Severity;
use banxin::grid::PageGrid;
use banxin::page::ItemKind;

const TEXTS: [&str; 14] = [
    "，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，，",
    "“““““““““““““““““““““““““““““““““““““““““““““““““““““““““““““““““““““”””””””",
    "12345678901234567890123456789012345678901234567890",
    "pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosis",
    "http://abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "………………………………………………………………………………————————————————————————",
    "\u{301}\u{302}甲\u{301}\u{20DD}\u{FE0F}\u{200D}乙",
    "👨\u{200D}👩\u{200D}👧 和 🇨🇳 旗",
    "שלום עולם مرحبا بالعالم 한국어 ไทย",
    "一",
    "（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（）",
    "a\u{A0}b\u{A0}c\u{A0}d\u{A0}e\u{A0}f\u{A0}g\u{A0}h\u{A0}i\u{A0}j\u{A0}k\u{A0}l\u{A0}m\u{A0}n\u{A0}o\u{A0}p",
    "甲　乙　丙　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　丁",
    "％％％％％％％％％％％％％％％％％％％％￥￥￥￥￥￥￥￥￥￥￥￥￥￥￥￥￥￥１２３４５６７８９０１２３４５６７８９０",
];

fn issue(text: &str, area: &str, kinds: &str) -> tempfile::TempDir {
    let layout = format!(
        "[page]\nwidth = \"150mm\"\nheight = \"140mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\ncolumns = 3\n\
         characters = 12\ngutter = \"1字\"\nrows = 31\n{kinds}\n[areas.lead]\n{area}\n[areas.side]\ncolumn = 3\n\
         columns = 1\nrow = 1\nrows = 31\n"
    );
    let manuscript = format!(
        "---\nkicker: {text}\nheadline: {text}\nsubhead: {text}\nbyline: {text}\nsource: {text}\n---\n{text}\n\n### {text}\n\n**{text}**{text}\n"
    );
    let issue = format!(
        "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n[[page.story]]\n\
         file = \"s.md\"\narea = \"lead\"\n[[page.guide]]\narea = \"side\"\nitems = [{{ headline = \"{text}\", pointer = \"{text}\" }}]\n"
    );
    folder(&[("issue.toml", &issue), ("layouts/small.toml", &layout), ("s.md", &manuscript)])
}

#[test]
fn every_line_stays_in_its_area_or_an_error_names_it() {
    let areas = [
        "column = 1\ncolumns = 2\nrow = 1\nrows = 31",
        "column = 1\ncolumns = 1\nrow = 1\nrows = 9",
        "column = 2\ncolumns = 1\nrow = 3\nrows = 1",
        "column = 1\ncolumns = 2\nrow = 1\nrows = 20\ntext_columns = 4",
        "column = 1\ncolumns = 2\nrow = 2\nrows = 25\nheadline = \"right\"\ntext_columns = 2",
        "column = 1\ncolumns = 2\nrow = 2\nrows = 25\nheadline = \"left\"\ninset = \"1字\"",
    ];
    let mut quiet = 0;
    for text in TEXTS {
        for area in areas {
            let dir = issue(text, area, "");
            let (loaded, compiled) = set(dir.path());
            let grid = PageGrid::new(&loaded.layouts[0]);
            let rects = loaded.layouts[0].areas.iter().map(|area| grid.area(area)).collect::<Vec<_>>();
            let found = loaded.findings.iter().chain(&compiled.findings);
            let errors = found.filter(|finding| finding.severity == Severity::Error).count();
            let page = &compiled.pages[0];
            for item in &page.items {
                let ItemKind::Text(run) = &item.kind else { continue };
                let Some(last) = page.glyphs[run.glyphs.clone()].last() else { continue };
                let (mut right, mut bottom) = (run.origin.x, run.origin.y);
                // Up to the last glyph's origin: its advance is not in the display list.
                if run.vertical {
                    bottom += last.along();
                } else {
                    right += last.along();
                }
                let slack = run.size;
                let inside = rects.iter().any(|rect| {
                    run.origin.x + slack >= rect.x
                        && run.origin.y + slack >= rect.y
                        && right <= rect.right() + slack
                        && bottom <= rect.bottom() + slack
                });
                assert!(inside || errors > 0, "“{text}” runs out of {area:?} and nobody is told");
            }
            quiet += usize::from(errors == 0);
        }
    }
    assert!(quiet > 0, "every case is an error: the areas are too small to tell anything");
}
