//! The order of reading: from a headline to its text (题文不接), and from one area of a story to the next.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect};
use crate::layout::{Area, Writing};
use crate::message::{counted, msg};

use super::page::{LintItem, LintPage, across, down, overlap};

/// Rows between two areas that still belong together.
const NEAR_ROWS: i64 = 2;

pub(super) fn check(page: &LintPage<'_>, found: &mut Vec<Diagnostic>) {
    for item in page.items.iter().filter(|item| item.story().is_some()) {
        leaves_headline(page, item, found);
        for (at, pair) in item.areas.windows(2).enumerate() {
            jumps(page, item, at, pair[0], pair[1], found);
        }
    }
}

/// Text that begins neither under its headline nor beside it.
fn leaves_headline(page: &LintPage<'_>, item: &LintItem<'_>, found: &mut Vec<Diagnostic>) {
    let grid = page.grid;
    let (Some(headline), Some(first)) = (item.headline(), item.placed.columns.first()) else { return };
    let rect = &headline.rect;
    let most = page.layout.lint.text_away;
    let white = grid.gutter * 2;
    if overlap(down(rect), down(first)) > Length::ZERO {
        let all = item.placed.columns.iter();
        let head = all.clone().map(|column| column.y).reduce(Length::min).unwrap_or(first.y);
        let foot = all.map(Rect::bottom).reduce(Length::max).unwrap_or(first.bottom());
        // A headline down the whole side of its text leads into it from either side.
        let whole = headline.vertical && rect.y <= head + grid.pitch && rect.bottom() + grid.pitch >= foot;
        if whole || overlap(across(rect), across(first)) >= -white {
            return;
        }
    }
    let away = first.y - rect.bottom();
    let under = overlap(across(rect), across(first)) > Length::ZERO && away >= Length::ZERO;
    // The story's own picture may stand between the two.
    let pictures = item.placed.pictures.iter().map(|picture| &picture.window).filter(|window| {
        overlap(across(window), across(first)) > Length::ZERO
            && window.y >= rect.bottom() - grid.body
            && window.bottom() <= first.y
    });
    let shown: Length = pictures.map(|window| window.height + grid.pitch * 4).sum();
    let rows = (away - shown).max(Length::ZERO).div_floor(grid.pitch);
    if under && rows <= most {
        return;
    }
    let message = if under {
        msg!(
            "the text of {item} begins {rows} below its headline",
            item = item.name(page),
            rows = counted(rows as usize, "row")
        )
    } else {
        msg!("the text of {item} begins neither under nor beside its headline", item = item.name(page))
    };
    found.push(
        Diagnostic::new(codes::TEXT_LEAVES_HEADLINE, msg!("{message} (题文不接)", message))
            .at(headline.at.clone(), msg!("its headline"))
            .here(item.areas[0].span.clone())
            .help(msg!(
                "move `headline_at` to where the first column begins, or let nothing stand between the two"
            )),
    );
}

/// From one area of a story to the next: the one that follows stands to the right or below, with
/// nothing between (to the left or below for text that runs down).
fn jumps(
    page: &LintPage<'_>,
    item: &LintItem<'_>,
    at: usize,
    from: &Area,
    to: &Area,
    found: &mut Vec<Diagnostic>,
) {
    let grid = page.grid;
    let rect = |area: &Area| -> Vec<Rect> { area.parts().iter().map(|part| grid.cells(part)).collect() };
    let near = grid.pitch * (NEAR_ROWS + 1);
    let mut adjacent = false;
    for one in rect(from) {
        for next in rect(to) {
            let beside = overlap(down(&one), down(&next)) > Length::ZERO;
            let below = overlap(across(&one), across(&next)) > Length::ZERO && next.y >= one.bottom();
            let gap = match from.writing {
                Writing::Across => next.x - one.right(),
                Writing::Down => one.x - next.right(),
            };
            adjacent |= beside && gap >= Length::ZERO && gap <= grid.gutter * 2;
            adjacent |= below && next.y - one.bottom() <= near;
            // Over the fold of a spread the gutter is wider.
            adjacent |= beside
                && grid.fold.is_some_and(|fold| gap >= Length::ZERO && gap <= fold.width.max(grid.gutter));
        }
    }
    if adjacent {
        return;
    }
    let (one, next) = (grid.area(from), grid.area(to));
    let up = next.bottom() <= one.y;
    let between = page.items.iter().find(|other| {
        let own = std::ptr::eq(*other, item);
        let bridge = Rect {
            x: one.x.min(next.x),
            y: one.y.min(next.y),
            width: one.right().max(next.right()) - one.x.min(next.x),
            height: one.bottom().max(next.bottom()) - one.y.min(next.y),
        };
        let area = grid.area(other.areas[0]);
        !own && other.is_matter()
            && overlap(across(&area), across(&bridge)) > grid.body
            && overlap(down(&area), down(&bridge)) > grid.body
    });
    let way = match between {
        _ if up => msg!("and so goes up the page"),
        Some(other) => msg!("and so goes over {other}", other = other.name(page)),
        None => msg!("which is not to the right of it or below it"),
    };
    let words = item.headline().map(|headline| headline.at.clone());
    let finding = Diagnostic::new(
        codes::READING_JUMPS,
        msg!(
            "{item} goes on from area `{name}` in area `{to}`, {way} (题文不接)",
            item = item.name(page),
            name = from.name,
            to = to.name,
            way
        ),
    )
    .at(to.span.clone(), msg!("part {number} of its text", number = at + 2))
    .at(from.span.clone(), msg!("part {number}", number = at + 1))
    .help(msg!(
        "name the areas in reading order, and let each stand right beside or below the one before it"
    ));
    found.push(match words {
        Some(span) => finding.here(span),
        None => finding,
    });
}
