//! What the items of a page cover, in thousandths of a point from its top left corner.
//!
//! Of a run of glyphs that is the smallest rectangle around the ink of all of them, as the font's outlines give it, and of
//! a picture its window. Edges are rounded outwards, so that no ink lies outside.

use std::collections::BTreeMap;

use crate::font::{FaceId, Library, Tables};
use crate::geometry::{Length, Rect};
use crate::page::{Item, ItemKind, Page, TextRun};
use crate::text::VERTICAL_ORIGIN;

/// A rectangle in thousandths of a point: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InkBox {
    pub(super) left: i64,
    pub(super) top: i64,
    pub(super) right: i64,
    pub(super) bottom: i64,
}

impl InkBox {
    /// The nearest to a rectangle.
    pub(super) fn near(rect: &Rect) -> InkBox {
        let near = |length: Length| length.scale(1000, Length::PER_PT).0;
        InkBox {
            left: near(rect.x),
            top: near(rect.y),
            right: near(rect.right()),
            bottom: near(rect.bottom()),
        }
    }

    /// The smallest around a rectangle.
    fn around(left: Length, top: Length, right: Length, bottom: Length) -> InkBox {
        let down = |length: Length| (length.0 * 1000).div_euclid(Length::PER_PT);
        let up = |length: Length| -(-length.0 * 1000).div_euclid(Length::PER_PT);
        InkBox { left: down(left), top: down(top), right: up(right), bottom: up(bottom) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// What two have in common; it may be empty.
    pub(super) fn meet(&self, other: &InkBox) -> InkBox {
        InkBox {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The smallest around both.
    pub(super) fn join(&self, other: &InkBox) -> InkBox {
        InkBox {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Larger at the sides, and at head and foot.
    pub(super) fn grown(&self, across: i64, down: i64) -> InkBox {
        InkBox {
            left: self.left - across,
            top: self.top - down,
            right: self.right + across,
            bottom: self.bottom + down,
        }
    }

    /// Whether others cover all of it.
    pub(super) fn is_covered(&self, others: &[InkBox]) -> bool {
        let Some((first, rest)) = others.split_first() else { return self.is_empty() };
        let common = self.meet(first);
        if common.is_empty() {
            return self.is_covered(rest);
        }
        let beside = [
            InkBox { bottom: common.top, ..*self },
            InkBox { top: common.bottom, ..*self },
            InkBox { top: common.top, bottom: common.bottom, right: common.left, ..*self },
            InkBox { top: common.top, bottom: common.bottom, left: common.right, ..*self },
        ];
        beside.iter().all(|part| part.is_empty() || part.is_covered(rest))
    }
}

/// The ink of a glyph (left, foot, right, head), if it has any, and its advance across; in the units of its font.
type GlyphInk = (Option<[i64; 4]>, i64);

/// Boxes of glyphs in the units of their fonts, as they are asked for.
pub(super) struct Inks<'a> {
    library: &'a Library,
    tables: BTreeMap<FaceId, Option<Tables<'a>>>,
    known: BTreeMap<(FaceId, u16), GlyphInk>,
}

impl<'a> Inks<'a> {
    pub(super) fn new(library: &'a Library) -> Inks<'a> {
        Inks { library, tables: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// What an item covers; `None` for nothing, such as blanks.
    pub(super) fn of(&mut self, page: &Page, item: &Item) -> Option<InkBox> {
        match &item.kind {
            ItemKind::Text(run) => self.run(page, run),
            ItemKind::Fill { rect, .. } | ItemKind::Shade { rect, .. } | ItemKind::Frame { rect, .. } => {
                Some(around(rect))
            }
            ItemKind::Picture { window, .. } => Some(around(window)),
        }
        .filter(|ink| !ink.is_empty())
    }

    fn run(&mut self, page: &Page, run: &TextRun) -> Option<InkBox> {
        let glyphs = page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
        let face = self.library.face(run.face);
        let units = i64::from(face.metrics().units_per_em.max(1));
        let condense = i64::from(run.condense.max(1));
        let size = |number: i64| run.size.scale(number, units);
        let narrow = |length: Length| length.scale(condense, 1000);
        let mut whole: Option<InkBox> = None;
        for glyph in glyphs {
            let (Some([left, foot, right, head]), advance) = self.glyph(run.face, glyph.id) else { continue };
            let ink = if run.turned && run.vertical {
                let (x, y) = (run.origin.x + glyph.across(), run.origin.y + glyph.along());
                let (near, far) = (x + narrow(size(foot)), x + narrow(size(head)));
                InkBox::around(near, y + size(left), far, y + size(right))
            } else {
                let (x, y) = if run.vertical {
                    let head = run.size.scale(i64::from(VERTICAL_ORIGIN), 1000);
                    let x = run.origin.x + glyph.across() - narrow(size(advance)) / 2;
                    (x, run.origin.y + glyph.along() + head)
                } else {
                    (run.origin.x + glyph.along(), run.origin.y - glyph.across())
                };
                InkBox::around(
                    x + narrow(size(left)),
                    y - size(head),
                    x + narrow(size(right)),
                    y - size(foot),
                )
            };
            whole = Some(whole.map_or(ink, |whole| whole.join(&ink)));
        }
        whole
    }

    fn glyph(&mut self, face: FaceId, glyph: u16) -> GlyphInk {
        let Inks { library, tables, known } = self;
        *known.entry((face, glyph)).or_insert_with(|| {
            let tables = tables.entry(face).or_insert_with(|| library.face(face).tables());
            let Some(tables) = tables else { return (None, 0) };
            (tables.ink_box(glyph).map(|ink| ink.map(i64::from)), i64::from(tables.advance(glyph)))
        })
    }
}

fn around(rect: &Rect) -> InkBox {
    InkBox::around(rect.x, rect.y, rect.right(), rect.bottom())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn box_of(left: i64, top: i64, right: i64, bottom: i64) -> InkBox {
        InkBox { left, top, right, bottom }
    }

    #[test]
    fn boxes_are_covered_by_several_or_not() {
        let whole = box_of(0, 0, 10, 10);
        let halves = [box_of(-1, 0, 5, 10), box_of(5, 0, 10, 12)];
        assert!(whole.is_covered(&halves));
        assert!(!whole.is_covered(&halves[..1]));
        assert!(!whole.is_covered(&[box_of(0, 0, 10, 4), box_of(0, 5, 10, 10)]));
        assert!(!whole.is_covered(&[]));
    }

    #[test]
    fn edges_are_rounded_outwards() {
        let rect = Rect::new(Length(1), Length(-1), Length(2), Length(2));
        assert_eq!(around(&rect), box_of(0, -1, 1, 1));
    }
}
