//! Names for pictures as they show: a digest of what they hold and of the part that shows, so that a browser can keep
//! them for good.

use std::sync::Arc;

use crate::geometry::Rect;
use crate::issue::{Picture, PictureData, PictureId};

use super::digest::digest;

/// What tells the same content without looking at all of it: where it lies in memory, which is kept for as long
/// as the name is.
#[derive(Clone, Debug)]
enum Content {
    Bytes(Arc<[u8]>),
    Drawing(Arc<crate::issue::Drawing>),
    Pdf(Arc<crate::issue::PlacedPdf>),
}

impl Content {
    fn of(data: &PictureData) -> Content {
        match data {
            PictureData::CmykJpeg { bytes, .. } => Content::Bytes(Arc::clone(bytes)),
            PictureData::Raster { pixels, .. } => Content::Bytes(Arc::clone(pixels)),
            PictureData::Vector(drawing) => Content::Drawing(Arc::clone(drawing)),
            PictureData::Pdf(pdf) => Content::Pdf(Arc::clone(pdf)),
        }
    }

    fn same(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Bytes(one), Content::Bytes(other)) => Arc::ptr_eq(one, other),
            (Content::Drawing(one), Content::Drawing(other)) => Arc::ptr_eq(one, other),
            (Content::Pdf(one), Content::Pdf(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    fn name(&self) -> String {
        match self {
            Content::Bytes(bytes) => digest(bytes),
            Content::Drawing(drawing) => digest(format!("{drawing:?}").as_bytes()),
            Content::Pdf(pdf) => digest(&pdf.bytes),
        }
    }
}

/// The names of the pictures of an issue.
#[derive(Clone, Debug, Default)]
pub struct PictureNames(Vec<(Content, Arc<str>)>);

impl PictureNames {
    /// The names of these pictures; those of pictures that were there before are not worked out again.
    pub(super) fn of(pictures: &[Picture], known: &PictureNames) -> PictureNames {
        let named = |picture: &Picture| {
            let content = Content::of(&picture.data);
            let before = known.0.iter().find(|(known, _)| known.same(&content));
            let name = before.map_or_else(|| content.name().into(), |(_, name)| Arc::clone(name));
            (content, name)
        };
        PictureNames(pictures.iter().map(named).collect())
    }

    /// The name of what a picture holds.
    pub(super) fn content(&self, picture: &PictureId) -> Arc<str> {
        self.0.get(picture.0 as usize).map_or_else(|| "".into(), |(_, name)| Arc::clone(name))
    }

    /// The name of the part of it that shows in a window.
    pub(super) fn shown(&self, picture: PictureId, window: &Rect, whole: &Rect) -> String {
        let content = self.content(&picture);
        let edges = [
            whole.x.0 - window.x.0,
            whole.y.0 - window.y.0,
            whole.width.0,
            whole.height.0,
            window.width.0,
            window.height.0,
        ];
        let mut key = content.as_bytes().to_vec();
        edges.iter().for_each(|edge| key.extend(edge.to_be_bytes()));
        digest(&key)
    }
}
