//! XML of others, with limits: no entities of its own, no more nodes than a long book has, and no elements so deep that a
//! walk over them would run out of stack.

use roxmltree::{Document, Node, ParsingOptions};

/// Elements, texts and comments of one file.
const MOST_NODES: u32 = 1_000_000;
/// Elements inside each other. Word nests about twenty.
const DEEPEST: usize = 200;

/// Why a text is not read as XML.
#[derive(Debug)]
pub enum Fault {
    /// It declares entities, by which a few lines can grow to gigabytes.
    Entities,
    /// It has too many nodes.
    TooLarge,
    /// Elements stand too deep inside each other.
    TooDeep,
    /// It is not well-formed: in the words of the library, with the byte at which it stopped.
    Malformed(String, usize),
}

/// Reads a text as XML.
///
/// # Errors
/// [`Fault`] says why not.
pub fn parse(text: &str) -> Result<Document<'_>, Fault> {
    if text.contains("<!ENTITY") {
        return Err(Fault::Entities);
    }
    if is_too_deep(text) {
        return Err(Fault::TooDeep);
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|fault| match fault {
        roxmltree::Error::NodesLimitReached => Fault::TooLarge,
        other => {
            let pos = other.pos();
            let line = text
                .split_inclusive('\n')
                .take(pos.row.saturating_sub(1) as usize)
                .map(str::len)
                .sum::<usize>();
            let column =
                text[line..].char_indices().nth(pos.col.saturating_sub(1) as usize).map_or(0, |(at, _)| at);
            Fault::Malformed(other.to_string(), line + column)
        }
    })
}

/// Whether tags open deeper than the limit, counted before anything is built of them. Comments and character data count
/// too, which is no harm at this size.
fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut rest) = (0_usize, text);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {
                let end = if rest.starts_with("!--") {
                    rest.find("-->")
                } else if rest.starts_with("![CDATA[") {
                    rest.find("]]>")
                } else {
                    rest.find('>')
                };
                rest = &rest[end.unwrap_or(rest.len())..];
            }
            _ => {
                let Some(end) = rest.find('>') else { return false };
                if !rest[..end].ends_with('/') {
                    depth += 1;
                }
                rest = &rest[end..];
            }
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// An element of a tree.
pub type Element<'a, 'i> = Node<'a, 'i>;

/// The name of an element without its prefix; empty for what is no element.
pub fn name<'a>(node: Element<'a, '_>) -> &'a str {
    if node.is_element() { node.tag_name().name() } else { "" }
}

/// The value of an attribute by its name without prefix.
pub fn attribute<'a>(node: Element<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The first child element of a name.
pub fn child<'a, 'i>(node: Element<'a, 'i>, wanted: &str) -> Option<Element<'a, 'i>> {
    node.children().find(|child| name(*child) == wanted)
}

/// The elements inside an element.
pub fn elements<'a, 'i>(node: Element<'a, 'i>) -> impl Iterator<Item = Element<'a, 'i>> + use<'a, 'i> {
    node.children().filter(Node::is_element)
}

/// The text directly inside an element.
pub fn text_of(node: Element<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_grow_or_nest_without_end_is_refused() {
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
        assert!(matches!(parse(bomb), Err(Fault::Entities)));
        assert!(matches!(parse(&"<a>".repeat(100_000)), Err(Fault::TooDeep)));
        let deep = format!("{}{}", "<a>".repeat(150), "</a>".repeat(150));
        assert!(parse(&deep).is_ok());
        let many = format!("<a>{}</a>", "<b/>".repeat(1_000_100));
        assert!(matches!(parse(&many), Err(Fault::TooLarge)));
    }

    #[test]
    fn faults_know_their_place() {
        let text = "<甲>\n<乙></丙></甲>";
        let Err(Fault::Malformed(_, at)) = parse(text) else { panic!("it is not well-formed") };
        assert!(text.is_char_boundary(at) && at >= text.find('\n').expect("a line end"), "{at}");
        assert!(parse("<!DOCTYPE CNML SYSTEM \"cnml.dtd\"><CNML><a b='1'>字</a></CNML>").is_ok());
    }
}
