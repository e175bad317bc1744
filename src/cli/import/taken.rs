//! One source: imported, counted and told.

use std::path::{Path, PathBuf};

use banxin::diagnostic::{Diagnostic, Sources};
use banxin::import::{self, Entry, Imported, Names};
use banxin::message::{Message, commas, counted, msg, semicolons, system};
use serde::Serialize;

use super::super::arguments::ImportArgs;
use super::super::codes;
use super::super::console::Console;
use super::find;
use super::shelf::{self, Shelf};

/// What came of one source.
#[derive(Debug, Serialize)]
pub struct Taken {
    file: PathBuf,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    /// The files that were made, or that were made before.
    made: Vec<String>,
    characters: Characters,
    left: Vec<LeftOver>,
    /// What the source is, for people.
    #[serde(skip)]
    kind: Message,
    /// The rules that cleaned, for people.
    #[serde(skip)]
    rules: Vec<Message>,
    /// What is to be pasted into `issue.toml`.
    #[serde(skip)]
    pub entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Files were made of it.
    Imported,
    /// The same was imported before.
    Known,
    /// There is nothing in it.
    Empty,
    /// It cannot be read, or its files cannot be written.
    Refused,
}

/// Where the characters of a source went.
#[derive(Debug, Default, Serialize)]
struct Characters {
    source: usize,
    placed: usize,
    added: usize,
    told: usize,
    cleaned: Vec<Cleaned>,
}

/// Characters that a rule took away.
#[derive(Debug, Serialize)]
struct Cleaned {
    rule: &'static str,
    count: usize,
}

#[derive(Debug, Serialize)]
struct LeftOver {
    what: &'static str,
    line: usize,
    text: String,
}

/// Imports one file.
pub fn take(
    path: &Path,
    arguments: &ImportArgs,
    shelf: &mut Shelf,
    sources: &mut Sources,
) -> (Option<Taken>, Vec<Diagnostic>) {
    let refused = |finding: Diagnostic| {
        let taken = Taken {
            file: path.to_owned(),
            verdict: Verdict::Refused,
            encoding: None,
            made: Vec::new(),
            characters: Characters::default(),
            left: Vec::new(),
            kind: Message::default(),
            rules: Vec::new(),
            entries: Vec::new(),
        };
        (Some(taken), vec![finding])
    };
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(finding) => return refused(finding),
    };
    let beside = |name: &str| find::beside(path, name);
    let source = import::Source { path, bytes: &bytes, encoding: arguments.encoding, beside: &beside };
    let imported = match import::import(&source, sources) {
        Ok(imported) => imported,
        Err(finding) => return refused(*finding),
    };
    let placed = match shelf.place(path, &imported) {
        Ok(placed) => placed,
        Err(findings) => {
            let (taken, mut all) = refused(findings[0].clone());
            all.extend(findings.into_iter().skip(1));
            return (taken, all);
        }
    };
    let mut found = imported.findings.clone();
    let verdict = match placed.is_known {
        _ if imported.made.is_empty() => Verdict::Empty,
        false => Verdict::Imported,
        true => {
            // What was told when it was imported is not told again.
            let message = msg!("this was imported before: {files}", files = commas(placed.files.iter()));
            found = vec![Diagnostic::new(codes::IMPORT_AGAIN, message).in_file(path)];
            Verdict::Known
        }
    };
    found.extend(about(&placed, path));
    (Some(sheet(path, verdict, placed.files, &placed.names, &imported)), found)
}

/// Findings about what was there already.
fn about(placed: &shelf::Placed, path: &Path) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !placed.shared.is_empty() {
        let message = msg!(
            "these pictures were there and are not written again: {files}",
            files = commas(placed.shared.iter())
        );
        found.push(Diagnostic::new(codes::IMPORT_AGAIN, message).in_file(path));
    }
    if !placed.repeated.is_empty() {
        let message = msg!(
            "these pictures stand there several times and are written once: {files}",
            files = commas(placed.repeated.iter())
        );
        found.push(Diagnostic::new(codes::IMPORT_AGAIN, message).in_file(path));
    }
    for shelf::Same { new, there, alike } in &placed.same {
        let message = msg!(
            "{new} has the same headline as {there}; {alike} % of their text is the same",
            new,
            there,
            alike
        );
        found.push(Diagnostic::new(codes::IMPORT_SAME, message).in_file(path));
    }
    found
}

fn sheet(path: &Path, verdict: Verdict, made: Vec<String>, names: &[Names], imported: &Imported) -> Taken {
    let mut account = import::Account::default();
    for one in &imported.made {
        account.merge(&one.account);
    }
    let cleaned =
        account.cleaned.iter().map(|(rule, count)| Cleaned { rule: rule.name(), count: *count }).collect();
    let left = imported.made.iter().flat_map(|one| imported.lines_of(one));
    let left = left.map(|(left, line)| LeftOver { what: left.what.name(), line, text: left.text.clone() });
    Taken {
        file: path.to_owned(),
        verdict,
        encoding: imported.encoding,
        made,
        left: left.collect(),
        kind: msg!("{kind}", kind = imported.kind),
        rules: account.rules().collect(),
        entries: imported
            .made
            .iter()
            .zip(names)
            .flat_map(|(made, names)| import::entries_of(made, names))
            .collect(),
        characters: Characters {
            source: account.source,
            placed: account.placed,
            added: account.added,
            told: account.told,
            cleaned,
        },
    }
}

/// Prints what came of one source.
pub fn tell(taken: &Taken, arguments: &ImportArgs, console: &mut Console<'_>) {
    if arguments.quiet || matches!(taken.verdict, Verdict::Refused | Verdict::Empty) {
        return;
    }
    let file = taken.file.display();
    let made = commas(taken.made.iter());
    let Characters { placed, added, told, .. } = &taken.characters;
    let mut parts = vec![msg!("{characters} placed", characters = counted(*placed, "character"))];
    if *added > 0 {
        parts.push(msg!("{added} of them added", added));
    }
    if !taken.rules.is_empty() {
        parts.push(msg!("cleaned: {rules}", rules = commas(taken.rules.iter())));
    }
    if *told > 0 {
        parts.push(msg!("{told} left out and told", told));
    }
    let kind = match taken.encoding {
        Some(encoding) => msg!("{kind} in {encoding}", kind = &taken.kind, encoding),
        None => taken.kind.clone(),
    };
    let line = match taken.verdict {
        Verdict::Known => msg!("{file}: imported before", file),
        _ if *placed == 0 => msg!("{file} ({kind}): made {made}", file, kind, made),
        _ => {
            msg!("{file} ({kind}): made {made}; {parts}", file, kind, made, parts = semicolons(parts.iter()))
        }
    };
    console.out(&format!("{}\n", line.in_language(console.language)));
}

fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let cannot = |fault: &std::io::Error| {
        let message = match fault.kind() {
            std::io::ErrorKind::NotFound => msg!("this file does not exist"),
            _ => msg!("this file cannot be read: {why}", why = system(fault)),
        };
        Diagnostic::new(codes::IMPORT_FILE, message).in_file(path)
    };
    let about = std::fs::metadata(path).map_err(|fault| cannot(&fault))?;
    if about.len() > import::LARGEST {
        return Err(import::too_large(path));
    }
    std::fs::read(path).map_err(|fault| cannot(&fault))
}
