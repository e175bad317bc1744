//! The files that people write, as declarations of their keys: for `banxin schema` and docs/FORMAT.md.

use crate::issue::{Story, Text};
use crate::keys::json_schema::{self, Json};
use crate::keys::{Declaration, Key, Part, Presence, Shape, Words, words};
use crate::layout::LayoutPart;
use crate::message::{Language, word};

use super::issue_file::IssueKeys;
use super::moment;

words! {
    /// A kind of file that people write.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Format {
        /// The issue file, `issue.toml`.
        Issue = "issue",
        /// A layout, `layouts/*.toml`.
        Layout = "layout",
        /// The front matter of a manuscript.
        Manuscript = "manuscript",
    }
}

words! {
    /// A key of the front matter of a manuscript.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FrontKey {
        /// 引题, over the headline.
        Kicker = "kicker",
        /// 主题. A story without one is reported.
        Headline = "headline",
        /// 副题, under the headline.
        Subhead = "subhead",
        /// 转版题, over the part of the story that stands on another page; without it the headline stands there.
        Short = "short",
        /// Who wrote it, at the head of the text.
        Byline = "byline",
        /// Where it comes from, at the foot of the text on a line of its own.
        Source = "source",
        /// A credit line, behind the source on a line of its own.
        Credit = "credit",
        /// When it was corrected after it was printed, such as 2026-11-24 10:30: the e-paper says so. It is not printed.
        Revised = "revised",
    }
}

impl FrontKey {
    /// Where the text of a story is kept that the key gives; `None` for one that gives no text.
    pub(super) fn slot(self, story: &mut Story) -> Option<&mut Option<Text>> {
        Some(match self {
            FrontKey::Kicker => &mut story.kicker,
            FrontKey::Headline => &mut story.headline,
            FrontKey::Subhead => &mut story.subhead,
            FrontKey::Short => &mut story.short,
            FrontKey::Byline => &mut story.byline,
            FrontKey::Source => &mut story.source,
            FrontKey::Credit => &mut story.credit,
            FrontKey::Revised => return None,
        })
    }
}

/// The keys of the front matter as they are written.
pub fn front_keys() -> Vec<&'static str> {
    FrontKey::ALL.iter().map(|(_, word)| word.written).collect()
}

impl Format {
    /// The keys of the file.
    pub fn declaration(self) -> Declaration {
        match self {
            Format::Issue => IssueKeys::declaration(),
            Format::Layout => LayoutPart::declaration(),
            Format::Manuscript => front_matter(),
        }
    }

    /// The JSON Schema of the file.
    pub fn schema(self, language: Language) -> Json {
        let title = match self {
            Format::Issue => word("banxin: issue.toml"),
            Format::Layout => word("banxin: a layout"),
            Format::Manuscript => word("banxin: front matter of a manuscript"),
        };
        json_schema::document(title.in_language(language), &self.declaration(), language)
    }
}

fn front_matter() -> Declaration {
    let text = || Shape::Text { what: "text", pattern: None, known: Vec::new() };
    let key = |(key, word): &(FrontKey, crate::keys::Word)| Key {
        name: word.written,
        about: word.about.trim().to_owned(),
        shape: if *key == FrontKey::Revised { moment::shape() } else { text() },
        presence: Presence::Absent("none"),
    };
    Declaration {
        about: "Front matter: one `key: value` a line, between two lines of `---`.".to_owned(),
        keys: FrontKey::ALL.iter().map(key).collect(),
    }
}
