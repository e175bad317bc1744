//! The account of a drawing: every shape that it says is to be seen is held against those that were drawn, and what
//! is missing is told at its place.
//!
//! A shape is to be seen if it stands where things are drawn, is neither hidden nor wholly see-through, and has a
//! fill or a line. Shapes behind a `use` have no names of their own in what comes back, so they are counted.

use std::collections::BTreeMap;

use crate::codes;
use crate::diagnostic::Severity;
use crate::message::{counted, msg, word};

use super::svg_names::{self, Part};
use super::svg_tell::Teller;
use super::svg_tree::{Element, Source};

/// The most elements that are gone through; a drawing with more `use` of `use` is refused elsewhere.
const MOST_STEPS: usize = 4_000_000;
/// How deep `use` may show `use`.
const MOST_DEPTH: usize = 200;

/// What was drawn of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Shapes of which anything was drawn; more than one behind a `use`.
    pub shapes: usize,
    /// Whether it was filled.
    pub fill: bool,
    /// Whether its line was drawn.
    pub line: bool,
}

/// What elements hand down to those in them.
#[derive(Clone, Copy)]
struct Look<'s> {
    fill: &'s str,
    line: &'s str,
    is_visible: bool,
    fill_shows: bool,
    line_shows: bool,
    has_width: bool,
    /// Whether all around it shows.
    shows: bool,
    has_markers: bool,
}

const PLAIN: Look<'static> = Look {
    fill: "black",
    line: "none",
    is_visible: true,
    fill_shows: true,
    line_shows: true,
    has_width: true,
    shows: true,
    has_markers: false,
};

impl<'s> Look<'s> {
    fn within(self, element: &'s Element) -> Look<'s> {
        let own = |name: &str| element.value(name).filter(|value| *value != "inherit" && !value.is_empty());
        let shows = |name: &str, around: bool| own(name).map_or(around, |value| !is_nothing(value));
        let marks = ["marker-start", "marker-mid", "marker-end"];
        Look {
            fill: own("fill").unwrap_or(self.fill),
            line: own("stroke").unwrap_or(self.line),
            is_visible: own("visibility").map_or(self.is_visible, |value| value == "visible"),
            fill_shows: shows("fill-opacity", self.fill_shows),
            line_shows: shows("stroke-opacity", self.line_shows),
            has_width: shows("stroke-width", self.has_width),
            shows: self.shows
                && own("display") != Some("none")
                && own("opacity").is_none_or(|value| !is_nothing(value)),
            has_markers: self.has_markers || marks.iter().any(|name| element.reference(name).is_some()),
        }
    }

    fn wants_fill(self, element: &Element) -> bool {
        self.shows && self.is_visible && self.fill_shows && element.name != "line" && is_seen(self.fill)
    }

    fn wants_line(self) -> bool {
        self.shows && self.is_visible && self.line_shows && self.has_width && is_seen(self.line)
    }
}

/// Whether a paint is one, and not one that does not show at all.
fn is_seen(paint: &str) -> bool {
    paint != "none" && !(paint.starts_with('#') && paint.len() == 9 && paint.ends_with("00"))
}

/// Whether a number is 0, whatever its unit.
fn is_nothing(value: &str) -> bool {
    let digits = value.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '%');
    digits.parse::<f64>().is_ok_and(|number| number <= 0.0)
}

/// Tells what of a drawing was to be drawn and was not.
pub fn tell_missing(source: &Source, drawn: &BTreeMap<usize, Drawn>, teller: &mut Teller<'_>) {
    let mut account = Account { source, drawn, teller, steps: 0 };
    account.walk(0, PLAIN);
}

struct Account<'a, 't, 'd> {
    source: &'a Source,
    drawn: &'a BTreeMap<usize, Drawn>,
    teller: &'t mut Teller<'d>,
    steps: usize,
}

impl<'a> Account<'a, '_, '_> {
    fn walk(&mut self, at: usize, around: Look<'a>) {
        let element = self.source.element(at);
        let look = around.within(element);
        match svg_names::part(&element.name) {
            Part::Holder if at == 0 || matches!(element.name.as_str(), "svg" | "g" | "a" | "switch") => {
                for child in &element.children {
                    self.walk(*child, look);
                }
            }
            Part::Shape => self.shape(at, element, look),
            Part::Use => self.shown(at, element, look),
            _ => {}
        }
    }

    fn shape(&mut self, at: usize, element: &Element, look: Look<'_>) {
        let drawn = self.drawn.get(&at).copied().unwrap_or_default();
        let (fill, line) = (look.wants_fill(element), look.wants_line());
        if line && !drawn.line || fill && !drawn.fill && !drawn.line {
            let name = element.name.as_str();
            let is_empty = has_no_size(element);
            let what = if is_empty {
                msg!("this `{name}` has no size, so nothing of it is drawn", name)
            } else if drawn.shapes > 0 {
                msg!("the line of this `{name}` is not drawn", name)
            } else {
                msg!("this `{name}` is not drawn", name)
            };
            let help = if is_empty {
                word("give it its size, or take it out")
            } else {
                word("look at its size, its transform, its clip and what it is painted with")
            };
            let severity = if is_empty { Severity::Note } else { Severity::Warning };
            self.teller.tell_as(severity, codes::SVG_UNDRAWN, element.place.clone(), what, help);
        }
    }

    fn shown(&mut self, at: usize, element: &'a Element, look: Look<'a>) {
        let Some(target) = element.reference("href") else { return };
        let (mut count, mut has_markers) = (0, look.has_markers);
        self.count(target, look, 0, &mut count, &mut has_markers);
        let drawn = self.drawn.get(&at).map_or(0, |drawn| drawn.shapes);
        // Markers are drawn besides, so that their number says nothing.
        if drawn < count && (drawn == 0 || !has_markers) {
            let what = if drawn == 0 {
                msg!("nothing of what this `use` shows is drawn")
            } else {
                msg!(
                    "{missing} that this `use` shows are not drawn",
                    missing = counted(count - drawn, "shape")
                )
            };
            let help = msg!("look at the element that it names: at its size, its transform and its clip");
            self.teller.tell(codes::SVG_UNDRAWN, element.place.clone(), what, help);
        }
    }

    /// Counts the shapes to be seen of an element that a `use` shows.
    fn count(
        &mut self,
        at: usize,
        around: Look<'a>,
        depth: usize,
        count: &mut usize,
        has_markers: &mut bool,
    ) {
        self.steps += 1;
        if self.steps > MOST_STEPS || depth > MOST_DEPTH {
            return;
        }
        let element = self.source.element(at);
        let look = around.within(element);
        *has_markers |= look.has_markers;
        match svg_names::part(&element.name) {
            Part::Holder if !matches!(element.name.as_str(), "defs" | "clipPath" | "marker") => {
                if element.name == "symbol" && depth > 0 && !around.shows {
                    return;
                }
                for child in &element.children {
                    if self.source.element(*child).name != "symbol" {
                        self.count(*child, look, depth + 1, count, has_markers);
                    }
                }
            }
            Part::Shape if !has_no_size(element) => {
                *count += usize::from(look.wants_fill(element) || look.wants_line());
            }
            Part::Use => {
                if let Some(target) = element.reference("href") {
                    self.count(target, look, depth + 1, count, has_markers);
                }
            }
            _ => {}
        }
    }
}

/// Whether a shape has no size by its own numbers.
fn has_no_size(element: &Element) -> bool {
    let nothing = |name: &str| element.value(name).is_none_or(|value| value.is_empty() || is_nothing(value));
    match element.name.as_str() {
        "rect" => nothing("width") || nothing("height"),
        "circle" => nothing("r"),
        "ellipse" => nothing("rx") && nothing("ry"),
        "path" => element
            .value("d")
            .is_none_or(|steps| steps.split_ascii_whitespace().count() < 2 && steps.len() < 6),
        "polygon" | "polyline" => element.value("points").is_none_or(|points| points.trim().is_empty()),
        "line" => {
            let same = |a: &str, b: &str| element.value(a).unwrap_or("0") == element.value(b).unwrap_or("0");
            same("x1", "x2") && same("y1", "y2")
        }
        _ => false,
    }
}
