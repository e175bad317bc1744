//! An issue that stays in memory while it is worked on.
//!
//! [`Session::refresh`] reads the texts again, takes pictures and fonts from the last time while their files are the
//! same ([`crate::read::Kept`]), and sets the issue. What cannot be read gives its findings, and the last issue that
//! could be set stays.
//!
//! It can be done in two steps ([`Session::refresh_first`], [`Session::refresh_rest`]): the pages that changed and are
//! looked at ([`super::first`]) are set among the others as they were, then the others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Sources};
use crate::read::{Kept, Loaded, Overlay, Refused};
use crate::{Compiled, compile, compile_some, load_again, pdf};

use super::first;

/// An issue that was read and set.
#[derive(Debug)]
pub struct SetIssue {
    /// What was read.
    pub loaded: Arc<Loaded>,
    /// Its pages with what was found on them.
    pub compiled: Compiled,
    /// What no press file can hold; see [`pdf::examine`].
    pub press: Vec<Diagnostic>,
    /// Counts the states of a session.
    number: u64,
    /// The numbers of the pages that were taken over as they are from the state before, which has this number.
    taken: (u64, BTreeSet<u32>),
}

impl SetIssue {
    /// Whether a page is the same as in another state, for it was taken over from there.
    pub(super) fn has_page_of(&self, other: &SetIssue, number: u32) -> bool {
        self.taken.0 == other.number && self.taken.1.contains(&number)
    }

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
    /// The numbers of pages that are still to be set, those of the state before until then.
    rest: BTreeSet<u32>,
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
            rest: BTreeSet::new(),
        }
    }

    /// The same, with a cache for what can be known of pictures without decoding them.
    #[must_use]
    pub fn with_cache(self, cache: Arc<Cache>) -> Session {
        Session { kept: Kept::with(cache), ..self }
    }

    /// The issue folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Reads and sets the issue again. `changed` are files that certainly changed; of others that is told by their
    /// size and time. Afterwards [`Session::refused`] tells whether it could be read.
    pub fn refresh(&mut self, changed: &[PathBuf]) {
        self.refresh_first(changed, &[]);
        self.refresh_rest();
    }

    /// As [`Session::refresh`], but sets only the pages that changed, of these the ones that are looked at
    /// (`shown`, by number) if there are any. Gives whether others are left to [`Session::refresh_rest`]; until then
    /// they are as they were.
    pub fn refresh_first(&mut self, changed: &[PathBuf], shown: &[u32]) -> bool {
        self.kept.forget(changed);
        let loaded = match load_again(&self.dir, None, &self.overlay, &mut self.kept) {
            Ok(loaded) => Arc::new(loaded),
            Err(refused) => {
                self.refused = Some(refused.into());
                return false;
            }
        };
        self.refused = None;
        let first = first::pages(&loaded, changed, shown);
        let order = || loaded.issue.pages.iter().map(|plan| plan.number);
        let rest: BTreeSet<u32> = order().filter(|number| !first.contains(number)).collect();
        let known = self.good.as_ref().filter(|good| first::same_numbers(&good.loaded, &loaded));
        match known.filter(|_| !first.is_empty() && !rest.is_empty()) {
            Some(known) => {
                let some = compile_some(&loaded, |number| first.contains(&number));
                let compiled = Compiled::joined(order(), [&some, &known.compiled]);
                let (press, taken) = (known.press.clone(), rest.clone());
                self.rest = rest;
                self.keep(loaded, compiled, press, taken);
            }
            None => {
                let compiled = compile(&loaded);
                let press = pdf::examine(&pdf::Document::of(&loaded, &compiled.pages));
                self.rest.clear();
                self.keep(loaded, compiled, press, BTreeSet::new());
            }
        }
        !self.rest.is_empty()
    }

    /// Sets the pages that [`Session::refresh_first`] left, and looks at the whole for the press.
    pub fn refresh_rest(&mut self) {
        let rest = std::mem::take(&mut self.rest);
        let Some(good) = self.good.clone().filter(|_| !rest.is_empty()) else { return };
        let some = compile_some(&good.loaded, |number| rest.contains(&number));
        let order = || good.loaded.issue.pages.iter().map(|plan| plan.number);
        let compiled = Compiled::joined(order(), [&some, &good.compiled]);
        let press = pdf::examine(&pdf::Document::of(&good.loaded, &compiled.pages));
        let taken = order().filter(|number| !rest.contains(number)).collect();
        self.keep(Arc::clone(&good.loaded), compiled, press, taken);
    }

    fn keep(
        &mut self,
        loaded: Arc<Loaded>,
        compiled: Compiled,
        press: Vec<Diagnostic>,
        taken: BTreeSet<u32>,
    ) {
        let before = self.good.as_ref().map_or(0, |good| good.number);
        let set = SetIssue { loaded, compiled, press, number: before + 1, taken: (before, taken) };
        self.good = Some(Arc::new(set));
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
