//! Drawings: filled and stroked outlines in whole units, their colours in inks.

use std::sync::Arc;

use crate::ink::Ink;

/// Shapes in whole 1/256 of an SVG user unit; the origin is the top left corner and y grows down.
#[derive(Clone, Debug, Default, Hash)]
pub struct Drawing {
    /// The right edge of the view box.
    pub width: i32,
    /// The bottom edge of the view box.
    pub height: i32,
    /// What to paint, back to front.
    pub shapes: Vec<Shape>,
}

/// One filled or stroked outline.
#[derive(Clone, Debug, Hash)]
pub struct Shape {
    /// The outline.
    pub path: Vec<Segment>,
    /// The inside, if it is painted, and whether the even-odd rule says what is inside.
    pub fill: Option<(ShapePaint, FillRule)>,
    /// The line, if it is painted, and its width in the drawing's units.
    pub stroke: Option<(Ink, i32)>,
    /// Outlines outside which nothing of it shows; it is cut to all of them.
    pub clips: Clips,
}

/// Outlines that shapes are cut to, shared by all shapes under them.
pub type Clips = Arc<[(Vec<Segment>, FillRule)]>;

impl Shape {
    /// Every ink that it is painted in.
    pub fn inks(&self) -> impl Iterator<Item = &Ink> {
        let (plain, stops) = match &self.fill {
            Some((ShapePaint::Ink(ink), _)) => (Some(ink), [].as_slice()),
            Some((ShapePaint::Shading(shading), _)) => (None, shading.stops.as_slice()),
            None => (None, [].as_slice()),
        };
        let stops = stops.iter().map(|(_, ink)| ink);
        plain.into_iter().chain(stops).chain(self.stroke.iter().map(|(ink, _)| ink))
    }
}

/// What a shape is filled with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ShapePaint {
    /// One ink.
    Ink(Ink),
    /// A gradient.
    Shading(Shading),
}

/// A gradient of a drawing. Lengths are in 1/65 536 of its own unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shading {
    /// Along what it goes.
    pub line: ShadingLine,
    /// From its own space to the drawing's units: `a b c d e f` as PDF has them, in 1/65 536.
    pub place: [i64; 6],
    /// Inks and where they stand on the line, from 0 to 10 000; in order, at least one.
    pub stops: Vec<(u16, Ink)>,
}

impl Shading {
    /// One unit of its own space.
    pub const UNIT: i32 = 65_536;
}

/// Along what a gradient goes; beyond its ends the inks of the ends go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShadingLine {
    /// From point to point.
    Straight {
        /// Where it begins.
        from: (i32, i32),
        /// Where it ends.
        to: (i32, i32),
    },
    /// From one circle to another.
    Round {
        /// The centre of the circle where it begins.
        focus: (i32, i32),
        /// Its radius.
        focus_radius: i32,
        /// The centre of the circle where it ends.
        centre: (i32, i32),
        /// Its radius.
        radius: i32,
    },
}

/// Which parts of a path that crosses itself are inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FillRule {
    /// Where the path winds around.
    NonZero,
    /// Where an odd number of edges is crossed.
    EvenOdd,
}

/// A step of an outline, in the drawing's units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Starts a contour.
    Move(i32, i32),
    /// A straight line.
    Line(i32, i32),
    /// A cubic curve with its two control points and its end.
    Curve(i32, i32, i32, i32, i32, i32),
    /// Closes the contour.
    Close,
}
