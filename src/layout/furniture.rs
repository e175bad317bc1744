//! Furniture of a layout: items of the masthead (`[[masthead]]`) and of the running head (`[[folio]]`).

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ink::Ink;
use crate::keys::kinds::{flag, length, text, text_of, word};
use crate::keys::{Dimension, Given, part};
use crate::message::{self, msg};

use super::names::Names;
use super::page::GridSpec;
use super::vocabulary::ShownOn;

part! {
    /// An item of the masthead or of the running head (报眉). It stands in the area of the name `masthead` or `folio`
    /// and is one of `text`, `name` and `rule`.
    pub struct ItemPart {
        /// Text with fields in braces, such as `"{date}　{weekday}"`.
        text: String = text(), absent "none";
        /// `true`: the paper's name, as the drawing or set in type. Type too long for its place is condensed as far as its style
        /// allows, then set smaller.
        name: bool = flag(), default false;
        /// A filled rectangle in this ink.
        rule: String = text_of("name of an ink"), absent "none";
        /// The style of text or name.
        style: String = text_of("name of a style"),
            absent "`masthead-line`, and `masthead-name` for the name; `folio-line` in the running head";
        /// From the left edge of the area.
        x: Dimension = length(), default Dimension::ZERO;
        /// From the top edge of the area.
        y: Dimension = length(), default Dimension::ZERO;
        /// Width of the measure.
        width: Dimension = length().positive(), needed message::word("say how wide it is, such as width = \"20字\"");
        /// Height, for the name, rules and text that runs down, which need it.
        height: Dimension = length().positive(), absent "none: other text has none";
        /// Whether text or name runs down, in the middle of its width (竖排报头).
        vertical: bool = flag(), default false;
        /// The pages that show it; a spread shows all items.
        on: ShownOn = word(), default ShownOn::default();
    }
}

/// The name of the area in which the masthead stands.
pub const MASTHEAD_AREA: &str = "masthead";

/// The name of the area in which the running head (报眉) stands.
pub const FOLIO_AREA: &str = "folio";

/// One thing in the masthead or the running head: a line of text, the drawn name, or a rule.
#[derive(Clone, Debug)]
pub struct FurnitureItem {
    /// What it shows.
    pub content: ItemContent,
    /// From the left edge of the masthead's area.
    pub x: Length,
    /// From the top edge of the masthead's area.
    pub y: Length,
    /// Width of the measure.
    pub width: Length,
    /// Height, for drawings, rules and lines that run down.
    pub height: Length,
    /// Whether its text runs down, in the middle of its width (竖排报头).
    pub vertical: bool,
    /// The pages that show it.
    pub on: ShownOn,
    /// Where the layout file gives it.
    pub span: Span,
}

/// What a masthead item shows.
#[derive(Clone, Debug)]
pub enum ItemContent {
    /// Text with fields in braces, such as `{date}　{weekday}`, and its style's name.
    Text {
        /// The template.
        template: String,
        /// The style.
        style: String,
    },
    /// The paper's name: the drawing if the issue has one, else the name in this style.
    Name {
        /// The style.
        style: String,
    },
    /// A filled rectangle, for rules and ornaments.
    Rule(Ink),
}

/// An item of the masthead or of the running head; `table` is which.
pub(super) fn item(
    table: &'static str,
    part: &ItemPart,
    grid: &GridSpec,
    names: &Names<'_>,
) -> Option<FurnitureItem> {
    let span = part.span.clone()?;
    let is_name = part.name();
    let kinds = [part.text.is_some(), is_name, part.rule.is_some()];
    if kinds.iter().filter(|given| **given).count() != 1 {
        names.faults.push(
            Diagnostic::new(
                codes::MASTHEAD_ITEM,
                msg!("a {table} item is one of `text`, `name` and `rule`", table),
            )
            .here(span)
            .help(msg!(
                "write text = \"{{date}}\", or name = true, or rule = \"black\"; one in each [[{table}]]",
                table
            )),
        );
        return None;
    }
    let style = || match &part.style {
        Some(style) => {
            names.style(style);
            style.value.clone()
        }
        None if is_name => "masthead-name".to_owned(),
        None => format!("{table}-line"),
    };
    let content = if let Some(text) = &part.text {
        ItemContent::Text { template: text.value.clone(), style: style() }
    } else if part.rule.is_some() {
        ItemContent::Rule(names.ink(&part.rule, "black"))
    } else {
        ItemContent::Name { style: style() }
    };
    if part.height.is_none() && (part.text.is_none() || part.vertical()) {
        names.needs(table, "height", &span);
    }
    let length =
        |given: &Given<Dimension>| given.as_ref().map_or(Length::ZERO, |given| grid.absolute(given.value));
    Some(FurnitureItem {
        content,
        x: grid.absolute(part.x()),
        y: grid.absolute(part.y()),
        width: length(&part.width),
        height: length(&part.height),
        vertical: part.vertical(),
        on: part.on(),
        span,
    })
}
