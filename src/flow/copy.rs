//! A story's copy: byline, paragraphs, crossheads, source and credit line, shaped and ready to be broken
//! into lines.
//!
//! [`items`] shapes each text once. [`CopyItem::set`] breaks it into lines for a measure, or for rows of
//! different lengths, and does nothing if that was done before. A drop cap (首字下沉) narrows the first rows of
//! its paragraph; if the paragraph turns out to have too few lines, the text without the cap is set instead.
//! [`pieces`] hands the lines to [`super::fill`] with the cost of ending a column after each of them.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::issue::{Block, Emphasis, Story, StoryPart, Text};
use crate::layout::{Align, Area, Style, Writing};
use crate::line::{self, LineRoom, Lines, Setting};
use crate::text::{Class, GapKind, Paragraph};

use super::continuation::{Continuation, CopyPart};
use super::fill::{LONE, LONE_FIRST, NEVER, RowPiece, SCANT};
use super::tries::{SetAt, Tries};
use super::{Desk, Role, SetText, headline};

/// A first character that stands in several rows (首字下沉).
pub(super) struct DropCap {
    pub(super) text: SetText,
    pub(super) size: Length,
    /// Rows that it stands in.
    pub(super) rows: u32,
    /// What it takes of each of them: whole characters.
    width: Length,
    /// The form of the item's words that is not in use now: with the first character while it drops,
    /// without it while it does not. And the byte where these words begin.
    other: (Paragraph, Text, usize),
    /// Whether it drops.
    drops: bool,
}

/// One text of the copy.
pub(super) struct CopyItem<'a> {
    pub(super) part: CopyPart,
    pub(super) crosshead: bool,
    /// Whether it is stressed as a whole and leads to what follows, such as a question.
    leads: bool,
    pub(super) style: &'a Style,
    /// Its words, shaped and set.
    pub(super) set: SetText,
    /// The byte of its part where its words begin.
    base: usize,
    /// Rows that one line of it takes.
    pub(super) rows: u32,
    /// Rows more that lines take for their pinyin; empty when none of them has any.
    above: Vec<u32>,
    /// White rows before it.
    pub(super) white: u32,
    indent: Length,
    cap: Option<DropCap>,
    /// Lines more or fewer than are best.
    pub(super) looseness: i32,
    /// What the lines were set to; `None` before they are.
    set_at: Option<SetAt>,
    /// Lines at other settings.
    tries: Tries,
}

/// Shapes everything below the headline, from `rest` on when other pages hold what goes before.
///
/// Where the copy goes on elsewhere, no more of it is shaped than is as long as `room` by itself: the next page shapes
/// the rest.
pub(super) fn items<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    (story, of): (&Story, &StoryPart),
    continuation: Option<Continuation>,
    room: Option<Length>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<CopyItem<'a>> {
    let mut parts: Vec<(CopyPart, &str, &Text)> = Vec::new();
    let byline = story.byline.iter().filter(|_| !headline::holds_byline(area, of));
    parts.extend(byline.map(|text| (CopyPart::Byline, "byline", text)));
    parts.extend(story.blocks.iter().enumerate().map(|(number, block)| match block {
        Block::Paragraph(text) => (CopyPart::Block(number), "body", text),
        Block::Crosshead(text) => (CopyPart::Block(number), "crosshead", text),
    }));
    parts.extend(story.source.iter().map(|text| (CopyPart::Source, "source", text)));
    parts.extend(story.credit.iter().map(|text| (CopyPart::Credit, "credit-line", text)));
    // What is stressed as a whole leads to the block behind it.
    let blocks = story.blocks.len();
    let first_body = parts.iter().position(|(_, kind, _)| *kind == "body");
    let mut list = Vec::new();
    let mut shaped = Length::ZERO;
    for (number, (part, kind, text)) in parts.into_iter().enumerate() {
        let Some(style) = desk.body_style(area, kind) else { continue };
        let base = match continuation {
            Some(continuation) if part < continuation.part => continue,
            Some(continuation) if part == continuation.part => continuation.byte,
            _ => 0,
        };
        let part = ItemSource { part, kind, style, base };
        let words = if base > 0 { text.slice(base..text.len()) } else { text.clone() };
        let drops = base == 0 && first_body == Some(number) && style.drop_cap > 1;
        let mut item = item(desk, area, part, words, drops, findings);
        item.leads &= matches!(item.part, CopyPart::Block(number) if number + 1 < blocks);
        shaped += item.set.paragraph.natural_width();
        list.push(item);
        if room.is_some_and(|room| shaped > room) {
            break;
        }
    }
    list
}

/// What an item is made from.
struct ItemSource<'a, 't> {
    part: CopyPart,
    kind: &'t str,
    style: &'a Style,
    base: usize,
}

fn item<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    source: ItemSource<'a, '_>,
    words: Text,
    drops: bool,
    findings: &mut Vec<Diagnostic>,
) -> CopyItem<'a> {
    let ItemSource { part, kind, style, mut base } = source;
    let goes_on = base > 0;
    let down = area.writing == Writing::Down;
    let mut words = words;
    let mut cap = None;
    if drops && let Some(first) = first_letters(&words) {
        let whole = (desk.prepare(&words, style, down, &mut Vec::new()), words.clone(), base);
        cap = self::cap(desk, style, &words.slice(first.clone()), down, whole, findings);
        cap.iter_mut().for_each(|cap| cap.text.role = part.role(kind));
        if cap.is_some() {
            base += first.end;
            words = words.slice(first.end..words.len());
        }
    }
    let mut paragraph = desk.prepare(&words, style, down, findings);
    match part {
        CopyPart::Byline => paragraph.keep_names(),
        CopyPart::Credit => paragraph.keep_credits(),
        CopyPart::Block(_) | CopyPart::Source => {}
    }
    let least = desk.grid_rows(style.size);
    let own_rows = kind != "body";
    let indent = if goes_on { Length::ZERO } else { indent(style) };
    CopyItem {
        part,
        crosshead: kind == "crosshead",
        leads: kind == "body" && words.runs.iter().all(|run| run.manner.emphasis == Emphasis::Strong),
        style,
        set: SetText {
            paragraph,
            lines: Lines::default(),
            ink: style.ink.clone(),
            words,
            role: part.role(kind),
        },
        base,
        rows: if own_rows { style.rows.max(least) } else { least },
        above: Vec::new(),
        white: 0,
        indent,
        cap,
        looseness: 0,
        set_at: None,
        tries: Tries::default(),
    }
}

/// Figures that drop together; longer numbers do not drop.
const MOST_FIGURES: usize = 3;

/// The first letter of a text, or its first number, with the marks that open before it.
fn first_letters(words: &Text) -> Option<Range<usize>> {
    let plain = words.to_plain();
    let opening = plain.chars().take_while(|character| Class::of(*character) == Class::Open);
    let start: usize = opening.map(char::len_utf8).sum();
    let first = plain[start..].chars().next()?;
    let figures = plain[start..].chars().take_while(char::is_ascii_digit).count();
    let end = start + first.len_utf8().max(figures);
    (figures <= MOST_FIGURES && end < plain.len()).then_some(0..end)
}

fn cap(
    desk: &mut Desk<'_>,
    style: &Style,
    words: &Text,
    down: bool,
    other: (Paragraph, Text, usize),
    findings: &mut Vec<Diagnostic>,
) -> Option<DropCap> {
    let rows = style.drop_cap;
    // From the head of the first row's em box to the foot of the last one's.
    let size = desk.grid.pitch * (i64::from(rows) - 1) + desk.grid.body;
    let style = Style { size, face: style.strong_face.clone(), ..style.clone() };
    let paragraph = desk.prepare(words, &style, down, findings);
    let natural = paragraph.natural_width();
    // An eighth of an em of white at the least, and whole characters, which keep the text on them.
    let width = desk.grid.body * i64::from((natural + desk.grid.body / 8).div_ceil(desk.grid.body));
    let lines = line::set(&paragraph, &Setting::new(natural, Length::ZERO, Align::Left));
    if lines.lines.len() != 1 {
        return None;
    }
    let (ink, role) = (style.ink.clone(), Role::default());
    let text = SetText { paragraph, lines, ink, words: words.clone(), role };
    Some(DropCap { text, size, rows, width, other, drops: true })
}

/// How lines of a style are set at a measure.
pub(super) fn setting(style: &Style, measure: Length, indent: Length) -> Setting<'static> {
    Setting { limit: style.max_opening, ..Setting::new(measure, indent, style.align) }
}

pub(super) fn indent(style: &Style) -> Length {
    match style.align {
        Align::Justify | Align::Left => style.size.scale(i64::from(style.indent), 1000),
        _ => Length::ZERO,
    }
}

impl CopyItem<'_> {
    /// Breaks the words into lines of the given rooms and, behind them, of `measure`. Does nothing if they
    /// are already set so. A first character drops where there are lines enough.
    pub(super) fn set(&mut self, desk: &mut Desk<'_>, measure: Length, rooms: &[LineRoom]) {
        if self.set_at.as_ref().is_some_and(|at| at.is(self.looseness, measure, rooms)) {
            return;
        }
        if self.cap.as_ref().is_some_and(|cap| !cap.drops) {
            self.swap_cap();
        }
        let at = SetAt { looseness: self.looseness, measure, rooms: rooms.to_vec() };
        let kept = self.tries.take(&at).flatten();
        let mut lines = kept.unwrap_or_else(|| self.lines(desk, measure, rooms, self.looseness));
        if self.cap().is_some_and(|cap| lines.lines.len() < cap.rows as usize) {
            self.swap_cap();
            lines = self.lines(desk, measure, rooms, self.looseness);
        }
        self.above.clear();
        if !self.set.paragraph.syllables.is_empty() {
            let pinyin = lines.lines.iter().map(|line| self.set.paragraph.annotation(&line.clusters));
            self.above.extend(pinyin.map(|pinyin| desk.rows_above(self.style.size, self.rows, pinyin)));
        }
        let before = std::mem::replace(&mut self.set.lines, lines);
        let before = self.set_at.replace(at).map(|at| (at, before));
        // A paragraph with a first character that may drop has two texts.
        if let Some((at, lines)) = before.filter(|_| self.cap.is_none()) {
            self.tries.keep(at, Some(lines));
        }
    }

    /// A bound for the strain of good lines of another number; `None` where there are none of which the gaps have no more than
    /// `strain` for each line.
    pub(super) fn least_strain(&self, wanted: usize, strain: i64) -> Option<i64> {
        let at = self.set_at.as_ref()?;
        if self.cap.is_some() || !at.rooms.is_empty() {
            return Some(0);
        }
        let setting = setting(self.style, at.measure, self.indent);
        line::least_strain(&self.set.paragraph, &setting, wanted)
            .filter(|least| *least <= strain * wanted as i64)
    }

    /// Sets it once more at the rooms at hand, if its looseness has changed.
    pub(super) fn set_again(&mut self, desk: &mut Desk<'_>) {
        if let Some(at) = self.set_at.as_ref().filter(|at| at.looseness != self.looseness).cloned() {
            self.set(desk, at.measure, &at.rooms);
        }
    }

    /// The lines at the setting at hand but another looseness, beside those that are set, if there are any. They are
    /// kept for [`CopyItem::set`].
    pub(super) fn try_lines(
        &mut self,
        desk: &mut Desk<'_>,
        looseness: i32,
    ) -> Option<(Cow<'_, Lines>, &SetText)> {
        let at = SetAt { looseness, ..self.set_at.clone()? };
        if self.cap.is_some() || !at.rooms.is_empty() {
            return Some((Cow::Owned(self.lines(desk, at.measure, &at.rooms, looseness)), &self.set));
        }
        let lines = self.tries.take(&at).unwrap_or_else(|| {
            let setting = Setting { looseness, ..setting(self.style, at.measure, self.indent) };
            desk.other_lines(&self.set.paragraph, &setting, self.count())
        });
        self.tries.keep(at, lines).map(|lines| (Cow::Borrowed(lines), &self.set))
    }

    /// Lets the first character drop, or stand with the others.
    fn swap_cap(&mut self) {
        let Some(cap) = &mut self.cap else { return };
        std::mem::swap(&mut self.set.paragraph, &mut cap.other.0);
        std::mem::swap(&mut self.set.words, &mut cap.other.1);
        std::mem::swap(&mut self.base, &mut cap.other.2);
        cap.drops = !cap.drops;
    }

    /// The first character, if it drops.
    pub(super) fn cap(&self) -> Option<&DropCap> {
        self.cap.as_ref().filter(|cap| cap.drops)
    }

    /// Takes the first character out and returns it, if it drops.
    pub(super) fn take_cap(&mut self) -> Option<DropCap> {
        self.cap.take().filter(|cap| cap.drops)
    }

    /// The lines at another looseness.
    pub(super) fn lines(
        &self,
        desk: &mut Desk<'_>,
        measure: Length,
        rooms: &[LineRoom],
        looseness: i32,
    ) -> Lines {
        let mut own;
        let mut rooms = rooms;
        let mut indent = self.indent;
        if let Some(cap) = self.cap() {
            indent = Length::ZERO;
            own = rooms.to_vec();
            let rows = cap.rows as usize;
            own.resize(own.len().max(rows), LineRoom { start: Length::ZERO, measure });
            for room in &mut own[..rows] {
                // A row too narrow for the cap keeps a character.
                let width = cap.width.min(room.measure - self.style.size).max(Length::ZERO);
                *room = LineRoom { start: room.start + width, measure: room.measure - width };
            }
            rooms = &own;
        }
        let setting = Setting { rooms, looseness, ..setting(self.style, measure, indent) };
        desk.lines(&self.set.paragraph, &setting)
    }

    /// What the lines were set to last.
    pub(super) fn set_at(&self) -> Option<&SetAt> {
        self.set_at.as_ref()
    }

    /// How many lines it has.
    pub(super) fn count(&self) -> usize {
        self.set.lines.lines.len()
    }

    /// Rows that a line takes over its own ones, for its pinyin.
    pub(super) fn above(&self, line: usize) -> u32 {
        self.above.get(line).copied().unwrap_or(0)
    }

    /// All rows of one of its lines.
    pub(super) fn rows_of(&self, line: usize) -> u32 {
        self.rows + self.above(line)
    }

    /// Where copy goes on when it ends before a line.
    pub(super) fn continuation_from(&self, line: usize) -> Continuation {
        let paragraph = &self.set.paragraph;
        let first = self.set.lines.lines.get(line).map(|line| line.clusters.start);
        // The cap is a part of the words before.
        let byte = match first {
            Some(0) if self.cap().is_some() => self.base - self.cap().map_or(0, |cap| cap.text.words.len()),
            Some(cluster) => self.base + paragraph.source[cluster] as usize,
            None => self.base + self.set.words.len(),
        };
        Continuation { part: self.part, byte }
    }

    /// Whether it is a paragraph of the text.
    pub(super) fn is_body(&self) -> bool {
        matches!(self.part, CopyPart::Block(_)) && !self.crosshead
    }

    /// Whether no column may end behind it.
    pub(super) fn leads_on(&self) -> bool {
        self.crosshead || self.leads
    }

    /// What a column costs that ends behind a line; `under_crosshead` when the item before is one.
    fn foot(&self, line: usize, under_crosshead: bool) -> u32 {
        let count = self.count();
        if self.crosshead || self.part == CopyPart::Byline {
            return NEVER;
        }
        if self.cap().is_some_and(|cap| line + 1 < cap.rows as usize) {
            return NEVER;
        }
        if self.leads && line + 1 == count {
            return NEVER;
        }
        let lone = if line + 2 == count { LONE } else { 0 };
        let first = if line == 0 && count > 1 { LONE_FIRST } else { 0 };
        let scant = if under_crosshead && line == 0 { SCANT } else { 0 };
        lone.max(first).max(scant)
    }
}

/// A line of an item, or white before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CopyPiece {
    pub(super) item: usize,
    /// `None` for white.
    pub(super) line: Option<usize>,
    pub(super) rows: u32,
}

/// The copy as pieces that are never cut, with what filling has to know of each.
pub(super) fn pieces(items: &[CopyItem<'_>]) -> (Vec<CopyPiece>, Vec<RowPiece>) {
    let (mut copy_pieces, mut row_pieces) = (Vec::new(), Vec::new());
    for (number, item) in items.iter().enumerate() {
        for _ in 0..item.white {
            copy_pieces.push(CopyPiece { item: number, line: None, rows: 1 });
            row_pieces.push(RowPiece { rows: 1, foot: 0, white: true, opens: false });
        }
        for line in 0..item.count() {
            let rows = item.rows_of(line);
            copy_pieces.push(CopyPiece { item: number, line: Some(line), rows });
            let foot = foot_cost(items, number, line);
            row_pieces.push(RowPiece { rows, foot, white: false, opens: line == 0 && item.crosshead });
        }
    }
    (copy_pieces, row_pieces)
}

/// What a column costs that ends behind a line of an item.
pub(super) fn foot_cost(items: &[CopyItem<'_>], number: usize, line: usize) -> u32 {
    let item = &items[number];
    // Most lines.
    if line > 0 && line + 2 < item.count() && item.cap.is_none() && item.is_body() {
        return 0;
    }
    let under_crosshead = number > 0 && items[number - 1].crosshead;
    let next = items.get(number + 1).filter(|_| line + 1 == item.count());
    // A source alone at a column's head is as lost as a last line.
    let lost = next.is_some_and(|next| matches!(next.part, CopyPart::Source | CopyPart::Credit));
    item.foot(line, under_crosshead).max(if lost { LONE } else { 0 })
}

/// How far the gaps of lines have opened, and those between Han and Western closed: squares in thousandths
/// of an em², over all gaps. Squeezed marks do not count.
pub(super) fn strain(paragraph: &Paragraph, lines: &Lines) -> i64 {
    let em = paragraph.size.0.max(1);
    let mut sum = 0;
    for line in &lines.lines {
        for at in line.clusters.start..line.clusters.end - 1 {
            let gap = (lines.along[at + 1] - lines.along[at]).0 - i64::from(paragraph.width[at]);
            let share = (gap - i64::from(paragraph.gap[at])) * 1000 / em;
            if share > 0 || paragraph.gap_kind[at] == GapKind::HanWestern {
                sum += share * share / 1000;
            }
        }
    }
    sum
}
