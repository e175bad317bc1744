//! What all pages of one file share while they are read: the document, its plates, and the fonts and
//! patterns that have been met.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Stream};

use super::colour::{Inks, Spaces};
use super::convert::Convert;
use super::filter;
use super::font::Font;
use super::objects::{as_dictionary, entry, resolve};

pub struct Context<'a> {
    pub document: &'a Document,
    pub spaces: Spaces<'a>,
    /// By the address of the font's dictionary, which lives as long as the document.
    fonts: RefCell<BTreeMap<usize, Rc<Font>>>,
    /// Patterns by the address of their stream; kept, so that fonts in them keep their addresses.
    cells: RefCell<BTreeMap<usize, Rc<Stream>>>,
}

impl<'a> Context<'a> {
    pub fn new(document: &'a Document) -> Context<'a> {
        let convert = press_profile(document).map_or_else(Convert::naive, |profile| Convert::by(&profile));
        Context::made(document, Inks::new(), convert)
    }

    /// For a page that is laid on a sheet with these spot colours, for a press of that profile.
    pub fn with(document: &'a Document, spots: Vec<String>, profile: &[u8]) -> Context<'a> {
        Context::made(document, Inks::of(spots), Convert::by(profile))
    }

    fn made(document: &'a Document, inks: Inks, convert: Convert) -> Context<'a> {
        let spaces = Spaces { document, inks: RefCell::new(inks), convert: Rc::new(convert) };
        Context { document, spaces, fonts: RefCell::default(), cells: RefCell::default() }
    }

    /// A font by the address of its dictionary, which stays where it is while the document lives.
    pub fn font(&self, resource: &[u8], font: &Dictionary) -> Rc<Font> {
        let address = std::ptr::from_ref(font) as usize;
        if let Some(known) = self.fonts.borrow().get(&address) {
            return Rc::clone(known);
        }
        let font = Rc::new(Font::load(self.document, resource, font));
        self.fonts.borrow_mut().insert(address, Rc::clone(&font));
        font
    }

    /// A pattern's stream, copied once.
    pub fn cell(&self, stream: &Stream) -> Rc<Stream> {
        let address = std::ptr::from_ref(stream) as usize;
        let mut cells = self.cells.borrow_mut();
        Rc::clone(cells.entry(address).or_insert_with(|| Rc::new(stream.clone())))
    }
}

/// The profile of the file's output intent.
fn press_profile(document: &Document) -> Option<Vec<u8>> {
    let catalog = document.catalog().ok()?;
    let intents = entry(document, catalog, "OutputIntents")?.as_array().ok()?;
    intents.iter().find_map(|intent| {
        let intent = as_dictionary(resolve(document, intent))?;
        filter::plain(document, entry(document, intent, "DestOutputProfile")?.as_stream().ok()?)
    })
}
