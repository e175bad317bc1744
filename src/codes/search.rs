//! Finds codes by what an editor types: a name, the number of a rule, a Chinese term, or words.
//!
//! First what is meant exactly (name, term, title, number); then, where nothing is, codes that have all
//! the words in name, term and title; then those that have them in the explanation. Where still nothing
//! is found, the codes that are most like the query are offered.

use super::entry::Code;
use super::rules::Rule;

/// The most codes that are offered when nothing was found.
const MOST_OFFERED: usize = 3;
/// How like a query a name or a term must be to be offered, from 0 to 1.
const LEAST_LIKENESS: f64 = 0.5;

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches {
    /// Whether the codes are what was typed, and not only contain it.
    pub exact: bool,
    /// The codes that were found, in the order of the list.
    pub codes: Vec<Code>,
    /// Where none was found: those that are most like the query, the best first.
    pub nearest: Vec<Code>,
}

/// Finds codes among `all`.
pub fn search(query: &str, all: impl Iterator<Item = Code> + Clone) -> Matches {
    let query = query.trim().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let has = |text: &str| words.iter().all(|word| text.to_lowercase().contains(word));
    let head = |code: &Code| {
        let entry = code.entry();
        has(&format!("{} {} {}", entry.name, entry.term, entry.title))
    };
    let whole = |code: &Code| {
        let entry = code.entry();
        has(&format!("{} {} {} {} {}", entry.name, entry.term, entry.title, entry.why, entry.help))
    };
    let found = |codes: Vec<Code>, exact| Matches { exact, codes, nearest: Vec::new() };
    if words.is_empty() {
        return found(Vec::new(), false);
    }
    let meant: Vec<Code> = all.clone().filter(|code| is_meant(*code, &query)).collect();
    if !meant.is_empty() {
        return found(meant, true);
    }
    // Several codes, numbers or terms, one after the other.
    let each: Vec<Vec<Code>> =
        words.iter().map(|word| all.clone().filter(|code| is_meant(*code, word)).collect()).collect();
    if each.iter().all(|codes| !codes.is_empty()) {
        let mut several: Vec<Code> = Vec::new();
        for code in each.into_iter().flatten() {
            if !several.contains(&code) {
                several.push(code);
            }
        }
        return found(several, true);
    }
    for part in [all.clone().filter(head).collect::<Vec<_>>(), all.clone().filter(whole).collect()] {
        if !part.is_empty() {
            return found(part, false);
        }
    }
    Matches { exact: false, codes: Vec::new(), nearest: nearest(&query, all) }
}

fn is_meant(code: Code, query: &str) -> bool {
    let entry = code.entry();
    let number = query.strip_prefix("rule").unwrap_or(query).trim();
    code == query
        || entry.term.split('、').any(|term| term == query)
        || entry.title.to_lowercase() == query
        || Rule::of(code).is_some_and(|rule| rule.number().to_string() == number)
}

/// The codes whose names or terms are most like the query.
fn nearest(query: &str, all: impl Iterator<Item = Code>) -> Vec<Code> {
    let likeness = |code: Code| {
        let entry = code.entry();
        let terms = entry.term.split('、').map(|term| strsim::normalized_damerau_levenshtein(query, term));
        terms.fold(strsim::normalized_damerau_levenshtein(query, entry.name), f64::max)
    };
    let mut ranked: Vec<(f64, Code)> = all.map(|code| (likeness(code), code)).collect();
    ranked.retain(|(likeness, _)| *likeness >= LEAST_LIKENESS);
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    ranked.into_iter().take(MOST_OFFERED).map(|(_, code)| code).collect()
}
