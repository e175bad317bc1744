//! Every code of a finding, with what it means: the one list of them.
//!
//! House files switch findings off by their codes, and `banxin check --explain` tells of them.
//! `tests/codes.rs` keeps the list whole.

mod copy;
mod files;
mod furniture;
mod makeup;
mod placed;
mod press;

/// A code and what it means: what was found, why it is a fault, how to mend it.
pub type Code = (&'static str, &'static str);

/// All codes, those of one kind together.
const LISTS: [&[Code]; 6] =
    [&makeup::CODES, &copy::CODES, &furniture::CODES, &files::CODES, &placed::CODES, &press::CODES];

/// Every code.
pub fn all() -> impl Iterator<Item = &'static Code> + Clone {
    LISTS.into_iter().flatten()
}

/// What a code means; `None` when there is no such code.
pub fn explain(name: &str) -> Option<&'static str> {
    all().find(|(known, _)| *known == name).map(|(_, words)| *words)
}
