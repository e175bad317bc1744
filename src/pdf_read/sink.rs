//! The output of the interpreter: a [`Sink`] receives paths, glyphs, pictures, gradients and faults in the
//! order in which a page paints them.

use std::rc::Rc;

use super::colour::Colour;
use super::font::{Code, Font, Shown};
use super::geometry::{Matrix, Path};
use super::image::Image;
use super::limits::MOST_OPERATORS;
use super::shading::Shading;
use super::state::State;
use crate::message::{Argument, IntoArgument, Message, Word, msg, word};

/// Receives what a page paints, in the order in which it is painted.
pub trait Sink {
    /// A path that is filled or stroked with a colour.
    fn path(&mut self, drawn: &Drawn<'_>);
    /// A glyph, whether it shows or not; one that is filled with a pattern comes before what the
    /// pattern paints.
    fn glyph(&mut self, glyph: &Glyph<'_>);
    fn image(&mut self, image: &Image<'_>);
    /// A gradient all over the clip of the state.
    fn shading(&mut self, shading: &Shading, state: &State);
    /// A group whose parts are put together before they are painted with these.
    fn group_begins(&mut self, _state: &State) {}
    fn group_ends(&mut self, _state: &State) {}
    /// What comes up to the end is not painted but makes a soft mask: `luminosity` says whether light
    /// makes it, and the light around it; else what is covered does. `around` is the state that it is
    /// set in, whose clip holds for all that is painted through it.
    fn mask_begins(&mut self, _luminosity: Option<f32>, _around: &State) {}
    /// It is kept by this number, which the states that use it have.
    fn mask_ends(&mut self, _id: u64) {}
    fn fault(&mut self, fault: Fault);
}

/// Ignores what a page paints: for callers that need only what the interpreter keeps, such as the named
/// plates.
pub struct Unheard;

impl Sink for Unheard {
    fn path(&mut self, _: &Drawn<'_>) {}
    fn glyph(&mut self, _: &Glyph<'_>) {}
    fn image(&mut self, _: &Image<'_>) {}
    fn shading(&mut self, _: &Shading, _: &State) {}
    fn fault(&mut self, _: Fault) {}
}

/// A path with what it is drawn with.
pub struct Drawn<'a> {
    /// In the user space of `matrix`.
    pub path: &'a Path,
    /// From there to the page.
    pub matrix: Matrix,
    pub colour: &'a Colour,
    pub style: Style,
    pub state: &'a State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With the even-odd rule, or by winding number.
    Fill { even_odd: bool },
    /// By the line state.
    Stroke,
}

/// A glyph with what it is drawn with.
pub struct Glyph<'a> {
    pub font: &'a Font,
    pub code: Code,
    pub shown: Shown,
    /// Its em in points, from baseline to baseline of solid lines.
    pub size: f64,
    /// From its em, with the origin on the baseline, to the page.
    pub matrix: Matrix,
    /// The advance across, in em.
    pub advance: f64,
    pub state: &'a State,
}

impl Glyph<'_> {
    /// Its outline in em; none for a blank and where the font cannot be read.
    pub fn outline(&self) -> Option<Rc<Path>> {
        match self.shown {
            Shown::Glyph(glyph) => self.font.outline(glyph),
            // The box that stands for a missing glyph is printed too.
            Shown::Missing if self.font.readable => self.font.outline(0),
            _ => None,
        }
    }

    /// Whether it is filled, stroked (text modes 0 to 2 and 4 to 6).
    pub fn is_filled(&self) -> bool {
        matches!(self.state.text.mode, 0 | 2 | 4 | 6)
    }

    pub fn is_stroked(&self) -> bool {
        matches!(self.state.text.mode, 1 | 2 | 5 | 6)
    }
}

/// What is wrong with content, and in which stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub what: FaultKind,
    /// `the page` or, say, `form Fm1`.
    pub stream: Message,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It cannot be read at this byte.
    Unreadable(usize),
    /// More graphics states are restored than saved.
    Restored,
    /// Graphics states are saved and not restored.
    Saved,
    UnknownOperator(String),
    /// `BX` or `EX`.
    Bracket,
    /// A resource that is used and not defined: what kind, and its name.
    Missing(Resource, String),
    /// Forms, patterns or glyphs within each other.
    TooDeep,
    /// More operators than are looked at.
    TooLong,
    /// Something whose data or dictionary is damaged, so that it is not painted.
    Damaged(Message),
    /// Something sound that is passed over, and why.
    Unseen(Message),
}

impl FaultKind {
    /// An operator that PDF does not know; garbage is cut short.
    pub fn unknown_operator(operator: &[u8]) -> FaultKind {
        let shown = &operator[..operator.len().min(40)];
        FaultKind::UnknownOperator(String::from_utf8_lossy(shown).into_owned())
    }
}

/// A half sentence about the page, such as “has the unknown operator `zz` (form Fm1)”.
impl IntoArgument for Fault {
    fn argument(&self) -> Argument {
        let stream = &self.stream;
        let words = match &self.what {
            FaultKind::Unreadable(byte) => {
                msg!("has content that cannot be read ({stream}, byte {byte})", stream, byte)
            }
            FaultKind::Restored => msg!("restores more graphics states than it saves ({stream})", stream),
            FaultKind::Saved => msg!("saves more graphics states than it restores ({stream})", stream),
            FaultKind::UnknownOperator(operator) => {
                msg!("has the unknown operator `{operator}` ({stream})", operator, stream)
            }
            FaultKind::Bracket => {
                msg!("brackets operators that its version does not know ({stream})", stream)
            }
            FaultKind::Missing(resource, name) => {
                msg!("uses {resource} {name}, which it does not define", resource = resource.word(), name)
            }
            FaultKind::TooDeep => msg!("has forms that contain each other without end"),
            FaultKind::TooLong => msg!(
                "has more than {most} operators; what comes behind them is not looked at",
                most = MOST_OPERATORS
            ),
            FaultKind::Damaged(what) => what.clone(),
            FaultKind::Unseen(why) => msg!("has something that is not looked into: {why}", why),
        };
        Argument::Message(words)
    }
}

impl Resource {
    fn word(self) -> Word {
        match self {
            Resource::ColorSpace => word("colour space"),
            Resource::Font => word("font"),
            Resource::GraphicsState => word("graphics state"),
            Resource::Pattern => word("pattern"),
            Resource::Shading => word("shading"),
            Resource::XObject => word("XObject"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    ColorSpace,
    Font,
    GraphicsState,
    Pattern,
    Shading,
    XObject,
}
