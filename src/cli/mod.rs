//! The command line: the only place that prints, reads the environment or writes files.
//!
//! One file for each verb. [`run`] takes its arguments and where to print, so that tests can call
//! it; [`main`] gives it the process's own.

mod ads;
mod build;
mod check;
mod codes;
mod console;
mod diff;
mod explain;
mod findings;
mod fits;
mod json;
mod lines;
mod output;
mod preflight;
mod schema;
mod stages;
mod store;
mod window;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use banxin::ink::Standard;
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

pub use console::Console;

/// What a run came to; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to look at.
    Clean = 0,
    /// There are warnings or errors; what could be made was made.
    Findings = 1,
    /// It could not run: a wrong command, input that cannot be read, output that cannot be written.
    Refused = 2,
}

impl Outcome {
    /// The word for it in reports for programs.
    fn name(self) -> &'static str {
        match self {
            Outcome::Clean => "clean",
            Outcome::Findings => "findings",
            Outcome::Refused => "refused",
        }
    }
}

/// Typesets Chinese newspapers: an issue folder in, a press-ready PDF out.
#[derive(Debug, Parser)]
#[command(name = "banxin", version, max_term_width = 100)]
#[command(after_help = "\
Exit codes: 0 nothing to report, 1 warnings or errors were found, 2 could not run.
`banxin VERB --help` shows examples.")]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Set the issue and write its PDF
    #[command(after_help = "\
Examples:
  banxin build 2026-11-23              writes 2026-11-23/out/2026-11-23.pdf
  banxin build 2026-11-23 -o A1.pdf    writes A1.pdf
  banxin build 2026-11-23 --page 4     writes 2026-11-23/out/2026-11-23-p4.pdf
  banxin build 2026-11-23 --split      writes 2026-11-23/out/2026-11-23-p1.pdf and so on
  banxin build 2026-11-23 --standard x1a    writes PDF/X-1a:2003, whatever the layout says
  banxin build 2026-11-23 --plates     writes the separations: 2026-11-23/out/2026-11-23-p1-Black.png and so on
  banxin build 2026-11-23 --reading    writes 2026-11-23/out/2026-11-23-reading.pdf too
  banxin build 2026-11-23 --png        writes proofs too: 2026-11-23/out/2026-11-23-p1.png and so on

The last line on standard output is the path of the PDF; findings go to standard error.
The PDF of a page depends on that page alone: changes elsewhere in the issue do not change it.
A PDF is written completely or not at all; until then an older one of that name stays.
banxin replaces only PDFs by PDFs and PNGs by PNGs, and never a file of the issue.
The cache does not change the PDF and may be deleted at any time; BANXIN_CACHE=off turns it off.")]
    Build(BuildArgs),
    /// Set the issue and report what an editor should look at; writes nothing
    #[command(after_help = "\
Examples:
  banxin check 2026-11-23
  banxin check 2026-11-23 --lines      lists every set line and what was done to it
  banxin check 2026-11-23 --quiet && banxin build 2026-11-23")]
    Check(CheckArgs),
    /// Check a PDF for the press, from banxin or from elsewhere, as the plate room does
    #[command(after_help = "\
Examples:
  banxin preflight page-4.pdf
  banxin preflight ads/*.pdf --standard x1a

Without --standard a file is held against the standard that it claims, PDF/X-4 where it claims none.
Exit codes: 0 no errors or warnings, 1 there are some, 2 a file cannot be read.")]
    Preflight(PreflightArgs),
    /// Explain a finding: what it means, why it is a fault and what to do
    #[command(after_help = "\
Examples:
  banxin explain page-cut      by the code that findings show in brackets
  banxin explain press-16      a rule of preflight
  banxin explain 断版           by a Chinese term
  banxin explain headline      everything whose title has the word")]
    Explain(ExplainArgs),
    /// Tell what changed between two states of an issue; writes nothing
    #[command(after_help = "\
Examples:
  banxin diff 2026-11-23-first 2026-11-23
  banxin diff OLD NEW --json | jq .pages

Pages are compared as they print, stories as their manuscripts read. Exit codes: 0 the two are the
same, 1 they differ, 2 one of them cannot be read.")]
    Diff(DiffArgs),
    /// Print the JSON Schema of a file, for editors that complete and check keys
    #[command(after_help = "\
Examples:
  banxin schema layout > layout.schema.json
  banxin schema issue > issue.schema.json

Editors with taplo take `#:schema layout.schema.json` in the first line of a TOML file.")]
    Schema(schema::SchemaArgs),
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("drawn").args(["png", "plates"]).multiple(true)))]
struct BuildArgs {
    /// The issue folder: where issue.toml is
    dir: PathBuf,
    /// Where the PDF goes [default: DIR/out/<name of DIR>.pdf]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write this page only, as it stands in the whole issue; may be given several times
    /// [default name: <name of DIR>-p4.pdf]
    #[arg(long = "page", value_name = "N")]
    pages: Vec<u32>,
    /// Write a PDF for each page: FILE-p1.pdf and so on
    #[arg(long)]
    split: bool,
    /// The standard of the PDF: x4 or x1a [default: that of the layout]
    #[arg(long, value_name = "NAME", value_parser = standard)]
    standard: Option<Standard>,
    /// Write a proof of each page beside the PDF: FILE-p1.png and so on
    #[arg(long)]
    png: bool,
    /// Write the pages for reading on a screen too, small and without marks: FILE-reading.pdf
    #[arg(long)]
    reading: bool,
    /// Write the separations of each page as gray pictures: FILE-p1-Cyan.png and so on
    #[arg(long)]
    plates: bool,
    /// Pixels in an inch of proofs and plates, 18 to 1200
    #[arg(long, value_name = "N", default_value_t = 150, requires = "drawn")]
    #[arg(value_parser = clap::value_parser!(u32).range(18..=1200))]
    dpi: u32,
    /// Where builds keep fonts and pictures for each other [default: BANXIN_CACHE, else the user's cache]
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Keep nothing for other builds, and take nothing from them
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The issue folder: where issue.toml is
    dir: PathBuf,
    /// List every set line: its place, its text, what closed and opened on it, and why it ends there
    #[arg(long, conflicts_with = "quiet")]
    lines: bool,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct PreflightArgs {
    /// The PDFs to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The standard to hold them against: x4 or x1a [default: the one that the file claims]
    #[arg(long, value_name = "NAME", value_parser = standard)]
    standard: Option<Standard>,
    /// Print warnings and errors only
    #[arg(short, long, conflicts_with = "json")]
    quiet: bool,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// A code, the number of a rule, a Chinese term, or words of a title
    #[arg(required = true, value_name = "CODE")]
    words: Vec<String>,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct DiffArgs {
    /// The issue folder as it was
    old: PathBuf,
    /// The issue folder as it is
    new: PathBuf,
    /// Print one JSON object on standard output instead
    #[arg(long)]
    json: bool,
}

/// A standard by its name in `[press]`.
fn standard(name: &str) -> Result<Standard, String> {
    match name {
        "x4" => Ok(Standard::X4),
        "x1a" => Ok(Standard::X1a),
        _ => Err("the standards are x4 (PDF/X-4) and x1a (PDF/X-1a:2003)".to_owned()),
    }
}

/// Runs the process's own command line.
pub fn main() -> ExitCode {
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    let outcome = run(std::env::args_os(), &mut Console::of_process(&mut out, &mut err));
    ExitCode::from(outcome as u8)
}

/// Options of `check` that are verbs of their own now.
const MOVED: [(&str, &str); 2] =
    [("--press", "banxin preflight FILE.pdf"), ("--explain", "banxin explain CODE")];

/// What to say to a command line in an old spelling; `None` for all others.
fn moved(arguments: &[OsString]) -> Option<String> {
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    if words.next()? != "check" {
        return None;
    }
    let option = words.find_map(|word| {
        let name = word.split('=').next().unwrap_or_default();
        MOVED.into_iter().find(|(old, _)| *old == name)
    });
    let (old, new) = option?;
    Some(format!("error: `check` has no option `{old}`; write `{new}`\n\nUsage: {new}\n"))
}

/// Runs a command line, whose first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(words) = moved(&arguments) {
        console.err(&words);
        return Outcome::Refused;
    }
    match Command::try_parse_from(arguments) {
        Ok(Command { verb: Verb::Build(arguments) }) => build::run(&arguments, console),
        Ok(Command { verb: Verb::Check(arguments) }) => check::run(&arguments, console),
        Ok(Command { verb: Verb::Preflight(arguments) }) => preflight::run(&arguments, console),
        Ok(Command { verb: Verb::Explain(arguments) }) => explain::run(&arguments, console),
        Ok(Command { verb: Verb::Diff(arguments) }) => diff::run(&arguments, console),
        Ok(Command { verb: Verb::Schema(arguments) }) => schema::run(&arguments, console),
        Err(fault) => {
            let text = fault.render();
            let text = if console.colour { text.ansi().to_string() } else { text.to_string() };
            match fault.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                    console.out(&text);
                    Outcome::Clean
                }
                _ => {
                    console.err(&text);
                    Outcome::Refused
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
