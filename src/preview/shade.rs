//! Gradients (渐变) as the painter takes them, in the inks that they go through.

use super::inks::Spots;
use crate::ink::{Cmyk, Gradient, Ink, Towards};
use crate::issue::{self, ShadingLine};
use crate::pdf_read::{Colour, Line, Matrix, Shading};

/// The gradient of a panel with these edges: left, top, right and bottom; `matrix` takes them to the
/// sheet.
pub(super) fn panel(
    gradient: &Gradient,
    [left, top, right, bottom]: [f64; 4],
    matrix: Matrix,
    spots: &Spots,
) -> Option<Shading> {
    let (from, to) = match gradient.towards {
        Towards::Right => ((left, top), (right, top)),
        Towards::Left => ((right, top), (left, top)),
        Towards::Down => ((left, top), (left, bottom)),
        Towards::Up => ((left, bottom), (left, top)),
    };
    let stops = [(0, gradient.from.clone()), (Cmyk::SOLID, gradient.to.clone())];
    Shading::between(Line::Axis { from, to }, matrix, through(&stops, spots))
}

/// The gradient of a shape; `matrix` takes the drawing's units to the sheet.
pub(super) fn shape(shading: &issue::Shading, matrix: Matrix, spots: &Spots) -> Option<Shading> {
    let unit = |value: i64| value as f64 / f64::from(issue::Shading::UNIT);
    let point = |(x, y): (i32, i32)| (unit(i64::from(x)), unit(i64::from(y)));
    let line = match shading.line {
        ShadingLine::Straight { from, to } => Line::Axis { from: point(from), to: point(to) },
        ShadingLine::Round { focus, focus_radius, centre, radius } => {
            let circle = |middle, radius: i32| {
                let (x, y) = point(middle);
                [x, y, unit(i64::from(radius))]
            };
            Line::Circles { from: circle(focus, focus_radius), to: circle(centre, radius) }
        }
    };
    Shading::between(line, Matrix(shading.place.map(unit)).then(matrix), through(&shading.stops, spots))
}

/// The colour at a share of the way, straight from stop to stop on every plate. Two stops in one place
/// are a jump, behind which the second holds.
fn through(stops: &[(u16, Ink)], spots: &Spots) -> impl Fn(f64) -> Colour {
    let stops: Vec<(f64, Vec<f32>)> =
        stops.iter().map(|(at, ink)| (f64::from(*at) / f64::from(Cmyk::SOLID), spots.on_all(ink))).collect();
    move |at| {
        let after = stops.partition_point(|(stop, _)| *stop <= at);
        let shares = match (after.checked_sub(1).and_then(|before| stops.get(before)), stops.get(after)) {
            (Some((start, from)), Some((end, to))) => {
                let part = ((at - start) / (end - start)) as f32;
                from.iter().zip(to).map(|(from, to)| from + (to - from) * part).collect()
            }
            (Some((_, only)), None) | (None, Some((_, only))) => only.clone(),
            (None, None) => Vec::new(),
        };
        Colour::spot(shares.into_iter().enumerate().collect())
    }
}
