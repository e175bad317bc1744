//! Mending what is certain in the copy of an issue (文字整理).
//!
//! The issue is read, and of all findings the certain [`Fix`]es are written into the texts of its files, but for those
//! that would overlap an earlier one. Then it is read again with these texts in the place of the files, for one mended
//! slip may show another, until nothing certain is left. Bytes that no fix names stay as they are, byte order mark and
//! line ends too. Nothing is written here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::codes::Code;
use crate::diagnostic::{Diagnostic, FileId, Fix, Sources};
use crate::read::{Overlay, tidy};

/// How often an issue is read again. Each round mends at least one slip; texts that need more are mended by the next
/// call.
const ROUNDS: usize = 8;

/// A file as it is and as it should be.
#[derive(Clone, Debug)]
pub struct MendedFile {
    /// Its path, as findings name it.
    pub path: PathBuf,
    /// Its text as it was read.
    pub before: Arc<str>,
    /// Its text with all certain fixes.
    pub after: Arc<str>,
    /// What was mended: code and number of places, by code.
    pub mended: BTreeMap<&'static str, usize>,
}

/// What can be mended in an issue.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// The files that change, by path.
    pub files: Vec<MendedFile>,
    /// The issue as its files are.
    pub before: State,
    /// The issue as it is after mending.
    pub after: State,
}

/// What is told of an issue in one state of its files.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// What is left for an editor: findings that carry fixes which are not certain.
    pub left: Vec<Diagnostic>,
    /// Errors for which the issue could not be read, with what was found besides. Its texts are mended all the same.
    pub refused: Vec<Diagnostic>,
    /// The texts that these speak of.
    pub sources: Sources,
}

/// What can be mended in the issue in `dir`, but for findings that `wanted` refuses.
pub fn mend(dir: &Path, wanted: impl Fn(Code) -> bool) -> Mended {
    let mut files: BTreeMap<PathBuf, MendedFile> = BTreeMap::new();
    let mut before = None;
    for round in 0.. {
        let overlay: Overlay =
            files.iter().map(|(path, file)| (path.clone(), Arc::clone(&file.after))).collect();
        let (findings, sources, refused) = match crate::load_over(dir, &overlay) {
            Ok(loaded) => (loaded.findings, loaded.sources, Vec::new()),
            Err(refused) => (refused.diagnostics.clone(), refused.sources, refused.diagnostics),
        };
        let mut by_file: BTreeMap<FileId, Vec<(&Fix, Code)>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| wanted(finding.code)) {
            for fix in finding.fixes.iter().filter(|fix| fix.certain) {
                by_file.entry(fix.span.file).or_default().push((fix, finding.code));
            }
        }
        let is_done = by_file.is_empty() || round == ROUNDS;
        if is_done || before.is_none() {
            let is_left =
                |finding: &&Diagnostic| finding.fixes.iter().any(|fix| !fix.certain) && wanted(finding.code);
            let left = findings.iter().filter(is_left).cloned().collect();
            let state = State { left, refused, sources: sources.clone() };
            if is_done {
                let before = before.unwrap_or_else(|| state.clone());
                return Mended { files: files.into_values().collect(), before, after: state };
            }
            before = Some(state);
        }
        for (file, fixes) in by_file {
            let Some(source) = sources.get(file) else { continue };
            let path = tidy(&source.path);
            let file = files.entry(path).or_insert_with(|| MendedFile {
                path: source.path.clone(),
                before: Arc::clone(&source.text),
                after: Arc::clone(&source.text),
                mended: BTreeMap::new(),
            });
            let (after, done) = written(&source.text, &fixes);
            file.after = after.into();
            for code in done {
                *file.mended.entry(code.name()).or_default() += 1;
            }
        }
    }
    Mended::default()
}

/// The text with the fixes written, and the codes of those that were. Of two that overlap the first is written.
fn written(text: &str, fixes: &[(&Fix, Code)]) -> (String, Vec<Code>) {
    let mut fixes = fixes.to_vec();
    fixes.sort_by_key(|(fix, _)| (fix.span.range.start, fix.span.range.end));
    // The file's own ends of lines.
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut after = String::with_capacity(text.len());
    let mut done = Vec::new();
    let mut at = 0;
    for (fix, code) in fixes {
        let range = &fix.span.range;
        let Some(kept) = text.get(at..range.start).filter(|_| text.is_char_boundary(range.end)) else {
            continue;
        };
        after.push_str(kept);
        after.push_str(&fix.text.replace('\n', end));
        at = range.end;
        done.push(code);
    }
    after.push_str(&text[at..]);
    (after, done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;
    use crate::diagnostic::Span;

    #[test]
    fn of_fixes_that_overlap_the_first_is_written() {
        let fix =
            |range, text: &str| Fix { span: Span::new(FileId(0), range), text: text.into(), certain: true };
        let fixes = [fix(4..6, "X"), fix(0..1, ""), fix(5..7, "Y"), fix(7..7, "Z")];
        let fixes: Vec<(&Fix, Code)> = fixes.iter().map(|fix| (fix, codes::DOUBLED_MARK)).collect();
        let (after, done) = written("abcdefgh", &fixes);
        assert_eq!((after.as_str(), done.len()), ("bcdXgZh", 3));
    }
}
