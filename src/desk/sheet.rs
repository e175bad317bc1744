//! A page as a browser shows it: its display list in parts that are drawn, compared and replaced one by one.
//!
//! A part is what one placement shows in one layer (panels and pictures, rules, text). Its places are counted from
//! where its first item stands, so a part that was only moved has the same SVG and the same digest.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::geometry::Point;
use crate::page::Item;

use super::areas::{self, AreaMark};
use super::digest::digest;
use super::svg::{self, Pen};
use super::white::{self, Hole};

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Tells its SVG from any other.
    pub digest: String,
    /// Where it stands.
    pub at: Point,
    /// Its content, without an element around it.
    pub svg: Arc<str>,
}

/// A page with what overlays show.
#[derive(Clone, Debug)]
pub struct SheetView {
    /// The page's number; that of the left page of a spread.
    pub number: u32,
    /// Back to front.
    pub parts: Vec<Part>,
    /// The areas of its layout.
    pub areas: Vec<AreaMark>,
    /// White that is larger than it should be.
    pub holes: Vec<Hole>,
    /// Tells what is drawn from anything else: the parts with their places.
    pub drawn: String,
    /// Tells everything here from any other state of it: what is drawn, areas with their places in files, white.
    pub digest: String,
}

impl SheetView {
    /// Draws a page.
    pub(super) fn of<'a>(
        pen: Pen<'_>,
        marks: areas::Source<'_>,
        findings: impl Iterator<Item = &'a Diagnostic>,
    ) -> SheetView {
        let page = pen.page;
        let parts: Vec<Part> = runs(&page.items).into_par_iter().map(|items| part(pen, items)).collect();
        let areas = areas::of(page, &marks);
        let holes = white::of(findings, marks.grid);
        let mut key = format!("{:?} {:?}", page.trim, page.facing);
        for part in &parts {
            key.push_str(&format!("{} {:?}", part.digest, part.at));
        }
        let drawn = digest(key.as_bytes());
        let digest = digest(format!("{drawn} {areas:?} {holes:?}").as_bytes());
        SheetView { number: page.number, parts, areas, holes, drawn, digest }
    }
}

/// Items that stand together: those of one placement that follow each other.
fn runs(items: &[Item]) -> Vec<&[Item]> {
    items.chunk_by(|one, next| (one.place, one.story) == (next.place, next.story)).collect()
}

fn part(pen: Pen<'_>, items: &[Item]) -> Part {
    let at = items.first().map(svg::origin).unwrap_or_default();
    let svg = pen.draw(items, at);
    Part { digest: digest(svg.as_bytes()), at, svg: svg.into() }
}
