//! What readers find wrong, and values with their places.

use std::cell::RefCell;

use crate::diagnostic::{Diagnostic, FileId, Severity, Span};

/// Where readers put what they find wrong.
#[derive(Debug, Default)]
pub struct Faults {
    list: RefCell<Vec<Diagnostic>>,
    spoiled: RefCell<Vec<(String, String)>>,
}

impl Faults {
    /// Adds a finding.
    pub fn push(&self, finding: Diagnostic) {
        self.list.borrow_mut().push(finding);
    }

    /// Takes all findings out of the list.
    pub fn take(&self) -> Vec<Diagnostic> {
        self.list.take()
    }

    /// How many findings there are so far.
    pub fn count(&self) -> usize {
        self.list.borrow().len()
    }

    /// How many errors were found so far.
    pub fn errors(&self) -> usize {
        self.list.borrow().iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// How many of them follow from no other.
    pub fn causes(&self) -> usize {
        let is_cause = |finding: &&Diagnostic| finding.severity == Severity::Error && !finding.follows;
        self.list.borrow().iter().filter(is_cause).count()
    }

    /// Remembers that a key of a table was given, but with a value that could not be taken.
    pub(super) fn spoil(&self, table: &str, key: &str) {
        self.spoiled.borrow_mut().push((table.to_owned(), key.to_owned()));
    }

    /// Whether a fault of that key was already reported. Its absence is then not reported as well.
    pub fn is_spoiled(&self, table: &str, key: &str) -> bool {
        self.spoiled.borrow().iter().any(|(in_table, spoiled)| in_table == table && spoiled == key)
    }
}

/// A value and its place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Value<T> {
    /// A value of banxin's own, without a place in a file.
    pub fn built_in(value: T) -> Value<T> {
        Value { value, span: Span::new(FileId(0), 0..0) }
    }

    /// The same place with another value.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Value<U> {
        Value { value: with(self.value), span: self.span }
    }
}

/// A value that a file may leave out.
pub type Given<T> = Option<Value<T>>;

/// The value of a key that can be taken off (see [`kinds::removable`](super::kinds::removable)), where it was not.
pub fn standing<T: Clone>(given: &Given<Option<T>>) -> Given<T> {
    let given = given.as_ref()?;
    Some(Value { value: given.value.clone()?, span: given.span.clone() })
}

/// Values by the names that a file gives them, in its order.
pub type ByName<T> = Vec<(Value<String>, T)>;
