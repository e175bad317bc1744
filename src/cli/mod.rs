//! The command line: the only place that prints, reads the environment or writes files.
//!
//! One file for each verb. [`run`] takes its arguments and where to print, so that tests can call
//! it; [`main`] gives it the process's own.

mod ads;
mod areas;
mod arguments;
mod batch;
mod build;
mod check;
mod codes;
mod completions;
mod console;
mod diff;
mod epaper;
mod explain;
mod files;
mod findings;
mod fits;
mod fonts;
mod glossary;
mod help;
mod import;
mod init;
mod json;
mod lines;
mod lsp;
mod makeup;
mod new;
mod outcome;
mod output;
mod preflight;
mod schema;
mod specimen;
mod stages;
mod templates;
mod tidy;
mod values;
mod watch;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use banxin::message::{Message, msg};
use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};

use arguments::{Command, Verb};
use console::Console;
use outcome::Outcome;

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
fn moved(arguments: &[OsString]) -> Option<Message> {
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    if words.next()? != "check" {
        return None;
    }
    let option = words.find_map(|word| {
        let name = word.split('=').next().unwrap_or_default();
        MOVED.into_iter().find(|(old, _)| *old == name)
    });
    let (old, new) = option?;
    Some(msg!("error: `check` has no option `{old}`; write `{new}`\n\nUsage: {new}\n", old, new))
}

/// What to say to a path that is not Unicode where JSON is asked for, which cannot name it; `None` for all others.
fn unreadable(arguments: &[OsString]) -> Option<Message> {
    let is_json = arguments.iter().any(|word| word == "--json");
    let path = arguments.iter().find(|word| word.to_str().is_none()).filter(|_| is_json)?;
    let path = path.to_string_lossy();
    Some(msg!(
        "error: `{path}` is not a name in Unicode, and JSON cannot tell of it: rename it, or do without --json\n",
        path
    ))
}

/// Runs a command line, whose first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let wanted = help::wanted(&arguments);
    let is_chosen = wanted.is_some();
    if let Some(language) = wanted {
        console.language = language;
    }
    if let Some(words) = moved(&arguments) {
        let words = words.in_language(console.language);
        console.err(&words);
        return Outcome::Refused;
    }
    if let Some(words) = unreadable(&arguments) {
        console.err(&words.in_language(console.language));
        return Outcome::Refused;
    }
    let command = help::translated(Command::command(), console.language);
    let parsed = command.try_get_matches_from(arguments).and_then(|found| Command::from_arg_matches(&found));
    match parsed {
        Ok(Command { verb: Verb::Build(arguments), .. }) => build::run(&arguments, console),
        Ok(Command { verb: Verb::Batch(arguments), .. }) => batch::run(&arguments, console),
        Ok(Command { verb: Verb::Check(arguments), .. }) => check::run(&arguments, console),
        Ok(Command { verb: Verb::Epaper(arguments), .. }) => epaper::run(&arguments, console),
        Ok(Command { verb: Verb::Preflight(arguments), .. }) => preflight::run(&arguments, console),
        Ok(Command { verb: Verb::Explain(arguments), .. }) => explain::run(&arguments, console),
        Ok(Command { verb: Verb::Diff(arguments), .. }) => diff::run(&arguments, console),
        Ok(Command { verb: Verb::Schema(arguments), .. }) => schema::run(&arguments, console),
        Ok(Command { verb: Verb::Init(arguments), .. }) => init::run(&arguments, console),
        Ok(Command { verb: Verb::New(arguments), .. }) => new::run(&arguments, console),
        Ok(Command { verb: Verb::Import(arguments), .. }) => import::run(&arguments, console),
        Ok(Command { verb: Verb::Fonts(arguments), .. }) => fonts::run(&arguments, console),
        Ok(Command { verb: Verb::Makeup(arguments), .. }) => makeup::run(&arguments, console),
        Ok(Command { verb: Verb::Tidy(arguments), .. }) => tidy::run(&arguments, console),
        Ok(Command { verb: Verb::Lsp(_), .. }) => lsp::run(console, is_chosen),
        Ok(Command { verb: Verb::Watch(arguments), .. }) => watch::run(&arguments, console),
        Ok(Command { verb: Verb::Completions(arguments), .. }) => completions::run(&arguments, console),
        Err(mut fault) => {
            help::nearest_verb(&mut fault);
            let text = fault.render();
            let text = match help::complaint(&fault, console.language) {
                Some(words) => words,
                None if console.colour => help::finished(&text.ansi().to_string(), console.language),
                None => help::finished(&text.to_string(), console.language),
            };
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
mod help_tests;
#[cfg(test)]
mod init_tests;
#[cfg(test)]
mod tests;
