//! Faults of layouts that are told before anything is set, each with a control that loads clean: furniture without
//! a place, rules and folds outside the grid, notches, inks.

use crate::support::cases::{LAYOUT, issue, put, told};

cases! {
    masthead_without_an_area: "layouts/small.toml",
        "[areas.masthead]\ncolumn = 1\ncolumns = 2\nrow = 1\nrows = 3\n",
        "[areas.masthead]\ncolumn = 1\ncolumns = 1\nrow = 1\nrows = 3\n", ""
        => "masthead-nowhere", Warning, 29, 1, "add [areas.masthead] to the layout";
    running_head_without_an_area: "layouts/small.toml", "[[masthead]]",
        "[areas.folio]\ncolumn = 1\ncolumns = 2\nrow = 4\nrows = 1\n\n[[folio]]\ntext = \"{date}\"\nstyle = \"own\"\n\
         x = \"0\"\ny = \"0\"\nwidth = \"10字\"\n\n[[masthead]]",
        "[[folio]]\ntext = \"{date}\"\nstyle = \"own\"\nx = \"0\"\ny = \"0\"\nwidth = \"10字\"\n\n[[masthead]]"
        => "folio-nowhere", Warning, 34, 1, "add [areas.folio] to the layout";
    notch_as_wide_as_its_area: "layouts/small.toml", "rows = 3\n",
        "rows = 3\nnotch = [{ corner = \"bottom-right\", columns = 1, rows = 1 }]\n",
        "rows = 3\nnotch = [{ corner = \"bottom-right\", columns = 2, rows = 1 }]\n"
        => "notch-too-large", Error, 16, 8, "fewer of both";
    rule_down_and_along: "layouts/small.toml", "[[masthead]]",
        "[[rule]]\ngutter = 1\nrow = 5\nrows = 16\n\n[[masthead]]",
        "[[rule]]\ngutter = 1\nrow = 5\ncolumns = 2\n\n[[masthead]]"
        => "rule-course", Error, 37, 11, "keep `gutter`, `row`, `rows`";
    rule_below_the_last_row: "layouts/small.toml", "[[masthead]]",
        "[[rule]]\nrow = 5\n\n[[masthead]]", "[[rule]]\nrow = 21\n\n[[masthead]]"
        => "rule-outside-grid", Error, 34, 1, "20 rows";
    rule_in_a_gutter_that_there_is_not: "layouts/small.toml", "[[masthead]]",
        "[[rule]]\ngutter = 1\n\n[[masthead]]", "[[rule]]\ngutter = 2\n\n[[masthead]]"
        => "rule-outside-grid", Error, 34, 1, "2 columns, 1 gutter between them";
    tint_of_process_inks: "layouts/small.toml", "[styles.own]",
        "[inks]\npale = { spot = \"专色红\", m = 100, y = 90, tint = 10 }\n\n[styles.own]",
        "[inks]\npale = { k = 100, tint = 10 }\n\n[styles.own]"
        => "tint-without-spot", Error, 14, 26, "k = 10";
}

#[test]
fn a_fold_behind_the_last_column_is_told() {
    let with_fold = |fold: u32| -> Vec<(&str, String)> {
        let dir = issue();
        let layout = LAYOUT.replace("rows = 20", &format!("rows = 20\nfold = {fold}"));
        put(dir.path(), "layouts/small.toml", layout.as_bytes());
        // What else a spread needs is told beside it.
        let found = told(dir.path()).0.into_iter().filter(|found| found.code == "fold-outside-grid");
        found.map(|found| (found.code.name(), found.help.unwrap_or_default().to_string())).collect()
    };
    assert_eq!(with_fold(1), []);
    assert_eq!(with_fold(2), [("fold-outside-grid", "a spread folds in the middle: fold = 1".to_owned())]);
}
