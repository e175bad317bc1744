//! Drawings (矢量图) as content of form XObjects, in their own units, `y` down.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::bytes;
use super::colour::{KNOCKOUT, OVERPRINT, Spots};
use super::shading::{self, Shade};
use crate::ink::Ink;
use crate::issue::{Drawing, FillRule, Segment, Shape, ShapePaint};

/// Width and height of a drawing in its own units; never zero.
pub(super) fn units(drawing: &Drawing) -> (f64, f64) {
    (f64::from(drawing.width.max(1)) / 256.0, f64::from(drawing.height.max(1)) / 256.0)
}

/// The colour spaces and the gradients that a drawing uses, by resource name.
pub(super) fn resources(drawing: &Drawing, spots: &Spots<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut spaces, mut shadings) = (BTreeSet::new(), BTreeSet::new());
    for shape in &drawing.shapes {
        let plain = match &shape.fill {
            Some((ShapePaint::Shading(shading), _)) => {
                shadings.insert(spots.shade(&Shade::of_shape(shading)));
                None
            }
            Some((ShapePaint::Ink(ink), _)) => Some(ink),
            None => None,
        };
        let inks = plain.into_iter().chain(shape.stroke.iter().map(|(ink, _)| ink));
        spaces.extend(inks.filter_map(|ink| spots.space_name(ink)));
    }
    (spaces, shadings)
}

/// A drawing's shapes in its own units, `y` down.
pub(super) fn content(drawing: &Drawing, spots: &Spots<'_>) -> Vec<u8> {
    let mut writer = Writer { out: Vec::new(), spots, overprint: None };
    let alike = |one: &Shape, other: &Shape| {
        Arc::ptr_eq(&one.clips, &other.clips) || one.clips.is_empty() && other.clips.is_empty()
    };
    for shapes in drawing.shapes.chunk_by(alike) {
        writer.clipped(shapes);
    }
    writer.out
}

struct Writer<'a> {
    out: Vec<u8>,
    spots: &'a Spots<'a>,
    overprint: Option<bool>,
}

impl Writer<'_> {
    fn state(&mut self, overprint: bool) {
        if self.overprint.replace(overprint) != Some(overprint) {
            let name = if overprint { OVERPRINT } else { KNOCKOUT };
            self.out.extend_from_slice(format!("/{name} gs\n").as_bytes());
        }
    }

    fn ink(&mut self, ink: &Ink) {
        self.state(self.spots.overprints(ink, false));
    }

    /// Shapes that are clipped to the same outlines, which are written once.
    fn clipped(&mut self, shapes: &[Shape]) {
        let Some(first) = shapes.first() else { return };
        if first.clips.is_empty() {
            return shapes.iter().for_each(|shape| self.shape(shape));
        }
        let before = self.overprint;
        self.out.extend_from_slice(b"q\n");
        for (outline, rule) in first.clips.iter() {
            // A clip without anything in it shows nothing.
            if path(&mut self.out, outline) {
                self.out.extend_from_slice(clip(*rule));
            } else {
                self.out.extend_from_slice(b"0 0 0 0 re\nW n\n");
            }
        }
        shapes.iter().for_each(|shape| self.shape(shape));
        self.out.extend_from_slice(b"Q\n");
        self.overprint = before;
    }

    fn shape(&mut self, shape: &Shape) {
        match &shape.fill {
            Some((ShapePaint::Ink(ink), rule)) => {
                self.ink(ink);
                self.spots.fill(&mut self.out, ink);
                if path(&mut self.out, &shape.path) {
                    self.out.extend_from_slice(if *rule == FillRule::EvenOdd { b"f*\n" } else { b"f\n" });
                }
            }
            Some((ShapePaint::Shading(gradient), rule)) => {
                self.state(false);
                self.out.extend_from_slice(b"q\n");
                if path(&mut self.out, &shape.path) {
                    self.out.extend_from_slice(clip(*rule));
                    let name = self.spots.shade(&Shade::of_shape(gradient));
                    shading::paint(&mut self.out, &name, &gradient.place);
                }
                self.out.extend_from_slice(b"Q\n");
            }
            None => {}
        }
        if let Some((ink, width)) = &shape.stroke {
            self.ink(ink);
            self.spots.stroke(&mut self.out, ink);
            unit(&mut self.out, (*width).max(0));
            self.out.extend_from_slice(b"w\n");
            if path(&mut self.out, &shape.path) {
                self.out.extend_from_slice(b"S\n");
            }
        }
    }
}

fn clip(rule: FillRule) -> &'static [u8] {
    if rule == FillRule::EvenOdd { b"W* n\n" } else { b"W n\n" }
}

/// A length of a drawing (1/256 unit) and a space.
fn unit(out: &mut Vec<u8>, value: i32) {
    // 1/256 is 0.003 906 25: five decimals keep every value apart.
    let scaled = i64::from(value) * 100_000;
    bytes::decimal(out, (scaled + 128).div_euclid(256), 5);
    out.push(b' ');
}

/// Appends an outline; false where it has nothing to paint. A path that does not start with a move starts
/// at its first point, because every path of PDF starts with a move.
fn path(out: &mut Vec<u8>, segments: &[Segment]) -> bool {
    let mut begun = false;
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => {
                unit(out, x);
                unit(out, y);
                out.extend_from_slice(b"m\n");
                begun = true;
            }
            Segment::Line(x, y) => {
                unit(out, x);
                unit(out, y);
                out.extend_from_slice(if begun { b"l\n" } else { b"m\n" });
                begun = true;
            }
            Segment::Curve(x1, y1, x2, y2, x, y) => {
                if !begun {
                    unit(out, x1);
                    unit(out, y1);
                    out.extend_from_slice(b"m\n");
                    begun = true;
                }
                for value in [x1, y1, x2, y2, x, y] {
                    unit(out, value);
                }
                out.extend_from_slice(b"c\n");
            }
            Segment::Close if begun => out.extend_from_slice(b"h\n"),
            Segment::Close => {}
        }
    }
    begun
}
