//! CMaps: how a string becomes codes, CIDs and characters (ISO 32000-1, 9.7.5 and 9.10.3).

use std::collections::BTreeMap;

use lopdf::Object;

use super::lexer::{Lexer, Token};

/// Codes of one range at most.
const MOST_CODES: u32 = 0x1_0000;
/// The most codes of all ranges together: overlapping ranges could be endless work.
const MOST_TEXTS: u32 = 0x10_0000;

/// What a CMap says.
#[derive(Clone, Debug, Default)]
pub struct CMap {
    /// Bytes of a code, with the first and the last of such codes.
    spaces: Vec<(usize, u32, u32)>,
    cids: Vec<(u32, u32, u32)>,
    pub vertical: bool,
    /// The characters of codes, from a ToUnicode map.
    pub texts: BTreeMap<u32, String>,
    /// The number of codes in the ranges read so far.
    told: u32,
}

fn code(object: &Object) -> Option<(u32, usize)> {
    let bytes = object.as_str().ok()?;
    let short = (1..=4).contains(&bytes.len());
    short.then(|| (bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), bytes.len()))
}

fn text(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect()
}

impl CMap {
    /// Two bytes, and the code is the CID.
    pub fn identity(vertical: bool) -> CMap {
        CMap { vertical, cids: vec![(0, 0xFFFF, 0)], ..CMap::default() }
    }

    /// Reads a CMap program; what it cannot read it passes over.
    pub fn parse(source: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut lexer = Lexer::new(source);
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else { continue };
            let operands = lexer.operands.as_slice();
            match operator {
                b"def" => {
                    if let [.., Object::Name(name), Object::Integer(mode)] = operands
                        && name == b"WMode"
                    {
                        map.vertical = *mode == 1;
                    }
                }
                b"endcodespacerange" => {
                    for pair in operands.chunks_exact(2) {
                        if let (Some((low, bytes)), Some((high, _))) = (code(&pair[0]), code(&pair[1])) {
                            map.spaces.push((bytes, low, high));
                        }
                    }
                }
                b"endcidrange" => {
                    for triple in operands.chunks_exact(3) {
                        if let (Some((low, _)), Some((high, _)), Ok(cid)) =
                            (code(&triple[0]), code(&triple[1]), triple[2].as_i64())
                        {
                            map.cids.push((low, high, cid as u32));
                        }
                    }
                }
                b"endcidchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let (Some((at, _)), Ok(cid)) = (code(&pair[0]), pair[1].as_i64()) {
                            map.cids.push((at, at, cid as u32));
                        }
                    }
                }
                b"endbfchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let (Some((at, _)), Ok(bytes)) = (code(&pair[0]), pair[1].as_str()) {
                            map.texts.insert(at, text(bytes));
                        }
                    }
                }
                b"endbfrange" => operands.chunks_exact(3).for_each(|triple| map.range(triple)),
                _ => {}
            }
        }
        map
    }

    fn range(&mut self, triple: &[Object]) {
        let (Some((low, _)), Some((high, _))) = (code(&triple[0]), code(&triple[1])) else { return };
        let count = high.saturating_sub(low).min(MOST_CODES);
        if self.told > MOST_TEXTS {
            return;
        }
        self.told += count + 1;
        match &triple[2] {
            Object::Array(texts) => {
                for (at, bytes) in (low..=low + count).zip(texts) {
                    if let Ok(bytes) = bytes.as_str() {
                        self.texts.insert(at, text(bytes));
                    }
                }
            }
            Object::String(bytes, _) if bytes.len() >= 2 => {
                let (head, last) = bytes.split_at(bytes.len() - 2);
                let last = u16::from_be_bytes([last[0], last[1]]);
                for step in 0..=count {
                    let mut bytes = head.to_vec();
                    bytes.extend_from_slice(&last.wrapping_add(step as u16).to_be_bytes());
                    self.texts.insert(low + step, text(&bytes));
                }
            }
            _ => {}
        }
    }

    /// The first code of a string and its length; two bytes if the map does not say.
    pub fn next(&self, string: &[u8]) -> (u32, usize) {
        let value =
            |bytes: usize| string.iter().take(bytes).fold(0, |code, byte| code << 8 | u32::from(*byte));
        for bytes in 1..=string.len().min(4) {
            let at = value(bytes);
            // Every byte has a range of its own.
            let within = |low: u32, high: u32| {
                (0..bytes).all(|nth| {
                    let byte = |code: u32| code >> (8 * nth) & 0xFF;
                    (byte(low)..=byte(high)).contains(&byte(at))
                })
            };
            if self.spaces.iter().any(|(length, low, high)| *length == bytes && within(*low, *high)) {
                return (at, bytes);
            }
        }
        let shortest = self.spaces.iter().map(|space| space.0).min().unwrap_or(2).min(string.len().max(1));
        (value(shortest), shortest)
    }

    /// The CID of a code; `None` if the map has no entry for it.
    pub fn cid(&self, code: u32) -> Option<u32> {
        let range = self.cids.iter().rev().find(|(low, high, _)| (*low..=*high).contains(&code));
        range.and_then(|(low, _, cid)| cid.checked_add(code - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embedded_map() {
        let map = CMap::parse(
            b"/WMode 1 def 2 begincodespacerange <00> <7F> <8100> <FEFF> endcodespacerange\n\
              1 begincidrange <8140> <8180> 100 endcidrange 1 begincidchar <41> 7 endcidchar",
        );
        assert!(map.vertical);
        assert_eq!(map.next(b"A\x81\x42"), (0x41, 1));
        assert_eq!(map.next(b"\x81\x42"), (0x8142, 2));
        assert_eq!((map.cid(0x41), map.cid(0x8142), map.cid(0x42)), (Some(7), Some(102), None));
        assert_eq!(CMap::identity(false).next(b"\x12\x34\x56"), (0x1234, 2));
    }

    #[test]
    fn a_map_of_characters() {
        let map = CMap::parse(
            "1 beginbfchar <0001> <4E2D65870041> endbfchar\n2 beginbfrange <0010> <0012> <4E00>\n\
             <0020> <0021> [<0041> <D840DC00>] endbfrange"
                .as_bytes(),
        );
        assert_eq!(map.texts[&1], "中文A");
        assert_eq!(map.texts[&0x12], "\u{4E02}");
        assert_eq!(map.texts[&0x21], "\u{20000}");
    }
}
