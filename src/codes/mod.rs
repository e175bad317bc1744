//! Every code of a finding: its name, how bad it is, what it means and what to do about it.
//!
//! A code is written once, in the list of its kind (`declare_codes!`); from it come the constant by
//! which findings are made, the table that [`all`] reads, what `banxin explain` tells, and the way out
//! that a finding shows when it has none of its own. The rules of preflight are codes too, as the
//! enumeration [`Rule`].
//!
//! The compiler refuses a code that is named and not listed, and a code that is listed and not used. A rule
//! that no check uses is not noticed by the compiler. House files switch findings off by the names
//! (`silent` of `[house]`), so a name never changes its meaning.

#[macro_use]
mod entry;

mod copy;
mod copydesk;
mod files;
mod furniture;
mod import;
mod intake;
mod layouts;
mod makeup;
mod output;
mod pictures;
mod placed;
mod pools;
mod rules;
mod search;

pub(crate) use copy::*;
pub(crate) use copydesk::*;
pub use entry::{Code, Entry, Severity};
pub(crate) use files::*;
pub(crate) use furniture::*;
pub(crate) use import::*;
pub(crate) use intake::*;
pub(crate) use layouts::*;
pub(crate) use makeup::*;
pub(crate) use output::*;
pub(crate) use pictures::*;
pub(crate) use placed::*;
pub(crate) use pools::*;
pub use rules::{Rule, Source};
pub use search::{Matches, search};

/// The tables, those of one kind together.
static TABLES: [&[Entry]; 13] = [
    &makeup::ENTRIES,
    &copy::ENTRIES,
    &copydesk::ENTRIES,
    &furniture::ENTRIES,
    &files::ENTRIES,
    &import::ENTRIES,
    &layouts::ENTRIES,
    &pictures::ENTRIES,
    &placed::ENTRIES,
    &pools::ENTRIES,
    &intake::ENTRIES,
    &output::ENTRIES,
    &rules::ENTRIES,
];

/// Every code, the rules of preflight last.
pub fn all() -> impl Iterator<Item = Code> + Clone {
    TABLES.into_iter().flatten().map(Code::of)
}

/// The code of a name; `None` when there is no such code.
pub fn find(name: &str) -> Option<Code> {
    all().find(|code| *code == name)
}

#[cfg(test)]
mod tests;
