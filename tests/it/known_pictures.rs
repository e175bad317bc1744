//! Pictures that the cache knows: the press file and the findings are those of a first build, and a file that changed is
//! read again, even if its size and its time are the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use banxin::cache::{Cache, Key, Store};
use banxin::{compile, load_with, pdf};

use crate::support::folder::folder;

const ISSUE: &str = r#"
paper = "试排报"
date = 2026-11-23
layout = "own"

[[page]]
number = 1

[[page.picture]]
area = "a"
file = "pictures/photo.tif"

[[page.picture]]
area = "b"
file = "pictures/moves.gif"
"#;

const LAYOUT: &str = "page = { width = \"200mm\", height = \"200mm\" }
grid = { columns = 4, characters = 10, rows = 40 }
[press]
picture_resolution = 100
[areas.a]
column = 1
columns = 2
row = 1
rows = 12
[areas.b]
column = 3
columns = 2
row = 1
rows = 12
";

/// A photograph of many pixels that is not packed, so that others take as many bytes.
fn photograph(dir: &Path, tone: u32) {
    let pixel = |x: u32, y: u32| image::Rgb([(x / 8 + tone) as u8, (y / 6) as u8, (x * y % 251) as u8]);
    fs::create_dir_all(dir.join("pictures")).expect("a folder");
    image::RgbImage::from_fn(900, 600, pixel).save(dir.join("pictures/photo.tif")).expect("a picture");
}

fn issue() -> tempfile::TempDir {
    let dir = folder(&[("issue.toml", ISSUE), ("layouts/own.toml", LAYOUT)]);
    photograph(dir.path(), 0);
    let mut bytes = Vec::new();
    let frame =
        |level| image::Frame::new(image::RgbaImage::from_pixel(90, 60, image::Rgba([level, 90, 0, 255])));
    image::codecs::gif::GifEncoder::new(&mut bytes).encode_frames([frame(9), frame(200)]).expect("memory");
    fs::write(dir.path().join("pictures/moves.gif"), bytes).expect("a picture");
    dir
}

/// Entries, and how often one was put there.
type Entries = (BTreeMap<Key, Vec<u8>>, usize);

/// A store that counts what it is given.
#[derive(Debug, Default, Clone)]
struct Shelf(Arc<Mutex<Entries>>);

impl Store for Shelf {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        self.0.lock().expect("no thread panicked").0.get(key).cloned()
    }
    fn put(&self, key: &Key, entry: &[u8]) {
        let mut shelf = self.0.lock().expect("no thread panicked");
        shelf.0.insert(*key, entry.to_vec());
        shelf.1 += 1;
    }
}

impl Shelf {
    fn puts(&self) -> usize {
        self.0.lock().expect("no thread panicked").1
    }
}

/// A build: the press file, and what was found.
fn built(dir: &Path, cache: Cache) -> (Vec<u8>, Vec<String>) {
    let cache = Arc::new(cache);
    let loaded = load_with(dir, None, &cache).expect("a sound issue");
    let compiled = compile(&loaded);
    let document = pdf::Document::of(&loaded, &compiled.pages);
    let file = pdf::write_with(&document, &cache).expect("a press file");
    let found = loaded.findings.iter().chain(&compiled.findings).map(|found| format!("{found:?}"));
    let found = found
        .chain(pdf::preflight::check_pages(&document, &cache).into_iter().map(|found| format!("{found:?}")));
    (file, found.collect())
}

#[test]
fn a_second_build_makes_nothing_and_says_and_writes_the_same() {
    let dir = issue();
    let plain = built(dir.path(), Cache::new(0));
    assert!(plain.1.iter().any(|found| found.contains("picture-pages")), "{:?}", plain.1);
    let shelf = Shelf::default();
    let build = |memory| built(dir.path(), Cache::new(memory).behind(shelf.clone()));
    assert!(build(0) == plain, "cold");
    let puts = shelf.puts();
    assert!(build(0) == plain && build(1 << 30) == plain, "warm");
    assert_eq!(shelf.puts(), puts, "something was made again");
    // An entry that is damaged is made again, the same.
    let keys: Vec<Key> = shelf.0.lock().expect("no thread panicked").0.keys().copied().collect();
    for key in &keys {
        let sound = shelf.get(key).expect("it is there");
        let mut damaged = sound.clone();
        damaged[sound.len() / 3] ^= 16;
        shelf.put(key, &damaged);
        assert!(build(0) == plain, "{key} was damaged");
        let mended = shelf.get(key).expect("it is there");
        // What is needed only to make others is mended when they are made.
        assert!(mended == sound || mended == damaged);
        shelf.put(key, &sound);
    }
    // All lost but one, for some of them, and all damaged.
    for key in keys.iter().step_by(3) {
        shelf.0.lock().expect("no thread panicked").0.retain(|own, _| own == key);
        assert!(build(0) == plain, "{key} alone was left");
    }
    shelf.0.lock().expect("no thread panicked").0.values_mut().for_each(|entry| entry[3] ^= 1);
    assert!(build(0) == plain, "all were damaged");
}

#[test]
fn other_pixels_in_a_file_of_the_same_size_and_time_are_seen() {
    let dir = issue();
    let path = dir.path().join("pictures/photo.tif");
    let then = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    let stamped = |tone| {
        photograph(dir.path(), tone);
        let file = fs::File::options().write(true).open(&path).expect("it is there");
        file.set_modified(then).expect("its time can be set");
        let about = fs::metadata(&path).expect("it is there");
        (about.len(), about.modified().expect("a time"))
    };
    let shelf = Shelf::default();
    let build = || built(dir.path(), Cache::new(0).behind(shelf.clone()));
    let first = stamped(0);
    let before = build();
    assert_eq!(stamped(90), first);
    let after = build();
    assert!(after == built(dir.path(), Cache::new(0)) && after.0 != before.0);
    assert_eq!(stamped(0), first);
    assert!(build() == before, "and back");
}
