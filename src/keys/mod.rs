//! The keys of the TOML files that banxin reads: one declaration for each.
//!
//! A table of a file is a *part*. It is declared once, with [`part!`], next to the code that uses it:
//!
//! ```text
//! part! {
//!     /// How strictly the makeup is looked at.
//!     pub struct LintPart {
//!         /// Rows between a headline and the first line of its text, at the most.
//!         text_away: u32 = whole(0..=10_000), default 2;
//!         …
//!     }
//! }
//! ```
//!
//! Each line is a key: what it means, its Rust type, what may be written ([`kinds`]) and what holds where it is
//! left out. From the declaration come
//!
//! - the struct, with a field `Option<Value<T>>` for each key: what one file says, with its place;
//! - its reader: the part asks a [`Table`] for its keys, all faults go to [`Faults`] at once, and a key that was
//!   not asked for is reported with the nearest one that was;
//! - `extends`: [`Part::overlaid`] puts what a later file says over what an earlier one said;
//! - the default: the method of the key's name gives what is written, or the default;
//! - [`Part::declaration`]: the keys as data, from which [`json_schema`] makes the schemas of `banxin schema` and
//!   `tests/it/format.rs` the tables of docs/FORMAT.md.
//!
//! What may stand after the kind is in the table of [`part!`]. Words that a key chooses from are an
//! enumeration declared with [`words!`]; those of layouts stand in `layout::vocabulary` and are re-exported
//! by `layout`. If a key is a table with needed keys, or text of a fixed form, add an example to `company`
//! or `sample` in tests/it/keys.rs. Custom values implement [`Kind`] where they belong (the date in
//! `read::issue_file`, for one).

pub mod declaration;
pub mod dimension;
mod duplicate;
pub mod faults;
pub mod json_schema;
pub mod kind;
pub mod kinds;
pub(crate) mod part;
mod slips;
pub mod suggest;
mod syntax;
pub mod table;
pub mod words;

pub use declaration::{Declaration, Key, Presence, Shape};
pub use dimension::Dimension;
pub use faults::{ByName, Faults, Given, Value, standing};
pub use kind::{Defaults, Kind, Part};
pub(crate) use part::part;
pub use table::{Entry, Table, read_document};
pub(crate) use words::words;
pub use words::{Word, Words};
