//! The pages of an issue that stands in the folder as it was printed, when it is made again with corrections.

use std::fs;
use std::path::Path;

use banxin::diagnostic::Diagnostic;
use banxin::epaper::{Edition, File, printed};

use super::folder::edition_of;

/// The files of the printed pages, if stories of the issue are corrected and it stands in the folder; `edition` has these pages
/// then. `None` if the pages are to be drawn. Tells which it is.
pub fn pages(root: &Path, edition: &mut Edition, redraw: bool) -> (Option<Vec<File>>, Vec<Diagnostic>) {
    if !printed::is_corrected(edition) || redraw {
        return (None, Vec::new());
    }
    let place = root.join(&edition.date);
    let before = edition.clone();
    let kept = edition_of(&place)
        .filter(|printed| printed::keep_pages(edition, printed))
        .and_then(|_| files(&place, edition));
    if kept.is_none() {
        *edition = before;
    }
    let told = printed::told(edition, kept.is_some());
    (kept, vec![told])
}

/// The files of the pages; `None` if one cannot be read.
fn files(place: &Path, edition: &Edition) -> Option<Vec<File>> {
    let named = edition
        .pages
        .iter()
        .flat_map(|page| page.renditions.iter().map(|rendition| &rendition.file).chain(&page.vector));
    let read = |path: &String| {
        // Names in data of another's making must not lead elsewhere.
        let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        let bytes = fs::read(place.join(path)).ok().filter(|_| is_plain && !path.starts_with('.'))?;
        Some(File { path: path.clone(), bytes })
    };
    named.map(read).collect()
}
