//! Every code of a finding, with what it means: the one list of them.
//!
//! House files switch findings off by their codes, and `banxin check --explain` tells of them. A code
//! is a constant, so that the compiler sees that each one that is named exists.

/// Makes a constant of each code, and the list of those of one file.
macro_rules! codes {
    ($($constant:ident = $name:literal, $explanation:literal;)*) => {
        $(
            #[doc = $explanation]
            pub const $constant: $crate::codes::Code =
                $crate::codes::Code(&$crate::codes::Entry { name: $name, explanation: $explanation });
        )*

        pub(super) const ALL: &[$crate::codes::Code] = &[$($constant),*];
    };
}

mod copy;
mod files;
mod furniture;
mod makeup;
mod placed;
mod press;

pub use copy::*;
pub use files::*;
pub use furniture::*;
pub use makeup::*;
pub use placed::*;
pub use press::*;

use std::fmt;

/// A code of a finding, such as `page-cut`.
#[derive(Clone, Copy)]
pub struct Code(pub(crate) &'static Entry);

/// What is known of a code.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) explanation: &'static str,
}

impl Code {
    /// Its name, such as `page-cut`; stable, for house files and programs that read findings.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What was found, why it is a fault, how to mend it.
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Code {}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.name() == *other
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// All codes, those of one kind together.
const LISTS: [&[Code]; 6] = [makeup::ALL, copy::ALL, furniture::ALL, files::ALL, placed::ALL, press::ALL];

/// Every code.
pub fn all() -> impl Iterator<Item = Code> + Clone {
    LISTS.into_iter().flatten().copied()
}

/// The code of a name; `None` when there is no such code.
pub fn find(name: &str) -> Option<Code> {
    all().find(|code| code.name() == name)
}
