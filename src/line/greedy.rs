//! One line after the other: fast, and what total fit is measured against.
//!
//! A line takes what fits. Where it may not end there, what stands at its end is squeezed in
//! (先挤进), else the line ends earlier and is opened (后推出).

use crate::text::{Break, Paragraph};

use super::cost::{Stop, Sums};
use super::{Scratch, Setting};

/// The ends of the lines, into `scratch.ends`.
pub(super) fn fill(paragraph: &Paragraph, setting: &Setting<'_>, least: Break, scratch: &mut Scratch) {
    let count = paragraph.len();
    let ends = &mut scratch.ends;
    ends.clear();
    let mut from = Sums::default();
    let mut sums = Sums::default();
    let mut start = 0;
    // The last place where the line may end, with the sums behind it.
    let mut fits: Option<(usize, Sums)> = None;
    let mut at = 0;
    while at < count {
        let room = setting.room(ends.len());
        let stop = Stop::new(paragraph, &sums, at);
        let over = stop.natural_from(&from) - room;
        let may = paragraph.breaks[at] >= least;
        if over > 0 && (may || stop.is_beyond(&from, room)) {
            // Too long by itself: squeezed in only where the line could not end before this.
            let squeezed = may && stop.is_within(&from, room) && fits.is_none_or(|(end, _)| end < at);
            let chosen = match fits {
                _ if squeezed => {
                    sums.add(paragraph, at);
                    at += 1;
                    Some((at, sums))
                }
                Some(fits) => Some(fits),
                // Nothing fits: the line ends where it next may.
                None if may => {
                    sums.add(paragraph, at);
                    at += 1;
                    Some((at, sums))
                }
                None => None,
            };
            if let Some((end, behind)) = chosen {
                ends.push(end);
                (start, from, sums, at, fits) = (end, behind, behind, end, None);
                continue;
            }
        }
        sums.add(paragraph, at);
        at += 1;
        if may && over <= 0 {
            fits = Some((at, sums));
        }
    }
    if start < count {
        ends.push(count);
    }
}
