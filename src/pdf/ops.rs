//! The graphics of a page as printpdf operations; where text goes stands a marker.

use std::collections::BTreeSet;

use printpdf::Op;

use super::colour::Spots;
use super::marked::{Mark, Marks};
use super::marks;
use super::pen::Pen;
use super::shading::Shade;
use super::standard::Standard;
use super::text::Sheet;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Length, Rect};
use crate::issue::{Picture, PictureId};
use crate::message::msg;
use crate::page::{Item, ItemKind, Page, TextRun};

/// A page before its text is written.
pub(super) struct PageOps<'a> {
    /// Its graphics, with a marker for each group of text.
    pub(super) ops: Vec<Op>,
    /// Runs that follow each other with nothing between them; they share a text object.
    pub(super) groups: Vec<Vec<(Mark, &'a TextRun)>>,
    /// The marked contents, by their identifiers: the first item of each.
    pub(super) contents: Vec<&'a Item>,
    /// The faces it uses, each with its writing direction and the layer of its ToUnicode map.
    pub(super) fonts: BTreeSet<(u16, bool, u16)>,
    /// The pictures it shows.
    pub(super) pictures: BTreeSet<u32>,
    /// The gradients it is painted with, by resource name.
    pub(super) shadings: BTreeSet<String>,
}

/// The marker of a group of text; printpdf writes it as `/T7 MP`.
pub(super) fn marker(group: usize) -> String {
    format!("T{group}")
}

/// Plans a page.
///
/// # Errors
/// `picture-missing` for a picture that the issue does not have.
pub(super) fn plan<'a>(
    page: &'a Page,
    pictures: &[Picture],
    spots: &Spots<'_>,
    standard: &Standard,
) -> Result<PageOps<'a>, Diagnostic> {
    let mut pen = Pen::new(Sheet::of(page), spots);
    let mut plan = PageOps {
        ops: Vec::new(),
        groups: Vec::new(),
        contents: Vec::new(),
        fonts: BTreeSet::new(),
        pictures: BTreeSet::new(),
        shadings: BTreeSet::new(),
    };
    let mut marks = Marks::new(standard.tagged);
    let mut after_text = false;
    for item in page.items.iter().filter(|item| shows(item)) {
        let mark = marks.next(item);
        let was_text = std::mem::replace(&mut after_text, matches!(item.kind, ItemKind::Text(_)));
        match &item.kind {
            ItemKind::Text(run) => {
                plan.fonts.insert((run.face.0, run.is_down(), 0));
                match plan.groups.last_mut() {
                    Some(group) if was_text => group.push((mark, run)),
                    _ => {
                        pen.mark(Mark::None);
                        pen.ops.push(Op::Marker { id: marker(plan.groups.len()) });
                        plan.groups.push(vec![(mark, run)]);
                    }
                }
            }
            ItemKind::Fill { rect, ink } => {
                pen.mark(mark);
                pen.fill(rect, ink);
            }
            ItemKind::Shade { rect, gradient } => {
                pen.mark(mark);
                plan.shadings.insert(spots.shade(&Shade::of_panel(gradient)));
                pen.shade(rect, gradient);
            }
            ItemKind::Frame { rect, width, ink } => {
                pen.mark(mark);
                pen.frame(rect, *width, ink);
            }
            ItemKind::Picture { picture: PictureId(id), window, whole } => {
                let Some(picture) = pictures.get(*id as usize) else {
                    let message =
                        msg!("page {page} shows a picture that the issue lacks", page = page.number);
                    return Err(Diagnostic::new(codes::PICTURE_MISSING, message));
                };
                pen.mark(mark);
                pen.picture(*id, &picture.data, window, whole);
                plan.pictures.insert(*id);
            }
        }
    }
    if page.slug > Length::ZERO {
        pen.mark(marks.artifact());
        marks::draw(page, &mut pen);
    }
    pen.mark(Mark::None);
    plan.contents = marks.contents;
    plan.ops = pen.ops;
    Ok(plan)
}

/// Whether anything of an item is painted.
fn shows(item: &Item) -> bool {
    let empty = |rect: &Rect| rect.width <= Length::ZERO || rect.height <= Length::ZERO;
    match &item.kind {
        ItemKind::Text(run) => !run.glyphs.is_empty(),
        ItemKind::Fill { rect, .. } | ItemKind::Shade { rect, .. } => !empty(rect),
        ItemKind::Frame { width, .. } => *width > Length::ZERO,
        ItemKind::Picture { window, whole, .. } => !empty(window) && !empty(whole),
    }
}
