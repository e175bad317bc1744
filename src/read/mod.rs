//! The only reader of files: an issue folder becomes an [`Issue`], its [`Layout`]s and a
//! [`Library`] of faces.
//!
//! Reading goes on after a fault wherever it can, so that one run tells an editor everything
//! that stands between the folder and a page.

mod colour;
mod csv;
mod fields;
mod fonts;
mod formats;
mod framing;
mod guides;
mod icc;
mod issue_file;
mod jpeg;
mod jumps;
mod keep;
mod layouts;
mod manuscript;
mod marks;
mod masthead;
mod page_file;
mod picture;
mod pinyin;
mod pixels;
mod places;
mod plan;
mod press;
mod spans;
mod stories;
mod svg;
mod svg_clips;
mod svg_limits;

pub use formats::Format;

use std::io::{Error, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Severity, Sources, Span};
use crate::font::Library;
use crate::ink::{Press, Standard};
use crate::issue::{Issue, OpenedPdf};
use crate::keys::{Faults, suggest};
use crate::layout::Layout;

/// An issue folder that was read.
#[derive(Debug)]
pub struct Loaded {
    /// What the editor means.
    pub issue: Issue,
    /// The layouts that its pages name.
    pub layouts: Vec<Layout>,
    /// The faces that the layouts may use.
    pub library: Library,
    /// The press that the layouts are made for.
    pub press: Press,
    /// Every text file that was read.
    pub sources: Sources,
    /// Warnings and notes; they do not stop a build.
    pub findings: Vec<Diagnostic>,
}

/// Why an issue folder could not be read.
#[derive(Debug)]
pub struct Refused {
    /// Every text file that was read.
    pub sources: Sources,
    /// Errors, and the warnings and notes that were found with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Opens a page (from 1) of a foreign PDF for a press. Reading knows nothing of the inside of PDFs.
pub type OpenPdf = fn(&[u8], u32, &Press) -> OpenedPdf;

/// Reads the issue in the folder `dir` (or the `issue.toml` of that name), for a press file of
/// another standard than the layouts ask for if one is named.
///
/// # Errors
/// When anything named in the issue is missing, broken or contradicts itself. All such faults
/// are reported together.
pub fn load(dir: &Path, standard: Option<Standard>, open_pdf: OpenPdf) -> Result<Loaded, Box<Refused>> {
    let (dir, file) = if dir.is_file() {
        (dir.parent().unwrap_or(Path::new("")), dir.to_path_buf())
    } else {
        (dir, dir.join("issue.toml"))
    };
    let mut reader = Reader::new(dir);
    reader.standard = standard;
    reader.open_pdf = Some(open_pdf);
    let loaded = read(&file, &mut reader);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for finding in reader.faults.take() {
        // A layout that two pages share, or a base under two layouts, is wrong once.
        if !diagnostics.contains(&finding) {
            diagnostics.push(finding);
        }
    }
    let sources = reader.sources;
    let errors = diagnostics.iter().any(|finding| finding.severity == Severity::Error);
    match loaded {
        Some(Assembled { issue, layouts, library, press }) if !errors => {
            // What is found in files belongs to no page: it is silent when every layout wants it so.
            let silent =
                |code: &str| layouts.iter().all(|layout| layout.silent.iter().any(|own| own == code));
            diagnostics.retain(|finding| !silent(finding.code.name()));
            Ok(Loaded { issue, layouts, library, press, sources, findings: diagnostics })
        }
        _ => Err(Box::new(Refused { sources, diagnostics })),
    }
}

fn read(file: &Path, reader: &mut Reader) -> Option<Assembled> {
    let text = match std::fs::read(file) {
        Ok(bytes) => reader.decode(file, bytes)?,
        Err(error) => {
            let why = reason(&error);
            reader.report(
                Diagnostic::error(codes::MISSING_FILE, format!("{} {why}", file.display()))
                    .in_file(file)
                    .help("an issue is a folder with an `issue.toml` in it; name that folder"),
            );
            return None;
        }
    };
    let issue = issue_file::parse(text.0, &text.1, &reader.faults)?;
    plan::assemble(issue, reader)
}

/// What the files come to, whether or not something was wrong with them.
struct Assembled {
    issue: Issue,
    layouts: Vec<Layout>,
    library: Library,
    press: Press,
}

/// What reading has come to: the files so far and what was wrong with them.
struct Reader {
    dir: PathBuf,
    sources: Sources,
    faults: Faults,
    /// The standard of the press file, where it is not left to the layouts.
    standard: Option<Standard>,
    /// What opens placed PDFs.
    open_pdf: Option<OpenPdf>,
}

impl Reader {
    fn new(dir: &Path) -> Reader {
        Reader {
            dir: dir.to_path_buf(),
            sources: Sources::default(),
            faults: Faults::default(),
            standard: None,
            open_pdf: None,
        }
    }

    fn report(&self, finding: Diagnostic) {
        self.faults.push(finding);
    }

    /// Reads a text file that is named at `said`.
    fn text(&mut self, path: &Path, said: &Span) -> Option<(FileId, String)> {
        match std::fs::read(path) {
            Ok(bytes) => self.decode(path, bytes),
            Err(error) => {
                self.report(missing_file(codes::MISSING_FILE, "file", path, &error, said));
                None
            }
        }
    }

    /// Takes bytes for UTF-8, without a byte order mark, and keeps the text for messages.
    fn decode(&mut self, path: &Path, bytes: Vec<u8>) -> Option<(FileId, String)> {
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some((self.sources.add(path, text.as_str()), text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
                let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                let file = self.sources.add(path, String::from_utf8_lossy(&bytes).as_ref());
                // The bad bytes show as one replacement character in the text that was kept.
                let span = Span::new(file, at..at + '\u{FFFD}'.len_utf8());
                let help = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
                    "the file is UTF-16: save it again as UTF-8"
                } else {
                    "the file is probably in GBK: save it again as UTF-8"
                };
                self.report(
                    Diagnostic::error(
                        codes::NOT_UTF8,
                        format!(
                            "{} is not UTF-8: line {line}, byte {} is {:#04X}",
                            path.display(),
                            at - start + 1,
                            bytes[at]
                        ),
                    )
                    .at(span, "")
                    .in_file(path)
                    .help(help),
                );
                None
            }
        }
    }
}

/// The path without `.` and, where a folder stands before it, without `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}

/// What the system says about a file, in words.
fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "does not exist".to_owned(),
        ErrorKind::PermissionDenied => "may not be read".to_owned(),
        ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}

/// The finding about a file that is named at `said` and cannot be read.
fn missing_file(code: codes::Code, what: &str, path: &Path, error: &Error, said: &Span) -> Diagnostic {
    let finding = Diagnostic::error(code, format!("the {what} {} {}", path.display(), reason(error)))
        .at(said.clone(), "")
        .in_file(path);
    if error.kind() != ErrorKind::NotFound {
        return finding.help("see to it that it is a file and that its permissions allow reading");
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    if !folder.is_dir() && !folder.as_os_str().is_empty() {
        return finding.help(format!("there is no folder {}", folder.display()));
    }
    let names = names_in(folder);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    finding.help(match suggest::nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}` in the same folder?"),
        None if names.is_empty() => format!("the folder {} is empty", folder.display()),
        None => format!("the folder {} has: {}", folder.display(), some_of(&names)),
    })
}

/// The first few names of a list.
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let more = if names.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(SHOWN)].join(", "))
}

/// The names of the files in a folder, sorted; none when it cannot be read.
fn names_in(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_to_one_file_are_one() {
        assert_eq!(tidy(Path::new("a/./b/../c.md")), Path::new("a/c.md"));
        assert_eq!(tidy(Path::new("../a/c.md")), Path::new("../a/c.md"));
    }
}
