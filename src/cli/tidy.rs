//! `banxin tidy`: mend what is certain in the copy of an issue, after showing it.

use std::fs;
use std::path::PathBuf;

use banxin::diagnostic::{Diagnostic, Sources};
use banxin::message::{Message, commas, counted, msg};
use banxin::tidy::{Mended, MendedFile, mend};
use serde::Serialize;
use similar::TextDiff;

use super::arguments::TidyArgs;
use super::console::Console;
use super::json::Report;
use super::outcome::Outcome;
use super::{codes, findings, output};

/// Lines shown around each change.
const CONTEXT: usize = 1;

/// What `tidy --json` tells besides the findings that are left.
#[derive(Default, Serialize)]
struct Tidied {
    files: Vec<TidiedFile>,
    written: bool,
}

#[derive(Serialize)]
struct TidiedFile {
    file: PathBuf,
    mended: Vec<Mending>,
    diff: String,
}

/// How many places of one kind of finding.
#[derive(Serialize)]
struct Mending {
    code: &'static str,
    count: usize,
}

/// Runs the verb.
pub fn run(arguments: &TidyArgs, console: &mut Console<'_>) -> Outcome {
    let refuse = |found: &[Diagnostic], sources: &Sources, console: &mut Console<'_>| {
        if arguments.json {
            let own = Tidied::default();
            let report = Report::new("tidy", Outcome::Refused, own, found, sources, console.language);
            console.out(&report.print());
        } else {
            console.err(&findings::show(found, sources, console.look(false)));
        }
        Outcome::Refused
    };
    let unknown = arguments.except.iter().find(|name| banxin::codes::find(name).is_none());
    if let Some(name) = unknown {
        return refuse(&[Diagnostic::unknown_code(name)], &Sources::default(), console);
    }
    let mended = mend(&arguments.dir, |code| !arguments.except.iter().any(|name| code.name() == name));
    // A folder without an issue has no texts.
    if mended.before.sources.iter().next().is_none() {
        return refuse(&mended.before.refused, &mended.before.sources, console);
    }
    let written = arguments.write && !mended.files.is_empty();
    if written && let Err(fault) = write(&mended.files) {
        return refuse(&[fault], &mended.before.sources, console);
    }
    // The places are those of the files as they are now.
    let state = if written { &mended.after } else { &mended.before };
    let outcome = if !state.refused.is_empty() {
        Outcome::Refused
    } else if state.left.is_empty() && (written || mended.files.is_empty()) {
        Outcome::Clean
    } else {
        Outcome::Findings
    };
    if arguments.json {
        let files = mended.files.iter().map(|file| TidiedFile {
            file: file.path.clone(),
            mended: file.mended.iter().map(|(code, count)| Mending { code, count: *count }).collect(),
            diff: diff(file),
        });
        let own = Tidied { files: files.collect(), written };
        let found = if state.refused.is_empty() { &state.left } else { &state.refused };
        let report = Report::new("tidy", outcome, own, found, &state.sources, console.language);
        console.out(&report.print());
        return outcome;
    }
    for file in &mended.files {
        console.out(&diff(file));
    }
    if !state.refused.is_empty() {
        console.err(&findings::show(&state.refused, &state.sources, console.look(false)));
    }
    let words = summary(&mended, state.left.len(), arguments, written);
    console.out(
        &words.iter().map(|line| format!("{}\n", line.in_language(console.language))).collect::<String>(),
    );
    outcome
}

/// The change of a file as a unified diff.
fn diff(file: &MendedFile) -> String {
    let diff = TextDiff::from_lines(&*file.before, &*file.after);
    let path = file.path.display().to_string();
    diff.unified_diff().context_radius(CONTEXT).header(&path, &path).to_string()
}

fn summary(mended: &Mended, left: usize, arguments: &TidyArgs, written: bool) -> Vec<Message> {
    let mut codes: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (code, count) in mended.files.iter().flat_map(|file| &file.mended) {
        *codes.entry(code).or_default() += count;
    }
    let total: usize = codes.values().sum();
    let list = commas(codes.iter().map(|(code, count)| format!("{code} {count}")));
    let (places, files) = (counted(total, "place"), counted(mended.files.len(), "file"));
    let mut lines = vec![match (total, written) {
        (0, _) => msg!("nothing is to be mended that is certain"),
        (_, true) => msg!("{places} in {files} mended: {list}", places, files, list),
        (_, false) => msg!(
            "{places} in {files} to be mended: {list}\nnothing is written yet: banxin tidy {dir} --write",
            places,
            files,
            list,
            dir = arguments.dir.display()
        ),
    }];
    if left > 0 {
        lines.push(msg!(
            "{left} left for an editor: banxin check {dir}",
            left = counted(left, "finding"),
            dir = arguments.dir.display()
        ));
    }
    lines
}

/// Writes the files, all of them or none. A byte order mark stays.
fn write(files: &[MendedFile]) -> Result<(), Diagnostic> {
    let mut all = Vec::new();
    for file in files {
        let there = fs::read(&file.path).map_err(|error| output::cannot_write(&file.path, &error))?;
        let (mark, text) =
            there.strip_prefix(b"\xEF\xBB\xBF").map_or((&b""[..], &there[..]), |text| (&there[..3], text));
        if text != file.before.as_bytes() {
            return Err(Diagnostic::new(
                codes::FILE_CHANGED,
                msg!("{file} has changed since it was read; nothing is written", file = file.path.display()),
            )
            .in_file(&file.path));
        }
        all.push((file.path.clone(), [mark, file.after.as_bytes()].concat()));
    }
    output::write(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.md");
        fs::write(&path, "\u{FEFF}saved by somebody").expect("a file");
        let file = |before: &str| MendedFile {
            path: path.clone(),
            before: before.into(),
            after: "mended".into(),
            mended: Default::default(),
        };
        let fault = write(&[file("as it was read")]).expect_err("it changed");
        assert_eq!(fault.code.name(), "file-changed");
        write(&[file("saved by somebody")]).expect("it is as it was read");
        assert_eq!(fs::read_to_string(&path).expect("the file"), "\u{FEFF}mended");
    }
}
