//! Drawings: SVG shapes in whole units, with transforms worked in, lines made outlines and
//! colours made inks.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use usvg::roxmltree;
use usvg::tiny_skia_path::{Path as Outline, PathStroker, Transform};
use usvg::{Node, PaintOrder};

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::ink::{Cmyk, Ink};
use crate::issue::{Clips, Drawing, FillRule, PictureData, Shading, ShadingLine, Shape, ShapePaint};
use crate::message::{Message, Word, msg, word};

use super::colour::PressConverter;
use super::svg_account::{self, Drawn};
use super::svg_clips::{self, Clipper};
use super::svg_colour::{Colour, Palette};
use super::svg_limits;
use super::svg_outline::{rule, segments, units};
use super::svg_source;
use super::svg_tell::Teller;
use super::svg_tree::Source;

/// Reads a drawing.
pub fn read(
    file: FileId,
    text: &str,
    path: &Path,
    press: &PressConverter,
) -> (Option<PictureData>, Vec<Diagnostic>) {
    let broken = |span: Span, why: Message| {
        let message = msg!("{file} is not a valid SVG: {why}", file = path.display(), why);
        let finding = Diagnostic::new(codes::BROKEN_PICTURE, message)
            .here(span)
            .in_file(path)
            .help(msg!("open it in a drawing program and save it again as plain SVG"));
        (None, vec![finding])
    };
    if let Some(why) = svg_limits::entities(text) {
        return (None, vec![svg_limits::finding(file, path, why)]);
    }
    let nodes_limit = svg_limits::MOST_NODES;
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit, ..Default::default() };
    let document = match roxmltree::Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(roxmltree::Error::NodesLimitReached) => {
            return (None, vec![svg_limits::finding(file, path, svg_limits::too_many())]);
        }
        Err(error) => {
            let at = offset(text, error.pos());
            return broken(Span::new(file, at..at), Message::verbatim(error.to_string()));
        }
    };
    if let Some(why) = svg_limits::depth(&document) {
        return (None, vec![svg_limits::finding(file, path, why)]);
    }
    let mut teller = Teller::new(file, path, text);
    let Some((source, palette)) = svg_source::read(&document, &mut teller, press) else {
        return (None, vec![svg_limits::finding(file, path, svg_limits::too_many_rules())]);
    };
    if let Some(why) = svg_limits::named_depth(&source) {
        return (None, vec![svg_limits::finding(file, path, why)]);
    }
    let settings = usvg::Options::default();
    let tree = match usvg::Tree::from_str(&source.plain(), &settings) {
        Ok(tree) => tree,
        Err(
            usvg::Error::ElementsLimitReached
            | usvg::Error::ParsingFailed(roxmltree::Error::NodesLimitReached),
        ) => {
            return (None, vec![svg_limits::finding(file, path, svg_limits::too_many())]);
        }
        Err(error) => return broken(Span::new(file, 0..0), Message::verbatim(error.to_string())),
    };
    let mut reader = DrawingReader {
        press,
        source: &source,
        palette: &palette,
        shapes: Vec::new(),
        clipper: Clipper::default(),
        drawn: BTreeMap::new(),
        used: None,
        teller,
    };
    reader.group(tree.root(), 1.0, &Clips::default());
    if reader.clipper.is_too_much() {
        let why = msg!("its clips have more than {most_steps} steps", most_steps = svg_clips::MOST_STEPS);
        return (None, vec![svg_limits::finding(file, path, why)]);
    }
    for clip in std::mem::take(&mut reader.clipper.partial) {
        reader.effect(&clip, word("a clip is not applied as it is drawn"));
    }
    let DrawingReader { shapes, drawn, mut teller, .. } = reader;
    svg_account::tell_missing(&source, &drawn, &mut teller);
    let size = tree.size();
    let drawing = Drawing { width: units(size.width()), height: units(size.height()), shapes };
    if drawing.width <= 0 || drawing.height <= 0 {
        return broken(Span::new(file, 0..0), msg!("it has no size"));
    }
    let mut findings = teller.findings;
    if drawing.shapes.is_empty() {
        findings.push(
            Diagnostic::new(codes::SVG_EMPTY, msg!("nothing is drawn in {file}", file = path.display()))
                .here(Span::new(file, 0..0))
                .in_file(path)
                .help(msg!("give it filled or stroked shapes")),
        );
    }
    (Some(PictureData::Vector(drawing.into())), findings)
}

/// The byte of a line and a column.
fn offset(text: &str, position: roxmltree::TextPos) -> usize {
    let start: usize =
        text.split_inclusive('\n').take(position.row.saturating_sub(1) as usize).map(str::len).sum();
    let line = text.get(start..).unwrap_or("");
    let column = position.col.saturating_sub(1) as usize;
    start + line.char_indices().nth(column).map_or(0, |(at, _)| at)
}

struct DrawingReader<'a> {
    press: &'a PressConverter,
    source: &'a Source,
    palette: &'a Palette,
    shapes: Vec<Shape>,
    clipper: Clipper,
    /// What was drawn of each element of the source.
    drawn: BTreeMap<usize, Drawn>,
    /// The `use` behind which shapes are.
    used: Option<usize>,
    teller: Teller<'a>,
}

impl DrawingReader<'_> {
    fn group(&mut self, group: &usvg::Group, opacity: f32, clips: &Clips) {
        let opacity = opacity * group.opacity().get();
        let clips = self.clipper.of(group, clips);
        let around = self.used;
        if around.is_none() {
            self.used = self.source.named(group.id()).filter(|at| self.source.element(*at).name == "use");
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, opacity, &clips),
                Node::Path(path) if path.is_visible() => self.shape(path, opacity, &clips),
                Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
            }
        }
        self.used = around;
    }

    /// Reports a feature of an element that a press drawing cannot have.
    fn effect(&mut self, name: &str, what: Word) {
        let at =
            self.source.named(name).or(self.used).map_or(0..0, |at| self.source.element(at).place.clone());
        let help = msg!("cut the shapes in the drawing program, or place the drawing as a TIFF or PNG");
        self.teller.tell(codes::SVG_EFFECT, at, what, help);
    }

    fn shape(&mut self, path: &usvg::Path, opacity: f32, clips: &Clips) {
        let transform = path.abs_transform();
        let named = self.source.named(path.id());
        let place = named.or(self.used).map_or(0..0, |at| self.source.element(at).place.clone());
        let fill = path.fill().and_then(|fill| {
            let paint = self.paint(fill.paint(), fill.opacity().get() * opacity, transform, place.clone())?;
            filled(path.data(), transform, paint, rule(fill.rule()), clips)
        });
        // A line becomes its outline, so that ends, joins, dashes and uneven scales come out as
        // drawn.
        let stroke = path.stroke().and_then(|stroke| {
            let paint =
                self.paint(stroke.paint(), stroke.opacity().get() * opacity, transform, place.clone())?;
            let pen = stroke.to_tiny_skia();
            let dashed = match &pen.dash {
                Some(dash) => Some(path.data().dash(dash, resolution(transform))?),
                None => None,
            };
            let line = dashed.as_ref().unwrap_or(path.data());
            let outline = line.stroke(&pen, resolution(transform))?;
            filled(&outline, transform, paint, FillRule::NonZero, clips)
        });
        if let Some(at) = self.used.or(named).filter(|_| fill.is_some() || stroke.is_some()) {
            let drawn = self.drawn.entry(at).or_default();
            drawn.shapes += 1;
            drawn.fill |= fill.is_some();
            drawn.line |= stroke.is_some();
        }
        match path.paint_order() {
            PaintOrder::FillAndStroke => self.shapes.extend(fill.into_iter().chain(stroke)),
            PaintOrder::StrokeAndFill => self.shapes.extend(stroke.into_iter().chain(fill)),
        }
    }

    /// A paint seen through `opacity` on white paper; `None` if nothing is painted.
    fn paint(
        &mut self,
        paint: &usvg::Paint,
        opacity: f32,
        transform: Transform,
        at: Range<usize>,
    ) -> Option<ShapePaint> {
        if opacity <= 0.0 {
            return None;
        }
        let (line, own, stops) = match paint {
            usvg::Paint::Color(colour) => {
                let colour = self.palette.colour([colour.red, colour.green, colour.blue]);
                return Some(ShapePaint::Ink(self.ink(colour, opacity, at)));
            }
            usvg::Paint::Pattern(_) => return None,
            usvg::Paint::LinearGradient(gradient) => {
                let (from, to) = ((gradient.x1(), gradient.y1()), (gradient.x2(), gradient.y2()));
                let line = ShadingLine::Straight { from: whole(from), to: whole(to) };
                (line, gradient.transform(), gradient.stops())
            }
            usvg::Paint::RadialGradient(gradient) => {
                let line = ShadingLine::Round {
                    focus: whole((gradient.fx(), gradient.fy())),
                    focus_radius: fixed(gradient.fr().get()) as i32,
                    centre: whole((gradient.cx(), gradient.cy())),
                    radius: fixed(gradient.r().get()) as i32,
                };
                (line, gradient.transform(), gradient.stops())
            }
        };
        let place = own.post_concat(transform);
        let place = [place.sx, place.ky, place.kx, place.sy, place.tx, place.ty].map(fixed);
        let stops = self.stops(stops, opacity, &at);
        (!stops.is_empty()).then_some(ShapePaint::Shading(Shading { line, place, stops }))
    }

    /// The inks of a gradient. Between two stops stand some more, for halfway between two colours of a
    /// screen is not halfway between their inks.
    fn stops(&mut self, stops: &[usvg::Stop], opacity: f32, place: &Range<usize>) -> Vec<(u16, Ink)> {
        const BETWEEN: u16 = 4;
        let at = |stop: &usvg::Stop| (stop.offset().get() * f32::from(Cmyk::SOLID)).round() as u16;
        let mut inks: Vec<(u16, Ink)> = Vec::new();
        let mut before: Option<&usvg::Stop> = None;
        for stop in stops {
            let start = before.unwrap_or(stop);
            let steps = if at(stop) > at(start) { BETWEEN } else { 1 };
            for step in if before.is_some() { 1..=steps } else { steps..=steps } {
                let part = f32::from(step) / f32::from(steps);
                let mix = |of: fn(&usvg::Stop) -> f32| of(start) * (1.0 - part) + of(stop) * part;
                let ends = [start, stop].map(|stop| {
                    let colour = stop.color();
                    self.palette.colour([colour.red, colour.green, colour.blue])
                });
                let opacity = mix(|stop| stop.opacity().get()) * opacity;
                let ink = self.between(ends, part, opacity, place.clone());
                inks.push((mix(|stop| stop.offset().get()).mul_add(f32::from(Cmyk::SOLID), 0.5) as u16, ink));
            }
            before = Some(stop);
        }
        inks
    }

    /// The ink of a part of the way from one colour to another. Between two colours of a screen it is that of the
    /// colour between them; else the inks are mixed.
    fn between(&mut self, ends: [Colour; 2], part: f32, opacity: f32, at: Range<usize>) -> Ink {
        let level = |from: f32, to: f32| (from * (1.0 - part) + to * part).round();
        if let [Colour::Screen(from), Colour::Screen(to)] = ends {
            let mixed =
                [0, 1, 2].map(|at| level(f32::from(from[at]), f32::from(to[at])).clamp(0.0, 255.0) as u8);
            return self.ink(Colour::Screen(mixed), opacity, at);
        }
        let [from, to] = ends.map(|end| match end {
            Colour::Inks(inks) => inks,
            Colour::Screen(rgb) => {
                let Cmyk { c, m, y, k } = self.press.ink(rgb).process();
                [c, m, y, k]
            }
        });
        let mixed = [0, 1, 2, 3].map(|at| level(f32::from(from[at]), f32::from(to[at])) as u16);
        self.ink(Colour::Inks(mixed), opacity, at)
    }

    /// The ink of a colour seen through `opacity` on white paper.
    fn ink(&mut self, colour: Colour, opacity: f32, at: Range<usize>) -> Ink {
        if opacity < 0.999 {
            let what = msg!("see-through shapes are painted as over white paper");
            let help = msg!("give the shapes the colours that they are to have");
            self.teller.tell(codes::SVG_TRANSPARENCY, at, what, help);
        }
        let rgb = match colour {
            Colour::Screen(rgb) => rgb,
            Colour::Inks(inks) => {
                let [c, m, y, k] = inks.map(|share| (f32::from(share) * opacity).round() as u16);
                return Ink::Process(Cmyk { c, m, y, k });
            }
        };
        let over = |level: u8| {
            (f32::from(level) * opacity + 255.0 * (1.0 - opacity)).round().clamp(0.0, 255.0) as u8
        };
        self.press.ink(rgb.map(over))
    }
}

/// Pixels that a unit takes, for the stroker's fineness: that of the whole units.
fn resolution(transform: Transform) -> f32 {
    PathStroker::compute_resolution_scale(&transform) * 8.0
}

/// A number in 1/65 536.
fn fixed(value: f32) -> i64 {
    // Far beyond any page a float becomes the nearest number that the shading takes.
    (f64::from(value) * f64::from(Shading::UNIT)).round().clamp(f64::from(i32::MIN), f64::from(i32::MAX))
        as i64
}

fn whole((x, y): (f32, f32)) -> (i32, i32) {
    (fixed(x) as i32, fixed(y) as i32)
}

/// A filled shape; `None` for an empty outline.
fn filled(
    outline: &Outline,
    transform: Transform,
    paint: ShapePaint,
    rule: FillRule,
    clips: &Clips,
) -> Option<Shape> {
    let path = segments(outline, transform)?;
    let shape = Shape { path, fill: Some((paint, rule)), stroke: None, clips: Arc::clone(clips) };
    (!shape.path.is_empty()).then_some(shape)
}

#[cfg(test)]
#[path = "svg_tests.rs"]
mod nothing_is_lost;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Segment;

    fn drawing(body: &str) -> (Drawing, Vec<&'static str>) {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10' viewBox='0 0 40 20'>{body}</svg>"
        );
        let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
        let (data, findings) = read(FileId(0), &text, Path::new("d.svg"), &press);
        let Some(PictureData::Vector(drawing)) = data else {
            panic!("{findings:?}");
        };
        (Drawing::clone(&drawing), findings.iter().map(|finding| finding.code.name()).collect())
    }

    #[test]
    fn shapes_come_in_whole_units_of_the_view() {
        let (drawing, codes) = drawing("<g transform='translate(4 2)'><path d='M0 0H8V4Z'/></g>");
        assert!(codes.is_empty());
        assert_eq!((drawing.width, drawing.height), (20 * 256, 10 * 256));
        let expected =
            [Segment::Move(512, 256), Segment::Line(1536, 256), Segment::Line(1536, 768), Segment::Close];
        assert_eq!(drawing.shapes[0].path, expected);
        assert_eq!(drawing.shapes[0].fill, Some((ShapePaint::Ink(Ink::BLACK), FillRule::NonZero)));
    }

    #[test]
    fn lines_become_outlines_of_their_width() {
        let (drawing, codes) = drawing("<path d='M10 10H30' fill='none' stroke='#000' stroke-width='4'/>");
        assert!(codes.is_empty());
        let ys = drawing.shapes[0].path.iter().filter_map(|segment| match segment {
            Segment::Move(_, y) | Segment::Line(_, y) => Some(*y),
            _ => None,
        });
        let (least, most) = ys.fold((i32::MAX, 0), |(low, high), y| (low.min(y), high.max(y)));
        assert_eq!((least, most), (4 * 256, 6 * 256));
    }

    #[test]
    fn a_gradient_has_its_stops_and_its_place() {
        let (drawing, codes) = drawing(
            "<defs><linearGradient id='g'><stop offset='0.25' stop-color='#fff'/>\
             <stop offset='1' stop-color='#000'/></linearGradient></defs>\
             <rect x='4' y='2' width='8' height='4' fill='url(#g)'/>",
        );
        assert_eq!(codes, [""; 0]);
        let Some((ShapePaint::Shading(shading), _)) = &drawing.shapes[0].fill else {
            panic!("{drawing:?}");
        };
        assert_eq!(shading.stops.first(), Some(&(2_500, Ink::PAPER)));
        assert_eq!(shading.stops.last(), Some(&(10_000, Ink::BLACK)));
        assert_eq!(shading.stops.len(), 5);
        // The box of the shape, 8 by 4 from (4, 2), in a view of half the size.
        let ShadingLine::Straight { from, to } = shading.line else { panic!("{shading:?}") };
        let [a, b, c, d, e, f] = shading.place;
        let at = |(x, y): (i32, i32)| {
            let (x, y) = (i64::from(x), i64::from(y));
            ((a * x + c * y) / 65_536 + e, (b * x + d * y) / 65_536 + f)
        };
        assert_eq!((at(from).0, at(to).0), (2 * 65_536, 6 * 65_536));
    }

    #[test]
    fn clips_are_cut_as_they_are_drawn() {
        // Two shapes that wind against each other; a clip on the clip's own shape.
        let (drawing, codes) = drawing(
            "<clipPath id='c'><path d='M0 0H8V8H0Z'/><path d='M4 0V8H12V0Z'/></clipPath>\
             <clipPath id='d'><rect width='2' height='2'/></clipPath>\
             <clipPath id='e'><rect clip-path='url(#d)' width='9' height='9'/></clipPath>\
             <g clip-path='url(#c)'><rect width='40' height='20'/><rect width='9' height='9'/></g>\
             <rect clip-path='url(#e)' width='40' height='20'/>",
        );
        assert_eq!(codes, [""; 0]);
        let [first, second, third] = &drawing.shapes[..] else { panic!("{drawing:?}") };
        assert!(Arc::ptr_eq(&first.clips, &second.clips), "one clip for all under it");
        let [(joined, FillRule::NonZero)] = &first.clips[..] else { panic!("{:?}", first.clips) };
        let corners: Vec<_> = joined.split(|segment| *segment == Segment::Close).collect();
        let area = |contour: &[Segment]| -> i64 {
            let points: Vec<(i64, i64)> = contour
                .iter()
                .filter_map(|segment| match *segment {
                    Segment::Move(x, y) | Segment::Line(x, y) => Some((i64::from(x), i64::from(y))),
                    _ => None,
                })
                .collect();
            let next = points.iter().cycle().skip(1);
            points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
        };
        assert!(corners.iter().filter(|contour| !contour.is_empty()).all(|contour| area(contour) > 0));
        assert_eq!(third.clips.len(), 2, "{:?}", third.clips);
        let smallest = third
            .clips
            .iter()
            .flat_map(|(outline, _)| outline)
            .any(|step| matches!(step, Segment::Line(256, 256) | Segment::Move(256, 256)));
        assert!(smallest, "the inner clip holds: {:?}", third.clips);
        let (_, codes) = self::drawing("<rect width='9' height='9' style='mix-blend-mode:multiply'/>");
        assert_eq!(codes, ["svg-effect"]);
    }

    #[test]
    fn a_large_clip_on_many_groups_is_refused() {
        let points: String = (0..20_000).map(|at| format!("L{} {}", at % 40, at % 20)).collect();
        let groups = "<g clip-path='url(#c)'><rect width='9' height='9'/></g>".repeat(200);
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><clipPath id='c'>\
             <path d='M0 0{points}'/></clipPath>{groups}</svg>"
        );
        let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
        let (data, findings) = read(FileId(0), &text, Path::new("d.svg"), &press);
        assert!(data.is_none());
        assert_eq!(findings.iter().map(|finding| finding.code.name()).collect::<Vec<_>>(), ["svg-limit"]);
    }

    #[test]
    fn a_colour_of_the_house_prints_in_its_ink() {
        let red = Ink::Process(Cmyk { m: 10_000, y: 9_000, ..Cmyk::default() });
        let ordered = crate::ink::Press {
            drawings: vec![([0xB5, 0x26, 0x2B], red.clone())],
            ..crate::ink::Press::default()
        };
        let press = PressConverter::new(&ordered).unwrap();
        let text = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                    <path fill='#b5262b' d='M0 0H8V4Z'/><path fill='#b5262c' d='M0 0H8V4Z'/></svg>";
        let (data, _) = read(FileId(0), text, Path::new("d.svg"), &press);
        let Some(PictureData::Vector(drawing)) = data else { panic!("no drawing") };
        assert_eq!(drawing.shapes[0].inks().next(), Some(&red));
        assert_ne!(drawing.shapes[1].inks().next(), Some(&red));
    }

    #[test]
    fn a_clip_cuts_what_is_under_it() {
        let (drawing, codes) = drawing(
            "<clipPath id='c'><rect x='0' y='0' width='4' height='4'/></clipPath>\
             <g clip-path='url(#c)'><rect width='40' height='20'/></g><rect width='2' height='2'/>",
        );
        assert_eq!(codes, [""; 0]);
        assert_eq!(drawing.shapes[0].clips.len(), 1);
        let corner = drawing.shapes[0].clips[0].0.contains(&Segment::Line(512, 512));
        assert!(corner, "{:?}", drawing.shapes[0].clips);
        assert!(drawing.shapes[1].clips.is_empty());
    }

    #[test]
    fn what_the_press_cannot_take_is_told() {
        let (_, codes) = drawing(
            "<defs><linearGradient id='g'><stop offset='0' stop-color='#f00'/><stop offset='1'/>\
             </linearGradient></defs><rect width='9' height='9' fill='url(#g)'/><text>字</text>\
             <rect width='3' height='3' fill='red' opacity='.5'/>",
        );
        assert_eq!(codes, ["svg-text", "svg-transparency"]);
        let repeated = "<linearGradient id='g' spreadMethod='reflect'><stop offset='0'/><stop offset='1'/>";
        let (_, codes) = drawing(&format!("<defs>{repeated}</linearGradient></defs><path d='M0 0H8V4Z'/>"));
        assert_eq!(codes, ["svg-gradient"]);
        assert_eq!(drawing("").1, ["svg-empty"]);
    }

    #[test]
    fn a_broken_drawing_is_told_with_its_place() {
        let press = PressConverter::new(&crate::ink::Press::default()).unwrap();
        let (data, findings) = read(FileId(0), "<svg\n<", Path::new("d.svg"), &press);
        assert!(data.is_none());
        assert_eq!(findings[0].code.name(), "broken-picture");
        assert_eq!(findings[0].labels[0].span.range.start, 5);
    }
}
