//! OpenDocument text (ODT, ISO/IEC 26300) as LibreOffice, pandoc and others write it.
//!
//! The file is a ZIP container. `styles.xml` has the named styles and the headers and footers of pages, `content.xml` the
//! styles by hand and the text. [`styles`] and [`lists`] say what names of styles and lists mean; [`body`] walks over the
//! text, paragraph by paragraph, [`words`] over what stands in each, and [`frames`] over pictures, text boxes
//! and objects.

mod body;
mod frames;
mod lists;
mod parts;
mod reader;
mod styles;
mod words;

use std::collections::BTreeMap;

use super::account::Account;
use super::cells::CellReader;
use super::container::{Container, Fault};
use super::model::{Article, Foreign};
use super::refusal::Refusal;
use super::source::Source;
use super::xml::{self, Element, child};
use lists::Lists;
use parts::text;
use reader::Reader;
use styles::Styles;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Reads OpenDocument text.
///
/// # Errors
/// When the container or the document in it cannot be read.
pub fn read(source: &Source<'_>) -> Result<Foreign, Refusal> {
    let mut container = Container::open(source.bytes).map_err(|fault| Refusal::of_container(&fault, ""))?;
    if let Ok(manifest) = container.text("META-INF/manifest.xml")
        && String::from_utf8_lossy(&manifest).contains("encryption-data")
    {
        return Err(Refusal::of_container(&Fault::Encrypted, ""));
    }
    let content =
        text(&mut container, CONTENT)?.ok_or_else(|| Refusal::of_container(&Fault::Missing, CONTENT))?;
    let document = parse(&content, CONTENT)?;
    let named = text(&mut container, STYLES)?;
    let named = named.as_deref().map(|text| parse(text, STYLES)).transpose()?;
    let roots: Vec<Element<'_, '_>> =
        named.iter().chain([&document]).map(|file| file.root_element()).collect();
    let mut reader = Reader {
        container: &mut container,
        styles: Styles::read(&roots),
        lists: Lists::read(&roots),
        deleted: BTreeMap::new(),
        listing: String::new(),
        blocks: Vec::new(),
        left: Vec::new(),
        account: Account::default(),
        pictures: 0,
        is_blank: false,
    };
    let body = child(document.root_element(), "body").unwrap_or_else(|| document.root_element());
    reader.changes(body);
    reader.blocks(body, 0)?;
    reader.finish(roots[0]);
    let Reader { listing, blocks, left, account, .. } = reader;
    Ok(Foreign { listing, articles: vec![Article { blocks, left, account }] })
}

fn parse<'t>(text: &'t str, part: &str) -> Result<roxmltree::Document<'t>, Refusal> {
    xml::parse(text).map_err(|fault| Refusal::of_xml(&fault, part))
}
