//! A story in its area: headline stack, columns of text, and how the copy fits.

use crate::diagnostic::{Diagnostic, counted};
use crate::geometry::{Length, Point, Rect};
use crate::grid::{Columns, ascent};
use crate::issue::{Block, Story, StoryId, Text};
use crate::layout::{Align, Area, HeadlinePlace, Style};
use crate::line::Setting;

use super::fill::{Slug, fill, total};
use super::{CopyFit, Desk, Inside, Overset, PlacedLine, Placement, headline, vertical};

/// A line of a story in reading order.
#[derive(Clone, Copy)]
struct Piece {
    text: usize,
    line: usize,
    size: Length,
    rows: u32,
}

/// Characters that a column of text must hold at the least.
const LEAST_MEASURE: u32 = 4;

/// Places a story.
pub(super) fn place(desk: &mut Desk<'_>, area: &Area, id: StoryId) -> Placement {
    let mut placement = Placement { story: Some(id), ..Placement::default() };
    let issue = desk.issue;
    let Some(story) = issue.stories.get(id.0 as usize) else { return placement };
    let inside = desk.inside(area);
    let mut findings = Vec::new();

    let (stack, strip) = match area.headline {
        HeadlinePlace::Above => (Some(headline::stack(desk, area, story, inside.width, &mut findings)), None),
        HeadlinePlace::Left | HeadlinePlace::Right => {
            let height = desk.grid.depth(inside.rows);
            (None, Some(vertical::set(desk, area, story, height, &mut findings)))
        }
    };
    let (left, width) = text_room(desk, area, &inside, strip.as_ref().map(|strip| strip.width));
    let body_em = desk.style(area, "body").map_or(desk.grid.body, |style| style.size);
    let count = area.text_columns.unwrap_or(area.columns).max(1);
    let least = body_em * i64::from(LEAST_MEASURE * count) + desk.grid.gutter * i64::from(count - 1);
    if strip.is_some() && width < least {
        findings.push(headline_too_wide(story, area, width.div_floor(body_em)));
    }
    let columns = Columns::divide(width, count, body_em, desk.grid.gutter);

    let headline_rows = stack.as_ref().map_or(0, |stack| stack.rows);
    if headline_rows > inside.rows {
        findings.push(headline_overset(story, area, headline_rows, inside.rows));
    }
    let headline_rows = headline_rows.min(inside.rows);
    // Reading order: the headline comes before the text.
    let first_piece = match (stack, strip) {
        (Some(stack), _) => HeadlineToPlace::Stack(stack),
        (None, Some(strip)) => HeadlineToPlace::Strip(strip),
        (None, None) => HeadlineToPlace::None,
    };
    let mut texts = Placement::default();
    let (pieces, slugs) = body(desk, area, story, columns.width, &mut texts, &mut findings);

    let most = inside.rows - headline_rows;
    let even = total(&slugs).div_ceil(count);
    let headline_rows = match &first_piece {
        // The stack takes up rows that the text leaves, within what practice allows.
        HeadlineToPlace::Stack(stack) if even < most => {
            headline_rows + (most - even).min(stack.most.saturating_sub(stack.rows))
        }
        _ => headline_rows,
    };
    let height = inside.rows - headline_rows;
    let filled = fill(&slugs, count, height);

    match first_piece {
        HeadlineToPlace::Stack(stack) => headline::place(desk, &inside, stack, headline_rows, &mut placement),
        HeadlineToPlace::Strip(strip) => {
            let at = match area.headline {
                HeadlinePlace::Right => inside.left + inside.width - strip.width,
                _ => inside.left,
            };
            vertical::place(desk, &inside, at, strip, &mut placement);
        }
        HeadlineToPlace::None => {}
    }
    let offset = placement.texts.len();
    placement.texts.append(&mut texts.texts);
    let first_row = inside.row + headline_rows;
    for (column, range) in filled.columns.iter().enumerate() {
        let mut row = first_row;
        for piece in &pieces[range.clone()] {
            let origin = Point::new(left + columns.left[column], baseline(desk, row, piece));
            placement.lines.push(PlacedLine {
                text: piece.text + offset,
                line: piece.line,
                origin,
                condense: 1000,
            });
            row += piece.rows;
        }
    }
    rules_between(desk, area, left, &columns, first_row, &filled.rows, &mut placement);
    let fit = CopyFit {
        story: story.name.clone(),
        area: area.name.clone(),
        columns: count,
        characters: columns.width.div_floor(body_em),
        needed: total(&slugs),
        offered: count * height,
        headline_rows,
        column_rows: filled.rows.clone(),
        overset: overset(&placement, offset, &pieces, filled.placed),
    };
    report(&fit, area, &mut findings);
    placement.findings = findings;
    placement.fit = Some(fit);
    placement
}

enum HeadlineToPlace {
    Stack(headline::Stack),
    Strip(vertical::VerticalHeadline),
    None,
}

/// Left edge and width of the room beside a vertical headline, or of the whole inside.
fn text_room(desk: &Desk<'_>, area: &Area, inside: &Inside, strip: Option<Length>) -> (Length, Length) {
    let taken = match strip {
        Some(width) if width > Length::ZERO => width + desk.grid.gutter,
        _ => Length::ZERO,
    };
    let left = match area.headline {
        HeadlinePlace::Left => inside.left + taken,
        _ => inside.left,
    };
    (left, (inside.width - taken).max(desk.grid.body))
}

/// Sets everything below the headline, in reading order.
fn body(
    desk: &mut Desk<'_>,
    area: &Area,
    story: &Story,
    measure: Length,
    placement: &mut Placement,
    findings: &mut Vec<Diagnostic>,
) -> (Vec<Piece>, Vec<Slug>) {
    let mut pieces = Vec::new();
    let mut slugs = Vec::new();
    let mut add = |desk: &mut Desk<'_>, kind: &str, text: &Text, own_rows: bool| {
        let Some(style) = desk.style(area, kind) else { return };
        let setting = Setting { measure, indent: indent(style), align: style.align };
        let set = desk.set(text, style, &setting, findings);
        let count = set.lines.lines.len();
        let index = placement.keep(set);
        let least = desk.grid_rows(style.size);
        let rows = if own_rows { style.rows.max(least) } else { least };
        for line in 0..count {
            pieces.push(Piece { text: index, line, size: style.size, rows });
            slugs.push(Slug { rows, keep_with_next: kind == "crosshead" || kind == "byline" });
        }
    };
    if let Some(byline) = &story.byline {
        add(desk, "byline", byline, true);
    }
    for block in &story.blocks {
        match block {
            Block::Paragraph(text) => add(desk, "body", text, false),
            Block::Crosshead(text) => add(desk, "crosshead", text, true),
        }
    }
    if let Some(source) = &story.source {
        add(desk, "source", source, true);
    }
    if let Some(credit) = &story.credit {
        add(desk, "credit-line", credit, true);
    }
    (pieces, slugs)
}

fn indent(style: &Style) -> Length {
    match style.align {
        Align::Justify | Align::Left => style.size.scale(i64::from(style.indent), 1000),
        _ => Length::ZERO,
    }
}

/// The baseline of a piece whose first row is `row`: on the grid for one row, in the middle of
/// its rows for more.
fn baseline(desk: &Desk<'_>, row: u32, piece: &Piece) -> Length {
    let top = desk.grid.row_top(row);
    let room = desk.grid.depth(piece.rows);
    top + (room - piece.size) / 2 + ascent(piece.size)
}

/// Rules between columns of text, as deep as the deeper of their neighbours.
fn rules_between(
    desk: &Desk<'_>,
    area: &Area,
    left: Length,
    columns: &Columns,
    row: u32,
    rows: &[u32],
    placement: &mut Placement,
) {
    let Some((width, ink)) = &area.column_rule else { return };
    for column in 1..columns.left.len() {
        let depth = rows[column - 1].max(rows[column]);
        let gap_from = columns.left[column - 1] + columns.width;
        let middle = left + gap_from + (columns.left[column] - gap_from) / 2;
        let rect = Rect::new(middle - *width / 2, desk.grid.row_top(row), *width, desk.grid.depth(depth));
        placement.fills.push((rect, ink.clone()));
    }
}

fn overset(placement: &Placement, offset: usize, pieces: &[Piece], placed: usize) -> Option<Overset> {
    let rest = pieces.get(placed..)?;
    let first = rest.first()?;
    let mut characters = 0;
    for piece in rest {
        let text = &placement.texts[piece.text + offset];
        let line = &text.lines.lines[piece.line];
        let clusters = line.clusters.clone();
        let words = clusters.flat_map(|at| text.paragraph.text_of(at).chars());
        characters += words.filter(|character| !character.is_whitespace()).count();
    }
    let text = &placement.texts[first.text + offset];
    let line = &text.lines.lines[first.line];
    let last = line.clusters.end - 1;
    let from = text.paragraph.source[line.clusters.start] as usize;
    let to = text.paragraph.source[last] as usize + text.paragraph.text_of(last).len();
    let rows = rest.iter().map(|piece| piece.rows).sum();
    Some(Overset { rows, characters, at: text.words.span(from..to) })
}

/// A headline stack that is taller than its area runs out of it.
fn headline_overset(story: &Story, area: &Area, needed: u32, offered: u32) -> Diagnostic {
    let rows = |count: u32| counted(count as usize, "row");
    let finding = Diagnostic::error(
        "headline-overset",
        format!(
            "the headline of “{}” needs {}, area `{}` has {}",
            story.name,
            rows(needed),
            area.name,
            rows(offered)
        ),
    )
    .help(format!("make the area {} taller, or choose smaller styles in it", rows(needed - offered)));
    let finding = match &story.headline {
        Some(headline) => finding.at(headline.whole(), "runs out of its area"),
        None => finding,
    };
    finding.at(area.span.clone(), "")
}

/// A vertical headline that leaves its text no room.
fn headline_too_wide(story: &Story, area: &Area, characters: u32) -> Diagnostic {
    let finding = Diagnostic::error(
        "headline-overset",
        format!(
            "the headline of “{}” leaves its text {} of area `{}`",
            story.name,
            counted(characters as usize, "character"),
            area.name
        ),
    )
    .help("choose smaller styles in it, fewer text_columns, or a wider area");
    let finding = match &story.headline {
        Some(headline) => finding.at(headline.whole(), "too wide"),
        None => finding,
    };
    finding.at(area.span.clone(), "")
}

/// Over- and underset as findings.
fn report(fit: &CopyFit, area: &Area, findings: &mut Vec<Diagnostic>) {
    let rows = |count: u32| counted(count as usize, "row");
    let room = format!("{} of {}", counted(fit.columns as usize, "column"), rows(fit.offered / fit.columns));
    if let Some(over) = &fit.overset {
        let characters = counted(over.characters, "character");
        let taller = over.rows.div_ceil(fit.columns);
        findings.push(
            Diagnostic::error(
                "overset",
                format!(
                    "“{}” is {} too long for area `{}` (about {characters})",
                    fit.story,
                    rows(over.rows),
                    fit.area
                ),
            )
            .at(over.at.clone(), "the text stops fitting here")
            .at(area.span.clone(), room)
            .help(format!("cut {characters}, or make the area {} taller", rows(taller))),
        );
        return;
    }
    let deepest = fit.column_rows.iter().copied().max().unwrap_or(0);
    let short = (fit.offered / fit.columns).saturating_sub(deepest);
    if short > 0 {
        let free = fit.offered.saturating_sub(fit.needed);
        let characters = counted(free as usize * fit.characters as usize, "character");
        findings.push(
            Diagnostic::warning(
                "underset",
                format!(
                    "“{}” leaves {} of area `{}` empty ({} in all columns, about {characters})",
                    fit.story,
                    rows(short),
                    fit.area,
                    rows(free)
                ),
            )
            .at(area.span.clone(), room)
            .help(format!("add about {characters}, or make the area {} shorter", rows(short))),
        );
    }
}
