//! What is kept from one reading of an issue to the next, so that a change of a few words does not decode every
//! picture and parse every font again: pictures as they were read, by path, size and time of their files, and the
//! library of faces with its findings, while the layouts ask for the same fonts.
//!
//! Texts are never kept: they are read again each time, for their order gives the numbers of the files in
//! findings. A picture that could not be read is tried again.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, FileId, Severity, Span};
use crate::font::{InstanceRequest, Library};
use crate::ink::Press;
use crate::issue::PictureData;

/// By what it is told that a file is still the same: its size and the time when it was changed.
#[derive(Clone, Debug)]
pub(super) struct Stamp(Metadata);

impl Stamp {
    /// The stamp of a file; `None` where there is none.
    pub(super) fn of(path: &Path) -> Option<Stamp> {
        std::fs::metadata(path).ok().map(Stamp)
    }
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Stamp) -> bool {
        let told = |file: &Metadata| (file.len(), file.modified().ok());
        told(&self.0) == told(&other.0)
    }
}

/// What a picture was made from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Made {
    /// A file of pixels or a PDF.
    File(Stamp),
    /// The text of a drawing.
    Text(Arc<str>),
}

/// A picture as it was read.
#[derive(Clone, Debug)]
struct KeptPicture {
    path: PathBuf,
    sheet: Option<u32>,
    made: Made,
    data: PictureData,
    findings: Vec<Diagnostic>,
    /// Where the issue named it, and the number of its own text if it has one.
    said: Span,
    file: Option<FileId>,
}

/// What a face is made from: its name, file, index, instance and fallbacks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FaceKey {
    pub(super) name: String,
    pub(super) file: Option<(PathBuf, Option<Stamp>, u32)>,
    pub(super) request: InstanceRequest,
    pub(super) fallback: Vec<String>,
}

/// Pictures and faces of the last reading; see the head of the file.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// What outlives the readings: heads of pictures, tables to inks.
    cache: Option<Arc<Cache>>,
    press: Option<Press>,
    pictures: Vec<KeptPicture>,
    /// Those that were asked for since [`Kept::begin`].
    used: Vec<KeptPicture>,
    library: Option<KeptLibrary>,
    /// The files that the last reading asked for, whether they are there or not.
    asked: BTreeSet<PathBuf>,
}

/// The faces as they were read, with what was found and the places in the layouts that findings may point at.
#[derive(Clone, Debug)]
struct KeptLibrary {
    keys: Vec<FaceKey>,
    spans: Vec<Span>,
    library: Arc<Library>,
    findings: Vec<Diagnostic>,
}

impl Kept {
    /// Nothing yet, with a cache for what can be known of pictures without decoding them.
    pub fn with(cache: Arc<Cache>) -> Kept {
        Kept { cache: Some(cache), ..Kept::default() }
    }

    /// The cache, or one that keeps nothing.
    pub(super) fn cache(&self) -> Arc<Cache> {
        self.cache.clone().unwrap_or_else(|| Arc::new(Cache::new(0)))
    }

    /// Files that certainly changed: they are read again even if their size and time are the same.
    pub fn forget(&mut self, changed: &[PathBuf]) {
        if changed.is_empty() {
            return;
        }
        // Watchers give whole paths, an issue folder may have been named by a relative one.
        let canonical = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let known: BTreeSet<PathBuf> = changed.iter().map(|path| canonical(path)).collect();
        let has = |path: &PathBuf| changed.contains(path) || known.contains(&canonical(path));
        let stays = |picture: &KeptPicture| !has(&picture.path);
        self.pictures.retain(stays);
        self.used.retain(stays);
        let is_changed = |key: &FaceKey| key.file.as_ref().is_some_and(|(path, ..)| has(path));
        self.library = self.library.take().filter(|kept| !kept.keys.iter().any(is_changed));
    }

    /// A reading begins: what the last one did not use is let go, but for one that used nothing because the issue
    /// could not be read.
    pub(super) fn begin(&mut self) {
        let used = std::mem::take(&mut self.used);
        if !used.is_empty() {
            self.pictures = used;
        }
    }

    /// Pictures are in the inks of a press: with another one all are read again.
    pub(super) fn on_press(&mut self, press: &Press) {
        if self.press.as_ref() != Some(press) {
            self.pictures.clear();
            self.press = Some(press.clone());
        }
    }

    /// A picture that is known, with its findings at the places where they are now.
    pub(super) fn picture(
        &mut self,
        path: &Path,
        sheet: Option<u32>,
        made: &Made,
        said: &Span,
        file: Option<FileId>,
    ) -> Option<(PictureData, Vec<Diagnostic>)> {
        let known = |kept: &&KeptPicture| kept.path == path && kept.sheet == sheet && kept.made == *made;
        let mut kept = self.pictures.iter().find(known)?.clone();
        for label in kept.findings.iter_mut().flat_map(|finding| &mut finding.labels) {
            if label.span == kept.said {
                label.span = said.clone();
            } else if Some(label.span.file) == kept.file
                && let Some(file) = file
            {
                label.span.file = file;
            }
        }
        (kept.said, kept.file) = (said.clone(), file);
        let found = (kept.data.clone(), kept.findings.clone());
        self.used.push(kept);
        Some(found)
    }

    /// Keeps a picture that was read.
    pub(super) fn keep_picture(
        &mut self,
        (path, sheet, made): (PathBuf, Option<u32>, Made),
        (data, findings): (PictureData, Vec<Diagnostic>),
        (said, file): (Span, Option<FileId>),
    ) {
        self.used.push(KeptPicture { path, sheet, made, data, findings, said, file });
    }

    /// The library that was made of the same fonts, or a new one, with what was found, at the places (`spans`) where
    /// the layouts name the fonts now. One with errors is not kept, for they may be mended outside its files.
    pub(super) fn library(
        &mut self,
        keys: Vec<FaceKey>,
        spans: Vec<Span>,
        make: impl FnOnce() -> (Library, Vec<Diagnostic>),
    ) -> (Arc<Library>, Vec<Diagnostic>) {
        if let Some(kept) = self.library.as_mut().filter(|kept| kept.keys == keys) {
            for label in kept.findings.iter_mut().flat_map(|finding| &mut finding.labels) {
                let place = kept.spans.iter().position(|span| *span == label.span);
                if let Some(span) = place.and_then(|place| spans.get(place)) {
                    label.span = span.clone();
                }
            }
            kept.spans = spans;
            return (Arc::clone(&kept.library), kept.findings.clone());
        }
        let (library, findings) = make();
        let library = Arc::new(library);
        let is_sound = findings.iter().all(|finding| finding.severity != Severity::Error);
        let kept = KeptLibrary { keys, spans, library: Arc::clone(&library), findings: findings.clone() };
        self.library = is_sound.then_some(kept);
        (library, findings)
    }

    /// The files that the last reading asked for, whether they are there or not: whoever watches them sees every
    /// change of the issue, and that a missing file has come.
    pub fn asked(&self) -> &BTreeSet<PathBuf> {
        &self.asked
    }

    pub(super) fn keep_asked(&mut self, asked: BTreeSet<PathBuf>) {
        self.asked = asked;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;
    use crate::message::Message;

    /// Asks for the same faces twice, named at other places the second time: how often they are made, and where the
    /// finding is then.
    fn twice(code: codes::Code) -> (u32, Vec<Span>) {
        let span = |at: usize| Span::new(FileId(0), at..at + 4);
        let mut kept = Kept::default();
        let mut made = 0;
        let mut ask = |at: usize| {
            let (_, findings) = kept.library(Vec::new(), vec![span(at)], || {
                made += 1;
                (
                    Library::embedded(),
                    vec![Diagnostic::new(code, Message::verbatim("a fault".to_owned())).here(span(at))],
                )
            });
            findings.into_iter().flat_map(|finding| finding.labels).map(|label| label.span).collect()
        };
        let _: Vec<Span> = ask(10);
        let places = ask(20);
        (made, places)
    }

    #[test]
    fn faces_with_warnings_are_kept_with_their_findings_and_those_with_errors_are_made_again() {
        let place = vec![Span::new(FileId(0), 20..24)];
        assert_eq!(twice(codes::FACE_DEFAULT), (1, place.clone()));
        assert_eq!(twice(codes::BROKEN_FONT), (2, place));
    }
}
