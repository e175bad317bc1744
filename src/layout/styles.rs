//! Styles (`[styles.…]`): where each one starts from, and its lengths made absolute.

use crate::geometry::Length;
use crate::ink::Ink;
use crate::keys::dimension::Units;
use crate::keys::kinds::{ems, flag, length, text_of, whole, word};
use crate::keys::{Dimension, Part, Value, part};
use crate::message;

use super::names::Names;
use super::page::GridSpec;
use super::vocabulary::{
    Align, Digits, EMBEDDED_FACES, ExclaimPairs, KINDS, Kinsoku, LineEnd, Punctuation, Region,
};

/// Styles of furniture have names that begin like the first and start from the second.
const FURNITURE: [(&str, &str); 2] = [("masthead-", "masthead-line"), ("folio-", "folio-line")];

/// The gap between Han and Western where a style says nothing, in thousandths of an em (CLReq 3.2.2).
pub const WESTERN_GAP: i32 = 250;

/// How far gaps of justified lines may open where a style says nothing, in thousandths of an em: half an
/// em.
pub const MAX_OPENING: i64 = 500;

part! {
    /// How one kind of text is set. Styles override those of the layout that this one extends, key by key.
    pub struct StylePart {
        /// The face.
        face: String = text_of("name of a face"), default "song".to_owned();
        /// The face for `**stressed**` words.
        strong_face: String = text_of("name of a face"),
            absent "`hei` for `song` and `kai`, `hei-heavy` for `song-heavy` and `hei`, `song-heavy` for `hei-heavy`, the \
                    face itself for one of the house's own";
        /// The face for `[words]{.lead}`, the words that open a report (电头).
        lead_face: String = text_of("name of a face"), default "hei".to_owned();
        /// The face for the letters of pinyin (注音).
        pinyin_face: String = text_of("name of a face"), absent "the face of the style";
        /// Type size, in points, millimetres or by name.
        size: Dimension = length().positive().only(
            Units::Absolute,
            message::word("a character is measured by the size itself: write points, millimetres or a size by name"),
        ), absent "the grid's `body`";
        /// From line to line, where a text of its own runs over several lines. Body text always follows the grid's
        /// pitch.
        leading: Dimension = length().positive(), default Dimension::Ems(1200);
        /// The ink of the letters.
        ink: String = text_of("name of an ink"), default "black".to_owned();
        /// How lines stand in the measure.
        align: Align = word(), absent "`justify`; kickers and subheads stand as their headline does";
        /// White before the first line of a paragraph.
        indent: Dimension = length().not_negative(), default Dimension::ZERO;
        /// How far a headline may be narrowed, in percent of its natural width; 85 is as far as newspapers go. It is a
        /// limit for reports: a line that needs less is still set, narrower, and reported.
        condense: u32 = whole(50..=100)
            .help(message::word("100 never narrows the letters; 85 is as far as newspapers go")), default 100;
        /// White that a centred headline part leaves at each end of its measure, where it need not be narrowed beyond
        /// `condense` for that: no line runs from edge to edge.
        air: Dimension = length().not_negative(), default Dimension::Ems(500);
        /// Lines of a headline part, at the most.
        lines: u32 = whole(1..=10_000), default 1;
        /// White above it, where it is stacked with others.
        above: Dimension = length().not_negative(), default Dimension::ZERO;
        /// White below it, where it is stacked with others.
        below: Dimension = length().not_negative(), default Dimension::ZERO;
        /// Rows that one line takes when it stands in the text (crosshead, byline).
        rows: u32 = whole(1..=10_000), default 1;
        /// Natural widths of punctuation (标点风格).
        punctuation: Punctuation = word(), default Punctuation::default();
        /// How strict line ends are (避头尾); each level holds to the ones before it.
        kinsoku: Kinsoku = word(), default Kinsoku::default();
        /// Where marks stand in their em.
        region: Region = word(), default Region::default();
        /// How wide Western figures are.
        digits: Digits = word(), default Digits::default();
        /// How question and exclamation marks stand in a row (问号、叹号叠用、连用).
        exclaim_pairs: ExclaimPairs = word(), default ExclaimPairs::default();
        /// Which marks may lose their blank half at a line's end (行末标点).
        line_end: LineEnd = word(), default LineEnd::default();
        /// Whether ，、。 may hang outside the measure (标点悬挂).
        hanging: bool = flag(), default false;
        /// Whether a line may end between two syllables of a word, with a hyphen: `true` (at a cost), `false` (only
        /// where the line could not be filled otherwise; it is told as `word-split`). See Western words.
        hyphenate: bool = flag(), default false;
        /// White between Han and Western, 0 to 0.5字. Styles of banxin for headlines, kickers, subheads, titles of tables
        /// and guides, mastheads and running heads have none. Where there is none, they stand side by side as any two
        /// characters do.
        western_gap: i32 = ems(0..=500, message::word("\"0.25字\" is usual in text, \"0\" in headlines")), default WESTERN_GAP;
        /// White between all characters of a line (字距), inside Western words and numbers too; not behind the last one,
        /// nor inside —— and ……. It counts where a line is made to fit or is condensed.
        tracking: i32 = ems(
            -200..=1000,
            message::word("\"0.1字\" opens a headline a little, \"-0.05字\" closes it; \"0\" is none"),
        ), default 0;
        /// How far a gap of a justified line may open beyond its natural width. A line that this does not fill stands
        /// short and is told (`loose-line`).
        max_opening: i32 = ems(
            50..=5000,
            message::word("\"0.5字\" is usual; a smaller one leaves more lines short"),
        ), default MAX_OPENING as i32;
        /// Rows of the first character of a story's text (首字下沉; `body` only); 0 is none. It is set in `strong_face` and
        /// takes whole characters of its rows; a number drops as a whole, and not at all when it has more than three
        /// figures.
        drop_cap: u32 = whole(2..=5).or(0).help(message::word("2 or 3 rows are usual; 0 is none")), default 0;
    }
}

/// The style of one kind of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Name of the face.
    pub face: String,
    /// Name of the face for stressed words (bold leads); the same face when not given.
    pub strong_face: String,
    /// Name of the face for the words that open a report (电头).
    pub lead_face: String,
    /// Name of the face of pinyin (注音); the same face when not given.
    pub pinyin_face: String,
    /// Type size.
    pub size: Length,
    /// From baseline to baseline where the text runs over several lines of its own; body text
    /// always follows the grid's pitch.
    pub leading: Length,
    /// Ink of the letters.
    pub ink: Ink,
    /// How lines stand in the measure.
    pub align: Align,
    /// Whether the layout says so; kickers and subheads of which it does not stand as their headline does.
    pub aligned: bool,
    /// First-line indent in thousandths of an em.
    pub indent: u32,
    /// How far a headline may be narrowed to fit, in thousandths (1000 is not at all).
    pub condense: u32,
    /// White at each end of a headline line that would fill its measure.
    pub air: Length,
    /// Lines at the most for a headline part.
    pub lines: u32,
    /// White above it, where it is stacked with others.
    pub above: Length,
    /// White below it, where it is stacked with others.
    pub below: Length,
    /// Rows that one line of it takes in the text (crossheads, bylines); at least one.
    pub rows: u32,
    /// Punctuation style.
    pub punctuation: Punctuation,
    /// Kinsoku level.
    pub kinsoku: Kinsoku,
    /// Where marks stand in their em.
    pub region: Region,
    /// How wide figures are.
    pub digits: Digits,
    /// How question and exclamation marks stand in a row.
    pub exclaim_pairs: ExclaimPairs,
    /// Which marks give up their blank half at a line's end.
    pub line_end: LineEnd,
    /// Whether a comma or a stop may hang outside the measure (标点悬挂).
    pub hanging: bool,
    /// Whether English words may be divided.
    pub hyphenate: bool,
    /// Gap between Han and Western in thousandths of an em.
    pub western_gap: i32,
    /// White between all characters of a line in thousandths of an em (字距); negative values draw them
    /// together.
    pub tracking: i32,
    /// How far a gap of a justified line may open beyond its natural width, in thousandths of an em; where
    /// that does not fill the line, it stands short.
    pub max_opening: i64,
    /// Rows that the first character of a story's text stands in (首字下沉); zero for none.
    pub drop_cap: u32,
}

/// The styles of a layout, in the order of the files.
pub(super) fn resolve(
    parts: &[(Value<String>, StylePart)],
    grid: &GridSpec,
    names: &Names<'_>,
) -> Vec<(String, Style)> {
    let known: Vec<&str> = parts.iter().map(|(name, _)| name.value.as_str()).collect();
    let own = |name: &str| parts.iter().find(|(known, _)| known.value == name).map(|(_, part)| part.clone());
    parts
        .iter()
        .map(|(name, part)| {
            let mut whole = part.clone();
            let mut next = start(&name.value, &known);
            while let Some(name) = next {
                whole = own(name).unwrap_or_default().overlaid(whole);
                next = start(name, &known);
            }
            (name.value.clone(), style(&whole, grid, names))
        })
        .collect()
}

/// The style that another one starts from: the longest that its name continues with a dash, if
/// that is of a kind of text, or the line of the masthead or the running head.
///
/// The name that comes out is shorter than the one that goes in, or is such a line, which starts
/// from nothing: a chain of them ends.
fn start<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    if KINDS.contains(&name) || FURNITURE.iter().any(|(_, line)| *line == name) {
        return None;
    }
    let continues = |from: &str| name.strip_prefix(from).is_some_and(|rest| rest.starts_with('-'));
    let furniture = FURNITURE.iter().find(|(begin, _)| name.starts_with(begin));
    if furniture.is_none() && !KINDS.iter().any(|kind| continues(kind)) {
        return None;
    }
    let of_kind = |from: &str| {
        let begins =
            |kind: &str| from.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        FURNITURE.iter().any(|(begin, _)| from.starts_with(begin)) || KINDS.iter().any(|kind| begins(kind))
    };
    let longest =
        known.iter().copied().filter(|from| continues(from) && of_kind(from)).max_by_key(|from| from.len());
    let line = || known.iter().copied().find(|from| furniture.is_some_and(|(_, line)| line == from));
    longest.or_else(line)
}

fn style(part: &StylePart, grid: &GridSpec, names: &Names<'_>) -> Style {
    let size = part.size.as_ref().map_or(grid.body, |size| grid.absolute(size.value));
    // Characters are those of the style itself.
    let absolute = |length: Dimension| length.resolve(size, grid.pitch);
    for face in [&part.face, &part.strong_face, &part.lead_face, &part.pinyin_face].into_iter().flatten() {
        names.face(face);
    }
    let face = part.face();
    let stressed = EMBEDDED_FACES.iter().find(|(name, _)| *name == face);
    let strong_face = match (&part.strong_face, stressed) {
        (Some(given), _) => given.value.clone(),
        (None, Some((_, strong))) => (*strong).to_owned(),
        (None, None) => face.clone(),
    };
    let indent = match part.indent() {
        Dimension::Ems(parts) => parts,
        other => Length(1000).scale(absolute(other).0, size.0.max(1)).0,
    };
    Style {
        strong_face,
        lead_face: part.lead_face(),
        pinyin_face: part.pinyin_face.as_ref().map_or_else(|| face.clone(), |face| face.value.clone()),
        face,
        size,
        leading: absolute(part.leading()),
        ink: names.ink(&part.ink, &part.ink()),
        align: part.align.as_ref().map(|align| align.value).unwrap_or_default(),
        aligned: part.align.is_some(),
        indent: u32::try_from(indent).unwrap_or(0),
        condense: part.condense() * 10,
        air: absolute(part.air()),
        lines: part.lines(),
        above: absolute(part.above()),
        below: absolute(part.below()),
        rows: part.rows(),
        punctuation: part.punctuation(),
        kinsoku: part.kinsoku(),
        region: part.region(),
        digits: part.digits(),
        exclaim_pairs: part.exclaim_pairs(),
        line_end: part.line_end(),
        hanging: part.hanging(),
        hyphenate: part.hyphenate(),
        western_gap: part.western_gap(),
        tracking: part.tracking(),
        max_opening: i64::from(part.max_opening()),
        drop_cap: part.drop_cap(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_where_a_style_starts() {
        let known = [
            "body",
            "credit",
            "credit-line",
            "headline",
            "headline-vertical",
            "guide-title",
            "masthead",
            "masthead-line",
            "masthead-date",
            "folio-line",
            "own",
            "headlines",
        ];
        for (name, from) in [
            ("headline-lead", Some("headline")),
            ("headline-vertical", Some("headline")),
            ("headline-vertical-lead", Some("headline-vertical")),
            ("body-kai", Some("body")),
            ("credit-line", None),
            ("credit-line-small", Some("credit-line")),
            ("guide-title", None),
            ("guide-title-red", Some("guide-title")),
            ("guide-red", None),
            ("headlines-red", None),
            ("own-red", None),
            ("masthead-day", Some("masthead-line")),
            ("masthead-date", Some("masthead-line")),
            ("masthead-date-small", Some("masthead-date")),
            ("masthead-line", None),
            ("folio-line", None),
            ("folio-page", Some("folio-line")),
            ("subhead-vertical", None),
        ] {
            assert_eq!(start(name, &known), from, "{name}");
        }
    }
}
