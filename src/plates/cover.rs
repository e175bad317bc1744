//! How much of some pixels a path covers.

use tiny_skia::{
    FillRule, LineCap, LineJoin, Mask, Path as Outline, PathBuilder, Stroke, StrokeDash, Transform,
};

use crate::pdf_read::{Clip, Matrix, Path, Segment, State};

/// How much of the pixels in a box is covered, 0 to 255.
pub struct Cover {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) data: Vec<u8>,
}

impl Cover {
    /// What an outline covers of a window of pixels: left, top, right, bottom.
    pub(super) fn of(
        outline: &Outline,
        rule: FillRule,
        place: Transform,
        [left, top, right, bottom]: [usize; 4],
    ) -> Option<Cover> {
        let (width, height) = (right - left, bottom - top);
        let mut mask = Mask::new(width as u32, height as u32)?;
        mask.fill_path(outline, rule, true, place.post_translate(-(left as f32), -(top as f32)));
        Some(Cover { left, top, width, height, data: mask.take() })
    }

    /// Cuts it to a clip and to all around that; `place` is from the page to pixels. Nothing is left
    /// where a clip has no area.
    pub(super) fn clipped(self, clip: Option<&Clip>, place: Matrix) -> Option<Cover> {
        let Cover { left, top, width, height, data } = self;
        let size = tiny_skia::IntSize::from_wh(width as u32, height as u32)?;
        let mut mask = Mask::from_vec(data, size)?;
        let shift = Transform::from_translate(-(left as f32), -(top as f32));
        let mut clip = clip;
        while let Some(Clip { parent, path, even_odd, .. }) = clip {
            let outline = outline(&path.after(place))?;
            // A rectangle around the whole window cuts nothing.
            let around = path.bounds().map(|bounds| bounds.after(place));
            let is_around = path.0.len() <= 5
                && around.is_some_and(|around| {
                    around.left <= left as f64
                        && around.right >= (left + width) as f64
                        && around.bottom <= top as f64
                        && around.top >= (top + height) as f64
                });
            if !is_around {
                mask.intersect_path(&outline, fill_rule(*even_odd), true, shift);
            }
            clip = parent.as_deref();
        }
        Some(Cover { left, top, width, height, data: mask.take() })
    }

    /// The pixels that it shows, and how much of each.
    pub(super) fn pixels(&self) -> impl Iterator<Item = (usize, usize, u8)> {
        let shown = self.data.iter().enumerate().filter(|(_, shown)| **shown > 0);
        shown.map(|(at, shown)| (self.left + at % self.width, self.top + at / self.width, *shown))
    }
}

pub(super) fn fill_rule(even_odd: bool) -> FillRule {
    if even_odd { FillRule::EvenOdd } else { FillRule::Winding }
}

/// A path as the rasteriser has it; `None` for one without extent or with numbers beyond it.
pub(super) fn outline(path: &Path) -> Option<Outline> {
    let point = |(x, y): (f64, f64)| (x as f32, y as f32);
    let mut builder = PathBuilder::new();
    for segment in &path.0 {
        match *segment {
            Segment::Move(to) => {
                let (x, y) = point(to);
                builder.move_to(x, y);
            }
            Segment::Line(to) => {
                let (x, y) = point(to);
                builder.line_to(x, y);
            }
            Segment::Curve(a, b, to) => {
                let ((ax, ay), (bx, by), (x, y)) = (point(a), point(b), point(to));
                builder.cubic_to(ax, ay, bx, by, x, y);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

/// The outline of a line, in pixels. Lines are never thinner than a plate can show at this size.
pub(super) fn stroked(path: &Path, matrix: Matrix, place: Matrix, state: &State) -> Option<Outline> {
    let user = outline(path)?;
    let whole = matrix.then(place);
    let scale = whole.scale().max(1e-9);
    let Matrix([a, b, c, d, e, f]) = whole;
    let pen = Stroke {
        width: state.line_width.max(0.1 / scale) as f32,
        miter_limit: state.miter.max(1.0) as f32,
        line_cap: match state.cap {
            1 => LineCap::Round,
            2 => LineCap::Square,
            _ => LineCap::Butt,
        },
        line_join: match state.join {
            1 => LineJoin::Round,
            2 => LineJoin::Bevel,
            _ => LineJoin::Miter,
        },
        dash: StrokeDash::new(
            state.dash.0.iter().map(|length| *length as f32).collect(),
            state.dash.1 as f32,
        ),
    };
    let dashed = match &pen.dash {
        Some(dash) => Some(user.dash(dash, scale as f32)?),
        None => None,
    };
    let line = dashed.as_ref().unwrap_or(&user).stroke(&pen, scale as f32)?;
    line.transform(Transform::from_row(a as f32, b as f32, c as f32, d as f32, e as f32, f as f32))
}
