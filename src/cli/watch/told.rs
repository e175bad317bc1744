//! What the terminal says of each new state: one line.

use std::time::Duration;

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::message::{Message, commas, msg};

use super::state::State;
use crate::cli::findings::Tally;

/// Time of day, the pages that look otherwise than before, how long setting took, and what was found; of an issue that
/// cannot be read, its first fault.
pub fn line(before: &State, now: &State, took: Duration) -> Message {
    let time = jiff::ZonedDateTime::now().strftime("%H:%M:%S").to_string();
    if let Some(refused) = &now.refused {
        let worst = refused.diagnostics.iter().find(|finding| finding.severity == Severity::Error);
        let Some(worst) = worst else { return msg!("{time} the issue cannot be read", time) };
        let why = worst.message.clone();
        return match place(worst, &refused.sources) {
            Some(place) => msg!("{time} the issue cannot be read: {place}: {why}", time, place, why),
            None => msg!("{time} the issue cannot be read: {why}", time, why),
        };
    }
    let found: Vec<Diagnostic> =
        now.view.iter().flat_map(|view| view.issue.findings()).map(|(_, finding)| finding.clone()).collect();
    let tally = Tally::of(&found);
    let found = if found.is_empty() { msg!("nothing was found") } else { tally.words() };
    let pages = changed(before, now);
    let took = took.as_millis() as u64;
    match pages.as_slice() {
        [] => msg!("{time} the pages look the same ({took} ms): {found}", time, took, found),
        [page] => msg!("{time} page {page} was set in {took} ms: {found}", time, page, took, found),
        _ => msg!(
            "{time} pages {pages} were set in {took} ms: {found}",
            time,
            pages = commas(&pages),
            took,
            found
        ),
    }
}

/// Where a finding is: file, line and column.
fn place(finding: &Diagnostic, sources: &Sources) -> Option<String> {
    let Some(label) = finding.labels.first() else {
        return finding.path.as_ref().map(|path| path.display().to_string());
    };
    let (line, column) = sources.line_column(label.span.file, label.span.range.start);
    Some(format!("{}:{line}:{column}", sources.path(label.span.file).display()))
}

/// The numbers of the pages that look otherwise than before.
fn changed(before: &State, now: &State) -> Vec<u32> {
    let drawn = |state: &State, number: u32| {
        let sheets = state.view.iter().flat_map(|view| &view.sheets);
        sheets.into_iter().find(|sheet| sheet.number == number).map(|sheet| sheet.drawn.clone())
    };
    let numbers = now.view.iter().flat_map(|view| &view.sheets).map(|sheet| sheet.number);
    numbers.filter(|number| drawn(before, *number) != drawn(now, *number)).collect()
}
