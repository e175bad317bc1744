//! The editor's model: an issue, its stories and pictures. It holds no lengths and no positions.

pub mod almanac;
mod cmyk_jpeg;
mod content;
mod drawing;
mod picture;
mod placed_pdf;
mod pool;
mod role;
mod samples;
mod story;
mod text;

pub use almanac::Date;
pub use cmyk_jpeg::inks_of_jpeg;
pub use content::*;
pub use drawing::{Clips, Drawing, FillRule, Segment, Shading, ShadingLine, Shape, ShapePaint};
pub use picture::{Channels, Figure, Framing, Picture, PictureData, PictureFit, PictureId};
pub use placed_pdf::{OpenedPdf, PlacedPdf, PlacedSpot};
pub use pool::{HeadlineWish, Need, PagePool, Pool, PoolItem, StoryKind};
pub use role::{FigurePart, Role, RoleSpec, STYLE_KINDS, Structure};
pub use samples::{MadeSamples, SampleFacts, Samples};
pub use story::{Block, Inset, Jump, Revised, Side, Story, StoryId, StoryPart};
pub use text::{Beside, Emphasis, Manner, Reading, Rise, Run, Text};

use crate::diagnostic::Span;

/// One day's paper, as an editor means it.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The paper's name (报名), also the document's title.
    pub paper: String,
    /// The day printed on it.
    pub date: Date,
    /// Everything the masthead (报头) may show.
    pub masthead: Masthead,
    /// The pages to set, in order.
    pub pages: Vec<PagePlan>,
    /// The pools from which pages are made up, in the order of the file.
    pub pools: Vec<Pool>,
    /// The stories, in the order in which the pages name them, then those of pools that stand on none.
    pub stories: Vec<Story>,
    /// The pictures, in the same order.
    pub pictures: Vec<Picture>,
    /// Words that stay whole on the line, besides those of the house.
    pub keep: Vec<String>,
}

/// A piece of masthead text with its place in the issue file.
pub type Field = Text;

/// The fields of the masthead (报头). A field that an issue leaves out is empty and its place
/// on the page stays blank. Weekday and lunar date are filled in from the date.
#[derive(Clone, Debug, Default)]
pub struct Masthead {
    /// Field name (`name`, `latin`, `sponsor`, `publisher`, `issue`, `pages`, `date`, `weekday`,
    /// `lunar`, `licence`, `url`, and any the house adds) to its text, in the order of the file.
    pub fields: Vec<(String, Field)>,
    /// The name as a drawing (calligraphy), when the issue gives one.
    pub name_art: Option<PictureId>,
}

impl Masthead {
    /// The text of a field, if the issue has it.
    pub fn get(&self, field: &str) -> Option<&Field> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, text)| text)
    }
}

/// What goes where on one page.
#[derive(Clone, Debug)]
pub struct PagePlan {
    /// The page's number (版次), from 1; that of the left page of a spread.
    pub number: u32,
    /// The number of the right page of a spread.
    pub facing: Option<u32>,
    /// Index of its layout in the list that was read with the issue.
    pub layout: usize,
    /// The pool from which it is made up, if it is.
    pub pool: Option<PagePool>,
    /// The round in which its areas get their rows; more than 0 where these depend on stories that come from other pages.
    pub round: u32,
    /// What stands in which area, in the order of the file.
    pub assignments: Vec<Assignment>,
    /// Fillers (补白) for rows that stories leave, in the order of the file.
    pub fillers: Vec<StoryId>,
    /// What furniture tells of this page: its number (`page`, `page-cn`, and those of the facing page
    /// of a spread), `section`, `credits`, and any the house adds.
    pub fields: Vec<(String, Field)>,
    /// The `[[page]]` heading in the issue file.
    pub span: Span,
}

impl PagePlan {
    /// Whether a number is its own or, on a spread, that of its right page.
    pub fn has(&self, number: u32) -> bool {
        self.number == number || self.facing == Some(number)
    }
}
