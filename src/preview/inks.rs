//! The plates of a page: its inks as colours on them, and what stands in for spot colours on a screen.

use crate::ink::{Cmyk, Ink};
use crate::issue::{Picture, PictureData, PictureId, Shape};
use crate::page::{ItemKind, Page};
use crate::pdf_read::{Colour, Kind, PROCESS};

/// How a plate that nothing tells the look of is shown: half black.
const UNKNOWN: [f32; 4] = [0.0, 0.0, 0.0, 0.5];

/// The spot colours (专色) of a page, with the process inks that stand in for each, 0 to 1; `None` where
/// nothing tells them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spots(Vec<(String, Option<[f32; 4]>)>);

/// A share of ink, 1 for solid.
fn share(part: u16) -> f32 {
    f32::from(part.min(Cmyk::SOLID)) / f32::from(Cmyk::SOLID)
}

fn shares(cmyk: Cmyk) -> [f32; 4] {
    [cmyk.c, cmyk.m, cmyk.y, cmyk.k].map(share)
}

impl Spots {
    /// The spot colours of all that a page shows, in the order of its items.
    pub(super) fn of(page: &Page, pictures: &[Picture]) -> Spots {
        let mut spots = Spots::default();
        for item in &page.items {
            match &item.kind {
                ItemKind::Text(run) => spots.add_ink(&run.ink),
                ItemKind::Fill { ink, .. } | ItemKind::Frame { ink, .. } => spots.add_ink(ink),
                ItemKind::Shade { gradient, .. } => {
                    spots.add_ink(&gradient.from);
                    spots.add_ink(&gradient.to);
                }
                ItemKind::Picture { picture: PictureId(id), .. } => match pictures.get(*id as usize) {
                    Some(Picture { data: PictureData::Vector(drawing), .. }) => {
                        drawing.shapes.iter().flat_map(Shape::inks).for_each(|ink| spots.add_ink(ink));
                    }
                    Some(Picture { data: PictureData::Pdf(pdf), .. }) => {
                        for spot in &pdf.spots {
                            spots.add(&spot.name, spot.alternate.map(shares));
                        }
                    }
                    _ => {}
                },
            }
        }
        spots
    }

    fn add_ink(&mut self, ink: &Ink) {
        for spot in ink.spots() {
            self.add(&spot.name, Some(shares(spot.alternate)));
        }
    }

    /// Adds a plate, or its look where it was not known.
    pub(super) fn add(&mut self, name: &str, look: Option<[f32; 4]>) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = known.or(look),
            None => self.0.push((name.to_owned(), look)),
        }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The process inks that stand for the solid of each.
    pub(super) fn looks(&self) -> Vec<[f32; 4]> {
        self.0.iter().map(|(_, look)| look.unwrap_or(UNKNOWN)).collect()
    }

    /// Those of which nothing tells how they look.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, look)| look.is_none()).map(|(name, _)| name.as_str())
    }

    fn plate(&self, name: &str) -> usize {
        // All inks of the page were looked at before.
        PROCESS.len() + self.0.iter().position(|(known, _)| known == name).unwrap_or_default()
    }

    /// An ink as it is laid on the plates.
    pub(super) fn colour(&self, ink: &Ink) -> Colour {
        let spots = || ink.spots().iter().map(|spot| (self.plate(&spot.name), share(spot.tint)));
        match ink {
            Ink::Process(process) => Colour::cmyk(shares(*process)),
            Ink::Spot(_) => Colour::spot(spots().collect()),
            Ink::Mix { process, .. } => {
                let process = shares(*process).into_iter().enumerate().filter(|(_, share)| *share > 0.0);
                Colour::spot(process.chain(spots()).collect())
            }
            Ink::Registration => Colour { kind: Kind::Registration, inks: vec![(0, 1.0)] },
        }
    }

    /// The share of an ink on every plate.
    pub(super) fn on_all(&self, ink: &Ink) -> Vec<f32> {
        let mut all = vec![0.0; PROCESS.len() + self.0.len()];
        match ink {
            Ink::Registration => all.fill(1.0),
            ink => self.colour(ink).inks.into_iter().for_each(|(plate, share)| all[plate] = share),
        }
        all
    }
}
