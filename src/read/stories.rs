//! Where the parts of stories stand on a page: the areas in which they go on, the pictures inside them.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::issue::{Assignment, Content};
use crate::keys::suggest;
use crate::layout::{Area, Cells, Layout, Writing, columns_words, rows_words};
use crate::message::{counted, msg};

use super::page_file::{EntryContent, PageEntry};
use super::reader::Reader;

/// Checks the areas in which stories go on: they exist, nothing else stands there, and their text
/// runs the same way.
pub fn more_areas(page: &PageEntry, kept: &mut [Assignment], layout: &Layout, reader: &Reader) {
    let mut taken: Vec<String> = kept.iter().map(|assignment| assignment.area.clone()).collect();
    for entry in &page.entries {
        let EntryContent::Story(story) = &entry.content else { continue };
        let first = layout.area(&entry.area.value);
        for name in &story.keys.then() {
            let known = layout.areas.iter().map(|area| area.name.as_str());
            let finding = match layout.area(&name.value) {
                None => {
                    let message = msg!(
                        "layout `{layout}` has no area `{name}`",
                        layout = layout.name,
                        name = name.value
                    );
                    Diagnostic::new(codes::UNKNOWN_AREA, message).help(suggest::suggest(&name.value, known))
                }
                Some(_) if taken.contains(&name.value) => {
                    Diagnostic::new(codes::AREA_TAKEN, msg!("area `{name}` is taken", name = name.value))
                        .help(msg!("a story goes on in an area where nothing else stands"))
                }
                Some(area) if first.is_some_and(|first| first.writing != area.writing) => turned(area),
                Some(_) => {
                    taken.push(name.value.clone());
                    continue;
                }
            };
            reader.report(finding.at(name.span.clone(), msg!("the story is to go on there")));
            for assignment in kept.iter_mut() {
                if let Content::Story(part) = &mut assignment.content {
                    part.more.retain(|more| *more != name.value);
                }
            }
        }
    }
}

fn turned(area: &Area) -> Diagnostic {
    let name = &area.name;
    let message = match area.writing {
        Writing::Down => msg!("text runs down in area `{name}`, but across in the story's first area", name),
        Writing::Across => {
            msg!("text runs across in area `{name}`, but down in the story's first area", name)
        }
    };
    Diagnostic::new(codes::THEN_TURNED, message)
        .help(msg!("a story goes on in areas of the same `writing`; choose another area"))
}

/// Checks the places of pictures inside stories: inside the area and on none of its notches.
pub fn insets(kept: &mut [Assignment], layout: &Layout, reader: &Reader) {
    for assignment in kept {
        let (Content::Story(part), Some(area)) = (&mut assignment.content, layout.area(&assignment.area))
        else {
            continue;
        };
        part.insets.retain(|inset| {
            let end = |first: u32, count: u32| first.saturating_add(count).saturating_sub(1);
            // An area that takes its rows from its copy is as high as its pictures reach.
            let inside = end(inset.column, inset.columns) <= area.columns
                && (!area.has_rows() || end(inset.row, inset.rows) <= area.rows);
            let cells = || Cells {
                column: area.column + inset.column - 1,
                columns: inset.columns,
                row: area.row + inset.row - 1,
                rows: inset.rows,
            };
            if inside && (!area.has_rows() || !area.cut().any(|cut| cut.meets(&cells()))) {
                return true;
            }
            reader.report(
                Diagnostic::new(
                    codes::INSET_OUTSIDE_AREA,
                    msg!("this picture is to stand inside the text of area `{area}`, but reaches out of it", area = area.name),
                )
                .here(inset.figure.span.clone())
                .at(area.span.clone(), msg!("{columns} × {rows}", columns = counted(area.columns as usize, "column"), rows = counted(area.rows as usize, "row")))
                .help(msg!(
                    "`inside` counts from the area's own first column and row: {columns} and {rows} are asked for, and none of a notch may be",
                    columns = columns_words(inset.column, end(inset.column, inset.columns)),
                    rows = rows_words(inset.row, end(inset.row, inset.rows)))),
            );
            false
        });
    }
}
