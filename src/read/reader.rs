//! What reading works with: the folder, the files so far, and what was wrong with them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{Error, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Sources, Span};
use crate::font::Library;
use crate::ink::{Press, Standard};
use crate::issue::{Issue, OpenedPdf};
use crate::keys::{Faults, suggest};
use crate::layout::{Epaper, Layout};
use crate::message::{Message, Word, commas, msg, system, word};

use super::kept::Kept;
use super::kinds;
use super::overlay::Overlay;
use super::paths::{contents, tidy};

/// The most bytes that a packed drawing may unpack to.
const MOST_UNPACKED: u64 = 64 << 20;

/// Opens a page (from 1) of a foreign PDF for a press. Reading knows nothing of the inside of PDFs.
pub type OpenPdf = fn(&[u8], u32, &Press) -> OpenedPdf;

/// The result of reading the files, whether or not they have faults.
pub(super) struct Assembled {
    pub(super) issue: Issue,
    pub(super) layouts: Vec<Layout>,
    pub(super) library: Arc<Library>,
    pub(super) press: Press,
    pub(super) epaper: Epaper,
}

/// The state of reading: the files read so far and their faults.
pub(super) struct Reader {
    pub(super) dir: PathBuf,
    pub(super) sources: Sources,
    pub(super) faults: Faults,
    /// The standard of the press file, where it is not left to the layouts.
    pub(super) standard: Option<Standard>,
    /// The function that opens placed PDFs.
    pub(super) open_pdf: Option<OpenPdf>,
    /// Pictures and faces of the last reading.
    pub(super) kept: Kept,
    /// Texts in the place of files.
    pub(super) overlay: Overlay,
    /// Every file that was asked for, whether it is there or not.
    asked: RefCell<BTreeSet<PathBuf>>,
}

impl Reader {
    pub(super) fn new(dir: &Path) -> Reader {
        Reader {
            dir: dir.to_path_buf(),
            sources: Sources::default(),
            faults: Faults::default(),
            standard: None,
            open_pdf: None,
            kept: Kept::default(),
            overlay: Overlay::default(),
            asked: RefCell::default(),
        }
    }

    /// Remembers that a file is one that the issue is read from, or would be if it were there.
    pub(super) fn ask(&self, path: &Path) {
        self.asked.borrow_mut().insert(path.to_path_buf());
    }

    /// Whether a file is one that the issue is read from.
    pub(super) fn was_asked(&self, path: &Path) -> bool {
        let asked = self.asked.borrow();
        asked.contains(path) || asked.iter().any(|own| tidy(own) == path)
    }

    /// The files that were asked for.
    pub(super) fn take_asked(&self) -> BTreeSet<PathBuf> {
        self.asked.take()
    }

    pub(super) fn report(&self, finding: Diagnostic) {
        self.faults.push(finding);
    }

    /// The bytes of a text file, or of the text in its place.
    pub(super) fn bytes(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        self.ask(path);
        match self.overlay.get(path) {
            Some(Some(text)) => Ok(text.as_bytes().to_vec()),
            Some(None) => Err(std::io::ErrorKind::NotFound.into()),
            None => contents(path),
        }
    }

    /// Whether there is a text file of that path.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.ask(path);
        self.overlay.get(path).map_or_else(|| path.is_file(), |text| text.is_some())
    }

    /// Reads a text file that is named at `said`.
    pub(super) fn text(&mut self, path: &Path, said: &Span) -> Option<(FileId, String)> {
        match self.bytes(path) {
            Ok(bytes) => self.decode(path, bytes),
            Err(error) => {
                self.report(missing_file(codes::MISSING_FILE, word("file"), path, &error, said));
                None
            }
        }
    }

    /// Reads a drawing that is named at `said`: as text, or packed (SVGZ).
    pub(super) fn drawing(&mut self, path: &Path, said: &Span) -> Option<(FileId, String)> {
        let bytes = match self.bytes(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.report(missing_file(codes::MISSING_FILE, word("file"), path, &error, said));
                return None;
            }
        };
        if !bytes.starts_with(&[0x1F, 0x8B]) {
            return self.decode(path, bytes);
        }
        let mut text = Vec::new();
        let unpacked =
            flate2::read::GzDecoder::new(bytes.as_slice()).take(MOST_UNPACKED + 1).read_to_end(&mut text);
        let why = match unpacked {
            Err(error) => msg!("{why}", why = system(&error)),
            Ok(length) if length as u64 > MOST_UNPACKED => {
                msg!("it unpacks to more than {most} MB", most = MOST_UNPACKED >> 20)
            }
            Ok(_) => return self.decode(path, text),
        };
        self.report(
            Diagnostic::new(
                codes::BROKEN_PICTURE,
                msg!("the packed drawing {file} cannot be unpacked: {why}", file = path.display(), why),
            )
            .here(said.clone())
            .in_file(path)
            .help(msg!("fetch it again, or save it as plain SVG")),
        );
        None
    }

    /// Takes bytes for UTF-8, without a byte order mark, and keeps the text for messages.
    pub(super) fn decode(&mut self, path: &Path, bytes: Vec<u8>) -> Option<(FileId, String)> {
        if let Some(finding) = kinds::wrong(&bytes, kinds::Use::Text, path, None) {
            self.report(finding);
            return None;
        }
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
                let help = match kinds::encoding(&bytes) {
                    Some(encoding) => msg!(
                        "the file is probably in {encoding}: `banxin import FILE DIR` makes a manuscript of it, or save it again \
                         as UTF-8",
                        encoding
                    ),
                    None => msg!(
                        "the file is no text, or it is damaged: open it in an editor and save it as UTF-8"
                    ),
                };
                self.report(
                    Diagnostic::new(
                        codes::NOT_UTF8,
                        msg!(
                            "{file} is not UTF-8: line {line}, byte {byte} is {value}",
                            file = path.display(),
                            line,
                            byte = at - start + 1,
                            value = format_args!("{:#04X}", bytes[at])
                        ),
                    )
                    .here(span)
                    .in_file(path)
                    .help(help),
                );
                None
            }
        }
    }
}

/// The operating system's error about a file, in plain words.
pub(super) fn reason(error: &Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => msg!("does not exist"),
        ErrorKind::PermissionDenied => msg!("may not be read"),
        ErrorKind::IsADirectory => msg!("is a folder"),
        ErrorKind::InvalidInput => msg!("is a pipe or a device, not a file"),
        _ => msg!("cannot be read: {why}", why = system(error)),
    }
}

/// The finding about a file that is named at `said` and cannot be read.
pub(super) fn missing_file(
    code: codes::Code,
    what: Word,
    path: &Path,
    error: &Error,
    said: &Span,
) -> Diagnostic {
    let finding = Diagnostic::new(
        code,
        msg!("the {what} {file} {why}", what, file = path.display(), why = reason(error)),
    )
    .here(said.clone())
    .in_file(path);
    if error.kind() != ErrorKind::NotFound {
        return finding.help(msg!("see to it that it is a file and that its permissions allow reading"));
    }
    let written = path.to_string_lossy();
    if written.chars().any(char::is_control) || (written.contains('\\') && !cfg!(windows)) {
        // "pictures\new.jpg" holds the end of a line.
        return finding
            .help(msg!("in straight quotes a backslash begins another character: write paths with `/`"));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    if !folder.is_dir() && !folder.as_os_str().is_empty() {
        return finding.help(msg!("there is no folder {folder}", folder = folder.display()));
    }
    let names = names_in(folder);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    finding.help(match suggest::nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => msg!("did you mean `{near}` in the same folder?", near),
        None if names.is_empty() => msg!("the folder {folder} is empty", folder = folder.display()),
        None => {
            msg!("the folder {folder} has: {names}", folder = folder.display(), names = some_of(&names))
        }
    })
}

/// The first few names of a list.
pub(super) fn some_of(names: &[String]) -> Message {
    const SHOWN: usize = 8;
    let more = if names.len() > SHOWN { ", …" } else { "" };
    msg!("{names}{more}", names = commas(&names[..names.len().min(SHOWN)]), more)
}

/// The names of the files in a folder, sorted; none when it cannot be read.
pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names
}
