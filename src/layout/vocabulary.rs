//! The words of layouts: what their keys choose from, and the names that are fixed.

use crate::diagnostic::Severity;
use crate::keys::words;

/// The names of the embedded faces and of the faces that stress words set in them.
pub const EMBEDDED_FACES: [(&str, &str); 5] = [
    ("song", "hei"),
    ("song-heavy", "hei-heavy"),
    ("hei", "hei-heavy"),
    ("hei-heavy", "song-heavy"),
    ("kai", "hei"),
];

/// The kinds of text that a story, a picture or a guide has; each has a style of its name.
pub const KINDS: &[&str] = crate::issue::STYLE_KINDS;

words! {
    /// How lines are set within the measure.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Align {
        /// Both edges straight; the last line keeps its natural width (两端对齐).
        #[default]
        Justify = "justify",
        /// Left edge straight.
        Left = "left",
        /// Right edge straight.
        Right = "right",
        /// Centred.
        Center = "center",
        /// Every line, the last too, fills the measure (撑满).
        Force = "force",
    }
}

words! {
    /// Natural widths of punctuation (标点风格); figures in the class table.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Punctuation {
        /// 全角: every mark one em.
        Quanjiao = "quanjiao",
        /// 开明: stops one em, all other marks half.
        #[default]
        Kaiming = "kaiming",
        /// 半角: every mark half an em.
        Banjiao = "banjiao",
    }
}

words! {
    /// How strict line ends are (避头尾); each level holds to the ones before it.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Kinsoku {
        /// Anything may stand anywhere, but units stay whole.
        None = "none",
        /// CLReq's basic level: no mark that closes at the start of a line, none that opens at its end.
        #[default]
        Basic = "basic",
        /// GB/T 15834-2011: no solidus (／, 分隔号) at the end of a line either.
        Gb = "gb",
        /// CLReq's strict level: no —— and no …… at the start of a line either.
        Strict = "strict",
    }
}

words! {
    /// Where marks stand in their em (CLReq 3.1.1).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Region {
        /// In the corner where the line comes from.
        #[default]
        Mainland = "mainland",
        /// ，。、；：！？ in the middle, as Hong Kong and Taiwan set them.
        HongKongTaiwan = "hk-tw",
    }
}

words! {
    /// How wide Western figures are.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Digits {
        /// As the face draws them.
        #[default]
        Proportional = "proportional",
        /// Half an em each, where the face has such figures (GB/T 15835-2011).
        Half = "half",
    }
}

words! {
    /// How question and exclamation marks stand in a row (问号、叹号叠用、连用).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum ExclaimPairs {
        /// Two (？！, ！！) share an em, three take two (GB/T 15834-2011 5.1.2). Centred marks (`hk-tw`) and lines that
        /// run down always have their own.
        #[default]
        Share = "share",
        /// Each keeps its own.
        Full = "full",
    }
}

words! {
    /// Which marks give up their blank half at a line's end (行末标点).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum LineEnd {
        /// All of them (GB/T 15834-2011 5.1.10).
        #[default]
        All = "all",
        /// Brackets and quotes only.
        Brackets = "brackets",
        /// None.
        None = "none",
    }
}

words! {
    /// Where the headline stands in its area.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum HeadlinePlace {
        /// Across, above the text (盖文题, 横题).
        #[default]
        Above = "above",
        /// Down, to the right of the text (竖题).
        Right = "right",
        /// Down, to the left of the text.
        Left = "left",
    }
}

words! {
    /// Where a story's byline stands.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum BylinePlace {
        /// Over the text, in its first column.
        #[default]
        Column = "column",
        /// In the headline stack, under the headline and the subhead, over the whole width.
        Headline = "headline",
    }
}

words! {
    /// How the pointers of a guide (导读) that follow from page numbers are written.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum PointerForm {
        /// In words: ——详见二、三版.
        #[default]
        Words = "words",
        /// As numbers: 2、3版.
        Number = "number",
    }
}

words! {
    /// Which way lines of text run.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Writing {
        /// From left to right (横排).
        #[default]
        Across = "across",
        /// Down the page, the first line at the right (竖排); columns lie below one another.
        Down = "down",
    }
}

words! {
    /// How a width is divided into columns of text (破栏的分栏方式).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Division {
        /// Whole characters, what is left over widens the gutters.
        #[default]
        Gutters = "gutters",
        /// Whole characters, what is left over widens the first columns by a character each.
        Columns = "columns",
        /// Equal columns of fractional characters, every gutter its own width.
        Equal = "equal",
        /// Columns as the basic grid has them; fewer of them join basic columns (合栏).
        Grid = "grid",
    }
}

words! {
    /// A corner of an area.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Corner {
        /// Head, left.
        TopLeft = "top-left",
        /// Head, right.
        TopRight = "top-right",
        /// Foot, left.
        BottomLeft = "bottom-left",
        /// Foot, right.
        BottomRight = "bottom-right",
    }
}

words! {
    /// A step by which copy is made to fit (调版的手段).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum CopyfitStep {
        /// Paragraphs a line shorter or longer.
        Looseness = "looseness",
        /// Rows of the headline stack.
        Headline = "headline",
        /// Rows of the pictures in the story.
        Picture = "picture",
        /// Lines of their captions.
        Caption = "caption",
        /// White rows around crossheads and under the headline.
        Gap = "gap",
        /// A filler (补白) in what is left.
        Filler = "filler",
    }
}

words! {
    /// How bad a headline is that is larger than one over it (标题倒挂).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum HeadlineOrder {
        /// It is not told.
        Off = "off",
        /// A note.
        #[default]
        Note = "note",
        /// A warning.
        Warning = "warning",
    }
}

impl HeadlineOrder {
    /// The severity of its finding; `None` where it is not told.
    pub fn severity(self) -> Option<Severity> {
        match self {
            HeadlineOrder::Off => None,
            HeadlineOrder::Note => Some(Severity::Note),
            HeadlineOrder::Warning => Some(Severity::Warning),
        }
    }
}

words! {
    /// The pages that show an item of a running head. Papers that are read across are bound at the left,
    /// so even pages lie to the left of the fold (双左单右).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum ShownOn {
        /// All pages.
        #[default]
        Both = "both",
        /// Pages to the left of the fold: 2, 4, 6.
        Left = "left",
        /// Pages to the right of the fold: 1, 3, 5.
        Right = "right",
    }
}

impl ShownOn {
    /// Whether a page of that number shows the item; a spread is a left page and a right one.
    pub fn shows(self, number: u32, spread: bool) -> bool {
        match self {
            _ if spread => true,
            ShownOn::Both => true,
            ShownOn::Left => number.is_multiple_of(2),
            ShownOn::Right => !number.is_multiple_of(2),
        }
    }
}
