//! What words and pictures are, for readers that do not see the page: the one table of roles.
//!
//! Everything that is set has a role. The row of a role ([`Role::spec`]) gives its name in reports, its
//! structure type in the PDF and how the structure holds it; [`STYLE_KINDS`] are the kinds of text for
//! which a layout may name styles. A new kind of content adds its rows here and nowhere else.

use crate::message::{Word, word};

/// What a text or a picture is. The order is that of reading within one placement: a headline is
/// read before its copy, a caption behind its picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Nothing to be read: rules, panels, frames, the running head (报眉).
    #[default]
    Furniture,
    /// The paper's name as a drawing (报名).
    Name,
    /// A line of the masthead (报头), by its number.
    Masthead(u32),
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Subhead,
    /// The byline at the head of the copy.
    Byline,
    /// A block of the manuscript, by its number; its lines may stand in several columns and on several
    /// pages.
    Block {
        /// From 0.
        number: u32,
        /// Whether it is a crosshead (小标题).
        heading: bool,
    },
    /// The source at the foot of the copy.
    Source,
    /// The credit line behind it.
    CreditLine,
    /// The pointer to the page on which a story goes on (下转).
    JumpTo,
    /// The short headline under which it goes on (转版题).
    JumpHeadline,
    /// The pointer to the page that it comes from (上接).
    JumpFrom,
    /// A picture or the words under it; pictures of one placement are numbered from 0.
    Figure(u32, FigurePart),
    /// The title of a table.
    TableTitle,
    /// A cell of a table; row 0 is its head.
    Cell {
        /// From 0.
        row: u32,
        /// From 0.
        column: u32,
    },
    /// The words under a table.
    TableNote,
    /// The heading of a guide (导读).
    GuideTitle,
    /// A pointer of a guide with its headline, by its number.
    GuideItem(u32),
    /// The picture of an advertisement.
    Ad,
    /// Its label (广告).
    AdLabel,
}

/// What of a figure something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigurePart {
    /// The picture.
    Picture,
    /// The words under it (图片说明).
    Caption,
    /// Who made it.
    Credit,
}

impl Role {
    /// The part of a headline that a style kind names.
    pub fn of_headline(kind: &str) -> Role {
        match kind {
            "kicker" => Role::Kicker,
            "subhead" => Role::Subhead,
            "byline" => Role::Byline,
            "jump-headline" => Role::JumpHeadline,
            "jump-line" => Role::JumpFrom,
            _ => Role::Headline,
        }
    }

    /// The same of the picture of another number.
    pub fn of_figure(self, number: u32) -> Role {
        match self {
            Role::Figure(_, part) => Role::Figure(number, part),
            other => other,
        }
    }

    /// The row of the table for this role.
    pub fn spec(self) -> RoleSpec {
        use Structure::{Cell, Entry, Figure, Plain, Title};
        let row = |name, tag, structure| RoleSpec {
            name,
            tag,
            structure,
            continues: false,
            opens_page: false,
            alt: None,
        };
        match self {
            Role::Furniture => row(word("furniture"), None, Plain),
            Role::Name => RoleSpec { opens_page: true, ..row(word("name"), Some("Figure"), Figure) },
            Role::Masthead(_) => RoleSpec { opens_page: true, ..row(word("masthead"), Some("P"), Plain) },
            Role::Kicker => row(word("kicker"), Some("P"), Plain),
            Role::Headline => row(word("headline"), Some("H1"), Plain),
            Role::Subhead => row(word("subhead"), Some("P"), Plain),
            Role::Byline => RoleSpec { continues: true, ..row(word("byline"), Some("P"), Plain) },
            Role::Block { heading: true, .. } => {
                RoleSpec { continues: true, ..row(word("crosshead"), Some("H2"), Plain) }
            }
            Role::Block { heading: false, .. } => {
                RoleSpec { continues: true, ..row(word("body"), Some("P"), Plain) }
            }
            Role::Source => RoleSpec { continues: true, ..row(word("source"), Some("P"), Plain) },
            Role::CreditLine => RoleSpec { continues: true, ..row(word("credit-line"), Some("P"), Plain) },
            Role::JumpTo => row(word("jump-to"), Some("P"), Plain),
            Role::JumpHeadline => row(word("jump-headline"), Some("P"), Plain),
            Role::JumpFrom => row(word("jump-from"), Some("P"), Plain),
            Role::Figure(_, FigurePart::Picture) => row(word("picture"), Some("Figure"), Figure),
            Role::Figure(_, FigurePart::Caption) => row(word("caption"), Some("Caption"), Plain),
            Role::Figure(_, FigurePart::Credit) => row(word("credit"), Some("P"), Plain),
            Role::TableTitle => row(word("table-title"), Some("Caption"), Title("Table")),
            Role::Cell { row: 0, .. } => row(word("cell"), Some("TH"), Cell),
            Role::Cell { .. } => row(word("cell"), Some("TD"), Cell),
            Role::TableNote => row(word("table-note"), Some("P"), Plain),
            Role::GuideTitle => row(word("guide-title"), Some("Caption"), Title("TOC")),
            Role::GuideItem(_) => row(word("guide-item"), Some("P"), Entry("TOC", "TOCI")),
            Role::Ad => RoleSpec { alt: Some("广告"), ..row(word("ad"), Some("Figure"), Figure) },
            Role::AdLabel => row(word("ad-label"), Some("P"), Plain),
        }
    }
}

/// What is known of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleSpec {
    /// Its name in reports, such as `caption`.
    pub name: Word,
    /// The structure type of its content (ISO 32000-1, 14.8.4); artifacts have none.
    pub tag: Option<&'static str>,
    /// How the structure holds it.
    pub structure: Structure,
    /// Whether content of this role on several pages is one element: a paragraph that is cut by columns.
    pub continues: bool,
    /// Whether it is read before everything else on its page.
    pub opens_page: bool,
    /// The alternative text of every picture of this role, if the role has one.
    pub alt: Option<&'static str>,
}

/// How the logical structure of a PDF holds content of a role (ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// An element of its article or section.
    Plain,
    /// The title of an inner element of this type, such as a table.
    Title(&'static str),
    /// An entry of an inner element: the types of both.
    Entry(&'static str, &'static str),
    /// A cell of a table, in the row that its role names.
    Cell,
    /// A figure, with its place on the page and its alternative text.
    Figure,
}

/// Kinds of text for which a layout may name styles, and areas other ones.
pub const STYLE_KINDS: &[&str] = &[
    "body",
    "crosshead",
    "byline",
    "source",
    "credit-line",
    "kicker",
    "headline",
    "subhead",
    "caption",
    "credit",
    "guide-title",
    "guide-headline",
    "guide-bullet",
    "guide-pointer",
    "jump-headline",
    "jump-line",
    "filler-headline",
    "filler-body",
    "ad-label",
    "table-title",
    "table-head",
    "table-body",
    "table-note",
];
