//! Marked words in a manuscript: `[霁川]{.name}`, as Pandoc writes bracketed spans.

use crate::codes;
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::issue::{Beside, Emphasis, Manner, Rise};
use crate::keys::{Faults, suggest};
use crate::message::{Word, msg, word};

/// What a mark does to how words are set apart.
type Change = fn(&mut Manner);

/// The marks and what each does to the words in its brackets.
const MARKS: [(&str, Change); 6] = [
    ("dots", |manner| manner.beside = Beside::Dots),
    ("name", |manner| manner.beside = Beside::NameLine),
    ("title", |manner| manner.beside = Beside::TitleLine),
    ("sup", |manner| manner.rise = Rise::Super),
    ("sub", |manner| manner.rise = Rise::Sub),
    ("lead", |manner| manner.emphasis = Emphasis::Lead),
];

/// What may stand in the braces of a marked span, and what it means.
pub const MARK_WORDS: [(&str, Word); 7] = [
    (".dots", word("Dots beside the words (着重号).")),
    (".name", word("A line beside a name (专名号).")),
    (".title", word("A wavy line beside a title (书名号).")),
    (".sup", word("Raised (上标).")),
    (".sub", word("Lowered (下标).")),
    (".lead", word("The first words of a report (电头), in the face of leads.")),
    ("pinyin=", word("How the words are read (注音), set over or beside them.")),
];

/// The key whose value is how the words are read.
const PINYIN: &str = "pinyin";

/// A bracketed span of a line, in bytes of it.
pub(super) struct MarkedSpan {
    /// The bracket that closes the words.
    pub(super) close: usize,
    /// Behind the brace that closes the marks.
    pub(super) end: usize,
}

/// What the marks of a span say.
pub(super) struct SpanMeaning {
    /// How its words are set apart.
    pub(super) manner: Manner,
    /// How its words are read (注音): what was written, and the byte of the file where it starts.
    pub(super) pinyin: Option<(String, usize)>,
}

/// The brackets of a line, each with its partner; looked for once, however many there are.
pub(super) struct Brackets {
    /// By the byte of an opening bracket, in order.
    pairs: Vec<(usize, usize)>,
    /// The last brace that closes.
    last_brace: usize,
}

impl Brackets {
    pub(super) fn of(line: &str) -> Brackets {
        let mut pairs = Vec::new();
        let mut open = Vec::new();
        let mut escaped = false;
        for (at, byte) in line.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'[' => open.push(at),
                b']' => pairs.extend(open.pop().map(|from| (from, at))),
                _ => {}
            }
        }
        pairs.sort_unstable();
        Brackets { pairs, last_brace: line.rfind('}').unwrap_or(0) }
    }

    /// The span that the bracket at byte `open` of the line opens; `None` when it is a plain bracket.
    pub(super) fn span(&self, line: &str, open: usize) -> Option<MarkedSpan> {
        let pair = self.pairs.binary_search_by_key(&open, |pair| pair.0).ok()?;
        let close = self.pairs[pair].1;
        let marks = line[close + 1..].strip_prefix('{').filter(|_| close < self.last_brace)?;
        let inside = &marks[..marks.find('}')?];
        if !inside.trim_start().starts_with('.') && key_of(inside.trim_start()).is_none() {
            return None;
        }
        Some(MarkedSpan { close, end: close + 2 + inside.len() + 1 })
    }
}

/// The key with which a mark begins, if it is `key=value`.
fn key_of(mark: &str) -> Option<&str> {
    let key = &mark[..mark.find('=')?];
    (!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(key)
}

/// The next mark of a list and what follows it. Blanks inside quotes, straight or curly, do not separate
/// marks.
fn next_mark(marks: &str) -> Option<(&str, &str)> {
    let marks = marks.trim_start();
    let mut quote = None;
    let end = marks.find(|c: char| match quote {
        Some(closing) => {
            if c == closing {
                quote = None;
            }
            false
        }
        None => {
            quote = closing(c);
            c.is_whitespace()
        }
    });
    (!marks.is_empty()).then(|| marks.split_at(end.unwrap_or(marks.len())))
}

fn closing(quote: char) -> Option<char> {
    match quote {
        '"' => Some('"'),
        '“' | '”' => Some('”'),
        _ => None,
    }
}

/// A value without the quotes around it.
fn unquoted(value: &str) -> &str {
    let quotes = ['"', '“', '”'];
    value.strip_prefix(quotes).map_or(value, |inside| inside.strip_suffix(quotes).unwrap_or(inside))
}

/// What the marks in braces make of the manner around them. `at` is the byte of the file where the
/// marks start; unknown ones are reported and leave the words as they are.
pub(super) fn apply(marks: &str, at: usize, around: Manner, file: FileId, faults: &Faults) -> SpanMeaning {
    let mut meaning = SpanMeaning { manner: around, pinyin: None };
    let place = |part: &str| at + (part.as_ptr() as usize - marks.as_ptr() as usize);
    let mut rest = marks;
    while let Some((mark, behind)) = next_mark(rest) {
        rest = behind;
        let key = key_of(mark);
        if key == Some(PINYIN) {
            let value = unquoted(&mark[PINYIN.len() + 1..]);
            meaning.pinyin = Some((value.to_owned(), place(value)));
            continue;
        }
        let name = key.unwrap_or_else(|| mark.trim_start_matches('.'));
        match MARKS.iter().find(|(known, _)| key.is_none() && *known == name) {
            Some((_, change)) => change(&mut meaning.manner),
            None => {
                let start = place(mark);
                let help = match key {
                    Some(_) => {
                        msg!("the key is `{pinyin}`, as in [霁川]{{{pinyin}=\"jì chuān\"}}", pinyin = PINYIN)
                    }
                    None => suggest::suggest(name, MARKS.iter().map(|(known, _)| *known)),
                };
                faults.push(
                    Diagnostic::new(
                        codes::UNKNOWN_MARK,
                        msg!("there is no mark `{mark}`; the words are set without it", mark),
                    )
                    .here(Span::new(file, start..start + mark.len()))
                    .help(help),
                );
            }
        }
    }
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(marks: &str) -> (Manner, Option<String>, usize) {
        let faults = Faults::default();
        let meaning = apply(marks, 0, Manner::default(), FileId(0), &faults);
        (meaning.manner, meaning.pinyin.map(|(pinyin, _)| pinyin), faults.take().len())
    }

    #[test]
    fn every_mark_has_its_words() {
        let known = MARKS.iter().map(|(name, _)| format!(".{name}")).chain([format!("{PINYIN}=")]);
        assert!(known.eq(MARK_WORDS.iter().map(|(written, _)| (*written).to_owned())));
    }

    #[test]
    fn marks_and_values_stand_side_by_side() {
        let named = Manner { beside: Beside::NameLine, ..Manner::default() };
        for quoted in ["\"jì chuān\"", "“jì chuān”", "”jì chuān”"] {
            let pinyin = Some("jì chuān".to_owned());
            assert_eq!(read(&format!(".name pinyin={quoted}")), (named, pinyin.clone(), 0));
            assert_eq!(read(&format!("pinyin={quoted} .name")), (named, pinyin, 0));
        }
        assert_eq!(read("pinyin=yù"), (Manner::default(), Some("yù".to_owned()), 0));
        assert_eq!(read("pinyn=yù"), (Manner::default(), None, 1));
        assert_eq!(read("name=yù"), (Manner::default(), None, 1));
        assert_eq!(read(".pinyin"), (Manner::default(), None, 1));
    }

    #[test]
    fn braces_without_a_mark_or_a_key_are_text() {
        for (line, is_span) in
            [("[甲]{.name}", true), ("[甲]{ pinyin=jiǎ }", true), ("[1]{2}", false), ("[1]{2=3}", false)]
        {
            assert_eq!(Brackets::of(line).span(line, 0).is_some(), is_span, "{line}");
        }
    }
}
