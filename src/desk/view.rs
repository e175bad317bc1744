//! The whole issue as a browser shows it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::geometry::Rect;
use crate::grid::PageGrid;
use crate::issue::PictureId;
use crate::page::{ItemKind, Page};
use crate::preview::{Look, Proofer, ScreenPicture};

use super::areas::Source;
use super::faces::WebFaces;
use super::finder;
use super::pictures::PictureNames;
use super::session::SetIssue;
use super::sheet::SheetView;
use super::svg::Pen;

/// The plates of a page: the name of each and its gray PNG.
pub type Plates = Vec<(String, Vec<u8>)>;

/// Resolution of pictures for the screen: sharp at twice the printed size on usual screens.
pub(super) const PICTURE_DPI: u32 = 220;

/// An issue for a screen.
#[derive(Clone)]
pub struct View {
    /// What it shows.
    pub issue: Arc<SetIssue>,
    /// Its pages, in the order of the issue.
    pub sheets: Vec<SheetView>,
    /// Its faces.
    pub faces: Arc<WebFaces>,
    names: PictureNames,
    look: Look,
}

impl View {
    /// Draws an issue; what `before` worked out is taken over where it is the same.
    pub fn of(issue: &Arc<SetIssue>, before: Option<&View>) -> View {
        let (loaded, compiled) = (&issue.loaded, &issue.compiled);
        let known = before.map(|view| &view.look).filter(|look| look.fits(&loaded.press));
        let look = known.cloned().unwrap_or_else(|| Look::of(&loaded.press));
        let faces =
            WebFaces::of(&loaded.library, &before.map(|view| Arc::clone(&view.faces)).unwrap_or_default());
        let pictures = &loaded.issue.pictures;
        // Another profile gives all pictures other colours.
        let names = match before.filter(|view| view.look.fits(&loaded.press)) {
            Some(view) => view.names.of(pictures),
            None => PictureNames::for_profile(&loaded.press.profile).of(pictures),
        };
        let numbered: Vec<usize> = (0..compiled.pages.len()).collect();
        let draw = |at: usize| {
            let page = &compiled.pages[at];
            let known = before.filter(|before| issue.has_page_of(&before.issue, page.number));
            let known = known.map(|before| &before.sheets);
            if let Some(sheet) = known.and_then(|sheets| sheets.iter().find(|own| own.number == page.number))
            {
                return Some(sheet.clone());
            }
            let plan = loaded.issue.pages.iter().find(|plan| plan.number == page.number)?;
            let layout = loaded.layouts.get(plan.layout)?;
            let grid = PageGrid::new(layout);
            let share = compiled.page_shares.get(at).map(|share| share.report.clone()).unwrap_or_default();
            let fits = compiled.report.get(share).unwrap_or_default();
            let areas = compiled.areas.get(at).map(Vec::as_slice).unwrap_or_default();
            let pen = Pen { page, faces: &faces, pictures, names: &names, look: &look, inside: None };
            let own = compiled.page_shares.get(at).map(|share| share.findings.clone()).unwrap_or_default();
            let findings = compiled.findings.get(own).unwrap_or_default();
            let source = Source { issue: &loaded.issue, plan, areas, grid: &grid, fits };
            Some(SheetView::of(pen, source, findings.iter()))
        };
        let sheets: Vec<Option<SheetView>> = numbered.into_par_iter().map(draw).collect();
        let sheets = sheets.into_iter().flatten().collect();
        View { issue: Arc::clone(issue), sheets, faces, names, look }
    }

    /// A page by its number.
    pub fn page(&self, number: u32) -> Option<(&Page, &SheetView)> {
        let page = self.issue.compiled.pages.iter().find(|page| page.number == number)?;
        Some((page, self.sheets.iter().find(|sheet| sheet.number == number)?))
    }

    /// The name of the layout that makeup writes for a page; `None` for a page without a pool.
    pub fn made_name(&self, number: u32) -> Option<&str> {
        let plan = self.issue.loaded.issue.pages.iter().find(|plan| plan.number == number)?;
        plan.pool.as_ref().map(|pool| pool.made.as_str())
    }

    /// The grid of a page.
    pub fn grid(&self, number: u32) -> Option<PageGrid> {
        let loaded = &self.issue.loaded;
        let plan = loaded.issue.pages.iter().find(|plan| plan.number == number)?;
        loaded.layouts.get(plan.layout).map(PageGrid::new)
    }

    /// The pages on which a finding is, with the place on each: on `page` if it is known to be of that page, else
    /// wherever the words that it points at stand, else in the areas that it points at.
    pub fn places(&self, page: Option<u32>, finding: &Diagnostic) -> Vec<(u32, Rect)> {
        let sheets = || {
            let pages =
                self.issue.compiled.pages.iter().filter(|own| page.is_none_or(|page| own.number == page));
            pages.filter_map(|page| {
                Some((page, self.sheets.iter().find(|sheet| sheet.number == page.number)?))
            })
        };
        let exact: Vec<(u32, Rect)> = sheets()
            .filter_map(|(page, _)| Some((page.number, finder::exact_place(finding, page)?)))
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        let named = |page: &Page| {
            finding
                .on_page
                .as_ref()
                .is_none_or(|place| place.page == page.number || Some(place.page) == page.facing)
        };
        sheets()
            .filter(|(page, _)| named(page))
            .filter_map(|(page, sheet)| Some((page.number, finder::area_place(finding, sheet)?)))
            .collect()
    }

    /// The picture of that name, made for the screen; `None` where no page shows it.
    ///
    /// # Errors
    /// When its file cannot be decoded.
    pub fn picture(&self, name: &str) -> Option<Result<ScreenPicture, Diagnostic>> {
        let (id, window, whole) =
            self.shown().find(|(id, window, whole)| self.name(*id, window, whole) == name)?;
        let picture = self.issue.loaded.issue.pictures.get(id.0 as usize)?;
        let proofer = Proofer::with(&self.issue.loaded.press, &self.look);
        Some(proofer.picture(picture, (window, whole), PICTURE_DPI))
    }

    /// The names of the pictures that the pages show.
    pub fn picture_names(&self) -> BTreeSet<String> {
        self.shown().map(|(id, window, whole)| self.name(id, &window, &whole)).collect()
    }

    fn shown(&self) -> impl Iterator<Item = (PictureId, Rect, Rect)> + '_ {
        let items = self.issue.compiled.pages.iter().flat_map(|page| &page.items);
        items.filter_map(|item| match &item.kind {
            ItemKind::Picture { picture, window, whole } => Some((*picture, *window, *whole)),
            _ => None,
        })
    }

    fn name(&self, id: PictureId, window: &Rect, whole: &Rect) -> String {
        self.names.shown(id, window, whole)
    }

    /// The names of the plates of a page.
    pub fn plate_names(&self, number: u32) -> Vec<String> {
        let pictures = &self.issue.loaded.issue.pictures;
        self.page(number).map(|(page, _)| crate::preview::plate_names(page, pictures)).unwrap_or_default()
    }

    /// The plates of a page as gray PNGs with their names; `None` where there is no such page.
    ///
    /// # Errors
    /// Those of [`Proofer::separations`].
    pub fn separations(&self, number: u32, dpi: u32) -> Option<Result<Plates, Diagnostic>> {
        let loaded = &self.issue.loaded;
        let (page, _) = self.page(number)?;
        let proofer = Proofer::with(&loaded.press, &self.look);
        Some(proofer.separations((page, &loaded.library, &loaded.issue.pictures), dpi))
    }
}
