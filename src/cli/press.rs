//! `banxin check --press`: a PDF as the plate room looks at it (印前检查).

use std::path::{Path, PathBuf};

use banxin::codes;
use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::pdf::preflight::{self, Finding, rules};
use serde::Serialize;

use super::findings::{self, Tally};
use super::{CheckArgs, Console, Outcome};

/// What was found in one file.
#[derive(Serialize)]
struct Sheet {
    file: PathBuf,
    /// All plates that it prints on.
    plates: Vec<String>,
    findings: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    rule: u8,
    title: &'static str,
    severity: &'static str,
    page: Option<u32>,
    /// Millimetres from the trimmed page's top left corner.
    place: Option<Place>,
    message: String,
    help: &'static str,
}

#[derive(Serialize)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

#[derive(Serialize)]
struct Report {
    outcome: &'static str,
    files: Vec<Sheet>,
    /// Files that could not be looked at.
    refused: Vec<Refused>,
}

#[derive(Serialize)]
struct Refused {
    file: PathBuf,
    code: &'static str,
    message: String,
    help: Option<String>,
}

/// Runs the verb on PDFs.
pub fn run(arguments: &CheckArgs, console: &mut Console<'_>) -> Outcome {
    let look = console.look(arguments.quiet);
    let (mut shown, mut sheets, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for path in &arguments.press {
        match read(path) {
            Ok(bytes) => {
                let found = preflight::check_as(&bytes, arguments.standard);
                shown.extend(found.iter().map(|finding| diagnostic(finding).in_file(path)));
                let findings = found.into_iter().map(told).collect();
                sheets.push(Sheet { file: path.clone(), plates: preflight::plates(&bytes), findings });
            }
            Err(fault) => {
                refused.push(Refused {
                    file: path.clone(),
                    code: fault.code.name(),
                    message: fault.message.clone(),
                    help: fault.help.clone(),
                });
                shown.push(fault);
            }
        }
    }
    let outcome = if refused.is_empty() { Tally::of(&shown).outcome() } else { Outcome::Refused };
    if arguments.json {
        let name = match outcome {
            Outcome::Clean => "clean",
            Outcome::Findings => "findings",
            Outcome::Refused => "refused",
        };
        let report = Report { outcome: name, files: sheets, refused };
        // Strings, numbers and lists always serialise.
        console.out(&(serde_json::to_string_pretty(&report).expect("a report is plain data") + "\n"));
        return outcome;
    }
    console.err(&findings::show(&shown, &Sources::default(), look));
    if !arguments.quiet {
        for sheet in &sheets {
            let bad = sheet.findings.iter().any(|finding| finding.severity == "error");
            let verdict = if bad { "not fit for the press" } else { "fit for the press" };
            let plates = sheet.plates.join(", ");
            console.out(&format!("{}: {verdict}; plates: {plates}\n", sheet.file.display()));
        }
    }
    outcome
}

fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let bytes = std::fs::read(path).map_err(|fault| {
        Diagnostic::error(codes::PRESS_FILE, format!("this file cannot be read: {fault}"))
            .in_file(path)
            .help("name a PDF that is there and that you may read")
    })?;
    // A few bytes of other programs may stand before the header (ISO 32000-1, annex H.3.4.1).
    let start = &bytes[..bytes.len().min(1024)];
    if !start.windows(5).any(|window| window == b"%PDF-") {
        return Err(Diagnostic::error(codes::PRESS_FILE, "this file is no PDF")
            .in_file(path)
            .help("`check --press` looks at PDFs; `check DIR` looks at an issue"));
    }
    Ok(bytes)
}

/// A finding of preflight as all others are shown.
pub fn diagnostic(finding: &Finding) -> Diagnostic {
    let rule = rules::rule_of(finding.rule);
    let message = match finding.place {
        Some(place) => format!(
            "{}, at {:.1} × {:.1} mm from the top left corner",
            finding.message, place.left, place.top
        ),
        None => finding.message.clone(),
    };
    Diagnostic::new(finding.severity, rule.code, message).help(rule.help)
}

fn told(finding: Finding) -> Told {
    let rule = rules::rule_of(finding.rule);
    let tenth = |length: f64| (length * 10.0).round() / 10.0;
    Told {
        code: rule.code.name(),
        rule: rule.number,
        title: rule.title,
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        page: finding.page,
        place: finding.place.map(|place| Place {
            left: tenth(place.left),
            top: tenth(place.top),
            width: tenth(place.width),
            height: tenth(place.height),
        }),
        message: finding.message,
        help: rule.help,
    }
}

/// What a rule of the press is about.
pub fn explain(code: &str) -> Option<String> {
    let rule = rules::RULES.iter().find(|rule| rule.code == code)?;
    let source = match rule.number {
        1..=26 => "a clause of ISO 15930-4 (PDF/X-1a:2003) and 15930-7 (PDF/X-4)",
        _ => "a rule of newsprint",
    };
    Some(format!("Rule {} of preflight, {}: {source}. {}.", rule.number, rule.title, upper(rule.help)))
}

fn upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
