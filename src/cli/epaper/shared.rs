//! What all issues of an e-paper share: the calendar, style sheet and scripts, the list of issues, feed and sitemap. They are
//! made anew of the issues that stand in the folder.

use std::fs;
use std::path::Path;

use banxin::diagnostic::Diagnostic;
use banxin::epaper::site::{self, Around, IssueLine, Look};
use banxin::epaper::{Edition, feed};
use banxin::message::msg;

use super::super::{codes, output};
use super::folder::{EDITION, INDEX, is_by_us, is_date};

/// The issues that stand in the folder of an e-paper, by their dates. A folder is one if it holds an edition and has its date
/// as its name: a copy of an issue under another name is none, and nothing is written but into folders of dates.
fn issues(root: &Path) -> Vec<Edition> {
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
fn unread(root: &Path, known: &[Edition]) -> Vec<Diagnostic> {
    let Ok(listing) = fs::read_dir(root) else { return Vec::new() };
    let mut paths: Vec<_> = listing
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .file_name()
                .to_str()
                .is_some_and(|name| is_date(name) && !known.iter().any(|issue| issue.date == name))
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

/// Writes the shared files, and the first pages of the issue that was made and of its neighbours, which lead to each other. Returns
/// their names, and what is left alone and why.
///
/// # Errors
/// `cannot-write`. Each file is whole then, the old one or the new one.
pub fn write(root: &Path, made: &str, house: &Look) -> Result<(Vec<String>, Vec<Diagnostic>), Diagnostic> {
    let issues = issues(root);
    let mut findings = unread(root, &issues);
    // An older issue that is made again does not bring its look back.
    let newest = issues.last().map_or(made, |newest| newest.date.as_str());
    let look = match kept(root, newest) {
        Some(look) => {
            if newest != made && !look.is_like(house) {
                let message = msg!(
                    "name, colours and address of the e-paper stay those of {newest}, the newest issue",
                    newest
                );
                let finding = Diagnostic::new(codes::EPAPER_FOLDER, message).as_note();
                findings.push(finding.help(msg!("to change them, make that issue again")));
            }
            look
        }
        None => {
            let message =
                msg!("the look of this issue cannot be read, so the e-paper has that of {made}", made);
            let finding = Diagnostic::new(codes::EPAPER_FOLDER, message).as_warning();
            findings.push(finding.in_file(root.join(newest)).help(msg!("make that issue again")));
            house.clone()
        }
    };
    let lines: Vec<IssueLine> = issues.iter().map(IssueLine::of).collect();
    let mut files = site::root(&lines, &look);
    files.extend(feed::shared(&issues, look.base.as_deref()).into_iter().map(|file| (file.path, file.bytes)));
    files.retain(|(name, _)| {
        let path = root.join(name);
        let foreign = is_foreign(name, &path);
        findings.extend(foreign.then(|| left_alone(&path)));
        !foreign
    });
    files.extend(around(root, &issues, made));
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let files: Vec<_> = files.into_iter().map(|(name, bytes)| (root.join(name), bytes)).collect();
    output::write(&files)?;
    remove_maps(root, &names);
    Ok((names, findings))
}

/// The look that the folder of an issue keeps.
fn kept(root: &Path, date: &str) -> Option<Look> {
    Look::kept(|file| fs::read(root.join(date).join(file)).ok())
}

/// Whether a file of the folder is there that banxin has not made, of those whose names others use too.
fn is_foreign(name: &str, path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    if name == INDEX {
        return !is_by_us(&bytes);
    }
    let text = String::from_utf8_lossy(&bytes);
    match name {
        "feed.xml" => !feed::is_feed(&text),
        name if name.starts_with("sitemap") => !feed::is_sitemap(name, &text),
        _ => false,
    }
}

/// A warning that somebody else's file stays.
fn left_alone(path: &Path) -> Diagnostic {
    let message = msg!("this file is not by banxin, so it stays, and that of the e-paper is not written");
    let fault = Diagnostic::new(codes::EPAPER_FOLDER, message).as_warning().in_file(path);
    fault.help(msg!("take it out and run the command again, or lead from it to the issues"))
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

/// The first pages of the issue that was made and of those before and after it, each with the look of its issue.
fn around(root: &Path, issues: &[Edition], made: &str) -> Vec<(String, Vec<u8>)> {
    let Some(at) = issues.iter().position(|issue| issue.date == made) else { return Vec::new() };
    let date = |at: Option<usize>| at.and_then(|at| issues.get(at)).map(|issue| issue.date.as_str());
    let mut files = Vec::new();
    for at in [at.checked_sub(1), Some(at), Some(at + 1)].into_iter().flatten() {
        let Some(issue) = issues.get(at) else { continue };
        let Some(look) = kept(root, &issue.date) else { continue };
        let pdf = format!("{}.pdf", issue.date);
        let has_pdf = root.join(&issue.date).join(&pdf).is_file();
        let around = Around {
            previous: date(at.checked_sub(1)),
            next: date(Some(at + 1)),
            pdf: has_pdf.then_some(pdf.as_str()),
        };
        let (name, bytes) = site::index(issue, &look, around);
        files.push((format!("{}/{name}", issue.date), bytes));
    }
    files
}
