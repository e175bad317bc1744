//! Lone rows (孤行): what a column begins and ends with.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::flow::{PlacedLine, Placement, SetText};
use crate::issue::{Block, Story};
use crate::message::{msg, word};

use super::page::{LintItem, LintPage, starts_in};

/// A text of the copy and what it is in the manuscript.
struct CopyBlock<'p> {
    text: &'p SetText,
    crosshead: bool,
    /// Whether its words start at the beginning of their paragraph.
    begins: bool,
}

/// A line in a column.
struct ColumnRow<'p> {
    copy: Option<CopyBlock<'p>>,
    line: usize,
}

impl ColumnRow<'_> {
    /// Lines of its paragraph on this page.
    fn count(&self) -> usize {
        self.copy.as_ref().map_or(0, |copy| copy.text.lines.lines.len())
    }

    fn is_crosshead(&self) -> bool {
        self.copy.as_ref().is_some_and(|copy| copy.crosshead)
    }

    /// Whether it is the last of several lines of a paragraph.
    fn is_last_of_many(&self) -> bool {
        let Some(copy) = &self.copy else { return false };
        !copy.crosshead && self.line + 1 == self.count() && (self.line > 0 || !copy.begins)
    }

    /// Whether it is the first of several lines of a paragraph.
    fn is_first_of_many(&self) -> bool {
        let Some(copy) = &self.copy else { return false };
        !copy.crosshead && copy.begins && self.line == 0 && self.count() > 1
    }
}

pub(super) fn check(page: &LintPage<'_>, found: &mut Vec<Diagnostic>) {
    for item in &page.items {
        let Some(part) = item.story() else { continue };
        // Copy that is cut or changed falls into other columns.
        if item.placed.fit.as_ref().is_some_and(|fit| fit.overset.is_some()) {
            continue;
        }
        let Some(story) = page.issue.stories.get(part.id.0 as usize) else { continue };
        story_rows(item, story, found);
    }
}

fn story_rows(item: &LintItem<'_>, story: &Story, found: &mut Vec<Diagnostic>) {
    let placed = item.placed;
    let mut columns: Vec<Vec<ColumnRow<'_>>> = Vec::new();
    let blocks = blocks_of(placed, story);
    for rect in &placed.columns {
        let lines = placed.lines.iter().filter(|line| starts_in(rect, line));
        columns.push(lines.filter_map(|line| row(placed, (story, &blocks), line)).collect());
    }
    columns.retain(|rows| !rows.is_empty());
    let goes_on_behind = |at: usize| at + 1 < columns.len() || placed.continuation.is_some();
    let continued = item.story().is_some_and(|part| part.from.is_some());
    for (at, rows) in columns.iter().enumerate() {
        let [first, ..] = &rows[..] else { continue };
        if first.is_last_of_many() && (at > 0 || continued) {
            tell(item, first, LoneRow::LastAtHead, at, found);
        }
        let Some(last) = rows.last().filter(|_| goes_on_behind(at)) else { continue };
        let scant = last.is_crosshead()
            || rows.len() > 1 && rows[rows.len() - 2].is_crosshead() && !last.is_crosshead();
        if scant {
            tell(item, last, LoneRow::UnderCrosshead, at, found);
        } else if last.is_first_of_many() {
            tell(item, last, LoneRow::FirstAtFoot, at, found);
        }
    }
}

/// Which block of the manuscript each text of a placement is or comes from. Blocks stand in the order of their places.
fn blocks_of(placed: &Placement, story: &Story) -> Vec<Option<usize>> {
    let places: Vec<Range<usize>> = story.blocks.iter().map(|block| block.text().whole().range).collect();
    let block_of = |text: &SetText| {
        if text.words.file != story.file || text.words.is_empty() {
            return None;
        }
        let start = text.words.whole().range.start;
        let behind = places.partition_point(|place| place.start <= start);
        behind.checked_sub(1).filter(|number| places[*number].contains(&start))
    };
    placed.texts.iter().map(block_of).collect()
}

/// A line as a row of the copy; `None` for the first letter that stands in several rows.
fn row<'p>(
    placed: &'p Placement,
    (story, blocks): (&Story, &[Option<usize>]),
    line: &PlacedLine,
) -> Option<ColumnRow<'p>> {
    let text = placed.texts.get(line.text)?;
    let Some(number) = blocks[line.text] else {
        return Some(ColumnRow { copy: None, line: line.line });
    };
    let block = &story.blocks[number];
    let in_block = |at: usize| blocks.get(at) == Some(&Some(number));
    if in_block(line.text + 1) {
        return None;
    }
    let after_cap = line.text > 0 && in_block(line.text - 1);
    // Only the first line of a paragraph asks where its words begin.
    let begins =
        line.line > 0 || after_cap || text.words.whole().range.start == block.text().whole().range.start;
    let crosshead = matches!(block, Block::Crosshead(_));
    Some(ColumnRow { copy: Some(CopyBlock { text, crosshead, begins }), line: line.line })
}

enum LoneRow {
    LastAtHead,
    FirstAtFoot,
    UnderCrosshead,
}

fn tell(item: &LintItem<'_>, row: &ColumnRow<'_>, kind: LoneRow, column: usize, found: &mut Vec<Diagnostic>) {
    let column = column + 1;
    let area = &item.place.area;
    let (finding, help) = match kind {
        LoneRow::LastAtHead => (
            Diagnostic::new(
                codes::LONE_ROW,
                msg!(
                    "column {column} of area `{area}` begins with the last line of a paragraph (孤行)",
                    column,
                    area
                ),
            ),
            word("shorten the paragraph by that line or lengthen it by one, or change the area by a row"),
        ),
        LoneRow::FirstAtFoot => (
            // Seen less.
            Diagnostic::new(
                codes::LONE_ROW,
                msg!(
                    "column {column} of area `{area}` ends with the first line of a paragraph (孤行)",
                    column,
                    area
                ),
            )
            .as_note(),
            word("shorten or lengthen what stands before it by a line, or change the area by a row"),
        ),
        LoneRow::UnderCrosshead => (
            Diagnostic::new(
                codes::LONE_ROW,
                msg!(
                    "column {column} of area `{area}` ends with fewer than two rows under a crosshead (孤行)",
                    column,
                    area
                ),
            ),
            word("lengthen what stands before the crosshead, so that it goes over to the next column"),
        ),
    };
    let finding = match row.copy.as_ref().and_then(|copy| words_of(copy.text, row.line)) {
        Some(span) => finding.here(span),
        None => finding,
    };
    found.push(finding.here(item.areas[0].span.clone()).help(help));
}

/// Where the words of a line stand in the manuscript.
fn words_of(text: &SetText, line: usize) -> Option<Span> {
    let clusters = &text.lines.lines.get(line)?.clusters;
    let last = clusters.end.checked_sub(1)?;
    let from = *text.paragraph.source.get(clusters.start)? as usize;
    let to = *text.paragraph.source.get(last)? as usize + text.paragraph.text_of(last).len();
    Some(text.words.span(from..to))
}
