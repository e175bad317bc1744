//! Which forms of figures and quotes a run takes.

use crate::layout::Digits;

use super::class::{Class, curly};
use super::letter::Letter;
use super::run::GlyphForm;
use super::style::TextStyle;

/// The form of a letter: half-width figures where the house wants them, narrow quotes in Western
/// text, letters apart in words that are tracked.
pub(super) fn form(letter: &Letter, style: &TextStyle<'_>) -> GlyphForm {
    match letter.class {
        Class::Digit if style.digits == Digits::Half => GlyphForm::HalfWidth,
        Class::Sign if curly(letter.character).is_some() => GlyphForm::Proportional,
        class if style.tracking != 0 && (class.is_western() || class == Class::Space) => GlyphForm::Spaced,
        _ => GlyphForm::Text,
    }
}
