//! Drawings as they are written, held against what can be drawn of them: the one place where what a drawing has and
//! the press file cannot have is told, with line and column.
//!
//! The file is read into a [`Source`]: its elements with the values that count for each, out of attributes, style
//! sheets and `style`, in the order of the cascade (CSS 2.1, 6.4). A value that is no value gives way to the one
//! before it, as in every browser, and is told. What is left is written down as plain SVG
//! ([`Source::plain`]) with a name of its own for each element, and goes to usvg, which turns it into outlines. What
//! comes back is held against what was to be drawn by [`svg_account`](super::svg_account).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use usvg::roxmltree::{Document, Node, NodeId};

use crate::codes;
use crate::diagnostic::Severity;
use crate::message::{msg, word};

use super::colour::PressConverter;
use super::svg_colour::Palette;
use super::svg_css::{self, Matcher, Sheet, Unread};
use super::svg_names::{self, Fate, Kind, Part};
use super::svg_tell::{Teller, tell_unread};
use super::svg_tree::{Element, Source};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The most comparisons of elements with rules of style.
pub const MOST_MATCHES: usize = 50_000_000;

/// A value on its way to an element.
struct Said {
    value: String,
    range: Range<usize>,
    is_attribute: bool,
    important: bool,
}

pub(super) struct SourceReader<'r, 'd> {
    pub(super) document: &'d Document<'d>,
    matcher: Matcher<'r>,
    pub(super) teller: &'r mut Teller<'d>,
    pub(super) press: &'r PressConverter,
    pub(super) ids: BTreeMap<&'d str, NodeId>,
    pub(super) source: Source,
    pub(super) palette: Palette,
    /// The elements that were read, by their nodes.
    known: BTreeMap<u32, usize>,
    /// References to elements that are not read yet: from, the attribute, to.
    pub(super) links: Vec<(usize, &'static str, NodeId, String)>,
}

/// Reads a drawing; `None` if it has too many rules for its elements.
pub fn read<'d>(
    document: &'d Document<'d>,
    teller: &mut Teller<'d>,
    press: &PressConverter,
) -> Option<(Source, Palette)> {
    let mut sheet = Sheet::default();
    for node in document.descendants().filter(|node| name(*node) == Some("style")) {
        if node.attribute("type").is_some_and(|kind| !matches!(kind.trim(), "" | "text/css")) {
            let help = msg!("write the style sheet as CSS");
            teller.tell(
                codes::SVG_STYLE,
                start(node),
                msg!("a style sheet of another kind is not read"),
                help,
            );
            continue;
        }
        for text in node.children().filter(Node::is_text) {
            sheet.add(teller.text, text.text().unwrap_or(""), text.range());
        }
    }
    for node in document.root().children().filter(Node::is_pi) {
        if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            tell_unread(teller, Unread::Import, node.range());
        }
    }
    for (what, range) in &sheet.unread {
        tell_unread(teller, *what, range.clone());
    }
    // A selector of several elements may be held against everything around an element.
    let (one, several) = sheet.selectors();
    let elements = document.descendants().filter(Node::is_element);
    let matches = elements.map(|node| {
        let around = if several == 0 { 1 } else { node.ancestors().count() };
        one.saturating_add(several.saturating_mul(around))
    });
    if matches.fold(0_usize, usize::saturating_add) > MOST_MATCHES {
        return None;
    }
    let mut ids = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node.id());
        }
    }
    let mut reader = SourceReader {
        document,
        matcher: sheet.matcher(),
        teller,
        press,
        ids,
        source: Source::default(),
        palette: Palette::default(),
        known: BTreeMap::new(),
        links: Vec::new(),
    };
    reader.children(document.root(), None, true);
    reader.join();
    Some((reader.source, reader.palette))
}

/// The name of an element of SVG.
pub(super) fn name<'n>(node: Node<'n, 'n>) -> Option<&'n str> {
    let is_svg = node.is_element() && matches!(node.tag_name().namespace(), None | Some(SVG));
    is_svg.then(|| node.tag_name().name())
}

/// The place of an element: its opening bracket and its name, with a prefix if it has one.
pub(super) fn start(node: Node<'_, '_>) -> Range<usize> {
    let range = node.range();
    let text = node.document().input_text().get(range.clone()).unwrap_or("");
    let length =
        text.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).unwrap_or(text.len());
    range.start..range.start + length
}

/// Whether an element has anything that a reader of the drawing would miss.
fn has_content(node: Node<'_, '_>) -> bool {
    node.descendants().any(|inner| {
        inner.is_text() && inner.text().is_some_and(|text| !text.trim().is_empty())
            || inner != node
                && matches!(name(inner).map(svg_names::part), Some(Part::Shape | Part::Use | Part::Picture))
            || inner.tag_name().name() == "img"
    })
}

impl<'d> SourceReader<'_, 'd> {
    /// Reads the elements in another one; `is_drawn` tells whether they are drawn where they stand.
    fn children(&mut self, parent: Node<'d, 'd>, into: Option<usize>, is_drawn: bool) {
        for node in parent.children() {
            if node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()) && is_drawn {
                let what = msg!("words between the shapes are not set");
                let help = msg!("turn them into outlines in the drawing program, or take them out");
                let text = node.text().unwrap_or("");
                let range = node.range();
                let lead = text.len() - text.trim_start().len();
                let range = (range.start + lead).min(range.end)
                    ..(range.start + text.trim_end().len()).max(range.start + lead).min(range.end);
                self.teller.tell(codes::SVG_TEXT, range, what, help);
            }
            if node.is_element() {
                self.element(node, into, is_drawn);
            }
        }
    }

    fn element(&mut self, node: Node<'d, 'd>, into: Option<usize>, is_drawn: bool) {
        let at = start(node);
        let Some(name) = name(node) else {
            let namespace = node.tag_name().namespace().unwrap_or("");
            if !svg_names::is_of_an_editor(namespace) && has_content(node) {
                self.unknown(node, at);
            }
            return;
        };
        let part = svg_names::part(name);
        match part {
            Part::Holder | Part::Shape | Part::Use | Part::Gradient => {}
            Part::Silent => return,
            Part::Unpainted => {
                // Its attributes are those of what is told where it is used.
                let own = self.source.add(Element::new(name, at), None);
                self.known.insert(node.id().get(), own);
                return;
            }
            Part::Text => {
                if has_content(node) {
                    let (what, help) = (
                        word("text in a drawing is not set"),
                        word("turn it into outlines in the drawing program (Inkscape: Path, Object to Path)"),
                    );
                    self.teller.tell(codes::SVG_TEXT, at, what, help);
                }
                return;
            }
            Part::Picture => {
                let what = match href(node) {
                    Some(file) if !file.starts_with("data:") => {
                        let file: String = file.chars().take(80).collect();
                        msg!("a picture inside a drawing is not painted: {file}", file)
                    }
                    _ => msg!("a picture inside a drawing is not painted"),
                };
                self.teller.tell(codes::SVG_RASTER, at, what, msg!("place the picture as a file of its own"));
                return;
            }
            Part::Animation => {
                tell_unread(self.teller, Unread::Animation, at);
                return;
            }
            Part::Script => {
                let what = msg!("a script in a drawing is not run");
                let help = msg!("if it draws something, save the drawing as it is after that as plain SVG");
                self.teller.tell_as(Severity::Note, codes::SVG_UNKNOWN, at, what, help);
                return;
            }
            Part::Unknown => {
                // A wrapper that is not known may hold what is to be drawn.
                self.unknown(node, at);
                return;
            }
        }
        if let Some(attribute) = failing(node).filter(|_| into.is_some()) {
            if node.parent_element().is_none_or(|parent| self::name(parent) != Some("switch")) {
                let what = msg!("an element is left out because of its `{attribute}`", attribute);
                let help = msg!("take the condition out if it is to be drawn");
                self.teller.tell(codes::SVG_UNDRAWN, at, what, help);
            }
            return;
        }
        let own = self.source.add(Element::new(name, at), into);
        self.known.insert(node.id().get(), own);
        self.values(node, own, name);
        if name == "use" {
            self.reference(node, own, "href");
            return;
        }
        if part == Part::Gradient {
            if href(node).is_some() {
                self.reference(node, own, "href");
            }
            let repeats =
                self.source.element(own).value("spreadMethod").is_some_and(|method| method != "pad");
            if repeats {
                let what = word("a gradient that repeats is painted once");
                let help = word("give the gradient all its stops, or place the drawing as a TIFF or PNG");
                self.teller.tell(codes::SVG_GRADIENT, start(node), what, help);
            }
        }
        if name == "switch" {
            // The first that can be drawn is; the others say the same in other ways.
            let fits = |child: &Node<'d, 'd>| {
                let part = self::name(*child).map(svg_names::part);
                matches!(part, Some(Part::Holder | Part::Shape | Part::Use)) && failing(*child).is_none()
            };
            let children = || node.children().filter(Node::is_element);
            match children().find(fits).or_else(|| children().find(|child| has_content(*child))) {
                Some(child) => self.element(child, Some(own), is_drawn),
                None if children().next().is_some() => {
                    let what = msg!("none of the ways of a `switch` can be drawn");
                    let help = msg!("save the drawing as plain SVG");
                    self.teller.tell(codes::SVG_UNDRAWN, start(node), what, help);
                }
                None => {}
            }
            return;
        }
        let holds = matches!(name, "svg" | "g" | "a");
        self.children(node, Some(own), is_drawn && holds);
    }

    fn unknown(&mut self, node: Node<'d, 'd>, at: Range<usize>) {
        let name: String = node.tag_name().name().chars().take(60).collect();
        let what = msg!("an element that is not known is left out: `{name}`", name);
        let help = if has_content(node) {
            word("mend its name if it is misspelt; else save the drawing as plain SVG")
        } else {
            word("mend its name if it is misspelt; else take it out")
        };
        self.teller.tell(codes::SVG_UNKNOWN, at, what, help);
    }

    /// Finds out the values of an element that count.
    fn values(&mut self, node: Node<'d, 'd>, own: usize, element: &str) {
        let mut said: BTreeMap<String, Vec<Said>> = BTreeMap::new();
        for attribute in node.attributes() {
            let space = attribute.namespace();
            if !matches!(space, None | Some(SVG | XLINK | XML)) {
                continue;
            }
            let (name, value) = (attribute.name(), attribute.value().to_owned());
            let range = attribute.range();
            let is_own = space.is_none() || space == Some(SVG);
            match svg_names::fate(name) {
                Fate::Silent => {}
                _ if !is_own => {}
                Fate::Unknown => self.unknown_name(name, range),
                _ if !svg_names::is_attribute(name) => self.unknown_name(name, range),
                _ => {
                    let one = Said { value, range, is_attribute: true, important: false };
                    said.entry(name.to_owned()).or_default().push(one);
                }
            }
        }
        let mut add = |name: &str, value: &str, range: &Range<usize>, important: bool| {
            let one = Said { value: value.to_owned(), range: range.clone(), is_attribute: false, important };
            said.entry(name.to_owned()).or_default().push(one);
        };
        let mut foreign = Vec::new();
        let mut inline = Vec::new();
        if let Some(style) = node.attribute_node("style") {
            let (found, broken) = svg_css::attribute(self.teller.text, style.value(), style.range_value());
            for range in broken {
                tell_unread(self.teller, Unread::Broken, range);
            }
            inline = found;
        }
        for found in self.matcher.of(node).chain(&inline) {
            match svg_names::fate(&found.name) {
                Fate::Silent => {}
                _ if svg_names::is_property(&found.name) => {
                    add(&found.name, &found.value, &found.range, found.important);
                }
                _ => foreign.push((found.name.clone(), found.range.clone())),
            }
        }
        for (name, range) in foreign {
            self.unknown_name(&name, range);
        }
        // The shorthand for three.
        if let Some(all) = said.remove("marker") {
            for name in ["marker-start", "marker-mid", "marker-end"] {
                let entry = said.entry(name.to_owned()).or_default();
                entry.extend(all.iter().map(|one| Said {
                    value: one.value.clone(),
                    range: one.range.clone(),
                    ..*one
                }));
            }
        }
        if element == "line" {
            // It has no inside; some programs would paint it as a hair.
            said.remove("fill");
            self.source.set(own, "fill", "none".to_owned());
        }
        for (name, mut values) in said {
            // What is important counts more; among equals the later one does.
            values.sort_by_key(|one| one.important);
            self.value(own, element, &name, &values);
        }
    }

    fn unknown_name(&mut self, name: &str, range: Range<usize>) {
        let name: String = name.chars().take(60).collect();
        let what = msg!("nothing is done with `{name}`, which is not known", name);
        let help = msg!("mend it if it is misspelt, or take it out if the drawing is right without it");
        self.teller.tell(codes::SVG_UNKNOWN, range, what, help);
    }

    /// Takes the last of some values that is one.
    fn value(&mut self, own: usize, element: &str, name: &str, values: &[Said]) {
        for one in values.iter().rev() {
            let text = one.value.trim();
            if text == "inherit" {
                self.source.set(own, name, "inherit".to_owned());
                return;
            }
            let kind = match svg_names::fate(name) {
                Fate::Drawn(kind) => kind,
                Fate::Told(harmless, what) => {
                    if !harmless.contains(&text) {
                        let help =
                            msg!("draw it so that it is not needed, or place the drawing as a TIFF or PNG");
                        self.teller.tell(codes::SVG_EFFECT, one.range.clone(), what(), help);
                    }
                    return;
                }
                Fate::Unpainted => {
                    if text != "none" {
                        self.unpainted(one.range.clone());
                    }
                    return;
                }
                Fate::Silent | Fate::Unknown => return,
            };
            let made = match kind {
                Kind::Paint => self.paint(own, name, text, &one.range),
                Kind::Colour if text.eq_ignore_ascii_case("currentcolor") => Some("currentColor".to_owned()),
                Kind::Colour => self.colour(text, &one.range),
                Kind::Link => self.link(own, name, text, &one.range),
                // Sheets of style cannot give a gradient's or a marker's corners; `auto` is what is without them.
                kind => svg_names::value(kind, text)
                    .filter(|value| value != "auto" || kind != Kind::Length)
                    .or_else(|| (text == "auto" && kind == Kind::Length).then(String::new)),
            };
            match made {
                Some(value) if value.is_empty() && kind != Kind::Transform => return,
                Some(value) => {
                    self.source.set(own, name, value);
                    return;
                }
                None => self.no_value(own, (element, name), kind, one),
            }
        }
    }

    fn no_value(&mut self, own: usize, (element, name): (&str, &str), kind: Kind, one: &Said) {
        let shown: String = one.value.trim().chars().take(60).collect();
        if matches!(kind, Kind::Paint | Kind::Colour) {
            let what = msg!("`{shown}` is not a colour that is known: the value before it is taken", shown);
            let help = msg!("write it as #rrggbb, or as inks with device-cmyk(c m y k) in shares of 1");
            self.teller.tell(codes::SVG_COLOUR, one.range.clone(), what, help);
            return;
        }
        let what = msg!("`{shown}` is not a value of `{name}`", shown, name);
        let help = msg!("mend it, or open the drawing in a drawing program and save it as plain SVG");
        self.teller.tell(codes::SVG_VALUE, one.range.clone(), what, help);
        // Up to the fault a path is drawn by every program.
        if one.is_attribute
            && matches!((element, name), ("path", "d") | ("polygon" | "polyline", "points"))
            && let Some(part) = svg_names::sound_part(kind, &one.value)
        {
            self.source.set(own, name, part);
        }
    }

    /// Puts the names of elements into the values that refer to them.
    fn join(&mut self) {
        let mut told = BTreeSet::new();
        for (own, attribute, target, fallback) in std::mem::take(&mut self.links) {
            let Some(target) = self.known.get(&target.get()).copied() else {
                // What it names was told of itself, if it is anything.
                if attribute == "href" && self.source.element(own).name == "use" && told.insert(own) {
                    let at = self.source.element(own).place.clone();
                    let what = msg!("a `use` shows something that is not drawn");
                    let help = msg!("see what is told of the element that it names");
                    self.teller.tell(codes::SVG_REFERENCE, at, what, help);
                }
                continue;
            };
            let name = Source::name_of(target);
            let value = match attribute {
                "href" => format!("#{name}"),
                _ if fallback.is_empty() => format!("url(#{name})"),
                _ => format!("url(#{name}) {fallback}"),
            };
            self.source.set(own, attribute, value);
            self.source.refer(own, attribute, target);
        }
    }
}

/// The reference of an element: `href`, or the older one of XLink.
pub(super) fn href<'n>(node: Node<'n, 'n>) -> Option<&'n str> {
    let of =
        |space: Option<&str>| node.attributes().find(|own| own.name() == "href" && own.namespace() == space);
    of(None).or_else(|| of(Some(XLINK))).map(|own| own.value())
}

/// The condition of an element that does not hold here, if there is one (SVG 2, 5.10).
fn failing(node: Node<'_, '_>) -> Option<&'static str> {
    const LANGUAGES: [&str; 6] = ["zh", "zh-cn", "zh-hans", "zh-hans-cn", "zh-sg", "cmn"];
    if node.attribute("requiredExtensions").is_some_and(|list| !list.trim().is_empty()) {
        return Some("requiredExtensions");
    }
    let fits =
        |list: &str| list.split(',').any(|own| LANGUAGES.contains(&own.trim().to_ascii_lowercase().as_str()));
    node.attribute("systemLanguage").is_some_and(|list| !fits(list)).then_some("systemLanguage")
}
