//! Pictures compared: which, where, and how they are shown.

use crate::issue::{Content, Figure, PagePlan, PictureData, PictureId, Text};
use crate::layout::{FurnitureItem, ItemContent, Layout};

use super::print::{Owner, Print, Prints};
use super::{Change, Place, State, Subject, What, line_of};

/// A picture as an issue shows it.
struct Shown<'a> {
    name: String,
    content: u64,
    places: Vec<Place>,
    /// Those of its places that have words with them.
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
        PictureData::Raster { width, height, channels, pixels, alpha } => {
            hash.numbers([u64::from(*width), u64::from(*height), channels.count() as u64]);
            hash.bytes(pixels);
            hash.bytes(alpha.as_deref().unwrap_or(&[]));
        }
        PictureData::Pdf(pdf) => {
            hash.numbers([pdf.width.0 as u64, pdf.height.0 as u64, u64::from(pdf.pages)]);
            hash.bytes(&pdf.bytes);
        }
        PictureData::Vector(drawing) => {
            hash.bytes(format!("{:?}", (drawing.width, drawing.height)).as_bytes());
            for shape in &drawing.shapes {
                hash.bytes(format!("{shape:?}").as_bytes());
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
            let name_art = |items: fn(&Layout) -> &[FurnitureItem]| {
                let drawing = issue.masthead.name_art.filter(|_| shows_name(state, page, items));
                drawing.map(|picture| (picture, None)).into_iter().collect()
            };
            let pictures: Vec<(PictureId, Option<&Figure>)> = match &placement.content {
                Content::Picture(figure) => vec![(figure.picture, Some(figure))],
                Content::Story(part) => {
                    let insets = part.insets.iter().map(|inset| &inset.figure);
                    insets.map(|figure| (figure.picture, Some(figure))).collect()
                }
                Content::Ad(advert) => vec![(advert.picture, None)],
                Content::Masthead => name_art(|layout| &layout.masthead),
                Content::Folio => name_art(|layout| &layout.folio),
                Content::Guide(_) | Content::Table(_) => Vec::new(),
            };
            for (id, figure) in pictures {
                let Some(picture) = issue.pictures.get(id.0 as usize) else { continue };
                let name = state.picture_name(id);
                let at = list.iter().position(|known| known.name == name).unwrap_or_else(|| {
                    let content = fingerprint(&picture.data);
                    list.push(Shown { name, content, places: Vec::new(), figures: Vec::new() });
                    list.len() - 1
                });
                list[at].places.push(Place { page: page.number, area: placement.area.clone() });
                list[at].figures.extend(figure);
            }
        }
    }
    list
}

/// Whether furniture of a page shows the paper's name, which may be a drawing.
fn shows_name(state: State<'_>, page: &PagePlan, items: fn(&Layout) -> &[FurnitureItem]) -> bool {
    let layout = state.loaded.layouts.get(page.layout);
    layout.into_iter().flat_map(items).any(|item| {
        matches!(item.content, ItemContent::Name { .. }) && item.on.shows(page.number, page.facing.is_some())
    })
}

/// How a picture and its words show on a page, whatever else stands there.
fn looks<'p>(print: &'p Print<'_>, name: &str) -> Vec<(&'p str, &'p str)> {
    let own = print.items.iter().filter(|item| matches!(&item.owner, Owner::Picture(known) if known == name));
    own.map(|item| (&*item.look, &*item.words)).collect()
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
    // The same picture in another window: told where nothing else is told of it there.
    for page in new_prints.pages() {
        let Some(was) = old_prints.page(page.number) else { continue };
        for other in after.iter().filter(|shown| shown.places.iter().any(|place| place.page == page.number)) {
            let told = |what: &Change| {
                matches!(&what.subject, Subject::Picture(name) if *name == other.name)
                    && what.pages.contains(&page.number)
            };
            if looks(was, &other.name) == looks(page, &other.name) || found.iter().any(told) {
                continue;
            }
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
