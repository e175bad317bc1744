//! Styles, areas and furniture as a layout file writes them.

use std::ops::RangeInclusive;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::layout::sizes::Dimension;
use crate::layout::table::Table;
use crate::layout::{
    Align, Cells, Corner, Digits, Division, ExclaimPairs, HeadlinePlace, Kinsoku, LineEnd, Notch, On,
    Punctuation, Region, Writing,
};

use super::{AreaPart, Given, LinePart, MastheadPart, RulePart, Sign, StylePart, choice, dimension};
use crate::layout::table::Value;

pub(super) fn read_style(table: &Table<'_>) -> StylePart {
    let size = dimension(table, "size", Sign::Positive).filter(|size| {
        let relative = !matches!(size.value, Dimension::Absolute(_));
        if relative {
            table.report(
                Diagnostic::error(codes::RELATIVE_SIZE, "the size of a style cannot be in 字 or rows")
                    .at(size.span.clone(), "")
                    .help("a character is measured by the size itself: write points, millimetres or a size by name"),
            );
        }
        !relative
    });
    let condense = table.whole("condense", 50).filter(|condense| {
        if condense.value > 100 {
            table.report(
                Diagnostic::error(codes::OUT_OF_RANGE, "`condense` must be 50 to 100 percent")
                    .at(condense.span.clone(), "")
                    .help("100 never narrows the letters; 85 is as far as newspapers go"),
            );
        }
        condense.value <= 100
    });
    StylePart {
        face: table.string("face"),
        strong_face: table.string("strong_face"),
        lead_face: table.string("lead_face"),
        pinyin_face: table.string("pinyin_face"),
        size,
        leading: dimension(table, "leading", Sign::Positive),
        ink: table.string("ink"),
        align: choice(
            table,
            "align",
            &[
                ("justify", Align::Justify),
                ("left", Align::Left),
                ("right", Align::Right),
                ("center", Align::Center),
                ("force", Align::Force),
            ],
        ),
        indent: dimension(table, "indent", Sign::NotNegative),
        condense,
        lines: table.whole("lines", 1),
        above: dimension(table, "above", Sign::NotNegative),
        below: dimension(table, "below", Sign::NotNegative),
        rows: table.whole("rows", 1),
        punctuation: choice(
            table,
            "punctuation",
            &[
                ("quanjiao", Punctuation::Quanjiao),
                ("kaiming", Punctuation::Kaiming),
                ("banjiao", Punctuation::Banjiao),
            ],
        ),
        kinsoku: choice(
            table,
            "kinsoku",
            &[
                ("none", Kinsoku::None),
                ("basic", Kinsoku::Basic),
                ("gb", Kinsoku::Gb),
                ("strict", Kinsoku::Strict),
            ],
        ),
        region: choice(table, "region", &[("mainland", Region::Mainland), ("hk-tw", Region::HongKongTaiwan)]),
        digits: choice(table, "digits", &[("proportional", Digits::Proportional), ("half", Digits::Half)]),
        exclaim_pairs: choice(
            table,
            "exclaim_pairs",
            &[("share", ExclaimPairs::Share), ("full", ExclaimPairs::Full)],
        ),
        line_end: choice(
            table,
            "line_end",
            &[("all", LineEnd::All), ("brackets", LineEnd::Brackets), ("none", LineEnd::None)],
        ),
        hanging: table.boolean("hanging"),
        hyphenate: table.boolean("hyphenate"),
        western_gap: ems(table, "western_gap", 0..=500, "\"0.25字\" is usual in text, \"0\" in headlines"),
        tracking: ems(
            table,
            "tracking",
            -200..=1000,
            "\"0.1字\" opens a headline a little, \"-0.05字\" closes it; \"0\" is none",
        ),
        max_opening: ems(
            table,
            "max_opening",
            50..=5000,
            "\"0.5字\" is usual; a smaller one leaves more lines short",
        ),
        drop_cap: drop_cap(table),
    }
}

/// A part of an em, given in 字 and within bounds in thousandths of one.
fn ems(table: &Table<'_>, key: &'static str, bounds: RangeInclusive<i64>, help: &str) -> Given<i32> {
    let given = dimension(table, key, Sign::Any)?;
    let report = |code, message| {
        table.report(Diagnostic::error(code, message).at(given.span.clone(), "").help(help));
    };
    let parts = match given.value {
        Dimension::Ems(parts) => parts,
        Dimension::Absolute(Length::ZERO) => 0,
        Dimension::Absolute(_) | Dimension::Rows(_) => {
            report(
                codes::LENGTH_UNIT,
                format!("`{key}` goes with the size of the letters: it must be in 字"),
            );
            return None;
        }
    };
    if !bounds.contains(&parts) {
        let shown = |parts: i64| format!("{}字", parts as f64 / 1000.0);
        let (least, most) = (shown(*bounds.start()), shown(*bounds.end()));
        report(codes::OUT_OF_RANGE, format!("`{key}` is {}; it must be {least} to {most}", shown(parts)));
        return None;
    }
    Some(Value { value: i32::try_from(parts).ok()?, span: given.span })
}

/// Two or three rows are usual; one is no drop at all.
fn drop_cap(table: &Table<'_>) -> Given<u32> {
    const MOST: u32 = 5;
    let rows = table.whole("drop_cap", 0)?;
    if rows.value == 1 || rows.value > MOST {
        table.report(
            Diagnostic::error(
                codes::OUT_OF_RANGE,
                format!("`drop_cap` is {}; it must be 2 to {MOST}", rows.value),
            )
            .at(rows.span.clone(), "")
            .help("2 or 3 rows are usual; 0 is none"),
        );
        return None;
    }
    Some(rows)
}

fn read_notch(table: &Table<'_>) -> Option<Notch> {
    let corners = [
        ("top-left", Corner::TopLeft),
        ("top-right", Corner::TopRight),
        ("bottom-left", Corner::BottomLeft),
        ("bottom-right", Corner::BottomRight),
    ];
    table.require("corner", "name the corner: corner = \"top-right\"");
    table.require("columns", "say how many columns it takes");
    table.require("rows", "say how many rows it takes");
    let corner = choice(table, "corner", &corners);
    let (columns, rows) = (table.whole("columns", 1), table.whole("rows", 1));
    table.finish();
    Some(Notch { corner: corner?.value, columns: columns?.value, rows: rows?.value })
}

/// A rectangle inside an area: first column and row 1 unless they are given.
pub fn read_cells(table: &Table<'_>) -> Option<Cells> {
    table.require("columns", "say how many columns it takes");
    table.require("rows", "say how many rows it takes");
    let value = |given: Given<u32>| given.map(|given| given.value);
    let column = value(table.whole("column", 1)).unwrap_or(1);
    let row = value(table.whole("row", 1)).unwrap_or(1);
    let (columns, rows) = (value(table.whole("columns", 1)), value(table.whole("rows", 1)));
    Some(Cells { column, columns: columns?, row, rows: rows? })
}

fn read_line(table: &Table<'_>) -> LinePart {
    LinePart { width: dimension(table, "width", Sign::Positive), ink: table.string("ink") }
}

pub(super) fn read_area(table: &Table<'_>) -> AreaPart {
    let line = |key| {
        let inner = table.table(key)?;
        let value = read_line(&inner);
        inner.finish();
        Some(Value { value, span: inner.span() })
    };
    let styles = table.has("styles").then(|| table.named_strings("styles"));
    AreaPart {
        column: table.whole("column", 1),
        columns: table.whole("columns", 1),
        row: table.whole("row", 1),
        rows: table.whole("rows", 1),
        text_columns: table.whole("text_columns", 1),
        off: table.boolean("off"),
        division: choice(
            table,
            "division",
            &[
                ("gutters", Division::Gutters),
                ("columns", Division::Columns),
                ("equal", Division::Equal),
                ("grid", Division::Grid),
            ],
        ),
        writing: choice(table, "writing", &[("across", Writing::Across), ("down", Writing::Down)]),
        notch: table.has("notch").then(|| {
            let notches = table.tables("notch").iter().filter_map(read_notch).collect();
            Value { value: notches, span: table.span() }
        }),
        headline_at: table.table("headline_at").and_then(|inner| {
            let cells = read_cells(&inner);
            inner.finish();
            Some(Value { value: cells?, span: inner.span() })
        }),
        headline_tint: table.string("headline_tint"),
        headline: choice(
            table,
            "headline",
            &[
                ("above", HeadlinePlace::Above),
                ("right", HeadlinePlace::Right),
                ("left", HeadlinePlace::Left),
            ],
        ),
        headline_size: table.whole("headline_size", 1),
        styles: styles.map(|value| Value { value, span: table.span() }),
        frame: line("frame"),
        tint: table.string("tint"),
        inset: dimension(table, "inset", Sign::NotNegative),
        rule_below: line("rule_below"),
        column_rule: line("column_rule"),
        table_rule: line("table_rule"),
        table_tint: table.string("table_tint"),
    }
}

pub(super) fn read_masthead(table: &Table<'_>) -> Option<MastheadPart> {
    Some(MastheadPart {
        text: table.string("text"),
        name: table.boolean("name").is_some_and(|name| name.value),
        rule: table.string("rule"),
        style: table.string("style"),
        x: dimension(table, "x", Sign::Any),
        y: dimension(table, "y", Sign::Any),
        width: dimension(table, "width", Sign::Positive),
        height: dimension(table, "height", Sign::Positive),
        vertical: table.boolean("vertical").is_some_and(|vertical| vertical.value),
        on: choice(table, "on", &[("both", On::Both), ("left", On::Left), ("right", On::Right)]),
        span: table.span(),
    })
}

pub(super) fn read_rule(table: &Table<'_>) -> Option<RulePart> {
    Some(RulePart {
        row: table.whole("row", 1),
        rows: table.whole("rows", 1),
        column: table.whole("column", 1),
        columns: table.whole("columns", 1),
        gutter: table.whole("gutter", 1),
        line: read_line(table),
        span: table.span(),
    })
}
