//! Names of elements and classes, and what they say.

use super::tree::{Node, Tree};
use crate::import::styles::{StyleRole, role_of};

/// Elements that begin and end a paragraph.
pub const BLOCKS: [&str; 40] = [
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
    "form",
    "fieldset",
];

/// Elements beside an article.
pub const FURNITURE: [&str; 12] = [
    "nav", "footer", "aside", "button", "select", "textarea", "noscript", "dialog", "menu", "option",
    "label", "datalist",
];

/// Words of a class or an id that name what stands beside an article: buttons to share it, the way through the site, pages
/// before and behind.
const BESIDE: [&str; 22] = [
    "share",
    "sharebar",
    "share-box",
    "sharebox",
    "share-bar",
    "social",
    "social-share",
    "bdsharebuttonbox",
    "bdshare",
    "jiathis",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "pagination",
    "pager",
    "related",
    "related-news",
    "recommend",
    "copyright",
    "toolbar",
    "comments",
];

/// How lines beside an article begin.
const BESIDE_WORDS: [&str; 16] = [
    "分享到",
    "分享至",
    "分享：",
    "分享:",
    "上一篇",
    "下一篇",
    "上一页",
    "下一页",
    "打印本页",
    "【打印】",
    "关闭窗口",
    "【关闭】",
    "字号：",
    "字体：",
    "扫一扫",
    "当前位置",
];

/// Characters of the longest such line.
const LONGEST_BESIDE: usize = 60;

/// Whether an element stands beside the article by a word of its class.
pub fn is_beside(node: &Node) -> bool {
    let words =
        ["class", "id"].into_iter().filter_map(|name| node.attribute(name)).flat_map(str::split_whitespace);
    !matches!(node.name.as_str(), "html" | "body")
        && words.map(str::to_lowercase).any(|word| BESIDE.contains(&word.as_str()))
}

/// Whether a line stands beside the article by its words: 分享到：微信 微博.
pub fn is_beside_line(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST_BESIDE
        && !text.contains(['。', '，'])
        && BESIDE_WORDS.iter().any(|start| {
            text.strip_prefix(start).is_some_and(|rest| {
                rest.is_empty()
                    || start.ends_with(['：', ':', '】'])
                    || rest.starts_with(|c: char| c.is_whitespace() || "：:|｜/【".contains(c))
            })
        })
}

/// Whether a form is nothing but controls, and not a page that a system put into a form.
pub fn is_controls(tree: &Tree, at: usize) -> bool {
    let mut open = vec![at];
    while let Some(next) = open.pop() {
        let node = tree.node(next);
        if FURNITURE.contains(&node.name.as_str())
            || matches!(node.name.as_str(), "script" | "style" | "legend" | "template")
        {
            continue;
        }
        if matches!(node.name.as_str(), "p" | "img" | "h1" | "h2" | "h3" | "article")
            || node.text.contains(['。', '，', '；'])
        {
            return false;
        }
        open.extend(node.children.iter().copied());
    }
    true
}

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
