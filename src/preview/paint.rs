//! Lays the display list of a page on its plates.

use std::rc::Rc;
use std::sync::Arc;

use tiny_skia::Transform;

use super::glyphs::{Outlines, glyphs};
use super::inks::Spots;
use super::picture::SheetPicture;
use super::scale::Scale;
use super::{picture, placed, shade};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::font::Library;
use crate::geometry::Rect;
use crate::ink::{Ink, Press};
use crate::issue::{self, Drawing, FillRule, Picture, PictureData, ShapePaint};
use crate::message::{commas, msg, word};
use crate::page::{ItemKind, Page, TextRun};
use crate::pdf_read::{
    self, Bounds, Clip, Drawn, Matrix, Path, Placing, Segment, Shading, Sink, State, Style,
};
use crate::plates::{Painter, Patch, Plates};
use crate::text::VERTICAL_ORIGIN;

/// The trimmed sheet while it is laid on its plates.
pub(super) struct Sheet<'a> {
    painter: Painter<'a>,
    size: (usize, usize),
    /// From lengths in points with `y` down to the sheet.
    flip: Matrix,
    /// The sheet in points, with room for edges that fall beside it.
    around: Bounds,
    scale: Scale,
    spots: Spots,
    press: &'a Press,
    findings: Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(plates: &'a mut Plates, spots: Spots, press: &'a Press, scale: Scale) -> Sheet<'a> {
        let (size, sheet) = ((plates.width, plates.height), plates.sheet);
        let flip = Matrix([1.0, 0.0, 0.0, -1.0, 0.0, sheet.top]);
        let around = Bounds::new(-4.0, -4.0, sheet.right + 4.0, sheet.top + 4.0);
        let painter = Painter::new(plates);
        Sheet { painter, size, flip, around, scale, spots, press, findings: Vec::new() }
    }

    /// Draws all items, back to front.
    ///
    /// # Errors
    /// When a picture's file cannot be decoded.
    pub(super) fn draw(
        mut self,
        page: &Page,
        library: &Library,
        pictures: &[Picture],
    ) -> Result<(Spots, Vec<Diagnostic>), Diagnostic> {
        let outlines = Outlines::of(page, library);
        for item in &page.items {
            match &item.kind {
                ItemKind::Text(run) => self.text(page, run, &outlines),
                ItemKind::Fill { rect, ink } => self.rectangles(&[*rect], ink),
                ItemKind::Frame { rect, width, ink } => self.rectangles(&[*rect, rect.inset(*width)], ink),
                ItemKind::Shade { rect, gradient } => {
                    let edges = self.edges(rect);
                    let Bounds { left, bottom: top, right, top: bottom } = edges;
                    let ends = [left, top, right, bottom];
                    if let Some(shading) = shade::panel(gradient, ends, self.flip, &self.spots) {
                        self.gradient(&Path::rectangle(edges, self.flip), FillRule::NonZero, shading, None);
                    }
                }
                ItemKind::Picture { picture, window, whole } => {
                    if let Some(picture) = pictures.get(picture.0 as usize) {
                        self.picture(page.number, picture, window, whole)?;
                    }
                }
            }
        }
        let unknown: Vec<String> = self.spots.unknown().map(|name| format!("“{name}”")).collect();
        if !unknown.is_empty() {
            let message = msg!(
                "nothing tells how the plate {unknown} looks: the proof of page {page} shows it as grey",
                unknown = commas(&unknown),
                page = page.number
            );
            let help = word("the plate itself is right; name the ink in the layout to give it a look");
            self.findings.push(Diagnostic::new(codes::PROOF_PLACED, message).as_note().help(help));
        }
        Ok((self.spots, self.findings))
    }

    /// The state that marks in an ink are made with, cut to a clip.
    fn state(&self, ink: &Ink, is_text: bool, clip: Option<Rc<Clip>>) -> State {
        let overprint = self.press.overprints(ink, is_text);
        State {
            overprint_fill: overprint,
            overprint_stroke: overprint,
            overprint_mode: 1,
            clip,
            ..State::new()
        }
    }

    /// The edges of a rectangle in points with `y` down. What lies far outside is cut, so that no size on
    /// the page can be too large for the rasteriser.
    fn edges(&self, rect: &Rect) -> Bounds {
        Bounds {
            left: rect.x.to_pt(),
            bottom: rect.y.to_pt(),
            right: rect.right().to_pt(),
            top: rect.bottom().to_pt(),
        }
        .shared(self.around)
    }

    /// Fills a rectangle, or what lies between an outer and an inner one.
    fn rectangles(&mut self, rects: &[Rect], ink: &Ink) {
        let mut path = Path::default();
        for (nth, rect) in rects.iter().enumerate() {
            let edges = self.edges(rect);
            match (nth, edges.is_empty()) {
                (0, true) => return,
                (_, true) => {}
                _ => path.0.extend(Path::rectangle(edges, self.flip).0),
            }
        }
        let state = self.state(ink, false, None);
        self.fill(&path, FillRule::EvenOdd, ink, &state);
    }

    /// Fills a path of the sheet.
    fn fill(&mut self, path: &Path, rule: FillRule, ink: &Ink, state: &State) {
        let colour = self.spots.colour(ink);
        let style = Style::Fill { even_odd: rule == FillRule::EvenOdd };
        self.painter.path(&Drawn { path, matrix: Matrix::IDENTITY, colour: &colour, style, state });
    }

    /// Fills a path of the sheet with a gradient, which knocks out what lies below.
    fn gradient(&mut self, path: &Path, rule: FillRule, shading: Shading, clip: Option<Rc<Clip>>) {
        let clip = clip_to(path.clone(), rule, clip);
        let state = State { clip: Some(clip), ..State::new() };
        self.painter.shading(&shading, &state);
    }

    fn text(&mut self, page: &Page, run: &TextRun, outlines: &Outlines) {
        let size = self.scale.length(run.size);
        let (x, y) = (self.scale.length(run.origin.x), self.scale.length(run.origin.y));
        let place = |glyph: &crate::page::PlacedGlyph| {
            let outline = outlines.get(run.face, glyph.id)?;
            let unit = size * f64::from(outline.unit);
            let wide = unit * f64::from(run.condense) / 1000.0;
            let (along, across) = (self.scale.length(glyph.along()), self.scale.length(glyph.across()));
            // The glyph's horizontal origin, where the outline has its zero.
            let place = if run.turned {
                // To the right what was up, down what was to the right.
                let (x, y) = (x + across, y + along);
                [0.0, unit, wide, 0.0, x, y]
            } else if run.vertical {
                // Places are given against one origin, whatever the font itself has.
                let head = f64::from(VERTICAL_ORIGIN) / 1000.0 * size;
                let (x, y) = (x + across - f64::from(outline.middle) * wide, y + along + head);
                [wide, 0.0, 0.0, -unit, x, y]
            } else {
                [wide, 0.0, 0.0, -unit, x + along, y - across]
            };
            let [a, b, c, d, e, f] = place.map(|number| number as f32);
            Some((&outline.path, Transform::from_row(a, b, c, d, e, f)))
        };
        let placed: Vec<_> = glyphs(page, run).iter().filter_map(place).collect();
        let (colour, state) = (self.spots.colour(&run.ink), self.state(&run.ink, true, None));
        self.painter.outlines(&placed, &colour, &state);
    }

    fn picture(
        &mut self,
        page: u32,
        picture: &Picture,
        window: &Rect,
        whole: &Rect,
    ) -> Result<(), Diagnostic> {
        let shown = self.edges(window);
        if shown.is_empty() {
            return Ok(());
        }
        let clip = clip_to(Path::rectangle(shown, self.flip), FillRule::NonZero, None);
        match &picture.data {
            PictureData::Vector(drawing) => self.drawing(drawing, whole, &clip),
            PictureData::Pdf(pdf) => self.placed(page, picture, &pdf.bytes, shown, whole),
            _ => {
                let made = picture::fitted(picture, (window, whole), self.scale, self.size)?;
                let Some(SheetPicture { left, top, size, channels, inks, alpha }) = made else {
                    return Ok(());
                };
                let plates: &[usize] = if channels == 1 { &[3] } else { &[0, 1, 2, 3] };
                let alpha = alpha.as_deref();
                let state = State { clip: Some(clip), ..State::new() };
                self.painter.patch(&Patch { left, top, size, plates, inks: &inks, alpha }, &state);
            }
        }
        Ok(())
    }

    /// Draws a placed PDF from its own content, which shows in a unit square.
    fn placed(&mut self, page: u32, picture: &Picture, file: &[u8], shown: Bounds, whole: &Rect) {
        let (left, bottom) = (whole.x.to_pt(), whole.bottom().to_pt());
        let matrix =
            Matrix([whole.width.to_pt(), 0.0, 0.0, -whole.height.to_pt(), left, bottom]).then(self.flip);
        let placing = Placing {
            matrix,
            window: shown.after(self.flip),
            spots: self.spots.names(),
            profile: &self.press.profile,
        };
        let drawn = pdf_read::place(file, placing, &mut self.painter);
        let (faults, damaged, undrawn) = self.painter.told();
        let finding = match drawn {
            Some(spots) => {
                spots.iter().for_each(|(name, look)| self.spots.add(name, *look));
                placed::finding(page, faults, damaged, undrawn)
            }
            None => placed::finding(page, Vec::new(), vec![msg!("it cannot be read")], Vec::new()),
        };
        self.findings.extend(finding.map(|finding| finding.in_file(&picture.path)));
    }

    fn drawing(&mut self, drawing: &Drawing, whole: &Rect, window: &Rc<Clip>) {
        if drawing.width <= 0 || drawing.height <= 0 {
            return;
        }
        let wide = whole.width.to_pt() / f64::from(drawing.width);
        let high = whole.height.to_pt() / f64::from(drawing.height);
        let matrix = Matrix([wide, 0.0, 0.0, high, whole.x.to_pt(), whole.y.to_pt()]).then(self.flip);
        // Shapes under the same clip follow each other.
        let mut last: Option<(&issue::Clips, Rc<Clip>)> = None;
        for shape in &drawing.shapes {
            let clip = match &last {
                Some((clips, clip)) if Arc::ptr_eq(clips, &shape.clips) => Rc::clone(clip),
                _ => {
                    let cut = shape.clips.iter().fold(Rc::clone(window), |clip, (outline, rule)| {
                        clip_to(path(outline).after(matrix), *rule, Some(clip))
                    });
                    last = Some((&shape.clips, Rc::clone(&cut)));
                    cut
                }
            };
            let own = path(&shape.path);
            match &shape.fill {
                Some((ShapePaint::Ink(ink), rule)) => {
                    let state = self.state(ink, false, Some(Rc::clone(&clip)));
                    self.fill(&own.after(matrix), *rule, ink, &state);
                }
                Some((ShapePaint::Shading(shading), rule)) => {
                    // From 1/256 of a unit to units, in which the gradient lies.
                    let units = Matrix([256.0, 0.0, 0.0, 256.0, 0.0, 0.0]).then(matrix);
                    if let Some(shading) = shade::shape(shading, units, &self.spots) {
                        self.gradient(&own.after(matrix), *rule, shading, Some(Rc::clone(&clip)));
                    }
                }
                None => {}
            }
            if let Some((ink, width)) = &shape.stroke {
                let mut state = self.state(ink, false, Some(clip));
                state.line_width = f64::from((*width).max(0));
                let (colour, style) = (self.spots.colour(ink), Style::Stroke);
                self.painter.path(&Drawn { path: &own, matrix, colour: &colour, style, state: &state });
            }
        }
    }
}

/// A clip within another one.
fn clip_to(path: Path, rule: FillRule, parent: Option<Rc<Clip>>) -> Rc<Clip> {
    let nowhere = Bounds { left: 0.0, bottom: 0.0, right: 0.0, top: 0.0 };
    let visible = parent.as_ref().map_or(Bounds::EVERYWHERE, |parent| parent.bounds);
    let bounds = path.bounds().unwrap_or(nowhere).shared(visible);
    Rc::new(Clip { parent, path, even_odd: rule == FillRule::EvenOdd, bounds })
}

/// An outline of a drawing. One that does not start with a move starts at its first point.
fn path(segments: &[issue::Segment]) -> Path {
    let point = |x: i32, y: i32| (f64::from(x), f64::from(y));
    let mut path = Path::default();
    for segment in segments {
        let begun = !path.0.is_empty();
        match *segment {
            issue::Segment::Move(x, y) => path.0.push(Segment::Move(point(x, y))),
            issue::Segment::Line(x, y) if begun => path.0.push(Segment::Line(point(x, y))),
            issue::Segment::Line(x, y) => path.0.push(Segment::Move(point(x, y))),
            issue::Segment::Curve(x1, y1, x2, y2, x, y) => {
                if !begun {
                    path.0.push(Segment::Move(point(x1, y1)));
                }
                path.0.push(Segment::Curve(point(x1, y1), point(x2, y2), point(x, y)));
            }
            issue::Segment::Close if begun => path.0.push(Segment::Close),
            issue::Segment::Close => {}
        }
    }
    path
}
