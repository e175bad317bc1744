//! What a code is, and the macro by which lists of codes are written.

use std::fmt;

use crate::message::{Argument, IntoArgument, Word, word};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; does not change the exit code.
    Note,
    /// The page was made, but an editor should look at it.
    Warning,
    /// The page is wrong, or could not be made.
    Error,
}

impl Severity {
    /// The word for it in text for people.
    pub fn word(self) -> Word {
        match self {
            Severity::Note => word("note"),
            Severity::Warning => word("warning"),
            Severity::Error => word("error"),
        }
    }

    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// All that is known about the findings of one code.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The stable name, such as `page-cut`.
    pub name: &'static str,
    /// What is found, as a short English title without a full stop.
    pub title: &'static str,
    /// The Chinese term; several are parted by `、`.
    pub term: &'static str,
    /// How bad it is, unless the place where it is found says otherwise.
    pub severity: Severity,
    /// Other severities that occur.
    pub also: &'static [Severity],
    /// What was found and why it is a fault, in full sentences.
    pub why: &'static str,
    /// The way out, without a capital and a full stop: shown with a finding that has none of its own.
    pub help: &'static str,
}

impl Entry {
    /// Whether findings of this code may be of this severity.
    pub fn occurs_as(&self, severity: Severity) -> bool {
        self.severity == severity || self.also.contains(&severity)
    }
}

/// The code of a finding: a name with its entry. Compares with text by its name.
#[derive(Clone, Copy, Eq)]
pub struct Code(&'static Entry);

impl Code {
    /// The code of an entry.
    pub const fn of(entry: &'static Entry) -> Code {
        Code(entry)
    }

    /// Its stable name, such as `page-cut`.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// What is known about it.
    pub const fn entry(self) -> &'static Entry {
        self.0
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name() == other.name()
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.name() == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.name() == *other
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Code) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Code) -> std::cmp::Ordering {
        self.name().cmp(other.name())
    }
}

impl IntoArgument for Code {
    fn argument(&self) -> Argument {
        Argument::Text(self.name().to_owned())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.name(), f)
    }
}

/// Writes a list of codes: a constant for each, and `ENTRIES`, the table behind them.
///
/// The constants are the crate's own and nothing but code that makes findings names them (the table
/// does not), so that the compiler refuses one that is used nowhere. Not for other crates: the
/// command line lists its codes by it.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_codes {
    ($($code:ident = $name:literal {
        title: $title:literal,
        term: $term:literal,
        severity: $severity:ident $(, also: [$($also:ident),+])?,
        why: $why:literal,
        help: $help:literal,
    })+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Row { $($code),+ }

        $(
            #[doc = $title]
            #[deny(dead_code)]
            pub(crate) const $code: $crate::codes::Code =
                $crate::codes::Code::of(&ENTRIES[Row::$code as usize]);
        )+

        pub(super) static ENTRIES: [$crate::codes::Entry; [$($name),+].len()] = [$(
            $crate::codes::Entry {
                name: $name,
                title: $title,
                term: $term,
                severity: $crate::codes::Severity::$severity,
                also: &[$($($crate::codes::Severity::$also),+)?],
                why: $why,
                help: $help,
            }
        ),+];
    };
}
