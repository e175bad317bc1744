//! What becomes of each element, attribute and property of a drawing: the one table by which
//! [`svg_source`](super::svg_source) decides what is drawn, what is told and what needs no word.
//!
//! A name that is in no table is told, so that nothing is lost because nobody thought of it.

use std::str::FromStr;

use crate::message::{Word, word};

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Holds others, which are drawn in it or by reference to it.
    Holder,
    /// Is drawn itself.
    Shape,
    /// Shows another element.
    Use,
    /// A gradient or a stop of one.
    Gradient,
    /// Words, which are not set.
    Text,
    /// A picture of pixels, which is not painted.
    Picture,
    /// A pattern, a mask or a filter: told where it is used.
    Unpainted,
    /// Movement.
    Animation,
    /// A script.
    Script,
    /// Has nothing to do with what is drawn.
    Silent,
    /// Not known.
    Unknown,
}

/// What an element of SVG is.
pub fn part(name: &str) -> Part {
    match name {
        "svg" | "g" | "a" | "switch" | "defs" | "symbol" | "clipPath" | "marker" => Part::Holder,
        "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "path" => Part::Shape,
        "use" => Part::Use,
        "linearGradient" | "radialGradient" | "stop" => Part::Gradient,
        "text" | "foreignObject" | "flowRoot" | "flowDiv" | "flowPara" | "textArea" => Part::Text,
        "image" | "video" | "canvas" | "iframe" | "audio" => Part::Picture,
        "mask" | "filter" | "pattern" | "hatch" | "meshgradient" | "meshGradient" | "solidColor"
        | "solidcolor" | "mesh" => Part::Unpainted,
        "animate" | "animateTransform" | "animateMotion" | "animateColor" | "set" | "discard" => {
            Part::Animation
        }
        "script" | "handler" => Part::Script,
        "title" | "desc" | "metadata" | "style" | "view" | "cursor" | "font" | "font-face" | "glyph"
        | "missing-glyph" | "color-profile" | "altGlyphDef" => Part::Silent,
        _ => Part::Unknown,
    }
}

/// Whether a name space is one of those in which drawing programs write for themselves: by the host of its address, or one
/// above it, and how its path begins. A name space without an address is none of theirs.
pub fn is_of_an_editor(namespace: &str) -> bool {
    const EDITORS: [(&str, &str); 15] = [
        ("adobe.com", ""),
        ("inkscape.org", ""),
        ("inkscape.sourceforge.net", ""),
        ("sodipodi.sourceforge.net", ""),
        ("w3.org", "1999/02/22-rdf"),
        ("purl.org", ""),
        ("creativecommons.org", ""),
        ("web.resource.org", ""),
        ("bohemiancoding.com", ""),
        ("figma.com", ""),
        ("serif.com", ""),
        ("corel.com", ""),
        ("vectornator.io", ""),
        ("boxy-svg.com", ""),
        ("diagrams.net", ""),
    ];
    const MICROSOFT: (&str, &str) = ("schemas.microsoft.com", "visio/");
    let namespace = namespace.trim().to_ascii_lowercase();
    let Some((_, address)) = namespace.split_once("://") else { return false };
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let is_below =
        |domain: &str| host.strip_suffix(domain).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    EDITORS.iter().chain([&MICROSOFT]).any(|(domain, start)| is_below(domain) && path.starts_with(start))
}

/// What becomes of an attribute or a property.
#[derive(Clone, Copy, Debug)]
pub enum Fate {
    /// It is drawn, if its value is of this kind.
    Drawn(Kind),
    /// Nothing is done with it unless it has one of these values.
    Told(&'static [&'static str], fn() -> Word),
    /// It names what is not painted.
    Unpainted,
    /// It has nothing to do with what is drawn.
    Silent,
    /// It is not known.
    Unknown,
}

/// Kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A colour, a reference to a gradient, or none.
    Paint,
    /// A colour.
    Colour,
    /// 0 to 1, or percent.
    Opacity,
    /// A number with a unit.
    Length,
    /// Several of them.
    Lengths,
    /// `none`, or several of them.
    Dashes,
    /// A number.
    Number,
    /// One of some words.
    Words(&'static [&'static str]),
    /// `none`, or a reference to an element of the file.
    Link,
    /// A transform.
    Transform,
    /// Its fixed point.
    Origin,
    /// Steps of a path.
    Path,
    /// Corners.
    Points,
    /// Four numbers.
    View,
    /// How a view is fitted.
    Aspect,
    /// What is painted first.
    Order,
    /// The number, or `auto`.
    Orient,
}

const UNITS: Kind = Kind::Words(&["userSpaceOnUse", "objectBoundingBox"]);
const RULES: Kind = Kind::Words(&["nonzero", "evenodd"]);

/// What becomes of an attribute or a property of SVG.
pub fn fate(name: &str) -> Fate {
    use Fate::{Drawn, Silent, Told, Unknown, Unpainted};
    match name {
        "fill" | "stroke" => Drawn(Kind::Paint),
        "color" | "stop-color" => Drawn(Kind::Colour),
        "opacity" | "fill-opacity" | "stroke-opacity" | "stop-opacity" => Drawn(Kind::Opacity),
        "offset" => Drawn(Kind::Opacity),
        "x" | "y" | "width" | "height" | "cx" | "cy" | "r" | "rx" | "ry" | "x1" | "y1" | "x2" | "y2"
        | "fx" | "fy" | "fr" | "refX" | "refY" | "markerWidth" | "markerHeight" | "stroke-width"
        | "stroke-dashoffset" => Drawn(Kind::Length),
        "stroke-dasharray" => Drawn(Kind::Dashes),
        "stroke-miterlimit" => Drawn(Kind::Number),
        "stroke-linecap" => Drawn(Kind::Words(&["butt", "round", "square"])),
        "stroke-linejoin" => Drawn(Kind::Words(&["miter", "miter-clip", "round", "bevel"])),
        "fill-rule" | "clip-rule" => Drawn(RULES),
        "clip-path" | "marker-start" | "marker-mid" | "marker-end" | "marker" => Drawn(Kind::Link),
        "mask" | "filter" => Unpainted,
        "transform" | "gradientTransform" => Drawn(Kind::Transform),
        "transform-origin" => Drawn(Kind::Origin),
        "d" => Drawn(Kind::Path),
        "points" => Drawn(Kind::Points),
        "viewBox" => Drawn(Kind::View),
        "preserveAspectRatio" => Drawn(Kind::Aspect),
        "paint-order" => Drawn(Kind::Order),
        "orient" => Drawn(Kind::Orient),
        "gradientUnits" | "clipPathUnits" => Drawn(UNITS),
        "markerUnits" => Drawn(Kind::Words(&["userSpaceOnUse", "strokeWidth"])),
        "spreadMethod" => Drawn(Kind::Words(&["pad", "reflect", "repeat"])),
        "visibility" => Drawn(Kind::Words(&["visible", "hidden", "collapse"])),
        "overflow" => Drawn(Kind::Words(&["visible", "hidden", "scroll", "auto"])),
        "display" => Drawn(Kind::Words(&[
            "inline",
            "none",
            "block",
            "list-item",
            "inline-block",
            "compact",
            "marker",
            "table",
            "contents",
            "flex",
            "grid",
            "run-in",
        ])),
        "mix-blend-mode" => Told(&["normal"], || word("blend modes are not applied")),
        "isolation" => Silent,
        "vector-effect" => Told(&["none"], || {
            word("lines keep no width of their own when they are scaled (`vector-effect`)")
        }),
        "clip" => Told(&["auto"], || word("the old `clip` is not applied")),
        "pathLength" => {
            Told(&[], || word("`pathLength` is not applied, so dashes may come out longer or shorter"))
        }
        "clip-path-geometry" | "mask-image" | "mask-border" | "mask-border-source" | "backdrop-filter" => {
            Told(&["none"], || word("masks and filters are not applied"))
        }
        "mask-type"
        | "mask-mode"
        | "maskUnits"
        | "maskContentUnits"
        | "filterUnits"
        | "primitiveUnits"
        | "patternUnits"
        | "patternContentUnits"
        | "patternTransform" => Silent,
        "background" | "background-color" => Told(&["transparent", "none"], || {
            word("the background of the drawing is not painted: draw it as a shape")
        }),
        "rotate" | "translate" | "scale" | "offset-path" | "perspective" => {
            Told(&["none"], || word("it is not moved as its style says: write it as `transform`"))
        }
        "transform-box" => Told(&["view-box"], || word("`transform-box` is not applied")),
        "href"
        | "id"
        | "class"
        | "style"
        | "type"
        | "media"
        | "version"
        | "baseProfile"
        | "space"
        | "lang"
        | "base"
        | "role"
        | "tabindex"
        | "focusable"
        | "target"
        | "rel"
        | "download"
        | "name"
        | "contentScriptType"
        | "contentStyleType"
        | "zoomAndPan"
        | "externalResourcesRequired"
        | "requiredExtensions"
        | "requiredFeatures"
        | "systemLanguage"
        | "show"
        | "actuate"
        | "title"
        | "arcrole"
        | "viewTarget"
        | "pointer-events"
        | "cursor"
        | "color-interpolation"
        | "color-interpolation-filters"
        | "color-rendering"
        | "color-profile"
        | "shape-rendering"
        | "image-rendering"
        | "enable-background"
        | "flood-color"
        | "flood-opacity"
        | "lighting-color"
        | "solid-color"
        | "solid-opacity"
        | "buffered-rendering"
        | "will-change"
        | "transition"
        | "user-select"
        | "box-sizing"
        | "margin"
        | "padding"
        | "border"
        | "position"
        | "top"
        | "left"
        | "bottom"
        | "right"
        | "z-index"
        | "outline"
        | "content"
        | "print-color-adjust"
        | "color-adjust"
        | "color-scheme"
        | "forced-color-adjust"
        | "fill-box"
        | "audio-level"
        | "viewport-fill"
        | "viewport-fill-opacity"
        | "touch-action"
        | "image-orientation"
        | "page"
        | "glyph-orientation-vertical"
        | "glyph-orientation-horizontal"
        | "direction"
        | "unicode-bidi"
        | "writing-mode"
        | "dominant-baseline"
        | "alignment-baseline"
        | "baseline-shift"
        | "kerning"
        | "line-height"
        | "letter-spacing"
        | "word-spacing"
        | "white-space"
        | "inline-size"
        | "line-increment"
        | "word-break"
        | "word-wrap"
        | "overflow-wrap"
        | "hyphens"
        | "tab-size"
        | "block-progression"
        | "quotes"
        | "vertical-align"
        | "gradient-of" => Silent,
        name if is_silent(name) => Silent,
        _ => Unknown,
    }
}

/// Names that come in families: of text, of programs, of events.
fn is_silent(name: &str) -> bool {
    const FAMILIES: [&str; 12] = [
        "font",
        "text-",
        "data-",
        "aria-",
        "-",
        "shape-",
        "animation",
        "max-",
        "min-",
        "overflow-",
        "scroll-",
        "xml",
    ];
    FAMILIES.iter().any(|family| name.starts_with(family))
        || name
            .strip_prefix("on")
            .is_some_and(|event| event.len() > 2 && event.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether a name may stand in a style sheet.
pub fn is_property(name: &str) -> bool {
    match fate(name) {
        Fate::Drawn(kind) => match kind {
            Kind::Points | Kind::View | Kind::Aspect | Kind::Orient => false,
            // The corners of lines and gradients are attributes alone.
            _ => !matches!(
                name,
                "d" | "x1" | "y1" | "x2" | "y2" | "fx" | "fy" | "fr" | "offset" | "gradientTransform"
            ),
        },
        Fate::Told(..) | Fate::Unpainted => true,
        Fate::Silent | Fate::Unknown => false,
    }
}

/// Whether a name may stand in an attribute: some properties are for style sheets alone.
pub fn is_attribute(name: &str) -> bool {
    !matches!(name, "mix-blend-mode" | "marker" | "background" | "translate" | "scale")
}

/// The value as it is handed on, if it is one of its kind. Colours and references are read elsewhere.
pub fn value(kind: Kind, text: &str) -> Option<String> {
    fn parses<T: FromStr>(text: &str) -> bool {
        T::from_str(text).is_ok()
    }
    let text = text.trim();
    let sound = match kind {
        Kind::Paint | Kind::Colour | Kind::Link => false,
        Kind::Opacity => svgtypes::Length::from_str(text).is_ok_and(|length| {
            matches!(length.unit, svgtypes::LengthUnit::None | svgtypes::LengthUnit::Percent)
        }),
        Kind::Length => text == "auto" || parses::<svgtypes::Length>(text),
        Kind::Lengths => !text.is_empty() && svgtypes::LengthListParser::from(text).all(|part| part.is_ok()),
        Kind::Dashes => text == "none" || value(Kind::Lengths, text).is_some(),
        Kind::Number => parses::<svgtypes::Number>(text),
        Kind::Words(words) => words.contains(&text),
        Kind::Transform => {
            let plain = text.replace("deg", "").replace("px", "");
            let sound = text == "none" || parses::<svgtypes::Transform>(&plain);
            return sound.then(|| if text == "none" { String::new() } else { plain });
        }
        Kind::Origin => parses::<svgtypes::TransformOrigin>(text),
        Kind::Path => {
            let sound = svgtypes::PathParser::from(text).all(|step| step.is_ok());
            text == "none" || (sound && !has_endless_arc(text))
        }
        Kind::Points => {
            let mut numbers = svgtypes::NumberListParser::from(text);
            let count = numbers.by_ref().take_while(Result::is_ok).count();
            return (svgtypes::NumberListParser::from(text).all(|n| n.is_ok()) && count % 2 == 0)
                .then(|| text.to_owned());
        }
        Kind::View => parses::<svgtypes::ViewBox>(text),
        Kind::Aspect => parses::<svgtypes::AspectRatio>(text),
        Kind::Order => parses::<svgtypes::PaintOrder>(text),
        Kind::Orient => matches!(text, "auto" | "auto-start-reverse") || parses::<svgtypes::Angle>(text),
    };
    sound.then(|| text.to_owned())
}

/// As much of a value as can be read where the rest is damaged: the steps of a path and the corners of a polygon before
/// the fault, which is what every program draws.
pub fn sound_part(kind: Kind, text: &str) -> Option<String> {
    let is_sound = match kind {
        Kind::Path => !has_endless_arc(text),
        Kind::Points => true,
        _ => false,
    };
    is_sound.then(|| text.to_owned())
}

/// The largest radius of an arc. The reader of outlines makes arcs of pieces, the more of them the larger the radius.
const LARGEST_RADIUS: f64 = 1e9;

/// Whether a path has an arc of a radius that no sheet has.
fn has_endless_arc(text: &str) -> bool {
    svgtypes::PathParser::from(text).flatten().any(|step| match step {
        svgtypes::PathSegment::EllipticalArc { rx, ry, .. } => rx.abs().max(ry.abs()) > LARGEST_RADIUS,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_have_radii_that_a_sheet_has() {
        let path = |radius: &str| format!("M0 0A{radius} 2 0 0 1 0 3Z");
        assert_eq!(value(Kind::Path, &path("2")), Some(path("2")));
        assert_eq!(value(Kind::Path, &path("1e8")), Some(path("1e8")));
        let endless = path("99999999999999999999999999");
        assert_eq!((value(Kind::Path, &endless), sound_part(Kind::Path, &endless)), (None, None));
        assert_eq!(sound_part(Kind::Path, "M0 0L3 x"), Some("M0 0L3 x".to_owned()));
    }

    #[test]
    fn name_spaces_of_editors_are_known_by_their_hosts() {
        for (namespace, is) in [
            ("http://schemas.microsoft.com/visio/2003/SVGExtensions/", true),
            ("http://ns.adobe.com/Extensibility/1.0/", true),
            ("http://www.inkscape.org/namespaces/inkscape", true),
            ("http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd", true),
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", true),
            ("https://figma.com", true),
            ("http://television.example/2026", false),
            ("http://example.com/visio/shapes", false),
            ("http://schemas.microsoft.com/office/2006", false),
            ("http://notadobe.com/x", false),
            ("http://www.w3.org/1999/xhtml", false),
            ("urn:visio", false),
        ] {
            assert_eq!(is_of_an_editor(namespace), is, "{namespace}");
        }
    }
}
