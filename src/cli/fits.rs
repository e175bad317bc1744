//! How the copy of each story fits, as a table.

use banxin::diagnostic::counted;
use banxin::flow::CopyFit;
use unicode_width::UnicodeWidthStr as _;

/// One line a story: its area, its columns, rows used and offered, and what is over or short.
/// Empty when there are no stories.
pub fn table(fits: &[CopyFit]) -> String {
    let rows: Vec<[String; 5]> = fits.iter().map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    let heads = ["story", "area", "columns", "rows", "copy"].map(str::to_owned);
    let mut widths = [0; 5];
    for cells in std::iter::once(&heads).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.width());
        }
    }
    let mut text = String::new();
    for cells in std::iter::once(&heads).chain(&rows) {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(cells) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn row(fit: &CopyFit) -> [String; 5] {
    let free = fit.offered.saturating_sub(fit.needed);
    let copy = match &fit.overset {
        Some(over) => format!(
            "{} over, about {}",
            counted(over.rows as usize, "row"),
            counted(over.characters, "character")
        ),
        None if free == 0 => "full".to_owned(),
        // Columns that do not come out even leave less than a row each; an editor fills that with
        // a word or two, or lets it be.
        None if free < fit.columns => format!("{} open at the foot", counted(free as usize, "row")),
        None => {
            format!("{} short, about {} characters", counted(free as usize, "row"), free * fit.characters)
        }
    };
    [
        fit.story.clone(),
        fit.area.clone(),
        format!("{} of {} characters", fit.columns, fit.characters),
        format!("{} of {}", fit.needed.min(fit.offered), fit.offered),
        copy,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_chinese_names_too() {
        let fit = |story: &str, needed| CopyFit {
            story: story.into(),
            area: "lead".into(),
            columns: 4,
            characters: 17,
            needed,
            offered: 52,
            headline_rows: 13,
            column_rows: vec![13; 4],
            overset: None,
            changes: Vec::new(),
        };
        assert_eq!(
            table(&[fit("江边", 52), fit("metro", 49), fit("bus", 51), fit("tram", 44)]),
            "story  area  columns             rows      copy\n\
             江边   lead  4 of 17 characters  52 of 52  full\n\
             metro  lead  4 of 17 characters  49 of 52  3 rows open at the foot\n\
             bus    lead  4 of 17 characters  51 of 52  1 row open at the foot\n\
             tram   lead  4 of 17 characters  44 of 52  8 rows short, about 136 characters\n"
        );
        assert_eq!(table(&[]), "");
    }
}
