//! A page of the web as a tree: `html5ever` parses as browsers do, and this sink keeps what it finds, with the line of each
//! text.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

use crate::import::refusal::Refusal;

/// Elements inside each other.
const DEEPEST: usize = 256;
/// Nodes of one page.
const MOST_NODES: usize = 1_000_000;
/// Bytes that are parsed between two looks at the limits.
const STEP: usize = 8 << 10;

/// A tree; the first node is the document.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// A node of a tree.
#[derive(Debug, Default)]
pub struct Node {
    /// The name of an element in small letters; empty for others.
    pub name: String,
    /// The attributes of an element.
    pub attributes: Vec<(String, String)>,
    /// The characters of a text.
    pub text: String,
    /// The line at which it ends, from 0.
    pub line: usize,
    /// What is inside.
    pub children: Vec<usize>,
    /// The node around it.
    pub parent: Option<usize>,
    /// How many nodes are around it.
    pub depth: usize,
}

impl Node {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Tree {
    /// Parses a page.
    ///
    /// # Errors
    /// When elements stand too deep inside each other, or there are too many.
    pub fn parse(text: &str) -> Result<Tree, Refusal> {
        let mut options = ParseOpts::default();
        // What stands in <noscript> is for readers like this one.
        options.tree_builder.scripting_enabled = false;
        let mut parser = parse_document(Sink::default(), options);
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(STEP);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            parser.process(StrTendril::from_slice(&rest[..end]));
            rest = &rest[end..];
            let sink = &parser.tokenizer.sink.sink;
            if sink.is_too_deep.get() {
                return Err(Refusal::too_deep());
            }
            if sink.nodes.borrow().len() > MOST_NODES {
                return Err(Refusal::too_large());
            }
        }
        let sink = parser.finish();
        if sink.is_too_deep.get() {
            Err(Refusal::too_deep())
        } else {
            Ok(Tree { nodes: sink.nodes.into_inner() })
        }
    }

    /// A node.
    pub fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    /// The nodes inside a node, itself first, in the order of the page.
    pub fn inside(&self, at: usize) -> impl Iterator<Item = &Node> {
        let mut open = vec![at];
        std::iter::from_fn(move || {
            let node = self.nodes.get(open.pop()?)?;
            open.extend(node.children.iter().rev());
            Some(node)
        })
    }

    /// All text inside a node.
    pub fn text(&self, at: usize) -> String {
        self.inside(at).map(|node| node.text.as_str()).collect()
    }
}

/// What the parser builds the tree with.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    line: Cell<usize>,
    is_too_deep: Cell<bool>,
}

impl Default for Sink {
    fn default() -> Sink {
        Sink { nodes: RefCell::new(vec![Node::default()]), line: Cell::new(0), is_too_deep: Cell::new(false) }
    }
}

/// A node as the parser names it.
#[derive(Clone)]
struct Handle {
    at: usize,
    name: Rc<QualName>,
}

impl Sink {
    fn add(&self, node: Node) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { line: self.line.get(), ..node });
        nodes.len() - 1
    }

    fn handle(&self, node: Node, name: QualName) -> Handle {
        Handle { at: self.add(node), name: Rc::new(name) }
    }

    /// Puts a node or a text into `parent`, before its child `before` or at the end.
    fn insert(&self, parent: usize, before: Option<usize>, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.at);
                handle.at
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let place = before
                    .and_then(|before| nodes[parent].children.iter().rposition(|child| *child == before));
                let neighbour = match place {
                    Some(place) => place.checked_sub(1).map(|at| nodes[parent].children[at]),
                    None => nodes[parent].children.last().copied(),
                };
                // Neighbouring texts are one.
                if let Some(last) =
                    neighbour.filter(|at| nodes[*at].name.is_empty() && !nodes[*at].text.is_empty())
                {
                    nodes[last].text.push_str(&text);
                    nodes[last].line = self.line.get();
                    return;
                }
                drop(nodes);
                self.add(Node { text: text.to_string(), ..Node::default() })
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let place =
            before.and_then(|before| nodes[parent].children.iter().rposition(|known| *known == before));
        let depth = nodes[parent].depth + 1;
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        if depth > DEEPEST {
            self.is_too_deep.set(true);
        }
        match place {
            Some(place) => nodes[parent].children.insert(place, child),
            None => nodes[parent].children.push(child),
        }
    }

    fn detach(&self, at: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[at].parent.take() {
            nodes[parent].children.retain(|child| *child != at);
        }
    }
}

fn nameless() -> QualName {
    QualName::new(None, html5ever::ns!(), html5ever::local_name!(""))
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Sink;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Sink {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { at: 0, name: Rc::new(nameless()) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attributes
            .into_iter()
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        let node = Node { name: name.local.to_string(), attributes: attributes.collect(), ..Node::default() };
        self.handle(node, name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.handle(Node::default(), nameless())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.handle(Node::default(), nameless())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.at, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[element.at].parent;
        match parent {
            Some(_) => self.append_before_sibling(element, child),
            None => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.at == other.at
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[sibling.at].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.at), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        for attribute in attributes {
            let name = attribute.name.local.to_string();
            if nodes[target.at].attribute(&name).is_none() {
                nodes[target.at].attributes.push((name, attribute.value.to_string()));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.at);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.at].children);
        let depth = nodes[parent.at].depth + 1;
        for child in &children {
            nodes[*child].parent = Some(parent.at);
            nodes[*child].depth = depth;
        }
        nodes[parent.at].children.extend(children);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set((line as usize).saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_parsed_as_browsers_do() {
        let tree = Tree::parse("<p>甲<b>乙<p>丙</b>丁\n<table>戊<tr><td>己").expect("within the limits");
        assert_eq!(tree.text(0).trim(), "甲乙丙丁\n戊己");
        let texts: Vec<(&str, usize)> = tree
            .inside(0)
            .filter(|node| !node.text.is_empty())
            .map(|node| (node.text.as_str(), node.line))
            .collect();
        assert_eq!(texts[0], ("甲", 0));
        assert_eq!(texts.last(), Some(&("己", 1)));
    }

    #[test]
    fn what_nests_without_end_is_refused_at_once() {
        assert!(Tree::parse(&"<div>".repeat(300_000)).is_err());
        assert!(Tree::parse(&"<b>".repeat(300_000)).is_err());
        assert!(Tree::parse(&"<p>甲".repeat(5_000)).is_ok());
    }
}
