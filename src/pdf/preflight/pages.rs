//! Preflight of the pages of an issue before there is a file: what only their plates show.
//!
//! A page that shows a placed PDF has inks on it that neither reading nor layout adds up. Such pages
//! are written into memory as the press file would have them, and their plates are examined; findings
//! name the pages by their numbers in the issue.

use crate::cache::{Cache, Key};
use crate::codes::Rule;
use crate::diagnostic::{Diagnostic, PageBox, Severity};
use crate::geometry::{Length, Rect};
use crate::issue::PictureData;
use crate::page::{ItemKind, Page};
use crate::pdf::{self, Document};

use super::{House, check_for};

/// The rules that are examined here; what the others ask for, reading, layout and the writer see to.
const ON_PLATES: [Rule; 2] = [Rule::TotalInk, Rule::WhiteOverprint];

/// What the plates of pages with placed PDFs break, by the numbers of the pages in their issue. Notes
/// are left out, and so are pages that cannot be written, which [`pdf::examine`] tells.
///
/// The cache is for the parts of their file, and for pages in which nothing was found: the same pages are not painted
/// again.
pub fn check_pages(document: &Document<'_>, cache: &Cache) -> Vec<Diagnostic> {
    let shown: Vec<&Page> = document.pages.iter().filter(|page| !placed(page, document).is_empty()).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let pages: Vec<Page> = shown.iter().map(|page| (*page).clone()).collect();
    let Ok(bytes) = pdf::write_with(&Document { pages: &pages, ..*document }, cache) else {
        return Vec::new();
    };
    let key = || Key::of("sound plates", &[&bytes, &document.press.ink_limit.to_be_bytes()]);
    // Only that nothing was found is kept, so an entry says nothing and errors are those of the file.
    let found = cache.get_or_make(key, || {
        let found: Vec<Diagnostic> = check_for(&bytes, &House::of(document.press))
            .into_iter()
            .filter(|finding| {
                finding.severity > Severity::Note
                    && Rule::of(finding.code).is_some_and(|rule| ON_PLATES.contains(&rule))
            })
            .collect();
        if found.is_empty() { Ok(Vec::new()) } else { Err(found) }
    });
    let found = found.err().unwrap_or_default();
    found.into_iter().map(|finding| of_issue(finding, &pages, document)).collect()
}

/// A finding about a page of the file, as one about that page of the issue; it names the placed PDF
/// where the page shows only one.
fn of_issue(mut finding: Diagnostic, pages: &[Page], document: &Document<'_>) -> Diagnostic {
    let Some(place) = &mut finding.on_page else { return finding };
    let Some(page) = (place.page as usize).checked_sub(1).and_then(|at| pages.get(at)) else {
        return finding;
    };
    place.page = page.number;
    // A place names a file only where that file shows.
    let area = place.area;
    let mut at_place = placed(page, document);
    at_place.retain(|(_, window)| area.is_none_or(|area| meets(&area, window)));
    at_place.dedup_by(|one, other| one.0 == other.0);
    match &at_place[..] {
        [(file, _)] => finding.in_file(*file),
        _ => finding,
    }
}

/// Whether a place in millimetres and a window on the page have something in common.
fn meets(area: &PageBox, window: &Rect) -> bool {
    let mm = |length: Length| length.to_pt() * 25.4 / 72.0;
    area.left < mm(window.right())
        && mm(window.x) < area.left + area.width
        && area.top < mm(window.bottom())
        && mm(window.y) < area.top + area.height
}

/// The PDFs that a page shows, and where.
fn placed<'a>(page: &Page, document: &Document<'a>) -> Vec<(&'a std::path::Path, Rect)> {
    let shown = page.items.iter().filter_map(|item| {
        let ItemKind::Picture { picture, window, .. } = item.kind else { return None };
        let picture = document.pictures.get(picture.0 as usize)?;
        matches!(picture.data, PictureData::Pdf(_)).then_some((picture.path.as_path(), window))
    });
    shown.collect()
}
