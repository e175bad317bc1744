//! A document by itself: its pages with faces and pictures numbered as they first show.
//!
//! A page's file must not depend on what else the issue holds: faces of other layouts, pictures of
//! other pages, spot colours in them. So names and order of objects come from the pages alone.

use super::document::Document;
use crate::font::{Face, FaceId, Library};
use crate::issue::{Picture, PictureId};
use crate::page::{ItemKind, Page};

/// What the pages of a document name, and the pages that name it by its own numbers.
pub(super) struct Own<'a> {
    pub(super) pages: Vec<Page>,
    pub(super) pictures: Vec<Picture>,
    /// The faces, by their own numbers.
    pub(super) faces: Vec<&'a Face>,
}

/// Old ids in the order in which they first show.
struct Numbers(Vec<u32>);

impl Numbers {
    fn of(&mut self, id: u32) -> usize {
        self.0.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.0.push(id);
            self.0.len() - 1
        })
    }
}

impl<'a> Own<'a> {
    pub(super) fn of(document: &Document<'a>) -> Own<'a> {
        let known: Vec<&Face> = faces(document.library);
        let (mut faces, mut pictures) = (Numbers(Vec::new()), Numbers(Vec::new()));
        let mut pages = document.pages.to_vec();
        for item in pages.iter_mut().flat_map(|page| &mut page.items) {
            match &mut item.kind {
                // A missing face or picture gets a number that nothing has; it is reported later.
                ItemKind::Text(run) => {
                    run.face = match known.get(usize::from(run.face.0)) {
                        Some(_) => FaceId(faces.of(u32::from(run.face.0)) as u16),
                        None => FaceId(u16::MAX),
                    }
                }
                ItemKind::Picture { picture, .. } => {
                    *picture = match document.pictures.get(picture.0 as usize) {
                        Some(_) => PictureId(pictures.of(picture.0) as u32),
                        None => PictureId(u32::MAX),
                    }
                }
                ItemKind::Fill { .. } | ItemKind::Shade { .. } | ItemKind::Frame { .. } => {}
            }
        }
        let pictures = pictures.0.into_iter().map(|id| document.pictures[id as usize].clone());
        let faces = faces.0.into_iter().map(|id| known[id as usize]);
        Own { pages, pictures: pictures.collect(), faces: faces.collect() }
    }

    /// The document of its own pages and pictures.
    pub(super) fn document<'o>(&'o self, whole: &Document<'o>) -> Document<'o> {
        Document { pages: &self.pages, pictures: &self.pictures, ..*whole }
    }
}

fn faces(library: &Library) -> Vec<&Face> {
    library.iter().map(|(_, face)| face).collect()
}
