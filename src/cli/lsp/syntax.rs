//! TOML as it is while somebody types: a tree with places, of files that may be broken.
//!
//! The events are those of `toml_parser`, which the reader of issues is built on too, so that both agree about what
//! a line says; unlike the reader it goes on after a fault. What is unfinished is in the tree: a key without `=`, a
//! key without a value, a list that is not closed. An open bracket would swallow all that follows, so a file is
//! parsed heading by heading: a line that looks like a heading begins a new part, whatever stands before it.

use std::ops::Range;

use toml_parser::parser::{Event, EventKind, parse_document};
use toml_parser::{ParseError, Source, Span};

/// A file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Its tables in their order. The first has no heading and holds what stands before all headings.
    pub tables: Vec<Table>,
}

/// A heading with what stands under it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The names of its heading; none for the first.
    pub path: Vec<Name>,
    /// Whether the heading has double brackets.
    pub is_item: bool,
    /// The heading.
    pub heading: Range<usize>,
    /// From the heading to the next one.
    pub span: Range<usize>,
    /// What stands under it.
    pub entries: Vec<Entry>,
}

/// A part of a key, without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it is written, with its quotes.
    pub span: Range<usize>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The parts of the key.
    pub path: Vec<Name>,
    /// Behind the equals sign, if there is one.
    pub equals: Option<usize>,
    /// The value, if there is one.
    pub value: Option<Value>,
}

/// A value.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it is written, with quotes or brackets.
    pub span: Range<usize>,
    /// Whether its closing quote or bracket is there.
    pub is_closed: bool,
    /// How many quotes open it: 1 or 3 before text, else 0.
    pub quote: usize,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// Text in quotes.
    Text(String),
    /// Something without quotes.
    Plain(String),
    /// A list.
    List(Vec<Value>),
    /// An inline table.
    Table(Vec<Entry>),
}

impl Entry {
    /// From its key to the end of its value.
    pub fn span(&self) -> Range<usize> {
        let start = self.path.first().map_or(0, |name| name.span.start);
        let end = self.path.last().map_or(start, |name| name.span.end);
        start..self.value.as_ref().map_or(end, |value| value.span.end)
    }
}

impl Value {
    /// The words, if it is text, and where they stand between the quotes.
    pub fn text(&self) -> Option<(&str, Range<usize>)> {
        match &self.kind {
            ValueKind::Text(text) => Some((text, inside(&self.span, self.quote, text.len()))),
            _ => None,
        }
    }
}

/// A quoted place without its quotes; `quote` bytes open it, and `length` bytes stand in it.
fn inside(span: &Range<usize>, quote: usize, length: usize) -> Range<usize> {
    let start = (span.start + quote).min(span.end);
    start..(start + length).min(span.end)
}

/// How many quotes open a text, what stands between its quotes, and whether the closing ones are there.
fn unquoted(raw: &str, quote: char) -> (usize, &str, bool) {
    let triple = String::from(quote).repeat(3);
    let opening = if raw.starts_with(&triple) { triple.as_str() } else { &triple[..1] };
    let rest = &raw[opening.len()..];
    match rest.strip_suffix(opening) {
        Some(words) => (opening.len(), words, true),
        None => (opening.len(), rest, false),
    }
}

/// Parses a file, or its beginning.
pub fn parse(text: &str) -> Tree {
    let mut tree = Tree::default();
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && looks_like_heading(line) {
            starts.push(at);
        }
        at += line.len();
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        part(&text[*start..end], *start, &mut tree);
    }
    if tree.tables.is_empty() {
        tree.tables.push(Table::default());
    }
    for index in 0..tree.tables.len() {
        let end = tree.tables.get(index + 1).map_or(text.len(), |next| next.span.start);
        tree.tables[index].span.end = end;
    }
    tree
}

/// `[a.b]` or `[[a]]` on a line of its own, which is no list.
fn looks_like_heading(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or("").trim_end();
    let Some(inner) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let inner = inner.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(inner);
    let first = inner.trim_start().chars().next();
    first.is_some_and(|c| c.is_alphabetic() || c == '_') && !inner.contains([',', '=', '[', ']', '{', '"'])
}

/// A value that is not closed yet.
enum Open {
    List(Vec<Value>, usize),
    Table(Vec<Entry>, usize),
}

/// The tree under way.
struct Builder<'t> {
    text: &'t str,
    base: usize,
    tables: Vec<Table>,
    in_heading: bool,
    /// The key that waits for its value, for each table that is open, the outermost first.
    keys: Vec<Option<Entry>>,
    open: Vec<Open>,
}

fn part(text: &str, base: usize, tree: &mut Tree) {
    let tokens = Source::new(text).lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut sink = |event: Event| events.push(event);
    let mut faults: Vec<ParseError> = Vec::new();
    parse_document(&tokens, &mut sink, &mut faults);
    let first = Table { span: base..base, ..Table::default() };
    let mut builder =
        Builder { text, base, tables: vec![first], in_heading: false, keys: vec![None], open: Vec::new() };
    for event in &events {
        builder.take(event);
    }
    builder.close_all();
    let mut tables = builder.tables.into_iter();
    // Only the first part of a file has something before its first heading.
    let before = tables.next();
    if tree.tables.is_empty() {
        tree.tables.extend(before);
    } else if let (Some(before), Some(last)) = (before, tree.tables.last_mut()) {
        last.entries.extend(before.entries);
    }
    tree.tables.extend(tables);
}

impl Builder<'_> {
    fn range(&self, span: Span) -> Range<usize> {
        self.base + span.start()..self.base + span.end()
    }

    fn name(&self, span: Span) -> Name {
        let raw = self.text.get(span.start()..span.end()).unwrap_or("");
        Name { text: raw.trim_matches(['"', '\'']).to_owned(), span: self.range(span) }
    }

    fn take(&mut self, event: &Event) {
        let span = event.span();
        // The parser makes up what it misses; that has no length.
        let is_there = !span.is_empty();
        match event.kind() {
            EventKind::SimpleKey | EventKind::KeyValSep | EventKind::Scalar if !is_there => {}
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.close_all();
                self.in_heading = true;
                let range = self.range(span);
                self.tables.push(Table {
                    is_item: event.kind() == EventKind::ArrayTableOpen,
                    heading: range.clone(),
                    span: range,
                    ..Table::default()
                });
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                self.in_heading = false;
                let end = self.range(span).end;
                if let Some(table) = self.tables.last_mut() {
                    table.heading.end = end;
                }
            }
            EventKind::SimpleKey => self.key(self.name(span)),
            EventKind::KeyValSep => {
                let end = self.range(span).end;
                if let Some(Some(entry)) = self.keys.last_mut() {
                    entry.equals = Some(end);
                }
            }
            EventKind::Scalar => self.scalar(span),
            EventKind::ArrayOpen => self.open.push(Open::List(Vec::new(), self.range(span).start)),
            EventKind::InlineTableOpen => {
                self.open.push(Open::Table(Vec::new(), self.range(span).start));
                self.keys.push(None);
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => self.close(self.range(span).end, is_there),
            EventKind::ValueSep if self.table_is_open() => self.flush(),
            EventKind::Newline => {
                self.in_heading = false;
                if self.open.is_empty() {
                    self.flush();
                }
            }
            _ => {}
        }
    }

    fn table_is_open(&self) -> bool {
        matches!(self.open.last(), None | Some(Open::Table(..)))
    }

    fn key(&mut self, name: Name) {
        if self.in_heading {
            if let Some(table) = self.tables.last_mut() {
                table.heading.end = name.span.end;
                table.path.push(name);
            }
            return;
        }
        // A key behind a key that has a value, or an equals sign, begins another entry.
        if matches!(self.keys.last(), Some(Some(entry)) if entry.equals.is_some() || entry.value.is_some()) {
            self.flush();
        }
        match self.keys.last_mut() {
            Some(Some(entry)) => entry.path.push(name),
            Some(slot) => *slot = Some(Entry { path: vec![name], equals: None, value: None }),
            None => {}
        }
    }

    fn scalar(&mut self, span: Span) {
        let raw = self.text.get(span.start()..span.end()).unwrap_or("");
        let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (quote, kind, is_closed) = match quote {
            Some(quote) => {
                let (quote, words, is_closed) = unquoted(raw, quote);
                (quote, ValueKind::Text(words.to_owned()), is_closed)
            }
            None => (0, ValueKind::Plain(raw.to_owned()), true),
        };
        self.put(Value { kind, span: self.range(span), is_closed, quote });
    }

    /// Puts a value where it belongs: into the list that is open, else to the key that waits.
    fn put(&mut self, value: Value) {
        if let Some(Open::List(list, _)) = self.open.last_mut() {
            list.push(value);
        } else if let Some(Some(entry)) = self.keys.last_mut() {
            entry.value.get_or_insert(value);
        }
    }

    /// Puts the entry that waits into the innermost table.
    fn flush(&mut self) {
        let Some(entry) = self.keys.last_mut().and_then(Option::take) else { return };
        match self.open.iter_mut().rev().find(|open| matches!(open, Open::Table(..))) {
            Some(Open::Table(entries, _)) => entries.push(entry),
            _ => {
                if let Some(table) = self.tables.last_mut() {
                    table.entries.push(entry);
                }
            }
        }
    }

    fn close(&mut self, end: usize, is_closed: bool) {
        match self.open.last() {
            Some(Open::Table(..)) => {
                self.flush();
                self.keys.pop();
            }
            Some(Open::List(..)) => {}
            None => return,
        }
        let value = match self.open.pop() {
            Some(Open::List(list, start)) => {
                Value { kind: ValueKind::List(list), span: start..end, is_closed, quote: 0 }
            }
            Some(Open::Table(entries, start)) => {
                Value { kind: ValueKind::Table(entries), span: start..end, is_closed, quote: 0 }
            }
            None => return,
        };
        self.put(value);
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.close(self.base + self.text.len(), false);
        }
        self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as lines: heading, then keys with what they hold.
    fn drawn(text: &str) -> String {
        let value = |value: &Value| match &value.kind {
            ValueKind::Text(text) => format!("“{text}”"),
            ValueKind::Plain(text) => text.clone(),
            ValueKind::List(list) => format!("[{}]", list.len()),
            ValueKind::Table(entries) => format!("{{{}}}", entries.len()),
        };
        let join = |path: &[Name]| path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        let mut out = String::new();
        for table in &parse(text).tables {
            out += &format!("[{}]\n", join(&table.path));
            for entry in &table.entries {
                let shown = entry.value.as_ref().map_or("?".to_owned(), value);
                out += &format!(
                    "{} {} {shown}\n",
                    join(&entry.path),
                    if entry.equals.is_some() { "=" } else { "-" }
                );
            }
        }
        out
    }

    #[test]
    fn whole_files_are_what_they_say() {
        let text = "a = 1\n[b.c]\nd.e = \"x\"\nf = [1, { g = 2 }]\n[[h]]\ni = { j = 1, k = \"y\" } # note\n";
        assert_eq!(drawn(text), "[]\na = 1\n[b.c]\nd.e = “x”\nf = [2]\n[h]\ni = {2}\n");
    }

    #[test]
    fn what_is_unfinished_is_there_and_spoils_nothing_after_it() {
        assert_eq!(drawn("a = 1\nsi\n[b]\nc = 1\n"), "[]\na = 1\nsi - ?\n[b]\nc = 1\n");
        assert_eq!(drawn("a =\nb = 2\n"), "[]\na = ?\nb = 2\n");
        assert_eq!(drawn("a = \"le\nb = 2\n"), "[]\na = “le”\nb = 2\n");
        assert_eq!(drawn("a = { b = 1, c\n[d]\ne = 1\n"), "[]\na = {2}\n[d]\ne = 1\n");
        assert_eq!(drawn("a = [ \"x\", \n[d]\ne = 1\n"), "[]\na = [1]\n[d]\ne = 1\n");
        assert_eq!(drawn("[areas.\nrow = 1\n"), "[]\n[areas]\nrow = 1\n");
        assert_eq!(drawn(""), "[]\n");
    }

    #[test]
    fn quotes_are_counted_as_they_are_written() {
        for (text, words, closed) in [
            ("a = QQQ中", "中", false),
            ("a = QQQ中QQQ", "中", true),
            ("a = Q中", "中", false),
            ("a = Q中Q", "中", true),
            ("a = QQ", "", true),
            ("a = Q", "", false),
            ("a = QQQ", "", false),
        ] {
            for quote in ["\"", "'"] {
                let text = text.replace('Q', quote);
                let tree = parse(&text);
                let value = tree.tables[0].entries[0].value.as_ref().expect("a value");
                let (told, span) = value.text().expect("it is text");
                assert_eq!((told, text.get(span), value.is_closed), (words, Some(words), closed), "{text}");
            }
        }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "x = 1\n[areas.头条]\nstyles = { headline = 'h1' }\n";
        let tree = parse(text);
        let table = &tree.tables[1];
        assert_eq!(&text[table.path[1].span.clone()], "头条");
        assert_eq!(&text[table.heading.clone()], "[areas.头条]");
        let Some(Value { kind: ValueKind::Table(entries), .. }) = &table.entries[0].value else {
            panic!("a table")
        };
        let value = entries[0].value.as_ref().expect("a value");
        assert_eq!(
            value.text().map(|(words, span)| (words.to_owned(), &text[span])),
            Some(("h1".to_owned(), "h1"))
        );
    }
}
