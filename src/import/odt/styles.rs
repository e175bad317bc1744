//! Styles of OpenDocument: what their names and what they inherit say of paragraphs and words.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::style_elements;
use crate::import::format::{Format, Lost};
use crate::import::model::Rise;
use crate::import::styles::{StyleRole, role_of};
use crate::import::xml::{Element, attribute, child, elements, name};

/// Links of inheritance that are followed.
const LONGEST_CHAIN: usize = 24;

/// The styles of a file.
#[derive(Debug, Default)]
pub struct Styles {
    defaults: Format,
    /// By family (`paragraph`, `text`) and name.
    list: BTreeMap<(String, String), Style>,
    /// Styles of frames that show a part of their picture.
    cropped: BTreeSet<String>,
    /// Families of fonts by the names that the file gives them.
    fonts: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
struct Style {
    /// Its name as people see it.
    name: String,
    parent: Option<String>,
    format: Format,
    outline: Option<u8>,
    /// Whether it is formatting by hand and has no name of its own.
    by_hand: bool,
}

impl Styles {
    /// Reads the styles of some files; those of later ones win.
    pub fn read(roots: &[Element<'_, '_>]) -> Styles {
        let mut styles = Styles::default();
        for face in
            roots.iter().flat_map(roxmltree::Node::descendants).filter(|node| name(*node) == "font-face")
        {
            if let (Some(name), Some(family)) = (attribute(face, "name"), attribute(face, "font-family")) {
                styles.fonts.insert(name.to_owned(), family.trim_matches('\'').to_owned());
            }
        }
        for (element, by_hand) in roots.iter().flat_map(|root| style_elements(*root)) {
            let family = attribute(element, "family").unwrap_or_default().to_owned();
            match (name(element), attribute(element, "name")) {
                ("default-style", _) if family == "paragraph" => styles.defaults = styles.format(element),
                ("style", Some(id)) => {
                    let named = attribute(element, "display-name").map_or_else(|| decoded(id), str::to_owned);
                    let outline = attribute(element, "default-outline-level");
                    let style = Style {
                        name: named,
                        parent: attribute(element, "parent-style-name").map(str::to_owned),
                        format: styles.format(element),
                        outline: outline.and_then(|level| level.parse().ok()).filter(|level| *level > 0),
                        by_hand,
                    };
                    let graphic = child(element, "graphic-properties");
                    if graphic.and_then(|part| attribute(part, "clip")).is_some_and(is_cropped) {
                        styles.cropped.insert(id.to_owned());
                    }
                    styles.list.insert((family, id.to_owned()), style);
                }
                _ => {}
            }
        }
        styles
    }

    /// What a style says itself.
    fn format(&self, style: Element<'_, '_>) -> Format {
        let mut format = Format::default();
        for part in elements(style) {
            match name(part) {
                "paragraph-properties" => {
                    format.centred = attribute(part, "text-align").map(|align| align == "center");
                }
                "text-properties" => self.of_properties(part, &mut format),
                _ => {}
            }
        }
        format
    }

    fn of_properties(&self, part: Element<'_, '_>, format: &mut Format) {
        // What is said of Chinese text goes before what is said of Latin text.
        let value =
            |wanted: &str| attribute(part, &format!("{wanted}-asian")).or_else(|| attribute(part, wanted));
        let set = |wanted: &str| attribute(part, wanted).map(|value| value != "none");
        let is_bold =
            |weight: &str| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600);
        format.bold = value("font-weight").map(is_bold);
        format.hidden = attribute(part, "display").map(|display| display == "none");
        format.rise = attribute(part, "text-position").map(|position| match position {
            position if position.starts_with("super") => Rise::Super,
            position if position.starts_with("sub") || position.starts_with('-') => Rise::Sub,
            position if position.starts_with('0') => Rise::None,
            _ => Rise::Super,
        });
        format.dots = set("text-emphasize");
        let points = |size: &str| size.strip_suffix("pt")?.parse::<f64>().ok();
        format.size = value("font-size").and_then(points).map(|points| (points * 2.0) as u32);
        let font = attribute(part, "font-name").map(|name| self.fonts.get(name).map_or(name, String::as_str));
        format.font = font.or_else(|| attribute(part, "font-family")).map(str::to_owned);
        let is_dark = |colour: &str| matches!(colour.to_lowercase().as_str(), "#000000" | "transparent");
        let coloured = |wanted: &str| attribute(part, wanted).map(|colour| !is_dark(colour));
        let automatic = attribute(part, "use-window-font-color") == Some("true");
        format.lost = Lost {
            italic: value("font-style").map(|style| style != "normal"),
            underlined: set("text-underline-style"),
            struck: set("text-line-through-style").or_else(|| set("text-line-through-type")),
            coloured: match (coloured("color").filter(|_| !automatic), coloured("background-color")) {
                (None, None) => automatic.then_some(false),
                (one, other) => Some(one == Some(true) || other == Some(true)),
            },
        };
    }

    /// The chain of a style from itself to what it is based on.
    fn chain(&self, family: &str, id: &str) -> impl Iterator<Item = &Style> {
        let family = family.to_owned();
        let mut next = self.list.get(&(family.clone(), id.to_owned()));
        std::iter::from_fn(move || {
            let style = next?;
            next = style.parent.as_ref().and_then(|id| self.list.get(&(family.clone(), id.clone())));
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }

    /// What a style of words says.
    pub fn of_words(&self, id: &str) -> Format {
        self.chain("text", id).fold(Format::default(), |format, style| format.over(&style.format))
    }

    /// What the style of a paragraph says, with the defaults below it.
    pub fn of_paragraph(&self, id: &str) -> Format {
        let own =
            self.chain("paragraph", id).fold(Format::default(), |format, style| format.over(&style.format));
        own.over(&self.defaults)
    }

    /// The looks that somebody gave all words of a paragraph by hand.
    pub fn by_hand(&self, id: &str) -> Format {
        let style = self.chain("paragraph", id).next().filter(|style| style.by_hand);
        style.map(|style| Format { lost: style.format.lost, ..Format::default() }).unwrap_or_default()
    }

    /// The role that the name of a paragraph's style gives, or that of a style it is based on, or its level in the outline.
    pub fn role(&self, id: &str) -> Option<StyleRole> {
        let chain = || self.chain("paragraph", id).filter(|style| !style.by_hand);
        let named = chain().find_map(|style| role_of(&style.name));
        match named {
            None | Some(StyleRole::Body) => {
                chain().find_map(|style| style.outline).map(StyleRole::Heading).or(named)
            }
            named => named,
        }
    }

    /// Whether a frame of this style shows a part of its picture.
    pub fn is_cropped(&self, id: &str) -> bool {
        self.cropped.contains(id)
    }
}

/// A name as people see it: `Heading_20_1` is `Heading 1`.
fn decoded(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;
    while let Some(at) = rest.find('_') {
        text.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let code =
            behind.find('_').and_then(|end| Some((end, u32::from_str_radix(&behind[..end], 16).ok()?)));
        match code.and_then(|(end, code)| Some((end, char::from_u32(code)?))) {
            Some((end, c)) => {
                text.push(c);
                rest = &behind[end + 1..];
            }
            None => {
                text.push('_');
                rest = behind;
            }
        }
    }
    text + rest
}

/// Whether `rect(…)` takes something off: any of its lengths is not zero.
fn is_cropped(clip: &str) -> bool {
    clip.strip_prefix("rect(").is_some_and(|sides| sides.contains(|c: char| ('1'..='9').contains(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::parse;

    #[test]
    fn styles_inherit_and_their_names_give_roles() {
        let text = "<d xmlns:s='s' xmlns:f='f'><styles>\
            <default-style s:family='paragraph'><text-properties f:font-size='12pt' f:font-size-asian='10.5pt'/></default-style>\
            <style s:name='Heading_20_1' s:display-name='Heading 1' s:family='paragraph'>\
            <text-properties f:font-weight='bold'/></style>\
            <style s:name='我的' s:family='paragraph' s:default-outline-level='2'/></styles>\
            <automatic-styles><style s:name='P1' s:family='paragraph' s:parent-style-name='Heading_20_1'>\
            <paragraph-properties f:text-align='center'/><text-properties f:font-style='italic' f:font-weight-asian='normal'/></style>\
            <style s:name='T1' s:family='text'><text-properties s:text-position='super 58%' f:color='#c00000'/></style>\
            <style s:name='fr1' s:family='graphic'><graphic-properties f:clip='rect(0in, 0.5in, 0in, 0in)'/></style>\
            </automatic-styles></d>";
        let document = parse(text).expect("well-formed");
        let styles = Styles::read(&[document.root_element()]);
        let own = styles.of_paragraph("P1");
        assert_eq!((own.size, own.bold, own.centred), (Some(21), Some(false), Some(true)));
        assert_eq!(styles.by_hand("P1").lost.italic, Some(true));
        assert_eq!(styles.by_hand("Heading_20_1"), Format::default());
        assert_eq!(styles.role("P1"), Some(StyleRole::Heading(1)));
        assert_eq!(styles.role("我的"), Some(StyleRole::Heading(2)));
        assert_eq!(styles.role("Standard"), None);
        let words = styles.of_words("T1");
        assert_eq!((words.rise, words.lost.coloured), (Some(Rise::Super), Some(true)));
        assert!(styles.is_cropped("fr1") && !is_cropped("rect(0in, 0cm, 0in, 0in)"));
        assert_eq!(
            (decoded("Text_20_body"), decoded("a_b_"), decoded("P1")),
            ("Text body".into(), "a\u{b}".into(), "P1".into())
        );
    }
}
