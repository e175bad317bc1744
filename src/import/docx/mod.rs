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
mod reader;
mod runs;
mod styles;

use std::collections::BTreeMap;

use super::account::Account;
use super::cells::CellReader;
use super::container::{Container, Fault};
use super::model::{Article, Foreign};
use super::refusal::Refusal;
use super::source::Source;
use super::xml;
use numbering::Numbering;
use parts::Parts;
use reader::Reader;
use styles::Styles;

/// Reads a Word file.
///
/// # Errors
/// When the container or the document in it cannot be read.
pub fn read(source: &Source<'_>) -> Result<Foreign, Refusal> {
    let mut container = Container::open(source.bytes).map_err(|fault| Refusal::of_container(&fault, ""))?;
    let parts = Parts::find(&mut container)?;
    let text = parts::text(&mut container, &parts.document)?
        .ok_or_else(|| Refusal::of_container(&Fault::Missing, &parts.document))?;
    let document = xml::parse(&text).map_err(|fault| Refusal::of_xml(&fault, &parts.document))?;
    let mut account = Account::default();
    let with_root =
        |container: &mut Container<'_>, name: &Option<String>| -> Result<Option<String>, Refusal> {
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
