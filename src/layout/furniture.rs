//! Furniture of a layout: items of the masthead (`[[masthead]]`) and of the running head (`[[folio]]`), rules
//! (`[[rule]]`).

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ink::Ink;
use crate::keys::kinds::{flag, length, text, text_of, whole, word};
use crate::keys::{Dimension, Given, part};
use crate::message::{self, msg};

use super::areas::{HAIRLINE, line};
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

part! {
    /// A rule that stands on the page by itself: along the middle of a row, or down a gutter.
    pub struct RulePart {
        /// The row along whose middle it runs, or the first row of one down a gutter.
        row: u32 = whole(1..=10_000), absent "1 down a gutter; else it is needed";
        /// Rows that it runs down a gutter.
        rows: u32 = whole(1..=10_000), absent "to the last row";
        /// First basic column of one along a row.
        column: u32 = whole(1..=10_000), absent "1";
        /// Basic columns that it runs over along a row.
        columns: u32 = whole(1..=10_000), absent "to the last column";
        /// The column behind which it runs down the gutter.
        gutter: u32 = whole(1..=10_000), absent "none";
        /// Width of the line.
        width: Dimension = length().positive(), default HAIRLINE;
        /// Its ink.
        ink: String = text_of("name of an ink"), default "black".to_owned();
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

/// A rule on the page, along columns and rows.
#[derive(Clone, Debug)]
pub struct RuleSpec {
    /// Width of the line.
    pub width: Length,
    /// Its ink.
    pub ink: Ink,
    /// Where it runs.
    pub course: RuleCourse,
    /// Where the layout file gives it.
    pub span: Span,
}

/// Where a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleCourse {
    /// Along the middle of a row, over basic columns.
    Row {
        /// The row, from 1.
        row: u32,
        /// First basic column, from 1.
        column: u32,
        /// Columns it covers.
        columns: u32,
    },
    /// Down the middle of the gutter to the right of a column, over rows.
    Gutter {
        /// The column to its left, from 1.
        column: u32,
        /// First row, from 1.
        row: u32,
        /// Rows it covers.
        rows: u32,
    },
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

/// A rule that stands by itself.
pub(super) fn rule(part: &RulePart, grid: &GridSpec, names: &Names<'_>) -> Option<RuleSpec> {
    let span = part.span.clone()?;
    let value = |given: &Given<u32>| given.as_ref().map(|given| given.value);
    let course = match (value(&part.gutter), value(&part.row)) {
        (Some(column), row) => {
            for wrong in [&part.column, &part.columns].into_iter().flatten() {
                names.faults.push(
                    Diagnostic::new(
                        codes::RULE_COURSE,
                        msg!("a rule runs down a gutter or along a row, not both"),
                    )
                    .here(wrong.span.clone())
                    .help(msg!("keep `gutter`, `row` and `rows`, or `row`, `column` and `columns`")),
                );
            }
            let row = row.unwrap_or(1);
            let rows = value(&part.rows).unwrap_or_else(|| (grid.rows + 1).saturating_sub(row));
            RuleCourse::Gutter { column, row, rows }
        }
        (None, Some(row)) => {
            let column = value(&part.column).unwrap_or(1);
            let columns = value(&part.columns).unwrap_or_else(|| (grid.columns + 1).saturating_sub(column));
            RuleCourse::Row { row, column, columns }
        }
        (None, None) => {
            names.needs("rule", "row", &span);
            return None;
        }
    };
    let (width, ink) = line(part.width(), &part.ink, &part.ink(), grid, names);
    Some(RuleSpec { width, ink, course, span })
}
