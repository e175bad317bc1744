//! Paints what content shows onto plates, one small cover at a time.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tiny_skia::{FillRule, Path as Outline, Transform};

use super::Plates;
use super::cover::{Cover, fill_rule, outline, stroked};
use super::layer::{Layer, SoftMask, Target};
use crate::message::{Message, Word};
use crate::pdf_read::{
    Blend, Bounds, Colour, Drawn, Fault, Glyph, Image, Kind, Matrix, PROCESS, Paint, Path, Pixels, Shading,
    Sink, State, Style, Tones,
};

/// Samples along one side of a pixel that a picture with more of them gives.
const MOST_SAMPLES: usize = 8;
/// Plates that one picture can name: the colorants of a DeviceN.
const MOST_CHANNELS: usize = 32;

/// Lays what it is told of onto plates.
pub struct Painter<'a> {
    pub(super) plates: &'a mut Plates,
    /// From the page to pixels.
    place: Matrix,
    /// What is painted on at the moment: the page, or a soft mask.
    pub(super) target: Target,
    pub(super) layers: Vec<Layer>,
    pub(super) soft_masks: BTreeMap<u64, SoftMask>,
    /// Pixels that were set aside for groups and masks.
    pub(super) set_aside: u64,
    /// What the interpreter told of.
    pub(crate) faults: Vec<Fault>,
    /// Pictures that cannot be decoded, or not to their end, and why.
    pub(crate) damaged: Vec<Message>,
    /// What else is not painted as it prints; each is told once.
    pub(crate) undrawn: Vec<Word>,
}

/// What the plates do with a colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Laying {
    pub overprint: bool,
    pub mode: i64,
    pub alpha: f64,
    pub blend: Blend,
}

impl Laying {
    pub fn fill(state: &State) -> Laying {
        Laying {
            overprint: state.overprint_fill,
            mode: state.overprint_mode,
            alpha: state.alpha_fill,
            blend: state.blend,
        }
    }

    pub fn stroke(state: &State) -> Laying {
        Laying { overprint: state.overprint_stroke, alpha: state.alpha_stroke, ..Laying::fill(state) }
    }
}

/// Ink for each of some pixels: the plates that it is on, and the shares pixel by pixel.
struct Inks<'a> {
    plates: &'a [usize],
    data: &'a [u8],
    /// Whether it is on all plates there are (the one channel counts for each).
    is_registration: bool,
}

/// Pixels of the sheet's own size: a picture that was made to fit before it is laid.
pub struct Patch<'a> {
    /// Pixels from the sheet's left and upper edges.
    pub left: usize,
    /// The same from the upper edge.
    pub top: usize,
    /// Pixels across and down.
    pub size: (usize, usize),
    /// The plates that it is on.
    pub plates: &'a [usize],
    /// The shares of each pixel on each of them.
    pub inks: &'a [u8],
    /// How much of each pixel shows; all of it where nothing is said.
    pub alpha: Option<&'a [u8]>,
}

impl<'a> Painter<'a> {
    /// Paints on these plates, over what is there.
    pub fn new(plates: &'a mut Plates) -> Painter<'a> {
        let place = plates.place();
        Painter {
            plates,
            place,
            target: Target::Page,
            layers: Vec::new(),
            soft_masks: BTreeMap::new(),
            set_aside: 0,
            faults: Vec::new(),
            damaged: Vec::new(),
            undrawn: Vec::new(),
        }
    }

    /// Reports something that is not painted as it prints.
    pub(super) fn miss(&mut self, what: Word) {
        if !self.undrawn.contains(&what) {
            self.undrawn.push(what);
        }
    }

    /// What was told since the last time: faults of content, damaged pictures, and what else is not painted
    /// as it prints.
    pub fn told(&mut self) -> (Vec<Fault>, Vec<Message>, Vec<Word>) {
        (
            std::mem::take(&mut self.faults),
            std::mem::take(&mut self.damaged),
            std::mem::take(&mut self.undrawn),
        )
    }

    fn damaged(&mut self, what: Message) {
        if !self.damaged.contains(&what) {
            self.damaged.push(what);
        }
    }

    /// The pixels that a box on the page touches, within the page and a clip.
    pub(super) fn window(&self, bounds: Bounds, state: &State) -> Option<[usize; 4]> {
        let shown = bounds.shared(state.visible());
        if shown.left > shown.right || shown.bottom > shown.top {
            return None;
        }
        self.pixels_of(shown.after(self.place))
    }

    /// The pixels that a box in pixels touches.
    fn pixels_of(&self, shown: Bounds) -> Option<[usize; 4]> {
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

    /// The cover of an outline in pixels, cut to the clip and dimmed by the soft mask.
    fn cover(&mut self, path: &Outline, rule: FillRule, window: [usize; 4], state: &State) -> Option<Cover> {
        let cover = Cover::of(path, rule, Transform::identity(), window)?;
        let cover = cover.clipped(state.clip.as_deref(), self.place)?;
        Some(match state.mask {
            Some(mask) => self.dimmed(cover, mask),
            None => cover,
        })
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
        self.lay_by(cover, laying, colour, |plate, plane, width| {
            let Some(share) = share_on(colour, plate, laying) else { return };
            let ink = share * 255.0;
            for row in 0..cover.height {
                let start = (cover.top + row) * width + cover.left;
                let pixels = &mut plane[start..start + cover.width];
                let shown = &cover.data[row * cover.width..(row + 1) * cover.width];
                for (pixel, shown) in pixels.iter_mut().zip(shown).filter(|(_, shown)| **shown > 0) {
                    *pixel = over(*pixel, ink, f64::from(*shown) / 255.0 * laying.alpha, laying.blend);
                }
            }
        });
    }

    /// Hands every plate that the target has to a function that lays ink on it.
    fn lay_by(
        &mut self,
        cover: &Cover,
        laying: &Laying,
        colour: &Colour,
        each: impl Fn(usize, &mut [u8], usize),
    ) {
        self.tell_blend(laying.blend);
        if self.target == Target::Shape {
            return self.lay_shape(cover, laying.alpha);
        }
        if colour.kind != Kind::Registration
            && let Some(last) = colour.inks.iter().map(|(plate, _)| *plate).max()
        {
            self.plate(last);
        }
        self.watch_white(cover, colour, laying);
        let width = self.plates.width;
        for (plate, plane) in self.plates.plates.iter_mut().enumerate() {
            each(plate, plane, width);
        }
    }

    /// Lays ink that differs from pixel to pixel of a cover.
    fn lay_inks(&mut self, cover: &Cover, inks: &Inks<'_>, laying: &Laying) {
        // A picture's nothing is paper, whatever the overprint mode (ISO 32000-1, 8.6.7).
        let kind = if inks.is_registration { Kind::Registration } else { Kind::Spot };
        let named = Colour { kind, inks: inks.plates.iter().map(|plate| (*plate, 0.0)).collect() };
        let channels = inks.plates.len();
        self.lay_by(cover, laying, &named, |plate, plane, width| {
            let channel = if inks.is_registration {
                Some(0)
            } else {
                inks.plates.iter().position(|named| *named == plate)
            };
            if channel.is_none() && laying.overprint {
                return;
            }
            for row in 0..cover.height {
                let start = (cover.top + row) * width + cover.left;
                let pixels = &mut plane[start..start + cover.width];
                let from = row * cover.width;
                for (at, pixel) in pixels.iter_mut().enumerate() {
                    let shown = cover.data[from + at];
                    if shown > 0 {
                        let ink = channel.map_or(0, |channel| inks.data[(from + at) * channels + channel]);
                        let part = f64::from(shown) / 255.0 * laying.alpha;
                        *pixel = over(*pixel, f64::from(ink), part, laying.blend);
                    }
                }
            }
        });
    }

    /// Lays a picture that was made to fit, cut to the clip of the state.
    pub fn patch(&mut self, patch: &Patch<'_>, state: &State) {
        let (width, height) = patch.size;
        let (left, top) = (patch.left, patch.top);
        let whole = width * height;
        let fits = left + width <= self.plates.width && top + height <= self.plates.height;
        if whole == 0 || !fits || patch.inks.len() != whole * patch.plates.len() {
            return;
        }
        let data = patch.alpha.map_or_else(|| vec![255; whole], <[u8]>::to_vec);
        if data.len() != whole {
            return;
        }
        let cover = Cover { left, top, width, height, data };
        let Some(cover) = cover.clipped(state.clip.as_deref(), self.place) else { return };
        let inks = Inks { plates: patch.plates, data: patch.inks, is_registration: false };
        self.lay_inks(&cover, &inks, &Laying::fill(state));
    }

    /// Fills many outlines, each in its own place in pixels, with one colour: text. They are not cut to
    /// a clip.
    pub fn outlines(&mut self, outlines: &[(&Outline, Transform)], colour: &Colour, state: &State) {
        const CHUNK: usize = 512;
        let laying = Laying::fill(state);
        for chunk in outlines.chunks(CHUNK) {
            let painter = &*self;
            let cover = |(outline, place): &(&Outline, Transform)| {
                let bounds = outline.bounds().transform(*place)?;
                let [left, top, right, bottom] =
                    [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()].map(f64::from);
                let window = painter.pixels_of(Bounds::new(left, top, right, bottom))?;
                Cover::of(outline, FillRule::Winding, *place, window)
            };
            let covers: Vec<Cover> = chunk.par_iter().filter_map(cover).collect();
            covers.iter().for_each(|cover| self.lay(cover, colour, &laying));
        }
    }

    fn draw(&mut self, path: &Outline, rule: FillRule, paint: &Paint, state: &State, laying: &Laying) {
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

    /// A gradient, pixel by pixel, each in the colour of its middle.
    fn shade(&mut self, cover: &Cover, shading: &Shading, laying: &Laying) {
        self.tell_blend(laying.blend);
        let inverse = self.place.inverse().unwrap_or(Matrix::IDENTITY);
        let width = self.plates.width;
        for (x, y, shown) in cover.pixels() {
            let at = inverse.apply((x as f64 + 0.5, y as f64 + 0.5));
            let Some(colour) = shading.colour(at) else { continue };
            let part = f64::from(shown) / 255.0 * laying.alpha;
            if self.target == Target::Shape {
                self.lay_shape(
                    &Cover { left: x, top: y, width: 1, height: 1, data: vec![shown] },
                    laying.alpha,
                );
                continue;
            }
            if colour.kind != Kind::Registration
                && let Some(last) = colour.inks.iter().map(|(plate, _)| *plate).max()
            {
                self.plate(last);
            }
            for (plate, plane) in self.plates.plates.iter_mut().enumerate() {
                if let Some(share) = share_on(&colour, plate, laying) {
                    let pixel = &mut plane[y * width + x];
                    *pixel = over(*pixel, share * 255.0, part, laying.blend);
                }
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

/// What lies on a pixel when some of an ink is laid over some that is there.
fn over(under: u8, ink: f64, part: f64, blend: Blend) -> u8 {
    let under = f64::from(under);
    let ink = match blend {
        Blend::Multiply => under + ink - under * ink / 255.0,
        _ => ink,
    };
    (under + (ink - under) * part).round().clamp(0.0, 255.0) as u8
}

/// The means of a picture's samples on each pixel of a window: its inks, and how much of it shows.
fn sampled(
    pixels: &Pixels,
    inverse: Matrix,
    [left, top, right, bottom]: [usize; 4],
    steps: usize,
) -> (Vec<u8>, Vec<u8>) {
    let (channels, data): (usize, &[u8]) = match &pixels.tones {
        Tones::Flat(_) => (0, &[]),
        Tones::Inks(plates, data) => (plates.len().min(MOST_CHANNELS), data),
        Tones::All(data) => (1, data),
    };
    let stored = match &pixels.tones {
        Tones::Inks(plates, _) => plates.len(),
        _ => channels,
    };
    let (width, height) = (right - left, bottom - top);
    let mut inks = vec![0; width * height * channels];
    let mut alpha = vec![0; width * height];
    // No share is negative, so the whole part is the floor.
    let pick = |share: f64, count: usize| ((share * count as f64) as usize).min(count - 1);
    let part = |at: usize| (at as f64 + 0.5) / steps as f64;
    // Column and row of a place on the sheet, in the picture and in the plane of what shows.
    let plane = pixels.alpha.as_ref();
    let across = |u: f64| {
        [pixels.width, plane.map_or(1, |plane| plane.width)].map(|count| pick(u.clamp(0.0, 1.0), count))
    };
    let down = |v: f64| {
        let v = (1.0 - v).clamp(0.0, 1.0);
        [pixels.height, plane.map_or(1, |plane| plane.height)].map(|count| pick(v, count))
    };
    let place = |first: usize, at: usize| (first + at / steps) as f64 + part(at % steps);
    // Of a picture that is not turned, each column of the sheet shows the same columns of it in every row.
    let [_, shear, turn, ..] = inverse.0;
    let is_straight = shear == 0.0 && turn == 0.0;
    let straight = |at| across(inverse.apply((place(left, at), 0.0)).0);
    let columns: Vec<[usize; 2]> = (0..if is_straight { width * steps } else { 0 }).map(straight).collect();
    let row = |(y, (inks, alpha)): (usize, (&mut [u8], &mut [u8]))| {
        let straight = |at| down(inverse.apply((0.0, place(top, at))).1);
        let rows: Vec<[usize; 2]> =
            if is_straight { (y * steps..(y + 1) * steps).map(straight).collect() } else { Vec::new() };
        for (x, shown) in alpha.iter_mut().enumerate() {
            let mut sums = [0_u32; MOST_CHANNELS];
            let mut whole = 0_u32;
            for step in 0..steps * steps {
                let (step_x, step_y) = (x * steps + step % steps, step / steps);
                let ([column, plane_column], [row, plane_row]) = match is_straight {
                    true => (columns[step_x], rows[step_y]),
                    false => {
                        let (u, v) = inverse.apply((place(left, step_x), place(top, y * steps + step_y)));
                        (across(u), down(v))
                    }
                };
                let shows = plane.map_or(255, |plane| {
                    let at = plane_row * plane.width + plane_column;
                    u32::from(plane.data.get(at).copied().unwrap_or(255))
                });
                whole += shows;
                let at = (row * pixels.width + column) * stored;
                for (sum, ink) in sums.iter_mut().zip(data.get(at..at + channels).unwrap_or(&[])) {
                    *sum += u32::from(*ink) * shows;
                }
            }
            // Where nothing shows, no ink was added up either.
            for (ink, sum) in inks[x * channels..(x + 1) * channels].iter_mut().zip(sums) {
                *ink = (sum + whole / 2).checked_div(whole).unwrap_or(0) as u8;
            }
            let count = (steps * steps) as u32;
            *shown = ((whole + count / 2) / count) as u8;
        }
    };
    let rows = inks.chunks_mut((width * channels).max(1)).collect::<Vec<_>>();
    if channels == 0 {
        alpha.par_chunks_mut(width).enumerate().for_each(|(y, alpha)| row((y, (&mut [], alpha))));
    } else {
        rows.into_par_iter().zip(alpha.par_chunks_mut(width)).enumerate().for_each(row);
    }
    (inks, alpha)
}

impl Sink for Painter<'_> {
    fn path(&mut self, drawn: &Drawn<'_>) {
        if self.target == Target::Nothing {
            return;
        }
        let paint = Paint::Colour(drawn.colour.clone());
        match drawn.style {
            Style::Fill { even_odd } => {
                let Some(path) = outline(&drawn.path.after(drawn.matrix.then(self.place))) else { return };
                self.draw(&path, fill_rule(even_odd), &paint, drawn.state, &Laying::fill(drawn.state));
            }
            Style::Stroke => {
                let Some(path) = stroked(drawn.path, drawn.matrix, self.place, drawn.state) else { return };
                self.draw(&path, FillRule::Winding, &paint, drawn.state, &Laying::stroke(drawn.state));
            }
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>) {
        if self.target == Target::Nothing {
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
        if self.target == Target::Nothing {
            return;
        }
        let whole = image.matrix.then(self.place);
        let Some(inverse) = whole.inverse() else { return };
        let square = Bounds::new(0.0, 0.0, 1.0, 1.0);
        let Some(path) = outline(&Path::rectangle(square, whole)) else { return };
        let Some(window) = self.window(square.after(image.matrix), image.state) else { return };
        let Some(mut cover) = self.cover(&path, FillRule::Winding, window, image.state) else { return };
        let pixels = match image.pixels() {
            Ok(pixels) => pixels,
            Err(why) => return self.damaged(why),
        };
        if let Some(why) = &pixels.fault {
            self.damaged(why.clone());
        }
        let laying = Laying::fill(image.state);
        let (across, down) = whole.scales();
        // Samples of the picture that lie on a pixel, along one side.
        let samples = |stored: usize, length: f64| {
            ((stored as f64 / length.max(1e-6)).ceil().max(1.0) as usize).min(MOST_SAMPLES)
        };
        let steps = samples(pixels.width, across).max(samples(pixels.height, down));
        let (inks, alpha) = sampled(&pixels, inverse, window, steps);
        for (cover, alpha) in cover.data.iter_mut().zip(&alpha) {
            *cover = ((u32::from(*cover) * u32::from(*alpha) + 127) / 255) as u8;
        }
        match &pixels.tones {
            Tones::Flat(colour) => self.lay(&cover, colour, &laying),
            Tones::Inks(plates, _) => {
                let plates = &plates[..plates.len().min(MOST_CHANNELS)];
                self.lay_inks(&cover, &Inks { plates, data: &inks, is_registration: false }, &laying);
            }
            Tones::All(_) => {
                let plates = &[PROCESS.len() - 1];
                self.lay_inks(&cover, &Inks { plates, data: &inks, is_registration: true }, &laying);
            }
        }
    }

    fn shading(&mut self, shading: &Shading, state: &State) {
        if self.target == Target::Nothing {
            return;
        }
        let sheet = self.plates.sheet;
        let Some(path) = outline(&Path::rectangle(sheet, self.place)) else { return };
        let Some(window) = self.window(sheet, state) else { return };
        let Some(cover) = self.cover(&path, FillRule::Winding, window, state) else { return };
        self.shade(&cover, shading, &Laying::fill(state));
    }

    fn group_begins(&mut self, state: &State) {
        self.begin_group(state);
    }

    fn group_ends(&mut self, state: &State) {
        self.end_group(state);
    }

    fn mask_begins(&mut self, luminosity: Option<f32>, around: &State) {
        self.begin_mask(luminosity, around);
    }

    fn mask_ends(&mut self, id: u64) {
        self.end_mask(id);
    }

    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }
}
