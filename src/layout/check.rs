//! What is wrong with a layout as geometry, told in columns, rows and millimetres.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::message::{counted, msg, word};

use super::{
    Area, Corner, FurnitureItem, GridSpec, HeadlinePlace, ItemContent, LEAST_MEASURE, Layout, RuleCourse,
    RulePlace, Writing, columns_words, rows_words,
};

mod press;
#[cfg(test)]
mod tests;

/// White between type and the edge of the paper that trimming and folding may take, in millimetres.
const LEAST_MARGIN: f64 = 8.0;

/// Checks a resolved layout; errors first need the layout mended, warnings do not.
pub fn check(layout: &Layout) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    type_area(layout, &mut found);
    fold(layout, &mut found);
    for area in &layout.areas {
        of_area(area, &layout.grid, &mut found);
    }
    let fixed: Vec<&Area> = layout.areas.iter().filter(|area| area.relation.is_none()).collect();
    overlaps(&fixed, &layout.grid, &mut found);
    furniture(layout, &mut found);
    rules(layout, &mut found);
    press::check(layout, &mut found);
    found
}

/// Checks areas that got their rows on a page: what [`check`] could not yet know of them.
pub fn solved(layout: &Layout, areas: &[Area]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for area in areas.iter().filter(|area| area.relation.is_some()) {
        let before = layout.area(&area.name);
        // What was told when the layout was read is not told again.
        let mut known = Vec::new();
        before.into_iter().for_each(|area| of_area(area, &layout.grid, &mut known));
        let mut now = Vec::new();
        of_area(area, &layout.grid, &mut now);
        now.retain(|finding| !known.iter().any(|known| known.code == finding.code));
        found.append(&mut now);
    }
    overlaps(&areas.iter().collect::<Vec<_>>(), &layout.grid, &mut found);
    found
}

/// What is wrong with an area by itself, as far as its rows are known.
fn of_area(area: &Area, grid: &GridSpec, found: &mut Vec<Diagnostic>) {
    outside(area, grid, found);
    let own = found.len();
    if area.has_rows() {
        shape(area, found);
    }
    if !area.has_rows() || inset(area, grid, found) {
        measure(area, grid, found);
        headline_size(area, grid, found);
    }
    if !is_across(area, grid) {
        found[own..].iter_mut().for_each(|finding| finding.follows = true);
    }
}

/// The width of `columns` basic columns from `column` on, with the gutters between them.
fn width_of(grid: &GridSpec, column: u32, columns: u32) -> Length {
    let folds =
        grid.fold.filter(|fold| column <= fold.after && fold.after + 1 < column.saturating_add(columns));
    let fold = folds.map_or(Length::ZERO, |fold| fold.width - grid.gutter);
    let columns = i64::from(columns);
    grid.body * (columns * i64::from(grid.characters)) + grid.gutter * (columns - 1).max(0) + fold
}

/// The height of `rows` rows: the last one needs its letters only, not the white under them.
fn height_of(grid: &GridSpec, rows: u32) -> Length {
    grid.pitch * (i64::from(rows) - 1).max(0) + grid.body
}

fn type_area(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let (grid, paper) = (&layout.grid, &layout.paper);
    if grid.pitch < grid.body {
        found.push(
            Diagnostic::new(
                codes::ROWS_OVERLAP,
                msg!("the pitch is less than the body's size, so rows overlap"),
            )
            .here(grid.span.clone())
            .help(msg!(
                "body is {body}pt; newspapers take a pitch of about {pitch}pt",
                body = format_args!("{:.2}", grid.body.to_pt()),
                pitch = format_args!("{:.2}", grid.body.to_pt() * 1.25)
            )),
        );
    }
    let width = width_of(grid, 1, grid.columns);
    if width > paper.width {
        let room = paper.width + grid.gutter;
        let column = grid.body * i64::from(grid.characters) + grid.gutter;
        let gutters = grid.gutter * (i64::from(grid.columns) - 1);
        let characters = (paper.width - gutters).div_floor(grid.body) / grid.columns.max(1);
        found.push(
            Diagnostic::new(
                codes::GRID_TOO_LARGE,
                msg!(
                    "the type area is {width} mm wide, the paper only {paper} mm", width = format_args!("{:.1}", width.to_mm()), paper = format_args!("{:.1}", paper.width.to_mm())),
            )
            .at(
                grid.span.clone(),
                msg!(
                    "{columns} columns of {characters} characters and {gutters} gutters", columns = grid.columns, characters = grid.characters, gutters = grid.columns - 1),
            )
            .help(msg!(
                "at most {characters} characters fit in each of {columns} columns, or {room} columns of {own} characters", characters, columns = grid.columns, room = room.div_floor(column), own = grid.characters)),
        );
    }
    let height = height_of(grid, grid.rows) + grid.head.unwrap_or_default();
    if height > paper.height {
        let room = paper.height - grid.head.unwrap_or_default() - grid.body;
        found.push(
            Diagnostic::new(
                codes::GRID_TOO_LARGE,
                msg!(
                    "the type area with its head is {height} mm high, the paper only {paper} mm",
                    height = format_args!("{:.1}", height.to_mm()),
                    paper = format_args!("{:.1}", paper.height.to_mm())
                ),
            )
            .at(
                grid.span.clone(),
                msg!(
                    "{rows} rows of {pitch}pt",
                    rows = grid.rows,
                    pitch = format_args!("{:.2}", grid.pitch.to_pt())
                ),
            )
            .help(msg!(
                "at most {room} fit",
                room = counted((room.div_floor(grid.pitch) + 1) as usize, "row")
            )),
        );
    }
    margins(layout, found);
}

/// Margins as [`crate::grid`] will divide them; a type area too large for the paper has been reported.
fn margins(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let (grid, paper) = (&layout.grid, &layout.paper);
    let white = paper.height - height_of(grid, grid.rows);
    let head = grid.head.unwrap_or_else(|| white.scale(11, 20));
    let sides = (paper.width - width_of(grid, 1, grid.columns)) / 2;
    let margins = [(word("sides"), sides), (word("head"), head), (word("foot"), white - head)];
    for (what, margin) in margins {
        if margin >= Length::ZERO && margin < Length::from_mm(LEAST_MARGIN) {
            let margin = margin.to_mm();
            found.push(
                Diagnostic::new(
                    codes::NARROW_MARGIN,
                    msg!(
                        "the white at the {what} is {margin} mm",
                        what,
                        margin = format_args!("{margin:.1}")
                    ),
                )
                .here(grid.span.clone())
                .help(msg!(
                    "trimming and folding may take up to {least_margin} mm; ask the printer, or make the \
                         grid smaller",
                    least_margin = LEAST_MARGIN
                )),
            );
        }
    }
}

/// The last column or row of a stretch.
fn last(first: u32, count: u32) -> u32 {
    first.saturating_add(count).saturating_sub(1)
}

fn outside(area: &Area, grid: &GridSpec, found: &mut Vec<Diagnostic>) {
    let rows = if area.has_rows() { area.rows } else { 1 };
    let checks = [(true, area.column, area.columns, grid.columns), (false, area.row, rows, grid.rows)];
    for (across, first, count, available) in checks {
        let end = last(first, count);
        if first >= 1 && count >= 1 && end <= available {
            continue;
        }
        let size = (available + 1).saturating_sub(first);
        let (message, help) = if across {
            (
                msg!(
                    "area `{area}` takes {columns}, outside the grid",
                    area = area.name,
                    columns = columns_words(first, end)
                ),
                if first > available {
                    msg!("the grid has {available} columns: begin at column {available} or before", available)
                } else {
                    msg!(
                        "the grid has {available} columns: from column {first} there is room for {size}",
                        available,
                        first,
                        size
                    )
                },
            )
        } else {
            (
                msg!(
                    "area `{area}` takes {rows}, outside the grid",
                    area = area.name,
                    rows = rows_words(first, end)
                ),
                if first > available {
                    msg!("the grid has {available} rows: begin at row {available} or before", available)
                } else {
                    msg!(
                        "the grid has {available} rows: from row {first} there is room for {size}",
                        available,
                        first,
                        size
                    )
                },
            )
        };
        let finding = Diagnostic::new(codes::AREA_OUTSIDE_GRID, message).help(help);
        let finding = match &area.columns_span {
            Some(columns) if across => finding.here(columns.clone()).here(area.span.clone()),
            _ => finding.here(area.span.clone()),
        };
        // Columns that it has from another area are mended there.
        let inherited = across && area.columns_span.is_none();
        found.push(if inherited { finding.following() } else { finding });
    }
}

/// Whether an area lies within the columns of the grid.
fn is_across(area: &Area, grid: &GridSpec) -> bool {
    area.column >= 1 && last(area.column, area.columns) <= grid.columns
}

/// The room inside the frame and the panel: its width and its rows.
fn inside(area: &Area, grid: &GridSpec) -> (Length, u32) {
    let width = width_of(grid, area.column, area.columns) - area.inset * 2;
    (width, area.rows.saturating_sub(area.inset.div_ceil(grid.pitch).saturating_mul(2)))
}

/// Whether the inset leaves room for text.
fn inset(area: &Area, grid: &GridSpec, found: &mut Vec<Diagnostic>) -> bool {
    let (width, rows) = inside(area, grid);
    let least = grid.body * LEAST_MEASURE;
    if area.inset <= Length::ZERO || (width >= least && rows > 0) {
        return true;
    }
    let across = (width_of(grid, area.column, area.columns) - least) / 2;
    let down = grid.pitch * i64::from(area.rows.saturating_sub(1) / 2);
    let most = across.min(down).max(Length::ZERO);
    found.push(
        Diagnostic::new(
            codes::INSET_TOO_LARGE,
            msg!(
                "the inset of area `{area}` leaves {width} characters across and {rows} rows down",
                area = area.name,
                width = width.div_floor(grid.body),
                rows
            ),
        )
        .here(area.span.clone())
        .help(if most > Length::ZERO {
            // Rounded down, so that what is written fits.
            msg!(
                "an inset of {inset}pt still fits",
                inset = format_args!("{:.1}", (most.to_pt() * 10.0).floor() / 10.0)
            )
        } else {
            msg!("the area is too small for any inset: take it out or give the area more columns and rows")
        }),
    );
    false
}

fn headline_size(area: &Area, grid: &GridSpec, found: &mut Vec<Diagnostic>) {
    let Some(size) = area.headline_size else { return };
    let (width, rows) = inside(area, grid);
    let (room, unit) = match area.headline {
        HeadlinePlace::Above if !area.has_rows() => return,
        HeadlinePlace::Above => (rows, word("rows")),
        HeadlinePlace::Left | HeadlinePlace::Right => (width.div_floor(grid.body), word("characters")),
    };
    if size > room {
        found.push(
            Diagnostic::new(
                codes::HEADLINE_SIZE,
                msg!(
                    "the headline of area `{area}` is to take {size} {unit}, there are {room}",
                    area = area.name,
                    size,
                    unit,
                    room
                ),
            )
            .here(area.span.clone())
            .help(msg!(
                "make headline_size smaller, or leave it out so that the headline takes what it needs"
            )),
        );
    }
}

fn measure(area: &Area, grid: &GridSpec, found: &mut Vec<Diagnostic>) {
    let Some(columns) = area.text_columns.filter(|columns| *columns > 0) else {
        return;
    };
    // Lines that run down are as long as their columns are high.
    let inside = match area.writing {
        Writing::Across => width_of(grid, area.column, area.columns) - area.inset * 2,
        Writing::Down if !area.has_rows() => return,
        Writing::Down => height_of(grid, inside(area, grid).1),
    };
    let gutters = grid.gutter * (i64::from(columns) - 1);
    let each = (inside - gutters) / i64::from(columns);
    if each < grid.body * LEAST_MEASURE {
        let least = grid.body * LEAST_MEASURE + grid.gutter;
        found.push(
            Diagnostic::new(
                codes::MEASURE_TOO_NARROW,
                msg!(
                    "area `{area}` in {columns} text columns leaves {each} characters a line",
                    area = area.name,
                    columns,
                    each = each.div_floor(grid.body)
                ),
            )
            .here(area.span.clone())
            .help(msg!(
                "give it at most {columns} text columns, or more columns of the grid",
                columns = (inside + grid.gutter).div_floor(least).max(1)
            )),
        );
    }
}

/// With so many areas before it an area is told to overlap; where it overlaps more, the others are told when these are
/// mended.
const MOST_OVERLAPS: usize = 8;

fn overlaps(areas: &[&Area], grid: &GridSpec, found: &mut Vec<Diagnostic>) {
    let any_related = areas.iter().any(|area| area.relation.is_some());
    for (at, area) in areas.iter().enumerate() {
        let mut told = 0;
        let parts = area.parts();
        for earlier in &areas[..at] {
            // Two of fixed rows were looked at when the layout was read.
            if any_related && area.relation.is_none() && earlier.relation.is_none() {
                continue;
            }
            let others = earlier.parts();
            let pairs = parts.iter().flat_map(|part| others.iter().map(move |other| (part, other)));
            let Some((part, other)) = pairs.into_iter().find(|(part, other)| part.meets(other)) else {
                continue;
            };
            told += 1;
            if told > MOST_OVERLAPS {
                break;
            }
            let span = |a: &Area| {
                msg!(
                    "{columns}, {rows}",
                    columns = columns_words(a.column, last(a.column, a.columns)),
                    rows = rows_words(a.row, last(a.row, a.rows))
                )
            };
            let (left, right) = (
                part.column.max(other.column),
                last(part.column, part.columns).min(last(other.column, other.columns)),
            );
            let (head, foot) =
                (part.row.max(other.row), last(part.row, part.rows).min(last(other.row, other.rows)));
            let finding = Diagnostic::new(
                codes::AREA_OVERLAP,
                msg!("areas `{area}` and `{earlier}` overlap", area = area.name, earlier = earlier.name),
            )
            .at(area.span.clone(), span(area))
            .at(earlier.span.clone(), span(earlier))
            .help(msg!(
                "they share {columns} and {rows}; make one of them smaller",
                columns = columns_words(left, right),
                rows = rows_words(head, foot)
            ));
            let follows = !is_across(area, grid) || !is_across(earlier, grid);
            found.push(if follows { finding.following() } else { finding });
        }
    }
}

/// Notches that leave nothing of the area, and headlines that stand outside of it.
fn shape(area: &Area, found: &mut Vec<Diagnostic>) {
    let whole = area.notches.iter().find(|notch| notch.columns >= area.columns || notch.rows >= area.rows);
    if let Some(notch) = whole {
        let (columns, rows) = (notch.columns, notch.rows);
        let message = msg!(
            "a notch of {columns} and {rows} leaves area `{area}` no corner",
            columns = counted(columns as usize, "column"),
            rows = counted(rows as usize, "row"),
            area = area.name
        );
        found.push(Diagnostic::new(codes::NOTCH_TOO_LARGE, message).here(area.span.clone()).help(msg!(
            "the area has {columns} and {rows}; a notch has fewer of both",
            columns = counted(area.columns as usize, "column"),
            rows = counted(area.rows as usize, "row")
        )));
        return;
    }
    let side = |corner: Corner| match area.headline {
        HeadlinePlace::Left => matches!(corner, Corner::TopLeft | Corner::BottomLeft),
        HeadlinePlace::Right => matches!(corner, Corner::TopRight | Corner::BottomRight),
        HeadlinePlace::Above => false,
    };
    if area.headline_at.is_none() && area.notches.iter().any(|notch| side(notch.corner)) {
        let message = msg!("the headline of area `{area}` would stand in its notch", area = area.name);
        found.push(
            Diagnostic::new(codes::HEADLINE_IN_NOTCH, message)
                .here(area.span.clone())
                .help(msg!("set it at the other side, or give it a place of its own: headline_at = {{ … }}")),
        );
    }
    let Some(at) = &area.headline_at else { return };
    let inside = at.column >= area.column
        && at.row >= area.row
        && last(at.column, at.columns) <= last(area.column, area.columns)
        && last(at.row, at.rows) <= last(area.row, area.rows);
    if !inside || area.cut().any(|cut| cut.meets(at)) {
        let finding = Diagnostic::new(
            codes::HEADLINE_OUTSIDE_AREA,
            msg!("the headline's place reaches out of area `{area}`", area = area.name),
        )
        .here(area.span.clone());
        // Rows that the area got are another place than where its headline is to stand.
        let finding = area.relation.as_ref().into_iter().fold(finding, |finding, relation| {
            let rows = counted(area.rows as usize, "row");
            finding.at(relation.rows_span.clone(), msg!("it gets {rows} here", rows))
        });
        found.push(
            finding.help(msg!(
                "headline_at counts from the area's first column and row: at most {columns} and {rows}, and none of a notch", columns = counted(area.columns as usize, "column"), rows = counted(area.rows as usize, "row"))),
        );
    }
}

/// A fold that does not lie between two columns.
fn fold(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let grid = &layout.grid;
    if let Some(fold) = grid.fold.filter(|fold| fold.after >= grid.columns) {
        found.push(
            Diagnostic::new(
                codes::FOLD_OUTSIDE_GRID,
                msg!("there is no gutter behind column {after}", after = fold.after),
            )
            .here(grid.span.clone())
            .help(msg!("a spread folds in the middle: fold = {column}", column = (grid.columns / 2).max(1))),
        );
    }
}

/// Masthead and running head: each has an area, and its items stand in it.
fn furniture(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let kinds = [
        (super::MASTHEAD_AREA, &layout.masthead, codes::MASTHEAD_NOWHERE, codes::MASTHEAD_OUTSIDE),
        (super::FOLIO_AREA, &layout.folio, codes::FOLIO_NOWHERE, codes::FOLIO_OUTSIDE),
    ];
    for (name, items, nowhere, outside) in kinds {
        match layout.area(name) {
            Some(area) => items.iter().for_each(|item| inside_area(layout, area, item, outside, found)),
            // If the layout removes the area, its pages have none.
            None if layout.without.iter().any(|area| area == name) => {}
            None => {
                let Some(item) = items.first() else { continue };
                found.push(
                    Diagnostic::new(nowhere, msg!("there is no area `{name}` for this to stand in", name))
                        .here(item.span.clone())
                        .help(msg!(
                            "add [areas.{name}] to the layout, or take the [[{name}]] items out",
                            name
                        )),
                );
            }
        }
    }
}

fn inside_area(
    layout: &Layout,
    area: &Area,
    item: &FurnitureItem,
    code: codes::Code,
    found: &mut Vec<Diagnostic>,
) {
    let width = width_of(&layout.grid, area.column, area.columns);
    let height = if area.has_rows() { layout.grid.pitch * i64::from(area.rows) } else { layout.paper.height };
    let size = |style: &str| layout.style(style).map_or(Length::ZERO, |style| style.size);
    let (right, foot) = match &item.content {
        ItemContent::Text { style, .. } if !item.vertical => (item.x + item.width, item.y + size(style)),
        ItemContent::Text { style, .. } => (item.x + item.width.max(size(style)), item.y + item.height),
        ItemContent::Name { .. } | ItemContent::Rule(_) => (item.x + item.width, item.y + item.height),
    };
    // A hundredth of a millimetre does not matter on a press; rounding of units is less.
    let slack = Length::from_mm(0.01);
    let (zero, side, room) = (Length::ZERO, width + slack, height + slack);
    if item.x < zero || item.y < zero || right > side || foot > room {
        let message = msg!("this item reaches out of the area `{area}`", area = area.name);
        found.push(Diagnostic::new(code, message).here(item.span.clone()).help(msg!(
            "the area is {width} mm wide and {height} mm high; the item ends {right} mm from its left edge and {foot} mm \
             from its top", width = format_args!("{:.1}", width.to_mm()), height = format_args!("{:.1}", height.to_mm()), right = format_args!("{:.1}", right.to_mm()), foot = format_args!("{:.1}", foot.to_mm()))));
    }
}

fn rules(layout: &Layout, found: &mut Vec<Diagnostic>) {
    let grid = &layout.grid;
    for rule in &layout.rules {
        // Those at areas are looked at when their rows are known.
        let RulePlace::Fixed(course) = rule.place else { continue };
        let fits = match course {
            RuleCourse::Row { row, column, columns } => {
                row >= 1
                    && row <= grid.rows
                    && column >= 1
                    && columns >= 1
                    && last(column, columns) <= grid.columns
            }
            RuleCourse::Gutter { column, row, rows } => {
                column >= 1 && column < grid.columns && row >= 1 && rows >= 1 && last(row, rows) <= grid.rows
            }
        };
        if !fits {
            found.push(
                Diagnostic::new(codes::RULE_OUTSIDE_GRID, msg!("this rule runs outside the grid"))
                    .here(rule.span.clone())
                    .help(msg!(
                        "the grid has {columns}, {gutters} between them and {rows}",
                        columns = counted(grid.columns as usize, "column"),
                        gutters = counted(grid.columns.saturating_sub(1) as usize, "gutter"),
                        rows = counted(grid.rows as usize, "row")
                    )),
            );
        }
    }
}
