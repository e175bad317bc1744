//! What a page's content paints (ISO 32000-1, 8 and 9): an interpreter that tells a [`Sink`] of
//! every path, glyph, picture and gradient, in points from the sheet's lower left corner.
//!
//! It reads any file, not only our own. Whatever is broken becomes a [`Fault`]; work and depth have
//! limits, so that no file keeps it busy for ever.

mod cmap;
mod colour;
mod convert;
mod filter;
mod font;
mod function;
mod geometry;
mod image;
mod lexer;
mod paint;
mod run;
mod shading;
mod state;
mod text;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Document, Object, ObjectId, Stream};

pub use colour::{Colour, Inks, Kind, PROCESS};
pub(in crate::pdf) use filter::plain;
pub use font::{Code, Font, Shown};
pub use geometry::{Bounds, Matrix, Path, Segment};
pub use image::{Image, Tones};
pub use shading::Shading;
pub use state::{Blend, Clip, Paint, State};

use self::colour::Spaces;
use self::convert::Convert;
use crate::pdf::preflight::{as_dictionary, entry, inherited, rectangle as box_of, resolve};

/// The operators of a page at most, those of its forms and patterns among them.
const MOST_OPERATORS: u64 = 5_000_000;

/// Receives what a page paints, in the order in which it is painted.
pub trait Sink {
    /// A path that is filled or stroked with a colour.
    fn path(&mut self, drawn: &Drawn<'_>);
    /// A glyph, whether it shows or not; one that is filled with a pattern comes before what the
    /// pattern paints.
    fn glyph(&mut self, glyph: &Glyph<'_>);
    fn image(&mut self, image: &Image<'_>);
    /// A gradient all over the clip of the state.
    fn shading(&mut self, shading: &Shading, state: &State);
    /// A group whose parts are put together before they are painted with these.
    fn group_begins(&mut self, _state: &State) {}
    fn group_ends(&mut self, _state: &State) {}
    /// What comes up to the end is not painted but kept as the soft mask of this number.
    fn mask_begins(&mut self, _id: u64) {}
    /// `luminosity`: whether light makes the mask, and the light around it; else what is covered.
    fn mask_ends(&mut self, _id: u64, _luminosity: Option<f32>) {}
    fn fault(&mut self, fault: Fault);
}

/// A path with what it is drawn with.
pub struct Drawn<'a> {
    /// In the user space of `matrix`.
    pub path: &'a Path,
    /// From there to the page.
    pub matrix: Matrix,
    pub colour: &'a Colour,
    pub style: Style,
    pub state: &'a State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With the even-odd rule, or by winding number.
    Fill { even_odd: bool },
    /// By the line state.
    Stroke,
}

/// A glyph with what it is drawn with.
pub struct Glyph<'a> {
    pub font: &'a Font,
    pub code: Code,
    pub shown: Shown,
    /// Its em in points, from baseline to baseline of solid lines.
    pub size: f64,
    /// From its em, with the origin on the baseline, to the page.
    pub matrix: Matrix,
    /// The advance across, in em.
    pub advance: f64,
    pub state: &'a State,
}

impl Glyph<'_> {
    /// Its outline in em; none for a blank and where the font cannot be read.
    pub fn outline(&self) -> Option<Rc<Path>> {
        match self.shown {
            Shown::Glyph(glyph) => self.font.outline(glyph),
            // The box that stands for a missing glyph is printed too.
            Shown::Missing if self.font.readable => self.font.outline(0),
            _ => None,
        }
    }

    /// Whether it is filled, stroked (text modes 0 to 2 and 4 to 6).
    pub fn is_filled(&self) -> bool {
        matches!(self.state.text.mode, 0 | 2 | 4 | 6)
    }

    pub fn is_stroked(&self) -> bool {
        matches!(self.state.text.mode, 1 | 2 | 5 | 6)
    }
}

/// What is wrong with content, and in which stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub what: What,
    /// `the page` or, say, `form Fm1`.
    pub stream: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It cannot be read at this byte.
    Unreadable(usize),
    /// More graphics states are restored than saved.
    Restored,
    /// Graphics states are saved and not restored.
    Saved,
    UnknownOperator(String),
    /// `BX` or `EX`.
    Bracket,
    /// A resource that is used and not defined: what kind, and its name.
    Missing(Resource, String),
    /// Forms, patterns or glyphs within each other.
    TooDeep,
    /// More operators than are looked at.
    TooLong,
    /// Something that is passed over, and why.
    Unseen(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    ColorSpace,
    Font,
    GraphicsState,
    Pattern,
    Shading,
    XObject,
}

/// Reads the pages of one file; keeps fonts and plates from page to page.
pub struct Interpreter<'a> {
    document: &'a Document,
    spaces: Spaces<'a>,
    /// By the address of the font's dictionary, which lives as long as the document.
    fonts: RefCell<BTreeMap<usize, Rc<Font>>>,
    /// Patterns by the address of their stream; kept, so that fonts in them keep their addresses.
    cells: RefCell<BTreeMap<usize, Rc<Stream>>>,
}

impl<'a> Interpreter<'a> {
    pub fn new(document: &'a Document) -> Interpreter<'a> {
        let convert = press_profile(document).map_or_else(Convert::naive, |profile| Convert::by(&profile));
        let spaces = Spaces { document, inks: RefCell::new(Inks::new()), convert: Rc::new(convert) };
        Interpreter { document, spaces, fonts: RefCell::default(), cells: RefCell::default() }
    }

    /// Tells the sink what a page paints.
    pub fn page(&self, id: ObjectId, sink: &mut dyn Sink) {
        let Ok(page) = self.document.get_dictionary(id) else { return };
        let resources = inherited(self.document, page, "Resources").and_then(as_dictionary);
        let content = self.page_content(id);
        let mut run = run::Run::new(self, sink, MOST_OPERATORS);
        run.content(&content, resources, "the page", None);
    }

    /// The plates that have been met so far.
    pub fn inks(&self) -> Vec<String> {
        self.spaces.inks.borrow().names.clone()
    }

    /// The streams of a page, one behind the other: an operator does not go on in the next.
    fn page_content(&self, id: ObjectId) -> Vec<u8> {
        let mut content = Vec::new();
        for id in self.document.get_page_contents(id) {
            if let Ok(Object::Stream(stream)) = self.document.get_object(id) {
                content.extend(filter::plain(self.document, stream).unwrap_or_default());
                content.push(b'\n');
            }
        }
        content
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

/// A box of a page, its parents' where it has none itself.
pub fn page_box(document: &Document, id: ObjectId, key: &str) -> Option<Bounds> {
    let page = document.get_dictionary(id).ok()?;
    let [left, bottom, right, top] = box_of(document, inherited(document, page, key))?.map(f64::from);
    Some(Bounds::new(left, bottom, right, top))
}
