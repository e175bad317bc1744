//! What a place of a TOML file is about: a key, a value or a heading, with its declaration.

use std::ops::Range;

use banxin::keys::Key;
use banxin::read::Format;

use super::schema::Node;
use super::syntax::{Entry, Name, Table, Value, ValueKind, parse};

/// What is at a place.
pub struct Spot {
    /// The names that lead there, from the top of the file; of a key or heading without its own.
    pub path: Vec<String>,
    /// What it is.
    pub what: What,
    /// Where it is written: what is replaced by what is completed.
    pub span: Range<usize>,
    /// Its words.
    pub words: String,
}

/// What a place is.
pub enum What {
    /// A key of a table; the node is that of the table.
    Key(Node<'static>),
    /// A value, with the key that it belongs to, and whether it stands in quotes.
    Value(Node<'static>, Option<&'static Key>, bool),
    /// A name in a heading; the node is that of the table around it. `true` where the heading has double brackets.
    Heading(Node<'static>, bool),
}

/// Whether a character may stand in a plain key.
fn is_bare(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// What is being written at a byte: of the text before it alone, so that what stands behind cannot disturb.
pub fn writing(text: &str, offset: usize, format: Format) -> Option<Spot> {
    let before = &text[..offset];
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    if in_comment(line) {
        return None;
    }
    let mut spot = match heading(line, offset, format) {
        Some(spot) => spot,
        None => {
            let tree = parse(before);
            let table = tree.tables.last()?;
            let path: Vec<String> = table.path.iter().map(|name| name.text.clone()).collect();
            let node = walk(Node::top(format), &path)?;
            in_entries(&table.entries, node, path, before, true)?
        }
    };
    // What stands behind it is replaced too.
    let rest = &text[offset..];
    let more = match &spot.what {
        What::Value(_, _, true) => {
            rest.find(['"', '\'', '\n', '\r', ',', '}', ']', '#']).unwrap_or(rest.len())
        }
        _ => rest.find(|c| !is_bare(c)).unwrap_or(rest.len()),
    };
    spot.span.end = offset + more;
    Some(spot)
}

fn in_comment(line: &str) -> bool {
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (None, '#') => return true,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    false
}

fn walk(top: Node<'static>, path: &[String]) -> Option<Node<'static>> {
    path.iter().try_fold(top, |node, name| Some(node.step(name)?.0))
}

/// A heading that is not closed yet.
fn heading(line: &str, offset: usize, format: Format) -> Option<Spot> {
    let inner = line.trim_start().strip_prefix('[')?;
    let (inner, is_item) = inner.strip_prefix('[').map_or((inner, false), |inner| (inner, true));
    if inner.contains([']', '=', ',', '"', '{']) {
        return None;
    }
    let mut path: Vec<String> = inner.split('.').map(|name| name.trim().to_owned()).collect();
    let words = path.pop()?;
    let node = walk(Node::top(format), &path)?;
    Some(Spot { path, what: What::Heading(node, is_item), span: offset - words.len()..offset, words })
}

/// In the entries of a table that is not closed; `lines` where a line end parts them, else a comma.
fn in_entries(
    entries: &[Entry],
    node: Node<'static>,
    path: Vec<String>,
    before: &str,
    lines: bool,
) -> Option<Spot> {
    let end = before.len();
    let fresh = |node, path| {
        let start = before
            .rfind(|c| !is_bare(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        Some(Spot { path, what: What::Key(node), span: start..end, words: before[start..].to_owned() })
    };
    let Some(entry) = entries.last() else { return fresh(node, path) };
    let behind = &before[entry.span().end.max(entry.equals.unwrap_or(0)).min(end)..];
    let is_open = entry.value.as_ref().is_some_and(|value| !value.is_closed);
    if !is_open && behind.contains(if lines { '\n' } else { ',' }) {
        return fresh(node, path);
    }
    let names: Vec<String> = entry.path.iter().map(|name| name.text.clone()).collect();
    if entry.equals.is_none() {
        // The last name is being written, unless a blank or a dot stands behind it.
        let dotted = behind.contains('.');
        let (outer, words) =
            if dotted { (&names[..], "") } else { (&names[..names.len() - 1], names.last()?.as_str()) };
        if !dotted && !behind.is_empty() {
            return None;
        }
        let node = walk(node, outer)?;
        let path = [path, outer.to_vec()].concat();
        return Some(Spot {
            path,
            what: What::Key(node),
            span: end - words.len()..end,
            words: words.to_owned(),
        });
    }
    let (node, key) = deep(node, &names)?;
    let path = [path, names].concat();
    match &entry.value {
        None => in_nothing(node, key, path, before),
        Some(value) => in_value(value, node, key, path, before),
    }
}

fn deep(top: Node<'static>, names: &[String]) -> Option<(Node<'static>, Option<&'static Key>)> {
    names.iter().try_fold((top, None), |(node, _), name| node.step(name))
}

fn in_nothing(
    node: Node<'static>,
    key: Option<&'static Key>,
    path: Vec<String>,
    before: &str,
) -> Option<Spot> {
    let end = before.len();
    Some(Spot { path, what: What::Value(node, key, false), span: end..end, words: String::new() })
}

fn in_value(
    value: &Value,
    node: Node<'static>,
    key: Option<&'static Key>,
    path: Vec<String>,
    before: &str,
) -> Option<Spot> {
    let end = before.len();
    match &value.kind {
        ValueKind::Text(words) if !value.is_closed => {
            let span = (value.span.start + value.quote).min(end)..end;
            Some(Spot { path, what: What::Value(node, key, true), span, words: words.clone() })
        }
        ValueKind::Plain(words) if value.span.end == end => {
            let span = value.span.clone();
            Some(Spot { path, what: What::Value(node, key, false), span, words: words.clone() })
        }
        ValueKind::List(items) if !value.is_closed => {
            let item = node.item()?;
            match items.last() {
                Some(last) if !last.is_closed || !before[last.span.end.min(end)..].contains(',') => {
                    in_value(last, item, key, path, before)
                }
                _ => in_nothing(item, key, path, before),
            }
        }
        ValueKind::Table(entries) if !value.is_closed => in_entries(entries, node, path, before, false),
        _ => None,
    }
}

/// What stands at a byte of a file that is read as a whole.
pub fn at(tables: &[Table], offset: usize, format: Format) -> Option<Spot> {
    let touches = |span: &Range<usize>| span.start <= offset && offset <= span.end;
    let table = tables.iter().rev().find(|table| table.span.start <= offset)?;
    let names: Vec<String> = table.path.iter().map(|name| name.text.clone()).collect();
    if let Some(index) = table.path.iter().position(|name| touches(&name.span)) {
        let node = walk(Node::top(format), &names[..index])?;
        let name = &table.path[index];
        let what = What::Heading(node, table.is_item);
        return Some(Spot {
            path: names[..index].to_vec(),
            what,
            span: name.span.clone(),
            words: name.text.clone(),
        });
    }
    among(&table.entries, &walk(Node::top(format), &names)?, &names, offset)
}

fn among(entries: &[Entry], node: &Node<'static>, path: &[String], offset: usize) -> Option<Spot> {
    let touches = |span: &Range<usize>| span.start <= offset && offset <= span.end;
    let entry = entries.iter().find(|entry| touches(&entry.span()))?;
    let names: Vec<String> = entry.path.iter().map(|name| name.text.clone()).collect();
    let joined = |names: &[String]| [path, names].concat();
    if let Some(index) = entry.path.iter().position(|name: &Name| touches(&name.span)) {
        let node = walk(node.clone(), &names[..index])?;
        let Name { text, span } = &entry.path[index];
        let path = joined(&names[..index]);
        return Some(Spot { path, what: What::Key(node), span: span.clone(), words: text.clone() });
    }
    let (node, key) = deep(node.clone(), &names)?;
    within(entry.value.as_ref()?, node, key, &joined(&names), offset)
}

fn within(
    value: &Value,
    node: Node<'static>,
    key: Option<&'static Key>,
    path: &[String],
    offset: usize,
) -> Option<Spot> {
    match &value.kind {
        ValueKind::Text(words) => {
            let span = value.text()?.1;
            Some(Spot { path: path.to_vec(), what: What::Value(node, key, true), span, words: words.clone() })
        }
        ValueKind::Plain(words) => {
            let span = value.span.clone();
            Some(Spot {
                path: path.to_vec(),
                what: What::Value(node, key, false),
                span,
                words: words.clone(),
            })
        }
        ValueKind::List(items) => {
            let item = items.iter().find(|item| item.span.start <= offset && offset <= item.span.end)?;
            within(item, node.item()?, key, path, offset)
        }
        ValueKind::Table(entries) => among(entries, &node, path, offset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is being written where `|` stands, in a layout.
    fn told(text: &str) -> String {
        let offset = text.find('|').expect("a place");
        let text = text.replacen('|', "", 1);
        match writing(&text, offset, Format::Layout) {
            None => "nothing".to_owned(),
            Some(spot) => {
                let kind = match spot.what {
                    What::Key(_) => "key",
                    What::Value(_, _, true) => "text",
                    What::Value(..) => "value",
                    What::Heading(..) => "heading",
                };
                format!("{kind} {} {:?}", spot.path.join("."), &text[spot.span])
            }
        }
    }

    #[test]
    fn unfinished_lines_are_understood() {
        for (text, meant) in [
            ("|", "key  \"\""),
            ("ext|", "key  \"ext\""),
            ("[ar|", "heading  \"ar\""),
            ("[areas.|", "heading areas \"\""),
            ("[areas.le|ad]\nrow = 1", "heading areas \"lead\""),
            ("[areas.lead]\nco|\nrow = 1\n", "key areas.lead \"co\""),
            ("[areas.lead]\ncolumn = 1\n|", "key areas.lead \"\""),
            ("[areas.lead]\ntint = |", "value areas.lead.tint \"\""),
            ("[areas.lead]\ntint = \"pa|\nrow = 1", "text areas.lead.tint \"pa\""),
            ("[areas.lead]\ntint = \"pa|nel\"\n", "text areas.lead.tint \"panel\""),
            ("[areas.lead]\nframe = { wi|", "key areas.lead.frame \"wi\""),
            ("[areas.lead]\nframe = { width = \"1pt\", ink = \"b|\" }", "text areas.lead.frame.ink \"b\""),
            ("[areas.lead]\nstyles = { headline = \"|", "text areas.lead.styles.headline \"\""),
            ("[areas.lead]\nframe = { width = \"1pt\", |", "key areas.lead.frame \"\""),
            ("[styles.a]\nface = \"|\"\n[areas.b]\nframe = {\n", "text styles.a.face \"\""),
            ("[areas.b]\nframe = {\n[styles.a]\nface = \"so|", "text styles.a.face \"so\""),
            ("extends = [\"base\", \"|\"]", "text extends \"\""),
            ("[house]\nsilent = [\"page-cut\", |]", "value house.silent \"\""),
            ("areas.lead.ro|", "key areas.lead \"ro\""),
            ("areas.|", "key areas \"\""),
            ("# a|", "nothing"),
            ("[areas.lead]\ntint = \"panel\" |", "nothing"),
        ] {
            assert_eq!(told(text), meant, "{text}");
        }
    }

    #[test]
    fn every_place_of_a_broken_file_is_answered() {
        let text = "extends = [\"a\" {\n[[areas.头条\"]]\nrow = { = 3 ,, }\n'x'.\"y = \n[styles..]\n\"\"\"\n";
        let tree = parse(text);
        for (offset, _) in text.char_indices() {
            let _ = writing(text, offset, Format::Layout);
            let _ = at(&tree.tables, offset, Format::Layout);
        }
    }
}
