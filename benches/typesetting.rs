//! The hot stages on newspaper text, in nanoseconds per character, beside rustybuzz alone in the
//! same run: `cargo bench --bench typesetting`.
//!
//! Stages take turns, round by round, so that a busy machine slows all of them alike; the quickest
//! round of each counts. Ratios say more than nanoseconds.
#![allow(clippy::print_stdout)]

mod support;

use std::hint::black_box;
use std::time::Instant;

use banxin::font::Library;
use banxin::geometry::Length;
use banxin::layout::Align;
use banxin::line::{self, Method, Setting};
use banxin::text::{self, GlyphForm, House, Paragraph, ShapeRun, Shaper, TextStyle, prepare, prepare_into};

const EM: Length = Length::pt(9);

fn main() {
    // `cargo test --benches` passes no `--bench`: then every stage runs once, to see that it does.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { 300 } else { 1 };
    let library = Library::embedded();
    let face = library.find("song").expect("an embedded face");
    let house = House::default();
    let style = TextStyle::new(face, EM, &house);
    let texts = support::paragraphs();
    let plain: Vec<String> = texts.iter().map(banxin::issue::Text::to_plain).collect();
    let characters = support::characters(&texts) as f64;

    let start = Instant::now();
    let mut shaper = Shaper::new(&library);
    let prepared: Vec<Paragraph> = texts.iter().map(|text| prepare(text, &style, &mut shaper)).collect();
    let cold = start.elapsed().as_nanos() as f64 / characters;

    let mut glyphs = Vec::new();
    let (mut scratch, mut paragraph) = (text::Scratch::default(), Paragraph::default());
    let (mut room, mut lines) = (line::Scratch::default(), line::Lines::default());
    let measures: Vec<Setting<'_>> =
        [13, 17, 22].map(|ems| Setting::new(EM * ems, EM * 2, Align::Justify)).into();

    let mut stages: Vec<(String, f64)> = Vec::new();
    let names = ["rustybuzz alone", "shape", "prepare, shape included"].map(str::to_owned);
    stages.extend(names.into_iter().map(|name| (name, f64::MAX)));
    for setting in &measures {
        let ems = setting.measure.0 / EM.0;
        for name in ["greedy", "total fit", "total fit + justify"] {
            stages.push((format!("{name} at {ems} em"), f64::MAX));
        }
    }
    for _ in 0..rounds {
        let mut stage = 0;
        let mut took = |start: Instant| {
            let nanoseconds = start.elapsed().as_nanos() as f64 / characters;
            stages[stage].1 = stages[stage].1.min(nanoseconds);
            stage += 1;
        };
        let run = |text| ShapeRun { face, text, vertical: false, form: GlyphForm::Text };
        let start = Instant::now();
        for text in &plain {
            glyphs.clear();
            shaper.shape_uncached(&run(black_box(text.as_str())), &mut glyphs);
            black_box(&glyphs);
        }
        took(start);
        let start = Instant::now();
        for text in &plain {
            glyphs.clear();
            shaper.shape(&run(black_box(text.as_str())), &mut glyphs);
            black_box(&glyphs);
        }
        took(start);
        let start = Instant::now();
        for text in &texts {
            prepare_into(black_box(text), &style, &mut shaper, &mut scratch, &mut paragraph);
            black_box(&paragraph);
        }
        took(start);
        for setting in &measures {
            let greedy = Setting { method: Method::Greedy, ..*setting };
            let start = Instant::now();
            for paragraph in &prepared {
                line::choose(black_box(paragraph), &greedy, &mut room);
                black_box(&room);
            }
            took(start);
            let start = Instant::now();
            for paragraph in &prepared {
                line::choose(black_box(paragraph), setting, &mut room);
                black_box(&room);
            }
            took(start);
            let start = Instant::now();
            for paragraph in &prepared {
                line::set_into(black_box(paragraph), setting, &mut room, &mut lines);
                black_box(&lines);
            }
            took(start);
        }
    }

    let rustybuzz = stages[0].1;
    println!("{characters} characters in {} paragraphs, best of {rounds} rounds", texts.len());
    println!("{:28} {:>8} {:>12}", "", "ns/char", "of rustybuzz");
    let row = |name: &str, time: f64| println!("{name:28} {time:8.2} {:12.3}", time / rustybuzz);
    for (name, time) in &stages {
        row(name, *time);
    }
    row("justify at 13 em", stages[5].1 - stages[4].1);
    row("shape + total fit + justify", stages[1].1 + stages[5].1);
    row("all, at 13 em", stages[2].1 + stages[5].1);
    row("prepare, cold", cold);
    println!("cached shaping is {:.0} times as fast as rustybuzz", rustybuzz / stages[1].1);
}
