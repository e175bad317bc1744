//! The masthead (报头): fields of the issue at places of the layout.

use crate::diagnostic::Diagnostic;
use crate::flow::{Desk, PlacedLine, PlacedPicture, Placement, SetText};
use crate::geometry::{Length, Point, Rect};
use crate::grid::ascent;
use crate::issue::{Masthead, Text};
use crate::layout::{Align, Area, MastheadContent, MastheadItem, Style};
use crate::line::{self, Setting};

/// Places every item of the layout's masthead in its area.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area) -> Placement {
    let mut placement = Placement::default();
    let rect = desk.grid.area(area);
    let layout = desk.layout;
    for item in &layout.masthead {
        let corner = Point::new(rect.x + item.x, rect.y + item.y);
        match &item.content {
            MastheadContent::Rule(ink) => {
                let bar = Rect::new(corner.x, corner.y, item.width, item.height);
                placement.fills.push((bar, ink.clone()));
            }
            MastheadContent::Text { template, style } => {
                let Some(style) = layout.style(style) else { continue };
                let text = fill_in(template, item, &desk.issue.masthead);
                one_line(desk, &text, style, item, corner, &mut placement);
            }
            MastheadContent::Name { style } => {
                let Some(style) = layout.style(style) else { continue };
                match desk.issue.masthead.name_art {
                    Some(picture) => {
                        let window = Rect::new(corner.x, corner.y, item.width, item.height);
                        let shape = desk.issue.pictures.get(picture.0 as usize);
                        if let Some(shape) = shape {
                            let mut whole = window.holding(shape.data.proportions());
                            match style.align {
                                Align::Center => {}
                                Align::Right => whole.x = window.right() - whole.width,
                                _ => whole.x = window.x,
                            }
                            placement.pictures.push(PlacedPicture { picture, window: whole, whole });
                        }
                    }
                    None => {
                        let name = desk.issue.masthead.get("name").cloned();
                        if let Some(name) = name {
                            one_line(desk, &name, style, item, corner, &mut placement);
                        }
                    }
                }
            }
        }
    }
    placement
}

/// The template with its fields filled in; a field that the issue leaves out is empty.
///
/// A template that is one field keeps the field's place in the issue file; any other text points
/// at the template in the layout.
fn fill_in(template: &str, item: &MastheadItem, masthead: &Masthead) -> Text {
    let only = template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    if let Some(field) = only.and_then(|name| masthead.get(name)) {
        return field.clone();
    }
    let mut words = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        words.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        match after.find('}') {
            Some(close) => {
                if let Some(field) = masthead.get(&after[..close]) {
                    words.push_str(&field.to_plain());
                }
                rest = &after[close + 1..];
            }
            None => {
                words.push('{');
                rest = after;
            }
        }
    }
    words.push_str(rest);
    Text::plain(item.span.file, words, item.span.range.start)
}

/// Sets an item on one line, condensed to its width where it must be.
fn one_line(
    desk: &mut Desk<'_>,
    text: &Text,
    style: &Style,
    item: &MastheadItem,
    corner: Point,
    placement: &mut Placement,
) {
    if text.is_empty() {
        return;
    }
    let before = placement.findings.len();
    let paragraph = desk.prepare(text, style, false, &mut placement.findings);
    if text.file == item.span.file {
        // The words of a filled template are not those of the layout file: point at the template.
        let labels = placement.findings[before..].iter_mut().flat_map(|finding| &mut finding.labels);
        labels.for_each(|label| label.span = item.span.clone());
    }
    let natural = paragraph.natural_width();
    let condense =
        if natural > item.width { (item.width.0.max(0) * 1000 / natural.0.max(1)) as u32 } else { 1000 };
    if condense < style.condense {
        placement.findings.push(
            Diagnostic::warning(
                "masthead-too-long",
                format!(
                    "this line of the masthead is condensed to {} %, the style allows {} %",
                    condense / 10,
                    style.condense / 10
                ),
            )
            .at(text.whole(), "")
            .at(item.span.clone(), format!("its room is {:.1} mm", item.width.to_mm()))
            .help("shorten it, widen its place in the masthead, or choose a smaller style"),
        );
    }
    let measure = item.width.scale(1000, i64::from(condense.max(1))).max(natural);
    let align = if style.align == Align::Justify { Align::Left } else { style.align };
    let lines = line::set(&paragraph, &Setting::new(measure, Length::ZERO, align));
    let origin = Point::new(corner.x, corner.y + ascent(style.size));
    let count = lines.lines.len();
    placement.texts.push(SetText { paragraph, lines, ink: style.ink.clone(), words: text.clone() });
    let index = placement.texts.len() - 1;
    for line in 0..count {
        placement.lines.push(PlacedLine { text: index, line, origin, condense });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::ink::Ink;

    #[test]
    fn templates_take_fields_and_leave_out_what_is_missing() {
        let field = |text: &str, at| Text::plain(FileId(0), text, at);
        let masthead = Masthead {
            fields: vec![
                ("date".into(), field("2026年3月25日", 70)),
                ("weekday".into(), field("星期三", 90)),
            ],
            name_art: None,
        };
        let item = MastheadItem {
            content: MastheadContent::Rule(Ink::BLACK),
            x: Length::ZERO,
            y: Length::ZERO,
            width: Length::pt(10),
            height: Length::ZERO,
            span: Span::new(FileId(1), 5..9),
        };
        let text = |template| fill_in(template, &item, &masthead);
        assert_eq!(text("{date}　{weekday}{lunar}").to_plain(), "2026年3月25日　星期三");
        assert_eq!(text("{date}").whole(), Span::new(FileId(0), 70..70 + "2026年3月25日".len()));
        assert_eq!(text("开 {").to_plain(), "开 {");
        assert!(text("{lunar}").is_empty());
    }
}
