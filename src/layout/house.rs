//! What holds for all styles of a house (`[house]`).

use std::path::PathBuf;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::keys::kinds::{list, text, text_of};
use crate::keys::{Entry, Given, Kind, Shape, Table, Value, part, suggest};
use crate::message::msg;

use super::names::Names;

part! {
    /// What holds for every style. A later layout overrides it key by key.
    pub struct HousePart, then check_marks {
        /// Codes of warnings and notes that are not reported. Errors always are.
        silent: Vec<Value<String>> = list(CodeName), empty;
        /// Files of words that stay whole, from beside this file or from the issue folder; see Keep-lists.
        keep: Vec<Value<String>> = list(text_of("path of a keep-list")), empty;
        /// Marks with which a line may begin, whatever `kinsoku` says.
        may_start: String = text_of("marks"), empty;
        /// Marks with which no line begins.
        not_at_start: String = text_of("marks"), empty;
        /// Marks with which a line may end, whatever `kinsoku` says.
        may_end: String = text_of("marks"), empty;
        /// Marks with which no line ends.
        not_at_end: String = text_of("marks"), empty;
    }
}

/// A file of the house's as a layout names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseFile {
    /// The path as it is written: relative to `folder` or else to the issue folder.
    pub written: PathBuf,
    /// The folder of the layout file that says it, relative to where the program runs.
    pub folder: PathBuf,
    /// Where the layout file says it.
    pub span: Span,
}

/// Marks that the house treats otherwise than the level of its styles does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KinsokuMarks {
    /// A line may begin with these.
    pub may_start: Vec<char>,
    /// No line begins with these.
    pub not_at_start: Vec<char>,
    /// A line may end with these.
    pub may_end: Vec<char>,
    /// No line ends with these.
    pub not_at_end: Vec<char>,
}

impl HousePart {
    /// The marks that the house treats otherwise.
    pub(super) fn marks(&self) -> KinsokuMarks {
        let marks = |given: String| given.chars().filter(|mark| !mark.is_whitespace()).collect();
        KinsokuMarks {
            may_start: marks(self.may_start()),
            not_at_start: marks(self.not_at_start()),
            may_end: marks(self.may_end()),
            not_at_end: marks(self.not_at_end()),
        }
    }
}

/// A file that a layout names.
pub(super) fn file(path: &Value<String>, names: &Names<'_>) -> HouseFile {
    HouseFile {
        written: PathBuf::from(&path.value),
        folder: names.folder(&path.span),
        span: path.span.clone(),
    }
}

fn check_marks(part: &HousePart, table: &Table<'_>) {
    for (may, never) in [(&part.may_start, &part.not_at_start), (&part.may_end, &part.not_at_end)] {
        let (Some(may), Some(never)): (&Given<String>, &Given<String>) = (may, never) else { continue };
        if let Some(both) = may.value.chars().find(|mark| never.value.contains(*mark)) {
            table.report(
                Diagnostic::new(codes::MARK_IN_BOTH, msg!("{both} both may and may not stand there", both))
                    .here(never.span.clone())
                    .here(may.span.clone())
                    .help(msg!("keep it in one of the two")),
            );
        }
    }
}

/// The code of a finding.
struct CodeName;

impl Kind for CodeName {
    type Value = String;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<String> {
        let name = text().read(entry)?;
        if codes::find(&name).is_none() {
            let message = msg!("no finding has the code `{name}`", name);
            entry.refuse(codes::UNKNOWN_CODE, message, suggest::suggest_code(&name));
            return None;
        }
        Some(name)
    }

    fn shape(&self) -> Shape {
        let known = codes::all().map(codes::Code::name).collect();
        Shape::Text { what: "code of a finding", pattern: None, known }
    }
}
