//! Names of elements and classes, and what they say.

use super::tree::{Node, Tree};
use crate::import::styles::{StyleRole, role_of};

/// Elements that begin and end a paragraph.
pub const BLOCKS: [&str; 38] = [
    "html",
    "body",
    "p",
    "div",
    "section",
    "article",
    "header",
    "hgroup",
    "main",
    "blockquote",
    "center",
    "address",
    "figure",
    "figcaption",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "hr",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "table",
    "details",
    "summary",
];

/// Elements beside an article.
pub const FURNITURE: [&str; 14] = [
    "nav", "footer", "aside", "form", "button", "select", "textarea", "noscript", "dialog", "menu", "option",
    "label", "fieldset", "datalist",
];

/// Elements that show something of another kind.
pub const OBJECTS: [&str; 10] =
    ["iframe", "object", "embed", "video", "audio", "canvas", "svg", "math", "frameset", "applet"];

/// The role of a block by its element or by a word of its class.
pub fn block_role(node: &Node) -> Option<StyleRole> {
    if let Some(role) = class_role(node) {
        return Some(role);
    }
    match node.name.as_str() {
        "figcaption" => Some(StyleRole::Caption),
        name => match role_of(name) {
            Some(StyleRole::Heading(level)) => Some(StyleRole::Heading(level)),
            _ => None,
        },
    }
}

/// The role that a word of its class or its name gives to a block.
pub fn class_role(node: &Node) -> Option<StyleRole> {
    if !BLOCKS.contains(&node.name.as_str())
        || matches!(node.name.as_str(), "body" | "html" | "table" | "figure")
    {
        return None;
    }
    let words =
        ["class", "id"].into_iter().filter_map(|name| node.attribute(name)).flat_map(str::split_whitespace);
    words.filter_map(role_of).find(|role| !matches!(role, StyleRole::Body | StyleRole::Heading(_)))
}

/// The rows of a table, each with its cells.
pub fn rows(tree: &Tree, at: usize) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    for child in &tree.node(at).children {
        match tree.node(*child).name.as_str() {
            "tr" => {
                let cells = tree.node(*child).children.iter().copied();
                rows.push(
                    cells.filter(|cell| matches!(tree.node(*cell).name.as_str(), "td" | "th")).collect(),
                );
            }
            "tbody" | "thead" | "tfoot" => rows.extend(self::rows(tree, *child)),
            _ => {}
        }
    }
    rows
}

/// A path with `%E5…` as characters.
pub fn unescaped(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = (*first == b'%')
            .then(|| behind.get(..2))
            .flatten()
            .and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}
