//! `banxin build`: set the issue, write the PDF and, when asked, the proofs.

use std::path::PathBuf;
use std::sync::Arc;

use banxin::diagnostic::Diagnostic;
use banxin::issue::Issue;
use banxin::message::{Language, Message, commas, counted, msg, word};
use banxin::page::Page;
use banxin::pdf::Cache;
use banxin::read::{Loaded, Refused};
use banxin::{Compiled, cache_folder, compile, epaper, pdf, preview};

use rayon::prelude::*;
use serde::Serialize;

use super::arguments::BuildArgs;
use super::console::Console;
use super::findings::{self, ShowOptions, Tally};
use super::json::{OfIssue, Report};
use super::outcome::Outcome;
use super::stages::Stages;
use super::{codes, output};

/// What a build wrote.
struct Written {
    pdfs: Vec<PathBuf>,
    proofs: Vec<PathBuf>,
    /// What the proofs do not show as it will print.
    findings: Vec<Diagnostic>,
}

/// Runs the verb.
pub fn run(arguments: &BuildArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let stages = Stages::new(3, console.progress && !arguments.quiet);
    stages.begin(word("reading").in_language(console.language));
    let folder = arguments.cache.clone().or_else(|| console.cache.clone());
    let cache = Arc::new(cache_folder::open(folder.filter(|_| !arguments.no_cache)));
    let loaded = match banxin::load_with(&arguments.dir, arguments.standard, &cache) {
        Ok(loaded) => loaded,
        Err(refused) => {
            drop(stages);
            return refuse(
                "build",
                OfIssue::default().wrote(&[], &[]),
                &refused,
                arguments.json,
                look,
                console,
            );
        }
    };
    stages.begin(word("setting").in_language(console.language));
    // All pages, for stories go on from one to the other.
    let mut compiled = compile(&loaded);
    let unknown = no_such_page(&arguments.pages, &loaded.issue);
    if !arguments.pages.is_empty() {
        compiled = compiled.only(|page| {
            let plan = loaded.issue.pages.iter().find(|plan| plan.number == page.number);
            plan.is_some_and(|plan| arguments.pages.iter().any(|wanted| plan.has(*wanted)))
        });
    }
    stages.begin(word("writing").in_language(console.language));
    let written = match unknown {
        Some(fault) => Err(vec![fault]),
        None => write(arguments, &loaded, &compiled.pages, &cache),
    };
    drop(stages);

    let mut found = [loaded.findings.as_slice(), &compiled.findings].concat();
    let (written, outcome) = match written {
        Ok(written) => {
            let document = pdf::Document::of(&loaded, &compiled.pages);
            found.extend(pdf::preflight::check_pages(&document, &cache));
            found.extend(written.findings.iter().cloned());
            (Some(written), Tally::of(&found).outcome())
        }
        Err(faults) => {
            found.extend(faults);
            (None, Outcome::Refused)
        }
    };
    if arguments.json {
        let edition = epaper::without_files(epaper::make(&loaded, &compiled));
        let of_issue = OfIssue::new(&loaded, &compiled, console.language).with_edition(edition);
        let of_issue = match &written {
            Some(written) => of_issue.wrote(&written.pdfs, &written.proofs),
            None => of_issue.wrote(&[], &[]),
        };
        let report = Report::new("build", outcome, of_issue, &found, &loaded.sources, console.language);
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(&found, &loaded.sources, look));
    if let Some(written) = written.filter(|_| !arguments.quiet) {
        let mut lines = summary(&compiled, console.language);
        for file in written.proofs.iter().chain(&written.pdfs) {
            lines.push_str(&format!("{}\n", file.display()));
        }
        console.out(&lines);
    }
    outcome
}

/// Says why an issue could not be read; `nothing` is what the verb tells of one, empty.
pub fn refuse(
    verb: &'static str,
    nothing: impl Serialize,
    refused: &Refused,
    json: bool,
    look: ShowOptions,
    console: &mut Console<'_>,
) -> Outcome {
    let (found, sources) = (&refused.diagnostics, &refused.sources);
    if json {
        let report = Report::new(verb, Outcome::Refused, nothing, found, sources, console.language);
        console.out(&report.print());
    } else {
        console.err(&findings::show(found, sources, look));
    }
    Outcome::Refused
}

/// “1 page, 6 stories” as a line.
pub fn summary(compiled: &Compiled, language: Language) -> String {
    let pages = counted(compiled.pages.len(), "page");
    let message = msg!("{pages}, {stories}", pages, stories = counted(compiled.report.len(), "story"));
    format!("{}\n", message.in_language(language))
}

/// The first page that is asked for and that the issue does not have.
pub fn no_such_page(pages: &[u32], issue: &Issue) -> Option<Diagnostic> {
    let page = pages.iter().find(|page| !issue.pages.iter().any(|plan| plan.has(**page)))?;
    let known = issue.pages.iter().map(|plan| match plan.facing {
        Some(facing) => msg!("{page} with {facing}", page = plan.number, facing),
        None => Message::verbatim(plan.number.to_string()),
    });
    let known: Vec<Message> = known.collect();
    Some(
        Diagnostic::new(codes::NO_SUCH_PAGE, msg!("the issue has no page {page}", page))
            .help(msg!("it has: {known}", known = commas(&known))),
    )
}

/// Makes everything before it writes anything.
fn write(
    arguments: &BuildArgs,
    loaded: &Loaded,
    pages: &[Page],
    cache: &Cache,
) -> Result<Written, Vec<Diagnostic>> {
    let whole = output::pdf_path(&arguments.dir, arguments.output.as_deref());
    let named = arguments.output.as_ref().is_some_and(|wanted| !wanted.is_dir());
    let numbers: Vec<u32> = pages.iter().map(|page| page.number).collect();
    let files: Vec<(PathBuf, &[Page])> = if arguments.split {
        // The name that was given is checked first, for it may not be that of a PDF.
        output::guard_name(&whole).map_err(single)?;
        pages.chunks(1).map(|page| (output::pages_path(&whole, &[page[0].number]), page)).collect()
    } else if arguments.pages.is_empty() || named {
        vec![(whole.clone(), pages)]
    } else {
        vec![(output::pages_path(&whole, &numbers), pages)]
    };
    for (path, _) in &files {
        output::guard(path, loaded).map_err(single)?;
    }
    let shown = pages.iter().filter(|_| arguments.png);
    let proofs: Vec<_> = shown.map(|page| (output::proof_path(&whole, page.number), page)).collect();
    for (path, _) in &proofs {
        output::guard_picture(path, loaded).map_err(single)?;
    }
    // Of all pages together, however the press wants them.
    let chosen = if arguments.pages.is_empty() || named {
        whole.clone()
    } else {
        output::pages_path(&whole, &numbers)
    };
    let reading = arguments.reading.then(|| output::reading_path(&chosen));
    if let Some(path) = &reading {
        output::guard(path, loaded).map_err(single)?;
    }
    if files.len() > 1 {
        // What is wrong with any of them, before one is made.
        let faults = pdf::examine(&pdf::Document::of(loaded, pages));
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    let mut made = Vec::new();
    for (path, pages) in &files {
        made.push((path.clone(), pdf::write_or_tell(&pdf::Document::of(loaded, pages), cache)?));
    }
    let mut findings = Vec::new();
    if !proofs.is_empty() {
        let proofer = preview::Proofer::of(&loaded.press);
        findings.extend(proofer.finding());
        let draw = |(path, page): &(PathBuf, &Page)| {
            let proof = proofer.png(page, &loaded.library, &loaded.issue.pictures, arguments.dpi);
            proof.map(|proof| (path.clone(), proof))
        };
        let drawn: Result<Vec<_>, Diagnostic> = proofs.par_iter().map(draw).collect();
        for (path, proof) in drawn.map_err(single)? {
            findings.extend(proof.findings);
            made.push((path, proof.png));
        }
    }
    let mut plates = Vec::new();
    if arguments.plates {
        // Of the very bytes that are written.
        for ((_, bytes), (_, pages)) in made.iter().zip(&files) {
            let each = |at: usize, drawn: pdf::Plates| {
                let paths = output::plate_paths(&whole, pages[at].number, &drawn.names);
                for (path, plate) in paths.into_iter().zip(&drawn.plates) {
                    output::guard_picture(&path, loaded)?;
                    let png = preview::plate(drawn.width as u32, drawn.height as u32, plate)?;
                    plates.push((path, png));
                }
                Ok(())
            };
            pdf::separate(bytes, arguments.dpi, each).map_err(single)?;
        }
    }
    let separations: Vec<PathBuf> = plates.iter().map(|(path, _)| path.clone()).collect();
    if let Some(path) = &reading {
        made.push((
            path.clone(),
            pdf::write_reading(&pdf::Document::of(loaded, pages), cache).map_err(single)?,
        ));
    }
    made.extend(plates);
    output::write(&made).map_err(single)?;
    Ok(Written {
        pdfs: files.into_iter().map(|(path, _)| path).collect(),
        findings,
        proofs: proofs.into_iter().map(|(path, _)| path).chain(separations).chain(reading).collect(),
    })
}

fn single(fault: Diagnostic) -> Vec<Diagnostic> {
    vec![fault]
}
