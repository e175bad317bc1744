//! Headlines among headlines: 碰题, 顶题, their order, and those at the foot of the page.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::flow::HeadlineBox;
use crate::geometry::{Length, Rect};
use crate::message::{counted, msg};

use super::page::{LintItem, LintPage, across, down, overlap};

/// Rows of text that part a headline from one under it.
const PARTING_ROWS: i64 = 3;

pub(super) fn check(page: &LintPage<'_>, found: &mut Vec<Diagnostic>) {
    let heads: Vec<(&LintItem<'_>, &HeadlineBox)> =
        page.items.iter().filter_map(|item| Some((item, item.headline()?))).collect();
    let rules = page.rules();
    for (at, one) in heads.iter().enumerate() {
        for other in &heads[at + 1..] {
            // A headline that runs down is told apart by its direction.
            if one.1.vertical || other.1.vertical {
                continue;
            }
            let boxed = one.0.is_boxed()
                || other.0.is_boxed()
                || one.0.areas[0].headline_tint.is_some() != other.0.areas[0].headline_tint.is_some();
            if boxed {
                continue;
            }
            beside(page, one, other, &rules, found);
            under(page, one, other, &rules, found);
        }
    }
    order(page, &heads, found);
    on_foot(page, &heads, found);
}

/// 碰题: two headlines in the same rows that read as one.
fn beside(
    page: &LintPage<'_>,
    one: &(&LintItem<'_>, &HeadlineBox),
    other: &(&LintItem<'_>, &HeadlineBox),
    rules: &[Rect],
    found: &mut Vec<Diagnostic>,
) {
    let grid = page.grid;
    let (left, right) = if one.1.rect.x <= other.1.rect.x { (one, other) } else { (other, one) };
    let gap = right.1.rect.x - left.1.rect.right();
    if overlap(down(&left.1.rect), down(&right.1.rect)) <= grid.pitch / 2
        || gap < -grid.body
        || gap > grid.gutter + grid.body
    {
        return;
    }
    let fold =
        page.fold_strip().is_some_and(|(from, to)| left.1.rect.right() <= from && to <= right.1.rect.x);
    let (small, large) = (left.1.size.min(right.1.size), left.1.size.max(right.1.size));
    let step = i64::from(100 + page.layout.lint.size_step);
    if fold || left.1.face != right.1.face || large.0 * 100 >= small.0 * step {
        return;
    }
    let between = Rect::new(
        left.1.rect.right() - grid.body,
        left.1.rect.y.max(right.1.rect.y),
        gap + grid.body * 2,
        overlap(down(&left.1.rect), down(&right.1.rect)),
    );
    let ruled = rules.iter().any(|rule| {
        rule.height > rule.width
            && overlap(across(rule), across(&between)) > Length::ZERO
            && overlap(down(rule), down(&between)) * 2 >= between.height
    });
    if ruled {
        return;
    }
    found.push(
        Diagnostic::new(
            codes::HEADLINES_COLLIDE,
            msg!(
                "the headlines of {left} and {right} stand side by side and read as one (碰题)",
                left = left.0.name(page),
                right = right.0.name(page)
            ),
        )
        .at(left.1.at.clone(), msg!("the left one"))
        .at(right.1.at.clone(), msg!("the right one"))
        .here(left.0.areas[0].span.clone())
        .help(msg!(
            "part them by a column of text, a rule or a box, or set one of them down, in another face or at \
             least {size_step} % larger",
            size_step = page.layout.lint.size_step
        )),
    );
}

/// 顶题: a headline right under another.
fn under(
    page: &LintPage<'_>,
    one: &(&LintItem<'_>, &HeadlineBox),
    other: &(&LintItem<'_>, &HeadlineBox),
    rules: &[Rect],
    found: &mut Vec<Diagnostic>,
) {
    let grid = page.grid;
    let (upper, lower) = if one.1.rect.y <= other.1.rect.y { (one, other) } else { (other, one) };
    let gap = lower.1.rect.y - upper.1.rect.bottom();
    if overlap(across(&upper.1.rect), across(&lower.1.rect)) <= grid.body
        || gap < -grid.pitch
        || gap >= grid.pitch * PARTING_ROWS
    {
        return;
    }
    let ruled = rules.iter().any(|rule| {
        rule.width > rule.height
            && rule.y >= upper.1.rect.bottom() - grid.body
            && rule.y <= lower.1.rect.y + grid.body
            && overlap(across(rule), across(&lower.1.rect)) * 2 >= lower.1.rect.width
    });
    if ruled {
        return;
    }
    found.push(
        Diagnostic::new(
            codes::HEADLINES_COLLIDE,
            msg!(
                "the headline of {lower} stands right under that of {upper} (顶题)", lower = lower.0.name(page), upper = upper.0.name(page)),
        )
        .at(lower.1.at.clone(), msg!("the lower one"))
        .at(upper.1.at.clone(), msg!("the upper one"))
        .here(lower.0.areas[0].span.clone())
        .help(msg!("give the upper story at least {parting_rows} rows of text under its headline, or part them by a rule or a box", parting_rows = PARTING_ROWS)),
    );
}

/// A headline that is larger than one over it.
fn order(page: &LintPage<'_>, heads: &[(&LintItem<'_>, &HeadlineBox)], found: &mut Vec<Diagnostic>) {
    let Some(severity) = page.layout.lint.headline_order else { return };
    // Where a story goes on, its headline is small by right.
    let fresh = |item: &LintItem<'_>| item.story().is_some_and(|part| part.from.is_none());
    let across_fresh = heads.iter().filter(|(item, headline)| fresh(item) && !headline.vertical);
    let heads: Vec<_> = across_fresh.collect();
    for (item, headline) in &heads {
        let over = heads.iter().filter(|(_, over)| {
            over.rect.bottom() <= headline.rect.y
                && overlap(across(&over.rect), across(&headline.rect)) > page.grid.body
                && over.size < headline.size
        });
        let Some((upper, over)) = over.max_by_key(|(_, over)| over.rect.bottom()) else { continue };
        found.push(
            Diagnostic::new(
                codes::HEADLINE_ORDER,
                msg!(
                    "the headline of {item} ({size}pt) is larger than that of {upper} over it ({over}pt)",
                    item = item.name(page),
                    size = format_args!("{:.1}", headline.size.to_pt()),
                    upper = upper.name(page),
                    over = format_args!("{:.1}", over.size.to_pt())
                ),
            )
            .of_severity(severity)
            .at(headline.at.clone(), msg!("the lower one"))
            .at(over.at.clone(), msg!("the upper one"))
            .here(item.areas[0].span.clone())
            .help(msg!(
                "give the lower area a smaller headline style, the upper one a larger one, or change places"
            )),
        );
    }
}

/// A headline in the last rows of the page with next to no text under it.
fn on_foot(page: &LintPage<'_>, heads: &[(&LintItem<'_>, &HeadlineBox)], found: &mut Vec<Diagnostic>) {
    let grid = page.grid;
    let least = page.layout.lint.text_under;
    let foot = grid.row_top(grid.rows) + grid.body;
    for (item, headline) in heads {
        let rect = &headline.rect;
        let room = (foot - rect.bottom()).max(Length::ZERO).div_floor(grid.pitch);
        if headline.vertical || item.placed.columns.is_empty() || room > least + 2 {
            continue;
        }
        let under = item.placed.columns.iter().filter(|column| {
            overlap(across(column), across(rect)) > Length::ZERO && column.y >= rect.bottom() - grid.body
        });
        let rows =
            under.map(|column| (column.height - grid.body).div_floor(grid.pitch) + 1).max().unwrap_or(0);
        if rows >= least {
            continue;
        }
        let has =
            if rows == 0 { msg!("no row") } else { msg!("{rows}", rows = counted(rows as usize, "row")) };
        found.push(
            Diagnostic::new(
                codes::HEADLINE_ON_FOOT,
                msg!(
                    "the headline of {item} stands at the foot of the page with {has} of text under it",
                    item = item.name(page),
                    has
                ),
            )
            .here(headline.at.clone())
            .here(item.areas[0].span.clone())
            .help(msg!(
                "give it {rows} of text at the least, or move the story up",
                rows = counted(least as usize, "row")
            )),
        );
    }
}
