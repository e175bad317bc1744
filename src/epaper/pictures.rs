//! Pictures of articles and advertisements: their names, sizes and what they show in words.

use crate::issue::{Content, Framing, PictureData, Text};

use super::model::Picture;
use super::names::ShownPicture;
use super::source::Source;
use super::words;

/// What a picture is called of which nothing is said.
const PICTURE: &str = "图片";

/// Pixels along the longer side of a drawing.
const DRAWN: u32 = 1600;

/// Every picture that an article or an advertisement shows, once.
pub(super) fn all(source: &Source<'_>) -> Vec<Picture> {
    source.names.pictures.iter().map(|(shown, name)| picture(source, *shown, name)).collect()
}

fn picture(source: &Source<'_>, shown: ShownPicture, name: &str) -> Picture {
    let data = source.issue.pictures.get(shown.0.0 as usize).map(|picture| &picture.data);
    let [width, height] = data.map_or([1, 1], |data| size(data, shown.1));
    Picture {
        id: name.to_owned(),
        renditions: Vec::new(),
        vector: None,
        width,
        height,
        alt: alt(source, shown).unwrap_or_else(|| PICTURE.to_owned()),
    }
}

/// Pixels of a picture of which something is taken off at the left, top, right and bottom, in percent.
fn size(data: &PictureData, [left, top, right, bottom]: [u32; 4]) -> [u32; 2] {
    let (width, height) = match data {
        PictureData::CmykJpeg { width, height, .. } | PictureData::Raster { width, height, .. } => {
            (i64::from(*width), i64::from(*height))
        }
        PictureData::Vector(_) | PictureData::Pdf(_) => {
            let (width, height) = data.proportions();
            let longer = width.max(height).max(1);
            let side = |length: i64| (length * i64::from(DRAWN) / longer).max(1);
            (side(width), side(height))
        }
    };
    let kept = |side: i64, off: u32| (side * i64::from(100_u32.saturating_sub(off)) / 100).max(1) as u32;
    [kept(width, left + right), kept(height, top + bottom)]
}

/// What a picture shows: the first caption under it, else the credit; of an advertisement who booked it.
fn alt(source: &Source<'_>, (id, crop): ShownPicture) -> Option<String> {
    let is_shown = |picture, framing: &Framing| picture == id && framing.crop == crop;
    let words = |text: Option<&Text>| text.map(words::line).filter(|line| !line.is_empty());
    let contents = source.pages().flat_map(|(_, plan, _)| &plan.assignments).map(|planned| &planned.content);
    let found = contents.filter_map(|content| match content {
        Content::Ad(advert) if is_shown(advert.picture, &advert.framing) => {
            Some(super::notices::label(advert))
        }
        content => {
            let figures = content.figures().into_iter();
            let mut own = figures.filter(|figure| is_shown(figure.picture, &figure.framing));
            own.find_map(|figure| words(figure.caption.as_ref()).or_else(|| words(figure.credit.as_ref())))
        }
    });
    found.into_iter().next()
}
