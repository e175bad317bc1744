//! The folder in which builds keep for each other what they find of pictures and make for the PDF; see
//! [`cache`](crate::cache). And the temporary files that the command line and this folder write beside the files that they are
//! to be.
//!
//! Each entry is a file, written beside its place and then renamed, so builds need no lock: one finds a whole
//! entry or none. A folder that cannot be written, or is deleted meanwhile, costs time and nothing else.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use crate::cache::{Cache, Key, Store};

/// Bytes that the folder may hold after a build: the fonts and pictures of a fortnight's issues.
const LIMIT: u64 = 512 << 20;

/// The ending of an entry's name.
const ENDING: &str = ".banxin";

/// A folder of entries.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    limit: u64,
    written: AtomicBool,
}

/// A cache in a folder, or in memory if there is none. What is in a folder is not kept in memory besides: the system does
/// so, and a build needs most of it once. The folder is made when the first entry is kept; what was not used for longest
/// leaves it when it holds more than 512 MiB.
pub fn open(folder: Option<PathBuf>) -> Cache {
    match folder {
        Some(path) => Cache::new(0).behind(Folder::new(path, LIMIT)),
        None => Cache::default(),
    }
}

/// How long a temporary file may lie about before it is taken for a dead build's.
const STALE: Duration = Duration::from_secs(6 * 3600);

/// How temporary files are named.
const PART: (&str, &str) = (".banxin-", ".part");

/// Temporary files as [`sweep`] knows them. They would be their owner's alone; a finished page, and what is
/// kept for the next, is for the whole desk (less the umask).
pub fn part() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PART.0).suffix(PART.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Removes the temporary files in a folder that builds have left which were killed: those of our name that
/// nobody has written to for hours. What cannot be removed stays.
pub fn sweep(folder: &Path) {
    let Ok(listing) = fs::read_dir(folder) else { return };
    for entry in listing.filter_map(Result::ok) {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PART.0) && name.ends_with(PART.1));
        let stale = || {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let age = SystemTime::now().duration_since(about.modified().ok()?).ok()?;
            Some(age > STALE)
        };
        if ours && stale() == Some(true) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Folder {
    fn new(path: PathBuf, limit: u64) -> Folder {
        Folder { path, limit, written: AtomicBool::new(false) }
    }

    fn entry(&self, key: &Key) -> PathBuf {
        self.path.join(format!("{key}{ENDING}"))
    }

    fn try_put(&self, key: &Key, entry: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.path)?;
        let mut file = part().tempfile_in(&self.path)?;
        file.write_all(entry)?;
        // Not synced to the disk: a power cut may damage it, and then it is made anew.
        file.persist(self.entry(key))?;
        self.written.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Takes the entries out that were not used for longest, where they are too many for the folder.
    fn tidy(&self) {
        let Ok(listing) = fs::read_dir(&self.path) else { return };
        let mut entries: Vec<(SystemTime, PathBuf, u64)> = listing
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?;
                let digits = name.strip_suffix(ENDING)?;
                let ours = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
                let about = entry.metadata().ok().filter(|about| ours && about.is_file())?;
                Some((about.modified().ok()?, entry.path(), about.len()))
            })
            .collect();
        let mut size: u64 = entries.iter().map(|(.., size)| size).sum();
        if size <= self.limit {
            return;
        }
        entries.sort_unstable();
        for (_, path, bytes) in entries {
            // A little more than needed, so that the next build need not do it again.
            if size <= self.limit / 4 * 3 {
                break;
            }
            if fs::remove_file(path).is_ok() {
                size -= bytes;
            }
        }
    }
}

impl Store for Folder {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let mut file = fs::File::open(self.entry(key)).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        // The last use is what counts; where that cannot be noted, the day it was made does.
        let _ = file.set_modified(SystemTime::now());
        Some(bytes)
    }

    fn put(&self, key: &Key, entry: &[u8]) {
        if entry.len() as u64 <= self.limit {
            let _ = self.try_put(key, entry);
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.written.load(Ordering::Relaxed) {
            sweep(&self.path);
            self.tidy();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::font::Library;
    use crate::geometry::{Length, Point, Size};
    use crate::ink::{Ink, Press};
    use crate::issue::{Date, Masthead};
    use crate::page::{Item, ItemKind, Page, PlacedGlyph, Role, TextRun};
    use crate::pdf;

    use super::*;

    /// A page with a word in two faces.
    fn page(library: &Library) -> Page {
        let side = Length::pt(200);
        let mut page = Page { trim: Size { width: side, height: side }, ..Page::default() };
        for (at, name) in ["kai", "hei"].into_iter().enumerate() {
            let id = library.find(name).expect("it is embedded");
            let start = page.glyphs.len();
            for (nth, character) in "版心".chars().enumerate() {
                let glyph = library.face(id).glyph(character).expect("it is embedded");
                let (along, text_start) = (Length::pt(20) * nth as i64, page.text.len() as u32);
                page.push_glyph(PlacedGlyph::new(glyph, along, Length::ZERO, text_start, 3));
                page.push_text(character.encode_utf8(&mut [0; 4]));
            }
            let run = TextRun {
                face: id,
                size: Length::pt(20),
                condense: 1000,
                ink: Ink::BLACK,
                vertical: false,
                turned: false,
                origin: Point::new(Length::pt(20), Length::pt(50) * (at as i64 + 1)),
                glyphs: start..page.glyphs.len(),
                source: None,
            };
            page.items.push(Item { story: None, place: 0, role: Role::Furniture, kind: ItemKind::Text(run) });
        }
        page
    }

    fn written(library: &Library, cache: &Cache) -> Vec<u8> {
        let document = pdf::Document {
            title: "报",
            creator: "banxin",
            date: Date { year: 2026, month: 11, day: 23 },
            pages: &[page(library)],
            pictures: &[],
            library,
            press: &Press::default(),
            masthead: &Masthead::default(),
        };
        pdf::write_with(&document, cache).expect("a PDF")
    }

    fn entries(folder: &std::path::Path) -> Vec<PathBuf> {
        let Ok(listing) = fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = listing.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths
    }

    fn age(path: &std::path::Path, hours: u64) {
        let file = fs::File::options().write(true).open(path).expect("it is there");
        let then = SystemTime::now() - Duration::from_secs(hours * 3600);
        file.set_modified(then).expect("its time can be set");
    }

    #[test]
    fn the_file_is_the_same_whatever_became_of_the_folder() {
        let library = Library::embedded();
        let wanted = written(&library, &Cache::new(0));
        let place = tempfile::tempdir().expect("a place for temporary files");
        let folder = place.path().join("deep/cache");
        let build = || written(&library, &Cache::new(0).behind(Folder::new(folder.clone(), LIMIT)));
        assert!(build() == wanted, "cold");
        // Two programs, one profile, a map that serves both, and the page.
        let kept = entries(&folder);
        assert_eq!(kept.len(), 5);
        let sound: Vec<Vec<u8>> = kept.iter().map(|path| fs::read(path).expect("it is there")).collect();
        assert!(build() == wanted, "warm");
        for damage in 0..4 {
            for (path, bytes) in kept.iter().zip(&sound) {
                match damage {
                    0 => fs::write(path, &bytes[..bytes.len() / 2]).expect("it can be written"),
                    1 => fs::write(path, b"").expect("it can be written"),
                    2 => fs::remove_file(path).expect("it can be removed"),
                    _ => {
                        let mut bytes = bytes.clone();
                        bytes[20] ^= 4;
                        fs::write(path, bytes).expect("it can be written");
                    }
                }
            }
            assert!(build() == wanted, "damage {damage}");
            let mended: Vec<Vec<u8>> = kept.iter().map(|path| fs::read(path).expect("it is there")).collect();
            assert!(mended == sound, "damage {damage} was not mended");
        }
        fs::remove_dir_all(&folder).expect("it can be removed");
        assert!(build() == wanted, "absent");
        // A file where the folder should be: nothing can be kept.
        fs::remove_dir_all(&folder).expect("it can be removed");
        fs::write(&folder, b"in the way").expect("it can be written");
        assert!(build() == wanted, "in the way");
        assert_eq!(fs::read(&folder).expect("it is there"), b"in the way");
    }

    #[test]
    fn what_was_not_used_for_longest_leaves_a_full_folder_and_nothing_else_does() {
        let library = Library::embedded();
        let place = tempfile::tempdir().expect("a place for temporary files");
        let folder = |limit| Cache::new(0).behind(Folder::new(place.path().to_owned(), limit));
        written(&library, &folder(LIMIT));
        let kept = entries(place.path());
        let size: u64 = kept.iter().map(|path| fs::metadata(path).expect("it is there").len()).sum();
        let others = ["notes.banxin", "report.pdf", ".banxin-abc.part"].map(|name| place.path().join(name));
        for path in &others {
            fs::write(path, vec![0; 1 << 20]).expect("it can be written");
            age(path, 99);
        }
        kept.iter().for_each(|path| age(path, 9));
        // One is made anew, the others are used, and only the stranger is as old as it looks.
        let strange = place.path().join(format!("{}{ENDING}", "ab".repeat(32)));
        fs::write(&strange, vec![0; 1_000_000]).expect("it can be written");
        age(&strange, 8);
        fs::remove_file(&kept[0]).expect("it can be removed");
        written(&library, &folder(size + size / 3 + 100));
        let mut left = [kept, others[..2].to_vec()].concat();
        left.sort();
        assert_eq!(entries(place.path()), left, "the stranger and the stale part went out");
    }
}
