//! Stories: the words of a manuscript, and the part of a story that stands on one page.

use super::picture::Figure;
use super::text::Text;
use crate::diagnostic::{FileId, Span};
use crate::keys::words;

/// An index into [`Issue::stories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// The part of a story that stands on one page.
#[derive(Clone, Debug)]
pub struct StoryPart {
    /// The story.
    pub id: StoryId,
    /// Areas in which it goes on behind the first one, in reading order.
    pub more: Vec<String>,
    /// Pictures inside its text.
    pub insets: Vec<Inset>,
    /// Which part of the story it is, from 0; parts are told by the pages that go before.
    pub part: u32,
    /// The round in which it is placed: that of the part before and one more, or later where its page waits.
    pub round: u32,
    /// Where it comes from (上接第×版).
    pub from: Option<Jump>,
    /// Where it goes on (下转第×版).
    pub to: Option<Jump>,
}

/// A pointer from one part of a story to another (转版).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The page it points to.
    pub page: u32,
    /// What it says.
    pub words: Text,
}

impl StoryPart {
    /// A story that stands on one page, in one area.
    pub fn whole(id: StoryId) -> StoryPart {
        StoryPart { id, more: Vec::new(), insets: Vec::new(), part: 0, round: 0, from: None, to: None }
    }
}

/// A picture inside a story's text (插图): where in the story's area it stands.
#[derive(Clone, Debug)]
pub struct Inset {
    /// The picture.
    pub figure: Figure,
    /// First basic column of the area, from 1.
    pub column: u32,
    /// Basic columns.
    pub columns: u32,
    /// First row of the area, from 1.
    pub row: u32,
    /// Rows, with caption and credit.
    pub rows: u32,
    /// Characters that it takes of its columns, when text stands beside it (串文图).
    pub characters: Option<u32>,
    /// Where in its columns it then stands.
    pub side: Side,
}

words! {
    /// A side of a column.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Side {
        /// Where lines begin.
        Left = "left",
        /// Where lines end.
        #[default]
        Right = "right",
    }
}

/// One manuscript.
#[derive(Clone, Debug)]
pub struct Story {
    /// The file's stem, as findings name the story.
    pub name: String,
    /// The manuscript.
    pub file: FileId,
    /// 引题, over the headline.
    pub kicker: Option<Text>,
    /// 主题.
    pub headline: Option<Text>,
    /// 副题, under the headline.
    pub subhead: Option<Text>,
    /// The headline in few words, where the story goes on (转版题).
    pub short: Option<Text>,
    /// A byline on a line of its own (记者　某某).
    pub byline: Option<Text>,
    /// The source line that closes the story (（来源：某某社）).
    pub source: Option<Text>,
    /// A credit line (摄影、责编 and the like), set after the source.
    pub credit: Option<Text>,
    /// When it was corrected after it was printed; for the e-paper alone.
    pub revised: Option<Revised>,
    /// The body.
    pub blocks: Vec<Block>,
}

/// When a story was corrected after it was printed (更正).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised {
    /// The day, such as 2026-11-24, or the moment as RFC 3339 has it.
    pub at: String,
    /// Where the manuscript says so.
    pub span: Span,
}

/// A piece of a story's body.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph, with a 2-em indent unless its style says otherwise.
    Paragraph(Text),
    /// A heading inside the text (插题, 小标题).
    Crosshead(Text),
}

impl Block {
    /// The words, whatever the block is.
    pub fn text(&self) -> &Text {
        match self {
            Block::Paragraph(text) | Block::Crosshead(text) => text,
        }
    }
}
