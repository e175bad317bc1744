//! A table as a CSV file (RFC 4180), as issues have them.

use super::account::Account;
use super::model::{Table, is_blank};

/// Writes a table; `None` where it has no words. Rows are as long as the longest; those without words are left out, and so
/// are columns that no row has words in.
pub fn write(table: &Table, account: &mut Account) -> Option<String> {
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| tidy(cell, account)).collect::<Vec<_>>())
        .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let widest = rows.iter().map(Vec::len).max()?;
    let used: Vec<usize> = (0..widest)
        .filter(|at| rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> =
            used.iter().map(|at| quoted(row.get(*at).map_or("", String::as_str))).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    Some(text)
}

/// A cell without blanks at its ends, and its lines as one: with a blank between words of narrow letters.
fn tidy(cell: &str, account: &mut Account) -> String {
    let mut text = String::new();
    for line in cell.split('\n') {
        let bare = line.trim_matches(is_blank);
        account.clean(super::account::Clean::Indent, line.chars().count() - bare.chars().count());
        let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        if narrow(text.chars().next_back()) && narrow(bare.chars().next()) {
            text.push(' ');
            account.added += 1;
        }
        text.push_str(bare);
    }
    account.placed += text.chars().count();
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let cells = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let rows = vec![
            cells(&["品名", "", "价 "]),
            cells(&["", ""]),
            cells(&["蜜柑", "", "3,5", ""]),
            cells(&["“甲\"乙\n丙"]),
        ];
        let mut account = Account::default();
        let text = write(&Table { rows, ..Table::default() }, &mut account);
        assert_eq!(text.as_deref(), Some("品名,价\n蜜柑,\"3,5\"\n\"“甲\"\"乙丙\",\n"));
        assert_eq!((account.placed, account.all_cleaned()), (13, 1));
        assert_eq!(write(&Table::default(), &mut account), None);
    }
}
