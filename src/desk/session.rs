//! An issue that stays in memory while it is worked on.
//!
//! [`Session::refresh`] reads the texts again, takes pictures and fonts from the last time while their files are the
//! same ([`crate::read::Kept`]), and sets the issue. What cannot be read gives its findings, and the last issue that
//! could be set stays.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Sources};
use crate::read::{Kept, Loaded, Overlay, Refused};
use crate::{Compiled, compile, load_again, pdf};

/// An issue that was read and set.
#[derive(Debug)]
pub struct SetIssue {
    /// What was read.
    pub loaded: Loaded,
    /// Its pages with what was found on them.
    pub compiled: Compiled,
    /// What no press file can hold; see [`pdf::examine`].
    pub press: Vec<Diagnostic>,
}

impl SetIssue {
    /// Everything that was found: in the files, on the pages (each with the number of its page), and by what
    /// cannot be printed.
    pub fn findings(&self) -> impl Iterator<Item = (Option<u32>, &Diagnostic)> {
        let Compiled { pages, findings, page_shares, .. } = &self.compiled;
        let page = |at: usize| {
            let share = page_shares.iter().position(|share| share.findings.contains(&at));
            share.and_then(|share| pages.get(share)).map(|page| page.number)
        };
        let on_pages = findings.iter().enumerate().map(move |(at, finding)| (page(at), finding));
        let (read, press) = (self.loaded.findings.iter(), self.press.iter());
        read.map(|finding| (None, finding)).chain(on_pages).chain(press.map(|finding| (None, finding)))
    }

    /// The texts that it was read from.
    pub fn sources(&self) -> &Sources {
        &self.loaded.sources
    }
}

/// An issue folder that is worked on.
#[derive(Debug)]
pub struct Session {
    dir: PathBuf,
    /// Texts in the place of files: what an editor has open and has not saved.
    pub overlay: Overlay,
    kept: Kept,
    good: Option<Arc<SetIssue>>,
    refused: Option<Arc<Refused>>,
}

impl Session {
    /// A session over an issue folder; nothing is read yet.
    pub fn new(dir: &Path) -> Session {
        Session {
            dir: dir.to_path_buf(),
            overlay: Overlay::default(),
            kept: Kept::default(),
            good: None,
            refused: None,
        }
    }

    /// The issue folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Reads and sets the issue again. `changed` are files that certainly changed; of others that is told by their
    /// size and time. Afterwards [`Session::refused`] tells whether it could be read.
    pub fn refresh(&mut self, changed: &[PathBuf]) {
        self.kept.forget(changed);
        match load_again(&self.dir, &self.overlay, &mut self.kept) {
            Ok(loaded) => {
                let compiled = compile(&loaded);
                let press = pdf::examine(&pdf::Document::of(&loaded, &compiled.pages));
                self.good = Some(Arc::new(SetIssue { loaded, compiled, press }));
                self.refused = None;
            }
            Err(refused) => self.refused = Some(refused.into()),
        }
    }

    /// The files that the issue was read from or lacks: texts, pictures, fonts and the profile of the press.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.kept.asked().iter().map(PathBuf::as_path)
    }

    /// The newest state that could be set.
    pub fn good(&self) -> Option<&Arc<SetIssue>> {
        self.good.as_ref()
    }

    /// Why the issue cannot be read as it is now, if it cannot.
    pub fn refused(&self) -> Option<&Arc<Refused>> {
        self.refused.as_ref()
    }
}
