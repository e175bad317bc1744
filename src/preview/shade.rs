//! Gradients as the proof shows them: mixed in inks, step by step, and only then seen on a screen.

use tiny_skia::{
    Color, GradientStop, LinearGradient, Paint, Point, RadialGradient, Shader, SpreadMode, Transform,
};

use super::color;
use crate::ink::{Cmyk, Gradient, Ink, Towards};
use crate::issue::{Shading, ShadingLine};

/// Steps between two stops; a screen shows no more.
const STEPS: u16 = 16;

/// The paint of a panel with these edges: left, top, right and bottom.
pub(super) fn panel(gradient: &Gradient, [left, top, right, bottom]: [f64; 4]) -> Paint<'static> {
    let (from, to) = match gradient.towards {
        Towards::Right => ((left, top), (right, top)),
        Towards::Left => ((right, top), (left, top)),
        Towards::Down => ((left, top), (left, bottom)),
        Towards::Up => ((left, bottom), (left, top)),
    };
    let point = |(x, y): (f64, f64)| Point::from_xy(x as f32, y as f32);
    let ends = [(0, gradient.from.clone()), (Cmyk::SOLID, gradient.to.clone())];
    let place = Transform::identity();
    let shader = LinearGradient::new(point(from), point(to), stops(&ends), SpreadMode::Pad, place);
    with(shader, &gradient.to)
}

/// The paint of a shape, in 1/256 of the drawing's units.
pub(super) fn shape(shading: &Shading) -> Paint<'static> {
    let unit = |value: i64| (value as f64 / f64::from(Shading::UNIT)) as f32;
    let length = |value: i32| unit(i64::from(value));
    let point = |(x, y): (i32, i32)| Point::from_xy(length(x), length(y));
    let [a, b, c, d, e, f] = shading.place.map(unit);
    let place = Transform::from_row(a, b, c, d, e, f).post_scale(256.0, 256.0);
    let (stops, pad) = (stops(&shading.stops), SpreadMode::Pad);
    let shader = match shading.line {
        ShadingLine::Straight { from, to } => LinearGradient::new(point(from), point(to), stops, pad, place),
        ShadingLine::Round { focus, focus_radius, centre, radius } => RadialGradient::new(
            point(focus),
            length(focus_radius),
            point(centre),
            length(radius),
            stops,
            pad,
            place,
        ),
    };
    with(shader, &shading.stops.last().map_or(Ink::PAPER, |(_, ink)| ink.clone()))
}

/// A gradient without length is the ink of its end.
fn with(shader: Option<Shader<'static>>, end: &Ink) -> Paint<'static> {
    let shader = shader.unwrap_or_else(|| Shader::SolidColor(colour(end.process())));
    Paint { shader, anti_alias: true, ..Paint::default() }
}

fn stops(given: &[(u16, Ink)]) -> Vec<GradientStop> {
    let mut stops = Vec::new();
    for pair in given.windows(2) {
        let [(start, from), (end, to)] = pair else { continue };
        let (from, to) = (from.process(), to.process());
        for step in 0..=STEPS {
            let between = |from: u16, to: u16| {
                let (from, to, step, steps) =
                    (u32::from(from), u32::from(to), u32::from(step), u32::from(STEPS));
                ((from * (steps - step) + to * step) / steps) as u16
            };
            let ink = Cmyk {
                c: between(from.c, to.c),
                m: between(from.m, to.m),
                y: between(from.y, to.y),
                k: between(from.k, to.k),
            };
            let at = f32::from(between(*start, *end)) / f32::from(Cmyk::SOLID);
            stops.push(GradientStop::new(at, colour(ink)));
        }
    }
    stops
}

fn colour(ink: Cmyk) -> Color {
    let [red, green, blue] = color::screen(ink);
    Color::from_rgba8(red, green, blue, 255)
}
