//! Colours of the house for a screen, and shades of them that can be read (WCAG 2.2, 1.4.3).
//!
//! Contrast is that of relative luminances in linear light. A shade is found in steps of 1/32 towards black or white; all
//! is worked out in IEEE 754 sums and the pure Rust powers of `libm`, so that it is the same everywhere.

/// Text of the usual size must stand out so much; a little more than the 4.5 that are asked for.
const READABLE: f64 = 4.8;
/// The paper in the dark, as epaper.css has it.
const DARK: [u8; 3] = [0x17, 0x16, 0x14];

/// Text, and text beside it, as epaper.css has them on a light paper.
const INK: [u8; 3] = [0x1d, 0x1b, 0x19];
const FAINT: [u8; 3] = [0x5c, 0x58, 0x52];
/// The same on a dark paper.
const LIGHT_INK: [u8; 3] = [0xe9, 0xe5, 0xdc];
const LIGHT_FAINT: [u8; 3] = [0xac, 0xa6, 0x9a];
/// Luminance from which black is read better than white.
const MIDDLE: f64 = 0.18;

/// The first lines of the style sheet: what the house chose.
pub fn style(accent: [u8; 3], background: [u8; 3]) -> String {
    let mut style = format!(
        ":root {{ --paper: {}; --accent: {}; --accent-text: {}; --accent-dark: {}; }}\n",
        hex(background),
        hex(accent),
        hex(readable(accent, background)),
        hex(readable(accent, DARK)),
    );
    // On a dark paper text is light; epaper.css has the dark text of a light one.
    if contrast(INK, background) < READABLE || contrast(FAINT, background) < READABLE {
        let is_light = luminance(background) > MIDDLE;
        let (ink, faint) = if is_light { (INK, FAINT) } else { (LIGHT_INK, LIGHT_FAINT) };
        let (ink, faint) = (readable(ink, background), readable(faint, background));
        // A quarter of the way from the paper to the text.
        let line = [0, 1, 2].map(|at: usize| {
            let (near, far) = (u32::from(faint[at]), u32::from(background[at]));
            ((near + far * 3) / 4) as u8
        });
        style.push_str(&format!(
            ":root:root {{ --ink: {}; --faint: {}; --line: {}; --raised: {}; --mark: {}; }}\n",
            hex(ink),
            hex(faint),
            hex(line),
            hex(background),
            if is_light { "#ffe9a8" } else { "#5c4a12" },
        ));
    }
    style
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colour, or the shade of it nearest to it that can be read on this ground.
fn readable(colour: [u8; 3], ground: [u8; 3]) -> [u8; 3] {
    let end = if luminance(ground) > MIDDLE { 0 } else { 255 };
    let shade = |step: u32| {
        colour.map(|level| {
            let mixed = u32::from(level) * (32 - step) + end * step;
            u8::try_from((mixed + 16) / 32).unwrap_or(u8::MAX)
        })
    };
    (0..=32).map(shade).find(|shade| contrast(*shade, ground) >= READABLE).unwrap_or(shade(32))
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    let (light, dark) = if one > other { (one, other) } else { (other, one) };
    (light + 0.05) / (dark + 0.05)
}

/// Relative luminance, 0 to 1.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|level| {
        let share = f64::from(level) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_accent_can_be_read_on_both_grounds() {
        let white = [0xff; 3];
        for accent in [[0x9e, 0x1b, 0x20], [0xff, 0xd4, 0x00], [0, 0, 0], [0xff; 3], [0x00, 0x33, 0x99]] {
            for ground in [white, DARK, [0xfb, 0xfa, 0xf7]] {
                assert!(contrast(readable(accent, ground), ground) >= READABLE, "{accent:?} on {ground:?}");
            }
        }
        for ground in [[0x22; 3], [0x80; 3], [0x40, 0x20, 0x20]] {
            assert!(style([0x9e, 0x1b, 0x20], ground).contains("--ink: "), "{ground:?}");
            assert!(contrast(readable(INK, ground), ground) >= READABLE.min(4.6), "{ground:?}");
        }
        assert!(!style([0x9e, 0x1b, 0x20], [0xfb, 0xfa, 0xf7]).contains("--ink: "));
        // One that can be read stays as it is, and black on white is 21 to 1.
        assert_eq!(readable([0x9e, 0x1b, 0x20], white), [0x9e, 0x1b, 0x20]);
        assert!((contrast([0; 3], white) - 21.0).abs() < 1e-9);
    }
}
