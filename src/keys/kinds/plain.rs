//! Text, true or false, words, lists.

use std::marker::PhantomData;

use toml::de::DeValue;

use crate::codes;
use crate::keys::declaration::Shape;
use crate::keys::faults::Value;
use crate::keys::kind::{Defaults, Kind};
use crate::keys::suggest;
use crate::keys::table::Entry;
use crate::keys::words::{Word, Words};
use crate::message::{self, msg};

/// Text in quotes. Made by [`text`] and [`text_of`].
#[derive(Clone, Copy, Debug)]
pub struct Text {
    what: &'static str,
    or_date: bool,
    filled: Option<message::Word>,
}

/// Any text.
pub fn text() -> Text {
    text_of("text")
}

/// Text with a meaning, such as the “name of an ink”. What it names is looked up later, where all files are
/// known.
pub fn text_of(what: &'static str) -> Text {
    Text { what, or_date: false, filled: None }
}

/// Text, or a day written as a TOML date.
pub fn date_or_text() -> Text {
    Text { or_date: true, ..text_of("text or date") }
}

impl Text {
    /// The same, but not empty; `help` is the way out for one that is.
    #[must_use]
    pub fn filled(self, help: message::Word) -> Text {
        Text { filled: Some(help), ..self }
    }
}

impl Kind for Text {
    type Value = String;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<String> {
        let text = match entry.value() {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Datetime(day) if self.or_date => day.to_string(),
            _ => {
                entry.wrong(message::word("text in quotes"), "\"…\"");
                return None;
            }
        };
        if let Some(help) = self.filled.filter(|_| text.trim().is_empty()) {
            entry.refuse(codes::UNKNOWN_VALUE, msg!("`{key}` is empty", key = entry.key()), help);
            return None;
        }
        Some(text)
    }

    fn shape(&self) -> Shape {
        Shape::Text { what: self.what, pattern: self.filled.map(|_| r"\S".to_owned()), known: Vec::new() }
    }

    fn is_blank(&self, value: &String) -> bool {
        value.trim().is_empty()
    }
}

impl Defaults for Text {
    fn written(&self, value: &String) -> serde_json::Value {
        value.as_str().into()
    }
}

/// True or false. Made by [`flag`].
#[derive(Clone, Copy, Debug)]
pub struct Flag;

/// True or false.
pub fn flag() -> Flag {
    Flag
}

impl Kind for Flag {
    type Value = bool;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<bool> {
        match entry.value() {
            DeValue::Boolean(yes) => Some(*yes),
            _ => {
                entry.wrong(message::word("true or false"), "true");
                None
            }
        }
    }

    fn shape(&self) -> Shape {
        Shape::Flag
    }
}

impl Defaults for Flag {
    fn written(&self, value: &bool) -> serde_json::Value {
        (*value).into()
    }
}

/// One of the words of an enumeration. Made by [`word`].
#[derive(Clone, Copy, Debug)]
pub struct Choice<T: Words> {
    /// A variant that files cannot ask for.
    without: Option<T>,
    of: PhantomData<T>,
}

/// One of the words of an enumeration (see [`Words`]).
pub fn word<T: Words>() -> Choice<T> {
    Choice { without: None, of: PhantomData }
}

impl<T: Words> Choice<T> {
    /// All but one of them.
    #[must_use]
    pub fn without(self, variant: T) -> Choice<T> {
        Choice { without: Some(variant), ..self }
    }

    fn words(&self) -> impl Iterator<Item = Word> + Clone {
        let without = self.without;
        T::ALL.iter().filter(move |(variant, _)| Some(*variant) != without).map(|(_, word)| *word)
    }
}

impl<T: Words> Kind for Choice<T> {
    type Value = T;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<T> {
        let text = text().read(entry)?;
        let found = T::of_word(&text).filter(|found| Some(*found) != self.without);
        if found.is_none() {
            let known = self.words().map(|word| word.written);
            let message = msg!("`{key}` cannot be `{text}`", key = entry.key(), text);
            entry.refuse(codes::UNKNOWN_VALUE, message, suggest::suggest(&text, known));
        }
        found
    }

    fn shape(&self) -> Shape {
        Shape::Word(self.words().collect())
    }
}

impl<T: Words> Defaults for Choice<T> {
    fn written(&self, value: &T) -> serde_json::Value {
        value.word().into()
    }
}

/// A list of values of one kind. Made by [`list`].
#[derive(Clone, Copy, Debug)]
pub struct List<K> {
    of: K,
    example: Option<&'static str>,
}

/// A list of values of one kind, each with its place.
pub fn list<K: Kind>(of: K) -> List<K> {
    List { of, example: None }
}

impl<K> List<K> {
    /// How a list is written, for findings.
    #[must_use]
    pub fn example(self, example: &'static str) -> List<K> {
        List { example: Some(example), ..self }
    }
}

impl<K: Kind> Kind for List<K> {
    type Value = Vec<Value<K::Value>>;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Self::Value> {
        let DeValue::Array(items) = entry.value() else {
            entry.wrong(message::word("a list"), self.example.unwrap_or("[…]"));
            return None;
        };
        let read = items.iter().map(|item| {
            let item = entry.item(item, self.example);
            Some(Value { value: self.of.read(&item)?, span: item.span() })
        });
        // All of them are read first, so that every fault is told.
        let read: Vec<Option<Value<K::Value>>> = read.collect();
        read.into_iter().collect()
    }

    fn shape(&self) -> Shape {
        Shape::List { of: Box::new(self.of.shape()), count: None }
    }
}

impl<K: Defaults> Defaults for List<K> {
    fn written(&self, value: &Self::Value) -> serde_json::Value {
        value.iter().map(|item| self.of.written(&item.value)).collect()
    }
}

/// One value, or a list of them. Made by [`one_or_more`].
#[derive(Clone, Copy, Debug)]
pub struct OneOrMore<K>(K);

/// One value, or a list of such values.
pub fn one_or_more<K: Kind>(of: K) -> OneOrMore<K> {
    OneOrMore(of)
}

impl<K: Kind + Copy> Kind for OneOrMore<K> {
    type Value = Vec<Value<K::Value>>;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Self::Value> {
        match entry.value() {
            DeValue::Array(_) => list(self.0).read(entry),
            _ => Some(vec![Value { value: self.0.read(entry)?, span: entry.span() }]),
        }
    }

    fn shape(&self) -> Shape {
        Shape::OneOrMore(Box::new(self.0.shape()))
    }
}
