//! `banxin check`: set the issue and say what an editor should look at. Writes nothing but what
//! builds keep for each other.

use std::sync::Arc;

use banxin::message::word;
use banxin::{Examined, cache_folder, compile, compile_telling_lines, examine};

use super::arguments::CheckArgs;
use super::build::{refuse, summary};
use super::console::Console;
use super::findings::{self, Tally};
use super::json::{OfIssue, Report};
use super::outcome::Outcome;
use super::stages::Stages;
use super::{ads, areas, fits, lines};

/// Runs the verb.
pub fn run(arguments: &CheckArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let stages = Stages::new(2, console.progress && !arguments.quiet);
    stages.begin(word("reading").in_language(console.language));
    let cache = Arc::new(cache_folder::open(console.cache.clone()));
    let loaded = match banxin::load_with(&arguments.dir, None, &cache) {
        Ok(loaded) => loaded,
        Err(refused) => {
            drop(stages);
            return refuse("check", OfIssue::default(), &refused, arguments.json, look, console);
        }
    };
    stages.begin(word("setting").in_language(console.language));
    let compiled = if arguments.lines { compile_telling_lines(&loaded) } else { compile(&loaded) };
    drop(stages);

    let Examined { findings: found, printable } = examine(&loaded, &compiled, &cache);
    let outcome = if printable { Tally::of(&found).outcome() } else { Outcome::Refused };
    if arguments.json {
        let told = arguments.lines.then(|| lines::list(&compiled.lines, &loaded.issue, &loaded.sources));
        let of_issue = OfIssue::new(&loaded, &compiled, console.language).with_lines(told);
        let report = Report::new("check", outcome, of_issue, &found, &loaded.sources, console.language);
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(&found, &loaded.sources, look));
    if arguments.lines {
        console.out(&lines::table(&compiled.lines, &loaded.issue, console.language));
        return outcome;
    }
    if !arguments.quiet {
        console.out(&fits::table(&compiled.report, console.language));
        console.out(&areas::table(&compiled, console.language));
        console.out(&ads::table(&ads::list(&loaded, &compiled), console.language));
        console.out(&summary(&compiled, console.language));
    }
    outcome
}
