//! Headlines that run down: what stands upright, abreast and turned, and where.
#![allow(clippy::panic)]

use crate::support::folder::{folder, set};
use banxin::geometry::Length;
use banxin::page::{ItemKind, Page, TextRun};

const LAYOUT: &str = "[page]\nwidth = \"120mm\"\nheight = \"160mm\"\n[grid]\nbody = \"10pt\"\npitch = \"13pt\"\n\
columns = 2\ncharacters = 12\ngutter = \"1字\"\nrows = 32\n[styles.headline-vertical]\nsize = \"20pt\"\nlines = 1\n\
western_gap = \"0.25字\"\n\
[areas.lead]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 32\nheadline = \"right\"\n";

fn page(headline: &str) -> Page {
    let issue = "paper = \"报\"\ndate = \"2026-11-23\"\nlayout = \"small\"\n[[page]]\nnumber = 1\n\
                 [[page.story]]\nfile = \"s.md\"\narea = \"lead\"\n";
    let story = format!("---\nheadline: {headline}\n---\n河水清了。\n");
    let dir = folder(&[("issue.toml", issue), ("layouts/small.toml", LAYOUT), ("s.md", &story)]);
    set(dir.path()).1.pages[0].clone()
}

/// The runs of the headline: their words, and how they stand.
fn runs(page: &Page) -> Vec<(String, &TextRun)> {
    let down = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) if run.vertical => Some(run),
        _ => None,
    });
    let words =
        |run: &TextRun| page.glyphs[run.glyphs.clone()].iter().map(|glyph| page.glyph_text(glyph)).collect();
    down.map(|run| (words(run), run)).collect()
}

#[test]
fn words_and_long_numbers_are_turned_and_short_ones_are_not() {
    let page = page("霁川2026年清淤18公里AI看Software");
    let runs = runs(&page);
    let shown: Vec<(&str, bool)> = runs.iter().map(|(words, run)| (words.as_str(), run.turned)).collect();
    assert_eq!(shown, [("霁川", false), ("2026", true), ("年清淤18公里AI看", false), ("Software", true)]);
    // The em box of what is turned stands on the axis of the line, as that of the others does.
    let turned = runs[1].1;
    let glyph = page.glyphs[turned.glyphs.start];
    assert_eq!(turned.origin.x, runs[0].1.origin.x);
    assert_eq!(glyph.across(), -Length::pt(20).scale(38, 100));
    // A gap of a quarter em parts it from Han, before and behind.
    let end =
        |run: &TextRun, advance: Length| run.origin.y + page.glyphs[run.glyphs.end - 1].along() + advance;
    assert_eq!(turned.origin.y - end(runs[0].1, Length::pt(20)), Length::pt(5));
    // The control: without Western words nothing is turned.
    let plain = self::page("霁川年清淤公里看");
    assert!(self::runs(&plain).iter().all(|(_, run)| !run.turned));
}

#[test]
fn a_title_has_a_wave_to_its_left() {
    let page = page("读[红楼梦]{.title}一遍");
    let runs = runs(&page);
    let silent = |run: &TextRun| page.glyphs[run.glyphs.clone()].iter().all(|glyph| glyph.text_len == 0);
    let waves: Vec<&TextRun> = runs.iter().map(|(_, run)| *run).filter(|run| silent(run)).collect();
    let [wave] = waves[..] else { panic!("{waves:?}") };
    assert!(wave.turned);
    assert_eq!(wave.glyphs.len(), 3);
    // From the title's first character to its last, a little short at either end.
    let words = runs[0].1;
    let (em, shy) = (Length::pt(20), Length::pt(20).scale(60, 1000));
    let glyphs = &page.glyphs[wave.glyphs.clone()];
    assert_eq!(wave.origin.y, words.origin.y + em + shy);
    let end = wave.origin.y + glyphs[2].along() + wave.size;
    assert!((end - (words.origin.y + em * 4 - shy)).0.abs() <= 3);
    // Its ink lies left of the em box, clear of it.
    let library = banxin::font::Library::embedded();
    let tables = library.face(wave.face).tables();
    let ink = tables.and_then(|tables| tables.ink_box(glyphs[0].id)).expect("a wave has ink");
    let right = wave.origin.x + wave.size.scale(i64::from(ink[3]), 1000);
    let left = wave.origin.x + wave.size.scale(i64::from(ink[1]), 1000);
    let edge = words.origin.x - em / 2;
    assert!(right < edge && left > edge - em.scale(250, 1000), "{left:?} {right:?} {edge:?}");
    // The controls: no mark, no wave; a name has a straight line.
    assert!(self::runs(&self::page("读红楼梦一遍")).iter().all(|(_, run)| !run.turned));
    assert!(self::runs(&self::page("在[霁川]{.name}一带")).iter().all(|(_, run)| !run.turned));
}

#[test]
fn three_figures_abreast_are_small_and_stand_in_one_em() {
    let page = page("清淤112公里");
    let runs = runs(&page);
    let [before, figures, behind] = &runs[..] else { panic!("{runs:?}") };
    assert_eq!((figures.0.as_str(), figures.1.size, figures.1.turned), ("112", Length::pt(12), false));
    assert_eq!(figures.1.origin.y - before.1.origin.y, Length::pt(40));
    assert_eq!(behind.1.origin.y - figures.1.origin.y, Length::pt(20));
    let across: Vec<Length> =
        page.glyphs[figures.1.glyphs.clone()].iter().map(banxin::page::PlacedGlyph::across).collect();
    assert!(across[0] < across[1] && across[1] < across[2], "{across:?}");
    assert!(across[2] - across[0] < Length::pt(20));
    assert_eq!(self::runs(&self::page("清淤一百公里")).len(), 1);
}
