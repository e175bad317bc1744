//! What an area can hold, and what the rest of the program needs to know of each kind.

use super::furniture::{Advert, DataTable, Guide};
use super::picture::Figure;
use super::story::StoryPart;
use crate::diagnostic::Span;

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
