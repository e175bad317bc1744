//! Pictures of articles and advertisements: their names, sizes and what they show in words.

use crate::issue::{Content, Framing, Text};

use super::model::Picture;
use super::names::ShownPicture;
use super::source::Source;
use super::{renditions, words};

/// What a picture is called of which nothing is said.
const PICTURE: &str = "图片";

/// Every picture that an article or an advertisement shows, once.
pub(super) fn all(source: &Source<'_>) -> Vec<Picture> {
    source.names.pictures.iter().map(|(shown, name)| picture(source, *shown, name)).collect()
}

fn picture(source: &Source<'_>, shown: ShownPicture, name: &str) -> Picture {
    let picture = source.issue.pictures.get(shown.0.0 as usize);
    let data = picture.map(|picture| &picture.data);
    let (renditions, vector) =
        data.map(|data| renditions::of_picture(name, data, shown.1)).unwrap_or_default();
    let (width, height) = renditions.last().map_or((1, 1), |largest| (largest.width, largest.height));
    Picture {
        id: name.to_owned(),
        renditions,
        vector,
        width,
        height,
        alt: picture
            .and_then(|picture| picture.said())
            .map(str::to_owned)
            .or_else(|| alt(source, shown))
            .unwrap_or_else(|| PICTURE.to_owned()),
    }
}

/// What a picture shows of which the issue file says nothing: the first caption under it, else the credit; of an
/// advertisement who booked it.
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
