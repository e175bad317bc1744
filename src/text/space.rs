//! Widths of marks and the gaps between clusters (标点挤压、汉字与西文间距).
//!
//! A mark is half an em of ink and, if its style gives it one, a blank half: before the ink of
//! an opening mark, behind that of the others (CLReq 3.1.6.1). Where two marks meet, the pair
//! loses one half; marks are judged on the whole paragraph, across changes of face.

use crate::layout::Punctuation;

use super::class::{Class, keeps_em_when_vertical};
use super::paragraph::{GapKind, Paragraph};
use super::style::TextStyle;

/// The parts of a mark, in halves of an em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Halves {
    ink: i64,
    before: i64,
    behind: i64,
}

fn halves(character: char, class: Class, style: Punctuation, vertical: bool) -> Option<Halves> {
    if vertical && keeps_em_when_vertical(character) {
        return Some(Halves { ink: 2, before: 0, behind: 0 });
    }
    let blank = class.blank_halves(style);
    match class {
        Class::Open => Some(Halves { ink: 1, before: blank, behind: 0 }),
        Class::Close | Class::Stop | Class::Exclaim | Class::Pause | Class::Colon => {
            Some(Halves { ink: 1, before: 0, behind: blank })
        }
        // The middle dot and the solidus are half an em whatever their face says, but a full em
        // where the style sets every mark on one.
        Class::Middle | Class::Slash => {
            Some(Halves { ink: if style == Punctuation::Quanjiao { 2 } else { 1 }, before: 0, behind: 0 })
        }
        _ => None,
    }
}

/// Gives every mark its width and moves its ink into it, and fills the gaps of the paragraph.
///
/// Before the call `width` holds the advances of the glyphs; `gap` and `tail` are zero.
pub(super) fn space(paragraph: &mut Paragraph, style: &TextStyle<'_>) {
    let style = style.punctuation;
    let em = paragraph.size.0;
    let half = (em / 2) as i32;
    let count = paragraph.len();
    let mut before = vec![0i32; count];
    let mut behind = vec![0i32; count];
    for at in 0..count {
        let class = paragraph.class[at];
        let character = paragraph.text_of(at).chars().next().unwrap_or(' ');
        if let Some(halves) = halves(character, class, style, paragraph.vertical) {
            let natural = paragraph.width[at];
            let ink = (halves.ink as i32 * half).min(natural.max(half));
            let shift = match class {
                Class::Open => ink - natural,
                Class::Middle | Class::Slash => (ink - natural) / 2,
                _ => 0,
            };
            let glyphs = paragraph.glyph_start[at] as usize..paragraph.glyph_start[at + 1] as usize;
            for glyph in &mut paragraph.glyphs[glyphs] {
                glyph.along += shift;
            }
            paragraph.width[at] = ink;
            before[at] = halves.before as i32 * half;
            behind[at] = halves.behind as i32 * half;
        }
        if matches!(class, Class::Space | Class::Blank) {
            behind[at] = -paragraph.width[at];
        }
    }
    let mut western = western_words(paragraph);
    western.push(false);
    for at in 0..count {
        paragraph.tail[at] = behind[at];
        if at + 1 == count {
            paragraph.gap_kind[at] = GapKind::Unit;
            break;
        }
        let (class, next) = (paragraph.class[at], paragraph.class[at + 1]);
        let (gap, kind) = if class.is_squeezable() || next.is_squeezable() {
            if class.hugs(next) {
                // A closing mark hugs what it closes: its blank half goes behind the pair.
                behind[at + 1] = behind[at + 1].max(behind[at]);
                (0, GapKind::Plain)
            } else if behind[at] > 0 {
                (behind[at], mark_kind(class))
            } else if class == Class::Open {
                (0, GapKind::Plain)
            } else {
                (before[at + 1], if before[at + 1] > 0 { GapKind::Bracket } else { GapKind::Plain })
            }
        } else {
            between(paragraph, &western, at)
        };
        // The gap's kind follows the mark whose blank it is.
        let kind = if gap > 0 && behind[at] > half_of(paragraph, at, style) && class == Class::Close {
            GapKind::Stop
        } else {
            kind
        };
        paragraph.gap[at] = gap;
        paragraph.gap_kind[at] = kind;
    }
}

/// The blank half that the mark at `at` has by itself, without what it took over.
fn half_of(paragraph: &Paragraph, at: usize, style: Punctuation) -> i32 {
    (paragraph.class[at].blank_halves(style) * paragraph.size.0 / 2) as i32
}

fn mark_kind(class: Class) -> GapKind {
    match class {
        Class::Open | Class::Close => GapKind::Bracket,
        Class::Stop | Class::Exclaim => GapKind::Stop,
        _ => GapKind::Comma,
    }
}

/// The gap between two clusters neither of which is a squeezable mark.
fn between(paragraph: &Paragraph, western: &[bool], at: usize) -> (i32, GapKind) {
    let (class, next) = (paragraph.class[at], paragraph.class[at + 1]);
    let quarter = (paragraph.size.0 / 4) as i32;
    match (class, next) {
        (Class::Space, _) => (0, GapKind::WordSpace),
        (_, Class::Space) => (0, GapKind::Unit),
        (Class::Han, _) if western[at + 1] => (quarter, GapKind::HanWestern),
        (_, Class::Han) if western[at] => (quarter, GapKind::HanWestern),
        (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => (0, GapKind::Unit),
        (Class::Prefix, Class::Digit) | (Class::Digit | Class::Latin, Class::Postfix) => (0, GapKind::Unit),
        (_, Class::Mark) => (0, GapKind::Unit),
        // CLReq would rather not spread beside connectors.
        (Class::Connector | Class::Slash, _) | (_, Class::Connector | Class::Slash) => (0, GapKind::Unit),
        (Class::Middle, _) | (_, Class::Middle) if paragraph.width[at] == paragraph.size.0 as i32 => {
            (0, GapKind::MiddleDot)
        }
        _ if class.is_western() && next.is_western() => (0, GapKind::Unit),
        _ => (0, GapKind::Plain),
    }
}

/// For each cluster, whether it belongs to a Western run that holds a letter or a digit, so that
/// a gap parts it from Han. A lone hyphen or plus between Han has none.
fn western_words(paragraph: &Paragraph) -> Vec<bool> {
    let count = paragraph.len();
    let joins =
        |class: Class| class.is_western() || matches!(class, Class::Space | Class::Prefix | Class::Postfix);
    let mut words = vec![false; count];
    let mut start = 0;
    while start < count {
        let class = &paragraph.class;
        if !joins(class[start]) {
            start += 1;
            continue;
        }
        let end = (start..count).find(|at| !joins(class[*at])).unwrap_or(count);
        let worded = class[start..end].iter().any(|class| matches!(class, Class::Latin | Class::Digit));
        for at in start..end {
            // Full-width signs such as ％ and ℃ bring their own white.
            words[at] = worded && (class[at].is_western() || paragraph.text_of(at).is_ascii());
        }
        start = end;
    }
    words
}
