//! Gradients: shadings by function, along an axis and between circles (ISO 32000-1, 8.7.4.5).
//!
//! A shading is parsed into its geometry and its functions; [`Shading::colour`] answers for a point of the page
//! which colour stands there, or none outside its ends. Meshes (types 4 to 7) are refused with a reason.

use std::borrow::Cow;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::colour::{Colour, Kind, Space, Spaces, components};
use super::function::Function;
use super::geometry::{Bounds, Matrix};
use super::objects::{as_dictionary, entry, numbers};
use crate::message::{Message, msg};

/// Steps of a gradient's colours: more than 8 bits of ink can tell apart.
const STEPS: usize = 512;

#[derive(Debug)]
pub struct Shading {
    pub kind: Kind,
    geometry: Geometry,
    space: Rc<Space>,
    /// The colours along the gradient.
    steps: Vec<Colour>,
    /// From the page to the shading's space.
    inverse: Matrix,
    /// Where it may paint, in its own space.
    limit: Option<Bounds>,
    pub background: Option<Colour>,
}

#[derive(Debug)]
enum Geometry {
    Plane { domain: [f64; 4], inverse: Matrix, function: Function },
    Axis { from: (f64, f64), to: (f64, f64), extend: [bool; 2] },
    Circles { from: [f64; 3], to: [f64; 3], extend: [bool; 2] },
}

/// What a gradient that is made here goes along; it goes on beyond both ends.
#[derive(Clone, Copy, Debug)]
pub enum Line {
    Axis {
        from: (f64, f64),
        to: (f64, f64),
    },
    /// Circles: middle and radius of each.
    Circles {
        from: [f64; 3],
        to: [f64; 3],
    },
}

impl Shading {
    /// A gradient of ours: `colour` gives the colour at a share of the way; `matrix` takes its space to
    /// the page. `None` for a matrix that leaves no area.
    pub fn between(line: Line, matrix: Matrix, colour: impl Fn(f64) -> Colour) -> Option<Shading> {
        let extend = [true; 2];
        let geometry = match line {
            Line::Axis { from, to } => Geometry::Axis { from, to, extend },
            Line::Circles { from, to } => Geometry::Circles { from, to, extend },
        };
        let steps: Vec<Colour> = (0..=STEPS).map(|step| colour(step as f64 / STEPS as f64)).collect();
        let (inverse, kind) = (matrix.inverse()?, steps.first()?.kind);
        // The space of one by function alone is asked for colours.
        let space = Rc::new(Space::None);
        Some(Shading { kind, geometry, space, steps, inverse, limit: None, background: None })
    }

    /// Reads a shading; `matrix` takes its space to the page.
    ///
    /// # Errors
    /// Why it cannot be painted.
    pub fn parse(
        spaces: &Spaces<'_>,
        object: &Object,
        resources: Option<&Dictionary>,
        matrix: Matrix,
    ) -> Result<Shading, Message> {
        let broken = || msg!("has a shading that cannot be read");
        let document = spaces.document;
        let dictionary = as_dictionary(object).ok_or_else(broken)?;
        let get = |key: &str| entry(document, dictionary, key);
        let list = |key: &str| numbers(document, get(key));
        let space = get("ColorSpace").and_then(|space| spaces.parse(space, resources)).ok_or_else(broken)?;
        let kind = get("ShadingType").and_then(|kind| kind.as_i64().ok()).ok_or_else(broken)?;
        let function = get("Function").and_then(|function| Function::parse(document, function));
        let inverse = matrix.inverse().ok_or_else(broken)?;
        let limit = list("BBox").and_then(|limit| <[f64; 4]>::try_from(limit).ok());
        let limit = limit.map(|[a, b, c, d]| Bounds::new(a, b, c, d));
        let background = list("Background")
            .map(|parts| space.colour(&parts.into_iter().map(|part| part as f32).collect::<Vec<f32>>()));
        let flags = get("Extend").and_then(|extend| extend.as_array().ok()).map_or([false; 2], |extend| {
            [0, 1].map(|at: usize| extend.get(at).is_some_and(|flag| flag.as_bool().unwrap_or(false)))
        });
        let coordinates = list("Coords").unwrap_or_default();
        let geometry = match (kind, coordinates.as_slice()) {
            (1, _) => {
                let domain = list("Domain").and_then(|domain| domain.try_into().ok());
                let own = list("Matrix").and_then(|own| own.try_into().ok()).map_or(Matrix::IDENTITY, Matrix);
                Geometry::Plane {
                    domain: domain.unwrap_or([0.0, 1.0, 0.0, 1.0]),
                    inverse: own.inverse().ok_or_else(broken)?,
                    function: function.ok_or_else(broken)?,
                }
            }
            (2, [a, b, c, d]) => Geometry::Axis { from: (*a, *b), to: (*c, *d), extend: flags },
            (3, [a, b, r, c, d, s]) => {
                Geometry::Circles { from: [*a, *b, *r], to: [*c, *d, *s], extend: flags }
            }
            (4..=7, _) => return Err(msg!("has a shading of a mesh, which is not looked into")),
            _ => return Err(broken()),
        };
        let mut steps = Vec::new();
        if !matches!(geometry, Geometry::Plane { .. }) {
            let function = get("Function").and_then(|function| Function::parse(document, function));
            let function = function.ok_or_else(broken)?;
            let domain = list("Domain").unwrap_or_default();
            let [low, high] = domain.try_into().unwrap_or([0.0, 1.0]);
            for step in 0..=STEPS {
                let at = low + (high - low) * step as f64 / STEPS as f64;
                steps.push(space.colour(&components(&function, &[at])));
            }
        }
        Ok(Shading { kind: space.kind(), geometry, space, steps, inverse, limit, background })
    }

    /// The colour at a place of the page; none where the shading does not paint.
    pub fn colour(&self, place: (f64, f64)) -> Option<Cow<'_, Colour>> {
        let (x, y) = self.inverse.apply(place);
        if self
            .limit
            .is_some_and(|limit| x < limit.left || x > limit.right || y < limit.bottom || y > limit.top)
        {
            return None;
        }
        let share = match &self.geometry {
            Geometry::Plane { domain: [x0, x1, y0, y1], inverse, function } => {
                let (x, y) = inverse.apply((x, y));
                let within = (*x0..=*x1).contains(&x) && (*y0..=*y1).contains(&y);
                let colour = || Cow::Owned(self.space.colour(&components(function, &[x, y])));
                return within.then(colour);
            }
            Geometry::Axis { from, to, extend } => {
                let (dx, dy) = (to.0 - from.0, to.1 - from.1);
                let length = dx * dx + dy * dy;
                if length < 1e-12 {
                    return None;
                }
                limited(((x - from.0) * dx + (y - from.1) * dy) / length, *extend)?
            }
            Geometry::Circles { from, to, extend } => between_circles((x, y), *from, *to, *extend)?,
        };
        self.steps.get((share * STEPS as f64).round() as usize).map(Cow::Borrowed)
    }

    /// The colours that it goes through; empty for one by function.
    pub fn colours(&self) -> &[Colour] {
        &self.steps
    }
}

fn limited(share: f64, extend: [bool; 2]) -> Option<f64> {
    match share {
        share if share < 0.0 => extend[0].then_some(0.0),
        share if share > 1.0 => extend[1].then_some(1.0),
        share if share.is_finite() => Some(share),
        _ => None,
    }
}

/// The greatest share at which the circle between the two goes through the place.
fn between_circles(
    (x, y): (f64, f64),
    [x0, y0, r0]: [f64; 3],
    [x1, y1, r1]: [f64; 3],
    extend: [bool; 2],
) -> Option<f64> {
    let (dx, dy, dr) = (x1 - x0, y1 - y0, r1 - r0);
    let (px, py) = (x - x0, y - y0);
    let a = dx * dx + dy * dy - dr * dr;
    let b = px * dx + py * dy + r0 * dr;
    let c = px * px + py * py - r0 * r0;
    let roots = if a.abs() < 1e-12 {
        [c / (2.0 * b), f64::NAN]
    } else {
        let root = (b * b - a * c).sqrt();
        let (one, other) = ((b + root) / a, (b - root) / a);
        [one.max(other), one.min(other)]
    };
    roots
        .into_iter()
        .filter(|root| root.is_finite() && r0 + root * dr >= 0.0)
        .find_map(|root| limited(root, extend))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_within_each_other() {
        let at = |place, extend| between_circles(place, [0.0, 0.0, 0.0], [0.0, 0.0, 10.0], extend);
        assert_eq!(at((5.0, 0.0), [false; 2]), Some(0.5));
        assert_eq!(at((0.0, 20.0), [false; 2]), None);
        assert_eq!(at((0.0, 20.0), [false, true]), Some(1.0));
    }

    #[test]
    fn an_axis_ends_where_it_ends() {
        assert_eq!(limited(-0.5, [false, true]), None);
        assert_eq!(limited(-0.5, [true, false]), Some(0.0));
        assert_eq!(limited(f64::NAN, [true; 2]), None);
    }
}
