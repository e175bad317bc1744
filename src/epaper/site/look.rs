//! What all pages of the site look like: names, colours, words at the foot, as the house says (`[epaper]`) or as they follow
//! from the masthead.

use serde::{Deserialize, Serialize};

use crate::issue::{PictureData, Text};
use crate::keys::kinds::is_served;
use crate::layout::{EpaperLanguage, EpaperSpec};
use crate::read::Loaded;

use super::art::{self, Art};
use super::words::Words;

/// The file in the folder of an issue that keeps its look.
pub const LOOK: &str = "look.json";

/// What [`LOOK`] holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    base: Option<String>,
    footer: Vec<String>,
    language: String,
    accent: [u8; 3],
    background: [u8; 3],
    masthead: Option<KeptArt>,
}

#[derive(Serialize, Deserialize)]
struct KeptArt {
    file: String,
    width: u32,
    height: u32,
    plain: bool,
}

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
        let picture = masthead.name_art.and_then(|id| loaded.issue.pictures.get(id.0 as usize));
        let drawing = picture.and_then(|picture| match &picture.data {
            PictureData::Vector(drawing) => Some(drawing),
            _ => None,
        });
        // What the house gives for the screen is in its own colours.
        let is_drawing = loaded.epaper.spec.masthead.is_none();
        let plain = is_drawing && drawing.is_some_and(|drawing| art::is_plain(drawing));
        let file = loaded.epaper.masthead.as_ref().map(|picture| art::of_file(picture, plain));
        let art = file.or_else(|| drawing.map(|drawing| art::of_drawing(drawing, &loaded.press)));
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

    /// Whether what all issues share would look the same with another.
    #[must_use]
    pub fn is_like(&self, other: &Look) -> bool {
        let plain = |look: &Look| {
            let art = look.masthead.as_ref().map(|art| art.bytes.clone());
            (
                look.name.clone(),
                look.base.clone(),
                art,
                look.footer.clone(),
                look.words.language,
                look.colours,
            )
        };
        plain(self) == plain(other)
    }

    /// The files of an issue's folder that keep its look, so that what all issues share can have that of the newest.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let [accent, background] = self.colours;
        let kept = Kept {
            name: self.name.clone(),
            base: self.base.clone(),
            footer: self.footer.clone(),
            language: self.words.language.to_owned(),
            accent,
            background,
            masthead: self.masthead.as_ref().map(|art| KeptArt {
                file: art.file.clone(),
                width: art.width,
                height: art.height,
                plain: art.plain,
            }),
        };
        // Texts and numbers always serialise.
        let json = serde_json::to_vec(&kept).unwrap_or_default();
        let art = self.masthead.as_ref().map(|art| (art.file.clone(), art.bytes.to_vec()));
        std::iter::once((LOOK.to_owned(), json)).chain(art).collect()
    }

    /// The look that an issue's folder keeps; `read` gives the bytes of a file in it. `None` where it keeps none that can be read.
    pub fn kept(read: impl Fn(&str) -> Option<Vec<u8>>) -> Option<Look> {
        let kept: Kept = serde_json::from_slice(&read(LOOK)?).ok()?;
        let masthead = kept.masthead.filter(|art| art::is_name(&art.file)).and_then(|art| {
            let bytes = read(&art.file)?.into();
            Some(Art { file: art.file, bytes, width: art.width, height: art.height, plain: art.plain })
        });
        let language = if kept.language == "en" { EpaperLanguage::English } else { EpaperLanguage::Chinese };
        Some(Look {
            name: kept.name,
            // As `[epaper]` has it.
            base: kept.base.filter(|base| is_served(base)),
            masthead,
            footer: kept.footer,
            words: Words::of(language),
            colours: [kept.accent, kept.background],
        })
    }
}
