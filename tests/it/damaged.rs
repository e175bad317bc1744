//! Files of every kind that come in, damaged at random: an issue with one of them is read and set, or refused with
//! findings; it never panics, and takes neither long nor much memory.
//!
//! `cargo test --test it -- damaged` damages a few of each kind; `cargo test --release --test it -- --ignored damaged`
//! damages ten thousand files. `BANXIN_DAMAGED=COUNT` asks for another number and `BANXIN_SEED=NUMBER` for others.

#![allow(clippy::print_stdout)]

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::cases::{FILES, STORY, issue, jpeg, put};

/// The longest that one file may take where the program is built for use.
const LONGEST: Duration = Duration::from_secs(2);
/// The most memory that all of it may take, in kB.
const MOST_MEMORY: u64 = 500_000;

/// A generator of numbers that is the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// A file of the issue, what the issue says of it, and its bytes.
struct Kind {
    file: &'static str,
    changes: Vec<(&'static str, String)>,
    bytes: Vec<u8>,
}

fn kinds() -> Vec<Kind> {
    let picture = |name: &str| vec![("issue.toml", FILES[0].1.replace("river.jpg", name))];
    let encoded = |format: image::ImageFormat| {
        let picture =
            image::RgbImage::from_fn(48, 40, |x, y| image::Rgb([x as u8 * 5, y as u8 * 6, (x * y) as u8]));
        let mut bytes = Cursor::new(Vec::new());
        image::DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).expect("encoding into memory");
        bytes.into_inner()
    };
    let cmyk = || {
        let mut bytes = Cursor::new(Vec::new());
        let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).expect("memory");
        let shares: Vec<u8> = (0..40 * 30 * 4).map(|at| (at % 200) as u8).collect();
        encoder.write_image::<tiff::encoder::colortype::CMYK8>(40, 30, &shares).expect("memory");
        bytes.into_inner()
    };
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = |path: &str| std::fs::read(repository.join(path)).expect("a file of the project");
    let layout = |keys: &str| vec![("layouts/small.toml", format!("{keys}\n{}", FILES[1].1))];
    let advert = FILES[0].1.replace("[[page.picture]]", "[[page.ad]]").replace("river.jpg", "ad.pdf");
    let advert = advert.replace("caption = \"江边\"\n", "");
    let table = FILES[0]
        .1
        .replace("[[page.picture]]", "[[page.table]]")
        .replace("pictures/river.jpg", "tables/t.csv");
    let table = table.replace("caption = \"江边\"\n", "");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"48\"><style>.a{fill:#204060} :is(b,rect){x:y}</style>\
               <linearGradient id=\"g\"><stop/><stop offset=\"1\" stop-color=\"device-cmyk(0 1 1 0)\"/></linearGradient>\
               <clipPath id=\"c\"><path d=\"M0 0h9v9z\"/></clipPath><g id=\"u\" clip-path=\"url(#c)\"><rect class=\"a\" width=\"9\" \
               height=\"9\" fill=\"url(#g)\"/></g><use href=\"#u\" x=\"3\" transform=\"rotate(3)\"/><text>字</text></svg>";
    vec![
        Kind { file: "issue.toml", changes: vec![], bytes: FILES[0].1.into() },
        Kind { file: "layouts/small.toml", changes: vec![], bytes: FILES[1].1.into() },
        Kind { file: "stories/lead.md", changes: vec![], bytes: STORY.into() },
        Kind {
            file: "tables/t.csv",
            changes: vec![("issue.toml", table)],
            bytes: "品种,价格\n白菜,2.50\n\"橘,红\",3\n".into(),
        },
        Kind { file: "pictures/d.svg", changes: picture("d.svg"), bytes: svg.into() },
        Kind { file: "pictures/p.png", changes: picture("p.png"), bytes: encoded(image::ImageFormat::Png) },
        Kind { file: "pictures/river.jpg", changes: vec![], bytes: jpeg() },
        Kind { file: "pictures/p.tif", changes: picture("p.tif"), bytes: encoded(image::ImageFormat::Tiff) },
        Kind { file: "pictures/c.tif", changes: picture("c.tif"), bytes: cmyk() },
        Kind {
            file: "pictures/p.webp",
            changes: picture("p.webp"),
            bytes: encoded(image::ImageFormat::WebP),
        },
        Kind { file: "pictures/p.gif", changes: picture("p.gif"), bytes: encoded(image::ImageFormat::Gif) },
        Kind {
            file: "pictures/ad.pdf",
            changes: vec![("issue.toml", advert)],
            bytes: file("tests/fixtures/ads/type3.pdf"),
        },
        Kind {
            file: "layouts/own.ttf",
            changes: layout("[faces.own]\nfile = \"own.ttf\"\n"),
            bytes: file("tests/fonts/frames.ttf"),
        },
        Kind {
            file: "layouts/own.icc",
            changes: layout("[press]\nprofile = \"own.icc\"\n"),
            bytes: banxin::ink::NEWSPRINT.into(),
        },
    ]
}

/// The bytes with some of them changed, taken out, doubled or moved.
fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        if out.is_empty() {
            break;
        }
        let at = dice.roll(out.len());
        let end = (at + 1 + dice.roll(40)).min(out.len());
        match dice.roll(8) {
            0 => out[at] ^= 1 << dice.roll(8),
            1 => out[at] = [0, 0xFF, 0x7F, 0x80, b'"', b'<', b'{', b'9'][dice.roll(8)],
            2 => {
                out.drain(at..end);
            }
            3 => {
                let part = out[at..end].to_vec();
                let to = dice.roll(out.len());
                out.splice(to..to, part);
            }
            4 => out.truncate(at),
            5 => {
                let four = [[0xFF; 4], [0; 4], [0x7F, 0xFF, 0xFF, 0xFF], [0, 1, 0, 0]][dice.roll(4)];
                let end = (at + 4).min(out.len());
                out[at..end].copy_from_slice(&four[..end - at]);
            }
            6 => out[at] = dice.roll(256) as u8,
            _ => {
                let to = dice.roll(out.len());
                out.swap(at, to);
            }
        }
    }
    out
}

fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}

/// Damages so many files, one kind after the other; the count of those that were set and of those that were refused.
fn run(count: usize, longest: Duration) -> (usize, usize) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let mut dice = Dice(number("BANXIN_SEED").unwrap_or(0x2545_F491_4F6C_DD1D));
    let (mut set, mut refused) = (0, 0);
    let kinds = kinds();
    let dirs: Vec<tempfile::TempDir> = kinds
        .iter()
        .map(|kind| {
            let dir = issue();
            for (file, text) in &kind.changes {
                put(dir.path(), file, text.as_bytes());
            }
            put(dir.path(), kind.file, &kind.bytes);
            if let Err(refused) = banxin::load(dir.path()) {
                panic!("{} is sound as it is: {:#?}", kind.file, refused.diagnostics);
            }
            dir
        })
        .collect();
    let mut slowest = (Duration::ZERO, "");
    for at in 0..count {
        let (kind, dir) = (&kinds[at % kinds.len()], &dirs[at % kinds.len()]);
        let bytes = damage(&kind.bytes, &mut dice);
        put(dir.path(), kind.file, &bytes);
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| match banxin::load(dir.path()) {
            Ok(loaded) => {
                banxin::compile(&loaded);
                true
            }
            Err(refused) => {
                assert!(!refused.diagnostics.is_empty(), "a refusal says why");
                false
            }
        }));
        let took = start.elapsed();
        let keep = || {
            let path = std::env::temp_dir().join(format!("damaged-{at}-{}", kind.file.replace('/', "-")));
            std::fs::write(&path, &bytes).expect("a place for temporary files");
            path
        };
        match outcome {
            Ok(true) => set += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("a panic: {}", keep().display()),
        }
        assert!(took < longest, "{took:?}: {}", keep().display());
        if took > slowest.0 {
            slowest = (took, kind.file);
        }
    }
    let memory = peak_memory();
    println!("{count} files: {set} set, {refused} refused; slowest {slowest:?}; peak {memory:?} kB");
    (set, refused)
}

#[test]
fn a_few_damaged_files_of_every_kind_are_set_or_refused() {
    let (set, refused) = run(14 * 6, LONGEST * 20);
    assert!(set > 0 && refused > 0, "{set} {refused}");
}

#[test]
#[ignore = "takes many minutes"]
fn many_damaged_files_of_every_kind_are_set_or_refused() {
    let count = std::env::var("BANXIN_DAMAGED").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    run(count, LONGEST);
    assert!(peak_memory().is_none_or(|peak| peak < MOST_MEMORY), "{:?} kB", peak_memory());
}
