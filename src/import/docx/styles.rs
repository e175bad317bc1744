//! Styles of a Word file: what their names and what they inherit say of paragraphs and words.

use std::collections::BTreeMap;

use crate::import::format::Format;
use crate::import::model::Rise;
use crate::import::styles::{StyleRole, role_of};
use crate::import::xml::{Element, attribute, child, elements, name};

/// Links of inheritance that are followed.
const LONGEST_CHAIN: usize = 24;

/// The styles of a file.
#[derive(Debug, Default)]
pub struct Styles {
    defaults: Format,
    list: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    normal: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    format: Format,
    outline: Option<u8>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(root: Element<'_, '_>) -> Styles {
        let mut styles =
            Styles { defaults: Format { size: Some(20), ..Format::default() }, ..Styles::default() };
        for element in elements(root) {
            match name(element) {
                "docDefaults" => {
                    for part in elements(element).flat_map(elements) {
                        styles.defaults = format(part).over(&styles.defaults);
                    }
                }
                "style" => {
                    let Some(id) = attribute(element, "styleId") else { continue };
                    let value = |wanted| child(element, wanted).and_then(|child| attribute(child, "val"));
                    let parts = ["pPr", "rPr"].into_iter().filter_map(|part| child(element, part));
                    let own = parts.fold(Format::default(), |own, part| format(part).over(&own));
                    let is_default = attribute(element, "default").is_some_and(is_on);
                    if is_default && attribute(element, "type") == Some("paragraph") {
                        styles.normal = Some(id.to_owned());
                    }
                    let outline = child(element, "pPr").and_then(|part| child(part, "outlineLvl"));
                    let outline = outline.and_then(|level| attribute(level, "val")?.parse().ok());
                    let style = Style {
                        name: value("name").unwrap_or(id).to_owned(),
                        based_on: value("basedOn").map(str::to_owned),
                        format: own,
                        outline,
                    };
                    styles.list.insert(id.to_owned(), style);
                }
                _ => {}
            }
        }
        styles
    }

    /// The chain of a style from itself to what it is based on.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let mut next = self.list.get(id);
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.list.get(id));
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }

    /// What a style of words says.
    pub fn of_words(&self, id: &str) -> Format {
        self.chain(id).fold(Format::default(), |format, style| format.over(&style.format))
    }

    /// What the style of a paragraph says, with the defaults below it.
    pub fn of_paragraph(&self, id: Option<&str>) -> Format {
        let id = id.or(self.normal.as_deref()).unwrap_or_default();
        self.of_words(id).over(&self.defaults)
    }

    /// The role that the name of a paragraph's style gives, or that of a style it is based on, or its level in the
    /// outline.
    pub fn role(&self, id: Option<&str>) -> Option<StyleRole> {
        let id = id?;
        if !self.list.contains_key(id) {
            return role_of(id);
        }
        let named = self.chain(id).find_map(|style| role_of(&style.name));
        let outline = || {
            let level = self.chain(id).find_map(|style| style.outline)?;
            (level < 9).then(|| StyleRole::Heading(level + 1))
        };
        match named {
            // What is based on body text and stands in the outline is a heading.
            None | Some(StyleRole::Body) => outline().or(named),
            named => named,
        }
    }
}

/// Whether an attribute or a switch of Word is on.
fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

/// What the properties of a paragraph (`pPr`) or of words (`rPr`) say.
pub fn format(properties: Element<'_, '_>) -> Format {
    let mut format = Format::default();
    for property in elements(properties) {
        let value = attribute(property, "val");
        let on = Some(value.is_none_or(is_on));
        match name(property) {
            "b" => format.bold = on,
            "vanish" | "webHidden" | "specVanish" => format.hidden = on,
            "vertAlign" => {
                format.rise = Some(match value {
                    Some("superscript") => Rise::Super,
                    Some("subscript") => Rise::Sub,
                    _ => Rise::None,
                });
            }
            "em" => format.dots = on,
            "sz" => format.size = value.and_then(|size| size.parse::<f64>().ok()).map(|size| size as u32),
            "jc" => format.centred = Some(matches!(value, Some("center"))),
            "i" => format.lost.italic = on,
            "u" => format.lost.underlined = on,
            "strike" | "dstrike" => format.lost.struck = on,
            "color" => {
                let plain = |colour: &str| matches!(colour.to_lowercase().as_str(), "auto" | "000000");
                format.lost.coloured = Some(value.is_some_and(|colour| !plain(colour)));
            }
            "highlight" if on == Some(true) => format.lost.coloured = on,
            "rFonts" => {
                let names = ["ascii", "hAnsi"];
                format.font = names.iter().find_map(|name| attribute(property, name)).map(str::to_owned);
            }
            "numPr" => {
                let part = |wanted| child(property, wanted).and_then(|part| attribute(part, "val"));
                let level = part("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                format.list = part("numId").map(|id| (id.to_owned(), level));
            }
            _ => {}
        }
    }
    format
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::parse;

    #[test]
    fn styles_inherit_and_their_names_give_roles() {
        let text = "<styles><docDefaults><rPrDefault><rPr><sz val='21'/></rPr></rPrDefault></docDefaults>\
            <style type='paragraph' default='1' styleId='a'><name val='Normal'/></style>\
            <style styleId='1'><name val='heading 1'/><basedOn val='a'/><pPr><outlineLvl val='0'/></pPr>\
            <rPr><b/><sz val='44'/></rPr></style>\
            <style styleId='x'><name val='报纸大字'/><basedOn val='1'/><rPr><b val='0'/></rPr></style>\
            <style styleId='o'><name val='我的'/><pPr><outlineLvl val='1'/></pPr></style>\
            <style styleId='r'><name val='环'/><basedOn val='r'/></style></styles>";
        let document = parse(text).expect("well-formed");
        let styles = Styles::read(document.root_element());
        assert_eq!(styles.of_paragraph(None).size, Some(21));
        let derived = styles.of_paragraph(Some("x"));
        assert_eq!((derived.bold, derived.size), (Some(false), Some(44)));
        assert_eq!(styles.role(Some("x")), Some(StyleRole::Heading(1)));
        assert_eq!(styles.role(Some("o")), Some(StyleRole::Heading(2)));
        assert_eq!(styles.role(Some("a")), None);
        assert_eq!(styles.role(Some("r")), None);
        assert_eq!(styles.role(Some("Subtitle")), Some(StyleRole::Subhead));
    }
}
