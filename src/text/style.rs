//! How a paragraph's words are set: the part of a style that shapes them, and the house's rules.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::font::FaceId;
use crate::geometry::Length;
use crate::layout::{Digits, ExclaimPairs, Kinsoku, KinsokuMarks, LineEnd, Punctuation, Region, WESTERN_GAP};

/// What the house says of single marks and words, for every style (社规).
#[derive(Clone, Debug, Default)]
pub struct House {
    marks: KinsokuMarks,
    keep: Option<AhoCorasick>,
}

impl House {
    /// The rules of a house: its marks, and words that stay whole (names with titles, places,
    /// bodies). Words that are empty are left out.
    pub fn new<'w>(marks: &KinsokuMarks, words: impl IntoIterator<Item = &'w str>) -> House {
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        // Building fails only on lists of gigabytes; without the list, words may be divided.
        let keep = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).ok();
        House { marks: marks.clone(), keep: keep.filter(|_| !words.is_empty()) }
    }

    /// Whether a line may begin with a mark, where the class table says `by_class`.
    pub(super) fn may_start(&self, mark: char, by_class: bool) -> bool {
        (by_class || self.marks.may_start.contains(&mark)) && !self.marks.not_at_start.contains(&mark)
    }

    /// Whether a line may end with a mark, where the class table says `by_class`.
    pub(super) fn may_end(&self, mark: char, by_class: bool) -> bool {
        (by_class || self.marks.may_end.contains(&mark)) && !self.marks.not_at_end.contains(&mark)
    }

    /// Whether the house says anything of marks.
    pub(super) fn has_marks(&self) -> bool {
        self.marks != KinsokuMarks::default()
    }

    /// The word to keep whole that a byte of a text lies in.
    pub fn word_at<'t>(&self, text: &'t str, at: usize) -> Option<&'t str> {
        let found = self.kept(text).find(|word| word.start < at && at < word.end)?;
        text.get(found)
    }

    /// The words to keep whole in a text: first and last byte of each, longest first where two
    /// begin alike.
    pub(super) fn kept<'t>(
        &self,
        text: &'t str,
    ) -> impl Iterator<Item = std::ops::Range<usize>> + use<'_, 't> {
        self.keep.iter().flat_map(move |keep| keep.find_iter(text).map(|found| found.range()))
    }
}

/// How a paragraph's words are set.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle<'h> {
    /// The face of ordinary words.
    pub face: FaceId,
    /// The face of stressed words.
    pub strong_face: FaceId,
    /// The face of the words that open a report.
    pub lead_face: FaceId,
    /// The face of pinyin.
    pub pinyin_face: FaceId,
    /// The em.
    pub size: Length,
    /// Punctuation style.
    pub punctuation: Punctuation,
    /// Where marks stand in their em.
    pub region: Region,
    /// How wide figures are.
    pub digits: Digits,
    /// How question and exclamation marks stand in a row.
    pub exclaim_pairs: ExclaimPairs,
    /// Which marks give up their blank half at a line's end.
    pub line_end: LineEnd,
    /// Whether a comma or a stop may hang outside the measure.
    pub hanging: bool,
    /// Whether Western words may be divided.
    pub hyphenate: bool,
    /// The gap between Han and Western in thousandths of an em.
    pub western_gap: i32,
    /// White between all clusters of a line in thousandths of an em (字距).
    pub tracking: i32,
    /// Kinsoku level.
    pub kinsoku: Kinsoku,
    /// Whether lines run down the page.
    pub vertical: bool,
    /// The house's rules.
    pub house: &'h House,
}

impl<'h> TextStyle<'h> {
    /// Words of one face, everything else as styles have it that say nothing.
    pub fn new(face: FaceId, size: Length, house: &'h House) -> TextStyle<'h> {
        TextStyle {
            face,
            strong_face: face,
            lead_face: face,
            pinyin_face: face,
            size,
            punctuation: Punctuation::default(),
            region: Region::default(),
            digits: Digits::default(),
            exclaim_pairs: ExclaimPairs::default(),
            line_end: LineEnd::default(),
            hanging: false,
            hyphenate: false,
            western_gap: WESTERN_GAP,
            tracking: 0,
            kinsoku: Kinsoku::default(),
            vertical: false,
            house,
        }
    }
}
