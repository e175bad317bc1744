//! The layout of whole pages, in milliseconds and beside rustybuzz alone in the same run:
//! `cargo bench --bench pages`.
//!
//! Files are read before; what is measured is the way from words to display lists, on one core: shape,
//! break, fill, fit, make up. The quickest of some rounds counts.
#![allow(clippy::print_stdout)]

#[path = "support/issue.rs"]
mod issue;
#[allow(dead_code)]
mod support;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use banxin::flow::Shelf;
use banxin::font::Library;
use banxin::issue::Text;
use banxin::page::Sheet;
use banxin::read::Loaded;
use banxin::text::{GlyphForm, ShapeRun, Shaper};
use issue::{area, put, story};

fn main() {
    // `cargo test --benches` passes no `--bench`: then everything runs once, on little text.
    let full = std::env::args().any(|argument| argument == "--bench");
    let rounds = if full { 60 } else { 1 };
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/front-page");
    let mut loaded = banxin::load(&sample).expect("the sample loads");
    let texts = support::paragraphs();

    four_pages(&mut loaded, &texts, rounds);
    let sizes: &[usize] = if full { &[10_000, 100_000, 1_000_000] } else { &[10_000] };
    growth(&mut loaded, &texts, sizes, if full { 5 } else { 1 });
}

fn sheets<'s>(loaded: &'s Loaded, shelf: &'s Shelf<'s>) -> Vec<Sheet<'s>> {
    let (issue, layout) = (&loaded.issue, &loaded.layouts[0]);
    issue.pages.iter().map(|plan| Sheet::new(issue, layout, shelf, plan)).collect()
}

/// Lays out every page once.
fn lay_out(sheets: &mut [Sheet<'_>], library: &Library) {
    for sheet in sheets {
        sheet.flow(0, &[]);
        black_box(sheet.make_up(library));
    }
}

fn best(rounds: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..rounds {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    best
}

/// An issue of four pages and 40,000 characters.
fn four_pages(loaded: &mut Loaded, texts: &[Text], rounds: usize) {
    let characters = issue::four_pages(loaded, texts);
    let words: Vec<String> = loaded
        .issue
        .stories
        .iter()
        .flat_map(|story| &story.blocks)
        .map(|block| block.text().to_plain())
        .collect();
    let mut shaper = Shaper::new(&loaded.library);
    let face = loaded.library.find("song").expect("an embedded face");
    let mut glyphs = Vec::new();
    let rustybuzz = best(rounds.min(20), || {
        for text in &words {
            glyphs.clear();
            shaper.shape_uncached(
                &ShapeRun { face, text, vertical: false, form: GlyphForm::Text },
                &mut glyphs,
            );
            black_box(&glyphs);
        }
    });
    let shelf = Shelf::new(&loaded.library);
    let cold = best(1, || lay_out(&mut sheets(loaded, &shelf), &loaded.library));
    let mut sheets = sheets(loaded, &shelf);
    let warm = best(rounds, || lay_out(&mut sheets, &loaded.library));
    let one = best(rounds, || sheets[0].flow_one(0));
    println!("{characters} characters on four pages, best of {rounds} rounds");
    println!("{:32} {:>9} {:>14}", "", "ms", "of rustybuzz");
    for (name, time) in [
        ("rustybuzz alone", rustybuzz),
        ("layout, cold", cold),
        ("layout, warm", warm),
        ("one story of 3,400, set again", one),
    ] {
        println!("{name:32} {time:9.3} {:14.3}", time / rustybuzz);
    }
}

/// One story from a short one to one as long as a book, in columns as long as it takes.
fn growth(loaded: &mut Loaded, texts: &[Text], sizes: &[usize], rounds: usize) {
    println!("\n{:>12} {:>14}", "characters", "ns a character");
    let model = loaded.issue.stories[0].clone();
    for size in sizes {
        let (story, held) = story(texts, 0, *size, &model);
        let layout = &mut loaded.layouts[0];
        layout.grid.rows = (held / (17 * 6)) as u32 * 5 / 4 + 40;
        let template = layout.areas[0].clone();
        layout.areas = vec![area(&template, "a", [1, 6, 1, layout.grid.rows])];
        put(loaded, vec![vec![story]]);
        let shelf = Shelf::new(&loaded.library);
        let mut sheets = sheets(loaded, &shelf);
        let time = best(rounds, || lay_out(&mut sheets, &loaded.library));
        println!("{held:12} {:14.1}", time * 1e6 / held as f64);
    }
}
