//! Values that a later file can take off again, by one rule for all of them: `false` or `"none"`.

use toml::de::DeValue;

use crate::keys::declaration::Shape;
use crate::keys::kind::Kind;
use crate::keys::table::Entry;

/// A value, or nothing. Made by [`removable`].
#[derive(Clone, Copy, Debug)]
pub struct Removable<K>(K);

/// A value, or `false` or `"none"` for nothing, even where an earlier file says something. A table that needs no key
/// may be written as `true` too.
pub fn removable<K: Kind>(of: K) -> Removable<K> {
    Removable(of)
}

impl<K: Kind> Kind for Removable<K> {
    type Value = Option<K::Value>;

    fn read(&self, entry: &Entry<'_, '_>) -> Option<Self::Value> {
        match entry.value() {
            DeValue::Boolean(false) => Some(None),
            DeValue::String(text) if text.trim() == "none" => Some(None),
            DeValue::Boolean(true) if self.0.plain().is_some() => Some(self.0.plain()),
            _ => Some(Some(self.0.read(entry)?)),
        }
    }

    fn shape(&self) -> Shape {
        let last = if self.0.plain().is_some() { vec![Shape::Flag, Shape::Off] } else { vec![Shape::Off] };
        Shape::Either([vec![self.0.shape()], last].concat())
    }

    fn over(&self, below: Self::Value, later: Self::Value) -> Self::Value {
        match (below, later) {
            (Some(below), Some(later)) => Some(self.0.over(below, later)),
            (_, later) => later,
        }
    }
}
