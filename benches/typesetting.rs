//! The hot stages on newspaper text: prepare (shape, space, breaks), lines (total fit and
//! justification), and rustybuzz alone as the yardstick of the same run.
//!
//! Throughput is given in characters, so ns per character is the inverse of what is shown.

use std::hint::black_box;
use std::path::Path;

use banxin::diagnostic::FileId;
use banxin::font::Library;
use banxin::geometry::Length;
use banxin::issue::Text;
use banxin::layout::Align;
use banxin::line::{self, Setting};
use banxin::text::{Form, House, Run, Shaper, TextStyle, prepare};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Paragraphs of the sample issue's manuscripts.
fn paragraphs() -> Vec<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/front-page/stories");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the sample").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut paragraphs = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).expect("a manuscript");
        let body = text.rsplit("---\n").next().unwrap_or_default();
        let lines = body.lines().filter(|line| line.chars().count() > 20);
        paragraphs.extend(lines.map(|line| Text::plain(FileId(0), line, 0)));
    }
    paragraphs
}

fn typesetting(criterion: &mut Criterion) {
    let library = Library::embedded();
    let face = library.find("song").expect("an embedded face");
    let house = House::default();
    let style = TextStyle::new(face, Length::pt(9), &house);
    let texts = paragraphs();
    let characters: u64 = texts.iter().map(|text| text.to_plain().chars().count() as u64).sum();
    let mut shaper = Shaper::new(&library);
    let prepared: Vec<_> = texts.iter().map(|text| prepare(text, &style, &mut shaper)).collect();

    let mut group = criterion.benchmark_group("typesetting");
    group.throughput(Throughput::Elements(characters));
    group.bench_function("rustybuzz", |bencher| {
        let plain: Vec<String> = texts.iter().map(Text::to_plain).collect();
        let mut glyphs = Vec::new();
        bencher.iter(|| {
            for text in &plain {
                glyphs.clear();
                let run = Run { face, text: black_box(text), vertical: false, form: Form::Text };
                shaper.shape(&run, &mut glyphs);
            }
            glyphs.len()
        });
    });
    group.bench_function("prepare", |bencher| {
        bencher.iter(|| {
            texts.iter().map(|text| prepare(black_box(text), &style, &mut shaper).len()).sum::<usize>()
        });
    });
    for ems in [13, 17, 22] {
        let setting = Setting::new(Length::pt(9) * ems, Length::pt(18), Align::Justify);
        group.bench_function(format!("lines at {ems} em"), |bencher| {
            bencher.iter(|| {
                prepared.iter().map(|text| line::set(black_box(text), &setting).lines.len()).sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, typesetting);
criterion_main!(benches);
