//! Rules about what is painted: colours, operators, how black text prints, and what newsprint holds.

use std::collections::BTreeMap;

use lopdf::{Document, ObjectId};

use super::{Finding, Place, Report, rule_of};
use crate::diagnostic::Severity;
use crate::pdf::plates::{self, Plates};
use crate::pdf_read::{
    Bounds, Colour, Drawn, Fault, FaultKind, Glyph, Image, Interpreter, Kind, Paint, Resource, Shading,
    Shown, Sink, State, Style, page_box,
};

/// Total ink in percent that ISO 12647-3:2013 advises for newsprint.
const ADVISED_INK: u32 = 220;
/// Pixels to the inch at which plates are looked at: two thirds of a millimetre each.
const COVERAGE_PPI: u32 = 36;
/// Pixels to the inch that a picture needs, that it must have, and that line art needs (WAN-IFRA).
const RESOLUTION: (f64, f64, f64) = (200.0, 150.0, 600.0);
/// The thinnest rule in points (printers' specifications).
const THINNEST: f64 = 0.5;
/// Rules up to this width print in one ink, in points.
const ONE_INK: f64 = 4.0;
/// Reversed type out of one ink and out of several, and type in several inks, in points.
const REVERSED: (f64, f64) = (10.0, 12.0);
const COLOURED: f64 = 12.0;
/// The least type, in points.
const LEAST_TYPE: f64 = 7.0;
/// What a length may fall short by: numbers of 32 bits, sizes that are products.
const SLACK: f64 = 0.011;
/// Areas that are kept to tell what lies under reversed type; older ones are forgotten.
const MOST_UNDER: usize = 4_000;

/// The total ink in percent from which on a note is due: where a house's press takes more than newsprint
/// does, only its own limit counts.
fn advised(limit: u32) -> u32 {
    if limit > crate::ink::COVERAGE_LIMIT { limit } else { ADVISED_INK.min(limit) }
}

/// Looks at what a page paints, and at its plates.
pub(super) fn check(
    report: &mut Report<'_>,
    interpreter: &Interpreter<'_>,
    document: &Document,
    number: u32,
    id: ObjectId,
) {
    read(report, interpreter, document, number, id);
    let Some(plates) = plates::render(interpreter, document, id, COVERAGE_PPI) else { return };
    coverage(report, &plates, number);
    lost_white(report, &plates, number);
}

/// Looks at what a page paints, object by object.
pub(super) fn read(
    report: &mut Report<'_>,
    interpreter: &Interpreter<'_>,
    document: &Document,
    number: u32,
    id: ObjectId,
) {
    // Marks lie outside the bleed, should there be no trim.
    let shown = ["TrimBox", "ArtBox", "BleedBox", "CropBox", "MediaBox"];
    let trim = shown.iter().find_map(|key| page_box(document, id, key)).unwrap_or(Bounds::EVERYWHERE);
    let mut look = Look {
        managed: report.standard.managed_colour,
        ink_limit: report.ink_limit,
        number,
        trim,
        under: Vec::new(),
        found: BTreeMap::new(),
        order: Vec::new(),
    };
    interpreter.page(id, &mut look);
    report.findings.extend(look.finish());
}

/// Places where the plates together lay down too much ink, as they print one over the other.
fn coverage(report: &mut Report<'_>, plates: &Plates, number: u32) {
    let over = |limit: u32| plates::coverage(plates, limit);
    let (most, advised) = (report.ink_limit, advised(report.ink_limit));
    let hot = over(most);
    let (found, severity) =
        if hot.is_empty() { (over(advised), Severity::Note) } else { (hot, Severity::Error) };
    let Some(worst) = found.first() else { return };
    let peak = found.iter().map(|hot| hot.peak).max().unwrap_or(worst.peak);
    let area: f64 = found.iter().map(|hot| hot.area).sum();
    let limit = if severity == Severity::Error { most } else { advised };
    let places = if found.len() > 1 { format!(" in {} places", found.len()) } else { String::new() };
    let message = format!(
        "page {number} prints up to {peak} % of ink, over {limit} % on {:.1} cm²{places}",
        (area / 100.0).max(0.1)
    );
    let place = Some(worst.place);
    report.findings.push(Finding { rule: 28, severity, page: Some(number), place, message });
}

/// White that is set to overprint and stands on ink: it leaves the ink as it is and is gone.
fn lost_white(report: &mut Report<'_>, plates: &Plates, number: u32) {
    let lost = plates.lost_white();
    let Some(place) = lost.first() else { return };
    let times = if lost.len() > 1 { format!(" ({} times)", lost.len()) } else { String::new() };
    let message = format!("page {number} has white that overprints, so that the ink under it stays{times}");
    let severity = rule_of(37).severity;
    report.findings.push(Finding { rule: 37, severity, page: Some(number), place: Some(*place), message });
}

/// A finding with how often it was met.
struct Met {
    finding: Finding,
    count: usize,
}

struct Look {
    /// Whether the standard allows colour that a profile gives its meaning.
    managed: bool,
    /// The most ink in one place, in percent.
    ink_limit: u32,
    number: u32,
    trim: Bounds,
    /// What was painted, in order, and on how many plates.
    under: Vec<(Bounds, usize)>,
    /// A fault is told once for each page and kind, not for each glyph.
    found: BTreeMap<(u8, String), Met>,
    order: Vec<(u8, String)>,
}

impl Look {
    fn finish(mut self) -> Vec<Finding> {
        let met = self.order.iter().filter_map(|key| self.found.remove(key));
        met.map(|Met { mut finding, count }| {
            if count > 1 {
                finding.message.push_str(&format!(" ({count} times)"));
            }
            finding
        })
        .collect()
    }

    fn say(&mut self, rule: u8, severity: Severity, at: Option<Bounds>, kind: &str, what: String) {
        let key = (rule, kind.to_owned());
        if let Some(met) = self.found.get_mut(&key) {
            met.count += 1;
            return;
        }
        let place = at.map(|at| Place {
            left: (at.left - self.trim.left) * 25.4 / 72.0,
            top: (self.trim.top - at.top) * 25.4 / 72.0,
            width: (at.right - at.left) * 25.4 / 72.0,
            height: (at.top - at.bottom) * 25.4 / 72.0,
        });
        let message = format!("page {} {what}", self.number);
        let finding = Finding { rule, severity, page: Some(self.number), place, message };
        self.order.push(key.clone());
        self.found.insert(key, Met { finding, count: 1 });
    }

    fn error(&mut self, rule: u8, at: Option<Bounds>, what: String) {
        let kind = what.clone();
        self.say(rule, Severity::Error, at, &kind, what);
    }

    /// The part of it that is printed and not trimmed off; marks in the slug are none, though an end of
    /// one may reach in.
    fn printed(&self, at: Bounds, state: &State) -> Option<Bounds> {
        let shown = at.shared(state.visible()).shared(self.trim);
        let side = |from: f64, to: f64, all: f64| to >= from && (to - from) * 10.0 >= all;
        let shows = side(shown.left, shown.right, at.right - at.left)
            && side(shown.bottom, shown.top, at.top - at.bottom);
        shows.then_some(shown)
    }

    fn kind(&mut self, kind: Kind, at: Option<Bounds>, what: &str) {
        match kind {
            Kind::Rgb => self.error(16, at, format!("{what} in DeviceRGB")),
            Kind::Measured | Kind::IccCmyk if !self.managed => {
                self.error(16, at, format!("{what} in a colour of a profile, which PDF/X-1a does not know"));
            }
            Kind::Measured => {
                let message = format!("{what} in RGB or Lab, which the press's machine converts by itself");
                self.say(16, Severity::Warning, at, what, message);
            }
            _ => {}
        }
    }

    /// A flat in one colour.
    fn flat(&mut self, colour: &Colour, at: Bounds) {
        let total = colour.total();
        if colour.kind == Kind::Registration && total > 0.005 {
            let message = "is painted in the registration colour, which is for marks".to_owned();
            return self.error(28, Some(at), message);
        }
        // Half a percent is the rounding of numbers.
        let over = |limit: u32| total > limit as f32 / 100.0 + 0.005;
        if !over(advised(self.ink_limit)) {
            return;
        }
        let percent = (total * 100.0).round();
        let severity = if over(self.ink_limit) { Severity::Error } else { Severity::Note };
        let message = format!("has a colour of {percent} % ink");
        self.say(28, severity, Some(at), &message.clone(), message);
    }

    fn covers(&mut self, at: Bounds, plates: usize) {
        if self.under.len() >= MOST_UNDER {
            self.under.drain(..MOST_UNDER / 2);
        }
        self.under.push((at, plates));
    }

    fn rule(&mut self, width: f64, length: f64, colour: &Colour, at: Bounds) {
        if width < THINNEST - SLACK {
            let message = format!("has a rule of {width:.2} pt");
            self.say(30, rule_of(30).severity, Some(at), &message.clone(), message);
        }
        if width <= ONE_INK && length > width * 4.0 && colour.plates() > 1 {
            let message = format!("has a rule of {width:.2} pt in {} inks", colour.plates());
            self.say(31, rule_of(31).severity, Some(at), &message.clone(), message);
        }
    }

    /// Rules 27 and 32 to 34 for a glyph of this size.
    fn text(&mut self, colour: &Colour, size: f64, at: Bounds, state: &State) {
        let (plates, total) = (colour.plates(), colour.total());
        let [c, m, y, k] = colour.process();
        if colour.kind == Kind::Registration {
            return self.error(27, Some(at), "has text in the registration colour".to_owned());
        }
        let is_process = matches!(colour.kind, Kind::Gray | Kind::Cmyk);
        // A colour may hold some black; what is as dark as black is meant to be black.
        let is_dark = k >= 0.95 || (k >= 0.5 && c.min(m).min(y) >= 0.3) || c.min(m).min(y) >= 0.7;
        if is_process && c + m + y > 0.0 && is_dark {
            self.error(27, Some(at), "has black text on more plates than black".to_owned());
        } else if is_process && c + m + y == 0.0 && k >= 0.995 {
            // In DeviceGray all process plates are painted whatever the mode (ISO 32000-1, 8.6.7);
            // most machines turn it into black ink first.
            if colour.kind == Kind::Gray {
                let message = "has black text in DeviceGray, which overprints on some machines only";
                self.say(27, Severity::Warning, Some(at), message, message.to_owned());
            } else if !state.overprint_fill || state.overprint_mode != 1 {
                self.error(27, Some(at), "has black text that does not overprint".to_owned());
            }
        }
        if total < 0.005 {
            let centre = ((at.left + at.right) / 2.0, (at.bottom + at.top) / 2.0);
            let inside = |(area, _): &&(Bounds, usize)| {
                area.left <= centre.0
                    && centre.0 <= area.right
                    && area.bottom <= centre.1
                    && centre.1 <= area.top
            };
            let under = self.under.iter().rev().find(inside).map_or(0, |(_, plates)| *plates);
            let least = if under > 1 { REVERSED.1 } else { REVERSED.0 };
            if under > 0 && size < least - SLACK {
                let message = format!("has reversed type of {size:.1} pt out of {under} inks");
                self.say(32, rule_of(32).severity, Some(at), &message.clone(), message);
            }
        } else if plates > 1 && size < COLOURED - SLACK {
            let message = format!("has type of {size:.1} pt in {plates} inks");
            self.say(33, rule_of(33).severity, Some(at), &message.clone(), message);
        }
        if size < LEAST_TYPE - SLACK {
            let message = format!("has type of {size:.1} pt");
            self.say(34, rule_of(34).severity, Some(at), &message.clone(), message);
        }
    }
}

impl Sink for Look {
    fn path(&mut self, drawn: &Drawn<'_>) {
        let Some(bounds) = drawn.path.bounds().map(|bounds| bounds.after(drawn.matrix)) else { return };
        let colour = drawn.colour;
        match drawn.style {
            Style::Fill { .. } => {
                self.kind(colour.kind, Some(bounds), "is painted");
                let Some(at) = self.printed(bounds, drawn.state) else { return };
                self.flat(colour, at);
                if let Some(sides) = drawn.path.after(drawn.matrix).as_rectangle() {
                    let (width, height) = (sides.right - sides.left, sides.top - sides.bottom);
                    let (thin, long) = (width.min(height), width.max(height));
                    if thin <= ONE_INK && long > thin * 4.0 && colour.total() > 0.005 {
                        self.rule(thin, long, colour, at);
                    }
                }
                self.covers(at, colour.plates());
            }
            Style::Stroke => {
                // A line's width lies on both sides of it.
                let width = drawn.state.line_width * drawn.matrix.least_scale();
                let half = width / 2.0;
                let around = Bounds::new(
                    bounds.left - half,
                    bounds.bottom - half,
                    bounds.right + half,
                    bounds.top + half,
                );
                self.kind(colour.kind, Some(around), "is painted");
                let Some(at) = self.printed(around, drawn.state) else { return };
                self.flat(colour, at);
                if colour.total() > 0.005 {
                    self.rule(width, f64::max(at.right - at.left, at.top - at.bottom), colour, at);
                }
            }
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>) {
        let origin = glyph.matrix.apply((0.0, -0.1));
        let end = glyph.matrix.apply((glyph.advance.clamp(0.0, 1.0), 0.8));
        let bounds =
            Bounds::new(origin.0.min(end.0), origin.1.min(end.1), origin.0.max(end.0), origin.1.max(end.1));
        let paint = if glyph.is_filled() { &glyph.state.fill } else { &glyph.state.stroke };
        if let (Paint::Colour(colour), true) = (paint, glyph.is_filled() || glyph.is_stroked()) {
            self.kind(colour.kind, Some(bounds), "has text");
        }
        let Some(at) = self.printed(bounds, glyph.state) else { return };
        if glyph.shown == Shown::Missing {
            let font = if glyph.font.base.is_empty() { &glyph.font.resource } else { &glyph.font.base };
            let character = match glyph.font.text(glyph.code) {
                Some(text) => format!("“{text}”"),
                None => format!("code {}", glyph.code.code),
            };
            self.error(35, Some(at), format!("shows {character}, which font {font} does not have"));
        }
        if !glyph.is_filled() && !glyph.is_stroked() {
            let message = "has text that does not print".to_owned();
            return self.say(36, rule_of(36).severity, Some(at), "invisible", message);
        }
        if let Paint::Colour(colour) = paint {
            if colour.kind != Kind::Registration {
                self.flat(colour, at);
            }
            self.text(colour, glyph.size, at, glyph.state);
        }
    }

    fn image(&mut self, image: &Image<'_>) {
        let bounds = Bounds::new(0.0, 0.0, 1.0, 1.0).after(image.matrix);
        let kind = match (&image.space, image.paint) {
            (_, Some(colour)) => colour.kind,
            (Some(space), None) => space.kind(),
            (None, None) => Kind::None,
        };
        self.kind(kind, Some(bounds), &format!("has picture {}", image.name));
        let Some(at) = self.printed(bounds, image.state) else { return };
        let ppi = image.resolution();
        let is_art = image.stencil || image.bits == 1;
        let least = if is_art { RESOLUTION.2 } else { RESOLUTION.0 };
        // A picture of one colour has no pixels to see, whatever their number.
        if ppi < least - 0.5 && image.width.min(image.height) > 1 {
            let severity =
                if !is_art && ppi < RESOLUTION.1 - 0.5 { Severity::Error } else { Severity::Warning };
            let what = if is_art { "line art" } else { "picture" };
            let message = format!("has {what} {} at {ppi:.0} ppi; it needs {least:.0}", image.name);
            self.say(29, severity, Some(at), &message.clone(), message);
        }
        let plates = if is_art { 1 } else { 4 };
        self.covers(at, plates);
    }

    fn shading(&mut self, shading: &Shading, state: &State) {
        self.kind(shading.kind, None, "has a gradient");
        let Some(at) = self.printed(state.visible(), state) else { return };
        for colour in shading.colours() {
            self.flat(colour, at);
        }
        let plates = shading.colours().iter().map(Colour::plates).max();
        self.covers(at, plates.unwrap_or(2));
    }

    fn fault(&mut self, fault: Fault) {
        let what = fault.to_string();
        let rule = match fault.what {
            FaultKind::Missing(resource, _) => match resource {
                Resource::Font => 14,
                Resource::ColorSpace | Resource::Pattern | Resource::Shading => 16,
                Resource::GraphicsState => 21,
                Resource::XObject => 22,
            },
            FaultKind::TooDeep => 22,
            FaultKind::Unreadable(_)
            | FaultKind::Restored
            | FaultKind::Saved
            | FaultKind::UnknownOperator(_)
            | FaultKind::Bracket
            | FaultKind::TooLong
            | FaultKind::Damaged(_) => 25,
            FaultKind::Unseen(_) => return self.say(25, Severity::Note, None, &what.clone(), what),
        };
        self.error(rule, None, what);
    }
}
