//! Forms, pictures, patterns, gradients and soft masks, as the interpreter meets them.
//!
//! A form runs through the operators again with its own matrix, clip and resources (those of the stream around
//! it where it has none). A tiling pattern runs once for each cell that shows. The content of a soft mask is
//! told to the sink between `mask_begins` and `mask_ends` and used by its number afterwards.

use lopdf::{Dictionary, Object, Stream};

use super::filter;
use super::geometry::{Bounds, Matrix, Path};
use super::image::Image;
use super::objects::{entry, number, numbers, resolve, sub};
use super::run::{DEEPEST, Run, Scope};
use super::shading::Shading;
use super::sink::{Drawn, FaultKind, Resource, Style};
use super::state::{Blend, Paint, State, Tiling};
use crate::message::{msg, word};

/// Cells of a pattern in one place.
const MOST_CELLS: i64 = 20_000;

impl Run<'_, '_> {
    pub(super) fn xobject(&mut self, scope: &Scope<'_>, name: &[u8]) {
        let document = self.context.document;
        let xobjects = scope.resources.and_then(|resources| sub(document, resources, "XObject"));
        let xobject = xobjects.and_then(|xobjects| xobjects.get(name).ok());
        let Some(Object::Stream(stream)) = xobject.map(|xobject| resolve(document, xobject)) else {
            return self.missing(scope, Resource::XObject, name);
        };
        let shown = String::from_utf8_lossy(name).into_owned();
        match entry(document, &stream.dict, "Subtype").and_then(|kind| kind.as_name().ok()) {
            Some(b"Form") => self.form(scope, &shown, stream),
            Some(b"Image") => {
                let state = self.state.clone();
                let made = Image::new(
                    shown,
                    &stream.dict,
                    &stream.content,
                    scope.resources,
                    &state,
                    &self.context.spaces,
                );
                match made {
                    Ok(image) => self.show_image(scope, &image),
                    Err(why) => self.fault(scope.stream, FaultKind::Damaged(msg!("has {why}", why))),
                }
            }
            _ => {}
        }
    }

    pub(super) fn show_image(&mut self, scope: &Scope<'_>, image: &Image<'_>) {
        // A stencil for a pattern: its whole square is taken.
        if image.stencil && image.paint.is_none() {
            let paint = self.state.fill.clone();
            let around = self.state.clone();
            let square = Bounds::new(0.0, 0.0, 1.0, 1.0);
            self.clip_to(Path::rectangle(square, image.matrix), false);
            self.pattern(scope, &paint);
            self.state = around;
            return;
        }
        self.sink.image(image);
    }

    fn form(&mut self, scope: &Scope<'_>, name: &str, stream: &Stream) {
        let document = self.context.document;
        // Checked before it is unpacked, because unpacking is the work to be limited.
        if self.left == 0 || self.depth > DEEPEST {
            return self.content(b"", None, &msg!("form {name}", name), None);
        }
        let Some(content) = filter::plain(document, stream) else {
            return self.fault(
                scope.stream,
                FaultKind::Unseen(msg!("has a form {name} that cannot be unpacked", name)),
            );
        };
        let around = self.state.clone();
        self.enter(&stream.dict);
        let group = sub(document, &stream.dict, "Group").is_some();
        let plain = around.alpha_fill >= 1.0 && around.blend == Blend::Normal && around.mask.is_none();
        let grouped = group && !plain;
        if grouped {
            self.sink.group_begins(&around);
            self.state.alpha_fill = 1.0;
            self.state.alpha_stroke = 1.0;
            self.state.blend = Blend::Normal;
            self.state.mask = None;
        }
        let resources = sub(document, &stream.dict, "Resources").or(scope.resources);
        self.content(&content, resources, &msg!("form {name}", name), None);
        if grouped {
            self.sink.group_ends(&around);
        }
        self.state = around;
    }

    /// Matrix and box of a form.
    fn enter(&mut self, dictionary: &Dictionary) {
        let document = self.context.document;
        let list = |key: &str| numbers(document, entry(document, dictionary, key));
        if let Some(matrix) = list("Matrix").and_then(|matrix| matrix.try_into().ok()).map(Matrix) {
            self.state.ctm = matrix.then(self.state.ctm);
        }
        if let Some([a, b, c, d]) = list("BBox").and_then(|area| <[f64; 4]>::try_from(area).ok()) {
            let area = Path::rectangle(Bounds::new(a, b, c, d), self.state.ctm);
            self.clip_to(area, false);
        }
    }

    pub(super) fn soft_mask(&mut self, scope: &Scope<'_>, mask: &Dictionary) {
        let document = self.context.document;
        let Some(Object::Stream(group)) = entry(document, mask, "G") else {
            self.state.mask = None;
            return;
        };
        let luminosity =
            entry(document, mask, "S").and_then(|kind| kind.as_name().ok()) == Some(b"Luminosity");
        // What the group is laid on; black if the file does not say.
        let space = sub(document, &group.dict, "Group").and_then(|group| entry(document, group, "CS"));
        let space = space.and_then(|space| self.context.spaces.parse(space, scope.resources));
        let under = numbers(document, entry(document, mask, "BC")).zip(space);
        let light = under.map_or(0.0, |(parts, space)| {
            let parts: Vec<f32> = parts.into_iter().map(|part| part as f32).collect();
            let [c, m, y, k] = space.colour(&parts).process();
            (1.0 - (0.3 * c + 0.59 * m + 0.11 * y)) * (1.0 - k)
        });
        let Some(content) = filter::plain(document, group) else {
            return self.damaged(scope, word("has a soft mask that cannot be unpacked"));
        };
        self.numbers += 1;
        let id = self.numbers;
        let around = self.state.clone();
        self.state = State { ctm: around.ctm, ..State::new() };
        self.sink.mask_begins(luminosity.then_some(light), &around);
        self.enter(&group.dict);
        let resources = sub(document, &group.dict, "Resources").or(scope.resources);
        self.content(&content, resources, &msg!("a soft mask"), None);
        self.sink.mask_ends(id);
        self.state = around;
        self.state.mask = Some(id);
    }

    pub(super) fn shade(&mut self, scope: &Scope<'_>, name: &[u8]) {
        let document = self.context.document;
        let shadings = scope.resources.and_then(|resources| sub(document, resources, "Shading"));
        let shading = shadings.and_then(|shadings| shadings.get(name).ok());
        let Some(shading) = shading.map(|shading| resolve(document, shading)) else {
            return self.missing(scope, Resource::Shading, name);
        };
        match Shading::parse(&self.context.spaces, shading, scope.resources, self.state.ctm) {
            Ok(shading) => self.sink.shading(&shading, &self.state),
            Err(why) => self.fault(scope.stream, FaultKind::Unseen(why)),
        }
    }

    /// Paints a pattern all over the clip.
    pub(super) fn pattern(&mut self, scope: &Scope<'_>, paint: &Paint) {
        match paint {
            Paint::Colour(_) | Paint::Unknown => {}
            Paint::Shading(shading) => {
                if let Some(background) = &shading.background {
                    let visible = self.state.visible();
                    let path = Path::rectangle(visible, Matrix::IDENTITY);
                    self.sink.path(&Drawn {
                        path: &path,
                        matrix: Matrix::IDENTITY,
                        colour: background,
                        style: Style::Fill { even_odd: false },
                        state: &self.state,
                    });
                }
                self.sink.shading(shading, &self.state);
            }
            Paint::Tiling(tiling) => self.tile(scope, tiling),
        }
    }

    fn tile(&mut self, scope: &Scope<'_>, tiling: &Tiling) {
        let document = self.context.document;
        let dictionary = &tiling.stream.dict;
        let figure = |key: &str| {
            let value = entry(document, dictionary, key).and_then(number);
            value.map(f64::abs).filter(|value| *value > 1e-6)
        };
        let cell = numbers(document, entry(document, dictionary, "BBox"));
        let cell = cell.and_then(|cell| <[f64; 4]>::try_from(cell).ok());
        let (Some([a, b, c, d]), Some(inverse)) = (cell, tiling.matrix.inverse()) else { return };
        let cell = Bounds::new(a, b, c, d);
        let (across, up) =
            (figure("XStep").unwrap_or(cell.width()), figure("YStep").unwrap_or(cell.height()));
        let visible = self.state.visible();
        if visible.is_empty() || across <= 0.0 || up <= 0.0 {
            return;
        }
        let area = visible.after(inverse);
        let range = |low: f64, high: f64, from: f64, to: f64, step: f64| {
            (((low - to) / step).floor() as i64, ((high - from) / step).ceil() as i64)
        };
        let (left, right) = range(area.left, area.right, cell.left, cell.right, across);
        let (bottom, top) = range(area.bottom, area.top, cell.bottom, cell.top, up);
        let cells = (right - left + 1).saturating_mul(top - bottom + 1);
        if !(0..=MOST_CELLS).contains(&cells) {
            let what = msg!("has a pattern of too many cells to be looked into");
            return self.fault(scope.stream, FaultKind::Unseen(what));
        }
        self.left = self.left.saturating_sub(cells as u64 / 16);
        if self.left == 0 {
            return;
        }
        let Some(content) = filter::plain(document, &tiling.stream) else {
            return self.damaged(scope, word("has a pattern that cannot be unpacked"));
        };
        let resources = sub(document, dictionary, "Resources").or(scope.resources);
        let around = self.state.clone();
        for row in bottom..=top {
            for column in left..=right {
                let shift = Matrix([1.0, 0.0, 0.0, 1.0, column as f64 * across, row as f64 * up]);
                let ctm = shift.then(tiling.matrix);
                if cell.after(ctm).shared(visible).is_empty() {
                    continue;
                }
                // The cell starts with the state of the page, but for what the pattern is painted with.
                let fresh = State::new();
                self.state = State {
                    ctm,
                    fill: fresh.fill,
                    stroke: fresh.stroke,
                    fill_space: fresh.fill_space,
                    stroke_space: fresh.stroke_space,
                    text: fresh.text,
                    line_width: 1.0,
                    inside: around.inside + 1,
                    ..around.clone()
                };
                self.clip_to(Path::rectangle(cell, ctm), false);
                self.content(&content, resources, &msg!("a pattern"), tiling.colour.as_ref());
            }
        }
        self.state = around;
    }

    /// The content of a Type 3 glyph.
    pub(super) fn procedure(&mut self, content: &[u8], resources: Option<&Dictionary>, ctm: Matrix) {
        let around = self.state.clone();
        self.state.ctm = ctm;
        self.state.inside += 1;
        self.content(content, resources, &msg!("a glyph"), None);
        self.state = around;
    }
}
