//! `banxin explain`: what a finding means and what to do about it, by its code, the number of a rule of
//! preflight, a Chinese term, or words.

use banxin::codes::{Code, Entry, Rule, search};
use banxin::diagnostic::{Diagnostic, Severity, Sources};
use banxin::message::{Language, Message, msg, or, translate};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::arguments::ExplainArgs;
use super::console::Console;
use super::glossary::{self, Term};
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
    /// The term of the trade's vocabulary that was asked for.
    glossary: Option<TermExplanation>,
    codes: Vec<Explanation>,
}

#[derive(Serialize)]
struct TermExplanation {
    names: Vec<&'static str>,
    meaning: &'static str,
    written: &'static str,
}

/// Runs the verb.
pub fn run(arguments: &ExplainArgs, console: &mut Console<'_>) -> Outcome {
    let (query, language) = (arguments.words.join(" "), console.language);
    let mut matches = search(&query, codes::all());
    let term = glossary::find(&query).filter(|_| !matches.exact);
    if let Some(term) = &term {
        matches.codes = term.codes().collect();
    }
    let is_unknown = matches.codes.is_empty() && term.is_none();
    let fault = is_unknown.then(|| nothing(&query, &matches.nearest));
    let outcome = if fault.is_some() { Outcome::Refused } else { Outcome::Clean };
    if arguments.json {
        let glossary = term.map(|term| TermExplanation {
            names: term.names().collect(),
            meaning: translate(term.means.english(), language),
            written: term.written,
        });
        let explained = Explained {
            glossary,
            codes: matches.codes.iter().map(|code| explanation(*code, language)).collect(),
        };
        let found: Vec<Diagnostic> = fault.into_iter().collect();
        let report = Report::new("explain", outcome, explained, &found, &Sources::default(), language);
        console.out(&report.print());
        return outcome;
    }
    if let Some(fault) = fault {
        console.err(&findings::show(&[fault], &Sources::default(), console.look(false)));
    } else if let Some(term) = term {
        console.out(&of_term(&term, &matches.codes, console.width, language));
    } else if matches.exact || matches.codes.len() == 1 {
        let parts: Vec<String> =
            matches.codes.iter().map(|code| in_full(*code, console.width, language)).collect();
        console.out(&parts.join("\n"));
    } else {
        console.out(&list(&query, &matches.codes, language));
    }
    outcome
}

/// That no code was found, with those that are most like the query.
fn nothing(query: &str, nearest: &[Code]) -> Diagnostic {
    let near: Vec<Message> = nearest
        .iter()
        .map(|code| msg!("`{code}` ({term})", code = code.name(), term = code.entry().term))
        .collect();
    let terms = glossary::near(query);
    let near: Vec<Message> = terms.into_iter().map(Message::verbatim).chain(near).take(MOST_NEAR).collect();
    let finding = Diagnostic::unknown_code(query);
    if near.is_empty() { finding } else { finding.help(msg!("did you mean {near}?", near = or(&near))) }
}

/// Names that are offered where nothing was found.
const MOST_NEAR: usize = 4;

/// A term of the trade: what it means, where it is written, and findings about it.
fn of_term(term: &Term, found: &[Code], width: usize, language: Language) -> String {
    let names: Vec<&str> = term.names().collect();
    let line = msg!("{names}: {means}", names = names.join("、"), means = term.means);
    let mut text = format!("{}\n", wrapped(&line.in_language(language), width));
    if !term.written.is_empty() {
        let line = msg!("in the files: {written}", written = term.written);
        text.push_str(&format!("{}\n", wrapped(&line.in_language(language), width)));
    }
    if let [code] = found {
        text.push_str(&format!("\n{}", in_full(*code, width, language)));
    } else if !found.is_empty() {
        let head = msg!("findings about it; `banxin explain CODE` tells more:");
        text.push_str(&format!("\n{}\n", head.in_language(language)));
        text.push_str(&table(found, language));
    }
    text
}

/// Everything about a code, for reading.
fn in_full(code: Code, width: usize, language: Language) -> String {
    let entry = code.entry();
    let words = |english| translate(english, language);
    let mut text = format!("{code}  {}  {}\n", entry.term, severities(entry).in_language(language));
    if let Some(rule) = Rule::of(code) {
        let line = msg!(
            "Rule {number} of preflight ({clause}), from {source}",
            number = rule.number(),
            clause = words(rule.clause()),
            source = words(rule.source().title())
        );
        text.push_str(&format!("{}\n", wrapped(&line.in_language(language), width)));
    }
    let title = msg!("{title}.", title = upper(words(entry.title)));
    let help = msg!("What to do: {help}.", help = words(entry.help));
    text.push_str(&format!("{}\n\n", wrapped(&title.in_language(language), width)));
    text.push_str(&format!("{}\n\n", wrapped(words(entry.why), width)));
    text.push_str(&format!("{}\n", wrapped(&help.in_language(language), width)));
    text
}

/// “error”, “warning, sometimes note”.
fn severities(entry: &Entry) -> Message {
    let severity = entry.severity.word();
    match entry.also {
        [] => severity.into(),
        also => {
            msg!("{severity}, sometimes {others}", severity, others = or(also.iter().map(|also| also.word())))
        }
    }
}

/// The codes that a query may mean, one a line.
fn list(query: &str, found: &[Code], language: Language) -> String {
    let head = msg!(
        "{count} findings match `{query}`; `banxin explain CODE` tells more:",
        count = found.len(),
        query
    );
    format!("{}\n{}", head.in_language(language), table(found, language))
}

/// Codes with their terms and titles, one a line.
fn table(found: &[Code], language: Language) -> String {
    let widest = |cell: fn(&Entry) -> &str| found.iter().map(|code| cell(code.entry()).width()).max();
    let (name, term) = (widest(|entry| entry.name).unwrap_or(0), widest(|entry| entry.term).unwrap_or(0));
    let mut text = String::new();
    for code in found {
        let entry = code.entry();
        let pad = |cell: &str, width: usize| " ".repeat(width - cell.width() + 2);
        text.push_str(&format!(
            "  {}{}{}{}{}\n",
            entry.name,
            pad(entry.name, name),
            entry.term,
            pad(entry.term, term),
            translate(entry.title, language)
        ));
    }
    text
}

fn explanation(code: Code, language: Language) -> Explanation {
    let entry = code.entry();
    let words = |english| translate(english, language);
    let severities = std::iter::once(entry.severity).chain(entry.also.iter().copied());
    Explanation {
        code: entry.name,
        title: words(entry.title),
        terms: entry.term.split('、').collect(),
        severities: severities.map(Severity::name).collect(),
        explanation: words(entry.why),
        help: words(entry.help),
        rule: Rule::of(code).map(|rule| RuleExplanation {
            number: rule.number(),
            clause: words(rule.clause()),
            source: words(rule.source().title()),
        }),
    }
}

fn upper(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words in lines of at most `width` columns, cut where lines may break: at blanks, and between Han characters
/// that no mark keeps together.
fn wrapped(words: &str, width: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    let mut start = 0;
    for (end, _) in unicode_linebreak::linebreaks(words) {
        let part = &words[start..end];
        if used > 0 && used + part.trim_end().width() > width {
            text.truncate(text.trim_end().len());
            text.push('\n');
            used = 0;
        }
        text.push_str(part);
        used += part.width();
        start = end;
    }
    text
}
