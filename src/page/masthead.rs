//! The masthead (报头) and the running head (报眉): fields of the issue and of the page at places of
//! the layout.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::flow::single::SingleLine;
use crate::flow::{self, Desk, PlacedPicture, Placement, Role};
use crate::geometry::{Point, Rect};
use crate::grid::ascent;
use crate::issue::{Field, Masthead, PagePlan, Text};
use crate::layout::{Align, Area, FurnitureItem, ItemContent, Layout, Style};
use crate::message::{Word, msg, word};

/// One of the two places of furniture: its items and how findings call it.
pub(super) struct Furniture<'a> {
    items: &'a [FurnitureItem],
    title: Word,
    too_long: codes::Code,
    /// Whether its lines are read; those of the running head are not, because they repeat on every page.
    read: bool,
}

impl<'a> Furniture<'a> {
    /// The masthead of a layout.
    pub(super) fn masthead(layout: &'a Layout) -> Furniture<'a> {
        Furniture {
            items: &layout.masthead,
            title: word("masthead"),
            too_long: codes::MASTHEAD_TOO_LONG,
            read: true,
        }
    }

    /// The running head (报眉) of a layout.
    pub(super) fn folio(layout: &'a Layout) -> Furniture<'a> {
        Furniture {
            items: &layout.folio,
            title: word("running head"),
            too_long: codes::FOLIO_TOO_LONG,
            read: false,
        }
    }
}

/// What the fields of templates stand for: those of the page, then those of the issue.
struct Fields<'a> {
    page: &'a [(String, Field)],
    masthead: &'a Masthead,
}

impl Fields<'_> {
    fn get(&self, name: &str) -> Option<&Field> {
        let own = self.page.iter().find(|(known, _)| known == name).map(|(_, text)| text);
        own.or_else(|| self.masthead.get(name))
    }
}

/// Places every item that the page shows in the area.
pub(super) fn place(
    desk: &mut Desk<'_>,
    area: &Area,
    furniture: &Furniture<'_>,
    plan: &PagePlan,
) -> Placement {
    let mut placement = Placement::default();
    let rect = desk.grid.area(area);
    let layout = desk.layout;
    let fields = Fields { page: &plan.fields, masthead: &desk.issue.masthead };
    for item in furniture.items.iter().filter(|item| item.on.shows(plan.number, plan.facing.is_some())) {
        let corner = Point::new(rect.x + item.x, rect.y + item.y);
        match &item.content {
            ItemContent::Rule(ink) => {
                let bar = Rect::new(corner.x, corner.y, item.width, item.height);
                placement.fills.push((bar, ink.clone()));
            }
            ItemContent::Text { template, style } => {
                let Some(style) = layout.style(style) else { continue };
                let text = fill_in(template, item, &fields);
                one_line(desk, &text, style, item, corner, furniture, &mut placement);
            }
            ItemContent::Name { style } => {
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
                                _ if item.vertical => {}
                                _ => whole.x = window.x,
                            }
                            placement.pictures.push(PlacedPicture {
                                picture,
                                window: whole,
                                whole,
                                role: Role::Name,
                            });
                        }
                    }
                    None => {
                        if let Some(name) = fields.get("name").cloned() {
                            one_line(desk, &name, style, item, corner, furniture, &mut placement);
                        }
                    }
                }
            }
        }
    }
    if furniture.read {
        for (number, text) in placement.texts.iter_mut().enumerate() {
            text.role = Role::Masthead(number as u32);
        }
    }
    placement
}

/// The template with its fields filled in; a field that the issue leaves out is empty.
///
/// A template that is one field keeps the field's place in the issue file; any other text points
/// at the template in the layout.
fn fill_in(template: &str, item: &FurnitureItem, fields: &Fields<'_>) -> Text {
    let only = template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    if let Some(field) = only.and_then(|name| fields.get(name)) {
        return field.clone();
    }
    let mut words = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        words.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        match after.find('}') {
            Some(close) => {
                if let Some(field) = fields.get(&after[..close]) {
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

/// The smallest share of its style's size, in thousandths, at which the name of the paper is not told as too long.
const SMALLEST_NAME: u32 = 500;

/// Sets an item on one line, made to fit its place where it must be: condensed across, smaller down.
///
/// The name of the paper is a sign, whose characters keep their shape: it is condensed as far as its style allows,
/// then made smaller, in the middle of the height that its size would take.
fn one_line(
    desk: &mut Desk<'_>,
    text: &Text,
    style: &Style,
    item: &FurnitureItem,
    corner: Point,
    furniture: &Furniture<'_>,
    placement: &mut Placement,
) {
    if text.is_empty() {
        return;
    }
    let is_name = matches!(item.content, ItemContent::Name { .. });
    let before = placement.findings.len();
    let (share, room) = if item.vertical {
        let top = Point::new(corner.x + item.width / 2, corner.y);
        (flow::single::place_down(desk, text, style, top, item.height, placement), item.height)
    } else {
        let line = SingleLine::new(desk, text, style);
        let share = line.condense(item.width);
        if is_name && share < style.condense {
            let mut smaller = style.clone();
            smaller.size = style.size.scale(i64::from(share), i64::from(style.condense));
            let lower = (style.size - smaller.size) / 2;
            let origin = Point::new(corner.x, corner.y + lower + ascent(smaller.size));
            SingleLine::new(desk, text, &smaller).place(origin, item.width, style.align, placement);
            (share * 1000 / style.condense.max(1), item.width)
        } else {
            let origin = Point::new(corner.x, corner.y + ascent(style.size));
            line.place(origin, item.width, style.align, placement);
            (if is_name { 1000 } else { share }, item.width)
        }
    };
    if text.file == item.span.file {
        // The words of a filled template are not those of the layout file: point at the template.
        let labels = placement.findings[before..].iter_mut().flat_map(|finding| &mut finding.labels);
        labels.for_each(|label| label.span = item.span.clone());
    }
    let told = if is_name && share < SMALLEST_NAME {
        msg!("the name is set at {share} % of the size of its style to fit its place", share = share / 10)
    } else if !is_name && share < style.condense {
        msg!(
            "this line of the {furniture} is condensed to {share} %, the style allows {least} %",
            furniture = furniture.title,
            share = share / 10,
            least = style.condense / 10
        )
    } else {
        return;
    };
    placement.findings.push(
        Diagnostic::new(furniture.too_long, told)
            .here(text.whole())
            .at(item.span.clone(), msg!("its room is {room} mm", room = format_args!("{:.1}", room.to_mm())))
            .help(msg!("shorten it, give its item more room, or choose a smaller style")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::geometry::Length;
    use crate::ink::Ink;
    use crate::layout::ShownOn;

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
        let item = FurnitureItem {
            content: ItemContent::Rule(Ink::BLACK),
            x: Length::ZERO,
            y: Length::ZERO,
            width: Length::pt(10),
            height: Length::ZERO,
            vertical: false,
            on: ShownOn::Both,
            span: Span::new(FileId(1), 5..9),
        };
        let page = [("page".to_owned(), field("12", 5))];
        let fields = Fields { page: &page, masthead: &masthead };
        let text = |template| fill_in(template, &item, &fields);
        assert_eq!(text("第{page}版").to_plain(), "第12版");
        assert_eq!(text("{date}　{weekday}{lunar}").to_plain(), "2026年3月25日　星期三");
        assert_eq!(text("{date}").whole(), Span::new(FileId(0), 70..70 + "2026年3月25日".len()));
        assert_eq!(text("开 {").to_plain(), "开 {");
        assert!(text("{lunar}").is_empty());
    }
}
