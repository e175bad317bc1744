//! The list of a batch: an issue a line, after a tab where its PDF goes.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use banxin::diagnostic::{Diagnostic, Sources, Span};
use banxin::message::{msg, system};

use super::super::{codes, output};

/// An issue of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its folder, or its `issue.toml`.
    pub issue: PathBuf,
    /// The issue as the list has it.
    pub written: String,
    /// Where its PDF goes.
    pub output: PathBuf,
    /// The same, absolute and in one spelling: its name in the journal.
    pub id: PathBuf,
}

/// A list that was read.
#[derive(Debug, Default)]
pub struct List {
    /// The issues, in the order of their lines.
    pub entries: Vec<Entry>,
    /// What is told of the list.
    pub findings: Vec<Diagnostic>,
    /// Its text.
    pub sources: Sources,
    /// Whether nothing may begin.
    pub refused: bool,
}

/// Reads the list at `path`; `-` is standard input. Paths are relative to the folder of the list, those of standard
/// input to the working folder; PDFs go to `folder` if one is named.
pub fn read(path: &Path, folder: Option<&Path>) -> List {
    let is_input = path == Path::new("-");
    let mut bytes = Vec::new();
    let read = if is_input {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    let refused = |finding: Diagnostic| List {
        findings: vec![finding.in_file(path)],
        refused: true,
        ..List::default()
    };
    if let Err(fault) = read {
        let message = msg!("the list cannot be read: {why}", why = system(&fault));
        return refused(Diagnostic::new(codes::BATCH_LIST, message));
    }
    let Ok(text) = String::from_utf8(bytes) else {
        let message = msg!("the list is not UTF-8");
        let help = msg!("save it as UTF-8");
        return refused(Diagnostic::new(codes::BATCH_LIST, message).help(help));
    };
    let base = if is_input { Path::new("") } else { path.parent().unwrap_or(Path::new("")) };
    parse(path, &text, base, folder)
}

/// Reads the text of a list whose paths are relative to `base`.
fn parse(path: &Path, text: &str, base: &Path, folder: Option<&Path>) -> List {
    let mut list = List::default();
    let file = list.sources.add(path, text);
    let mut outputs: BTreeMap<PathBuf, (Span, usize)> = BTreeMap::new();
    let mut issues: BTreeMap<PathBuf, Span> = BTreeMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let written = line.trim_start_matches('\u{feff}').trim();
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        let indent = line.find(written).unwrap_or(0);
        let span = Span::new(file, start + indent..start + indent + written.len());
        let mut parts = written.split('\t').map(str::trim).filter(|part| !part.is_empty());
        let (Some(issue), wanted, None) = (parts.next(), parts.next(), parts.next()) else {
            let message = msg!("this line has more than an issue and, after a tab, its PDF");
            list.findings.push(Diagnostic::new(codes::BATCH_LIST, message).here(span));
            list.refused = true;
            continue;
        };
        let entry = entry(issue, wanted, base, folder);
        if output::guard_name(&entry.output).is_err() {
            let message = msg!("what stands after the tab is not the name of a PDF");
            let pdf = Path::new(wanted.unwrap_or_default()).with_extension("pdf");
            let help = msg!("write {pdf}", pdf = pdf.display());
            list.findings.push(Diagnostic::new(codes::BATCH_LIST, message).here(span).help(help));
            list.refused = true;
            continue;
        }
        let own = identity(&entry.issue);
        let before = issues.get(&own).cloned();
        let same_output = outputs.get(&entry.id).cloned();
        if let Some((first, number)) = same_output {
            if identity(&list.entries[number].issue) == own {
                let finding = Diagnostic::new(codes::BATCH_TWICE, msg!("this issue is in the list already"));
                list.findings.push(finding.here(span).at(first, msg!("it is built once, for this line")));
            } else {
                let message =
                    msg!("two issues would write the same PDF, {path}", path = entry.output.display());
                let finding = Diagnostic::new(codes::BATCH_OUTPUT, message);
                list.findings.push(finding.here(span).at(first, msg!("the other one")));
                list.refused = true;
            }
            continue;
        }
        if let Some(first) = before {
            let message = msg!("this issue is in the list already, with another PDF");
            let finding = Diagnostic::new(codes::BATCH_TWICE, message).as_note();
            list.findings.push(finding.here(span.clone()).at(first, msg!("the first time")));
        }
        issues.entry(own).or_insert_with(|| span.clone());
        outputs.insert(entry.id.clone(), (span, list.entries.len()));
        list.entries.push(entry);
    }
    if list.entries.is_empty() && !list.refused {
        let finding = Diagnostic::new(codes::BATCH_LIST, msg!("the list names no issue")).in_file(path);
        list.findings.push(finding);
        list.refused = true;
    }
    list
}

fn entry(issue: &str, wanted: Option<&str>, base: &Path, folder: Option<&Path>) -> Entry {
    let dir = base.join(issue);
    let output = match (wanted, folder) {
        (Some(wanted), Some(folder)) => output::pdf_path(&dir, Some(&folder.join(wanted))),
        (Some(wanted), None) => output::pdf_path(&dir, Some(&base.join(wanted))),
        (None, Some(folder)) => {
            folder.join(output::pdf_path(&dir, None).file_name().unwrap_or("issue.pdf".as_ref()))
        }
        (None, None) => output::pdf_path(&dir, None),
    };
    let id = identity(&output);
    Entry { issue: dir, written: issue.to_owned(), output, id }
}

/// The path in one spelling: absolute, and through the links of what is there of it.
pub fn identity(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let absolute = banxin::read::tidy(&absolute);
    let mut there = absolute.as_path();
    loop {
        if let Ok(real) = there.canonicalize() {
            // Nothing of the path was taken away, or folders and a name that are to be made.
            let rest = absolute.strip_prefix(there).unwrap_or(Path::new(""));
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
        match there.parent() {
            Some(parent) => there = parent,
            None => return absolute,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, folder: Option<&str>) -> List {
        parse(Path::new("lists/all.txt"), text, Path::new("lists"), folder.map(Path::new))
    }

    fn told(list: &List) -> Vec<&'static str> {
        list.findings.iter().map(|finding| finding.code.name()).collect()
    }

    #[test]
    fn a_line_is_an_issue_and_where_its_pdf_goes() {
        let text = "\u{feff}# 全部\r\n\r\n  11-23 \r\n11-24\tA1.pdf\n#11-25\n../12-01\t deep/A2.pdf \n";
        let list = parsed(text, None);
        assert!(list.findings.is_empty() && !list.refused, "{:?}", list.findings);
        let found: Vec<_> = list.entries.iter().map(|entry| (&*entry.written, &*entry.output)).collect();
        let wanted = [
            ("11-23", Path::new("lists/11-23/out/11-23.pdf")),
            ("11-24", Path::new("lists/A1.pdf")),
            ("../12-01", Path::new("lists/deep/A2.pdf")),
        ];
        assert_eq!(found, wanted);
        assert_eq!(list.entries[2].issue, Path::new("lists/../12-01"));
        let list = parsed(text, Some("pdfs"));
        let outputs: Vec<_> = list.entries.iter().map(|entry| &*entry.output).collect();
        assert_eq!(outputs, ["pdfs/11-23.pdf", "pdfs/A1.pdf", "pdfs/deep/A2.pdf"].map(Path::new));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (text, folder, codes, refused) in [
            ("", None, &["batch-list"][..], true),
            ("# nothing\n", None, &["batch-list"], true),
            ("a\tb.pdf\tc\n", None, &["batch-list"], true),
            ("a\na\n", None, &["batch-twice"], false),
            ("a\n./x/../a/\n", None, &["batch-twice"], false),
            ("a\tone.pdf\na\ttwo.pdf\n", None, &["batch-twice"], false),
            ("a\none/a\n", None, &[], false),
            ("a\none/a\n", Some("out"), &["batch-output"], true),
            ("a\tx.pdf\nb\t./x.pdf\n", None, &["batch-output"], true),
            ("a\tx.png\n", None, &["batch-list"], true),
        ] {
            let list = parsed(text, folder);
            assert_eq!((told(&list).as_slice(), list.refused), (codes, refused), "{text}");
        }
        assert_eq!(parsed("a\na\n", None).entries.len(), 1);
        assert_eq!(parsed("a\tone.pdf\na\ttwo.pdf\n", None).entries.len(), 2);
        let missing = read(Path::new("no/such/list"), None);
        assert!(missing.refused && told(&missing) == ["batch-list"]);
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let path = dir.path().join("list.txt");
        std::fs::write(&path, b"\xb0\xe6").expect("a file");
        assert!(read(&path, None).findings[0].message.contains("UTF-8"));
    }
}
