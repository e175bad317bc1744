//! OpenDocument text that is being read: what the walks over its paragraphs and words share.

use std::collections::{BTreeMap, BTreeSet};

use super::lists::Lists;
use super::parts::inside;
use super::styles::Styles;
use crate::import::account::Account;
use crate::import::container::Container;
use crate::import::left::{Left, Place, What};
use crate::import::model::Block;
use crate::import::xml::{Element, attribute, child, name};

/// A file that is being read.
pub(super) struct Reader<'c, 'b> {
    pub(super) container: &'c mut Container<'b>,
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    /// Words that tracked changes took out, by the name of the change.
    pub(super) deleted: BTreeMap<String, String>,
    pub(super) listing: String,
    pub(super) blocks: Vec<Block>,
    pub(super) left: Vec<Left>,
    pub(super) account: Account,
    /// Pictures that were taken out.
    pub(super) pictures: usize,
    /// Whether a blank was written last, behind which further ones of the markup mean nothing.
    pub(super) is_blank: bool,
}

impl Reader<'_, '_> {
    /// Reads the words that tracked changes took out; `text:change` tells later where they stood.
    pub(super) fn changes(&mut self, body: Element<'_, '_>) {
        for region in body.descendants().filter(|node| name(*node) == "changed-region") {
            let Some(deletion) = child(region, "deletion") else { continue };
            let words = inside(deletion);
            if let Some(id) = attribute(region, "id")
                && !words.is_empty()
            {
                self.account.read(&words);
                self.deleted.insert(id.to_owned(), words);
            }
        }
    }

    /// Tells what no place led to: deleted words, headers and footers of pages.
    pub(super) fn finish(&mut self, styles: Element<'_, '_>) {
        let end = self.listing.trim_end().len();
        for (_, text) in std::mem::take(&mut self.deleted) {
            self.leave(What::Deleted, text, end..end);
        }
        // The same header stands on left and right pages.
        let margins = styles.descendants().filter(|node| {
            let name = name(*node);
            name == "header" || name == "footer" || name.starts_with("header-") || name.starts_with("footer-")
        });
        let margins =
            margins.filter(|node| node.parent().is_some_and(|parent| name(parent) == "master-page"));
        let margins: BTreeSet<String> = margins.map(inside).collect();
        for text in margins.into_iter().filter(|text| !text.trim().is_empty()) {
            self.account.read(&text);
            self.leave(What::Header, text, end..end);
        }
    }

    /// Tells words that were counted and are not taken over.
    pub(super) fn leave(&mut self, what: What, text: String, at: Place) {
        self.account.told += text.chars().count();
        self.left.push(Left { what, text, at });
    }

    /// The end of what was read, as a place.
    pub(super) fn here(&self) -> Place {
        let end = self.listing.trim_end().len();
        self.listing[..end].rfind('\n').map_or(0, |at| at + 1)..end
    }
}
