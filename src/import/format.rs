//! What styles and formatting by hand say of paragraphs and words (样式), in Word files and OpenDocument alike.

use super::model::Rise;

/// What a style, or formatting by hand, says; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Bold.
    pub bold: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// Raised or lowered.
    pub rise: Option<Rise>,
    /// Dots beside the words.
    pub dots: Option<bool>,
    /// Half points.
    pub size: Option<u32>,
    /// Whether the paragraph stands in the middle.
    pub centred: Option<bool>,
    /// The font of symbols.
    pub font: Option<String>,
    /// Looks that no manuscript has.
    pub lost: Lost,
    /// The list in which the paragraph is an item, and its level.
    pub list: Option<(String, usize)>,
}

/// Looks that are not taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Italic (斜体).
    pub italic: Option<bool>,
    /// Underlined (下划线).
    pub underlined: Option<bool>,
    /// Struck through (删除线).
    pub struck: Option<bool>,
    /// In a colour or on one.
    pub coloured: Option<bool>,
}

impl Format {
    /// This over what was said before.
    #[must_use]
    pub fn over(&self, below: &Format) -> Format {
        Format {
            bold: self.bold.or(below.bold),
            hidden: self.hidden.or(below.hidden),
            rise: self.rise.or(below.rise),
            dots: self.dots.or(below.dots),
            size: self.size.or(below.size),
            centred: self.centred.or(below.centred),
            font: self.font.clone().or_else(|| below.font.clone()),
            lost: Lost {
                italic: self.lost.italic.or(below.lost.italic),
                underlined: self.lost.underlined.or(below.lost.underlined),
                struck: self.lost.struck.or(below.lost.struck),
                coloured: self.lost.coloured.or(below.lost.coloured),
            },
            list: self.list.clone().or_else(|| below.list.clone()),
        }
    }
}
