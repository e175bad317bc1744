//! Word files (DOCX, ECMA-376) as Word, WPS and LibreOffice write them.
//!
//! The file is a ZIP container. [`parts`] finds its parts by their relations, not by their names; [`styles`] and
//! [`numbering`] say what names of styles and lists mean; [`body`] walks over the document, paragraph by paragraph, and
//! [`runs`] over the words of each. `docx-rust` and its like are not used: they drop what they have no type for
//! (text boxes, symbols, rubies, fallbacks) without a word, and nothing may be dropped here.

mod body;
mod numbering;
mod parts;
mod pictures;
mod runs;
mod styles;
mod symbols;

use std::collections::BTreeMap;

use super::account::Account;
use super::container::{Container, Fault};
use super::left::{Left, What};
use super::model::{Article, Block, Foreign, Place};
use super::xml::{self, Element};
use super::{Refusal, Source};
use numbering::Numbering;
use parts::{Parts, Relation};
use styles::Styles;

/// A file that is being read.
struct Reader<'c, 'b> {
    container: &'c mut Container<'b>,
    styles: Styles,
    numbering: Numbering,
    /// Relations of the document, by their names.
    relations: BTreeMap<String, Relation>,
    footnotes: BTreeMap<String, String>,
    endnotes: BTreeMap<String, String>,
    comments: BTreeMap<String, String>,
    listing: String,
    blocks: Vec<Block>,
    left: Vec<Left>,
    account: Account,
    /// Of the fields that are open, from the outermost: the instruction, and whether its result is being read.
    fields: Vec<(String, bool)>,
    /// Pictures that were taken out.
    pictures: usize,
    /// Text boxes that were met in the paragraph.
    boxes: Vec<String>,
    /// What the paragraph before began, where its end was deleted.
    open: Option<super::model::Paragraph>,
}

/// Reads a Word file.
///
/// # Errors
/// When the container or the document in it cannot be read.
pub fn read(source: &Source<'_>) -> Result<Foreign, Refusal> {
    let mut container = Container::open(source.bytes).map_err(|fault| refusal(&fault, ""))?;
    let parts = Parts::find(&mut container)?;
    let text = parts::text(&mut container, &parts.document)?.ok_or_else(|| refusal(&Fault::Missing, &parts.document))?;
    let document = xml::parse(&text).map_err(|fault| Refusal::of_xml(&fault, &parts.document))?;
    let mut account = Account::default();
    let with_root = |container: &mut Container<'_>, name: &Option<String>| -> Result<Option<String>, Refusal> {
        name.as_ref().map_or(Ok(None), |name| parts::text(container, name))
    };
    let styles = match with_root(&mut container, &parts.styles)? {
        Some(text) => Styles::read(parse(&text, "styles.xml")?.root_element()),
        None => Styles::default(),
    };
    let numbering = match with_root(&mut container, &parts.numbering)? {
        Some(text) => Numbering::read(parse(&text, "numbering.xml")?.root_element()),
        None => Numbering::default(),
    };
    let mut notes = |container: &mut Container<'_>, name: &Option<String>| -> Result<_, Refusal> {
        let Some(text) = with_root(container, name)? else { return Ok(BTreeMap::new()) };
        let document = parse(&text, name.as_deref().unwrap_or_default())?;
        Ok(parts::notes(document.root_element(), &mut account))
    };
    let footnotes = notes(&mut container, &parts.footnotes)?;
    let endnotes = notes(&mut container, &parts.endnotes)?;
    let comments = notes(&mut container, &parts.comments)?;
    let mut margins = Vec::new();
    for name in &parts.margins {
        let Some(text) = parts::text(&mut container, name)? else { continue };
        let words = parts::words(parse(&text, name)?.root_element());
        if !words.trim().is_empty() {
            account.read(&words);
            margins.push(words);
        }
    }
    let mut reader = Reader {
        container: &mut container,
        styles,
        numbering,
        relations: parts.relations,
        footnotes,
        endnotes,
        comments,
        listing: String::new(),
        blocks: Vec::new(),
        left: Vec::new(),
        account,
        fields: Vec::new(),
        pictures: 0,
        boxes: Vec::new(),
        open: None,
    };
    let body = xml::child(document.root_element(), "body").unwrap_or_else(|| document.root_element());
    reader.blocks(body, 0)?;
    reader.finish(margins);
    let Reader { listing, blocks, left, account, .. } = reader;
    Ok(Foreign { listing, articles: vec![Article { blocks, left, account }] })
}

fn parse<'t>(text: &'t str, part: &str) -> Result<roxmltree::Document<'t>, Refusal> {
    xml::parse(text).map_err(|fault| Refusal::of_xml(&fault, part))
}

/// Why a part cannot be read.
fn refusal(fault: &Fault, part: &str) -> Refusal {
    Refusal::of_container(fault, part)
}

impl Reader<'_, '_> {
    /// Tells what no reference led to: notes, comments, headers and footers of pages.
    fn finish(&mut self, margins: Vec<String>) {
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
    fn leave(&mut self, what: What, text: String, at: Place) {
        self.account.told += text.chars().count();
        self.left.push(Left { what, text, at });
    }

    /// Remarks on something whose words are taken over, or that has none.
    fn remark(&mut self, what: What, text: impl Into<String>, at: Place) {
        self.left.push(Left { what, text: text.into(), at });
    }
}

/// The part of an `mc:AlternateContent` that is read: the first choice that a newspaper's reader can have, else the
/// fallback.
fn alternative<'a, 'i>(node: Element<'a, 'i>) -> Option<Element<'a, 'i>> {
    let known = |choice: &Element<'_, '_>| {
        let needs = xml::attribute(*choice, "Requires").unwrap_or_default();
        needs.split_whitespace().all(|name| name.starts_with("wp") || matches!(name, "w14" | "w15" | "a14" | "w16"))
    };
    let choice = xml::elements(node).find(|part| xml::name(*part) == "Choice" && known(part));
    choice.or_else(|| xml::child(node, "Fallback")).or_else(|| xml::child(node, "Choice"))
}
