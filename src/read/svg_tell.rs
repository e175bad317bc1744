//! Findings about a drawing, each at the line and column of what it is about.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, FileId, Severity, Span};
use crate::message::{Message, msg, word};

use super::svg_css::Unread;

/// The most findings of one code in one drawing; more of the kind say nothing new.
const MOST_TOLD: usize = 100;

/// Tells what a drawing has and the page will not.
pub struct Teller<'a> {
    pub file: FileId,
    pub path: &'a Path,
    pub text: &'a str,
    pub findings: Vec<Diagnostic>,
    counts: BTreeMap<&'static str, usize>,
}

impl<'a> Teller<'a> {
    pub fn new(file: FileId, path: &'a Path, text: &'a str) -> Teller<'a> {
        Teller { file, path, text, findings: Vec::new(), counts: BTreeMap::new() }
    }

    /// Tells it as bad as its code says.
    pub fn tell(&mut self, code: Code, at: Range<usize>, what: impl Into<Message>, help: impl Into<Message>) {
        self.tell_as(code.entry().severity, code, at, what, help);
    }

    /// Tells it, once for each place.
    pub fn tell_as(
        &mut self,
        severity: Severity,
        code: Code,
        at: Range<usize>,
        what: impl Into<Message>,
        help: impl Into<Message>,
    ) {
        let told = self.counts.entry(code.name()).or_insert(0);
        if *told > MOST_TOLD {
            return;
        }
        // The last one says that there are more.
        let is_last = *told == MOST_TOLD;
        let sound =
            self.text.is_char_boundary(at.start) && self.text.is_char_boundary(at.end) && at.start <= at.end;
        let at = if sound { at } else { 0..0 };
        let message = if is_last {
            msg!("{file}: more of this kind from here on are not listed", file = self.path.display())
        } else {
            msg!("{file}: {what}", file = self.path.display(), what = what.into())
        };
        let finding = Diagnostic::new(code, message)
            .of_severity(severity)
            .here(Span::new(self.file, at))
            .in_file(self.path)
            .help(help);
        if !self.findings.contains(&finding) {
            *told += 1;
            self.findings.push(finding);
        }
    }
}

/// Tells what of a style sheet is not read.
pub fn tell_unread(teller: &mut Teller<'_>, what: Unread, range: Range<usize>) {
    let code = codes::SVG_STYLE;
    let (severity, what, help) = match what {
        Unread::Selector => (
            Severity::Warning,
            word("a rule of style is not applied: its selector is not known"),
            word(
                "write its declarations at the elements themselves (most programs: export with presentation attributes)",
            ),
        ),
        Unread::Screen => (
            Severity::Note,
            word("a rule of style holds on a screen alone"),
            word("nothing is to be done if the printed drawing is right without it"),
        ),
        Unread::Condition => (
            Severity::Warning,
            word("rules of style under a condition are not applied"),
            word("write them without the condition if they are for print"),
        ),
        Unread::Import => (
            Severity::Warning,
            word("a style sheet in another file is not read"),
            word("put its rules into the drawing"),
        ),
        Unread::Animation => (
            Severity::Note,
            word("nothing moves on paper: the drawing is shown as it is before it moves"),
            word("draw the state that is to be printed"),
        ),
        Unread::Broken => (
            Severity::Warning,
            word("this is no rule of style that can be read"),
            word("mend it, or write the values at the elements themselves"),
        ),
    };
    teller.tell_as(severity, code, range, what, help);
}
