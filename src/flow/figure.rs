//! A picture on columns, with its caption and credit under it.

use crate::geometry::{Length, Point, Rect};
use crate::grid::ascent;
use crate::issue::Figure;
use crate::layout::{Align, Area, Style};
use crate::line::Setting;

use super::desk::rows_of;
use super::{Desk, Inside, PlacedLine, PlacedPicture, Placement, SetText};

/// Places a picture: it fills the area's width and the rows that its caption leaves, cropped
/// about its middle.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, figure: &Figure) -> Placement {
    let mut placement = Placement::default();
    let inside = desk.inside(area);
    let mut findings = Vec::new();
    let caption = set(desk, area, "caption", figure.caption.as_ref(), &inside, &mut findings);
    let credit = set(desk, area, "credit", figure.credit.as_ref(), &inside, &mut findings);

    let caption_lines = caption.as_ref().map_or(0, |(text, _)| text.lines.lines.len()) as i64;
    let shared = shares_line(&caption, &credit, inside.width);
    let credit_lines = match &credit {
        Some((text, _)) if !shared => text.lines.lines.len() as i64,
        _ => 0,
    };
    let leading = |set: &Option<(SetText, &Style)>| {
        set.as_ref().map_or(Length::ZERO, |(_, style)| style.leading.max(style.size))
    };
    let words = leading(&caption) * caption_lines + leading(&credit) * credit_lines;
    let words_rows = rows_of(words, desk.grid.pitch).min(inside.rows.saturating_sub(1));
    let picture_rows = inside.rows - words_rows;

    let window =
        Rect::new(inside.left, desk.grid.row_top(inside.row), inside.width, desk.grid.depth(picture_rows));
    if let Some(picture) = desk.issue.pictures.get(figure.picture.0 as usize) {
        let whole = cover(&window, picture.data.proportions());
        placement.pictures.push(PlacedPicture { picture: figure.picture, window, whole });
    }

    let mut y = desk.grid.row_top(inside.row + picture_rows);
    let mut last_caption = y;
    if let Some((text, style)) = caption {
        last_caption = y + style.leading.max(style.size) * (caption_lines - 1);
        y = lines(&mut placement, text, style, inside.left, y);
    }
    if let Some((text, style)) = credit {
        let top = if shared { last_caption } else { y };
        lines(&mut placement, text, style, inside.left, top);
    }
    placement.findings = findings;
    placement
}

fn set<'a>(
    desk: &mut Desk<'a>,
    area: &Area,
    kind: &str,
    text: Option<&crate::issue::Text>,
    inside: &Inside,
    findings: &mut Vec<crate::diagnostic::Diagnostic>,
) -> Option<(SetText, &'a Style)> {
    let text = text.filter(|text| !text.is_empty())?;
    let style = desk.style(area, kind)?;
    let indent = match style.align {
        Align::Justify | Align::Left => style.size.scale(i64::from(style.indent), 1000),
        _ => Length::ZERO,
    };
    let setting = Setting { measure: inside.width, indent, align: style.align };
    Some((desk.set(text, style, &setting, findings), style))
}

/// Whether the credit finds room on the caption's last line, an em apart.
fn shares_line(
    caption: &Option<(SetText, &Style)>,
    credit: &Option<(SetText, &Style)>,
    measure: Length,
) -> bool {
    let (Some((caption, style)), Some((credit, credit_style))) = (caption, credit) else { return false };
    let (Some(line), [credit]) = (caption.lines.lines.last(), credit.lines.lines.as_slice()) else {
        return false;
    };
    credit_style.align == Align::Right && line.end + style.size + (credit.end - credit.start) <= measure
}

/// Places lines from `top` downwards and returns where the next text starts.
pub(super) fn lines(
    placement: &mut Placement,
    text: SetText,
    style: &Style,
    left: Length,
    top: Length,
) -> Length {
    let leading = style.leading.max(style.size);
    let count = text.lines.lines.len();
    let index = placement.keep(text);
    for line in 0..count {
        let origin = Point::new(left, top + leading * line as i64 + ascent(style.size));
        placement.lines.push(PlacedLine { text: index, line, origin, condense: 1000 });
    }
    top + leading * count as i64
}

/// The smallest rectangle of these proportions that covers a window, centred on it.
fn cover(window: &Rect, (width, height): (i64, i64)) -> Rect {
    let by_width = window.width.scale(height, width);
    let (w, h) = if by_width >= window.height {
        (window.width, by_width)
    } else {
        (window.height.scale(width, height), window.height)
    };
    Rect::new(window.x + (window.width - w) / 2, window.y + (window.height - h) / 2, w, h)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_covers_its_window_and_keeps_its_shape() {
        let window = Rect::new(Length(100), Length(100), Length(3000), Length(1000));
        assert_eq!(cover(&window, (3, 2)), Rect::new(Length(100), Length(-400), Length(3000), Length(2000)));
        assert_eq!(cover(&window, (6, 1)), Rect::new(Length(-1400), Length(100), Length(6000), Length(1000)));
    }
}
