//! What all issues of an e-paper share: the calendar, style sheet and scripts, the list of issues, feed and sitemap. They are
//! made anew of the issues that stand in the folder.

use std::fs;
use std::path::Path;

use banxin::diagnostic::Diagnostic;
use banxin::epaper::site::{self, Around, IssueLine, Look};
use banxin::epaper::{Edition, feed};
use banxin::message::msg;

use super::super::{codes, output};
use super::folder::{EDITION, is_date};

/// The first page of an issue.
const INDEX: &str = "index.html";

/// What pages by banxin say of themselves.
const MARK: &str = "<meta name=\"generator\" content=\"banxin\">";

/// The issues that stand in the folder of an e-paper, by their dates. A folder is one if it holds an edition and has its date
/// as its name: a copy of an issue under another name is none, and nothing is written but into folders of dates.
pub fn issues(root: &Path) -> Vec<Edition> {
    let Ok(listing) = fs::read_dir(root) else { return Vec::new() };
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok().filter(|name| is_date(name))?;
        let edition: Edition = serde_json::from_slice(&fs::read(entry.path().join(EDITION)).ok()?).ok()?;
        (edition.date == name).then_some(edition)
    };
    let mut issues: Vec<Edition> = listing.filter_map(Result::ok).filter_map(read).collect();
    issues.sort_by(|one, other| one.date.cmp(&other.date));
    issues
}

/// A warning for each folder of a date whose edition cannot be read: it is left out of the calendar and of everything else that
/// all issues share.
pub fn unread(root: &Path) -> Vec<Diagnostic> {
    let Ok(listing) = fs::read_dir(root) else { return Vec::new() };
    let known: Vec<String> = issues(root).into_iter().map(|issue| issue.date).collect();
    let mut paths: Vec<_> = listing
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .file_name()
                .to_str()
                .is_some_and(|name| is_date(name) && !known.iter().any(|date| date == name))
        })
        .map(|entry| entry.path().join(EDITION))
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let tell = |path: std::path::PathBuf| {
        let message = msg!(
            "this is not an issue as banxin makes it now, so the calendar and its neighbours do without it"
        );
        let fault = Diagnostic::new(codes::EPAPER_FOLDER, message).as_warning().in_file(&path);
        fault.help(msg!("make that issue again, or take its folder out"))
    };
    paths.into_iter().map(tell).collect()
}

/// Writes the shared files, and those of other issues that lead to the one that was made; returns their names.
///
/// # Errors
/// `cannot-write`. Each file is whole then, the old one or the new one.
pub fn write(root: &Path, made: &str, look: &Look) -> Result<Vec<String>, Diagnostic> {
    let issues = issues(root);
    // An older issue that is made again does not bring its look back.
    let newest = issues.last().filter(|newest| newest.date != made);
    let newest =
        newest.and_then(|newest| Look::kept(|file| fs::read(root.join(&newest.date).join(file)).ok()));
    let look = newest.as_ref().unwrap_or(look);
    let is_foreign = is_foreign(&root.join(INDEX));
    let lines: Vec<IssueLine> = issues.iter().map(IssueLine::of).collect();
    let mut files = site::root(&lines, look);
    files.retain(|(name, _)| !(is_foreign && name == INDEX));
    files.extend(feed::shared(&issues, look.base.as_deref()).into_iter().map(|file| (file.path, file.bytes)));
    files.extend(neighbours(root, &issues, made, look));
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let files: Vec<_> = files.into_iter().map(|(name, bytes)| (root.join(name), bytes)).collect();
    output::write(&files)?;
    remove_maps(root, &names);
    Ok(names)
}

/// Whether a first page is there that banxin has not made.
fn is_foreign(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|html| !html.contains(MARK))
}

/// A warning where the first page of the folder is somebody else's, who wants to keep it.
pub fn foreign(root: &Path) -> Option<Diagnostic> {
    let path = root.join(INDEX);
    is_foreign(&path).then(|| {
        let message =
            msg!("this page is not by banxin, so it stays, and no calendar of the issues is written");
        let fault = Diagnostic::new(codes::EPAPER_FOLDER, message).as_warning().in_file(&path);
        fault.help(msg!("lead from it to the issues, or take it out and run the command again"))
    })
}

/// Removes sitemaps of ours that this run did not write: they name addresses that are no more. What cannot be removed stays.
fn remove_maps(root: &Path, written: &[String]) {
    let Ok(listing) = fs::read_dir(root) else { return };
    for entry in listing.filter_map(Result::ok) {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !written.iter().any(|known| known == name)) else {
            continue;
        };
        // Not every file of a folder need be read.
        if !name.starts_with("sitemap") {
            continue;
        }
        if fs::read_to_string(entry.path()).is_ok_and(|text| feed::is_sitemap(name, &text)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The first pages of the issues before and after the one that was made, which lead to it.
fn neighbours(root: &Path, issues: &[Edition], made: &str, look: &Look) -> Vec<(String, Vec<u8>)> {
    let Some(at) = issues.iter().position(|issue| issue.date == made) else { return Vec::new() };
    let date = |at: Option<usize>| at.and_then(|at| issues.get(at)).map(|issue| issue.date.as_str());
    let mut files = Vec::new();
    for at in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
        let Some(issue) = issues.get(at) else { continue };
        let pdf = format!("{}.pdf", issue.date);
        let has_pdf = root.join(&issue.date).join(&pdf).is_file();
        let around = Around {
            previous: date(at.checked_sub(1)),
            next: date(Some(at + 1)),
            pdf: has_pdf.then_some(pdf.as_str()),
        };
        let (name, bytes) = site::index(issue, look, around);
        files.push((format!("{}/{name}", issue.date), bytes));
    }
    files
}
