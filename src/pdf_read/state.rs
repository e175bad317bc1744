//! The graphics state (ISO 32000-1, 8.4): what operators set and what painting uses.
//!
//! Clips are kept as a chain of paths with the box around what still shows, so that saving a state costs a
//! pointer.

use std::rc::Rc;

use lopdf::Stream;

use super::colour::{Colour, Space};
use super::font::Font;
use super::geometry::{Bounds, Matrix, Path};
use super::shading::Shading;

/// What shows of what is painted: the shared part of a path and of all before it.
#[derive(Debug)]
pub struct Clip {
    pub parent: Option<Rc<Clip>>,
    /// In page space.
    pub path: Path,
    pub even_odd: bool,
    /// The box around what shows.
    pub bounds: Bounds,
}

/// Long chains of clips are dropped one by one, so that recursion cannot overflow the stack.
impl Drop for Clip {
    fn drop(&mut self) {
        let mut next = self.parent.take();
        while let Some(mut clip) = next.and_then(|clip| Rc::try_unwrap(clip).ok()) {
            next = clip.parent.take();
        }
    }
}

/// A tiling pattern as it is set.
#[derive(Debug)]
pub struct Tiling {
    pub stream: Rc<Stream>,
    /// From the pattern's space to the page.
    pub matrix: Matrix,
    /// The colour of an uncoloured pattern.
    pub colour: Option<Colour>,
}

#[derive(Clone, Debug)]
pub enum Paint {
    Colour(Colour),
    Tiling(Rc<Tiling>),
    Shading(Rc<Shading>),
    /// A pattern that cannot be read; it paints nothing.
    Unknown,
}

impl Paint {
    pub fn colour(&self) -> Option<&Colour> {
        if let Paint::Colour(colour) = self { Some(colour) } else { None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blend {
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    HardLight,
    Difference,
    /// Any other mode; it is painted as Normal.
    Other,
}

impl Blend {
    pub fn of(name: &[u8]) -> Blend {
        match name {
            b"Normal" | b"Compatible" => Blend::Normal,
            b"Multiply" => Blend::Multiply,
            b"Screen" => Blend::Screen,
            b"Overlay" => Blend::Overlay,
            b"Darken" => Blend::Darken,
            b"Lighten" => Blend::Lighten,
            b"HardLight" => Blend::HardLight,
            b"Difference" => Blend::Difference,
            _ => Blend::Other,
        }
    }
}

#[derive(Clone)]
pub struct State {
    pub ctm: Matrix,
    pub clip: Option<Rc<Clip>>,
    pub fill: Paint,
    pub stroke: Paint,
    pub fill_space: Rc<Space>,
    pub stroke_space: Rc<Space>,
    pub line_width: f64,
    pub cap: u8,
    pub join: u8,
    pub miter: f64,
    pub dash: Rc<(Vec<f64>, f64)>,
    pub overprint_fill: bool,
    pub overprint_stroke: bool,
    pub overprint_mode: i64,
    pub alpha_fill: f64,
    pub alpha_stroke: f64,
    pub blend: Blend,
    /// The soft mask that the sink was shown, by its number.
    pub mask: Option<u64>,
    pub text: TextState,
    /// How deep in patterns and Type 3 glyphs this is: text and rules painted there do not count as the
    /// page's own.
    pub inside: usize,
}

#[derive(Clone)]
pub struct TextState {
    pub font: Option<Rc<Font>>,
    /// Whether a font was selected, whether or not it is there.
    pub selected: bool,
    pub size: f64,
    pub character_space: f64,
    pub word_space: f64,
    /// As a factor.
    pub stretch: f64,
    pub leading: f64,
    pub mode: i64,
    pub rise: f64,
}

impl State {
    pub fn new() -> State {
        let gray = Rc::new(Space::Gray);
        State {
            ctm: Matrix::IDENTITY,
            clip: None,
            fill: Paint::Colour(Colour::black()),
            stroke: Paint::Colour(Colour::black()),
            fill_space: Rc::clone(&gray),
            stroke_space: gray,
            line_width: 1.0,
            cap: 0,
            join: 0,
            miter: 10.0,
            dash: Rc::default(),
            overprint_fill: false,
            overprint_stroke: false,
            overprint_mode: 0,
            alpha_fill: 1.0,
            alpha_stroke: 1.0,
            blend: Blend::Normal,
            mask: None,
            text: TextState {
                font: None,
                selected: false,
                size: 0.0,
                character_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                mode: 0,
                rise: 0.0,
            },
            inside: 0,
        }
    }

    /// The box around what may show.
    pub fn visible(&self) -> Bounds {
        self.clip.as_ref().map_or(Bounds::EVERYWHERE, |clip| clip.bounds)
    }
}
