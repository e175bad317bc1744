//! How copy fits: what is too large, too long or too short, in rows and characters.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::issue::{Figure, Story, StoryPart};
use crate::layout::{Area, LEAST_MEASURE, RowsRule, Writing};
use crate::message::{Counted, Message, Word, counted, msg, semicolons, word};

use super::copy::CopyItem;
use super::copyfit::Fitted;
use super::fill;
use super::pour::Poured;
use super::story_layout::StoryLayout;
use super::{CopyFit, Desk, Overset, Placement, proposal};

/// Reports a headline stack that is taller than its area.
pub(super) fn check_headline(
    story: &Story,
    area: &Area,
    needed: u32,
    offered: u32,
    findings: &mut Vec<Diagnostic>,
) {
    if needed > offered {
        findings.push(headline_overset(story, area, needed, offered));
    }
}

/// Reports a vertical headline that leaves the columns of text less than the least measure.
pub(super) fn check_room(
    desk: &Desk<'_>,
    story: &Story,
    area: &Area,
    em: Length,
    width: Length,
    findings: &mut Vec<Diagnostic>,
) {
    let count = i64::from(area.text_columns.unwrap_or(area.columns).max(1));
    let least = em * (LEAST_MEASURE * count) + desk.grid.gutter * (count - 1);
    if width < least {
        findings.push(headline_too_wide(story, area, width.div_floor(em)));
    }
}

/// Makes the report of a story that was laid out, and tells what is over or short.
pub(super) fn report_story(
    desk: &Desk<'_>,
    story_layout: &StoryLayout<'_>,
    items: &[CopyItem<'_>],
    fitted: &Fitted,
    placement: &mut Placement,
    findings: &mut Vec<Diagnostic>,
) {
    let (area, story) = (story_layout.areas[0], story_layout.story);
    let names: Vec<&str> = story_layout.areas.iter().map(|area| area.name.as_str()).collect();
    let columns = fitted.frames.last().map_or(0, |frame| frame.column + 1);
    let mut column_rows = vec![0; columns];
    for (frame, rows) in fitted.frames.iter().zip(&fitted.poured.rows) {
        column_rows[frame.column] += rows;
    }
    // Columns that a headline or a picture takes entirely do not count.
    let mut used: Vec<bool> = vec![false; columns];
    fitted.frames.iter().for_each(|frame| used[frame.column] = true);
    let mut used = used.into_iter();
    column_rows.retain(|_| used.next().unwrap_or(false));
    let em = desk.body_style(area, "body").map_or(desk.grid.body, |style| style.size);
    let goes_on = story_layout.part.to.is_some();
    let copyfit = CopyFit {
        story: story.name.clone(),
        area: names.join(" + "),
        columns: match fitted.columns() {
            0 => area.text_columns.unwrap_or(area.columns).max(1),
            columns => columns,
        },
        characters: fitted.frames.first().map_or(0, |frame| frame.measure.div_floor(em)),
        needed: fitted.poured.needed,
        offered: fitted
            .offered()
            .saturating_sub(fitted.filler.map_or(0, |(_, rows)| rows * fitted.columns())),
        headline_rows: story_layout.stacked().map_or(0, |_| fitted.plan.headline_rows),
        column_rows,
        overset: if goes_on { None } else { overset(story, items, &fitted.poured) },
        changes: fitted.changes.clone(),
        from: story_layout.part.from.as_ref().map(|jump| jump.page),
        to: story_layout.part.to.as_ref().map(|jump| jump.page),
    };
    if let Some(jump) = story_layout.part.to.as_ref().filter(|_| fitted.poured.unplaced.is_none()) {
        findings.push(
            Diagnostic::new(
                codes::JUMP_UNUSED,
                msg!(
                    "all of “{story}” stands here, nothing is left for page {page}",
                    story = story.name,
                    page = jump.page
                ),
            )
            .at(jump.words.whole(), msg!("it is to go on there"))
            .here(area.span.clone())
            .help(msg!("take the second part out, or make this area smaller")),
        );
    }
    if !goes_on {
        // Empty rows are reported for the last area.
        let last = story_layout.areas.last().copied().unwrap_or(area);
        report(desk, &copyfit, last, fitted.free_in_all(), findings);
    }
    if copyfit.overset.is_none() {
        findings.extend(uneven_feet(&copyfit, area, items, fitted));
    }
    if !copyfit.changes.is_empty() {
        findings.push(
            Diagnostic::new(
                codes::COPYFIT,
                msg!(
                    "“{story}” was made to fit: {changes}",
                    story = story.name,
                    changes = semicolons(&copyfit.changes)
                ),
            )
            .here(area.span.clone()),
        );
    }
    placement.fit = Some(copyfit);
}

/// Columns that end neither evenly nor stepped once, at the words with which the first of them ends that is too high.
fn uneven_feet(fit: &CopyFit, area: &Area, items: &[CopyItem<'_>], fitted: &Fitted) -> Option<Diagnostic> {
    let (frames, poured) = (&fitted.frames, &fitted.poured);
    let (at, short) = fill::uneven(frames, &poured.rows)?;
    let rows = fit.column_rows.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    let mut finding = Diagnostic::new(
        codes::UNEVEN_FEET,
        msg!("the columns of “{story}” end unevenly: {rows} rows", story = fit.story, rows),
    );
    if let Some(slot) = poured.slots.iter().rfind(|slot| slot.frame == at) {
        let text = &items[slot.item].set;
        let line = text.lines.lines.get(slot.line)?;
        let (first, last) = (line.clusters.start, line.clusters.end.saturating_sub(1));
        let from = *text.paragraph.source.get(first)? as usize;
        let to = *text.paragraph.source.get(last)? as usize + text.paragraph.text_of(last).len();
        let words = msg!(
            "column {number} ends here, {rows} too high",
            number = frames[at].column + 1,
            rows = counted(short as usize, "row")
        );
        finding = finding.at(text.words.span(from..to), words);
    }
    let characters = counted(short as usize * fit.characters as usize, "character");
    let help = if at + 1 == frames.len() {
        msg!("add about {characters} to the story, or cut as much elsewhere in it", characters)
    } else {
        msg!("make a paragraph of this column longer or shorter by a line: about {characters}", characters)
    };
    Some(finding.here(area.span.clone()).help(help))
}

/// The finding about a part of a story for which the parts before it left no copy.
pub(super) fn nothing_left(story: &Story, part: &StoryPart, area: &Area, page: u32) -> Diagnostic {
    let finding = Diagnostic::new(
        codes::JUMP_EMPTY,
        msg!("nothing of “{story}” is left for area `{area}`", story = story.name, area = area.name),
    )
    .at(area.span.clone(), msg!("stays empty"))
    .help(msg!("all of it stands on page {page}: give this area another story, or cut room there", page));
    part.insets.iter().fold(finding, |finding, inset| {
        finding.at(inset.figure.span.clone(), msg!("this picture inside it is not printed either"))
    })
}

/// A vertical headline that is wider than the columns that it is given.
pub(super) fn headline_wider(story: &Story, area: &Area, needed: u32, offered: u32) -> Diagnostic {
    let characters = |count: u32| counted(count as usize, "character");
    let message = msg!(
        "the headline of “{story}” is {characters} wide, its place in area `{area}` {offered}",
        story = story.name,
        characters = characters(needed),
        area = area.name,
        offered = characters(offered)
    );
    headline_fault(story, area, message, word("runs out of its place"))
        .help(msg!("give `headline_at` more columns, or choose smaller styles"))
}

/// A picture inside the text that lies on the story's headline.
pub(super) fn inset_on_headline(story: &Story, figure: &Figure, area: &Area, row: u32) -> Diagnostic {
    Diagnostic::new(
        codes::INSET_ON_HEADLINE,
        msg!(
            "this picture lies on the headline of “{story}”, which takes the rows before {row}",
            story = story.name,
            row
        ),
    )
    .here(figure.span.clone())
    .here(area.span.clone())
    .help(msg!("let it begin in row {row} of the area or below: inside = {{ …, row = {row} }}", row))
}

/// What does not fit: the lines that found no room.
fn overset(story: &Story, items: &[CopyItem<'_>], poured: &Poured) -> Option<Overset> {
    let (first, from) = poured.unplaced?;
    let mut characters = 0;
    for (number, item) in items.iter().enumerate().skip(first) {
        let from = if number == first { from } else { 0 };
        let clusters = item.set.lines.lines[from..].iter().flat_map(|line| line.clusters.clone());
        let words = clusters.flat_map(|at| item.set.paragraph.text_of(at).chars());
        // A drop cap goes with its first line.
        let cap = item.cap().filter(|_| from == 0).map_or("", |cap| cap.text.paragraph.text.as_str());
        characters += words.chain(cap.chars()).filter(|character| !character.is_whitespace()).count();
    }
    let text = &items[first].set;
    let line = &text.lines.lines[from];
    let last = line.clusters.end - 1;
    let from = text.paragraph.source[line.clusters.start] as usize;
    let to = text.paragraph.source[last] as usize + text.paragraph.text_of(last).len();
    let cut = proposal::cut(story, characters).map(|cut| (cut.span, cut.characters));
    Some(Overset { rows: poured.over(items), characters, at: text.words.span(from..to), cut })
}

/// A headline stack that is taller than its area runs out of it.
fn headline_overset(story: &Story, area: &Area, needed: u32, offered: u32) -> Diagnostic {
    let rows = |count: u32| counted(count as usize, "row");
    let message = msg!(
        "the headline of “{story}” needs {rows}, area `{area}` has {offered}",
        story = story.name,
        rows = rows(needed),
        area = area.name,
        offered = rows(offered)
    );
    let help = match area.headline_at {
        Some(_) => msg!("give its `headline_at` {rows}, or choose smaller styles in it", rows = rows(needed)),
        None => {
            msg!("make the area {rows} taller, or choose smaller styles in it", rows = rows(needed - offered))
        }
    };
    headline_fault(story, area, message, word("runs out of its area")).help(help)
}

/// A vertical headline that leaves its text too little room.
fn headline_too_wide(story: &Story, area: &Area, characters: u32) -> Diagnostic {
    let message = msg!(
        "the headline of “{story}” leaves its text {characters} of area `{area}`",
        story = story.name,
        characters = counted(characters as usize, "character"),
        area = area.name
    );
    headline_fault(story, area, message, word("too wide"))
        .help(msg!("choose smaller styles in it, fewer text_columns, or a wider area"))
}

/// A headline that does not fit, at its words, if it has any, and at its area.
fn headline_fault(story: &Story, area: &Area, message: Message, words: Word) -> Diagnostic {
    let finding = Diagnostic::new(codes::HEADLINE_OVERSET, message);
    let finding = match &story.headline {
        Some(headline) => finding.at(headline.whole(), words),
        None => finding,
    };
    finding.here(area.span.clone())
}

/// Over- and underset as findings.
fn report(desk: &Desk<'_>, fit: &CopyFit, area: &Area, short: u32, findings: &mut Vec<Diagnostic>) {
    // Where text runs down, its lines stand side by side: more of them need a wider area.
    let down = area.writing == Writing::Down;
    let rows = |count: u32| match down {
        true => counted(count as usize, "line"),
        false => counted(count as usize, "row"),
    };
    let room = match fit.offered / fit.columns {
        0 => msg!("no row is left for its text"),
        offered => msg!(
            "{columns} of {rows}",
            columns = counted(fit.columns as usize, "column"),
            rows = rows(offered)
        ),
    };
    if let Some(over) = &fit.overset {
        let characters = counted(over.characters, "character");
        let taller = over.rows.div_ceil(fit.columns);
        let mut finding = Diagnostic::new(
            codes::OVERSET,
            msg!(
                "“{story}” is {rows} too long for area `{area}` (about {characters})",
                story = fit.story,
                rows = rows(over.rows),
                area = fit.area,
                characters
            ),
        )
        .at(over.at.clone(), msg!("the text stops fitting here"))
        .at(area.span.clone(), room)
        .help(if fit.offered == 0 {
            msg!("make the area {rows} taller, shorten its headline, or move the story", rows = rows(taller))
        } else if down {
            msg!("cut {characters}, or make the area {rows} wider", characters, rows = rows(taller))
        } else {
            too_long(area, characters, rows(taller), taller)
        });
        if let Some((span, held)) = &over.cut {
            finding = finding.at(
                span.clone(),
                msg!("could be cut: {characters}", characters = counted(*held, "character")),
            );
        }
        findings.push(finding);
        return;
    }
    let free = fit.offered.saturating_sub(fit.needed);
    // Less than a row for each column is even enough, also at the foot of a six-sided area.
    if short > desk.layout.lint.short_rows && free >= fit.columns {
        let characters = counted(free as usize * fit.characters as usize, "character");
        findings.push(
            Diagnostic::new(
                codes::UNDERSET,
                msg!(
                    "“{story}” leaves {rows} of area `{area}` empty ({free} in all columns, about {characters})", story = fit.story, rows = rows(short), area = fit.area, free = rows(free), characters),
            )
            .at(area.span.clone(), room)
            .help(if down {
                msg!("add about {characters}, or make the area {rows} narrower", characters, rows = rows(short))
            } else {
                too_short(area, characters, rows(short))
            }),
        );
    }
}

/// The way out for copy that needs so many rows more than its area has.
fn too_long(area: &Area, characters: Counted, rows: Counted, taller: u32) -> Message {
    let Some(relation) = &area.relation else {
        return msg!("cut {characters}, or make the area {rows} taller", characters, rows);
    };
    match relation.rows {
        RowsRule::Copy if relation.max_rows == Some(area.rows) => {
            msg!(
                "cut {characters}, or let the area grow: max_rows = {most}",
                characters,
                most = area.rows + taller
            )
        }
        RowsRule::Fixed(fixed) => {
            msg!("cut {characters}, or give the area more: rows = {more}", characters, more = fixed + taller)
        }
        RowsRule::Copy | RowsRule::Share(_) => {
            msg!("cut {characters}, or take {rows} from the areas over and under it", characters, rows)
        }
        RowsRule::Same => {
            msg!("cut {characters}, or make the area beside it {rows} taller", characters, rows)
        }
    }
}

/// The way out for copy that leaves so many rows of its area.
fn too_short(area: &Area, characters: Counted, rows: Counted) -> Message {
    match area.relation.as_ref().map(|relation| relation.rows) {
        None | Some(RowsRule::Fixed(_)) => {
            msg!("add about {characters}, or make the area {rows} shorter", characters, rows)
        }
        // Its own rows are those of the copy; the white came from its stack or from `min_rows`.
        Some(RowsRule::Copy) => {
            msg!(
                "add about {characters}, or let the white stand elsewhere: `white` of its stack, `min_rows`",
                characters
            )
        }
        Some(RowsRule::Share(_) | RowsRule::Same) => {
            msg!("add about {characters}, or give it the rows that it needs: rows = \"copy\"", characters)
        }
    }
}
