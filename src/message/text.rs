//! Messages, and what stands in their places: text, numbers, words, messages, figures with a noun, and lists.
//!
//! A message keeps its template and its values; the text in a language is made when it is asked for, the English
//! one once.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::path;
use std::sync::{Arc, OnceLock};

use super::language::Language;
use super::table::translate;
use super::template;

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

/// A value for a place of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// What is the same in every language: names, numbers, paths.
    Text(String),
    /// A message in a message.
    Message(Message),
    /// A word with its own entry in the table.
    Word(Word),
    /// A figure with its noun.
    Counted(Counted),
    /// Several of them.
    List(List),
}

impl Argument {
    /// Writes it in a language at the end of `text`.
    pub(super) fn write(&self, language: Language, text: &mut String) {
        match self {
            Argument::Text(same) => text.push_str(same),
            Argument::Message(message) => text.push_str(&message.in_language(language)),
            Argument::Word(word) => text.push_str(word.in_language(language)),
            Argument::Counted(counted) => counted.write(language, text),
            Argument::List(list) => list.write(language, text),
        }
    }
}

/// What may stand in the place of a message. Types of higher layers that show themselves in the same way in
/// every language implement it by [`Argument::Text`]; those of other crates are given as `format_args!("{fault}")`.
pub trait IntoArgument {
    /// The value.
    fn argument(&self) -> Argument;
}

impl<T: IntoArgument + ?Sized> IntoArgument for &T {
    fn argument(&self) -> Argument {
        (**self).argument()
    }
}

/// Types that are shown as text.
macro_rules! shown_as_text {
    ($($kind:ty),+) => {
        $(impl IntoArgument for $kind {
            fn argument(&self) -> Argument {
                Argument::Text(self.to_string())
            }
        })+
    };
}

shown_as_text!(
    str,
    String,
    char,
    u8,
    u16,
    u32,
    u64,
    usize,
    i32,
    i64,
    f32,
    f64,
    path::Display<'_>,
    fmt::Arguments<'_>
);
shown_as_text!(std::borrow::Cow<'_, str>, std::sync::Arc<str>, std::rc::Rc<str>, Box<str>);

impl IntoArgument for Argument {
    fn argument(&self) -> Argument {
        self.clone()
    }
}

impl IntoArgument for Message {
    fn argument(&self) -> Argument {
        Argument::Message(self.clone())
    }
}

impl IntoArgument for Word {
    fn argument(&self) -> Argument {
        Argument::Word(*self)
    }
}

impl IntoArgument for Counted {
    fn argument(&self) -> Argument {
        Argument::Counted(*self)
    }
}

impl IntoArgument for List {
    fn argument(&self) -> Argument {
        Argument::List(self.clone())
    }
}

/// A fixed English word or phrase that has its own entry in the table. Made by [`word`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Word(&'static str);

/// A fixed English word or phrase, such as `word("headline")`, for a place of a message or for a table of
/// words. Its text must be a literal, so that it can be found for translation.
pub const fn word(english: &'static str) -> Word {
    Word(english)
}

impl Word {
    /// In English.
    pub const fn english(self) -> &'static str {
        self.0
    }

    /// In a language.
    pub fn in_language(self, language: Language) -> &'static str {
        translate(self.0, language)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// A figure with its noun. Made by [`counted`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    count: usize,
    noun: &'static str,
}

/// “1 row”, “2 rows”: a figure with its noun, for a place of a message. The noun is a literal in the singular;
/// its entry in the table is the plural with its figure, `{count} rows`.
pub const fn counted(count: usize, noun: &'static str) -> Counted {
    Counted { count, noun }
}

/// The plural of an English noun.
pub fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    }
}

impl Counted {
    fn write(self, language: Language, text: &mut String) {
        let entry = format!("{{count}} {}", plural(self.noun));
        let translated = translate(&entry, language);
        if translated == entry {
            text.push_str(&self.to_string());
        } else {
            template::fill(translated, text, |_, text| text.push_str(&self.count.to_string()));
        }
    }
}

/// In English.
impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            1 => write!(f, "1 {}", self.noun),
            count => write!(f, "{count} {}", plural(self.noun)),
        }
    }
}

/// Several values in one place. Made by [`and`], [`or`], [`commas`] and [`semicolons`].
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    items: Vec<Argument>,
    join: Join,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    And,
    Or,
    Commas,
    Semicolons,
}

fn list(items: impl IntoIterator<Item = impl IntoArgument>, join: Join) -> List {
    List { items: items.into_iter().map(|item| item.argument()).collect(), join }
}

/// “a, b and c”; in Chinese “甲、乙和丙”, and “a、b 和 c”.
pub fn and(items: impl IntoIterator<Item = impl IntoArgument>) -> List {
    list(items, Join::And)
}

/// “a, b or c”; in Chinese “甲、乙或丙”, and “a、b 或 c”.
pub fn or(items: impl IntoIterator<Item = impl IntoArgument>) -> List {
    list(items, Join::Or)
}

/// “a, b, c”; in Chinese “a、b、c”.
pub fn commas(items: impl IntoIterator<Item = impl IntoArgument>) -> List {
    list(items, Join::Commas)
}

/// “a; b; c”; in Chinese “a；b；c”.
pub fn semicolons(items: impl IntoIterator<Item = impl IntoArgument>) -> List {
    list(items, Join::Semicolons)
}

impl List {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    fn write(&self, language: Language, text: &mut String) {
        let (between, last) = match (self.join, language) {
            (Join::And, Language::English) => (", ", " and "),
            (Join::And, Language::Chinese) => ("、", "和"),
            (Join::Or, Language::English) => (", ", " or "),
            (Join::Or, Language::Chinese) => ("、", "或"),
            (Join::Commas, Language::English) => (", ", ", "),
            (Join::Commas, Language::Chinese) => ("、", "、"),
            (Join::Semicolons, Language::English) => ("; ", "; "),
            (Join::Semicolons, Language::Chinese) => ("；", "；"),
        };
        for (at, item) in self.items.iter().enumerate() {
            let mut own = String::new();
            item.write(language, &mut own);
            let join = if at + 1 == self.items.len() { last } else { between };
            // A blank parts Han characters from others, as everywhere in the Chinese messages.
            let is_word = language == Language::Chinese && matches!(join, "和" | "或");
            if at > 0 {
                if is_word && text.ends_with(|end: char| end.is_ascii()) {
                    text.push(' ');
                }
                text.push_str(join);
                if is_word && own.starts_with(|start: char| start.is_ascii()) {
                    text.push(' ');
                }
            }
            text.push_str(&own);
        }
    }
}
