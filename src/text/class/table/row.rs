//! Rows of the class table: characters of one class for one reason.

use super::super::kind::Class;

/// Whether a sign of Western text may begin a line behind Chinese text, and end one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::class) enum Edge {
    /// It may do both.
    Free,
    /// It closes or follows: it begins no line.
    Closing,
    /// It opens or leads: it ends no line.
    Opening,
    /// It holds both sides.
    Holding,
    /// The solidus: it begins no line, and ends none from the level of GB on.
    Solidus,
}

/// Characters of one class for one reason.
pub(super) struct Row {
    pub(super) class: Class,
    pub(super) edge: Edge,
    /// The reason, with its source.
    #[cfg_attr(not(test), expect(dead_code, reason = "it is for readers"))]
    pub(super) why: &'static str,
    /// First and last characters of ranges.
    pub(super) at: &'static [(char, char)],
}

/// A row without more to say.
pub(super) const fn row(class: Class, why: &'static str, at: &'static [(char, char)]) -> Row {
    Row { class, edge: Edge::Free, why, at }
}

/// A row of signs that begin no line beside Chinese text.
pub(super) const fn closing(class: Class, why: &'static str, at: &'static [(char, char)]) -> Row {
    Row { class, edge: Edge::Closing, why, at }
}

/// A row of signs that end no line beside Chinese text.
pub(super) const fn opening(class: Class, why: &'static str, at: &'static [(char, char)]) -> Row {
    Row { class, edge: Edge::Opening, why, at }
}

/// A row of signs that hold what stands on both sides.
pub(super) const fn holding(class: Class, why: &'static str, at: &'static [(char, char)]) -> Row {
    Row { class, edge: Edge::Holding, why, at }
}

/// The row of the solidus.
pub(super) const fn solidus(class: Class, why: &'static str, at: &'static [(char, char)]) -> Row {
    Row { class, edge: Edge::Solidus, why, at }
}
