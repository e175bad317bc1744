//! Messages in English and in Chinese (中英文消息).
//!
//! The English of a message stands in the source where the message is made, as in gettext; the Chinese stands
//! in the tables `src/message/zh/*.po` under the English template.
//!
//! # How to write a message
//!
//! ```
//! use banxin::message::{Language, and, counted, msg, word};
//!
//! let (area, rows) = ("头条", 3);
//! let message = msg!("{rows} of area `{area}` are empty", rows = counted(rows, "row"), area);
//! assert_eq!(message, "3 rows of area `头条` are empty");
//! ```
//!
//! - The template is a literal. Its places are names in braces, and each name is given after it: `name` alone where
//!   a variable has that name, else `name = expression`. The compiler refuses a name that is missing or not used, and
//!   never takes one from the surroundings. A brace itself is written twice.
//! - Values are text, whole numbers, characters, `path.display()`, another message (`msg!` in `msg!`), a fixed English
//!   word that has a Chinese one ([`word`]`("headline")`), a figure with its noun ([`counted`]`(n, "row")`), or a list
//!   of values ([`and`], [`or`], [`commas`], [`semicolons`]). Decimals are written by the caller:
//!   `size = format_args!("{size:.1}")`.
//! - Never build a sentence of an English string: what a place takes as text stays as it is in Chinese. Where a word
//!   is chosen, choose between `word("…")`; where half a sentence is chosen, write both sentences as `msg!`.
//! - Text that somebody else wrote, such as a parser's words, is [`Message::verbatim`].
//! - A finding with no words beside its caret is placed by `.here(span)`, not by `.at(span, …)`.
//!
//! # How to add the Chinese
//!
//! `BANXIN_BLESS=1 cargo test --test it -- message::` adds the entries that are missing to `messages.po`, with
//! the file that has the message, and takes out those that no source has; then fill in `msgstr`. The places of
//! the English stand in the Chinese by the same names, in any order. `tests/it/message.rs` fails while a Chinese
//! text is missing. Where two branches changed a table, keep the entries of both and run the command again: it
//! puts them in order. At run time a text without Chinese is shown in English.

mod language;
pub mod po;
mod system;
mod table;
mod template;
mod text;

pub use crate::msg;
pub use language::Language;
pub use system::system;
pub use table::{FILES, translate};
pub use template::places;
pub use text::{
    Argument, Counted, IntoArgument, List, Message, Word, and, commas, counted, or, plural, semicolons, word,
};

/// A [`Message`](crate::message::Message): an English template and, after it, the values of its places. See
/// [`message`](crate::message) for how to write one.
///
/// ```
/// # use banxin::msg;
/// # let (story, page) = ("洪水", 3);
/// msg!("nothing of “{story}” is left for page {page}", story, page);
/// msg!("the sheet is {side} mm long", side = format_args!("{:.0}", 500.25));
/// ```
#[macro_export]
macro_rules! msg {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        // Checked by the compiler: each place has a value, and each value a place.
        let _ = ::std::format_args!(::std::concat!($template), $($name = ""),*);
        $crate::message::Message::of(
            $template,
            ::std::vec![$((::std::stringify!($name), $crate::msg!(@ $name $($value)?))),*],
        )
    }};
    (@ $name:ident) => { $crate::message::IntoArgument::argument(&$name) };
    (@ $name:ident $value:expr) => { $crate::message::IntoArgument::argument(&$value) };
}

#[cfg(test)]
mod tests;
