//! Which forms of figures and quotes a run takes.

use super::clean::Letter;
use super::shape::Form;
use super::style::TextStyle;

/// The form of the letter at `at`.
pub(super) fn form(_letters: &[Letter], _at: usize, _style: &TextStyle<'_>) -> Form {
    Form::Text
}
