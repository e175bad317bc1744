//! From words to clusters: what stands on a line, how wide it is, what each gap can give and take, and
//! where a line may end.
//!
//! [`prepare_into`] runs these steps for one paragraph; each is one file:
//!
//! 1. `clean` takes out blanks that editors type between Han and Western, and reads characters that only
//!    control breaks; `quotes` decides which quotation marks are Chinese.
//! 2. `faces` chooses a face for each letter along the fallback chain and joins letters to chunks;
//!    `vertical` decides what is turned or set side by side in lines that run down.
//! 3. `shape` turns chunks into glyphs, through a `cache` of characters that are shaped alike everywhere;
//!    `clusters` makes clusters of the glyphs.
//! 4. `align` brings ideographs of other faces to the height of the line's own, `space` gives marks their
//!    widths and gaps their amounts, `pinyin` puts syllables over characters.
//! 5. `breaks` decides by the class table where a line may end, `words` does so inside Western text, with
//!    `hyphen`; `controls` applies what the text says itself.
//! 6. `cuts` lists the places where lines may end, with running sums for [`crate::line`].
//!
//! `segment` divides text into words by the dictionary of `lexicon`; it is no step of the above and is asked only
//! where a headline has to turn.
//!
//! Nothing in here knows of newspapers: pages, areas and stories.

mod align;
mod breaks;
mod cache;
mod chunk;
pub mod class;
mod clean;
mod cleaned;
mod clusters;
mod controls;
mod cuts;
mod faces;
mod fit;
mod forms;
mod hyphen;
mod letter;
mod lexicon;
mod paragraph;
mod pinyin;
mod prepare;
mod quotes;
mod rise;
mod run;
mod segment;
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
pub use cleaned::{CleanedRun, cleaned};
pub use cuts::{
    Cut, GIVE_STEPS, HAN_WESTERN_GIVES, HAN_WESTERN_SOFT, HAN_WESTERN_TAKES, Sums, TAKE_STEPS, find_cuts,
};
pub use lexicon::WordKind;
pub use paragraph::{Break, Font, GapKind, Glyph, Hyphen, Lack, Missing, Paragraph, Syllable};
pub use pinyin::{APART as PINYIN_APART, BASELINE as PINYIN_BASELINE, SIZE as PINYIN_SIZE};
pub use prepare::{Scratch, prepare, prepare_into};
pub use run::{GlyphForm, ShapeRun, ShapedGlyph, VERTICAL_ORIGIN};
pub use segment::{Word, segment};
pub use shape::Shaper;
pub use style::{House, TextStyle};
