//! Findings about a placed file, the wording of most refusals, and the limits of its size.

use std::collections::BTreeSet;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::{Message, Word, msg, word};

/// The most bytes that a file may have.
pub const MOST_FILE: usize = 128 << 20;
/// The most objects that a file may have, and that a page may reach.
pub const MOST_OBJECTS: usize = 100_000;
/// The most bytes that a stream of operators, a font program or an object stream may come to.
pub const MOST_STREAM: usize = 64 << 20;
/// The most bytes that all streams of a page may come to.
pub const MOST_BYTES: u64 = 3_000_000_000;
/// Faults and notes while a file is examined; each is reported once.
#[derive(Default)]
pub struct Report {
    pub findings: Vec<Diagnostic>,
    said: BTreeSet<String>,
}

impl Report {
    pub fn add(&mut self, finding: Diagnostic) {
        if self.said.insert(format!("{} {}", finding.code, finding.message)) {
            self.findings.push(finding);
        }
    }

    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// The way out of most refusals.
pub const ANEW: Word =
    word("ask for it again as PDF/X-4 or PDF/X-1a in CMYK, which the agency's program exports");

pub fn broken(why: impl Into<Message>) -> Diagnostic {
    Diagnostic::new(codes::PLACED_BROKEN, msg!("this PDF cannot be read: {why}", why = why.into()))
        .help(msg!("it was probably not copied whole: fetch it again, or ask for it as PDF/X-4 or PDF/X-1a"))
}

pub fn too_large(what: impl Into<Message>) -> Diagnostic {
    Diagnostic::new(codes::PLACED_LARGE, msg!("this PDF is too large: {what}", what = what.into()))
        .help(msg!("ask for one with pictures of 300 dpi at their size and with simpler drawings"))
}
