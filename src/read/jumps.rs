//! Jumps (转版): each part of a story points to the page of the next one and of the one before.

use crate::diagnostic::Span;
use crate::issue::almanac;
use crate::issue::{Content, Jump, PagePlan, StoryId, StoryPart};
use crate::layout::{Layout, RowsRule};

use super::fields::computed;
use super::issue_file::IssueFile;
use super::places;

/// Fills in where stories come from and where they go on. Parts follow one another in the order of
/// the pages in the file.
pub fn link(pages: &mut [PagePlan], layouts: &[Layout], file: &IssueFile) {
    let mut parts: Vec<(StoryId, u32, u32, Span)> = Vec::new();
    for page in &*pages {
        for assignment in &page.assignments {
            if let Content::Story(part) = &assignment.content {
                let pages = places::pages_of(page, layouts.get(page.layout), &assignment.area);
                let number = pages.first().copied().unwrap_or(page.number);
                parts.push((part.id, part.part, number, assignment.span.clone()));
            }
        }
    }
    let page_of = |id, part: Option<u32>| {
        let (_, _, page, _) = parts.iter().find(|(of, number, ..)| *of == id && Some(*number) == part)?;
        Some(*page)
    };
    for page in pages {
        for assignment in &mut page.assignments {
            let Content::Story(part) = &mut assignment.content else { continue };
            let jump = |words: &str, page: u32| Jump {
                page,
                words: computed(file, &format!("（{words}第{}版）", almanac::number(page)), &assignment.span),
            };
            part.to = page_of(part.id, Some(part.part + 1)).map(|page| jump("下转", page));
            part.from = page_of(part.id, part.part.checked_sub(1)).map(|page| jump("上接", page));
        }
    }
}

/// Fills in the rounds in which pages and parts of stories are placed: a part after the one before it; and all of a page
/// after the parts before those stories that say how many rows their areas have.
pub fn rounds(pages: &mut [PagePlan], layouts: &[Layout]) {
    let mut placed: Vec<(StoryId, u32, u32)> = Vec::new();
    for page in pages {
        let layout = layouts.get(page.layout);
        let before = |part: &StoryPart| {
            let mut parts =
                placed.iter().filter(|(id, number, _)| *id == part.id && *number + 1 == part.part);
            parts.next().map_or(part.part, |(.., round)| round + 1)
        };
        let of_copy = |name: &String| {
            let area = layout.and_then(|layout| layout.area(name));
            let relation = area.and_then(|area| area.relation.as_deref());
            relation.is_some_and(|relation| relation.rows == RowsRule::Copy)
        };
        let mut round = 0;
        for assignment in &mut page.assignments {
            let Content::Story(part) = &mut assignment.content else { continue };
            part.round = if part.part == 0 { 0 } else { before(part) };
            if std::iter::once(&assignment.area).chain(&part.more).any(of_copy) {
                round = round.max(part.round);
            }
        }
        page.round = round;
        for assignment in &mut page.assignments {
            if let Content::Story(part) = &mut assignment.content {
                part.round = part.round.max(round);
                placed.push((part.id, part.part, part.round));
            }
        }
    }
}
