//! Groups and soft masks on plates (ISO 32000-1, 11.4 and 11.6.5).
//!
//! A group that is painted with an alpha of its own, through a mask or by Multiply is painted on the
//! plates as they are, or for Multiply on bare ones, and then mixed with a copy of what was there
//! before. For groups whose parts are painted Normal that is what the standard asks for; parts of an
//! isolated group that blend see what lies below it, which they should not.
//!
//! A soft mask is painted on plates of its own: for a mask by luminosity on four that start with the
//! group's backdrop, for one by alpha on one that takes every colour as solid. What it comes to is
//! kept by number, for the window in which the clip at that moment lets anything show; the mask can be
//! used nowhere else.

use super::cover::Cover;
use super::layer::{Layer, SoftMask, Target};
use super::paint::Painter;
use crate::message::word;
use crate::pdf_read::{Blend, Bounds, PROCESS, State};

/// Masks and groups within each other that are painted; plates of each take memory.
const DEEPEST: usize = 4;
/// Soft masks that are kept; older ones have gone out of use, or are told.
const MOST_KEPT: usize = 64;
/// How often all pixels of the page may be set aside for groups and masks: many large ones that paint
/// nothing would keep the painter busy for hours.
const MOST_PAGES: u64 = 1_000;

/// Rows of a plane in a window.
fn cut(plane: &[u8], width: usize, [left, top, right, bottom]: [usize; 4]) -> Vec<u8> {
    (top..bottom).flat_map(|y| &plane[y * width + left..y * width + right]).copied().collect()
}

impl Painter<'_> {
    /// Paints a shape with nothing but its own alpha.
    pub(super) fn lay_shape(&mut self, cover: &Cover, alpha: f64) {
        let width = self.plates.width;
        let Some(plane) = self.plates.plates.first_mut() else { return };
        for (x, y, shown) in cover.pixels() {
            let pixel = &mut plane[y * width + x];
            let under = f64::from(*pixel);
            *pixel = (under + (255.0 - under) * f64::from(shown) / 255.0 * alpha).round() as u8;
        }
    }

    /// Reports blend modes that are painted as Normal.
    pub(super) fn tell_blend(&mut self, blend: Blend) {
        if !matches!(blend, Blend::Normal | Blend::Multiply | Blend::Other) {
            self.miss(word("has a blend mode that is painted as Normal"));
        }
    }

    /// A cover with what a soft mask lets show of it.
    pub(super) fn dimmed(&mut self, mut cover: Cover, mask: u64) -> Cover {
        let Some(SoftMask { window: [left, top, right, bottom], data }) = self.soft_masks.get(&mask) else {
            self.miss(word("has soft masks that are left out, so that more ink shows than will print"));
            return cover;
        };
        for (at, shown) in cover.data.iter_mut().enumerate().filter(|(_, shown)| **shown > 0) {
            let (x, y) = (cover.left + at % cover.width, cover.top + at / cover.width);
            let within = (*left..*right).contains(&x) && (*top..*bottom).contains(&y);
            let lets = if within { data[(y - top) * (right - left) + x - left] } else { 0 };
            *shown = ((u32::from(*shown) * u32::from(lets) + 127) / 255) as u8;
        }
        cover
    }

    /// Whether another group or mask of so many pixels may be set aside.
    fn takes(&mut self, pixels: usize) -> bool {
        let depth = self.layers.iter().filter(|layer| !matches!(layer, Layer::Hidden | Layer::NoMask(_)));
        let most = MOST_PAGES * (self.plates.width * self.plates.height) as u64;
        self.set_aside = self.set_aside.saturating_add(pixels as u64);
        depth.count() < DEEPEST && self.set_aside <= most
    }

    pub(super) fn begin_group(&mut self, state: &State) {
        self.tell_blend(state.blend);
        let window = self.window(Bounds::EVERYWHERE, state);
        let Some(window) = window.filter(|_| self.target != Target::Nothing) else {
            return self.layers.push(Layer::Hidden);
        };
        let [left, top, right, bottom] = window;
        if !self.takes((right - left) * (bottom - top)) {
            self.miss(word("has groups within each other that are painted part by part"));
            return self.layers.push(Layer::Hidden);
        }
        let width = self.plates.width;
        let before = self.plates.plates.iter().map(|plane| cut(plane, width, window)).collect();
        if state.blend == Blend::Multiply {
            for plane in &mut self.plates.plates {
                (top..bottom).for_each(|y| plane[y * width + left..y * width + right].fill(0));
            }
        }
        self.layers.push(Layer::Group { window, before });
    }

    pub(super) fn end_group(&mut self, state: &State) {
        let Some(Layer::Group { window, before }) = self.layers.pop() else { return };
        let [left, top, right, bottom] = window;
        let (across, width) = (right - left, self.plates.width);
        let all = Cover {
            left,
            top,
            width: across,
            height: bottom - top,
            data: vec![255; across * (bottom - top)],
        };
        let shown = match state.mask {
            Some(mask) => self.dimmed(all, mask),
            None => all,
        };
        let multiplied = state.blend == Blend::Multiply;
        for (plate, plane) in self.plates.plates.iter_mut().enumerate() {
            for (at, shown) in shown.data.iter().enumerate() {
                let pixel = &mut plane[(top + at / across) * width + left + at % across];
                // A plate that came with the group was bare before.
                let under = f64::from(before.get(plate).map_or(0, |plane| plane[at]));
                let group = f64::from(*pixel);
                let group = if multiplied { under + group - under * group / 255.0 } else { group };
                let part = f64::from(*shown) / 255.0 * state.alpha_fill;
                *pixel = (under + (group - under) * part).round().clamp(0.0, 255.0) as u8;
            }
        }
    }

    pub(super) fn begin_mask(&mut self, luminosity: Option<f32>, around: &State) {
        let window = self.window(Bounds::EVERYWHERE, around);
        let Some(window) = window.filter(|_| self.target != Target::Nothing) else {
            self.layers.push(Layer::NoMask(self.target));
            self.target = Target::Nothing;
            return;
        };
        if !self.takes(self.plates.width * self.plates.height) {
            // Whoever uses it tells that it is not there.
            self.layers.push(Layer::NoMask(self.target));
            self.target = Target::Nothing;
            return;
        }
        let size = self.plates.width * self.plates.height;
        let mut planes = vec![vec![0; size]; if luminosity.is_some() { PROCESS.len() } else { 1 }];
        if let (Some(light), Some(black)) = (luminosity, planes.get_mut(3)) {
            black.fill((255.0 * (1.0 - light.clamp(0.0, 1.0))).round() as u8);
        }
        let page = std::mem::replace(&mut self.plates.plates, planes);
        self.layers.push(Layer::Mask { page, target: self.target, window });
        self.target = if luminosity.is_some() { Target::Page } else { Target::Shape };
    }

    pub(super) fn end_mask(&mut self, id: u64) {
        let (page, target, window) = match self.layers.pop() {
            Some(Layer::Mask { page, target, window }) => (page, target, window),
            Some(Layer::NoMask(target)) => {
                self.target = target;
                return;
            }
            _ => return,
        };
        let shape = self.target == Target::Shape;
        let planes = std::mem::replace(&mut self.plates.plates, page);
        self.target = target;
        let width = self.plates.width;
        let planes: Vec<Vec<u8>> = planes.iter().take(4).map(|plane| cut(plane, width, window)).collect();
        let data = match &planes[..] {
            [plane] if shape => plane.clone(),
            [c, m, y, k] => (0..k.len())
                .map(|at| {
                    // Thousandths of the light that cyan, magenta and yellow take, as the backdrop's.
                    let [c, m, y, k] = [c[at], m[at], y[at], k[at]].map(u32::from);
                    let light = 255_000 - (300 * c + 590 * m + 110 * y);
                    ((light * (255 - k) + 127_500) / 255_000) as u8
                })
                .collect(),
            _ => return,
        };
        if self.soft_masks.len() >= MOST_KEPT {
            self.soft_masks.pop_first();
        }
        self.soft_masks.insert(id, SoftMask { window, data });
    }
}
