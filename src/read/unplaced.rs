//! Files of the issue folder that no page names (未上版): in `stories`, `pictures` and `tables`, without hidden files
//! and the copies that editors keep.

use std::path::{Path, PathBuf};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::message::msg;

use super::paths::tidy;
use super::reader::Reader;

/// The folders that are looked at.
const FOLDERS: [&str; 3] = ["stories", "pictures", "tables"];
/// The most files that are looked at, and how deep.
const MOST_FILES: usize = 10_000;
const MOST_DEPTH: usize = 8;

/// Tells each file that was neither asked for nor is named in the text of `issue.toml`, which also has what does not
/// run on this day.
pub fn tell(issue: &str, reader: &Reader) {
    let mut files = Vec::new();
    for folder in FOLDERS {
        list(&reader.dir.join(folder), 0, &mut files);
    }
    for path in files {
        let within = path.strip_prefix(tidy(&reader.dir)).unwrap_or(&path);
        let named = within.to_string_lossy().replace('\\', "/");
        if reader.was_asked(&path) || issue.contains(&*named) {
            continue;
        }
        let finding = Diagnostic::new(codes::UNPLACED, msg!("no page names this file")).in_file(path);
        reader.report(finding.help(msg!("give it a place on a page, or take it out of the folder")));
    }
}

/// Whether a file at this path, within the issue folder, would be told while no page names it.
pub fn may_be_unplaced(within: &Path) -> bool {
    let mut parts = within.components().map(|part| part.as_os_str().to_string_lossy());
    parts.next().is_some_and(|first| FOLDERS.contains(&&*first))
        && parts.clone().next().is_some()
        && !parts.any(|part| is_kept_aside(&part))
}

fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if files.len() >= MOST_FILES || is_kept_aside(&name) {
            continue;
        }
        if path.is_dir() {
            if depth < MOST_DEPTH {
                list(&path, depth + 1, files);
            }
        } else {
            files.push(tidy(&path));
        }
    }
}

/// Whether a name is that of a hidden file, of a copy that an editor keeps, or of what a system puts beside files.
fn is_kept_aside(name: &str) -> bool {
    const ENDS: [&str; 9] = ["~", ".bak", ".swp", ".swo", ".tmp", ".orig", ".part", ".crdownload", ".lock"];
    let small = name.to_lowercase();
    small.starts_with(['.', '~', '#'])
        || ENDS.iter().any(|end| small.ends_with(end))
        || matches!(small.as_str(), "thumbs.db" | "desktop.ini")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_editors_are_not_looked_at() {
        for name in [".DS_Store", "a.md~", "~$a.docx", "#a.md#", "a.md.bak", ".a.md.swp", "Thumbs.db"] {
            assert!(is_kept_aside(name), "{name}");
        }
        for name in ["a.md", "a~b.md", "bak.jpg"] {
            assert!(!is_kept_aside(name), "{name}");
        }
        for (path, may) in [
            ("stories/新稿.md", true),
            ("pictures/本埠/a.jpg", true),
            ("pictures/.cache/a.jpg", false),
            ("stories/a.md~", false),
            ("stories", false),
            ("out/a.pdf", false),
        ] {
            assert_eq!(may_be_unplaced(Path::new(path)), may, "{path}");
        }
    }
}
