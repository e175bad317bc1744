//! Names for pictures as they show: a digest of what they hold, of the part that shows and of the profile of the press,
//! which gives them their colours, so that a browser can keep them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::geometry::Rect;
use crate::issue::{Picture, PictureData, PictureId, Samples};

use super::digest::digest;

/// What tells the same content without looking at all of it: where it lies in memory, which is kept for as long
/// as the name is.
#[derive(Clone, Debug)]
enum Content {
    /// A file, with whether its shares are inverted.
    Jpeg(Arc<[u8]>, bool),
    /// Pixels, what shows of them, and what they are: width, height and inks.
    Raster(Samples, Option<Samples>, [u32; 3]),
    Drawing(Arc<crate::issue::Drawing>),
    Pdf(Arc<crate::issue::PlacedPdf>),
}

impl Content {
    fn of(data: &PictureData) -> Content {
        match data {
            PictureData::CmykJpeg { bytes, inverted, .. } => Content::Jpeg(Arc::clone(bytes), *inverted),
            PictureData::Raster { width, height, channels, pixels, alpha } => {
                let form = [*width, *height, channels.count() as u32];
                Content::Raster(pixels.clone(), alpha.clone(), form)
            }
            PictureData::Vector(drawing) => Content::Drawing(Arc::clone(drawing)),
            PictureData::Pdf(pdf) => Content::Pdf(Arc::clone(pdf)),
        }
    }

    fn same(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Jpeg(one, a), Content::Jpeg(other, b)) => Arc::ptr_eq(one, other) && a == b,
            (Content::Raster(one, alpha, a), Content::Raster(other, beta, b)) => {
                let same = match (alpha, beta) {
                    (Some(alpha), Some(beta)) => alpha.are(beta),
                    (None, None) => true,
                    _ => false,
                };
                one.are(other) && same && a == b
            }
            (Content::Drawing(one), Content::Drawing(other)) => Arc::ptr_eq(one, other),
            (Content::Pdf(one), Content::Pdf(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    fn name(&self) -> String {
        match self {
            Content::Jpeg(bytes, inverted) => digest(&[bytes, &[u8::from(*inverted)][..]].concat()),
            Content::Raster(pixels, alpha, form) => {
                let mut key: Vec<u8> = form.iter().flat_map(|number| number.to_be_bytes()).collect();
                if let Some(name) = pixels.name() {
                    // It tells the file and how its pixels are made: they need not be looked at.
                    key.extend(name.bytes());
                    return digest(&key);
                }
                key.extend(pixels.iter());
                key.push(u8::from(alpha.is_some()));
                key.extend(alpha.iter().flat_map(|alpha| alpha.iter()));
                digest(&key)
            }
            Content::Drawing(drawing) => digest(format!("{drawing:?}").as_bytes()),
            Content::Pdf(pdf) => digest(&pdf.bytes),
        }
    }
}

/// The name of what shows of a drawing, and where.
type DrawingKey = (String, [i64; 2]);

/// Drawings that are kept as SVG: more than the pages of an issue show.
const DRAWN: usize = 500;

/// The names of the pictures of an issue.
#[derive(Clone, Debug, Default)]
pub struct PictureNames {
    list: Vec<(Content, Arc<str>)>,
    /// Drawings as SVG, by name and place; they go over from view to view.
    drawn: Arc<Mutex<BTreeMap<DrawingKey, Arc<str>>>>,
    /// Tells the profile of the press, and the program, whose next version may draw otherwise.
    look: Arc<str>,
}

impl PictureNames {
    /// No names yet, in the colours of a press with this profile.
    pub(super) fn for_profile(profile: &[u8]) -> PictureNames {
        let look = format!("{} {}", env!("CARGO_PKG_VERSION"), digest(profile));
        PictureNames { list: Vec::new(), drawn: Arc::default(), look: look.into() }
    }

    /// The names of these pictures; those of pictures that were there before are not worked out again.
    #[must_use]
    pub(super) fn of(&self, pictures: &[Picture]) -> PictureNames {
        let named = |picture: &Picture| {
            let content = Content::of(&picture.data);
            let before = self.list.iter().find(|(known, _)| known.same(&content));
            let name = before.map_or_else(|| content.name().into(), |(_, name)| Arc::clone(name));
            (content, name)
        };
        PictureNames {
            list: pictures.iter().map(named).collect(),
            drawn: Arc::clone(&self.drawn),
            look: Arc::clone(&self.look),
        }
    }

    /// The name of what a picture holds.
    pub(super) fn content(&self, picture: &PictureId) -> Arc<str> {
        self.list.get(picture.0 as usize).map_or_else(|| "".into(), |(_, name)| Arc::clone(name))
    }

    /// The SVG of a drawing in its window, made by `draw` if it is not known.
    pub(super) fn drawing(
        &self,
        id: PictureId,
        (window, whole): (&Rect, &Rect),
        draw: impl FnOnce() -> String,
    ) -> Arc<str> {
        let key = (self.shown(id, window, whole), [window.x.0, window.y.0]);
        let kept = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(&key) {
            return Arc::clone(known);
        }
        let made: Arc<str> = draw().into();
        let mut kept = kept();
        if kept.len() >= DRAWN {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&made));
        made
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
        let mut key = [content.as_bytes(), self.look.as_bytes()].concat();
        edges.iter().for_each(|edge| key.extend(edge.to_be_bytes()));
        digest(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Length;

    #[test]
    fn another_profile_of_the_press_gives_pictures_other_names() {
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::pt(10), Length::pt(10));
        let name = |profile: &[u8]| PictureNames::for_profile(profile).shown(PictureId(0), &rect, &rect);
        assert_ne!(name(b"one"), name(b"other"));
        assert_eq!(name(b"one"), name(b"one"));
    }
}
