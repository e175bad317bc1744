//! Colours of drawings: those of a screen, and inks in numbers.
//!
//! A drawing goes through a library that knows the colours of screens alone. So each colour has a number in a
//! [`Palette`], the library is given the number in the place of the colour, and what it hands back is looked up.
//!
//! Inks are written as `icc-color(name, c, m, y, k)` behind a colour for screens (SVG 1.1, 12.3.2), as
//! `device-cmyk(c m y k)` (CSS Color 5, 13) or `cmyk(…)`, in shares of 1 or in percent.

use std::collections::BTreeMap;

use crate::ink::Cmyk;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// Red, green and blue of a screen.
    Screen([u8; 3]),
    /// Shares of cyan, magenta, yellow and black in 1/10 000.
    Inks([u16; 4]),
}

impl Colour {
    /// The colour of shapes that name none.
    pub const BLACK: Colour = Colour::Screen([0; 3]);
}

/// A colour as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written {
    /// The colour.
    pub colour: Colour,
    /// How much of it shows, 0 to 255.
    pub alpha: u8,
    /// Whether the colour is the one for programs that do not know what is written.
    pub is_fallback: bool,
}

/// How programs of a screen's colours write black ink alone, each through the profile of its house.
pub const SCREEN_BLACKS: [[u8; 3]; 8] = [
    [0x23, 0x18, 0x15],
    [0x23, 0x1F, 0x20],
    [0x1D, 0x1D, 0x1B],
    [0x22, 0x1E, 0x1F],
    [0x37, 0x34, 0x35],
    [0x2B, 0x2A, 0x29],
    [0x1F, 0x1A, 0x17],
    [0x1B, 0x19, 0x18],
];

/// The colours of a drawing by their numbers.
#[derive(Debug)]
pub struct Palette {
    colours: Vec<Colour>,
    numbers: BTreeMap<Colour, usize>,
}

impl Default for Palette {
    fn default() -> Palette {
        // Shapes without a colour come back as 0.
        Palette { colours: vec![Colour::BLACK], numbers: BTreeMap::from([(Colour::BLACK, 0)]) }
    }
}

impl Palette {
    /// How a colour is written for the library.
    pub fn stand_in(&mut self, written: Written) -> String {
        let number = *self.numbers.entry(written.colour).or_insert_with(|| {
            self.colours.push(written.colour);
            self.colours.len() - 1
        });
        let [red, green, blue] = [number >> 16 & 255, number >> 8 & 255, number & 255];
        format!("#{red:02x}{green:02x}{blue:02x}{alpha:02x}", alpha = written.alpha)
    }

    /// The colour that a number stands for.
    pub fn colour(&self, [red, green, blue]: [u8; 3]) -> Colour {
        let number = usize::from(red) << 16 | usize::from(green) << 8 | usize::from(blue);
        self.colours.get(number).copied().unwrap_or(Colour::BLACK)
    }
}

/// Reads a colour; `None` for what is none, or of a kind that is not known.
pub fn read(text: &str) -> Option<Written> {
    let text = text.trim();
    let small = text.to_ascii_lowercase();
    if let Some(at) = small.find("icc-color(") {
        let fallback = screen(text[..at].trim());
        let inside = small[at + "icc-color(".len()..].strip_suffix(')')?;
        let numbers = inside.split_once([',', ' ']).and_then(|(_, numbers)| shares(numbers));
        return match numbers {
            Some((inks, _)) => Some(Written { colour: Colour::Inks(inks), alpha: 255, is_fallback: false }),
            None => fallback.map(|fallback| Written { is_fallback: true, ..fallback }),
        };
    }
    for name in ["device-cmyk(", "cmyk("] {
        let Some(inside) = small.strip_prefix(name).and_then(|rest| rest.strip_suffix(')')) else { continue };
        let (inks, alpha) = shares(inside)?;
        return Some(Written { colour: Colour::Inks(inks), alpha, is_fallback: false });
    }
    // Paper is light.
    if let Some(inside) = small.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) {
        let comma = outer_comma(inside)?;
        return read(&inside[..comma]);
    }
    // A variable is not known; what stands for it without a style sheet is.
    if let Some(inside) = small.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) {
        let comma = outer_comma(inside)?;
        return read(&inside[comma + 1..]).map(|fallback| Written { is_fallback: true, ..fallback });
    }
    screen(text)
}

fn outer_comma(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => return Some(at),
            _ => {}
        }
        None
    })
}

fn screen(text: &str) -> Option<Written> {
    if let Some(digits) = text.strip_prefix('#') {
        let is_sound =
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_sound {
            return None;
        }
    }
    if text.eq_ignore_ascii_case("transparent") {
        return Some(Written { colour: Colour::Screen([255; 3]), alpha: 0, is_fallback: false });
    }
    let colour: svgtypes::Color = text.parse().ok()?;
    let svgtypes::Color { red, green, blue, alpha } = colour;
    Some(Written { colour: Colour::Screen([red, green, blue]), alpha, is_fallback: false })
}

/// Four shares of inks, and how much of them shows: numbers parted by commas or blanks, in shares of 1, or in
/// percent where one has a sign or is above 1.
fn shares(text: &str) -> Option<([u16; 4], u8)> {
    let (inks, alpha) = match text.split_once('/') {
        Some((inks, alpha)) => (inks, Some(alpha)),
        None => (text, None),
    };
    let words = inks.split([',', ' ', '\t', '\n']).filter(|word| !word.is_empty());
    let mut numbers = Vec::new();
    let mut others = 0;
    for word in words {
        match number(word) {
            Some(number) if others == 0 && numbers.len() < 4 => numbers.push(number),
            // A colour for screens may stand behind the shares.
            _ => others += 1,
        }
    }
    let numbers: [(f64, bool); 4] = numbers.try_into().ok()?;
    if others > 1 || numbers.iter().any(|(number, _)| !(0.0..=100.0).contains(number)) {
        return None;
    }
    let is_percent = numbers.iter().any(|(number, _)| *number > 1.0);
    let part = |(number, signed): (f64, bool)| if signed || is_percent { number / 100.0 } else { number };
    let inks = numbers.map(|number| (part(number) * f64::from(Cmyk::SOLID)).round() as u16);
    let alpha = match alpha {
        Some(alpha) => {
            let (alpha, signed) = number(alpha.trim())?;
            (if signed { alpha / 100.0 } else { alpha }.clamp(0.0, 1.0) * 255.0).round() as u8
        }
        None => 255,
    };
    Some((inks, alpha))
}

/// A number, and whether a percent sign stands behind it.
fn number(word: &str) -> Option<(f64, bool)> {
    let (digits, signed) = word.strip_suffix('%').map_or((word, false), |digits| (digits, true));
    let number: f64 = digits.parse().ok()?;
    number.is_finite().then_some((number, signed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_are_read_however_they_are_written() {
        let red = Colour::Inks([0, 10_000, 10_000, 0]);
        for text in [
            "#e60012 icc-color(cmyk, 0, 1, 1, 0)",
            "#e60012 icc-color(U.S. 0 1 1 0)",
            "device-cmyk(0 1 1 0)",
            "device-cmyk(0,1,1,0)",
            "device-cmyk(0% 100% 100% 0%)",
            "device-cmyk(0, 1, 1, 0, #e60012)",
            "cmyk(0, 100, 100, 0)",
            "CMYK(0%,100%,100%,0)",
        ] {
            let written = read(text);
            assert_eq!(written, Some(Written { colour: red, alpha: 255, is_fallback: false }), "{text}");
        }
        assert_eq!(read("device-cmyk(0 .5 0 .125 / 50%)").map(|read| read.alpha), Some(128));
        let gray = read("#808080 icc-color(grey, 0.5)");
        let expected = Written { colour: Colour::Screen([128; 3]), alpha: 255, is_fallback: true };
        assert_eq!(gray, Some(expected));
        assert_eq!(
            read("light-dark(#fff, rgb(1,2,3))").map(|read| read.colour),
            Some(Colour::Screen([255; 3]))
        );
        for text in
            ["oklch(1 0 0)", "#e6001", "#e600zz", "device-cmyk(0,1,1)", "cmyk(0,1,1,300)", "", "var(--a)"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_palette_gives_back_what_was_put_in() {
        let mut palette = Palette::default();
        let black = Written { colour: Colour::BLACK, alpha: 255, is_fallback: false };
        assert_eq!(palette.stand_in(black), "#000000ff");
        let inks = Written { colour: Colour::Inks([1, 2, 3, 4]), ..black };
        assert_eq!(palette.stand_in(inks), "#000001ff");
        assert_eq!(palette.stand_in(inks), "#000001ff");
        assert_eq!(palette.colour([0, 0, 1]), Colour::Inks([1, 2, 3, 4]));
        assert_eq!(palette.colour([0, 0, 0]), Colour::BLACK);
    }
}
