//! `banxin check`: set the issue and say what an editor should look at.

use banxin::{compile, read};

use super::build::summary;
use super::findings::{self, Tally};
use super::stages::Stages;
use super::{CheckArgs, Console, Outcome};

/// Runs the verb.
pub fn run(arguments: &CheckArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let stages = Stages::new(2, console.progress && !arguments.quiet);
    stages.begin("reading");
    let loaded = match read::load(&arguments.dir) {
        Ok(loaded) => loaded,
        Err(refused) => {
            drop(stages);
            console.err(&findings::show(&refused.diagnostics, &refused.sources, look));
            return Outcome::Refused;
        }
    };
    stages.begin("setting");
    let compiled = compile(&loaded);
    drop(stages);

    let found = [loaded.findings.as_slice(), &compiled.findings].concat();
    console.err(&findings::show(&found, &loaded.sources, look));
    if !arguments.quiet {
        console.out(&summary(&compiled));
    }
    if Tally::of(&found).is_clean() { Outcome::Clean } else { Outcome::Findings }
}
