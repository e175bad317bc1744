//! Gradients (渐变) as shadings: axial and radial, in process inks, in a spot colour, or from one to
//! the other.

use lopdf::{Dictionary, Document, Object};

use super::bytes;
use super::colour::{Plate, Spots, ends, unit};
use crate::ink::{Cmyk, Gradient, Ink, Towards};
use crate::issue::{Shading, ShadingLine};

/// A gradient in a space of its own: the unit square for panels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shade {
    line: ShadingLine,
    stops: Vec<(u16, Ink)>,
}

impl Shade {
    /// The gradient of a panel, over the unit square with `y` up.
    pub(super) fn of_panel(gradient: &Gradient) -> Shade {
        const FULL: i32 = Shading::UNIT;
        let (from, to) = match gradient.towards {
            Towards::Right => ((0, 0), (FULL, 0)),
            Towards::Left => ((FULL, 0), (0, 0)),
            Towards::Up => ((0, 0), (0, FULL)),
            Towards::Down => ((0, FULL), (0, 0)),
        };
        let stops = vec![(0, gradient.from.clone()), (Cmyk::SOLID, gradient.to.clone())];
        Shade { line: ShadingLine::Straight { from, to }, stops }
    }

    /// The gradient of a shape, in the gradient's own space.
    pub(super) fn of_shape(shading: &Shading) -> Shade {
        Shade { line: shading.line, stops: shading.stops.clone() }
    }

    /// The plates on which it prints: those of all its inks; bare paper is on all of them.
    fn plates(&self, spots: &Spots<'_>) -> Vec<Plate> {
        let inks = self.stops.iter().map(|(_, ink)| ink);
        let mut plates: Vec<Plate> =
            inks.filter(|ink| **ink != Ink::PAPER).flat_map(|ink| spots.plates_of(ink)).collect();
        plates.sort_unstable();
        plates.dedup();
        if plates.is_empty() { (0..4).map(Plate::Process).collect() } else { plates }
    }

    /// The shading dictionary (ISO 32000-1, 8.7.4.5).
    pub(super) fn dictionary(&self, spots: &Spots<'_>, document: &mut Document) -> Dictionary {
        let plates = self.plates(spots);
        let (kind, coords) = match self.line {
            ShadingLine::Straight { from, to } => (2, vec![from.0, from.1, to.0, to.1]),
            ShadingLine::Round { focus, focus_radius, centre, radius } => {
                (3, vec![focus.0, focus.1, focus_radius, centre.0, centre.1, radius])
            }
        };
        let real = |value: i32| Object::Real(value as f32 / Shading::UNIT as f32);
        let coords: Vec<Object> = coords.into_iter().map(real).collect();
        let stops: Vec<(u16, Vec<u16>)> =
            self.stops.iter().map(|(at, ink)| (*at, spots.on(ink, &plates))).collect();
        Dictionary::from_iter([
            ("ShadingType", Object::Integer(kind)),
            ("ColorSpace", spots.space(&plates, document)),
            ("Coords", coords.into()),
            ("Function", function(&stops).into()),
            ("Extend", vec![Object::Boolean(true); 2].into()),
        ])
    }
}

/// The stops with jumps at the ends moved inside by a hair, so that what lies beyond an end is in the
/// colour of its outermost stop.
fn inside(stops: &[(u16, Vec<u16>)]) -> Vec<(u16, &Vec<u16>)> {
    let last = stops.len().saturating_sub(1);
    let moved = stops.iter().enumerate().map(|(nth, (at, shares))| {
        let at = match *at {
            0 if nth > 0 => 1,
            Cmyk::SOLID if nth < last => Cmyk::SOLID - 1,
            at => at,
        };
        (at, shares)
    });
    moved.collect()
}

/// A function from 0 to 1 through the shares at the stops: straight between two (Type 2), stitched
/// where there are more (Type 3).
fn function(stops: &[(u16, Vec<u16>)]) -> Dictionary {
    let mut parts: Vec<(u16, Dictionary)> = Vec::new();
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return Dictionary::new() };
    let mut before = (0, &first.1);
    for (at, shares) in inside(stops).into_iter().chain([(Cmyk::SOLID, &last.1)]) {
        // Two stops at one place are a jump, which needs no function of its own.
        if at > before.0 {
            parts.push((at, straight(before.1, shares)));
        }
        before = (at, shares);
    }
    if parts.len() == 1 {
        return parts.swap_remove(0).1;
    }
    let bounds =
        parts.iter().rev().skip(1).rev().map(|(end, _)| Object::Real(unit(*end))).collect::<Vec<_>>();
    let encode = ends(parts.len());
    let functions: Vec<Object> = parts.into_iter().map(|(_, part)| part.into()).collect();
    Dictionary::from_iter([
        ("FunctionType", Object::Integer(3)),
        ("Domain", vec![Object::Integer(0), Object::Integer(1)].into()),
        ("Functions", functions.into()),
        ("Bounds", bounds.into()),
        ("Encode", encode.into()),
    ])
}

fn straight(from: &[u16], to: &[u16]) -> Dictionary {
    let shares = |shares: &[u16]| -> Object {
        shares.iter().map(|share| Object::Real(unit(*share))).collect::<Vec<_>>().into()
    };
    Dictionary::from_iter([
        ("FunctionType", Object::Integer(2)),
        ("Domain", vec![Object::Integer(0), Object::Integer(1)].into()),
        ("C0", shares(from)),
        ("C1", shares(to)),
        ("N", Object::Integer(1)),
    ])
}

/// Appends the operators that paint a gradient over the clip, through `matrix` from its own space.
pub(super) fn paint(out: &mut Vec<u8>, name: &str, matrix: &[i64; 6]) {
    for value in matrix {
        // 1/65 536 to six decimals.
        bytes::decimal(out, (value * 1_000_000 + 32_768).div_euclid(65_536), 6);
        out.push(b' ');
    }
    out.extend_from_slice(b"cm /");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b" sh\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colours at the ends of a function's parts, and where they meet.
    fn drawn(stops: &[(u16, u16)]) -> (Vec<[f32; 2]>, Vec<f32>) {
        let stops: Vec<(u16, Vec<u16>)> = stops.iter().map(|(at, share)| (*at, vec![*share])).collect();
        let function = function(&stops);
        let reals = |own: &Dictionary, key: &[u8]| -> Vec<f32> {
            let list = own.get(key).and_then(Object::as_array).expect("a list");
            list.iter().map(|number| number.as_float().expect("a number")).collect()
        };
        let ends = |own: &Dictionary| [reals(own, b"C0")[0], reals(own, b"C1")[0]];
        match function.get(b"Functions").and_then(Object::as_array) {
            Err(_) => (vec![ends(&function)], Vec::new()),
            Ok(parts) => {
                let parts = parts.iter().map(|part| ends(part.as_dict().expect("a function")));
                (parts.collect(), reals(&function, b"Bounds"))
            }
        }
    }

    #[test]
    fn stops_at_the_ends_keep_their_colours() {
        assert_eq!(drawn(&[(0, 0), (10_000, 10_000)]), (vec![[0.0, 1.0]], vec![]));
        // From 2 500 on; before it the first colour.
        let (parts, bounds) = drawn(&[(2_500, 2_000), (10_000, 10_000)]);
        assert_eq!((parts, bounds), (vec![[0.2, 0.2], [0.2, 1.0]], vec![0.25]));
        // A jump at the end: what goes on beyond it is the last colour.
        let (parts, bounds) = drawn(&[(0, 0), (10_000, 0), (10_000, 10_000)]);
        assert_eq!((parts, bounds), (vec![[0.0, 0.0], [0.0, 1.0]], vec![0.9999]));
        // A jump at the start.
        let (parts, _) = drawn(&[(0, 10_000), (0, 0), (10_000, 0)]);
        assert_eq!(parts, [[1.0, 0.0], [0.0, 0.0]]);
        // A jump in the middle stays where it is.
        let (parts, bounds) = drawn(&[(0, 0), (5_000, 2_000), (5_000, 6_000), (10_000, 6_000)]);
        assert_eq!((parts, bounds), (vec![[0.0, 0.2], [0.6, 0.6]], vec![0.5]));
    }
}
