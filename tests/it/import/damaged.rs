//! Files that are broken: told, with nothing left behind; and random damage, which loses nothing in silence.

use super::*;

/// A container with other bytes for one of its parts, or without it.
pub(super) fn with_part(path: &Path, name: &str, change: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(fs::read(path).expect("the file"))).expect("a container");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut file = old.by_index(at).expect("a part");
        let own = file.name().expect("UTF-8").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("sound");
        let bytes = if own == name { change(bytes) } else { Some(bytes) };
        if let Some(bytes) = bytes {
            new.start_file(own, zip::write::SimpleFileOptions::default()).expect("a part");
            new.write_all(&bytes).expect("written");
        }
    }
    new.finish().expect("written").into_inner()
}

#[test]
fn what_is_broken_is_told_and_leaves_nothing() {
    let sound = fixtures().join("docx/python-docx-styled.docx");
    let bytes = fs::read(&sound).expect("the file");
    let document = "word/document.xml";
    let cut = |bytes: Vec<u8>| Some(bytes[..bytes.len() / 2].to_vec());
    let mut wrong_sum = bytes.clone();
    let at = wrong_sum.windows(17).position(|name| name == document.as_bytes()).expect("its local header");
    wrong_sum[at + 17 + 40] ^= 0x55;
    let entities =
        |_| Some(b"<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\">]><d>&a;</d>".to_vec());
    let deep = |_| Some("<w:p>".repeat(50_000).into_bytes());
    let bomb = |_| Some(vec![b' '; 40 << 20]);
    let odt = fixtures().join("odt/libreoffice-notes.odt");
    let odt_bytes = fs::read(&odt).expect("the file");
    let all: [(&str, &str, Vec<u8>); 17] = [
        ("truncated.docx", "import-broken", bytes[..bytes.len() / 2].to_vec()),
        ("xml.docx", "import-broken", with_part(&sound, document, cut)),
        ("sum.docx", "import-broken", wrong_sum),
        ("missing.docx", "import-broken", with_part(&sound, document, |_| None)),
        ("entities.docx", "import-limit", with_part(&sound, document, entities)),
        ("deep.docx", "import-limit", with_part(&sound, document, deep)),
        ("bomb.docx", "import-limit", with_part(&sound, document, bomb)),
        ("cut.odt", "import-broken", odt_bytes[..odt_bytes.len() / 2].to_vec()),
        ("xml.odt", "import-broken", with_part(&odt, "content.xml", cut)),
        ("missing.odt", "import-broken", with_part(&odt, "content.xml", |_| None)),
        ("entities.odt", "import-limit", with_part(&odt, "styles.xml", entities)),
        ("deep.odt", "import-limit", with_part(&odt, "content.xml", deep)),
        ("old.doc", "import-kind", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec()),
        ("rich.docx", "import-kind", b"{\\rtf1\\ansi}".to_vec()),
        ("page.txt", "import-kind", b"%PDF-1.4 rest".to_vec()),
        ("empty.docx", "import-kind", Vec::new()),
        ("broken.xml", "import-broken", "<?xml version=\"1.0\"?><CNML><Items></CNML>".into()),
    ];
    for (name, wanted, bytes) in all {
        let dir = folder();
        let source = dir.path().join(name);
        fs::write(&source, bytes).expect("written");
        let (code, report) = import(&source, &dir.path().join("issue"));
        assert_eq!((code, codes(&report)), (2, vec![wanted]), "{name}: {report}");
        assert!(!dir.path().join("issue").exists(), "{name} left something");
    }
    // The name of a file says nothing.
    let dir = folder();
    let source = dir.path().join("word.txt");
    fs::copy(&sound, &source).expect("a copy");
    let (code, report) = import(&source, dir.path());
    assert_eq!(code, 0, "{report}");
}

/// Random numbers that are the same in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }
}

/// Damages bytes: drops, doubles, moves or changes a piece; in markup mostly at the edges of tags.
fn damaged(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            break;
        }
        let edges: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'<').collect();
        let at_edge = !edges.is_empty() && chance.below(4) > 0;
        let mut place = || if at_edge { edges[chance.below(edges.len())] } else { chance.below(bytes.len()) };
        let (mut from, mut to) = (place(), place());
        if from > to {
            std::mem::swap(&mut from, &mut to);
        }
        to = to.min(from + 4000);
        let piece = bytes[from..to].to_vec();
        match chance.below(6) {
            0 => drop(bytes.drain(from..to)),
            1 => drop(bytes.splice(from..from, piece)),
            2 => {
                bytes.drain(from..to);
                let into = chance.below(bytes.len());
                bytes.splice(into..into, piece);
            }
            3 => bytes[from] = chance.below(256) as u8,
            4 => bytes.truncate(to),
            _ => {
                let odd = [
                    "\u{0}",
                    "\u{feff}",
                    "\r",
                    "<w:t>",
                    "</p>",
                    "&#x1F600;",
                    "**",
                    "]{.sup}",
                    "\\",
                    "### ",
                    "---\n",
                    "\u{3000}",
                    "<br>",
                    "〓",
                    "]]>",
                ];
                let odd = odd[chance.below(odd.len())].bytes();
                bytes.splice(from..from, odd);
            }
        }
    }
    bytes
}

/// Damages every fixture `rounds` times. Nothing panics or hangs, and nothing that is read loses a character: a source
/// whose account is uneven would be refused with `import-account`.
fn mangle(rounds: usize, seed: u64) -> (usize, usize) {
    let all: Vec<PathBuf> = ["docx", "odt", "web", "cnml", "text"].into_iter().flat_map(files).collect();
    let (mut read, mut refused) = (0, 0);
    for (number, path) in all.iter().enumerate() {
        let mut chance = Chance(seed + 7919 * (number as u64 + 1));
        let whole = fs::read(path).expect("the file");
        let parts: &[&str] = match path.extension().and_then(|ending| ending.to_str()) {
            Some("docx") => &[
                "word/document.xml",
                "word/document.xml",
                "word/styles.xml",
                "word/numbering.xml",
                "word/_rels/document.xml.rels",
            ],
            Some("odt") => &["content.xml", "content.xml", "content.xml", "styles.xml"],
            _ => &[],
        };
        for _ in 0..rounds {
            // Inside the container three times of four, so that the damage is not just a wrong checksum.
            let bytes = match !parts.is_empty() && chance.below(4) > 0 {
                true => {
                    let part = parts[chance.below(parts.len())];
                    let seed = chance.below(usize::MAX) as u64 + 1;
                    with_part(path, part, |bytes| Some(damaged(bytes, &mut Chance(seed))))
                }
                false => damaged(whole.clone(), &mut chance),
            };
            let beside = |_: &str| Some(b"\x89PNG\r\n\x1A\n".to_vec());
            let source = banxin::import::Source { path, bytes: &bytes, encoding: None, beside: &beside };
            let begun = std::time::Instant::now();
            match banxin::import::import(&source, &mut banxin::diagnostic::Sources::default()) {
                Ok(imported) => {
                    read += 1;
                    assert!(imported.made.iter().all(|made| made.account.is_even()));
                }
                Err(finding) => {
                    refused += 1;
                    if finding.code == "import-account" {
                        let kept = std::env::temp_dir().join("banxin-uneven");
                        fs::write(&kept, &bytes).expect("written");
                        panic!("{}: {}; see {}", path.display(), finding.message, kept.display());
                    }
                }
            }
            assert!(begun.elapsed().as_secs() < 10, "{}", path.display());
        }
    }
    (read, refused)
}

#[test]
fn damaged_files_lose_nothing_in_silence() {
    let (read, refused) = mangle(6, 1);
    assert!(read > 50 && refused > 50, "{read} were read, {refused} refused");
}

/// `cargo test --release --test it -- --ignored import::ten_thousand`
#[test]
#[ignore = "takes minutes"]
fn ten_thousand_damaged_files_lose_nothing_in_silence() {
    let (read, refused) = mangle(205, 17);
    assert!(read + refused >= 10_000, "{read} were read, {refused} refused");
}
