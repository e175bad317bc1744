//! The PDF stage, in milliseconds of processor time on one core and beside pdf-writer with subsetter in
//! the same run: `cargo bench --bench press`.
//!
//! Pages are laid out before; what is measured is the way from display lists to the bytes of the press file.
//! Cold is a first run on a machine; warm finds fonts, profile and pictures in the cache. The quickest of some
//! rounds counts. `BANXIN_BENCH_OUT` names a folder for the files. `-- warm 50` and `-- cold 50 pictures` do
//! nothing but fifty rounds of that, for a profiler.
#![allow(clippy::print_stdout)]

#[path = "support/issue.rs"]
mod issue;
#[path = "support/rival.rs"]
mod rival;
#[allow(dead_code)]
mod support;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use banxin::font::Library;
use banxin::geometry::{Length, Rect};
use banxin::issue::{Picture, PictureData, PictureId, Text};
use banxin::page::{Item, ItemKind, Page, Role};
use banxin::{compile, pdf, read};
use cpu_time::ThreadTime;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` passes no `--bench`: then everything runs once.
    let full = arguments.iter().any(|argument| argument == "--bench");
    let rounds = if full { 15 } else { 1 };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one");
    pool.install(|| {
        let issue = Issue::new();
        if let Some(at) = arguments.iter().position(|argument| argument == "warm" || argument == "cold") {
            let rounds = arguments.get(at + 1).and_then(|rounds| rounds.parse().ok()).unwrap_or(1);
            let pages = if arguments.iter().any(|argument| argument == "pictures") {
                &issue.pages
            } else {
                &issue.words
            };
            return profile(&issue, pages, arguments[at] == "warm", rounds);
        }
        compare("text alone", &issue.document(&issue.words), rounds);
        let pages = if full { &issue.pages[..] } else { &issue.pages[..1] };
        compare("text and pictures", &issue.document(pages), rounds);
    });
}

/// Four pages of 40,000 characters.
struct Issue {
    loaded: read::Loaded,
    pictures: Vec<Picture>,
    /// Without pictures, and with two on each page.
    words: Vec<Page>,
    pages: Vec<Page>,
}

impl Issue {
    fn new() -> Issue {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let mut loaded = banxin::load(&samples.join("front-page")).expect("the sample loads");
        let characters = issue::four_pages(&mut loaded, &varied());
        // The last pages are supplements, set in other faces; one of these is TrueType.
        for (page, face) in [(2, "hei"), (3, "kai")] {
            let mut supplement = loaded.layouts[0].clone();
            for (_, style) in supplement.styles.iter_mut().filter(|(name, _)| name == "body") {
                style.face = face.into();
            }
            loaded.issue.pages[page].layout = loaded.layouts.len();
            loaded.layouts.push(supplement);
        }
        for layout in &mut loaded.layouts {
            // No marks: the rival draws none.
            layout.paper.slug = Length::ZERO;
        }
        let words = compile(&loaded).pages;
        assert_eq!(words.len(), 4);
        let more = banxin::load(&samples.join("four-pages")).expect("the sample loads").issue.pictures;
        let first = loaded.issue.pictures.len();
        let mut pages = words.clone();
        let is_photo = |picture: &&Picture| matches!(picture.data, PictureData::Raster { .. });
        for (at, picture) in more.iter().filter(is_photo).enumerate() {
            let (across, down) = picture.data.proportions();
            let width = Length::from_mm(160.0);
            let place = Rect::new(
                Length::from_mm(20.0 + 180.0 * f64::from(u32::from(at >= 4))),
                Length::from_mm(300.0),
                width,
                width.scale(down, across),
            );
            let kind =
                ItemKind::Picture { picture: PictureId((first + at) as u32), window: place, whole: place };
            pages[at % 4].items.push(Item { story: None, place: 0, role: Role::Furniture, kind });
        }
        let mut pictures = loaded.issue.pictures.clone();
        pictures.extend(more.into_iter().filter(|picture| is_photo(&picture)));
        let mut distinct: Vec<(u16, u16)> = Vec::new();
        for page in &words {
            for item in &page.items {
                if let ItemKind::Text(run) = &item.kind {
                    distinct
                        .extend(page.glyphs[run.glyphs.clone()].iter().map(|glyph| (run.face.0, glyph.id)));
                }
            }
        }
        distinct.sort_unstable();
        distinct.dedup();
        let counts: Vec<usize> = distinct.chunk_by(|one, other| one.0 == other.0).map(<[_]>::len).collect();
        println!("{characters} characters on four pages, {counts:?} glyphs of {} faces", counts.len());
        Issue { loaded, pictures, words, pages }
    }

    fn document<'a>(&'a self, pages: &'a [Page]) -> pdf::Document<'a> {
        pdf::Document { pictures: &self.pictures, ..pdf::Document::of(&self.loaded, pages) }
    }
}

/// The sample's paragraphs several times over, each time with some of their characters replaced, so that an
/// issue has as many different ones as a real one of its length.
fn varied() -> Vec<Text> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/charset-8105.txt");
    let list: Vec<char> = std::fs::read_to_string(list).expect("the list").trim().chars().collect();
    let mut next = 0;
    let mut texts = Vec::new();
    for _ in 0..6 {
        for text in support::paragraphs() {
            let mut count = 0;
            let replace = |character: char| {
                if !('\u{4E00}'..='\u{9FFF}').contains(&character) {
                    return character;
                }
                count += 1;
                if count % 13 != 0 {
                    return character;
                }
                next = (next + 3) % list.len();
                list[next]
            };
            let plain: String = text.to_plain().chars().map(replace).collect();
            texts.push(Text::plain(banxin::diagnostic::FileId(0), &plain, 0));
        }
    }
    texts
}

fn best(rounds: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..rounds {
        let start = ThreadTime::now();
        work();
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    best
}

fn compare(what: &str, document: &pdf::Document<'_>, rounds: usize) {
    let cache = pdf::Cache::default();
    let own = pdf::write_with(document, &cache).expect("a PDF");
    assert!(pdf::write_with(document, &cache).expect("a PDF") == own, "the cache changed the file");
    let rivals = rival::write(document);
    if let Ok(folder) = std::env::var("BANXIN_BENCH_OUT") {
        let name = what.replace(' ', "-");
        std::fs::write(format!("{folder}/{name}.pdf"), &own).expect("a file");
        std::fs::write(format!("{folder}/{name}-rival.pdf"), &rivals).expect("a file");
    }
    let rival = best(rounds, || drop(black_box(rival::write(document))));
    let cold = best(rounds, || drop(black_box(pdf::write(document))));
    let warm = best(rounds, || drop(black_box(pdf::write_with(document, &cache))));
    println!("\n{what}, best of {rounds} rounds");
    println!("{:26} {:>9} {:>12} {:>10} {:>12}", "", "ms", "of the rival", "bytes", "of the rival");
    let size = own.len() as f64 / rivals.len() as f64;
    println!("{:26} {rival:9.2} {:12.3} {:10} {:12.3}", "pdf-writer and subsetter", 1.0, rivals.len(), 1.0);
    for (name, time) in
        [("cold", cold), ("warm", warm), ("warm, another process", from_folder(document, rounds))]
    {
        println!("{name:26} {time:9.2} {:12.3} {:10} {size:12.3}", time / rival, own.len());
    }
}

/// What a folder of entries spares a process that has nothing in memory and has hashed no font yet.
fn from_folder(document: &pdf::Document<'_>, rounds: usize) -> f64 {
    let folder = Folder(Arc::new(tempfile::tempdir().expect("a folder")));
    let kept = || pdf::Cache::new(0).behind(folder.clone());
    let wanted = pdf::write_with(document, &kept()).expect("a PDF");
    (0..rounds).fold(f64::MAX, |least, _| {
        let library = Library::embedded();
        let document = pdf::Document { library: &library, ..*document };
        let (mut file, cache) = (Vec::new(), kept());
        let time = best(1, || file = pdf::write_with(&document, &cache).expect("a PDF"));
        assert!(file == wanted, "the folder changed the file");
        least.min(time)
    })
}

/// A folder as simple as can be.
#[derive(Clone, Debug)]
struct Folder(Arc<tempfile::TempDir>);

impl pdf::Store for Folder {
    fn get(&self, key: &pdf::Key) -> Option<Vec<u8>> {
        std::fs::read(self.0.path().join(key.to_string())).ok()
    }
    fn put(&self, key: &pdf::Key, entry: &[u8]) {
        std::fs::write(self.0.path().join(key.to_string()), entry).expect("a file");
    }
}

/// Nothing but rounds of one kind.
fn profile(issue: &Issue, pages: &[Page], warm: bool, rounds: usize) {
    let document = issue.document(pages);
    let kept = pdf::Cache::default();
    for _ in 0..rounds {
        let cache = if warm { &kept } else { &pdf::Cache::new(0) };
        black_box(pdf::write_with(&document, cache)).expect("a PDF");
    }
}
