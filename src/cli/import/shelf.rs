//! The folder into which copy goes: names that are free, copy that is there already, and files written whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use banxin::diagnostic::Diagnostic;
use banxin::import::{self, Imported, KnownStory, Made, Names};

use super::super::files::{self, Files};
use super::find::listed;
use super::pictures::Pictures;

/// Names that were given before a number makes them new.
const MOST_NUMBERS: usize = 10_000;

/// The folder.
pub struct Shelf {
    dir: PathBuf,
    dry_run: bool,
    /// What was imported before: the hash of what was made, and the files.
    known: BTreeMap<String, Names>,
    /// Names that were given in this run, in small letters.
    given: BTreeSet<String>,
    /// The pictures of the folder and of this run.
    pictures: Pictures,
    /// The stories of the folder and of this run by the letters of their headlines, each with its file; read when the first
    /// story is to be compared.
    stories: Option<BTreeMap<String, Vec<(String, KnownStory)>>>,
}

/// What became of a source.
#[derive(Default)]
pub struct Placed {
    /// Whether nothing was made, because these files were there.
    pub is_known: bool,
    /// The files that were made, or that were there.
    pub files: Vec<String>,
    /// The names of the files of each article.
    pub names: Vec<Names>,
    /// Pictures that were there already and are not written again.
    pub shared: Vec<String>,
    /// Pictures that stand several times in the source.
    pub repeated: Vec<String>,
    /// Stories that were there and have the headline of a new one.
    pub same: Vec<Same>,
}

/// A story that was there and has the headline of a new one.
pub struct Same {
    /// The new manuscript.
    pub new: String,
    /// The one that was there.
    pub there: String,
    /// How alike their texts are, in percent.
    pub alike: usize,
}

impl Shelf {
    /// Looks at what was imported into a folder before; it need not exist.
    pub fn open(dir: &Path, dry_run: bool) -> Shelf {
        let read = |path: &PathBuf| import::read_record(&std::fs::read_to_string(path).ok()?);
        let records = listed(dir, "imported");
        let known = records.iter().filter_map(read);
        Shelf {
            dir: dir.to_owned(),
            dry_run,
            known: known.map(|earlier| (earlier.content, earlier.names)).collect(),
            given: BTreeSet::new(),
            pictures: Pictures::open(dir),
            stories: None,
        }
    }

    /// Writes what was made of a source: every file, or none.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn place(&mut self, source: &Path, imported: &Imported) -> Result<Placed, Vec<Diagnostic>> {
        if !self.dry_run {
            self.pictures.look_again();
        }
        let hashes: Vec<String> = imported.made.iter().map(import::content_hash).collect();
        if let Some(names) = self.known(imported, &hashes) {
            let files = names.iter().flat_map(Names::all).map(str::to_owned).collect();
            return Ok(Placed { is_known: true, files, names, ..Placed::default() });
        }
        let mut all: Files = Vec::new();
        let mut placed = Placed::default();
        let name = source.file_name().unwrap_or_default().to_string_lossy();
        let earlier = self.pictures.clone();
        for (one, hash) in imported.made.iter().zip(&hashes) {
            let (base, mut names) = self.names(one);
            let mut files: Files = Vec::new();
            files.extend(names.story.iter().zip(&one.manuscript).map(file));
            files.extend(names.tables.iter().zip(one.tables.iter().map(|table| &table.text)).map(file));
            for (name, captioned) in names.pictures.iter_mut().zip(&one.pictures) {
                let bytes = &captioned.picture.bytes;
                match self.pictures.find(bytes) {
                    Some(there) => {
                        let told =
                            if earlier.has(&there) { &mut placed.shared } else { &mut placed.repeated };
                        if !told.contains(&there) {
                            told.push(there.clone());
                        }
                        *name = there;
                    }
                    None => {
                        self.pictures.add(name, bytes);
                        files.push((name.as_str().into(), bytes.clone()));
                    }
                }
            }
            let record = import::write_record(imported, one, &names, &name);
            placed.files.extend(files.iter().map(|(path, _)| path.to_string_lossy().into_owned()));
            all.append(&mut files);
            all.push((record_name(&base).into(), record.into_bytes()));
            self.known.insert(hash.clone(), names.clone());
            placed.names.push(names);
        }
        if !self.dry_run
            && let Err(findings) = files::create(&self.dir, &all)
        {
            for hash in &hashes {
                self.known.remove(hash);
            }
            self.pictures = earlier;
            return Err(findings);
        }
        placed.same = self.compare(imported, &placed.names);
        Ok(placed)
    }

    /// The names of what is there already, if all of a source is: the same articles were imported, or it is a picture that
    /// was taken with something else.
    fn known(&self, imported: &Imported, hashes: &[String]) -> Option<Vec<Names>> {
        let is_there = |names: &Names| {
            names.all().all(|file| {
                self.dry_run && self.given.contains(&file.to_lowercase()) || self.dir.join(file).exists()
            })
        };
        let known = |(made, hash): (&Made, &String)| {
            let by_hash = self.known.get(hash).filter(|names| is_there(names)).cloned();
            by_hash.or_else(|| {
                let is_picture = made.manuscript.is_none() && made.tables.is_empty();
                let pictures = made.pictures.iter().map(|one| self.pictures.find(&one.picture.bytes));
                let pictures: Vec<String> = is_picture.then(|| pictures.collect::<Option<_>>()).flatten()?;
                Some(Names { pictures, ..Names::default() })
            })
        };
        let all: Option<Vec<Names>> = imported.made.iter().zip(hashes).map(known).collect();
        all.filter(|all| !all.is_empty())
    }

    /// Compares new stories with those that have their headlines, and keeps them for the next ones.
    fn compare(&mut self, imported: &Imported, names: &[Names]) -> Vec<Same> {
        let mut same = Vec::new();
        for (one, names) in imported.made.iter().zip(names) {
            let (Some(text), Some(new)) = (&one.manuscript, &names.story) else { continue };
            let story = import::read_story(text);
            if story.headline.is_empty() {
                continue;
            }
            let stories = self.stories.get_or_insert_with(|| read_stories(&self.dir));
            let there = stories.entry(story.headline.clone()).or_default();
            // Those of the folder were read after this one was written.
            there.retain(|(file, _)| file != new);
            same.extend(there.iter().map(|(file, other)| Same {
                new: new.clone(),
                there: file.clone(),
                alike: import::alike(&story, other),
            }));
            there.push((new.clone(), story));
        }
        same
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

/// A text as a file to be written.
fn file((name, text): (&String, &String)) -> (PathBuf, Vec<u8>) {
    (name.into(), text.clone().into_bytes())
}

/// The manuscripts of a folder by the letters of their headlines.
fn read_stories(dir: &Path) -> BTreeMap<String, Vec<(String, KnownStory)>> {
    let mut stories: BTreeMap<String, Vec<(String, KnownStory)>> = BTreeMap::new();
    for path in listed(dir, "stories") {
        let is_manuscript = path.extension().is_some_and(|ending| ending == "md");
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| is_manuscript) else {
            continue;
        };
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let story = import::read_story(&text);
        if !story.headline.is_empty() {
            stories.entry(story.headline.clone()).or_default().push((format!("stories/{name}"), story));
        }
    }
    stories
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
