//! Screen colours for inks: the primaries and overprints of coldset newsprint, mixed.

use crate::ink::Cmyk;

/// Screen colours (sRGB) of cyan, magenta and yellow solids and their overprints on white paper,
/// from the newsprint profile, relative colorimetric, with what four solids reflect taken as black
/// (a test works them out again). Bit 0 of the index is cyan, bit 1 magenta, bit 2 yellow.
const SOLIDS: [[u32; 3]; 8] = [
    [255, 255, 255],
    [0, 183, 239],
    [245, 80, 157],
    [72, 80, 159],
    [255, 242, 65],
    [0, 173, 101],
    [241, 76, 72],
    [74, 80, 87],
];

/// What solid black leaves of the light of a screen, of 255.
const BLACK: u32 = 40;

/// Full ink in [`mix`].
const FULL: u32 = 255;

/// The screen colour of process shares in 0 to 255 for solid, in whole numbers so that every
/// machine gives the same proof.
///
/// Every point of the paper is covered by one of the eight overprints; their areas follow from
/// the shares (Demichel). They are mixed in screen values, which stands for the gain of the dots.
pub(super) fn mix([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    let (c, m, y, k) = (u32::from(c), u32::from(m), u32::from(y), u32::from(k));
    let black = FULL * FULL - k * (FULL - BLACK);
    if c == 0 && m == 0 && y == 0 {
        return [rounded(u64::from(black), u64::from(FULL)); 3];
    }
    let mut sum = [0u64; 3];
    for (at, solid) in SOLIDS.iter().enumerate() {
        let part = |bit: usize, share: u32| if at & bit == 0 { FULL - share } else { share };
        let area = u64::from(part(1, c) * part(2, m) * part(4, y));
        for (sum, value) in sum.iter_mut().zip(solid) {
            *sum += area * u64::from(*value);
        }
    }
    let whole = u64::from(FULL).pow(5);
    sum.map(|value| rounded(value * u64::from(black), whole))
}

fn rounded(value: u64, by: u64) -> u8 {
    // The quotient is at most 255: areas add up to the whole.
    ((value + by / 2) / by).min(255) as u8
}

/// The screen colour of process inks.
pub(super) fn screen(ink: Cmyk) -> [u8; 3] {
    let share = |share: u16| {
        let solid = u32::from(Cmyk::SOLID);
        ((u32::from(share).min(solid) * FULL + solid / 2) / solid) as u8
    };
    mix([share(ink.c), share(ink.m), share(ink.y), share(ink.k)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Ink;

    #[test]
    fn paper_is_white_and_black_is_dark_and_neutral() {
        assert_eq!(screen(Ink::PAPER.process()), [255; 3]);
        assert_eq!(screen(Ink::BLACK.process()), [BLACK as u8; 3]);
        let gray = screen(Ink::gray(5_000).process());
        assert!(gray[0] == gray[1] && gray[1] == gray[2] && (140..156).contains(&gray[0]), "{gray:?}");
    }

    #[test]
    fn solids_are_their_primaries_and_more_ink_is_never_lighter() {
        assert_eq!(mix([255, 0, 0, 0]), [0, 183, 239]);
        assert_eq!(mix([0, 255, 255, 0]), [241, 76, 72]);
        let light = |ink| mix(ink).iter().map(|value| u32::from(*value)).sum::<u32>();
        for step in 1..=255u8 {
            assert!(light([0, step, 0, 0]) <= light([0, step - 1, 0, 0]));
            assert!(light([0, 0, 0, step]) <= light([0, 0, 0, step - 1]));
            assert!(light([80, 60, 40, step]) <= light([80, 60, 40, step - 1]));
        }
    }

    /// The table is the profile's: a colour engine gives the same hues for the solids.
    #[test]
    fn the_solids_agree_with_the_newsprint_profile() {
        use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};
        let profile = ColorProfile::new_from_slice(crate::ink::NEWSPRINT).expect("the profile is whole");
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let transform = profile
            .create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options)
            .expect("the profile has a table for this way");
        let light = |inks: [u8; 4]| {
            let mut seen = [0; 3];
            transform.transform(&inks, &mut seen).expect("one pixel");
            seen.map(|value| match f64::from(value) / 255.0 {
                dark if dark <= 0.04045 => dark / 12.92,
                value => ((value + 0.055) / 1.055).powf(2.4),
            })
        };
        // What four solids leave of the light counts as none.
        let black = light([255; 4]);
        for (at, solid) in SOLIDS.iter().enumerate() {
            let share = |bit: usize| if at & bit == 0 { 0 } else { 255 };
            let seen = light([share(1), share(2), share(4), 0]);
            for ((light, black), ours) in seen.iter().zip(&black).zip(solid) {
                let value = match ((light - black) / (1.0 - black)).max(0.0) {
                    dark if dark <= 0.003_130_8 => dark * 12.92,
                    light => 1.055 * light.powf(1.0 / 2.4) - 0.055,
                };
                assert!((value * 255.0 - f64::from(*ours)).abs() < 3.0, "{at}: {value} for {ours}");
            }
        }
    }
}
