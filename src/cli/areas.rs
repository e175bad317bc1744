//! Where the areas of the pages stand: their columns and rows, and where these come from.

use std::path::PathBuf;

use banxin::Compiled;
use banxin::diagnostic::Sources;
use banxin::layout::RowsRule;
use banxin::message::{Language, word};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

/// An area of a page.
#[derive(Debug, Serialize)]
pub struct AreaPlace {
    page: u32,
    area: String,
    column: u32,
    columns: u32,
    row: u32,
    rows: u32,
    /// `rows` as the layout writes it.
    rule: RuleOfRows,
    /// Whether row or rows follow from other areas or from the copy.
    relative: bool,
    /// Where the layout names it.
    file: PathBuf,
    line: usize,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum RuleOfRows {
    Number(u32),
    Words(String),
}

/// All areas, in the order of pages and layouts.
pub fn list(compiled: &Compiled, sources: &Sources) -> Vec<AreaPlace> {
    let pages = compiled.pages.iter().zip(&compiled.areas);
    let of_page = |(page, areas): (&banxin::page::Page, &Vec<banxin::page::PlacedArea>)| {
        let number = page.number;
        let of = areas.iter().map(move |area| AreaPlace {
            page: number,
            area: area.name.clone(),
            column: area.column,
            columns: area.columns,
            row: area.row,
            rows: area.rows,
            rule: match area.rule {
                RowsRule::Fixed(rows) => RuleOfRows::Number(rows),
                rule => RuleOfRows::Words(rule.to_string()),
            },
            relative: area.is_relative,
            file: sources.path(area.span.file).to_path_buf(),
            line: sources.line_column(area.span.file, area.span.range.start).0,
        });
        of.collect::<Vec<_>>()
    };
    pages.flat_map(of_page).collect()
}

/// Areas that stand at one another as a table, in the rows in which they came to stand; empty when there are none.
pub fn table(compiled: &Compiled, language: Language) -> String {
    let pages = compiled.pages.iter().zip(&compiled.areas);
    let rows = pages.flat_map(|(page, areas)| areas.iter().map(move |area| (page.number, area)));
    let rows = rows.filter(|(_, area)| area.is_relative).map(|(page, area)| {
        let to = |first: u32, count: u32| format!("{first}–{}", first + count - 1);
        let (columns, stands) = (to(area.column, area.columns), to(area.row, area.rows));
        [page.to_string(), area.name.clone(), columns, stands, area.rows.to_string(), area.rule.to_string()]
    });
    let rows: Vec<[String; 6]> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let heads = [
        word("page"),
        word("area"),
        word("columns"),
        word("first and last row"),
        word("rows"),
        word("given as"),
    ];
    let heads = heads.map(|head| head.in_language(language).to_owned());
    let rows: Vec<[String; 6]> = std::iter::once(heads).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(width).collect();
    let line = |row: &[String; 6]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width() + 2)));
        cells.collect::<String>().trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}
