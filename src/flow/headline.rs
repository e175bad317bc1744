//! Headline stacks across a story (引题、主题、副题).
//!
//! In go the parts of the headline and a measure; out comes a [`Stack`] with the rows that it needs, at
//! least and at most. A part that is too long for one line turns at the full-width blank that its editor
//! typed, otherwise between words ([`super::turn`]). A line that is still too long is condensed (长体) down to the
//! limit of its style, and the other lines of its part with it. White that is left goes above, below and between the
//! parts.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Point};
use crate::grid::ascent;
use crate::issue::{Story, StoryPart, Text};
use crate::layout::{Align, Area, BylinePlace, HeadlinePlace, Style};
use crate::line::{self, Lines, Setting};
use crate::message::{Counted, counted, msg};

use super::desk::rows_of;
use super::turn::{turn, turn_names};
use super::{Desk, PlacedLine, Placement, Role, SetText};

/// The parts of a stack from head to foot, as styles name them. Where a story goes on, its headline
/// stands in few words, over the pointer to where it comes from (上接).
pub(super) fn parts<'s>(area: &Area, story: &'s Story, part: &'s StoryPart) -> Vec<(&'static str, &'s Text)> {
    let byline = story.byline.as_ref().filter(|_| holds_byline(area, part));
    let parts: [(&str, Option<&Text>); 4] = match &part.from {
        None => [
            ("kicker", story.kicker.as_ref()),
            ("headline", story.headline.as_ref()),
            ("subhead", story.subhead.as_ref()),
            ("byline", byline),
        ],
        Some(jump) => [
            ("jump-headline", story.short.as_ref().or(story.headline.as_ref())),
            ("jump-line", Some(&jump.words)),
            ("subhead", None),
            ("byline", None),
        ],
    };
    let given = parts.into_iter().filter_map(|(kind, text)| Some((kind, text?)));
    given.filter(|(_, text)| !text.is_empty()).collect()
}

/// Whether the byline of a story stands in its headline stack.
pub(super) fn holds_byline(area: &Area, part: &StoryPart) -> bool {
    area.byline == BylinePlace::Headline && area.headline == HeadlinePlace::Above && part.from.is_none()
}

/// A line of a headline part, set.
struct StackLine {
    text: SetText,
    condense: u32,
    size: Length,
    /// What its pinyin takes over it.
    pinyin: Length,
}

struct StackPart {
    face: String,
    lines: Vec<StackLine>,
    above: Length,
    below: Length,
    leading: Length,
}

impl StackPart {
    fn height(&self) -> Length {
        let first = self.lines.first().map_or(Length::ZERO, |line| line.size);
        let pinyin: Length = self.lines.iter().map(|line| line.pinyin).sum();
        first + self.leading * (self.lines.len() as i64 - 1).max(0) + pinyin
    }
}

/// A headline stack, set but not placed.
pub(super) struct Stack {
    parts: Vec<StackPart>,
    /// Rows it needs with the least white; zero when there is nothing in it.
    pub(super) rows: u32,
    /// Rows that are enough for it in need, with almost no white.
    pub(super) least: u32,
    /// Rows it may take to use up white that the text leaves.
    pub(super) most: u32,
}

impl Stack {
    /// Size and face of its largest line.
    pub(super) fn largest(&self) -> Option<(Length, String)> {
        let sizes = self.parts.iter().flat_map(|part| part.lines.iter().map(|line| (line.size, &part.face)));
        sizes.max_by_key(|(size, _)| *size).map(|(size, face)| (size, face.clone()))
    }
}

/// Rows that a stack may take beyond its need (newspaper practice: one to two rows of white
/// above, below and between its parts).
const SLACK: u32 = 2;

/// Sets the parts of a story's stack to a measure.
pub(super) fn stack(
    desk: &mut Desk<'_>,
    area: &Area,
    story: &Story,
    parts: &[(&'static str, &Text)],
    measure: Length,
    findings: &mut Vec<Diagnostic>,
) -> Stack {
    let mut set = Vec::new();
    let headline = parts.iter().find(|(kind, _)| Role::of_headline(kind) == Role::Headline);
    let headline = desk.style(area, headline.map_or("headline", |(kind, _)| *kind));
    for (kind, text) in parts {
        if let Some(style) = desk.style(area, kind) {
            // Kicker and subhead stand as the headline does, unless their styles say otherwise.
            let follows = headline.filter(|_| !style.aligned);
            let followed = follows.map(|headline| Style { align: headline.align, ..style.clone() });
            let role = Role::of_headline(kind);
            let mut part = part(desk, text, role, followed.as_ref().unwrap_or(style), measure, findings);
            part.lines.iter_mut().for_each(|line| line.text.role = role);
            set.push(part);
        }
    }
    let last = set.len().saturating_sub(1);
    let height: Length = set
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let above = if at == 0 { Length::ZERO } else { part.above };
            let below = if at == last { Length::ZERO } else { part.below };
            above + part.height() + below
        })
        .sum();
    // The least white: half a row over the stack and half a row under it.
    let natural = if set.is_empty() { 0 } else { rows_of(height + desk.grid.pitch, desk.grid.pitch) };
    let (rows, most) = match area.headline_size {
        Some(fixed) if fixed >= natural => (fixed, fixed),
        Some(fixed) => {
            let headline = story.headline.as_ref().map(Text::whole);
            let mut finding = Diagnostic::new(
                codes::HEADLINE_ROWS,
                msg!(
                    "the headline of “{story}” needs {natural} rows, not {fixed}",
                    story = story.name,
                    natural,
                    fixed
                ),
            )
            .help(msg!(
                "set headline_size = {natural} in area `{area}`, or choose smaller styles",
                natural,
                area = area.name
            ));
            if let Some(span) = headline {
                finding = finding.here(span);
            }
            findings.push(finding.at(area.span.clone(), msg!("this area fixes the rows")));
            (natural, natural)
        }
        None if natural == 0 => (0, 0),
        None => (natural, natural + SLACK),
    };
    let least = rows_of(height, desk.grid.pitch).min(rows);
    Stack { parts: set, rows, least, most }
}

fn part(
    desk: &mut Desk<'_>,
    text: &Text,
    role: Role,
    style: &Style,
    measure: Length,
    findings: &mut Vec<Diagnostic>,
) -> StackPart {
    let paragraph = desk.prepare(text, style, false, findings);
    let whole = paragraph.natural_width();
    let turned = match role {
        Role::Byline => turn_names(text, &paragraph, measure),
        _ => turn(text, &paragraph, style, measure, style.condense),
    };
    findings.extend(turned.findings);
    let mut lines: Vec<StackLine> =
        turned.lines.iter().map(|piece| one_line(desk, piece, style, measure, findings)).collect();
    // All lines of a part are as narrow as the longest: letters of two widths look like two faces.
    let narrowest = lines.iter().map(|line| line.condense).min().unwrap_or(1000);
    let widest = lines.iter().map(|line| line.text.paragraph.natural_width()).max().unwrap_or(Length::ZERO);
    let narrowest = narrowest.min(with_air(widest, style, measure));
    for line in &mut lines {
        narrow(line, narrowest, style, measure);
    }
    if whole == Length::ZERO {
        lines.clear();
    }
    let face = style.face.clone();
    StackPart { face, lines, above: style.above, below: style.below, leading: style.leading.max(style.size) }
}

/// How far a centred line that would fill its measure is narrowed so that it leaves its `air` at both ends, in thousandths:
/// no further than its style allows.
fn with_air(width: Length, style: &Style, measure: Length) -> u32 {
    let room = measure - style.air * 2;
    if style.align != Align::Center || width <= room || width <= Length::ZERO {
        return 1000;
    }
    let share = room.0.max(0) * 1000 / width.0;
    (share.clamp(0, 1000) as u32).max(style.condense)
}

/// Sets one line, condensed as far as it must be. Narrower than the house allows is reported.
fn one_line(
    desk: &mut Desk<'_>,
    text: &Text,
    style: &Style,
    measure: Length,
    findings: &mut Vec<Diagnostic>,
) -> StackLine {
    let mut seen = Vec::new();
    let paragraph = desk.prepare(text, style, false, &mut seen);
    let natural = paragraph.natural_width();
    let condense = if natural > measure { (measure.0.max(0) * 1000 / natural.0.max(1)) as u32 } else { 1000 };
    if condense < style.condense {
        let over = (natural.scale(i64::from(style.condense), 1000) - measure).max(Length::ZERO);
        findings.push(
            Diagnostic::new(
                codes::HEADLINE_TOO_LONG,
                msg!(
                    "this line is condensed to {share} %, the style allows {least} %",
                    share = condense / 10,
                    least = style.condense / 10
                ),
            )
            .at(text.whole(), msg!("about {characters} too long", characters = too_many(over, style)))
            .help(msg!(
                "shorten it by {characters}, let it turn (a full-width blank, `lines` of its style), or choose a smaller size",
                characters = too_many(over, style)
            )),
        );
    }
    let pinyin = paragraph.annotation(&(0..paragraph.len()));
    let (ink, role) = (style.ink.clone(), Role::Headline);
    let text = SetText { paragraph, lines: Lines::default(), ink, words: text.clone(), role };
    StackLine { text, condense, size: style.size, pinyin }
}

/// Characters by which a line is too long.
fn too_many(over: Length, style: &Style) -> Counted {
    counted(over.div_ceil(style.size.scale(i64::from(style.condense), 1000)).max(1) as usize, "character")
}

/// Sets the letters of a line and narrows it: it is broken at its natural size and narrowed as a whole.
fn narrow(line: &mut StackLine, condense: u32, style: &Style, measure: Length) {
    let paragraph = &line.text.paragraph;
    let room = measure.scale(1000, i64::from(condense.max(1))).max(paragraph.natural_width());
    let align = if style.align == Align::Justify { Align::Left } else { style.align };
    line.text.lines = line::set(paragraph, &Setting::one_line(room, align));
    line.condense = condense;
}

/// Places a stack in `rows` rows whose first one begins at `corner`. White that is left goes over and between its parts,
/// between them less, so that the stack holds together. Where it stands `over_text`, the white under it is half a row,
/// whatever is left: stories of one kind have their text at one distance. Else it stands in the middle.
pub(super) fn place(
    desk: &Desk<'_>,
    corner: Point,
    stack: Stack,
    rows: u32,
    over_text: bool,
    placement: &mut Placement,
) {
    let last = stack.parts.len().saturating_sub(1);
    let mut gaps = Length::ZERO;
    let mut height = Length::ZERO;
    for (at, part) in stack.parts.iter().enumerate() {
        height += part.height();
        gaps += if at == 0 { Length::ZERO } else { part.above };
        gaps += if at == last { Length::ZERO } else { part.below };
    }
    let leading = (desk.grid.pitch - desk.grid.body).max(Length::ZERO);
    // The leading of the last row belongs to the stack, the one above the first does not.
    let room = desk.grid.pitch * i64::from(rows) - leading;
    let white = (room - height - gaps).max(Length::ZERO);
    let between = stack.parts.len() as i64 - 1;
    let (outer, inner) = if over_text {
        // More than four rows of white are the layout's wish: it has its share of them.
        let wished = ((white - desk.grid.pitch * 4) / 2).max(Length::ZERO);
        let rest = white - white.scale(2, 3).min(desk.grid.pitch / 2) - wished;
        (rest.scale(3, 3 + between.max(0) * 2), rest.scale(2, 3 + between.max(0) * 2))
    } else {
        (white.scale(3, 6 + between * 2), white.scale(2, 6 + between * 2))
    };
    let mut y = corner.y + outer;
    for (at, part) in stack.parts.into_iter().enumerate() {
        y += if at == 0 { Length::ZERO } else { part.above };
        let (height, below, leading) = (part.height(), part.below, part.leading);
        let mut pinyin = Length::ZERO;
        for (number, line) in part.lines.into_iter().enumerate() {
            pinyin += line.pinyin;
            let top = y + leading * number as i64 + pinyin;
            let origin = Point::new(corner.x, top + ascent(line.size));
            let count = line.text.lines.lines.len();
            let text = placement.keep(line.text);
            for line_number in 0..count {
                placement.lines.push(PlacedLine { text, line: line_number, origin, condense: line.condense });
            }
        }
        y += height + if at == last { Length::ZERO } else { below } + inner;
    }
}
