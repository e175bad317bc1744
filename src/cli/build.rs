//! `banxin build`: set the issue, write the PDF and, when asked, the proofs.

use std::path::{Path, PathBuf};

use banxin::diagnostic::{Diagnostic, counted};
use banxin::read::{self, Loaded, Refused};
use banxin::{Compiled, compile, pdf, preview};

use super::findings::{self, Look, Tally};
use super::json::Report;
use super::stages::Stages;
use super::{BuildArgs, Console, Outcome, document, output};

/// Runs the verb.
pub fn run(arguments: &BuildArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let stages = Stages::new(3, console.progress && !arguments.quiet);
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
    stages.begin("writing");
    let path = output::pdf_path(&arguments.dir, arguments.output.as_deref());
    let written = write(arguments, &loaded, &compiled, &path);
    drop(stages);

    let mut found = [loaded.findings.as_slice(), &compiled.findings].concat();
    let (proofs, outcome) = match written {
        Ok(proofs) => (Some(proofs), Tally::of(&found).outcome()),
        Err(faults) => {
            found.extend(faults);
            (None, Outcome::Refused)
        }
    };
    if arguments.json {
        let report = Report::new(outcome, &found, &compiled.report, &loaded.sources).with_ads(&loaded);
        let report = match &proofs {
            Some(proofs) => report.wrote(&path, proofs),
            None => report,
        };
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(&found, &loaded.sources, look));
    if let Some(proofs) = proofs.filter(|_| !arguments.quiet) {
        let mut lines = summary(&compiled);
        for file in proofs.iter().map(PathBuf::as_path).chain([path.as_path()]) {
            lines.push_str(&format!("{}\n", file.display()));
        }
        console.out(&lines);
    }
    outcome
}

/// Says why an issue could not be read.
pub fn refuse(refused: &Refused, json: bool, look: Look, console: &mut Console<'_>) -> Outcome {
    let (found, sources) = (&refused.diagnostics, &refused.sources);
    if json {
        console.out(&Report::new(Outcome::Refused, found, &[], sources).print());
    } else {
        console.err(&findings::show(found, sources, look));
    }
    Outcome::Refused
}

/// “1 page, 6 stories” as a line.
pub fn summary(compiled: &Compiled) -> String {
    let pages = counted(compiled.pages.len(), "page");
    format!("{pages}, {}\n", counted(compiled.report.len(), "story"))
}

/// Makes everything before it writes anything; gives the paths of the proofs.
fn write(
    arguments: &BuildArgs,
    loaded: &Loaded,
    compiled: &Compiled,
    path: &Path,
) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    output::guard(path, loaded).map_err(single)?;
    let pages = compiled.pages.iter().filter(|_| arguments.png);
    let proofs: Vec<_> = pages.map(|page| (output::proof_path(path, page.number), page)).collect();
    for (path, _) in &proofs {
        output::spare_input(path, loaded).map_err(single)?;
    }
    let document = document(loaded, compiled);
    let faults = pdf::examine(&document);
    if !faults.is_empty() {
        return Err(faults);
    }
    let bytes = pdf::write(&document).map_err(single)?;
    let mut files = Vec::new();
    for (path, page) in proofs {
        let proof = preview::png(page, &loaded.library, &loaded.issue.pictures, arguments.dpi);
        files.push((path, proof.map_err(single)?));
    }
    output::write(path, &bytes).map_err(single)?;
    for (path, proof) in &files {
        output::write(path, proof).map_err(single)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn single(fault: Diagnostic) -> Vec<Diagnostic> {
    vec![fault]
}
