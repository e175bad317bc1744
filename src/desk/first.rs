//! Which pages are set first when files change, so that they are on the screen before the others are set.
//!
//! Pages between which a story jumps are set together, for where it goes on depends on the pages before.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::FileId;
use crate::issue::{Content, PagePlan, PictureData, StoryId};
use crate::read::Loaded;

/// The numbers of the pages that are set first: those on which something stands that comes from the files that
/// changed; of these only the pages that are shown (`shown`, by number), if there are any. If what changed is said of the
/// whole issue, the pages that are shown. Empty where no page comes before others.
pub(super) fn pages(loaded: &Loaded, changed: &[PathBuf], shown: &[u32]) -> BTreeSet<u32> {
    let plans = &loaded.issue.pages;
    let canonical = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let changed: BTreeSet<PathBuf> = changed.iter().map(|path| canonical(path)).collect();
    let has = |path: &Path| changed.contains(&canonical(path));
    let of_file = |plan: &PagePlan| files(loaded, plan).iter().any(|file| has(loaded.sources.path(*file)));
    let of_picture = |plan: &PagePlan| {
        let pictures = pictures(plan).filter_map(|id| loaded.issue.pictures.get(id));
        pictures.into_iter().any(|picture| has(&picture.path))
    };
    let told: Vec<&PagePlan> = plans.iter().filter(|plan| of_file(plan) || of_picture(plan)).collect();
    let seen = |plan: &PagePlan| shown.iter().any(|number| plan.has(*number));
    let mut first: BTreeSet<u32> = BTreeSet::new();
    if told.is_empty() {
        first.extend(plans.iter().filter(|plan| seen(plan)).map(|plan| plan.number));
    } else if told.iter().any(|plan| seen(plan)) {
        first.extend(told.iter().filter(|plan| seen(plan)).map(|plan| plan.number));
    } else {
        first.extend(told.iter().map(|plan| plan.number));
    }
    with_jumps(plans, first)
}

/// The pages, with those on which a story of theirs begins or goes on, and with the stories of these.
fn with_jumps(plans: &[PagePlan], mut pages: BTreeSet<u32>) -> BTreeSet<u32> {
    loop {
        let stories: BTreeSet<u32> = plans
            .iter()
            .filter(|plan| pages.contains(&plan.number))
            .flat_map(stories_of)
            .map(|id| id.0)
            .collect();
        let joined = plans.iter().filter(|plan| stories_of(plan).any(|id| stories.contains(&id.0)));
        let before = pages.len();
        pages.extend(joined.map(|plan| plan.number).collect::<Vec<_>>());
        if pages.len() == before {
            return pages;
        }
    }
}

fn stories_of(plan: &PagePlan) -> impl Iterator<Item = StoryId> + '_ {
    plan.assignments.iter().filter_map(|planned| planned.content.story()).map(|part| part.id)
}

/// The text files of which something stands on a page, but for the issue's own.
fn files(loaded: &Loaded, plan: &PagePlan) -> BTreeSet<FileId> {
    let issue = plan.span.file;
    let stories = stories_of(plan).chain(plan.fillers.iter().copied());
    let stories = stories.filter_map(|id| loaded.issue.stories.get(id.0 as usize)).map(|story| story.file);
    let tables = plan.assignments.iter().filter(|planned| matches!(planned.content, Content::Table(_)));
    let cells = tables.flat_map(|planned| planned.content.texts()).map(|text| text.whole().file);
    stories.chain(cells).filter(|file| *file != issue).collect()
}

/// Indices of the pictures of a page.
fn pictures(plan: &PagePlan) -> impl Iterator<Item = usize> + '_ {
    let ids = plan.assignments.iter().flat_map(|planned| {
        let figures = planned.content.figures().into_iter().map(|figure| figure.picture);
        figures.chain(planned.content.bare_pictures()).collect::<Vec<_>>()
    });
    ids.map(|id| id.0 as usize)
}

/// Whether pages of one reading can stand among those of another: files, pictures, stories, layouts and faces have the
/// same numbers in both, and the press is the same.
pub(super) fn same_numbers(one: &Loaded, other: &Loaded) -> bool {
    let files = |loaded: &Loaded| loaded.sources.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    let pages = |loaded: &Loaded| {
        loaded.issue.pages.iter().map(|plan| (plan.number, plan.facing, plan.layout)).collect::<Vec<_>>()
    };
    let kind = |data: &PictureData| std::mem::discriminant(data);
    let pictures = |loaded: &Loaded| {
        let list = loaded.issue.pictures.iter();
        list.map(|picture| (picture.path.clone(), kind(&picture.data))).collect::<Vec<_>>()
    };
    let stories = |loaded: &Loaded| loaded.issue.stories.iter().map(|story| story.file).collect::<Vec<_>>();
    std::sync::Arc::ptr_eq(&one.library, &other.library)
        && one.layouts.len() == other.layouts.len()
        && one.press == other.press
        && files(one) == files(other)
        && pages(one) == pages(other)
        && pictures(one) == pictures(other)
        && stories(one) == stories(other)
}
