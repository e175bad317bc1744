//! The e-paper as data: what `edition.json` holds.
//!
//! An [`Edition`] is one day's paper. It has [`Page`]s as they were printed, with the [`Spot`]s that lead from places on
//! them to what stands there; and what stands there, once each, whatever pages it is spread over: [`Article`]s,
//! [`Advert`]s, [`Guide`]s, and the [`Picture`]s that these name. This declaration is the only one: the JSON, its schema
//! (`banxin schema epaper`) and the pages for readers come from it.
//!
//! Lengths are points (1/72 inch) with at most three decimals, from the top left corner of the trimmed page, to the right
//! and down. Files are named from the folder of the issue. Texts are Unicode without markup; a text is a list of [`Run`]s,
//! whose texts joined are the words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the shape. It goes up when a key goes away or means something else; a new key leaves it.
pub const VERSION: u32 = 1;

/// One day's paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Edition {
    /// The version of the shape of this file.
    pub version: u32,
    /// The paper.
    pub paper: Paper,
    /// The day, such as `2026-11-27`.
    pub date: String,
    /// The weekday, such as 星期五.
    pub weekday: String,
    /// The day in the lunar calendar, such as 农历丙午年十月十九.
    pub lunar: String,
    /// The number of the issue as the masthead prints it, such as 第4131期.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub issue_number: Option<String>,
    /// The pages, in the order of the paper.
    pub pages: Vec<Page>,
    /// Everything that is read, in the order of the pages and of reading on each.
    pub articles: Vec<Article>,
    /// The advertisements, in the same order.
    pub adverts: Vec<Advert>,
    /// The blocks of pointers to other pages (导读), in the same order.
    pub guides: Vec<Guide>,
    /// The pictures of articles and advertisements, in the same order.
    pub pictures: Vec<Picture>,
}

/// A newspaper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Paper {
    /// Its name (报名).
    pub name: String,
    /// Its name in Latin letters.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub latin: Option<String>,
    /// Its address on the web, as the masthead prints it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// Who publishes it, as the masthead says without the word 出版.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub publisher: Option<String>,
    /// The language of its texts (BCP 47).
    pub language: String,
}

/// A page, or two facing ones that are one sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Its number (版次); that of the left page of a spread.
    pub number: u32,
    /// The number of the right page of a spread.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub facing: Option<u32>,
    /// What it is about (版名), such as 要闻.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub section: Option<String>,
    /// Its width, trimmed, in points.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The page as pictures, the smallest first; of each size the better format first.
    pub renditions: Vec<Rendition>,
    /// The page as a drawing (SVG) that is sharp at any size.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub vector: Option<String>,
    /// The places on it that lead somewhere, in the order of reading. No two of them overlap.
    pub spots: Vec<Spot>,
    /// What masthead and running head say.
    pub furniture: Vec<FurnitureText>,
}

/// A file that shows something in one size and format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rendition {
    /// The file, named from the folder of the issue.
    pub file: String,
    /// Its media type, such as `image/webp`.
    #[serde(rename = "type")]
    pub media: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// A text of the masthead or of the running head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FurnitureText {
    /// What it is: the name of the field in the issue file, such as `licence`, `section` or `credits`.
    pub field: String,
    /// What it says.
    pub text: String,
}

/// A place on a page that leads to what stands there (热区).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Spot {
    /// Unique in the issue.
    pub id: String,
    /// What stands there.
    pub kind: SpotKind,
    /// The `id` of the article, advertisement or guide.
    pub target: String,
    /// Which part of an article it is, from 0; its number in `parts`.
    pub part: u32,
    /// Which entry of a guide it is, from 0; its number in `entries`. The rest of the guide has a spot without it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<u32>,
    /// Where it is: outlines with right angles, each a list of corners `[x, y]` in order, not closed by the first again.
    /// They do not overlap each other; all ink of what stands there lies inside.
    pub polygons: Vec<Vec<[f64; 2]>>,
    /// The numbers of the pages on which that is: of a spread the left one, the right one or both.
    #[serde(default)]
    pub pages: Vec<u32>,
    /// What it is called: the headline, or the first words.
    pub label: String,
}

/// What a spot leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SpotKind {
    /// An article.
    Article,
    /// An advertisement.
    Advert,
    /// A block of pointers to other pages.
    Guide,
}

/// Something that is read: a story with all its parts, or a picture or a table that stands by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Its name in addresses: made of the name of its file, unique in the issue whatever the case of letters.
    pub id: String,
    /// What it is.
    pub kind: ArticleKind,
    /// What it is called in lists, without markup: the headline, or the first words.
    pub title: String,
    /// 引题, over the headline.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub kicker: Vec<Run>,
    /// 主题. Empty for what has none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub headline: Vec<Run>,
    /// 副题, under the headline.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub subhead: Vec<Run>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub byline: Vec<Run>,
    /// The names in `byline`, without what their bearers are: 林知远 of 本报记者　林知远.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub authors: Vec<String>,
    /// When it was corrected after it was printed, as the manuscript says (`revised`): the day, or the moment (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub revised: Option<String>,
    /// Where it comes from (来源).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub source: Vec<Run>,
    /// Who did what (责编、摄影 and the like), as printed behind it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub credits: Vec<Run>,
    /// Where it stands: one part for each page.
    pub parts: Vec<Part>,
    /// What it says, in order.
    pub body: Vec<Block>,
    /// The `id` of the article that is read before it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub previous: Option<String>,
    /// The `id` of the article that is read after it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next: Option<String>,
    /// How its lines run in print.
    pub direction: Direction,
    /// Its characters without blanks: those of headlines, body, captions and all else here.
    pub characters: u32,
    /// Characters at its end that are here and found no room on the page; 0 for nearly all.
    pub unprinted: u32,
}

/// What an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ArticleKind {
    /// A story from a manuscript.
    Story,
    /// A picture that stands by itself.
    Picture,
    /// A table that stands by itself.
    Table,
}

/// How lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// Across the page (横排).
    Horizontal,
    /// Down the page, from right to left (竖排).
    Vertical,
}

/// The part of an article that stands on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// The number of the page; of a spread that of the left page.
    pub page: u32,
    /// The `id` of its spot there.
    pub spot: String,
    /// The page that it comes from (上接).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub continued_from: Option<u32>,
    /// The page on which it goes on (下转).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub continued_to: Option<u32>,
    /// The first block of `body` that stands here, in whole or from within; absent where no words of the body do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_block: Option<u32>,
}

/// A piece of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its words.
        runs: Vec<Run>,
    },
    /// A heading inside the text (小标题).
    Crosshead {
        /// Its words.
        runs: Vec<Run>,
    },
    /// A table.
    Table(Table),
    /// A picture with the words under it.
    Figure(Figure),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// Words over it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub title: Vec<Run>,
    /// The cells of the first row, which say what the columns hold.
    pub head: Vec<Vec<Run>>,
    /// The other rows, each with as many cells as the head.
    pub rows: Vec<Vec<Vec<Run>>>,
    /// How the cells of each column stand.
    pub align: Vec<Align>,
    /// Words under it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub note: Vec<Run>,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A picture in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// The `id` of the picture.
    pub picture: String,
    /// Words under it (图片说明).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub caption: Vec<Run>,
    /// Who made it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub credit: Vec<Run>,
}

/// Words that are set apart in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are meant, if they stand out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub emphasis: Option<Emphasis>,
    /// What stands beside them (行间标点).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub beside: Option<Beside>,
    /// Whether they are raised or lowered.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rise: Option<Rise>,
    /// How characters of it are read (注音), in their order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub readings: Vec<Reading>,
}

/// How words are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Emphasis {
    /// Stressed.
    Strong,
    /// The words that open a report (电头).
    Lead,
}

/// What stands beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Beside {
    /// A dot at each character (着重号).
    Dots,
    /// A line along a proper name (专名号).
    Name,
    /// A wavy line along a title (书名号甲式).
    Title,
}

/// Whether words are raised or lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Rise {
    /// Raised (上标).
    Super,
    /// Lowered (下标).
    Sub,
}

/// How one character is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The number of the character in the text of its run, from 0; characters are Unicode scalar values.
    pub at: u32,
    /// The syllable in pinyin, with its tone mark.
    pub syllable: String,
}

/// An advertisement (广告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Advert {
    /// Its name in addresses, as that of an article.
    pub id: String,
    /// What tells readers that it is one, as printed beside it, such as 广告; absent where the picture itself says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub label: Option<String>,
    /// Who booked it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client: Option<String>,
    /// Where it leads, if the booking says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub link: Option<String>,
    /// The `id` of its picture.
    pub picture: String,
    /// The number of its page.
    pub page: u32,
    /// The `id` of its spot there.
    pub spot: String,
}

/// A block of pointers to other pages (导读).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Guide {
    /// Its name in addresses.
    pub id: String,
    /// Its heading.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub title: Vec<Run>,
    /// The pointers.
    pub entries: Vec<GuideEntry>,
    /// The number of its page.
    pub page: u32,
    /// The `id` of its spot there.
    pub spot: String,
}

/// A pointer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuideEntry {
    /// The headline of the story.
    pub headline: Vec<Run>,
    /// Where it stands, as printed, such as ——详见二、三版.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub pointer: Vec<Run>,
    /// The `id` of the article, where the issue file names the story.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub article: Option<String>,
    /// The number of the page that it points to, where that is known and the issue has it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// Unique in the issue.
    pub id: String,
    /// Its files, the smallest first; of each size the better format first.
    pub renditions: Vec<Rendition>,
    /// The same as a drawing (SVG), for what is drawn.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub vector: Option<String>,
    /// Pixels across of its largest file.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it shows, for those who do not see it: what the issue file says (`alt`), else the caption, the credit, or who booked an
    /// advertisement.
    pub alt: String,
}

impl Edition {
    /// The article of that `id`.
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.id == id)
    }

    /// The picture of that `id`.
    pub fn picture(&self, id: &str) -> Option<&Picture> {
        self.pictures.iter().find(|picture| picture.id == id)
    }

    /// The page of that number, which may be that of the right page of a spread.
    pub fn page(&self, number: u32) -> Option<&Page> {
        self.pages.iter().find(|page| page.number == number || page.facing == Some(number))
    }
}

/// The words of runs, joined.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}
