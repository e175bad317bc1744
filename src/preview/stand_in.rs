//! What a proof shows in the place of a placed PDF: a light frame with a cross, and the file's name.

use std::path::Path;

use crate::font::{Face, Library, OutlineSink};
use crate::ink::Ink;
use crate::issue::{Drawing, FillRule, PlacedPdf, Segment, Shape, ShapePaint};

/// Units of a drawing in a point.
const UNIT: f64 = 256.0;
/// The largest type of the name, in points.
const LARGEST: f64 = 12.0;

/// Draws the stand-in of a page in its own size. The name is left out where no face has its letters.
pub(super) fn draw(pdf: &PlacedPdf, path: &Path, library: &Library) -> Drawing {
    let unit = |points: f64| (points * UNIT).round() as i32;
    let (width, height) = (pdf.width.to_pt(), pdf.height.to_pt());
    let rectangle = |left: f64, top: f64, right: f64, bottom: f64| {
        let [left, top, right, bottom] = [left, top, right, bottom].map(unit);
        vec![
            Segment::Move(left, top),
            Segment::Line(right, top),
            Segment::Line(right, bottom),
            Segment::Line(left, bottom),
            Segment::Close,
        ]
    };
    let (right, bottom) = (width - 0.5, height - 0.5);
    let mut cross = rectangle(0.5, 0.5, right, bottom);
    cross.extend([Segment::Move(unit(0.5), unit(0.5)), Segment::Line(unit(right), unit(bottom))]);
    cross.extend([Segment::Move(unit(right), unit(0.5)), Segment::Line(unit(0.5), unit(bottom))]);
    let filled = |path, share| {
        let fill = Some((ShapePaint::Ink(Ink::gray(share)), FillRule::NonZero));
        Shape { path, fill, stroke: None, clips: Default::default() }
    };
    let line = Some((Ink::gray(4_000), unit(0.5)));
    let mut shapes = vec![
        filled(rectangle(0.0, 0.0, width, height), 500),
        Shape { path: cross, fill: None, stroke: line, clips: Default::default() },
    ];
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let faces = library.iter().map(|(_, face)| face);
    let line = faces.filter_map(|face| Line::of(face, &name)).next();
    if let Some(line) = line {
        let size = LARGEST.min(width * 0.8 / line.ems).min(height / 3.0);
        let (half, middle) = (line.ems * size / 2.0, height / 2.0);
        let patch = rectangle(
            width / 2.0 - half - size / 2.0,
            middle - size,
            width / 2.0 + half + size / 2.0,
            middle + size,
        );
        shapes.push(filled(patch, 500));
        let path = line.path(size, width / 2.0 - half, middle + size * 0.35);
        shapes.push(filled(path, 7_000));
    }
    Drawing { width: unit(width), height: unit(height), shapes }
}

/// Words in one face, which has all of their letters.
struct Line<'a> {
    face: &'a Face,
    glyphs: Vec<(u16, f64)>,
    /// Its length.
    ems: f64,
}

impl<'a> Line<'a> {
    fn of(face: &'a Face, words: &str) -> Option<Line<'a>> {
        let glyphs: Vec<u16> = words.chars().map(|letter| face.glyph(letter)).collect::<Option<_>>()?;
        let em = f64::from(face.metrics().units_per_em);
        let advances = face.advances(glyphs.iter().copied());
        let glyphs: Vec<(u16, f64)> =
            glyphs.into_iter().zip(advances.into_iter().map(|advance| f64::from(advance) / em)).collect();
        let ems: f64 = glyphs.iter().map(|(_, advance)| advance).sum();
        (ems > 0.0).then_some(Line { face, glyphs, ems })
    }

    fn path(&self, size: f64, left: f64, base: f64) -> Vec<Segment> {
        let scale = size / f64::from(self.face.metrics().units_per_em);
        let mut pen = Pen { path: Vec::new(), scale, left, base, last: (0.0, 0.0) };
        for (glyph, advance) in &self.glyphs {
            self.face.outline(*glyph, &mut pen);
            pen.left += advance * size;
        }
        pen.path
    }
}

/// From font units, `y` up, to a drawing's.
struct Pen {
    path: Vec<Segment>,
    scale: f64,
    left: f64,
    base: f64,
    last: (f32, f32),
}

impl Pen {
    fn at(&mut self, x: f32, y: f32) -> (i32, i32) {
        self.last = (x, y);
        let place = |points: f64| (points * UNIT).round() as i32;
        (place(self.left + f64::from(x) * self.scale), place(self.base - f64::from(y) * self.scale))
    }
}

impl OutlineSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.push(Segment::Move(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.push(Segment::Line(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // The same curve with two control points, each two thirds of the way to the one.
        let (from_x, from_y) = self.last;
        let near = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        self.curve_to(near(from_x, x1), near(from_y, y1), near(x, x1), near(y, y1), x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.push(Segment::Curve(x1, y1, x2, y2, x, y));
    }

    fn close(&mut self) {
        self.path.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Length;

    #[test]
    fn the_name_stands_in_the_middle_and_inside() {
        let pdf = PlacedPdf {
            plates: Vec::new(),
            bytes: Vec::new().into(),
            width: Length::pt(120),
            height: Length::pt(60),
            pages: 1,
            spots: Vec::new(),
        };
        let library = Library::embedded();
        let shapes = |name: &str| draw(&pdf, Path::new(name), &library).shapes;
        for name in ["ads/书局-a.pdf", "ads/一家名字很长很长很长很长很长的公司.pdf"] {
            let shapes = shapes(name);
            assert_eq!(shapes.len(), 4, "{name}");
            let inside = |x: i32, y: i32| (0..=120 * 256).contains(&x) && (0..=60 * 256).contains(&y);
            assert!(shapes[3].path.len() > 20);
            assert!(shapes[3].path.iter().all(|segment| match *segment {
                Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve(.., x, y) => inside(x, y),
                Segment::Close => true,
            }));
        }
        assert_eq!(shapes("\u{10FFFD}.pdf").len(), 2);
    }
}
