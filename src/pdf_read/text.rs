//! Text operators (ISO 32000-1, 9.4): where each glyph of a string stands.
//!
//! Every code of a string moves the text matrix by its width, spacing and stretch, along or down the line. The
//! sink is told of each glyph with its matrix; glyphs that are filled with a pattern or that clip are drawn as
//! paths too, and Type 3 glyphs are run as content.

use lopdf::Object;

use super::filter;
use super::font::{Code, Font};
use super::geometry::{Matrix, Path};
use super::objects::{self, as_dictionary, resolve, sub};
use super::operators::{first_name, number};
use super::run::{Run, Scope};
use super::sink::{FaultKind, Glyph, Resource, Style};
use crate::message::{msg, word};

/// An operand; 0 for one that is missing.
fn figure(operands: &[Object], at: usize) -> f64 {
    number(operands, at).unwrap_or(0.0)
}

impl Run<'_, '_> {
    pub(super) fn text_operator(&mut self, scope: &mut Scope<'_>, operator: &[u8], operands: &[Object]) {
        let text = &mut self.state.text;
        match operator {
            b"BT" => {
                scope.text = Matrix::IDENTITY;
                scope.line = Matrix::IDENTITY;
            }
            b"ET" => {
                if let Some(path) = scope.text_clip.take() {
                    self.clip_to(path, false);
                }
            }
            b"Tc" => text.character_space = figure(operands, 0),
            b"Tw" => text.word_space = figure(operands, 0),
            b"Tz" => text.stretch = figure(operands, 0) / 100.0,
            b"TL" => text.leading = figure(operands, 0),
            b"Tr" => text.mode = figure(operands, 0) as i64,
            b"Ts" => text.rise = figure(operands, 0),
            b"Tf" => self.select(scope, operands),
            b"Td" => scope.next_line(figure(operands, 0), figure(operands, 1)),
            b"TD" => {
                text.leading = -figure(operands, 1);
                scope.next_line(figure(operands, 0), figure(operands, 1));
            }
            b"Tm" => {
                let matrix = Matrix([0, 1, 2, 3, 4, 5].map(|at| figure(operands, at)));
                if operands.len() == 6 && matrix.is_finite() {
                    scope.text = matrix;
                    scope.line = matrix;
                }
            }
            b"T*" => scope.next_line(0.0, -text.leading),
            b"Tj" => self.show(scope, operands.first()),
            b"'" => {
                scope.next_line(0.0, -text.leading);
                self.show(scope, operands.first());
            }
            b"\"" => {
                text.word_space = figure(operands, 0);
                text.character_space = figure(operands, 1);
                scope.next_line(0.0, -text.leading);
                self.show(scope, operands.get(2));
            }
            _ => {
                for part in operands.first().and_then(|parts| parts.as_array().ok()).into_iter().flatten() {
                    match part {
                        Object::String(..) => self.show(scope, Some(part)),
                        part => self.adjust(scope, objects::number(part).unwrap_or(0.0)),
                    }
                }
            }
        }
    }

    fn select(&mut self, scope: &Scope<'_>, operands: &[Object]) {
        let document = self.context.document;
        let name = first_name(operands);
        let fonts = scope.resources.and_then(|resources| sub(document, resources, "Font"));
        let font = fonts.and_then(|fonts| fonts.get(name).ok());
        self.state.text.size = figure(operands, 1);
        self.state.text.selected = true;
        match font.and_then(|font| as_dictionary(resolve(document, font))) {
            Some(font) => self.state.text.font = Some(self.context.font(name, font)),
            None => {
                self.state.text.font = None;
                self.missing(scope, Resource::Font, name);
            }
        }
    }

    /// Moves by thousandths of the size, against the direction of writing.
    fn adjust(&mut self, scope: &mut Scope<'_>, by: f64) {
        let text = &self.state.text;
        let way = -by / 1000.0 * text.size;
        let down = text.font.as_ref().is_some_and(|font| font.vertical);
        let (x, y) = if down { (0.0, way) } else { (way * text.stretch, 0.0) };
        scope.text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(scope.text);
    }

    fn show(&mut self, scope: &mut Scope<'_>, string: Option<&Object>) {
        let Some(string) = string.and_then(|string| string.as_str().ok()) else { return };
        let Some(font) = self.state.text.font.clone() else {
            // A font that is named and not there was told when it was selected.
            if !self.state.text.selected && !string.is_empty() {
                self.damaged(scope, word("shows text without a font"));
            }
            return;
        };
        for code in font.codes(string) {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            self.glyph(scope, &font, code);
        }
    }

    fn glyph(&mut self, scope: &mut Scope<'_>, font: &Font, code: Code) {
        let text = &self.state.text;
        let (size, stretch, rise) = (text.size, text.stretch, text.rise);
        let mut space = text.character_space;
        if code.bytes == 1 && code.code == 32 {
            space += text.word_space;
        }
        let advance = font.width(code);
        let (step, origin) = if font.vertical {
            let (down, (x, y)) = font.down(code);
            // Displacements go down, so spacing that is greater than 0 brings letters together (9.3.2).
            ((0.0, down * size + space), (-x, -y))
        } else {
            (((advance * size + space) * stretch, 0.0), (0.0, 0.0))
        };
        let em = Matrix([size * stretch, 0.0, 0.0, size, 0.0, rise]);
        let matrix =
            Matrix([1.0, 0.0, 0.0, 1.0, origin.0, origin.1]).then(em).then(scope.text).then(self.state.ctm);
        scope.text = Matrix([1.0, 0.0, 0.0, 1.0, step.0, step.1]).then(scope.text);
        if !matrix.is_finite() {
            return;
        }
        let mode = text.mode;
        let shown = font.shown(code);
        let (_, height) = matrix.scales();
        let glyph = Glyph { font, code, shown, size: height, matrix, advance, state: &self.state };
        self.sink.glyph(&glyph);
        if let Some(type3) = font.as_type3() {
            if mode != 3 {
                let Some(procedure) = type3.procedure(self.context.document, code.code) else {
                    let why = msg!("a Type 3 font has no drawing for a character");
                    return self.fault(scope.stream, FaultKind::Unseen(why));
                };
                let Some(content) = filter::plain(self.context.document, procedure) else {
                    return self.damaged(scope, word("has a Type 3 glyph that cannot be unpacked"));
                };
                let document = self.context.document;
                let own = sub(document, &procedure.dict, "Resources");
                let resources = own.or_else(|| type3.resources(document)).or(scope.resources);
                self.procedure(&content, resources, type3.matrix.then(matrix));
            }
            return;
        }
        let patterned = self.state.fill.colour().is_none() && glyph.is_filled();
        if !patterned && mode < 4 {
            return;
        }
        let outline =
            Glyph { font, code, shown, size: height, matrix, advance, state: &self.state }.outline();
        let Some(outline) = outline else {
            if mode >= 4 {
                scope.text_clip.get_or_insert_default();
            }
            return;
        };
        if patterned {
            self.draw(scope, &outline, matrix, Style::Fill { even_odd: false });
        }
        if mode >= 4 {
            let clip = scope.text_clip.get_or_insert_with(Path::default);
            clip.0.extend(outline.after(matrix).0);
        }
    }
}

impl Scope<'_> {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }
}
