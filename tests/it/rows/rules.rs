//! Rules at areas: they follow the rows in which areas come to stand.
#![allow(clippy::panic)]

use banxin::page::ItemKind;

use super::*;

/// Left edge of the type area and top of its first row, in points: 530 points in the middle of 220 mm, and 12 mm.
const LEFT: f64 = (220.0 * 72.0 / 25.4 - 530.0) / 2.0;
const TOP: f64 = 12.0 * 72.0 / 25.4;

/// The rules of the page, in rows and columns of the grid.
fn rules_of(sheet: &Sheet) -> Vec<String> {
    let (_, compiled) = sheet.compile();
    let fills = compiled.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Fill { rect, .. } => Some(rect),
        _ => None,
    });
    fills
        .map(|rect| {
            let (x, y) = (rect.x.to_pt() - LEFT, rect.y.to_pt() - TOP);
            let (width, height) = (rect.width.to_pt(), rect.height.to_pt());
            if width > height {
                let row = (y + height / 2.0 - 5.0) / 12.0 + 1.0;
                let first = x / 90.0 + 1.0;
                let last = (x + width + 10.0) / 90.0;
                format!("row {row:.2}, columns {first:.2} to {last:.2}")
            } else {
                let behind = (x + width / 2.0 + 5.0) / 90.0;
                let first = y / 12.0 + 1.0;
                let last = (y + height - 10.0) / 12.0 + 1.0;
                format!("behind column {behind:.2}, rows {first:.2} to {last:.2}")
            }
        })
        .map(|line| line.replace(".00", ""))
        .collect()
}

/// A lead over four columns with a second story under it, a box beside both, and an area of fixed rows at the foot.
fn page(rule: &str, lines: usize) -> Sheet {
    let layout = format!(
        "[areas.lead]\ncolumns = \"1-4\"\nhead = true\n[areas.second]\nunder = \"lead\"\n[areas.third]\nbeside = \"lead\"\n\
         [areas.notice]\ncolumn = 1\ncolumns = 6\nrow = 36\nrows = 5\n[[rule]]\n{rule}\n"
    );
    let sheet = Sheet::new(&layout).story("lead", lines).story("second", 24).story("third", 16);
    sheet.story("notice", 30)
}

#[test]
fn rules_follow_the_rows_of_areas() {
    for (rule, short, long) in [
        ("under = \"lead\"", "row 7, columns 1 to 4", "row 11, columns 1 to 4"),
        ("above = \"second\"", "row 7, columns 1 to 4", "row 11, columns 1 to 4"),
        ("above = \"notice\"", "row 35, columns 1 to 6", "row 35, columns 1 to 6"),
        ("under = \"lead\"\ncolumns = 2", "row 7, columns 1 to 2", "row 11, columns 1 to 2"),
        ("under = \"lead\"\ncolumns = \"2-6\"", "row 7, columns 2 to 6", "row 11, columns 2 to 6"),
        ("under = [\"second\", \"third\"]", "row 14, columns 1 to 6", "row 18, columns 1 to 6"),
        ("beside = \"lead\"", "behind column 4, rows 1 to 6", "behind column 4, rows 1 to 10"),
        // In the last columns it stands at the left; or in the gutter that is given.
        ("beside = \"third\"", "behind column 4, rows 1 to 8", "behind column 4, rows 1 to 8"),
        (
            "beside = [\"lead\", \"second\"]\ngutter = 2",
            "behind column 2, rows 1 to 13",
            "behind column 2, rows 1 to 17",
        ),
        ("between = [\"lead\", \"second\"]", "row 7, columns 1 to 4", "row 11, columns 1 to 4"),
        ("between = [\"third\", \"lead\"]", "behind column 4, rows 1 to 6", "behind column 4, rows 1 to 8"),
        // The middle of the white; in an even number of rows, the lower of the two in the middle.
        ("between = [\"second\", \"notice\"]", "row 24, columns 1 to 4", "row 26, columns 1 to 4"),
        ("under = \"second\"\nabove = \"notice\"", "row 24, columns 1 to 6", "row 26, columns 1 to 6"),
        (
            "gutter = 4\nunder = \"lead\"\nabove = \"notice\"",
            "behind column 4, rows 8 to 34",
            "behind column 4, rows 12 to 34",
        ),
        ("gutter = 3\nabove = \"second\"", "behind column 3, rows 1 to 6", "behind column 3, rows 1 to 10"),
        (
            "gutter = 4\nunder = \"lead\"\nrows = 5",
            "behind column 4, rows 8 to 12",
            "behind column 4, rows 12 to 16",
        ),
    ] {
        assert_eq!(rules_of(&page(rule, 24)), [short], "{rule}");
        assert_eq!(rules_of(&page(rule, 40)), [long], "{rule}");
        // Some of them run through a story, which is told as such.
        let mut told = page(rule, 24).told();
        told.retain(|(code, ..)| *code != "rule-through");
        assert_eq!(told, [], "{rule}");
    }
}

#[test]
fn rules_stand_at_stacks_and_are_left_out_with_their_areas() {
    let layout = "[stacks.left]\ncolumns = \"1-4\"\nareas = [\"lead\", \"second\"]\nwhite = \"foot\"\n[[rule]]\nunder = \"left\"\n\
                  [[rule]]\nunder = \"second\"\n";
    let sheet = |more: &str| Sheet::new(&format!("{layout}{more}")).story("lead", 24);
    assert_eq!(
        rules_of(&sheet("").story("second", 24)),
        ["row 14, columns 1 to 4", "row 14, columns 1 to 4"]
    );
    // The stack is still there without the second area; the rule under that one is not.
    assert_eq!(rules_of(&sheet("[areas.second]\noff = true\n")), ["row 7, columns 1 to 4"]);
}

#[test]
fn rules_that_cannot_run_are_told_with_their_places() {
    let told = |rule: &str| page(rule, 24).told();
    let lead = "lead|area `lead` takes rows 1 to 6".to_owned();
    for (rule, message, places) in [
        (
            "above = \"lead\"",
            "there is no row of white for this rule at its areas",
            vec!["[[rule]]|".to_owned(), lead.clone()],
        ),
        (
            "under = \"notice\"",
            "there is no row of white for this rule at its areas",
            vec!["[[rule]]|".to_owned(), "notice|area `notice` takes rows 36 to 40".to_owned()],
        ),
        (
            "beside = \"notice\"",
            "there is no gutter beside the areas of this rule",
            vec!["[[rule]]|".to_owned(), "notice|area `notice` takes rows 36 to 40".to_owned()],
        ),
        (
            "gutter = 3\nabove = \"lead\"",
            "there are no rows for this rule at its areas",
            vec!["[[rule]]|".to_owned(), lead.clone()],
        ),
    ] {
        assert_eq!(told(rule), [("rule-nowhere", message.to_owned(), places)], "{rule}");
        assert_eq!(rules_of(&page(rule, 24)), [""; 0], "{rule}");
    }
    let refused = |rule: &str| page(rule, 24).refused();
    for (rule, code, message) in [
        ("under = \"laed\"", "unknown-area", "there is no area or stack `laed` to stand at"),
        ("between = [\"lead\"]", "rule-course", "a rule runs between two areas"),
        ("between = [\"lead\", \"second\"]\nrow = 3", "rule-course", "`row` does not go with `between`"),
        ("beside = \"lead\"\ncolumns = 3", "rule-course", "`columns` does not go with `beside`"),
        ("gutter = 3\ncolumns = 3", "rule-course", "`columns` does not go with `gutter`"),
        ("row = 3\nrows = 3", "rule-course", "`rows` does not go with `row`"),
        ("row = 3\nunder = \"lead\"", "rule-course", "two keys say in which row this rule runs or begins"),
        ("width = \"1pt\"", "missing-key", "[rule] needs `row`"),
    ] {
        assert_eq!(refused(rule), [(code, message.to_owned())], "{rule}");
    }
}
