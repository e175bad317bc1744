//! Where a story's copy goes on: which of its texts, and from which byte of it.

use crate::issue::Role;

/// What a text of the copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CopyPart {
    /// The byline at its head.
    Byline,
    /// A block of the manuscript, by its number.
    Block(usize),
    /// The source at its foot.
    Source,
    /// The credit line behind it.
    Credit,
}

impl CopyPart {
    /// What it is on the page; `kind` is that of its style.
    pub(super) fn role(self, kind: &str) -> Role {
        match self {
            CopyPart::Byline => Role::Byline,
            CopyPart::Block(number) => Role::Block { number: number as u32, heading: kind == "crosshead" },
            CopyPart::Source => Role::Source,
            CopyPart::Credit => Role::CreditLine,
        }
    }
}

/// Where copy goes on that did not fit: a byte of the words of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Continuation {
    pub(super) part: CopyPart,
    pub(super) byte: usize,
}
