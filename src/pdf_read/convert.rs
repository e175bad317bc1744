//! RGB as the four inks: through the press profile of the file, or by plain arithmetic where it
//! has none. The profile is read by the converter that the house's own pictures go through, so that
//! the same light comes to the same inks on every machine.

use crate::ink;
use crate::read::colour::{Levels, PressConverter};

/// Turns sRGB into cyan, magenta, yellow and black.
pub struct Convert {
    press: Option<PressConverter>,
}

impl std::fmt::Debug for Convert {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Convert").field("press", &self.press.is_some()).finish()
    }
}

impl Convert {
    /// Complements, with what they share moved to black.
    pub fn naive() -> Convert {
        Convert { press: None }
    }

    /// By the profile of a CMYK press; plain arithmetic where it is broken.
    pub fn by(profile: &[u8]) -> Convert {
        // How much ink a colour of a profile comes to is to be found out, not limited.
        let press = ink::Press { profile: profile.into(), ink_limit: 400, ..ink::Press::default() };
        Convert { press: PressConverter::new(&press) }
    }

    pub fn rgb(&self, rgb: [f32; 3]) -> [f32; 4] {
        if self.press.is_some() {
            let bytes = rgb.map(|level| (level.clamp(0.0, 1.0) * 255.0).round() as u8);
            if let [c, m, y, k] = self.pixels(&bytes)[..] {
                return [c, m, y, k].map(|ink| f32::from(ink) / 255.0);
            }
        }
        let [c, m, y] = rgb.map(|level| 1.0 - level.clamp(0.0, 1.0));
        let k = c.min(m).min(y);
        [c - k, m - k, y - k, k]
    }

    /// Pixels of four inks for pixels of three lights.
    pub fn pixels(&self, rgb: &[u8]) -> Vec<u8> {
        let rgb = &rgb[..rgb.len() / 3 * 3];
        let by_profile =
            self.press.as_ref().and_then(|press| press.colour(press.screen(), &Levels::Eight(rgb.to_vec())));
        by_profile.unwrap_or_else(|| {
            let naive = |pixel: &[u8]| {
                let light = pixel[0].max(pixel[1]).max(pixel[2]);
                [light - pixel[0], light - pixel[1], light - pixel[2], 255 - light]
            };
            rgb.chunks_exact(3).flat_map(naive).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::NEWSPRINT;

    #[test]
    fn white_is_paper_with_and_without_a_profile() {
        for convert in [Convert::naive(), Convert::by(NEWSPRINT), Convert::by(b"nothing")] {
            assert_eq!(convert.rgb([1.0; 3]), [0.0; 4]);
            let [c, m, y, k] = convert.rgb([1.0, 0.0, 0.0]);
            assert!(m > 0.7 && y > 0.6 && c < 0.2 && k < 0.2, "{c} {m} {y} {k}");
        }
        assert_eq!(Convert::naive().pixels(&[255, 0, 51]), [0, 255, 204, 0]);
    }
}
