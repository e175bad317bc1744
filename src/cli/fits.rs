//! How the copy of each story fits, as a table.

use banxin::flow::CopyFit;
use banxin::message::{Language, Message, commas, counted, msg, semicolons, word};
use unicode_width::UnicodeWidthStr as _;

/// One line a story: its area, its columns, rows used and offered, and what is over or short; under
/// it the pages of its other parts and what was changed to make it fit. Empty when there are no
/// stories.
pub fn table(fits: &[CopyFit], language: Language) -> String {
    let rows: Vec<[String; 5]> =
        fits.iter().map(|fit| row(fit).map(|cell| cell.in_language(language).into_owned())).collect();
    if rows.is_empty() {
        return String::new();
    }
    let heads = [word("story"), word("area"), word("columns"), word("rows"), word("copy")];
    let heads = heads.map(|head| head.in_language(language).to_owned());
    let mut widths = [0; 5];
    for cells in std::iter::once(&heads).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.width());
        }
    }
    let mut text = String::new();
    let notes = std::iter::once(Vec::new()).chain(fits.iter().map(notes));
    for (cells, notes) in std::iter::once(&heads).chain(&rows).zip(notes) {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(cells) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
        for note in notes {
            text.push_str(&format!("  · {}\n", note.in_language(language)));
        }
    }
    text
}

/// Where the other parts of a story are, and what was done to it.
fn notes(fit: &CopyFit) -> Vec<Message> {
    let jumps = [
        fit.from.map(|page| msg!("comes from page {page}", page)),
        fit.to.map(|page| msg!("goes on on page {page}", page)),
    ];
    let mut notes = Vec::new();
    let jumps: Vec<Message> = jumps.into_iter().flatten().collect();
    if !jumps.is_empty() {
        notes.push(msg!("{jumps}", jumps = commas(&jumps)));
    }
    if !fit.changes.is_empty() {
        notes.push(msg!("made to fit: {changes}", changes = semicolons(&fit.changes)));
    }
    notes
}

/// How the copy of a story fills its columns.
pub fn copy(fit: &CopyFit) -> Message {
    let free = fit.offered.saturating_sub(fit.needed);
    let rows = counted(free as usize, "row");
    match &fit.overset {
        Some(over) => msg!(
            "{rows} over, about {characters}",
            rows = counted(over.rows as usize, "row"),
            characters = counted(over.characters, "character")
        ),
        None if free == 0 => word("full").into(),
        // Columns that do not come out even leave less than a row each; an editor fills that with
        // a word or two, or lets it be.
        None if free < fit.columns => msg!("{rows} open at the foot", rows),
        None => msg!("{rows} short, about {count} characters", rows, count = free * fit.characters),
    }
}

fn row(fit: &CopyFit) -> [Message; 5] {
    [
        Message::verbatim(&fit.story),
        Message::verbatim(&fit.area),
        match fit.characters {
            // Nothing of it could be set.
            0 => Message::verbatim(fit.columns.to_string()),
            characters => msg!("{columns} of {characters} characters", columns = fit.columns, characters),
        },
        msg!("{used} of {offered}", used = fit.needed.min(fit.offered), offered = fit.offered),
        copy(fit),
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
            from: None,
            to: None,
        };
        assert_eq!(
            table(&[fit("江边", 52), fit("metro", 49), fit("bus", 51), fit("tram", 44)], Language::English),
            "story  area  columns             rows      copy\n\
             江边   lead  4 of 17 characters  52 of 52  full\n\
             metro  lead  4 of 17 characters  49 of 52  3 rows open at the foot\n\
             bus    lead  4 of 17 characters  51 of 52  1 row open at the foot\n\
             tram   lead  4 of 17 characters  44 of 52  8 rows short, about 136 characters\n"
        );
        assert_eq!(table(&[], Language::English), "");
        let changes = vec![msg!("headline 9 rows instead of 8"), msg!("2 paragraphs a line longer")];
        let jumped = CopyFit { changes, from: Some(1), to: Some(6), ..fit("metro", 52) };
        assert_eq!(
            table(&[jumped, fit("bus", 52)], Language::English),
            "story  area  columns             rows      copy\n\
             metro  lead  4 of 17 characters  52 of 52  full\n  \
             · comes from page 1, goes on on page 6\n  \
             · made to fit: headline 9 rows instead of 8; 2 paragraphs a line longer\n\
             bus    lead  4 of 17 characters  52 of 52  full\n"
        );
    }
}
