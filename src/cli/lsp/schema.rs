//! The way from names in a file to their declarations: what may stand where.

use std::sync::OnceLock;

use banxin::keys::{Declaration, Key, Shape};
use banxin::read::Format;

/// What may stand at a place: a table with its keys, or values of some shapes.
#[derive(Clone, Debug)]
pub struct Node<'d> {
    /// The shapes, where there are several to choose from.
    pub shapes: Vec<&'d Shape>,
    /// The table itself, at the top of a file.
    top: Option<&'d Declaration>,
}

/// What a name may be in a table.
pub enum Keys<'d> {
    /// Declared keys.
    Declared(&'d Declaration),
    /// Names that the file makes up, such as those of areas: what they are, those that are known, and what each
    /// stands for.
    Named(&'static str, &'static [&'static str], &'d Shape),
}

/// The declarations of a kind of file.
pub fn declaration(format: Format) -> &'static Declaration {
    static ISSUE: OnceLock<Declaration> = OnceLock::new();
    static LAYOUT: OnceLock<Declaration> = OnceLock::new();
    static MANUSCRIPT: OnceLock<Declaration> = OnceLock::new();
    let cell = match format {
        Format::Issue => &ISSUE,
        Format::Layout => &LAYOUT,
        Format::Manuscript => &MANUSCRIPT,
    };
    cell.get_or_init(|| format.declaration())
}

/// The plain shapes that a shape lets choose from.
fn forms<'d>(shape: &'d Shape, into: &mut Vec<&'d Shape>) {
    match shape {
        Shape::OneOrMore(of) => {
            forms(of, into);
            into.push(shape);
        }
        Shape::Either(several) => several.iter().for_each(|shape| forms(shape, into)),
        _ => into.push(shape),
    }
}

impl<'d> Node<'d> {
    /// The top of a file.
    pub fn top(format: Format) -> Node<'static> {
        Node { shapes: Vec::new(), top: Some(declaration(format)) }
    }

    /// What may stand for a value of this shape.
    pub fn of(shape: &'d Shape) -> Node<'d> {
        let mut shapes = Vec::new();
        forms(shape, &mut shapes);
        Node { shapes, top: None }
    }

    /// What one of its items may be, if it may be a list.
    pub fn item(&self) -> Option<Node<'d>> {
        self.shapes.iter().find_map(|shape| match shape {
            Shape::List { of, .. } | Shape::OneOrMore(of) => Some(Node::of(of)),
            _ => None,
        })
    }

    /// Its keys, if it may be a table, or a list of tables.
    pub fn keys(&self) -> Option<Keys<'d>> {
        if let Some(top) = self.top {
            return Some(Keys::Declared(top));
        }
        self.shapes.iter().find_map(|shape| match shape {
            Shape::Table(declaration) => Some(Keys::Declared(declaration)),
            Shape::Named { what, known, of } => Some(Keys::Named(what, known.unwrap_or_default(), of)),
            Shape::List { of, .. } | Shape::OneOrMore(of) => Node::of(of).keys(),
            _ => None,
        })
    }

    /// What stands behind a name, and the key if it is a declared one.
    pub fn step(&self, name: &str) -> Option<(Node<'d>, Option<&'d Key>)> {
        match self.keys()? {
            Keys::Declared(declaration) => {
                let key = declaration.keys.iter().find(|key| key.name == name)?;
                Some((Node::of(&key.shape), Some(key)))
            }
            Keys::Named(_, _, of) => Some((Node::of(of), None)),
        }
    }
}
