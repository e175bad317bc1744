//! A Word file that is being read: what the walks over its paragraphs and words share.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::parts::Relation;
use super::styles::Styles;
use crate::import::account::Account;
use crate::import::container::Container;
use crate::import::left::{Left, Place, What};
use crate::import::model::{Block, Paragraph};
use crate::import::xml::{self, Element};

/// A file that is being read.
pub(super) struct Reader<'c, 'b> {
    pub(super) container: &'c mut Container<'b>,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Relations of the document, by their names.
    pub(super) relations: BTreeMap<String, Relation>,
    pub(super) footnotes: BTreeMap<String, String>,
    pub(super) endnotes: BTreeMap<String, String>,
    pub(super) comments: BTreeMap<String, String>,
    pub(super) listing: String,
    pub(super) blocks: Vec<Block>,
    pub(super) left: Vec<Left>,
    pub(super) account: Account,
    /// Of the fields that are open, from the outermost: the instruction, and whether its result is being read.
    pub(super) fields: Vec<(String, bool)>,
    /// Pictures that were taken out.
    pub(super) pictures: usize,
    /// Text boxes that were met in the paragraph.
    pub(super) boxes: Vec<String>,
    /// What the paragraph before began, where its end was deleted.
    pub(super) open: Option<Paragraph>,
}

impl Reader<'_, '_> {
    /// Tells what no reference led to: notes, comments, headers and footers of pages.
    pub(super) fn finish(&mut self, margins: Vec<String>) {
        if let Some(paragraph) = self.open.take() {
            self.blocks.push(Block::Paragraph(paragraph));
        }
        let end = self.listing.trim_end().len();
        let place = end..end;
        for notes in [&mut self.footnotes, &mut self.endnotes] {
            for (_, text) in std::mem::take(notes) {
                self.left.push(Left { what: What::Note, text, at: place.clone() });
            }
        }
        for (_, text) in std::mem::take(&mut self.comments) {
            self.left.push(Left { what: What::Comment, text, at: place.clone() });
        }
        // The same header stands on left and right pages.
        for text in margins {
            self.leave(What::Header, text, place.clone());
        }
        let told = self.left.iter().filter(|left| matches!(left.what, What::Note | What::Comment));
        self.account.told += told.map(|left| left.text.chars().count()).sum::<usize>();
    }

    /// Tells words that were counted and are not taken over.
    pub(super) fn leave(&mut self, what: What, text: String, at: Place) {
        self.account.told += text.chars().count();
        self.left.push(Left { what, text, at });
    }

    /// Remarks on something whose words are taken over, or that has none.
    pub(super) fn remark(&mut self, what: What, text: impl Into<String>, at: Place) {
        self.left.push(Left { what, text: text.into(), at });
    }
}

/// The part of an `mc:AlternateContent` that is read: the first choice that a newspaper's reader can have, else the
/// fallback.
pub(super) fn alternative<'a, 'i>(node: Element<'a, 'i>) -> Option<Element<'a, 'i>> {
    let known = |choice: &Element<'_, '_>| {
        let needs = xml::attribute(*choice, "Requires").unwrap_or_default();
        needs
            .split_whitespace()
            .all(|name| name.starts_with("wp") || matches!(name, "w14" | "w15" | "a14" | "w16"))
    };
    let choice = xml::elements(node).find(|part| xml::name(*part) == "Choice" && known(part));
    choice.or_else(|| xml::child(node, "Fallback")).or_else(|| xml::child(node, "Choice"))
}
