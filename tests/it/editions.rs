//! Pages by themselves: the PDF of a page depends on that page alone, and the part of a story that
//! stands on it begins where the pages before leave it.
#![allow(clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::folder::set;
use banxin::page::{ItemKind, Page};
use banxin::{Compiled, pdf, read};

fn layout(extra: &str) -> String {
    format!(
        "[page]\nwidth = \"150mm\"\nheight = \"120mm\"\n[grid]\nbody = \"10pt\"\npitch = \"12pt\"\n\
         columns = 3\ncharacters = 12\ngutter = \"1字\"\nrows = 24\n[styles.headline]\nsize = \"20pt\"\nlines = 2\n\
         [areas.lead]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 12\n\
         [areas.side]\ncolumn = 3\ncolumns = 1\nrow = 1\nrows = 24\n\
         [areas.foot]\ncolumn = 1\ncolumns = 2\nrow = 13\nrows = 12\n{extra}"
    )
}

fn copy(seed: usize, characters: usize) -> String {
    let letters: Vec<char> = "河岸清清水流过桥头树影摇人来车往春夏秋冬".chars().collect();
    (0..characters).map(|at| letters[(at * 7 + seed) % letters.len()]).collect()
}

fn story(name: &str, seed: usize, characters: usize) -> String {
    format!(
        "---\nheadline: {name}\n---\n{}\n\n{}\n",
        copy(seed, characters / 2),
        copy(seed + 1, characters / 2)
    )
}

/// An issue of four pages: a story jumps from page 1 to page 4; page 2 has a face of its own,
/// pages 1 and 3 a picture.
fn issue() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut put = |name: &str, bytes: &[u8]| drop(files.insert(name.to_owned(), bytes.to_vec()));
    put("layouts/plain.toml", layout("").as_bytes());
    let own = "[faces.own]\nfile = \"own.otf\"\n[styles.body]\nface = \"own\"\n";
    put("layouts/own.toml", layout(own).as_bytes());
    put("layouts/own.otf", banxin::font::EMBEDDED[4].1);
    let mut toml = "paper = \"小报\"\ndate = \"2026-11-23\"\nlayout = \"plain\"\n".to_owned();
    for page in 1..=4 {
        toml += &format!("[[page]]\nnumber = {page}\n");
        toml += if page == 2 { "layout = \"own\"\n" } else { "" };
        let lead = if page == 4 {
            "file = \"s1-lead.md\"\ncontinued = true"
        } else {
            &format!("file = \"s{page}-lead.md\"")
        };
        toml += &format!("[[page.story]]\n{lead}\narea = \"lead\"\n");
        if page % 2 == 1 {
            toml += &format!("[[page.picture]]\nfile = \"p{page}.png\"\narea = \"side\"\n");
        } else {
            toml += &format!("[[page.story]]\nfile = \"s{page}-side.md\"\narea = \"side\"\n");
            put(&format!("s{page}-side.md"), story("边栏", page, 150).as_bytes());
        }
        toml += &format!("[[page.story]]\nfile = \"s{page}-foot.md\"\narea = \"foot\"\n");
        put(&format!("s{page}-foot.md"), story("版脚", page + 3, 120).as_bytes());
        if page < 4 {
            put(
                &format!("s{page}-lead.md"),
                story("头条", page + 9, if page == 1 { 250 } else { 120 }).as_bytes(),
            );
        }
    }
    put("issue.toml", toml.as_bytes());
    for (page, shade) in [(1, 90), (3, 160)] {
        let mut png = std::io::Cursor::new(Vec::new());
        let picture = image::GrayImage::from_pixel(300, 300, image::Luma([shade]));
        picture.write_to(&mut png, image::ImageFormat::Png).expect("encoding into memory");
        put(&format!("p{page}.png"), png.get_ref());
    }
    files
}

fn write(files: &BTreeMap<String, Vec<u8>>, dir: &Path) {
    for (name, bytes) in files {
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
}

fn pdf_of(loaded: &read::Loaded, pages: &[Page]) -> Vec<u8> {
    pdf::write(&pdf::Document::of(loaded, pages)).expect("a PDF")
}

/// The PDF of each page of an issue.
fn editions(files: &BTreeMap<String, Vec<u8>>) -> Vec<Vec<u8>> {
    let dir = tempfile::tempdir().expect("a folder for the test");
    write(files, dir.path());
    let (loaded, compiled) = set(dir.path());
    compiled.pages.iter().map(|page| pdf_of(&loaded, std::slice::from_ref(page))).collect()
}

/// Which pages' PDFs two issues differ in.
fn changed(one: &[Vec<u8>], other: &[Vec<u8>]) -> Vec<usize> {
    assert_eq!(one.len(), other.len());
    (1..=one.len()).filter(|page| one[page - 1] != other[page - 1]).collect()
}

fn with(files: &BTreeMap<String, Vec<u8>>, file: &str, from: &str, to: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = files.clone();
    let text = String::from_utf8(files[file].clone()).expect("a text");
    assert!(text.contains(from), "{file} has no {from}");
    files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
    files
}

#[test]
fn a_page_changes_only_with_what_stands_on_it() {
    let files = issue();
    let before = editions(&files);
    assert_eq!(changed(&before, &editions(&files)), [0; 0]);
    for bytes in &before {
        // Its picture is small, which is no fault of the file.
        assert!(pdf::preflight::check(bytes).iter().all(|finding| finding.code == "press-29"));
    }
    // A story of page 2, with letters that no other page has.
    let story = with(&files, "s2-foot.md", "版脚", "鼎鑫");
    assert_eq!(changed(&before, &editions(&story)), [2]);
    // The face of page 2 goes, and with it a place in the list of faces.
    let face = with(&files, "layouts/own.toml", "[styles.body]\nface = \"own\"\n", "");
    assert_eq!(changed(&before, &editions(&face)), [2]);
    // Page 1 loses its picture, which was the first of the issue.
    let picture = with(&files, "issue.toml", "[[page.picture]]\nfile = \"p1.png\"\narea = \"side\"\n", "");
    assert_eq!(changed(&before, &editions(&picture)), [1]);
    // A spot colour and a face more on page 2.
    let spot = with(
        &files,
        "layouts/own.toml",
        "[styles.headline]",
        "[inks.red]\nspot = \"专色红\"\nm = 100\n[styles.headline]\nink = \"red\"\nface = \"kai\"",
    );
    assert_eq!(changed(&before, &editions(&spot)), [2]);
    // What goes on on page 4 changes with its first part.
    let lead = with(&files, "s1-lead.md", "头条", "头条新");
    let lead = with(&lead, "s1-lead.md", "河", "河河河河河河河河河河河河河");
    assert_eq!(changed(&before, &editions(&lead)), [1, 4]);
}

#[test]
fn a_page_by_itself_goes_on_where_the_others_leave_its_story() {
    let dir = tempfile::tempdir().expect("a folder for the test");
    write(&issue(), dir.path());
    let (loaded, compiled) = set(dir.path());
    let words = |compiled: &Compiled, page: u32, story: u32| -> String {
        let page = compiled.pages.iter().find(|known| known.number == page).expect("the page");
        let own = page.items.iter().filter(|item| item.story.is_some_and(|id| id.0 == story));
        let runs = own.filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(run),
            _ => None,
        });
        runs.flat_map(|run| &page.glyphs[run.glyphs.clone()]).map(|glyph| page.glyph_text(glyph)).collect()
    };
    let fourth = compiled.only(|page| page.number == 4);
    assert_eq!((fourth.pages.len(), fourth.report.len()), (1, 3));
    assert_eq!(words(&fourth, 4, 0), words(&compiled, 4, 0));
    let whole = words(&compiled, 1, 0) + &words(&compiled, 4, 0);
    let (first, second) = (copy(10, 125), copy(11, 125));
    let bare = whole.replace("（上接第一版）", "").replace("（下转第四版）", "").replace("头条", "");
    assert_eq!(bare, first + &second);
    // What was found on it, and nothing of the others.
    let part = &fourth.page_shares[0];
    assert_eq!(part.findings, 0..fourth.findings.len());
    let rest: usize = (1..=3).map(|at| compiled.only(|page| page.number == at).findings.len()).sum();
    assert_eq!(rest + fourth.findings.len(), compiled.findings.len());
    assert_eq!(pdf_of(&loaded, &fourth.pages), pdf_of(&loaded, &compiled.pages[3..]));
}
