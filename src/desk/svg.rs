//! Items of the display list as SVG.
//!
//! Text is drawn as text, in fonts whose glyphs stand at private code points ([`crate::font::FIRST_WEB_CODE`]):
//! a browser draws it sharp at any zoom, from its cache of glyphs, several times faster than outlines. A glyph that
//! stands where the advance of the one before puts it needs no place of its own; others open a `tspan`. Vertical
//! lines give a place for each glyph. Lengths are points, in thousandths.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use crate::font::FIRST_WEB_CODE;
use crate::geometry::{Length, Point, Rect};
use crate::ink::{Gradient, Towards};
use crate::issue::{Picture, PictureData};
use crate::page::{Item, ItemKind, Page, PlacedGlyph, TextRun};
use crate::preview::Look;
use crate::text::VERTICAL_ORIGIN;

use super::digest::digest;
use super::drawing;
use super::faces::{WebFace, WebFaces};
use super::notation::{Edges, Hex, Pt, Share, stops};
use super::pictures::PictureNames;

/// How far a glyph may stand beside the place that the advances before it give, so that it is not given a place
/// of its own: 1/50 pt, a fifth of a pixel at ten times the size.
const NEAR: i64 = Length::PER_PT / 50;

/// What items are drawn with.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub(super) page: &'a Page,
    pub(super) faces: &'a WebFaces,
    pub(super) pictures: &'a [Picture],
    pub(super) names: &'a PictureNames,
    pub(super) look: &'a Look,
    /// Addresses that hold pictures, by the names of these; where there are none, they are served under their names.
    pub(super) inside: Option<&'a BTreeMap<String, String>>,
}

/// Where an item begins, from which its places are counted.
pub(super) fn origin(item: &Item) -> Point {
    match &item.kind {
        ItemKind::Text(run) => run.origin,
        ItemKind::Fill { rect, .. } | ItemKind::Shade { rect, .. } | ItemKind::Frame { rect, .. } => {
            Point::new(rect.x, rect.y)
        }
        ItemKind::Picture { window, .. } => Point::new(window.x, window.y),
    }
}

impl Pen<'_> {
    /// Items one after the other, their places counted from `zero`.
    pub(super) fn draw(&self, items: &[Item], zero: Point) -> String {
        let mut svg = String::new();
        for item in items {
            // Writing to a string cannot fail.
            let _ = self.item(&mut svg, item, zero);
        }
        svg
    }

    fn item(&self, svg: &mut String, item: &Item, zero: Point) -> fmt::Result {
        let moved = |rect: &Rect| Rect { x: rect.x - zero.x, y: rect.y - zero.y, ..*rect };
        match &item.kind {
            ItemKind::Text(run) => self.text(svg, run, zero),
            ItemKind::Fill { rect, ink } => {
                write!(svg, "<rect {} fill=\"{}\"/>", Edges(moved(rect)), Hex(self.look.colour(ink)))
            }
            ItemKind::Frame { rect, width, ink } => {
                // The line lies inside the rectangle, that of SVG on both sides of it.
                let half = Rect { x: rect.x + *width / 2, y: rect.y + *width / 2, ..*rect };
                let middle = Rect {
                    width: (rect.width - *width).max(Length::ZERO),
                    height: (rect.height - *width).max(Length::ZERO),
                    ..half
                };
                let (edges, colour) = (Edges(moved(&middle)), Hex(self.look.colour(ink)));
                write!(
                    svg,
                    "<rect {edges} fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"/>",
                    Pt(*width)
                )
            }
            ItemKind::Shade { rect, gradient } => self.shade(svg, moved(rect), gradient),
            ItemKind::Picture { picture, window, whole } => {
                let Some(shown) = self.pictures.get(picture.0 as usize) else { return Ok(()) };
                let (window, whole) = (moved(window), moved(whole));
                match &shown.data {
                    PictureData::Vector(drawing) => {
                        let content = self.names.content(picture);
                        let edges = (&window, &whole);
                        svg.push_str(&self.names.drawing(*picture, edges, || {
                            let mut made = String::new();
                            // Writing to a string cannot fail.
                            let _ = drawing::draw(&mut made, drawing, edges, &content, self.look);
                            made
                        }));
                        Ok(())
                    }
                    data => {
                        let name = self.names.shown(*picture, &window, &whole);
                        // A placed PDF is drawn on paper, which must not hide what lies under it.
                        let is_pdf = matches!(data, PictureData::Pdf(_));
                        let over = if is_pdf { " class=\"over\"" } else { "" };
                        match self.inside.and_then(|inside| inside.get(&name)) {
                            Some(held) => write!(svg, "<image {} href=\"{held}\" ", Edges(window))?,
                            None => write!(svg, "<image {} href=\"picture/{name}\" ", Edges(window))?,
                        }
                        write!(svg, "preserveAspectRatio=\"none\"{over}/>")
                    }
                }
            }
        }
    }

    fn shade(&self, svg: &mut String, rect: Rect, gradient: &Gradient) -> fmt::Result {
        let [x1, y1, x2, y2] = match gradient.towards {
            Towards::Right => [0, 0, 1, 0],
            Towards::Left => [1, 0, 0, 0],
            Towards::Down => [0, 0, 0, 1],
            Towards::Up => [0, 1, 0, 0],
        };
        let id = digest(format!("{gradient:?}").as_bytes());
        write!(svg, "<linearGradient id=\"s{id}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\">")?;
        stops(svg, self.look, (&gradient.from, 0.0), (&gradient.to, 1.0))?;
        write!(svg, "</linearGradient><rect {} fill=\"url(#s{id})\"/>", Edges(rect))
    }

    fn text(&self, svg: &mut String, run: &TextRun, zero: Point) -> fmt::Result {
        let Some(face) = self.faces.get(run.face) else { return Ok(()) };
        let glyphs = self.page.glyphs.get(run.glyphs.clone()).unwrap_or_default();
        let at = Point::new(run.origin.x - zero.x, run.origin.y - zero.y);
        if glyphs.is_empty() {
            return Ok(());
        }
        let condense = i64::from(run.condense.max(1));
        write!(svg, "<text font-family=\"{}\" font-size=\"{}\" fill=\"", face.family, Pt(run.size))?;
        write!(svg, "{}\"", Hex(self.look.colour(&run.ink)))?;
        if !face.settings.is_empty() {
            write!(svg, " class=\"{}\"", face.family)?;
        }
        let mut places = Places { svg, face, size: run.size, next: None };
        let wide = |length: Length| length.scale(1000, condense);
        if run.is_down() {
            // Every glyph has a place: lists are lighter than a `tspan` for each.
            let zero = place_lines(places.svg, condense, at)?;
            let head = run.size.scale(i64::from(VERTICAL_ORIGIN), 1000);
            let middle = |id: u16| face.advance(id, run.size) / 2;
            places.svg.push_str(" x=\"");
            for glyph in glyphs {
                write!(places.svg, "{} ", Pt(zero.x + wide(glyph.across()) - middle(glyph.id)))?;
            }
            places.svg.push_str("\" y=\"");
            for glyph in glyphs {
                write!(places.svg, "{} ", Pt(zero.y + glyph.along() + head))?;
            }
            places.svg.push_str("\">");
            let code = |glyph: &PlacedGlyph| char::from_u32(FIRST_WEB_CODE + u32::from(glyph.id));
            places.svg.extend(glyphs.iter().filter_map(code));
            places.svg.push_str("</text>");
            return Ok(());
        }
        if run.turned {
            write!(
                places.svg,
                " transform=\"matrix(0 1 {} 0 {} {})\">",
                Share(-condense),
                Pt(at.x),
                Pt(at.y)
            )?;
            for glyph in glyphs {
                places.glyph(glyph.id, Point::new(glyph.along(), -wide(glyph.across())))?;
            }
        } else {
            let zero = place_lines(places.svg, condense, at)?;
            places.svg.push('>');
            for glyph in glyphs {
                places.glyph(glyph.id, Point::new(zero.x + wide(glyph.along()), zero.y - glyph.across()))?;
            }
        }
        places.end()
    }
}

/// Writes the transformation of a condensed run; gives the place from which its glyphs are counted.
fn place_lines(svg: &mut String, condense: i64, at: Point) -> Result<Point, fmt::Error> {
    if condense == 1000 {
        return Ok(at);
    }
    write!(svg, " transform=\"matrix({} 0 0 1 {} {})\"", Share(condense), Pt(at.x), Pt(at.y))?;
    Ok(Point::default())
}

/// The glyphs of a run, with places where the advances do not give them.
struct Places<'s, 'f> {
    svg: &'s mut String,
    face: &'f WebFace,
    size: Length,
    /// Where the next glyph stands by itself; `None` before the first.
    next: Option<Point>,
}

impl Places<'_, '_> {
    fn glyph(&mut self, id: u16, at: Point) -> fmt::Result {
        let near = |next: Point| (next.x.0 - at.x.0).abs() <= NEAR && (next.y.0 - at.y.0).abs() <= NEAR;
        let from = match self.next {
            Some(next) if near(next) => next,
            next => {
                if next.is_some() {
                    self.svg.push_str("</tspan>");
                }
                write!(self.svg, "<tspan x=\"{}\" y=\"{}\">", Pt(at.x), Pt(at.y))?;
                at
            }
        };
        self.svg.extend(char::from_u32(FIRST_WEB_CODE + u32::from(id)));
        self.next = Some(Point::new(from.x + self.face.advance(id, self.size), from.y));
        Ok(())
    }

    fn end(self) -> fmt::Result {
        self.svg.push_str("</tspan></text>");
        Ok(())
    }
}
