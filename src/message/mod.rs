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
//! text is missing. At run time a text without Chinese is shown in English.

mod argument;
mod language;
pub mod po;
mod table;
mod template;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

pub use crate::msg;
pub use argument::{
    Argument, Counted, IntoArgument, List, Word, and, commas, counted, or, plural, semicolons, word,
};
pub use language::Language;
pub use table::{FILES, translate};
pub use template::places;

/// A text of the program, in both languages. Made by [`msg!`](crate::msg). It is read as text in English.
#[derive(Clone, Default)]
pub struct Message {
    /// The template; the text itself where there is nothing to fill in.
    template: &'static str,
    filled: Option<Arc<Filled>>,
}

/// What a template is filled with, and the English when it was asked for.
struct Filled {
    arguments: Vec<(&'static str, Argument)>,
    english: OnceLock<String>,
}

impl Message {
    /// A message from a template and the values of its places; written by [`msg!`](crate::msg).
    #[doc(hidden)]
    pub fn of(template: &'static str, arguments: Vec<(&'static str, Argument)>) -> Message {
        let plain = arguments.is_empty() && !template.contains(['{', '}']);
        let filled = (!plain).then(|| Arc::new(Filled { arguments, english: OnceLock::new() }));
        Message { template, filled }
    }

    /// Text that somebody else wrote, which is the same in every language.
    pub fn verbatim(text: impl Into<String>) -> Message {
        Message::of("{text}", vec![("text", Argument::Text(text.into()))])
    }

    /// In English.
    pub fn as_str(&self) -> &str {
        match &self.filled {
            None => self.template,
            Some(filled) => filled.english.get_or_init(|| filled.written(self.template, Language::English)),
        }
    }

    /// In a language; in English where there is no translation.
    pub fn in_language(&self, language: Language) -> Cow<'_, str> {
        match (&self.filled, language) {
            (_, Language::English) => Cow::Borrowed(self.as_str()),
            (None, _) => Cow::Borrowed(translate(self.template, language)),
            (Some(filled), _) => Cow::Owned(filled.written(translate(self.template, language), language)),
        }
    }
}

impl Filled {
    fn written(&self, template: &str, language: Language) -> String {
        let mut text = String::new();
        template::fill(template, &mut text, |name, text| {
            if let Some((_, value)) = self.arguments.iter().find(|(known, _)| *known == name) {
                value.write(language, text);
            }
        });
        text
    }
}

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Message) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Message {}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl From<Word> for Message {
    fn from(word: Word) -> Message {
        Message { template: word.english(), filled: None }
    }
}

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
