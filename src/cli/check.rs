//! `banxin check`: set the issue and say what an editor should look at.

use banxin::{compile, pdf, read};

use super::build::{refuse, summary};
use super::findings::{self, Tally};
use super::json::Report;
use super::stages::Stages;
use super::{CheckArgs, Console, Outcome, ads, document, fits};

/// Runs the verb.
pub fn run(arguments: &CheckArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let stages = Stages::new(2, console.progress && !arguments.quiet);
    stages.begin("reading");
    let loaded = match read::load(&arguments.dir) {
        Ok(loaded) => loaded,
        Err(refused) => {
            drop(stages);
            return refuse(&refused, arguments.json, look, console);
        }
    };
    stages.begin("setting");
    let compiled = compile(&loaded);
    drop(stages);

    let mut found = [loaded.findings.as_slice(), &compiled.findings].concat();
    let faults = pdf::examine(&document(&loaded, &compiled));
    let refused = !faults.is_empty();
    found.extend(faults);
    let outcome = if refused { Outcome::Refused } else { Tally::of(&found).outcome() };
    if arguments.json {
        let report = Report::new(outcome, &found, &compiled.report, &loaded.sources);
        console.out(&report.with_ads(&loaded).print());
        return outcome;
    }
    console.err(&findings::show(&found, &loaded.sources, look));
    if !arguments.quiet {
        console.out(&fits::table(&compiled.report));
        console.out(&ads::table(&ads::list(&loaded)));
        console.out(&summary(&compiled));
    }
    outcome
}
