//! Runs of words: characters that stand in a file one after the other and are set alike.

use crate::issue::{Manner, Run};

/// Whether every character of a line is set as it stands: no marks, backslashes, entities or control characters.
pub(super) fn is_plain(line: &str) -> bool {
    // U+0080 to U+009F are control characters too; they begin with this byte, as some others do.
    const BEFORE_CONTROLS: u8 = 0xC2;
    line.bytes()
        .all(|byte| byte >= b' ' && !matches!(byte, b'*' | b'[' | b'\\' | b'&' | 0x7F | BEFORE_CONTROLS))
}

/// Runs under construction.
#[derive(Default)]
pub(super) struct Runs {
    pub(super) list: Vec<Run>,
    /// Where in the file the next character must stand to join the last run.
    pub(super) end: Option<usize>,
}

impl Runs {
    /// Words without emphasis, as they stand in the file.
    pub(super) fn push_words(&mut self, words: &str, at: usize) {
        match self.list.last_mut() {
            _ if words.is_empty() => return,
            Some(run) if self.end == Some(at) => run.text.push_str(words),
            _ => self.list.push(Run::plain(words, at)),
        }
        self.end = Some(at + words.len());
    }

    pub(super) fn push(&mut self, c: char, width: usize, at: usize, manner: Manner) {
        match self.list.last_mut() {
            Some(run) if self.end == Some(at) && run.manner == manner => run.text.push(c),
            _ => self.list.push(Run { manner, ..Run::plain(c, at) }),
        }
        self.end = Some(at + width);
    }
}
