//! Whether lopdf may parse a file at all.
//!
//! lopdf decodes cross-references and object streams while it loads, and believes the widths of fields and rows
//! that they claim. A file that claims rows of terabytes, or fields without bytes, would take all memory or
//! never end. So the dictionaries before every `stream` are searched, as text, for such claims first.

use crate::message::{Word, word};

/// The widest row of a predictor in a cross-reference or object stream, in samples; images may be
/// wider, but are not decoded while a file is read.
const WIDEST: u64 = 1_000_000;

/// The reason why a file is not given to the reader; `None` if it may be read.
///
/// Looks at the dictionaries before `stream`, as they are written. A reader that is told of rows of
/// terabytes or of fields without bytes would take all memory, or never end.
pub fn unsafe_to_read(bytes: &[u8]) -> Option<Word> {
    let mut from = 0;
    while let Some(found) = find(&bytes[from..], b"stream") {
        let at = from + found;
        from = at + 6;
        // Blanks and comments may stand between a dictionary and its stream.
        let near = &bytes[at.saturating_sub(4 << 10)..at];
        let Some(end) = near.windows(2).rposition(|pair| pair == b">>") else { continue };
        if !skipped(&near[end + 2..]).is_empty() {
            continue;
        }
        let head = &bytes[..at - (near.len() - end - 2)];
        // The dictionary begins after `obj`. Stream dictionaries longer than this are not searched whole.
        let window = &head[head.len().saturating_sub(64 << 10)..];
        let start = window.windows(4).rposition(|part| part == b" obj").unwrap_or(0);
        if let Some(why) = fault(&window[start..]) {
            return Some(why);
        }
    }
    None
}

fn fault(dictionary: &[u8]) -> Option<Word> {
    for key in [b"/Columns".as_slice(), b"/Colors", b"/BitsPerComponent"] {
        let mut rest = dictionary;
        while let Some(at) = find(rest, key) {
            rest = &rest[at + key.len()..];
            if first_number(rest).is_some_and(|value| value > WIDEST) {
                return Some(word("the rows of a stream in it are too long to be read"));
            }
        }
    }
    if find(dictionary, b"/XRef").is_some() || find(dictionary, b"/Index").is_some() {
        let fields = find(dictionary, b"/W").map(|at| &dictionary[at + 2..]);
        let fields = fields.and_then(|rest| rest.get(find(rest, b"[")? + 1..find(rest, b"]")?));
        let widths: Option<Vec<u64>> =
            fields.map(|text| text.split(u8::is_ascii_whitespace).filter_map(first_number).collect());
        if let Some(widths) = widths
            && (widths.iter().any(|width| *width > 8) || widths.iter().sum::<u64>() == 0)
        {
            return Some(word("its cross-references have no sound fields"));
        }
    }
    // Letters never need escapes; escaped letters could hide a key from this search.
    let hidden = dictionary.windows(3).any(|part| {
        let digits = part.strip_prefix(b"#").and_then(|digits| std::str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        value.is_some_and(|value| value.is_ascii_alphabetic())
    });
    hidden.then_some(word("it writes letters of its keys as numbers, so that they cannot be checked"))
}

/// The whole number that follows, blanks or not; the largest one for more digits than it can hold.
fn first_number(text: &[u8]) -> Option<u64> {
    let text = skipped(text);
    let text = text.strip_prefix(b"+").unwrap_or(text);
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    std::str::from_utf8(&text[..digits]).ok().map(|digits| digits.parse().unwrap_or(u64::MAX))
}

/// The text behind blanks and comments.
fn skipped(mut text: &[u8]) -> &[u8] {
    loop {
        // NUL is a blank too (ISO 32000-1, 7.2.2).
        text = text.trim_ascii_start();
        match text {
            [0, rest @ ..] => text = rest,
            [b'%', rest @ ..] => {
                let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                text = end.map_or(&[], |end| &rest[end..]);
            }
            _ => return text,
        }
    }
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    // Fast enough: each file is searched once.
    let first = *needle.first()?;
    let mut at = 0;
    while let Some(next) = bytes.get(at..)?.iter().position(|byte| *byte == first) {
        at += next;
        if bytes[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_fields_without_measure_are_refused() {
        let file = |dictionary: &str| format!("%PDF-1.5\n1 0 obj\n<<{dictionary}>>\nstream\nx\nendstream\n");
        let told = |dictionary: &str| unsafe_to_read(file(dictionary).as_bytes()).is_some();
        assert!(told("/DecodeParms<</Columns 99999999999999999999>>"));
        assert!(told("/DecodeParms<</Columns +99999999999>>"));
        assert!(told("/DecodeParms<</Columns%x\n 99999999999>>"));
        let spaced = "%PDF-1.5\n1 0 obj\n<</DecodeParms<</Columns 99999999999>>>> %c\nstream\nx\nendstream\n";
        assert!(unsafe_to_read(spaced.as_bytes()).is_some());
        assert!(told("/Type/XRef/W[1 99999999 1]"));
        assert!(told("/Index[0 9]/W [0 0 0]"));
        assert!(told("/DecodeParms<</Col#75mns 9>>"));
        assert!(!told("/Type/XRef/W 5]["));
        assert!(!told("/Type/XRef/W[1 2 1]/DecodeParms<</Columns 5/Predictor 12>>"));
        assert!(!told("/Subtype/Image/BitsPerComponent 8/ColorSpace/PANTONE#20185"));
    }
}
