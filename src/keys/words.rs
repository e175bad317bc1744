//! Words that a key chooses from: an enumeration whose variants know how they are written.

/// A word of an enumeration: as it is written, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As files write it.
    pub written: &'static str,
    /// What it means.
    pub about: &'static str,
}

/// An enumeration that files write as words. [`words!`] implements it.
pub trait Words: Copy + PartialEq + Sized + 'static {
    /// Its variants in their order, each with its word.
    const ALL: &'static [(Self, Word)];

    /// The word of this variant.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(known, _)| *known == self).map_or("", |(_, word)| word.written)
    }

    /// The variant of a word.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| known.written == word).map(|(variant, _)| *variant)
    }
}

/// Declares an enumeration with the words that files write for its variants. The doc comment of a variant is
/// what the word means in docs/FORMAT.md and in the JSON Schema.
///
/// ```text
/// words! {
///     /// Which way lines of text run.
///     #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
///     pub enum Writing {
///         /// From left to right (横排).
///         #[default]
///         Across = "across",
///         /// Down the page, the first line at the right (竖排).
///         Down = "down",
///     }
/// }
/// ```
macro_rules! words {
    (
        $(#[$of_enum:meta])*
        $visible:vis enum $name:ident {
            $( $(#[$($of_variant:tt)*])* $variant:ident = $word:literal, )*
        }
    ) => {
        $(#[$of_enum])*
        $visible enum $name {
            $( $(#[$($of_variant)*])* $variant, )*
        }

        impl $crate::keys::Words for $name {
            const ALL: &'static [(Self, $crate::keys::Word)] = &[
                $((
                    $name::$variant,
                    $crate::keys::Word {
                        written: $word,
                        about: concat!($( $crate::keys::words::words!(@about $($of_variant)*) ),*),
                    },
                ),)*
            ];
        }
    };
    (@about doc = $about:literal) => { $about };
    (@about $($other:tt)*) => { "" };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    words! {
        /// For the test.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        enum Way {
            /// To the left
            /// of all.
            Left = "left",
            /// To the right.
            #[default]
            Right = "to-right",
        }
    }

    #[test]
    fn words_go_both_ways_and_keep_their_comments() {
        assert_eq!((Way::of_word("left"), Way::of_word("Left")), (Some(Way::Left), None));
        assert_eq!(Way::default().word(), "to-right");
        assert_eq!(Way::ALL[0].1.about, " To the left of all.");
    }
}
