//! TOML tables with places: the one way in which banxin reads keys.
//!
//! A part (see [`part!`](super::part)) asks for the keys that it declares and then calls [`Table::finish`], which
//! reports every key that nobody asked for together with the nearest one that was. Nothing stops at the first
//! fault, so an editor sees all of them at once.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::message::{Message, Word, msg, word};

use super::duplicate;
use super::faults::Faults;
use super::slips;
use super::suggest;
use super::syntax;

/// One table of a TOML file and the keys that were asked of it.
pub struct Table<'a> {
    file: FileId,
    /// The name of its heading, and where in it the table's own begins.
    name: String,
    own_name_at: usize,
    entries: &'a DeTable<'a>,
    span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<(&'static str, Message)>>,
    faults: &'a Faults,
}

/// Parses a file and gives its top table to `read`; `None` when the text is not valid TOML.
pub fn read_document<T>(
    file: FileId,
    text: &str,
    faults: &Faults,
    read: impl FnOnce(&Table<'_>) -> T,
) -> Option<T> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // The parser goes on after a slip, but what it then finds in the same line follows from it.
        let mut last_line = None;
        // What stands in a table that stands twice follows from that.
        let mut twice = 0..0;
        let count = errors.len();
        for (number, error) in errors.into_iter().enumerate() {
            if number == MOST_SLIPS {
                faults.push(too_many(
                    file,
                    count - number,
                    on_characters(text, error.span().unwrap_or(0..0)),
                ));
                break;
            }
            let range = on_characters(text, error.span().unwrap_or(0..0));
            let line = text[..range.start].matches('\n').count();
            if last_line.replace(line) == Some(line) || twice.contains(&range.start) {
                continue;
            }
            if error.message().starts_with("duplicate key")
                && let Some(double) = duplicate::find(text, range.start)
            {
                twice = double.body.clone();
                faults.push(double.finding(file));
                continue;
            }
            let message = syntax::told(error.message());
            faults.push(
                Diagnostic::new(codes::TOML_SYNTAX, msg!("this is not TOML: {message}", message))
                    .here(Span::new(file, range.clone()))
                    .help(slips::way_out(text, range.start, error.message())),
            );
        }
        return None;
    }
    let start = document.span().start;
    let top = Table {
        file,
        name: String::new(),
        own_name_at: 0,
        entries: document.get_ref(),
        span: start..start,
        asked: RefCell::default(),
        missing: RefCell::default(),
        faults,
    };
    Some(read(&top))
}

/// So many slips of a file are looked at, each with the lines before it; one that has more was not written by hand.
const MOST_SLIPS: usize = 200;

/// The finding about the slips that are not looked at.
fn too_many(file: FileId, count: usize, range: Range<usize>) -> Diagnostic {
    Diagnostic::new(
        codes::TOML_SYNTAX,
        msg!("this is not TOML, and neither are {count} places behind it", count),
    )
    .here(Span::new(file, range))
    .help(msg!("mend the slips before it first, or take an older copy of the file"))
}

/// The range, with both ends moved back to the start of a character and into the text.
fn on_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    floor(range.start)..floor(range.end.max(range.start))
}

impl<'a> Table<'a> {
    /// The table's heading or, for an inline table, the whole of it.
    pub fn span(&self) -> Span {
        Span::new(self.file, self.span.clone())
    }

    /// The file it stands in.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Where findings go.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// The last part of its name: `song` of `[faces.song]`.
    pub fn own_name(&self) -> &str {
        self.name.get(self.own_name_at..).unwrap_or_default()
    }

    /// What the table is called in messages.
    fn title(&self) -> Message {
        if self.name.is_empty() { msg!("the file") } else { Message::verbatim(format!("[{}]", self.name)) }
    }

    /// The heading of a table in this one.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// The value of a key, about to be read; `None` where the key is not there.
    pub(super) fn entry<'t>(&'t self, key: &'static str) -> Option<Entry<'t, 'a>> {
        Some(Entry::new(self, key, self.get(key)?))
    }

    /// Remembers that the value of a key was refused.
    pub(super) fn spoil(&self, key: &str) {
        self.faults.spoil(&self.name, key);
    }

    /// Says that the key must be there, unless it is there in some wrong form.
    pub fn require(&self, key: &'static str, help: impl Into<Message>) {
        if !self.has(key) {
            self.missing.borrow_mut().push((key, help.into()));
        }
    }

    /// Whether the key is there, whatever it holds.
    pub fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// The place of a key itself, if it is there.
    pub fn place_of_key(&self, key: &str) -> Option<Span> {
        let (name, _) = self.entries.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(Span::new(self.file, name.span()))
    }

    /// The place of a key's value, if the key is there.
    pub fn place_of(&self, key: &'static str) -> Option<Span> {
        self.get(key).map(|value| Span::new(self.file, value.span()))
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// All keys with their values, in the order of the file.
    pub(super) fn entries(
        &self,
    ) -> impl Iterator<Item = (&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
        self.entries.iter()
    }

    /// A table in this one.
    pub(super) fn inner(&self, key: &str, entries: &'a DeTable<'a>, span: Range<usize>) -> Table<'a> {
        let name = self.path_of(key);
        Table {
            file: self.file,
            own_name_at: name.len() - key.len(),
            name,
            entries,
            span,
            asked: RefCell::default(),
            missing: RefCell::default(),
            faults: self.faults,
        }
    }

    /// Reports every key that was not asked for, and those that are missing.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.entries {
            if !asked.contains(&name.get_ref().as_ref()) {
                if let Some(meant) = suggest::nearest(name.get_ref(), asked.iter().copied()) {
                    self.faults.spoil(&self.name, meant);
                }
                let span = Span::new(self.file, name.span());
                self.report(suggest::unknown_key(name.get_ref(), span, self.title(), &asked));
            }
        }
        for (key, help) in self.missing.take() {
            if !self.faults.is_spoiled(&self.name, key) {
                self.report(
                    Diagnostic::new(
                        codes::MISSING_KEY,
                        msg!("{title} needs `{key}`", title = self.title(), key),
                    )
                    .here(self.span())
                    .help(help),
                );
            }
        }
    }
}

/// A value of a table that is about to be read.
pub struct Entry<'t, 'a> {
    table: &'t Table<'a>,
    key: &'t str,
    value: &'a Spanned<DeValue<'a>>,
    /// Whether it is one of a list.
    is_item: bool,
    /// How the key may be written, where that says more than the kind does.
    example: Option<&'static str>,
}

impl<'t, 'a> Entry<'t, 'a> {
    /// The value of `key` in `table`.
    pub(super) fn new(table: &'t Table<'a>, key: &'t str, value: &'a Spanned<DeValue<'a>>) -> Entry<'t, 'a> {
        Entry { table, key, value, is_item: false, example: None }
    }

    /// One value of a list that stands here; `example` is a right list.
    pub(super) fn item(
        &self,
        value: &'a Spanned<DeValue<'a>>,
        example: Option<&'static str>,
    ) -> Entry<'t, 'a> {
        Entry { value, is_item: true, example, ..*self }
    }

    /// The value.
    pub(super) fn value(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    /// The key.
    pub fn key(&self) -> &str {
        self.key
    }

    /// The place of the value.
    pub fn span(&self) -> Span {
        Span::new(self.table.file(), self.value.span())
    }

    /// Reports that the value is not what it must be; `example` is a right one.
    pub fn wrong(&self, wanted: Word, example: &str) {
        let found = found(self.value());
        let key = self.key;
        let each = if self.is_item { word("each value of ") } else { Word::default() };
        let example = match self.example {
            Some(example) => example.to_owned(),
            None if self.is_item => format!("[{example}]"),
            None => example.to_owned(),
        };
        self.table.report(
            Diagnostic::new(
                codes::TOML_VALUE,
                msg!("{each}`{key}` must be {wanted}, not {found}", each, key, wanted, found),
            )
            .at(self.span(), msg!("{found} here", found))
            .help(msg!("write it as `{key} = {example}`", key, example)),
        );
    }

    /// What a table in the place of this value would be called.
    pub(super) fn heading(&self) -> String {
        self.table.path_of(self.key)
    }

    /// Reports why the value is refused, and the way out.
    pub fn refuse(&self, code: Code, message: impl Into<Message>, help: impl Into<Message>) {
        self.table.report(Diagnostic::new(code, message).here(self.span()).help(help));
    }

    /// The table that stands here; another value is reported.
    pub(super) fn table(&self) -> Option<Table<'a>> {
        match self.value() {
            DeValue::Table(entries) => Some(self.table.inner(self.key, entries, self.value.span())),
            _ => {
                self.wrong(word("a table"), "{ … }");
                None
            }
        }
    }
}

fn found(value: &DeValue<'_>) -> Word {
    match value {
        DeValue::String(_) => word("text"),
        DeValue::Integer(_) => word("a whole number"),
        DeValue::Float(_) => word("a decimal number"),
        DeValue::Boolean(_) => word("true or false"),
        DeValue::Datetime(_) => word("a date"),
        DeValue::Array(_) => word("a list"),
        DeValue::Table(_) => word("a table"),
    }
}
