//! How copy fits: what is too large, too long or too short, in rows and characters.

use crate::diagnostic::{Diagnostic, counted};
use crate::geometry::Length;
use crate::issue::Story;
use crate::layout::Area;

use super::story::Piece;
use super::{CopyFit, Desk, Overset, Placement};

/// Characters that a column of text must hold at the least.
const LEAST_MEASURE: u32 = 4;

/// Tells of a headline stack that is taller than its area.
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

/// Tells of a vertical headline that leaves the columns of text next to no room.
pub(super) fn check_room(
    desk: &Desk<'_>,
    story: &Story,
    area: &Area,
    em: Length,
    width: Length,
    findings: &mut Vec<Diagnostic>,
) {
    let count = i64::from(area.text_columns.unwrap_or(area.columns).max(1));
    let least = em * (i64::from(LEAST_MEASURE) * count) + desk.grid.gutter * (count - 1);
    if width < least {
        findings.push(headline_too_wide(story, area, width.div_floor(em)));
    }
}

/// What does not fit: the pieces that found no room, as lines of the placement's texts.
pub(super) fn overset(placement: &Placement, rest: &[Piece]) -> Option<Overset> {
    let first = rest.first()?;
    let mut characters = 0;
    for piece in rest {
        let text = &placement.texts[piece.text];
        let line = &text.lines.lines[piece.line];
        let clusters = line.clusters.clone();
        let words = clusters.flat_map(|at| text.paragraph.text_of(at).chars());
        characters += words.filter(|character| !character.is_whitespace()).count();
    }
    let text = &placement.texts[first.text];
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
pub(super) fn report(fit: &CopyFit, area: &Area, findings: &mut Vec<Diagnostic>) {
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
