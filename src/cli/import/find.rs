//! Which files are imported.

use std::path::{Component, Path, PathBuf};

use banxin::diagnostic::Diagnostic;
use banxin::message::msg;

use super::super::codes;

/// How deep folders are looked through.
const DEEPEST: usize = 12;
/// Bytes of a picture that a page of the web names.
const LARGEST_BESIDE: u64 = 128 << 20;

/// The files of these names, those in folders in the order of their names; and what is not there. The folder into which
/// files are written is passed over.
pub fn files(paths: &[PathBuf], dir: &Path) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let target = dir.canonicalize().ok();
    let (mut files, mut found) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            walk(path, target.as_deref(), 0, &mut files, &mut found);
            if files.len() == before {
                let message = msg!("there are no files in {folder}", folder = path.display());
                found.push(Diagnostic::new(codes::IMPORT_FILE, message).as_warning().in_file(path));
            }
        } else if path.exists() {
            files.push(path.clone());
        } else {
            let message = msg!("{file} does not exist", file = path.display());
            found.push(Diagnostic::new(codes::IMPORT_FILE, message).in_file(path));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    (files, found)
}

fn walk(
    folder: &Path,
    target: Option<&Path>,
    depth: usize,
    files: &mut Vec<PathBuf>,
    found: &mut Vec<Diagnostic>,
) {
    if target.is_some_and(|target| folder.canonicalize().is_ok_and(|folder| folder == target)) {
        return;
    }
    let unread = || {
        let message = msg!("{folder} cannot be listed, or lies too deep", folder = folder.display());
        Diagnostic::new(codes::IMPORT_FILE, message).in_file(folder)
    };
    let listing = match std::fs::read_dir(folder) {
        Ok(listing) if depth <= DEEPEST => listing,
        _ => return found.push(unread()),
    };
    let mut paths: Vec<PathBuf> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if is_passed_over(&path) {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, target, depth + 1, files, found);
            }
        } else if path.is_file() {
            files.push(path);
        }
    }
}

/// Whether a file is one of those that programs keep for themselves: hidden ones, locks of Word and of LibreOffice, files
/// that are still being copied.
pub fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ends = [".tmp", ".part", ".crdownload", "~"];
    name.starts_with('.')
        || name.starts_with("~$")
        || matches!(name.as_str(), "thumbs.db" | "desktop.ini")
        || ends.iter().any(|end| name.ends_with(end))
}

/// The bytes of a file that `path` names as lying beside or below it.
pub fn beside(path: &Path, name: &str) -> Option<Vec<u8>> {
    let below = Path::new(name);
    // Never above the folder of the file: a page from elsewhere must not read other files.
    let inside = below.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let file = path.parent().unwrap_or(Path::new("")).join(below);
    let about =
        std::fs::metadata(&file).ok().filter(|about| about.is_file() && about.len() <= LARGEST_BESIDE)?;
    (inside && about.len() > 0).then(|| std::fs::read(&file).ok()).flatten()
}

/// The files of a folder inside the issue, in the order of their names.
pub fn listed(dir: &Path, folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir.join(folder)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}
