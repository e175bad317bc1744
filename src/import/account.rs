//! The account of a source: where each of its characters went.
//!
//! Readers count every character that they take from the source ([`Account::read`]). From there it has three ways: it is
//! *placed* (it stands in the manuscript, in a table or in a caption), *cleaned* by a rule with a name ([`Clean`]), or
//! *told* ([`Left`](super::left::Left)). What banxin writes of its own, such as the number of an item of a list, is *added*.
//! The sums must come out even; where they do not, nothing is written ([`Account::is_even`]).

use std::collections::BTreeMap;

use crate::message::{Message, Word, msg, word};

/// A rule by which characters of a source are not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clean {
    /// Blanks at the ends of a paragraph: typed indents.
    Indent,
    /// Blanks and line ends with which the source's markup is laid out.
    Layout,
    /// Line ends inside a paragraph of plain text whose lines were cut at a measure.
    LineEnd,
    /// Control characters, soft hyphens and byte order marks.
    Control,
    /// A label that tells the role of its line: 标题：.
    Label,
    /// Brackets, marks and labels around a byline, a source or a credit.
    Bracket,
    /// Words that the source has twice, such as a title and the same heading.
    Repeat,
    /// Metadata of an exchange format: numbers, times, codes.
    Metadata,
    /// Scripts and styles of a web page.
    Script,
    /// Marks of Markdown: `#` before headings, `**` around bold words.
    Mark,
    /// Half-width blanks between Han characters of a head or a credit, for which full-width ones are written.
    Blank,
    /// What is written for a character in text: `&nbsp;`.
    Entity,
}

impl Clean {
    /// The name of the rule in reports for programs.
    pub fn name(self) -> &'static str {
        match self {
            Clean::Indent => "indent",
            Clean::Layout => "layout",
            Clean::LineEnd => "line-end",
            Clean::Control => "control",
            Clean::Label => "label",
            Clean::Bracket => "bracket",
            Clean::Repeat => "repeat",
            Clean::Metadata => "metadata",
            Clean::Script => "script",
            Clean::Mark => "mark",
            Clean::Blank => "blank",
            Clean::Entity => "entity",
        }
    }

    /// The rule in a few words.
    pub fn word(self) -> Word {
        match self {
            Clean::Indent => word("blanks at the ends of paragraphs"),
            Clean::Layout => word("blanks of the markup"),
            Clean::LineEnd => word("line ends inside paragraphs"),
            Clean::Control => word("control characters"),
            Clean::Label => word("labels"),
            Clean::Bracket => word("marks around bylines and credits"),
            Clean::Repeat => word("words that stand there twice"),
            Clean::Metadata => word("metadata"),
            Clean::Script => word("scripts and styles"),
            Clean::Mark => word("marks of Markdown"),
            Clean::Blank => word("half-width blanks that became full-width ones"),
            Clean::Entity => word("entities read as characters"),
        }
    }
}

/// Where the characters of a source went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Characters that were taken from the source.
    pub source: usize,
    /// Characters that stand in the manuscript, in tables and in captions, with those that were added.
    pub placed: usize,
    /// Characters that banxin wrote of its own.
    pub added: usize,
    /// Characters that were cleaned, by rule.
    pub cleaned: BTreeMap<Clean, usize>,
    /// Characters that were not taken over and are told.
    pub told: usize,
}

impl Account {
    /// Counts what was taken from the source.
    pub fn read(&mut self, text: &str) {
        self.source += text.chars().count();
    }

    /// Counts characters that a rule took away.
    pub fn clean(&mut self, rule: Clean, count: usize) {
        if count > 0 {
            *self.cleaned.entry(rule).or_default() += count;
        }
    }

    /// How many characters rules took away.
    pub fn all_cleaned(&self) -> usize {
        self.cleaned.values().sum()
    }

    /// Whether every character is accounted for.
    pub fn is_even(&self) -> bool {
        self.source + self.added == self.placed + self.all_cleaned() + self.told
    }

    /// Takes another account in.
    pub fn merge(&mut self, other: &Account) {
        self.source += other.source;
        self.placed += other.placed;
        self.added += other.added;
        self.told += other.told;
        for (rule, count) in &other.cleaned {
            self.clean(*rule, *count);
        }
    }

    /// The rules that took characters away, with their counts.
    pub fn rules(&self) -> impl Iterator<Item = Message> + '_ {
        self.cleaned.iter().map(|(rule, count)| msg!("{rule} {count}", rule = rule.word(), count))
    }
}

/// Takes out of a text what no manuscript holds: control characters, soft hyphens and byte order marks. Tabs become
/// blanks and the line ends of all systems `\n`.
pub fn cleaned(text: &str, account: &mut Account) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut dropped = 0;
    while let Some(c) = characters.next() {
        match c {
            '\t' => clean.push(' '),
            '\r' if characters.peek() == Some(&'\n') => dropped += 1,
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\n' => clean.push('\n'),
            '\u{ad}' | '\u{feff}' => dropped += 1,
            control if control.is_control() => dropped += 1,
            other => clean.push(other),
        }
    }
    account.clean(Clean::Control, dropped);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cleaned_is_counted() {
        let mut account = Account::default();
        let text = "\u{feff}甲\t乙\r\n丙\u{7}丁\u{2028}";
        account.read(text);
        let clean = cleaned(text, &mut account);
        assert_eq!(clean, "甲 乙\n丙丁\n");
        assert_eq!(account.cleaned, BTreeMap::from([(Clean::Control, 3)]));
        assert!(!account.is_even());
        account.placed = clean.chars().count();
        assert!(account.is_even());
    }
}
