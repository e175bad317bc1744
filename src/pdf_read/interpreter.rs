//! The way in: a page of a document, run through its operators.

use lopdf::{Document, Object, ObjectId};

use super::context::Context;
use super::filter;
use super::geometry::Bounds;
use super::objects::{as_dictionary, inherited, rectangle};
use super::run::Run;
use super::sink::Sink;

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
        let content = self.page_content(id);
        let mut run = Run::new(&self.context, sink, MOST_OPERATORS);
        run.content(&content, resources, "the page", None);
    }

    /// The plates that have been met so far.
    pub fn inks(&self) -> Vec<String> {
        self.context.spaces.inks.borrow().names.clone()
    }

    /// The streams of a page, one behind the other: an operator does not go on in the next.
    fn page_content(&self, id: ObjectId) -> Vec<u8> {
        let mut content = Vec::new();
        for id in self.context.document.get_page_contents(id) {
            if let Ok(Object::Stream(stream)) = self.context.document.get_object(id) {
                content.extend(filter::plain(self.context.document, stream).unwrap_or_default());
                content.push(b'\n');
            }
        }
        content
    }
}

/// A box of a page, its parents' where it has none itself.
pub fn page_box(document: &Document, id: ObjectId, key: &str) -> Option<Bounds> {
    let page = document.get_dictionary(id).ok()?;
    let [left, bottom, right, top] = rectangle(document, inherited(document, page, key))?.map(f64::from);
    Some(Bounds::new(left, bottom, right, top))
}
