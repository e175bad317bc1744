//! `banxin epaper`: the issue for readers on screens, as a folder that any web server can hold.

use std::path::PathBuf;
use std::sync::Arc;

use banxin::diagnostic::Diagnostic;
use banxin::epaper::site::{self, Around, Look};
use banxin::epaper::{Edition, File};
use banxin::message::{counted, msg, word};
use banxin::pdf::Cache;
use banxin::read::Loaded;
use banxin::{Compiled, cache_folder, compile, epaper, pdf};
use serde::Serialize;

use super::arguments::EpaperArgs;
use super::build::refuse;
use super::console::Console;
use super::findings::{self, Tally};
use super::json::Report;
use super::outcome::Outcome;
use super::stages::Stages;

mod folder;
mod printed;
mod shared;
#[cfg(test)]
mod tests;

/// What `epaper --json` tells.
#[derive(Default, Serialize)]
struct Made {
    /// The folder of the issue; absent where none was made.
    folder: Option<PathBuf>,
    /// The files that were written, named from the folder of the e-paper.
    files: Vec<String>,
}

/// Runs the verb.
pub fn run(arguments: &EpaperArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let stages = Stages::new(4, console.progress && !arguments.quiet);
    stages.begin(word("reading").in_language(console.language));
    let kept = arguments.cache.clone().or_else(|| console.cache.clone());
    let cache = Arc::new(cache_folder::open(kept.filter(|_| !arguments.no_cache)));
    let loaded = match banxin::load_with(&arguments.dir, None, &cache) {
        Ok(loaded) => loaded,
        Err(refused) => {
            drop(stages);
            return refuse("epaper", Made::default(), &refused, arguments.json, look, console);
        }
    };
    // Before the work, so that it is not done for nothing.
    let date = loaded.issue.date.to_iso();
    if let Err(fault) = folder::guard(&arguments.output, &loaded.issue.paper, &date) {
        drop(stages);
        let found = [loaded.findings.as_slice(), &[fault]].concat();
        return told(Made::default(), Outcome::Refused, &found, (&loaded, None), arguments, console);
    }
    stages.begin(word("setting").in_language(console.language));
    let compiled = compile(&loaded);
    stages.begin(word("drawing").in_language(console.language));
    let mut edition = epaper::make(&loaded, &compiled);
    let house = Look::of(&loaded);
    let (kept, mut noted) = printed::pages(&arguments.output, &mut edition, arguments.redraw);
    let made = issue_files(arguments, (&loaded, &compiled), (&edition, kept), &house, &cache);
    stages.begin(word("writing").in_language(console.language));
    let written = made.and_then(|(files, findings)| {
        noted.extend(findings);
        // One run after another: what all issues share is made of those that stand there.
        let _lock = folder::lock(&arguments.output);
        let mut written = folder::publish(&arguments.output, &edition, files)?;
        let shared = shared::write(&arguments.output, &edition.date, &house).map_err(|fault| {
            fault.help(msg!(
                "the issue of {date} is in its folder, but what all issues share is not renewed: make room and run the command again",
                date = edition.date
            ))
        });
        let fault = match shared {
            Ok((files, findings)) => {
                written.files.extend(files);
                noted.extend(findings);
                None
            }
            Err(fault) => Some(fault),
        };
        Ok((written, fault))
    });
    drop(stages);

    let mut found = [loaded.findings.as_slice(), &compiled.findings, &noted].concat();
    let (own, outcome) = match written {
        Ok((written, fault)) => {
            let own = Made { folder: Some(written.folder), files: written.files };
            let outcome = if fault.is_some() { Outcome::Refused } else { Tally::of(&found).outcome() };
            found.extend(fault);
            (own, outcome)
        }
        Err(fault) => {
            found.push(fault);
            (Made::default(), Outcome::Refused)
        }
    };
    told(own, outcome, &found, (&loaded, Some(&edition)), arguments, console)
}

/// Tells what was made and found.
fn told(
    own: Made,
    outcome: Outcome,
    found: &[Diagnostic],
    (loaded, edition): (&Loaded, Option<&Edition>),
    arguments: &EpaperArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let look = console.look(arguments.quiet);
    if arguments.json {
        let report = Report::new("epaper", outcome, own, found, &loaded.sources, console.language);
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(found, &loaded.sources, look));
    let made = own.folder.zip(edition).filter(|_| !arguments.quiet);
    if let Some((folder, edition)) = made {
        let told = msg!(
            "{pages}, {articles}, {adverts}",
            pages = counted(edition.pages.len(), "page"),
            articles = counted(edition.articles.len(), "article"),
            adverts = counted(edition.adverts.len(), "advertisement")
        );
        console.out(&format!("{}\n{}\n", told.in_language(console.language), folder.display()));
    }
    outcome
}

/// The files of an issue: its data, its pages for readers, and the reading PDF if it is asked for; with what was found. `kept` are
/// the files of pages that stay as they were printed.
fn issue_files(
    arguments: &EpaperArgs,
    (loaded, compiled): (&Loaded, &Compiled),
    (edition, kept): (&Edition, Option<Vec<File>>),
    house: &Look,
    cache: &Cache,
) -> Result<(Vec<File>, Vec<Diagnostic>), Diagnostic> {
    let (mut files, findings) = epaper::files(loaded, compiled, edition, kept.is_none())?;
    files.extend(kept.into_iter().flatten());
    let name = format!("{}.pdf", edition.date);
    let reading = arguments.pdf.then_some(name.as_str());
    // Its first page is written again with those of its neighbours.
    let pages = site::issue(edition, house, Around { pdf: reading, ..Around::default() });
    files.extend(pages.into_iter().chain(house.files()).map(|(path, bytes)| File { path, bytes }));
    if let Some(name) = reading {
        let bytes = pdf::write_reading(&pdf::Document::of(loaded, &compiled.pages), cache)?;
        files.push(File { path: name.to_owned(), bytes });
    }
    Ok((files, findings))
}
