//! Widths of marks and the gaps between clusters (标点挤压、汉字与西文间距).
//!
//! A mark is half an em of ink and, if its style gives it one, a blank half: before the ink of
//! an opening mark, behind that of the others, a quarter on either side where marks stand in the
//! middle (CLReq 6.3.2). Where two marks meet, the pair loses one half; marks are judged on the
//! whole paragraph, across changes of face.
//!
//! A single quote has less ink than a double one, so it is narrower than half an em: by as much as its
//! ink is, so that the white beside it is that of the double one of its face.
//!
//! A style's tracking (字距) is added to every gap when all of them are known; what a gap gives and
//! takes is counted without it.

use crate::layout::{Digits, ExclaimPairs, LineEnd, Punctuation, Region};

use super::class::{
    Class, Classes, curly, han, hangs, is_short_dash, keeps_em_when_vertical, shares_em, stands_low, straight,
};
use super::paragraph::{GapKind, Paragraph};
use super::shape::Shaper;
use super::style::TextStyle;

/// White between the ink of nested quotes, in thousandths of an em: a little more than inside a
/// double one, so that the two are told apart.
const NESTED: i64 = 150;

/// The least white between the ink of a quote that closes and one that opens right behind it, in
/// thousandths of an em: heavy faces fill their half ems, and the four strokes would look like commas in a row.
const APART: i64 = 120;

/// The blanks of a cluster, in 1/65536 pt, and what kind of gap the one behind it makes.
#[derive(Clone, Copy, Default)]
struct Blanks {
    before: i32,
    behind: i32,
    kind: Option<GapKind>,
}

/// A stretch of Western clusters, looked at as a whole.
#[derive(Clone, Copy, Default)]
struct Stretch {
    end: usize,
    /// Whether it holds a letter or a digit, so that a gap parts it from Han. A lone hyphen or plus
    /// between Han has none.
    worded: bool,
}

impl Stretch {
    /// The stretch that begins with a cluster.
    fn from(paragraph: &Paragraph, start: usize) -> Stretch {
        let class = &paragraph.class;
        let end = (start..paragraph.len()).find(|at| !joins(class[*at])).unwrap_or(paragraph.len());
        let worded = class[start..end].iter().any(|class| matches!(class, Class::Latin | Class::Digit));
        Stretch { end, worded }
    }
}

/// Gives every mark its width and moves its ink into it, and fills the gaps of the paragraph.
///
/// Before the call `width` holds the advances of the glyphs and `gap` the kerns between them; `tail` is
/// zero. A kern is kept beside what has the width of its own glyph, and lost behind a mark that is
/// given another.
pub(super) fn space(paragraph: &mut Paragraph, style: &TextStyle<'_>, shaper: &Shaper<'_>) {
    let count = paragraph.len();
    if count == 0 {
        return;
    }
    // Truncated, as a quarter of an em is.
    let western = (paragraph.size.0 * i64::from(style.western_gap) / 1000) as i32;
    let mut next = blanks(paragraph, 0, style, shaper);
    let mut stretch = Stretch::default();
    // Marks of tone in a row up to here that share their ems, two by two.
    let mut sharing = 0;
    let mixed = paragraph.vertical || paragraph.fonts.len() > 1;
    let plain = match style.digits {
        _ if mixed => Classes::default(),
        Digits::Half => Classes::of(&[Class::Latin, Class::Sign]),
        Digits::Proportional => Classes::of(&[Class::Latin, Class::Sign, Class::Digit]),
    };
    let mut following = 0;
    while following < count {
        let mut here = next;
        let mut at = following;
        let class = paragraph.class[at];
        if class == Class::Han {
            // Between ideographs are no blanks, and no gap, of the plain kind.
            at += han(&paragraph.class[at..]) - 1;
            sharing = 0;
        } else if plain.holds(class) {
            // Inside Western words of one font nothing opens.
            let words = &paragraph.class[at..];
            let more = words.iter().position(|class| !plain.holds(*class)).unwrap_or(words.len()) - 1;
            if more > 0 {
                if at >= stretch.end {
                    stretch = Stretch::from(paragraph, at);
                }
                paragraph.gap_kind[at..at + more].fill(GapKind::Unit);
                (at, here, sharing) = (at + more, Blanks::default(), 0);
            }
        }
        let class = paragraph.class[at];
        following = at + 1;
        if class == Class::Exclaim && shares(paragraph, at, style) {
            sharing += 1;
            if at + 1 < count && shares(paragraph, at + 1, style) {
                next = blanks(paragraph, at + 1, style, shaper);
                end(paragraph, at, here, style);
                paragraph.gap_kind[at] = GapKind::Unit;
                continue;
            }
            if sharing % 2 == 0 {
                here.behind = 0;
            }
        }
        sharing = 0;
        end(paragraph, at, here, style);
        if at + 1 == count {
            paragraph.gap_kind[at] = GapKind::Unit;
            break;
        }
        let after = paragraph.class[at + 1];
        next = blanks(paragraph, at + 1, style, shaper);
        let (gap, kind) = if class.is_squeezable() || after.is_squeezable() {
            if class.hugs(after) {
                // A closing mark hugs what it closes: its blank half goes behind the pair, and
                // with it the kind of the mark whose blank it is.
                // A centred mark keeps its own, or it would not be in the middle.
                if here.behind > next.behind && next.before == 0 {
                    (next.behind, next.kind) = (here.behind, here.kind);
                }
                let nested = class == Class::Close && after == Class::Close;
                if nested {
                    nest(paragraph, at, shaper);
                }
                (next.before, if nested { GapKind::Unit } else { kind_of(next.before, after) })
            } else if here.behind > 0 {
                (here.behind.max(next.before), here.kind.unwrap_or(GapKind::Plain))
            } else if class == Class::Open && LEADS.holds(after)
                || FOLLOWS.holds(class) && after == Class::Close
                || class == Class::Digit && after == Class::Colon
                || class == Class::Colon && after == Class::Digit && at > 0 && figure(paragraph, at - 1)
            {
                // Nothing opens just inside brackets and quotes, nor in 3：0.
                (next.before, GapKind::Unit)
            } else if class == Class::Open {
                if after == Class::Open {
                    nest(paragraph, at, shaper);
                }
                (0, if after == Class::Open { GapKind::Unit } else { GapKind::Plain })
            } else {
                if class == Class::Close && after == Class::Open {
                    part(paragraph, at, next.before, shaper);
                }
                (next.before, kind_of(next.before, after))
            }
        } else {
            let start = if joins(class) { at } else { at + 1 };
            if start >= stretch.end && joins(paragraph.class[start]) {
                stretch = Stretch::from(paragraph, start);
            }
            between(paragraph, at, stretch, western)
        };
        let kern = paragraph.gap[at];
        // What gives its blank half has no more than that.
        let gives = matches!(kind, GapKind::Comma | GapKind::Bracket | GapKind::Stop | GapKind::MiddleDot);
        paragraph.gap[at] = if gives { (gap + kern).max(0) } else { gap + kern };
        paragraph.gap_kind[at] = kind;
    }
    if paragraph.tracking != 0 {
        track(paragraph);
    }
}

/// Opens all gaps by the style's tracking, also inside Western words and numbers; —— and …… stay
/// joined, and what stands over or under a character stays with it.
fn track(paragraph: &mut Paragraph) {
    let tracking = paragraph.tracking;
    for at in 0..paragraph.len().saturating_sub(1) {
        let pair = (paragraph.class[at], paragraph.class[at + 1]);
        if matches!(pair, (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) | (_, Class::Mark))
        {
            continue;
        }
        paragraph.gap[at] += tracking;
        // A blank that vanishes at a line's end takes the white before it along.
        if paragraph.tail[at + 1] < 0 {
            paragraph.tail[at + 1] -= tracking;
        }
    }
}

/// What may stand just inside an opening mark, and just inside a closing one, without a gap that opens.
const LEADS: Classes =
    Classes::of(&[Class::Latin, Class::Digit, Class::Sign, Class::Prefix, Class::Operator]);
const FOLLOWS: Classes =
    Classes::of(&[Class::Latin, Class::Digit, Class::Sign, Class::Postfix, Class::Operator]);

fn figure(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.class[at] == Class::Digit
}

/// Whether a mark shares its em with those of its kind beside it. Marks that stand in the middle of
/// their em do not, nor do those of vertical lines.
fn shares(paragraph: &Paragraph, at: usize, style: &TextStyle<'_>) -> bool {
    style.exclaim_pairs == ExclaimPairs::Share
        && style.region == Region::Mainland
        && !paragraph.vertical
        && paragraph.class[at] == Class::Exclaim
        && shares_em(first_character(paragraph, at))
}

/// Gives a single quote the white beside its ink that a double one of its face has in its half em, for
/// its ink is narrower: before an opening mark, behind a closing one, and on the side of what it
/// encloses. `None` for other marks, and where the face has no double one to go by.
fn single_quote(paragraph: &mut Paragraph, at: usize, blank: i32, shaper: &Shaper<'_>) -> Option<Blanks> {
    let mark = curly(first_character(paragraph, at)).filter(|mark| mark.single && !paragraph.vertical)?;
    let font = paragraph.font_of(at);
    let glyph = *paragraph.glyphs_of(at).first()?;
    let face = shaper.library().face(font.face);
    let double = face.glyph(mark.double())?;
    let (units, half) = (shaper.units_per_em(font.face), (paragraph.size.0 / 2) as i32);
    let scale = |units_of: i16| font.size.scale(i64::from(units_of), units).0 as i32;
    let [left, _, right, _] = shaper.ink_box(font.face, glyph.id)?.map(scale);
    let [near, _, far, _] = shaper.ink_box(font.face, double)?.map(scale);
    // Where the half em of a double mark begins: it is cut from its end, or its start.
    let from = if mark.opens { shaper.half_advance(font, double) * 2 - half } else { 0 };
    let (before, behind) = ((near - from).max(0), (from + half - far).max(0));
    let width = (before + (right - left) + behind).min(half);
    shift(paragraph, at, before - left - glyph.along, 0);
    paragraph.width[at] = width;
    let kind = Some(mark_kind(paragraph.class[at]));
    Some(if mark.opens {
        Blanks { before: blank, behind: 0, kind }
    } else {
        Blanks { before: 0, behind: blank, kind }
    })
}

/// Moves two nested quotes together, or apart, until a little white is left between their ink: the
/// mark inside gives or takes what its width has too much or lacks, on the side of the other.
fn nest(paragraph: &mut Paragraph, at: usize, shaper: &Shaper<'_>) {
    let Some(white) = white_between(paragraph, at, shaper) else { return };
    let spare = white - paragraph.size.scale(NESTED, 1000).0 as i32;
    if spare == 0 {
        return;
    }
    if paragraph.class[at] == Class::Close {
        paragraph.width[at] -= spare;
    } else {
        shift(paragraph, at + 1, -spare, 0);
        paragraph.width[at + 1] -= spare;
    }
}

/// Moves a quote that closes and one that opens behind it apart, where their ink would nearly meet.
fn part(paragraph: &mut Paragraph, at: usize, blank: i32, shaper: &Shaper<'_>) {
    let Some(white) = white_between(paragraph, at, shaper) else { return };
    let lacking = paragraph.size.scale(APART, 1000).0 as i32 - white - blank;
    if lacking > 0 {
        paragraph.width[at] += lacking;
    }
}

/// The white between the ink of two neighbouring quotes, without the gap between them; `None` for
/// other marks and in lines that run down.
fn white_between(paragraph: &Paragraph, at: usize, shaper: &Shaper<'_>) -> Option<i32> {
    let is_quote = |at: usize| curly(first_character(paragraph, at)).is_some();
    if paragraph.vertical || !is_quote(at) || !is_quote(at + 1) {
        return None;
    }
    let edges = |at: usize| {
        let glyph = paragraph.glyphs_of(at).first()?;
        let font = paragraph.font_of(at);
        let [left, _, right, _] = shaper.ink_box(font.face, glyph.id)?;
        let units = shaper.units_per_em(font.face);
        let place = |edge: i16| glyph.along + font.size.scale(i64::from(edge), units).0 as i32;
        Some((place(left), place(right)))
    };
    let ((_, ends), (starts, _)) = (edges(at)?, edges(at + 1)?);
    Some(paragraph.width[at] - ends + starts)
}

fn kind_of(blank: i32, class: Class) -> GapKind {
    if blank > 0 { mark_kind(class) } else { GapKind::Plain }
}

fn mark_kind(class: Class) -> GapKind {
    match class {
        Class::Open | Class::Close => GapKind::Bracket,
        Class::Stop | Class::Exclaim => GapKind::Stop,
        _ => GapKind::Comma,
    }
}

/// Gives the cluster its width and returns its blanks.
#[inline]
fn blanks(paragraph: &mut Paragraph, at: usize, style: &TextStyle<'_>, shaper: &Shaper<'_>) -> Blanks {
    match paragraph.class[at] {
        Class::Han | Class::Latin | Class::Sign => Blanks::default(),
        _ => blanks_of_mark(paragraph, at, style, shaper),
    }
}

fn blanks_of_mark(
    paragraph: &mut Paragraph,
    at: usize,
    style: &TextStyle<'_>,
    shaper: &Shaper<'_>,
) -> Blanks {
    let class = paragraph.class[at];
    let em = paragraph.size.0 as i32;
    let half = em / 2;
    match class {
        Class::Open | Class::Close | Class::Stop | Class::Exclaim | Class::Pause | Class::Colon => {
            let centred = style.region == Region::HongKongTaiwan;
            if straight(first_character(paragraph, at)).is_some() {
                // A straight quote has its ink in the middle, whatever its width.
                set_in(paragraph, at, half);
                let blank = class.blank_halves(style.punctuation) as i32 * half;
                let (before, behind) = if class == Class::Open { (blank, 0) } else { (0, blank) };
                return Blanks { before, behind, kind: Some(mark_kind(class)) };
            }
            if paragraph.vertical && keeps_em_when_vertical(first_character(paragraph, at)) {
                if centred {
                    center(paragraph, at, em / 2, true, shaper);
                }
                return Blanks::default();
            }
            let blank = class.blank_halves(style.punctuation) as i32 * half;
            if class == Class::Open || class == Class::Close {
                let blanks = single_quote(paragraph, at, blank, shaper);
                if let Some(blanks) = blanks {
                    return blanks;
                }
            }
            let natural = paragraph.width[at];
            paragraph.gap[at] = 0;
            let ink = half.min(natural.max(half));
            paragraph.width[at] = ink;
            let kind = Some(mark_kind(class));
            if class == Class::Open {
                shift(paragraph, at, ink - natural, 0);
                return Blanks { before: blank, behind: 0, kind };
            }
            if class == Class::Close || !centred {
                return Blanks { before: 0, behind: blank, kind };
            }
            let low = stands_low(first_character(paragraph, at));
            center(paragraph, at, em / 4, low, shaper);
            Blanks { before: blank / 2, behind: blank - blank / 2, kind }
        }
        // The middle dot, the solidus and the short dash are half an em whatever their face says;
        // the first two are a full em where the style sets every mark on one.
        Class::Middle | Class::Slash => {
            let full = style.punctuation == Punctuation::Quanjiao;
            set_in(paragraph, at, if full { em } else { half });
            Blanks::default()
        }
        Class::Connector if is_short_dash(first_character(paragraph, at)) => {
            set_in(paragraph, at, half);
            Blanks::default()
        }
        Class::Digit if style.digits == Digits::Half && (!paragraph.vertical || is_turned(paragraph, at)) => {
            if paragraph.font_of(at).size == paragraph.size {
                set_in(paragraph, at, half);
            }
            Blanks::default()
        }
        Class::Space | Class::Blank => {
            // The kern before it vanishes with it.
            let kern = at.checked_sub(1).map_or(0, |before| paragraph.gap[before]);
            Blanks { before: 0, behind: -paragraph.width[at] - kern, kind: None }
        }
        _ => Blanks::default(),
    }
}

fn first_character(paragraph: &Paragraph, at: usize) -> char {
    paragraph.text_of(at).chars().next().unwrap_or(' ')
}

fn is_turned(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.font_of(at).turned
}

fn shift(paragraph: &mut Paragraph, at: usize, along: i32, across: i32) {
    let glyphs = paragraph.glyph_start[at] as usize..paragraph.glyph_start[at + 1] as usize;
    for glyph in &mut paragraph.glyphs[glyphs] {
        glyph.along += along;
        glyph.across += across;
    }
}

/// Makes the cluster `width` wide, its glyph in the middle.
fn set_in(paragraph: &mut Paragraph, at: usize, width: i32) {
    let spare = width - paragraph.width[at];
    shift(paragraph, at, spare / 2, 0);
    paragraph.width[at] = width;
    paragraph.gap[at] = 0;
}

/// Puts the middle of a mark's ink at `place` along the line, and in the middle of the line's em box
/// if it is one of those that stand low (or at the side, in vertical lines) by themselves.
fn center(paragraph: &mut Paragraph, at: usize, place: i32, low: bool, shaper: &Shaper<'_>) {
    let Some(glyph) = paragraph.glyphs_of(at).first().copied() else { return };
    let font = paragraph.font_of(at);
    let Some([left, bottom, right, top]) = shaper.ink_box(font.face, glyph.id) else { return };
    let units = shaper.units_per_em(font.face);
    let scale = |twice: i64| font.size.scale(twice, units * 2).0 as i32;
    let middle = (scale(i64::from(left) + i64::from(right)), scale(i64::from(bottom) + i64::from(top)));
    if paragraph.vertical {
        // Down from the top of the em box, and beside the axis.
        let origin = scale(units * 2 * i64::from(super::run::VERTICAL_ORIGIN) / 1000);
        let along = place - (origin - middle.1) - glyph.along;
        let across = if low { shaper.half_advance(font, glyph.id) - middle.0 - glyph.across } else { 0 };
        shift(paragraph, at, along, across);
    } else {
        // The middle of the em box lies 0.38 em over the baseline.
        let height = font.size.scale(38, 100).0 as i32;
        let across = if low { height - middle.1 - glyph.across } else { 0 };
        shift(paragraph, at, place - middle.0 - glyph.along, across);
    }
}

/// What follows the cluster when it ends a line.
#[inline]
fn end(paragraph: &mut Paragraph, at: usize, here: Blanks, style: &TextStyle<'_>) {
    if here.behind != 0 || style.hanging {
        end_with(paragraph, at, here, style);
    }
}

fn end_with(paragraph: &mut Paragraph, at: usize, here: Blanks, style: &TextStyle<'_>) {
    let class = paragraph.class[at];
    let goes = match style.line_end {
        LineEnd::All => true,
        LineEnd::Brackets => !class.is_squeezable() || class == Class::Close,
        LineEnd::None => !class.is_squeezable(),
    };
    let hangs = style.hanging && hangs(first_character(paragraph, at));
    let hang = match (hangs, goes) {
        (true, _) => paragraph.width[at],
        (false, false) => -here.behind,
        (false, true) => 0,
    };
    if goes || hangs {
        paragraph.tail[at] = here.behind;
    }
    if hang != 0 {
        if paragraph.hang.is_empty() {
            paragraph.hang.resize(paragraph.width.len(), 0);
        }
        paragraph.hang[at] = hang;
    }
}

/// The gap between two clusters neither of which is a squeezable mark; `gap` is that between Han and
/// Western.
fn between(paragraph: &Paragraph, at: usize, stretch: Stretch, gap: i32) -> (i32, GapKind) {
    let (class, next) = (paragraph.class[at], paragraph.class[at + 1]);
    // Where a style wants none, Han and Western stand side by side as any two characters do.
    let han_western = (gap, if gap > 0 { GapKind::HanWestern } else { GapKind::Plain });
    // Raised and lowered figures belong to what they stand at.
    if paragraph.font[at] != paragraph.font[at + 1]
        && !next.is_like_han()
        && paragraph.font_of(at + 1).size < paragraph.font_of(at).size
    {
        return (0, GapKind::Unit);
    }
    let western = |at: usize| {
        let class = paragraph.class[at];
        let set_across = !paragraph.vertical || is_turned(paragraph, at);
        // Full-width signs such as ％ and ℃ bring their own white; ° and − are narrow.
        stretch.worded
            && set_across
            && (class.is_western()
                || (joins(class) && (paragraph.text_of(at).is_ascii() || is_narrow(paragraph, at))))
    };
    match (class, next) {
        (Class::Space, _) => (0, GapKind::WordSpace),
        (_, Class::Space) => (0, GapKind::Unit),
        (han, _) if han.is_like_han() && western(at + 1) => han_western,
        (_, han) if han.is_like_han() && western(at) => han_western,
        (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => (0, GapKind::Unit),
        (Class::Prefix, Class::Digit) | (Class::Digit, Class::Prefix) => (0, GapKind::Unit),
        (Class::Digit | Class::Latin, Class::Postfix) => (0, GapKind::Unit),
        (Class::Postfix, Class::Latin | Class::Digit) => (0, GapKind::Unit),
        // Nothing opens inside a number or a formula.
        (Class::Operator, beside) | (beside, Class::Operator) if joins(beside) => (0, GapKind::Unit),
        (_, Class::Mark) => (0, GapKind::Unit),
        // CLReq would rather not spread beside connectors.
        (Class::Connector | Class::Slash, _) | (_, Class::Connector | Class::Slash) => (0, GapKind::Unit),
        (Class::Middle, _) | (_, Class::Middle) => (0, GapKind::MiddleDot),
        _ if class.is_western() && next.is_western() => {
            let upright = paragraph.vertical && !is_turned(paragraph, at) && !is_turned(paragraph, at + 1);
            (0, if upright { GapKind::Plain } else { GapKind::Unit })
        }
        _ => (0, GapKind::Plain),
    }
}

fn joins(class: Class) -> bool {
    class.is_western() || matches!(class, Class::Space | Class::Prefix | Class::Postfix | Class::Operator)
}

/// Whether a sign is narrower than three quarters of an em, so that it needs white beside Han.
fn is_narrow(paragraph: &Paragraph, at: usize) -> bool {
    i64::from(paragraph.width[at]) * 4 < paragraph.size.0 * 3
}
