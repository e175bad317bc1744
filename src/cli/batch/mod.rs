//! `banxin batch`: many issues at once.
//!
//! The list is read and every name of a PDF is checked before anything begins. Then as many issues are in hand as
//! the machine has cores (`queue.rs`); each is set as `build` sets it, with one cache for all of them. When its PDF is on
//! the disk it is written down in the journal, with digests of what it was made of and of the PDF: a run that
//! was stopped, or killed, loses no more than the issues that were in hand. Results are told in the order in which they come.

mod inputs;
mod journal;
mod list;
mod one;
mod queue;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use banxin::cache_folder;
use banxin::diagnostic::{Diagnostic, Sources};
use banxin::message::{Message, commas, counted, msg, word};
use serde::Serialize;

use super::arguments::BatchArgs;
use super::console::Console;
use super::findings::{self, Tally};
use super::json::Report;
use super::outcome::Outcome;
use super::stages::Left;
use journal::Journal;
use list::{Entry, List};
use one::Ended;

/// The name of the journal where none is given.
const JOURNAL: &str = "banxin-batch.jsonl";

/// What the report of an issue has of its own.
#[derive(Debug, Serialize)]
struct OfOne<'a> {
    /// The number of its line among those that name issues, from 0.
    index: usize,
    issue: &'a str,
    pdf: Option<&'a Path>,
    unchanged: bool,
    pages: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// What the last report has of its own: the whole run.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Whole {
    issues: usize,
    built: usize,
    skipped: usize,
    refused: usize,
    not_begun: usize,
}

/// Runs the verb.
pub fn run(arguments: &BatchArgs, console: &mut Console<'_>) -> Outcome {
    let list = list::read(&arguments.list, arguments.output.as_deref());
    if list.refused {
        return finish(arguments, Outcome::Refused, Whole::default(), &list, &list.findings, console);
    }
    let mut journal = match Journal::open(&journal_path(arguments)) {
        Ok(journal) => journal,
        Err(fault) => {
            let found = [list.findings.as_slice(), &[fault]].concat();
            return finish(arguments, Outcome::Refused, Whole::default(), &list, &found, console);
        }
    };
    let folder = arguments.cache.clone().or_else(|| console.cache.clone());
    let cache = Arc::new(cache_folder::open(folder.filter(|_| !arguments.no_cache)));
    let jobs = arguments.jobs.or_else(|| std::thread::available_parallelism().ok());
    let known: Vec<_> = list.entries.iter().map(|entry| journal.get(&entry.id).cloned()).collect();
    let known = |at: usize| known[at].as_ref().filter(|_| !arguments.again);
    let mut whole = Whole { issues: list.entries.len(), ..Whole::default() };
    let (mut worst, mut faults) = (Outcome::Clean, list.findings.clone());
    let stop = stopped_by_the_user(console);
    let words = word("issues").in_language(console.language);
    let bar = Left::new(whole.issues, console.progress && !arguments.quiet && !arguments.json, words);
    queue::each(
        whole.issues,
        jobs.unwrap_or(NonZeroUsize::MIN),
        &stop,
        |at| one::build(&list.entries[at], arguments.standard, &cache, known(at)),
        |at, mut ended| {
            match (ended.outcome, ended.unchanged) {
                (Outcome::Refused, _) => whole.refused += 1,
                (_, true) => whole.skipped += 1,
                (_, false) => whole.built += 1,
            }
            worst = worst.max(ended.outcome);
            // Once is enough to say that the disk takes no more.
            if let Some(record) = ended.record.take()
                && let Err(fault) = journal.add(record)
                && !faults.contains(&fault)
            {
                faults.push(fault);
            }
            bar.one_more(|| tell(arguments, at, &list.entries[at], &ended, whole, console));
        },
    );
    drop(bar);
    faults.extend(journal.tidy().err());
    whole.not_begun = whole.issues - whole.built - whole.skipped - whole.refused;
    let of_list = match faults.iter().any(|fault| fault.code == super::codes::CANNOT_WRITE) {
        true => Outcome::Refused,
        false => Tally::of(&faults).outcome(),
    };
    worst = worst.max(of_list);
    if whole.not_begun > 0 {
        worst = Outcome::Refused;
    }
    finish(arguments, worst, whole, &list, &faults, console)
}

/// Where it is written down what is done.
fn journal_path(arguments: &BatchArgs) -> PathBuf {
    let beside = || match arguments.list.parent() {
        Some(folder) if arguments.list != Path::new("-") => folder.join(JOURNAL),
        _ => PathBuf::from(JOURNAL),
    };
    let folder = || arguments.output.as_ref().map(|folder| folder.join(JOURNAL));
    arguments.journal.clone().or_else(folder).unwrap_or_else(beside)
}

/// What Ctrl-C sets. A second one ends the process at once, which costs the issues in hand and nothing else.
fn stopped_by_the_user(console: &Console<'_>) -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&stop);
    let note = msg!("stopping when the issues in hand are done; Ctrl-C again stops at once");
    let note = note.in_language(console.language).into_owned();
    // Where it cannot be heard, it ends the process: the journal holds what was done.
    let _ = ctrlc::set_handler(move || {
        if heard.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "\n{note}");
    });
    stop
}

/// Tells what became of an issue.
fn tell(
    arguments: &BatchArgs,
    at: usize,
    entry: &Entry,
    ended: &Ended,
    whole: Whole,
    console: &mut Console<'_>,
) {
    let made = (ended.outcome != Outcome::Refused).then_some(entry.output.as_path());
    if arguments.json {
        let own = OfOne {
            index: at,
            issue: &entry.written,
            pdf: made,
            unchanged: ended.unchanged,
            pages: ended.pages,
            errors: ended.tally.errors,
            warnings: ended.tally.warnings,
            notes: ended.tally.notes,
        };
        let language = console.language;
        let report = Report::new("batch", ended.outcome, own, &ended.findings, &ended.sources, language);
        return console.out(&report.print_line());
    }
    console.err(&findings::show(&ended.findings, &ended.sources, console.look(arguments.quiet)));
    if arguments.quiet {
        return;
    }
    let mut parts = vec![match made {
        None => msg!("not built"),
        Some(_) if ended.unchanged => msg!("unchanged"),
        Some(_) => msg!("{pages}", pages = counted(ended.pages, "page")),
    }];
    parts.extend(Some(ended.tally.words()).filter(|words| !words.is_empty()));
    let path = match made {
        Some(path) => Message::verbatim(path.display().to_string()),
        None => Message::verbatim(entry.issue.display().to_string()),
    };
    let line = msg!(
        "{done}/{issues} {path}: {parts}",
        done = whole.built + whole.skipped + whole.refused,
        issues = whole.issues,
        path,
        parts = commas(parts)
    );
    console.out(&format!("{}\n", line.in_language(console.language)));
}

/// Tells of the whole run.
fn finish(
    arguments: &BatchArgs,
    outcome: Outcome,
    whole: Whole,
    list: &List,
    found: &[Diagnostic],
    console: &mut Console<'_>,
) -> Outcome {
    let sources: &Sources = &list.sources;
    if arguments.json {
        let report = Report::new("batch", outcome, whole, found, sources, console.language);
        console.out(&report.print_line());
        return outcome;
    }
    console.err(&findings::show(found, sources, console.look(arguments.quiet)));
    if whole.issues == 0 {
        return outcome;
    }
    if !arguments.quiet {
        let line = msg!(
            "{issues}: {built} built, {skipped} unchanged, {refused} not built",
            issues = counted(whole.issues, "issue"),
            built = whole.built,
            skipped = whole.skipped,
            refused = whole.refused
        );
        console.out(&format!("{}\n", line.in_language(console.language)));
    }
    if whole.not_begun > 0 {
        let line = msg!(
            "stopped: {issues} not begun; run the same command again to go on",
            issues = counted(whole.not_begun, "issue")
        );
        console.err(&format!("{}\n", line.in_language(console.language)));
    }
    outcome
}
