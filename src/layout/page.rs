//! The sheet (`[page]`) and the type area (`[grid]`).

use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::keys::dimension::Units;
use crate::keys::kinds::{length, whole};
use crate::keys::{Dimension, Faults, Given, part};
use crate::message;

use super::names::needs;

part! {
    /// The sheet and what the press needs around it.
    pub struct PagePart {
        /// Width of the page after trimming (成品尺寸).
        width: Dimension = length().positive(), needed;
        /// Height of the page after trimming.
        height: Dimension = length().positive(), needed;
        /// Bleed (出血) on every side; newspapers usually have none.
        bleed: Dimension = length().not_negative(), default Dimension::ZERO;
        /// Room outside the bleed for marks; none draws no marks.
        slug: Dimension = length().not_negative(), default Dimension::ZERO;
    }
}

/// The sheet and what the press needs around it.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Trimmed width.
    pub width: Length,
    /// Trimmed height.
    pub height: Length,
    /// Bleed (出血) on every side; newspapers usually have none.
    pub bleed: Length,
    /// White space outside the bleed for marks; zero draws no marks.
    pub slug: Length,
}

/// The sheet; `anchor` is where a finding points about a key that no file gives.
pub(super) fn paper(part: &PagePart, grid: &GridSpec, anchor: &Span, faults: &Faults) -> Paper {
    let side = |given: &Given<Dimension>, key: &str, usual: Length| match given {
        Some(given) => grid.absolute(given.value),
        None => {
            needs(faults, "page", key, anchor);
            usual
        }
    };
    Paper {
        width: side(&part.width, "width", Length::from_mm(390.0)),
        height: side(&part.height, "height", Length::from_mm(550.0)),
        bleed: grid.absolute(part.bleed()),
        slug: grid.absolute(part.slug()),
    }
}

part! {
    /// The type area (版心): in characters, columns and rows; the margins follow.
    pub struct GridPart {
        /// Type size of the text (正文字号), in points, millimetres or by name.
        body: Dimension = length().positive().only(
            Units::Absolute,
            message::word("characters and rows are measured by it: write points or a size by name"),
        ), default Dimension::Absolute(Length::pt(9));
        /// From one row's baseline to the next (行距); not in rows.
        pitch: Dimension = length().positive().only(
            Units::NoRows,
            message::word("rows are measured by it: write points or characters, such as \"1.25字\""),
        ), default Dimension::Ems(1250);
        /// Basic columns (基本栏).
        columns: u32 = whole(1..=10_000), needed;
        /// Characters in a basic column.
        characters: u32 = whole(1..=10_000), needed;
        /// Between columns (栏间).
        gutter: Dimension = length().not_negative(), default Dimension::Ems(1000);
        /// Rows of the type area.
        rows: u32 = whole(1..=10_000), needed;
        /// From the page's head to the type area.
        head: Dimension = length().not_negative(),
            absent "11 parts in 20 of the white above and below, so that the head is a little larger than the foot";
        /// A spread (通版) folds in the gutter behind this column.
        fold: u32 = whole(1..=10_000), absent "none";
        /// Width of the gutter at the fold: the inner margins of both pages (中缝).
        fold_width: Dimension = length().not_negative(), default Dimension::Ems(4000);
    }
}

/// The type area (版心): first in characters, columns and rows; margins follow.
#[derive(Clone, Debug)]
pub struct GridSpec {
    /// Size of body type (正文字号).
    pub body: Length,
    /// From one row's baseline to the next (行距).
    pub pitch: Length,
    /// Basic columns (基本栏).
    pub columns: u32,
    /// Characters in a basic column.
    pub characters: u32,
    /// Rows of the type area.
    pub rows: u32,
    /// Between columns (栏间).
    pub gutter: Length,
    /// From the page's head to the type area; `None` divides the white so that the head is
    /// slightly larger than the foot.
    pub head: Option<Length>,
    /// The fold of two facing pages that are one (通版).
    pub fold: Option<Fold>,
    /// Where the layout file gives the grid.
    pub span: Span,
}

/// Where a spread over two facing pages (通版) folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The fold lies in the gutter behind this basic column.
    pub after: u32,
    /// Width of that gutter: the inner margins of both pages (中缝).
    pub width: Length,
}

impl GridSpec {
    /// A length that is measured by the body's size and the pitch.
    pub(super) fn absolute(&self, length: Dimension) -> Length {
        length.resolve(self.body, self.pitch)
    }
}

/// The type area; `anchor` is where findings point when no file has the table.
pub(super) fn grid(part: &GridPart, anchor: &Span, faults: &Faults) -> GridSpec {
    let span = part.span.clone().unwrap_or_else(|| anchor.clone());
    let body = part.body().resolve(Length::ZERO, Length::ZERO);
    let pitch = part.pitch().resolve(body, Length::ZERO);
    let count = |given: &Given<u32>, key: &str| match given {
        Some(given) => given.value,
        None => {
            needs(faults, "grid", key, &span);
            1
        }
    };
    GridSpec {
        body,
        pitch,
        columns: count(&part.columns, "columns"),
        characters: count(&part.characters, "characters"),
        rows: count(&part.rows, "rows"),
        gutter: part.gutter().resolve(body, pitch),
        head: part.head.as_ref().map(|head| head.value.resolve(body, pitch)),
        fold: part
            .fold
            .as_ref()
            .map(|after| Fold { after: after.value, width: part.fold_width().resolve(body, pitch) }),
        span,
    }
}
