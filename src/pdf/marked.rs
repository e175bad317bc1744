//! Marked content (ISO 32000-1, 14.6): what of a page belongs to which element of the structure,
//! and what is an artifact.
//!
//! Content keeps its painting order. One sequence holds everything of one element that is painted in
//! one go: all lines of a paragraph, whatever columns they stand in.

use crate::flow::Role;
use crate::issue::StoryId;
use crate::page::Item;

/// What a stretch of content is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Not marked, as in files without a structure.
    None,
    /// An artifact, which is not read: rules, panels, printer's marks.
    Artifact,
    /// Content of the structure, by its number on the page.
    Content {
        /// The structure type of its element.
        tag: &'static str,
        /// The marked-content identifier.
        id: u32,
    },
}

/// The marks of a page while it is planned.
pub(super) struct Marks<'a> {
    /// Whether content is marked at all.
    tagged: bool,
    /// By identifier: the first item of the content.
    pub(super) contents: Vec<&'a Item>,
    /// What the last item was, if it was content.
    last: Option<(Option<StoryId>, u32, Role)>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(tagged: bool) -> Marks<'a> {
        Marks { tagged, contents: Vec::new(), last: None }
    }

    /// The mark of an artifact, which is not read.
    pub(super) fn artifact(&mut self) -> Mark {
        self.last = None;
        if self.tagged { Mark::Artifact } else { Mark::None }
    }

    /// The mark of the next item that is painted.
    pub(super) fn next(&mut self, item: &'a Item) -> Mark {
        let Some(tag) = item.role.spec().tag else { return self.artifact() };
        if !self.tagged {
            return Mark::None;
        }
        let what = Some((item.story, item.place, item.role));
        if self.last != what {
            self.last = what;
            self.contents.push(item);
        }
        Mark::Content { tag, id: self.contents.len() as u32 - 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Length, Rect};
    use crate::ink::Ink;
    use crate::page::ItemKind;

    fn item(place: u32, role: Role) -> Item {
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::pt(1), Length::pt(1));
        Item { story: None, place, role, kind: ItemKind::Fill { rect, ink: Ink::BLACK } }
    }

    #[test]
    fn what_is_painted_in_one_go_is_one_content() {
        let block = |number| Role::Block { number, heading: false };
        let items = [
            item(0, block(0)),
            item(0, block(0)),
            item(0, block(1)),
            item(1, block(1)),
            item(1, Role::Furniture),
            item(1, block(1)),
        ];
        let mut marks = Marks::new(true);
        let told: Vec<Mark> = items.iter().map(|item| marks.next(item)).collect();
        let content = |id| Mark::Content { tag: "P", id };
        assert_eq!(told, [content(0), content(0), content(1), content(2), Mark::Artifact, content(3)]);
        assert_eq!(marks.contents.len(), 4);
    }

    #[test]
    fn a_standard_without_a_structure_has_no_marks() {
        let items = [item(0, Role::Headline), item(0, Role::Furniture)];
        let mut marks = Marks::new(false);
        let told: Vec<Mark> = items.iter().map(|item| marks.next(item)).collect();
        assert_eq!((told, marks.contents.len()), (vec![Mark::None, Mark::None], 0));
    }
}
