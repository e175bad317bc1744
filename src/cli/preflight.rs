//! `banxin preflight`: a PDF as the plate room looks at it (印前检查).

use std::path::{Path, PathBuf};

use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::message::{Argument, IntoArgument as _, Message, commas, msg, system, word};
use banxin::pdf::preflight;
use serde::Serialize;

use super::arguments::PreflightArgs;
use super::codes;
use super::console::Console;
use super::findings::{self, Tally};
use super::json::Report;
use super::outcome::Outcome;

/// What came of one file.
#[derive(Serialize)]
struct Checked {
    file: PathBuf,
    verdict: Verdict,
    /// The four process plates, and the spot plates that its pages name.
    plates: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    /// No errors were found.
    Fit,
    /// There are errors.
    Unfit,
    /// The file could not be read.
    Unread,
}

#[derive(Serialize)]
struct Files {
    files: Vec<Checked>,
}

/// Runs the verb.
pub fn run(arguments: &PreflightArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let (mut found, mut files) = (Vec::new(), Vec::new());
    for path in &arguments.files {
        let mut plates = Vec::new();
        let verdict = match read(path) {
            Ok(bytes) => {
                let house = preflight::House { standard: arguments.standard, ..preflight::House::default() };
                let preflight::Examined { findings, plates: own } = preflight::examine(&bytes, &house);
                let unfit = findings.iter().any(|finding| finding.severity == Severity::Error);
                found.extend(findings.into_iter().map(|finding| of_file(finding, path)));
                let unread = own.is_none();
                plates = own.unwrap_or_default();
                match unfit {
                    _ if unread => Verdict::Unread,
                    true => Verdict::Unfit,
                    false => Verdict::Fit,
                }
            }
            Err(fault) => {
                found.push(fault);
                Verdict::Unread
            }
        };
        files.push(Checked { file: path.clone(), verdict, plates });
    }
    let unread = files.iter().any(|file| file.verdict == Verdict::Unread);
    let outcome = if unread { Outcome::Refused } else { Tally::of(&found).outcome() };
    if arguments.json {
        let own = Files { files };
        let report = Report::new("preflight", outcome, own, &found, &Sources::default(), console.language);
        console.out(&report.print());
        return outcome;
    }
    console.err(&findings::show(&found, &Sources::default(), look));
    if !arguments.quiet {
        for Checked { file, verdict, plates } in &files {
            let words = match verdict {
                Verdict::Fit => word("fit for the press"),
                Verdict::Unfit => word("not fit for the press"),
                Verdict::Unread => continue,
            };
            let message = msg!(
                "{file}: {words}; plates: {plates}",
                file = file.display(),
                words,
                plates = commas(plates.iter().map(|plate| plate_name(plate)))
            );
            console.out(&format!("{}\n", message.in_language(console.language)));
        }
    }
    outcome
}

/// The name of a plate for people; spot colours keep their own.
fn plate_name(plate: &str) -> Argument {
    match plate {
        "Cyan" => word("Cyan").argument(),
        "Magenta" => word("Magenta").argument(),
        "Yellow" => word("Yellow").argument(),
        "Black" => word("Black").argument(),
        other => other.argument(),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let refused = |message: Message| Diagnostic::new(codes::PRESS_FILE, message).in_file(path);
    let bytes = std::fs::read(path).map_err(|fault| {
        let finding = refused(match fault.kind() {
            std::io::ErrorKind::NotFound => msg!("this file does not exist"),
            _ => msg!("this file cannot be read: {why}", why = system(&fault)),
        });
        if path.is_dir() {
            finding.help(msg!("`banxin preflight` checks PDFs; `banxin check` checks an issue folder"))
        } else {
            finding
        }
    })?;
    // A few bytes of other programs may stand before the header (ISO 32000-1, annex H.3.4.1).
    let start = &bytes[..bytes.len().min(1024)];
    if !start.windows(5).any(|window| window == b"%PDF-") {
        return Err(refused(msg!("this file is not a PDF"))
            .help(msg!("`banxin preflight` checks PDFs; `banxin check` checks an issue folder")));
    }
    Ok(bytes)
}

/// A finding with the file in which it is.
fn of_file(mut finding: Diagnostic, path: &Path) -> Diagnostic {
    match &mut finding.on_page {
        Some(place) => {
            place.file = Some(path.to_owned());
            finding
        }
        None => finding.in_file(path),
    }
}
