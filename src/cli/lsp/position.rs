//! Places in a text as editors count them: lines, and UTF-16 or UTF-8 units in a line.

use std::ops::Range;

use banxin::diagnostic::floor_char_boundary;
use lsp_types::{Position, PositionEncodingKind};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, which every editor knows.
    #[default]
    Utf16,
}

impl Encoding {
    /// The best of those that an editor offers.
    pub fn of(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        match offered {
            Some(kinds) if kinds.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
            _ => Encoding::Utf16,
        }
    }

    /// Its name.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// The byte of a position. One behind the end of a line is that end, one behind the text its end; one inside a
    /// character is the character's start.
    pub fn offset(self, text: &str, position: Position) -> usize {
        let mut start = 0;
        for _ in 0..position.line {
            match text[start..].find('\n') {
                Some(end) => start += end + 1,
                None => return text.len(),
            }
        }
        let line = text[start..].split('\n').next().unwrap_or("");
        let line = line.strip_suffix('\r').unwrap_or(line);
        let wanted = position.character as usize;
        match self {
            Encoding::Utf8 => start + floor_char_boundary(line, wanted),
            Encoding::Utf16 => {
                let mut units = 0;
                for (at, character) in line.char_indices() {
                    units += character.len_utf16();
                    if units > wanted {
                        return start + at;
                    }
                }
                start + line.len()
            }
        }
    }

    /// The position of a byte.
    pub fn position(self, text: &str, offset: usize) -> Position {
        let before = &text[..floor_char_boundary(text, offset)];
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let columns = match self {
            Encoding::Utf8 => before.len() - start,
            Encoding::Utf16 => before[start..].encode_utf16().count(),
        };
        Position::new(line as u32, columns as u32)
    }

    /// The range of some bytes.
    pub fn range(self, text: &str, range: &Range<usize>) -> lsp_types::Range {
        lsp_types::Range::new(self.position(text, range.start), self.position(text, range.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_bytes_go_both_ways() {
        let text = "区域\r\n𠮷a\n";
        for (encoding, second) in [(Encoding::Utf8, [0, 4, 5]), (Encoding::Utf16, [0, 2, 3])] {
            let line = text.find('𠮷').expect("it is there");
            for (column, at) in second.into_iter().zip([line, line + 4, line + 5]) {
                assert_eq!(encoding.offset(text, Position::new(1, column)), at);
                assert_eq!(encoding.position(text, at), Position::new(1, column));
            }
            // Behind a line, behind the text, inside a character.
            assert_eq!(encoding.offset(text, Position::new(0, 99)), 6);
            assert_eq!(encoding.offset(text, Position::new(99, 0)), text.len());
            assert_eq!(encoding.offset(text, Position::new(1, 1)), line);
            assert_eq!(encoding.offset("", Position::new(u32::MAX, u32::MAX)), 0);
        }
    }
}
