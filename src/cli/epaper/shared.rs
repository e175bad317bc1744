//! What all issues of an e-paper share: the calendar, style sheet and scripts. They are made anew of the issues that stand in
//! the folder.

use std::fs;
use std::path::Path;

use banxin::diagnostic::Diagnostic;
use banxin::epaper::Edition;
use banxin::epaper::site::{self, IssueLine, Look};

use super::super::output;
use super::folder::EDITION;

/// The issues that stand in the folder of an e-paper, by their dates. What cannot be read as one is none.
pub fn issues(root: &Path) -> Vec<Edition> {
    let Ok(listing) = fs::read_dir(root) else { return Vec::new() };
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let paths = listing.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| !hidden(path));
    let read = |path: &Path| serde_json::from_slice::<Edition>(&fs::read(path.join(EDITION)).ok()?).ok();
    let mut issues: Vec<Edition> = paths.filter_map(|path| read(&path)).collect();
    issues.sort_by(|one, other| one.date.cmp(&other.date));
    issues
}

/// Writes the shared files; returns their names.
///
/// # Errors
/// `cannot-write`. Each file is whole then, the old one or the new one.
pub fn write(root: &Path, look: &Look) -> Result<Vec<String>, Diagnostic> {
    let lines: Vec<IssueLine> = issues(root).iter().map(IssueLine::of).collect();
    let files = site::root(&lines, look);
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    let files: Vec<_> = files.into_iter().map(|(name, bytes)| (root.join(name), bytes)).collect();
    output::write(&files)?;
    Ok(names)
}
