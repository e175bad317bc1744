//! Advances of a CID-keyed CFF program (Adobe Technical Notes 5176 and 5177): only as much of the format as
//! it takes to compare `/W` with the font.

/// A reader of one INDEX.
#[derive(Clone, Copy)]
struct Index<'a> {
    data: &'a [u8],
    count: usize,
    size: usize,
}

fn number(data: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = data.get(at..at.checked_add(size)?)?;
    Some(bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)))
}

impl<'a> Index<'a> {
    fn at(data: &'a [u8], start: usize) -> Option<Index<'a>> {
        let data = data.get(start..)?;
        let count = number(data, 0, 2)?;
        let size = if count == 0 { 0 } else { number(data, 2, 1)? };
        (count == 0 || (1..=4).contains(&size)).then_some(Index { data, count, size })
    }

    /// Where an item starts, from the start of the INDEX; for `count`, where the last one ends.
    fn start(&self, item: usize) -> Option<usize> {
        let base = 2 + (self.count + 1) * self.size;
        Some(base + number(self.data, 3 + item * self.size, self.size)?)
    }

    fn length(&self) -> Option<usize> {
        if self.count == 0 { Some(2) } else { self.start(self.count) }
    }

    fn get(&self, item: usize) -> Option<&'a [u8]> {
        if item >= self.count {
            return None;
        }
        self.data.get(self.start(item)?..self.start(item + 1)?)
    }
}

/// The operands of a DICT's operator; two-byte operators are `0x0C00 + second`.
fn operands(dict: &[u8], wanted: u16) -> Option<Vec<f64>> {
    let mut stack = Vec::new();
    let mut at = 0;
    while let Some(byte) = dict.get(at).copied() {
        at += 1;
        match byte {
            0..=21 => {
                let mut operator = u16::from(byte);
                if byte == 12 {
                    operator = 0x0C00 + u16::from(*dict.get(at)?);
                    at += 1;
                }
                if operator == wanted {
                    return Some(stack);
                }
                stack.clear();
            }
            28 => {
                stack.push(f64::from(number(dict, at, 2)? as u16 as i16));
                at += 2;
            }
            29 => {
                stack.push(f64::from(number(dict, at, 4)? as u32 as i32));
                at += 4;
            }
            30 => {
                let mut text = String::new();
                'real: loop {
                    let pair = *dict.get(at)?;
                    at += 1;
                    for nibble in [pair >> 4, pair & 15] {
                        match nibble {
                            0..=9 => text.push(char::from(b'0' + nibble)),
                            10 => text.push('.'),
                            11 => text.push('e'),
                            12 => text.push_str("e-"),
                            14 => text.push('-'),
                            _ => break 'real,
                        }
                    }
                }
                stack.push(text.parse().ok()?);
            }
            32..=246 => stack.push(f64::from(byte) - 139.0),
            247..=254 => {
                let low = f64::from(*dict.get(at)?);
                at += 1;
                stack.push(if byte < 251 {
                    (f64::from(byte) - 247.0) * 256.0 + low + 108.0
                } else {
                    -(f64::from(byte) - 251.0) * 256.0 - low - 108.0
                });
            }
            _ => return None,
        }
    }
    None
}

/// The width that a charstring starts with, less the nominal: `Some(None)` where it has none,
/// `None` where that lies in a subroutine.
fn width(charstring: &[u8]) -> Option<Option<f64>> {
    let mut stack = Vec::new();
    let mut at = 0;
    loop {
        let byte = *charstring.get(at)?;
        at += 1;
        match byte {
            28 => {
                stack.push(f64::from(number(charstring, at, 2)? as u16 as i16));
                at += 2;
            }
            32..=246 => stack.push(f64::from(byte) - 139.0),
            247..=254 => {
                let low = f64::from(*charstring.get(at)?);
                at += 1;
                stack.push(if byte < 251 {
                    (f64::from(byte) - 247.0) * 256.0 + low + 108.0
                } else {
                    -(f64::from(byte) - 251.0) * 256.0 - low - 108.0
                });
            }
            255 => {
                stack.push(f64::from(number(charstring, at, 4)? as u32 as i32) / 65_536.0);
                at += 4;
            }
            // Stems take pairs, moves one or two numbers, the end none; one more is the width.
            1 | 3 | 18 | 19 | 20 | 23 => return Some((stack.len() % 2 == 1).then(|| stack[0])),
            4 | 22 => return Some((stack.len() > 1).then(|| stack[0])),
            21 => return Some((stack.len() > 2).then(|| stack[0])),
            14 => return Some((stack.len() == 1 || stack.len() == 5).then(|| stack[0])),
            _ => return None,
        }
    }
}

/// Each glyph's advance in 1/1000 em; `None` inside where it cannot be told without running the
/// charstring's subroutines, and `None` for the whole if this is not a CID-keyed CFF.
pub fn advances(program: &[u8]) -> Option<Vec<Option<f32>>> {
    let names = Index::at(program, usize::from(*program.get(2)?))?;
    let tops_at = usize::from(*program.get(2)?) + names.length()?;
    let top = Index::at(program, tops_at)?.get(0)?;
    let offset = |wanted| Some(*operands(top, wanted)?.first()? as usize);
    let glyphs = Index::at(program, offset(17)?)?;
    let dicts = Index::at(program, offset(0x0C24)?)?;
    let mut defaults = Vec::with_capacity(dicts.count);
    for at in 0..dicts.count {
        let private = operands(dicts.get(at)?, 18)?;
        let (size, start) = (*private.first()? as usize, *private.get(1)? as usize);
        let private = program.get(start..start.checked_add(size)?)?;
        let one =
            |wanted| operands(private, wanted).and_then(|values| values.first().copied()).unwrap_or(0.0);
        defaults.push((one(20), one(21)));
    }
    // The matrices of the font and of its parts work one after the other; 1/1000 em without any.
    let matrix = |dict| operands(dict, 0x0C07).and_then(|matrix| matrix.first().copied());
    let scale = match (matrix(top), dicts.get(0).and_then(matrix)) {
        (Some(font), Some(part)) => font * part * 1000.0,
        (Some(one), None) | (None, Some(one)) => one * 1000.0,
        (None, None) => 1.0,
    };
    let select = program.get(offset(0x0C25)?..)?;
    let dict_of = |glyph: usize| match select.first()? {
        0 => select.get(1 + glyph).map(|dict| usize::from(*dict)),
        3 => {
            let ranges = number(select, 1, 2)?;
            let first = |range: usize| number(select, 3 + range * 3, 2);
            let range = (0..ranges).rev().find(|range| first(*range).is_some_and(|first| first <= glyph))?;
            number(select, 5 + range * 3, 1)
        }
        _ => None,
    };
    let advance = |glyph| {
        let (default, nominal) = *defaults.get(dict_of(glyph)?)?;
        let width = width(glyphs.get(glyph)?)?.map_or(default, |width| nominal + width);
        Some((width * scale) as f32)
    };
    Some((0..glyphs.count).map(advance).collect())
}
