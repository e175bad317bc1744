//! How the house makes copy fit (`[copyfit]`).

use crate::keys::kinds::{list, whole, word};
use crate::keys::{Value, part};

use super::vocabulary::CopyfitStep;

part! {
    /// How copy is made to fit (调版). Each step does as little as it can.
    pub struct CopyfitPart {
        /// The steps that the house allows, in order.
        order: Vec<Value<CopyfitStep>> = list(word()), default Vec::new();
        /// Paragraphs in a hundred that may be made a line shorter or longer.
        looseness: u32 = whole(0..=10_000), default 30;
        /// Rows that a headline may give or take.
        headline: u32 = whole(0..=10_000), default 2;
        /// Rows that a picture inside the text may give or take.
        picture: u32 = whole(0..=10_000), default 3;
        /// Lines that its caption may give or take.
        caption: u32 = whole(0..=10_000), default 1;
        /// Rows of white over each crosshead, or fewer rows for it.
        gap: u32 = whole(0..=10_000), default 2;
    }
}

/// How the house makes copy fit: which steps, in which order, how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyfitSpec {
    /// The steps in their order; none when the house fits by hand.
    pub order: Vec<CopyfitStep>,
    /// Paragraphs in a hundred that may be made a line shorter or longer.
    pub looseness: u32,
    /// Rows that a headline stack may give or take.
    pub headline: u32,
    /// Rows that a picture may give or take.
    pub picture: u32,
    /// Lines that a caption may give or take.
    pub caption: u32,
    /// Rows of white that may be put in.
    pub gap: u32,
}

impl CopyfitPart {
    /// The usual figures stand in for keys that are left out.
    pub(super) fn resolve(&self) -> CopyfitSpec {
        let mut order: Vec<CopyfitStep> = Vec::new();
        for step in self.order() {
            if !order.contains(&step.value) {
                order.push(step.value);
            }
        }
        CopyfitSpec {
            order,
            looseness: self.looseness(),
            headline: self.headline(),
            picture: self.picture(),
            caption: self.caption(),
            gap: self.gap(),
        }
    }
}

impl Default for CopyfitSpec {
    fn default() -> CopyfitSpec {
        CopyfitPart::default().resolve()
    }
}
