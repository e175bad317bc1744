//! The elements of a drawing with the values that count for them, and the plain SVG that they are written down as.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// An element with the values that count for it.
#[derive(Debug)]
pub struct Element {
    /// Its name, such as `path`.
    pub name: String,
    /// Where its name stands in the file.
    pub place: Range<usize>,
    values: BTreeMap<String, String>,
    /// The elements in it.
    pub children: Vec<usize>,
    references: BTreeMap<&'static str, usize>,
}

impl Element {
    /// One without values yet.
    pub fn new(name: &str, place: Range<usize>) -> Element {
        let (values, references) = (BTreeMap::new(), BTreeMap::new());
        Element { name: name.to_owned(), place, values, children: Vec::new(), references }
    }

    /// The value of an attribute or property of its own.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The element that an attribute of it names.
    pub fn reference(&self, name: &str) -> Option<usize> {
        self.references.get(name).copied()
    }
}

/// A drawing as it is written.
#[derive(Debug, Default)]
pub struct Source {
    elements: Vec<Element>,
}

impl Source {
    /// Adds an element, in another one or beside all.
    pub fn add(&mut self, element: Element, into: Option<usize>) -> usize {
        let at = self.elements.len();
        self.elements.push(element);
        if let Some(parent) = into.and_then(|into| self.elements.get_mut(into)) {
            parent.children.push(at);
        }
        at
    }

    /// An element by its number.
    pub fn element(&self, at: usize) -> &Element {
        &self.elements[at]
    }

    /// Gives an element a value; an empty one takes it away.
    pub fn set(&mut self, at: usize, name: &str, value: String) {
        self.elements[at].values.insert(name.to_owned(), value);
    }

    /// Notes that an attribute of an element names another one.
    pub fn refer(&mut self, at: usize, name: &'static str, target: usize) {
        self.elements[at].references.insert(name, target);
    }

    /// The name that an element has in the plain SVG.
    pub fn name_of(at: usize) -> String {
        format!("e{at}")
    }

    /// The element of a name.
    pub fn named(&self, name: &str) -> Option<usize> {
        let at: usize = name.strip_prefix('e')?.parse().ok()?;
        (at < self.elements.len()).then_some(at)
    }

    /// Whether elements stand in each other, or name each other (clips of clips, patterns of patterns), to a greater depth
    /// than `most`. What names itself is left to the reader of outlines, which tells it.
    pub fn is_deeper(&self, most: usize) -> bool {
        // By element: how deep it goes, once that is known.
        let mut depths: Vec<Option<usize>> = vec![None; self.elements.len()];
        let mut is_open = vec![false; self.elements.len()];
        for from in 0..self.elements.len() {
            let mut way = vec![from];
            while let Some(at) = way.last().copied() {
                let element = &self.elements[at];
                let below = || element.children.iter().chain(element.references.values()).copied();
                if !is_open[at] && depths[at].is_none() {
                    is_open[at] = true;
                    way.extend(below().filter(|next| depths[*next].is_none() && !is_open[*next]));
                    continue;
                }
                way.pop();
                if depths[at].is_none() {
                    is_open[at] = false;
                    let depth = below().filter_map(|next| depths[next]).max().map_or(0, |depth| depth + 1);
                    if depth > most {
                        return true;
                    }
                    depths[at] = Some(depth);
                }
            }
        }
        false
    }

    /// The drawing as plain SVG: values as attributes, a name for each element, nothing that is not drawn.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        if !self.elements.is_empty() {
            self.write(0, &mut out);
        }
        out
    }

    // As deep as the limit of `svg_limits`.
    fn write(&self, at: usize, out: &mut String) {
        let element = &self.elements[at];
        let name = match element.name.as_str() {
            "a" | "switch" => "g",
            name => name,
        };
        let _ = write!(out, "<{name} id=\"{}\"", Source::name_of(at));
        if at == 0 {
            out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        for (key, value) in element.values.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(out, " {key}=\"");
            escape(value, out);
            out.push('"');
        }
        if element.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &element.children {
            self.write(*child, out);
        }
        let _ = write!(out, "</{name}>");
    }
}

fn escape(value: &str, out: &mut String) {
    for letter in value.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            letter => out.push(letter),
        }
    }
}
