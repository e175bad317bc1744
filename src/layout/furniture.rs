//! Furniture of a layout: items of the masthead and the running head, rules.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::Length;
use crate::ink::Ink;

use super::GridSpec;
use super::resolve::Names;
use super::schema::{Given, MastheadPart, RulePart};
use super::sizes::Dimension;

/// The name of the area in which the masthead stands.
pub const MASTHEAD_AREA: &str = "masthead";

/// The name of the area in which the running head (报眉) stands.
pub const FOLIO_AREA: &str = "folio";

impl On {
    /// Whether a page of that number shows the item; a spread is a left page and a right one.
    pub fn shows(self, number: u32, spread: bool) -> bool {
        match self {
            _ if spread => true,
            On::Both => true,
            On::Left => number.is_multiple_of(2),
            On::Right => !number.is_multiple_of(2),
        }
    }
}

/// The pages that show an item of a running head. Papers that are read across are bound at the left,
/// so even pages lie to the left of the fold (双左单右).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum On {
    /// All pages.
    #[default]
    Both,
    /// Pages to the left of the fold: 2, 4, 6.
    Left,
    /// Pages to the right of the fold: 1, 3, 5.
    Right,
}

/// One thing in the masthead or the running head: a line of text, the drawn name, or a rule.
#[derive(Clone, Debug)]
pub struct MastheadItem {
    /// What it shows.
    pub content: MastheadContent,
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
    pub on: On,
    /// Where the layout file gives it.
    pub span: Span,
}

/// What a masthead item shows.
#[derive(Clone, Debug)]
pub enum MastheadContent {
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
    part: &MastheadPart,
    grid: &GridSpec,
    names: &Names<'_>,
) -> Option<MastheadItem> {
    let length = |given: &Given<Dimension>| {
        given.as_ref().map_or(Length::ZERO, |given| given.value.resolve(grid.body, grid.pitch))
    };
    let kinds = [part.text.is_some(), part.name, part.rule.is_some()];
    if kinds.iter().filter(|given| **given).count() != 1 {
        names.faults.push(
            Diagnostic::error(
                codes::MASTHEAD_ITEM,
                format!("a {table} item is one of `text`, `name` and `rule`"),
            )
            .at(part.span.clone(), "")
            .help(format!(
                "write text = \"{{date}}\", or name = true, or rule = \"black\"; one in each [[{table}]]"
            )),
        );
        return None;
    }
    let style = || match &part.style {
        Some(style) => {
            names.style(style);
            style.value.clone()
        }
        None if part.name => "masthead-name".to_owned(),
        None => format!("{table}-line"),
    };
    let content = if let Some(text) = &part.text {
        MastheadContent::Text { template: text.value.clone(), style: style() }
    } else if let Some(ink) = &part.rule {
        MastheadContent::Rule(names.ink(ink))
    } else {
        MastheadContent::Name { style: style() }
    };
    if part.width.is_none() {
        names.needs(table, "width", &part.span);
    }
    if part.height.is_none() && (part.text.is_none() || part.vertical) {
        names.needs(table, "height", &part.span);
    }
    Some(MastheadItem {
        content,
        x: length(&part.x),
        y: length(&part.y),
        width: length(&part.width),
        height: length(&part.height),
        vertical: part.vertical,
        on: part.on.as_ref().map(|on| on.value).unwrap_or_default(),
        span: part.span.clone(),
    })
}

/// A rule that stands by itself.
pub(super) fn rule(part: &RulePart, grid: &GridSpec, names: &Names<'_>) -> Option<RuleSpec> {
    let value = |given: &Given<u32>| given.as_ref().map(|given| given.value);
    let course = match (value(&part.gutter), value(&part.row)) {
        (Some(column), row) => {
            for wrong in [&part.column, &part.columns].into_iter().flatten() {
                names.faults.push(
                    Diagnostic::error(
                        codes::RULE_COURSE,
                        "a rule runs down a gutter or along a row, not both",
                    )
                    .at(wrong.span.clone(), "")
                    .help("keep `gutter`, `row` and `rows`, or `row`, `column` and `columns`"),
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
            names.needs("rule", "row", &part.span);
            return None;
        }
    };
    let (width, ink) = names.line(&part.line, grid);
    Some(RuleSpec { width, ink, course, span: part.span.clone() })
}
