//! Tables in tables: one, a list of them, and tables whose keys are names.

use std::marker::PhantomData;

use toml::de::DeValue;

use crate::codes;
use crate::diagnostic::Span;
use crate::keys::declaration::{Key, Presence, Shape};
use crate::keys::faults::{ByName, Value};
use crate::keys::kind::{Kind, Part};
use crate::keys::table::{Entry, Table};
use crate::message::{msg, word};

use super::number::{Number, number};
use super::plain::{Text, text_of};

/// A table with keys of its own. Made by [`table`].
#[derive(Clone, Copy, Debug)]
pub struct Inner<T> {
    whole: bool,
    of: PhantomData<T>,
}

/// A table with keys of its own. A later file goes over it key by key.
pub fn table<T: Part>() -> Inner<T> {
    Inner { whole: false, of: PhantomData }
}

impl<T> Inner<T> {
    /// The same, but replaced as a whole by a later file.
    #[must_use]
    pub fn whole(self) -> Inner<T> {
        Inner { whole: true, ..self }
    }
}

impl<T: Part> Kind for Inner<T> {
    type Value = T;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<T> {
        Some(T::read(&entry.table()?))
    }

    fn shape(&self) -> Shape {
        Shape::Table(T::declaration())
    }

    fn over(&self, below: T, later: T) -> T {
        if self.whole { later } else { below.overlaid(later) }
    }

    fn plain(&self) -> Option<T> {
        let needed = |key: &Key| matches!(key.presence, Presence::Needed | Presence::NeededInChain);
        (!T::declaration().keys.iter().any(needed)).then(T::default)
    }
}

/// A list of tables. Made by [`tables`].
#[derive(Clone, Copy, Debug)]
pub struct Tables<T>(PhantomData<T>);

/// A list of tables (`[[key]]`, or inline). A later file replaces all of them.
pub fn tables<T: Part>() -> Tables<T> {
    Tables(PhantomData)
}

impl<T: Part> Kind for Tables<T> {
    type Value = Vec<T>;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Vec<T>> {
        let DeValue::Array(items) = entry.value() else {
            let heading = entry.heading();
            entry.refuse(
                codes::TOML_VALUE,
                msg!("`{key}` must be a list of tables", key = entry.key()),
                msg!("write the heading with double brackets: [[{heading}]]", heading),
            );
            return None;
        };
        let parts = items.iter().filter_map(|item| Some(T::read(&entry.item(item, None).table()?)));
        Some(parts.collect())
    }

    fn shape(&self) -> Shape {
        Shape::List { of: Box::new(Shape::Table(T::declaration())), count: None }
    }
}

/// Tables by name. Made by [`named`].
#[derive(Clone, Copy, Debug)]
pub struct Named<T> {
    what: &'static str,
    replaces: fn(&T) -> bool,
}

/// Tables by names that the file makes up (`[styles.headline]`), in the order of the file; `what` is what the
/// names are. A later file goes over each of them key by key, and adds its own at the end.
pub fn named<T: Part>(what: &'static str) -> Named<T> {
    Named { what, replaces: |_| false }
}

impl<T> Named<T> {
    /// The same, but what a later file says replaces the whole of it where `replaces` says so.
    #[must_use]
    pub fn replaced_if(self, replaces: fn(&T) -> bool) -> Named<T> {
        Named { replaces, ..self }
    }
}

impl<T: Part> Kind for Named<T> {
    type Value = ByName<T>;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Self::Value> {
        let outer = entry.table()?;
        let mut list = Vec::new();
        for (name, value) in outer.entries() {
            let entry = Entry::new(&outer, name.get_ref(), value);
            let DeValue::Table(entries) = entry.value() else {
                entry.wrong(word("a table"), "{ … }");
                continue;
            };
            // Findings about the table as a whole point to its name.
            let inner = outer.inner(name.get_ref(), entries, name.span());
            list.push((name_at(&outer, name), T::read(&inner)));
        }
        Some(list)
    }

    fn shape(&self) -> Shape {
        Shape::Named { what: self.what, known: None, of: Box::new(Shape::Table(T::declaration())) }
    }

    fn over(&self, below: Self::Value, later: Self::Value) -> Self::Value {
        let mut list = below;
        for (name, part) in later {
            match list.iter_mut().find(|(known, _)| known.value == name.value) {
                Some((known, below)) => {
                    *below = if (self.replaces)(&part) { part } else { std::mem::take(below).overlaid(part) };
                    *known = name;
                }
                None => list.push((name, part)),
            }
        }
        list
    }
}

/// Texts by name. Made by [`named_texts`].
#[derive(Clone, Copy, Debug)]
pub struct NamedTexts {
    what: &'static str,
    known: Option<&'static [&'static str]>,
    of: Text,
}

/// Texts by name: `what` is what the names are, `of` what each text is. Names that are not among the `known` ones,
/// if these are given, are left to whoever looks them up.
pub fn named_texts(
    what: &'static str,
    known: Option<&'static [&'static str]>,
    of: &'static str,
) -> NamedTexts {
    NamedTexts { what, known, of: text_of(of) }
}

impl Kind for NamedTexts {
    type Value = ByName<Value<String>>;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Self::Value> {
        values(entry, &self.of)
    }

    fn shape(&self) -> Shape {
        Shape::Named { what: self.what, known: self.known, of: Box::new(self.of.shape()) }
    }
}

/// Numbers by name. Made by [`named_numbers`].
#[derive(Clone, Copy, Debug)]
pub struct NamedNumbers {
    what: &'static str,
    of: Number,
}

/// Numbers by name: `what` is what the names are.
pub fn named_numbers(what: &'static str) -> NamedNumbers {
    NamedNumbers { what, of: number() }
}

impl Kind for NamedNumbers {
    type Value = ByName<Value<f64>>;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Self::Value> {
        values(entry, &self.of)
    }

    fn shape(&self) -> Shape {
        Shape::Named { what: self.what, known: None, of: Box::new(self.of.shape()) }
    }
}

/// Every entry of a table with its name, in the order of the file; those of another kind are reported.
fn values<K: Kind>(entry: &Entry<'_, '_>, kind: &K) -> Option<ByName<Value<K::Value>>> {
    let outer = entry.table()?;
    let mut list = Vec::new();
    for (name, value) in outer.entries() {
        let entry = Entry::new(&outer, name.get_ref(), value);
        if let Some(value) = kind.read(&entry) {
            list.push((name_at(&outer, name), Value { value, span: entry.span() }));
        }
    }
    Some(list)
}

fn name_at(table: &Table<'_>, name: &toml::Spanned<toml::de::DeString<'_>>) -> Value<String> {
    Value { value: name.get_ref().clone().into_owned(), span: Span::new(table.file(), name.span()) }
}
