//! From screen colours to the inks of newsprint.
//!
//! The intent is relative colorimetric with black point compensation: paper white is white, and
//! the darkest tone of the picture becomes the darkest that the inks can print, so that shadows
//! keep their drawing on a press whose black is a dark grey. Compensation is the usual one, a
//! linear scale in XYZ towards the press's black taken as neutral; for RGB that is the same
//! scale on each linear channel.
//!
//! This is the one stage whose bytes hold for one platform only: the transfer curves go through
//! its mathematical library and the profile through its vector instructions, so that a pixel of a
//! converted picture may differ by one level between two kinds of machine.

use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, TransformExecutor, TransformOptions};
use rayon::prelude::*;

use crate::ink::{Cmyk, Ink, NEWSPRINT};

type Transform = Arc<dyn TransformExecutor<u16> + Send + Sync>;

/// Converts to the inks of [`NEWSPRINT`].
pub struct Press {
    to_cmyk: Transform,
    /// sRGB levels with black lifted to that of the press, in 16 bits.
    lifted: Vec<u16>,
    /// Share of black ink (0 to 255) for a level of grey.
    black: Vec<u8>,
}

fn options() -> TransformOptions {
    TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() }
}

/// The light of an sRGB level, 0 to 1 (IEC 61966-2-1).
fn to_light(level: f64) -> f64 {
    if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
}

/// The sRGB level of a light.
fn to_level(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

impl Press {
    /// The converter; `None` only if the profile in the binary could not be read.
    pub fn new() -> Option<Press> {
        let press = ColorProfile::new_from_slice(NEWSPRINT).ok()?;
        let screen = ColorProfile::new_srgb();
        // Four channels have the layout that moxcms calls Rgba.
        let to_cmyk = screen.create_transform_16bit(Layout::Rgb, &press, Layout::Rgba, options()).ok()?;
        let back = press.create_transform_16bit(Layout::Rgba, &screen, Layout::Rgb, options()).ok()?;
        let light_of = |cmyk: [u16; 4]| {
            let mut rgb = [0u16; 3];
            back.transform(&cmyk, &mut rgb).ok()?;
            let light = rgb.map(|level| to_light(f64::from(level) / 65_535.0));
            Some(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2])
        };
        let white = light_of([0; 4])?.max(0.1);
        let mut darkest = [0u16; 4];
        to_cmyk.transform(&[0u16; 3], &mut darkest).ok()?;
        let lift = |level: u32, black: f64| to_light(f64::from(level) / 255.0) * (1.0 - black) + black;

        let black = light_of(darkest)? / white;
        let lifted = (0..256).map(|level| (to_level(lift(level, black)) * 65_535.0).round() as u16).collect();

        let mut ramp = Vec::new();
        for share in 0..256u16 {
            ramp.push(light_of([0, 0, 0, share * 257])? / white);
        }
        let solid = ramp[255];
        let nearest = |light: f64| {
            let distance = |share: usize| (ramp[share] - light).abs();
            (0..256).min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(0) as u8
        };
        let mut black: Vec<u8> = (0..256).map(|level| nearest(lift(level, solid))).collect();
        // Black is solid and white is paper, whatever the profile's rounding.
        black[0] = 255;
        black[255] = 0;
        Some(Press { to_cmyk, lifted, black })
    }

    /// The share of black ink for each level of grey.
    pub fn gray(&self, levels: &[u8]) -> Vec<u8> {
        levels.iter().map(|level| self.black[usize::from(*level)]).collect()
    }

    /// Pixels of cyan, magenta, yellow and black for sRGB pixels.
    pub fn colour(&self, rgb: &[u8]) -> Option<Vec<u8>> {
        const CHUNK: usize = 3 * 65_536;
        let mut inks = vec![0u8; rgb.len() / 3 * 4];
        let chunks = rgb.par_chunks(CHUNK).zip(inks.par_chunks_mut(CHUNK / 3 * 4));
        chunks.try_for_each(|(rgb, inks)| {
            let wide: Vec<u16> = rgb.iter().map(|level| self.lifted[usize::from(*level)]).collect();
            let mut shares = vec![0u16; inks.len()];
            self.to_cmyk.transform(&wide[..inks.len() / 4 * 3], &mut shares).ok()?;
            for (ink, share) in inks.iter_mut().zip(shares) {
                *ink = ((u32::from(share) + 128) / 257) as u8;
            }
            for (pixel, ink) in rgb.chunks_exact(3).zip(inks.chunks_exact_mut(4)) {
                if pixel == [255; 3] {
                    ink.fill(0);
                }
            }
            Some(())
        })?;
        Some(inks)
    }

    /// The ink of a drawing's colour; greys print in black alone.
    pub fn ink(&self, rgb: [u8; 3]) -> Ink {
        let share = |byte: u8| (u32::from(byte) * u32::from(Cmyk::SOLID) / 255) as u16;
        if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
            return Ink::gray(share(self.black[usize::from(rgb[0])]));
        }
        match self.colour(&rgb).as_deref() {
            Some(&[c, m, y, k]) => Ink::Process(Cmyk { c: share(c), m: share(m), y: share(y), k: share(k) }),
            _ => Ink::BLACK,
        }
    }
}

/// RGB pixels of an embedded profile as sRGB; unchanged when the profile is broken or not RGB.
pub fn to_srgb(rgb: Vec<u8>, profile: &[u8]) -> Vec<u8> {
    let Ok(source) = ColorProfile::new_from_slice(profile) else {
        return rgb;
    };
    let screen = ColorProfile::new_srgb();
    let Ok(transform) = source.create_transform_8bit(Layout::Rgb, &screen, Layout::Rgb, options()) else {
        return rgb;
    };
    let mut out = vec![0u8; rgb.len()];
    match transform.transform(&rgb, &mut out) {
        Ok(()) => out,
        Err(_) => rgb,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_paper_black_is_black_and_the_ink_limit_holds() {
        let press = Press::new().unwrap();
        assert_eq!(press.ink([255; 3]), Ink::PAPER);
        assert_eq!(press.ink([0; 3]), Ink::BLACK);
        assert!(press.black.windows(2).all(|pair| pair[0] >= pair[1]), "greys are in order");
        // Compensation keeps shadows apart that would all be solid without it.
        assert!(press.black[24] < 255);
        let mut rgb = Vec::new();
        for level in 0..4096u32 {
            rgb.extend([(level & 15) as u8 * 17, (level >> 4 & 15) as u8 * 17, (level >> 8) as u8 * 17]);
        }
        for ink in press.colour(&rgb).unwrap().chunks_exact(4) {
            let total: u32 = ink.iter().map(|share| u32::from(*share)).sum();
            assert!(total <= 245 * 255 / 100, "{ink:?} is more than newsprint takes");
        }
    }

    #[test]
    fn colours_go_to_their_plates() {
        let press = Press::new().unwrap();
        let inks = press.colour(&[230, 0, 20, 0, 90, 200, 255, 230, 0]).unwrap();
        let (red, blue, yellow) = (&inks[0..4], &inks[4..8], &inks[8..12]);
        assert!(red[1] > 180 && red[2] > 150 && red[0] < 60, "{red:?}");
        assert!(blue[0] > 150 && blue[2] < 60, "{blue:?}");
        assert!(yellow[2] > 180 && yellow[0] < 40 && yellow[1] < 60, "{yellow:?}");
    }

    #[test]
    fn a_profile_that_is_none_changes_nothing() {
        assert_eq!(to_srgb(vec![1, 2, 3], b"nonsense"), [1, 2, 3]);
        let wide = ColorProfile::new_display_p3().encode().unwrap();
        assert_ne!(to_srgb(vec![200, 30, 30], &wide), [200, 30, 30]);
    }
}
