//! What words and pictures are, for readers that do not see the page.

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
    pub(super) fn of_headline(kind: &str) -> Role {
        match kind {
            "kicker" => Role::Kicker,
            "subhead" => Role::Subhead,
            "jump-headline" => Role::JumpHeadline,
            "jump-line" => Role::JumpFrom,
            _ => Role::Headline,
        }
    }

    /// The same of the picture of another number.
    pub(super) fn of_figure(self, number: u32) -> Role {
        match self {
            Role::Figure(_, part) => Role::Figure(number, part),
            other => other,
        }
    }
}
