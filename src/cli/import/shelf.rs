//! The folder into which copy goes: names that are free, copy that is there already, and files written whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use banxin::diagnostic::Diagnostic;
use banxin::import::{self, Imported, Made, Names};

use super::super::files::{self, Files};

/// Names that were given before a number makes them new.
const MOST_NUMBERS: usize = 10_000;

/// The folder.
pub struct Shelf {
    dir: PathBuf,
    dry_run: bool,
    /// What was imported before: the hash of what was made, and the files.
    known: BTreeMap<String, Vec<String>>,
    /// Names that were given in this run, in small letters.
    given: BTreeSet<String>,
}

/// Where what was made of a source went.
pub enum Placed {
    /// Into these files.
    New(Vec<String>),
    /// Nowhere: these files have it.
    Known(Vec<String>),
}

impl Shelf {
    /// Looks at what was imported into a folder before; it need not exist.
    pub fn open(dir: &Path, dry_run: bool) -> Shelf {
        let records = std::fs::read_dir(dir.join("imported")).into_iter().flatten();
        let mut paths: Vec<PathBuf> = records.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        let read = |path: &PathBuf| import::read_record(&std::fs::read_to_string(path).ok()?);
        let known = paths.iter().filter_map(read).map(|earlier| (earlier.content, earlier.files)).collect();
        Shelf { dir: dir.to_owned(), dry_run, known, given: BTreeSet::new() }
    }

    /// Writes what was made of a source: every file, or none.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn place(&mut self, source: &Path, imported: &Imported) -> Result<Placed, Vec<Diagnostic>> {
        let hashes: Vec<String> = imported.made.iter().map(import::content_hash).collect();
        let is_there =
            |files: &Vec<String>| files.iter().all(|file| self.dry_run || self.dir.join(file).exists());
        let known: Vec<&Vec<String>> = hashes.iter().filter_map(|hash| self.known.get(hash)).collect();
        if !hashes.is_empty() && known.len() == hashes.len() && known.iter().all(|files| is_there(files)) {
            return Ok(Placed::Known(known.into_iter().flatten().cloned().collect()));
        }
        let mut all: Files = Vec::new();
        let mut made = Vec::new();
        let name = source.file_name().unwrap_or_default().to_string_lossy();
        for (one, hash) in imported.made.iter().zip(&hashes) {
            let (base, names) = self.names(one);
            let record = import::write_record(imported, one, &names, &name);
            all.extend(
                names
                    .story
                    .iter()
                    .zip(&one.manuscript)
                    .map(|(name, text)| (name.into(), text.clone().into_bytes())),
            );
            all.extend(
                names
                    .tables
                    .iter()
                    .zip(&one.tables)
                    .map(|(name, text)| (name.into(), text.clone().into_bytes())),
            );
            let pictures = names.pictures.iter().zip(&one.pictures);
            all.extend(pictures.map(|(name, captioned)| (name.into(), captioned.picture.bytes.clone())));
            all.push((record_name(&base).into(), record.into_bytes()));
            let files: Vec<String> = names.all().map(str::to_owned).collect();
            made.extend(files.iter().cloned());
            self.known.insert(hash.clone(), files);
        }
        if !self.dry_run
            && let Err(findings) = files::create(&self.dir, &all)
        {
            for hash in &hashes {
                self.known.remove(hash);
            }
            return Err(findings);
        }
        Ok(Placed::New(made))
    }

    /// Names that are free for all files of one article.
    fn names(&mut self, made: &Made) -> (String, Names) {
        let numbered = (2..MOST_NUMBERS).map(|number| format!("{}-{number}", made.name));
        for base in std::iter::once(made.name.clone()).chain(numbered) {
            let names = names_of(&base, made);
            let record = record_name(&base);
            let all: Vec<&str> = names.all().chain([record.as_str()]).collect();
            let is_free =
                |name: &&str| !self.given.contains(&name.to_lowercase()) && !self.dir.join(name).exists();
            if all.iter().all(is_free) {
                self.given.extend(all.iter().map(|name| name.to_lowercase()));
                return (base, names);
            }
        }
        // Writing tells that the file is there.
        let names = names_of(&made.name, made);
        (made.name.clone(), names)
    }
}

fn record_name(base: &str) -> String {
    format!("imported/{base}.toml")
}

fn names_of(base: &str, made: &Made) -> Names {
    let numbered = |folder: &str, count: usize, ending: &dyn Fn(usize) -> String| -> Vec<String> {
        let name = |at: usize| match count {
            1 => format!("{folder}/{base}.{}", ending(at)),
            _ => format!("{folder}/{base}-{}.{}", at + 1, ending(at)),
        };
        (0..count).map(name).collect()
    };
    Names {
        story: made.manuscript.as_ref().map(|_| format!("stories/{base}.md")),
        tables: numbered("stories", made.tables.len(), &|_| "csv".to_owned()),
        pictures: numbered("pictures", made.pictures.len(), &|at| {
            made.pictures[at].picture.extension.clone()
        }),
    }
}
