//! Outlines of drawings in whole units, with their transforms worked in.

use usvg::tiny_skia_path::{Path as Outline, PathSegment, Point, Transform};

use crate::issue::{FillRule, Segment};

/// Units of a [`Drawing`](crate::issue::Drawing) in an SVG user unit.
const UNITS: f32 = 256.0;

/// A length in whole units.
pub(super) fn units(value: f32) -> i32 {
    // A float that is out of range becomes the nearest whole number there is.
    (value * UNITS).round() as i32
}

/// Which parts of a path are inside.
pub(super) fn rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

/// An outline in whole units.
pub(super) fn segments(outline: &Outline, transform: Transform) -> Option<Vec<Segment>> {
    let outline = outline.clone().transform(transform)?;
    let mut path = Vec::new();
    let mut pen = Point::zero();
    let mut start = Point::zero();
    let whole = |point: Point| (units(point.x), units(point.y));
    for segment in outline.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                let (x, y) = whole(to);
                path.push(Segment::Move(x, y));
                (pen, start) = (to, to);
            }
            PathSegment::LineTo(to) => {
                let (x, y) = whole(to);
                path.push(Segment::Line(x, y));
                pen = to;
            }
            PathSegment::QuadTo(control, to) => {
                let toward = |end: Point| {
                    Point::from_xy(
                        end.x + (control.x - end.x) * 2.0 / 3.0,
                        end.y + (control.y - end.y) * 2.0 / 3.0,
                    )
                };
                let (a, b, c) = (whole(toward(pen)), whole(toward(to)), whole(to));
                path.push(Segment::Curve(a.0, a.1, b.0, b.1, c.0, c.1));
                pen = to;
            }
            PathSegment::CubicTo(first, second, to) => {
                let (a, b, c) = (whole(first), whole(second), whole(to));
                path.push(Segment::Curve(a.0, a.1, b.0, b.1, c.0, c.1));
                pen = to;
            }
            PathSegment::Close => {
                path.push(Segment::Close);
                pen = start;
            }
        }
    }
    Some(path)
}
