//! Content streams as operands and operators (ISO 32000-1, 7.8.2).
//!
//! Bytes go in; one [`Token`] at a time comes out: an operator with the operands before it, an inline image
//! with its dictionary and data, or a place that cannot be read. After such a place reading goes on one byte
//! further, so that one damaged operand does not hide the rest of the page.
//!
//! The data of an inline image end at `EI`, and samples may look like `EI`. Where the image has no filter its
//! length follows from its size and is believed if `EI` stands behind it; otherwise the first `EI` counts that
//! stands between blanks and is followed by text.
//!
//! The reader of content in lopdf is not used: it takes letters alone for operators, so that it reads `d1` as
//! `d` and an operand, and it knows few kinds of inline images.

use lopdf::{Dictionary, Object, StringFormat};

/// Arrays and dictionaries within each other.
const DEEPEST: usize = 32;
/// Operands that may wait for their operator.
const MOST_OPERANDS: usize = 4_096;

pub(super) enum Token<'a> {
    Operator(&'a [u8]),
    /// An inline image's dictionary, with its keys as written, and its data.
    Image(Dictionary, &'a [u8]),
    /// What cannot be read, where.
    Broken(usize),
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    /// What stands before the operator that was read last.
    pub(super) operands: Vec<Object>,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

enum Item<'a> {
    Object(Object),
    Word(&'a [u8]),
    End,
    Broken,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0, operands: Vec::new() }
    }

    /// Reads up to the next operator; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        self.operands.clear();
        loop {
            match self.item(0) {
                Item::Object(_) if self.operands.len() >= MOST_OPERANDS => {
                    return Some(Token::Broken(self.at));
                }
                Item::Object(object) => self.operands.push(object),
                Item::Word(b"BI") => return Some(self.image()),
                Item::Word(word) => return Some(Token::Operator(word)),
                Item::End if self.operands.is_empty() => return None,
                Item::End => {
                    self.operands.clear();
                    return Some(Token::Broken(self.at));
                }
                Item::Broken => {
                    let at = self.at;
                    // One byte further on something may make sense again.
                    self.at += 1;
                    return Some(Token::Broken(at));
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn item(&mut self, depth: usize) -> Item<'a> {
        self.skip();
        let Some(byte) = self.peek() else { return Item::End };
        if depth > DEEPEST {
            return Item::Broken;
        }
        let object = match byte {
            b'/' => Some(Object::Name(self.name())),
            b'(' => self.literal(),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dictionary(depth),
            b'<' => self.hexadecimal(),
            b'[' => self.array(depth),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            byte if is_delimiter(byte) => None,
            _ => {
                let word = self.word();
                return match word {
                    b"true" => Item::Object(Object::Boolean(true)),
                    b"false" => Item::Object(Object::Boolean(false)),
                    b"null" => Item::Object(Object::Null),
                    word => Item::Word(word),
                };
            }
        };
        object.map_or(Item::Broken, Item::Object)
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let raw = self.word();
        let digit = |at: usize| raw.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            match (raw[at], digit(at + 1), digit(at + 2)) {
                (b'#', Some(high), Some(low)) => {
                    name.push((high * 16 + low) as u8);
                    at += 3;
                }
                (byte, ..) => {
                    name.push(byte);
                    at += 1;
                }
            }
        }
        name
    }

    fn number(&mut self) -> Option<Object> {
        let start = self.at;
        let mut real = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' => {}
                b'+' | b'-' if self.at == start => {}
                // `12-34` and `--5` are written by broken programs; readers take what comes first.
                b'-' => {}
                b'.' => real = true,
                _ => break,
            }
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).ok()?;
        let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
        let digits = text.trim_start_matches(['-', '+']);
        let digits = digits.split('-').next().unwrap_or(digits);
        if !real && let Ok(whole) = digits.parse::<i64>() {
            return Some(Object::Integer(if sign < 0.0 { -whole } else { whole }));
        }
        match digits {
            "" | "." => Some(Object::Integer(0)),
            digits => digits.parse::<f32>().ok().map(|value| Object::Real(value * sign)),
        }
    }

    fn literal(&mut self) -> Option<Object> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(Object::String(text, StringFormat::Literal));
                    }
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    text.push(b'\n');
                    continue;
                }
                b'\\' => {
                    if let Some(byte) = self.escape()? {
                        text.push(byte);
                    }
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    /// What stands behind a backslash; nothing for a line that goes on.
    fn escape(&mut self) -> Option<Option<u8>> {
        let byte = self.peek()?;
        self.at += 1;
        Some(Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return Some(None);
            }
            b'\n' => return Some(None),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                value as u8
            }
            byte => byte,
        }))
    }

    fn hexadecimal(&mut self) -> Option<Object> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match char::from(byte).to_digit(16) {
                Some(digit) => digits.push(digit as u8),
                None if byte == b'>' => break,
                None if is_space(byte) => {}
                None => return None,
            }
        }
        let pair = |pair: &[u8]| pair[0] << 4 | pair.get(1).copied().unwrap_or(0);
        Some(Object::String(digits.chunks(2).map(pair).collect(), StringFormat::Hexadecimal))
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut parts = Vec::new();
        loop {
            self.skip();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Object::Array(parts));
            }
            match self.item(depth + 1) {
                Item::Object(object) => parts.push(object),
                _ => return None,
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut dictionary = Dictionary::new();
        loop {
            self.skip();
            match self.peek()? {
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Some(Object::Dictionary(dictionary));
                }
                b'/' => {
                    let key = self.name();
                    match self.item(depth + 1) {
                        Item::Object(object) => dictionary.set(key, object),
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }

    /// An inline image from behind its `BI`.
    fn image(&mut self) -> Token<'a> {
        let start = self.at;
        let mut dictionary = Dictionary::new();
        loop {
            self.skip();
            match self.peek() {
                Some(b'/') => {
                    let key = self.name();
                    match self.item(0) {
                        Item::Object(object) => dictionary.set(key, object),
                        _ => return Token::Broken(start),
                    }
                }
                _ if self.word() == b"ID" => break,
                _ => return Token::Broken(start),
            }
        }
        // One space ends `ID`; the data may begin with what looks like one.
        let from = self.at + usize::from(self.peek().is_some_and(is_space));
        let number = |keys: [&[u8]; 2]| {
            let value = keys.iter().find_map(|key| dictionary.get(key).ok());
            value.and_then(|value| value.as_i64().ok()).and_then(|value| u64::try_from(value).ok())
        };
        // Without a filter the length is known, so that `EI` among the samples does no harm.
        let filtered = dictionary.has(b"F") || dictionary.has(b"Filter");
        let space = dictionary.get(b"CS").or_else(|_| dictionary.get(b"ColorSpace")).ok();
        let channels = match space.map(Object::as_name) {
            Some(Ok(b"RGB" | b"DeviceRGB")) => Some(3),
            Some(Ok(b"CMYK" | b"DeviceCMYK")) => Some(4),
            Some(Ok(b"G" | b"DeviceGray") | Err(_)) | None => Some(1),
            Some(Ok(_)) => None,
        };
        let known = (!filtered).then_some(()).and_then(|()| {
            let width = number([b"W", b"Width"])?;
            let height = number([b"H", b"Height"])?;
            let bits = number([b"BPC", b"BitsPerComponent"]).unwrap_or(1);
            let row = width.checked_mul(channels?)?.checked_mul(bits)?.div_ceil(8);
            usize::try_from(row.checked_mul(height)?).ok()
        });
        let mut end = known.and_then(|known| from.checked_add(known)).filter(|end| *end <= self.bytes.len());
        if !end.is_some_and(|end| self.ends_at(end)) {
            end = (from..self.bytes.len()).find(|at| is_space(self.bytes[*at]) && self.ends_at(*at));
        }
        let Some(end) = end else {
            self.at = self.bytes.len();
            return Token::Broken(start);
        };
        self.at = end;
        self.skip();
        self.at += 2;
        Token::Image(dictionary, &self.bytes[from.min(end)..end])
    }

    /// Whether `EI` stands here, behind spaces at most, and what follows looks like content.
    fn ends_at(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let spaces = rest.iter().take_while(|byte| is_space(**byte)).count().min(4);
        let Some(after) = rest.get(spaces..).and_then(|rest| rest.strip_prefix(b"EI")) else { return false };
        let ended = after.first().is_none_or(|byte| is_space(*byte));
        let plain = |byte: &u8| is_space(*byte) && *byte != 0 || (32..127).contains(byte);
        ended && after.iter().take(12).all(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(bytes: &[u8]) -> Vec<String> {
        let mut lexer = Lexer::new(bytes);
        let mut words = Vec::new();
        while let Some(token) = lexer.next() {
            words.push(match token {
                Token::Operator(word) => {
                    format!("{} {}", lexer.operands.len(), String::from_utf8_lossy(word))
                }
                Token::Image(dictionary, data) => format!("image {} {}", dictionary.len(), data.len()),
                Token::Broken(at) => format!("broken {at}"),
            });
        }
        words
    }

    #[test]
    fn operators_of_every_kind() {
        let content =
            b"q 1 -.5 0 0 d0 /A#20b gs [(a\\)b) -12.5 <4>]TJ % said\n<</K[1 2]>>BDC T* (x(y)\\101)'";
        assert_eq!(words(content), ["0 q", "4 d0", "1 gs", "1 TJ", "1 BDC", "0 T*", "1 '"]);
    }

    #[test]
    fn inline_images_end_where_they_end() {
        assert_eq!(words(b"BI /W 4 /H 2 /CS /G /BPC 8 ID a EI b\nc\nEI Q"), ["image 4 8", "0 Q"]);
        assert_eq!(words(b"BI /W 4 /H 2 /F /AHx ID 00ff>\nEI\nQ"), ["image 3 5", "0 Q"]);
        assert_eq!(words(b"BI /W 4 ID abc"), ["broken 2"]);
    }

    #[test]
    fn broken_content_does_not_stop_the_rest() {
        assert_eq!(words(b"1 0 ) q"), ["broken 4", "0 q"]);
        assert_eq!(words(b"q (never ends"), ["0 q", "broken 13"]);
        let deep = "[".repeat(100_000);
        assert!(!words(deep.as_bytes()).is_empty());
    }
}
