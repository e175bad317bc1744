//! The parts of OpenDocument, and what is taken out of their elements alike.

use crate::import::container::{Container, Fault};
use crate::import::refusal::Refusal;
use crate::import::xml::{Element, attribute, child, elements, name};

/// A file of the container as text; `None` where there is none.
pub(super) fn text(container: &mut Container<'_>, part: &str) -> Result<Option<String>, Refusal> {
    match container.text(part) {
        // XML says that it is UTF-8, or it is damaged; then a character that is none stops the reader of XML.
        Ok(bytes) => String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| Refusal::of_container(&Fault::Damaged("UTF-8".to_owned()), part)),
        Err(Fault::Missing) => Ok(None),
        Err(fault) => Err(Refusal::of_container(&fault, part)),
    }
}

/// Whether a switch is on.
pub(super) fn is_on(element: Element<'_, '_>, wanted: &str) -> bool {
    attribute(element, wanted) == Some("true")
}

/// The elements of some lists of styles: named ones and those by hand.
pub(super) fn style_elements<'a, 'i>(
    root: Element<'a, 'i>,
) -> impl Iterator<Item = (Element<'a, 'i>, bool)> + use<'a, 'i> {
    let lists = elements(root).filter(|list| matches!(name(*list), "styles" | "automatic-styles"));
    lists.flat_map(|list| elements(list).map(move |style| (style, name(list) == "automatic-styles")))
}

/// All words inside an element, each paragraph a line; without who wrote them when, and without marks of notes.
pub(super) fn inside(element: Element<'_, '_>) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text
}

fn gather(element: Element<'_, '_>, text: &mut String) {
    for node in element.children() {
        if let Some(words) = node.text().filter(|_| node.is_text()) {
            // Line ends and indents of the markup stand between elements, not in words.
            if !words.trim_matches([' ', '\t', '\r', '\n']).is_empty() || !words.contains('\n') {
                text.push_str(words);
            }
            continue;
        }
        match name(node) {
            "p" | "h" if !text.is_empty() && !text.ends_with('\n') => {
                text.push('\n');
                gather(node, text);
            }
            "s" | "tab" => text.push(' '),
            "line-break" => text.push('\n'),
            "change-info" | "creator" | "date" | "date-string" | "creator-initials" | "note-citation"
            | "binary-data" | "event-listeners" => {}
            _ => gather(node, text),
        }
    }
}

/// What an element is called by its own words for those who do not see it: its description, else its title.
pub(super) fn described(element: Element<'_, '_>) -> String {
    let part = |wanted| child(element, wanted).map(inside).filter(|text| !text.is_empty());
    part("desc").or_else(|| part("title")).unwrap_or_default()
}
