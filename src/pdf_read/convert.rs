//! RGB as the four inks: through the press profile of the file, or by plain arithmetic where it
//! has none.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};

type Executor = Arc<dyn TransformExecutor<u8> + Send + Sync>;

/// Turns sRGB into cyan, magenta, yellow and black.
pub struct Convert {
    profile: Option<Executor>,
}

impl std::fmt::Debug for Convert {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Convert").field("profile", &self.profile.is_some()).finish()
    }
}

impl Convert {
    /// Complements, with what they share moved to black.
    pub fn naive() -> Convert {
        Convert { profile: None }
    }

    /// By the profile of a CMYK press; plain arithmetic where it is broken.
    pub fn by(profile: &[u8]) -> Convert {
        let executor = ColorProfile::new_from_slice(profile).ok().and_then(|press| {
            if press.color_space != DataColorSpace::Cmyk {
                return None;
            }
            let screen = ColorProfile::new_srgb();
            // Four channels have the layout that moxcms calls Rgba.
            let options = TransformOptions::default();
            screen.create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options).ok()
        });
        Convert { profile: executor }
    }

    pub fn rgb(&self, rgb: [f32; 3]) -> [f32; 4] {
        let bytes = rgb.map(|level| (level.clamp(0.0, 1.0) * 255.0).round() as u8);
        if self.profile.is_some() {
            let inks = self.pixels(&bytes);
            if let [c, m, y, k] = inks[..] {
                return [c, m, y, k].map(|ink| f32::from(ink) / 255.0);
            }
        }
        let [c, m, y] = rgb.map(|level| 1.0 - level.clamp(0.0, 1.0));
        let k = c.min(m).min(y);
        [c - k, m - k, y - k, k]
    }

    /// Pixels of four inks for pixels of three lights.
    pub fn pixels(&self, rgb: &[u8]) -> Vec<u8> {
        let mut inks = vec![0; rgb.len() / 3 * 4];
        let rgb = &rgb[..inks.len() / 4 * 3];
        if let Some(profile) = &self.profile
            && profile.transform(rgb, &mut inks).is_ok()
        {
            for (pixel, inks) in rgb.chunks_exact(3).zip(inks.chunks_exact_mut(4)) {
                // White is paper, whatever the profile's rounding.
                if pixel == [255; 3] {
                    inks.fill(0);
                }
            }
            return inks;
        }
        for (pixel, inks) in rgb.chunks_exact(3).zip(inks.chunks_exact_mut(4)) {
            let light = pixel[0].max(pixel[1]).max(pixel[2]);
            inks.copy_from_slice(&[light - pixel[0], light - pixel[1], light - pixel[2], 255 - light]);
        }
        inks
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
