//! How important a story is (头条, 二条, …), as a value of a key.

use crate::codes;
use crate::keys::kinds::{NumberOrText, WholeOrText, whole_or_text, word};
use crate::keys::{Defaults, Entry, Kind, Shape, Words, words};
use crate::message::msg;

words! {
    /// The places of stories on a page by their rank.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Rank {
        /// The lead story, 1.
        First = "头条",
        /// The second story, 2.
        Second = "二条",
        /// The third story, 3.
        Third = "三条",
    }
}

/// A number from 1 to 5, or 头条, 二条, 三条 for the first three.
pub(super) struct Importance;

impl Importance {
    fn number() -> WholeOrText {
        whole_or_text(1..=5, "\"头条\"")
    }
}

impl Kind for Importance {
    type Value = u32;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<u32> {
        let text = match Importance::number().read(entry)? {
            NumberOrText::Number(number) => return Some(number),
            NumberOrText::Text(text) => text,
        };
        let rank = Rank::of_word(text.trim()).map(|rank| match rank {
            Rank::First => 1,
            Rank::Second => 2,
            Rank::Third => 3,
        });
        if rank.is_none() {
            entry.refuse(
                codes::UNKNOWN_VALUE,
                msg!("`{key}` cannot be `{text}`", key = entry.key(), text),
                msg!("write 头条, 二条 or 三条, or a number from 1 for the lead story to 5"),
            );
        }
        rank
    }

    fn shape(&self) -> Shape {
        Shape::Either(vec![Importance::number().shape(), word::<Rank>().shape()])
    }
}

impl Defaults for Importance {
    fn written(&self, value: &u32) -> serde_json::Value {
        (*value).into()
    }
}
