//! Draws the display list into one band of the sheet.

use std::borrow::Cow;

use tiny_skia::{
    Color, FillRule, Mask, Paint, Path, PathBuilder, Pixmap, PixmapPaint, Rect, Stroke, Transform,
};

use super::glyphs::{Outlines, glyphs};
use super::picture::{SheetPicture, SheetPictures};
use super::{Scale, color, shade};
use crate::ink::Ink;
use crate::issue::{self, Drawing, Segment, ShapePaint};
use crate::page::{ItemKind, Page, TextRun};
use crate::text::VERTICAL_ORIGIN;

/// A strip of the sheet over its whole width.
pub(super) struct Band {
    pixels: Pixmap,
    top: u32,
    scale: Scale,
}

impl Band {
    /// Blank paper; `None` if it has no pixels or more than can be counted.
    pub(super) fn new(width: u32, top: u32, height: u32, scale: Scale) -> Option<Band> {
        let mut pixels = Pixmap::new(width, height)?;
        pixels.fill(Color::WHITE);
        Some(Band { pixels, top, scale })
    }

    /// Draws all items that touch the band, back to front.
    pub(super) fn draw(&mut self, page: &Page, outlines: &Outlines, prepared: &SheetPictures<'_>) {
        for (at, item) in page.items.iter().enumerate() {
            match &item.kind {
                ItemKind::Text(run) => self.text(page, run, outlines),
                ItemKind::Fill { rect, ink } => {
                    let edges = self.scale.rect(rect);
                    self.rectangles(&[edges], ink);
                }
                ItemKind::Shade { rect, gradient } => {
                    let edges = self.scale.rect(rect);
                    let [left, top, right, bottom] = edges;
                    let down = f64::from(self.top);
                    let paint = shade::panel(gradient, [left, top - down, right, bottom - down]);
                    if let Some(path) = self.local(edges).map(PathBuilder::from_rect) {
                        self.pixels.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
                    }
                }
                ItemKind::Frame { rect, width, ink } => {
                    let outer = self.scale.rect(rect);
                    let inner = self.scale.rect(&rect.inset(*width));
                    self.rectangles(&[outer, inner], ink);
                }
                ItemKind::Picture { window, whole, .. } => {
                    let window = self.scale.rect(window);
                    match prepared.get(at) {
                        Some(SheetPicture::Pixels { left, top, pixels }) => {
                            self.pixels(pixels, *left, *top, window);
                        }
                        Some(SheetPicture::Shapes(drawing)) => {
                            self.drawing(drawing, self.scale.rect(whole), window);
                        }
                        None => {}
                    }
                }
            }
        }
    }

    /// The band's pixels without their (always solid) alpha.
    pub(super) fn into_rgb(self) -> Vec<u8> {
        self.pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    }

    /// Whether rows from `top` to `bottom` of the sheet touch the band.
    fn touches(&self, top: f64, bottom: f64) -> bool {
        let start = f64::from(self.top);
        bottom >= start && top <= start + f64::from(self.pixels.height())
    }

    /// The part of a rectangle that this band may show, in the band's own pixels. What lies far
    /// outside is cut, so that no size on the page can be too large for the rasteriser.
    fn local(&self, [left, top, right, bottom]: [f64; 4]) -> Option<Rect> {
        let (width, height) = (f64::from(self.pixels.width()), f64::from(self.pixels.height()));
        let down = f64::from(self.top);
        Rect::from_ltrb(
            left.max(-2.0) as f32,
            (top - down).max(-2.0) as f32,
            right.min(width + 2.0) as f32,
            (bottom - down).min(height + 2.0) as f32,
        )
    }

    /// Fills a rectangle, or what lies between an outer and an inner one.
    fn rectangles(&mut self, edges: &[[f64; 4]], ink: &Ink) {
        let Some(outer) = edges.first().filter(|edges| self.touches(edges[1], edges[3])) else { return };
        let mut builder = PathBuilder::new();
        match self.local(*outer) {
            Some(rect) => builder.push_rect(rect),
            None => return,
        }
        if let Some(rect) = edges.get(1).and_then(|inner| self.local(*inner)) {
            builder.push_rect(rect);
        }
        if let Some(path) = builder.finish() {
            self.fill(&path, FillRule::EvenOdd, ink, Transform::identity(), None);
        }
    }

    fn fill(&mut self, path: &Path, rule: FillRule, ink: &Ink, place: Transform, mask: Option<&Mask>) {
        self.pixels.fill_path(path, &paint(ink), rule, place, mask);
    }

    fn text(&mut self, page: &Page, run: &TextRun, outlines: &Outlines) {
        let size = self.scale.length(run.size);
        let (x, y) = (self.scale.length(run.origin.x), self.scale.length(run.origin.y));
        if !run.vertical && !self.touches(y - 3.0 * size, y + 3.0 * size) {
            return;
        }
        let paint = paint(&run.ink);
        for glyph in glyphs(page, run) {
            let Some(outline) = outlines.get(run.face, glyph.id) else { continue };
            let unit = size * f64::from(outline.unit);
            let wide = unit * f64::from(run.condense) / 1000.0;
            let (along, across) = (self.scale.length(glyph.along), self.scale.length(glyph.across));
            // The glyph's horizontal origin, where the outline has its zero.
            let (x, y) = if run.turned {
                (x + across, y + along)
            } else if run.vertical {
                // Places are given against one origin, whatever the font itself has.
                let head = f64::from(VERTICAL_ORIGIN) / 1000.0 * size;
                (x + across - f64::from(outline.middle) * wide, y + along + head)
            } else {
                (x + along, y - across)
            };
            let bounds = outline.path.bounds();
            if run.turned {
                let (top, bottom) =
                    (y + f64::from(bounds.left()) * unit, y + f64::from(bounds.right()) * unit);
                if self.touches(top, bottom) {
                    // To the right what was up, down what was to the right.
                    let down = (y - f64::from(self.top)) as f32;
                    let place = Transform::from_row(0.0, unit as f32, wide as f32, 0.0, x as f32, down);
                    self.pixels.fill_path(&outline.path, &paint, FillRule::Winding, place, None);
                }
                continue;
            }
            let (top, bottom) = (y - f64::from(bounds.bottom()) * unit, y - f64::from(bounds.top()) * unit);
            if !self.touches(top, bottom) {
                continue;
            }
            let place = Transform::from_row(
                wide as f32,
                0.0,
                0.0,
                -unit as f32,
                x as f32,
                (y - f64::from(self.top)) as f32,
            );
            self.pixels.fill_path(&outline.path, &paint, FillRule::Winding, place, None);
        }
    }

    /// Lays pixels, which match those of the sheet, into a window with soft edges.
    fn pixels(&mut self, picture: &Pixmap, left: u32, top: u32, window: [f64; 4]) {
        if !self.touches(window[1], window[3]) {
            return;
        }
        let mask = self.window(window);
        let down = i64::from(top) - i64::from(self.top);
        // Both are offsets within a sheet of at most LARGEST pixels.
        self.pixels.draw_pixmap(
            left as i32,
            down as i32,
            picture.as_ref(),
            &PixmapPaint::default(),
            Transform::identity(),
            mask.as_ref(),
        );
    }

    /// A mask that lets a window show; `None` when nothing of it lies in the band.
    fn window(&self, window: [f64; 4]) -> Option<Mask> {
        let rect = self.local(window)?;
        let mut mask = Mask::new(self.pixels.width(), self.pixels.height())?;
        mask.fill_path(&PathBuilder::from_rect(rect), FillRule::Winding, true, Transform::identity());
        Some(mask)
    }

    fn drawing(&mut self, drawing: &Drawing, whole: [f64; 4], window: [f64; 4]) {
        if !self.touches(window[1], window[3]) || drawing.width <= 0 || drawing.height <= 0 {
            return;
        }
        let Some(mask) = self.window(window) else { return };
        let wide = (whole[2] - whole[0]) / f64::from(drawing.width);
        let high = (whole[3] - whole[1]) / f64::from(drawing.height);
        let place = Transform::from_row(
            wide as f32,
            0.0,
            0.0,
            high as f32,
            whole[0] as f32,
            (whole[1] - f64::from(self.top)) as f32,
        );
        for shape in &drawing.shapes {
            let Some(path) = path(&shape.path) else { continue };
            let mut mask = Cow::Borrowed(&mask);
            for (outline, rule) in shape.clips.iter() {
                match self::path(outline) {
                    Some(outline) => {
                        mask.to_mut().intersect_path(&outline, fill_rule(*rule), true, place);
                    }
                    None => mask.to_mut().clear(),
                }
            }
            if let Some((fill, rule)) = &shape.fill {
                let paint = match fill {
                    ShapePaint::Ink(ink) => paint(ink),
                    ShapePaint::Shading(shading) => shade::shape(shading),
                };
                self.pixels.fill_path(&path, &paint, fill_rule(*rule), place, Some(&mask));
            }
            if let Some((ink, width)) = &shape.stroke {
                let stroke = Stroke { width: *width as f32, ..Stroke::default() };
                self.pixels.stroke_path(&path, &paint(ink), &stroke, place, Some(&mask));
            }
        }
    }
}

fn fill_rule(rule: issue::FillRule) -> FillRule {
    match rule {
        issue::FillRule::NonZero => FillRule::Winding,
        issue::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

fn paint(ink: &Ink) -> Paint<'static> {
    let [red, green, blue] = color::screen(ink.process());
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint.anti_alias = true;
    paint
}

fn path(segments: &[Segment]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => builder.move_to(x as f32, y as f32),
            Segment::Line(x, y) => builder.line_to(x as f32, y as f32),
            Segment::Curve(x1, y1, x2, y2, x, y) => {
                builder.cubic_to(x1 as f32, y1 as f32, x2 as f32, y2 as f32, x as f32, y as f32);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}
