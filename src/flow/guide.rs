//! Pointers to inside pages (导读): a title and items, each with a bullet and below a rule where the area asks for them.
//!
//! Title and items stand together as one block: the white between two of them is the same, at most [`MOST_WHITE`]
//! hundredths of a row; what is left goes above and below the block. Items that find no room are not
//! printed, for they would print over a neighbour; they are told.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect};
use crate::grid::ascent;
use crate::issue::{Guide, Text};
use crate::layout::{Align, Area, Style};
use crate::message::{counted, msg};

use super::desk::InnerArea;
use super::figure::lines;
use super::{Desk, Placement, Role, SetText};

/// White between the parts of a guide at the most, in hundredths of a row.
const MOST_WHITE: i64 = 150;

/// One item, set.
struct SetItem<'a> {
    headline: (SetText, &'a Style),
    pointer: (SetText, &'a Style),
    /// What the bullet takes before the headline.
    indent: Length,
    /// Whether the pointer stands on the headline's last line.
    shared: bool,
}

impl SetItem<'_> {
    fn height(&self) -> Length {
        let pointer = if self.shared { Length::ZERO } else { self.gap() + height(&self.pointer) };
        height(&self.headline) + pointer
    }

    /// Between the headline and a pointer under it.
    fn gap(&self) -> Length {
        (self.pointer.1.leading - self.pointer.1.size).max(Length::ZERO)
    }
}

fn height((text, style): &(SetText, &Style)) -> Length {
    let count = text.lines.lines.len() as i64;
    style.size + style.leading.max(style.size) * (count - 1).max(0)
}

/// White between two parts of a guide in an area that is as high as it needs.
const USUAL_WHITE: i64 = 1;

/// Rows that a guide needs, with a row of white between its parts.
pub(super) fn rows(desk: &mut Desk<'_>, area: &Area, guide: &Guide) -> u32 {
    let inside = desk.inside(area);
    let SetGuide { title, items, .. } = set_parts(desk, area, guide, &inside, &mut Vec::new());
    let parts = items.len() as i64 + i64::from(title.is_some());
    let natural: Length = title.as_ref().map_or(Length::ZERO, height)
        + items.iter().map(SetItem::height).sum()
        + rule_room(area) * (parts - 1).max(0);
    let white = desk.grid.pitch * (USUAL_WHITE * (parts - 1).max(0));
    desk.rows_for(natural + white) + desk.inside_rows(area)
}

/// Room that a rule takes between two parts: its width, and as much white on either side.
fn rule_room(area: &Area) -> Length {
    area.guide_rule.as_ref().map_or(Length::ZERO, |(width, _)| *width * 3)
}

/// A guide, set.
struct SetGuide<'a> {
    title: Option<(SetText, &'a Style)>,
    items: Vec<SetItem<'a>>,
    /// The mark before each item and its width.
    bullet: Option<(Length, SetText, &'a Style)>,
}

/// Title and items, set.
fn set_parts<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    guide: &Guide,
    inside: &InnerArea,
    findings: &mut Vec<Diagnostic>,
) -> SetGuide<'a> {
    let bullet = bullet(desk, area, findings);
    let indent = bullet.as_ref().map_or(Length::ZERO, |(width, _, style)| *width + style.size / 2);
    let beside = InnerArea { width: (inside.width - indent).max(desk.grid.body), ..*inside };
    let title = guide
        .title
        .as_ref()
        .filter(|title| !title.is_empty())
        .and_then(|title| set(desk, area, "guide-title", title, inside, findings));
    let mut items = Vec::new();
    for item in &guide.items {
        let headline = set(desk, area, "guide-headline", &item.headline, &beside, findings);
        let pointer = set(desk, area, "guide-pointer", &item.pointer, &beside, findings);
        if let (Some(headline), Some(pointer)) = (headline, pointer) {
            let end = headline.0.lines.lines.last().map_or(Length::ZERO, |line| line.end);
            let start = match pointer.0.lines.lines.as_slice() {
                [line] => line.start,
                _ => Length::ZERO,
            };
            let shared = pointer.0.lines.lines.len() == 1 && start >= end + pointer.1.size;
            items.push(SetItem { headline, pointer, indent, shared });
        }
    }
    SetGuide { title, items, bullet }
}

/// Places a guide. Items that do not fit the area are reported and not printed.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, guide: &Guide) -> Placement {
    let mut placement = Placement::default();
    let inside = desk.inside(area);
    let mut findings = Vec::new();
    let SetGuide { title, mut items, bullet } = set_parts(desk, area, guide, &inside, &mut findings);
    let room = desk.grid.depth(inside.rows);
    let title_height = title.as_ref().map_or(Length::ZERO, height);
    let rule = rule_room(area);
    let held = |count: usize| {
        let parts = count as i64 + i64::from(title.is_some());
        let items: Length = items[..count].iter().map(SetItem::height).sum();
        title_height + items + rule * (parts - 1).max(0)
    };
    let all = items.len();
    let fits = (0..=all).rev().find(|count| held(*count) <= room).unwrap_or(0);
    if fits < all || held(all) > room {
        let over = (held(all) - room).div_ceil(desk.grid.pitch);
        let mut finding = Diagnostic::new(
            codes::GUIDE_OVERSET,
            msg!(
                "the guide is {rows} too long for area `{area}`: {items} left out",
                rows = counted(over as usize, "row"),
                area = area.name,
                items = counted(all - fits, "item"),
            ),
        )
        .help(msg!("take items out, or give the area {rows} more", rows = counted(over as usize, "row")));
        if let Some(item) = guide.items.get(fits) {
            finding = finding.at(item.headline.whole(), msg!("from here on nothing is printed"));
        }
        findings.push(finding.here(area.span.clone()));
    }
    let white = (room - held(fits)).max(Length::ZERO);
    items.truncate(fits);
    let parts = fits as i64 + i64::from(title.is_some());
    let most = desk.grid.pitch.scale(MOST_WHITE, 100);
    let share = (white / (parts + 1)).min(most);
    let lead = (white - share * (parts - 1).max(0)) / 2;
    let gap = share + rule;
    let mut y = desk.grid.row_top(inside.row) + lead;
    let between = |placement: &mut Placement, y: Length| {
        if let Some((width, ink)) = &area.guide_rule {
            let top = y - gap / 2 - *width / 2;
            placement.fills.push((Rect::new(inside.left, top, inside.width, *width), ink.clone()));
        }
    };
    let mut first = true;
    // A title that alone is too high is told above, and does not print over what stands under the guide.
    if let Some((mut text, style)) = title.filter(|_| title_height <= room) {
        text.role = Role::GuideTitle;
        lines(&mut placement, text, style, inside.left, y);
        y += title_height + gap;
        first = false;
    }
    for (number, item) in items.into_iter().enumerate() {
        if !first {
            between(&mut placement, y);
        }
        first = false;
        let height = item.height();
        let (headline_height, under) = (self::height(&item.headline), item.gap());
        let SetItem { mut headline, mut pointer, indent, shared } = item;
        let role = Role::GuideItem(number as u32);
        (headline.0.role, pointer.0.role) = (role, role);
        // On a shared line the two stand on one baseline.
        let top = if shared {
            let last_line = y + headline_height - headline.1.size;
            last_line + ascent(headline.1.size) - ascent(pointer.1.size)
        } else {
            y + headline_height + under
        };
        if let Some((_, mark, style)) = &bullet {
            let mut mark = mark.clone();
            mark.role = role;
            let head = y + ascent(headline.1.size) - ascent(style.size);
            lines(&mut placement, mark, style, inside.left, head);
        }
        lines(&mut placement, headline.0, headline.1, inside.left + indent, y);
        lines(&mut placement, pointer.0, pointer.1, inside.left + indent, top);
        y += height + gap;
    }
    placement.findings = findings;
    placement
}

/// The mark that stands before each item: its width, set, and its style.
fn bullet<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Length, SetText, &'a Style)> {
    let mark = area.guide_bullet.as_ref()?;
    let style = desk.style(area, "guide-bullet")?;
    let words = Text::plain(area.span.file, mark.clone(), area.span.range.start);
    let width = desk.prepare(&words, style, false, &mut Vec::new()).natural_width();
    let setting = crate::line::Setting::new(width, Length::ZERO, Align::Left);
    Some((width, desk.set(&words, style, &setting, findings), style))
}

fn set<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    kind: &str,
    text: &Text,
    inside: &InnerArea,
    findings: &mut Vec<Diagnostic>,
) -> Option<(SetText, &'a Style)> {
    let style = desk.style(area, kind)?;
    let setting = super::copy::setting(style, inside.width, Length::ZERO);
    Some((desk.set(text, style, &setting, findings), style))
}
