//! The operators of one content stream, one by one (ISO 32000-1, annex A).
//!
//! [`Run`] holds the graphics state and what is left of the work that a page may cause; [`Scope`] holds
//! what belongs to one stream: its resources, its current path, its text matrices. A nested stream (a form,
//! a pattern cell, a glyph) has its own scope; the graphics state is restored when it ends. Faults go to
//! the sink and never stop the page.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::colour::{Colour, Space};
use super::context::Context;
use super::geometry::{Bounds, Matrix, Path, Segment};
use super::image::{Image, full_names};
use super::lexer::{Lexer, Token};
use super::objects;
use super::objects::{as_dictionary, entry, numbers, resolve, sub};
use super::operators::{is_known, last_name, last_numbers, number};
use super::shading::Shading;
use super::sink::{Drawn, Fault, FaultKind, Resource, Sink, Style};
use super::state::{Blend, Clip, Paint, State, Tiling};
use crate::message::{Message, msg};

/// Forms, patterns and glyphs within each other.
pub(super) const DEEPEST: usize = 16;
/// To begin a form, a pattern cell or a glyph takes as long as so many operators.
const STREAM: u64 = 100;
/// Graphics states saved at a time.
const MOST_SAVED: usize = 4_096;
/// Segments of one path.
const LONGEST_PATH: usize = 1_000_000;

/// One page being read.
pub(super) struct Run<'a, 's> {
    pub(super) context: &'s Context<'a>,
    pub(super) sink: &'s mut dyn Sink,
    pub(super) state: State,
    saved: Vec<State>,
    pub(super) left: u64,
    pub(super) numbers: u64,
    pub(super) depth: usize,
    /// Colours are not set in uncoloured patterns and glyphs, nor in the forms that they show.
    colourless: bool,
}

/// One content stream being read.
pub(super) struct Scope<'r> {
    pub(super) resources: Option<&'r Dictionary>,
    pub(super) stream: &'r Message,
    /// Where the stream's own space lies on the page: that of the patterns it uses.
    pub(super) base: Matrix,
    path: Path,
    at: (f64, f64),
    start: (f64, f64),
    /// The rule of a clip that the next painting operator sets.
    clip: Option<bool>,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    /// Outlines that become a clip at the end of the text.
    pub(super) text_clip: Option<Path>,
}

impl<'a, 's> Run<'a, 's> {
    pub(super) fn new(context: &'s Context<'a>, sink: &'s mut dyn Sink, left: u64) -> Run<'a, 's> {
        Run {
            context,
            sink,
            state: State::new(),
            saved: Vec::new(),
            left,
            numbers: 0,
            depth: 0,
            colourless: false,
        }
    }

    pub(super) fn fault(&mut self, stream: &Message, what: FaultKind) {
        self.sink.fault(Fault { what, stream: stream.clone() });
    }

    pub(super) fn damaged(&mut self, scope: &Scope<'_>, what: impl Into<Message>) {
        self.fault(scope.stream, FaultKind::Damaged(what.into()));
    }

    pub(super) fn missing(&mut self, scope: &Scope<'_>, kind: Resource, name: &[u8]) {
        self.fault(scope.stream, FaultKind::Missing(kind, String::from_utf8_lossy(name).into_owned()));
    }

    /// Reads a stream to its end; what it does to the graphics state stays within it.
    pub(super) fn content(
        &mut self,
        bytes: &[u8],
        resources: Option<&Dictionary>,
        stream: &Message,
        colourless: Option<&Colour>,
    ) {
        if self.depth > DEEPEST {
            return self.fault(stream, FaultKind::TooDeep);
        }
        // What is unpacked and read counts too, so that a small form used often ends somewhere.
        self.left = self.left.saturating_sub(STREAM + bytes.len() as u64 / 256);
        self.depth += 1;
        let around = self.state.clone();
        let colourless_around = self.colourless;
        if let Some(colour) = colourless {
            self.colourless = true;
            self.state.fill = Paint::Colour(colour.clone());
            self.state.stroke = Paint::Colour(colour.clone());
        }
        let floor = self.saved.len();
        let mut scope = Scope {
            resources,
            stream,
            base: self.state.ctm,
            path: Path::default(),
            at: (0.0, 0.0),
            start: (0.0, 0.0),
            clip: None,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            text_clip: None,
        };
        let mut lexer = Lexer::new(bytes);
        let mut unreadable = None;
        while let Some(token) = lexer.next() {
            if self.left == 0 {
                self.fault(stream, FaultKind::TooLong);
                break;
            }
            self.left -= 1;
            match token {
                Token::Operator(b"q") if self.saved.len() < MOST_SAVED => self.saved.push(self.state.clone()),
                Token::Operator(b"Q") if self.saved.len() > floor => {
                    if let Some(state) = self.saved.pop() {
                        self.state = state;
                    }
                }
                Token::Operator(b"q") => {
                    let what =
                        msg!("saves graphics states more than {most_saved} deep", most_saved = MOST_SAVED);
                    self.fault(stream, FaultKind::Damaged(what));
                }
                Token::Operator(b"Q") => self.fault(stream, FaultKind::Restored),
                Token::Operator(operator) => {
                    let operands = std::mem::take(&mut lexer.operands);
                    self.operator(&mut scope, operator, &operands);
                    lexer.operands = operands;
                }
                Token::Image(dictionary, data) => self.inline_image(&scope, &dictionary, data),
                Token::Broken(at) => {
                    // Garbage is reported once, not byte by byte.
                    unreadable.get_or_insert(at);
                }
            }
        }
        if let Some(at) = unreadable {
            self.fault(stream, FaultKind::Unreadable(at));
        }
        if self.saved.len() > floor {
            self.fault(stream, FaultKind::Saved);
            self.saved.truncate(floor);
        }
        self.state = around;
        self.colourless = colourless_around;
        self.depth -= 1;
    }

    fn operator(&mut self, scope: &mut Scope<'_>, operator: &[u8], operands: &[Object]) {
        match operator {
            b"cm" => {
                if let Some(matrix) = last_numbers::<6>(operands).map(Matrix) {
                    let ctm = matrix.then(self.state.ctm);
                    if ctm.is_finite() {
                        self.state.ctm = ctm;
                    }
                }
            }
            b"w" => self.state.line_width = number(operands, 0).unwrap_or(1.0).abs(),
            b"J" => self.state.cap = number(operands, 0).unwrap_or(0.0) as u8,
            b"j" => self.state.join = number(operands, 0).unwrap_or(0.0) as u8,
            b"M" => self.state.miter = number(operands, 0).unwrap_or(10.0).max(1.0),
            b"d" => self.dash(operands),
            b"gs" => self.graphics_state(scope, last_name(operands)),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => scope.construct(operator, operands),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.paint_path(scope, operator);
            }
            b"W" => scope.clip = Some(false),
            b"W*" => scope.clip = Some(true),
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" => self.device_colour(scope, operator, operands),
            b"cs" | b"CS" => self.colour_space(scope, operator == b"CS", last_name(operands)),
            b"sc" | b"scn" => self.colour(scope, false, operands),
            b"SC" | b"SCN" => self.colour(scope, true, operands),
            b"sh" => self.shade(scope, last_name(operands)),
            b"Do" => self.xobject(scope, last_name(operands)),
            b"BT" | b"ET" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Tf" | b"Tr" | b"Ts" | b"Td" | b"TD" | b"Tm"
            | b"T*" | b"Tj" | b"TJ" | b"'" | b"\"" => self.text_operator(scope, operator, operands),
            b"d1" => self.colourless = true,
            b"BX" | b"EX" => self.fault(scope.stream, FaultKind::Bracket),
            // Marked content, rendering intents, flatness and `d0` change nothing here.
            operator if is_known(operator) => {}
            unknown => self.fault(scope.stream, FaultKind::unknown_operator(unknown)),
        }
    }

    fn dash(&mut self, operands: &[Object]) {
        let parts = operands.first().and_then(|parts| parts.as_array().ok());
        let parts = parts.into_iter().flatten().filter_map(objects::number);
        let parts: Vec<f64> = parts.map(|part| part.max(0.0)).collect();
        let useful = parts.iter().sum::<f64>() > 1e-6;
        let parts = if useful { parts } else { Vec::new() };
        self.state.dash = Rc::new((parts, number(operands, 1).unwrap_or(0.0)));
    }

    fn graphics_state(&mut self, scope: &Scope<'_>, name: &[u8]) {
        let document = self.context.document;
        let states = scope.resources.and_then(|resources| sub(document, resources, "ExtGState"));
        let loaded = states.and_then(|states| states.get(name).ok());
        let Some(loaded) = loaded.and_then(|loaded| as_dictionary(resolve(document, loaded))) else {
            return self.missing(scope, Resource::GraphicsState, name);
        };
        let get = |key: &str| entry(document, loaded, key);
        let flag = |key: &str| get(key).and_then(|flag| flag.as_bool().ok());
        let figure = |key: &str| get(key).and_then(objects::number);
        // Where `op` is left out, `OP` counts for both (ISO 32000-1, table 58).
        if let Some(overprint) = flag("OP") {
            self.state.overprint_stroke = overprint;
            self.state.overprint_fill = overprint;
        }
        if let Some(overprint) = flag("op") {
            self.state.overprint_fill = overprint;
        }
        if let Some(mode) = get("OPM").and_then(|mode| mode.as_i64().ok()) {
            self.state.overprint_mode = mode;
        }
        if let Some(alpha) = figure("ca") {
            self.state.alpha_fill = alpha.clamp(0.0, 1.0);
        }
        if let Some(alpha) = figure("CA") {
            self.state.alpha_stroke = alpha.clamp(0.0, 1.0);
        }
        if let Some(width) = figure("LW") {
            self.state.line_width = width.abs();
        }
        for (key, place) in [("LC", &mut self.state.cap), ("LJ", &mut self.state.join)] {
            if let Some(value) = figure(key) {
                *place = value as u8;
            }
        }
        if let Some(miter) = figure("ML") {
            self.state.miter = miter.max(1.0);
        }
        if let Some(Ok([parts, phase])) =
            get("D").and_then(|dash| dash.as_array().ok()).map(|dash| <[Object; 2]>::try_from(dash.clone()))
        {
            self.dash(&[resolve(document, &parts).clone(), phase]);
        }
        if let Some(Object::Array(font)) = get("Font")
            && let [font, size] = font.as_slice()
            && let Some(font) = as_dictionary(resolve(document, font))
        {
            self.state.text.font = Some(self.context.font(name, font));
            self.state.text.size = objects::number(size).unwrap_or(0.0);
        }
        let blend = match get("BM") {
            Some(Object::Name(name)) => Some(Blend::of(name)),
            Some(Object::Array(names)) => {
                let known = names.iter().filter_map(|name| name.as_name().ok()).map(Blend::of);
                known.into_iter().find(|blend| *blend != Blend::Other)
            }
            _ => None,
        };
        if let Some(blend) = blend {
            if blend == Blend::Other {
                let what = msg!("uses a blend mode that is taken for normal");
                self.fault(scope.stream, FaultKind::Unseen(what));
            }
            self.state.blend = blend;
        }
        match get("SMask") {
            Some(Object::Dictionary(mask)) => self.soft_mask(scope, mask),
            Some(_) => self.state.mask = None,
            None => {}
        }
    }

    /// Narrows the clip to a path of the page.
    pub(super) fn clip_to(&mut self, path: Path, even_odd: bool) {
        let nowhere = Bounds { left: 0.0, bottom: 0.0, right: 0.0, top: 0.0 };
        let bounds = path.bounds().unwrap_or(nowhere).shared(self.state.visible());
        let parent = self.state.clip.take();
        self.state.clip = Some(Rc::new(Clip { parent, path, even_odd, bounds }));
    }

    fn paint_path(&mut self, scope: &mut Scope<'_>, operator: &[u8]) {
        if matches!(operator, b"s" | b"b" | b"b*") {
            scope.construct(b"h", &[]);
        }
        let path = std::mem::take(&mut scope.path);
        let even_odd = matches!(operator, b"f*" | b"B*" | b"b*");
        if !path.0.is_empty() {
            if matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") {
                self.draw(scope, &path, self.state.ctm, Style::Fill { even_odd });
            }
            if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") {
                self.draw(scope, &path, self.state.ctm, Style::Stroke);
            }
        }
        if let Some(even_odd) = scope.clip.take() {
            let path = path.after(self.state.ctm);
            self.clip_to(path, even_odd);
        }
    }

    /// Fills or strokes a path with whatever paint is set.
    pub(super) fn draw(&mut self, scope: &Scope<'_>, path: &Path, matrix: Matrix, style: Style) {
        let paint = match style {
            Style::Fill { .. } => self.state.fill.clone(),
            Style::Stroke => self.state.stroke.clone(),
        };
        let Paint::Colour(colour) = &paint else {
            if style == Style::Stroke {
                let what = msg!("strokes with a pattern, which is not looked into");
                return self.fault(scope.stream, FaultKind::Unseen(what));
            }
            let even_odd = style == Style::Fill { even_odd: true };
            let around = self.state.clone();
            self.clip_to(path.after(matrix), even_odd);
            self.pattern(scope, &paint);
            self.state = around;
            return;
        };
        self.sink.path(&Drawn { path, matrix, colour, style, state: &self.state });
    }

    fn device_colour(&mut self, scope: &Scope<'_>, operator: &[u8], operands: &[Object]) {
        if self.colourless {
            return;
        }
        let space = match operator {
            b"g" | b"G" => Space::Gray,
            b"k" | b"K" => Space::Cmyk,
            _ => Space::Rgb(Rc::clone(&self.context.spaces.convert)),
        };
        let (given, needed) = (operands.len(), space.channels());
        if given != needed {
            self.damaged(scope, msg!("gives {given} values for a colour that has {needed}", given, needed));
        }
        let stroke = operator[0].is_ascii_uppercase();
        self.set_space(stroke, Rc::new(space));
        self.colour(scope, stroke, operands);
    }

    fn set_space(&mut self, stroke: bool, space: Rc<Space>) {
        let initial = Paint::Colour(space.initial());
        if stroke {
            (self.state.stroke, self.state.stroke_space) = (initial, space);
        } else {
            (self.state.fill, self.state.fill_space) = (initial, space);
        }
    }

    fn colour_space(&mut self, scope: &Scope<'_>, stroke: bool, name: &[u8]) {
        if self.colourless {
            return;
        }
        match self.context.spaces.parse(&Object::Name(name.to_vec()), scope.resources) {
            Some(space) => self.set_space(stroke, space),
            None => self.missing(scope, Resource::ColorSpace, name),
        }
    }

    fn colour(&mut self, scope: &Scope<'_>, stroke: bool, operands: &[Object]) {
        if self.colourless {
            return;
        }
        let space = if stroke { &self.state.stroke_space } else { &self.state.fill_space };
        let space = Rc::clone(space);
        let numbers: Vec<f32> = operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
        let paint = match &*space {
            Space::Pattern(under) => {
                let under = under.as_ref().map(|under| under.colour(&numbers));
                self.read_pattern(scope, last_name(operands), under)
            }
            space => Paint::Colour(space.colour(&numbers)),
        };
        if stroke {
            self.state.stroke = paint;
        } else {
            self.state.fill = paint;
        }
    }

    fn read_pattern(&mut self, scope: &Scope<'_>, name: &[u8], under: Option<Colour>) -> Paint {
        let document = self.context.document;
        let patterns = scope.resources.and_then(|resources| sub(document, resources, "Pattern"));
        let pattern = patterns.and_then(|patterns| patterns.get(name).ok());
        let pattern = pattern.map(|pattern| resolve(document, pattern));
        let Some((pattern, dictionary)) =
            pattern.and_then(|pattern| Some((pattern, as_dictionary(pattern)?)))
        else {
            self.missing(scope, Resource::Pattern, name);
            return Paint::Unknown;
        };
        let own = numbers(document, entry(document, dictionary, "Matrix"));
        let own = own.and_then(|own| own.try_into().ok()).map_or(Matrix::IDENTITY, Matrix);
        let matrix = own.then(scope.base);
        let shading = entry(document, dictionary, "Shading");
        match (pattern, shading) {
            (_, Some(shading)) => {
                match Shading::parse(&self.context.spaces, shading, scope.resources, matrix) {
                    Ok(shading) => Paint::Shading(Rc::new(shading)),
                    Err(why) => {
                        self.fault(scope.stream, FaultKind::Unseen(why));
                        Paint::Unknown
                    }
                }
            }
            (Object::Stream(stream), None) => {
                let uncoloured = entry(document, dictionary, "PaintType").and_then(|kind| kind.as_i64().ok());
                let colour =
                    if uncoloured == Some(2) { under.or_else(|| Some(Colour::black())) } else { None };
                Paint::Tiling(Rc::new(Tiling { stream: self.context.cell(stream), matrix, colour }))
            }
            _ => Paint::Unknown,
        }
    }

    fn inline_image(&mut self, scope: &Scope<'_>, dictionary: &Dictionary, data: &[u8]) {
        let dictionary = full_names(dictionary);
        let name = "inline image".to_owned();
        let state = self.state.clone();
        match Image::new(name, &dictionary, data, scope.resources, &state, &self.context.spaces) {
            Ok(image) => self.show_image(scope, &image),
            Err(why) => self.fault(scope.stream, FaultKind::Damaged(msg!("has {why}", why))),
        }
    }
}

impl Scope<'_> {
    fn construct(&mut self, operator: &[u8], operands: &[Object]) {
        if self.path.0.len() > LONGEST_PATH {
            return;
        }
        let moved = !self.path.0.is_empty();
        match operator {
            b"m" => {
                if let Some([x, y]) = last_numbers(operands) {
                    self.start = (x, y);
                    self.go(Segment::Move((x, y)), (x, y));
                }
            }
            b"l" if moved => {
                if let Some([x, y]) = last_numbers(operands) {
                    self.go(Segment::Line((x, y)), (x, y));
                }
            }
            b"c" if moved => {
                if let Some([a, b, c, d, x, y]) = last_numbers(operands) {
                    self.go(Segment::Curve((a, b), (c, d), (x, y)), (x, y));
                }
            }
            b"v" if moved => {
                if let Some([c, d, x, y]) = last_numbers(operands) {
                    self.go(Segment::Curve(self.at, (c, d), (x, y)), (x, y));
                }
            }
            b"y" if moved => {
                if let Some([a, b, x, y]) = last_numbers(operands) {
                    self.go(Segment::Curve((a, b), (x, y), (x, y)), (x, y));
                }
            }
            b"h" if moved => self.go(Segment::Close, self.start),
            b"re" => {
                if let Some([x, y, width, height]) = last_numbers(operands) {
                    self.start = (x, y);
                    self.go(Segment::Move((x, y)), (x, y));
                    self.go(Segment::Line((x + width, y)), (x, y));
                    self.go(Segment::Line((x + width, y + height)), (x, y));
                    self.go(Segment::Line((x, y + height)), (x, y));
                    self.go(Segment::Close, (x, y));
                }
            }
            _ => {}
        }
    }

    fn go(&mut self, segment: Segment, to: (f64, f64)) {
        // A contour that goes on behind its end starts again where it started.
        if matches!(self.path.0.last(), Some(Segment::Close))
            && matches!(segment, Segment::Line(_) | Segment::Curve(..))
        {
            self.path.0.push(Segment::Move(self.at));
        }
        self.path.0.push(segment);
        self.at = to;
    }
}
