//! Rules about what is painted: colours, operators, how black text prints, and what newsprint holds.

use std::collections::BTreeMap;

use lopdf::{Document, ObjectId};

use super::report::Report;
use crate::codes::Rule;
use crate::diagnostic::{Diagnostic, PageBox, Severity};
use crate::message::{Message, counted, msg, word};
use crate::pdf::plates;
use crate::pdf_read::{
    Bounds, Colour, Drawn, Fault, FaultKind, Glyph, Image, Interpreter, Kind, Paint, Resource, Shading,
    Shown, Sink, State, Style, page_box,
};

/// Total ink in percent that ISO 12647-3:2013 advises for newsprint.
const ADVISED_INK: u32 = 220;
/// Pixels to the inch at which plates are looked at: two thirds of a millimetre each.
const COVERAGE_PPI: u32 = 36;
/// Pixels to the inch at which a page is drawn where it is asked only whether its pictures decode.
const DECODING_PPI: u32 = 9;
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
/// The faintest tint, as a sum of shares (WAN-IFRA), and what counts as no ink at all.
const FAINTEST: f32 = 0.03;
const NO_INK: f32 = 0.005;
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
    let Some(drawn) = plates::render(interpreter, document, id, COVERAGE_PPI) else { return };
    for damaged in &drawn.damaged {
        let message = msg!("a picture cannot be decoded: {damaged}", damaged);
        report.findings.push(Diagnostic::new(Rule::Filters.code(), message).on_page(number, None));
    }
    coverage(report, &drawn, number);
    lost_white(report, &drawn, number);
}

/// The pictures of a page that cannot be decoded, or not to their end, and why.
pub(super) fn damaged_pictures(
    interpreter: &Interpreter<'_>,
    document: &Document,
    id: ObjectId,
) -> Vec<Message> {
    plates::render(interpreter, document, id, DECODING_PPI).map_or_else(Vec::new, |drawn| drawn.damaged)
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
    let mut page = PageCheck {
        managed: report.standard.managed_colour,
        ink_limit: report.ink_limit,
        number,
        trim,
        under: Vec::new(),
        found: BTreeMap::new(),
        order: Vec::new(),
    };
    interpreter.page(id, &mut page);
    report.findings.extend(page.finish());
}

/// Places where the plates together lay down too much ink, as they print one over the other.
fn coverage(report: &mut Report<'_>, drawn: &plates::Separated, number: u32) {
    let over = |limit: u32| plates::coverage(drawn, limit);
    let (most, advised) = (report.ink_limit, advised(report.ink_limit));
    let hot = over(most);
    let (found, severity) =
        if hot.is_empty() { (over(advised), Severity::Note) } else { (hot, Severity::Error) };
    let Some(worst) = found.first() else { return };
    let peak = found.iter().map(|hot| hot.peak).max().unwrap_or(worst.peak);
    let area: f64 = found.iter().map(|hot| hot.area).sum();
    let limit = if severity == Severity::Error { most } else { advised };
    let places =
        if found.len() > 1 { msg!(" in {count} places", count = found.len()) } else { Message::default() };
    let message = msg!(
        "the inks add up to {peak} %, over {limit} % on {area} cm²{places}",
        peak,
        limit,
        area = format_args!("{:.1}", (area / 100.0).max(0.1)),
        places
    );
    let found = Diagnostic::new(Rule::TotalInk.code(), message).of_severity(severity);
    report.findings.push(found.on_page(number, Some(worst.place)));
}

/// White that is set to overprint and stands on ink: it leaves the ink as it is and is not seen.
fn lost_white(report: &mut Report<'_>, drawn: &plates::Separated, number: u32) {
    let lost = drawn.lost_white();
    let Some(place) = lost.first() else { return };
    let times =
        if lost.len() > 1 { msg!(" ({count} times)", count = lost.len()) } else { Message::default() };
    let message = msg!("white overprints, so that the ink under it stays{times}", times);
    let found = Diagnostic::new(Rule::WhiteOverprint.code(), message);
    report.findings.push(found.on_page(number, Some(*place)));
}

/// A finding with how often it was met.
struct Met {
    finding: Diagnostic,
    count: usize,
}

/// Holds what a page paints against the rules, as the interpreter reads it.
struct PageCheck {
    /// Whether the standard allows colour that a profile gives its meaning.
    managed: bool,
    /// The most ink in one place, in percent.
    ink_limit: u32,
    number: u32,
    trim: Bounds,
    /// What was painted, in order, and on how many plates.
    under: Vec<(Bounds, usize)>,
    /// A fault is told once for each page and kind, not for each glyph.
    found: BTreeMap<(Rule, String), Met>,
    order: Vec<(Rule, String)>,
}

impl PageCheck {
    fn finish(mut self) -> Vec<Diagnostic> {
        let met = self.order.iter().filter_map(|key| self.found.remove(key));
        met.map(|Met { mut finding, count }| {
            if count > 1 {
                finding.message = msg!("{message} ({count} times)", message = finding.message, count);
            }
            finding
        })
        .collect()
    }

    /// Tells a fault; the same words are told once, with how often they hold.
    fn tell(&mut self, rule: Rule, at: Option<Bounds>, message: impl Into<Message>) {
        let finding = Diagnostic::new(rule.code(), message);
        let kind = finding.message.to_string();
        self.tell_once(rule, at, kind, finding);
    }

    /// The same of another severity than the rule's.
    fn tell_as(&mut self, severity: Severity, rule: Rule, at: Option<Bounds>, message: impl Into<Message>) {
        let finding = Diagnostic::new(rule.code(), message).of_severity(severity);
        let kind = finding.message.to_string();
        self.tell_once(rule, at, kind, finding);
    }

    /// Keeps the first finding of a kind with its place, and counts the others.
    fn tell_once(&mut self, rule: Rule, at: Option<Bounds>, kind: String, finding: Diagnostic) {
        let key = (rule, kind);
        if let Some(met) = self.found.get_mut(&key) {
            met.count += 1;
            return;
        }
        let place = at.map(|at| PageBox {
            left: (at.left - self.trim.left) * 25.4 / 72.0,
            top: (self.trim.top - at.top) * 25.4 / 72.0,
            width: (at.right - at.left) * 25.4 / 72.0,
            height: (at.top - at.bottom) * 25.4 / 72.0,
        });
        let finding = finding.on_page(self.number, place);
        self.order.push(key.clone());
        self.found.insert(key, Met { finding, count: 1 });
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

    /// Rule 16 for something in a colour of this kind; `what` is a noun with its article.
    fn kind(&mut self, kind: Kind, at: Option<Bounds>, what: impl Into<Message>) {
        let what = what.into();
        let rule = Rule::ColourSpaces;
        match kind {
            Kind::Rgb => self.tell(rule, at, msg!("{what} is in DeviceRGB", what)),
            Kind::Measured | Kind::IccCmyk if !self.managed => {
                self.tell(
                    rule,
                    at,
                    msg!("{what} is in a colour with a profile, which PDF/X-1a does not allow", what),
                );
            }
            Kind::Measured => {
                let message =
                    msg!("{what} is in RGB or Lab with a profile and is converted at the printer", what);
                self.tell_as(Severity::Warning, rule, at, message);
            }
            _ => {}
        }
    }

    /// A flat in one colour.
    fn flat(&mut self, colour: &Colour, at: Bounds) {
        let total = colour.total();
        if colour.kind == Kind::Registration && total > 0.005 {
            let message = word("the registration colour, which is for marks only, is used inside the trim");
            return self.tell(Rule::TotalInk, Some(at), message);
        }
        // Half a percent is the rounding of numbers.
        let over = |limit: u32| total > limit as f32 / 100.0 + 0.005;
        if !over(advised(self.ink_limit)) {
            return;
        }
        let percent = (total * 100.0).round();
        let severity = if over(self.ink_limit) { Severity::Error } else { Severity::Note };
        self.tell_as(severity, Rule::TotalInk, Some(at), msg!("a colour has {percent} % of ink", percent));
    }

    /// A tint of one colour, of shapes and letters; gradients may fade out.
    fn tint(&mut self, colour: &Colour, at: Bounds) {
        let total = colour.total();
        if total > NO_INK && total < FAINTEST - 0.0005 {
            let message = msg!(
                "a tint has {total} % of ink; newsprint needs {faintest} %",
                total = format_args!("{:.1}", total * 100.0),
                faintest = format_args!("{:.0}", FAINTEST * 100.0)
            );
            self.tell(Rule::FaintTints, Some(at), message);
        }
    }

    fn covers(&mut self, at: Bounds, plates: usize) {
        if self.under.len() >= MOST_UNDER {
            self.under.drain(..MOST_UNDER / 2);
        }
        self.under.push((at, plates));
    }

    fn rule(&mut self, width: f64, length: f64, colour: &Colour, at: Bounds) {
        if width < THINNEST - SLACK {
            let message = msg!(
                "a rule is {width} pt wide; newsprint needs {thinnest} pt",
                width = format_args!("{width:.2}"),
                thinnest = THINNEST
            );
            self.tell(Rule::ThinRules, Some(at), message);
        }
        if width <= ONE_INK && length > width * 4.0 && colour.plates() > 1 {
            let message = msg!(
                "a rule of {width} pt prints in {plates} inks",
                width = format_args!("{width:.2}"),
                plates = colour.plates()
            );
            self.tell(Rule::RulesInSeveralInks, Some(at), message);
        }
    }

    /// Rules 27 and 32 to 34 for a glyph of this size.
    fn text(&mut self, colour: &Colour, size: f64, at: Bounds, overprints: bool) {
        let (plates, total) = (colour.plates(), colour.total());
        let [c, m, y, k] = colour.process();
        if colour.kind == Kind::Registration {
            return self.tell(Rule::BlackText, Some(at), word("text is in the registration colour"));
        }
        let is_process = matches!(colour.kind, Kind::Gray | Kind::Cmyk);
        // A colour may hold some black; what is as dark as black is meant to be black.
        let is_dark = k >= 0.95 || (k >= 0.5 && c.min(m).min(y) >= 0.3) || c.min(m).min(y) >= 0.7;
        if is_process && c + m + y > 0.0 && is_dark {
            self.tell(Rule::BlackText, Some(at), word("black text prints from other plates than black too"));
        } else if is_process && c + m + y == 0.0 && k >= 0.995 {
            // In DeviceGray all process plates are painted whatever the mode (ISO 32000-1, 8.6.7);
            // most machines turn it into black ink first.
            if colour.kind == Kind::Gray {
                let message = word("black text is in DeviceGray, which overprints on some machines only");
                self.tell_as(Severity::Warning, Rule::BlackText, Some(at), message);
            } else if !overprints {
                self.tell(Rule::BlackText, Some(at), word("black text does not overprint"));
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
                let inks = counted(under, "ink");
                let message = msg!(
                    "reversed type of {size} pt stands on {inks}; it needs {least} pt",
                    size = format_args!("{size:.2}"),
                    inks,
                    least
                );
                self.tell(Rule::ReversedType, Some(at), message);
            }
        } else if plates > 1 && size < COLOURED - SLACK {
            let message = msg!(
                "type of {size} pt prints in {plates} inks; it needs {coloured} pt",
                size = format_args!("{size:.2}"),
                plates,
                coloured = COLOURED
            );
            self.tell(Rule::ColouredType, Some(at), message);
        }
        if size < LEAST_TYPE - SLACK {
            let message = msg!(
                "type is {size} pt; newsprint needs {least_type} pt",
                size = format_args!("{size:.2}"),
                least_type = LEAST_TYPE
            );
            self.tell(Rule::SmallType, Some(at), message);
        }
    }
}

impl Sink for PageCheck {
    fn path(&mut self, drawn: &Drawn<'_>) {
        let Some(bounds) = drawn.path.bounds().map(|bounds| bounds.after(drawn.matrix)) else { return };
        let colour = drawn.colour;
        match drawn.style {
            Style::Fill { .. } => {
                self.kind(colour.kind, Some(bounds), word("a shape"));
                let Some(at) = self.printed(bounds, drawn.state) else { return };
                self.flat(colour, at);
                self.tint(colour, at);
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
                self.kind(colour.kind, Some(around), word("a shape"));
                let Some(at) = self.printed(around, drawn.state) else { return };
                self.flat(colour, at);
                self.tint(colour, at);
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
        // Letters may be filled, and their outlines stroked in another colour.
        let state = glyph.state;
        let fill = (&state.fill, state.overprint_fill, glyph.is_filled());
        let stroke = (&state.stroke, state.overprint_stroke, glyph.is_stroked());
        let painted = [fill, stroke].into_iter().filter(|(_, _, is_painted)| *is_painted);
        let paints: Vec<(&Colour, bool)> = painted
            .filter_map(|(paint, overprints, _)| match paint {
                Paint::Colour(colour) => Some((colour, overprints)),
                _ => None,
            })
            .collect();
        for (colour, _) in &paints {
            self.kind(colour.kind, Some(bounds), word("text"));
        }
        let Some(at) = self.printed(bounds, glyph.state) else { return };
        if glyph.shown == Shown::Missing {
            let font = if glyph.font.base.is_empty() { &glyph.font.resource } else { &glyph.font.base };
            let character = match glyph.font.text(glyph.code) {
                Some(text) => msg!("“{text}”", text),
                None => msg!("code {code}", code = glyph.code.code),
            };
            self.tell(
                Rule::MissingCharacters,
                Some(at),
                msg!("font {font} does not have {character}", font, character),
            );
        }
        if !glyph.is_filled() && !glyph.is_stroked() {
            return self.tell(Rule::InvisibleText, Some(at), word("text does not print"));
        }
        for (colour, overprints) in paints {
            if colour.kind != Kind::Registration {
                self.flat(colour, at);
                self.tint(colour, at);
            }
            self.text(colour, glyph.size, at, overprints && state.overprint_mode == 1);
        }
    }

    fn image(&mut self, image: &Image<'_>) {
        let bounds = Bounds::new(0.0, 0.0, 1.0, 1.0).after(image.matrix);
        let kind = match (&image.space, image.paint) {
            (_, Some(colour)) => colour.kind,
            (Some(space), None) => space.kind(),
            (None, None) => Kind::None,
        };
        self.kind(kind, Some(bounds), msg!("picture {image}", image = image.name));
        if let Some(head) = image.jpx {
            // What ISO 15930-7 (6.2.6) takes of JPEG 2000.
            let why = match head.channels {
                1 | 3 | 4 if head.is_even => None,
                1 | 3 | 4 => Some(msg!("channels of different bits")),
                count => Some(msg!("{count} channels", count)),
            };
            if let Some(why) = why {
                self.tell(
                    Rule::Filters,
                    Some(bounds),
                    msg!("the JPEG 2000 picture {image} with {why}", image = image.name, why),
                );
            }
        }
        let Some(at) = self.printed(bounds, image.state) else { return };
        let ppi = image.resolution();
        let is_art = image.stencil || image.bits == 1;
        let least = if is_art { RESOLUTION.2 } else { RESOLUTION.0 };
        // A picture of one colour has no pixels to see, whatever their number.
        if ppi < least - 0.5 && image.width.min(image.height) > 1 {
            let severity =
                if !is_art && ppi < RESOLUTION.1 - 0.5 { Severity::Error } else { Severity::Warning };
            let what = if is_art { word("line art") } else { word("picture") };
            let message = msg!(
                "{what} {image} has {ppi} ppi; it needs {least}",
                what,
                image = image.name,
                ppi = format_args!("{ppi:.0}"),
                least = format_args!("{least:.0}")
            );
            self.tell_as(severity, Rule::Resolution, Some(at), message);
        }
        // How many inks may lie under what is printed on it.
        let plates = match (image.paint, &image.space) {
            (Some(colour), _) => colour.plates(),
            (None, Some(space)) => space.channels(),
            (None, None) => 4,
        };
        self.covers(at, plates);
    }

    fn shading(&mut self, shading: &Shading, state: &State) {
        self.kind(shading.kind, None, word("a gradient"));
        let Some(at) = self.printed(state.visible(), state) else { return };
        for colour in shading.colours() {
            self.flat(colour, at);
        }
        let plates = shading.colours().iter().map(Colour::plates).max();
        self.covers(at, plates.unwrap_or(2));
    }

    fn fault(&mut self, fault: Fault) {
        let what = msg!("the page {fault}", fault);
        let rule = match fault.what {
            FaultKind::Missing(resource, _) => match resource {
                Resource::Font => Rule::FontsEmbedded,
                Resource::ColorSpace | Resource::Pattern | Resource::Shading => Rule::ColourSpaces,
                Resource::GraphicsState => Rule::GraphicsStates,
                Resource::XObject => Rule::PlacedObjects,
            },
            FaultKind::TooDeep => Rule::PlacedObjects,
            FaultKind::Unreadable(_)
            | FaultKind::Restored
            | FaultKind::Saved
            | FaultKind::UnknownOperator(_)
            | FaultKind::Bracket
            | FaultKind::TooLong
            | FaultKind::Damaged(_) => Rule::Operators,
            FaultKind::Unseen(_) => return self.tell_as(Severity::Note, Rule::Operators, None, what),
        };
        self.tell(rule, None, what);
    }
}
