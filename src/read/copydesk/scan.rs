//! A text of the copy desk: its characters with their places, which kinds of characters it has, and the slips that
//! rules find in it.

use std::ops::Range;

use crate::codes::Code;
use crate::issue::Text;
use crate::message::Message;

/// What is wrong at a place of a text.
pub(super) struct Slip {
    /// Characters of the text.
    pub(super) range: Range<usize>,
    pub(super) code: Code,
    pub(super) message: Message,
    /// What to write instead; `None` where that is the editor's to say.
    pub(super) write: Option<String>,
    /// Whether `write` is right in any case.
    pub(super) certain: bool,
    /// The way out, where `write` does not say it.
    pub(super) help: Option<Message>,
    /// Another place that belongs to it, and what it is.
    pub(super) other: Option<(Range<usize>, Message)>,
}

impl Slip {
    pub(super) fn new(range: Range<usize>, code: Code, message: Message) -> Slip {
        Slip { range, code, message, write: None, certain: false, help: None, other: None }
    }

    /// To be written whatever the sentence says.
    pub(super) fn surely(self, write: impl Into<String>) -> Slip {
        Slip { write: Some(write.into()), certain: true, ..self }
    }

    /// To be written if the editor agrees.
    pub(super) fn perhaps(self, write: impl Into<String>) -> Slip {
        Slip { write: Some(write.into()), ..self }
    }

    pub(super) fn help(self, help: Message) -> Slip {
        Slip { help: Some(help), ..self }
    }
}

/// A text as characters.
pub(super) struct Scan<'t> {
    pub(super) text: &'t Text,
    pub(super) words: Vec<char>,
    /// The byte in the joined words where each character starts.
    pub(super) places: Vec<usize>,
    pub(super) kinds: Kinds,
    pub(super) role: Role,
}

/// What a text is, where that matters to a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A paragraph; whether a quotation goes on from the paragraph before it and into the one behind it (GB/T
    /// 15834-2011, 4.8.3.4: each paragraph of a quotation opens with a quote, the last one closes it).
    Paragraph { quote_goes_on: bool },
    /// A part of the headline stack or a crosshead.
    Heading,
    /// The byline.
    Byline,
    /// Anything else.
    Other,
}

/// Which kinds of characters a text has.
#[derive(Clone, Copy, Default)]
pub(super) struct Kinds {
    pub(super) han: bool,
    /// ASCII marks.
    pub(super) ascii_mark: bool,
    pub(super) straight: bool,
    pub(super) bracket: bool,
    /// Two equal characters or two marks in a row.
    pub(super) doubled: bool,
    /// Characters that stand for dashes and ellipses.
    pub(super) rule: bool,
    pub(super) blank: bool,
    /// Anything that is neither Han, ASCII nor a common mark.
    pub(super) rare: bool,
    pub(super) angle: bool,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t Text, role: Role) -> Scan<'t> {
        let plain = text.to_plain();
        let mut words = Vec::with_capacity(plain.len() / 3 + 1);
        let mut places = Vec::with_capacity(plain.len() / 3 + 1);
        let mut kinds = Kinds::default();
        let mut before = '\0';
        for (place, c) in plain.char_indices() {
            kinds.note(c, before);
            words.push(c);
            places.push(place);
            before = c;
        }
        Scan { text, words, places, kinds, role }
    }

    /// Bytes of the joined words.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let at = |index: usize| self.places.get(index).copied().unwrap_or(self.text.len());
        at(range.start)..at(range.end)
    }
}

impl Kinds {
    fn note(&mut self, c: char, before: char) {
        match c {
            '\u{4E00}'..='\u{9FFF}' => {
                self.han = true;
                self.doubled |= c == before;
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' => {}
            '"' | '\'' => self.straight = true,
            '(' | ')' | '[' | ']' => (self.ascii_mark, self.bracket) = (true, true),
            '<' | '&' => self.angle = true,
            ' ' => self.blank = true,
            '!'..='~' => self.ascii_mark = true,
            '，' | '。' | '、' | '；' | '：' | '？' | '！' => {
                self.doubled |= matches!(before, '，' | '。' | '、' | '；' | '：' | '？' | '！');
            }
            '“' | '”' | '‘' | '’' | '《' | '》' | '〈' | '〉' | '（' | '）' | '【' | '】' | '〔' | '〕'
            | '「' | '」' | '『' | '』' => self.bracket = true,
            '—' | '…' | '·' | '─' | '―' | '－' | 'ー' | '⋯' | '・' | '．' => self.rule = true,
            '％' | '\u{3000}' => {}
            _ => {
                self.rare = true;
                self.han |= is_han(c);
            }
        }
    }
}

/// The range of one character.
pub(super) fn one(at: usize) -> Range<usize> {
    at..at + 1
}

/// Ideographs.
pub(in crate::read) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Han characters and marks of Chinese text; blanks are neither.
pub(super) fn is_chinese(c: char) -> bool {
    let quotes = ['\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2014}', '\u{2026}'];
    is_han(c) || quotes.contains(&c) || matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF65}')
}
