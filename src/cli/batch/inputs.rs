//! What an issue is made of, as one digest: if it is the same as before, so is the PDF.
//!
//! It covers the files that reading asked for, with those that were not there (a layout that appears in the issue
//! folder goes before one that is built in), the names in the folders where files that no page names are told, and
//! the program itself.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use banxin::layout::FaceSource;
use banxin::read::{Kept, Loaded, font_place};

/// Folders of an issue whose names count: banxin tells files there that no page names.
const LISTED: [&str; 3] = ["stories", "pictures", "tables"];
/// How deep they are listed.
const DEPTH: usize = 8;

/// The folder of an issue that is named by its folder or its `issue.toml`.
pub fn folder(issue: &Path) -> &Path {
    match issue.parent() {
        Some(folder) if issue.is_file() => folder,
        _ => issue,
    }
}

/// The digest of bytes, as 64 hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The digest of a file; `None` for one that cannot be read.
pub fn digest_of_file(path: &Path) -> Option<String> {
    if !path.is_file() {
        return None;
    }
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut fs::File::open(path).ok()?, &mut hasher).ok()?;
    Some(hasher.finalize().to_hex().to_string())
}

/// The program: its version, and the digest of its file, since two builds of one version may set differently.
pub fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let digest = std::env::current_exe().ok().and_then(|path| digest_of_file(&path));
        format!("banxin {} {}", env!("CARGO_PKG_VERSION"), digest.unwrap_or_default())
    })
}

/// The files that the last reading of an issue asked for, and the fonts of the system that it uses.
pub fn of(issue: &Path, loaded: &Loaded, kept: &Kept) -> BTreeSet<PathBuf> {
    let faces = loaded.layouts.iter().flat_map(|layout| &layout.faces);
    let installed = faces.filter(|face| matches!(face.source, FaceSource::Installed(_)));
    let fonts = installed.filter_map(|face| Some(font_place(face, folder(issue))?.path));
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    kept.asked().iter().cloned().chain(fonts).map(absolute).collect()
}

/// The digest of these files as they are now, and of the names in the issue's folders.
pub fn digest_of_all(issue: &Path, files: &BTreeSet<PathBuf>) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |part: &[u8]| {
        // With its length, so that no two lists run together into one.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    };
    for path in files {
        add(path.as_os_str().as_encoded_bytes());
        add(digest_of_file(path).unwrap_or_default().as_bytes());
    }
    for name in LISTED {
        let mut names = Vec::new();
        list(&folder(issue).join(name), 0, &mut names);
        add(name.as_bytes());
        names.iter().for_each(|path| add(path.as_os_str().as_encoded_bytes()));
    }
    hasher.finalize().to_hex().to_string()
}

/// The files in a folder and below it, in order.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth < DEPTH {
                list(&path, depth + 1, files);
            }
        } else {
            files.push(path.file_name().unwrap_or_default().into());
        }
    }
}

/// Sizes and times of the files of an issue folder before it is read. A file that changes between being read and
/// being digested would make a digest of what the PDF does not show.
pub struct Before(Vec<(PathBuf, Stamp)>);

type Stamp = (u64, Option<SystemTime>);

impl Before {
    /// The files of the issue as they are now; those outside its folder are the ones of `known`.
    pub fn of<'p>(issue: &Path, known: impl Iterator<Item = &'p PathBuf>) -> Before {
        let mut paths = Vec::new();
        walk(folder(issue), 0, &mut paths);
        paths.extend(known.cloned());
        Before(paths.into_iter().filter_map(|path| Some((path.clone(), stamp(&path)?))).collect())
    }

    /// Whether these files are still the same.
    pub fn is_still_so(&self) -> bool {
        self.0.iter().all(|(path, before)| stamp(path).as_ref() == Some(before))
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()))
}

/// All files below a folder but those in `out`, where builds write.
fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if !path.is_dir() {
            files.push(path);
        } else if depth < DEPTH && !(depth == 0 && path.ends_with("out")) {
            walk(&path, depth + 1, files);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_changes_with_words_names_and_files_that_appear() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("stories")).expect("a folder");
        fs::write(at("issue.toml"), "a").expect("a file");
        let files = BTreeSet::from([at("issue.toml"), at("layouts/own.toml")]);
        let now = || digest_of_all(dir.path(), &files);
        let first = now();
        assert_eq!(first, now());
        fs::write(at("other.txt"), "not asked for").expect("a file");
        assert_eq!(first, now());
        fs::write(at("issue.toml"), "b").expect("a file");
        let changed = now();
        assert_ne!(first, changed);
        fs::write(at("stories/new.md"), "").expect("a file");
        let listed = now();
        assert_ne!(changed, listed);
        fs::create_dir(at("layouts")).expect("a folder");
        fs::write(at("layouts/own.toml"), "").expect("a file");
        assert_ne!(listed, now());
    }

    #[test]
    fn a_file_that_changes_meanwhile_is_noticed() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        fs::create_dir(dir.path().join("out")).expect("a folder");
        fs::write(dir.path().join("issue.toml"), "a").expect("a file");
        let before = Before::of(dir.path(), std::iter::empty());
        fs::write(dir.path().join("out/a.pdf"), "a").expect("a file");
        assert!(before.is_still_so());
        fs::write(dir.path().join("issue.toml"), "ab").expect("a file");
        assert!(!before.is_still_so());
    }
}
