//! Names in layouts, looked up: inks, faces, styles, folders. Those that do not exist are reported.

use std::path::PathBuf;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::ink::{Gradient, Ink, Tint};
use crate::keys::{Faults, Given, Value, suggest};
use crate::message::{Message, Word, msg, word};

use super::elsewhere;
use super::inks::{GradientPart, InkPart};

/// What names can mean in a chain of layout files.
pub(super) struct Names<'a> {
    pub inks: &'a [(Value<String>, InkPart)],
    pub gradients: &'a [(Value<String>, GradientPart)],
    /// The names of faces and of styles.
    pub faces: Vec<&'a str>,
    pub styles: Vec<&'a str>,
    /// The folder of each file.
    pub folders: &'a [(FileId, PathBuf)],
    pub faults: &'a Faults,
}

impl Names<'_> {
    /// Reports a name that does not exist.
    pub fn unknown<'n>(
        &self,
        code: Code,
        what: Word,
        name: &Value<String>,
        known: impl Iterator<Item = &'n str> + Clone,
    ) {
        let help = if code == codes::UNKNOWN_FACE {
            elsewhere::face(&name.value)
        } else if code == codes::UNKNOWN_INK {
            elsewhere::colour(&name.value)
        } else {
            None
        };
        self.faults.push(
            Diagnostic::new(code, msg!("there is no {what} `{name}`", what, name = name.value))
                .here(name.span.clone())
                .help(help.unwrap_or_else(|| suggest::suggest(&name.value, known))),
        );
    }

    fn find(&self, name: &str) -> Option<Ink> {
        self.inks.iter().find(|(known, _)| known.value == name).map(|(_, part)| part.ink())
    }

    /// The ink that a key names, or the one of the name `usual`.
    pub fn ink(&self, given: &Given<String>, usual: &str) -> Ink {
        let Some(name) = given else { return self.find(usual).unwrap_or(Ink::BLACK) };
        if let Some(ink) = self.find(&name.value) {
            return ink;
        }
        if self.gradients.iter().any(|(known, _)| known.value == name.value) {
            self.faults.push(
                Diagnostic::new(
                    codes::UNKNOWN_INK,
                    msg!("`{name}` is a gradient, not an ink", name = name.value),
                )
                .here(name.span.clone())
                .help(msg!("gradients fill panels alone: tint, headline_tint and table_tint")),
            );
        } else {
            let known = self.inks.iter().map(|(known, _)| known.value.as_str());
            self.unknown(codes::UNKNOWN_INK, word("ink"), name, known);
        }
        Ink::BLACK
    }

    /// A gradient, or an ink.
    pub fn tint(&self, name: &Value<String>) -> Tint {
        if let Some((_, part)) = self.gradients.iter().find(|(known, _)| known.value == name.value) {
            return Tint::Gradient(self.gradient(part));
        }
        if let Some(ink) = self.find(&name.value) {
            return Tint::Plain(ink);
        }
        let known = self.gradients.iter().map(|(known, _)| known.value.as_str());
        let known = known.chain(self.inks.iter().map(|(known, _)| known.value.as_str()));
        self.unknown(codes::UNKNOWN_INK, word("ink or gradient"), name, known);
        Tint::Plain(Ink::BLACK)
    }

    /// A gradient between two inks.
    pub fn gradient(&self, part: &GradientPart) -> Gradient {
        Gradient {
            from: self.ink(&part.from, &part.from()),
            to: self.ink(&part.to, &part.to()),
            towards: part.towards(),
        }
    }

    /// Reports a face that does not exist.
    pub fn face(&self, name: &Value<String>) {
        if !self.faces.contains(&name.value.as_str()) {
            self.unknown(codes::UNKNOWN_FACE, word("face"), name, self.faces.iter().copied());
        }
    }

    /// Reports a style that does not exist.
    pub fn style(&self, name: &Value<String>) {
        if !self.styles.contains(&name.value.as_str()) {
            self.unknown(codes::UNKNOWN_STYLE, word("style"), name, self.styles.iter().copied());
        }
    }

    /// The folder of the file in which something is written.
    pub fn folder(&self, span: &Span) -> PathBuf {
        self.folders
            .iter()
            .find(|(file, _)| *file == span.file)
            .map_or_else(PathBuf::new, |(_, folder)| folder.clone())
    }

    /// Whether the file of a place comes behind the file of another one in the chain.
    pub fn is_later(&self, span: &Span, other: &Span) -> bool {
        let at = |span: &Span| self.folders.iter().position(|(file, _)| *file == span.file);
        at(span) > at(other)
    }

    /// Reports a key that no file of the chain gives.
    pub fn needs(&self, table: &str, key: &str, span: &Span) {
        needs(self.faults, table, key, span);
    }

    /// The same, with another way out.
    pub fn needs_or(&self, table: &str, key: &str, span: &Span, help: Message) {
        if !self.faults.is_spoiled(table, key) {
            self.faults.push(needed(table, key, span).help(help));
        }
    }
}

/// Reports a key that no file of the chain gives, unless one gives it in some wrong form.
pub(super) fn needs(faults: &Faults, table: &str, key: &str, span: &Span) {
    if !faults.is_spoiled(table, key) {
        faults.push(
            needed(table, key, span).help(msg!("add `{key} = …` to it, or extend a layout that has it", key)),
        );
    }
}

fn needed(table: &str, key: &str, span: &Span) -> Diagnostic {
    Diagnostic::new(codes::MISSING_KEY, msg!("[{table}] needs `{key}`", table, key)).here(span.clone())
}
