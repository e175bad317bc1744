//! Tints that go over from one ink to another (渐变).

use super::colorant::Ink;
use crate::keys::words;

words! {
    /// Where a gradient goes.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Towards {
        /// From left to right.
        Right = "right",
        /// From right to left.
        Left = "left",
        /// From the head to the foot.
        #[default]
        Down = "down",
        /// From the foot to the head.
        Up = "up",
    }
}

/// A gradient over a rectangle, in a straight line from one ink to the other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gradient {
    /// The ink at the edge where it begins.
    pub from: Ink,
    /// The ink at the edge where it ends.
    pub to: Ink,
    /// Which edge that is.
    pub towards: Towards,
}

/// What a panel is filled with (底纹).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tint {
    /// One ink.
    Plain(Ink),
    /// A gradient.
    Gradient(Gradient),
}

impl Tint {
    /// Its inks: one, or those of both ends.
    pub fn inks(&self) -> impl Iterator<Item = &Ink> {
        let (first, second) = match self {
            Tint::Plain(ink) => (ink, None),
            Tint::Gradient(gradient) => (&gradient.from, Some(&gradient.to)),
        };
        std::iter::once(first).chain(second)
    }
}
