//! What an area can hold: the kinds of content, and what the rest of the program asks of each kind.
//!
//! A kind is a variant of [`Content`] with its type here, a row in each of the functions of [`Content`], and
//! the roles of its words and pictures in [`super::role`]. Comparing issues, the lint of makeup and the
//! checks of reading ask these functions and know of no single kind, but for stories.

use super::picture::{Figure, Framing, PictureId};
use super::story::{StoryId, StoryPart};
use super::text::Text;
use crate::diagnostic::Span;
use crate::keys::words;
use crate::message::{Word, word};

/// A thing assigned to a named area.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The area's name in the layout.
    pub area: String,
    /// Where the issue file names the area.
    pub span: Span,
    /// What stands there.
    pub content: Content,
}

/// What an area can hold.
#[derive(Clone, Debug)]
pub enum Content {
    /// A story, or the part of it that stands on this page.
    Story(StoryPart),
    /// A picture with its caption and credit.
    Picture(Figure),
    /// A block of pointers to inside pages (导读).
    Guide(Guide),
    /// An advertisement.
    Ad(Advert),
    /// A table.
    Table(DataTable),
    /// The masthead.
    Masthead,
    /// The running head (报眉).
    Folio,
}

impl Content {
    /// What it is called in lists of changes.
    pub fn name(&self) -> Word {
        match self {
            Content::Story(_) => word("stories"),
            Content::Picture(_) => word("pictures"),
            Content::Guide(_) => word("guide"),
            Content::Ad(_) => word("advertisements"),
            Content::Table(_) => word("tables"),
            Content::Masthead => word("masthead"),
            Content::Folio => word("running head"),
        }
    }

    /// The part of a story that it is, if it is one.
    pub fn story(&self) -> Option<&StoryPart> {
        match self {
            Content::Story(part) => Some(part),
            _ => None,
        }
    }

    /// Whether it belongs to the layout and not to what is read that day: masthead and running head.
    pub fn is_furniture(&self) -> bool {
        matches!(self, Content::Masthead | Content::Folio)
    }

    /// Its pictures with captions and credits.
    pub fn figures(&self) -> Vec<&Figure> {
        match self {
            Content::Picture(figure) => vec![figure],
            Content::Story(part) => part.insets.iter().map(|inset| &inset.figure).collect(),
            _ => Vec::new(),
        }
    }

    /// Its pictures that have neither caption nor credit.
    pub fn bare_pictures(&self) -> Vec<PictureId> {
        match self {
            Content::Ad(advert) => vec![advert.picture],
            _ => Vec::new(),
        }
    }

    /// Its words, but for those of stories and of figures.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Content::Guide(guide) => {
                let items = guide.items.iter().flat_map(|item| [&item.headline, &item.pointer]);
                guide.title.iter().chain(items).collect()
            }
            Content::Ad(advert) => advert.label.iter().collect(),
            Content::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                table.title.iter().chain(&table.note).chain(cells).collect()
            }
            Content::Story(_) | Content::Picture(_) | Content::Masthead | Content::Folio => Vec::new(),
        }
    }
}

/// An advertisement (广告) in the place that was booked for it.
#[derive(Clone, Debug)]
pub struct Advert {
    /// The file's stem, as findings name it.
    pub name: String,
    /// What it shows.
    pub picture: PictureId,
    /// Which part of it shows.
    pub framing: Framing,
    /// Who booked it.
    pub client: Option<String>,
    /// Where it leads on screens.
    pub link: Option<String>,
    /// The basic columns and rows that were booked.
    pub booked: Option<(u32, u32)>,
    /// Whether a hairline runs around it.
    pub frame: bool,
    /// What tells readers that it is one: the law asks for 广告 (广告法 §14).
    pub label: Option<Text>,
    /// Where the issue names its picture.
    pub span: Span,
}

words! {
    /// How the cells of a table's column stand.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum CellAlign {
        /// At the left.
        #[default]
        Left = "left",
        /// In the middle.
        Center = "center",
        /// At the right, as figures do.
        Right = "right",
    }
}

/// A table (表格) from a file of comma-separated values.
#[derive(Clone, Debug)]
pub struct DataTable {
    /// The file's stem, as findings name it.
    pub name: String,
    /// Words over it.
    pub title: Option<Text>,
    /// Words under it.
    pub note: Option<Text>,
    /// How the cells of each column stand; as many as the head has cells.
    pub columns: Vec<CellAlign>,
    /// The first row.
    pub head: Vec<Text>,
    /// The other rows, each with as many cells as the head.
    pub rows: Vec<Vec<Text>>,
    /// Where the issue names its file.
    pub span: Span,
}

/// A block of pointers (导读).
#[derive(Clone, Debug)]
pub struct Guide {
    /// The block's heading, such as 导读.
    pub title: Option<Text>,
    /// The pointers.
    pub items: Vec<GuideItem>,
}

/// One pointer to an inside page.
#[derive(Clone, Debug)]
pub struct GuideItem {
    /// The headline of the story inside.
    pub headline: Text,
    /// Where it stands, such as ——详见二、三版.
    pub pointer: Text,
    /// The story that it points to, where the issue names it.
    pub story: Option<StoryId>,
    /// The pages that it points to, where they are known; not from words that are written by hand.
    pub pages: Vec<u32>,
}
