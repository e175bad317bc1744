//! How inks look on a screen, by the profile of the press.
//!
//! The profile's table to the connection space, relative colorimetric, is worked out at the nodes of a
//! grid over the four inks by the sums of [`icc`](crate::read::icc), which are the same on every
//! machine; between the nodes it is interpolated in whole numbers. Paper is the white of the screen, and
//! the light of four solids is its black (black point compensation). Only lightness is spread in this
//! way; hue and chroma stay as measured, for the faint hue of a newsprint black, which is half as light
//! as paper, would become a strong one when all three lights are spread.
//!
//! For a profile without such a table plain arithmetic stands in: the eight overprints of newsprint,
//! mixed by the areas that they cover.

use rayon::prelude::*;

use crate::pdf_read::PROCESS;
use crate::plates::Plates;
use crate::read::icc::{ColourSpace, Profile, Xyz, lab_to_xyz, xyz_to_lab};

/// Nodes along each ink. Profiles of presses have 9 to 17.
const NODES: usize = 17;
/// What is stored at a node for one level of the screen.
const PARTS: u32 = 256;
/// Full ink.
const FULL: u32 = 255;
/// From X, Y and Z under D50 to the light of sRGB (IEC 61966-2-1, Bradford).
const SRGB: [[f64; 3]; 3] = [
    [3.133_856_1, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];

/// The screen colours of all mixes of the four inks.
pub(super) struct Screen {
    /// Red, green and blue at each node; black goes fastest.
    nodes: Vec<[u16; 3]>,
    /// Whether they are those of the profile.
    pub is_of_profile: bool,
}

impl Screen {
    /// Works out the table of a profile: the darkest that prints is the black of the screen.
    pub(super) fn of(profile: &[u8]) -> Screen {
        Screen::with_black(profile, [1.0; 4])
    }

    /// The same with these shares of ink as black, and whatever is darker.
    pub(super) fn with_black(profile: &[u8], solid: [f64; 4]) -> Screen {
        let profile = Profile::read(profile).filter(|profile| profile.space == ColourSpace::Cmyk);
        // A profile that is dark all over says nothing.
        let sound = profile.filter(|profile| {
            let [paper, solid] = [[0.0; 4], [1.0; 4]].map(|inks| profile.to_xyz(inks)[1]);
            paper.is_finite() && solid.is_finite() && paper > 0.5 && paper - solid > 0.3
        });
        let black = sound.as_ref().map_or(0.0, |profile| profile.to_xyz(solid)[1].max(0.0));
        let node = |at: usize| {
            let inks = [at / NODES.pow(3), at / NODES.pow(2) % NODES, at / NODES % NODES, at % NODES];
            let Some(profile) = &sound else {
                let inks = inks.map(|node| ((node as u32 * FULL + 8) / (NODES as u32 - 1)) as u8);
                return plain(inks).map(|level| u16::from(level) * PARTS as u16);
            };
            if inks == [0; 4] {
                // No ink is white, whatever the profile's rounding.
                return [(FULL * PARTS) as u16; 3];
            }
            let xyz = profile.to_xyz(inks.map(|node| node as f64 / (NODES - 1) as f64));
            levels(xyz, black).map(|level| (level * f64::from(FULL * PARTS)).round() as u16)
        };
        let nodes = (0..NODES.pow(4)).into_par_iter().map(node).collect();
        Screen { nodes, is_of_profile: sound.is_some() }
    }

    /// The screen colour of cyan, magenta, yellow and black, 255 for solid.
    pub(super) fn colour(&self, inks: [u8; 4]) -> [u8; 3] {
        const LAST: u32 = NODES as u32 - 1;
        /// Bits of the largest stride.
        const STRIDE_BITS: u32 = (NODES * NODES * NODES).ilog2() + 1;
        const STRIDES: [usize; 4] = [NODES * NODES * NODES, NODES * NODES, NODES, 1];
        let mut at = 0;
        // How far it is to the next node along each ink, the farthest first: the mix lies in the simplex
        // of the cell that is reached by going along one ink after the other in this order.
        let mut ways = [0_u32; 4];
        for ((ink, stride), way) in inks.into_iter().zip(STRIDES).zip(&mut ways) {
            let place = u32::from(ink) * LAST;
            let node = (place / FULL).min(LAST - 1);
            at += node as usize * stride;
            // The way above the stride: numbers are put in order faster than pairs.
            *way = (place - node * FULL) << STRIDE_BITS | stride as u32;
        }
        // The shortest row of comparisons that puts four in order (Knuth, volume 3, 5.3.4). Equal ways need none: between them the
        // weight is nothing.
        for (one, other) in [(0, 1), (2, 3), (0, 2), (1, 3), (1, 2)] {
            (ways[one], ways[other]) = (ways[one].max(ways[other]), ways[one].min(ways[other]));
        }
        let mut sums = [FULL * PARTS / 2; 3];
        let mut before = FULL;
        let mut add = |at: usize, weight: u32| {
            for (sum, level) in sums.iter_mut().zip(self.nodes[at]) {
                *sum += u32::from(level) * weight;
            }
        };
        for way in ways {
            let (way, stride) = (way >> STRIDE_BITS, (way & ((1 << STRIDE_BITS) - 1)) as usize);
            add(at, before - way);
            (before, at) = (way, at + stride);
        }
        add(at, before);
        sums.map(|sum| (sum / (FULL * PARTS)).min(FULL) as u8)
    }
}

/// The lightness (L*) below which chroma fades out.
const FAINT: f64 = 20.0;

/// A colour over white paper as sRGB stores it, 0 to 1; `black` is the light that counts as none.
fn levels(xyz: Xyz, black: f64) -> [f64; 3] {
    let [_, a, b] = xyz_to_lab(xyz);
    let spread = xyz_to_lab([0.0, ((xyz[1] - black) / (1.0 - black)).clamp(0.0, 1.0), 0.0])[0].max(0.0);
    // What is nearly black has no room for a hue.
    let share = (spread / FAINT).min(1.0);
    let [x, y, z] = lab_to_xyz([spread, a * share, b * share]);
    SRGB.map(|row| coded(row[0] * x + row[1] * y + row[2] * z))
}

/// Light as sRGB stores it, 0 to 1.
fn coded(light: f64) -> f64 {
    match light.clamp(0.0, 1.0) {
        dark if dark <= 0.003_130_8 => dark * 12.92,
        light => 1.055 * libm::pow(light, 1.0 / 2.4) - 0.055,
    }
}

/// A page as it looks: red, green and blue of each pixel. `looks` are the process inks that stand in for
/// each spot colour, 1 for solid; they come on top of what the process plates hold.
pub(super) fn seen(plates: &Plates, looks: &[[f32; 4]], screen: &Screen) -> Vec<u8> {
    let width = plates.width;
    let looks: Vec<[u32; 4]> = looks
        .iter()
        .map(|look| look.map(|share| (share.clamp(0.0, 1.0) * 65_536.0).round() as u32))
        .collect();
    let (process, spots) = plates.plates.split_at(PROCESS.len().min(plates.plates.len()));
    let mut rgb = vec![0; width * plates.height * 3];
    rgb.par_chunks_mut((width * 3).max(1)).enumerate().for_each(|(y, row)| {
        let mut last = ([0; 4], screen.colour([0; 4]));
        for (x, pixel) in row.chunks_exact_mut(3).enumerate() {
            let at = y * width + x;
            let mut inks = [0; 4];
            for (ink, plate) in inks.iter_mut().zip(process) {
                *ink = plate[at];
            }
            for (plate, look) in spots.iter().zip(&looks) {
                if plate[at] > 0 {
                    for (ink, share) in inks.iter_mut().zip(look) {
                        let more = (u32::from(plate[at]) * share + 32_768) >> 16;
                        *ink = (u32::from(*ink) + more).min(FULL) as u8;
                    }
                }
            }
            if last.0 != inks {
                last = (inks, screen.colour(inks));
            }
            pixel.copy_from_slice(&last.1);
        }
    });
    rgb
}

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

/// The screen colour of process shares in 0 to 255 for solid, in whole numbers so that every
/// machine gives the same proof.
///
/// Every point of the paper is covered by one of the eight overprints; their areas follow from
/// the shares (Demichel). They are mixed in screen values, which stands for the gain of the dots.
fn plain([c, m, y, k]: [u8; 4]) -> [u8; 3] {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::NEWSPRINT;

    fn screens() -> [Screen; 2] {
        [Screen::of(NEWSPRINT), Screen::of(b"no profile")]
    }

    #[test]
    fn paper_is_white_and_black_is_dark_and_neutral() {
        for screen in screens() {
            assert_eq!(screen.colour([0; 4]), [255; 3]);
            let black = screen.colour([0, 0, 0, 255]);
            assert!(black.iter().all(|level| (30..80).contains(level)), "{black:?}");
            assert!(black[0].abs_diff(black[2]) < 12, "{black:?}");
        }
        let [profile, plain] = screens();
        assert!(profile.is_of_profile && !plain.is_of_profile);
        assert_eq!(profile.colour([255; 4]), [0; 3]);
    }

    #[test]
    fn more_ink_is_never_lighter() {
        for screen in screens() {
            let light = |ink| screen.colour(ink).iter().map(|value| u32::from(*value)).sum::<u32>();
            for step in 1..=255u8 {
                assert!(light([0, step, 0, 0]) <= light([0, step - 1, 0, 0]) + 1);
                assert!(light([0, 0, 0, step]) <= light([0, 0, 0, step - 1]) + 1);
            }
        }
    }

    /// Between nodes the table is the profile's too, and a colour engine sees the same.
    #[test]
    fn the_table_agrees_with_a_colour_engine() {
        use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};
        let profile = ColorProfile::new_from_slice(NEWSPRINT).expect("the profile is whole");
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
                value => libm::pow((value + 0.055) / 1.055, 2.4),
            })
        };
        let xyz = |inks| {
            let [r, g, b] = light(inks);
            [
                0.436_074_7 * r + 0.385_064_9 * g + 0.143_080_4 * b,
                0.222_504_5 * r + 0.716_878_6 * g + 0.060_616_9 * b,
                0.013_932_2 * r + 0.097_104_5 * g + 0.714_173_3 * b,
            ]
        };
        let black = xyz([255; 4])[1];
        let screen = Screen::of(NEWSPRINT);
        let (mut seen, mut far) = (0, 0);
        for at in 0..625_u32 {
            let ink = |nth: u32| (at / 5_u32.pow(nth) % 5 * 61 + nth * 3) as u8;
            let inks = [ink(0), ink(1), ink(2), ink(3)];
            // Where the engine had to cut a light off, it does not tell the colour.
            if light(inks).iter().any(|light| !(0.001..0.999).contains(light)) {
                continue;
            }
            for (theirs, ours) in levels(xyz(inks), black).into_iter().zip(screen.colour(inks)) {
                let off = (theirs * 255.0 - f64::from(ours)).abs();
                // In the dark one level of the engine is many after black was taken off.
                assert!(off < if ours < 70 { 16.0 } else { 7.0 }, "{inks:?}: {ours} for {theirs}");
                seen += 1;
                far += u32::from(off > 4.0 && ours >= 70);
            }
        }
        assert!(seen > 900 && far * 20 < seen, "{far} of {seen}");
    }

    #[test]
    fn the_nodes_are_the_same_on_every_machine() {
        let nodes = Screen::of(NEWSPRINT).nodes;
        let bytes: Vec<u8> = nodes.iter().flatten().flat_map(|level| level.to_le_bytes()).collect();
        assert_eq!(blake3::hash(&bytes).to_hex().as_str()[..16], *"ce7172ff425c0c30");
    }

    #[test]
    fn spot_colours_come_on_top_of_what_the_process_plates_hold() {
        let sheet = crate::pdf_read::Bounds::new(0.0, 0.0, 3.0, 1.0);
        let mut plates = Plates::bare((3, 1), 1.0, sheet, vec!["专色红".to_owned()]);
        plates.plates[1] = vec![0, 100, 255];
        plates.plates[4] = vec![255, 51, 255];
        let screen = Screen::of(NEWSPRINT);
        let rgb = seen(&plates, &[[0.0, 1.0, 0.5, 0.0]], &screen);
        let expected = [[0, 255, 128, 0], [0, 151, 26, 0], [0, 255, 128, 0]];
        for (pixel, inks) in rgb.chunks_exact(3).zip(expected) {
            assert_eq!(pixel, screen.colour(inks));
        }
    }
}
