//! Rules that the layout has where makeup is to place stories (`[[rule]]` at fixed rows, or down a gutter to the foot).
//!
//! A list of rules stands in the place of the whole list of the layout that it extends, so a made layout leaves out those that
//! would run through what stands there now by listing the others again, with the values that their file gives.

use crate::diagnostic::Sources;
use crate::layout::{Area, Cells, Layout, RuleCourse, RuleSpec};

use super::board::Board;

/// The rules that stay, as their files have them; `None` where none has to go, or one that stays cannot be listed again. `areas`
/// are those that stand already.
pub fn kept(layout: &Layout, board: &Board, areas: &[Area], sources: &Sources) -> Option<Vec<String>> {
    let is_in_the_way = |rule: &&RuleSpec| {
        let course = rule.course(areas, &layout.grid);
        course.is_some_and(|course| board.bins.iter().any(|bin| runs_through(&course, &bin.cells)))
    };
    layout.rules.iter().find(is_in_the_way)?;
    let written = written(layout, sources)?;
    let staying = layout.rules.iter().zip(written).filter(|(rule, _)| !is_in_the_way(rule));
    Some(staying.map(|(_, text)| text).collect())
}

fn runs_through(course: &RuleCourse, bin: &Cells) -> bool {
    let (columns, rows) = (bin.column..bin.column + bin.columns, bin.row..bin.row + bin.rows);
    match *course {
        RuleCourse::Row { row, column, columns: across } => {
            rows.contains(&row) && column < columns.end && columns.start < column + across
        }
        RuleCourse::Gutter { column, row, rows: deep } => {
            let inside = columns.contains(&column) && columns.contains(&(column + 1));
            inside && row < rows.end && rows.start < row + deep
        }
    }
}

/// All rules of a layout as tables of TOML, in its order; `None` where their file does not list them.
fn written(layout: &Layout, sources: &Sources) -> Option<Vec<String>> {
    let file = layout.rules.first()?.span.file;
    let table: toml::Table = sources.get(file)?.text.parse().ok()?;
    let list = table.get("rule")?.as_array()?;
    let one = |rule: &toml::Value| {
        let alone = toml::Table::from_iter([("rule".to_owned(), toml::Value::Array(vec![rule.clone()]))]);
        toml::to_string(&alone).ok().map(|text| text.trim_end().to_owned())
    };
    (list.len() == layout.rules.len()).then(|| list.iter().map(one).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_in_the_way_of_what_stands_on_both_sides_of_it() {
        let bin = Cells { column: 1, columns: 4, row: 12, rows: 30 };
        let down = |column, row, rows| RuleCourse::Gutter { column, row, rows };
        let along = |row, column| RuleCourse::Row { row, column, columns: 2 };
        assert!(runs_through(&down(2, 12, 30), &bin) && runs_through(&down(3, 1, 12), &bin));
        // Beside it, and over it.
        assert!(!runs_through(&down(4, 12, 30), &bin) && !runs_through(&down(2, 1, 11), &bin));
        assert!(runs_through(&along(12, 4), &bin) && !runs_through(&along(12, 5), &bin));
        assert!(!runs_through(&along(11, 1), &bin) && !runs_through(&along(42, 1), &bin));
    }
}
