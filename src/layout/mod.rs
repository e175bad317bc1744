//! The designer's model: page, type area, styles and named areas, as resolved from
//! `layouts/*.toml`. All lengths are absolute here.
//!
//! Each table of a layout file has a file of its own. It declares the keys of the table (see [`crate::keys`]), holds
//! what they are resolved to, and resolves them. `resolve` puts the tables together, `names` looks up what they name,
//! `vocabulary` has the words that keys choose from, `check` looks at the whole as geometry and as inks.

mod areas;
pub mod check;
mod copyfit;
mod elsewhere;
mod epaper;
mod faces;
mod furniture;
mod house;
mod inks;
mod lint;
mod makeup;
mod model;
mod names;
mod page;
mod place;
mod press;
mod relation;
mod resolve;
mod rules;
mod stacks;
mod styles;
mod vocabulary;

pub use areas::{Area, Cells, InsetPlace, InsideKeys, Notch};
pub use copyfit::CopyfitSpec;
pub use epaper::{Epaper, EpaperLanguage, EpaperSpec, MastheadPicture};
pub use faces::{FaceSource, FaceSpec, FontFile, Variation};
pub use furniture::{FOLIO_AREA, FurnitureItem, ItemContent, MASTHEAD_AREA};
pub use house::{HouseFile, KinsokuMarks};
pub use lint::LintSpec;
pub use makeup::MakeupSpec;
pub use model::Layout;
pub use page::{Fold, GridSpec, Paper};
pub use place::{Anchor, Relation, RowsRule, TakesWhite, columns_words, rows_words};
pub use press::PressSpec;
pub use resolve::{LayoutPart, Link, resolve};
pub use rules::{RuleCourse, RulePlace, RuleSpec};
pub use styles::{MAX_OPENING, Style, WESTERN_GAP};
pub use vocabulary::{
    Align, BylinePlace, CopyfitStep, Corner, Digits, Division, EMBEDDED_FACES, ExclaimPairs, HeadlineOrder,
    HeadlinePlace, KINDS, Kinsoku, LineEnd, PointerForm, Punctuation, Region, ShownOn, Writing,
};

/// The fewest characters that a line of text can do with, in a column or beside an obstacle.
pub const LEAST_MEASURE: i64 = 4;
