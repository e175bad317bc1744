//! Issues that are made again with corrections: what was printed stays as it was printed (版面不动), and texts are the new ones.

use std::collections::BTreeMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::message::msg;

use super::model::{Edition, Page};

/// Whether stories of an issue were corrected after they were printed.
pub fn is_corrected(edition: &Edition) -> bool {
    edition.articles.iter().any(|article| article.revised.is_some())
}

/// What is to be told of an issue with corrections, whose pages were `kept` as they were printed or not.
pub fn told(edition: &Edition, kept: bool) -> Diagnostic {
    let revised = edition.articles.iter().filter(|article| article.revised.is_some());
    let stories = revised.map(|article| article.title.as_str()).collect::<Vec<_>>().join("、");
    if kept {
        let message =
            msg!("the pages stay as they were printed; the text is corrected of {stories}", stories);
        let finding = Diagnostic::new(codes::REVISED, message).as_note();
        return finding.help(msg!("--redraw draws the pages anew, with the corrected text"));
    }
    let message = msg!("the pages show the corrected text of {stories}, and not what was printed", stories);
    Diagnostic::new(codes::REVISED, message).as_warning().help(msg!(
        "make the e-paper before stories are corrected: then its pages stay as they were printed when it is made again"
    ))
}

/// Gives an issue the pages of the one that was printed: their pictures, outlines and jumps. Returns whether that could be; it
/// cannot where something else stands on a page than did.
pub fn keep_pages(edition: &mut Edition, printed: &Edition) -> bool {
    let same = edition.pages.len() == printed.pages.len()
        && edition.pages.iter().zip(&printed.pages).all(|(new, old)| is_alike(new, old))
        && edition.articles.iter().all(|article| printed.article(&article.id).is_some());
    if !same {
        return false;
    }
    for (new, old) in edition.pages.iter_mut().zip(&printed.pages) {
        let labels: BTreeMap<String, String> =
            new.spots.drain(..).map(|spot| (spot.id, spot.label)).collect();
        *new = old.clone();
        for spot in &mut new.spots {
            spot.label = labels.get(&spot.id).unwrap_or(&spot.label).clone();
        }
    }
    for article in &mut edition.articles {
        let Some(old) = printed.article(&article.id) else { continue };
        let last = (article.body.len() as u32).saturating_sub(1);
        article.parts = old.parts.clone();
        for part in &mut article.parts {
            part.first_block = part.first_block.map(|block| block.min(last));
        }
        article.unprinted = old.unprinted;
    }
    true
}

/// Whether the same things stand on two pages.
fn is_alike(new: &Page, old: &Page) -> bool {
    let spots = |page: &Page| {
        let mut names: Vec<String> = page.spots.iter().map(|spot| spot.id.clone()).collect();
        names.sort();
        names
    };
    let has_files = !old.renditions.is_empty();
    has_files && (new.number, new.facing) == (old.number, old.facing) && spots(new) == spots(old)
}
