//! `banxin check`: set the issue and say what an editor should look at.

use std::path::PathBuf;

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::issue::PictureData;
use banxin::keys::suggest::suggest_code;
use banxin::page::{ItemKind, Page};
use banxin::pdf::preflight;
use banxin::read::Loaded;
use banxin::{codes, compile, compile_telling_lines, pdf};

use unicode_width::UnicodeWidthStr as _;

use super::build::{refuse, summary};
use super::findings::{self, Tally};
use super::json::Report;
use super::stages::Stages;
use super::{CheckArgs, Console, Outcome, ads, fits, lines, press};

/// The rule of preflight about total ink.
const TOTAL_INK: u8 = 28;

/// Runs the verb.
pub fn run(arguments: &CheckArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    if let Some(code) = &arguments.explain {
        return explain(code, console);
    }
    if !arguments.press.is_empty() {
        return press::run(arguments, console);
    }
    let Some(dir) = &arguments.dir else { return Outcome::Refused };
    let stages = Stages::new(2, console.progress && !arguments.quiet);
    stages.begin("reading");
    let loaded = match banxin::load(dir) {
        Ok(loaded) => loaded,
        Err(refused) => {
            drop(stages);
            return refuse(&refused, arguments.json, look, console);
        }
    };
    stages.begin("setting");
    let compiled = if arguments.lines { compile_telling_lines(&loaded) } else { compile(&loaded) };
    drop(stages);

    let mut found = [loaded.findings.as_slice(), &compiled.findings].concat();
    let faults = pdf::examine(&pdf::Document::of(&loaded, &compiled.pages));
    let refused = !faults.is_empty();
    found.extend(faults);
    if !refused {
        found.extend(placed_inks(&loaded, &compiled.pages));
    }
    let outcome = if refused { Outcome::Refused } else { Tally::of(&found).outcome() };
    if arguments.json {
        let report = Report::new(outcome, &found, &compiled.report, &loaded.sources);
        let report = report.with_ads(&loaded);
        let told = || lines::list(&compiled.lines, &loaded.issue, &loaded.sources);
        let report = if arguments.lines { report.with_lines(told()) } else { report };
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(&found, &loaded.sources, look));
    if arguments.lines {
        console.out(&lines::table(&compiled.lines, &loaded.issue));
        return outcome;
    }
    if !arguments.quiet {
        console.out(&fits::table(&compiled.report));
        console.out(&ads::table(&ads::list(&loaded)));
        console.out(&summary(&compiled));
    }
    outcome
}

/// What the plate room would say of pages that show foreign PDFs: their inks are known when they are
/// on the plates. Everything else is told by reading and by layout.
fn placed_inks(loaded: &Loaded, pages: &[Page]) -> Vec<Diagnostic> {
    let placed = |page: &Page| -> Vec<PathBuf> {
        let shown = page.items.iter().filter_map(|item| {
            let ItemKind::Picture { picture, .. } = item.kind else { return None };
            let picture = loaded.issue.pictures.get(picture.0 as usize)?;
            matches!(picture.data, PictureData::Pdf(_)).then(|| picture.path.clone())
        });
        shown.collect()
    };
    let mut found = Vec::new();
    for page in pages {
        let files = placed(page);
        if files.is_empty() {
            continue;
        }
        // A page that cannot be written is told by `build`.
        let Ok(bytes) = pdf::write(&pdf::Document::of(loaded, std::slice::from_ref(page))) else { continue };
        for mut finding in preflight::check(&bytes) {
            if finding.rule == TOTAL_INK && finding.severity > Severity::Note {
                // Of the page's own number, where the file has but one.
                finding.message = finding.message.replacen("page 1", &format!("page {}", page.number), 1);
                let told = press::diagnostic(&finding);
                found.push(if let [file] = &files[..] { told.in_file(file) } else { told });
            }
        }
    }
    found
}

/// Tells what a code means.
fn explain(code: &str, console: &mut Console<'_>) -> Outcome {
    let words =
        codes::find(code).map(|known| known.explanation().to_owned()).or_else(|| press::explain(code));
    let Some(words) = words else {
        let fault = Diagnostic::error(codes::UNKNOWN_CODE, format!("no finding has the code `{code}`"))
            .help(suggest_code(code));
        console.err(&findings::show(&[fault], &Sources::default(), console.look(false)));
        return Outcome::Refused;
    };
    console.out(&format!("{}\n", wrapped(&words, console.width)));
    Outcome::Clean
}

/// Words in lines of at most `width` columns, cut at blanks.
fn wrapped(words: &str, width: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    for word in words.split(' ') {
        let own = word.width();
        if used > 0 && used + 1 + own > width {
            text.push('\n');
            used = 0;
        } else if used > 0 {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += own;
    }
    text
}
