//! A layout as it comes out of its files.

use crate::diagnostic::Diagnostic;
use crate::ink::Ink;

use super::areas::Area;
use super::copyfit::CopyfitSpec;
use super::epaper::EpaperSpec;
use super::faces::FaceSpec;
use super::furniture::FurnitureItem;
use super::house::{HouseFile, KinsokuMarks};
use super::lint::LintSpec;
use super::makeup::MakeupSpec;
use super::page::{GridSpec, Paper};
use super::press::PressSpec;
use super::rules::RuleSpec;
use super::styles::Style;

/// A page layout, ready to be filled.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The layout's name, for messages.
    pub name: String,
    /// Paper and press.
    pub paper: Paper,
    /// The type area.
    pub grid: GridSpec,
    /// Named faces and their fallbacks, in the order of the files.
    pub faces: Vec<FaceSpec>,
    /// Styles for every kind of text, in the order of the files.
    pub styles: Vec<(String, Style)>,
    /// The named areas, in the order of the file.
    pub areas: Vec<Area>,
    /// What is wrong with where its areas stand at one another. A page is made all the same, so that it can be looked at.
    pub relation_faults: Vec<Diagnostic>,
    /// Areas of the layouts that it extends which it takes out.
    pub without: Vec<String>,
    /// Fields of the masthead and where they stand in its area.
    pub masthead: Vec<FurnitureItem>,
    /// Rules that stand on the page by themselves.
    pub rules: Vec<RuleSpec>,
    /// Running heads and feet (报眉): fields and where they stand in the area `folio`.
    pub folio: Vec<FurnitureItem>,
    /// How copy is made to fit.
    pub copyfit: CopyfitSpec,
    /// How strictly its makeup is looked at.
    pub lint: LintSpec,
    /// What counts how much when a page is made up from a pool.
    pub makeup: MakeupSpec,
    /// The e-paper that the paper becomes.
    pub epaper: EpaperSpec,
    /// The names of the spot plates that its inks print on.
    pub spot_plates: Vec<String>,
    /// Colours of drawings (red, green, blue) that print in an ink of the house.
    pub drawing_inks: Vec<([u8; 3], Ink)>,
    /// The press that it is made for.
    pub press: PressSpec,
    /// Codes of findings that the house has silenced.
    pub silent: Vec<String>,
    /// Marks that the house treats otherwise.
    pub marks: KinsokuMarks,
    /// Files of words that stay whole.
    pub keep_files: Vec<HouseFile>,
    /// The words of those files, when they were read.
    pub keep: Vec<String>,
}

impl Layout {
    /// The style of that name.
    pub fn style(&self, name: &str) -> Option<&Style> {
        self.styles.iter().find(|(known, _)| known == name).map(|(_, style)| style)
    }

    /// The area of that name.
    pub fn area(&self, name: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.name == name)
    }
}
