//! Pointers to inside pages (导读): a heading and items, spread over the area's rows.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::grid::ascent;
use crate::issue::{Guide, Text};
use crate::layout::{Area, Style};
use crate::message::{counted, msg};

use super::desk::InnerArea;
use super::figure::lines;
use super::{Desk, Placement, Role, SetText};

/// Rows of white between the parts of a guide at the most.
const MOST_WHITE: i64 = 4;

/// One item, set.
struct SetItem<'a> {
    headline: (SetText, &'a Style),
    pointer: (SetText, &'a Style),
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
    let (title, items) = set_parts(desk, area, guide, &inside, &mut Vec::new());
    let natural: Length =
        title.as_ref().map_or(Length::ZERO, height) + items.iter().map(SetItem::height).sum();
    let parts = items.len() as i64 + i64::from(title.is_some());
    let white = desk.grid.pitch * (USUAL_WHITE * (parts - 1).max(0));
    desk.rows_for(natural + white) + desk.inside_rows(area)
}

/// Title and items, set.
fn set_parts<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    guide: &Guide,
    inside: &InnerArea,
    findings: &mut Vec<Diagnostic>,
) -> (Option<(SetText, &'a Style)>, Vec<SetItem<'a>>) {
    let title = guide
        .title
        .as_ref()
        .filter(|title| !title.is_empty())
        .and_then(|title| set(desk, area, "guide-title", title, inside, findings));
    let mut items = Vec::new();
    for item in &guide.items {
        let headline = set(desk, area, "guide-headline", &item.headline, inside, findings);
        let pointer = set(desk, area, "guide-pointer", &item.pointer, inside, findings);
        if let (Some(headline), Some(pointer)) = (headline, pointer) {
            let end = headline.0.lines.lines.last().map_or(Length::ZERO, |line| line.end);
            let start = match pointer.0.lines.lines.as_slice() {
                [line] => line.start,
                _ => Length::ZERO,
            };
            let shared = pointer.0.lines.lines.len() == 1 && start >= end + pointer.1.size;
            items.push(SetItem { headline, pointer, shared });
        }
    }
    (title, items)
}

/// Places a guide. Heights that do not fit the area are reported; nothing is dropped.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, guide: &Guide) -> Placement {
    let mut placement = Placement::default();
    let inside = desk.inside(area);
    let mut findings = Vec::new();
    let (title, items) = set_parts(desk, area, guide, &inside, &mut findings);
    let room = desk.grid.depth(inside.rows);
    let title_height = title.as_ref().map_or(Length::ZERO, height);
    let natural: Length = title_height + items.iter().map(SetItem::height).sum();
    if natural > room {
        let over = counted((natural - room).div_ceil(desk.grid.pitch).max(0) as usize, "row");
        let mut finding = Diagnostic::new(
            codes::GUIDE_OVERSET,
            msg!("the guide is {over} too long for area `{area}`", over, area = area.name),
        )
        .help(msg!("take items out, or make the area {over} higher", over));
        if let Some(item) = guide.items.last() {
            finding = finding.at(item.headline.whole(), msg!("the last item runs out of the area"));
        }
        findings.push(finding.here(area.span.clone()));
    }
    let parts = items.len() as i64 + i64::from(title.is_some());
    // The white between parts is even, but they stay together; a single part stands in the middle.
    let white = (room - natural).max(Length::ZERO);
    let most = desk.grid.pitch * MOST_WHITE;
    let (lead, share) =
        if parts > 1 { (Length::ZERO, (white / (parts - 1)).min(most)) } else { (white / 2, Length::ZERO) };
    let mut y = desk.grid.row_top(inside.row) + lead;
    if let Some((mut text, style)) = title {
        text.role = Role::GuideTitle;
        lines(&mut placement, text, style, inside.left, y);
        y += title_height + share;
    }
    for (number, item) in items.into_iter().enumerate() {
        let height = item.height();
        let (headline_height, gap) = (self::height(&item.headline), item.gap());
        let SetItem { mut headline, mut pointer, shared } = item;
        let role = Role::GuideItem(number as u32);
        (headline.0.role, pointer.0.role) = (role, role);
        // On a shared line the two stand on one baseline.
        let top = if shared {
            let last_line = y + headline_height - headline.1.size;
            last_line + ascent(headline.1.size) - ascent(pointer.1.size)
        } else {
            y + headline_height + gap
        };
        lines(&mut placement, headline.0, headline.1, inside.left, y);
        lines(&mut placement, pointer.0, pointer.1, inside.left, top);
        y += height + share;
    }
    placement.findings = findings;
    placement
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
