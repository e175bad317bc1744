//! The designer's model: page, type area, styles and named areas, as resolved from
//! `layouts/*.toml`. All lengths are absolute here; `schema` holds what TOML may say.

pub mod check;
mod furniture;
mod lint;
mod press;
pub mod resolve;
pub mod schema;
pub mod sizes;
mod styles;
pub mod table;

pub use furniture::{FOLIO_AREA, MASTHEAD_AREA, MastheadContent, MastheadItem, On, RuleCourse, RuleSpec};
pub use lint::LintSpec;
pub use press::PressSpec;
pub use sizes::Dimension;

use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::ink::{Ink, Tint};

/// The fewest characters that a line of text can do with, in a column or beside an obstacle.
pub const LEAST_MEASURE: i64 = 4;

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
    /// Areas of the layouts that it extends which it takes out.
    pub without: Vec<String>,
    /// Fields of the masthead and where they stand in its area.
    pub masthead: Vec<MastheadItem>,
    /// Rules that stand on the page by themselves.
    pub rules: Vec<RuleSpec>,
    /// Running heads and feet (报眉): fields and where they stand in the area `folio`.
    pub folio: Vec<MastheadItem>,
    /// How copy is made to fit.
    pub copyfit: CopyfitSpec,
    /// How strictly its makeup is looked at.
    pub lint: LintSpec,
    /// Colours of drawings (red, green, blue) that print in an ink of the house.
    pub drawing_inks: Vec<([u8; 3], Ink)>,
    /// The names of the spot plates that its inks print on.
    pub spot_plates: Vec<String>,
    /// The press that it is made for.
    pub press: PressSpec,
    /// Codes of findings that the house does not want to hear of.
    pub silent: Vec<String>,
    /// Marks that the house treats otherwise.
    pub marks: KinsokuMarks,
    /// Files of words that stay whole.
    pub keep_files: Vec<HouseFile>,
    /// The words of those files, when they were read.
    pub keep: Vec<String>,
}

/// A file of the house's as a layout names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseFile {
    /// The path as it is written: relative to `folder` or else to the issue folder.
    pub written: std::path::PathBuf,
    /// The folder of the layout file that says it, relative to where the program runs.
    pub folder: std::path::PathBuf,
    /// Where the layout file says it.
    pub span: Span,
}

/// The sheet and what the press needs around it.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Trimmed width.
    pub width: Length,
    /// Trimmed height.
    pub height: Length,
    /// Bleed (出血) on every side; newspapers usually have none.
    pub bleed: Length,
    /// White space outside the bleed for marks; zero draws no marks.
    pub slug: Length,
}

/// The type area (版心): first in characters, columns and rows; margins follow.
#[derive(Clone, Debug)]
pub struct GridSpec {
    /// Size of body type (正文字号).
    pub body: Length,
    /// From one row's baseline to the next (行距).
    pub pitch: Length,
    /// Basic columns (基本栏).
    pub columns: u32,
    /// Characters in a basic column.
    pub characters: u32,
    /// Rows of the type area.
    pub rows: u32,
    /// Between columns (栏间).
    pub gutter: Length,
    /// From the page's head to the type area; `None` divides the white so that the head is
    /// slightly larger than the foot.
    pub head: Option<Length>,
    /// The fold of two facing pages that are one (通版).
    pub fold: Option<Fold>,
    /// Where the layout file gives the grid.
    pub span: Span,
}

/// Where a spread over two facing pages (通版) folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The fold lies in the gutter behind this basic column.
    pub after: u32,
    /// Width of that gutter: the inner margins of both pages (中缝).
    pub width: Length,
}

/// A face that styles may name.
#[derive(Clone, Debug)]
pub struct FaceSpec {
    /// The name that styles use.
    pub name: String,
    /// Where the font comes from.
    pub source: FaceSource,
    /// Which instance of a variable font it is.
    pub variation: Variation,
    /// Names of faces to try, in order, for characters that this one lacks. Those of an embedded
    /// face go before its built-in ones.
    pub fallback: Vec<String>,
    /// Where the layout file defines it.
    pub span: Span,
}

/// Which instance of a variable font (可变字体) a face is; without any of these it is the font's default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variation {
    /// A named instance, such as Bold.
    pub instance: Option<table::Value<String>>,
    /// Values of axes by their tags, such as `wght`; they go over those of the instance.
    pub axes: Vec<(table::Value<String>, table::Value<f64>)>,
}

/// Where a font comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaceSource {
    /// One of the embedded faces: `song`, `song-heavy`, `hei`, `hei-heavy`, `kai`.
    Embedded(String),
    /// A font file of the user's.
    File(FontFile),
}

/// A font file as a layout names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// The path as it is written: relative to `folder` or else to the issue folder.
    pub written: std::path::PathBuf,
    /// The folder of the layout file that says it, relative to where the program runs.
    pub folder: std::path::PathBuf,
    /// The index of the face within a collection.
    pub index: u32,
}

/// How lines are set within the measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Both edges straight; the last line keeps its natural width (两端对齐).
    #[default]
    Justify,
    /// Left edge straight.
    Left,
    /// Right edge straight.
    Right,
    /// Centred.
    Center,
    /// Every line, the last too, fills the measure (撑满).
    Force,
}

/// Natural widths of punctuation (标点风格); figures in the class table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Punctuation {
    /// 全角: every mark one em.
    Quanjiao,
    /// 开明: stops one em, all other marks half.
    #[default]
    Kaiming,
    /// 半角: every mark half an em.
    Banjiao,
}

/// How strict line ends are (避头尾); each level holds to the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinsoku {
    /// Anything may stand anywhere, but units stay whole.
    None,
    /// CLReq's basic level: no mark that closes at the start of a line, none that opens at its end.
    #[default]
    Basic,
    /// GB/T 15834-2011: no solidus (分隔号) at the end of a line either.
    Gb,
    /// CLReq's strict level: no —— and no …… at the start of a line either.
    Strict,
}

/// Marks that the house treats otherwise than the level of its styles does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KinsokuMarks {
    /// A line may begin with these.
    pub may_start: Vec<char>,
    /// No line begins with these.
    pub not_at_start: Vec<char>,
    /// A line may end with these.
    pub may_end: Vec<char>,
    /// No line ends with these.
    pub not_at_end: Vec<char>,
}

/// Where marks stand in their em (CLReq 3.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// In the corner where the line comes from.
    #[default]
    Mainland,
    /// In the middle, as Hong Kong and Taiwan set them.
    HongKongTaiwan,
}

/// How wide Western figures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Digits {
    /// As the face draws them.
    #[default]
    Proportional,
    /// Half an em each, where the face has such figures (GB/T 15835-2011).
    Half,
}

/// How question and exclamation marks stand in a row (问号、叹号叠用、连用).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ExclaimPairs {
    /// Two share an em, three take two (GB/T 15834-2011 5.1.2).
    #[default]
    Share,
    /// Each keeps its own.
    Full,
}

/// Which marks give up their blank half at a line's end (行末标点).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// All of them (GB/T 15834-2011 5.1.10).
    #[default]
    All,
    /// Brackets and quotes only.
    Brackets,
    /// None.
    None,
}

/// The gap between Han and Western where a style says nothing, in thousandths of an em (CLReq 3.2.2).
pub const WESTERN_GAP: i32 = 250;

/// How far gaps of justified lines may open where a style says nothing, in thousandths of an em: half an
/// em.
pub const MAX_OPENING: i64 = 500;

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
    /// First-line indent in thousandths of an em.
    pub indent: u32,
    /// How far a headline may be narrowed to fit, in thousandths (1000 is not at all).
    pub condense: u32,
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
    /// White between all characters of a line in thousandths of an em (字距); less than nothing draws
    /// them together.
    pub tracking: i32,
    /// How far a gap of a justified line may open beyond its natural width, in thousandths of an em; where
    /// that does not fill the line, it stands short.
    pub max_opening: i64,
    /// Rows that the first character of a story's text stands in (首字下沉); zero for none.
    pub drop_cap: u32,
}

/// Where the headline stands in its area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadlinePlace {
    /// Across, above the text (盖文题, 横题).
    #[default]
    Above,
    /// Down, to the right of the text (竖题).
    Right,
    /// Down, to the left of the text.
    Left,
}

/// Which way lines of text run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Writing {
    /// From left to right (横排).
    #[default]
    Across,
    /// Down the page, the first line at the right (竖排).
    Down,
}

/// How a width is divided into columns of text (破栏的分栏方式).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Division {
    /// Whole characters, what is left over widens the gutters.
    #[default]
    Gutters,
    /// Whole characters, what is left over widens the first columns by a character each.
    Columns,
    /// Equal columns of fractional characters, every gutter its own width.
    Equal,
    /// Columns as the basic grid has them; fewer of them join basic columns (合栏).
    Grid,
}

/// A corner of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Head, left.
    TopLeft,
    /// Head, right.
    TopRight,
    /// Foot, left.
    BottomLeft,
    /// Foot, right.
    BottomRight,
}

/// What a corner of an area leaves to others, which makes it six-sided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notch {
    /// Which corner.
    pub corner: Corner,
    /// Basic columns across.
    pub columns: u32,
    /// Rows down.
    pub rows: u32,
}

/// A rectangle of basic columns and rows, counted from 1 from the first ones of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cells {
    /// First basic column.
    pub column: u32,
    /// Basic columns.
    pub columns: u32,
    /// First row.
    pub row: u32,
    /// Rows.
    pub rows: u32,
}

impl Cells {
    /// Whether the two have a cell in common.
    pub fn meets(&self, other: &Cells) -> bool {
        let apart = |a: u32, a_count: u32, b: u32, b_count: u32| {
            a.saturating_add(a_count) <= b || b.saturating_add(b_count) <= a
        };
        !apart(self.column, self.columns, other.column, other.columns)
            && !apart(self.row, self.rows, other.row, other.rows)
    }
}

/// A step by which copy is made to fit (调版的手段).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyfitStep {
    /// Paragraphs a line shorter or longer.
    Looseness,
    /// Rows of the headline stack.
    Headline,
    /// Rows of the pictures in the story.
    Picture,
    /// Lines of their captions.
    Caption,
    /// White rows around crossheads and under the headline.
    Gap,
    /// A filler (补白) in what is left.
    Filler,
}

/// How the house makes copy fit: which steps, in which order, how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyfitSpec {
    /// The steps in their order; none when the house fits by hand.
    pub order: Vec<CopyfitStep>,
    /// Paragraphs in a hundred that may be made a line shorter or longer.
    pub looseness: u32,
    /// Rows that a headline stack may give or take.
    pub headline: u32,
    /// Rows that a picture may give or take.
    pub picture: u32,
    /// Lines that a caption may give or take.
    pub caption: u32,
    /// Rows of white that may be put in.
    pub gap: u32,
}

impl Default for CopyfitSpec {
    fn default() -> CopyfitSpec {
        CopyfitSpec { order: Vec::new(), looseness: 30, headline: 2, picture: 3, caption: 1, gap: 2 }
    }
}

/// A named area of columns and rows.
#[derive(Clone, Debug)]
pub struct Area {
    /// The name that the issue uses.
    pub name: String,
    /// First basic column, from 1.
    pub column: u32,
    /// Basic columns it covers.
    pub columns: u32,
    /// First row, from 1.
    pub row: u32,
    /// Rows it covers.
    pub rows: u32,
    /// Columns of text in it (破栏); by default one for each basic column.
    pub text_columns: Option<u32>,
    /// How its width is divided into them.
    pub division: Division,
    /// Which way its text runs.
    pub writing: Writing,
    /// The corners that it leaves to others.
    pub notches: Vec<Notch>,
    /// Where a story's headline stands.
    pub headline: HeadlinePlace,
    /// The rectangle inside the area in which the headline stands, when it does not take a whole
    /// side (串文题、文夹题、文包题). Its rows and columns are counted from those of the area.
    pub headline_at: Option<Cells>,
    /// A panel behind the headline (反白题、底纹题).
    pub headline_tint: Option<Tint>,
    /// Rows of the headline stack, when the designer fixes them; characters of body size for
    /// the width of a vertical one.
    pub headline_size: Option<u32>,
    /// Style names for kinds of text that differ here: (kind, style).
    pub styles: Vec<(String, String)>,
    /// A box around it (加框): width and ink of the rule.
    pub frame: Option<(Length, Ink)>,
    /// A tint panel behind it (底纹).
    pub tint: Option<Tint>,
    /// White between the edge and what stands inside; whole rows at head and foot follow from it.
    pub inset: Length,
    /// A rule under it, in the gap of one row below its last row.
    pub rule_below: Option<(Length, Ink)>,
    /// A rule between its columns (栏线).
    pub column_rule: Option<(Length, Ink)>,
    /// Rules over and under a table's head and at its foot.
    pub table_rule: Option<(Length, Ink)>,
    /// A tint behind every other row of a table (隔行底纹).
    pub table_tint: Option<Tint>,
    /// Where the layout file defines it.
    pub span: Span,
}

impl Area {
    /// All its cells and those of its notches.
    pub fn cells(&self) -> Cells {
        Cells { column: self.column, columns: self.columns, row: self.row, rows: self.rows }
    }

    /// The cells that it leaves to others.
    pub fn cut(&self) -> impl Iterator<Item = Cells> {
        self.notches.iter().map(|notch| {
            let (columns, rows) = (notch.columns.min(self.columns), notch.rows.min(self.rows));
            let (right, foot) = (self.column + self.columns - columns, self.row + self.rows - rows);
            let (column, row) = match notch.corner {
                Corner::TopLeft => (self.column, self.row),
                Corner::TopRight => (right, self.row),
                Corner::BottomLeft => (self.column, foot),
                Corner::BottomRight => (right, foot),
            };
            Cells { column, columns, row, rows }
        })
    }

    /// Its cells as rectangles, from head to foot.
    pub fn parts(&self) -> Vec<Cells> {
        let mut edges = vec![self.row, self.row + self.rows];
        for cut in self.cut() {
            edges.extend([cut.row, cut.row + cut.rows]);
        }
        edges.sort_unstable();
        edges.dedup();
        let mut parts = Vec::new();
        for rows in edges.windows(2) {
            let (mut from, mut to) = (self.column, self.column + self.columns);
            for cut in self.cut() {
                if cut.row < rows[1] && rows[0] < cut.row + cut.rows {
                    if cut.column == self.column {
                        from = from.max(cut.column + cut.columns);
                    } else {
                        to = to.min(cut.column);
                    }
                }
            }
            if from < to {
                let (row, rows) = (rows[0], rows[1] - rows[0]);
                parts.push(Cells { column: from, columns: to - from, row, rows });
            }
        }
        parts
    }

    /// The name of the style for a kind of text in this area.
    pub fn style_name<'a>(&'a self, kind: &'a str) -> &'a str {
        self.styles.iter().find(|(from, _)| from == kind).map_or(kind, |(_, to)| to)
    }
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
