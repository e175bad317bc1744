//! `banxin check`: set the issue and say what an editor should look at.

use banxin::{compile, read};

use super::build::{refuse, summary};
use super::findings::{self, Tally};
use super::json::Report;
use super::stages::Stages;
use super::{CheckArgs, Console, Outcome, fits};

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

    let found = [loaded.findings.as_slice(), &compiled.findings].concat();
    let outcome = Tally::of(&found).outcome();
    if arguments.json {
        console.out(&Report::new(outcome, &found, &compiled.report, &loaded.sources).print());
        return outcome;
    }
    console.err(&findings::show(&found, &loaded.sources, look));
    if !arguments.quiet {
        console.out(&fits::table(&compiled.report));
        console.out(&summary(&compiled));
    }
    outcome
}
