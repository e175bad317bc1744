//! What all pages of the site look like: names, colours, words at the foot, as the house says (`[epaper]`) or as they follow
//! from the masthead.

use crate::issue::{PictureData, Text};
use crate::layout::EpaperSpec;
use crate::read::Loaded;

use super::art::{self, Art};
use super::words::Words;

/// The look of a site.
#[derive(Clone, Debug)]
pub struct Look {
    /// The name of the e-paper.
    pub name: String,
    /// The address of its folder, ending in `/`, if the house names it.
    pub base: Option<String>,
    /// The paper's name as a picture.
    pub masthead: Option<Art>,
    /// Words at the foot of every page, a line each.
    pub footer: Vec<String>,
    /// The words of the site, in the language that the house chose.
    pub words: Words,
    /// Colours: what stands out, and the paper.
    pub(super) colours: [[u8; 3]; 2],
}

impl Look {
    /// The look of an issue's e-paper.
    pub fn of(loaded: &Loaded) -> Look {
        let EpaperSpec { base, name, accent, background, language, footer, .. } = loaded.epaper.spec.clone();
        let masthead = &loaded.issue.masthead;
        let field = |name: &str| masthead.get(name).map(Text::to_plain).filter(|text| !text.is_empty());
        let art = loaded.epaper.masthead.as_ref().and_then(art::of_file).or_else(|| {
            let picture = loaded.issue.pictures.get(masthead.name_art?.0 as usize)?;
            match &picture.data {
                PictureData::Vector(drawing) => Some(art::of_drawing(drawing, &loaded.press)),
                _ => None,
            }
        });
        Look {
            name: name.unwrap_or_else(|| loaded.issue.paper.clone()),
            base,
            masthead: art,
            footer: match footer {
                Some(words) => words.lines().map(str::to_owned).collect(),
                None => ["publisher", "licence"].into_iter().filter_map(field).collect(),
            },
            words: Words::of(language),
            colours: [accent, background],
        }
    }
}
