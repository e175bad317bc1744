//! Matrices, paths and boxes in page space: points from the sheet's lower left corner, `y` up.

/// `[a b c d e f]` of ISO 32000-1, 8.3.3: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This matrix first, then the other one.
    pub fn then(self, other: Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = other.0;
        Matrix([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    pub fn inverse(self) -> Option<Matrix> {
        let [a, b, c, d, e, f] = self.0;
        let det = a * d - b * c;
        if !det.is_finite() || det.abs() < 1e-18 {
            return None;
        }
        let [a, b, c, d] = [d / det, -b / det, -c / det, a / det];
        Some(Matrix([a, b, c, d, -(e * a + f * c), -(e * b + f * d)]))
    }

    /// The lengths that one unit along `x` and one along `y` come to.
    pub fn scales(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }

    /// The side of the square that a unit square comes to in area.
    pub fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }

    /// How far a form of unit size reaches at least across: what a pen of width 1 draws at its
    /// thinnest.
    pub fn least_scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        let half = (a * a + b * b + c * c + d * d) / 2.0;
        let det = a * d - b * c;
        (half - (half * half - det * det).max(0.0).sqrt()).max(0.0).sqrt()
    }

    pub fn is_finite(self) -> bool {
        self.0.iter().all(|number| number.is_finite() && number.abs() < 1e9)
    }
}

/// Left, bottom, right, top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

impl Bounds {
    pub const EVERYWHERE: Bounds = Bounds { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 };

    pub fn new(left: f64, bottom: f64, right: f64, top: f64) -> Bounds {
        Bounds {
            left: left.min(right),
            bottom: bottom.min(top),
            right: left.max(right),
            top: bottom.max(top),
        }
    }

    /// The box around points; `None` if there are no points.
    pub fn of(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Bounds> {
        let mut points = points.into_iter();
        let (x, y) = points.next()?;
        let mut bounds = Bounds { left: x, bottom: y, right: x, top: y };
        for (x, y) in points {
            bounds.left = bounds.left.min(x);
            bounds.right = bounds.right.max(x);
            bounds.bottom = bounds.bottom.min(y);
            bounds.top = bounds.top.max(y);
        }
        Some(bounds)
    }

    pub fn corners(self) -> [(f64, f64); 4] {
        [(self.left, self.bottom), (self.right, self.bottom), (self.right, self.top), (self.left, self.top)]
    }

    /// The box around this one after a matrix.
    pub fn after(self, matrix: Matrix) -> Bounds {
        Bounds::of(self.corners().map(|corner| matrix.apply(corner))).unwrap_or(self)
    }

    /// The intersection; if it is empty, its sides are in the wrong order.
    pub fn shared(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub fn is_empty(self) -> bool {
        self.left >= self.right || self.bottom >= self.top
    }

    pub fn width(self) -> f64 {
        self.right - self.left
    }

    pub fn height(self) -> f64 {
        self.top - self.bottom
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move((f64, f64)),
    Line((f64, f64)),
    Curve((f64, f64), (f64, f64), (f64, f64)),
    Close,
}

/// A path; every contour starts with a move.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path(pub Vec<Segment>);

impl Path {
    pub fn rectangle(bounds: Bounds, matrix: Matrix) -> Path {
        let [a, b, c, d] = bounds.corners().map(|corner| matrix.apply(corner));
        Path(vec![Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), Segment::Close])
    }

    pub fn after(&self, matrix: Matrix) -> Path {
        let place = |point| matrix.apply(point);
        Path(
            self.0
                .iter()
                .map(|segment| match *segment {
                    Segment::Move(to) => Segment::Move(place(to)),
                    Segment::Line(to) => Segment::Line(place(to)),
                    Segment::Curve(a, b, to) => Segment::Curve(place(a), place(b), place(to)),
                    Segment::Close => Segment::Close,
                })
                .collect(),
        )
    }

    /// The box around all points, control points among them.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of(self.0.iter().flat_map(|segment| {
            let points = match *segment {
                Segment::Move(to) | Segment::Line(to) => [Some(to), None, None],
                Segment::Curve(a, b, to) => [Some(a), Some(b), Some(to)],
                Segment::Close => [None; 3],
            };
            points.into_iter().flatten()
        }))
    }

    /// The path as a rectangle, if it is an upright one.
    pub fn as_rectangle(&self) -> Option<Bounds> {
        rectangle(&self.0)
    }
}

/// The upright rectangle that a contour draws.
fn rectangle(contour: &[Segment]) -> Option<Bounds> {
    let points: Vec<(f64, f64)> = contour
        .iter()
        .enumerate()
        .map(|(at, segment)| match (at, segment) {
            (0, Segment::Move(to)) => Some(Some(*to)),
            (1.., Segment::Line(to)) => Some(Some(*to)),
            (_, Segment::Close) if at + 1 == contour.len() => Some(None),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    let near = |one: f64, other: f64| (one - other).abs() < 1e-3;
    let [a, b, c, d, rest @ ..] = points.as_slice() else { return None };
    if rest.len() > 1 || rest.iter().any(|end| !near(end.0, a.0) || !near(end.1, a.1)) {
        return None;
    }
    let across = near(a.1, b.1) && near(b.0, c.0) && near(c.1, d.1) && near(d.0, a.0);
    let down = near(a.0, b.0) && near(b.1, c.1) && near(c.0, d.0) && near(d.1, a.1);
    (across || down).then(|| Bounds::new(a.0, a.1, c.0, c.1))
}
