//! `banxin import`: copy of others becomes stories, tables and pictures of an issue (来稿).
//!
//! The library makes everything of one source in memory (`banxin::import`); here files are found ([`find`]), named
//! ([`shelf`]) and written, all of one source or none; a picture that is there already is not written again
//! ([`pictures`]). What is to be pasted into `issue.toml` is one list ([`paste`]). `--watch` goes on with what comes into
//! the folders ([`hot`]).

mod find;
mod hot;
mod paste;
mod pictures;
mod shelf;
mod taken;

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::message::msg;
use serde::Serialize;

use super::arguments::ImportArgs;
use super::codes;
use super::console::Console;
use super::findings::{self, Tally};
use super::json::Report;
use super::outcome::Outcome;
use shelf::Shelf;
use taken::{Taken, take, tell};

#[derive(Serialize)]
struct Sheet {
    files: Vec<Taken>,
    entries: Vec<paste::ToPaste>,
    snippet: String,
}

/// Runs the verb.
pub fn run(arguments: &ImportArgs, console: &mut Console<'_>) -> Outcome {
    if arguments.dir.is_file() {
        let message =
            msg!("{file} is a file; the last name is that of the folder", file = arguments.dir.display());
        let finding = Diagnostic::new(codes::IMPORT_FILE, message)
            .in_file(&arguments.dir)
            .help(msg!("write banxin import FILE… DIR, where DIR is an issue or a new folder"));
        console.err(&findings::show(&[finding], &Sources::default(), console.look(false)));
        return Outcome::Refused;
    }
    let mut shelf = Shelf::open(&arguments.dir, arguments.dry_run);
    let (mut files, mut found) = (Vec::new(), Vec::new());
    let mut sources = Sources::default();
    let (paths, missing) = find::files(&arguments.files, &arguments.dir);
    found.extend(missing);
    for path in &paths {
        let (taken, own) = take(path, arguments, &mut shelf, &mut sources);
        files.extend(taken);
        found.extend(own);
    }
    let refused = found.iter().any(|finding| finding.severity == Severity::Error);
    let outcome = if refused { Outcome::Refused } else { Tally::of(&found).outcome() };
    if arguments.json {
        let entries = paste::entries(&files, &arguments.dir);
        let snippet = paste::text(&entries);
        let sheet = Sheet { files, entries: entries.iter().map(paste::ToPaste::of).collect(), snippet };
        let report = Report::new("import", outcome, sheet, &found, &sources, console.language);
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(&found, &sources, console.look(arguments.quiet)));
    for taken in &files {
        tell(taken, arguments, console);
    }
    if !arguments.dry_run {
        paste::tell(&files, arguments, console);
    }
    if arguments.watch { hot::run(arguments, shelf, &paths, console) } else { outcome }
}
