//! Characters of symbol fonts (符号字体), which Word addresses by numbers of the font and not of Unicode.

/// Greek of the font Symbol, from 0x61 and 0x41 on, by its own keyboard.
const GREEK_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
const GREEK_LARGE: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";

/// Other signs of the font Symbol.
const SYMBOL: [(u32, char); 18] = [
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xD6, '√'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

/// Signs of the Wingdings fonts that copy has: bullets, ticks, arrows.
const WINGDINGS: [(u32, char); 22] = [
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '■'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
    (0x71, '❑'),
];

/// Whether a font has signs in the places of letters.
pub fn is_symbol_font(font: &str) -> bool {
    let font = font.to_lowercase();
    font.starts_with("wingdings")
        || font.starts_with("webdings")
        || font == "symbol"
        || font.starts_with("mt extra")
}

/// The character of Unicode for a sign of a symbol font. Word adds 0xF000 to the numbers.
pub fn meant(font: &str, code: u32) -> Option<char> {
    let font = font.to_lowercase();
    if !is_symbol_font(&font) {
        let plain = char::from_u32(code)?;
        return (!('\u{e000}'..='\u{f8ff}').contains(&plain) && !plain.is_control()).then_some(plain);
    }
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let of = |table: &[(u32, char)]| table.iter().find(|(number, _)| *number == code).map(|(_, sign)| *sign);
    match font.as_str() {
        "wingdings" => of(&WINGDINGS),
        "symbol" => match code {
            0x61..=0x7A => GREEK_SMALL.chars().nth(code as usize - 0x61),
            0x41..=0x5A => GREEK_LARGE.chars().nth(code as usize - 0x41),
            0x20..=0x7E => {
                char::from_u32(code).filter(|c| c.is_ascii_digit() || " ()[]{}+=<>/,.:;%!|?".contains(*c))
            }
            _ => of(&SYMBOL),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_symbol_fonts() {
        assert_eq!(meant("Wingdings", 0xF0FC), Some('✓'));
        assert_eq!(meant("Symbol", 0xF061), Some('α'));
        assert_eq!(meant("Symbol", 0x41), Some('Α'));
        assert_eq!(meant("Wingdings 2", 0x50), None);
        assert_eq!(meant("宋体", 0x25A0), Some('■'));
        assert_eq!(meant("宋体", 0xE000), None);
    }
}
