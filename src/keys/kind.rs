//! What can be read: values ([`Kind`]) and tables of them ([`Part`]).

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::message::{Word, msg};

use super::declaration::{Declaration, Shape};
use super::faults::{Given, Value};
use super::table::{Entry, Table};

/// A kind of value that a key may have.
pub trait Kind {
    /// What it is read into.
    type Value: Clone;

    /// Reads a value. `None` when it cannot be taken; then that was reported.
    fn read(&self, entry: &Entry<'_, '_>) -> Option<Self::Value>;

    /// What may be written.
    fn shape(&self) -> Shape;

    /// What a later file makes of the value of an earlier one. Most values are replaced.
    fn over(&self, _below: Self::Value, later: Self::Value) -> Self::Value {
        later
    }

    /// What `true` stands for, where a table that needs no key may be written so.
    fn plain(&self) -> Option<Self::Value> {
        None
    }

    /// Whether a value is empty; the value of a needed key must not be.
    fn is_blank(&self, _value: &Self::Value) -> bool {
        false
    }

    /// Reads a key of a table; `None` where it is not there or was refused.
    fn of(&self, table: &Table<'_>, key: &'static str) -> Given<Self::Value> {
        let entry = table.entry(key)?;
        let value = self.read(&entry);
        if value.is_none() {
            table.spoil(key);
        }
        Some(Value { value: value?, span: entry.span() })
    }

    /// Reads a key that must be there and say something; `help` is the way out where it does not.
    fn needed_of(&self, table: &Table<'_>, key: &'static str, help: Word) -> Given<Self::Value> {
        table.require(key, help);
        let given = self.of(table, key)?;
        if self.is_blank(&given.value) {
            table.spoil(key);
            table.report(
                Diagnostic::new(codes::EMPTY_VALUE, msg!("`{key}` is empty", key))
                    .here(given.span)
                    .help(help),
            );
            return None;
        }
        Some(given)
    }
}

/// A kind whose values can be shown as files write them, so that a key can have a default.
pub trait Defaults: Kind {
    /// The value as it is written.
    fn written(&self, value: &Self::Value) -> serde_json::Value;
}

/// A table of a file. [`part!`](super::part) implements it.
pub trait Part: Clone + Default + 'static {
    /// Reads a table. Every fault goes to the table's faults, and the part has what could be taken.
    fn read(table: &Table<'_>) -> Self;

    /// This one, with everything that a later file gives put over it.
    #[must_use]
    fn overlaid(self, later: Self) -> Self;

    /// What it is, and its keys.
    fn declaration() -> Declaration;
}
