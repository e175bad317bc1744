//! Entry point: runs the operators of a page.

use std::rc::Rc;

use lopdf::{Document, ObjectId};

use super::colour::PROCESS;
use super::context::Context;
use super::geometry::{Bounds, Matrix, Path};
use super::limits::MOST_OPERATORS;
use super::objects::{as_dictionary, inherited, page_streams, rectangle};
use super::run::Run;
use super::sink::{FaultKind, Sink};
use super::state::{Clip, State};
use super::{file, filter};
use crate::message::msg;

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
        self.page_in(id, State::new(), sink);
    }

    /// The same, with the state that the page begins in.
    fn page_in(&self, id: ObjectId, state: State, sink: &mut dyn Sink) {
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
        run.state = state;
        if !is_whole {
            let what = FaultKind::Damaged(msg!("has a part of its content that cannot be unpacked"));
            run.fault(&msg!("the page"), what);
        }
        run.content(&content, resources, &msg!("the page"), None);
    }

    /// The plates that have been met so far.
    pub fn inks(&self) -> Vec<String> {
        self.context.spaces.inks.borrow().names.clone()
    }
}

/// Where and how a page of a file is laid on a sheet.
pub struct Placing<'a> {
    /// From the page's space to the sheet.
    pub matrix: Matrix,
    /// The part of the sheet in which it shows.
    pub window: Bounds,
    /// The spot colours of the sheet, whose numbers begin behind the process inks; those that only the
    /// file has come after them.
    pub spots: Vec<String>,
    /// The profile of the press, which converts other colours to inks.
    pub profile: &'a [u8],
}

/// The spot colours that a sheet has after a page was laid on it, with what stands in for those that the
/// file tells it of.
pub type Spots = Vec<(String, Option<[f32; 4]>)>;

/// Tells the sink what the first page of a file paints where it is placed; `None` for a file without
/// one.
pub fn place(file: &[u8], placing: Placing<'_>, sink: &mut dyn Sink) -> Option<Spots> {
    let document = file::load(file, file::MOST_OBJECT_BYTES).ok()?;
    let page = document.get_pages().into_values().next()?;
    let interpreter = Interpreter { context: Context::with(&document, placing.spots, placing.profile) };
    let path = Path::rectangle(placing.window, Matrix::IDENTITY);
    let clip = Clip { parent: None, path, even_odd: false, bounds: placing.window };
    let state = State { ctm: placing.matrix, clip: Some(Rc::new(clip)), ..State::new() };
    interpreter.page_in(page, state, sink);
    let inks = interpreter.context.spaces.inks.borrow();
    let spots = inks.names.iter().cloned().zip(inks.looks.iter().copied());
    Some(spots.skip(PROCESS.len()).collect())
}

/// A box of a page, its parents' where it has none itself.
pub fn page_box(document: &Document, id: ObjectId, key: &str) -> Option<Bounds> {
    let page = document.get_dictionary(id).ok()?;
    let [left, bottom, right, top] = rectangle(document, inherited(document, page, key))?;
    Some(Bounds::new(left, bottom, right, top))
}
