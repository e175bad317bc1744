//! Drawings (SVG pictures that were read into inks) as SVG again, in the colours that their inks have on a screen.

use std::fmt::{self, Write};

use crate::geometry::Rect;
use crate::issue::{Drawing, FillRule, Segment, Shading, ShadingLine, Shape, ShapePaint};
use crate::preview::Look;

use super::notation::{Edges, Hex, stops};

/// Draws a drawing in its window; `content` is a name for what it holds, from which the names of its gradients and
/// clips are made.
pub(super) fn draw(
    svg: &mut String,
    drawing: &Drawing,
    (window, whole): (&Rect, &Rect),
    content: &str,
    look: &Look,
) -> fmt::Result {
    if whole.width.0 <= 0 || whole.height.0 <= 0 || drawing.width <= 0 || drawing.height <= 0 {
        return Ok(());
    }
    // What shows in the window, in the drawing's units.
    let part = |length: i64, of: i64, units: i32| length as f64 / of as f64 * f64::from(units);
    let left = part(window.x.0 - whole.x.0, whole.width.0, drawing.width);
    let top = part(window.y.0 - whole.y.0, whole.height.0, drawing.height);
    let width = part(window.width.0, whole.width.0, drawing.width);
    let height = part(window.height.0, whole.height.0, drawing.height);
    write!(svg, "<svg {} viewBox=\"{left:.2} {top:.2} {width:.2} {height:.2}\" ", Edges(*window))?;
    svg.push_str("preserveAspectRatio=\"none\" overflow=\"hidden\">");
    for (at, shape) in drawing.shapes.iter().enumerate() {
        one(svg, shape, &format!("{content}-{at}"), look)?;
    }
    svg.push_str("</svg>");
    Ok(())
}

/// A drawing as a file of its own, as large as its view box.
pub fn drawing_file(drawing: &Drawing, look: &Look) -> String {
    let Drawing { width, height, shapes } = drawing;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{}\" height=\"{}\">",
        (width / 256).max(1),
        (height / 256).max(1)
    );
    for (at, shape) in shapes.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = one(&mut svg, shape, &at.to_string(), look);
    }
    svg + "</svg>\n"
}

fn one(svg: &mut String, shape: &Shape, name: &str, look: &Look) -> fmt::Result {
    // A shape is cut to all its clips: a group for each.
    for (at, (outline, rule)) in shape.clips.iter().enumerate() {
        write!(svg, "<clipPath id=\"c{name}-{at}\"><path clip-rule=\"{}\" d=\"", word(*rule))?;
        path(svg, outline)?;
        write!(svg, "\"/></clipPath><g clip-path=\"url(#c{name}-{at})\">")?;
    }
    if let Some((ShapePaint::Shading(shading), _)) = &shape.fill {
        gradient(svg, shading, name, look)?;
    }
    svg.push_str("<path d=\"");
    path(svg, &shape.path)?;
    match &shape.fill {
        Some((ShapePaint::Ink(ink), rule)) => {
            write!(svg, "\" fill=\"{}\" fill-rule=\"{}\"", Hex(look.colour(ink)), word(*rule))?;
        }
        Some((ShapePaint::Shading(_), rule)) => {
            write!(svg, "\" fill=\"url(#s{name})\" fill-rule=\"{}\"", word(*rule))?;
        }
        None => svg.push_str("\" fill=\"none\""),
    }
    if let Some((ink, width)) = &shape.stroke {
        write!(svg, " stroke=\"{}\" stroke-width=\"{}\"", Hex(look.colour(ink)), (*width).max(0))?;
    }
    svg.push_str("/>");
    for _ in shape.clips.iter() {
        svg.push_str("</g>");
    }
    Ok(())
}

fn word(rule: FillRule) -> &'static str {
    match rule {
        FillRule::NonZero => "nonzero",
        FillRule::EvenOdd => "evenodd",
    }
}

/// An outline. One that does not start with a move starts at its first point, as everywhere.
fn path(svg: &mut String, segments: &[Segment]) -> fmt::Result {
    let mut begun = false;
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => write!(svg, "M{x} {y}")?,
            Segment::Line(x, y) if begun => write!(svg, "L{x} {y}")?,
            Segment::Line(x, y) => write!(svg, "M{x} {y}")?,
            Segment::Curve(x1, y1, x2, y2, x, y) => {
                if !begun {
                    write!(svg, "M{x1} {y1}")?;
                }
                write!(svg, "C{x1} {y1} {x2} {y2} {x} {y}")?;
            }
            Segment::Close if begun => svg.push('Z'),
            Segment::Close => continue,
        }
        begun = true;
    }
    Ok(())
}

fn gradient(svg: &mut String, shading: &Shading, name: &str, look: &Look) -> fmt::Result {
    let unit = f64::from(Shading::UNIT);
    let number = |value: i32| f64::from(value) / unit;
    // From the gradient's space to user units, and from these to the drawing's, which are 256 times as fine.
    let matrix = shading.place.map(|value| value as f64 / unit * 256.0);
    let [a, b, c, d, e, f] = matrix;
    let common = format!(
        "id=\"s{name}\" gradientUnits=\"userSpaceOnUse\" gradientTransform=\"matrix({a} {b} {c} {d} {e} {f})\""
    );
    let end = match shading.line {
        ShadingLine::Straight { from, to } => {
            let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
            write!(svg, "<linearGradient {common} x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\">")?;
            "</linearGradient>"
        }
        ShadingLine::Round { focus, focus_radius, centre, radius } => {
            let [fx, fy, fr] = [focus.0, focus.1, focus_radius].map(number);
            let [cx, cy, r] = [centre.0, centre.1, radius].map(number);
            write!(svg, "<radialGradient {common} cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\" ")?;
            write!(svg, "fx=\"{fx}\" fy=\"{fy}\" fr=\"{fr}\">")?;
            "</radialGradient>"
        }
    };
    let share = |at: u16| f64::from(at) / 10_000.0;
    if let [(at, only)] = shading.stops.as_slice() {
        stops(svg, look, (only, share(*at)), (only, share(*at)))?;
    }
    for pair in shading.stops.windows(2) {
        let [(start, from), (end, to)] = pair else { continue };
        stops(svg, look, (from, share(*start)), (to, share(*end)))?;
    }
    svg.push_str(end);
    Ok(())
}
