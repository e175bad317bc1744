//! Applies characters that only say where a line may end: zero-width space (a Western word may break), soft
//! hyphen (it may be divided with a hyphen), word joiner and byte order mark (no line ends here).

use super::class::{BreakControl, Class};
use super::hyphen;
use super::letter::Letter;
use super::paragraph::{Break, Paragraph};
use super::shape::Shaper;

/// Does what the controls say, after every other rule. Beside Chinese text the class table has the
/// last word on where a line may end: a zero-width space of a web page opens nothing before a comma.
pub(super) fn apply(
    paragraph: &mut Paragraph,
    letters: &[Letter],
    controls: &[(u32, BreakControl)],
    shaper: &mut Shaper<'_>,
) {
    for (byte, control) in controls {
        let next = letters.partition_point(|letter| letter.at < *byte);
        let Some(next) = letters.get(next) else { continue };
        // A cluster that holds letters on both sides has no place between them.
        let Ok(after) = paragraph.source.binary_search(&next.at) else { continue };
        let Some(at) = after.checked_sub(1) else { continue };
        let (class, follows) = (paragraph.class[at], paragraph.class[after]);
        let may = &mut paragraph.breaks[at];
        match control {
            BreakControl::Hold => *may = (*may).min(Break::LastResort),
            BreakControl::Break
                if class.is_western() && follows.is_western() && !matches!(*may, Break::No | Break::Keep) =>
            {
                *may = Break::Yes;
            }
            BreakControl::Divide
                if class == Class::Latin
                    && follows == Class::Latin
                    && *may < Break::Wish
                    && *may != Break::Keep =>
            {
                if let Some(width) = hyphen::width(paragraph, at, shaper) {
                    if paragraph.hang.is_empty() {
                        paragraph.hang.resize(paragraph.width.len(), 0);
                    }
                    paragraph.hang[at] = -width;
                    paragraph.breaks[at] = Break::Hyphen;
                }
            }
            BreakControl::Break | BreakControl::Divide => {}
        }
    }
}
