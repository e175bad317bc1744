//! Words to clusters: what stands on a line, how wide it is, what each gap can give and take, and
//! where a line may end.

mod align;
mod breaks;
mod cache;
mod chunk;
pub mod class;
mod clean;
mod clusters;
mod controls;
mod cuts;
mod faces;
mod fit;
mod forms;
mod hyphen;
mod letter;
mod paragraph;
mod pinyin;
mod prepare;
mod quotes;
mod rise;
mod run;
mod shape;
mod space;
mod style;
#[cfg(test)]
mod tests;
mod vertical;
mod words;

#[doc(hidden)]
pub use cache::CacheConditions;
pub use class::{Class, is_western_mark};
pub use cuts::{
    Cut, GIVE_STEPS, HAN_WESTERN_GIVES, HAN_WESTERN_SOFT, HAN_WESTERN_TAKES, Sums, TAKE_STEPS, find_cuts,
};
pub use paragraph::{Break, Font, GapKind, Glyph, Hyphen, Lack, Missing, Paragraph, Syllable};
pub use pinyin::{APART as PINYIN_APART, BASELINE as PINYIN_BASELINE, SIZE as PINYIN_SIZE};
pub use prepare::{Scratch, prepare, prepare_into};
pub use run::{GlyphForm, ShapeRun, ShapedGlyph, VERTICAL_ORIGIN};
pub use shape::Shaper;
pub use style::{House, TextStyle};
