//! Pictures compared: which, where, and how they are shown.

use std::path::Path;

use crate::ink::Ink;
use crate::issue::{Content, Figure, PictureData, Text};

use super::print::{Owner, Prints};
use super::{Change, Place, State, Subject, What, line_of};

/// A picture as an issue shows it.
struct Shown<'a> {
    name: String,
    content: u64,
    places: Vec<Place>,
    figures: Vec<&'a Figure>,
}

/// A number for what a picture holds; other pixels or shapes give another one.
pub(super) fn fingerprint(data: &PictureData) -> u64 {
    let mut hash = Hash(0xCBF2_9CE4_8422_2325);
    match data {
        PictureData::CmykJpeg { width, height, bytes, inverted } => {
            hash.numbers([u64::from(*width), u64::from(*height), u64::from(*inverted)]);
            hash.bytes(bytes);
        }
        PictureData::Raster { width, height, channels, pixels } => {
            hash.numbers([u64::from(*width), u64::from(*height), channels.count() as u64]);
            hash.bytes(pixels);
        }
        PictureData::Vector(drawing) => {
            hash.bytes(format!("{:?}", (drawing.width, drawing.height)).as_bytes());
            for shape in &drawing.shapes {
                let ink = |ink: &Ink| format!("{ink:?}");
                let fill = shape.fill.as_ref().map(|(own, rule)| (ink(own), *rule));
                let stroke = shape.stroke.as_ref().map(|(own, width)| (ink(own), *width));
                hash.bytes(format!("{:?} {fill:?} {stroke:?}", shape.path).as_bytes());
            }
        }
    }
    hash.0
}

/// FNV-1a.
struct Hash(u64);

impl Hash {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn numbers(&mut self, numbers: [u64; 3]) {
        for number in numbers {
            self.bytes(&number.to_be_bytes());
        }
    }
}

fn shown(state: State<'_>) -> Vec<Shown<'_>> {
    let issue = &state.loaded.issue;
    let mut list: Vec<Shown<'_>> = Vec::new();
    for page in &issue.pages {
        for placement in &page.placements {
            let figures: Vec<&Figure> = match &placement.content {
                Content::Picture(figure) => vec![figure],
                Content::Story(part) => part.insets.iter().map(|inset| &inset.figure).collect(),
                _ => Vec::new(),
            };
            for figure in figures {
                let Some(picture) = issue.pictures.get(figure.picture.0 as usize) else { continue };
                let name = state.name_of(Path::new(&picture.path));
                let place = Place { page: page.number, area: placement.area.clone() };
                match list.iter_mut().find(|known| known.name == name) {
                    Some(known) => {
                        known.places.push(place);
                        known.figures.push(figure);
                    }
                    None => list.push(Shown {
                        content: fingerprint(&picture.data),
                        places: vec![place],
                        figures: vec![figure],
                        name,
                    }),
                }
            }
        }
    }
    list
}

pub(super) fn compare(
    old: State<'_>,
    new: State<'_>,
    old_prints: &Prints<'_>,
    new_prints: &Prints<'_>,
    found: &mut Vec<Change>,
) {
    let (before, after) = (shown(old), shown(new));
    for one in &before {
        if after.iter().all(|other| other.name != one.name) {
            found.push(change(one, What::Removed(one.places.clone())));
        }
    }
    let first = found.len();
    for other in &after {
        let Some(one) = before.iter().find(|one| one.name == other.name) else {
            found.push(change(other, What::Added(other.places.clone())));
            continue;
        };
        if one.content != other.content {
            found.push(change(other, What::Content));
        }
        if one.places != other.places {
            found.push(change(other, What::Moved { from: one.places.clone(), to: other.places.clone() }));
        }
        for (figure, own) in one.figures.iter().zip(&other.figures) {
            for (was, is) in [(&figure.caption, &own.caption), (&figure.credit, &own.credit)] {
                let words = |text: &Option<Text>| text.as_ref().map(Text::to_plain);
                if words(was) != words(is) {
                    let line = |state: State<'_>, text: &Option<Text>| {
                        text.as_ref().map(|text| line_of(&state.loaded.sources, &text.whole()))
                    };
                    found.push(change(other, What::Text { old: line(old, was), new: line(new, is) }));
                }
            }
        }
    }
    // The same pictures in other windows: told where nothing else is told of a picture there.
    for page in new_prints.pages() {
        let Some(was) = old_prints.page(page.number) else { continue };
        let looks = |print: &super::print::Print<'_>| -> Vec<String> {
            let own = print.items.iter().filter(|item| item.owner == Owner::Picture);
            own.map(|item| format!("{} {}", item.look, item.words)).collect()
        };
        let told =
            |what: &Change| matches!(what.subject, Subject::Picture(_)) && what.pages.contains(&page.number);
        if looks(was) == looks(page) || found[first..].iter().any(told) || found[..first].iter().any(told) {
            continue;
        }
        for other in after.iter().filter(|shown| shown.places.iter().any(|place| place.page == page.number)) {
            let subject = Subject::Picture(other.name.clone());
            found.push(Change { subject, pages: vec![page.number], what: What::Cropped });
        }
    }
}

fn change(shown: &Shown<'_>, what: What) -> Change {
    let mut pages: Vec<u32> = shown.places.iter().map(|place| place.page).collect();
    pages.dedup();
    Change { subject: Subject::Picture(shown.name.clone()), pages, what }
}
