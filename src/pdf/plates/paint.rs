//! Paints what content shows onto plates, one small mask at a time.

use tiny_skia::{FillRule, LineCap, LineJoin, Mask, PathBuilder, Stroke, StrokeDash, Transform};

use super::Plates;
use crate::pdf_read::{
    Blend, Bounds, Clip, Colour, Drawn, Fault, Glyph, Image, Kind, Matrix, PROCESS, Paint, Path, Segment,
    Shading, Sink, State, Style, Tones,
};

/// Samples along one side of a pixel that a picture with more of them gives.
const MOST_SAMPLES: usize = 8;

pub(super) struct Painter<'a> {
    pub(super) plates: &'a mut Plates,
    /// From the page to pixels.
    place: Matrix,
    /// Soft masks within each other whose content is being told.
    masks: usize,
}

/// How much of some pixels is covered, 0 to 255.
pub(super) struct Cover {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) data: Vec<u8>,
}

impl Cover {
    /// The pixels that it shows, and how much of each.
    pub(super) fn pixels(&self) -> impl Iterator<Item = (usize, usize, u8)> {
        let shown = self.data.iter().enumerate().filter(|(_, shown)| **shown > 0);
        shown.map(|(at, shown)| (self.left + at % self.width, self.top + at / self.width, *shown))
    }

    /// One pixel.
    fn one(x: usize, y: usize, shown: u8) -> Cover {
        Cover { left: x, top: y, width: 1, height: 1, data: vec![shown] }
    }
}

/// What the plates do with a colour.
pub(super) struct Laying {
    pub(super) overprint: bool,
    mode: i64,
    alpha: f64,
    blend: Blend,
}

impl Laying {
    fn fill(state: &State) -> Laying {
        Laying {
            overprint: state.overprint_fill,
            mode: state.overprint_mode,
            alpha: state.alpha_fill,
            blend: state.blend,
        }
    }

    fn stroke(state: &State) -> Laying {
        Laying { overprint: state.overprint_stroke, alpha: state.alpha_stroke, ..Laying::fill(state) }
    }
}

impl<'a> Painter<'a> {
    pub(super) fn new(plates: &'a mut Plates) -> Painter<'a> {
        let (scale, sheet) = (plates.scale, plates.sheet);
        let place = Matrix([scale, 0.0, 0.0, -scale, -sheet.left * scale, sheet.top * scale]);
        Painter { plates, place, masks: 0 }
    }

    /// The pixels that a box on the page touches, within the page and a clip.
    fn window(&self, bounds: Bounds, state: &State) -> Option<[usize; 4]> {
        let shown = bounds.shared(state.visible());
        if shown.left > shown.right || shown.bottom > shown.top {
            return None;
        }
        let shown = shown.after(self.place);
        let low = |value: f64| value.floor().max(0.0) as usize;
        let high = |value: f64, most: usize| value.ceil().clamp(0.0, most as f64) as usize;
        let window = [
            low(shown.left),
            low(shown.bottom),
            high(shown.right, self.plates.width),
            high(shown.top, self.plates.height),
        ];
        (window[0] < window[2] && window[1] < window[3]).then_some(window)
    }

    /// The cover of a path in pixels, cut to the clip.
    fn cover(
        &self,
        path: &tiny_skia::Path,
        rule: FillRule,
        window: [usize; 4],
        state: &State,
    ) -> Option<Cover> {
        let [left, top, right, bottom] = window;
        let (width, height) = (right - left, bottom - top);
        let mut mask = Mask::new(width as u32, height as u32)?;
        let shift = Transform::from_translate(-(left as f32), -(top as f32));
        mask.fill_path(path, rule, true, shift);
        let mut clip = state.clip.as_deref();
        while let Some(Clip { parent, path, even_odd, .. }) = clip {
            if let Some(outline) = outline(&path.after(self.place)) {
                let rule = if *even_odd { FillRule::EvenOdd } else { FillRule::Winding };
                // A rectangle around the whole window cuts nothing.
                let around = path.bounds().map(|bounds| bounds.after(self.place));
                let is_around = path.0.len() <= 5
                    && around.is_some_and(|around| {
                        around.left <= left as f64
                            && around.right >= right as f64
                            && around.bottom <= top as f64
                            && around.top >= bottom as f64
                    });
                if !is_around {
                    mask.intersect_path(&outline, rule, true, shift);
                }
            } else {
                return None;
            }
            clip = parent.as_deref();
        }
        Some(Cover { left, top, width, height, data: mask.data().to_vec() })
    }

    fn plate(&mut self, at: usize) {
        let size = self.plates.width * self.plates.height;
        while self.plates.plates.len() <= at {
            self.plates.plates.push(vec![0; size]);
        }
    }

    /// Lays one colour where a cover shows.
    fn lay(&mut self, cover: &Cover, colour: &Colour, laying: &Laying) {
        if colour.kind == Kind::None {
            return;
        }
        if let Some(last) = colour.inks.iter().map(|(plate, _)| *plate).max() {
            self.plate(last);
        }
        self.watch_white(cover, colour, laying);
        for plate in 0..self.plates.plates.len() {
            let Some(share) = share_on(colour, plate, laying) else { continue };
            let ink = share * 255.0;
            for row in 0..cover.height {
                let start = (cover.top + row) * self.plates.width + cover.left;
                let pixels = &mut self.plates.plates[plate][start..start + cover.width];
                let shown = &cover.data[row * cover.width..(row + 1) * cover.width];
                for (pixel, shown) in pixels.iter_mut().zip(shown).filter(|(_, shown)| **shown > 0) {
                    let part = f64::from(*shown) / 255.0 * laying.alpha;
                    *pixel = over(*pixel, ink, part, laying.blend);
                }
            }
        }
    }

    fn draw(
        &mut self,
        path: &tiny_skia::Path,
        rule: FillRule,
        paint: &Paint,
        state: &State,
        laying: &Laying,
    ) {
        let around = path.bounds();
        let inverse = self.place.inverse().unwrap_or(Matrix::IDENTITY);
        let bounds = Bounds::new(
            f64::from(around.left()),
            f64::from(around.top()),
            f64::from(around.right()),
            f64::from(around.bottom()),
        );
        let Some(window) = self.window(bounds.after(inverse), state) else { return };
        let Some(cover) = self.cover(path, rule, window, state) else { return };
        match paint {
            Paint::Colour(colour) => self.lay(&cover, colour, laying),
            Paint::Shading(shading) => self.shade(&cover, shading, laying),
            // The interpreter tells what a tiling paints by itself.
            Paint::Tiling(_) | Paint::Unknown => {}
        }
    }

    fn shade(&mut self, cover: &Cover, shading: &Shading, laying: &Laying) {
        let inverse = self.place.inverse().unwrap_or(Matrix::IDENTITY);
        for (x, y, shown) in cover.pixels() {
            let at = inverse.apply((x as f64 + 0.5, y as f64 + 0.5));
            if let Some(colour) = shading.colour(at) {
                self.lay(&Cover::one(x, y, shown), &colour, laying);
            }
        }
    }
}

/// The share of a colour on a plate; `None` where it leaves the plate alone.
pub(super) fn share_on(colour: &Colour, plate: usize, laying: &Laying) -> Option<f64> {
    if colour.kind == Kind::Registration {
        return Some(f64::from(colour.inks.first().map_or(1.0, |(_, share)| *share)));
    }
    match colour.inks.iter().find(|(named, _)| *named == plate) {
        // In mode 1 a share of nothing leaves a process plate alone; in DeviceCMYK only.
        Some((_, share))
            if laying.overprint && laying.mode == 1 && colour.kind == Kind::Cmyk && *share <= 0.0 =>
        {
            None
        }
        Some((_, share)) => Some(f64::from(share.clamp(0.0, 1.0))),
        None => (!laying.overprint).then_some(0.0),
    }
}

fn over(under: u8, ink: f64, part: f64, blend: Blend) -> u8 {
    let under = f64::from(under);
    let ink = match blend {
        Blend::Multiply => under + ink - under * ink / 255.0,
        _ => ink,
    };
    (under + (ink - under) * part).round().clamp(0.0, 255.0) as u8
}

/// A path as the rasteriser has it; `None` for one without extent or with numbers beyond it.
fn outline(path: &Path) -> Option<tiny_skia::Path> {
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
fn stroked(path: &Path, matrix: Matrix, place: Matrix, state: &State) -> Option<tiny_skia::Path> {
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

impl Sink for Painter<'_> {
    fn path(&mut self, drawn: &Drawn<'_>) {
        if self.masks > 0 {
            return;
        }
        let paint = Paint::Colour(drawn.colour.clone());
        match drawn.style {
            Style::Fill { even_odd } => {
                let Some(path) = outline(&drawn.path.after(drawn.matrix.then(self.place))) else { return };
                let rule = if even_odd { FillRule::EvenOdd } else { FillRule::Winding };
                self.draw(&path, rule, &paint, drawn.state, &Laying::fill(drawn.state));
            }
            Style::Stroke => {
                let Some(path) = stroked(drawn.path, drawn.matrix, self.place, drawn.state) else { return };
                self.draw(&path, FillRule::Winding, &paint, drawn.state, &Laying::stroke(drawn.state));
            }
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>) {
        if self.masks > 0 {
            return;
        }
        let Some(shape) = glyph.outline() else { return };
        let whole = glyph.matrix.then(self.place);
        let Some(path) = outline(&shape.after(whole)) else { return };
        if glyph.is_filled() {
            self.draw(&path, FillRule::Winding, &glyph.state.fill, glyph.state, &Laying::fill(glyph.state));
        }
        if glyph.is_stroked() {
            let on_page = shape.after(glyph.matrix);
            let Some(line) = stroked(&on_page, Matrix::IDENTITY, self.place, glyph.state) else { return };
            self.draw(
                &line,
                FillRule::Winding,
                &glyph.state.stroke,
                glyph.state,
                &Laying::stroke(glyph.state),
            );
        }
    }

    fn image(&mut self, image: &Image<'_>) {
        if self.masks > 0 {
            return;
        }
        // What cannot be decoded is told by preflight.
        let Ok(pixels) = image.pixels() else { return };
        let whole = image.matrix.then(self.place);
        let Some(inverse) = whole.inverse() else { return };
        let square = Bounds::new(0.0, 0.0, 1.0, 1.0);
        let Some(path) = outline(&Path::rectangle(square, whole)) else { return };
        let Some(window) = self.window(square.after(image.matrix), image.state) else { return };
        let Some(cover) = self.cover(&path, FillRule::Winding, window, image.state) else { return };
        let laying = Laying::fill(image.state);
        let kind = image.space.as_ref().map_or(Kind::Gray, |space| space.kind());
        let (across, down) = whole.scales();
        // Samples of the picture that lie on a pixel, along one side.
        let samples = |stored: usize, length: f64| {
            ((stored as f64 / length.max(1e-6)).ceil().max(1.0) as usize).min(MOST_SAMPLES)
        };
        let steps = samples(pixels.width, across).max(samples(pixels.height, down));
        let mut sums: Vec<f64> = Vec::new();
        for (x, y, shown) in cover.pixels() {
            let mut alpha = 0.0;
            sums.clear();
            for step in 0..steps * steps {
                let part = |at: usize| (at as f64 + 0.5) / steps as f64;
                let at = (x as f64 + part(step % steps), y as f64 + part(step / steps));
                let (u, v) = inverse.apply(at);
                let pick = |share: f64, count: usize| {
                    ((share * count as f64).floor().max(0.0) as usize).min(count - 1)
                };
                let (u, v) = (u.clamp(0.0, 1.0), (1.0 - v).clamp(0.0, 1.0));
                let shows = pixels.alpha.as_ref().map_or(255.0, |plane| {
                    let at = pick(v, plane.height) * plane.width + pick(u, plane.width);
                    f64::from(plane.data.get(at).copied().unwrap_or(255))
                });
                alpha += shows;
                let at = pick(v, pixels.height) * pixels.width + pick(u, pixels.width);
                let inks: &[u8] = match &pixels.tones {
                    Tones::Flat(_) => &[],
                    Tones::Inks(plates, data) => {
                        data.get(at * plates.len()..(at + 1) * plates.len()).unwrap_or(&[])
                    }
                    Tones::All(data) => data.get(at..=at).unwrap_or(&[]),
                };
                sums.resize(sums.len().max(inks.len()), 0.0);
                for (sum, ink) in sums.iter_mut().zip(inks) {
                    *sum += f64::from(*ink) * shows;
                }
            }
            if alpha <= 0.0 {
                continue;
            }
            let mean = |sum: &f64| (sum / alpha / 255.0) as f32;
            let colour = match &pixels.tones {
                Tones::Flat(colour) => colour.clone(),
                Tones::Inks(plates, _) => {
                    let inks = plates.iter().copied().zip(sums.iter().map(mean)).collect();
                    // A picture's nothing is paper, whatever the overprint mode (8.6.7).
                    Colour { kind: if kind == Kind::Cmyk { Kind::IccCmyk } else { kind }, inks }
                }
                Tones::All(_) => {
                    let share = sums.first().map_or(0.0, mean);
                    Colour { kind: Kind::Registration, inks: vec![(PROCESS.len() - 1, share)] }
                }
            };
            let shown = f64::from(shown) * alpha / (255.0 * (steps * steps) as f64);
            self.lay(&Cover::one(x, y, shown.round() as u8), &colour, &laying);
        }
    }

    fn shading(&mut self, shading: &Shading, state: &State) {
        if self.masks > 0 {
            return;
        }
        let Some(path) = outline(&Path::rectangle(self.plates.sheet, self.place)) else { return };
        let Some(window) = self.window(self.plates.sheet, state) else { return };
        let Some(cover) = self.cover(&path, FillRule::Winding, window, state) else { return };
        self.shade(&cover, shading, &Laying::fill(state));
    }

    fn mask_begins(&mut self, _: u64) {
        self.masks += 1;
    }

    fn mask_ends(&mut self, _: u64, _: Option<f32>) {
        self.masks = self.masks.saturating_sub(1);
    }

    fn fault(&mut self, _: Fault) {}
}
