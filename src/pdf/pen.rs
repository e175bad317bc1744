//! Draws with printpdf in positions of the page.

use std::collections::BTreeMap;

use printpdf::{
    Cmyk as PrintCmyk, Color, CurTransMat, DictItem, ExtendedGraphicsStateId, Op, PaintMode, Pt,
    Rect as PrintRect, XObjectId, XObjectTransform,
};

use super::colour::{KNOCKOUT, OVERPRINT, Paint, Spots, unit};
use super::drawing;
use super::marked::Mark;
use super::picture;
use super::shading::Shade;
use super::text::Sheet;
use crate::geometry::{Length, Rect};
use crate::ink::{Gradient, Ink};
use crate::issue::PictureData;

/// Draws with printpdf in page positions, and remembers ink and overprint so that they are set
/// only where they change. Text objects and pictures keep their own state to themselves.
pub(super) struct Pen<'a> {
    pub(super) ops: Vec<Op>,
    sheet: Sheet,
    spots: &'a Spots<'a>,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    overprint: Option<bool>,
    width: Option<Length>,
    mark: Mark,
}

/// A length as printpdf has it.
pub(super) fn pt(length: Length) -> Pt {
    Pt(length.to_pt() as f32)
}

impl<'a> Pen<'a> {
    pub(super) fn new(sheet: Sheet, spots: &'a Spots<'a>) -> Pen<'a> {
        Pen {
            ops: Vec::new(),
            sheet,
            spots,
            fill: None,
            stroke: None,
            overprint: None,
            width: None,
            mark: Mark::None,
        }
    }

    /// Marks what is drawn from here on.
    pub(super) fn mark(&mut self, mark: Mark) {
        let before = std::mem::replace(&mut self.mark, mark);
        if before == mark {
            return;
        }
        if before != Mark::None {
            self.ops.push(Op::EndMarkedContent);
        }
        match mark {
            Mark::None => {}
            Mark::Artifact => self.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() }),
            Mark::Content { tag, id } => {
                let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(i64::from(id)))]);
                let properties = DictItem::Dict { map };
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
            }
        }
    }

    /// A filled rectangle; nothing where it has no area.
    pub(super) fn fill(&mut self, rect: &Rect, ink: &Ink) {
        if rect.width <= Length::ZERO || rect.height <= Length::ZERO {
            return;
        }
        self.overprint(self.spots.overprints(ink, false));
        if self.fill.as_ref() != Some(ink) {
            self.colour(ink, false);
            self.fill = Some(ink.clone());
        }
        self.rectangle(rect, PaintMode::Fill);
    }

    /// A rectangle filled with a gradient; nothing where it has no area.
    pub(super) fn shade(&mut self, rect: &Rect, gradient: &Gradient) {
        if rect.width <= Length::ZERO || rect.height <= Length::ZERO {
            return;
        }
        self.ops.push(Op::SaveGraphicsState);
        self.state(KNOCKOUT);
        self.rectangle(rect, PaintMode::Clip);
        let (x, y) = (self.sheet.x(rect.x), self.sheet.y(rect.bottom()));
        let [width, height, x, y] = [rect.width, rect.height, x, y].map(|length| length.to_pt() as f32);
        let matrix = [width, 0.0, 0.0, height, x, y];
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        let name = self.spots.shade(&Shade::of_panel(gradient));
        self.ops.push(Op::Unknown { key: "sh".to_owned(), value: vec![DictItem::Name(name.into_bytes())] });
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// A rectangle's outline inside its edges.
    pub(super) fn frame(&mut self, rect: &Rect, width: Length, ink: &Ink) {
        let inner = rect.inset(width / 2);
        if width <= Length::ZERO {
            return;
        }
        if inner.width <= width || inner.height <= width {
            // The lines of opposite sides meet: there is no inside left.
            return self.fill(rect, ink);
        }
        self.line_state(width, ink);
        self.rectangle(&inner, PaintMode::Stroke);
    }

    /// Ink, overprint and width of lines.
    pub(super) fn line_state(&mut self, width: Length, ink: &Ink) {
        self.overprint(self.spots.overprints(ink, false));
        if self.stroke.as_ref() != Some(ink) {
            self.colour(ink, true);
            self.stroke = Some(ink.clone());
        }
        if self.width.replace(width) != Some(width) {
            self.ops.push(Op::SetOutlineThickness { pt: pt(width) });
        }
    }

    /// An open or closed line through points of the page; `true` marks control points of curves.
    pub(super) fn line(&mut self, points: &[(Length, Length, bool)], is_closed: bool) {
        let place = |&(x, y, bezier): &(Length, Length, bool)| printpdf::LinePoint {
            p: printpdf::Point { x: pt(self.sheet.x(x)), y: pt(self.sheet.y(y)) },
            bezier,
        };
        let line = printpdf::Line { points: points.iter().map(place).collect(), is_closed };
        self.ops.push(Op::DrawLine { line });
    }

    /// A picture in its window.
    pub(super) fn picture(&mut self, id: u32, data: &PictureData, window: &Rect, whole: &Rect) {
        self.ops.push(Op::SaveGraphicsState);
        self.state(KNOCKOUT);
        if window != whole {
            self.rectangle(window, PaintMode::Clip);
        }
        let x = self.sheet.x(whole.x).to_pt() as f32;
        let matrix = match data {
            PictureData::Vector(drawing) => {
                // The form is drawn in the drawing's own units, `y` down.
                let (across, down) = drawing::units(drawing);
                let (sx, sy) = (whole.width.to_pt() / across, whole.height.to_pt() / down);
                [sx as f32, 0.0, 0.0, -sy as f32, x, self.sheet.y(whole.y).to_pt() as f32]
            }
            _ => {
                let bottom = self.sheet.y(whole.bottom()).to_pt() as f32;
                [whole.width.to_pt() as f32, 0.0, 0.0, whole.height.to_pt() as f32, x, bottom]
            }
        };
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        self.ops.push(Op::UseXobject { id: XObjectId(picture::resource(id)), transform });
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn overprint(&mut self, overprint: bool) {
        if self.overprint.replace(overprint) != Some(overprint) {
            self.state(if overprint { OVERPRINT } else { KNOCKOUT });
        }
    }

    fn state(&mut self, name: &str) {
        self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(name.to_owned()) });
    }

    fn colour(&mut self, ink: &Ink, stroke: bool) {
        let (id, shares) = match self.spots.paint(ink) {
            Paint::Process(shares) => {
                let [c, m, y, k] = shares.map(unit);
                let col = Color::Cmyk(PrintCmyk { c, m, y, k, icc_profile: None });
                let op = if stroke { Op::SetOutlineColor { col } } else { Op::SetFillColor { col } };
                self.ops.push(op);
                return;
            }
            Paint::Light(light) => {
                let value = vec![DictItem::Real(unit(light))];
                let key = if stroke { "G" } else { "g" }.to_owned();
                return self.ops.push(Op::Unknown { key, value });
            }
            Paint::Named(id, shares) => (id, shares),
        };
        // printpdf writes its own spot colours as CMYK, so the tint goes through an unknown operator.
        let value = shares.into_iter().map(|share| DictItem::Real(unit(share))).collect();
        let key = if stroke { "SCN" } else { "scn" }.to_owned();
        self.ops.push(if stroke { Op::SetColorSpaceStroke { id } } else { Op::SetColorSpaceFill { id } });
        self.ops.push(Op::Unknown { key, value });
    }

    fn rectangle(&mut self, rect: &Rect, mode: PaintMode) {
        let rectangle = PrintRect {
            x: pt(self.sheet.x(rect.x)),
            y: pt(self.sheet.y(rect.bottom())),
            width: pt(rect.width),
            height: pt(rect.height),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }
}
