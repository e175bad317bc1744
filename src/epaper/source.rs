//! What an e-paper is made from: the issue, its pages and what stands on them.

use crate::Compiled;
use crate::font::Library;
use crate::issue::{Issue, PagePlan};
use crate::layout::Layout;
use crate::page;

use super::names::Names;
use super::standings::Standing;

/// What an e-paper is made from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) issue: &'a Issue,
    pub(super) compiled: &'a Compiled,
    pub(super) layouts: &'a [Layout],
    pub(super) library: &'a Library,
    /// Whether pages are there as drawings too.
    pub(super) drawings: bool,
    /// What stands on each page.
    pub(super) standings: &'a [Vec<Standing>],
    pub(super) names: &'a Names,
}

impl<'a> Source<'a> {
    /// The pages with their plans, areas and what stands on them.
    pub(super) fn pages(
        &self,
    ) -> impl Iterator<Item = (&'a page::Page, &'a PagePlan, &'a [Standing])> + use<'a> {
        let issue = self.issue;
        let pages = self.compiled.pages.iter().zip(self.standings);
        pages.filter_map(move |(page, standings)| Some((page, plan_of(issue, page)?, standings.as_slice())))
    }
}

/// The plan that a page was made from.
pub(super) fn plan_of<'a>(issue: &'a Issue, page: &page::Page) -> Option<&'a PagePlan> {
    issue.pages.iter().find(|plan| plan.number == page.number)
}
