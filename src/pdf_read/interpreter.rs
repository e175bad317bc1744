//! The way in: a page of a document, run through its operators.

use lopdf::{Document, ObjectId};

use super::context::Context;
use super::filter;
use super::geometry::Bounds;
use super::objects::{as_dictionary, inherited, page_streams, rectangle};
use super::run::Run;
use super::sink::{FaultKind, Sink};

/// The operators of a page at most, those of its forms and patterns among them.
const MOST_OPERATORS: u64 = 5_000_000;

/// Reads the pages of one file; keeps fonts and plates from page to page.
pub struct Interpreter<'a> {
    context: Context<'a>,
}

impl<'a> Interpreter<'a> {
    pub fn new(document: &'a Document) -> Interpreter<'a> {
        Interpreter { context: Context::new(document) }
    }

    /// Tells the sink what a page paints.
    pub fn page(&self, id: ObjectId, sink: &mut dyn Sink) {
        let Ok(page) = self.context.document.get_dictionary(id) else { return };
        let resources = inherited(self.context.document, page, "Resources").and_then(as_dictionary);
        // The streams stand one behind the other: an operator does not go on in the next.
        let (mut content, mut is_whole) = (Vec::new(), true);
        for stream in page_streams(self.context.document, page) {
            let unpacked = stream.and_then(|stream| filter::plain(self.context.document, stream));
            is_whole &= unpacked.is_some();
            content.extend(unpacked.unwrap_or_default());
            content.push(b'\n');
        }
        let mut run = Run::new(&self.context, sink, MOST_OPERATORS);
        if !is_whole {
            let what = FaultKind::Damaged("has a part of its content that cannot be unpacked".to_owned());
            run.fault("the page", what);
        }
        run.content(&content, resources, "the page", None);
    }

    /// The plates that have been met so far.
    pub fn inks(&self) -> Vec<String> {
        self.context.spaces.inks.borrow().names.clone()
    }
}

/// A box of a page, its parents' where it has none itself.
pub fn page_box(document: &Document, id: ObjectId, key: &str) -> Option<Bounds> {
    let page = document.get_dictionary(id).ok()?;
    let [left, bottom, right, top] = rectangle(document, inherited(document, page, key))?;
    Some(Bounds::new(left, bottom, right, top))
}
