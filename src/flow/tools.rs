//! What pages are set with, handed from page to page: a shaper with what it has learned, and buffers.
//!
//! A shaper learns how a face sets each character once; its answers do not depend on what it learned before, so any page may
//! take any set of tools, and pages come out the same. There are as many sets as pages are set at the same time.

use std::sync::{Mutex, PoisonError};

use crate::font::Library;
use crate::line;
use crate::text::{Scratch, Shaper};

/// Tools for one page at a time.
pub(super) struct Tools<'f> {
    pub(super) shaper: Shaper<'f>,
    pub(super) scratch: Scratch,
    pub(super) room: line::Scratch,
}

/// Tools that no page uses now.
pub struct Shelf<'f> {
    library: &'f Library,
    free: Mutex<Vec<Tools<'f>>>,
}

impl<'f> Shelf<'f> {
    /// An empty shelf; tools are made when a page asks for them and there are none.
    pub fn new(library: &'f Library) -> Shelf<'f> {
        Shelf { library, free: Mutex::default() }
    }

    /// The faces that are set with.
    pub fn library(&self) -> &'f Library {
        self.library
    }

    pub(super) fn take(&self) -> Tools<'f> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Tools {
            shaper: Shaper::new(self.library),
            scratch: Scratch::default(),
            room: line::Scratch::default(),
        })
    }

    pub(super) fn give_back(&self, tools: Tools<'f>) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(tools);
    }
}
