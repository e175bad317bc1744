//! Preflight of the pages of an issue before there is a file: what only their plates show.
//!
//! A page that shows a placed PDF has inks on it that neither reading nor layout adds up. Such pages
//! are written into memory as the press file would have them, and their plates are examined; findings
//! name the pages by their numbers in the issue.

use crate::codes::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::issue::PictureData;
use crate::page::{ItemKind, Page};
use crate::pdf::{self, Document};

use super::{House, check_for};

/// The rules that are examined here; what the others ask for, reading, layout and the writer see to.
const ON_PLATES: [Rule; 2] = [Rule::TotalInk, Rule::WhiteOverprint];

/// What the plates of pages with placed PDFs break, by the numbers of the pages in their issue. Notes
/// are left out, and so are pages that cannot be written, which [`pdf::examine`] tells.
pub fn check_pages(document: &Document<'_>) -> Vec<Diagnostic> {
    let shown: Vec<&Page> = document.pages.iter().filter(|page| !placed(page, document).is_empty()).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let pages: Vec<Page> = shown.iter().map(|page| (*page).clone()).collect();
    let Ok(bytes) = pdf::write(&Document { pages: &pages, ..*document }) else { return Vec::new() };
    let found = check_for(&bytes, &House::of(document.press)).into_iter().filter(|finding| {
        finding.severity > Severity::Note
            && Rule::of(finding.code).is_some_and(|rule| ON_PLATES.contains(&rule))
    });
    found.map(|finding| of_issue(finding, &pages, document)).collect()
}

/// A finding about a page of the file, as one about that page of the issue; it names the placed PDF
/// where the page shows only one.
fn of_issue(mut finding: Diagnostic, pages: &[Page], document: &Document<'_>) -> Diagnostic {
    let Some(place) = &mut finding.on_page else { return finding };
    let Some(page) = (place.page as usize).checked_sub(1).and_then(|at| pages.get(at)) else {
        return finding;
    };
    place.page = page.number;
    match &placed(page, document)[..] {
        [file] => finding.in_file(file),
        _ => finding,
    }
}

/// The PDFs that a page shows.
fn placed<'a>(page: &Page, document: &Document<'a>) -> Vec<&'a std::path::Path> {
    let shown = page.items.iter().filter_map(|item| {
        let ItemKind::Picture { picture, .. } = item.kind else { return None };
        let picture = document.pictures.get(picture.0 as usize)?;
        matches!(picture.data, PictureData::Pdf(_)).then_some(picture.path.as_path())
    });
    shown.collect()
}
