//! Furniture of a layout: items of the masthead and the running head, rules.

use crate::diagnostic::Diagnostic;
use crate::geometry::Length;

use super::resolve::Names;
use super::schema::{Given, MastheadPart, RulePart};
use super::sizes::Dimension;
use super::{GridSpec, MastheadContent, MastheadItem, RuleCourse, RuleSpec};

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
            Diagnostic::error("masthead-item", format!("a {table} item is one of `text`, `name` and `rule`"))
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
                    Diagnostic::error("rule-course", "a rule runs down a gutter or along a row, not both")
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
