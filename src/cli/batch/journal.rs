//! The journal of a batch (断点记录): what is done, so that the next run does the rest.
//!
//! A text file: a first line that says what it is, then a JSON object a line for each issue that is done. A line is
//! appended in one piece and brought to the disk after the PDF was. A run that is killed leaves at most an unfinished last
//! line, which does not count. Of several lines for one PDF the last counts; opening and closing leave one. One run
//! at a time holds the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use banxin::diagnostic::Diagnostic;
use banxin::ink::Standard;
use banxin::keys::Words as _;
use banxin::message::msg;
use serde::{Deserialize, Serialize};

use super::super::{codes, output};

/// The first line.
const HEAD: &str = "{\"journal\":\"banxin batch\",\"version\":1}";

/// An issue that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Where its PDF is, as an absolute path: the name of the record.
    pub output: PathBuf,
    /// The issue, as an absolute path.
    pub issue: PathBuf,
    /// What made it.
    pub program: String,
    /// The standard that was asked for on the command line: x4 or x1a.
    pub standard: Option<String>,
    /// The files that it was made of, and those that were looked for.
    pub inputs: BTreeSet<PathBuf>,
    /// The digest of all of them.
    pub inputs_digest: String,
    /// The digest of the PDF.
    pub output_digest: String,
    /// Pages and findings.
    pub pages: usize,
    /// Errors that were found: a PDF may be made all the same.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

/// The name of a standard in records.
pub fn standard(standard: Option<Standard>) -> Option<String> {
    standard.map(|standard| standard.word().to_owned())
}

/// A journal that is open.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    done: BTreeMap<PathBuf, Record>,
    /// Whether a PDF has an older line too.
    doubled: bool,
}

/// The records of a journal, and whether its text is more than them: an unfinished line or an older one. `None`
/// for a file that is no journal.
fn read(text: &[u8]) -> Option<(BTreeMap<PathBuf, Record>, bool)> {
    let mut done = BTreeMap::new();
    let mut lines = text.split_inclusive(|byte| *byte == b'\n');
    let head = lines.next()?;
    if head.strip_suffix(b"\n")? != HEAD.as_bytes() {
        return None;
    }
    let mut more = false;
    for line in lines {
        let record = line.strip_suffix(b"\n").and_then(|line| serde_json::from_slice::<Record>(line).ok());
        match record {
            Some(record) => more |= done.insert(record.output.clone(), record).is_some(),
            None => more = true,
        }
    }
    Some((done, more))
}

fn text(done: &BTreeMap<PathBuf, Record>) -> Vec<u8> {
    let mut text = format!("{HEAD}\n").into_bytes();
    done.values().for_each(|record| text.extend(line(record)));
    text
}

fn line(record: &Record) -> Vec<u8> {
    // A path that is not UTF-8 cannot be written down: an empty line does not count, and the issue is set again.
    let mut line = serde_json::to_vec(record).unwrap_or_default();
    line.push(b'\n');
    line
}

impl Journal {
    /// Opens the journal at `path`, or makes one.
    ///
    /// # Errors
    /// `batch-journal` for a file that is something else, and for one that another run holds; `cannot-write`.
    pub fn open(path: &Path) -> Result<Journal, Diagnostic> {
        let cannot = |fault: &io::Error| output::cannot_write(path, fault);
        if !path.exists() {
            output::write(&[(path.to_owned(), text(&BTreeMap::new()))])?;
        }
        let mut file = held(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|fault| cannot(&fault))?;
        let Some((done, more)) = read(&bytes) else {
            let message = msg!("a file of this name exists and is not the journal of a batch");
            return Err(Diagnostic::new(codes::BATCH_JOURNAL, message).in_file(path));
        };
        let mut journal = Journal { path: path.to_owned(), file, done, doubled: more };
        journal.tidy()?;
        Ok(journal)
    }

    /// What is known of a PDF.
    pub fn get(&self, output: &Path) -> Option<&Record> {
        self.done.get(output)
    }

    /// Writes a record down.
    ///
    /// # Errors
    /// When the disk takes no more.
    pub fn add(&mut self, record: Record) -> Result<(), Diagnostic> {
        let written = self.file.write_all(&line(&record)).and_then(|()| self.file.sync_data());
        written.map_err(|fault| output::cannot_write(&self.path, &fault))?;
        self.doubled |= self.done.insert(record.output.clone(), record).is_some();
        Ok(())
    }

    /// Leaves one line for each PDF.
    ///
    /// # Errors
    /// Those of writing a file; the journal is as it was then.
    pub fn tidy(&mut self) -> Result<(), Diagnostic> {
        if self.doubled {
            output::write(&[(self.path.clone(), text(&self.done))])?;
            self.file = held(&self.path)?;
            self.doubled = false;
        }
        Ok(())
    }
}

/// The file, held until it is closed or the process ends.
fn held(path: &Path) -> Result<File, Diagnostic> {
    let opened = fs::OpenOptions::new().read(true).append(true).open(path);
    let file = opened.map_err(|fault| output::cannot_write(path, &fault))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let message = msg!("another batch is running with this journal");
            Err(Diagnostic::new(codes::BATCH_JOURNAL, message)
                .in_file(path)
                .help(msg!("wait until it ends, or name another journal with --journal")))
        }
        // Some file systems of servers have no locks.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(output: &str, digest: &str) -> Record {
        Record {
            output: output.into(),
            issue: "/a".into(),
            program: "banxin".into(),
            standard: standard(Some(Standard::X1a)),
            inputs: BTreeSet::from(["/a/issue.toml".into()]),
            inputs_digest: digest.into(),
            output_digest: String::new(),
            pages: 1,
            errors: 0,
            warnings: 2,
            notes: 3,
        }
    }

    #[test]
    fn what_was_written_down_is_known_again_whatever_was_cut_off() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let path = dir.path().join("new/batch.jsonl");
        let (one, two) = (record("/a.pdf", "1"), record("/b.pdf", "2"));
        let mut journal = Journal::open(&path).expect("a new one");
        journal.add(one.clone()).expect("it can be written");
        journal.add(two.clone()).expect("it can be written");
        drop(journal);
        let whole = fs::read(&path).expect("it is there");
        let start = whole.iter().rposition(|byte| *byte == b'{').expect("a line");
        for cut in [start, start + 1, whole.len() - 2, whole.len() - 1, whole.len()] {
            fs::write(&path, &whole[..cut]).expect("it can be cut");
            let mut journal = Journal::open(&path).expect("the last line does not count");
            assert_eq!(journal.get(Path::new("/a.pdf")), Some(&one), "{cut}");
            assert_eq!(journal.get(Path::new("/b.pdf")).is_some(), cut == whole.len(), "{cut}");
            journal.add(two.clone()).expect("it can be written");
            journal.tidy().expect("it can be written");
            drop(journal);
            assert!(fs::read(&path).expect("it is there") == whole, "{cut}");
        }
    }

    #[test]
    fn other_files_and_other_runs_are_let_be() {
        let dir = tempfile::tempdir().expect("a place for temporary files");
        let path = dir.path().join("batch.jsonl");
        for other in ["{\"a\":1}\n", "", "words", "{\"journal\":\"banxin batch\",\"version\":2}\n"] {
            fs::write(&path, other).expect("a file");
            let told = Journal::open(&path).expect_err("it is something else");
            assert_eq!(told.code, codes::BATCH_JOURNAL);
            assert_eq!(fs::read_to_string(&path).expect("it is there"), other);
        }
        fs::remove_file(&path).expect("it is there");
        let first = Journal::open(&path).expect("a new one");
        let told = Journal::open(&path).expect_err("it is held");
        assert!(told.message.contains("another batch"), "{}", told.message);
        drop(first);
        Journal::open(&path).expect("nobody holds it");
    }
}
