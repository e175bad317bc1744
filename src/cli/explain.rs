//! `banxin explain`: what a finding means and what to do about it, by its code, the number of a rule of
//! preflight, a Chinese term, or words.

use banxin::codes::{Code, Entry, Rule, search};
use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::message::{commas, msg};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::arguments::ExplainArgs;
use super::console::Console;
use super::json::Report;
use super::outcome::Outcome;
use super::{codes, findings};

/// What is told of a code to programs.
#[derive(Serialize)]
struct Explanation {
    code: &'static str,
    title: &'static str,
    terms: Vec<&'static str>,
    severities: Vec<&'static str>,
    explanation: &'static str,
    help: &'static str,
    rule: Option<RuleExplanation>,
}

#[derive(Serialize)]
struct RuleExplanation {
    number: u8,
    clause: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Explained {
    codes: Vec<Explanation>,
}

/// Runs the verb.
pub fn run(arguments: &ExplainArgs, console: &mut Console<'_>) -> Outcome {
    let query = arguments.words.join(" ");
    let matches = search(&query, codes::all());
    let fault = matches.codes.is_empty().then(|| nothing(&query, &matches.nearest));
    let outcome = if fault.is_some() { Outcome::Refused } else { Outcome::Clean };
    if arguments.json {
        let explained = Explained { codes: matches.codes.iter().copied().map(explanation).collect() };
        let found: Vec<Diagnostic> = fault.into_iter().collect();
        console.out(&Report::new("explain", outcome, explained, &found, &Sources::default()).print());
        return outcome;
    }
    if let Some(fault) = fault {
        console.err(&findings::show(&[fault], &Sources::default(), console.look(false)));
    } else if matches.exact || matches.codes.len() == 1 {
        let parts: Vec<String> = matches.codes.iter().map(|code| in_full(*code, console.width)).collect();
        console.out(&parts.join("\n"));
    } else {
        console.out(&list(&query, &matches.codes));
    }
    outcome
}

/// That no code was found, with those that are most like the query.
fn nothing(query: &str, nearest: &[Code]) -> Diagnostic {
    let near: Vec<String> = nearest.iter().map(|code| format!("`{code}` ({})", code.entry().term)).collect();
    let finding = Diagnostic::unknown_code(query);
    if near.is_empty() { finding } else { finding.help(msg!("did you mean {near}?", near = commas(&near))) }
}

/// Everything about a code, for reading.
fn in_full(code: Code, width: usize) -> String {
    let entry = code.entry();
    let mut text = format!("{code}  {}  {}\n", entry.term, severities(entry));
    if let Some(rule) = Rule::of(code) {
        let line = format!(
            "Rule {} of preflight ({}), from {}",
            rule.number(),
            rule.clause(),
            rule.source().title()
        );
        text.push_str(&format!("{}\n", wrapped(&line, width)));
    }
    text.push_str(&format!("{}.\n\n", wrapped(&upper(entry.title), width)));
    text.push_str(&format!("{}\n\n", wrapped(entry.why, width)));
    text.push_str(&format!("{}\n", wrapped(&format!("What to do: {}.", entry.help), width)));
    text
}

/// “error”, “warning, sometimes note”.
fn severities(entry: &Entry) -> String {
    let also: Vec<&str> = entry.also.iter().map(|severity| severity.name()).collect();
    match also.is_empty() {
        true => entry.severity.name().to_owned(),
        false => format!("{}, sometimes {}", entry.severity.name(), also.join(" or ")),
    }
}

/// The codes that a query may mean, one a line.
fn list(query: &str, found: &[Code]) -> String {
    let widest = |cell: fn(&Entry) -> &str| found.iter().map(|code| cell(code.entry()).width()).max();
    let (name, term) = (widest(|entry| entry.name).unwrap_or(0), widest(|entry| entry.term).unwrap_or(0));
    let mut text = format!("{} findings match `{query}`; `banxin explain CODE` tells more:\n", found.len());
    for code in found {
        let entry = code.entry();
        let pad = |cell: &str, width: usize| " ".repeat(width - cell.width() + 2);
        text.push_str(&format!(
            "  {}{}{}{}{}\n",
            entry.name,
            pad(entry.name, name),
            entry.term,
            pad(entry.term, term),
            entry.title
        ));
    }
    text
}

fn explanation(code: Code) -> Explanation {
    let entry = code.entry();
    let severities = std::iter::once(entry.severity).chain(entry.also.iter().copied());
    Explanation {
        code: entry.name,
        title: entry.title,
        terms: entry.term.split('、').collect(),
        severities: severities.map(Severity::name).collect(),
        explanation: entry.why,
        help: entry.help,
        rule: Rule::of(code).map(|rule| RuleExplanation {
            number: rule.number(),
            clause: rule.clause(),
            source: rule.source().title(),
        }),
    }
}

fn upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
