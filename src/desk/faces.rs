//! The faces of an issue as a browser loads them, with the advances by which their glyphs follow each other.

use std::sync::Arc;

use crate::font::{Face, FaceId, Library};
use crate::geometry::Length;

use super::digest::digest;

/// A face as pages name it.
#[derive(Clone, Debug)]
pub struct WebFace {
    /// The name of its family, made from its file and its place on the axes: the same font has the same name.
    pub family: String,
    /// The axes that are not the font's default, as CSS writes them (`"wght" 700`); empty for most.
    pub settings: String,
    advances: Vec<u16>,
    units: i64,
}

impl WebFace {
    fn of(face: &Face) -> WebFace {
        let axes =
            face.location().iter().map(|(tag, value)| format!("'{}' {value}", String::from_utf8_lossy(tag)));
        let settings = axes.collect::<Vec<_>>().join(",");
        let key = [face.fingerprint().as_slice(), &face.index().to_be_bytes()].concat();
        WebFace {
            family: format!("f{}", digest(&key)),
            settings,
            advances: face.advances(0..face.metrics().glyphs),
            units: i64::from(face.metrics().units_per_em.max(1)),
        }
    }

    /// How far a glyph moves the pen across.
    pub(super) fn advance(&self, glyph: u16, size: Length) -> Length {
        let advance = self.advances.get(usize::from(glyph)).copied().unwrap_or_default();
        size.scale(i64::from(advance), self.units)
    }
}

/// The faces of a library.
#[derive(Clone, Debug, Default)]
pub struct WebFaces {
    library: Option<Arc<Library>>,
    list: Vec<WebFace>,
}

impl WebFaces {
    /// Those of a library, as they were if it is the same one.
    #[must_use]
    pub(super) fn of(library: &Arc<Library>, known: &Arc<WebFaces>) -> Arc<WebFaces> {
        if known.library.as_ref().is_some_and(|known| Arc::ptr_eq(known, library)) {
            return Arc::clone(known);
        }
        let list = library.iter().map(|(_, face)| WebFace::of(face)).collect();
        Arc::new(WebFaces { library: Some(Arc::clone(library)), list })
    }

    /// A face of the library.
    pub fn get(&self, id: FaceId) -> Option<&WebFace> {
        self.list.get(usize::from(id.0))
    }

    /// Every face, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &WebFace)> {
        self.list.iter().enumerate().map(|(at, face)| (FaceId(at as u16), face))
    }

    /// The font file of a family, for browsers; `None` for a family that is not there.
    pub fn font(&self, family: &str) -> Option<Vec<u8>> {
        let at = self.list.iter().position(|face| face.family == family)?;
        self.library.as_ref()?.face(FaceId(at as u16)).web_font()
    }
}
