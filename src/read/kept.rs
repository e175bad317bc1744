//! What is kept from one reading of an issue to the next, so that a change of a few words does not decode every
//! picture and parse every font again: pictures as they were read, by path, size and time of their files, and the
//! library of faces, while the layouts ask for the same fonts.
//!
//! Texts are never kept: they are read again each time, for their order gives the numbers of the files in
//! findings. A picture that could not be read is tried again.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, FileId, Span};
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
    press: Option<Press>,
    pictures: Vec<KeptPicture>,
    /// Those that were asked for since [`Kept::begin`].
    used: Vec<KeptPicture>,
    library: Option<(Vec<FaceKey>, Arc<Library>)>,
}

impl Kept {
    /// Files that certainly changed: they are read again even if their size and time are the same.
    pub fn forget(&mut self, changed: &[PathBuf]) {
        let stays = |picture: &KeptPicture| !changed.contains(&picture.path);
        self.pictures.retain(stays);
        self.used.retain(stays);
        let is_changed = |key: &FaceKey| key.file.as_ref().is_some_and(|(path, ..)| changed.contains(path));
        self.library = self.library.take().filter(|(keys, _)| !keys.iter().any(is_changed));
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

    /// The library that was made of the same fonts, or a new one. One that gave findings is not kept.
    pub(super) fn library(
        &mut self,
        keys: Vec<FaceKey>,
        make: impl FnOnce() -> (Library, bool),
    ) -> Arc<Library> {
        if let Some((known, library)) = &self.library
            && *known == keys
        {
            return Arc::clone(library);
        }
        let (library, is_clean) = make();
        let library = Arc::new(library);
        self.library = is_clean.then(|| (keys, Arc::clone(&library)));
        library
    }
}
