//! How words stand in vertical lines (竖排): upright, side by side in one em, or turned.

use super::class::Class;
use super::clean::Letter;
use super::faces::Cast;

/// How the letters from `at` on are cast in a vertical line, and how many of them together.
pub(super) fn cast(letters: &[Letter], at: usize) -> (usize, Cast) {
    if two_figures(letters, at) { (2, Cast::Abreast) } else { (1, Cast::Plain) }
}

/// Whether a number of just two figures of one kind starts here: in vertical lines they stand side
/// by side in one em. Longer numbers do not fit, and signs make them part of something longer.
fn two_figures(letters: &[Letter], at: usize) -> bool {
    let class = |at: usize| letters.get(at).map(|letter| letter.class);
    let outside =
        |class: Option<Class>| !class.is_some_and(|class| class.is_western() || class == Class::Space);
    let before = at.checked_sub(1).and_then(class);
    class(at) == Some(Class::Digit)
        && class(at + 1) == Some(Class::Digit)
        && letters[at].manner == letters[at + 1].manner
        && outside(before)
        && outside(class(at + 2))
}
