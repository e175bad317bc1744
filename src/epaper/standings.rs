//! What stands on a page, and in which placements and areas.
//!
//! A story is one whatever number of areas it has on the page; a filler stands in the area of the story at whose foot it
//! was put, and is a story of its own. An entry of a guide that leads somewhere stands in the area of the guide. Ornaments are
//! nothing that is read.

use crate::Compiled;
use crate::issue::{Content, Issue, PagePlan, Picture, PictureId, StoryId};
use crate::page::Page;

/// Whose place it is. Numbers are those of the assignments of the page's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Story(StoryId),
    Picture(usize),
    Table(usize),
    Advert(usize),
    Guide(usize),
    /// An entry of a guide, by its number, that leads somewhere in this issue.
    GuideEntry(usize, u32),
}

/// Something that stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) owner: Owner,
    /// The first of its assignments.
    pub(super) assignment: usize,
    /// Its placements, by the numbers that items of the page have.
    pub(super) places: Vec<u32>,
    /// Its areas; none for a filler at the foot of a story and for an entry of a guide.
    pub(super) areas: Vec<String>,
}

/// What stands on each page of an issue.
pub(super) fn all(issue: &Issue, compiled: &Compiled) -> Vec<Vec<Standing>> {
    let plan = |page: &Page| issue.pages.iter().find(|plan| plan.number == page.number);
    let pages = compiled.pages.iter();
    pages.map(|page| plan(page).map(|plan| of(issue, page, plan)).unwrap_or_default()).collect()
}

/// What stands on a page, in the order of reading: as the issue file names it, fillers behind the story that they fill up.
fn of(issue: &Issue, page: &Page, plan: &PagePlan) -> Vec<Standing> {
    let mut list: Vec<Standing> = Vec::new();
    for (place, held) in (0_u32..).zip(&page.placements) {
        let Some(planned) = plan.assignments.get(held.assignment) else { continue };
        let (owner, areas) = match (held.filler, &planned.content) {
            (Some(filler), _) => (Owner::Story(filler), Vec::new()),
            (None, Content::Story(part)) => {
                let areas = std::iter::once(&planned.area).chain(&part.more).cloned();
                (Owner::Story(part.id), areas.collect())
            }
            (None, content) => {
                let number = held.assignment;
                let owner = match content {
                    Content::Picture(figure) if is_ornament(issue, figure.picture) => continue,
                    Content::Picture(_) => Owner::Picture(number),
                    Content::Table(_) => Owner::Table(number),
                    Content::Ad(_) => Owner::Advert(number),
                    Content::Guide(_) => Owner::Guide(number),
                    Content::Story(_) | Content::Masthead | Content::Folio => continue,
                };
                (owner, vec![planned.area.clone()])
            }
        };
        match list.iter_mut().find(|known| known.owner == owner) {
            Some(known) => {
                known.places.push(place);
                known.areas.extend(areas);
            }
            None => list.push(Standing { owner, assignment: held.assignment, places: vec![place], areas }),
        }
        let Content::Guide(guide) = &planned.content else { continue };
        for (number, item) in (0..).zip(&guide.items) {
            if item.story.is_some() || item.pages.iter().any(|page| has(issue, *page)) {
                let owner = Owner::GuideEntry(held.assignment, number);
                let (assignment, areas) = (held.assignment, Vec::new());
                list.push(Standing { owner, assignment, places: vec![place], areas });
            }
        }
    }
    list
}

/// Whether an issue has a page of that number.
pub(super) fn has(issue: &Issue, number: u32) -> bool {
    issue.pages.iter().any(|plan| plan.has(number))
}

fn is_ornament(issue: &Issue, picture: PictureId) -> bool {
    issue.pictures.get(picture.0 as usize).is_some_and(Picture::is_ornament)
}
