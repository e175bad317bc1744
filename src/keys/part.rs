//! Parts: tables of a file, declared key by key with [`part!`].

use super::declaration::{Declaration, Key, Presence, Shape, plain};
use super::faults::{Given, Value};
use super::kind::Kind;

/// Declares a part: a struct of what one file says, its reader, how files overlay one another, the defaults and
/// the keys as data.
///
/// ```text
/// part! {
///     /// What the table is: for people, in docs/FORMAT.md and in the JSON Schema.
///     pub struct GridPart, then check_grid {
///         /// What the key means, likewise.
///         columns: u32 = whole(1..=10_000), needed;
///         …
///     }
/// }
/// ```
///
/// A key is `name: Type = kind, presence;`. The kind is a value whose type implements [`Kind`] with `Value = Type`.
/// The presence says what holds where the key is left out, and is one of
///
/// | presence | means | method of the key's name |
/// |---|---|---|
/// | `needed word("way out")` | a fault of this file, with that help | none |
/// | `needed` | a fault unless a layout that this one extends has it; resolution reports it | none |
/// | `default VALUE` | that value | gives the written value, or the default |
/// | `empty` | the table or list is empty | gives it, or an empty one |
/// | `absent "words"` | what the words say; resolution sees to it | none |
///
/// Fields are [`Given`]: `None` where the file says nothing or said something that was refused. Each part also has
/// `span`, where its table stands.
///
/// `then check` names a function `fn(&Part, &Table)` that looks at several keys together after all were read. `over clear`
/// names a function `fn(&mut Part, &Part)` that takes out of what an earlier file says (the first) what a later one (the
/// second) says in other keys.
macro_rules! part {
    (
        $(#[doc = $about:literal])*
        $visible:vis struct $name:ident $(, then $check:path)? $(, over $clear:path)? {
            $(
                $(#[doc = $doc:literal])*
                $key:ident: $type:ty = $kind:expr, $presence:ident $($value:expr)?;
            )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, Default)]
        $visible struct $name {
            $( $(#[doc = $doc])* $visible $key: $crate::keys::Given<$type>, )*
            /// Where its table stands; in a chain of files, where the last one that has it does.
            $visible span: Option<$crate::diagnostic::Span>,
        }

        impl $name {
            $( $crate::keys::part!(@method $key: $type, $presence $($value)?); )*
        }

        impl $crate::keys::Part for $name {
            fn read(table: &$crate::keys::Table<'_>) -> Self {
                let part = $name {
                    $( $key: $crate::keys::part!(
                        @read table, stringify!($key), &$crate::keys::part::of::<$type, _>($kind), $presence $($value)?
                    ), )*
                    span: Some(table.span()),
                };
                $( $check(&part, table); )?
                table.finish();
                part
            }

            fn overlaid(self, later: Self) -> Self {
                use $crate::keys::part::{of, over};
                #[allow(unused_mut, reason = "few parts clear what an earlier file says")]
                let mut below = self;
                $( $clear(&mut below, &later); )?
                $name {
                    $( $key: over(&of::<$type, _>($kind), below.$key, later.$key), )*
                    span: later.span.or(below.span),
                }
            }

            fn declaration() -> $crate::keys::Declaration {
                let about = concat!($($about, "\n"),*);
                $crate::keys::part::declaration(about, vec![
                    $({
                        let kind = $crate::keys::part::of::<$type, _>($kind);
                        $crate::keys::part::key(
                            stringify!($key),
                            concat!($($doc, "\n"),*),
                            $crate::keys::Kind::shape(&kind),
                            $crate::keys::part!(@presence kind, $presence $($value)?),
                        )
                    },)*
                ])
            }
        }
    };

    (@method $key:ident: $type:ty, default $value:expr) => {
        /// What is given, or the default.
        pub(crate) fn $key(&self) -> $type {
            $crate::keys::part::given_or(&self.$key, || $value)
        }
    };
    (@method $key:ident: $type:ty, empty) => {
        /// What is given, or an empty one.
        pub(crate) fn $key(&self) -> $type {
            $crate::keys::part::given_or(&self.$key, Default::default)
        }
    };
    (@method $key:ident: $type:ty, $presence:ident $($value:expr)?) => {};

    (@read $table:expr, $key:expr, $kind:expr, needed $help:expr) => {
        $crate::keys::Kind::needed_of($kind, $table, $key, $help)
    };
    (@read $table:expr, $key:expr, $kind:expr, $presence:ident $($value:expr)?) => {
        $crate::keys::Kind::of($kind, $table, $key)
    };

    (@presence $kind:expr, needed $help:expr) => { $crate::keys::Presence::Needed };
    (@presence $kind:expr, needed) => { $crate::keys::Presence::NeededInChain };
    (@presence $kind:expr, default $value:expr) => {
        $crate::keys::Presence::Default($crate::keys::Defaults::written(&$kind, &$value))
    };
    (@presence $kind:expr, empty) => { $crate::keys::Presence::Absent("none") };
    (@presence $kind:expr, absent $words:literal) => { $crate::keys::Presence::Absent($words) };
    (@presence $kind:expr, $($other:tt)*) => {
        compile_error!("a key ends with `needed`, `default VALUE`, `empty` or `absent \"words\"`")
    };
}
pub(crate) use part;

/// The kind, whose values are of type `T`. (Lets the compiler infer the type in [`word`](super::kinds::word) and
/// [`table`](super::kinds::table).)
pub(crate) fn of<T, K: Kind<Value = T>>(kind: K) -> K {
    kind
}

/// What a later file makes of a key.
pub(crate) fn over<K: Kind>(kind: &K, below: Given<K::Value>, later: Given<K::Value>) -> Given<K::Value> {
    match (below, later) {
        (Some(below), Some(later)) => {
            Some(Value { value: kind.over(below.value, later.value), span: later.span })
        }
        (below, later) => later.or(below),
    }
}

/// What is given, or else something else.
pub(crate) fn given_or<T: Clone>(given: &Given<T>, other: impl FnOnce() -> T) -> T {
    given.as_ref().map_or_else(other, |given| given.value.clone())
}

/// A declaration, from a doc comment.
pub(crate) fn declaration(about: &str, keys: Vec<Key>) -> Declaration {
    Declaration { about: plain(about), keys }
}

/// A key, from a doc comment.
pub(crate) fn key(name: &'static str, about: &str, shape: Shape, presence: Presence) -> Key {
    Key { name, about: plain(about), shape, presence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;
    use crate::diagnostic::{Diagnostic, FileId};
    use crate::keys::faults::{ByName, Faults};
    use crate::keys::kind::Part;
    use crate::keys::kinds::{named, table, whole};
    use crate::keys::table::read_document;

    part! {
        /// A file for the tests.
        struct TopPart {
            /// A number.
            width: u32 = whole(0..=9), default 1;
            /// Another one.
            height: u32 = whole(0..=9), absent "none";
            /// A table.
            inner: InnerPart = table(), empty;
            /// Tables.
            styles: ByName<InnerPart> = named("name"), empty;
        }
    }

    part! {
        /// A table in it.
        struct InnerPart {
            /// A number.
            rows: u32 = whole(0..=9), needed;
        }
    }

    fn read(text: &str) -> (Option<TopPart>, Vec<Diagnostic>) {
        let faults = Faults::default();
        let top = read_document(FileId(0), text, &faults, TopPart::read);
        (top, faults.take())
    }

    #[test]
    fn every_unknown_key_is_reported_with_its_neighbour() {
        let text = "widht = 1\nheight = 2\n[inner]\nrow = 3\n";
        let (_, found) = read(text);
        let places: Vec<&str> = found.iter().map(|fault| &text[fault.labels[0].span.range.clone()]).collect();
        assert_eq!(places, ["row", "widht"]);
        assert_eq!(found[0].help.as_deref(), Some("did you mean `rows`?"));
        assert_eq!(found[1].help.as_deref(), Some("did you mean `width`?"));
    }

    #[test]
    fn order_and_places_of_named_tables_are_kept() {
        let (top, _) = read("[styles.zeta]\n[styles.alpha]\n");
        let names: Vec<Value<String>> =
            top.map(|top| top.styles()).unwrap_or_default().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names[0].value, "zeta");
        assert_eq!(names[0].span.range, 8..12);
        assert_eq!(names[1].value, "alpha");
    }

    #[test]
    fn later_files_go_over_earlier_ones_key_by_key() {
        let (one, two) = (read("height = 3\ninner.rows = 1\n").0, read("width = 2\n[styles.a]\n").0);
        let both = one.unwrap_or_default().overlaid(two.unwrap_or_default());
        assert_eq!((both.width(), both.height.as_ref().map(|height| height.value)), (2, Some(3)));
        assert!(both.inner().rows.is_some());
        assert_eq!(TopPart::default().width(), 1);
    }

    #[test]
    fn full_width_marks_are_named_as_the_slip() {
        let (_, found) = read("paper ＝ “岚港日报”\n");
        assert!(!found.is_empty());
        assert_eq!(found[0].code, codes::TOML_SYNTAX);
        assert!(found[0].help.as_deref().is_some_and(|help| help.contains("half-width")));
    }
}
