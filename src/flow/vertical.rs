//! Headlines that run down beside their text (竖题): columns of characters from right to left.
//!
//! Parts are divided as those of a stack across. The length of a column is the height of its place, with one
//! blank of its size at head and foot; a column that is too long is set smaller and reported.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point, Rect};
use crate::issue::{Story, Text};
use crate::layout::{Align, Area, Style};
use crate::line::{self, Setting};
use crate::message::{counted, msg};

use super::{Desk, PlacedLine, Placement, Role, SetText};

/// One column of a vertical headline.
struct Strip {
    text: SetText,
    size: Length,
    gap: Length,
    /// What its pinyin takes to the right of it.
    pinyin: Length,
}

impl Strip {
    /// Its own width and the white to the right of it.
    fn room(&self) -> Length {
        self.size + self.gap + self.pinyin
    }
}

/// A vertical headline, set but not placed.
pub(super) struct VerticalHeadline {
    strips: Vec<Strip>,
    /// Width it takes: whole characters of the body.
    pub(super) width: Length,
    /// Size and face of its largest line.
    pub(super) largest: Option<(Length, String)>,
}

/// Sets a story's headline to run down `height`.
pub(super) fn set(
    desk: &mut Desk<'_>,
    area: &Area,
    story: &Story,
    parts: &[(&'static str, &Text)],
    height: Length,
    findings: &mut Vec<Diagnostic>,
) -> VerticalHeadline {
    let mut strips: Vec<Strip> = Vec::new();
    let mut largest: Option<(Length, String)> = None;
    for (kind, text) in parts {
        // Vertical variants are used where the house has them.
        let name = area.style_name(kind);
        let vertical = format!("{name}-vertical");
        let style = desk.layout.style(&vertical).or_else(|| desk.style(area, kind));
        let Some(style) = style else { continue };
        for (number, piece) in turn(desk, text, style, height, findings).into_iter().enumerate() {
            let gap = match (strips.is_empty(), number) {
                (true, _) => Length::ZERO,
                (false, 0) => style.above,
                (false, _) => (style.leading - style.size).max(Length::ZERO),
            };
            let mut strip = strip(desk, &piece, style, height, gap, findings);
            strip.text.role = Role::of_headline(kind);
            if largest.as_ref().is_none_or(|(size, _)| strip.size > *size) {
                largest = Some((strip.size, style.face.clone()));
            }
            strips.push(strip);
        }
    }
    let natural: Length = strips.iter().map(Strip::room).sum();
    let needed = natural.div_ceil(desk.grid.body);
    let characters = match area.headline_size {
        Some(fixed) if fixed >= needed => fixed,
        Some(fixed) => {
            let mut finding = Diagnostic::new(
                codes::HEADLINE_WIDTH,
                msg!(
                    "the headline of “{story}” is {needed} characters wide, not {fixed}",
                    story = story.name,
                    needed,
                    fixed
                ),
            )
            .help(msg!(
                "set headline_size = {needed} in area `{area}`, or choose smaller styles",
                needed,
                area = area.name
            ));
            if let Some(text) = &story.headline {
                finding = finding.here(text.whole());
            }
            findings.push(finding.at(area.span.clone(), msg!("this area fixes the width")));
            needed
        }
        None => needed,
    };
    let width = if strips.is_empty() { Length::ZERO } else { desk.grid.body * i64::from(characters) };
    VerticalHeadline { strips, width, largest }
}

/// Cuts a part that is longer than the room, as headlines across are cut.
fn turn(
    desk: &mut Desk<'_>,
    text: &Text,
    style: &Style,
    height: Length,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Text> {
    let paragraph = desk.prepare(text, style, true, findings);
    // A line down is not narrowed: it turns as soon as its blanks at head and foot would suffer.
    let turned = super::turn::turn(text, &paragraph, style, height - style.size * 2, 1000);
    findings.extend(turned.findings);
    turned.lines
}

/// Sets one column of a headline; one that is too long is made smaller and reported.
fn strip(
    desk: &mut Desk<'_>,
    text: &Text,
    style: &Style,
    height: Length,
    gap: Length,
    findings: &mut Vec<Diagnostic>,
) -> Strip {
    let mut seen = Vec::new();
    let mut style = style.clone();
    let mut paragraph = desk.prepare(text, &style, true, &mut seen);
    let natural = paragraph.natural_width();
    if natural > height {
        let wanted = style.size;
        style.size = wanted.scale(height.0.max(1), natural.0.max(1));
        paragraph = desk.prepare(text, &style, true, &mut seen);
        // As far as a line across may be narrowed, a line down may be made smaller.
        if style.size < wanted.scale(i64::from(style.condense), 1000) {
            let least = wanted.scale(i64::from(style.condense), 1000);
            let over = natural.scale(i64::from(style.condense), 1000) - height;
            let over = counted(over.div_ceil(least).max(1) as usize, "character");
            let message = msg!(
                "this vertical line is set at {size} pt, not {wanted}",
                size = format_args!("{:.1}", style.size.to_pt()),
                wanted = format_args!("{:.1}", wanted.to_pt())
            );
            findings.push(
                Diagnostic::new(codes::HEADLINE_TOO_LONG, message)
                    .at(text.whole(), msg!("about {over} too long", over))
                    .help(msg!("shorten it by {over}, let it turn (a full-width blank, `lines` of its style), or make the area taller", over)),
            );
        }
    }
    // One blank of its size at head and foot, as far as the room allows.
    let blank = style.size.min((height - paragraph.natural_width()).max(Length::ZERO) / 2);
    let measure = (height - blank * 2).max(paragraph.natural_width());
    let align = match style.align {
        Align::Justify => Align::Center,
        other => other,
    };
    let mut lines = line::set(&paragraph, &Setting::one_line(measure, align));
    for place in &mut lines.along {
        *place += blank;
    }
    for line in &mut lines.lines {
        line.start += blank;
        line.end += blank;
    }
    let size = style.size;
    let pinyin = paragraph.annotation(&(0..paragraph.len()));
    let (ink, role) = (style.ink.clone(), Role::Headline);
    let text = SetText { paragraph, lines, ink, words: text.clone(), role };
    Strip { text, size, gap, pinyin }
}

/// Places a vertical headline in a strip, its first column at the right.
pub(super) fn place(strip: &Rect, headline: VerticalHeadline, placement: &mut Placement) {
    let natural: Length = headline.strips.iter().map(Strip::room).sum();
    let white = (strip.width - natural).max(Length::ZERO) / 2;
    let top = strip.y;
    let mut right = strip.right() - white;
    for strip in headline.strips {
        right -= strip.gap + strip.pinyin;
        let axis = right - strip.size / 2;
        right -= strip.size;
        let origin = Point::new(axis, top);
        let count = strip.text.lines.lines.len();
        let text = placement.keep(strip.text);
        for line in 0..count {
            placement.lines.push(PlacedLine { text, line, origin, condense: 1000 });
        }
    }
}
